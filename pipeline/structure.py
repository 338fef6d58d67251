"""From a decoded source to a document: articles, sections, sentences, tables, page furniture."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from pipeline.articles import page_title, split, with_titles_apart
from pipeline.column_cuts import column_cuts
from pipeline.flat_tables import cut_out, flat_tables
from pipeline.lines import lines_of
from pipeline.mastheads import fields_of, find_date, find_issuer, find_number, kind_of
from pipeline.model import (
    Article,
    Attribute,
    Document,
    Ignored,
    Issue,
    Origin,
)
from pipeline.passages import Passages, read_passages
from pipeline.tables import find_tables
from pipeline.text import canonicalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.articles import Part
    from pipeline.flat_tables import FlatTable
    from pipeline.lines import Line
    from pipeline.model import CanonicalText, ManifestRow, SourceText, Table

_CITED_NUMBER = regex.compile(r"[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?第?\d{1,4}\s?号")
_ADDRESS_RULES = frozenset(("text.link", "text.comment"))


def structure(source: SourceText, manifest: ManifestRow | None = None) -> Document:
    """The document that a source holds; what the manifest says goes before what is printed."""
    canonical = canonicalise(source.text)
    lines = with_titles_apart(lines_of(canonical))
    flat = flat_tables(canonical.text, lines)
    lines = cut_out(canonical.text, lines, flat)
    tables = _with_flat(find_tables(canonical.text, lines), lines, flat)
    parts = split(lines) if lines else []
    articles = _articles(canonical, source, lines, parts, manifest)
    passages = read_passages(canonical.text, lines, parts, tables)
    return Document(
        id=source.doc,
        source=source,
        canonical=canonical,
        title=_title(lines, articles, manifest),
        articles=articles,
        sections=passages.sections,
        sentences=passages.sentences,
        tables=_placed(tables, articles),
        ignored=_ignored(canonical.text, passages, flat),
        issues=(
            *_issues(articles),
            *(issue for table in flat for issue in table.issues),
            *column_cuts(canonical.text, lines),
        ),
    )


def _with_flat(
    tables: Sequence[tuple[int, int, Table]], lines: Sequence[Line], flat: Sequence[FlatTable]
) -> list[tuple[int, int, Table]]:
    """The tables in text order, numbered, with those that were flattened to one line."""
    at = {line.start: index for index, line in enumerate(lines)}
    found = [(at[f.table.start], at[f.table.start] + 1, f.table) for f in flat]
    ordered = sorted([*tables, *found], key=lambda entry: entry[0])
    return [(a, b, replace(table, index=n)) for n, (a, b, table) in enumerate(ordered)]


def _title(
    lines: Sequence[Line], articles: Sequence[Article], manifest: ManifestRow | None
) -> Attribute:
    if manifest is not None and manifest.title:
        return Attribute(manifest.title, Origin.MANIFEST, manifest.file)
    printed = page_title(lines)
    if printed:
        return Attribute(printed, Origin.STATED, printed)
    return Attribute(articles[0].title if articles else "", Origin.INFERRED)


def _articles(
    canonical: CanonicalText,
    source: SourceText,
    lines: Sequence[Line],
    parts: Sequence[Part],
    manifest: ManifestRow | None,
) -> tuple[Article, ...]:
    addresses = _addresses(canonical, source, lines)
    fields = fields_of(lines)
    read = [
        _article(index, part, canonical.text, lines, fields, addresses)
        for index, part in enumerate(parts)
    ]
    return tuple(_completed(article, read, manifest) for article in read)


def _article(
    index: int,
    part: Part,
    text: str,
    lines: Sequence[Line],
    fields: dict[str, str],
    addresses: Sequence[str],
) -> Article:
    own = lines[part.first : part.last]
    start = own[0].start if index else 0
    end = lines[part.last].start if part.last < len(lines) else len(text)
    title = part.title
    if index:  # the fields and addresses at the head of a file are of its first article
        fields, addresses = {}, ()
    return Article(
        index,
        start,
        end,
        title,
        kind_of(title),
        find_issuer(title, own, fields),
        find_number(own, fields),
        find_date(title, own, fields, addresses),
    )


def _completed(
    article: Article, others: Sequence[Article], manifest: ManifestRow | None
) -> Article:
    """What an article leaves open taken from its page, and all of it from the manifest if there."""
    first, last = others[0], others[-1]
    issuer = article.issuer or first.issuer or last.issuer
    number = article.number or first.number
    date = article.date or first.date
    if first.kind == "notice":  # a text that is passed on is dated by the notice
        date = first.date or date
    if manifest is not None:
        issuer = _from_manifest(manifest, manifest.issuer) or issuer
        number = _from_manifest(manifest, manifest.number) or number
        date = _from_manifest(manifest, manifest.date) or date
    place = _from_manifest(manifest, manifest.place) if manifest is not None else None
    title = article.title
    if manifest is not None and manifest.title and len(others) == 1:
        title = manifest.title
    return replace(article, title=title, issuer=issuer, number=number, date=date, place=place)


def _from_manifest(manifest: ManifestRow, value: str) -> Attribute | None:
    return Attribute(value, Origin.MANIFEST, manifest.file) if value else None


def _addresses(canonical: CanonicalText, source: SourceText, lines: Sequence[Line]) -> list[str]:
    """Web addresses and notes of the page that may date it."""
    cut = [
        source.text[removed.start : removed.end]
        for removed in canonical.removed
        if removed.rule in _ADDRESS_RULES
    ]
    shown = [
        line.words
        for line in lines
        if line.rule in ("meta.field", "meta.address") and "http" in line.words
    ]
    return shown + cut


def _placed(
    tables: Sequence[tuple[int, int, Table]], articles: Sequence[Article]
) -> tuple[Table, ...]:
    starts = [article.start for article in articles]
    return tuple(
        replace(table, article=max(0, bisect_right(starts, table.start) - 1))
        for _, _, table in tables
    )


def _ignored(text: str, passages: Passages, flat: Sequence[FlatTable]) -> tuple[Ignored, ...]:
    numbers = [
        Ignored(match.start(), match.end(), "structure.doc-number")
        for match in _CITED_NUMBER.finditer(text)
    ]
    serials = [cut for table in flat for cut in table.ignored]
    return tuple(
        sorted([*passages.ignored, *numbers, *serials], key=lambda cut: (cut.start, cut.end))
    )


def _issues(articles: Sequence[Article]) -> tuple[Issue, ...]:
    untitled = [a for a in articles if not a.title]
    return tuple(
        Issue("structure.no-title", "an article has no title", a.start, a.end) for a in untitled
    )
