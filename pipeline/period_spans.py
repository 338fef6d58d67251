"""Spans that a day or a year stands for: what is turned over until a last day, and what has held
year after year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words
from extractors.periods import interval, span
from extractors.time_grammar import number

if TYPE_CHECKING:
    from extractors.labels import Label
    from pipeline.model import Quantity, TimeMention

MONTH_ENDS = 28  # the first day of a month that can be its last
STATE = (
    r"[^，。；\d]{0,6}?(?:稳定|保持|维持|突破|超过|超|高于|低于|快于|达到?|站稳|跨越)"
    r"[^，。；\d]{0,8}"
)
RUNNING = regex.compile(rf"连续(?P<years>\d{{1,2}}|[一二三四五六七八九十两]{{1,3}})年{STATE}$")
RUN_ON = regex.compile(STATE)
REACH = 40
MOST = 60  # years
BASIS = regex.compile(r"[^，。；]{0,20}基础上")


def turned_over(text: str, time: TimeMention, label: Label) -> str | None:
    """年末生猪出栏30万头: output and sales are of the year to that day; ``None`` for a state.

    截至年底 keeps its day: it says itself until when something was counted.
    """
    if time.period is None or time.role != "period" or text.startswith("截", time.start):
        return None
    start, end = interval(time.period)
    last = start == end and end.day >= MONTH_ENDS and text[time.end - 1] in "末底"
    if not last or label_words().turnover.search(label.text) is None:
        return None
    return span(date(end.year, 1, 1), end)


def kept_up(
    text: str, quantity: Quantity, value: str | None, time: TimeMention | None
) -> str | None:
    """连续5年稳定在10万吨以上: the five years up to that of the text, or from 2010年以来 on.

    Where a longer span is told of (过渡期以来连续4年), which of its years is not said: all of it.
    """
    years = _years(text, quantity)
    if value is None or years is None:
        return None
    told = time.period if time is not None and time.period else value
    start, end = interval(told)
    if time is not None and time.rule == "time.since" and start.year + years - 1 <= end.year:
        return _span(start.year, start.year + years - 1)
    if end.year - start.year >= max(1, years - 1):
        return told
    last = end.year - (1 if BASIS.match(text, quantity.end) else 0)
    return _span(last - years + 1, last)


def planned_for(reference: str | None) -> str | None:
    """What a report on the first months of a year plans without a time is of the year.

    >>> planned_for("2021-01-01/2021-06-30"), planned_for("2021-07-01/2021-12-31")
    ('2021', '2021-07-01/2021-12-31')
    """
    if reference is None:
        return None
    start, end = interval(reference)
    first_months = (start.month, start.day) == (1, 1) and start.year == end.year
    return str(start.year) if first_months else reference


def _years(text: str, quantity: Quantity) -> int | None:
    """How many years a state has held, where a number states one or counts these years."""
    if quantity.kind == "rank":
        return None
    if quantity.unit == "年":
        counted = text.endswith("连续", 0, quantity.start) and RUN_ON.match(text, quantity.end)
        return int(quantity.value) if counted and quantity.value < MOST else None
    found = RUNNING.search(text, max(0, quantity.start - REACH), quantity.start)
    return number(found["years"]) if found is not None else None


def _span(first: int, last: int) -> str:
    return str(last) if first >= last else f"{first}/{last}"
