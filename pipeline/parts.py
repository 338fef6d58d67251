"""Which figure is part of which: 其中, 包括, brackets, breakdowns, parts that add up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from pipeline.part_sums import MEASURES, PERSONS, RELATIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.clauses import Slot
    from pipeline.model import Document, Figure, Sentence

    Kind = tuple[str, str, str]

OPENS = regex.compile(
    r"其中|(?<!不)包括|内含|[：:”]?含(?=[\p{Han}“：:])(?!量|税|氮|水)|分别是|[，：:]即|如下[:：]"
)
BREAKDOWN = regex.compile(
    r"[^，。；]{0,4}(?:按|从|分)[^，。；]{1,10}?(?:分|看|来看|划分)[，,：:]|"
    r"[^，。；]{2,14}(?<!其)中[，,：:]"
)
# 25项任务已完成24项, 项目68个全部开工，已完工60个: the done are part of all
DONE_OF = regex.compile(
    r"(?:[^，,。；;：:、]{0,6}(?:全部|均已?|全面|已)(?:开工|开建|启动|动工)(?:建设)?[，,])?"
    r"[^，。；：、]{0,12}?(?:已|全部|累计|实际)?"
    r"(?:完成|(?<!基本)建成|竣工|完工|开工|投产|办结|整改|投用)(?:了)?"
)
# 受理116件、办结109件; but 开工70个、竣工62个 are two flows
SETTLED_OF = regex.compile(r"、(?:已|全部|均)*(?:完成)?(?:办结|整改|答复|化解|销号|验收)(?:了)?")
# 79个重点项目｜16个开工建设
THINGS = regex.compile(r"\p{Han}{2,14}(?<![建造设增])")
FINISHED_NEXT = regex.compile(
    r"(?:已|均|全部|已经)?(?:开工|完成|竣工|建成|完工|投产|投用|通过|达标)\p{Han}{0,4}[，。；]"
)
BEGUN = regex.compile(r"(?:开工|新建|开建|动工)[^，,。；;]{0,16}$")
FINISHED = regex.compile(r"(?:建成|竣工|完工|投产|投用)了?$")
SEMICOLON = regex.compile(r"[；;]")
# 13个税种中，6个增长; 建设过程中 is a time
OF_THEM = regex.compile(r"[^，。；：、]{1,14}(?<!其|之|过程|工作|建设|进程|期间|活动|行动)中[，,]")
IN_IT = regex.compile(r"在?(?P<whole>[^，。；在]{2,14}?)(?<!其)中[，,：:]")
COUNTS = frozenset({"个", "项", "家", "所", "座", "条", "处", "件"})
NEAR = 8  # so many figures back a whole may lie


class Parts:
    """Remembers the open breakdown while a document is read."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._section = self._paragraph = -1
        self._whole_paragraph = False
        self._sentence_start = 0
        self._measure = "level"  # what is broken down: amounts, or changes of them
        self._depths: dict[str, int] = {}
        self._depth = -1  # bracket depth at which a breakdown was opened; -1: none is open
        self._inner_depth = 0
        self._inner: dict[Kind, Figure] = {}
        self._wholes: dict[Kind, Figure] = {}
        self._outer: dict[Kind, Figure] = {}
        self._opener = ""  # the figure right behind 其中
        self._named = ""  # the whole that a sentence names at its head: 在城镇投资中
        self._sums: dict[str, Decimal] = {}  # what the parts of each whole add up to so far

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence; a breakdown (按行业分，…) refers to the last whole of its section."""
        if sentence.section != self._section:
            self._section = sentence.section
            self._outer = {}
        self._sentence_start = sentence.start
        self._inner = {}
        head = self._text[sentence.start : sentence.start + 30]
        first = sentence.paragraph != self._paragraph
        self._paragraph = sentence.paragraph
        if BREAKDOWN.match(head):
            self._wholes, self._depth, self._measure = dict(self._outer), 0, "level"
            named = IN_IT.match(head)
            self._sums = {}
            self._named = named["whole"] if named else ""
            self._whole_paragraph = first
        elif first or not self._whole_paragraph:
            # a paragraph that begins with 按行业分 breaks down to its end
            self._wholes, self._depth, self._whole_paragraph = {}, -1, False
            self._named = ""

    def whole(self, slot: Slot, figure: Figure, before: Sequence[Figure]) -> str | None:
        """The id of the figure that this one is part of, or ``None``."""
        last = before[-1] if before else None
        same = last is not None and last.sentence == figure.sentence
        start = last.end if same and last else self._sentence_start
        between = self._text[start : figure.start]
        self._close(between, slot.depth)
        self._depths[figure.id] = slot.depth
        done = self._done_of(last, figure, between) if same and last else None
        if done:
            return done.id
        of_them = last is not None and same and _of_them(last, figure, between)
        if of_them or OPENS.search(between):
            self._open(figure, before, slot.depth, fresh=of_them)
        if _threshold(figure):
            return None
        if figure.measure not in MEASURES or figure.unit in RELATIVE:
            return None
        if self._named:
            self._rename(figure, before)
            self._drop_others(figure)
        whole = self._found(figure)
        if whole is None and last and slot.depth > self._depths[last.id]:
            opened = self._text[last.end : figure.start].startswith(("（", "("))
            if opened and _kind(last) == _kind(figure) and last.value >= figure.value:
                self._wholes, self._depth = {_kind(figure): last}, slot.depth
                whole = last  # 3200人次（县级1200人次，乡级2000人次）
            elif opened and OPENS.search(between) and _holds(last, figure):
                return last.id
        if whole is None and self._depth < 0:
            self._outer[_kind(figure)] = figure
        return self._counted(whole, figure) if whole else None

    def _done_of(self, last: Figure, figure: Figure, between: str) -> Figure | None:
        """项目60个，已开工58个: the figure before, of which this one tells how much is done."""
        alike = _kind(last)[::2] == _kind(figure)[::2] and last.unit not in RELATIVE
        if not alike or figure.measure != "level" or last.value < figure.value:
            return None
        if SETTLED_OF.fullmatch(between):
            return last
        if THINGS.fullmatch(between) and FINISHED_NEXT.match(self._text, figure.end):
            return last
        begun = BEGUN.search(self._text, max(0, last.start - 24), last.start)
        if DONE_OF.fullmatch(between) is None or (begun and FINISHED.search(between)):
            return None
        return last

    def _counted(self, whole: Figure, figure: Figure) -> str | None:
        """The id of the whole, unless the parts before this one have made it up already."""
        so_far = self._sums.get(whole.id, whole.value * 0)
        if so_far == whole.value and figure.measure == "level":
            return None
        self._sums[whole.id] = so_far + figure.value
        return whole.id

    def _drop_others(self, figure: Figure) -> None:
        """主要原材料消费中: no whole is one that measures another thing than is named."""
        whole, named = self._wholes.get(_kind(figure)), set(self._named)
        if whole and len(named & set(whole.indicator)) * 2 < len(named):
            del self._wholes[_kind(figure)]

    def _rename(self, figure: Figure, before: Sequence[Figure]) -> None:
        """Take for whole the last figure that measures what the head of the sentence names."""
        for candidate in reversed(before):
            if candidate.article != figure.article:
                return
            if _kind(candidate) == _kind(figure) and candidate.indicator.endswith(self._named):
                self._wholes[_kind(figure)] = candidate
                return

    def _close(self, between: str, depth: int) -> None:
        """A semicolon ends a breakdown of one item, a bracket the one opened in it."""
        ended = "；" in between if self._inner_depth == 0 else depth < self._inner_depth
        if self._inner and ended:
            self._inner = {}
        if depth < self._depth:
            self._depth, self._wholes = -1, {}

    def _found(self, figure: Figure) -> Figure | None:
        if self._depth < 0 or figure.rule.endswith("label.bare-head"):
            return None
        if figure.measure != self._measure:
            return None  # 其中教育支出9万元，增支1万元: the change is of the part
        whole = self._inner.get(_kind(figure)) or self._wholes.get(_kind(figure))
        if whole is None or (whole.approx == "over" and whole.sentence != figure.sentence):
            return None
        # 净收入1亿元，其中土地收入1.3亿元: refunds may make a whole less than its first part
        net = figure.id == self._opener and figure.unit == "元"
        most = 2 if net else Decimal("1.01")
        too_much = abs(figure.value) > abs(whole.value) * most
        return None if too_much and figure.measure == "level" else whole

    def _beyond(self, candidate: Figure, figure: Figure, nearest: dict[Kind, Figure]) -> bool:
        """Whether a candidate is too far off: in an earlier sentence, or behind a semicolon."""
        if candidate.sentence == figure.sentence:
            clause = self._text[candidate.end : figure.start]
            return bool(nearest) and SEMICOLON.search(clause) is not None
        begins = OPENS.match(self._text, self._sentence_start) is not None
        return candidate.sentence < figure.sentence - (2 if begins else 1)

    def _open(self, figure: Figure, before: Sequence[Figure], depth: int, *, fresh: bool) -> None:
        """Take the last figure of each kind for a whole; inside a breakdown, of one item of it."""
        self._sums, self._opener = {}, figure.id
        nearest: dict[Kind, Figure] = {}
        for candidate in list(before)[-NEAR:][::-1]:
            if candidate.article != figure.article or self._beyond(candidate, figure, nearest):
                break
            usable = candidate.measure in MEASURES and not _threshold(candidate)
            if usable and self._depths.get(candidate.id, 0) <= depth:
                nearest.setdefault(_kind(candidate), candidate)
        if self._depth >= 0 and self._wholes and not fresh:
            self._inner, self._inner_depth = nearest, depth
        else:
            self._wholes = nearest
        self._depth = max(self._depth, 0) if self._depth >= 0 else depth
        self._measure = figure.measure


def _threshold(figure: Figure) -> bool:
    """10亿元 in 10亿元以上项目5个 says which are meant; in 30个以上项目 it is the count."""
    return figure.rule.endswith("label.threshold") and figure.unit not in COUNTS


def _of_them(last: Figure, figure: Figure, between: str) -> bool:
    return _kind(last) == _kind(figure) and OF_THEM.match(between) is not None


def _holds(last: Figure, figure: Figure) -> bool:
    """20200人次（含脱贫户951户）: households within persons, by a bracket."""
    return last.unit in ("人", "人次", "名") and figure.unit == "户" and last.value > figure.value


def _kind(figure: Figure) -> Kind:
    return PERSONS.get(figure.unit, figure.unit), figure.status, figure.measure
