"""Columns of a table that follow from others: 本期, 上年同期 and 增长 in each row.

What follows from what is not read off the headers: a relation counts where nearly all rows of the
table obey it, and only then is a row that does not a failure.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.differences import minus
from pipeline.checks.growths import risen
from pipeline.checks.judging import HUNDRED, judge
from pipeline.checks.ratios import percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pipeline.checks.grid import Grid, Line
    from pipeline.checks.intervals import Interval
    from pipeline.checks.judging import Formula
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure

LEAST_ROWS = 4
MOST_FAILING = 4  # one row in so many may fail
REACH = 4  # columns ahead of a result in which its terms stand


class Relation(NamedTuple):
    """How a column of one measure follows from two of another."""

    kind: str
    result: str
    term: str
    formula: Formula


def grown_from(second: Interval, first: Interval) -> Interval:
    """The growth in % of the second over the first."""
    return risen(first, second)


RELATIONS = (
    Relation("growth", "growth", "level", grown_from),
    Relation("ratio", "rate", "level", percent),
    Relation("difference", "change", "level", minus),
    Relation("difference", "change", "rate", minus),
)


def column_checks(scene: Scene, grid: Grid) -> Iterator[Check]:
    """The relations between the columns of a table, row by row."""
    for result in grid.columns:
        for relation in RELATIONS:
            if grid.measures(result) == {relation.result}:
                yield from _best(scene, grid, relation, result)
        if grid.measures(result) == {"rate"}:
            yield from _shares(scene, grid, result)


def _best(scene: Scene, grid: Grid, relation: Relation, result: int) -> list[Check]:
    """The checks of the first two columns from which nearly all rows of the result follow."""
    terms = [
        column
        for column in grid.columns
        if 0 < result - column <= REACH and grid.measures(column) == {relation.term}
    ]
    for first, second in permutations(terms, 2):
        checks = list(_rows(scene, grid, relation, (first, second, result)))
        if _obeyed(checks):
            return checks
    return []


def _shares(scene: Scene, grid: Grid, result: int) -> list[Check]:
    """The shares of a column in the row that has a hundred, by the nearest column of levels."""
    wholes = [line for line in grid.lines if _value(line, result) == HUNDRED.low]
    terms = [c for c in grid.columns if c < result and grid.measures(c) == {"level"}]
    if len(wholes) != 1 or not terms or terms[-1] not in wholes[0].figures:
        return []
    whole = wholes[0].figures[terms[-1]]
    checks = [
        judge(scene, "ratio", percent, (line.figures[terms[-1]], whole), line.figures[result])
        for line in grid.lines
        if line is not wholes[0] and {terms[-1], result} <= set(line.figures)
    ]
    found = [check for check in checks if check is not None]
    return found if _obeyed(found) else []


def _value(line: Line, column: int) -> Decimal | None:
    return line.figures[column].value if column in line.figures else None


def _rows(
    scene: Scene, grid: Grid, relation: Relation, columns: tuple[int, int, int]
) -> Iterator[Check]:
    for line in grid.lines:
        figures = [line.figures.get(column) for column in columns]
        first, second, result = figures
        if first is None or second is None or result is None or not _alike(first, second):
            continue
        check = judge(scene, relation.kind, relation.formula, (first, second), result)
        if check is not None:
            yield check


def _alike(first: Figure, second: Figure) -> bool:
    return first.unit == second.unit and first.value != second.value


def _obeyed(checks: list[Check]) -> bool:
    failing = sum(check.holds is False for check in checks)
    holding = sum(check.holds is True for check in checks)
    return holding >= LEAST_ROWS and failing * MOST_FAILING <= len(checks)
