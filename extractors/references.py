"""The period that an untimed figure takes: of its article, or of the heading it stands under."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from extractors.dates import article_date, article_title
from extractors.periods import contains, interval, year_of
from extractors.time_frame import Frame
from extractors.time_grammar import time_pattern
from extractors.time_lexicon import title_words
from extractors.time_meanings import mean
from extractors.time_word_meanings import Context
from pipeline.model import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model import Article, Document, Section


# 2014年，全市…: the first line with a full stop begins with a year.
_OPENING = regex.compile(r"(?:[^\n。]*+\n)*+\s*+(?P<year>(?:19|20)\d\d)年[，,]")


_HEADING_YEAR = regex.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?=[：:，,])")


def _spans(title: str, frame: Frame) -> list[str]:
    """The periods longer than a day that a title or heading names, in order."""
    meanings = (mean(found, Context(frame)) for found in time_pattern().finditer(title))
    periods = [m.period for m in meanings if m.period is not None and m.role == "period"]
    return [p for p in periods if interval(p)[0] != interval(p)[1]]


def _has(title: str, kind: str) -> bool:
    return any(word in title for word in title_words(kind))


def article_frame(document: Document, article: Article, date: str | None, inferred: bool) -> Frame:
    """The frame of an article outside its sections."""
    frame, title = Frame(date, inferred=inferred), article_title(document, article)
    if _has(title, "report"):
        return replace(frame, reference=str(frame.review) if frame.review is not None else None)
    named = next((p for p in _spans(title, frame) if year_of(p) is not None), None)
    if named is not None and _has(title, "communique"):
        year = year_of(named)  # given by the title: sure, whatever the date
        return replace(frame, reference=named, settled=True, speaking=year, inferred=False)
    if named is not None:
        return replace(frame, reference=named, settled=True)
    return replace(frame, reference=_opening(document, article, frame))


def _opening(document: Document, article: Article, frame: Frame) -> str | None:
    """2014年，全市…: the year that opens the text where it is the last or this; else this."""
    if frame.year is None:
        return None
    opening = _OPENING.match(document.text, article.start, article.end)
    year = int(opening["year"]) if opening is not None else frame.year
    return str(year if year in {frame.year, frame.year - 1} else frame.year)


def _dated(document: Document, article: Article) -> Frame:
    date = article_date(document, article)
    if date is None:
        return article_frame(document, article, None, False)
    return article_frame(document, article, date.value, date.origin is Origin.INFERRED)


def heading_year(heading: str) -> regex.Match[str] | None:
    """A bare year in a heading: 2013：稳中向好, 回顾2019，…"""
    return _HEADING_YEAR.search(heading)


def _heading_period(section: Section, frame: Frame) -> str | None:
    """2020年工作回顾 → 2020; of a span and a year in it (“十三五”和2020年), the year."""
    periods = _spans(section.heading, frame)
    if not periods:
        bare = heading_year(section.heading)
        return bare["year"] if bare is not None else None
    years = (p for p in periods if year_of(p) is not None)
    long = next((p for p in periods if year_of(p) is None), None)
    year = next((p for p in years if long is None or contains(long, p)), None)
    return year if year is not None else long


def _headed(document: Document, frames: Mapping[int, Frame]) -> dict[int, str | None]:
    """Section index → the period of its heading, or that of the section it stands in."""
    periods: dict[int, str | None] = {}
    for section in document.sections:
        own = _heading_period(section, frames.get(section.article, Frame()))
        periods[section.index] = own if own is not None else periods.get(section.parent)
    return periods


def _frames(document: Document) -> dict[int, Frame]:
    return {article.index: _dated(document, article) for article in document.articles}


def section_periods(document: Document) -> dict[int, str | None]:
    """Section index → the period that its heading sets, inherited from its parents."""
    return _headed(document, _frames(document))


def reference_period(
    document: Document,
    article: Article,
    date: str | None,
    section: int = -1,
    periods: Mapping[int, str | None] | None = None,
) -> str | None:
    """What an untimed figure takes: its section's period, else that of its article.

    ``periods`` is :func:`section_periods`, to be computed once for many calls.
    """
    known = periods if periods is not None else section_periods(document)
    headed = known.get(section)
    return headed if headed is not None else article_frame(document, article, date, False).reference


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which frame holds from which offset on; ``starts`` ascend."""

    starts: tuple[int, ...]
    frames: tuple[Frame, ...]
    articles: tuple[int, ...]

    def at(self, offset: int) -> tuple[Frame, int]:
        """The frame at an offset and the index of its article (-1 ahead of the first)."""
        at = bisect_right(self.starts, offset) - 1
        return (self.frames[at], self.articles[at]) if at >= 0 else (Frame(), -1)


def timeline(document: Document) -> Timeline:
    """The frames of a document: of its articles, and of the sections whose headings name a time."""
    frames = _frames(document)
    periods = _headed(document, frames)
    marks: dict[int, tuple[Frame, int]] = {}
    for article in document.articles:
        marks[article.start] = (frames[article.index], article.index)
    for section in document.sections:
        base = frames.get(section.article, Frame())
        marks[section.start] = (_under(base, periods[section.index]), section.article)
        if section.end not in marks:  # there the frame of its parent holds again
            marks[section.end] = (_under(base, periods.get(section.parent)), section.article)
    ordered = sorted(marks)
    return Timeline(
        tuple(ordered),
        tuple(marks[at][0] for at in ordered),
        tuple(marks[at][1] for at in ordered),
    )


def _under(base: Frame, period: str | None) -> Frame:
    """The frame of an article under a heading that sets a period."""
    return replace(base, reference=period, settled=True) if period is not None else base
