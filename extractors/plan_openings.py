"""Sentences that open a plan inside a report, and headings of notes, by their words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.lexicons import alternation, read_toml
from extractors.periods import interval
from extractors.time_grammar import time_pattern
from extractors.time_meanings import mean
from extractors.time_word_meanings import Context
from pipeline.model import SentenceKind

if TYPE_CHECKING:
    from extractors.time_frame import Frame
    from pipeline.model import Article, Document

REACH = 90  # characters in which a sentence says that it opens a plan


class _Words(NamedTuple):
    """Compiled patterns of status_words.toml."""

    opening: regex.Pattern[str]
    notes: regex.Pattern[str]


@cache
def _words() -> _Words:
    data = read_toml("status_words.toml")
    aims = alternation(data["plan_opening"]["aims"])
    years = alternation(data["plan_opening"]["years"])
    return _Words(
        # 今后五年的发展思路是：…; 2022年是新一届政府的开局之年
        opening=regex.compile(
            rf"""
            [^，。；：\d]{{0,14}}?
            (?P<time> 今年 | 明年 | 今后 | 未来 | 新的一年 | (?:19|20)\d\d年
              | “?十[一二三四五六七]五”?(?:时期|期间)? )
            (?: [^。；：]{{0,60}}? (?: {aims} ) (?: 是 | 为 | ： | : )
              | 是 [^。；]{{0,70}}? (?: {years} ) )
            """,
            regex.VERBOSE,
        ),
        notes=regex.compile(data["notes_heading"]["pattern"]),
    )


def is_notes_heading(heading: str) -> bool:
    """Whether a section explains terms.

    >>> is_notes_heading("附件：名词解释"), is_notes_heading("工作说明")
    (True, False)
    """
    return _words().notes.search(heading) is not None


def plan_openings(document: Document, article: Article, base: Frame) -> list[tuple[int, Frame]]:
    """Where the text goes over to what is planned, with the frame that holds from there on."""
    found = []
    for sentence in document.sentences:
        if sentence.article != article.index or sentence.kind is not SentenceKind.TEXT:
            continue
        end = min(sentence.end, sentence.start + REACH)
        period = planned_period(document.text[sentence.start : end], base)
        if period is not None:
            found.append(
                (sentence.start, replace(base, reference=period, settled=True, planned=True))
            )
    return found


def planned_period(sentence: str, base: Frame) -> str | None:
    """The period for which a sentence opens a plan, ``None`` where it opens none.

    >>> from extractors.time_frame import Frame
    >>> planned_period("今后五年的奋斗目标是：经济总量翻番。", Frame("2022-01-20"))
    '2022/2026'
    >>> planned_period("2021年的主要目标是稳增长。", Frame("2022-01-20"))
    """
    opening = _words().opening.match(sentence)
    if opening is None:
        return None
    time = time_pattern().search(sentence, opening.start("time"))
    if time is None or time.start() > opening.end("time"):
        return None
    period = mean(time, Context(base)).period
    if period is None or base.review is None or not base.lies_ahead(period):
        return None
    next_year = interval(period)[0].year == base.review + 1  # not 到2035年
    return period if next_year else None
