"""Which columns a table's web page shows: a choice, until the reader asks for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.pages.words import serving

if TYPE_CHECKING:
    from collections.abc import Iterable

    from datasette.utils.asgi import Request

_ASKING = ("_col", "_nocol", "_all")


def chosen(table: str, request: Request | None) -> list[str]:
    """The columns to show in their order; empty for all."""
    if request is None or any(key in request.args for key in _ASKING):
        return []
    if request.url_vars.get("pks"):
        return []  # the page of one row has room for all of it
    return list(serving()["tables"].get(table, {}).get("shown", ()))


def shown(columns: Iterable[Any], table: str, request: Request | None) -> list[Any]:
    """The columns of a page that are to be shown, in the order chosen."""
    return _picked(columns, "name", chosen(table, request))


def row_shown(cells: Iterable[Any], table: str, request: Request | None) -> list[Any]:
    """The cells of a row that are to be shown, in the same order."""
    return _picked(cells, "column", chosen(table, request))


def _picked(found: Iterable[Any], key: str, wanted: list[str]) -> list[Any]:
    if not wanted:
        return list(found)
    by_name = {each[key]: each for each in found}
    return [by_name[name] for name in wanted if name in by_name]
