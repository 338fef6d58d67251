"""What the clause of a figure says of its indicator, where its label leaves it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.indicator_lexicon import load_indicators
from extractors.link_contexts import load_clause_words
from extractors.units import load_units
from pipeline.comparisons import SPAN

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pipeline.model import Figure, IndicatorLink

REACH = 60  # characters: how far ahead of a number its clause may begin
SENTENCE = 160  # and its sentence
# a bracket that is closed again lies inside its clause
CLAUSE = regex.compile(r"[（(][^（）()]{0,30}[）)](*SKIP)(*FAIL)|[，。；;：:！？\n|（(]")
END = regex.compile(r"[。！？\n|]")
ITEM = regex.compile(r"[ ]?(?:以上|左右|余)?[ ]?(?:[、和及与]|以及)")
# a time that lies within one year: its 累计 is the year's own total
WITHIN_A_YEAR = regex.compile(r"\d|全年|[今去上本当]年(?!以来)|半年|季度|月")
AS_OF = regex.compile(r"截[至止]|[末底]|以来|[到至]\d")
COUNTABLE = frozenset({"counts", "organisations", "households", "persons", "length", "area"})
REMOVABLE = frozenset({"power", "mass", "energy", "organisations", "counts"})
PERIODIC = regex.compile(r"(?:报告期|一定时期)内")
ZONES = regex.compile(r"园|开发区|集聚区|孵化")
TOTAL = "累计"


class Clauses:
    """Reads a text ahead of its numbers; ``verbs`` are where its verbs start."""

    def __init__(self, text: str, verbs: AbstractSet[int]) -> None:
        self._text = text
        self._verbs = verbs
        self._words = load_clause_words()

    def qualifiers(
        self, figure: Figure, found: IndicatorLink, last: Figure | None
    ) -> dict[str, str]:
        """Flow and scope by the clause of a figure in running text."""
        if figure.sentence < 0 or figure.measure == "rank":
            return {}
        said = {}
        if "flow" not in found.qualifiers and (flow := self._flow(figure, found, last)):
            said["flow"] = flow
        if "scope" not in found.qualifiers and self._of_zone(figure, found):
            said["scope"] = "开发区"
        return said

    def removes(self, figure: Figure, found: IndicatorLink, last: Figure | None) -> bool:
        """Whether a clause does away with what its number counts: 压减退出火电装机26万千瓦."""
        name = load_indicators().by_id[found.id]
        if figure.sentence < 0 or figure.measure != "level" or name.dimension not in REMOVABLE:
            return False
        start = self._start(figure.start, REACH, CLAUSE)
        done = self._words.removed.search(self._text, start, figure.start)
        if done is None or self._words.removed.search(name.zh + figure.indicator):
            return False
        return self._listed(done.end(), figure, last)

    def _flow(self, figure: Figure, found: IndicatorLink, last: Figure | None) -> str:
        """新增 of 新增甲、乙2个产业园; 累计 of a sum over years."""
        if figure.measure != "level":
            return ""
        start = self._start(figure.start, REACH, CLAUSE)
        flow = self._verb(figure, found, last, start)
        return flow or (TOTAL if self._totalled(figure, found, last, start) else "")

    def _verb(self, figure: Figure, found: IndicatorLink, last: Figure | None, start: int) -> str:
        """The flow whose verb governs the number, "" where none does."""
        words = self._words.flow
        entry = load_indicators().by_id[found.id]
        if load_units().dimension(figure.unit) not in COUNTABLE:
            words = self._words.lent
            if "贷款" not in entry.zh or TOTAL in self._text[start : figure.start]:
                return ""
        for verb in reversed(list(words.finditer(self._text, start, figure.start))):
            own = verb["word"] in figure.indicator or verb["word"] in entry.zh
            if own or not self._governs(verb.end(), figure, last):
                return ""
            return load_indicators().by_word[str(verb["word"])].value
        return ""

    def _governs(self, end: int, figure: Figure, last: Figure | None) -> bool:
        """Whether only items of its list stand between a verb and a number."""
        if any(at in self._verbs for at in range(end, figure.start)):
            return False
        if self._words.ends.search(self._text, end, figure.start):
            return False
        return self._listed(end, figure, last)

    def _listed(self, end: int, figure: Figure, last: Figure | None) -> bool:
        """Whether a number in between, if there is one, is an item of the same list."""
        if last is None or last.start < end or last.status == "criterion":
            return True  # 累计实施亿元以上项目: 亿元 is no item
        return bool(ITEM.match(self._text, last.end, figure.start))

    def _totalled(
        self, figure: Figure, found: IndicatorLink, last: Figure | None, start: int
    ) -> bool:
        """Whether a number is summed up over years: 累计投入, 累计发放."""
        at = self._text.rfind(TOTAL, start, figure.start)
        if at < 0 or not (_over_years(figure) or self._counted(figure, start)):
            return False
        end = at + len(TOTAL)
        periodic = PERIODIC.match(load_indicators().by_id[found.id].definition)
        if self._words.state.match(self._text, end, figure.start) and not periodic:
            return False
        return self._listed(end, figure, last)

    def _counted(self, figure: Figure, start: int) -> bool:
        """Whether a count has its year from elsewhere: 累计建设 up to now, not within a year."""
        own = WITHIN_A_YEAR.search(self._text, start, figure.start)
        return load_units().dimension(figure.unit) in COUNTABLE and own is None

    def _of_zone(self, figure: Figure, found: IndicatorLink) -> bool:
        """Whether the subject is a zone: 5个园区完成投资60亿元，实现税收3亿元."""
        if ZONES.search(load_indicators().by_id[found.id].zh):
            return False
        start = self._start(figure.start, SENTENCE, END)
        zones = list(self._words.zone.finditer(self._text, start, figure.start))
        end = zones[-1].end() if zones else self._topic(start, figure.start)
        return end >= 0 and self._words.wholes.search(self._text, end, figure.start) is None

    def _topic(self, start: int, at: int) -> int:
        """Where the head of a sentence about zones ends, or of the paragraph's first; else -1."""
        before = self._start(start - 1, SENTENCE, END) if start else 0
        for topic in self._words.topic.finditer(self._text, before, at):
            opens = self._text[topic.start() - 1] in "\n\u3000 "
            if topic["end"] == "，" and topic.start() >= start:
                return int(topic.end())
            if topic["end"] == "。" and opens and topic.end() == start:
                return int(topic.end())
        return -1

    def _start(self, at: int, reach: int, mark: regex.Pattern[str]) -> int:
        first = max(0, at - reach)
        ends = [match.end() for match in mark.finditer(self._text, first, at)]
        return int(ends[-1]) if ends else first


def _over_years(figure: Figure) -> bool:
    """Whether a sum can be of more than one year.

    A total 累计 with no time word has the year of its document.
    """
    span = SPAN.fullmatch(figure.period or "")
    if span is not None:
        return bool(span["first"] != span["last"])
    said = figure.period_text
    within = WITHIN_A_YEAR.search(said) is not None and AS_OF.search(said) is None
    return not within
