"""The clause of each number in a sentence: what stands ahead of it, brackets respected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Quantity, TimeMention

MARKS = regex.compile(r"[，,；;：:。！？（(）)\n]|——")
UNTIL = regex.compile(r"(?:之|以)?[前后内](?![景沿期后台备部列地阶移进退])")  # 9月底前｜36个村
SINCE = regex.compile(r"(?:^|(?<=[，、。；：]))自$")  # 自2018年至今
STARTING = tuple(
    f"起{word}" for word in ("每", "对", "按", "由", "将", "新", "全", "为", "享", "发")
)
OPENING = "（("
CLOSING = "）)"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one quantity stands: its clause's ``start``, the ``left`` from which its own words
    run (behind the number before it), the ``right`` end of its clause, bracket ``depth``, and
    the index of the quantity before it in the same clause (-1: none)."""

    start: int
    left: int
    right: int
    depth: int
    before: int


def slots(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Slot]:
    """One slot a quantity of the sentence ``text[start:end]``.

    A bracket opens a clause of its own; behind it the clause around it goes on.
    """
    marks = [m for m in MARKS.finditer(text, start, end) if not _inside_number(text, m)]
    found: list[Slot] = []
    stack = [start]  # where the clause began, one level a bracket
    last = [-1]  # the quantity before in the clause, one level a bracket
    at = 0
    for index, quantity in enumerate(quantities):
        while at < len(marks) and marks[at].start() < quantity.start:
            _step(marks[at], stack, last)
            at += 1
        while at < len(marks) and marks[at].start() < quantity.end:
            at += 1  # 474台（套）: the bracket is part of the unit
        before = last[-1]
        left = max(stack[-1], quantities[before].end if before >= 0 else start)
        limit = quantities[index + 1].start if index + 1 < len(quantities) else end
        closing = marks[at].start() if at < len(marks) else end
        found.append(Slot(stack[-1], left, min(limit, closing), len(stack) - 1, before))
        last[-1] = index
    return found


def _inside_number(text: str, mark: regex.Match[str]) -> bool:
    at = mark.start()
    digits = 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
    return digits and mark[0] in ",，:："


def _step(mark: regex.Match[str], stack: list[int], last: list[int]) -> None:
    character = mark[0]
    if character in OPENING:
        stack.append(mark.end())
        last.append(-1)
    elif character in CLOSING:
        if len(stack) > 1:
            stack.pop()
            last.pop()
    else:
        stack[-1] = mark.end()
        last[-1] = -1


def closed(between: str) -> bool:
    """Whether a bracket that was open before a stretch is closed in it."""
    depth = 0
    for character in between:
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth -= 1
            if depth < 0:
                return True
    return False


def without_times(text: str, start: int, end: int, times: Sequence[TimeMention]) -> str:
    """The words of a stretch without the times that lie in it: 确保9月底前建成 → 确保建成."""
    pieces = []
    at = start
    for time in times:
        if time.end <= end:
            pieces.append(SINCE.sub("", text[at : time.start]))
            until = UNTIL.match(text, time.end, end)
            after = time.end + text.startswith(STARTING, time.end)
            at = max(at, until.end() if until else after)
    return "".join([*pieces, text[at:end]])
