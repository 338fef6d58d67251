"""The headers and labels of tables: which column holds what, in which unit."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 (a field)
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.lexicons import read_toml
from extractors.numeral_grammar import MULTIPLIER
from extractors.numerals import multiplier
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Cell, Row

UNIT_IN_BRACKETS = regex.compile(r"[（(](?P<unit>[^（()）]{1,12})[)）]")
UNKNOWN_UNIT = regex.compile(r"(?P<multiplier>[百千万亿]+)(?P<word>\p{Han}{1,4})")
BRACKETED = regex.compile(r"[（(][^（()）]*[)）]")
SPACES = regex.compile(r"\s+")


class Unit(NamedTuple):
    """A unit with its multiplier, as a header prints it."""

    factor: Decimal
    name: str
    text: str


class Column(NamedTuple):
    """What a header says of its column."""

    label: str
    kind: str  # level, growth, rate, rank, unit, label
    unit: Unit | None
    span: tuple[int, int]
    label_text: str = ""  # the header as printed; empty where the column has none


@cache
def table_words() -> dict[str, regex.Pattern[str]]:
    data = read_toml("table_words.toml")
    return {name: regex.compile(entry["pattern"]) for name, entry in data.items()}


@cache
def _unit_pattern() -> regex.Pattern[str]:
    units = load_units().pattern
    return regex.compile(
        rf"(?P<multiplier>{MULTIPLIER})?(?P<unit>{units})(?:[/／](?P<per>{units}|日|月|年))?"
    )


def read_unit(text: str) -> Unit | None:
    """A unit as a header or unit column prints it.

    >>> read_unit("亿千瓦时")
    Unit(factor=Decimal('100000000'), name='千瓦时', text='亿千瓦时')
    >>> read_unit("备注") is None
    True
    """
    text = SPACES.sub("", text)
    text = text.removeprefix("±").removeprefix("单位：").removeprefix("单位:")
    found = _unit_pattern().fullmatch(text)
    if found is None:
        unknown = UNKNOWN_UNIT.fullmatch(text)
        # a word that the lexicon lacks keeps its multiplier: 万架次 must not lose the 万
        return Unit(multiplier(unknown["multiplier"]), unknown["word"], text) if unknown else None
    name = load_units().by_form[found["unit"]].counts_as
    per = load_units().by_form.get(found["per"] or "")
    name += f"/{per.name if per else found['per']}" if found["per"] else ""
    return Unit(multiplier(found["multiplier"] or ""), name, text)


def bracket_unit(text: str) -> Unit | None:
    """The unit that a label or caption gives in brackets: 大牲畜（万头）."""
    for found in UNIT_IN_BRACKETS.finditer(text):
        unit = read_unit(found["unit"])
        if unit:
            return unit
    return None


def row_label(text: str) -> str:
    text = BRACKETED.sub("", SPACES.sub("", text))
    return str(table_words()["part"].sub("", text)).strip("：: 、*")


def read_columns(rows: Sequence[Row]) -> list[Column]:
    """The columns under a header of one or more rows."""
    width = max(len(row.cells) for row in rows)
    columns = []
    for index in range(width):
        cells = [row.cells[index] for row in rows if index < len(row.cells)]
        columns.append(_read_column([c for c in cells if c.text], index))
    return columns


def _read_column(cells: Sequence[Cell], index: int) -> Column:
    text = SPACES.sub("", "".join(cell.text for cell in cells))
    span = (cells[0].start, cells[-1].end) if cells else (0, 0)
    words = table_words()
    bare = BRACKETED.sub("", text)
    unit = bracket_unit(text)
    if words["unit"].search(bare):
        kind = "unit"
    elif index == 0 or words["serial"].search(bare):
        kind = "label"
    elif words["rank"].search(bare):
        return Column("", "rank", None, span, text)
    elif words["growth"].search(text):
        kind = "growth"
    elif words["rate"].search(text):
        kind = "rate"
    else:
        kind = "level"
    return Column(bare, kind, unit, span, text)
