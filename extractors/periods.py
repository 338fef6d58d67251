"""Arithmetic of ISO 8601 periods: a year, a month, a day, or ``start/end`` of these.

>>> interval("2021")
(datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

_UNIT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def month_end(year: int, month: int) -> date:
    """The last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])


def _unit(text: str) -> tuple[date, date]:
    """First and last day of one year, month or day; ``ValueError`` where there is none."""
    found = _UNIT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a period: {text!r}")
    year = int(found["year"])
    if found["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(found["month"])
    if found["day"] is None:
        return date(year, month, 1), month_end(year, month)
    day = date(year, month, int(found["day"]))
    return day, day


@lru_cache(maxsize=4096)
def interval(period: str) -> tuple[date, date]:
    """First and last day of a period; raises ``ValueError`` on anything else.

    >>> interval("2016/2020")
    (datetime.date(2016, 1, 1), datetime.date(2020, 12, 31))
    >>> interval("2021-02")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    """
    first, _, last = period.partition("/")
    start = _unit(first)[0]
    end = _unit(last or first)[1]
    if end < start:
        raise ValueError(f"a period that ends before it starts: {period!r}")
    return start, end


def contains(outer: str, inner: str) -> bool:
    """Whether the first period holds the whole of the second.

    >>> contains("2021", "2021-10-31"), contains("2021", "2016/2020")
    (True, False)
    """
    a, b = interval(outer), interval(inner)
    return a[0] <= b[0] and b[1] <= a[1]


def year_of(period: str) -> int | None:
    """The one year in which a period lies, or ``None`` where it spans several.

    >>> year_of("2016-01-01/2016-06-30"), year_of("2016/2020")
    (2016, None)
    """
    start, end = interval(period)
    return start.year if start.year == end.year else None


def end_year(period: str) -> int:
    """The year in which a period ends.

    >>> end_year("2016/2020")
    2020
    """
    return interval(period)[1].year


def _shift_unit(text: str, years: int) -> str:
    year, rest = int(text[:4]) + years, text[4:]
    if rest == "-02-29" and not calendar.isleap(year):
        rest = "-02-28"
    return f"{year:04d}{rest}"


def shift_years(period: str, years: int) -> str:
    """The same period some years later (earlier where negative).

    >>> shift_years("2020-02-29", -1)
    '2019-02-28'
    """
    return "/".join(_shift_unit(part, years) for part in period.split("/"))


def previous_year(period: str) -> str:
    """The same period one year earlier: what 同比 compares with.

    >>> previous_year("2016-01-01/2016-06-30")
    '2015-01-01/2015-06-30'
    """
    return shift_years(period, -1)


def span(start: date, end: date) -> str:
    """The shortest way to write the days from ``start`` to ``end``.

    >>> span(date(2021, 1, 1), date(2021, 12, 31)), span(date(2021, 6, 1), date(2021, 6, 30))
    ('2021', '2021-06')
    >>> span(date(2016, 1, 1), date(2020, 12, 31)), span(date(2021, 6, 9), date(2021, 6, 10))
    ('2016/2020', '2021-06-09/2021-06-10')
    """
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y}/{end:%Y}"
    if (start.year, start.month, start.day) == (end.year, end.month, 1) and end == month_end(
        end.year, end.month
    ):
        return f"{start:%Y-%m}"
    return f"{start.isoformat()}/{end.isoformat()}"


def preceding(period: str) -> str | None:
    """The period just before, of the same length: what 环比 compares with.

    >>> preceding("2021-01"), preceding("2016-01-01/2016-03-31"), preceding("2021")
    ('2020-12', '2015-10-01/2015-12-31', '2020')
    """
    start, end = interval(period)
    last = start - timedelta(days=1)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day != 1 or end != month_end(end.year, end.month):
        return None
    index = start.year * 12 + start.month - 1 - months
    return span(date(index // 12, index % 12 + 1, 1), last)
