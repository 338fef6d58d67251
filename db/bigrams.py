"""Chinese text and queries as SQLite's full-text search is to see them: pairs of characters.

FTS5 knows no Chinese words. Written as overlapping pairs, every stretch of two characters or
more is a phrase of tokens, and one character is a prefix; nothing is missed and nothing is
found that is not there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters, marks, numbers, punctuation and symbols all belong to tokens: 〔2021〕22号 and
# 0.6元/斤 can be found as they stand. Blanks alone divide. Cn: characters newer than SQLite.
TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Cn Co'"

_TERM = re.compile(r'"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+)')
# Print sets the same letter, digit or sign now wide, now narrow; one for one, no NFKC.
_NARROW: dict[int, int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT_WIDE = "，。：；？！（）＂"  # Chinese punctuation proper, and what would close a phrase
for _character in _KEPT_WIDE:
    _NARROW.pop(ord(_character), None)
_NARROW[ord('"')] = ord("”")  # within FTS5's own quotation marks it could not stand
# Nobody sees these, and a NUL would end the query.
_UNSEEN = "\x00\x7f\xad\u200b\u200c\u200d\u2060\ufeff"
_NARROW |= {ord(character): None for character in _UNSEEN}


def _characters(text: str) -> str:
    """The text with no blanks, its wide letters and digits made narrow."""
    return "".join(text.translate(_NARROW).split())


def terms(query: str) -> Iterator[str]:
    """The terms of a query as typed: parted by blanks, except inside quotation marks."""
    return (found["quoted"] or found["plain"] or "" for found in _TERM.finditer(query))


def bigrams(text: str) -> str:
    """The text as it is indexed: overlapping pairs, then the last character by itself.

    >>> bigrams("粮食产量")
    '粮食 食产 产量 量'
    >>> bigrams("村"), bigrams(" ")
    ('村', '')
    """
    plain = _characters(text)
    return " ".join([*map("".join, pairwise(plain)), *plain[-1:]])


def _phrase(term: str) -> str:
    """One term as a phrase of pairs; a single character as a prefix."""
    if len(term) == 1:
        return f'"{term}" *'
    return '"' + " ".join(map("".join, pairwise(term))) + '"'


def escape_query(query: str) -> str:
    """The FTS5 query for what somebody typed: all terms must occur, each as it stands.

    Blanks divide terms, except inside quotation marks.

    >>> escape_query("粮食产量 村")
    '"粮食 食产 产量" AND "村" *'
    >>> escape_query('"小麦 玉米"')
    '"小麦 麦玉 玉米"'
    >>> escape_query("  ")
    '""'
    """
    found = map(_characters, terms(query))
    return " AND ".join(_phrase(term) for term in found if term) or '""'
