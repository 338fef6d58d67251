"""Which figure is part of which: 其中, 包括, brackets, breakdowns, parts that add up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.clauses import Slot
    from pipeline.model import Document, Figure, Sentence

OPENS = regex.compile(r"其中|包括|内含|[：:”]?含(?=[\p{Han}“：:])(?!量|税|氮|水)|分别是|[，：:]即|如下[:：]")
BREAKDOWN = regex.compile(
    r"[^，。；]{0,4}(?:按|从|分)[^，。；]{1,10}?(?:分|看|来看|划分)[，,：:]|[^，。；]{2,14}(?<!其)中[，,：:]"
)
MEASURES = frozenset({"level", "change"})
REACH = 14  # so many figures of its unit a whole may be away from its parts
PERSONS = {"名": "人", "位": "人", "口": "人"}


class Parts:
    """Remembers the open breakdown while a document is read."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._section = -1
        self._depth = -1  # bracket depth at which a breakdown was opened; -1: none is open
        self._inner: dict[tuple[str, ...], Figure] = {}
        self._wholes: dict[tuple[str, ...], Figure] = {}
        self._outer: dict[tuple[str, ...], Figure] = {}

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence; a breakdown (按行业分，…) refers to what its section began with."""
        if sentence.section != self._section:
            self._section = sentence.section
            self._outer = {}
        head = self._text[sentence.start : sentence.start + 30]
        self._wholes = dict(self._outer) if BREAKDOWN.match(head) else {}
        self._depth = 0 if self._wholes else -1
        self._inner = {}

    def whole(self, slot: Slot, figure: Figure, before: Sequence[Figure]) -> str | None:
        """The id of the figure that this one is part of, or ``None``."""
        last = before[-1] if before else None
        same = last is not None and last.sentence == figure.sentence
        start = last.end if same and last else figure.start - (figure.start - slot.start)
        between = self._text[start : figure.start]
        if self._inner and ("；" in between or slot.depth < self._depth):
            self._inner = {}
        if slot.depth < self._depth:
            self._depth, self._wholes = -1, {}
        if OPENS.search(between):
            self._open(figure, before, slot.depth)
        whole = None
        if figure.measure in MEASURES and self._depth >= 0:
            whole = self._inner.get(_kind(figure)) or self._wholes.get(_kind(figure))
        if figure.measure in MEASURES and self._depth < 0:
            self._outer.setdefault(_kind(figure), figure)
        if whole is None or abs(whole.value) < abs(figure.value):
            return None
        return whole.id

    def _open(self, figure: Figure, before: Sequence[Figure], depth: int) -> None:
        nearest: dict[tuple[str, ...], Figure] = {}
        for candidate in list(before)[-8:][::-1]:
            if candidate.article != figure.article:
                break
            if candidate.measure in MEASURES:
                nearest.setdefault(_kind(candidate), candidate)
        if self._depth >= 0 and self._wholes:
            self._inner = nearest
        else:
            self._wholes = nearest
        self._depth = max(self._depth, depth, 0)

    def completed(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures, with those made parts that follow a whole and add up to it exactly."""
        done = list(figures)
        groups: dict[tuple[int, ...], list[int]] = {}
        for index, figure in enumerate(done):
            if figure.measure == "level" and figure.approx == "exact" and figure.unit != "%":
                groups.setdefault((figure.article, hash(_kind(figure))), []).append(index)
        for members in groups.values():
            for position, index in enumerate(members):
                self._adopt(done, index, members[position + 1 : position + 1 + REACH])
        return done

    def _adopt(self, done: list[Figure], index: int, following: list[int]) -> None:
        """Give a whole the run of figures behind it that adds up to it."""
        whole = done[index]
        digits = len(whole.value.normalize().as_tuple().digits)
        for first in range(min(4, len(following))):
            total = done[following[first]].value * 0
            for last in range(first, len(following)):
                total += done[following[last]].value
                run = following[first : last + 1]
                if total == whole.value and (len(run) > 2 or (len(run) == 2 and digits > 2)):
                    self._mark(done, whole, run)
                    return
                if total > whole.value:
                    break

    def _mark(self, done: list[Figure], whole: Figure, run: list[int]) -> None:
        far = done[run[-1]].sentence - whole.sentence > 4
        spans = done[run[0]].sentence != done[run[-1]].sentence
        if far or spans:
            return
        for index in run:
            if done[index].part_of is None and done[index].period == whole.period:
                done[index] = replace(done[index], part_of=whole.id)


def _kind(figure: Figure) -> tuple[str, ...]:
    return PERSONS.get(figure.unit, figure.unit), figure.status, figure.measure
