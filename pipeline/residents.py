"""Persons of whom a text says in which village they live, wherever it speaks of them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.figure_places import place_grammar
from extractors.lexicons import alternation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Document, PlaceMention, Word

NARROW = ("village",)


def residents(
    document: Document, mentions: Sequence[PlaceMention], words_at: Mapping[int, Word]
) -> list[tuple[int, str]]:
    """Offset and path for each time that a person is named after 五龙村的脱贫户张三."""
    text = document.text
    homes: dict[str, tuple[int, str]] = {}
    for mention in mentions:
        if mention.level in NARROW:
            name = _person(text, mention.end, words_at)
            if name:
                homes.setdefault(name, (mention.end, mention.path))
    if not homes:
        return []
    return [
        (match.start(), homes[match[0]][1])
        for match in regex.finditer(alternation(homes), text)
        if match.start() >= homes[match[0]][0]
    ]


def _person(text: str, at: int, words_at: Mapping[int, Word]) -> str:
    """The name of the person who is introduced right behind a village; "" where none is."""
    found = place_grammar().resident.match(text, at)
    if found is None:
        return ""
    end = found.end()
    while (word := words_at.get(end)) is not None and word.tag == "PER":
        end = word.end
    return text[found.end() : end] if end - found.end() > 1 else ""
