"""The first and last day of a period as figures carry it: ``2021``, ``2021-02``, ``a/b``."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_UNIT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def _bounds(text: str) -> tuple[date, date]:
    found = _UNIT.fullmatch(text)
    if found is None:
        raise ValueError(f"no period: {text!r}")
    year, month, day = (int(part or 0) for part in found.groups())
    if not found["month"]:
        return date(year, 1, 1), date(year, 12, 31)
    last = date(year, month, 1).replace(day=calendar.monthrange(year, month)[1])
    return (date(year, month, day),) * 2 if found["day"] else (last.replace(day=1), last)


@lru_cache(maxsize=4096)
def days(period: str | None) -> tuple[str, str] | None:
    """First and last day; ``None`` for no period and for one that is no date.

    >>> days("2021-02"), days("2016/2020")
    (('2021-02-01', '2021-02-28'), ('2016-01-01', '2020-12-31'))
    >>> days("2021-02-30") is None
    True
    """
    if not period:
        return None
    first, _, last = period.partition("/")
    try:
        start, end = _bounds(first)[0], _bounds(last or first)[1]
    except ValueError:
        return None
    return (start.isoformat(), end.isoformat()) if start <= end else None


def year(period: str | None) -> int | None:
    """The one year in which a period lies; ``None`` where it spans several or is none.

    >>> year("2021-10-31"), year("2016/2020"), year(None)
    (2021, None, None)
    """
    found = days(period)
    if found is None or found[0][:4] != found[1][:4]:
        return None
    return int(found[0][:4])
