"""Bases of changes: the first number of 由A增加到B, which holds before the second."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import alternation, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Quantity

LINK = regex.compile(r"[ ]?(?:[、和与及:：∶︰]|以及)[ ]?")
# 由, 从 and what a base is said of: 由治理前的最多118秒; 从业 and 理由 are other words
OPENS = regex.compile(
    r"(?<![自理缘事案情])(?:由(?!于|此)|从(?!业|事|而|此|严|教|优))[^，,。；;由从]{0,20}$"
)
# 由180亩恢复到300亩: behind 由 any verb will do, if a number of the same unit follows
BECOMES = regex.compile(r"[^，,。；;、\d]{1,9}?[到至为成](?:了)?[^，,。；;、\d]{0,4}")
FLOWS = regex.compile(r"新增|净增|增加|减少|扩大|新建|增设|每年")  # 新增23家，增加到55家
AUX = 2  # characters: 50万人减少到｜不足｜26万人
REACH = 26  # characters ahead of a base in which 由 is looked for


@cache
def _turns() -> regex.Pattern[str]:
    """What stands between base and end: 增至, 左右提高到, 分别下降为."""
    data = read_toml("indicator_words.toml")["changed_to"]
    return regex.compile(
        rf"""
        (?:左右|以上|以下|以内)?(?P<noun>[^，,。；;、\d]{{0,6}}?)
        (?P<how>{alternation(data["how"])})*
        (?P<verb>{alternation(data["words"])})(?:了)?[到至为成]
        """,
        regex.VERBOSE,
    )


def bases(text: str, quantities: Sequence[Quantity], lefts: Sequence[int]) -> dict[int, int]:
    """The bases among the quantities of a sentence: index → where it opens.

    ``lefts`` is where the words of each quantity begin. A base opens behind 由 or 从, which its
    own time follows (由2015年的A、B提高到…); without these words (50万人减少到26万人) at itself.
    """
    found: dict[int, int] = {}
    first = 0
    while first < len(quantities):
        last = _last(text, quantities, first)
        opens = _opens(text, quantities, first, last, lefts[first])
        if opens >= 0:
            found.update((index, opens) for index in range(first, last + 1))
        first = last + 1
    return found


def plain_unit(quantity: Quantity) -> str:
    """The unit without what it is counted by: 由每人每年2100元增加到2400元."""
    return str(quantity.unit.partition("/")[0])


def _last(text: str, quantities: Sequence[Quantity], first: int) -> int:
    """The last of the numbers that a list or ratio links to the first."""
    last = first
    while last + 1 < len(quantities) and LINK.fullmatch(
        text, quantities[last].end, quantities[last + 1].start
    ):
        last += 1
    return last


def _opens(text: str, quantities: Sequence[Quantity], first: int, last: int, left: int) -> int:
    """Where the base that these numbers are opens, -1 where they are none."""
    start, end = quantities[first].start, quantities[last].end
    following = quantities[last + 1] if last + 1 < len(quantities) else None
    same = following is not None and plain_unit(following) == plain_unit(quantities[last])
    turn = _turns().match(text, end)
    ahead = OPENS.search(text, max(left, start - REACH), start)
    if ahead is not None:
        becomes = following and same and BECOMES.fullmatch(text, end, following.start)
        return int(ahead.start()) if turn or becomes else -1
    if turn is None or turn["noun"] or following is None or not same:
        return -1
    flow = FLOWS.search(text, max(left, start - REACH), start)
    return start if flow is None and following.start - turn.end() <= AUX else -1
