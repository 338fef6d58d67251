"""Datasette's hooks: where Datasette asks, and the modules in ``db.pages`` that answer."""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from datasette import Response, hookimpl
from datasette.plugins import pm
from datasette.utils import tilde_encode

from db import canned
from db.bigrams import escape_query
from db.pages import links, words
from db.pages.bulletin import bulletin_page
from db.pages.cells import ROWS_SHOWN, render
from db.pages.compare import compare_page
from db.pages.concept import concept_page
from db.pages.core_strings import ChineseLoader, table_script
from db.pages.dictionary import dictionary_page
from db.pages.errors import error_page
from db.pages.excel import EXTENSION, excel_csv, whole_csv
from db.pages.home import home
from db.pages.place import place_page
from db.pages.search import search_page
from db.pages.security import NONCE, restrict, with_headers
from db.pages.shown import row_shown, shown
from db.pages.site import hint_for_nothing, is_ours, referred, site_head, site_menu, version

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable

    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment
    from markupsafe import Markup

    from db.pages.cells import Row

_CORE_ERRORS = "datasette.handle_exception"


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Chinese search: our ``escape_fts`` in place of Datasette's; and reading only."""
    if is_ours(datasette, database):
        conn.create_function("escape_fts", 1, escape_query, deterministic=True)
        restrict(conn)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Chinese templates, our filters, and what the head of every page has."""
    assert env.loader is not None
    env.loader = ChineseLoader(env.loader)
    env.filters |= words.FILTERS
    env.filters |= {"shown": shown, "row_shown": row_shown, "tilde": tilde_encode}
    env.filters |= {"whole_csv": whole_csv, "parameter_hint": canned.hint}
    env.globals |= {
        "bulletin_path": links.bulletin_path,
        "concept_path": links.concept_path,
        "place_path": links.place_path,
        "search_path": links.search_path,
        "hint_for_nothing": lambda given: hint_for_nothing(datasette, given),
        "referred": partial(referred, datasette),
        "rows_shown": ROWS_SHOWN,
        "site": words.serving()["site"],
        "site_head": lambda: site_head(datasette),
        "site_menu": lambda: site_menu(datasette),
    }


@hookimpl
def startup(datasette: Datasette) -> None:
    """Leave errors to us: Datasette would, besides, print a missing page as a long trace."""
    if pm.has_plugin(_CORE_ERRORS):
        pm.unregister(name=_CORE_ERRORS)


@hookimpl
def extra_template_vars(
    view_name: str, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """The nonce of the page; what the home page shows."""

    async def variables() -> dict[str, Any]:
        nonce = request.scope.get(NONCE, "") if request else ""
        found = {"nonce": nonce, "static_version": version()}
        return found | (await home(datasette) if view_name == "index" else {})

    return variables


@hookimpl
def render_cell(
    row: Row | None,
    value: object,
    column: str,
    table: str | None,
    database: str,
    datasette: Datasette,
) -> Markup | str | None:
    """Numbers to read, links to passages, words in Chinese."""
    if not is_ours(datasette, database):
        return None
    return render(value, column, row, table, database)


async def _table_script() -> Response:
    return Response(table_script(), content_type="text/javascript; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Our own pages."""
    return [
        (r"^/-/bulletin/(?P<doc>.+)$", bulletin_page),
        (r"^/-/concept/(?P<id>.+)$", concept_page),
        (r"^/-/place/(?P<place>.+)$", place_page),
        (r"^/-/compare$", compare_page),
        (r"^/-/search$", search_page),
        (r"^/-/dictionary$", dictionary_page),
        (r"^/-/table\.js$", _table_script),
    ]


@hookimpl
def register_output_renderer(datasette: Datasette) -> dict[str, Any]:
    """CSV for Chinese Excel, beside JSON and CSV."""
    return {"extension": EXTENSION, "render": excel_csv}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[..., Any]:
    """Headers that let a page use nothing but its own files."""
    return with_headers


@hookimpl
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """Error pages in Chinese."""

    async def answer() -> Response:
        return await error_page(datasette, request, exception)

    return answer
