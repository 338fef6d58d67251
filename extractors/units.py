"""The units lexicon: printed forms of units to their names, dimensions and factors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import regex

from extractors.lexicons import read_toml, reason
from pipeline.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: ``factor`` leads to ``base`` exactly; 0 marks a currency never converted."""

    name: str
    dimension: str
    base: str
    factor: Fraction
    forms: tuple[str, ...]
    stops: tuple[str, ...]
    example: str
    counts_as: str  # the unit that a figure gets: its own name, but 个 for 大


@dataclass(frozen=True, slots=True)
class Units:
    """All units, found by name or by printed form."""

    by_name: dict[str, Unit]
    by_form: dict[str, Unit]
    pattern: str  # alternation of printed forms, longest first, each with its stops refused

    def dimension(self, name: str) -> str:
        """The dimension of a unit; of a rate (元/斤) that of its numerator; "" if unknown.

        >>> load_units().dimension("元/斤"), load_units().dimension("亩")
        ('money', 'area')
        """
        unit = self.by_name.get(name.partition("/")[0])
        return unit.dimension if unit else ""


def _entry(row: dict[str, object]) -> Unit:
    try:
        return Unit(
            name=str(row["name"]),
            dimension=str(row["dimension"]),
            base=str(row["base"]),
            factor=Fraction(str(row["factor"])),
            forms=tuple(row["forms"]),  # type: ignore[arg-type]
            stops=tuple(row["stops"]),  # type: ignore[arg-type]
            example=str(row["example"]),
            counts_as=str(row.get("counts_as", row["name"])),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise LexiconError(f"units.toml: entry {row.get('name')!r}: {reason(error)}") from error


def _alternative(form: str, unit: Unit) -> str:
    # 每户 must not be read out of 户籍; a stop is a pattern, so 项目 can be refused but not 项目标
    refused = f"(?!{'|'.join(unit.stops)})" if unit.stops else ""
    escaped: str = regex.escape(form)
    return escaped + refused


@cache
def load_units() -> Units:
    """The units lexicon, read once.

    >>> units = load_units()
    >>> units.by_form["㎡"].name, units.by_form["公里"].factor
    ('平方米', Fraction(1000, 1))
    """
    by_name: dict[str, Unit] = {}
    by_form: dict[str, Unit] = {}
    for row in read_toml("units.toml")["unit"]:
        unit = _entry(row)
        if unit.name in by_name:
            raise LexiconError(f"units.toml: {unit.name} stands twice")
        by_name[unit.name] = unit
        for form in unit.forms:
            if form in by_form:
                raise LexiconError(f"units.toml: form {form} stands twice")
            by_form[form] = unit
    forms = sorted(by_form, key=len, reverse=True)
    pattern = "|".join(_alternative(form, by_form[form]) for form in forms)
    return Units(by_name, by_form, f"(?:{pattern})")
