"""What the home page shows: counts, counties, questions, recent documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.database import QueryInterrupted

from db import canned, description
from db.pages.site import database, rows
from db.pages.words import serving

if TYPE_CHECKING:
    from datasette.app import Datasette

COUNTIES = PREFECTURES = 60
RECENT = 10

_COUNTS = """
SELECT
  (SELECT count(*) FROM documents) AS documents,
  (SELECT count(*) FROM figures) AS figures,
  (SELECT count(*) FROM places c WHERE c.path = c.county
     AND EXISTS (SELECT 1 FROM places p JOIN figure_places fp ON fp.place = p.path
                 WHERE p.county = c.path)) AS counties,
  (SELECT count(*) FROM concepts) AS concepts,
  (SELECT count(DISTINCT normal) FROM indicators) AS indicators,
  (SELECT count(*) FROM issues) AS issues,
  (SELECT count(*) FROM checks WHERE holds = 0) AS wrong"""
_COUNTIES = """
SELECT c.path, c.name, pr.name AS province, count(DISTINCT fp.figure) AS facts,
  min(f.year) AS since, max(f.year) AS until
FROM figure_places fp
JOIN figures f ON f.id = fp.figure
JOIN places p ON p.path = fp.place
JOIN places c ON c.path = p.county
LEFT JOIN places pr ON pr.path = c.province
GROUP BY c.path ORDER BY facts DESC, c.path LIMIT :limit"""
_PREFECTURES = """
SELECT c.path, c.name, pr.name AS province, count(*) AS facts,
  min(f.year) AS since, max(f.year) AS until
FROM places c
JOIN figure_places fp ON fp.place = c.path
JOIN figures f ON f.id = fp.figure
LEFT JOIN places pr ON pr.path = c.province
WHERE c.level = 'prefecture'
GROUP BY c.path ORDER BY facts DESC, c.path LIMIT :limit"""
_RECENT = """
SELECT d.id, d.title, d.figures, d.is_sample,
  (SELECT max(a.date) FROM articles a WHERE a.document = d.id) AS date,
  (SELECT p.name FROM articles a JOIN places p ON p.path = a.place
   WHERE a.document = d.id ORDER BY a.position LIMIT 1) AS place
FROM documents d ORDER BY date DESC NULLS LAST, d.id LIMIT :limit"""


async def _places(datasette: Datasette, sql: str, limit: int) -> list[dict[str, Any]] | None:
    """The places with most facts; ``None`` where counting them takes too long."""
    try:
        return await rows(datasette, sql, {"limit": limit})
    except QueryInterrupted:
        return None


async def _counts(datasette: Datasette) -> dict[str, Any]:
    try:
        return (await rows(datasette, _COUNTS))[0]
    except QueryInterrupted:
        return {}


def _groups() -> dict[str, list[description.Table]]:
    """The tables as the home page lists them."""
    grouped: dict[str, list[description.Table]] = {"main": [], "detail": []}
    for name, entry in serving()["tables"].items():
        grouped[entry["group"]].append(description.table(name))
    return grouped


async def home(datasette: Datasette) -> dict[str, Any]:
    """The variables of the home page's template."""
    return {
        "database_name": database(datasette).name,
        "site": serving()["site"],
        "counts": await _counts(datasette),
        "counties": await _places(datasette, _COUNTIES, COUNTIES),
        "prefectures": await _places(datasette, _PREFECTURES, PREFECTURES),
        "recent": await rows(datasette, _RECENT, {"limit": RECENT}),
        "questions": canned.queries(),
        "groups": _groups(),
    }
