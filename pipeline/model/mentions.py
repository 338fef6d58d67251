"""What stands in a text: words, entities, and mentions of quantities, times and names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


class Word(NamedTuple):  # made for every word of a text: a tuple takes half the time
    """A word with its part of speech (LAC's tags: n v m q t nz LOC ORG PER TIME …)."""

    start: int
    end: int
    tag: str


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
