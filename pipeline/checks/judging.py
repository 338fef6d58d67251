"""Judges a relation: what the figures give against what is stated, rounding understood."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.intervals import Interval, allowed, exponent, printed, step
from pipeline.checks.misprints import meant
from pipeline.model import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.checks.scene import Scene
    from pipeline.model import Figure

    Formula = Callable[..., Interval]

HUNDRED = Interval.point(Decimal(100))
ONE = Interval.point(Decimal(1))
# Figures of one or two digits meet far from each other (20万 to 25万 may be 20 % or 30 %): where
# they do by so much of what is stated, that says nothing.
COARSE = Decimal("0.05")
# Where what is stated is so many times what the figures give, or the other way round, and no slip
# of print explains it, a figure has more likely been misread by us than miscounted by the author.
FAR = {
    "sum": Decimal(2),
    "ratio": Decimal(5),
    "growth": Decimal(8),
    "difference": Decimal(5),
}


def judge(
    scene: Scene,
    kind: str,
    formula: Formula,
    inputs: Sequence[Figure],
    stated: Figure,
    *,
    certain: bool = True,
    slips: bool = True,
) -> Check | None:
    """The check of ``formula(inputs) = stated``; ``None`` where it cannot be computed.

    It fails only where no values that round, or are cut, to the printed ones meet it, and then
    by more than one in the last printed place; ``certain`` is false where it need not hold.
    ``slips`` are looked for unless there are so many figures that one would fit by chance.
    """
    try:
        expected = formula(*(Interval.point(f.value) for f in inputs)).low
        holds = _holds(formula, inputs, stated, expected)
        fails = holds is False and certain and _fails(kind, formula, inputs, stated)
    except ZeroDivisionError:
        return None
    message = ""
    if fails and slips:
        quotes = [scene.quote(f) for f in (*inputs, stated)]
        message = meant(formula, inputs, stated, quotes)
    if fails and not message:
        fails = expected * stated.value > 0 and _near(expected, stated.value, FAR[kind])
    ids = tuple(f.id for f in (*inputs, stated))
    verdict = False if fails else (holds or None)
    return Check(kind, ids, rounded(expected, stated), stated.value, verdict, message)


def _holds(
    formula: Formula, inputs: Sequence[Figure], stated: Figure, expected: Decimal
) -> bool | None:
    """Whether values that round to the printed ones meet; ``None`` where all but any would."""
    if not formula(*(printed(f) for f in inputs)).meets(printed(stated)):
        return False
    off = abs(expected - stated.value)
    coarse = off >= step(stated) and off > abs(stated.value) * COARSE
    return None if coarse else True


def _fails(kind: str, formula: Formula, inputs: Sequence[Figure], stated: Figure) -> bool:
    """Whether not even values that are cut to the printed ones meet, by more than one place."""
    place = max(step(f) for f in (*inputs, stated)) if kind == "sum" else step(stated)
    return formula(*(allowed(f) for f in inputs)).gap(allowed(stated)) > place


def _near(one: Decimal, other: Decimal, times: Decimal) -> bool:
    """Whether neither of two values is so many times the other."""
    sizes = sorted((abs(one), abs(other)))
    return sizes[1] <= sizes[0] * times


def rounded(value: Decimal, stated: Figure) -> Decimal:
    """A value to one place more than the stated one is printed with."""
    return round(value, max(0, -exponent(stated.value)) + 1)
