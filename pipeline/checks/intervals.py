"""Intervals: what a printed, and therefore rounded, number may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from extractors.units import load_units

if TYPE_CHECKING:
    from pipeline.model import Figure

FACTORS = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
# what is counted one by one is printed to the last one, where no 万 stands behind it
COUNTED = frozenset({"counts", "persons", "households", "organisations", "events"})
ABOUT = Decimal("0.1")  # how far a figure with 约 may be off, as a part of it, before we object
BEYOND = Decimal("0.5")  # the same for 超过 and 不足, on their open side
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``; arithmetic gives the interval of all results."""

    low: Decimal
    high: Decimal

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """The interval of one value."""
        return cls(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ``ZeroDivisionError`` where the divisor may be 0."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        return self * Interval(1 / other.high, 1 / other.low)

    def root(self, degree: int) -> Interval:
        """The positive root; for intervals above 0."""
        power = 1 / Decimal(degree)
        return Interval(self.low**power, self.high**power)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Interval) -> Decimal:
        """How far the two lie apart, 0 where they meet.

        >>> Interval(Decimal(1), Decimal(2)).gap(Interval(Decimal(5), Decimal(6)))
        Decimal('3')
        """
        return max(self.low - other.high, other.low - self.high, ZERO)


def step(figure: Figure) -> Decimal:
    """The weight of the last printed place: 10万元 for 1.2亿元… of 0.1亿元."""
    factor = Decimal(1)
    for character in figure.unit_text.removesuffix(figure.unit.partition("/")[0]):
        if character not in FACTORS:
            break
        factor *= FACTORS[character]
    return factor.scaleb(exponent(figure.value))


def exponent(value: Decimal) -> int:
    """The exponent of the last place of a decimal, 0 for whole numbers in scientific form."""
    found = value.as_tuple().exponent
    return min(found, 0) if isinstance(found, int) else 0


def printed(figure: Figure) -> Interval:
    """What rounds to the figure as printed; 余 and 近 leave the last place that is not 0 open."""
    if figure.approx == "exact":
        return _exact(figure, step(figure) / 2)
    place = _last_place(figure)
    below = {"about": place / 2, "over": ZERO, "under": place}[figure.approx]
    above = {"about": place / 2, "over": place, "under": ZERO}[figure.approx]
    return Interval(figure.value - below, figure.value + above)


def allowed(figure: Figure) -> Interval:
    """What the figure may stand for at most: cut instead of rounded, far above 超过."""
    if figure.approx == "exact":
        return _exact(figure, step(figure))
    below = {"about": ABOUT, "over": ZERO, "under": BEYOND}[figure.approx]
    above = {"about": ABOUT, "over": BEYOND, "under": ZERO}[figure.approx]
    size, place = abs(figure.value), _last_place(figure)
    low = max(size * below, place if below else ZERO)
    return Interval(figure.value - low, figure.value + max(size * above, place if above else ZERO))


def _exact(figure: Figure, off: Decimal) -> Interval:
    if counted(figure.unit) and step(figure) == 1:
        return Interval.point(figure.value)
    return Interval(figure.value - off, figure.value + off)


def _last_place(figure: Figure) -> Decimal:
    """The weight of the last digit that is not 0: 100 for 2500."""
    found = figure.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(found if isinstance(found, int) else 0)


@cache
def counted(unit: str) -> bool:
    """Whether a unit counts things one by one: 个, 户, but not 亩."""
    return load_units().dimension(unit) in COUNTED
