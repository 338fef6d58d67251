"""Quoted names that share one head: “文化大篷车”“科普大篷车”等活动, “甲办”“乙办”改革."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.programme_lexicon import bare, load_lexicon
from extractors.programme_quotes import Found, clean, quoted_strings
from extractors.programme_words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.programme_quotes import Quoted
    from extractors.programme_words import Head

BETWEEN = regex.compile(r"[、，]?(?:以及|[和与及])?")
LEAST, MOST = 3, 16
HAN = regex.compile(r"[\u4e00-\u9fff·，、\d+＋]+")


def find_shared(text: str) -> Iterator[Found]:
    """The names of every row of quoted strings that a head follows.

    >>> [f.name for f in find_shared("开展“送医到田”“送戏到院”等活动")]
    ['送医到田', '送戏到院']
    >>> [f.name for f in find_shared("推进“甲证联办”“乙证联办”改革")]
    ['甲证联办改革']
    """
    for row in _rows(text):
        found = _head_behind(text, row[-1].end)
        if found is None:
            continue
        head, more = found
        for quoted in row if more else row[:-1]:  # the last one stands right before its head
            if _is_name(quoted.inner):
                name = quoted.inner if more else quoted.inner + head.word
                kind = "programme.quoted-shared"
                yield Found(quoted.start + 1, quoted.end - 1, clean(name), head.kind, kind)


def _rows(text: str) -> Iterator[Sequence[Quoted]]:
    """Quoted strings that follow each other at once or behind 、 or 和."""
    row: list[Quoted] = []
    for quoted in quoted_strings(text):
        if row and BETWEEN.fullmatch(text, row[-1].end, quoted.start) is None:
            yield row
            row = []
        row.append(quoted)
    if row:
        yield row


def _head_behind(text: str, end: int) -> tuple[Head, bool] | None:
    """The head behind a row, and whether 等 or a count says that it is for all of them."""
    words = load_words()
    match = words.shared.match(text, end)
    if match is None or words.border.search(match["filler"]):
        return None
    if not match["more"] and match["filler"]:
        return None
    return words.heads[match["head"]], bool(match["more"])


def _is_name(inner: str) -> bool:
    """Whether a string of the row can be a name that neither lexicon nor stop list has."""
    words = load_words()
    if not LEAST <= len(inner) <= MOST or HAN.fullmatch(inner) is None:
        return False
    if inner in words.quoted_stops or bare(inner) in load_lexicon().by_text:
        return False
    return not (words.quoted_refused.fullmatch(inner) or words.quoted_figures.fullmatch(inner))
