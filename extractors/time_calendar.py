"""The days that a named part of a year takes: 前三季度, 6月9日至10日, 11月中旬, 年底."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from extractors.periods import month_end
from extractors.time_grammar import number

if TYPE_CHECKING:
    import regex


def days_of(found: regex.Match[str], year: int) -> tuple[date, date]:
    """First and last day of the part of a year; ``ValueError`` where there is no such day."""
    if found["from_month"] is not None:
        return _month_range(found, year)
    if found["month"] is not None:
        return _month(found, year)
    if found["half"] is not None:
        first = 1 if found["half"] == "上" else 7
        return _ended(_months(year, first, first + 5), found["half_end"])
    if found["first_months"] is not None:
        return _months(year, 1, number(found["first_months"]))
    if found["year_end"] is not None:
        return date(year, 12, 31), date(year, 12, 31)
    return _quarters(found, year)


def _quarters(found: regex.Match[str], year: int) -> tuple[date, date]:
    if found["first_quarters"] is not None:
        return _months(year, 1, 3 * number(found["first_quarters"]))
    if found["to_quarter"] is not None:
        return _months(year, 1, 3 * number(found["to_quarter"]))
    if found["quarter"] is not None:
        last = 3 * number(found["quarter"])
        return _ended(_months(year, last - 2, last), found["quarter_end"])
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), month_end(year, last)


def _ended(days: tuple[date, date], end: str | None) -> tuple[date, date]:
    return (days[1], days[1]) if end else days


def _month_range(found: regex.Match[str], year: int) -> tuple[date, date]:
    first = number(found["from_month"])
    last = number(found["to_month"]) if found["to_month"] else first
    end_of_range = year if last >= first else year + 1
    end = month_end(end_of_range, last)
    if found["to_day"] is not None:
        end = date(end_of_range, last, number(found["to_day"]))
    start = date(year, first, number(found["from_day"]) if found["from_day"] else 1)
    if end < start:
        raise ValueError("a range that ends before it starts")
    return start, end


def _month(found: regex.Match[str], year: int) -> tuple[date, date]:
    month = number(found["month"])
    if found["day"] is not None:
        day = date(year, month, number(found["day"]))
        return day, day
    last = month_end(year, month)
    third = found["third"]
    if third in {"底", "末"}:
        return last, last
    if third == "下旬":
        return date(year, month, 21), last
    if third in {"上旬", "中旬"}:
        first = 1 if third == "上旬" else 11
        return date(year, month, first), date(year, month, first + 9)
    return date(year, month, 1), last
