"""The doubt of figures in an article whose place was only named in passing."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.places import PlaceReading
    from pipeline.model import Document, Figure


def doubted(figures: list[Figure], document: Document, places: PlaceReading) -> list[Figure]:
    """The figures, with a doubt where they have the place that one mention gave their article.

    Those of the sentence with the mention may be about it, and are free of the doubt.
    """
    guessed = {index: (places.article_places[index].value,) for index in places.in_passing}
    if not guessed:
        return figures
    saying = _saying(document, places, {path for (path,) in guessed.values()})
    return [
        _with_doubt(figure)
        if figure.place == guessed.get(figure.article) and figure.sentence not in saying
        else figure
        for figure in figures
    ]


def _saying(document: Document, places: PlaceReading, paths: set[str]) -> set[int]:
    """The numbers of the sentences that name one of the places."""
    starts = [sentence.start for sentence in document.sentences]
    named = (mention for mention in places.mentions if mention.path in paths)
    found = (bisect_right(starts, mention.start) - 1 for mention in named)
    return {document.sentences[at].index for at in found if at >= 0}


def _with_doubt(figure: Figure) -> Figure:
    doubt = "place named in passing"
    return replace(figure, doubt=f"{figure.doubt}; {doubt}" if figure.doubt else doubt)
