"""Opening of the data files in ``extractors/lexicon``, and patterns of the words in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable

MISSING = regex.compile(r"missing \d+ required .*arguments?: (?P<keys>.+)")
LEXICON = Path(__file__).resolve().parent / "lexicon"


def read_toml(name: str) -> dict[str, Any]:
    """The tables of one of our TOML files; a mistake in it names the file and the place."""
    path = LEXICON / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name}: {error}") from error


def reason(error: Exception) -> str:
    """Why an entry of a data file cannot be taken, for a person.

    >>> reason(KeyError("example")), reason(ValueError("no such kind: size"))
    ('example is missing', 'no such kind: size')
    >>> reason(TypeError("Head.__init__() missing 1 required positional argument: 'refusal'"))
    'refusal is missing'
    """
    said = str(error.args[0]) if error.args else repr(error)
    if isinstance(error, KeyError):
        return f"{said} is missing"
    lacking = MISSING.search(said)
    return f"{lacking['keys'].replace(chr(39), '')} is missing" if lacking else said


def alternation(words: Iterable[str]) -> str:
    """A pattern of literal words, the longest first.

    >>> alternation(["行动", "行动计划"])
    '行动计划|行动'
    """
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
