"""What an entry of a lexicon lacks: `make check` runs this first, and it names file and entry.

Every entry (a table that stands in a list, ``[[unit]]``) has a name and an example; those that
can misfire have a refusal as well: a text that holds the words and must not be read by them. That
each example is really found by its entry, and no refusal is, the tests say, lexicon by lexicon.
"""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractors.lexicons import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = ("id", "name", "word", "value", "printed", "short", "pattern", "words", "parts", "whole")
REFUSALS = ("refusal", "refuse", "refuses")
# file → the tables whose entries need no refusal, and why
NO_REFUSAL = {
    "units.toml": {"unit": "what it refuses stands in its stops"},
    "indicator_qualifiers.toml": {"qualifier": "it comes off where the rest is an indicator"},
    "indicator_sources.toml": {"source": "it is shown, and finds nothing"},
    "programmes.toml": {"programmes": "a full name; one that is an ordinary word has a refusal"},
    "organisations.toml": {"stop": "it is a refusal itself", "whole": "names complete as they are"},
    "organisation_names.toml": {"organ": "a short form with its full name"},
    "check_words.toml": dict.fromkeys(("complements", "identity"), "labels that go together"),
    "time_words.toml": {"clue": "it only helps to guess a date"},
}
# tables without examples: lists of words for rules which have one, and what finds nothing
NO_EXAMPLE = {"slogans.toml": {"words"}, "indicator_sources.toml": {"source"}}


def entries(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each entry of a file with the name of its table."""
    for table, rows in data.items():
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            yield from ((table, row) for row in rows)


def name_of(row: Mapping[str, Any], number: int) -> str:
    """How an entry is called: by its id, name or first word, else by its place in the file."""
    for key in NAMES:
        if row.get(key):
            value = row[key]
            return str(value[0] if isinstance(value, list) else value)
    return f"number {number}"


def _text(row: Mapping[str, Any], *keys: str) -> bool:
    """Whether one of the keys holds a text, or a list of texts."""
    values = [row[key] for key in keys if key in row]
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    return bool(texts) and all(str(text).strip() for text in texts)


def missing(file: str, data: Mapping[str, Any]) -> list[str]:
    """A message for each thing that an entry of the file lacks.

    >>> missing("units.toml", {"unit": [{"name": "垧", "forms": ["垧"]}]})
    ['units.toml: entry 垧: example is missing: a text in which it is found']
    """
    found = []
    for number, (table, row) in enumerate(entries(data), 1):
        where = f"{file}: entry {name_of(row, number)}"
        if not _text(row, "example", "examples") and table not in NO_EXAMPLE.get(file, set()):
            found.append(f"{where}: example is missing: a text in which it is found")
        if table not in NO_REFUSAL.get(file, {}) and not _text(row, *REFUSALS):
            found.append(f"{where}: refusal is missing: a text in which it must not be found")
        if row.get("quoted") and not _text(row, *REFUSALS):
            found.append(f"{where}: refusal is missing: the word without its quotation marks")
    return found


def files() -> dict[str, dict[str, Any]]:
    """All lexicons in TOML, by their path in the folder of lexicons."""
    paths = sorted(LEXICON.rglob("*.toml"))
    return {
        path.relative_to(LEXICON).as_posix(): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in paths
    }


def main() -> int:
    """Print what is missing; 1 if anything is."""
    try:
        lacking = [message for file, data in files().items() for message in missing(file, data)]
    except tomllib.TOMLDecodeError as error:
        lacking = [f"extractors/lexicon: {error}"]
    for message in lacking:
        print(message, file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
