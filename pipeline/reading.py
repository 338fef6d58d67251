"""One document through all stages: source text in, reading out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extractors.figures import find_quantities, with_zero_units
from extractors.gazetteer import Gazetteer, load_gazetteer
from extractors.look_alikes import look_alikes
from extractors.ner import Tagger
from extractors.numeral_places import numeral_names
from extractors.organisation_resolution import resolved
from extractors.organisations import find_organisations
from extractors.places import find_places, own_place
from extractors.programmes import find_programmes
from extractors.references import timeline
from extractors.slogans import slogan_spans
from extractors.soft_counts import named_part
from extractors.times import find_times
from extractors.treasuries import find_treasuries
from pipeline.arithmetic import find_checks
from pipeline.audit import audit
from pipeline.comparisons import compared
from pipeline.in_passing import doubted
from pipeline.links import linked
from pipeline.model import Reading, SentenceKind
from pipeline.organisation_roles import Roles, without_idle
from pipeline.places_then import PlacesThen, places_then
from pipeline.resolve import Evidence, resolve
from pipeline.structure import structure
from pipeline.table_facts import TableFacts, label_cells
from pipeline.trace import Trace
from pipeline.traced import traced_figures
from pipeline.words import Segmenter, add_spans, carry, load_segmenter, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractors.places import PlaceReading
    from pipeline.model import (
        Attribute,
        CanonicalText,
        Document,
        Figure,
        Ignored,
        Issue,
        ManifestRow,
        OrganisationMention,
        Quantity,
        SourceText,
        Tagging,
        TimeMention,
        Word,
    )


SILENT = frozenset({SentenceKind.META, SentenceKind.TABLE})


class _Found(NamedTuple):
    """What the extractors found, with what sets numerals aside and what was odd."""

    evidence: Evidence
    places: PlaceReading
    ignored: tuple[Ignored, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """The loaded models and lexicons; reads any number of documents."""

    tagger: Tagger
    gazetteer: Gazetteer
    segmenter: Segmenter

    @classmethod
    def load(cls, segmenter: str = "jieba") -> Reader:
        """Load everything once (about a second); ``segmenter`` is jieba or pkuseg.

        Raises ``ModelUnavailable`` where pkuseg's model has not been fetched.
        """
        return cls(Tagger.load(), load_gazetteer(), load_segmenter(segmenter))

    def read(self, source: SourceText, manifest: ManifestRow | None = None) -> Reading:
        """The reading of one source text."""
        document = structure(source, manifest)
        return self.read_document(document, self.tagger.tag_documents([document])[0])

    def read_many(
        self, sources: Sequence[tuple[SourceText, ManifestRow | None]]
    ) -> Iterator[Reading]:
        """The readings of several sources, tagged together; each as :meth:`read` gives it."""
        documents = [structure(source, row) for source, row in sources]
        taggings = self.tagger.tag_documents(documents)
        for document, tagging in zip(documents, taggings, strict=True):
            yield self.read_document(document, tagging)

    def read_document(
        self, document: Document, tagging: Tagging, trace: Trace | None = None
    ) -> Reading:
        """The reading of a structured and tagged document."""
        found = self._found(document, tagging)
        evidence, line = found.evidence, found.evidence.line
        then = places_then(document, found.places, line.dates, self.gazetteer)
        figures = doubted(_figures(document, evidence, trace), document, found.places)
        organisations = _resolved(document, tagging, evidence, then)
        numbered = linked(_numbered(document, then.figures(figures)), document, tagging.words)
        numbered = compared(numbered, document.text, evidence.times)
        roles = Roles(document, organisations, evidence.times).of(numbered)
        reading = Reading(
            document=_completed(document, then.own(found.places.article_places), line.dates),
            figures=tuple(numbered),
            checks=tuple(find_checks(numbered, document.text, document.tables)),
            programmes=tuple(evidence.programmes),
            places=then.mentions,
            organisations=tuple(without_idle(organisations, roles)),
            roles=tuple(roles),
            times=tuple(evidence.times),
            ignored=(*document.ignored, *found.ignored, *label_cells(document)),
            issues=(*document.issues, *found.issues, *look_alikes(document.text)),
        )
        return audit(reading)

    def trace(
        self, source: SourceText, manifest: ManifestRow | None, at: int
    ) -> tuple[Reading, Trace]:
        """The reading, with notes on how the figure at an offset of the source came to its own."""
        document = structure(source, manifest)
        trace = Trace(canonical_offset(document.canonical, at))
        tagging = self.tagger.tag_documents([document])[0]
        return self.read_document(document, tagging, trace), trace

    def _found(self, document: Document, tagging: Tagging) -> _Found:
        """What the extractors find, each outside of what those before it have claimed."""
        text, line = document.text, timeline(document)
        times = find_times(document, line)
        programmes = find_programmes(document)
        places = find_places(document, tagging, self.gazetteer)
        own = {index: place.value for index, place in places.article_places.items()}
        organisations = find_organisations(document, tagging, places.mentions)
        slogans = slogan_spans(text)
        names = numeral_names(document, places.mentions, own, self.gazetteer)
        claimed = [
            (m.start, m.end)
            for group in (times, document.ignored, slogans, organisations, names)
            for m in group
        ]
        claimed += [named_part(text, p.start, p.end) for p in programmes]
        silent = [(s.start, s.end) for s in document.sentences if s.kind in SILENT]
        quantities = find_quantities(text, claimed, tagging.words, silent)
        counted = with_zero_units(quantities.quantities)
        evidence = Evidence(
            counted,
            times,
            places.mentions,
            own,
            programmes,
            self._words(document, tagging, counted, times),
            line,
            partial(own_place, gazetteer=self.gazetteer),
            tuple(organisations),
        )
        ignored = (*slogans, *names, *quantities.ignored)
        return _Found(evidence, places, ignored, (*places.issues, *quantities.issues))

    def _words(
        self,
        document: Document,
        tagging: Tagging,
        quantities: Sequence[Quantity],
        times: Sequence[TimeMention],
    ) -> list[Word]:
        """The words of a document, cut at the borders of its quantities and times, too."""
        edges = {at for group in (quantities, times) for m in group for at in (m.start, m.end)}
        doc = carry(document, tagging, edges, self.segmenter)
        add_spans(doc, "figures", ((q.start, q.end, q.unit) for q in quantities))
        return words(doc)


def _figures(document: Document, evidence: Evidence, trace: Trace | None) -> list[Figure]:
    """The figures of the running text and of the tables."""
    if trace is not None:
        return traced_figures(document, evidence, trace)
    own = dict(evidence.own_places)
    tables = TableFacts(document, evidence.times, evidence.places, own, evidence.line)
    return resolve(document, evidence) + tables.figures()


def canonical_offset(canonical: CanonicalText, at: int) -> int:
    """Where a character of the source stands in the canonical text; -1 where cleaning cut it."""
    found = bisect_left(canonical.origin, at)
    there = found < len(canonical.origin) and canonical.origin[found] == at
    return found if there else -1


def _resolved(
    document: Document, tagging: Tagging, evidence: Evidence, then: PlacesThen
) -> list[OrganisationMention]:
    """The organisations with their full names, in which places have the names of their time."""

    def meant_then(word: str, index: int) -> str | None:
        path = evidence.pointed(word, own.get(index, "")) if evidence.pointed else None
        return then.path(path, index) if path else None

    own, found = evidence.own_places, list(evidence.organisations)
    found += find_treasuries(document, tagging, evidence.places, found)
    places = {index: then.path(path, index) for index, path in own.items()}
    ordered = sorted(found, key=lambda mention: mention.start)
    return resolved(document, ordered, then.mentions, places, meant_then)


def _completed(
    document: Document,
    places: Mapping[int, Attribute],
    dates: Mapping[int, Attribute | None],
) -> Document:
    """The document with the places and the dates of its articles filled in."""
    articles = tuple(
        replace(
            article,
            place=places.get(article.index, article.place),
            date=dates[article.index],
        )
        for article in document.articles
    )
    return replace(document, articles=articles)


def _numbered(document: Document, figures: Sequence[Figure]) -> list[Figure]:
    """The figures in text order with their final ids: the document's id and a number."""
    ordered = sorted(figures, key=lambda f: f.start)
    width = max(3, len(str(len(ordered))))
    names = {f.id: f"{document.id}-{n:0{width}}" for n, f in enumerate(ordered, 1)}
    return [
        replace(f, id=names[f.id], part_of=names[f.part_of] if f.part_of else None) for f in ordered
    ]
