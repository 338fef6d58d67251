"""Stray spaces of the print, told from spaces that part a text.

A space between a number and its measure word (5 个村) is stray wherever it stands. A space
between two Chinese characters is stray only in a text that was wrapped by hand or by a
scanner, whose spaces stand at about equal distances (every tenth or fifteenth character)
in most of its paragraphs; elsewhere it parts a headline, a heading or a column, and stays.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.draft import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.draft import Draft

MAX_WIDTH = 48  # characters between two spaces of a wrapped paragraph
MIN_SPACES = 3  # evidence below which a paragraph says nothing
EVIDENCE = 6  # spaces in the whole text, below which it is not judged
SPREAD = 0.35  # of the median distance, within which most distances lie
HEADLINE = 60  # characters: a longer line without punctuation is no headline

_PROSE = regex.compile(r"[。；，！？,;]")
_LINE = regex.compile(r"[^\n]++")
_WIDE = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…·]"
_BETWEEN = regex.compile(
    rf"""
      [ ] (?<= (?: {_WIDE} | [,.;:!?"()] ) [ ] ) (?= [^ \n\t] )
    | [ ] (?<= \d [ ] ) (?= {_WIDE} )
    """,
    regex.VERBOSE,
)
_HAN = regex.compile(r"\p{Han}")
_RUN = regex.compile(r"[ ] (?P<more> [ ]++ ) (?= [^ \n\t] )", regex.VERBOSE)
_DATE = regex.compile(
    r"""
    [12]\d{3} (?P<a>[ ]?) 年 (?P<b>[ ]?) \d{1,2} (?P<c>[ ]?) 月
    (?: (?P<d>[ ]?) \d{1,2} (?P<e>[ ]?) [日号] )?
    """,
    regex.VERBOSE,
)


@cache
def _measured() -> regex.Pattern[str]:
    """A stray space before a measure word, inside 万 元, or before a number that has one."""
    data = read_toml("structure_spacing.toml")["measures"]
    halves = (unit.split(" ") for unit in data["broken"])
    broken = "|".join(rf"(?<={left}[ ])(?={right})" for left, right in halves)
    number = r"\d [ ]? [百千万亿]{0,2} [ ]? \p{Han}{1,3} [ ]"
    return regex.compile(
        rf"[ ] (?<= {number} ) (?: {broken} ) (?! \L<but> ) |"
        r"""
          [ ] (?<= \d [ ] ) (?<! \d [ ] [\d.,]{1,12} [ ] ) (?! \L<but> ) (?= \L<words> )
        | [ ] (?<= \d [ ]? [万亿余多] [ ] ) (?! \L<but> ) (?= \L<words> )
        | [ ] (?<= [\u4e00-\u9fff] [ ] )
              (?= \d [\d.,]*+ [ ]?+ (?! \L<but> | [年月日号点时] ) \L<words> )
        """,
        regex.VERBOSE,
        words=data["words"],
        but=data["but"],
    )


def without_stray_spaces(draft: Draft) -> Draft:
    """The draft without stray spaces (rule ``text.space``); digits are never joined."""
    if " " not in draft.text:
        return draft
    single = draft.edited(_as_edits(_repeated(draft.text)))
    text = single.text
    stray = {match.start() for match in _measured().finditer(text)}
    stray.update(_in_dates(text), _wrapped(text))
    return single.edited(_as_edits(sorted(stray)))


def _as_edits(places: Iterable[int]) -> Iterator[Edit]:
    return (Edit(at, at + 1, "text.space") for at in places)


def _repeated(text: str) -> Iterator[int]:
    """All but the first space of a run inside a line of prose (in other lines they are layout)."""
    for line in _LINE.finditer(text):
        if "  " in line.group() and _PROSE.search(line.group()):
            start = line.start() + len(line.group()) - len(line.group().lstrip(" "))
            for run in _RUN.finditer(text, start, line.end()):
                yield from range(*run.span("more"))


def _in_dates(text: str) -> Iterator[int]:
    for match in _DATE.finditer(text):
        for name in "abcde":
            if match[name]:
                yield match.start(name)


def _wrapped(text: str) -> list[int]:
    """The spaces that hand-made line ends left in the paragraphs of a wrapped text."""
    paragraphs = [_between(line) for line in _LINE.finditer(text) if " " in line.group()]
    told = [
        _regular(places) and _inside_words(text, places)
        for places, _ in paragraphs
        if len(places) >= MIN_SPACES
    ]
    spaces = sum(len(places) for places, _ in paragraphs)
    if spaces < EVIDENCE or sum(told) * 2 <= len(told):
        return []
    return [at for places, prose in paragraphs if prose for at in places]


def _between(line: regex.Match[str]) -> tuple[list[int], bool]:
    """Places of the single spaces between wide characters; whether the line is no headline."""
    places = [m.start() + line.start() for m in _BETWEEN.finditer(line.group())]
    words = line.group()
    prose = len(words) > HEADLINE or _PROSE.search(words) is not None
    return places, prose


def _inside_words(text: str, places: list[int]) -> bool:
    """Whether most spaces part characters, not sentences, numbers or headings."""
    inside = sum(bool(_HAN.match(text[at - 1]) and _HAN.match(text[at + 1])) for at in places)
    return inside * 2 > len(places)


def _regular(places: list[int]) -> bool:
    """Whether the spaces stand at about equal, small distances, as line ends do.

    >>> _regular([14, 29, 43, 58]), _regular([3, 40, 44, 90])
    (True, False)
    """
    gaps = [after - before for before, after in pairwise(places)]
    middle = median(gaps)
    near = sum(abs(gap - middle) <= SPREAD * middle for gap in gaps)
    return middle <= MAX_WIDTH and near >= 0.7 * len(gaps)
