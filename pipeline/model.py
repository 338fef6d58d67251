"""The types that every stage shares; imports nothing of ours.

Offsets are code points of the *canonical* text of a document;
:meth:`CanonicalText.source_span` leads back to the file as it was decoded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal  # noqa: TC003 - types of fields, for those who ask for them
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence


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
class Word:
    """A word with its part of speech (LAC's tags: n v m q t nz LOC ORG PER TIME …)."""

    start: int
    end: int
    tag: str


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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, before anything is known of what it measures.

    ``value`` and ``high`` are in the base unit. ``approx`` is exact, about, over or under.
    ``kind`` is number, rank, share (part of a ratio a:b:c), ratio (2.6:1) or zero (降至零).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    unit_text: str
    rule: str
    high: Decimal | None = None
    approx: str = "exact"
    kind: str = "number"
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``period`` is ISO 8601 or ``None`` where its words settle nothing.

    ``role``: ``period`` (when a state or event holds), ``base`` (what a change is compared
    with), ``deadline`` (到2025年), ``since`` (cumulative from then), ``frequency``, ``vague``.
    """

    start: int
    end: int
    period: str | None
    role: str
    rule: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """An administrative place, by the name of its time.

    ``code`` has 12 digits (villages: that of their township; zones and unlisted ones: "").
    ``successor`` is its path today, "" where that is the same or not one; ``candidates`` are
    then the places that it can be or has become, and ``reason`` says why.
    """

    start: int
    end: int
    path: str
    code: str
    level: str  # country, province, prefecture, county, township, village, zone
    rule: str
    candidates: tuple[str, ...] = ()
    doubt: str = ""
    successor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """A named organisation: department, company, co-operative, committee.

    ``name`` is as the text has it, of 该局 the one that it points back to; ``canonical`` is the
    full name (区委 → 中共重庆市长寿区委员会, by the name of the place then); ``place`` is the path
    of what it belongs to, "" where neither its name nor its level says. ``unique``: the full name
    says by itself which body it is (清华大学, but not 绿源公司).
    """

    start: int
    end: int
    name: str
    kind: str
    rule: str
    canonical: str = ""
    place: str = ""
    unique: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeMention:
    """A named policy, campaign, project, document, mechanism or slogan.

    ``level`` is national, province, county, or local: one that this bulletin is the source of;
    "" where the lexicon has the name and does not say.
    """

    start: int
    end: int
    name: str  # canonical
    kind: str
    rule: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its reading; ``id`` is unique in the document."""

    id: str
    start: int
    end: int
    value: Decimal
    unit: str
    unit_text: str
    indicator: str
    place: tuple[str, ...]
    period: str | None
    period_text: str
    status: str
    approx: str
    measure: str
    rule: str
    high: Decimal | None = None
    part_of: str | None = None
    programme: str | None = None
    sentence: int = -1
    article: int = 0
    doubt: str = ""
    concept: str | None = None  # id in the vocabulary of indicators
    qualifiers: tuple[tuple[str, str], ...] = ()  # of the concept: axis and value


@dataclass(frozen=True, slots=True)
class FigureOrganisation:
    """What an organisation did with a figure (its id): funded, did, received or has it."""

    figure: str
    organisation: OrganisationMention
    role: str
    rule: str


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """What a label names in the vocabulary of indicators; ``qualifiers``: axis → value."""

    id: str
    qualifiers: Mapping[str, str]
    rule: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic relation between figures of one document; ``holds`` is None if unjudged.

    ``message``: what is probably meant where it fails (16.663万元 → 16,663万元), else empty.
    """

    kind: str
    figures: tuple[str, ...]
    expected: Decimal
    stated: Decimal
    holds: bool | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document."""

    document: Document
    figures: tuple[Figure, ...] = ()
    programmes: tuple[ProgrammeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    organisations: tuple[OrganisationMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    issues: tuple[Issue, ...] = ()
    checks: tuple[Check, ...] = ()
    roles: tuple[FigureOrganisation, ...] = ()
    numerals: int = 0  # numeral runs present
    claimed: int = 0  # of these, in a mention or under a named ignore rule


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as the tagger saw it: PER, LOC or ORG."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the tagger says of a document: words with tags, and entities, in text order."""

    words: Sequence[Word] = field(default_factory=tuple)
    entities: Sequence[Entity] = field(default_factory=tuple)
