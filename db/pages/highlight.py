"""Finds the words of a query in a text, across the stray blanks and widths of the print."""

from __future__ import annotations

import re
from functools import lru_cache

from db import bigrams

_BLANKS = r"[\s\u200b-\u200d\u2060\ufeff]*+"
LONGEST = 200  # characters of a query


def terms(query: str) -> list[str]:
    """The terms of a query: parted by blanks, except inside quotation marks.

    >>> terms('脱贫 "小麦 玉米"')
    ['脱贫', '小麦玉米']
    """
    found = ("".join(each.split()) for each in bigrams.terms(query[:LONGEST]))
    return [each for each in found if each]


def _character(character: str) -> str:
    """A character in either width."""
    code = ord(character)
    if 0x21 <= code <= 0x7E:
        return f"[{re.escape(character)}{chr(code + 0xFEE0)}]"
    if 0xFF01 <= code <= 0xFF5E:
        return f"[{character}{re.escape(chr(code - 0xFEE0))}]"
    return re.escape(character)


@lru_cache(maxsize=64)
def pattern(query: str) -> re.Pattern[str] | None:
    """What matches any term of a query, the longest first; ``None`` for an empty query."""
    found = sorted(set(terms(query)), key=lambda term: (-len(term), term))
    if not found:
        return None
    return re.compile("|".join(_BLANKS.join(map(_character, t)) for t in found), re.IGNORECASE)


def hits(text: str, query: str) -> list[tuple[int, int]]:
    """Where the terms of a query stand.

    >>> hits("全县脱 贫户", "脱贫"), hits("增长８％", "8%"), hits("全县", "")
    ([(2, 5)], [(2, 4)], [])
    """
    found = pattern(query)
    return [match.span() for match in found.finditer(text)] if found else []
