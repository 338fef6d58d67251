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
# Where what is stated is so many times what the figures give, or the other way round, and no slip
# of print explains it, a figure has more likely been misread by us than miscounted by the author.
FAR = {
    "sum": Decimal("1.5"),
    "ratio": Decimal(2),
    "growth": Decimal(3),
    "difference": Decimal(3),
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
        want = formula(*(printed(f) for f in inputs))
        at_most = formula(*(allowed(f) for f in inputs))
    except ZeroDivisionError:
        return None
    holds: bool | None = want.meets(printed(stated))
    if not holds:
        place = max(step(f) for f in (*inputs, stated)) if kind == "sum" else step(stated)
        far = at_most.gap(allowed(stated)) > place
        holds = False if certain and far else None
    ids = tuple(f.id for f in (*inputs, stated))
    message = ""
    if holds is False:
        quotes = [scene.quote(f) for f in (*inputs, stated)]
        message = meant(formula, inputs, stated, quotes) if slips else ""
        near = expected * stated.value > 0 and _near(expected, stated.value, FAR[kind])
        holds = False if message or near else None
    return Check(kind, ids, rounded(expected, stated), stated.value, holds, message)


def _near(one: Decimal, other: Decimal, times: Decimal) -> bool:
    """Whether neither of two values is so many times the other."""
    sizes = sorted((abs(one), abs(other)))
    return sizes[1] <= sizes[0] * times


def rounded(value: Decimal, stated: Figure) -> Decimal:
    """A value to one place more than the stated one is printed with."""
    return round(value, max(0, -exponent(stated.value)) + 1)
