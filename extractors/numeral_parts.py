"""One printed number before composition, and the rate that 每X ahead of it makes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 (a dataclass field)
from functools import cache

import regex

from extractors.numeral_grammar import words
from extractors.numerals import multiplier

TIMES = frozenset({"年", "月", "季度", "季", "周", "天", "日", "学年", "学期", "小时"})
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
    printed: str = ""  # the unit as printed, without the multiplier

    @property
    def full(self) -> Decimal:
        """The value with its multiplier."""
        return self.value * multiplier(self.multiplier)

    @property
    def unit_text(self) -> str:
        """Multiplier and unit as printed."""
        return f"{self.multiplier}{self.printed}"


@cache
def _each() -> regex.Pattern[str]:
    gap = r"(?P<gap>[^，。；：、,;:\d]*)"
    head = words().each_heads
    return regex.compile(
        rf"(?:每(?:[一1]|个|名)?(?P<first>{head})\p{{Han}}{{0,2}}?)?每(?:[一1]|个|名)?(?P<head>{head}){gap}$"
    )


@cache
def _averaged() -> regex.Pattern[str]:
    """户均1人: what it is an average over."""
    return regex.compile(rf"(?<!住|用)(?P<head>{words().averaged})均(?:约|近|超|达|有|为)?$")


def rate_prefix(text: str, start: int) -> str:
    """The denominator that 每X ahead of a number gives it, ``""`` without one.

    >>> rate_prefix("按照每人230元标准", 4), rate_prefix("每人每年补助230元", 6)
    ('人', '人/年')
    >>> rate_prefix("共230元", 1)
    ''
    """
    left = text[max(0, start - EACH_REACH) : start]
    averaged = _averaged().search(left)
    if averaged:
        return str(averaged["head"])
    last = left.rfind("每")
    if last < 0:
        return ""
    chained = left.rfind("每", max(0, last - 4), last)  # 每人每月
    found = _each().match(left, chained) if chained >= 0 else None
    if found is None or not found["first"]:
        found = _each().match(left, last)
    if found is None:
        return ""
    parts = [part.removeprefix("个") for part in (found["first"], found["head"]) if part]
    return "/".join(sorted(parts, key=TIMES.__contains__))  # 每年每人 too is 元/人/年
