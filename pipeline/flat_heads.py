"""The header of a table that was flattened to one line, cut into the heads of its columns.

Print ran the cells together (序号乡镇面积（亩）补助标准（元/亩）). A head ends at its unit in
brackets, at a space, or where it is a word that heads columns (本月, 累计, 比增). All ways to
cut are given; the rows below say which of them, if only one, has their number of columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COLUMNS = 12
WAYS = 200  # of cutting a header, beyond which it says nothing

_BRACKET = r"[ ]?[（(] [^（()）]{1,14} [)）]"
_TIME = r"(?: (?:19|20)\d\d年度? | \d{1,2} (?:[-—~至]\d{1,2})? 月份? )"
_FREE = regex.compile(
    rf"{_TIME}?+ [^\d\s（()），。；：]{{1,14}}+ (?: {_BRACKET} | (?=[ ]|$) )", regex.VERBOSE
)
_WORDS = ("serial", "unit", "labels", "numbers", "remarks")


@dataclass(frozen=True, slots=True)
class Head:
    """One head: ``kind`` is serial, unit, labels, numbers, remarks, or free for other words."""

    start: int
    end: int
    kind: str


def is_number_head(head: Head) -> bool:
    """Whether a column holds numbers that count."""
    return head.kind in ("numbers", "free")


def headers(text: str, start: int, end: int) -> list[tuple[Head, ...]]:
    """All ways to cut ``text[start:end]`` into heads; what is left over is no part of them.

    >>> text = "乡镇 户数 资金"
    >>> ["/".join(text[h.start : h.end] for h in heads) for heads in headers(text, 0, len(text))]
    ['乡镇/户数/资金', '乡镇/户数']
    """
    found: list[tuple[Head, ...]] = []
    for heads in _cuts(text, start, end, ()):
        if _well_ordered(heads):
            found.append(heads)
        if len(found) > WAYS:
            return []
    return found


def _cuts(text: str, at: int, end: int, before: tuple[Head, ...]) -> Iterator[tuple[Head, ...]]:
    """The ways to go on from ``at``: first with heads to the end, then with none."""
    while at < end and text[at] == " ":
        at += 1
    if len(before) < MAX_COLUMNS:
        for head in _next_heads(text, at, end):
            yield from _cuts(text, head.end, end, (*before, head))
    if before:
        yield before


def _next_heads(text: str, at: int, end: int) -> Iterator[Head]:
    known: dict[int, Head] = {}
    for kind in _WORDS:
        found = [m.end() for p in head_words(kind) if (m := p.match(text, at, end))]
        # 项目名称 is not 项目 and a column 名称…; numbers may part (本月累计, 本月 and 累计)
        for stop in found if kind == "numbers" else sorted(found)[-1:]:
            known[stop] = Head(at, stop, kind)
    yield from known.values()
    free = _FREE.match(text, at, end)
    if free and free.end() not in known:
        yield Head(at, free.end(), "free")


def _well_ordered(heads: tuple[Head, ...]) -> bool:
    """Serial numbers first, then the labels, then perhaps their unit, then numbers alone."""
    kinds = [head.kind for head in heads]
    rest = kinds[1:] if kinds[0] == "serial" else kinds
    if not rest or rest[0] != "labels":
        return False
    rest = rest[2:] if rest[1:2] == ["unit"] else rest[1:]
    rest = rest[:-1] if rest[-1:] == ["remarks"] else rest
    return bool(rest) and all(kind in ("numbers", "free") for kind in rest)


@cache
def head_words(kind: str) -> tuple[regex.Pattern[str], ...]:
    """A pattern for each word of a kind, spaces allowed inside (指 标), a unit behind it."""
    bracket = f"(?:{_BRACKET})?" if kind in ("numbers", "remarks") else ""
    return tuple(
        regex.compile("[ ]?".join(map(regex.escape, word)) + bracket, regex.VERBOSE)
        for word in read_toml("flat_tables.toml")[kind]["words"]
    )


@cache
def opening() -> regex.Pattern[str]:
    """Where a header may begin: a word that numbers or names the rows."""
    words = [p.pattern for kind in ("serial", "labels") for p in head_words(kind)]
    return regex.compile("|".join(sorted(words, key=len, reverse=True)), regex.VERBOSE)
