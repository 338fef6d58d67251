"""Sentences of a text, by its punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

REACH = 200  # characters within which a bracket or quotation must close to shield what is in it

_STOP = regex.compile(r"[。！？!?]++ [”’」』）)\"'》】]*+ | \n", regex.VERBOSE)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``, without the white space around them.

    A sentence ends with 。！？ and the quotation marks or brackets that close after it, or
    with its line; ； parts clauses only.

    >>> [("一是建路。二是修桥；三是"[a:b]) for a, b in sentences("一是建路。二是修桥；三是", 0, 12)]
    ['一是建路。', '二是修桥；三是']
    """
    found = []
    begin = start
    for stop in _stops(text, start, end):
        found.append(stripped(text, begin, stop))
        begin = stop
    found.append(stripped(text, begin, end))
    return [span for span in found if span[0] < span[1]]


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP.finditer(text, start, end):
        if not _shielded(text, start, match.start(), end):
            yield match.end()


def _shielded(text: str, start: int, at: int, end: int) -> bool:
    """Whether 《 or （ is open at ``at``: a stop inside a title or parenthesis ends no sentence."""
    if text[at] == "\n":
        return False
    low, high = max(start, at - REACH), min(end, at + REACH)
    for left, right in (("《", "》"), ("（", "）")):
        if text.rfind(left, low, at) > text.rfind(right, low, at):
            closes = text.find(right, at, high)
            reopens = text.find(left, at, high)
            if closes >= 0 and not 0 <= reopens < closes:
                return True
    return False


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends.

    >>> stripped(" 全县 ", 0, 4)
    (1, 3)
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + left + len(piece.strip())) if left < len(piece) else (end, end)
