"""Zones without a code, in an article about one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.place_hits import town_stem
from extractors.place_scope import deepest
from pipeline.model import PlaceMention

if TYPE_CHECKING:
    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader

LONGEST_STEM = 5


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
            reader.found.append(PlaceMention(first, end, path, county.code, "zone", "zone"))
            return
