"""Tables as grids of figures: which figure stands in which row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.table_headers import row_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.checks.scene import Scene
    from pipeline.model import Figure, Row, Table


@dataclass(frozen=True, slots=True)
class Line:
    """A row with figures: its label, its label as printed, and column → figure."""

    label: str
    words: str
    figures: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table that hold figures."""

    lines: Sequence[Line]

    @property
    def columns(self) -> list[int]:
        """The columns that hold figures."""
        return sorted({column for line in self.lines for column in line.figures})

    def column(self, index: int) -> list[tuple[Line, Figure]]:
        """The figures of one column with their rows."""
        return [(line, line.figures[index]) for line in self.lines if index in line.figures]

    def measures(self, index: int) -> set[str]:
        """What the figures of a column measure."""
        return {figure.measure for _, figure in self.column(index)}


def grids(scene: Scene) -> Iterator[Grid]:
    """The grid of every table; of one printed in two halves side by side, none."""
    starts = {figure.start: figure for figure in scene.figures if figure.sentence < 0}
    for table in scene.tables:
        lines = tuple(_lines(table, starts))
        if len(lines) > 1:
            yield Grid(lines)


def _lines(table: Table, starts: Mapping[int, Figure]) -> Iterator[Line]:
    for row in table.rows:
        figures = dict(_figures(row, starts))
        if figures:
            words = next((cell.text for cell in row.cells if cell.text), "")
            yield Line(row_label(words), words, figures)


def _figures(row: Row, starts: Mapping[int, Figure]) -> Iterator[tuple[int, Figure]]:
    for column, cell in enumerate(row.cells):
        inside = [starts[at] for at in range(cell.start, cell.end) if at in starts]
        if len(inside) == 1 and inside[0].high is None:
            yield column, inside[0]
