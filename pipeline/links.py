"""Figures with the entries of the vocabulary of indicators that their labels name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.indicator_links import link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Figure

# The ranges of the vocabulary are those of counties and cities.
LARGE = regex.compile(r"中国|[^市县区]{2,9}(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市")


def linked(figures: Iterable[Figure]) -> list[Figure]:
    """The figures, each with its concept and qualifiers where the vocabulary has its label."""
    return [_linked(figure) for figure in figures]


def _linked(figure: Figure) -> Figure:
    found = link(figure.indicator, figure.unit, figure.measure, figure.value)
    if found is None:
        return figure
    large = any(LARGE.fullmatch(place) for place in figure.place)
    doubts = (figure.doubt, "" if large else found.doubt)
    return replace(
        figure,
        concept=found.id,
        qualifiers=tuple(found.qualifiers.items()),
        rule=f"{figure.rule}+{found.rule}",
        doubt="; ".join(each for each in doubts if each),
    )
