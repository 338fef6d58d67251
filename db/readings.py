"""Readings of a database, a document at a time, as rows that ``extract`` would print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.errors import explained
from db.qualifiers import QUALIFIERS
from db.schema import read_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_MENTIONS = {
    "programme": ("programme_mentions", "programme", "name"),
    "place": ("place_mentions", "place", "path"),
    "organisation": ("organisation_mentions", "name", "name"),
}


class DatabaseReadings:
    """What a database holds, to be compared; it is opened to read only."""

    def __init__(self, path: Path) -> None:
        """Raises ``StoreError`` where the file is no database of this version."""
        self._path = path
        self._db = read_database(path)

    def close(self) -> None:
        """Close the database."""
        self._db.conn.close()

    def documents(self) -> Sequence[str]:
        """The ids of its documents, sorted."""
        with explained(self._path):
            return sorted(row[0] for row in self._db.execute("SELECT id FROM documents"))

    def text(self, doc: str) -> str:
        """The source text of a document."""
        with explained(self._path):
            found = self._db.execute("SELECT text FROM texts WHERE document = ?", [doc]).fetchone()
        return found[0] if found else ""

    def rows(self, doc: str) -> list[dict[str, Any]]:
        """The rows of one document: figures, mentions, checks, issues."""
        with explained(self._path):
            return [
                *self._figures(doc),
                *(row for type_ in _MENTIONS for row in self._mentions(type_, doc)),
                *self._checks(doc),
                *self._select("issue", "SELECT * FROM issues WHERE document = ?", doc),
            ]

    def _select(self, type_: str, sql: str, doc: str) -> Iterator[dict[str, Any]]:
        cursor = self._db.execute(sql, [doc])
        names = [column[0] for column in cursor.description]
        for values in cursor:
            yield {"type": type_, "doc": doc, **dict(zip(names, values, strict=True))}

    def _figures(self, doc: str) -> Iterator[dict[str, Any]]:
        places: dict[str, list[str]] = {}
        for figure, place in self._db.execute(
            "SELECT figure, place FROM figure_places WHERE figure IN"
            " (SELECT id FROM figures WHERE document = ?) ORDER BY figure, position",
            [doc],
        ):
            places.setdefault(figure, []).append(place)
        for row in self._select("figure", "SELECT * FROM figures WHERE document = ?", doc):
            qualifiers = {axis: row[column] for axis, column in QUALIFIERS.items() if row[column]}
            yield {**row, "place": places.get(row["id"], []), "qualifiers": qualifiers}

    def _mentions(self, type_: str, doc: str) -> Iterator[dict[str, Any]]:
        table, column, name = _MENTIONS[type_]
        sql = f'SELECT *, "{column}" AS "{name}" FROM "{table}" WHERE document = ?'
        return self._select(type_, sql, doc)

    def _checks(self, doc: str) -> Iterator[dict[str, Any]]:
        for row in self._select("check", "SELECT * FROM checks WHERE document = ?", doc):
            members = self._db.execute(
                "SELECT figure FROM check_figures WHERE check_id = ? ORDER BY position", [row["id"]]
            )
            holds = None if row["holds"] is None else bool(row["holds"])
            yield {**row, "figures": [member for (member,) in members], "holds": holds}
