"""The page of one place: what is above and below it, its bulletins, its values year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Response

from db.pages.errors import error_page
from db.pages.links import place_path
from db.pages.site import database, row, rows
from db.pages.wide import wide

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

YEARS = 12  # the latest of them are columns of the page
# a village has the code of its township: the higher level comes first
_PLACE = """
SELECT * FROM places WHERE path = :key OR code = :key OR code = :key || '000000'
ORDER BY path = :key DESC,
  CASE level WHEN 'province' THEN 1 WHEN 'prefecture' THEN 2 WHEN 'county' THEN 3
    WHEN 'township' THEN 4 ELSE 5 END, path LIMIT 1"""
_ABOVE = """
WITH RECURSIVE up(path, parent, name, depth) AS (
  SELECT path, parent, name, 0 FROM places WHERE path = :path
  UNION ALL
  SELECT p.path, p.parent, p.name, depth + 1 FROM up JOIN places p ON p.path = up.parent
)
SELECT path, name FROM up WHERE depth > 0 ORDER BY depth DESC"""
_BELOW = """
SELECT p.path, p.name, p.level,
  (SELECT count(*) FROM figure_places fp WHERE fp.place = p.path) AS facts
FROM places p WHERE p.parent = :path ORDER BY facts DESC, p.path"""
_FORMER = "SELECT path, name FROM places WHERE successor = :path ORDER BY path"
_BULLETINS = """
SELECT d.id, d.title, max(a.date) AS date, d.figures
FROM articles a JOIN documents d ON d.id = a.document
WHERE a.place = :path GROUP BY d.id ORDER BY date DESC, d.id"""
_PANEL = "SELECT * FROM county_panel WHERE place = :path"
_FACTS = "SELECT count(*) AS facts FROM figure_places WHERE place = :path"


def _table(panel: list[dict[str, Any]]) -> dict[str, Any]:
    """The latest years and the rows of the table over them."""
    years = sorted({each["year"] for each in panel if each["year"] is not None})[-YEARS:]
    return {"years": years, "table": wide(panel, "year", years)}


async def place_page(datasette: Datasette, request: Request) -> Response:
    """Answer ``/-/place/<path or code>``."""
    key = unquote(request.url_vars["place"])
    await datasette.ensure_permissions(
        request.actor, [("view-database", database(datasette).name), "view-instance"]
    )
    place = await row(datasette, _PLACE, {"key": key})
    if place is None:
        return await error_page(datasette, request, NotFound(f"没有名为或编号为“{key}”的地区"))
    if place["continued"]:  # under another name today, and there its values are
        return Response.redirect(datasette.urls.path(place_path(place["continued"])))
    at = {"path": place["path"]}
    context = {
        "place": place,
        "above": await rows(datasette, _ABOVE, at),
        "below": await rows(datasette, _BELOW, at),
        "former": await rows(datasette, _FORMER, at),
        "bulletins": await rows(datasette, _BULLETINS, at),
        "facts": (await rows(datasette, _FACTS, at))[0]["facts"],
        **_table(await rows(datasette, _PANEL, at)),
        "database": database(datasette).name,
    }
    return Response.html(await datasette.render_template("place.html", context, request=request))
