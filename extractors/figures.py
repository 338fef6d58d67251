"""Quantities of a text: every number that counts or measures, before it is given a meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors import numerals
from extractors.approximators import approximator
from extractors.composition import compose
from extractors.lexicons import read_toml
from extractors.numeral_grammar import (
    FRACTION,
    HALF,
    MEDAL,
    MEDALS,
    NUMERAL,
    ZERO,
    arabic_pattern,
    chinese_pattern,
    next_rank_pattern,
    rank_pattern,
)
from extractors.numeral_parts import Number
from extractors.ratios import ratios, shares
from extractors.soft_counts import refusal
from extractors.units import load_units
from pipeline.model import Ignored, Issue, Quantity, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AND_A_HALF = Decimal("0.5")  # 两吨半


ITEM_MARKER = "ignore.item-before-count"


@dataclass(frozen=True, slots=True)
class Quantities:
    """What :func:`find_quantities` made of a text's numerals."""

    quantities: tuple[Quantity, ...]
    ignored: tuple[Ignored, ...]
    issues: tuple[Issue, ...]


class Mask:
    """Which characters of a text are spoken for."""

    def __init__(self, size: int, spans: Iterable[tuple[int, int]]) -> None:
        self._taken = bytearray(size)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Claim a stretch."""
        self._taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of the stretch is claimed."""
        return self._taken.find(1, start, end) < 0

    def covers(self, start: int, end: int) -> bool:
        """Whether every character of the stretch is claimed."""
        return self._taken.find(0, start, end) < 0


@cache
def ignore_rules() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The named ignore rules in their order."""
    rows = read_toml("numeral_ignores.toml")["rule"]
    return tuple((row["id"], regex.compile(row["pattern"])) for row in rows)


def find_quantities(
    text: str,
    claimed: Sequence[tuple[int, int]] = (),
    word_list: Sequence[Word] = (),
    silent: Sequence[tuple[int, int]] = (),
) -> Quantities:
    """All quantities of a canonical text outside the ``claimed`` stretches, in text order.

    In the ``silent`` stretches (tables, mastheads) ignore rules apply but nothing is read.
    ``word_list`` (with tags) tells numerals from parts of words; without it the patterns
    alone decide.

    >>> found = find_quantities("投入财政资金9800万元，改造危房35户")
    >>> [(q.value, q.unit) for q in found.quantities]
    [(Decimal('98000000'), '元'), (Decimal('35'), '户')]
    >>> [(q.value, q.high, q.unit) for q in find_quantities("每县培育2到3个产业").quantities]
    [(Decimal('2'), Decimal('3'), '个/县')]
    """
    mask = Mask(len(text), claimed)
    ignored = _apply_ignore_rules(text, mask)
    text = _without_markers(text, ignored)
    for start, end in silent:
        mask.take(start, end)
    found: list[Quantity] = []
    for finder in (_fractions, _halves, _ranks, _zeros, _medals, shares, ratios):
        for quantity in finder(text):
            if mask.free(quantity.start, quantity.end):
                mask.take(quantity.start, quantity.end)
                found.append(quantity)
    numbers = [n for n in _numbers(text, mask) if mask.free(n.start, n.number_end)]
    words_at = _index(word_list)
    composed, refused, issues = compose(text, numbers, words_at, refusal)
    ignored += refused
    for quantity in composed:
        mask.take(quantity.start, quantity.end)
    found += composed
    found.sort(key=lambda q: q.start)
    return Quantities(tuple(found), tuple(ignored), tuple(issues))


def _index(word_list: Sequence[Word]) -> dict[int, Word]:
    return {word.start: word for word in word_list}


def _apply_ignore_rules(text: str, mask: Mask) -> list[Ignored]:
    ignored = []
    for rule, pattern in ignore_rules():
        for match in pattern.finditer(text):
            if mask.free(*match.span()):
                mask.take(*match.span())
                ignored.append(Ignored(match.start(), match.end(), rule))
    return ignored


def _without_markers(text: str, ignored: Sequence[Ignored]) -> str:
    """The text with blanks for the numbers of items: 27.6个示范区 is item 27, six areas."""
    for each in ignored:
        if each.rule == ITEM_MARKER:
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _numbers(text: str, mask: Mask) -> list[Number]:
    found = []
    for pattern, is_chinese in ((arabic_pattern(), False), (chinese_pattern(), True)):
        for match in pattern.finditer(text):
            if mask.free(match.start(), match.end("number")):
                number = _number(match, is_chinese)
                if number is not None:
                    found.append(number)
    found.sort(key=lambda n: n.start)
    return found


def _number(match: regex.Match[str], is_chinese: bool) -> Number | None:
    value = (numerals.chinese if is_chinese else numerals.arabic)(match["number"])
    if value is None:
        return None
    unit = load_units().by_form.get(match["unit"]) if match["unit"] else None
    begin = match.start("unit") if unit else match.start("admin")
    half = is_chinese and match["half"] is not None
    name = unit.counts_as if unit else ("个" if match["admin"] else "")
    return Number(
        start=match.start(),
        end=match.end(),
        number_end=match.end("number"),
        value=value + AND_A_HALF if half else value,
        multiplier=match["multiplier"] or "",
        infix=bool(match["infix"] or match["infix2"]),
        unit=name,
        form=match["unit"] or "",
        admin=match["admin"] or "",
        per="/".join(part for part in (match["per"], match["per2"]) if part),
        chinese=is_chinese,
        printed=match.string[begin : match.end() - half] if begin >= 0 else "",
    )


def _fractions(text: str) -> list[Quantity]:
    found = []
    for match in FRACTION.finditer(text):
        if match["below"]:
            above, below = Decimal(match["above"]), Decimal(match["below"])
        else:
            head = numerals.chinese(match["cbelow"])
            part = match["cabove"]
            top = Decimal(part) if part[0].isdigit() else numerals.chinese(part)
            if head is None or top is None:
                continue
            above, below = top, head
        if below == 0 or (above > below > 1 and below != 100):
            continue
        value = (above * 100 / below).quantize(Decimal("0.0001")).normalize()
        start, end = match.span()
        approx = approximator(text, start, end)
        value = value.quantize(Decimal(1)) if value == value.to_integral() else value
        found.append(Quantity(start, end, value, "%", match[0], "number.fraction", approx=approx))
    return found


def _halves(text: str) -> list[Quantity]:
    """占总数的一半: 50 %, which other halves (一半是菜地) are not."""
    return [
        Quantity(s, e, Decimal(50), "%", "", "number.half", approx=approximator(text, s, e))
        for s, e in (match.span("half") for match in HALF.finditer(text))
    ]


def _ranks(text: str) -> list[Quantity]:
    found = []
    end = 0
    for match in rank_pattern().finditer(text):
        if match.start() < end:
            continue
        found.append(_rank(match, 0))
        end = match.end()
        while following := next_rank_pattern().match(text, end):
            found.append(_rank(following, "rank"))
            end = following.end("rank")
    return [each for each in found if each is not None]


def _rank(match: regex.Match[str], group: int | str) -> Quantity | None:
    raw = match["number"]
    value = Decimal(raw) if raw.isdigit() else numerals.chinese(raw)
    if value is None:
        return None
    start, end = match.span(group)
    return Quantity(start, end, value, "位", match["unit"] or "", "number.rank", kind="rank")


def _medals(text: str) -> list[Quantity]:
    """8金7银4铜: medals of gold, silver and bronze, at least two sorts of them."""
    found = []
    for match in MEDALS.finditer(text):
        for part in MEDAL.finditer(text, *match.span()):
            raw = part["number"]
            value = Decimal(raw) if raw.isdigit() else numerals.chinese(raw)
            if value is not None:
                start, end = part.span()
                found.append(Quantity(start, end, value, "枚", part["metal"], "number.medal"))
    return found


def _zeros(text: str) -> list[Quantity]:
    return [
        Quantity(start, end, Decimal(0), "", "", "number.zero", kind="zero")
        for start, end in (match.span("zero") for match in ZERO.finditer(text))
    ]


def uncovered(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The digit runs that the spans do not hold whole, for the audit.

    >>> uncovered("共35户、12人", [(1, 4)])
    [(5, 7)]
    """
    mask = Mask(len(text), spans)
    return [m.span() for m in NUMERAL.finditer(text) if not mask.covers(*m.span())]


def with_zero_units(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give 降至零 the unit of the quantity before it (由2.7%降至零 is 0 %)."""
    done: list[Quantity] = []
    for quantity in quantities:
        if quantity.kind == "zero" and done and quantity.start - done[-1].end < 20:
            done.append(replace(quantity, unit=done[-1].unit))
        elif quantity.kind != "zero":
            done.append(quantity)
    return done
