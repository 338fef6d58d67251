"""Where the sources of the vocabulary of indicators, and its definitions, were seen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.lexicons import read_toml
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.indicator_lexicon import Indicator

FILE = "indicator_sources.toml"


class Check(NamedTuple):
    """What of an entry was compared with a document, and with which one ("" with none)."""

    checked: str  # definition, source or none
    seen: str


def check_of(entry: Indicator) -> Check:
    """Whether the definition of an entry was seen, or its source only, and where.

    >>> from extractors.indicator_lexicon import load_indicators
    >>> check_of(load_indicators().by_id["urban-new-jobs"])
    Check(checked='definition', seen='《中华人民共和国2023年国民经济和社会发展统计公报》注释[7]')
    """
    if entry.seen:
        return Check("definition", entry.seen)
    seen = load_sources().get(entry.source, "")
    return Check("source" if seen else "none", seen)


@cache
def load_sources() -> dict[str, str]:
    """The documents in which the sources were seen, "" for those that nobody has found."""
    found: dict[str, str] = {}
    for row in read_toml(FILE)["source"]:
        name, seen = _source(row)
        if name in found:
            raise LexiconError(f"{FILE}: entry {name!r} stands twice")
        found[name] = seen
    return found


def _source(row: Mapping[str, object]) -> tuple[str, str]:
    """One row, checked: a title is only there if it was seen."""
    name, seen = row.get("name"), row.get("seen")
    if not isinstance(name, str) or not isinstance(seen, str) or set(row) - {"name", "seen"}:
        raise LexiconError(f"{FILE}: entry {name!r}: it has a name and seen, both texts")
    if "《" in name and not seen:
        raise LexiconError(f"{FILE}: entry {name!r}: a title that nobody has seen")
    return name, seen
