"""Names of divisions that begin with a numeral and count nothing: 三台 of 三台县, 五河, 六枝."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import load_gazetteer
from extractors.lexicons import alternation, read_toml
from extractors.units import load_units
from pipeline.model import Ignored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractors.gazetteer import Gazetteer
    from pipeline.model import Document, PlaceMention

RULE = "ignore.place-name"
NUMERALS = frozenset("一二两三四五六七八九十百千万双")


def numeral_names(
    document: Document,
    places: Sequence[PlaceMention],
    own: Mapping[int, str],
    gazetteer: Gazetteer,
) -> list[Ignored]:
    """Places that begin with a numeral: those that were read, and, in each article, the short
    names of the divisions of its own province."""
    text = document.text
    found = {(p.start, p.end) for p in places if p.end - p.start > 1 and text[p.start] in NUMERALS}
    for article in document.articles:
        pattern = _pattern(_province(own.get(article.index, ""), gazetteer))
        if pattern is not None:
            found.update(m.span() for m in pattern.finditer(text, article.start, article.end))
    return [Ignored(start, end, RULE) for start, end in _outermost(found)]


def _outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans that lie in no other, in order."""
    reach = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reach:
            yield start, end
            reach = end


def _province(path: str, gazetteer: Gazetteer) -> str:
    """The code of the province of a place, ``""`` where it is of none."""
    place = gazetteer.at(path) if path else None
    chain = gazetteer.chain(place) if place is not None else ()
    return chain[-1].code if chain and chain[-1].level == "province" else ""


@lru_cache(maxsize=64)
def _pattern(province: str) -> regex.Pattern[str] | None:
    """A pattern of the names of a province where they count nothing, None without any."""
    names = sorted(set(_names(province, load_gazetteer()))) if province else []
    if not names:
        return None
    words = read_toml("figure_words.toml")["counted_place"]
    return regex.compile(
        rf"(?<![\d{''.join(sorted(NUMERALS))}])(?<!{alternation(words['ahead'])})"
        rf"(?:{alternation(names)})(?!{alternation(words['behind'])})"
    )


def _names(code: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The short names below a division; what reads as money (三元以上) is left out."""
    for division in gazetteer.children(code):
        for name in division.shorts:
            if name[0] in NUMERALS and load_units().dimension(name[1:]) != "money":
                yield name
        yield from _names(division.code, gazetteer)
