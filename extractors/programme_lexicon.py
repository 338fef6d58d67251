"""National programmes and slogans: one pass of Aho-Corasick, quotation marks ignored."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.lexicons import read_toml, reason
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = frozenset({"", "national", "province", "county"})
YEARS = range(1949, 2100)
KINDS = frozenset({"policy", "campaign", "project", "document", "mechanism", "slogan"})
QUOTES = '“”"‘’「」『』＂'
NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿0123456789")
QUOTE = regex.compile(f"[{QUOTES}]")


@dataclass(frozen=True, slots=True)
class Programme:
    """One entry of ``lexicon/programmes.toml``; its comments say what the fields mean."""

    name: str
    kind: str
    example: str
    refusal: str = ""
    quoted: bool = False
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    level: str = ""
    issuer: str = ""
    year: int | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """One way in which a programme is printed; ``programme`` is None for a longer other word."""

    text: str
    programme: Programme | None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All programmes, their prints by text, and the matcher over the prints."""

    programmes: tuple[Programme, ...]
    prints: tuple[Print, ...]
    by_text: dict[str, Print]
    matcher: AhoCorasick


def bare(text: str) -> str:
    """The text without quotation marks.

    >>> bare("“四好”农村路")
    '四好农村路'
    """
    stripped: str = QUOTE.sub("", text)
    return stripped


def _programme(row: dict[str, Any]) -> Programme:
    try:
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        entry = Programme(**values)
    except TypeError as error:
        raise LexiconError(f"programmes.toml: {row.get('name', row)}: {reason(error)}") from error
    if entry.kind not in KINDS:
        raise LexiconError(f"programmes.toml: {entry.name}: no such kind: {entry.kind}")
    if entry.level not in LEVELS:
        raise LexiconError(f"programmes.toml: {entry.name}: no such level: {entry.level}")
    if entry.year is not None and entry.year not in YEARS:
        raise LexiconError(f"programmes.toml: {entry.name}: no such year: {entry.year}")
    if entry.seen and not (entry.issuer or entry.year):
        raise LexiconError(f"programmes.toml: {entry.name}: seen, but neither issuer nor year")
    if not all(entry.components):
        raise LexiconError(f"programmes.toml: {entry.name}: an empty component")
    return entry


def _kindred(entry: Programme) -> Iterator[Programme]:
    """The names of ``also``, as entries: of its kind and level, of nobody knows whom or when."""
    for name in entry.also:
        yield replace(entry, name=name, aliases=(), also=(), issuer="", year=None, seen="")


def _prints(entry: Programme) -> Iterator[Print]:
    yield Print(bare(entry.name), entry, entry.quoted)
    yield from (Print(bare(alias), entry) for alias in entry.aliases)
    yield from (Print(bare(kin.name), kin) for kin in _kindred(entry))
    yield from (Print(bare(word), None) for word in entry.not_in)


def entries() -> Iterator[Programme]:
    """Every programme of the lexicon in the order of the file, each with those kindred to it."""
    for entry in load_lexicon().programmes:
        yield entry
        yield from _kindred(entry)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once; two entries with one print are an error of ours."""
    programmes = tuple(_programme(row) for row in read_toml("programmes.toml")["programmes"])
    by_text: dict[str, Print] = {}
    every = [p for entry in programmes for p in _prints(entry)]
    for printed in sorted(every, key=lambda p: p.programme is None):
        other = by_text.setdefault(printed.text, printed)
        if printed.programme not in {None, other.programme}:
            raise LexiconError(f"programmes.toml: {printed.text} stands in two entries")
    prints = tuple(by_text.values())
    matcher = AhoCorasick([p.text for p in prints], matchkind=MatchKind.LeftmostLongest)
    return Lexicon(programmes, prints, by_text, matcher)


class BareText:
    """A text without its quotation marks, and the way back to the printed one."""

    def __init__(self, text: str) -> None:
        marks = [m.start() for m in QUOTE.finditer(text)]
        self.text = bare(text)
        self._edges = [at - i for i, at in enumerate(marks)]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """The span in the printed text, without quotation marks at its ends."""
        first = start + bisect_right(self._edges, start)
        return first, end - 1 + bisect_right(self._edges, end - 1) + 1


def in_quotes(text: str, start: int, end: int) -> bool:
    """Whether just this stretch stands between quotation marks."""
    return start > 0 and end < len(text) and text[start - 1] in QUOTES and text[end] in QUOTES


def find_prints(text: str) -> Iterator[tuple[int, int, Programme]]:
    """Spans of lexicon entries in text order, leftmost-longest."""
    lexicon = load_lexicon()
    stripped = BareText(text)
    for index, start, end in lexicon.matcher.find_matches_as_indexes(stripped.text):
        printed = lexicon.prints[index]
        if printed.programme is None:
            continue
        first, last = stripped.printed(start, end)
        if printed.quoted and not in_quotes(text, first, last):
            continue
        if text[first] in NUMERALS and text[first - 1 : first] in NUMERALS:
            continue  # 二十三变电站, 六十四五岁
        yield first, last, printed.programme
