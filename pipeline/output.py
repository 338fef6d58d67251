"""Readings as JSON Lines: one object a line, offsets in the source file's text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extractors.programme_register import registered
from extractors.treasuries import TREASURY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pipeline.model import (
        Attribute,
        CanonicalText,
        Document,
        Figure,
        FigureOrganisation,
        OrganisationMention,
        ProgrammeMention,
        Reading,
    )


def lines(reading: Reading) -> Iterator[str]:
    """The document, then everything in it in text order of its kind, as JSON objects."""
    for row in rows(reading):
        yield json.dumps(row, ensure_ascii=False)


def rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The same as :func:`lines`, as dictionaries."""
    document = reading.document
    yield _document(document)
    for figure in reading.figures:
        yield _figure(document, figure)
    for programme in reading.programmes:
        yield _programme(document, programme)
    for place in reading.places:
        yield _mention(
            "place",
            document,
            place,
            path=place.path,
            code=place.code,
            level=place.level,
            successor=place.successor,
            candidates=list(place.candidates),
            reason=place.reason,
        )
    for organisation in reading.organisations:
        if organisation.kind != TREASURY:
            yield _organisation(document, organisation)
    for role in reading.roles:
        yield _role(document, role)
    for check in reading.checks:
        yield {
            "type": "check",
            "doc": document.id,
            "kind": check.kind,
            "figures": list(check.figures),
            "expected": _number(check.expected),
            "stated": _number(check.stated),
            "holds": check.holds,
            "message": check.message,
        }
    for issue in reading.issues:
        start, end = -1, -1
        if issue.start >= 0:
            start, end = document.canonical.source_span(issue.start, issue.end)
        yield {
            "type": "issue",
            "doc": document.id,
            "kind": issue.kind,
            "message": issue.message,
            "start": start,
            "end": end,
        }


def _number(value: Decimal) -> int | float:
    """The JSON number nearest to an exact decimal: a whole one stays whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def _attribute(attribute: Attribute | None) -> str | None:
    return attribute.value if attribute else None


def _document(document: Document) -> dict[str, Any]:
    return {
        "type": "document",
        "doc": document.id,
        "file": document.source.path,
        "title": document.title.value,
        "articles": [
            {
                "title": article.title,
                "place": _attribute(article.place),
                "kind": article.kind,
                "date": _attribute(article.date),
                "date_source": article.date.origin.value if article.date else None,
                "doc_number": _attribute(article.number),
                "issuer": _attribute(article.issuer),
            }
            for article in document.articles
        ],
    }


def _span(canonical: CanonicalText, source: str, start: int, end: int) -> dict[str, Any]:
    first, last = canonical.source_span(start, end)
    return {"start": first, "end": last, "quote": source[first:last]}


def _mention(
    type_: str,
    document: Document,
    mention: Any,  # noqa: ANN401
    **fields: str | list[str],
) -> dict[str, Any]:
    span = _span(document.canonical, document.source.text, mention.start, mention.end)
    return {"type": type_, "doc": document.id, **span, **fields}


def _programme(document: Document, mention: ProgrammeMention) -> dict[str, Any]:
    """The mention; ``source`` is the bulletin itself where the lexicon has not the name."""
    listed = registered().get(mention.name)
    return {
        **_mention("programme", document, mention, name=mention.name, kind=mention.kind),
        "level": mention.level or None,
        "issuer": listed.issuer or None if listed else None,
        "year": listed.year if listed else None,
        "components": list(listed.components) if listed else [],
        "evidence": (listed.seen or None) if listed else None,
        "source": None if listed else document.id,
    }


def _organisation(document: Document, mention: OrganisationMention) -> dict[str, Any]:
    return {
        **_mention("organisation", document, mention, name=mention.name, kind=mention.kind),
        "canonical": mention.canonical or mention.name,
        "place": mention.place or None,
        "rule": mention.rule,
    }


def _role(document: Document, role: FigureOrganisation) -> dict[str, Any]:
    """What an organisation did with a figure; the span is that of the organisation."""
    about = role.organisation
    return {
        **_mention("figure_organisation", document, about, name=about.name),
        "canonical": about.canonical or about.name,
        "figure": role.figure,
        "role": role.role,
        "rule": role.rule,
    }


def _figure(document: Document, figure: Figure) -> dict[str, Any]:
    row = {
        "type": "figure",
        "doc": document.id,
        "id": figure.id,
        **_span(document.canonical, document.source.text, figure.start, figure.end),
        "value": _number(figure.value),
        "unit": figure.unit,
        "unit_text": figure.unit_text,
        "approx": figure.approx,
        "measure": figure.measure,
        "status": figure.status,
        "indicator": figure.indicator,
        "concept": figure.concept,
        "qualifiers": dict(figure.qualifiers),
        "place": list(figure.place),
        "period": figure.period,
        "period_text": figure.period_text,
        "part_of": figure.part_of,
        "programme": figure.programme,
        "rule": figure.rule,
        "doubt": figure.doubt,
    }
    if figure.high is not None:
        row["high"] = _number(figure.high)
    return row
