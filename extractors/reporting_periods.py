"""The part of a year that an article reports on: a quarter, half a year, the months so far."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extractors.periods import interval
from extractors.time_grammar import time_pattern
from extractors.time_meanings import mean
from extractors.time_word_meanings import Context
from pipeline.model import SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.time_frame import Frame
    from pipeline.model import Article, Document

READ = frozenset({SentenceKind.TEXT, SentenceKind.HEADING})
HEAD = 4  # characters: a time that begins later is not what its sentence opens with
LEAST = 3  # sentences that open with it; one or two may only look at a part of the year
PART_DAYS = range(50, 340)


def reporting_period(document: Document, article: Article, frame: Frame) -> str | None:
    """The part of the text's own year that most of its timed sentences open with, else None.

    一季度，全市…；一季度末，…；一季度，工业…: what is said without a time in between is of the
    quarter too. Where sentences open with the year as often, the year holds.
    """
    if frame.year is None:
        return None
    opened = Counter(_openings(document, article, frame))
    parts = {p: count for p, count in opened.items() if _is_part(p, frame.year)}
    if not parts:
        return None
    best = max(parts, key=lambda p: (parts[p], p))
    others = sum(opened.values()) - parts[best]
    return best if parts[best] >= LEAST and parts[best] > 2 * others else None


def _openings(document: Document, article: Article, frame: Frame) -> Iterator[str]:
    """The periods longer than a day with which sentences open."""
    text = document.text
    for sentence in document.sentences:
        if sentence.article != article.index or sentence.kind not in READ:
            continue
        found = time_pattern().search(text, sentence.start, sentence.end)
        if found is None or found.start() - sentence.start > HEAD:
            continue
        meaning = mean(found, Context(frame))
        if meaning.period is not None and meaning.role == "period":
            start, end = interval(meaning.period)
            if start != end:
                yield meaning.period


def _is_part(period: str, year: int) -> bool:
    start, end = interval(period)
    return (start.year, start.month) == (year, 1) and (end - start).days in PART_DAYS
