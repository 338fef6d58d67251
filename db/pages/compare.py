"""Places side by side: a row a concept, a column a place, of one year."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette import Response

from db.pages.excel import guarded
from db.pages.site import database, rows
from db.pages.wide import kind_of, wide
from db.pages.words import qualifiers_zh, value_zh

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from datasette.app import Datasette
    from datasette.utils.asgi import Request

MOST = 5
_APART = re.compile(r"[\s、，,；;]+")
_NAMED = """
SELECT path, name FROM places
WHERE level IN ('county', 'prefecture', 'province') AND continued IS NULL
  AND (path = :name OR name = :name OR code = :name OR path LIKE '%' || :name || '%')
  AND EXISTS (SELECT 1 FROM figures f WHERE f.sole_place = path AND f.concept IS NOT NULL)
ORDER BY path = :name DESC, name = :name DESC, length(path), path LIMIT 12"""
_PANEL = "SELECT * FROM county_panel WHERE place = :path"


def split(text: str) -> list[str]:
    """The names that were asked for, each once.

    >>> split("甲市、乙市 甲市")
    ['甲市', '乙市']
    """
    return list(dict.fromkeys(each for each in _APART.split(text) if each))


def settled(name: str, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The place that a name means: the only one of that path or name, else all it may mean."""
    for key in ("path", "name"):
        same = [each for each in found if each[key] == name]
        if len(same) == 1:
            return same
    return list(found)


async def _asked(datasette: Datasette, names: Sequence[str]) -> dict[str, Any]:
    """The places to compare, and the names that fit none or several."""
    places: dict[str, dict[str, Any]] = {}
    unclear = []
    for name in names[:MOST]:
        found = settled(name, await rows(datasette, _NAMED, {"name": name}))
        if len(found) == 1:
            places[found[0]["path"]] = found[0]
        else:
            unclear.append({"name": name, "places": found})
    return {"places": list(places.values()), "unclear": unclear}


async def _values(datasette: Datasette, places: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for place in places:
        found += await rows(datasette, _PANEL, {"path": place["path"]})
    return found


def _year(asked: str, panel: Sequence[dict[str, Any]]) -> tuple[int | None, list[int]]:
    """The year to show (the one asked for, else the one with most to compare), and all."""
    years = sorted({each["year"] for each in panel if each["year"] is not None}, reverse=True)
    if asked.isdecimal():
        return int(asked), years
    places: dict[tuple[int, Hashable], set[str]] = defaultdict(set)
    for each in panel:
        places[each["year"], kind_of(each)].add(each["place"])
    shared = Counter(year for (year, _), named in places.items() if len(named) > 1)
    reported = {(each["year"], each["place"]) for each in panel if each["status"] == "actual"}
    named = Counter(year for year, _ in reported)
    return max(years, key=lambda y: (shared[y], named[y], y), default=None), years


def as_csv(
    places: Sequence[dict[str, Any]], table: Sequence[dict[str, Any]], year: int | None
) -> str:
    """The table for Chinese Excel: exact values in the unit of their row."""
    out = io.StringIO()
    writer = csv.writer(out)
    head = ["主题", "标准指标", "限定", "量的性质", "状态", "换算单位", "年份"]
    writer.writerow([*head, *(place["path"] for place in places)])
    for each in table:
        kind = [
            each["subject"] or "",
            each["concept_zh"],
            qualifiers_zh(each["qualifiers"]),
            value_zh(each["measure"], "measure"),
            value_zh(each["status"], "status"),
            each["base_unit"] or "",
            str(year or ""),
        ]
        values = ["" if cell is None else str(cell["base_value"]) for cell in each["cells"]]
        writer.writerow([guarded(cell) for cell in (*kind, *values)])
    return "\ufeff" + out.getvalue()


async def compare_page(datasette: Datasette, request: Request) -> Response:
    """Answer ``/-/compare?places=…&year=…``; with ``format=csv`` its table alone."""
    await datasette.ensure_permissions(
        request.actor, [("view-database", database(datasette).name), "view-instance"]
    )
    asked = request.args.get("places") or ""
    context = await _asked(datasette, split(asked))
    panel = await _values(datasette, context["places"])
    year, years = _year((request.args.get("year") or "").strip(), panel)
    paths = [place["path"] for place in context["places"]]
    table = wide([each for each in panel if each["year"] == year], "place", paths)
    # what several report first
    table.sort(key=lambda each: -sum(cell is not None for cell in each["cells"]))
    if request.args.get("format") == "csv":
        return Response(
            as_csv(context["places"], table, year),
            content_type="text/csv; charset=utf-8",
            headers={"content-disposition": "attachment; filename=compare.csv"},
        )
    context |= {
        "asked": asked,
        "year": year,
        "years": years,
        "table": table,
        "most": MOST,
        "csv": f"?{urlencode({'places': '、'.join(paths), 'year': year or '', 'format': 'csv'})}",
        "database": database(datasette).name,
    }
    return Response.html(await datasette.render_template("compare.html", context, request=request))
