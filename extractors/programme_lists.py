"""Programmes by the company they keep: A、B等工程 with one head, fairs and festivals."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import LEXICON
from extractors.programme_lexicon import QUOTES
from extractors.programme_quotes import Found, clean
from extractors.programme_words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.programme_words import Words

ITEM_BREAK = regex.compile(r"、|和|与|以及|及")
LEAST_ITEM, MOST_ITEM = 4, 16
LEAST_EVENT, MOST_EVENT = 2, 18
EVENT_REACH = 24
CLOSING = frozenset("）)")
VISION = "programme.vision"


def find_listed(text: str) -> Iterator[Found]:
    """The items of a list that its last word heads, each a programme of that kind.

    >>> [f.name for f in find_listed("实施农民技能提升、旧城片区改造等扶贫工程")]
    ['农民技能提升', '旧城片区改造']
    """
    words = load_words()
    for match in words.listed.finditer(text):
        head = words.heads[match["head"]]
        items = list(_items(text, *match.span("items")))
        alone = len(items) == 1 and not match["count"]
        for start, end in items:
            name = clean(text[start:end])
            if _is_item(words, name):
                name = name + head.word if alone and not name.endswith(head.word) else name
                yield Found(start, end, name, head.kind, "programme.listed")


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for joint in ITEM_BREAK.finditer(text, start, end):
        yield at, joint.start()
        at = joint.end()
    yield at, end


def _is_item(words: Words, name: str) -> bool:
    """Whether an item of the list is a name: 旧城片区改造, not 水利 or 基础设施."""
    fits = LEAST_ITEM <= len(name) <= MOST_ITEM and name.endswith(words.listed_endings)
    return fits and name not in words.generic and words.border.search(name) is None


def find_visions(text: str) -> Iterator[Found]:
    """What a place sets out to be, under its own name (健康邯郸), in a text that names it whole."""
    own: dict[str, bool] = {}
    for match in load_words().vision.finditer(text):
        for size in (3, 2):
            place = match["place"][:size]
            if place not in own:
                own[place] = any(name in text for name in _full_names().get(place, ()))
            if own[place]:
                end = match.start("place") + len(place)
                yield Found(match.start(), end, text[match.start() : end], "policy", VISION)
                break


@cache
def _full_names() -> dict[str, list[str]]:
    """The full names of the divisions from province to county by their short ones."""
    names: dict[str, list[str]] = {}
    with (LEXICON / "divisions.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for short in row["shorts"].split("|"):
                if 1 < len(short) < len(row["name"]):
                    names.setdefault(short, []).append(row["name"])
    return names


def find_events(text: str) -> Iterator[Found]:
    """Fairs, festivals and forums with a name of their own (东河茶叶国际博览会)."""
    words = load_words()
    for match in words.event.finditer(text):
        start, before = _event_start(text, match.start())
        name = clean(text[start : match.end()])
        named = match.start() - start
        if before and LEAST_EVENT <= named <= MOST_EVENT and not words.event_generic.match(name):
            yield Found(start, match.end(), name, "campaign", "programme.event")


def _event_start(text: str, head: int) -> tuple[int, bool]:
    """Where the name of an event begins, and whether a verb or a mark stands before it."""
    words = load_words()
    left = max(0, head - EVENT_REACH)
    start, opened = left, left == 0
    for edge in words.event_border.finditer(text, left, head):
        start, opened = edge.end(), True
    closed = text[start - 1 : start] in CLOSING and start > 0
    return start, opened and not closed and text[start : start + 1] not in QUOTES
