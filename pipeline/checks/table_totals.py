"""Total rows of a table: 合计 against the rows below or above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.judging import judge
from pipeline.checks.sums import additive, total
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.grid import Grid, Line
    from pipeline.checks.scene import Scene
    from pipeline.model import Check

LEAST_PARTS = 2
PROOFS = 2  # columns that must add up before another one that does not is a failure


def total_checks(scene: Scene, grid: Grid) -> Iterator[Check]:
    """The sums of the rows under (or over) a total row, a column each.

    That the rows are all parts, and none of them a part of another, is proved by the columns that
    add up; where too few do, one that does not is left out.
    """
    for index, line in enumerate(grid.lines):
        if not words().whole_row.fullmatch(line.label):
            continue
        for parts in (grid.lines[index + 1 :], grid.lines[:index]):
            checks = list(_columns(scene, line, _until_total(parts)))
            holding = sum(check.holds is True for check in checks)
            if holding:
                yield from (c for c in checks if c.holds or holding >= PROOFS)
                break


def _until_total(lines: Sequence[Line]) -> Sequence[Line]:
    for index, line in enumerate(lines):
        if words().whole_row.fullmatch(line.label):
            return lines[:index]
    return lines


def _columns(scene: Scene, whole: Line, parts: Sequence[Line]) -> Iterator[Check]:
    for column, figure in whole.figures.items():
        members = [line.figures[column] for line in parts if column in line.figures]
        if figure.measure != "level" or len(members) < LEAST_PARTS:
            continue
        if additive(members, figure):
            check = judge(scene, "sum", total, members, figure)
            if check is not None:
                yield check
