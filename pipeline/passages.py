"""Sections and sentences of a document, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.headings import LINE_RANK, heading_text, markers_in, unmarked_rank
from pipeline.mastheads import DATED_RULES as _DATED
from pipeline.mastheads import is_body
from pipeline.model import Ignored, Section, Sentence, SentenceKind
from pipeline.segment import sentences as sentences_in
from pipeline.segment import stripped
from pipeline.tables import caption_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.articles import Part
    from pipeline.headings import Marker
    from pipeline.lines import Line
    from pipeline.model import Table


@dataclass(frozen=True, slots=True)
class Passages:
    """What the lines of a document fall into."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    ignored: tuple[Ignored, ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    """A section that opens: where, how high, and its heading."""

    article: int
    start: int
    rank: int
    marker: str
    heading: str
    line_end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence before it is numbered."""

    article: int
    start: int
    end: int
    kind: SentenceKind
    paragraph: int


def read_passages(
    text: str,
    lines: Sequence[Line],
    parts: Sequence[Part],
    tables: Sequence[tuple[int, int, Table]],
) -> Passages:
    """The sections, the sentences and the numerals that structure explains."""
    kinds = _line_kinds(lines, parts, tables)
    pieces: list[_Piece] = []
    openings: list[_Opening] = []
    ignored: list[Ignored] = []
    for article, at in _by_article(parts):
        line, kind = lines[at], kinds[at]
        if kind is SentenceKind.META and line.rule:
            ignored.append(Ignored(line.start, line.end, line.rule))
        if kind is not SentenceKind.TEXT:
            pieces.append(_Piece(article, line.start, line.end, kind, at))
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        _read_text(text, line, below, article, at, pieces, openings, ignored)
    sections = _sections(openings, parts, lines, len(text))
    return Passages(sections, _numbered(pieces, sections), tuple(ignored))


def _by_article(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    for index, part in enumerate(parts):
        for at in range(part.first, part.last):
            yield index, at


def _line_kinds(
    lines: Sequence[Line], parts: Sequence[Part], tables: Sequence[tuple[int, int, Table]]
) -> list[SentenceKind]:
    kinds = [SentenceKind.META if line.rule else SentenceKind.TEXT for line in lines]
    for first, last, _ in tables:
        captions = {line.start for line in caption_lines(lines, first)}
        for at in range(max(0, first - 3), last):
            if at >= first or lines[at].start in captions:
                kinds[at] = SentenceKind.TABLE
    for at in _names_of_bodies(lines):
        kinds[at] = SentenceKind.META
    for part in parts:
        for at in part.titles:
            kinds[at] = SentenceKind.TITLE
    return kinds


def _names_of_bodies(lines: Sequence[Line]) -> Iterator[int]:
    """Lines that only name who issues or signs: beside a date line, or another such line."""
    near = False
    bodies: list[int] = []
    for at, line in enumerate(lines):
        if not line.rule and is_body(line.words):
            bodies.append(at)
        elif line.rule in _DATED or not bodies:
            near = line.rule in _DATED
            if near:
                yield from bodies
            bodies = []
        else:
            yield from bodies if near else ()
            near, bodies = False, []


def _read_text(
    text: str,
    line: Line,
    below: Line | None,
    article: int,
    paragraph: int,
    pieces: list[_Piece],
    openings: list[_Opening],
    ignored: list[Ignored],
) -> None:
    markers = markers_in(text, line.start, line.end)
    for marker in markers:
        ignored.append(Ignored(marker.start, marker.end, _marker_rule(marker)))
        if marker.opens:
            openings.append(_opening(text, article, marker, line.end))
    rank = 0 if markers and markers[0].start == line.start else unmarked_rank(line, below)
    if rank:
        openings.append(_Opening(article, line.start, rank, "", line.words, line.end))
        pieces.append(_Piece(article, line.start, line.end, SentenceKind.HEADING, paragraph))
        return
    for start, end, kind in _spans(text, line, markers):
        pieces.append(_Piece(article, start, end, kind, paragraph))


def _marker_rule(marker: Marker) -> str:
    return "structure.footnote" if marker.rule == "footnote" else "structure.marker"


def _opening(text: str, article: int, marker: Marker, line_end: int) -> _Opening:
    heading = heading_text(text, marker.end, marker.heading_end)
    words = text[marker.start : marker.end].strip()
    return _Opening(article, marker.start, marker.rank, words, heading, line_end)


def _spans(
    text: str, line: Line, markers: Sequence[Marker]
) -> Iterator[tuple[int, int, SentenceKind]]:
    """The sentences of a line, cut also where a section opens and where its heading ends."""
    at = line.start
    for marker in markers:
        if marker.opens and marker.start > at:
            yield from _plain(text, at, marker.start)
            at = marker.start
        if marker.own and marker.start >= at:
            start, end = stripped(text, marker.start, marker.heading_end)
            yield start, end, SentenceKind.HEADING
            at = marker.heading_end
    yield from _plain(text, at, line.end)


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int, SentenceKind]]:
    for span in sentences_in(text, start, end):
        yield *span, SentenceKind.TEXT


def _sections(
    openings: Sequence[_Opening], parts: Sequence[Part], lines: Sequence[Line], length: int
) -> tuple[Section, ...]:
    found: list[Section] = []
    by_article: dict[int, list[_Opening]] = {}
    for opening in openings:
        by_article.setdefault(opening.article, []).append(opening)
    for index, part in enumerate(parts):
        own = by_article.get(index, [])
        end = lines[part.last].start if part.last < len(lines) else length
        found.extend(_nested(own, len(found), end))
    return tuple(found)


def _nested(own: Sequence[_Opening], base: int, end: int) -> Iterator[Section]:
    """The sections of one article; those of low rank (①, 第一, 一是) end with their line."""
    open_: list[int] = []
    closes = [end] * len(own)
    above: list[tuple[int, int]] = []
    for at, opening in enumerate(own):
        while open_ and _closed(own[open_[-1]], opening):
            last = open_.pop()
            closes[last] = min(opening.start, _limit(own[last], end))
        above.append((open_[-1] if open_ else -1, len(open_) + 1))
        open_.append(at)
    for last in open_:
        closes[last] = _limit(own[last], end)
    for at, opening in enumerate(own):
        parent, level = above[at]
        yield Section(
            base + at,
            opening.article,
            base + parent if parent >= 0 else -1,
            level,
            opening.start,
            closes[at],
            opening.marker,
            opening.heading,
        )


def _closed(above: _Opening, below: _Opening) -> bool:
    return above.rank >= below.rank or (above.rank >= LINE_RANK and below.start >= above.line_end)


def _limit(opening: _Opening, end: int) -> int:
    return opening.line_end if opening.rank >= LINE_RANK else end


def _numbered(pieces: Sequence[_Piece], sections: Sequence[Section]) -> tuple[Sentence, ...]:
    """The sentences in order, each with the innermost section that is open at its start."""
    found: list[Sentence] = []
    last = -1
    for piece in pieces:
        while last + 1 < len(sections) and sections[last + 1].start <= piece.start:
            last += 1
        inside = last
        while inside >= 0 and piece.start >= sections[inside].end:
            inside = sections[inside].parent
        if inside >= 0 and sections[inside].article != piece.article:
            inside = -1
        found.append(
            Sentence(
                len(found),
                piece.article,
                inside,
                piece.start,
                piece.end,
                piece.kind,
                piece.paragraph,
            )
        )
    return tuple(found)
