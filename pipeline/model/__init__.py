"""The types that every stage shares; imports nothing else of ours.

Offsets are code points of the *canonical* text of a document;
:meth:`CanonicalText.source_span` leads back to the file as it was decoded.
"""

from __future__ import annotations

from pipeline.model.document import (
    Article,
    Attribute,
    CanonicalText,
    Cell,
    Document,
    Ignored,
    Issue,
    ManifestRow,
    Origin,
    Row,
    Section,
    Sentence,
    SentenceKind,
    SourceText,
    Table,
)
from pipeline.model.figures import (
    Check,
    Figure,
    FigureOrganisation,
    IndicatorLink,
    Reading,
)
from pipeline.model.mentions import (
    Entity,
    OrganisationMention,
    PlaceMention,
    ProgrammeMention,
    Quantity,
    Tagging,
    TimeMention,
    Word,
)

__all__ = [
    "Article",
    "Attribute",
    "CanonicalText",
    "Cell",
    "Check",
    "Document",
    "Entity",
    "Figure",
    "FigureOrganisation",
    "Ignored",
    "IndicatorLink",
    "Issue",
    "ManifestRow",
    "OrganisationMention",
    "Origin",
    "PlaceMention",
    "ProgrammeMention",
    "Quantity",
    "Reading",
    "Row",
    "Section",
    "Sentence",
    "SentenceKind",
    "SourceText",
    "Table",
    "Tagging",
    "TimeMention",
    "Word",
]
