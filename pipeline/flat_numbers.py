"""Numbers that print ran together (13188.0198.951304955.12), and the ways to part them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WAYS = 400  # of parting a run, beyond which it is given up

_NUMBER = regex.compile(r"[-－]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?%?")
_TOKEN = regex.compile(r"[^ ]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, with what its last place stands for."""

    start: int
    end: int
    value: Decimal
    step: Decimal


Numbers = tuple["Number | None", ...]  # the cells of a row, None where one is empty


def read_number(text: str, start: int, end: int) -> Number | None:
    """The one number that a stretch is, else None."""
    if _NUMBER.fullmatch(text, start, end) is None:
        return None
    raw = text[start:end].replace(",", "").replace("－", "-").rstrip("%")
    value = Decimal(raw)
    return Number(start, end, value, Decimal(1).scaleb(int(value.as_tuple().exponent)))


def tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between spaces."""
    return [match.span() for match in _TOKEN.finditer(text, start, end)]


def partings(text: str, start: int, end: int, count: int) -> list[Numbers]:
    """All ways to read a run as ``count`` numbers; spaces part always. Empty where too many.

    >>> [[str(n.value) for n in way] for way in partings("120.535", 0, 7, 2)]
    [['1', '20.535'], ['12', '0.535'], ['120.5', '35'], ['120.53', '5']]
    """
    found: list[Numbers] = []
    for way in _ways(text, tokens(text, start, end), count):
        found.append(way)
        if len(found) > WAYS:
            return []
    return found


def _ways(text: str, spans: Sequence[tuple[int, int]], count: int) -> Iterator[Numbers]:
    if not spans or count < len(spans):
        if not spans and count == 0:
            yield ()
        return
    (start, end), rest = spans[0], spans[1:]
    whole = read_number(text, start, end)
    if whole is not None:
        for tail in _ways(text, rest, count - 1):
            yield (whole, *tail)
    for cut in range(start + 1, end):
        first = read_number(text, start, cut)
        if first is not None and count > 1:
            for tail in _ways(text, [(cut, end), *rest], count - 1):
                yield (first, *tail)
