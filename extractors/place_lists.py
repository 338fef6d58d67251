"""Short names of townships and villages, in lists (崇恩、小卷洞、盘石3个村) and on routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import VILLAGE_SUFFIXES, short_name
from extractors.place_hits import town_stem
from extractors.place_towns import own_villages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader

LONGEST_ITEM = 8
LONGEST_STOP = 5
FEWEST = 2  # names that a list must hold to be believed

# ``None``: several bear the name
Names = dict[str, "Division | None"]

_LIST = regex.compile(
    r"""(?P<items>\p{Han}{1,10}(?:、\s*\p{Han}{1,8}?){1,60}?)
        \s*等?\s*(?:[0-9一二三四五六七八九十两]{1,3}\s*个)?\s*
        (?P<kind>镇乡街道|乡镇街道|乡镇|镇乡|镇街|乡|镇|街道|村社区|村居|村|社区)""",
    regex.VERBOSE,
)
_ITEM = regex.compile(r"\p{Han}+")
_STOPS = ("至", "经")


def read_lists(reader: ArticleReader) -> None:
    """Short names of the article's own townships and villages."""
    towns, villages = _own_towns(reader), _own_villages(reader)
    if towns or villages:
        for match in _LIST.finditer(reader.text, reader.start, reader.end):
            names = villages if match["kind"][0] in "村社" else towns
            _read_list(reader, match.start("items"), match.end("items"), names)
    if towns:
        _read_routes(reader, towns)
    _read_hubs(reader, {**towns, **villages})


def _read_list(reader: ArticleReader, start: int, end: int, names: Names) -> None:
    """The items that are names, where there are enough of them."""
    items = _ITEM.finditer(reader.text, start, end)
    known = [span for item in items for span in _item(reader.text, item.start(), item.end(), names)]
    if len(known) < FEWEST:
        return
    for first, last in known:
        division = names[reader.text[first:last]]
        if division is not None and last not in reader.ends:
            reader.accept(first, last, division, "list")


def _item(text: str, start: int, end: int, names: Names) -> list[tuple[int, int]]:
    """The name that ends an item, and one right before it where print lost the 、."""
    last = _tail(text, start, end, names)
    if last is None:
        return []
    first = _tail(text, start, last[0], names) if last[0] - start > 1 else None
    return [first, last] if first is not None and first[0] == start else [last]


def _tail(text: str, start: int, end: int, names: Names) -> tuple[int, int] | None:
    """The longest end of the stretch that is a name (前往走马 → 走马)."""
    for first in range(max(start, end - LONGEST_ITEM), end - 1):
        if text[first:end] in names:
            return first, end
    return None


def _own_towns(reader: ArticleReader) -> Names:
    """Full and short names of the article's own townships."""
    found: Names = {}
    for county in reader.scope.counties:
        for town in reader.gazetteer.townships(county.code).values():
            for name in {town.name, town_stem(town.name)}:
                if len(name) >= 2:
                    found[name] = _sole(found[name], town) if name in found else town
    return found


def _sole(one: Division | None, other: Division) -> Division | None:
    """Of two townships of a name in one county, the one that still is; else neither."""
    if one is None or one.parent != other.parent or one.until == other.until:
        return None
    return one if not one.until else other


def _own_villages(reader: ArticleReader) -> Names:
    """Full and short names of the villages of the article's own county or township."""
    place = reader.scope.place
    if place is None or place.level == "village":
        return {}
    found: Names = {}
    for name, rows in own_villages(reader).items():
        own = [row for row in rows if row.path.startswith(place.path)]
        for form in {name, short_name(name, VILLAGE_SUFFIXES)} - {""}:
            if own:
                found[form] = own[0] if len(own) == 1 and form not in found else None
    return found


def _read_routes(reader: ArticleReader, towns: Names) -> None:
    """普光至万源: an own township that 至 or 经 joins to a place."""
    for mention in list(reader.found):
        for start, end in _stops(reader, mention.start, mention.end, towns):
            division = towns[reader.text[start:end]]
            free = end not in reader.ends and start not in reader.starts
            if division is not None and free and reader.grid.fits(start, end):
                reader.accept(start, end, division, "route")


def _read_hubs(reader: ArticleReader, names: Names) -> None:
    """以文峰为中心: the short name of an own village or township."""
    for match in reader.words.hub.finditer(reader.text, reader.start, reader.end):
        division = names.get(match["name"])
        if division is not None and match.end("name") not in reader.ends:
            reader.accept(match.start("name"), match.end("name"), division, "hub")


def _stops(reader: ArticleReader, start: int, end: int, towns: Names) -> Iterator[tuple[int, int]]:
    """Names of townships before and behind a place, with 至 or 经 between."""
    text = reader.text
    if text.startswith(_STOPS, start - 1):
        span = _tail(text, max(reader.start, start - 1 - LONGEST_STOP), start - 1, towns)
        if span is not None:
            yield span
    if text.startswith(_STOPS, end):
        lasts = range(end + 1 + LONGEST_STOP, end + 2, -1)
        last = next((last for last in lasts if text[end + 1 : last] in towns), None)
        if last is not None:
            yield end + 1, last
