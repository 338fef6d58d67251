"""Ratios: the shares of a whole (24.5:34.0:41.5) and one number to one (2.6:1)."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractors.approximators import approximator
from pipeline.model import Quantity

_COLON = r"[ ]?[:：∶][ ]?"
_PART = r"\d{1,3}(?:\.\d+)?"
SHARES = regex.compile(
    rf"(?<![\d:：∶.])(?P<parts>{_PART}(?:{_COLON}{_PART}){{1,4}})(?![\d:：∶]|\.\d)"
)
SHARE_PART = regex.compile(r"\d+(?:\.\d+)?")
SECTORS = regex.compile(r"产业[^。；]{0,8}(?:结构|比|构成)")
MISPRINTED = 20  # how far from 100 the shares of the sectors may add up to
SHARE_HEAD = regex.compile(r"比|结构|构成")
TO_ONE = regex.compile(
    rf"(?<![\d:：∶.])(?:(?P<over>{_PART}){_COLON}1|1{_COLON}(?P<under>{_PART}))(?![\d:：∶.])"
)
# what is set against what; 比分 and 比赛 are scores
TO_ONE_HEAD = regex.compile(r"(?:比|比例|比值|比率)(?![分赛重较上])[^，。；]{0,14}$")


def shares(text: str) -> list[Quantity]:
    """The parts of a ratio such as 24.5:34.0:41.5, each a share in %; 1:2 is none.

    >>> [(q.value, q.unit) for q in shares("三次产业结构为24.5:34.0:41.5")]
    [(Decimal('24.5'), '%'), (Decimal('34.0'), '%'), (Decimal('41.5'), '%')]
    """
    found = []
    for match in SHARES.finditer(text):
        parts = list(SHARE_PART.finditer(text, *match.span()))
        total = sum((Decimal(part[0]) for part in parts), start=Decimal(0))
        head = text[max(0, match.start() - 16) : match.start()]
        ahead = text[max(0, match.start() - 40) : match.start()]
        # the three sectors are shares of a whole even where a misprint spoils their sum
        sectors = len(parts) == 3 and SECTORS.search(ahead) is not None
        if abs(total - 100) > (MISPRINTED if sectors else 1):
            continue
        if not SHARE_HEAD.search(head) and len(parts) < 3:
            continue
        found += [
            Quantity(
                part.start(), part.end(), Decimal(part[0]), "%", "", "number.share", kind="share"
            )
            for part in parts
        ]
    return found


def ratios(text: str) -> list[Quantity]:
    """One number to one after the word of a ratio; the value is how many times the other.

    >>> [(q.value, text[q.start : q.end]) for text in ["城乡收入比为2.6：1"] for q in ratios(text)]
    [(Decimal('2.6'), '2.6：1')]
    >>> ratios("以3:1获胜")
    []
    """
    found = []
    for match in TO_ONE.finditer(text):
        if TO_ONE_HEAD.search(text, max(0, match.start() - 30), match.start()):
            start, end = match.span()
            value = Decimal(match["over"] or match["under"])
            approx = approximator(text, start, end)
            found.append(
                Quantity(start, end, value, "", "", "number.ratio", approx=approx, kind="ratio")
            )
    return found
