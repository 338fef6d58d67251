"""The page of one document: its source text with every fact marked, and the facts beside it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Response

from db.pages.errors import error_page
from db.pages.facts import fact
from db.pages.highlight import LONGEST, hits
from db.pages.links import local_id, web_link
from db.pages.passages import Line, Page
from db.pages.site import database, row, rows
from db.pages.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from markupsafe import Markup

_DOCUMENT = """
SELECT d.*, t.text FROM documents d JOIN texts t ON t.document = d.id WHERE d.id = :doc"""
_ARTICLES = """
SELECT a.*, p.name AS place_name,
  (SELECT min(s.position) FROM sentences s WHERE s.article = a.id) AS first
FROM articles a LEFT JOIN places p ON p.path = a.place
WHERE a.document = :doc ORDER BY a.position"""
_LINES = """
SELECT position, paragraph, kind, start, "end" FROM sentences
WHERE document = :doc ORDER BY position"""
_FIGURES = """
SELECT f.*, c.zh AS concept_zh FROM figures f LEFT JOIN concepts c ON c.id = f.concept
WHERE f.document = :doc ORDER BY f.start, f."end", f.id"""
_PLACES = """
SELECT fp.figure, p.path, p.name FROM figure_places fp
JOIN figures f ON f.id = fp.figure JOIN places p ON p.path = fp.place
WHERE f.document = :doc ORDER BY fp.figure, fp.position"""
_ISSUES = """
SELECT * FROM issues WHERE document = :doc ORDER BY start IS NOT NULL, start, id"""
_CHECKS = """
SELECT c.id, c.kind, c.expected_text, c.stated_text, c.holds, c.message, cf.figure
FROM checks c LEFT JOIN check_figures cf ON cf.check_id = c.id
WHERE c.document = :doc
ORDER BY c.holds IS NOT 0, c.holds IS NOT NULL, c.id, cf.position"""


def _by_figure(found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {key: list(group) for key, group in groupby(found, lambda each: each["figure"])}


async def _facts(datasette: Datasette, doc: str) -> list[dict[str, Any]]:
    """The facts of a document, in text order, with their places."""
    places = _by_figure(await rows(datasette, _PLACES, {"doc": doc}))
    found = await rows(datasette, _FIGURES, {"doc": doc})
    return [{**fact(each), "places": places.get(each["id"], [])} for each in found]


async def _checks(
    datasette: Datasette, doc: str, facts: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The checks of a document with their facts: those that fail first."""
    by_id = {each["id"]: each for each in facts}
    found = await rows(datasette, _CHECKS, {"doc": doc})
    return [
        {**group[0], "facts": [by_id[each["figure"]] for each in group if each["figure"] in by_id]}
        for group in (list(each) for _, each in groupby(found, lambda each: each["id"]))
    ]


def _fact_spans(facts: Sequence[dict[str, Any]], opened: str) -> Iterator[Span]:
    for each in facts:
        classes = [each["status"], "doubtful" if each["doubt"] else ""]
        classes.append("open" if each["key"] == opened else "")
        key, title = each["key"], each["summary"]
        yield Span(each["start"], each["end"], "fact", key, " ".join(filter(None, classes)), title)


def _issue_spans(issues: Sequence[dict[str, Any]]) -> Iterator[Span]:
    for each in issues:
        if each["start"] is not None and each["end"] > each["start"]:
            yield Span(each["start"], each["end"], "issue", title=each["message"])


def _html(
    text: str,
    lines: list[dict[str, Any]],
    facts: Sequence[dict[str, Any]],
    issues: Sequence[dict[str, Any]],
    opened: str,
    query: str,
) -> Markup:
    """The text of the document, marked."""
    spans = [
        *_fact_spans(facts, opened),
        *_issue_spans(issues),
        *(Span(start, end, "hit") for start, end in hits(text, query)),
    ]
    return Page(text, [Line(**each) for each in lines], spans).html()


def _neighbours(facts: Sequence[dict[str, Any]], opened: str) -> dict[str, Any]:
    """The open fact's number, and the keys of the facts before and after it."""
    keys = [each["key"] for each in facts]
    if opened not in keys:
        return {"number": 0, "previous": "", "next": keys[0] if keys else ""}
    at = keys.index(opened)
    following = keys[at + 1] if at + 1 < len(keys) else ""
    return {"number": at + 1, "previous": keys[at - 1] if at else "", "next": following}


async def _context(
    datasette: Datasette, document: dict[str, Any], opened: str, query: str
) -> dict[str, Any]:
    """All that the template shows."""
    doc = document["id"]
    facts = await _facts(datasette, doc)
    issues = await rows(datasette, _ISSUES, {"doc": doc})
    lines = await rows(datasette, _LINES, {"doc": doc})
    text = document.pop("text")
    return {
        "document": document,
        "source": web_link(document["source"]),
        "articles": await rows(datasette, _ARTICLES, {"doc": doc}),
        "facts": facts,
        "doubts": sum(1 for each in facts if each["doubt"]),
        "issues": issues,
        "checks": await _checks(datasette, doc, facts),
        "text": _html(text, lines, facts, issues, opened, query),
        "opened": opened,
        "query": query,
        **_neighbours(facts, opened),
    }


async def bulletin_page(datasette: Datasette, request: Request) -> Response:
    """Answer ``/-/bulletin/<doc>``, ``?fact=`` and ``?q=``."""
    doc = unquote(request.url_vars["doc"])
    await datasette.ensure_permissions(
        request.actor, [("view-database", database(datasette).name), "view-instance"]
    )
    opened = local_id(request.args.get("fact") or "", doc)
    query = (request.args.get("q") or "")[:LONGEST]
    document = await row(datasette, _DOCUMENT, {"doc": doc})
    if document is None:
        # raised, Datasette would take it for an address that needs rewriting
        missing = NotFound(f"没有编号为“{doc}”的文件")
        return await error_page(datasette, request, missing)
    context = await _context(datasette, document, opened, query)
    html = await datasette.render_template(
        "bulletin.html", {**context, "database": database(datasette).name}, request=request
    )
    return Response.html(html)
