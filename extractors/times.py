"""Finds the time expressions of a document, resolved to periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from extractors.periods import interval, year_of
from extractors.references import Timeline, heading_year, timeline
from extractors.time_grammar import price_pattern, time_pattern
from extractors.time_meanings import Meaning, mean
from extractors.time_word_meanings import Context
from pipeline.model import TimeMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.time_frame import Frame
    from pipeline.model import Document

# 比2020年, 较“十二五”末: the words before a time that make it the base of a comparison …
_BASE = regex.compile(
    r"(?:相较于?|对比|相比|[高低多少好快慢强优大小早晚]于|超过|比照|(?<![占同环]|同期)比|较)$"
)
# … those that make a state hold as of it …
_UNTIL = regex.compile(r"截[至止](?:到|至|于)?$")
# … and those before the year by which something is to be reached (增加到2021年的 is none).
_BY = regex.compile(r"(?<![加高长大升达降减少展伸得看拓缩延推提跃滑回变转扩增复截甚乃直以])[到至]$")
# 与2020年相比; 是2015年的2.3倍
_COMPARED = regex.compile(r"(?:水平|同期|年度)?(?:相比|比较|基本持平|持平|相当)|的? ?\d[\d.]*倍")
_BARE_YEAR = regex.compile(r"(?:19|20)\d\d")
HEAD_ROWS = 2
HEADING_REACH = 80
_LEFT_REACH = 4
_AND = {"和", "与", "及", "、"}  # 比同期和去年全年: the second is a base too
_ASIDE = {"上年", "上一年"}
_ENDS = ("。", "\n", "；")


def find_times(document: Document, line: Timeline | None = None) -> list[TimeMention]:
    """Every time expression in text order, without overlaps.

    ``line`` is :func:`extractors.references.timeline`, where it is already known.
    """
    found = list(_walk(document.text, line if line is not None else timeline(document)))
    heads = [*_table_years(document), *_heading_years(document)]
    taken = {mention.start for mention in found}
    heads = [head for head in heads if head.start not in taken]
    return sorted([*found, *heads], key=lambda mention: mention.start) if heads else found


def _table_years(document: Document) -> Iterator[TimeMention]:
    """Bare years (2021) that head the columns or the rows of a table."""
    for table in document.tables:
        for number, row in enumerate(table.rows):
            heads = row.cells if number < HEAD_ROWS else row.cells[:1]
            for cell in heads:
                if _BARE_YEAR.fullmatch(cell.text):
                    yield TimeMention(cell.start, cell.end, cell.text, "period", "time.table-year")


def _heading_years(document: Document) -> Iterator[TimeMention]:
    """Bare years in headings (一、2013：稳中向好)."""
    for section in document.sections:
        found = heading_year(section.heading)
        if found is None:
            continue
        at = document.text.find(found[0], section.start, section.start + HEADING_REACH)
        if at >= 0:
            yield TimeMention(at, at + len(found[0]), found[0], "period", "time.heading-year")


@dataclass(slots=True)
class _Thread:
    """What was spoken of last: in the sentence, in the paragraph, and as a year at all."""

    article: int = -1
    end: int = 0
    sentence: str | None = None
    paragraph: str | None = None
    focus: int | None = None
    last: str = ""  # the role of the last mention

    def move(self, text: str, start: int, article: int) -> None:
        """Go on to an offset: forget what a full stop, a paragraph or an article ends."""
        if article != self.article:
            self.article, self.sentence, self.paragraph, self.focus = article, None, None, None
        if self.sentence is not None and _broken(text, self.end, start):
            self.sentence = None
        if self.paragraph is not None and text.find("\n", self.end, start) >= 0:
            self.paragraph = None

    def note(self, text: str, mention: TimeMention, found: regex.Match[str]) -> None:
        """Keep what a mention says for those that follow."""
        self.last, self.end = mention.role, mention.end
        if mention.period is not None and _leads(text, mention, found):
            self.sentence = self.paragraph = mention.period
            self.focus = year_of(mention.period) or self.focus


def _walk(text: str, line: Timeline) -> Iterator[TimeMention]:
    thread = _Thread()
    for found in time_pattern().finditer(text):
        frame, article = line.at(found.start())
        thread.move(text, found.start(), article)
        context = Context(frame, thread.sentence, thread.paragraph, thread.focus)
        mention = _mention(text, found, mean(found, context), frame)
        if thread.last == "base" and text[thread.end : mention.start] in _AND:
            mention = replace(mention, role="base")
        if thread.last == "frequency" and thread.end == mention.start:  # 每年9月
            mention = replace(mention, role="frequency", period=None)
        thread.note(text, mention, found)
        yield mention


def _leads(text: str, mention: TimeMention, found: regex.Match[str]) -> bool:
    """Whether the sentence goes on in this time: it does not after a base, or 上年结转."""
    if mention.role == "since":  # 延续去年以来的态势，一季度…
        return mention.start == 0 or text[mention.start - 1] in _ENDS
    return mention.role == "period" and found["relative"] not in _ASIDE


def _broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two offsets."""
    return any(text.find(mark, start, end) >= 0 for mark in _ENDS)


def _mention(text: str, found: regex.Match[str], meaning: Meaning, frame: Frame) -> TimeMention:
    start, role = _role(text, found.start(), found.end(), meaning, frame)
    unsure = meaning.relative and frame.inferred and meaning.period is not None
    doubt = "date inferred" if unsure else "period inferred" if meaning.guessed else ""
    return TimeMention(start, found.end(), meaning.period, role, meaning.rule, doubt)


def _role(text: str, start: int, end: int, meaning: Meaning, frame: Frame) -> tuple[int, str]:
    """Where the expression starts with the word before it, and its role by what stands around."""
    left = text[max(0, start - _LEFT_REACH) : start]
    if price_pattern().match(text, end) and meaning.rule == "time.year":
        return start, "base"
    if meaning.role in {"frequency", "vague"}:
        return start, meaning.role
    for pattern, role in ((_UNTIL, "period"), (_BASE, "base"), (_BY, "by")):
        found = pattern.search(left)
        if found is not None:
            return start - len(found[0]), _prefixed(role, meaning, frame)
    if meaning.role == "period" and _COMPARED.match(text, end):
        return start, "base"
    return start, meaning.role


def _prefixed(role: str, meaning: Meaning, frame: Frame) -> str:
    if meaning.role == "base":
        return meaning.role
    if role != "by":
        return "deadline" if meaning.role == "deadline" else role
    latest = frame.latest
    if meaning.period is None or latest is None or meaning.role != "period":
        return meaning.role
    return "deadline" if interval(meaning.period)[1] > latest else "period"
