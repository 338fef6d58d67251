"""Numbers put together: ranges, lists with a shared unit, rates."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.approximators import approximator, listed_approximator
from extractors.implied_units import NONE, Implied, implied_units
from extractors.numeral_parts import Number, rate_prefix
from extractors.numerals import multiplier
from extractors.units import load_units
from pipeline.model import Ignored, Issue, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.model import Word

    Refusal = Callable[[str, Number, Mapping[int, Word]], str]

RANGE = regex.compile(r"[ ]?(?:[-—–~～－―]{1,2}|至|到)[ ]?")
# no comma: 2022，784亿元 is a year and an amount
LISTED = regex.compile(r"[ ]?(?:[、和及与或]|以及)[ ]?")
FROM = regex.compile(r"[由从自][^，。；]{0,12}$")
# 10. 85亿元, 1 700万元: print broke the number; either reading would be a guess
BROKEN = regex.compile(r"\d[.．][ ]+$|\d[ ]+[.．]$|[一二两三四五六七八九十][百千万亿]$")
JOINED = regex.compile(r"\d[百千万亿]$")  # 13万2元, but not 12.98万70周岁以上老人
NEGATIVE = regex.compile(r"(?:增长|增速|增幅|增减|同比|环比|为|是|由|从|至|到|[（(])[-－–−—]$")
GROUPED = regex.compile(r"(?<![\d.])\d{1,3}[ ]+$")
RAISED = regex.compile(
    r"(?:左右|以上)?，?(?:提高|提升|增加|增长|上升|上调|调整|降低|下降|减少|降|增)(?:到|至|为)(?:了)?"
)
GROUPED_BY = regex.compile(r"一(?P<group>[组队班桌间车])(?!织|伍|子)")  # 两人一组
YEAR = regex.compile(r"(?:19|20)\d\d")  # 2017魅力中国城: the year of a name


def compose(
    text: str, numbers: Sequence[Number], words_at: Mapping[int, Word], refusal: Refusal
) -> tuple[list[Quantity], list[Ignored], list[Issue]]:
    """Quantities of the numbers of a text; what is none of them, by rule or as an issue."""
    quantities: list[Quantity] = []
    ignored: list[Ignored] = []
    issues: list[Issue] = []
    numbers = _share_units(text, _mixed(numbers))
    implied = implied_units(text, numbers)
    skip = False
    for number, following, unsaid in zip(numbers, [*numbers, None][1:], implied, strict=True):
        if skip:
            skip = False
            continue
        if number.unit or number.admin:
            rule = refusal(text, number, words_at)
            if rule:
                ignored.append(Ignored(number.start, number.end, rule))
                continue
        if following and _is_range(text, number, following):
            quantities.append(_range(text, number, following))
            skip = True
            continue
        if _is_broken(text, number):
            issues.append(_unread(text, number, "broken-number"))
            continue
        quantity = _single(text, number, unsaid)
        if quantity:
            quantities.append(_same_bound(text, quantities, _same_rate(text, quantities, quantity)))
        elif YEAR.fullmatch(text, number.start, number.end):
            ignored.append(Ignored(number.start, number.end, "ignore.year-name"))
        elif not number.chinese:
            issues.append(_unread(text, number))
    return quantities, ignored, issues


def _is_broken(text: str, number: Number) -> bool:
    if number.chinese:
        return False
    ahead = text[max(0, number.start - 6) : number.start]
    digits = text[number.start : number.number_end]
    joined = len(digits) == 1 and JOINED.search(ahead)
    grouped = len(digits) == 3 and digits.isdigit() and GROUPED.search(ahead)
    return bool(joined or grouped or BROKEN.search(ahead))


def _unread(text: str, number: Number, kind: str = "number-without-unit") -> Issue:
    around = text[max(0, number.start - 8) : number.end + 8].replace("\n", " ")
    return Issue(kind, around, number.start, number.end)


def _mixed(numbers: Sequence[Number]) -> list[Number]:
    """3万4000元 and 1亿2000万元 are one number each; 13万2元 is left broken."""
    done: list[Number] = []
    for number in numbers:
        left = done[-1] if done else None
        joined = left and left.end == number.start and not (left.form or left.admin or left.infix)
        small = left and number.full < multiplier(left.multiplier)
        whole = left and left.value == left.value.to_integral_value()
        if left and whole and joined and small and (number.multiplier or number.value >= 100):
            total = left.full + number.full
            number = replace(number, start=left.start, value=total, multiplier="")  # noqa: PLW2901
            done.pop()
        done.append(number)
    return done


def _share_units(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Lend unit and multiplier to the numbers listed before the one that prints them.

    1.7、2.2个百分点 and 10、20、30万亩 share; 3至5万元 does; 12日、3个 does not (it is no list
    of bare numbers).
    """
    done: list[Number] = []
    for number in reversed(numbers):
        later = done[-1] if done else None
        if later and number.form == "个" and later.form.endswith("百分点"):
            gap = text[number.end : later.start]
            if LISTED.fullmatch(gap):  # 低于全国、全省0.8个和0.3个百分点
                number = replace(number, unit=later.unit, form=later.form, printed=later.printed)  # noqa: PLW2901
        if later and not number.unit and not number.admin and later.form and not number.chinese:
            gap = text[number.end : later.start]
            near = len(gap) <= 3 and (LISTED.fullmatch(gap) or RANGE.fullmatch(gap))
            if near and (number.multiplier in ("", later.multiplier) or later.multiplier == ""):
                lent = number.multiplier or later.multiplier
                number = replace(  # noqa: PLW2901
                    number,
                    unit=later.unit,
                    multiplier=lent,
                    form=later.form,
                    printed=later.printed,
                )
        done.append(number)
    return done[::-1]


def _is_range(text: str, left: Number, right: Number) -> bool:
    gap = text[left.end : right.start] if right.start >= left.end else ""
    if left.unit != right.unit or not right.unit:
        return False
    if left.full >= right.full:
        return False
    if RANGE.fullmatch(gap):
        return not FROM.search(text[max(0, left.start - 14) : left.start])
    single = left.value + 1 == right.value and right.value < 10
    return single and gap == "、" and not left.multiplier and not _printed(text, left)


def _printed(text: str, number: Number) -> bool:
    return bool(number.form) and text.startswith(number.form, number.number_end)


def _range(text: str, left: Number, right: Number) -> Quantity:
    low = _single(text, left)
    top = _single(text, right)
    if low is None or top is None:
        raise ValueError(text[left.start : right.end])
    return replace(
        top,
        start=left.start,
        value=low.value,
        high=top.value,
        rule="number.range",
        approx=approximator(text, left.start, right.end),
        unit=low.unit if "/" in low.unit else top.unit,
    )


def _single(text: str, number: Number, unsaid: Implied = NONE) -> Quantity | None:
    unit, rule = (number.unit, "number.unit") if number.unit else unsaid
    if rule == "":
        return None
    value, approx = number.full, approximator(text, number.start, number.end, infix=number.infix)
    if rule == "number.money-class":
        approx = "over"
    if number.chinese and rule == "number.unit":
        rule = "number.chinese"
    if number.form == "番":
        value, rule = _doubled(value), "number.doubling"
    elif number.form == "成":
        value *= 10  # 七成 is 70 %
    per = _per(text, number)
    if per and unit != "%":
        unit = f"{unit}/{per}"
    minus = NEGATIVE.search(text, max(0, number.start - 4), number.start) is not None
    return Quantity(
        number.start - minus,
        number.end,
        -value if minus else value,
        unit,
        number.unit_text,
        rule,
        approx=_carried(text, number, approx),
        doubt="unit not printed" if rule == "number.implied-unit" else "",
    )


def _same_rate(text: str, before: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """每月从1100元提高到1700元: what is said per month at first is so at last."""
    last = before[-1] if before else None
    if last is None or last.unit.partition("/")[0] != quantity.unit or "/" not in last.unit:
        return quantity
    raised = RAISED.fullmatch(text, last.end, max(last.end, quantity.start))
    return replace(quantity, unit=last.unit) if raised else quantity


def _same_bound(text: str, before: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """连续突破30、50、80亿元: what is said of the first holds for the bare numbers behind it."""
    last = before[-1] if before else None
    if last is None or quantity.approx != "exact" or last.approx not in ("over", "under"):
        return quantity
    if last.unit != quantity.unit or not LISTED.fullmatch(text, last.end, quantity.start):
        return quantity
    first = len(before) - 1
    while first > 0 and LISTED.fullmatch(text, before[first - 1].end, before[first].start):
        first -= 1
    if listed_approximator(text, before[first].start) != last.approx:
        return quantity
    return replace(quantity, approx=last.approx)


def _doubled(times: Decimal) -> Decimal:
    """The growth in % of what doubles so many times: 翻两番 is 300."""
    return (Decimal(2) ** times - 1) * 100


def _carried(text: str, number: Number, approx: str) -> str:
    """10%、20%以内: what stands behind the last of a list holds for all of it."""
    if approx != "exact":
        return approx
    rest = text[number.end : number.end + 24]
    listed = _listed_tail(number.form).match(rest) if number.form else None
    if listed is None:
        return approx
    tail_end = number.end + listed.end()
    found = approximator(text, tail_end, tail_end)
    return found if found not in {"exact", "about"} else approx


@cache
def _listed_tail(form: str) -> regex.Pattern[str]:
    unit = regex.escape(form)
    return regex.compile(rf"(?:[、和][\d.]+[百千万亿]*{unit})+(?=以上|以内|以下|左右)")


def _per(text: str, number: Number) -> str:
    if number.per:
        forms = load_units().by_form
        return "/".join(forms[p].name if p in forms else p for p in number.per.split("/"))
    grouped = GROUPED_BY.match(text, number.end) if number.unit == "人" else None
    return grouped["group"] if grouped else rate_prefix(text, number.start)
