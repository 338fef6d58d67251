"""Stretches of text that could name a place, before it is known which one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import TOWNSHIP_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_words import PlaceWords
    from pipeline.model import Tagging, Word

FULL, SHORT, WEAK = "full", "short", "weak"
LEADS = frozenset("至到在经和与往赴从离向、")  # the tagger draws them into the name: 至容县
LONGEST_TOWN = 15
OPEN_TAGS = frozenset({"LOC", "ORG", "nz", "nt", "ns"})  # words that may hold a place inside
SEEN_TAGS = frozenset({"LOC", "ORG", "nt", "ns"})  # words that a place opens

_TOWN_END = regex.compile("街道办事处|街道|苏木|[镇乡]")
# Behind a short name at the head of a title: 长寿：严格落实…, 平潭2017年预算
_HEADLINE = regex.compile(r"\s*(?:[：:]|\d{4}|[市县区](?!域)|综合|$)")
# Before a whole name of two characters, where no tagger says that a word begins: 关于岷县…
_CLEAR = regex.compile(r"(?:^|[^\p{Han}]|[年月日]|关于|中共|中国共产党|[在由与])$")
_AND = regex.compile(r"(?<=\p{Han})和")  # 市和县, 郊区和县
_YEAR = regex.compile(r"\d{4}年")
_GOES_ON = regex.compile(
    r"[级域直际情乡内外长]|城(?![区关])|[（(][市区旗]"
)  # 和县级单位, 成县域经济
_MARKS = " 　“”《—-·中国"  # a portal signs as 中国平潭


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in the text with the divisions that bear it.

    ``strength``: a full name, a short form that is safe by itself, or one that needs support.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Division, ...]
    strength: str


class WordGrid:
    """The tagger's words and places, asked by position; all is allowed where it saw nothing."""

    def __init__(self, tagging: Tagging, text: str = "") -> None:
        self._text = text
        self._words = list(tagging.words)
        self._starts = [word.start for word in self._words]
        self._place_list = sorted((e.start, e.end) for e in tagging.entities if e.tag == "LOC")
        self._places = set(self._place_list)

    def fits(self, start: int, end: int) -> bool:
        """Whether no ordinary word reaches across a border of the span.

        The name of another place may, but not with one character in front: 龙舟山, 云台山.
        """
        head, tail = self._word_over(start), self._word_over(end)
        if head is not None and (head.tag not in OPEN_TAGS or self._stray(head, start)):
            return False
        return tail is None or tail.tag in OPEN_TAGS

    def _stray(self, word: Word, start: int) -> bool:
        """Whether just one character of the word stands before, which does not lead to a place."""
        return start - word.start == 1 and self._text[word.start : start] not in LEADS

    def _word_over(self, at: int) -> Word | None:
        """The word that reaches across the offset."""
        i = bisect_right(self._starts, at) - 1
        if i < 0 or not self._words[i].start < at < self._words[i].end:
            return None
        return self._words[i]

    def last_word(self, end: int) -> str:
        """The word that the offset ends, "" where it ends none."""
        word = self._word_over(end - 1) or self._word_at(end - 1)
        return self._text[word.start : end] if word is not None and word.end == end else ""

    def _word_at(self, at: int) -> Word | None:
        i = bisect_right(self._starts, at) - 1
        return self._words[i] if i >= 0 and self._words[i].start == at else None

    def opens(self, start: int, end: int) -> bool | None:
        """Whether a place, or the name of a body, begins with the span; ``None`` if untagged."""
        if not self._words:
            return None
        word = self._word_at(start)
        return word is not None and word.end >= end and word.tag in SEEN_TAGS

    def joins(self, at: int) -> bool:
        """Whether a word reaches across the offset; or may, where nothing was tagged."""
        return not self._words or self._word_over(at) is not None

    def places_within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places that the tagger saw in a stretch, in text order."""
        for place in self._place_list[bisect_left(self._place_list, (start, start)) :]:
            if place[0] >= end:
                return
            yield place

    def is_place(self, start: int, end: int) -> bool:
        """Whether the tagger saw just this span as a place."""
        return (start, end) in self._places


def _strength(name: str, candidates: tuple[Division, ...], words: PlaceWords) -> str:
    """How far the name stands by itself: see :class:`Hit`."""
    if name in words.common or name in words.common_full:
        return WEAK
    if len(name) >= 3:
        return SHORT if any(name in c.shorts for c in candidates) else FULL
    top = candidates[0]
    large = top.level in ("province", "prefecture") and name in top.shorts
    return SHORT if large else WEAK


def division_hits(text: str, gazetteer: Gazetteer, words: PlaceWords, grid: WordGrid) -> list[Hit]:
    """The names of provinces, prefectures and counties in the text, vetoes taken out."""
    barred = [(start, end) for _, start, end in words.vetoes.find_matches_as_indexes(text)]
    bar_ends = [end for _, end in barred]
    strengths: dict[str, str] = {}
    found = []
    for start, end, name in gazetteer.hits(text):
        candidates = gazetteer.named(name)
        if name not in strengths:
            strengths[name] = _strength(name, candidates, words)
        strength = strengths[name]
        if strength == WEAK and _stands_whole(
            text, Hit(start, end, name, candidates, WEAK), words, grid
        ):
            strength = FULL
        if strength != FULL:
            near = bisect_right(bar_ends, start)
            if near < len(barred) and barred[near][0] < end:
                continue
            if words.street.match(text, end):
                continue
            if candidates[0].level != "province" and _bears_name(text, end, words, grid):
                continue
        if name[-1] == "区" and text[end : end + 1] == "域":
            continue
        if len(name) <= 3 and not grid.fits(start, end):
            continue
        found.append(Hit(start, end, name, candidates, strength))
    return found


def _stands_whole(text: str, hit: Hit, words: PlaceWords, grid: WordGrid) -> bool:
    """Whether a whole name that could be part of other words (岷县, 城北区) is itself here.

    The body of it that speaks shows it (市北区人民政府); for 岷县, which is no everyday word,
    the tagger too, or, where nothing was tagged, what stands on both sides.
    """
    if not any(hit.name == c.name for c in hit.candidates) or _AND.match(text, hit.start):
        return False
    seen, clear = (
        grid.opens(hit.start, hit.end),
        _CLEAR.search(text, max(0, hit.start - 5), hit.start),
    )
    headed = seen is None and _YEAR.match(text, hit.end)
    if headed or words.offices.match(text, hit.end):
        return bool(seen or clear)
    everyday = hit.name in words.common or hit.name in words.common_full
    if len(hit.name) > 2 or everyday or _GOES_ON.match(text, hit.end):
        return False
    return bool(clear) if seen is None else seen


def _bears_name(text: str, end: int, words: PlaceWords, grid: WordGrid) -> bool:
    """Whether a river, a hill or a bay of the name follows (but 扶余山鹰公司 is no hill)."""
    if words.waters.match(text, end):
        return True
    return words.features.match(text, end) is not None and grid.joins(end)


def town_names(
    text: str, gazetteer: Gazetteer, words: PlaceWords
) -> Iterator[tuple[int, int, str]]:
    """Names of townships, the longest that ends at each 镇, 乡, 街道 or 苏木."""
    known, refused = gazetteer.town_counties, words.village_vetoes
    for match in _TOWN_END.finditer(text):
        end, kind = match.end(), match.end() - match.start()
        for start in range(max(0, end - LONGEST_TOWN), end - kind):
            name = text[start:end]
            if name in known and name not in refused:
                yield start, end, name
                break


def town_stem(name: str) -> str:
    """洪湖镇 → 洪湖: the township's name without its kind."""
    for suffix in TOWNSHIP_SUFFIXES:
        if name.endswith(suffix):
            return name[: -len(suffix)]
    return name


def opens_headline(text: str, hit: Hit) -> bool:
    """Whether a line opens with the name as a headline does (长寿：严格落实…)."""
    line = text.rfind("\n", 0, hit.start) + 1
    return not text[line : hit.start].strip(_MARKS) and bool(_HEADLINE.match(text, hit.end))
