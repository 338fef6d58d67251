"""The period of a base, from which a number changed: its own time, or the year before a span."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors.periods import interval, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.time_frame import Frame
    from pipeline.model import Quantity, TimeMention

OWN_REACH = 16  # characters ahead of a base in which its time stands


class Period(NamedTuple):
    """``value`` is ISO 8601 or None; ``mention`` is the time that settled it, if one did."""

    value: str | None
    text: str
    role: str
    doubt: str
    settled: bool = True  # by words of the text, if only of a title or heading


UNKNOWN = Period(None, "", "reference", doubt="base of a change, time not stated")


def own_time(
    text: str, times: Sequence[TimeMention], quantity: Quantity, opens: int
) -> TimeMention | None:
    """The last of ``times`` that is of a base itself, None where none is.

    It stands behind the 由 at ``opens``, which the whole list may share (由2015年的3元、5元提高到);
    where the base opens with its number (2015年的50万人减少到26万人), right before that.
    """
    for time in reversed(times):
        if time.end > quantity.start or time.role == "frequency":  # 由每年的480元
            continue
        near = text[time.end : quantity.start] in ("", "的")
        if near if opens == quantity.start else time.start >= opens:
            return time
    return None


def before_change(
    text: str, own: TimeMention | None, time: TimeMention | None, frame: Frame
) -> Period:
    """The period of a base with a time of its ``own``, else by what governs the whole change.

    Over several years that is the year before them; within one it is not known, for it is not
    that of the change's end.
    """
    if own is not None and own.period is not None:
        words = text[own.start : own.end]
        year = year_of(own.period) if words.endswith("初") else None
        value = own.period if year is None else f"{year}-01-01"  # 年初的40%
        return Period(value, words, own.role, own.doubt)
    span = None if own is not None else time.period if time is not None else frame.reference
    if span is None or year_of(span) is not None:
        return UNKNOWN
    year_before = str(interval(span)[0].year - 1)
    if time is not None:
        return Period(year_before, text[time.start : time.end], time.role, time.doubt)
    doubt = "period inferred" if frame.inferred else ""
    return Period(year_before, "", "reference", doubt, frame.settled)
