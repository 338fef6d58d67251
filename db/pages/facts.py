"""A fact as people read it: the number with its approximation, unit and short place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.pages.links import local_id
from db.pages.numbers import number_of, plain, short
from db.pages.words import doubt_zh, value_zh

if TYPE_CHECKING:
    from collections.abc import Mapping

_APPROX = {"about": "约 {}", "over": "{} 以上", "under": "{} 以下"}


def approximate(text: str, approx: object) -> str:
    """A number with the word that says how exact it is.

    >>> approximate("2,500", "over"), approximate("7", "exact")
    ('2,500 以上', '7')
    """
    return _APPROX.get(str(approx), "{}").format(text)


def _one(text: object) -> str:
    number = number_of(text)
    return "" if number is None else plain(number)


def shown_value(row: Mapping[str, Any]) -> str:
    """The number of a figure with its range and approximation.

    >>> shown_value({"value_text": "30000", "high_text": "50000", "approx": "exact"})
    '30,000–50,000'
    >>> shown_value({"value_text": "2500", "high_text": None, "approx": "over"})
    '2,500 以上'
    """
    text = _one(row["value_text"])
    if row["high_text"] is not None:
        text = f"{text}–{_one(row['high_text'])}"
    return approximate(text, row["approx"])


def short_value(row: Mapping[str, Any]) -> str:
    """The number in 万 or 亿, with its unit; empty where that is no shorter."""
    number = number_of(row["value_text"])
    text = short(number) if number is not None and row["high_text"] is None else ""
    return f"{text}{row['unit'] or ''}" if text else ""


def summary(row: Mapping[str, Any]) -> str:
    """A fact in one line, for the pointer to show."""
    parts = (
        row["indicator"] or "（未定指标）",
        f"{shown_value(row)}{row['unit'] or ''}",
        row["period"] or "时期未定",
        value_zh(row["status"], "status"),
        f"存疑：{doubt_zh(row['doubt'])}" if row["doubt"] else "",
    )
    return " · ".join(part for part in parts if part)


def fact(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``figures`` as the pages' templates use it."""
    document = row["document"]
    return {
        **row,
        "key": local_id(row["id"], document),
        "part_of_key": local_id(row["part_of"], document) if row["part_of"] else "",
        "shown": shown_value(row),
        "short": short_value(row),
        "status_zh": value_zh(row["status"], "status"),
        "measure_zh": value_zh(row["measure"], "measure"),
        "summary": summary(row),
    }
