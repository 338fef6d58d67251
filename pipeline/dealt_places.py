"""Places dealt out to the figures of a list: A、B、C分别增长14%、15%和16%."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from extractors.dealt_lists import DOUBT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Figure
    from pipeline.named_places import NamedPlaces

# no second list in front of it: A、B粮食、油料产量分别增长5%和6% deals out labels
DEALT = regex.compile(r"[^，。；、和与及]*分别[^，。；\d]*")
AGAIN = regex.compile(r"[，（(]?[^，。；\d]*(?:分别|增长|下降)[^，。；\d]*")  # ，分别增长5%和6%
BRACKET = regex.compile(r"[（(][^（）()]*[）)]")
ITEMS = regex.compile(rf"(?:{BRACKET.pattern})?[、和与及，]")


def deal(text: str, named: NamedPlaces, figures: list[Figure], first: int) -> None:
    """Gives the figures from ``first`` on each its own place, where 分别 deals them out.

    As many that follow at once is of the same places (产值分别为5亿元和6亿元，增长5%和6%).
    What stands in brackets behind one of them is of its place.
    """
    at, end = first, -1  # where the list dealt out last ends
    while at < len(figures):
        run = _run(text, figures, at)
        again = end >= 0 and AGAIN.fullmatch(text, end, figures[at].start) is not None
        if run and (again or _said(text, named, figures[at])):
            at = _behind(text, figures, run[-1])
            end = _give(figures, [*run, at])
        else:
            at, end = at + 1, -1


def _run(text: str, figures: Sequence[Figure], at: int) -> list[int]:
    """The figures that are as many as their places and stand in a row; else none."""
    head, found = figures[at], [at]
    if len(head.place) < 2:
        return []
    for number in range(at + 1, len(figures)):
        figure, before = figures[number], figures[found[-1]]
        if len(found) == len(head.place):
            break
        if ITEMS.fullmatch(text, before.end, figure.start):
            if figure.place != head.place or figure.unit != head.unit:
                return []
            found.append(number)
    return found if len(found) == len(head.place) else []


def _behind(text: str, figures: Sequence[Figure], last: int) -> int:
    """The number of the figure behind the list and what stands in brackets at its end."""
    found = BRACKET.match(text, figures[last].end)
    end = found.end() if found is not None else figures[last].end
    return next((n for n in range(last + 1, len(figures)) if figures[n].start >= end), len(figures))


def _give(figures: list[Figure], borders: Sequence[int]) -> int:
    """Deals the places out, one from border to border; where the list ends comes back."""
    places = figures[borders[0]].place
    for (first, behind), path in zip(pairwise(borders), places, strict=True):
        for each in range(first, behind):
            figure = figures[each]
            doubts = [
                d for d in figure.doubt.split("; ") if d and d != DOUBT
            ]  # of labels: one for all places
            figures[each] = replace(figure, place=(path,), doubt="; ".join(doubts))
    return figures[borders[-1] - 1].end


def _said(text: str, named: NamedPlaces, first: Figure) -> bool:
    """Whether 分别 stands between the last of the places and the first figure."""
    before = named.last_before(first.start)
    if before is None or before.path != first.place[-1]:
        return False
    return DEALT.fullmatch(text, before.end, first.start) is not None
