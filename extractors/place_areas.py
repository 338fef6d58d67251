"""Places that hold no code in any article: national new areas, zones among counties, farms."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.gazetteer import read_table
from extractors.lexicons import alternation
from extractors.place_zone_words import zone_words
from pipeline.model import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader

LONGEST_FARM = 8
# Names that areas of other cities bear too
AMBIGUOUS = frozenset({"江北新区", "湘江新区", "南沙新区", "西海岸新区"})

_FARM = regex.compile("农场|林场|牧场")
_LIST_MARK = "、和与及"


class NewArea(NamedTuple):
    """A new area of the nation: its parent's path, and the year in which it was set up."""

    parent: str
    year: str


@cache
def new_areas() -> dict[str, NewArea]:
    """The new areas by name, but for those that are divisions (浦东新区, 舟山群岛新区)."""
    return {row[0]: NewArea(row[1], row[2]) for row in read_table("new_areas.csv")}


@cache
def _new_area_pattern() -> regex.Pattern[str]:
    return regex.compile(alternation(tuple(new_areas())))


def read_areas(reader: ArticleReader) -> None:
    """New areas, zones in lists of counties, and farms; when the divisions are settled."""
    _read_new_areas(reader)
    _read_listed(reader)
    _read_farms(reader)


def _read_new_areas(reader: ArticleReader) -> None:
    """A new area by its name, where no division has it, in its province or with its own name.

    江北新区 is the one of 南京 in an article of 江苏, or behind 南京; others bear the name too.
    """
    for match in _new_area_pattern().finditer(reader.text, reader.start, reader.end):
        name, start, end = match.group(), match.start(), match.end()
        area = new_areas()[name]
        parent = reader.gazetteer.at(area.parent)
        if parent is None or end in reader.ends or not _in_reach(reader, start, name, parent):
            continue
        why = f"new area of the nation since {area.year}"
        path = parent.path + name
        reader.found.append(PlaceMention(start, end, path, "", "zone", "new area", reason=why))


def _in_reach(reader: ArticleReader, start: int, name: str, parent: Division) -> bool:
    """Whether the article's province, or the place right before the name, holds the area."""
    before = reader.ends.get(start)
    if before is not None:
        return reader.gazetteer.holds(before, parent)
    place = reader.scope.place
    if name not in AMBIGUOUS or place is None:
        return name not in AMBIGUOUS
    return parent.path.startswith(reader.gazetteer.chain(place)[-1].path)


def _read_listed(reader: ArticleReader) -> None:
    """示范区 in 甲县、乙县、示范区 of an article about their prefecture."""
    place = reader.scope.place
    if place is None or place.level != "prefecture":
        return
    zone = reader.words.listed_zone
    counties = sorted(m.end for m in reader.found if m.level == "county")
    own = [end for end in counties if reader.ends[end].parent == place.code]
    for end in own:
        if _listed_before(reader, end):
            for first, last in _zones_behind(reader, end, zone):
                path = place.path + zone_words().name(place, reader.text[first:last])
                reader.found.append(PlaceMention(first, last, path, "", "zone", "listed zone"))


def _listed_before(reader: ArticleReader, end: int) -> bool:
    """Whether another county is listed right before the one that ends here."""
    start = next((m.start for m in reversed(reader.found) if m.end == end), end)
    before = reader.ends.get(start - 1)
    return reader.text[start - 1 : start] in tuple(_LIST_MARK) and (
        before is not None and before.level == "county"
    )


def _zones_behind(
    reader: ArticleReader, end: int, zone: regex.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """The zones that go on with the list: 、高新区和示范区."""
    while reader.text[end : end + 1] in tuple(_LIST_MARK):
        match = zone.match(reader.text, end + 1, reader.end)
        if match is None or end + 1 in reader.starts:
            return
        yield match.span()
        end = match.end()


def _read_farms(reader: ArticleReader) -> None:
    """Farms of state and forest that the gazetteer has in the article's own counties."""
    for match in _FARM.finditer(reader.text, reader.start, reader.end):
        for start in range(max(reader.start, match.end() - LONGEST_FARM), match.start() - 1):
            name = reader.text[start : match.end()]
            farm = _own_farm(reader, start, name)
            if farm is not None and reader.grid.fits(start, match.end()):
                level, code = ("zone", "") if farm.until else (farm.level, farm.code)
                mention = PlaceMention(start, match.end(), farm.path, code, level, "farm")
                reader.found.append(mention)
                break


def _own_farm(reader: ArticleReader, start: int, name: str) -> Division | None:
    """The one farm of the name in the own counties, or in the place right before it."""
    known = reader.gazetteer.town_counties.get(name, ())
    farms = [reader.gazetteer.townships(code)[name] for code in known]
    own = {county.code for county in reader.scope.counties}
    near = reader.behind(start, farms) or [farm for farm in farms if farm.parent in own]
    return near[0] if len(near) == 1 else None
