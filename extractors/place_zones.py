"""Zones without a code, in an article about one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.place_hits import town_stem
from extractors.place_scope import deepest
from extractors.place_zone_words import zone_words
from pipeline.model import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader
    from pipeline.model import Table

LONGEST_STEM = 5
LONGEST_ZONE = 9
FEWEST_ROWS = 2  # rows of counties that a table must have for its others to be zones


def read_zones(reader: ArticleReader, place: str) -> None:
    """The article's own zone and its sisters (金井片区, 君山片区), under their county.

    A sister bears the name of a township of the county; other stretches before 片区 are
    not told from ordinary words.
    """
    county = deepest(place, reader.gazetteer)
    if county is None or county.path == place:
        return
    zone = place[len(county.path) :]
    kind = next((k for k in reader.words.zone_kinds if zone.endswith(k)), "")
    if not kind:
        return
    towns = reader.gazetteer.townships(county.code)
    stems = {zone[: -len(kind)], *(town_stem(name) for name in towns)} - {""}
    at = reader.text.find(kind, reader.start, reader.end)
    while at >= 0:
        _read_zone(reader, at, kind, stems, county)
        at = reader.text.find(kind, at + 1, reader.end)


def _read_zone(
    reader: ArticleReader, at: int, kind: str, stems: set[str], county: Division
) -> None:
    """The zone whose kind stands at this offset, if its name is known."""
    for first in range(max(reader.start, at - LONGEST_STEM), at - 1):
        if reader.text[first:at] in stems:
            end = at + len(kind)
            path = county.path + reader.text[first:end]
            reader.found.append(PlaceMention(first, end, path, "", "zone", "zone"))
            return


def read_table_zones(reader: ArticleReader, tables: Iterable[Table]) -> None:
    """Zones that stand as a row among the counties of the article's own place.

    In running text 示范区 and 高新区 are words; in such a table they are places.
    """
    place = reader.scope.place
    if place is None or place.level not in ("prefecture", "province"):
        return
    for table in tables:
        heads = [row.cells[0] for row in table.rows if row.cells]
        named = {cell.start for cell in heads if cell.end in reader.ends}
        inside = sum(
            reader.ends[c.end].path.startswith(place.path) for c in heads if c.start in named
        )
        if inside < FEWEST_ROWS:
            continue
        for cell in heads:
            if cell.start not in named and _is_zone(reader, cell.text):
                path = place.path + zone_words().name(place, cell.text)
                mention = PlaceMention(cell.start, cell.end, path, "", "zone", "table row")
                reader.found.append(mention)


def _is_zone(reader: ArticleReader, name: str) -> bool:
    """示范区 and 金井片区, but no 园区 of several words."""
    return len(name) <= LONGEST_ZONE and name.endswith(reader.words.zone_kinds)
