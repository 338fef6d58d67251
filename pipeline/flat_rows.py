"""The rows of a table that was flattened to one line: a label, perhaps its unit, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import alternation, read_toml
from extractors.table_headers import read_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 30  # characters of a label

_BRACKET = r"[（(] [^（()）。；]{1,16} [)）]"
_SIGN = "[-－]"
_ROW = regex.compile(
    rf"""
    (?P<label>
        (?: 其中[:：] | [^\d。；！？!?：:，\n（(\-－%] | {_SIGN} (?!\d) | {_BRACKET} | % (?=[ ]) )++
    )
    (?P<run> {_SIGN}?+ \d [\d.,%]*+ (?: [ ]++ {_SIGN}?+ \d [\d.,%]*+ | {_SIGN} \d [\d.,%]*+ )*+ )
    """,
    regex.VERBOSE,
)
_TWO_WORDS = regex.compile(r"(?<!其中)\p{Han}{2}[ ]+\p{Han}{2}")
_ORDINAL = regex.compile(r"[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十]{1,3}[)）]")


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row: spans of its label, of the unit behind it (empty without one) and of its numbers.

    ``serial`` is the number of the row where rows are numbered, 0 for none; ``gap`` says that
    a space stands ahead of the first number.
    """

    label: tuple[int, int]
    unit: tuple[int, int]
    run: tuple[int, int]
    gap: bool
    serial: int = 0
    total: bool = False


def rows_from(text: str, at: int, end: int, has_unit: bool) -> list[FlatRow]:
    """The rows that follow each other from ``at`` on, numbered or not."""
    return [_row(text, match, has_unit) for match in _matches(text, at, end, has_unit)]


def _matches(text: str, at: int, end: int, has_unit: bool) -> Iterator[regex.Match[str]]:
    while True:
        match = _ROW.match(text, at, end)
        if match is None or not is_label(match["label"], has_unit):
            return
        yield match
        at = match.end()


def is_label(words: str, has_unit: bool) -> bool:
    """Whether words can name a row: short, in one piece, and not what stands below a table."""
    words = words.strip()
    words = words[: _unit_from(words, 0, len(words))].strip() if has_unit else words
    bare = regex.sub(_BRACKET, "", words, flags=regex.VERBOSE)
    if not words or len(bare) > LONGEST or _TWO_WORDS.search(words):
        return False
    return _ends().match(words) is None


def _row(text: str, match: regex.Match[str], has_unit: bool) -> FlatRow:
    start, end = match.span("label")
    gap = text[end - 1] == " "
    start, end = _stripped(text, start, end)
    ordinal = _ORDINAL.match(text, start, end)
    start = ordinal.end() if ordinal else start
    cut = _unit_from(text, start, end) if has_unit else end
    label = _stripped(text, start, cut)
    total = _totals().match(text, *label) is not None
    return FlatRow(label, (cut, end), match.span("run"), gap, total=total)


def _unit_from(text: str, start: int, end: int) -> int:
    """Where the unit at the end of a label begins, the longest that is one; else its end."""
    for cut in range(max(start + 1, end - 8), end):
        unit = read_unit(text[cut:end])
        if unit is not None and text[cut] not in " /":
            return cut
    return end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


@cache
def _ends() -> regex.Pattern[str]:
    return regex.compile(alternation(read_toml("flat_tables.toml")["ends"]["words"]))


@cache
def _totals() -> regex.Pattern[str]:
    return regex.compile(alternation(read_toml("flat_tables.toml")["totals"]["words"]))
