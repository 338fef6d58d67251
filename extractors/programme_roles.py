"""What the words around a named programme make of it: announced, subject, part of another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicons import alternation, read_toml

MARKS = r"[“”\"‘’「」『』《》\s]*"


@dataclass(frozen=True, slots=True)
class Roles:
    """The patterns of ``lexicon/programme_roles.toml``, compiled."""

    before: regex.Pattern[str]  # ends with a verb that announces
    bare_start: regex.Pattern[str]  # nothing but a marker, a time or an adverb
    after: regex.Pattern[str]  # nothing but the tail of a name up to the clause's end
    predicate: regex.Pattern[str]
    part: regex.Pattern[str]
    going_on: regex.Pattern[str]
    said_of: regex.Pattern[str]
    doer: regex.Pattern[str]
    onto: regex.Pattern[str]
    amounts: regex.Pattern[str]  # a noun that says only what or whose part of a programme
    content: regex.Pattern[str]
    frames: frozenset[str]
    wide: frozenset[str]
    common: frozenset[str]
    courses: tuple[str, ...]


@cache
def load_roles() -> Roles:
    """The roles, read and compiled once."""
    data = read_toml("programme_roles.toml")
    words = {key: alternation(value) for key, value in data.items()}
    return Roles(
        before=regex.compile(rf"(?:{words['verbs']})(?:{words['between']})*{MARKS}$"),
        bare_start=regex.compile(
            r"(?:[一二三四五六七八九十]+是|[^，。]{0,2}|同时|此外|其中)" + MARKS
        ),
        after=regex.compile(rf"{MARKS}(?:{words['tails']}|等|[及和、]){{0,4}}{MARKS}"),
        predicate=regex.compile(rf"{MARKS}(?:{words['tails']}){{0,2}}(?:{words['predicates']})"),
        part=regex.compile(rf"{MARKS}(?:{words['parts']})"),
        going_on=regex.compile(words["going_on"]),
        said_of=regex.compile(words["said_of"]),
        doer=regex.compile(f"(?:{words['doers']})"),
        onto=regex.compile(rf"(?:{words['onto']})*{MARKS}"),
        amounts=regex.compile(words["amounts"]),
        content=regex.compile(words["content"]),
        frames=frozenset(data["frames"]),
        wide=frozenset(data["wide"]),
        common=frozenset(data["common"]),
        courses=tuple(data["courses"]),
    )
