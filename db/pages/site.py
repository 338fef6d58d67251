"""The database that is served, and what every page needs to ask of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasette.app import Datasette
    from datasette.database import Database

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


def version() -> str:
    """Changes whenever a static file does, so that browsers fetch it anew."""
    newest = max(path.stat().st_mtime_ns for path in STATIC.iterdir())
    return f"{newest // 1_000_000:x}"
