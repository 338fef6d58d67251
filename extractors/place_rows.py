"""Zones that are the rows of a table of their own: 金井片区, 海坛片区, 总计."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.place_scope import deepest
from pipeline.model import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.place_reader import ArticleReader
    from pipeline.model import Cell, Row, Table

FEWEST = 2  # zones of one kind that a table must have, for a single one could be an indicator
_WORDS = regex.compile(r"\p{Han}")
_TOTAL = regex.compile(r"(?:总计|合计|小计|共计|[全本][市区县州省])\s*")
_STEM = regex.compile(r"\p{Han}{2,4}")


def read_row_zones(reader: ArticleReader, place: str, tables: Iterable[Table]) -> None:
    """The zones of the article's county, city or district that a table has as its rows.

    All its rows must be places, zones of one kind or their total.
    """
    division = deepest(place, reader.gazetteer)
    if division is None or division.level in ("country", "province"):
        return
    for table in tables:
        labels = [cell for row in table.rows[1:] if (cell := _label(row)) is not None]
        for cell in _zones(reader, labels):
            path = division.path + "".join(cell.text.split())
            mention = PlaceMention(cell.start, cell.end, path, "", "zone", "table row")
            reader.found.append(mention)


def _label(row: Row) -> Cell | None:
    """The first cell of words: ahead of it a row may have its number."""
    return next((cell for cell in row.cells if _WORDS.search(cell.text)), None)


def _zones(reader: ArticleReader, labels: Sequence[Cell]) -> Sequence[Cell]:
    """The rows that are zones of one kind, where all the others are places or totals."""
    rest = [c for c in labels if c.end not in reader.ends and not _TOTAL.fullmatch(c.text)]
    kinds = {_kind(reader, cell.text) for cell in rest}
    one = len(kinds) == 1 and "" not in kinds
    return rest if one and len({cell.text for cell in rest}) >= FEWEST else ()


def _kind(reader: ArticleReader, label: str) -> str:
    """片区 of 金井片区; "" where the label is no name before a kind of zone."""
    name = "".join(label.split())
    kind = next((k for k in reader.words.zone_kinds if name.endswith(k)), "")
    stem = name.removesuffix(kind)
    named = _STEM.fullmatch(stem) and reader.words.unlisted_refused.isdisjoint(stem)
    return kind if kind and named else ""
