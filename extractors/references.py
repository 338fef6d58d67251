"""The period that an untimed figure takes: of its article, or of the heading it stands under."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from extractors.dates import article_date, article_title
from extractors.periods import contains, interval, year_of
from extractors.plan_openings import is_notes_heading, plan_openings
from extractors.reporting_periods import reporting_period
from extractors.statuses import heading_status
from extractors.time_frame import Frame
from extractors.time_grammar import time_pattern
from extractors.time_lexicon import title_words
from extractors.time_meanings import mean
from extractors.time_word_meanings import Context
from pipeline.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model import Article, Attribute, Document, Section


CLOSES, OPENS, PLANS = range(3)  # at one offset in this order
PLANNING_KINDS = frozenset({"summary", "plan", "notice"})  # texts that go over to what is planned

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
    part = reporting_period(document, article, frame)
    if part is not None:
        return replace(frame, reference=part, settled=True)
    return replace(frame, reference=_opening(document, article, frame))


def _opening(document: Document, article: Article, frame: Frame) -> str | None:
    """2014年，全市…: the year that opens the text where it is the last or this; else this."""
    if frame.year is None:
        return None
    opening = _OPENING.match(document.text, article.start, article.end)
    year = int(opening["year"]) if opening is not None else frame.year
    return str(year if year in {frame.year, frame.year - 1} else frame.year)


def _dated(document: Document, article: Article, date: Attribute | None) -> Frame:
    if date is None:
        return article_frame(document, article, None, False)
    return article_frame(document, article, date.value, date.origin is Origin.INFERRED)


def heading_year(heading: str) -> regex.Match[str] | None:
    """A bare year in a heading: 2013：稳中向好, 回顾2019，…"""
    return _HEADING_YEAR.search(heading)


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading says of time: the period that holds below it, and a span beside it."""

    period: str | None
    span: str | None = None


def _heading(section: Section, frame: Frame) -> _Heading:
    """2020年工作回顾 → 2020; of a span and a year in it (“十三五”和2020年), the year first."""
    periods = _spans(section.heading, frame)
    if not periods:
        bare = heading_year(section.heading)
        return _Heading(bare["year"] if bare is not None else None)
    years = [p for p in periods if year_of(p) is not None]
    long = next((p for p in periods if year_of(p) is None), None)
    year = next((p for p in years if long is None or contains(long, p)), None)
    return _Heading(year, long) if year is not None else _Heading(long)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which frame holds from which offset on; ``starts`` ascend. ``dates`` are the articles'."""

    starts: tuple[int, ...]
    frames: tuple[Frame, ...]
    articles: tuple[int, ...]
    dates: Mapping[int, Attribute | None]

    def at(self, offset: int) -> tuple[Frame, int]:
        """The frame at an offset and the index of its article (-1 ahead of the first)."""
        at = bisect_right(self.starts, offset) - 1
        return (self.frames[at], self.articles[at]) if at >= 0 else (Frame(), -1)


def timeline(document: Document) -> Timeline:
    """The frames of a document: of its articles, of the sections whose headings name a time, and
    of what follows a sentence that opens a plan."""
    dates = {article.index: article_date(document, article) for article in document.articles}
    marks: dict[int, tuple[Frame, int]] = {}
    for article in document.articles:
        frame = _dated(document, article, dates[article.index])
        marks[article.start] = (frame, article.index)
        for at, found in _Walk(document, article, frame).marks():
            marks[at] = (found, article.index)
    ordered = sorted(marks)
    return Timeline(
        tuple(ordered),
        tuple(marks[at][0] for at in ordered),
        tuple(marks[at][1] for at in ordered),
        dates,
    )


class _Walk:
    """Goes through the sections of an article in order, and knows which plan is open."""

    def __init__(self, document: Document, article: Article, base: Frame) -> None:
        self._base = base
        self._sections = [s for s in document.sections if s.article == article.index]
        self._starts = {s.index: s.start for s in self._sections}
        reports = article.kind in PLANNING_KINDS
        self._openings = plan_openings(document, article, base) if reports else []
        self._reports = reports
        self._under: dict[int, Frame] = {}  # section → the frame that it sets
        self._now = base
        self._top = base  # the frame of the last main section
        self._opened: tuple[int, Frame] | None = None

    def marks(self) -> Iterator[tuple[int, Frame]]:
        """The offsets at which the frame changes, with it; of two at one, the later holds."""
        events = [(s.end, CLOSES, s.index) for s in self._sections]
        events += [(s.start, OPENS, s.index) for s in self._sections]
        events += [(at, PLANS, n) for n, (at, _) in enumerate(self._openings)]
        by_index = {s.index: s for s in self._sections}
        for at, kind, index in sorted(events):
            if kind == OPENS:
                self._now = self._enter(by_index[index])
            elif kind == CLOSES:  # the frame of what is around it holds again
                self._now = self._around(by_index[index].parent)
            elif self._opened is not None or not self._now.planned:  # a heading's plan stays
                self._opened = self._openings[index]
                self._now = self._opened[1]
            yield at, self._now

    def _enter(self, section: Section) -> Frame:
        own = _heading(section, self._under.get(section.parent, self._base))  # 全年 of that year
        if own.period is not None:
            frame = self._set(section, own)
            self._opened = None
        elif is_notes_heading(section.heading):
            frame = replace(self._base, notes=True)
            self._opened = None
            self._top = self._base
        else:
            frame = self._around(section.parent, self._top)
        self._under[section.index] = frame
        if section.parent < 0 and own.period is not None:
            self._top = frame
        return frame

    def _set(self, section: Section, own: _Heading) -> Frame:
        """The frame below a heading that names a time."""
        period = own.period or ""
        ahead = self._base.lies_ahead(period) and heading_status(section.heading) != "actual"
        return replace(
            self._base,
            reference=period,
            settled=True,
            span=own.span,
            planned=ahead and self._reports,
        )

    def _around(self, parent: int, before: Frame | None = None) -> Frame:
        """What holds for words that set no time: a plan opened meanwhile, else the section around
        them, else a plan that the main section before them set (三、政府自身建设)."""
        start = self._starts.get(parent, -1)
        if self._opened is not None and self._opened[0] > start:
            return self._opened[1]
        if parent >= 0:
            return self._under[parent]
        return before if before is not None and before.planned else self._base
