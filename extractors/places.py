"""Administrative places in a document, with the place that each article is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import COUNTRY
from extractors.place_areas import read_areas
from extractors.place_context import ONCE, article_place, first_known
from extractors.place_history import load_history
from extractors.place_hits import WordGrid, division_hits
from extractors.place_lists import read_lists
from extractors.place_reader import (
    ArticleReader,
    outermost,
    read_abbreviations,
    read_divisions,
    read_zone_names,
)
from extractors.place_rows import read_row_zones
from extractors.place_scope import deepest, scope_of
from extractors.place_times import today_path
from extractors.place_towns import read_towns, read_villages
from extractors.place_words import load_place_words
from extractors.place_zone_names import read_zone_kinds
from extractors.place_zones import read_table_zones, read_zones
from pipeline.model import Attribute, Issue, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_hits import Hit
    from extractors.place_words import PlaceWords
    from pipeline.model import Article, Document, PlaceMention, Tagging

_OWN = regex.compile(r"[全我本该](?P<kind>国|自治区|省|市|州|盟|县|区|旗|镇|乡|街道|街|村|社区)")
_LEVELS = {"省": 1, "州": 2, "盟": 2, "市": 2, "县": 3, "旗": 3, "区": 3, "镇": 4, "乡": 4}


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The places of a document.

    ``article_places`` maps the index of an article to the full path of its place; articles
    whose place the text does not settle are left out (there is an issue for each). ``in_passing``
    are those whose place one mention in the text gave.
    """

    mentions: tuple[PlaceMention, ...]
    article_places: dict[int, Attribute]
    issues: tuple[Issue, ...]

    @property
    def in_passing(self) -> frozenset[int]:
        """The articles whose place nothing but one mention in the text speaks for."""
        places = self.article_places.items()
        return frozenset(index for index, place in places if place.evidence.startswith(ONCE))


def find_places(document: Document, tagging: Tagging, gazetteer: Gazetteer) -> PlaceReading:
    """Every mention of an administrative place, and the place of each article."""
    words = load_place_words()
    grid = WordGrid(tagging, document.text)
    hits = division_hits(document.text, gazetteer, words, grid)
    places = _article_places(document, hits, gazetteer, words)
    unsettled = {index: place.evidence for index, place in places.items() if not place.value}
    places = {index: place for index, place in places.items() if place.value}
    mentions: list[PlaceMention] = []
    issues: list[Issue] = []
    for article in document.articles:
        place = places.get(article.index)
        if place is None:
            issues.append(_open_place(article, unsettled.get(article.index, "")))
        scope = scope_of(place.value if place else "", gazetteer, words)
        reader = ArticleReader(
            document.text, article.start, article.end, gazetteer, words, grid, scope
        )
        _read_article(reader, _between(hits, article), place)
        tables = [table for table in document.tables if table.article == article.index]
        read_table_zones(reader, tables)
        read_row_zones(reader, place.value if place else "", tables)
        mentions.extend(outermost([*reader.found, *reader.unsure]))
        issues.extend(reader.issues)
    return PlaceReading(tuple(mentions), places, tuple(issues))


def _open_place(article: Article, several: str) -> Issue:
    """The issue of an article whose place is not known, or can be several."""
    if several:
        return Issue("ambiguous_place", several, article.start, article.start)
    message = "the text does not say which place it is about"
    return Issue("place_unknown", message, article.start, article.start)


def _read_article(reader: ArticleReader, hits: Sequence[Hit], place: Attribute | None) -> None:
    """From the large to the small: each step needs what the one before has settled."""
    read_zone_names(reader)
    read_divisions(reader, hits)
    read_towns(reader)
    read_villages(reader)
    read_lists(reader)
    read_abbreviations(reader)
    read_zones(reader, place.value if place else "")
    read_areas(reader)
    read_zone_kinds(reader)


def _between(hits: Iterable[Hit], article: Article) -> list[Hit]:
    return [hit for hit in hits if article.start <= hit.start and hit.end <= article.end]


def _article_places(
    document: Document, hits: Sequence[Hit], gazetteer: Gazetteer, words: PlaceWords
) -> dict[int, Attribute]:
    """The place of each article; one that says nothing takes the first that is known."""
    found = {}
    for article in document.articles:
        given = _given(article, gazetteer)
        if given is None:
            given = article_place(document, article, _between(hits, article), gazetteer, words)
        if given is not None:
            found[article.index] = given
    known = first_known(place for place in found.values() if place.value)
    if known is not None:
        once = f"{ONCE}: " if known.evidence.startswith(ONCE) else ""
        rest = Attribute(known.value, Origin.INFERRED, once + "the document's other article")
        for article in document.articles:
            before = found.setdefault(article.index, rest)
            if not before.value and known.value in before.evidence:
                found[article.index] = rest
    return found


def _given(article: Article, gazetteer: Gazetteer) -> Attribute | None:
    """The place that is known beforehand, as a division of today; ``None`` where it is none."""
    given = article.place
    today = today_path(given.value, gazetteer, load_history()) if given is not None else ""
    return replace(given, value=today) if given is not None and today else None


def own_place(word: str, article_path: str, gazetteer: Gazetteer) -> str | None:
    """What 全县, 我市, 全省, 全国 means in an article about this place; ``None`` if nothing.

    A district's 全区 is the district, a prefecture's 全省 the province above it.
    """
    match = _OWN.match(word)
    if match is None:
        return None
    kind = match["kind"]
    if kind == "国":
        return COUNTRY.path
    place = deepest(article_path, gazetteer)
    if place is None or place.level == "country":
        return None
    above = gazetteer.chain(place)
    for division in above:
        if division.name.endswith(kind):
            return (
                article_path if division == place and place.path != article_path else division.path
            )
    return _by_level(kind, above)


def _by_level(kind: str, above: Sequence[Division]) -> str | None:
    """The place at the level that the kind has as a rule (我区 of a zone that is a county)."""
    wanted = _LEVELS.get(kind)
    return next((d.path for d in above if d.rank == wanted), None)
