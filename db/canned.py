"""The questions that are asked by themselves: ``queries/*.sql`` with their headers.

A file begins with comment lines: ``-- zh:`` and ``-- en:`` give the question, each
``-- parameter name:`` says what a parameter is (Chinese / English) and what an empty one means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from pipeline.errors import LexiconError

FOLDER = Path(__file__).with_name("queries")
_HEADER = re.compile(
    r"--\ (?: (?P<language>zh|en) | parameter\ (?P<name>[a-z_]+) ):\ (?P<text>.+)", re.VERBOSE
)
_LIMIT = re.compile(r"^LIMIT (?P<rows>\d+)\s*\Z", re.MULTILINE)
_PLACEHOLDER = re.compile(r":(?P<name>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named parameter; every query gives an answer with an empty one too."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the SQL that answers it."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    sql: str


def _parameter(name: str, text: str) -> Parameter:
    zh, _, en = text.partition(" / ")
    return Parameter(name, zh.strip(), en.strip())


def parse(name: str, text: str) -> Query:
    """A query out of a file's text; :class:`LexiconError` where its header is not in order.

    >>> parse("q", "-- zh: 几个？\\n-- en: How many?\\nSELECT 1").zh
    '几个？'
    """
    words: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        found = _HEADER.fullmatch(line)
        if found is None:
            raise LexiconError(f"queries/{name}.sql: cannot read the header line {line!r}")
        if found["language"]:
            words[found["language"]] = found["text"].strip()
        else:
            parameters.append(_parameter(found["name"], found["text"]))
    _verify(name, text, words, parameters)
    return Query(name, words["zh"], words["en"], tuple(parameters), text.strip())


def _verify(name: str, text: str, words: dict[str, str], parameters: list[Parameter]) -> None:
    """Both languages are there, and just the parameters that the SQL has."""
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    used = {match["name"] for match in _PLACEHOLDER.finditer(body)}
    if set(words) != {"zh", "en"} or not all(each.zh and each.en for each in parameters):
        raise LexiconError(f"queries/{name}.sql: the header must have Chinese and English")
    if used != {each.name for each in parameters}:
        raise LexiconError(f"queries/{name}.sql: the header must name its parameters: {used}")


@lru_cache(maxsize=1)
def queries() -> tuple[Query, ...]:
    """All queries, by file name (their numbers order them)."""
    paths = sorted(FOLDER.glob("*.sql"))
    return tuple(
        parse(path.stem.partition("-")[2], path.read_text(encoding="utf-8")) for path in paths
    )


def _description(query: Query) -> str:
    """The question in English, and how many rows there are at most."""
    most = _LIMIT.search(query.sql)
    note = f" 最多 {most['rows']} 行。 At most {most['rows']} rows." if most else ""
    return f"<p class='en'>{escape(query.en)}{note}</p>"


def hint(parameter: str, name: str | None) -> Markup:
    """What a parameter of a query is, to stand under its field."""
    found = {
        each.name: each for query in queries() if query.name == name for each in query.parameters
    }
    if parameter not in found:
        return Markup("")
    words = Markup('<small class="hint">{} <span class="en">{}</span></small>')
    return words.format(found[parameter].zh, found[parameter].en)


def metadata() -> dict[str, dict[str, Any]]:
    """The queries as Datasette's metadata has them."""
    return {
        query.name: {
            "sql": query.sql,
            "title": query.zh,
            "description_html": _description(query),
            "params": [each.name for each in query.parameters],
            "hide_sql": True,
        }
        for query in queries()
    }
