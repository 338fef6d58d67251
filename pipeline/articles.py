"""Titles of a document, and where one article ends and the next begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.mastheads import TITLE_FIELDS, fields_of, is_body
from pipeline.segment import stripped
from pipeline.tables import table_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lines import Line

LONGEST_TITLE = 90
HEAD = 14  # lines within which a document's title stands

_DASH = regex.compile(r"(?:[—─－–]{1,3}+|-{1,4}+)\s*+(?=\p{Han}|\d)")
_QUOTED = regex.compile(r"《(?P<title>[^《》]*+(?:《[^《》]*+》[^《》]*+)*+)》")
_PASSED_ON = regex.compile(r"印发|转发|批转|发布|下达")
_ABOUT = ("关于", "印发", "转发")
_ENDS = "。；：:！？，、,;…"
_MARKED = regex.compile(
    r"""
      [一二三四五六七八九十]{1,3} 、 | [（(] [一二三四五六七八九十\d]{1,3} [）)]
    | \d{1,2} [、.\ ] | 第 [一二三四五六七八九十]{1,3} [章条部] | [①-⑳\[|]
    """,
    regex.VERBOSE,
)
_SALUTATION = regex.compile(r"各位|同志们|代表们")
_STOP_INSIDE = regex.compile(r"[。；]")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """An article as ``lines[first:last]``; ``titles`` are the indices of its title's lines."""

    first: int
    last: int
    title: str
    titles: tuple[int, ...]


def is_headline(line: Line) -> bool:
    """Whether a line may be a headline: short, no sentence, no heading, no row, no body."""
    words = line.words
    if line.rule or len(words) > LONGEST_TITLE or words[-1] in _ENDS or _STOP_INSIDE.search(words):
        return False
    if _MARKED.match(words) or _SALUTATION.match(words) or table_style(words):
        return False
    return not is_body(words)


def is_subtitle(line: Line, anywhere: bool = False) -> bool:
    """Whether a line is the second part of a headline: ——夏邑县……综述."""
    if not _DASH.match(line.words) or not (is_headline(line) or line.words[-1] == "》"):
        return False
    return not anywhere or line.words.endswith(_subtitle_ends())


@cache
def _subtitle_ends() -> tuple[str, ...]:
    return tuple(read_toml("structure_kinds.toml")["subtitles"]["words"])


def with_titles_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, with known titles cut off the texts that follow them in the same line."""
    title = field_title(lines)
    known = [title, *quoted_titles(title)] if title else []
    patterns = [_spaced(words) for words in known if len(words) > 5]
    return [piece for line in lines for piece in _apart(line, patterns)]


def _spaced(words: str) -> regex.Pattern[str]:
    return regex.compile(r"\s*+".join(map(regex.escape, _SPACE.sub("", words))))


def _apart(line: Line, patterns: Sequence[regex.Pattern[str]]) -> Iterator[Line]:
    for pattern in patterns:
        match = None if line.rule else pattern.match(line.words)
        if match is not None and match.end() < len(line.words):
            cut = line.start + match.end()
            yield replace(line, end=cut, words=match.group())
            start, end = stripped(line.words, match.end(), len(line.words))
            yield replace(line, start=line.start + start, words=line.words[start:end], gap=False)
            return
    yield line


def field_title(lines: Sequence[Line]) -> str:
    """The title that a page gives in a field of its own, or ``""``."""
    fields = fields_of(lines[:HEAD])
    return next((fields[name] for name in fields if name in TITLE_FIELDS), "")


def quoted_titles(title: str) -> list[str]:
    """The texts that a notice passes on, by its title.

    >>> quoted_titles("某局关于印发《某区实施方案》的函")
    ['某区实施方案']
    """
    if not _PASSED_ON.search(title):
        return []
    return [match["title"] for match in _QUOTED.finditer(title)]


def joined_title(lines: Sequence[Line]) -> str:
    """Headline lines as one title: a space between them, —— before the second part.

    Bold lines, and a line that completes the title, are one headline that was broken: no space.
    """
    title = ""
    for line in lines:
        dash = _DASH.match(line.words)
        if dash is not None:
            title += "——" + line.words[dash.end() :]
        else:
            broken = line.strong or line.words.endswith(_title_ends())
            title += (" " if title and not broken else "") + line.words
    return title


def title_lines(lines: Sequence[Line]) -> list[int]:
    """The lines of the title at a document's head; none where it begins with text."""
    for first, line in enumerate(lines[:HEAD]):
        if is_headline(line) and not is_subtitle(line):
            issuer = first and line.words.startswith(_ABOUT) and is_body(lines[first - 1].words)
            return [*([first - 1] if issuer else []), *_group(lines, first)]
        if not line.rule and not is_body(line.words):
            break
    return []


def _group(lines: Sequence[Line], first: int) -> list[int]:
    """A headline with the lines that go on with it.

    A second line counts only where the masthead goes on below (a date, a byline, a subtitle
    or a body), or where both are set in bold: else it is a heading of the text.
    """
    group = [first]
    if first + 1 < len(lines) and _completes(lines[first], lines[first + 1]):
        return [first, first + 1]
    for at in range(first + 1, min(len(lines), first + 4)):
        line = lines[at]
        if is_subtitle(line):
            return [*group, at]
        if line.rule or is_body(line.words):
            return group
        if not is_headline(line):
            break
        group.append(at)
    return group[:1]


def _completes(line: Line, below: Line) -> bool:
    """Whether a title was broken: 关于做好有效衔接⏎重点工作的通知."""
    ends = _title_ends()
    return (
        is_headline(below)
        and not is_subtitle(below)
        and below.words.endswith(ends)
        and not line.words.endswith(ends)
    )


@cache
def _title_ends() -> tuple[str, ...]:
    return tuple(read_toml("structure_kinds.toml")["title_ends"]["words"])


def split(lines: Sequence[Line]) -> list[Part]:
    """The articles of a document; there is at least one."""
    given = field_title(lines)
    head = title_lines(lines)
    title = _better(given, joined_title([lines[at] for at in head]))
    shown = [at for at in head if _same(lines[at].words, title)] if given else head
    starts = [(0, title, tuple(shown))]
    text = _text_begins(lines)
    for first, words, titles in _further(lines, title, head, text):
        if len(starts) == 1 and first <= min(text, 2 * HEAD):  # a page's first article
            starts[-1] = (0, words, (*starts[-1][2], *titles))
        else:
            starts.append((first, words, titles))
    lasts = [first for first, _, _ in starts[1:]] + [len(lines)]
    return [
        Part(first, last, words, titles)
        for (first, words, titles), last in zip(starts, lasts, strict=True)
    ]


def page_title(lines: Sequence[Line]) -> str:
    """The title of the document as a whole."""
    head = title_lines(lines)
    return _better(field_title(lines), joined_title([lines[at] for at in head]))


def _better(given: str, shown: str) -> str:
    """The title of the field, unless it is a mere label (2006年) and the headline says more."""
    if not given:
        return shown
    return shown if len(given) < 8 and len(shown) > len(given) else given


def _same(words: str, title: str) -> bool:
    closed, whole = _SPACE.sub("", words), _SPACE.sub("", title)
    return closed in whole or whole in closed


def _further(
    lines: Sequence[Line], title: str, head: Sequence[int], text: int
) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """Articles that begin below: passed-on texts, headlines with a subtitle or a date line."""
    passed_on = [_SPACE.sub("", words) for words in quoted_titles(title)]
    taken = max(head, default=-1)
    for at in range(taken + 1, len(lines) - 1):
        line, below = lines[at], lines[at + 1]
        if at <= taken or line.rule:
            continue
        closed = _SPACE.sub("", line.words)
        if closed in passed_on:
            taken = at
            yield at, line.words, (at,)
        elif is_headline(line) and is_subtitle(below, anywhere=True):
            taken = at + 1
            yield at, joined_title([line, below]), (at, at + 1)
        elif at > text and _dated_headline(lines, at):
            taken = at
            yield at, line.words, (at,)


def _dated_headline(lines: Sequence[Line], at: int) -> bool:
    """A headline in the midst of a page with a date line of its own below it."""
    if lines[at + 1].rule != "meta.date-line" or not is_headline(lines[at]) or at + 2 >= len(lines):
        return False
    above = lines[at - 1] if at else None
    ended = above is not None and (above.rule != "" or above.words[-1] in "。！？”）)")
    return ended and len(lines[at].words) >= 8


def _text_begins(lines: Sequence[Line]) -> int:
    """The first line that holds a sentence: what stands before it is masthead."""
    for at, line in enumerate(lines):
        if not line.rule and (_STOP_INSIDE.search(line.words) or line.words[-1] in "。！？"):
            return at
    return len(lines)
