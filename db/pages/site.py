"""The database that is served, and what every page needs to ask of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils import tilde_encode
from markupsafe import Markup

from db.pages.cells import references
from db.pages.links import search_path
from db.pages.words import table_zh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasette.app import Datasette
    from datasette.database import Database

# Tables whose rows are known by their words, and the column that has them.
_TEXTS = {"sentences": "text", "articles": "title", "sections": "heading"}
STATIC = Path(__file__).parents[1] / "static"


def database(datasette: Datasette) -> Database:
    """The database of facts: the first that is a file."""
    return next(each for each in datasette.databases.values() if each.path)


def is_ours(datasette: Datasette, name: str) -> bool:
    """Whether a database is the one of facts."""
    return any(each.path and key == name for key, each in datasette.databases.items())


async def rows(
    datasette: Datasette, sql: str, values: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """All rows of a query."""
    found = await database(datasette).execute(sql, dict(values or {}))
    return [dict(row) for row in found.rows]


async def row(
    datasette: Datasette, sql: str, values: Mapping[str, object] | None = None
) -> dict[str, Any] | None:
    """The first row of a query."""
    found = await rows(datasette, sql, values)
    return found[0] if found else None


async def referred(datasette: Datasette, table: str, column: str, value: object) -> Markup | None:
    """On the page of one row: the sentence, article or section that its key refers to."""
    target = references().get((table, column))
    label = _TEXTS.get(target or "")
    if value is None or target is None or label is None:
        return None
    found = await row(
        datasette, f"SELECT {label} AS text FROM {target} WHERE id = :id", {"id": value}
    )
    if found is None:
        return None
    name = database(datasette).name
    path = datasette.urls.row(name, target, tilde_encode(str(value)))
    return Markup('<a href="{}">{}</a>').format(path, found["text"] or value)


def version() -> str:
    """Changes whenever a static file does, so that browsers fetch it anew."""
    newest = max(path.stat().st_mtime_ns for path in STATIC.iterdir())
    return f"{newest // 1_000_000:x}"


def site_head(datasette: Datasette) -> Markup:
    """What the head of every page has: our style sheet."""
    path = datasette.urls.path("/static/xianqing.css")
    return Markup('<link rel="stylesheet" href="{}?{}">').format(path, version())


def hint_for_nothing(datasette: Datasette, given: Mapping[str, str]) -> Markup:
    """What to try where a question finds nothing: other words, or a list to choose from."""
    name, urls = database(datasette).name, datasette.urls
    words = [value for key, value in given.items() if value and key != "year"]
    links = Markup("").join(
        Markup('、<a href="{}">在全文、指标和地区中检索“{}”</a>').format(
            urls.path(search_path(word)), word
        )
        for word in words
    )
    return Markup(
        '<p class="note">试试：少填一项条件、换更短的词{}；或从<a href="{}">标准指标</a>、'
        '<a href="{}">原文指标</a>、<a href="{}">地区</a>的列表中选。'
        ' <span class="en">Try fewer or shorter words, or choose from the lists.</span></p>'
    ).format(links, *(urls.table(name, table) for table in ("concepts", "indicators", "places")))


def site_menu(datasette: Datasette) -> list[dict[str, str]]:
    """The links at the top of every page."""
    name, urls = database(datasette).name, datasette.urls
    tables = ("facts", "county_panel", "concepts", "documents", "programmes")
    return [
        *({"href": urls.table(name, table), "zh": table_zh(table)} for table in tables),
        {"href": urls.path("/-/compare"), "zh": "地区并列"},
        {"href": f"{urls.database(name)}#queries", "zh": "现成的问题"},
        {"href": urls.path("/-/dictionary"), "zh": "数据字典"},
    ]
