"""The words of time, read from ``time_words.toml`` and ``named_periods.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.lexicons import read_toml
from pipeline.errors import LexiconError

ROLES = frozenset({"period", "base", "deadline", "since", "frequency", "vague"})


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word that says when; ``not_after`` and ``not_before`` are sets of characters."""

    text: str
    means: str
    role: str
    not_after: str
    not_before: str


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A span with a name; no ``start`` and ``end`` where its ends are not agreed.

    ``recent`` ones began not long before the text speaks.
    """

    text: str
    plan: bool
    bare: bool
    start: int | None
    end: int | None
    recent: bool = False

    @property
    def period(self) -> str | None:
        """The span in ISO 8601.

        >>> NamedPeriod("十三五", True, True, 2016, 2020).period
        '2016/2020'
        """
        if self.start is None or self.end is None:
            return None
        return f"{self.start}/{self.end}"


def _words(entry: dict[str, Any], role: str) -> list[TimeWord]:
    try:
        role = str(entry.get("role", role))
        if role not in ROLES:
            raise LexiconError(f"time_words.toml: {entry['words']}: no such role: {role}")
        before, after = str(entry.get("not_after", "")), str(entry.get("not_before", ""))
        return [TimeWord(w, str(entry["means"]), role, before, after) for w in entry["words"]]
    except KeyError as error:
        raise LexiconError(f"time_words.toml: {entry}: lacks {error}") from error


@cache
def relative_years() -> dict[str, TimeWord]:
    """Words for a year counted from another: 今年, 上年, 次年."""
    entries = read_toml("time_words.toml")["relative_year"]
    return {w.text: w for entry in entries for w in _words(entry, "period")}


@cache
def time_words() -> dict[str, TimeWord]:
    """Words that are a time by themselves: 目前, 年末, 同比, 每年."""
    entries = read_toml("time_words.toml")["word"]
    return {w.text: w for entry in entries for w in _words(entry, "period")}


@cache
def price_words() -> tuple[tuple[str, ...], str]:
    """Words that make the year before them one of prices, with what may not follow them."""
    entry = read_toml("time_words.toml")["price"][0]
    return tuple(entry["after"]), str(entry["not_before"])


@cache
def clues() -> dict[str, int]:
    """Events whose mention as new dates a text: words → year."""
    return {w: int(e["year"]) for e in read_toml("time_words.toml")["clue"] for w in e["words"]}


@cache
def named_periods() -> dict[str, NamedPeriod]:
    """Named spans by name: five-year plans (without quotation marks) and whole expressions."""
    return {
        name: NamedPeriod(
            name,
            e["kind"] == "plan",
            bool(e.get("bare", False)),
            e.get("start"),
            e.get("end"),
            bool(e.get("recent", False)),
        )
        for e in read_toml("named_periods.toml")["period"]
        for name in e["names"]
    }


@cache
def title_words(kind: str) -> tuple[str, ...]:
    """Words in a title that say how its year is meant: ``communique`` or ``report``."""
    return tuple(read_toml("time_words.toml")["titles"][kind])
