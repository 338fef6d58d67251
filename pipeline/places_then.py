"""The places of a document by the names that they had at the dates of its articles."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.place_history import load_history
from extractors.place_times import PlaceTimes, when_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.gazetteer import Gazetteer
    from extractors.places import PlaceReading
    from pipeline.model import Attribute, Document, Figure, PlaceMention


@dataclass(frozen=True, slots=True)
class PlacesThen:
    """The mentions by the names of their time, with one :class:`PlaceTimes` an article."""

    mentions: tuple[PlaceMention, ...]
    times: Mapping[int, PlaceTimes]

    def figures(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures with the paths of their article's time."""
        return [self._figure(figure) for figure in figures]

    def _figure(self, figure: Figure) -> Figure:
        times = self.times.get(figure.article)
        paths = tuple(map(times.path, figure.place)) if times is not None else figure.place
        return figure if paths == figure.place else replace(figure, place=paths)

    def path(self, path: str, index: int) -> str:
        """The path that a place of today had at the time of the article of an index."""
        times = self.times.get(index)
        return times.path(path) if times is not None else path

    def own(self, places: Mapping[int, Attribute]) -> dict[int, Attribute]:
        """The places of the articles."""
        return {
            index: replace(place, value=self.times[index].path(place.value))
            for index, place in places.items()
        }


def places_then(
    document: Document,
    places: PlaceReading,
    dates: Mapping[int, Attribute | None],
    gazetteer: Gazetteer,
) -> PlacesThen:
    """What turns the paths of today in a reading into those of each article's date."""
    articles = document.articles
    starts = [article.start for article in articles]
    found = []
    names: dict[int, set[str]] = defaultdict(set)
    for mention in places.mentions:
        article = articles[max(bisect_right(starts, mention.start) - 1, 0)]
        quote = "".join(document.text[mention.start : mention.end].split())
        names[article.index].add(quote)
        found.append((article.index, mention, quote))
    times = {
        a.index: PlaceTimes(gazetteer, load_history(), when_of(dates.get(a.index), names[a.index]))
        for a in articles
    }
    mentions = tuple(times[index].mention(mention, quote) for index, mention, quote in found)
    return PlacesThen(mentions, times)
