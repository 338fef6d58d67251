"""What a number counts where no unit stands behind it: 700万监测对象, 营业收入50亿, 指数为100.7."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.numeral_grammar import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.numeral_parts import Number

BEHIND = 24  # characters behind a number in which what it counts may stand
AHEAD = 14  # and ahead of it

# 由50.1万减少到26.7万, 800亿、900亿两个台阶, 63.3万和农村129万低保对象: one counted thing
NEXT = regex.compile(
    r"[ ]?(?:[、和及与至到]|(?:减少|增加|增长|提高|下降|降低|降|上升|升|扩大|缩小|减)(?:到|至|为))"
    r"(?:农村|城镇|城市|城乡|近|约)?[ ]?"
)


class Implied(NamedTuple):
    """Unit and rule of a number that prints no unit; ``rule`` is "" where it has none."""

    unit: str
    rule: str


NONE = Implied("", "")


def implied_units(text: str, numbers: Sequence[Number]) -> list[Implied]:
    """For each number what the words around it, or the next number of its list, say it counts."""
    found = [NONE if n.unit or n.admin else _implied(text, n) for n in numbers]
    order = range(1, len(numbers))
    for later in order:
        _lend(text, numbers, found, later - 1, later)
    for later in reversed(order):
        _lend(text, numbers, found, later, later - 1)
    return found


def _lend(
    text: str, numbers: Sequence[Number], found: list[Implied], source: int, target: int
) -> None:
    """Give the unit of one number to the one beside it in a list or a from-to."""
    lender, taker = numbers[source], numbers[target]
    bare = not (taker.unit or taker.admin or found[target].rule)
    if not bare or not found[source].rule or _sized(lender) != _sized(taker):
        return
    left, right = sorted((lender, taker), key=lambda n: n.start)
    if NEXT.fullmatch(text, left.end, max(left.end, right.start)):
        found[target] = found[source]


def _sized(number: Number) -> bool:
    return bool(number.multiplier or number.infix)


def _implied(text: str, number: Number) -> Implied:
    aged = _aged().match(text, number.end)
    if text[number.end : number.end + 1].isdigit() and aged is None:
        return NONE  # 13万2元
    if number.multiplier or number.infix or _ends_in_myriad(text, number):
        found = _counted(text, number, aged.end() if aged else number.end)
        if found.rule:
            return found
    if _index_head().search(text, max(0, number.start - 12), number.start):
        return Implied("", "number.index")
    return NONE


def _ends_in_myriad(text: str, number: Number) -> bool:
    return number.chinese and text[number.number_end - 1] in "万亿"


def _counted(text: str, number: Number, start: int) -> Implied:
    """What a number with 万 or 亿 counts: the noun behind it, else the label ahead."""
    found = _counted_behind().match(text, start, min(len(text), start + BEHIND))
    if found:
        return Implied("人" if found["persons"] else "户", "number.counted-noun")
    if _money_class().match(text, number.end):
        return Implied("元", "number.money-class")
    if _money_behind().match(text, number.end):
        return Implied("元", "number.implied-unit")
    found = _named_ahead().search(text, max(0, number.start - AHEAD), number.start)
    return Implied(_NAMED[str(found.lastgroup)], "number.implied-unit") if found else NONE


_NAMED = {"money": "元", "persons": "人", "households": "户"}


@cache
def _aged() -> regex.Pattern[str]:
    """12.98万70周岁以上老人: the age says which of them."""
    return regex.compile(r"\d{1,3}周?岁(?:及?以[上下]|[~至-]\d{1,3}周?岁)?")


@cache
def _counted_behind() -> regex.Pattern[str]:
    w = words()
    return regex.compile(
        rf"[^，。；、\d（(]{{0,10}}?"
        rf"(?:(?P<households>{w.households})|(?P<persons>{w.persons})(?!{w.households}))"
    )


@cache
def _named_ahead() -> regex.Pattern[str]:
    """贫困人口由50.1万, 营业收入50亿: the label ahead says what is counted."""
    w = words()
    return regex.compile(
        rf"(?:(?P<money>{w.money_heads})|(?P<persons>{w.person_heads})|"
        rf"(?P<households>{w.households}))[^，。；、\d]{{0,6}}$"
    )


@cache
def _index_head() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{words().index_heads})(?:为|达|达到|是|由|从|至|到|缩小|缩小到|缩小至|降|降至|"
        rf"降到|分别)*$"
    )


@cache
def _money_class() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[两三四五六]个)?”?(?:{words().measured_bare})")


@cache
def _money_behind() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{words().money_heads})(?!项目|企业)")
