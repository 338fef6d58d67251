"""Which figure is part of which: 其中, 包括, brackets, breakdowns, parts that add up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

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
# 25项任务已完成24项: in one clause the done are part of all
DONE_OF = regex.compile(
    r"[^，。；：]{0,12}(?:已|全部)?(?:完成|建成|竣工|开工|投产|办结|整改|投用)(?:了)?"
)
MEASURES = frozenset({"level", "change"})
RELATIVE = frozenset({"%", "‰", "百分点", "倍", "位"})
NEAR = 8  # so many figures back a whole may lie
REACH = 14  # so many figures on its parts may lie
PERSONS = {"名": "人", "位": "人", "口": "人"}


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
            self._whole_paragraph = first
        elif first or not self._whole_paragraph:
            # a paragraph that begins with 按行业分 breaks down to its end
            self._wholes, self._depth, self._whole_paragraph = {}, -1, False

    def whole(self, slot: Slot, figure: Figure, before: Sequence[Figure]) -> str | None:
        """The id of the figure that this one is part of, or ``None``."""
        last = before[-1] if before else None
        same = last is not None and last.sentence == figure.sentence
        start = last.end if same and last else self._sentence_start
        between = self._text[start : figure.start]
        self._close(between, slot.depth)
        self._depths[figure.id] = slot.depth
        if OPENS.search(between):
            self._open(figure, before, slot.depth)
        if figure.measure not in MEASURES or figure.unit in RELATIVE:
            return None
        whole = self._found(figure)
        if whole is None and last and slot.depth > self._depths[last.id]:
            opened = self._text[last.end : figure.start].startswith(("（", "("))
            if opened and _kind(last) == _kind(figure) and last.value >= figure.value:
                self._wholes, self._depth = {_kind(figure): last}, slot.depth
                whole = last  # 3200人次（县级1200人次，乡级2000人次）
        if whole is None and self._depth < 0:
            self._outer[_kind(figure)] = figure
            if same and last and _kind(last) == _kind(figure) and DONE_OF.fullmatch(between):
                whole = last if last.value >= figure.value else None
        return whole.id if whole else None

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
        if whole is None or whole.approx == "over":
            return None
        too_much = abs(figure.value) > 2 * abs(whole.value)
        return None if too_much and figure.measure == "level" else whole

    def _open(self, figure: Figure, before: Sequence[Figure], depth: int) -> None:
        nearest: dict[Kind, Figure] = {}
        for candidate in list(before)[-NEAR:][::-1]:
            if candidate.article != figure.article:
                break
            if candidate.measure in MEASURES and self._depths.get(candidate.id, 0) <= depth:
                nearest.setdefault(_kind(candidate), candidate)
        if self._depth >= 0 and self._wholes:
            self._inner, self._inner_depth = nearest, depth
        else:
            self._wholes = nearest
        self._depth = max(self._depth, 0) if self._depth >= 0 else depth
        self._measure = figure.measure

    def completed(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures, with those made parts that add up to the whole ahead of them exactly."""
        done = list(figures)
        groups: dict[tuple[int, Kind], list[int]] = {}
        for index, figure in enumerate(done):
            exact = figure.measure == "level" and figure.approx == "exact"
            if exact and figure.unit not in RELATIVE:
                groups.setdefault((figure.article, _kind(figure)), []).append(index)
        for members in groups.values():
            for position, index in enumerate(members):
                self._adopt(done, index, members[position + 1 : position + 1 + REACH])
        return done

    def _adopt(self, done: list[Figure], index: int, following: list[int]) -> None:
        """Give a whole the run of figures behind it that adds up to it.

        Behind parts already known a run may go on over sentences; a new run lies in one, and
        its whole has digits enough not to be met by chance (1000亩 is soon met).
        """
        whole = done[index]
        known = [i for i in following if done[i].part_of == whole.id]
        if known:
            total = sum((done[i].value for i in known), start=whole.value * 0)
            rest = [i for i in following if i > known[-1] and done[i].part_of is None][:1]
            if rest and total + done[rest[0]].value == whole.value:
                done[rest[0]] = replace(done[rest[0]], part_of=whole.id)
            return
        digits = len(whole.value.normalize().as_tuple().digits)
        for first in range(min(4, len(following))):
            total = whole.value * 0
            for last in range(first, len(following)):
                total += done[following[last]].value
                run = following[first : last + 1]
                if total == whole.value and len(run) > 1 and digits > 2:
                    self._mark(done, whole, run)
                    return
                if total > whole.value:
                    break

    def _mark(self, done: list[Figure], whole: Figure, run: list[int]) -> None:
        far = done[run[-1]].sentence - whole.sentence > 4
        if far or done[run[0]].sentence != done[run[-1]].sentence:
            return
        for index in run:
            if done[index].part_of is None and done[index].period == whole.period:
                done[index] = replace(done[index], part_of=whole.id)


def _kind(figure: Figure) -> Kind:
    return PERSONS.get(figure.unit, figure.unit), figure.status, figure.measure
