"""Finds the time expressions of a document, resolved to periods."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.periods import interval, year_of
from extractors.references import Timeline, timeline
from extractors.time_grammar import price_pattern, time_pattern
from extractors.time_meanings import Context, Meaning, mean
from pipeline.model import TimeMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Document

# 比2020年, 较“十二五”末: the words before a time that make it the base of a comparison …
_BASE = regex.compile(
    r"(?:相较于?|对比|相比|高于|低于|多于|少于|好于|超过|优于|比照|(?<![占同环])比|较)$"
)
# … those that make a state hold as of it …
_UNTIL = regex.compile(r"截[至止](?:到|至|于)?$")
# … and those before the year by which something is to be reached (增加到2021年的 is none).
_BY = regex.compile(r"(?<![加高长大升达降减少展伸得看拓缩延推提跃滑回变转扩增复截甚乃直以])[到至]$")
# 与2020年相比; 是2015年的2.3倍
_COMPARED = regex.compile(r"(?:水平|同期|年度)?(?:相比|比较|持平|相当)|的? ?\d[\d.]*倍")
_BARE_YEAR = regex.compile(r"(?:19|20)\d\d")
HEAD_ROWS = 2
_LEFT_REACH = 4
_AND = {"和", "与", "及", "、"}  # 比同期和去年全年: the second is a base too
_ASIDE = {"上年", "上一年"}
_ENDS = ("。", "\n", "；")


def find_times(document: Document, line: Timeline | None = None) -> list[TimeMention]:
    """Every time expression in text order, without overlaps.

    ``line`` is :func:`extractors.references.timeline`, where it is already known.
    """
    found = list(_walk(document.text, line if line is not None else timeline(document)))
    heads = list(_table_years(document))
    return sorted([*found, *heads], key=lambda mention: mention.start) if heads else found


def _table_years(document: Document) -> Iterator[TimeMention]:
    """Bare years (2021) that head the columns or the rows of a table."""
    for table in document.tables:
        for number, row in enumerate(table.rows):
            heads = row.cells if number < HEAD_ROWS else row.cells[:1]
            for cell in heads:
                if _BARE_YEAR.fullmatch(cell.text):
                    yield TimeMention(cell.start, cell.end, cell.text, "period", "time.table-year")


def _walk(text: str, line: Timeline) -> Iterator[TimeMention]:
    context_end, sentence, focus, article, listed = 0, None, None, -1, False
    for found in time_pattern().finditer(text):
        start, end = found.span()
        frame, own = line.at(start)
        if own != article:
            sentence, focus, article = None, None, own
        elif sentence is not None and _broken(text, context_end, start):
            sentence = None
        meaning = mean(found, Context(frame, sentence, focus))
        mention = _mention(text, start, end, meaning, line)
        if listed and text[context_end : mention.start] in _AND:
            mention = replace(mention, role="base")
        listed, context_end = mention.role == "base", end
        if _leads(mention, found):
            sentence = mention.period
            focus = year_of(sentence) or focus if sentence is not None else focus
        yield mention


def _leads(mention: TimeMention, found: regex.Match[str]) -> bool:
    """Whether the sentence goes on in this time: it does not after a base, or 上年结转."""
    if mention.period is None or mention.role not in {"period", "since"}:
        return False
    return found["relative"] not in _ASIDE


def _broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two offsets."""
    return any(text.find(mark, start, end) >= 0 for mark in _ENDS)


def _mention(text: str, start: int, end: int, meaning: Meaning, line: Timeline) -> TimeMention:
    start, role = _role(text, start, end, meaning, line)
    frame = line.at(start)[0]
    doubt = "date inferred" if meaning.relative and frame.inferred and meaning.period else ""
    return TimeMention(start, end, meaning.period, role, meaning.rule, doubt)


def _role(text: str, start: int, end: int, meaning: Meaning, line: Timeline) -> tuple[int, str]:
    """Where the expression starts with the word before it, and its role by what stands around."""
    left = text[max(0, start - _LEFT_REACH) : start]
    if price_pattern().match(text, end) and meaning.rule == "time.year":
        return start, "base"
    if meaning.role in {"frequency", "vague"}:
        return start, meaning.role
    for pattern, role in ((_UNTIL, "period"), (_BASE, "base"), (_BY, "by")):
        found = pattern.search(left)
        if found is not None:
            return start - len(found[0]), _prefixed(role, meaning, line, start)
    if meaning.role == "period" and _COMPARED.match(text, end):
        return start, "base"
    return start, meaning.role


def _prefixed(role: str, meaning: Meaning, line: Timeline, start: int) -> str:
    if meaning.role == "base":
        return meaning.role
    if role != "by":
        return "deadline" if meaning.role == "deadline" else role
    latest = line.at(start)[0].latest
    if meaning.period is None or latest is None or meaning.role != "period":
        return meaning.role
    return "deadline" if interval(meaning.period)[1] > latest else "period"
