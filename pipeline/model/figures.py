"""Figures with their readings, what ties them together, and all that was read of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pipeline.model.document import Document, Ignored, Issue
    from pipeline.model.mentions import (
        OrganisationMention,
        PlaceMention,
        ProgrammeMention,
        TimeMention,
    )


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
