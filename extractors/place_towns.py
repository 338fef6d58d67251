"""Townships and villages of one article, by their full names."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from extractors.place_hits import FULL, Hit, town_names
from extractors.place_reader import NARROW
from pipeline.model import Issue

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader
    from pipeline.model import PlaceMention

LONGEST_VILLAGE = 12
SHORTEST = 3  # 方村 and 王镇 are too short to be believed where nothing stands before them
_STOPS = "。！？；\n"

_VILLAGE_END = regex.compile("社区居委会|村民委员会|村委会|社区|嘎查|居委会|村")
_UNLISTED = regex.compile(r"\p{Han}{1,5}?村(?![民级庄镇务])")


def read_towns(reader: ArticleReader) -> None:
    """Townships, by what stands before them, the article's own, or the sentence."""
    part = reader.text[reader.start : reader.end]
    for start, end, _ in town_names(part, reader.gazetteer, reader.words):
        _read_town(reader, reader.start + start, reader.start + end)


def _read_town(reader: ArticleReader, first: int, end: int) -> None:
    """The longest name up to ``end`` that is a township here."""
    known = reader.gazetteer.town_counties
    if end - 1 in reader.starts:
        return  # 耿马镇康: 镇 begins the name of a county
    for start in range(first, end - 1):
        name = reader.text[start:end]
        if name not in known or name in reader.words.village_vetoes:
            continue
        rows = tuple(reader.gazetteer.townships(code)[name] for code in known[name])
        hit = Hit(start, end, name, rows, FULL)
        chosen = reader.behind(start, rows) or _town_of_scope(reader, hit)
        if len(chosen) == 1:
            reader.accept(start, end, chosen[0], "township")
        elif chosen:
            reader.doubt(hit, chosen)
        if chosen:
            return


def _town_of_scope(reader: ArticleReader, hit: Hit) -> Sequence[Division]:
    """The township of the name in the article's own counties; else one that was named before."""
    if len(hit.name) < SHORTEST:
        return []
    codes = {county.code for county in reader.scope.counties}
    own = [division for division in hit.candidates if division.parent in codes]
    if len(own) > 1:
        return reader.of_sentence(hit, own) or own
    if own:
        return own
    if hit.name in reader.said:
        return [reader.said[hit.name]]
    if not reader.grid.fits(hit.start, hit.end):
        return []
    return reader.of_sentence(hit, hit.candidates)


def read_villages(reader: ArticleReader) -> None:
    """Villages behind their township or county, of the own county, or named before.

    Where the article is about no county, also those of a county that the sentence names.
    """
    own = own_villages(reader)
    above = [] if own else _counties_named(reader)
    for match in _VILLAGE_END.finditer(reader.text, reader.start, reader.end):
        start, end = match.span()
        if not _read_village(reader, start, end, own) and above:
            _read_of_sentence(reader, start, end, above)


def _counties_named(reader: ArticleReader) -> list[PlaceMention]:
    """The mentions of counties and townships, in text order."""
    named = (m for m in reader.found if m.level in ("county", "township"))
    return sorted(named, key=lambda m: m.start)


def _read_of_sentence(
    reader: ArticleReader, kind_at: int, end: int, named: Sequence[PlaceMention]
) -> None:
    """在甲县，乙村…; 乙村是甲县的一个村: the village of the name in a county beside it."""
    counties = {reader.ends[m.end] for m in _in_sentence(reader, end, named)}
    if not counties or reader.grid.last_word(end) in reader.words.village_vetoes:
        return  # 新建农村公路
    for start in range(max(reader.start, end - LONGEST_VILLAGE), min(kind_at, end - SHORTEST + 1)):
        name = reader.text[start:end]
        rows = () if name in reader.words.village_vetoes else _villages_of(reader, name, counties)
        if rows and reader.grid.fits(start, end):
            if len(rows) == 1:
                reader.accept(start, end, rows[0], "village of the sentence")
            return


def _villages_of(
    reader: ArticleReader, name: str, counties: Collection[Division]
) -> Sequence[Division]:
    """The villages of a name that lie in these counties and townships, each once."""
    rows = {
        village.path: village
        for above in counties
        for village in reader.gazetteer.villages(above.code[:6] + "000000").get(name, ())
        if village.path.startswith(above.path)
    }
    return tuple(rows.values())


def _in_sentence(
    reader: ArticleReader, at: int, named: Sequence[PlaceMention]
) -> Sequence[PlaceMention]:
    """Those of the mentions that stand in the sentence around an offset."""
    first = max(reader.text.rfind(mark, reader.start, at) for mark in _STOPS)
    ends = (reader.text.find(mark, at, reader.end) for mark in _STOPS)
    last = min((end for end in ends if end >= 0), default=reader.end)
    low, high = (bisect_left(named, cut, key=lambda m: m.start) for cut in (first, last))
    return named[low:high]


def own_villages(reader: ArticleReader) -> Mapping[str, Sequence[Division]]:
    """The villages of the article's own county by name; none for anything larger."""
    place = reader.scope.place
    if place is None or place.level not in ("county", *NARROW):
        return {}
    return reader.gazetteer.villages(place.code[:6] + "000000")


def _read_village(
    reader: ArticleReader, kind_at: int, end: int, own: Mapping[str, Sequence[Division]]
) -> bool:
    """The longest name up to ``end`` that is a village here; whether there is one."""
    for start in range(max(reader.start, end - LONGEST_VILLAGE), kind_at):
        name = reader.text[start:end]
        if name in reader.words.village_vetoes:
            continue
        above = reader.ends.get(start)
        if above is not None and _read_behind(reader, start, end, above):
            return True
        if len(name) < SHORTEST:
            continue
        rows = [reader.said[name]] if name in reader.said else own.get(name, ())
        if rows:
            _take_nearest(reader, Hit(start, end, name, tuple(rows), FULL))
            return True
    return False


def _read_behind(reader: ArticleReader, start: int, end: int, above: Division) -> bool:
    """A village that follows its township, county or prefecture; whether it is one."""
    if above.level in ("village", "province"):
        return False
    name = reader.text[start:end]
    rows = [
        village
        for county in reader.gazetteer.counties(above)
        for village in reader.gazetteer.villages(county.code).get(name, ())
        if village.path.startswith(above.path)
    ]
    if len(rows) == 1:
        reader.accept(start, end, rows[0], "village")
        return True
    return above.level == "township" and _read_unlisted(reader, start, end, above)


def _read_unlisted(reader: ArticleReader, start: int, end: int, above: Division) -> bool:
    """A village right behind its township that the gazetteer does not have."""
    name = reader.text[start:end]
    refused = reader.words.unlisted_refused
    if not _UNLISTED.fullmatch(reader.text, start, end) or not refused.isdisjoint(name):
        return False
    if any(name[i:] in reader.words.village_vetoes for i in range(len(name) - 1)):
        return False  # 国家农村: a kind of village with something before it
    village = reader.gazetteer.unlisted(above, name)
    reader.accept(start, end, village, "unlisted village")
    message = f"{village.path} is not in the gazetteer"
    reader.issues.append(Issue("unlisted_place", message, start, end))
    return True


def _take_nearest(reader: ArticleReader, hit: Hit) -> None:
    """The village of the own township, or of the one that the sentence names."""
    rows: Sequence[Division] = hit.candidates
    place = reader.scope.place
    if len(rows) > 1 and place is not None and place.level == "township":
        rows = reader.inside(place, rows) or rows
    if len(rows) > 1:
        rows = reader.of_sentence(hit, rows) or rows
    if len(rows) == 1:
        reader.accept(hit.start, hit.end, rows[0], "village")
    else:
        reader.doubt(hit, rows)
