"""Lines that the end of a column cut off, and whose rest does not stand below them.

A word is cut where its last three characters go on in one way alone everywhere else in the
text (脱贫攻 always with 坚) and the next line does not begin so; a sentence is where the next
line, set apart, begins as another paragraph does.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from pipeline.model import Issue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.lines import Line

NEAR = 20_000  # characters around a line in which its words are sought: time stays linear
TIMES = 2  # as often a word must stand elsewhere
PROSE = 20  # characters: a shorter line may be a heading
SHOWN = 12

_HAN = regex.compile(r"\p{Han}")
_TAIL = regex.compile(r"\p{Han}{3}$")
_MARK = regex.compile(r"[，。；、,]")
_ENDED = regex.compile(r"[。！？!?；;：:，,、…”』」》）)\]】\"'\d]$")
_OPENING = regex.compile(r"(?:^|[。！？!?][”\"]?\s*\n\s*)(?P<head>\p{Han}{3})")


def cuts_word(text: str, end: int, below: int) -> bool:
    """Whether a line that ends at ``end`` stops within a word that the line at ``below`` lacks.

    >>> text = "脱贫攻坚工作。脱贫攻坚成果。脱贫攻坚战。打赢脱贫攻\\n这是一个缩影。"
    >>> cuts_word(text, 25, 26), cuts_word(text, 6, 7)
    (True, False)
    """
    tail = text[end - 3 : end]
    if _TAIL.search(tail) is None:
        return False
    following: list[str] = []
    start, stop = max(0, end - NEAR), min(len(text), end + NEAR)
    at = text.find(tail, start, stop)
    while at >= 0:
        if at + 3 != end:
            following.append(text[at + 3 : at + 4])
        at = text.find(tail, at + 1, stop)
    return (
        len(following) >= TIMES
        and len(set(following)) == 1
        and _HAN.match(following[0]) is not None
        and text[below : below + 1] != following[0]
    )


def begins_paragraph(text: str, below: int) -> bool:
    """Whether another paragraph behind a full stop begins as the line at ``below`` does."""
    others = _openings(text).get(text[below : below + 3], ())
    return any(0 < abs(at - below) < NEAR for at in others)


@lru_cache(maxsize=4)
def _openings(text: str) -> Mapping[str, Sequence[int]]:
    """The first three characters of paragraphs behind a full stop, and where they begin."""
    found: dict[str, list[int]] = {}
    for match in _OPENING.finditer(text):
        found.setdefault(match["head"], []).append(match.start("head"))
    return found


def column_cuts(text: str, lines: Sequence[Line]) -> list[Issue]:
    """An issue for each line of prose that is cut off."""
    found: list[Issue] = []
    for above, below in pairwise(lines):
        prose = len(above.words) >= PROSE and _MARK.search(above.words)
        if above.rule or below.rule or not prose or _ENDED.search(above.words):
            continue
        told = "。" in above.words  # a heading may have a comma, but no full stop
        set_apart = told and below.gap and begins_paragraph(text, below.start)
        if cuts_word(text, above.end, below.start) or set_apart:
            start = max(above.start, above.end - SHOWN)
            words = text[start : above.end]
            message = f"{words} | {below.words[:SHOWN]}: the rest of the line is elsewhere"
            found.append(Issue("column-cut", message, start, above.end))
    return found
