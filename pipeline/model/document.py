"""A bulletin as read: its text, what is known of it, its structure and its oddities."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array


class Origin(StrEnum):
    """Where a statement about a document comes from."""

    STATED = "stated"  # printed in the text
    MANIFEST = "manifest"  # given by corpus/manifest.csv
    INFERRED = "inferred"  # concluded from other evidence in the text


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing known about a document, with where it comes from and its evidence."""

    value: str
    origin: Origin
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What ``corpus/manifest.csv`` says of one file; every field but ``file`` may be empty."""

    file: str
    id: str = ""
    title: str = ""
    issuer: str = ""
    number: str = ""
    date: str = ""
    place: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One file, decoded. ``doc`` is the file's name without its ending."""

    doc: str
    path: str
    text: str
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """Cleaned text. ``origin[i]`` is the offset in the source of canonical character ``i``.

    ``removed``: what cleaning took out, in *source* offsets, with the rule that explains it.
    """

    text: str
    origin: array[int]
    removed: tuple[Ignored, ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of the canonical span; stray print inside it is kept."""
        if start == end:
            at = self.origin[start] if start < len(self.origin) else len(self.origin)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``text`` is stripped, the span covers just it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, cells from left to right (an empty cell is kept)."""

    cells: tuple[Cell, ...]
    doubt: str = ""  # of which column a cell is in


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``caption`` is the title line above it (``""`` where there is none)."""

    index: int
    article: int
    start: int
    end: int
    caption: str
    rows: tuple[Row, ...]


class SentenceKind(StrEnum):
    """What a stretch of text is for."""

    TEXT = "text"
    TITLE = "title"  # title of the document or of an article
    HEADING = "heading"  # heading of a section
    META = "meta"  # masthead, source address, date line, byline, image, navigation
    TABLE = "table"  # lies in a table


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or line; ``section`` is -1 before the first heading."""

    index: int
    article: int
    section: int
    start: int
    end: int
    kind: SentenceKind
    paragraph: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section opened by a marker (一、 （一） 1. 第一条 一是 ##); ``parent`` is -1 at the top."""

    index: int
    article: int
    parent: int
    level: int
    start: int
    end: int
    marker: str
    heading: str


@dataclass(frozen=True, slots=True)
class Article:
    """One text of a document: a newspaper page holds several."""

    index: int
    start: int
    end: int
    title: str
    kind: str  # news, plan, notice, summary, table
    issuer: Attribute | None = None
    number: Attribute | None = None
    date: Attribute | None = None  # ISO 8601, a day, month or year
    place: Attribute | None = None  # full path name


@dataclass(frozen=True, slots=True)
class Document:
    """A bulletin as read: canonical text and its structure."""

    id: str
    source: SourceText
    canonical: CanonicalText
    title: Attribute
    articles: tuple[Article, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    ignored: tuple[Ignored, ...] = ()  # markers, page furniture: numerals that structure explains
    issues: tuple[Issue, ...] = ()

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.canonical.text


@dataclass(frozen=True, slots=True)
class Ignored:
    """A stretch whose numerals are no figures, with the id of the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An oddity of a bulletin or a file. ``start`` is -1 where it concerns the whole."""

    kind: str
    message: str
    start: int = -1
    end: int = -1
