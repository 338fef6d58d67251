"""The page of one indicator of the vocabulary: what it means, and what places report of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Response

from db.pages.errors import error_page
from db.pages.facts import approximate
from db.pages.numbers import number_of, plain, short
from db.pages.site import database, row, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LEVELS = ("county", "prefecture", "province")
_CONCEPT = "SELECT * FROM concepts WHERE id = :id"
_PANEL = """
SELECT p.*, pl.name FROM county_panel p JOIN places pl ON pl.path = p.place
WHERE p.concept = :id ORDER BY p.place, p.period DESC, p.figure"""
_LABELS = """
SELECT i.normal AS label, count(*) AS facts FROM figures f
JOIN indicators i ON i.label = f.indicator
WHERE f.concept = :id GROUP BY i.normal ORDER BY facts DESC, i.normal LIMIT 12"""


def _order(each: dict[str, Any]) -> tuple[bool, ...]:
    """Amounts and rates before their changes, the whole before what is narrowed, done first."""
    return (
        each["measure"] not in {"level", "rate"},
        each["qualifiers"] is not None,
        each["status"] != "actual",
    )


def _shown(each: dict[str, Any]) -> dict[str, Any]:
    number = number_of(each["base_value"])
    assert number is not None
    return {**each, "shown": approximate(plain(number), each.get("approx")), "short": short(number)}


def _place(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One place: its newest value, how many there are, and the years that they cover."""
    years = sorted({each["year"] for each in found if each["year"] is not None})
    newest = min(found, key=_order)  # the first of its kind: periods come newest first
    return {
        **_shown(newest),
        "values": len(found),
        "since": years[0] if years else None,
        "until": years[-1] if years else None,
    }


def by_level(panel: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The places of each level, counties first."""
    places = [_place(list(group)) for _, group in groupby(panel, lambda each: each["place"])]
    found = [(level, [each for each in places if each["level"] == level]) for level in LEVELS]
    return [(level, group) for level, group in found if group]


def _range(concept: dict[str, Any]) -> dict[str, str]:
    """The ends of the range, to read."""
    numbers = {key: number_of(concept[key]) for key in ("low", "high")}
    return {f"{key}_shown": "" if n is None else short(n) or plain(n) for key, n in numbers.items()}


async def concept_page(datasette: Datasette, request: Request) -> Response:
    """Answer ``/-/concept/<id>``."""
    id_ = unquote(request.url_vars["id"])
    await datasette.ensure_permissions(
        request.actor, [("view-database", database(datasette).name), "view-instance"]
    )
    concept = await row(datasette, _CONCEPT, {"id": id_})
    if concept is None:
        return await error_page(datasette, request, NotFound(f"没有编号为“{id_}”的标准指标"))
    panel = await rows(datasette, _PANEL, {"id": id_})
    context = {
        "concept": {**concept, **_range(concept)},
        "levels": by_level(panel),
        "values": len(panel),
        "labels": await rows(datasette, _LABELS, {"id": id_}),
        "database": database(datasette).name,
    }
    html = await datasette.render_template("concept.html", context, request=request)
    return Response.html(html)
