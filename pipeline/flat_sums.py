"""Which parting of the rows of a flattened table its units and its totals settle.

An area, a price per area and an amount must multiply; the rows of a column that can be added up
must give the total. Only what is left as the one way is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.table_headers import Unit
    from pipeline.flat_numbers import Number, Numbers

STATES = 4000  # of sums over the rows, beyond which the total settles nothing
RATIOS = frozenset({"%", "‰"})

Ways = list["Numbers"]


@dataclass(frozen=True, slots=True)
class Relations:
    """What the units of columns say: products ``a × b = c``, and which columns add up."""

    products: tuple[tuple[int, int, int, Decimal], ...]
    additive: tuple[int, ...]


def relations(units: Sequence[Unit | None], counted: Sequence[bool]) -> Relations:
    """The relations between columns of these units (亩, 元/亩 and 元 multiply).

    ``counted`` says of each column whether, by its name, it can be added up.
    """
    indexed = [(index, unit) for index, unit in enumerate(units) if unit is not None]
    products = tuple(
        (a, b, c, base.factor * rate.factor / amount.factor)
        for a, base in indexed
        for b, rate in indexed
        for c, amount in indexed
        if "/" not in base.name and rate.name == f"{amount.name}/{base.name}"
    )
    additive = tuple(
        index
        for index, (unit, adds_up) in enumerate(zip(units, counted, strict=True))
        if adds_up and (unit is None or ("/" not in unit.name and unit.name not in RATIOS))
    )
    return Relations(products, additive)


def by_products(ways: Ways, rel: Relations) -> Ways:
    """The ways of a row that its products allow: those met exactly, else as far as rounding."""
    if not rel.products:
        return ways
    for slack in (Decimal(0), Decimal("0.5")):
        fitting = [w for w in ways if all(_multiplies(w, p, slack) for p in rel.products)]
        if fitting:
            return fitting
    return []


def _multiplies(way: Numbers, product: tuple[int, int, int, Decimal], slack: Decimal) -> bool:
    a, b, c = (way[index] for index in product[:3])
    if a is None or b is None or c is None:
        return False
    factor = product[3]
    loose = abs(a.value) * b.step + abs(b.value) * a.step + a.step * b.step
    room = loose * slack * factor + c.step / 2
    return bool(abs(a.value * b.value * factor - c.value) <= room)


def by_total(rows: Sequence[Ways], totals: Ways, rel: Relations) -> list[Numbers] | None:
    """The one way to read all rows, then the total, in which the columns add up, else None."""
    if not rel.additive or any(not ways for ways in rows):
        return None
    reached = _sums(rows, rel.additive)
    for slack in (Decimal(0), Decimal("0.5")):
        found = [
            (chosen, total)
            for sums, chosen in reached.items()
            for total in totals
            if _adds_up(sums, total, rows, rel.additive, slack)
        ]
        if found:
            (chosen, total), *others = found
            return None if others or chosen is None else [*chosen, total]
    return None


def _sums(
    rows: Sequence[Ways], additive: Sequence[int]
) -> dict[tuple[Decimal, ...], tuple[Numbers, ...] | None]:
    """All sums that rows can have, each with its rows, or None where several ways lead there."""
    reached: dict[tuple[Decimal, ...], tuple[Numbers, ...] | None]
    reached = {tuple(Decimal(0) for _ in additive): ()}
    for ways in rows:
        further: dict[tuple[Decimal, ...], tuple[Numbers, ...] | None] = {}
        for sums, chosen in reached.items():
            for way in ways:
                key = tuple(s + _value(way[i]) for s, i in zip(sums, additive, strict=True))
                new = None if chosen is None or key in further else (*chosen, way)
                further[key] = new
        if len(further) > STATES:
            return {}
        reached = further
    return reached


def _value(number: Number | None) -> Decimal:
    return number.value if number is not None else Decimal(0)


def _adds_up(
    sums: tuple[Decimal, ...],
    total: Numbers,
    rows: Sequence[Ways],
    additive: Sequence[int],
    slack: Decimal,
) -> bool:
    for sum_, index in zip(sums, additive, strict=True):
        stated = total[index]
        if stated is None:
            return False
        room = slack * sum((_step(ways[0][index]) for ways in rows), stated.step)
        if abs(sum_ - stated.value) > room:
            return False
    return True


def _step(number: Number | None) -> Decimal:
    return number.step if number is not None else Decimal(0)


def spread(numbers: Numbers, width: int, additive: Sequence[int]) -> Ways:
    """A total's numbers laid into the columns: all of them, or those alone that add up."""
    if len(numbers) == width:
        return [numbers]
    if len(numbers) > width:
        return []
    places = (
        chosen for chosen in combinations(range(width), len(numbers)) if set(chosen) <= {*additive}
    )
    ways: Ways = []
    for chosen in places:
        cells: list[Number | None] = [None] * width
        for index, number in zip(chosen, numbers, strict=True):
            cells[index] = number
        ways.append(tuple(cells))
    return ways
