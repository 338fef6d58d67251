"""A figure's number in the base unit, with the stretch that its print leaves open."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from db.lookups import ConceptEntry, UnitEntry
    from pipeline.model import Figure

# Dimensions whose units only count; 25个 and 25家 of one indicator are the same.
COUNTING = frozenset({"counts", "organisations", "households", "persons", "person_times", "events"})
SIZES = frozenset({"level", "change"})
ABOUT = Fraction(1, 20)  # 约 leaves open at least this share of the number
_NUMBER = re.compile(r"\d[\d,，\s]*(?:[.．]\d+)?")
_PARTING = re.compile(r"[,，\s]")


class Comparable(NamedTuple):
    """``least`` and ``most`` are the ends of what the print allows; ``None`` where it is open."""

    value: float
    unit: str | None
    least: float | None
    most: float | None

    def columns(self) -> dict[str, float | str | None]:
        """The same under the names of the columns."""
        return {f"base_{name}": value for name, value in self._asdict().items()}


def last_place(quote: str, value: Decimal) -> Fraction:
    """The worth of the last printed digit; for a number in characters, of its last that counts.

    >>> from decimal import Decimal
    >>> last_place("38.2 万吨", Decimal(382000)), last_place("2500余户", Decimal(2500))
    (Fraction(1000, 1), Fraction(1, 1))
    >>> last_place("四万多元", Decimal(40000))
    Fraction(10000, 1)
    """
    found = _NUMBER.search(quote)
    if found is None:
        return significant(value)
    text = _PARTING.sub("", found.group()).replace("．", ".")
    printed, decimals = Fraction(text), len(text.partition(".")[2])
    times = abs(Fraction(value)) / printed if printed else Fraction(1)
    power = str(times.numerator).strip("0") == "1" and times.denominator == 1
    return times / 10**decimals if power else significant(value)


def significant(value: Decimal) -> Fraction:
    """The worth of the last digit that is not 0.

    >>> from decimal import Decimal
    >>> significant(Decimal("2500")), significant(Decimal("0.30"))
    (Fraction(100, 1), Fraction(1, 10))
    """
    exponent = value.normalize().as_tuple().exponent if value else 0
    return Fraction(10) ** int(exponent)


def bounds(figure: Figure, quote: str, place: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """Least and most that the figure can mean, in its own unit.

    A number may be rounded or cut: 38.2万吨 stands for 38.15 to 38.3. 超过 and 不足 leave one end
    open.
    """
    size, high = abs(Fraction(figure.value)), abs(Fraction(figure.high or figure.value))
    size, high = min(size, high), max(size, high)
    slack = max(significant(figure.value), size * ABOUT)
    down, up = (slack, slack) if figure.approx == "about" else (place / 2, place)
    least = {"over": size, "under": None}.get(figure.approx, size - down)
    most = {"over": None, "under": high}.get(figure.approx, high + up)
    ends = (least, most)
    if figure.value >= 0:
        return ends
    return tuple(None if each is None else -each for each in reversed(ends))  # type: ignore[return-value]


def _base(
    figure: Figure, unit: UnitEntry | None, concept: ConceptEntry | None
) -> tuple[Fraction, str]:
    """Factor and base unit: those of the unit, or of the indicator where both only count."""
    if unit is None or unit.factor is None or not unit.base or figure.measure == "rank":
        return Fraction(1), figure.unit
    counted = concept is not None and figure.measure in SIZES
    if counted and {unit.dimension, concept.dimension} <= COUNTING:  # type: ignore[union-attr]
        return unit.factor, concept.base_unit or unit.base  # type: ignore[union-attr]
    return unit.factor, unit.base


def comparable(
    figure: Figure, quote: str, unit: UnitEntry | None, concept: ConceptEntry | None
) -> Comparable:
    """The figure in the base unit; as it stands where its unit does not convert."""
    factor, base = _base(figure, unit, concept)
    place = last_place(quote, figure.value)
    if place == 1 and unit is not None and unit.dimension in COUNTING:
        place = Fraction(0)  # nobody rounds 31 households
    least, most = bounds(figure, quote, place)
    return Comparable(
        float(Fraction(figure.value) * factor),
        base or None,
        None if least is None else float(least * factor),
        None if most is None else float(most * factor),
    )
