"""What one matched time expression means against its frame: from groups to a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from extractors.periods import interval, month_end, span, year_of
from extractors.time_calendar import days_of
from extractors.time_grammar import chinese_year, number
from extractors.time_lexicon import named_periods, relative_years, time_words
from extractors.time_word_meanings import MEANINGS, Context

if TYPE_CHECKING:
    from collections.abc import Callable

    import regex

    from extractors.time_frame import Frame

CENTURY = 30  # a two-digit year from 30 on is of the last century


@dataclass(frozen=True, slots=True)
class Meaning:
    """``relative``: the frame took part in it, so it is as sure as the document's date.

    ``guessed``: the words leave open when it began.
    """

    period: str | None
    role: str
    rule: str
    relative: bool = False
    guessed: bool = False


def mean(found: regex.Match[str], context: Context) -> Meaning:
    """The meaning of a match of :func:`extractors.time_grammar.time_pattern`."""
    for group, meaning in _KINDS:
        if found[group] is not None:
            return meaning(found, context)
    return _calendar(found, context)


def _iso(found: regex.Match[str], _: Context) -> Meaning:
    year, month, day = (int(found[f"iso_{part}"]) for part in ("year", "month", "day"))
    try:
        return Meaning(date(year, month, day).isoformat(), "period", "time.iso")
    except ValueError:
        return Meaning(None, "vague", "time.iso")


def _named(found: regex.Match[str], context: Context) -> Meaning:
    name = found["named"]
    period = named_periods()[name].period
    if named_periods()[name].recent:
        year = MEANINGS["reference"](context)
        return Meaning(year, "since", "time.named", relative=True, guessed=year is not None)
    if period is None:
        return Meaning(None, "since" if name.endswith("以来") else "period", "time.named")
    if name.endswith("以来"):
        return Meaning(_since(int(period[:4]), context.frame), "since", "time.named")
    return Meaning(period, "period", "time.named")


def _since(start: int, frame: Frame) -> str:
    """From a year to that which the text looks back on: 2018年以来."""
    end = frame.review
    return span(date(start, 1, 1), date(max(end or start, start), 12, 31))


def _plan(found: regex.Match[str], context: Context) -> Meaning:
    frame = context.frame
    plan = named_periods()[found["plan"]]
    if found["plan_name"] is not None or plan.start is None or plan.end is None:
        return Meaning(None, "vague", "time.plan-name")
    if found["plan_first"] is not None:
        return Meaning(str(plan.start), "period", "time.plan")
    if found["plan_last"] is not None:
        return Meaning(str(plan.end), "period", "time.plan")
    if found["plan_end"] is not None:
        ahead = frame.latest is not None and frame.latest.year < plan.end
        return Meaning(str(plan.end), "deadline" if ahead else "period", "time.plan-end")
    if found["plan_since"] is not None:
        end = min(plan.end, frame.review or plan.end)
        return Meaning(
            span(date(plan.start, 1, 1), date(max(end, plan.start), 12, 31)), "since", "time.plan"
        )
    return Meaning(plan.period, "period", "time.plan")


def _years_away(found: regex.Match[str], context: Context) -> Meaning:
    frame = context.frame
    if found["back"] is not None:
        return _look_back(number(found["back"]), frame, bare=found[0] == f"{found['back']}年")
    if frame.year is None:
        return Meaning(None, "vague", "time.years-away", relative=True)
    if found["ago"] is not None:
        year = str(frame.year - number(found["ago"]))
        return Meaning(year, "period", "time.years-ago", relative=True)
    return _look_ahead(number(found["ahead"]), frame)


def _length(period: str) -> int:
    start, end = interval(period)
    return end.year - start.year + 1


def _look_back(years: int, frame: Frame, *, bare: bool) -> Meaning:
    """五年来: the section's own span where it is as long, else the years up to the review's.

    ``bare`` are years that do not say that they are past (五年累计): in a plan, those planned.
    """
    reference, last = frame.reference, frame.review
    headed = reference if frame.settled and (bare or not frame.planned) else None
    span_named = next((p for p in (frame.span, headed) if p and _length(p) == years > 1), None)
    if span_named is not None:
        return Meaning(span_named, "period", "time.look-back", relative=True)
    if headed is not None and frame.year is not None:
        own = year_of(headed)
        last = own if own is not None and own <= frame.year else last
    if last is None:
        return Meaning(None, "period", "time.look-back", relative=True)
    period = span(date(last - years + 1, 1, 1), date(last, 12, 31))
    return Meaning(period, "period", "time.look-back", relative=True)


def _look_ahead(years: int, frame: Frame) -> Meaning:
    reference = frame.reference
    if reference is not None and frame.settled and years > 1 and _length(reference) == years:
        return Meaning(reference, "period", "time.look-ahead", relative=True)
    first = (frame.review or 0) + 1
    period = span(date(first, 1, 1), date(first + years - 1, 12, 31))
    return Meaning(period, "period", "time.look-ahead", relative=True)


def _only_day(found: regex.Match[str], context: Context) -> Meaning:
    """12日: the latest such day that the text can know of, in the month of its date."""
    day = int(found["only_day"])
    latest = context.frame.latest
    if latest is None or context.frame.date is None or len(context.frame.date) < 7:
        return Meaning(None, "vague", "time.day", relative=True)
    month = latest if day <= latest.day else latest.replace(day=1) - timedelta(days=1)
    if day > month_end(month.year, month.month).day:
        return Meaning(None, "vague", "time.day", relative=True)
    return Meaning(month.replace(day=day).isoformat(), "period", "time.day", relative=True)


def _word(found: regex.Match[str], context: Context) -> Meaning:
    word = time_words()[found["word"]]
    period = MEANINGS[word.means](context)
    return Meaning(period, word.role, f"time.word.{word.means}", relative=word.means != "none")


# --- years, months, days, quarters ------------------------------------------------------------


def _named_year(found: regex.Match[str], context: Context) -> tuple[int | None, bool]:
    """The year that the words name, with whether it was counted from the frame."""
    if found["year"] is not None:
        return int(found["year"]), False
    if found["chinese_year"] is not None:
        return chinese_year(found["chinese_year"]), False
    if found["short_year"] is not None:
        short = int(found["short_year"])
        return short + (1900 if short >= CENTURY else 2000), False
    if found["relative"] is not None:
        period = MEANINGS[relative_years()[found["relative"]].means](context)
        return (int(period) if period is not None else None), True
    return None, True


def _calendar(found: regex.Match[str], context: Context) -> Meaning:
    year, relative = _named_year(found, context)
    within = found["within"]
    named = year is not None or not relative or found["relative"] is not None
    if not named:
        year = _year_for(found, context)
    if year is None:
        return Meaning(None, "period", "time.no-year", relative=True)
    if found["to_year"] is not None:
        return _years(year, int(found["to_year"]))
    try:
        start, end = days_of(found, year) if within else (date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return Meaning(None, "vague", "time.no-such-day")
    rule = "time.within-year" if within else "time.year"
    return _with_after(found, Meaning(span(start, end), "period", rule, relative), context.frame)


def _years(first: int, last: int) -> Meaning:
    if last < first:
        return Meaning(None, "vague", "time.years")
    return Meaning(span(date(first, 1, 1), date(last, 12, 31)), "period", "time.years")


def _with_after(found: regex.Match[str], meaning: Meaning, frame: Frame) -> Meaning:
    """以来, 前 and 同期 after a time."""
    period = meaning.period
    if period is None:
        return meaning
    if found["same"] is not None:
        return Meaning(_same(period, frame), "base", "time.same-period", meaning.relative)
    if found["before"] is not None:
        return Meaning(period, "deadline", "time.before", meaning.relative)
    if found["since"] is not None:
        return Meaning(_from(period, found, frame), "since", "time.since", meaning.relative)
    return meaning


def _same(period: str, frame: Frame) -> str:
    """去年同期 in a report on half a year is that half of the year before."""
    reference = frame.reference
    if reference is None or len(period) != 4 or year_of(reference) is None:
        return period
    return "/".join(period + part[4:] for part in reference.split("/"))


def _from(period: str, found: regex.Match[str], frame: Frame) -> str:
    """去年以来, 7月以来, 自1月下旬开展以来: that year; 2018年以来 runs to the year of the text."""
    if found["event"] is not None or (len(period) > 4 and frame.year is not None):
        start = interval(period)[0].year
        return str(start) if start == frame.year else _since(start, frame)
    if len(period) != 4 or found["relative"] is not None:
        return period
    return _since(int(period), frame)


def _year_for(found: regex.Match[str], context: Context) -> int | None:
    """The year of a time without one: the sentence's, the report's, or the latest possible."""
    if context.sentence is not None and year_of(context.sentence) is not None:
        return year_of(context.sentence)
    frame = context.frame
    year = frame.reference_year if found["day"] is None or frame.settled else frame.year
    if year is None or frame.latest is None or frame.settled or found["before"] is not None:
        return year
    try:
        start = days_of(found, year)[0]
    except ValueError:
        return year
    return year - 1 if start > frame.latest else year


def _vague(_: regex.Match[str], __: Context) -> Meaning:
    return Meaning(None, "vague", "time.vague")


# Which group of the pattern leads to which meaning; without any of these it is a calendar time.
_KINDS: tuple[tuple[str, Callable[[regex.Match[str], Context], Meaning]], ...] = (
    ("word", _word),
    ("iso", _iso),
    ("named", _named),
    ("vague", _vague),
    ("plan", _plan),
    ("back", _years_away),
    ("ahead", _years_away),
    ("ago", _years_away),
    ("only_day", _only_day),
)
