"""Lines of a canonical text, and which of them stand beside the text (mastheads, fields, dates)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.segment import stripped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import CanonicalText

LONGEST_META = 400  # characters: a longer line is text, whatever it looks like

_LINE = regex.compile(r"[^\n]++")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one where page furniture was cut off it.

    ``rule`` names why it is no text (``""``: it is text). ``gap``: a blank line, or nothing,
    is above it. ``strong``: it was marked as a heading or set in bold throughout.
    """

    start: int
    end: int
    words: str
    rule: str = ""
    gap: bool = False
    strong: bool = False
    row: tuple[int, int] = (0, 0)  # the whole line, with the tabs of its empty cells


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: tuple[tuple[str, regex.Pattern[str]], ...]
    inside: tuple[tuple[str, regex.Pattern[str]], ...]


@cache
def meta_rules() -> _Rules:
    """The rules of ``structure_meta.toml``, those of whole lines and those inside lines."""
    rows = read_toml("structure_meta.toml")["meta"]
    flags = regex.VERBOSE | regex.MULTILINE
    pairs = [(row["where"], row["id"], regex.compile(row["pattern"], flags)) for row in rows]
    return _Rules(
        tuple((name, pattern) for where, name, pattern in pairs if where == "line"),
        tuple((name, pattern) for where, name, pattern in pairs if where == "inside"),
    )


def lines_of(canonical: CanonicalText) -> list[Line]:
    """The lines that are not blank, in order."""
    strong = _strong_starts(canonical)
    found: list[Line] = []
    text = canonical.text
    for match in _LINE.finditer(text):
        start, end = stripped(text, *match.span())
        if start < end:
            gap = match.start() < 2 or text[match.start() - 2] == "\n"
            whole = strong.get(canonical.origin[start], -1) >= canonical.origin[end - 1]
            if "\t" in match.group():
                words = text[start:end]
                found.append(Line(start, end, words, meta_rule(words), gap, whole, match.span()))
            else:
                found.extend(_pieces(text, start, end, gap, whole))
    return found


def meta_rule(words: str) -> str:
    """The rule by which a whole line is no text, or ``""``.

    >>> meta_rule("2021年12月13日 星期一"), meta_rule("全县脱贫6964户。")
    ('meta.date-line', '')
    """
    if len(words) > LONGEST_META:
        return ""
    for name, pattern in meta_rules().lines:
        if pattern.fullmatch(words):
            return name
    return ""


def _strong_starts(canonical: CanonicalText) -> dict[int, int]:
    """Source offset of the first strong character → offset up to which it is strong."""
    starts: dict[int, int] = {}
    bold = -1
    for cut in canonical.removed:
        if cut.rule == "text.heading":
            starts[cut.end] = 1 << 31
        elif cut.rule == "text.bold":
            if bold >= 0:
                starts[bold] = cut.start - 1
            bold = cut.end if bold < 0 else -1
    return starts


def _pieces(text: str, start: int, end: int, gap: bool, strong: bool) -> Iterator[Line]:
    words = text[start:end]
    rule = meta_rule(words)
    if rule:
        yield Line(start, end, words, rule, gap, strong)
        return
    at = start
    for cut_start, cut_end, rule in _furniture(text, start, end):
        if cut_start > at:
            yield from _piece(text, at, cut_start, "", gap, strong)
        yield from _piece(text, cut_start, cut_end, rule, gap, strong)
        at = cut_end
    yield from _piece(text, at, end, "", gap, strong)


def _piece(text: str, start: int, end: int, rule: str, gap: bool, strong: bool) -> Iterator[Line]:
    start, end = stripped(text, start, end)
    if start < end:
        yield Line(start, end, text[start:end], rule, gap, strong)


def _furniture(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """What page furniture stands inside a line, in order, without overlaps."""
    found = sorted(
        (match.start(), match.end(), name)
        for name, pattern in meta_rules().inside
        for match in pattern.finditer(text, start, end)
    )
    kept: list[tuple[int, int, str]] = []
    for cut in found:
        if not kept or cut[0] >= kept[-1][1]:
            kept.append(cut)
    return kept
