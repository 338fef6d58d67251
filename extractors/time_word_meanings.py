"""What a word of time means against its frame: 今年, 年末, 同比, 过去一年."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from extractors.periods import interval, month_end, preceding, previous_year, year_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.time_frame import Frame

LONGEST_UNIT = 10  # characters of a day; a span of months has more


@dataclass(frozen=True, slots=True)
class Context:
    """The frame, the last period of the sentence and of the paragraph, and the last year named."""

    frame: Frame
    sentence: str | None = None
    paragraph: str | None = None
    focus: int | None = None


def _year(year: int | None) -> str | None:
    return str(year) if year is not None else None


def _shifted(year: int | None, years: int) -> int | None:
    return year + years if year is not None else None


def _today(context: Context, back: int) -> str | None:
    day = context.frame.date
    if day is None or len(day) < 10:
        return _year(context.frame.year)
    return (date.fromisoformat(day) - timedelta(days=back)).isoformat()


def _this_month(context: Context, end: bool = False) -> str | None:
    """The month that the text reports on (its reference, else its date's); its last day."""
    for known in (context.frame.reference, context.frame.date):
        if known is not None and 7 <= len(known) <= 10:
            last = month_end(int(known[:4]), int(known[5:7]))
            return last.isoformat() if end else f"{last:%Y-%m}"
    return _year(context.frame.year)


def _year_end(context: Context) -> str | None:
    year = _focus_year(context)
    return f"{year}-12-31" if year is not None else None


def _reference_end(context: Context) -> str | None:
    """期末: the last day of the period reported on."""
    known = context.frame.reference
    return interval(known)[1].isoformat() if known is not None else None


def _focus_year(context: Context) -> int | None:
    """The year of the sentence (2021年…年末), else that of the report."""
    if context.sentence is not None and year_of(context.sentence) is not None:
        return year_of(context.sentence)
    return context.frame.reference_year


def _review(context: Context) -> str | None:
    frame = context.frame
    if (
        frame.settled
        and not frame.planned
        and frame.reference_year is not None
        and frame.year is not None
    ):
        return str(min(frame.reference_year, frame.year))
    return _year(frame.review)


def _compared(context: Context) -> str | None:
    """The period of which a change speaks: of its sentence, its paragraph or the report."""
    return context.sentence or context.paragraph or context.frame.reference


def _year_before(context: Context) -> str | None:
    known = _compared(context)
    return previous_year(known) if known is not None and year_of(known) is not None else None


def _period_before(context: Context) -> str | None:
    known = _compared(context)
    return preceding(known) if known is not None else None


def _month_before(context: Context) -> str | None:
    known = _this_month(context)
    return preceding(known) if known is not None and len(known) == 7 else None


def _to_date(context: Context) -> str | None:
    """今年以来: the year; in a report on its first months, these."""
    frame = context.frame
    known = frame.reference if frame.settled else None
    if known is None or len(known) <= LONGEST_UNIT or year_of(known) != frame.year:
        return _year(frame.year)
    return known if known[5:7] == "01" else _year(frame.year)


def _focus(context: Context) -> int | None:
    return context.focus if context.focus is not None else context.frame.reference_year


MEANINGS: dict[str, Callable[[Context], str | None]] = {
    "none": lambda _: None,
    "speaking": lambda c: _year(c.frame.year),
    "to_date": _to_date,
    "speaking-1": lambda c: _year(_shifted(c.frame.year, -1)),
    "speaking-2": lambda c: _year(_shifted(c.frame.year, -2)),
    "speaking+1": lambda c: _year(_shifted(c.frame.year, 1)),
    "reference": lambda c: _year(_focus_year(c)),
    "reference-1": lambda c: _year(_shifted(_focus_year(c), -1)),
    "focus": lambda c: _year(_focus(c)),
    "focus+1": lambda c: _year(_shifted(_focus(c), 1)),
    "review": _review,
    "today": lambda c: _today(c, 0),
    "yesterday": lambda c: _today(c, 1),
    "month": _this_month,
    "month-1": _month_before,
    "month_end": lambda c: _this_month(c, end=True),
    "year_end": _year_end,
    "reference_end": _reference_end,
    "reference_period": lambda c: c.frame.reference,
    "year_before": _year_before,
    "period_before": _period_before,
}
