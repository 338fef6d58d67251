"""Misprints: the one slip of print that would make a failing relation hold.

元 for 万元, a decimal point for a comma, a point one place off. The facts keep what is printed; the
check says what is probably meant.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import regex

from pipeline.checks.intervals import FACTORS, printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.intervals import Interval
    from pipeline.checks.judging import Formula
    from pipeline.model import Figure

NUMBER = regex.compile(r"(?P<number>\d[\d,，]*(?:[.．]\d+)?)\s*(?P<multiplier>[百千万亿]*)")
COMMA = regex.compile(r"(?P<head>\d{1,3})[.．](?P<tail>\d{3})")
LEAST_DIGITS = 2  # a number of fewer digits fits by chance
MULTIPLIERS = ("", "万", "亿")
SHIFTS = (1, -1, 2, -2)


class Repair(NamedTuple):
    """A figure as it may have been meant, with how that is printed."""

    figure: Figure
    words: str


def meant(formula: Formula, inputs: Sequence[Figure], stated: Figure, quotes: Sequence[str]) -> str:
    """``16.663万元 → 16,663万元``: the only slip of the likeliest sort that explains a failure.

    Empty where none does, or where several do.
    """
    spans = [printed(figure) for figure in (*inputs, stated)]
    for slips in (_commas, _left_out, _multipliers, _shifts):
        found = [
            f"{quote} → {repair.words}"
            for index, quote in enumerate(quotes)
            for repair in slips((*inputs, stated)[index], quote)
            if _fits(formula, spans, index, repair.figure)
        ]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _fits(formula: Formula, spans: Sequence[Interval], index: int, figure: Figure) -> bool:
    """Whether the relation holds with another figure in one place."""
    tried = [printed(figure) if at == index else span for at, span in enumerate(spans)]
    try:
        return formula(*tried[:-1]).meets(tried[-1])
    except ZeroDivisionError:
        return False


def _commas(figure: Figure, quote: str) -> Iterator[Repair]:
    """A point for a comma: 16.663 for 16,663."""
    found = NUMBER.search(quote)
    point = COMMA.fullmatch(found["number"]) if found else None
    if point is not None:
        words = quote.replace(point[0], f"{point['head']},{point['tail']}")
        value = figure.value.scaleb(3)
        yield Repair(replace(figure, value=Decimal(int(value))), words)


def _left_out(figure: Figure, quote: str) -> Iterator[Repair]:
    """元 for 万元: a multiplier is left out more often than one is put in."""
    found = NUMBER.search(quote)
    return iter(()) if found is None or found["multiplier"] else _multipliers(figure, quote)


def _multipliers(figure: Figure, quote: str) -> Iterator[Repair]:
    """元 for 万元, 万元 for 亿元, and the other way round."""
    found = NUMBER.search(quote)
    if found is None or found["multiplier"] not in MULTIPLIERS or not _long(figure):
        return
    for other in MULTIPLIERS:
        if other == found["multiplier"] or figure.unit == "%":
            continue
        factor = FACTORS.get(other, Decimal(1)) / FACTORS.get(found["multiplier"], Decimal(1))
        unit_text = other + figure.unit_text.removeprefix(found["multiplier"])
        words = f"{found['number']}{other}{quote[found.end() :]}"
        yield Repair(replace(figure, value=figure.value * factor, unit_text=unit_text), words)


def _shifts(figure: Figure, quote: str) -> Iterator[Repair]:
    """The decimal point a place or two off, or left out."""
    found = NUMBER.search(quote)
    if found is None or not _long(figure):
        return
    number = Decimal(found["number"].replace(",", "").replace("，", "").replace("．", "."))
    for shift in SHIFTS:
        words = f"{format(number.scaleb(shift), 'f')}{found['multiplier']}{quote[found.end() :]}"
        yield Repair(replace(figure, value=figure.value.scaleb(shift)), words)


def _long(figure: Figure) -> bool:
    return len(figure.value.normalize().as_tuple().digits) >= LEAST_DIGITS
