"""Places in lists of short names (崇恩、小卷洞、盘石 3个村), and zones without a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.place_hits import town_stem
from extractors.place_scope import deepest
from pipeline.model import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader

LONGEST_ITEM = 8

_LIST = regex.compile(
    r"""(?P<items>\p{Han}{1,10}(?:[、]\s*\p{Han}{1,8}?)+?)
        \s*(?:等)?\s*(?:[0-9一二三四五六七八九十两]{1,3}\s*个)?\s*
        (?P<kind>镇乡街道|乡镇街道|乡镇|镇乡|镇街|乡|镇|街道|村社区|村居|村|社区)""",
    regex.VERBOSE,
)
_ITEM = regex.compile(r"\p{Han}+")
_ROUTE = regex.compile(r"[至经、]")


def read_lists(reader: ArticleReader) -> None:
    """Short names of the article's own townships and villages, in lists and on routes."""
    towns, villages = _own_towns(reader), _own_villages(reader)
    if towns or villages:
        for match in _LIST.finditer(reader.text, reader.start, reader.end):
            names = villages if match["kind"][0] in "村社" else towns
            _take_items(reader, match.start("items"), match.end("items"), names)
    _on_routes(reader, towns)


def _take_items(
    reader: ArticleReader, start: int, end: int, names: Mapping[str, Division | None]
) -> None:
    """The items of a list, where two of them at least are known names."""
    spans = [
        span
        for m in _ITEM.finditer(reader.text, start, end)
        if (span := _tail(reader.text, *m.span(), names))
    ]
    taken = [span for span in spans if names[reader.text[span[0] : span[1]]] is not None]
    if len(spans) < 2:
        return
    for first, last in taken:
        division = names[reader.text[first:last]]
        if division is not None and last not in reader.ends:
            reader.accept(first, last, division, "list")


def _tail(
    text: str, start: int, end: int, names: Mapping[str, Division | None]
) -> tuple[int, int] | None:
    """The longest end of the item that is a name (前往走马 → 走马)."""
    for first in range(max(start, end - LONGEST_ITEM), end - 1):
        if text[first:end] in names:
            return first, end
    return None


def _own_towns(reader: ArticleReader) -> dict[str, Division | None]:
    """Short and full names of the own townships; ``None`` where two bear one name."""
    found: dict[str, Division | None] = {}
    for county in reader.scope.counties:
        for town in reader.gazetteer.townships(county.code).values():
            for name in {town.name, town_stem(town.name)}:
                if len(name) >= 2:
                    same = found.get(name, town)
                    current = town.code[6:9] != "000"
                    found[name] = (
                        _either(same, town)
                        if same != town
                        else town
                        if current or name not in found
                        else same
                    )
    return found


def _either(one: Division | None, other: Division) -> Division | None:
    """The one that still is, of a township that is and one that was; else neither."""
    if one is None:
        return None
    if one.parent == other.parent and (one.code[6:9] == "000") != (other.code[6:9] == "000"):
        return other if one.code[6:9] == "000" else one
    return None


def _own_villages(reader: ArticleReader) -> dict[str, Division | None]:
    """Short and full names of the villages of the own county or township."""
    from extractors.place_reader import village_stem

    place = reader.scope.place
    if place is None or place.level not in ("county", "township"):
        return {}
    found: dict[str, Division | None] = {}
    for name, rows in reader.gazetteer.villages(place.code[:6] + "000000").items():
        own = [row for row in rows if row.path.startswith(place.path)]
        for form in {name, village_stem(name)}:
            if form and own:
                sole = own[0] if len(own) == 1 else None
                found[form] = sole if form not in found else _same(found[form], sole)
    return found


def _same(one: Division | None, other: Division | None) -> Division | None:
    return one if one == other else None


def _on_routes(reader: ArticleReader, towns: Mapping[str, Division | None]) -> None:
    """普光至万源: the short name of an own township that 至 or 经 joins to a place."""
    if not towns:
        return
    for mention in list(reader.found):
        before = reader.text[mention.start - 1 : mention.start]
        if before in ("至", "经") and (
            span := _tail(reader.text, mention.start - 6, mention.start - 1, towns)
        ):
            _take_route(reader, *span, towns)
        after = reader.text[mention.end : mention.end + 1]
        if after in ("至", "经"):
            for length in (4, 3, 2):
                first = mention.end + 1
                if reader.text[first : first + length] in towns:
                    _take_route(reader, first, first + length, towns)
                    break


def _take_route(
    reader: ArticleReader, start: int, end: int, towns: Mapping[str, Division | None]
) -> None:
    division = towns[reader.text[start:end]]
    if division is not None and end not in reader.ends and start not in reader.starts:
        if reader.grid.fits(start, end):
            reader.accept(start, end, division, "route")


def read_zones(reader: ArticleReader, place: str) -> None:
    """In an article about a zone, the zone and its sisters (金井片区, 君山片区)."""
    county = deepest(place, reader.gazetteer)
    if county is None or county.path == place:
        return
    zone = place[len(county.path) :]
    kind = next((k for k in reader.words.zone_kinds if zone.endswith(k)), "")
    if not kind:
        return
    stems = {zone[: -len(kind)]} | {town_stem(n) for n in reader.gazetteer.townships(county.code)}
    stems.discard("")
    for match in regex.finditer(
        regex.escape(kind), reader.text, pos=reader.start, endpos=reader.end
    ):
        for length in (4, 3, 2):
            first = match.start() - length
            if reader.text[first : match.start()] in stems:
                path = county.path + reader.text[first : match.end()]
                reader.found.append(
                    PlaceMention(first, match.end(), path, county.code, "zone", "zone")
                )
                break
