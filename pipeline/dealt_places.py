"""Places dealt out to the figures of a list: A、B、C分别增长14%、15%和16%."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Figure
    from pipeline.named_places import NamedPlaces

DEALT = regex.compile(r"[^，。；]*分别[^，。；\d]*")
ITEMS = regex.compile(r"[、和与及，]")


def deal(text: str, named: NamedPlaces, figures: list[Figure], first: int) -> None:
    """Gives the figures from ``first`` on each its own place, where 分别 deals them out."""
    at = first
    while at < len(figures):
        places = figures[at].place
        last = at + len(places)
        run = figures[at:last]
        if 2 <= len(places) == len(run) and _deals(text, named, run):
            figures[at:last] = [
                replace(figure, place=(path,)) for figure, path in zip(run, places, strict=True)
            ]
        at = max(last, at + 1)


def _deals(text: str, named: NamedPlaces, run: Sequence[Figure]) -> bool:
    """Whether 分别 stands between the places and as many figures in a row."""
    if any(figure.place != run[0].place or figure.unit != run[0].unit for figure in run):
        return False
    before = named.last_before(run[0].start)
    if before is None or before.path != run[0].place[-1]:
        return False
    if DEALT.fullmatch(text, before.end, run[0].start) is None:
        return False
    return all(ITEMS.fullmatch(text, one.end, two.start) for one, two in pairwise(run))
