"""Numbers put together: ranges, lists with a shared unit, shares of a whole, rates."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.approximators import approximator
from extractors.numeral_grammar import SHARE_PART, SHARES, words
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
YEAR = regex.compile(r"(?:19|20)\d\d")  # 2017魅力中国城: the year of a name
SECTORS = regex.compile(r"产业[^。；]{0,8}(?:结构|比|构成)")
MISPRINTED = 20  # how far from 100 the shares of the sectors may add up to
SHARE_HEAD = regex.compile(r"比|结构|构成")


def shares(text: str) -> list[Quantity]:
    """The parts of a ratio such as 24.5:34.0:41.5, each a share in %; 1:2 is none.

    >>> [(q.value, q.unit) for q in shares("三次产业结构为24.5:34.0:41.5")]
    [(Decimal('24.5'), '%'), (Decimal('34.0'), '%'), (Decimal('41.5'), '%')]
    """
    found = []
    for match in SHARES.finditer(text):
        parts = list(SHARE_PART.finditer(text, *match.span()))
        total = sum((Decimal(part[0]) for part in parts), start=Decimal(0))
        head = text[max(0, match.start() - 16) : match.start()]
        ahead = text[max(0, match.start() - 40) : match.start()]
        # the three sectors are shares of a whole even where a misprint spoils their sum
        sectors = len(parts) == 3 and SECTORS.search(ahead) is not None
        if abs(total - 100) > (MISPRINTED if sectors else 1):
            continue
        if not SHARE_HEAD.search(head) and len(parts) < 3:
            continue
        found += [
            Quantity(
                part.start(), part.end(), Decimal(part[0]), "%", "", "number.share", kind="share"
            )
            for part in parts
        ]
    return found


def compose(
    text: str, numbers: Sequence[Number], words_at: Mapping[int, Word], refusal: Refusal
) -> tuple[list[Quantity], list[Ignored], list[Issue]]:
    """Quantities of the numbers of a text; what is none of them, by rule or as an issue."""
    quantities: list[Quantity] = []
    ignored: list[Ignored] = []
    issues: list[Issue] = []
    numbers = _share_units(text, _mixed(numbers))
    skip = False
    for number, following in zip(numbers, [*numbers, None][1:], strict=True):
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
        quantity = _single(text, number)
        if quantity:
            quantities.append(quantity)
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
                number = replace(number, unit=later.unit, form=later.form)  # noqa: PLW2901
        if later and not number.unit and not number.admin and later.form and not number.chinese:
            gap = text[number.end : later.start]
            near = len(gap) <= 3 and (LISTED.fullmatch(gap) or RANGE.fullmatch(gap))
            if near and (number.multiplier in ("", later.multiplier) or later.multiplier == ""):
                lent = number.multiplier or later.multiplier
                number = replace(number, unit=later.unit, multiplier=lent, form=later.form)  # noqa: PLW2901
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


def _single(text: str, number: Number) -> Quantity | None:
    approx = approximator(text, number.start, number.end, infix=number.infix)
    unit, unit_text, rule, end = number.unit, number.unit_text, "number.unit", number.end
    if not unit:
        unit, rule, end = _implied_unit(text, number)
        if rule == "":
            return None
        if rule == "number.money-class":
            approx = "over"
    if number.chinese and rule == "number.unit":
        rule = "number.chinese"
    doubt = "unit not printed" if rule == "number.implied-unit" else ""
    per = _per(text, number)
    if per and unit != "%":
        unit = f"{unit}/{per}"
    minus = NEGATIVE.search(text, max(0, number.start - 4), number.start) is not None
    return Quantity(
        number.start - minus,
        end,
        -number.full if minus else number.full,
        unit,
        unit_text,
        rule,
        approx=_carried(text, number, approx),
        doubt=doubt,
    )


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


def _implied_unit(text: str, number: Number) -> tuple[str, str, int]:
    """Unit, rule and end of a number that prints no unit; the rule is "" where it has none."""
    if text[number.end : number.end + 1].isdigit():
        return "", "", number.end  # 13万2元
    named = number.chinese and text[number.number_end - 1] in "万亿"
    if number.multiplier or named or number.infix:
        found = _counted_ahead().match(text, number.end, min(len(text), number.end + 14))
        if found:
            return ("人" if found["persons"] else "户"), "number.counted-noun", number.end
        if _money_class().match(text, number.end):
            return "元", "number.money-class", number.end
        found = _named_ahead().search(text, max(0, number.start - 14), number.start)
        if found:
            return ("元" if found["money"] else "人"), "number.implied-unit", number.end
    if _index_head().search(text, max(0, number.start - 12), number.start):
        return "", "number.index", number.end
    return "", "", number.end


@cache
def _counted_ahead() -> regex.Pattern[str]:
    w = words()
    return regex.compile(
        rf"[^，。；、\d（(]{{0,8}}?"
        rf"(?:(?P<households>{w.households})|(?P<persons>{w.persons})(?!{w.households}))"
    )


@cache
def _named_ahead() -> regex.Pattern[str]:
    """贫困人口由50.1万, 营业收入50亿: the label ahead says what is counted."""
    w = words()
    return regex.compile(
        rf"(?:(?P<money>{w.money_heads})|(?P<persons>{w.person_heads}))[^，。；、\d]{{0,6}}$"
    )


@cache
def _index_head() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{words().index_heads})(?:为|达|达到|是|由|从|至|到|缩小|缩小到|缩小至|降|降至|"
        rf"降到|分别)*$"
    )


@cache
def _money_class() -> regex.Pattern[str]:
    return regex.compile(rf"”?(?:{words().measured_bare})")


def _per(text: str, number: Number) -> str:
    if number.per:
        unit = load_units().by_form.get(number.per)
        return unit.name if unit else number.per
    return rate_prefix(text, number.start)
