"""One printed number before composition, and the rate that 每X ahead of it makes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 (a dataclass field)
from functools import cache

import regex

from extractors.numeral_grammar import words
from extractors.numerals import multiplier

EACH_REACH = 18  # 每村增加集体经济收入10万元: so far ahead may 每 stand


@dataclass(frozen=True, slots=True)
class Number:
    """One number as printed; ``value`` is without its multiplier."""

    start: int
    end: int
    number_end: int
    value: Decimal
    multiplier: str
    infix: bool
    unit: str
    form: str
    admin: str
    per: str
    chinese: bool

    @property
    def full(self) -> Decimal:
        """The value with its multiplier."""
        return self.value * multiplier(self.multiplier)

    @property
    def unit_text(self) -> str:
        """Multiplier and unit as printed."""
        per = f"/{self.per}" if self.per else ""
        return f"{self.multiplier}{self.form or self.admin}{per}"


@cache
def _each() -> regex.Pattern[str]:
    gap = r"(?P<gap>[^，。；：、,;:\d]*)"
    return regex.compile(rf"每(?:[一1]|个|名)?(?P<head>{words().each_heads}){gap}$")


def rate_prefix(text: str, start: int) -> str:
    """The denominator that 每X ahead of a number gives it, ``""`` without one.

    >>> rate_prefix("按照每人230元标准", 4), rate_prefix("共230元", 1)
    ('人', '')
    """
    left = text[max(0, start - EACH_REACH) : start]
    at = left.rfind("每")
    if at < 0:
        return ""
    found = _each().match(left, at)
    return found["head"].removeprefix("个") if found else ""
