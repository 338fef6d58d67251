"""Numerals that name something and are no figures: 三农, 一企一策, 五级书记, 三通一平."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.lexicons import read_toml
from pipeline.errors import LexiconError
from pipeline.model import Ignored

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Slogans:
    """The words with their rule ids (None: a longer string that counts), and the patterns."""

    words: tuple[tuple[str, str | None], ...]
    matcher: AhoCorasick
    pattern: regex.Pattern[str]
    rules: tuple[str, ...]


def _words(groups: list[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    for group in groups:
        yield from ((word, group["id"]) for word in group["words"])
        yield from ((word, None) for word in group["not_in"])


def _pattern(rules: list[dict[str, str]]) -> regex.Pattern[str]:
    """One alternation of all rules; group ``r3`` is the fourth."""
    try:
        return regex.compile("|".join(f"(?P<r{i}>{r['pattern']})" for i, r in enumerate(rules)))
    except (regex.error, KeyError) as error:
        raise LexiconError(f"slogans.toml: {error}") from error


@cache
def load_slogans() -> Slogans:
    """The slogans, read and compiled once."""
    data = read_toml("slogans.toml")
    unique = dict(sorted(_words(data["words"]), key=lambda w: w[1] is not None))
    words = tuple(unique.items())
    return Slogans(
        words,
        AhoCorasick([w for w, _ in words], matchkind=MatchKind.LeftmostLongest),
        _pattern(data["rule"]),
        tuple(rule["id"] for rule in data["rule"]),
    )


def slogan_spans(text: str) -> list[Ignored]:
    """Stretches whose numerals name something, in text order; words and patterns may overlap.

    >>> [(i.rule, "推行一企一策"[i.start : i.end]) for i in slogan_spans("推行一企一策")]
    [('slogan.one-each', '一企一策')]
    """
    return sorted((*_word_spans(text), *_pattern_spans(text)), key=lambda i: (i.start, i.end))


def _word_spans(text: str) -> Iterator[Ignored]:
    slogans = load_slogans()
    for index, start, end in slogans.matcher.find_matches_as_indexes(text):
        rule = slogans.words[index][1]
        if rule is not None and not _continues_number(text, start):
            yield Ignored(start, end, rule)


def _pattern_spans(text: str) -> Iterator[Ignored]:
    slogans = load_slogans()
    for match in slogans.pattern.finditer(text):
        if not _continues_number(text, match.start()):
            rule = slogans.rules[int((match.lastgroup or "r0")[1:])]
            yield Ignored(match.start(), match.end(), rule)


def _continues_number(text: str, start: int) -> bool:
    """二十三农户, 12万千瓦时: the numeral began further left."""
    left = text[start - 1 : start]
    return left.isdigit() or (left != "" and left in "〇零一二三四五六七八九十百千万亿.．")
