"""Markers of sections and items (一、 （一） 1. 第一条 一是 ①), and the headings they open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.mastheads import is_body

if TYPE_CHECKING:
    from pipeline.lines import Line

LONGEST = 44  # characters of a heading that has a line of its own
LONGEST_INLINE = 32
LONGEST_UNMARKED = 34
PART_RANK = 5
UNMARKED_RANK = 15
ITEM_RANK = 60  # 一是
LINE_RANK = 50  # from here on a section ends with its line

_BOUNDARY = r"(?<= ^ | [。！？；;：:\n\ ] | [。！？；][”’」』）)] )"
_AFTER_COMMA = r"(?<= [，,] )"
_STOP = regex.compile(r"[。！？；\n]")
_COLON = regex.compile(r"[：:]")
_CLAUSE = regex.compile(r"[，。：:；！？\s]|,(?!\d)")
_TIMES = regex.compile(
    r"(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?年?度?|\d{1,2}(?:[-—至]\d{1,2})?月份?"
)
_SPACED_NUMBER = regex.compile(r"\d{1,2}[ ]++(?=\p{Han}{2})")
_SENTENCE_ENDS = "\n。！？”’」』）)"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its span, its rank (small is high), where the heading after it ends.

    ``own``: the heading stands apart from the text after it. ``opens``: it opens a section.
    """

    start: int
    end: int
    rank: int
    rule: str
    heading_end: int
    own: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    bounded: regex.Pattern[str]
    anchored: regex.Pattern[str]
    ranks: dict[str, int]
    opening: frozenset[str]
    glued: regex.Pattern[str]
    parts: regex.Pattern[str]


@cache
def grammar() -> _Grammar:
    """The markers of ``structure_markers.toml`` as patterns."""
    rows = read_toml("structure_markers.toml")["marker"]
    words = read_toml("structure_kinds.toml")
    body = " | ".join(f"(?P<m{i}> {row['pattern']} )" for i, row in enumerate(rows))
    item = next(i for i, row in enumerate(rows) if row["rank"] == ITEM_RANK)
    flags = regex.VERBOSE | regex.MULTILINE
    return _Grammar(
        regex.compile(
            f"{_BOUNDARY} (?: {body} ) | {_AFTER_COMMA} (?P<c{item}> {rows[item]['pattern']} )",
            flags,
        ),
        regex.compile(body, flags),
        {row["id"]: row["rank"] for row in rows},
        frozenset(row["id"] for row in rows if row["opens"]),
        regex.compile(
            r"[^，。；：、\s]{2,20}? \L<ends>++ (?! [的和及与、，：。等工] )",
            regex.VERBOSE,
            ends=words["heading_ends"]["words"],
        ),
        regex.compile(
            r"\L<parts> | (?: (?:19|20)\d\d年 | [后去]五年 | \L<plans> ) [^，]*? \L<dated>",
            regex.VERBOSE,
            parts=words["parts"]["words"],
            plans=words["dated_parts"]["plans"],
            dated=words["dated_parts"]["words"],
        ),
    )


@cache
def _names() -> tuple[str, ...]:
    return tuple(grammar().ranks)


def markers_in(text: str, start: int, end: int) -> list[Marker]:
    """The markers in a line, with the extent of their headings."""
    rules = grammar()
    found: list[Marker] = []
    lead = _numbered_line(text, start, end)
    if lead is not None:
        return [lead]
    at = start
    match = rules.bounded.search(text, at, end)
    while match is not None:
        marker = _marker(text, start, end, match)
        found.append(marker)
        glued = rules.anchored.match(text, marker.heading_end, end) if marker.own else None
        match = glued or rules.bounded.search(text, match.end(), end)
    return found


def _numbered_line(text: str, start: int, end: int) -> Marker | None:
    """``1 聚焦责任落实``: a number and a space before a short line that ends no sentence."""
    match = _SPACED_NUMBER.match(text, start, end)
    if match is None or end - start > LONGEST or _STOP.search(text, start, end):
        return None
    return Marker(start, match.end(), grammar().ranks["comma"], "spaced-number", end, True, True)


def _marker(text: str, start: int, end: int, match: regex.Match[str]) -> Marker:
    name = _names()[int(match.lastgroup[1:])]
    rank = grammar().ranks[name]
    heading_end, own = _heading(text, start, end, match.start(), match.end(), rank)
    before = text[match.start() - 1] if match.start() > start else "\n"
    opens = name in grammar().opening and _opens(rank, before)
    return Marker(match.start(), match.end(), rank, name, heading_end, own, opens)


def _opens(rank: int, before: str) -> bool:
    """Whether a marker opens a section, by the character before it (a line end at its start).

    二是 after ； goes on with a sentence; （一） after ： or a space opens a section.
    """
    if rank < LINE_RANK:
        return before not in "；;，,"
    return before in _SENTENCE_ENDS


def _heading(text: str, line: int, end: int, start: int, begin: int, rank: int) -> tuple[int, bool]:
    """Where the heading after a marker ends, and whether it stands on its own."""
    stop = _STOP.search(text, begin, end)
    whole = stop is None or stop.end() == end
    if start == line and whole and end - start <= LONGEST and rank < LINE_RANK:
        last = text[end - 1]
        if last not in "。；！？" or not _has_figure(text[begin:end]):
            return end, last not in "；"
    if rank == grammar().ranks["comma"]:
        glued = grammar().glued.match(text, begin, end)
        if glued is not None and glued.end() < end:
            return glued.end(), True
    if rank < LINE_RANK:
        cut = _inline_heading(text, begin, end, stop)
        if cut:
            return cut, True
    clause = _CLAUSE.search(text, begin, min(end, begin + LONGEST))
    return (
        clause.start() if clause and clause.start() > begin else min(end, begin + LONGEST)
    ), False


def _inline_heading(text: str, begin: int, end: int, stop: regex.Match[str] | None) -> int:
    """The end of ``指导思想。`` or ``本月收支情况 `` before text that goes on, or 0."""
    space = text.find(" ", begin + 1, min(end, begin + LONGEST_INLINE))
    at = stop.start() if stop is not None else end
    if (
        begin < space < at
        and not _CLAUSE.search(text, begin, space)
        and not _has_figure(text[begin:space])
    ):
        return space
    if stop is None or stop.end() >= end or at - begin > LONGEST_INLINE or stop.group() != "。":
        return 0
    words = text[begin:at]
    return 0 if _has_figure(words) or _COLON.search(words) else stop.end()


def _has_figure(words: str) -> bool:
    return any(c.isdigit() for c in _TIMES.sub("", words))


def unmarked_rank(line: Line, below: Line | None) -> int:
    """The rank of a line that is a heading without a marker; 0 where it is none."""
    words = line.words
    named = line.strong and words[-1] in "：:" and grammar().parts.search(words)  # 名词解释：
    if line.rule or len(words) > LONGEST_UNMARKED or is_body(words):
        return 0
    if words[-1] in "。；：:！？，、,;…—-" and not named:
        return 0
    if words[0] in "—-－─·|" or (_has_figure(words) and not line.strong):
        return 0
    if words.count('"') % 2 or words.count("“") != words.count("”"):
        return 0  # a piece of a broken sentence
    prose_below = below is not None and not below.rule and _is_prose(below.words, len(words))
    if not line.strong and not prose_below:
        return 0
    return PART_RANK if grammar().parts.search(words) else UNMARKED_RANK


def _is_prose(words: str, than: int) -> bool:
    return len(words) > than or words[-1] in "。！？"


def heading_text(text: str, start: int, end: int) -> str:
    """A heading without the stop and the spaces after it."""
    return text[start:end].strip().rstrip("。：:；，、,")
