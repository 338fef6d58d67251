"""The search page: sentences that hold the words, indicators and places of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import Response
from datasette.database import QueryInterrupted
from markupsafe import Markup, escape

from db.bigrams import escape_query
from db.pages.highlight import LONGEST, hits, terms
from db.pages.links import bulletin_path, search_path
from db.pages.site import database, rows

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

PAGE = 30
COUNTED = 10_000  # beyond this "more than" will do

_SENTENCES = """
WITH found AS MATERIALIZED (
  SELECT rowid AS id, rank FROM sentences_fts
  WHERE sentences_fts MATCH :match ORDER BY rank, rowid LIMIT :limit OFFSET :offset
)
SELECT s.document, s.position, s.kind, s.text, d.title AS document_title,
  a.title AS article_title, a.date, p.name AS place_name, a.place,
  (SELECT count(*) FROM figures f WHERE f.sentence = s.id) AS facts
FROM found
JOIN sentences s ON s.id = found.id
JOIN documents d ON d.id = s.document
JOIN articles a ON a.id = s.article
LEFT JOIN places p ON p.path = a.place
ORDER BY found.rank, found.id"""
_COUNT = """
SELECT count(*) AS found FROM (
  SELECT 1 FROM sentences_fts WHERE sentences_fts MATCH :match LIMIT :limit
)"""
_INDICATORS = """
SELECT i.label, count(*) AS facts FROM indicators i JOIN figures f ON f.indicator = i.label
WHERE i.label LIKE :like ESCAPE '\\' GROUP BY i.label ORDER BY facts DESC, i.label LIMIT 12"""
_PLACES = """
SELECT p.path, p.name, count(*) AS facts FROM places p JOIN figure_places fp ON fp.place = p.path
WHERE p.path LIKE :like ESCAPE '\\' GROUP BY p.path ORDER BY facts DESC, p.path LIMIT 8"""


def lit(text: str, query: str) -> Markup:
    """A sentence with the words of a query marked.

    >>> lit("全县<b>脱贫", "脱贫")
    Markup('全县&lt;b&gt;<em class="hit">脱贫</em>')
    """
    parts, at = [], 0
    for start, end in hits(text, query):
        parts += [escape(text[at:start]), Markup('<em class="hit">{}</em>').format(text[start:end])]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def like(query: str) -> str:
    """A LIKE pattern for labels that hold all terms in order.

    >>> like("50% 粮食")
    '%50\\\\%%粮食%'
    """
    escaped = (
        term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for term in terms(query)
    )
    return f"%{'%'.join(escaped)}%"


def _result(each: dict[str, Any], query: str) -> dict[str, Any]:
    anchor = f"s-{each['position']}"
    return {
        **each,
        "html": lit(each["text"], query),
        "link": bulletin_path(each["document"], query=query, anchor=anchor),
    }


async def _found(datasette: Datasette, query: str, page: int) -> dict[str, Any]:
    """One page of results, with what is around it."""
    match: dict[str, object] = {"match": escape_query(query)}
    span = {"limit": PAGE, "offset": (page - 1) * PAGE}
    sentences = await rows(datasette, _SENTENCES, match | span)
    counted = await rows(datasette, _COUNT, match | {"limit": COUNTED + 1})
    count = counted[0]["found"]
    labels = {"like": like(query)}
    return {
        "results": [_result(each, query) for each in sentences],
        "count": min(count, COUNTED),
        "more": count > COUNTED,
        "previous": search_path(query, page - 1) if page > 1 else "",
        "next": search_path(query, page + 1) if page * PAGE < count else "",
        "indicators": await rows(datasette, _INDICATORS, labels),
        "places": await rows(datasette, _PLACES, labels),
    }


def _page(request: Request) -> int:
    text = request.args.get("page") or "1"
    return min(max(int(text), 1), COUNTED // PAGE) if text.isdecimal() else 1


async def search_page(datasette: Datasette, request: Request) -> Response:
    """Answer ``/-/search?q=``."""
    await datasette.ensure_permissions(
        request.actor, [("view-database", database(datasette).name), "view-instance"]
    )
    query = (request.args.get("q") or "").strip()[:LONGEST]
    context: dict[str, Any] = {"query": query, "too_long": False, "database": ""}
    if terms(query):
        try:
            context |= await _found(datasette, query, _page(request))
        except QueryInterrupted:
            context["too_long"] = True
    context["database"] = database(datasette).name
    return Response.html(await datasette.render_template("search.html", context, request=request))
