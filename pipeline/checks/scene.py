"""A document's figures as the checks see them: in order, by sentence, with the words between."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Figure, Table

SPACE = regex.compile(r"\s+")
BRACKETS = regex.compile(r"（[^（）]*）")
OPEN = "（"
FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
BEFORE = 30  # characters ahead of a figure that tell how it goes with the next


class Scene:
    """The figures of one document, its text and its tables."""

    def __init__(
        self, figures: Sequence[Figure], text: str = "", tables: Sequence[Table] = ()
    ) -> None:
        self.figures = sorted(figures, key=lambda f: f.start)
        self.text = text
        self.tables = tables

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """Every figure by its id."""
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def position(self) -> dict[str, int]:
        """The index of every figure by its id."""
        return {figure.id: index for index, figure in enumerate(self.figures)}

    @cached_property
    def sentences(self) -> list[list[Figure]]:
        """The figures of each sentence that has some, outside tables; ranges stay out."""
        found: dict[int, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.sentence >= 0:
                found[figure.sentence].append(figure)
        return list(found.values())

    @cached_property
    def parts(self) -> dict[str, list[Figure]]:
        """The id of a whole → the figures of which the text says that they are parts of it."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.part_of:
                found[figure.part_of].append(figure)
        return found

    @cached_property
    def levels(self) -> dict[tuple[int, str, str | None], list[Figure]]:
        """Article, label and period → the levels that bear them, in text order."""
        found: dict[tuple[int, str, str | None], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.measure == "level" and figure.high is None:
                found[figure.article, figure.indicator, figure.period].append(figure)
        return found

    def neighbour(self, figure: Figure) -> Figure | None:
        """The figure right ahead of one in its sentence."""
        at = self.position[figure.id]
        before = self.figures[at - 1] if at else None
        return before if before is not None and before.sentence == figure.sentence >= 0 else None

    def quote(self, figure: Figure) -> str:
        """The figure as printed."""
        return self.text[figure.start : figure.end]

    def gap(self, first: Figure, second: Figure) -> str:
        """The words between two figures, without spaces, their marks full-width."""
        return _plain(self.text[first.end : second.start])

    def open_gap(self, first: Figure, second: Figure) -> tuple[str, bool]:
        """The words between two figures without what stands in brackets, and whether a bracket
        that opens between them is still open at the second."""
        gap = str(BRACKETS.sub("", self.gap(first, second)))
        return gap, OPEN in gap

    def before(self, figure: Figure) -> str:
        """The words right ahead of a figure, without spaces, their marks full-width."""
        return _plain(self.text[max(0, figure.start - BEFORE) : figure.start])


def _plain(words: str) -> str:
    return str(SPACE.sub("", words)).translate(FULL_WIDTH)
