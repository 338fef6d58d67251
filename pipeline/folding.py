"""The one-to-one table of characters that are printed in more than one form.

Never NFKC: that turns ``10⁴元`` into ``104元`` and full-width commas into half-width ones.
Digits, letters, ％ and ．, radicals that stand for characters, and kinds of white space: no more.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache

from extractors.lexicons import LEXICON
from pipeline.errors import LexiconError

RADICALS = "structure_radicals.csv"

_KANGXI = range(0x2F00, 0x2FD6)
_FULL_WIDTH = "０１２３４５６７８９％．" + "".join(
    chr(start + i) for start in (0xFF21, 0xFF41) for i in range(26)
)
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BREAKS = "\v\f\u0085\u2028\u2029"


@cache
def fold_table() -> dict[int, int]:
    """Code point printed → code point meant, for ``str.translate``.

    >>> "２０２１年⻓寿 ３．５％".translate(fold_table())
    '2021年长寿 3.5%'
    """
    table = {ord(c): ord(c) - 0xFEE0 for c in _FULL_WIDTH}
    table |= {point: _kangxi(point) for point in _KANGXI}
    table |= _supplement()
    table |= dict.fromkeys(map(ord, _SPACES), ord(" "))
    return table | dict.fromkeys(map(ord, _BREAKS), ord("\n"))


def _kangxi(point: int) -> int:
    return int(unicodedata.decomposition(chr(point)).removeprefix("<compat> "), 16)


def _supplement() -> dict[int, int]:
    """The CJK radicals supplement, which Unicode does not decompose, from our data."""
    with (LEXICON / RADICALS).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for number, row in enumerate(rows, start=2):
        if len(row.get("radical") or "") != 1 or len(row.get("character") or "") != 1:
            raise LexiconError(f"{RADICALS}, line {number}: one radical, one character: {row}")
    return {ord(row["radical"]): ord(row["character"]) for row in rows}
