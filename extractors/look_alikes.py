"""Misprints of a scanner: characters taken for one another (返盆 for 返贫), noted, not repaired."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicons import read_toml
from pipeline.errors import LexiconError
from pipeline.model import Issue

AROUND = 6  # characters of context on each side


@cache
def _pairs() -> tuple[tuple[str, ...], regex.Pattern[str]]:
    """What is meant, and one alternation of the misprints; group ``p3`` is the fourth pair."""
    rows = read_toml("look_alikes.toml")["pair"]
    try:
        groups = (f"(?P<p{i}>{'|'.join(row['printed'])})" for i, row in enumerate(rows))
        return tuple(row["meant"] for row in rows), regex.compile("|".join(groups))
    except (regex.error, KeyError) as error:
        raise LexiconError(f"look_alikes.toml: {error}") from error


def look_alikes(text: str) -> list[Issue]:
    """An issue for each misprint, with the words around it and what is probably meant.

    >>> [issue.message for issue in look_alikes("确保不返盆、不致盆。")]
    ['确保不返盆、不致盆。 (返盆: 返贫?)', '保不返盆、不致盆。 (致盆: 致贫?)']
    >>> look_alikes("确保不返贫，盆栽3200盆")
    []
    """
    meant, pattern = _pairs()
    found = []
    for match in pattern.finditer(text):
        start, end = match.span()
        around = text[max(0, start - AROUND) : end + AROUND].replace("\n", " ")
        word = meant[int(str(match.lastgroup)[1:])]
        found.append(Issue("look-alike", f"{around} ({match[0]}: {word}?)", start, end))
    return found
