"""Ranks in a table against the values that they rank."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.grid import Grid
    from pipeline.model import Figure

    Pairs = Sequence[tuple[Figure, Figure]]

LEAST_ROWS = 4
MOST_ROWS = 300  # each row is compared with each
MOST_FAILING = 4  # one row in so many may be out of order


def rank_checks(grid: Grid) -> Iterator[Check]:
    """The rank columns of a table, each against the column of values ahead of it.

    One check a column where all agrees; where nearly all does, one for each row out of order.
    """
    for column in grid.columns:
        if grid.measures(column) != {"rank"} or column - 1 not in grid.columns:
            continue
        pairs = [
            (line.figures[column - 1], rank)
            for line, rank in grid.column(column)
            if column - 1 in line.figures
        ]
        if LEAST_ROWS <= len(pairs) <= MOST_ROWS and len({value.unit for value, _ in pairs}) == 1:
            yield from _judged(pairs)


def _judged(pairs: Pairs) -> Iterator[Check]:
    up, down = out_of_order(pairs, 1), out_of_order(pairs, -1)
    wrong = min(up, down, key=len)
    sign = 1 if wrong is up else -1
    if len(wrong) * MOST_FAILING > len(pairs):
        return
    if not wrong:
        ids = tuple(figure.id for pair in pairs for figure in pair)
        yield Check("rank", ids, Decimal(0), Decimal(0), holds=True)
    for value, rank in wrong:
        place = 1 + sum((other.value - value.value) * sign > 0 for other, _ in pairs)
        if place != rank.value:
            ids = (value.id, rank.id)
            yield Check("rank", ids, Decimal(place), rank.value, holds=_whole(pairs))


def _whole(pairs: Pairs) -> bool | None:
    """``False`` where the ranks are those of these rows; of a wider field nothing is known."""
    return False if max(rank.value for _, rank in pairs) <= len(pairs) else None


def out_of_order(pairs: Pairs, sign: int) -> Pairs:
    """The fewest rows, roughly, without which greater values have the smaller ranks.

    ``sign`` 1: the greatest value is first; -1: the smallest. Equal values are in any order.
    """
    left = list(pairs)
    wrong: list[tuple[Figure, Figure]] = []
    while True:
        clashes = [sum(_clash(one, other, sign) for other in left) for one in left]
        most = max(clashes, default=0)
        if most == 0:
            return wrong
        wrong.append(left.pop(clashes.index(most)))


def _clash(one: tuple[Figure, Figure], other: tuple[Figure, Figure], sign: int) -> bool:
    value = (one[0].value - other[0].value) * sign
    rank = one[1].value - other[1].value
    return (value > 0 and rank >= 0) or (value < 0 and rank <= 0)
