"""A reading as rows: for each table a list of rows, in the order in which they are written.

Nothing here depends on the time, on other documents or on the database, so the same reading
gives the same rows. Offsets become those of the source; an empty text becomes ``None``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from db.days import days, year
from db.organisations import organisation_id
from db.positions import Positions, article_id, section_id
from db.qualifiers import qualifier_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from db.comparable import Comparable
    from db.positions import Row
    from pipeline.model import Article, Attribute, Check, Document, Figure, Issue, Reading

    Convert = Callable[[Figure, str], Comparable]


class _Mention(Protocol):
    """What all mentions have."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a file came to be read: what the reading itself does not say."""

    rules_version: str
    segmenter: str
    source: str = ""
    note: str = ""
    is_sample: bool = False


def exact(value: Decimal) -> str:
    """A number as plain decimal text, without an exponent and without idle zeros.

    >>> from decimal import Decimal
    >>> exact(Decimal("4.50E+8")), exact(Decimal("17.30")), exact(Decimal("-0"))
    ('450000000', '17.3', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _attribute(name: str, attribute: Attribute | None) -> Row:
    """The three columns of something stated about an article."""
    return {
        name: attribute.value or None if attribute else None,
        f"{name}_origin": str(attribute.origin) if attribute else None,
        f"{name}_evidence": attribute.evidence or None if attribute else None,
    }


def document_row(reading: Reading, number: int, run: int | None, provenance: Provenance) -> Row:
    """The row of the document itself."""
    document = reading.document
    coverage = round(100 * reading.claimed / reading.numerals, 2) if reading.numerals else None
    return {
        "id": document.id,
        "number": number,
        "file": document.source.path,
        "title": document.title.value,
        "title_origin": str(document.title.origin),
        "encoding": document.source.encoding,
        "sha256": document.source.sha256,
        "characters": len(document.source.text),
        "articles": len(document.articles),
        "sentences": len(document.sentences),
        "figures": len(reading.figures),
        "numerals": reading.numerals,
        "claimed": reading.claimed,
        "coverage": coverage,
        "rules_version": provenance.rules_version,
        "segmenter": provenance.segmenter,
        "source": provenance.source or None,
        "note": provenance.note or None,
        "is_sample": int(provenance.is_sample),
        "run": run,
    }


def _article(doc: str, article: Article, places: Positions) -> Row:
    return {
        "id": article_id(doc, article.index),
        "document": doc,
        "position": article.index,
        **places.span(article.start, article.end),
        "title": article.title,
        "kind": article.kind,
        **_attribute("place", article.place),
        **_attribute("date", article.date),
        **_attribute("doc_number", article.number),
        **_attribute("issuer", article.issuer),
    }


def _sections(document: Document, places: Positions) -> Iterator[Row]:
    for section in document.sections:
        yield {
            "id": section_id(document.id, section.index),
            "document": document.id,
            "article": article_id(document.id, section.article),
            "parent": section_id(document.id, section.parent),
            "level": section.level,
            **places.span(section.start, section.end),
            "marker": section.marker or None,
            "heading": section.heading,
        }


def _sentences(document: Document, places: Positions) -> Iterator[Row]:
    for sentence in document.sentences:
        yield {
            "id": places.sentence_id(sentence.index),
            "document": document.id,
            "article": article_id(document.id, sentence.article),
            "section": section_id(document.id, sentence.section),
            "paragraph": sentence.paragraph,
            "position": sentence.index,
            "kind": str(sentence.kind),
            **places.span(sentence.start, sentence.end),
            "text": document.text[sentence.start : sentence.end],
        }


def _figure(doc: str, figure: Figure, places: Positions, convert: Convert) -> Row:
    first, last = days(figure.period) or (None, None)
    passage = places.passage(figure.start, figure.end)
    return {
        "id": f"{doc}#{figure.id}",
        "document": doc,
        "article": article_id(doc, figure.article),
        "sentence": places.sentence_id(figure.sentence),
        **passage,
        "indicator": figure.indicator or None,
        "concept": figure.concept or None,
        **qualifier_columns(figure),
        "value": float(figure.value),
        "value_text": exact(figure.value),
        "high": None if figure.high is None else float(figure.high),
        "high_text": None if figure.high is None else exact(figure.high),
        "unit": figure.unit or None,
        "unit_text": figure.unit_text or None,
        **convert(figure, passage["quote"]).columns(),
        "sole_place": figure.place[0] if len(set(figure.place)) == 1 else None,
        "places": len(set(figure.place)),
        "period": figure.period or None,
        "period_start": first,
        "period_end": last,
        "year": year(figure.period),
        "period_text": figure.period_text or None,
        "status": figure.status,
        "measure": figure.measure,
        "approx": figure.approx,
        "part_of": f"{doc}#{figure.part_of}" if figure.part_of else None,
        "programme": figure.programme or None,
        "rule": figure.rule,
        "doubt": figure.doubt or None,
    }


def _figure_places(reading: Reading) -> Iterator[Row]:
    for figure in reading.figures:
        for position, path in enumerate(dict.fromkeys(figure.place)):
            yield {
                "figure": f"{reading.document.id}#{figure.id}",
                "position": position,
                "place": path,
            }


def _mention(doc: str, mark: str, number: int, mention: _Mention, places: Positions) -> Row:
    return {
        "id": f"{doc}#{mark}{number}",
        "document": doc,
        "sentence": places.sentence_at(mention.start),
        **places.passage(mention.start, mention.end),
        "rule": mention.rule,
    }


def _place_mentions(reading: Reading, places: Positions) -> Iterator[Row]:
    for number, mention in enumerate(reading.places):
        listed = json.dumps(mention.candidates, ensure_ascii=False) if mention.candidates else None
        yield {
            **_mention(reading.document.id, "p", number, mention, places),
            "place": mention.path,
            "code": mention.code or None,
            "level": mention.level or None,
            "candidates": listed,
            "doubt": mention.doubt or None,
        }


def _organisation_mentions(reading: Reading, places: Positions) -> Iterator[Row]:
    for number, mention in enumerate(reading.organisations):
        row = _mention(reading.document.id, "o", number, mention, places)
        yield row | {
            "name": mention.name,
            "organisation": organisation_id(reading.document.id, mention),
            "kind": mention.kind or None,
        }


def _figure_organisations(reading: Reading) -> Iterator[Row]:
    doc = reading.document.id
    number = {mention: n for n, mention in enumerate(reading.organisations)}
    for each in dict.fromkeys(reading.roles):
        yield {
            "figure": f"{doc}#{each.figure}",
            "mention": f"{doc}#o{number[each.organisation]}",
            "role": each.role,
            "rule": each.rule,
        }


def _programme_mentions(reading: Reading, places: Positions) -> Iterator[Row]:
    for number, mention in enumerate(reading.programmes):
        row = _mention(reading.document.id, "g", number, mention, places)
        yield row | {"programme": mention.name, "kind": mention.kind or None}


def _ignored(reading: Reading, places: Positions) -> Iterator[Row]:
    """What holds a numeral among the stretches set aside: by cleaning, structure and readers."""
    document = reading.document
    found = [
        (each.rule, places.raw(each.start, each.end)) for each in document.canonical.removed
    ] + [
        (each.rule, places.passage(each.start, each.end))
        for each in dict.fromkeys((*document.ignored, *reading.ignored))
    ]
    kept = [(rule, row) for rule, row in found if any(map(str.isnumeric, row["quote"]))]
    for number, (rule, row) in enumerate(kept):
        yield {"id": f"{document.id}#x{number}", "document": document.id, **row, "rule": rule}


def _issue(
    document: Document, number: int, issue: Issue, places: Positions, run: int | None
) -> Row:
    whole = {"start": None, "end": None, "quote": None}
    return {
        "id": f"{document.id}#i{number}",
        "document": document.id,
        "file": document.source.path,
        "kind": issue.kind,
        "message": issue.message,
        **(whole if issue.start < 0 else places.passage(issue.start, issue.end)),
        "run": run,
    }


def _check(doc: str, number: int, check: Check) -> Row:
    # a column of ranks that agrees has no one value
    valued = check.kind != "rank" or check.stated != 0
    return {
        "id": f"{doc}#c{number}",
        "document": doc,
        "kind": check.kind,
        "expected": float(check.expected) if valued else None,
        "expected_text": exact(check.expected) if valued else None,
        "stated": float(check.stated) if valued else None,
        "stated_text": exact(check.stated) if valued else None,
        "holds": None if check.holds is None else int(check.holds),
        "message": check.message,
    }


def _check_figures(reading: Reading) -> Iterator[Row]:
    doc = reading.document.id
    for number, check in enumerate(reading.checks):
        for position, figure in enumerate(check.figures):
            yield {
                "check_id": f"{doc}#c{number}",
                "position": position,
                "figure": f"{doc}#{figure}",
            }


def table_rows(
    reading: Reading, number: int, run: int | None, convert: Convert
) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of everything that a document owns, table by table.

    ``convert`` puts a figure, with its quote, into base units.
    """
    document, doc = reading.document, reading.document.id
    places = Positions(document, number)
    issues = dict.fromkeys((*document.issues, *reading.issues))
    yield "texts", [{"document": doc, "text": document.source.text}]
    yield "articles", [_article(doc, each, places) for each in document.articles]
    yield "sections", _sections(document, places)
    yield "sentences", _sentences(document, places)
    yield "figures", (_figure(doc, each, places, convert) for each in reading.figures)
    yield "figure_places", _figure_places(reading)
    yield "place_mentions", _place_mentions(reading, places)
    yield "organisation_mentions", _organisation_mentions(reading, places)
    yield "figure_organisations", _figure_organisations(reading)
    yield "programme_mentions", _programme_mentions(reading, places)
    yield "ignored", _ignored(reading, places)
    yield "issues", (_issue(document, n, each, places, run) for n, each in enumerate(issues))
    yield "checks", (_check(doc, n, each) for n, each in enumerate(reading.checks))
    yield "check_figures", _check_figures(reading)
