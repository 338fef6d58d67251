"""Looks a database over: does everything in it hold together?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from db import description
from db.errors import explained
from db.schema import read_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

# What should not be, and the query that finds it: one key a row.
_QUERIES = {
    "figure outside its sentence": """
        SELECT f.id FROM figures f JOIN sentences s ON s.id = f.sentence
        WHERE f.start < s.start OR f."end" > s."end" """,
    "figure in a sentence of another document": """
        SELECT f.id FROM figures f JOIN sentences s ON s.id = f.sentence
        WHERE s.document <> f.document""",
    "figure in an article of another document": """
        SELECT f.id FROM figures f JOIN articles a ON a.id = f.article
        WHERE a.document <> f.document""",
    "figure that is part of one in another document, or of itself": """
        SELECT f.id FROM figures f JOIN figures whole ON whole.id = f.part_of
        WHERE whole.document <> f.document OR whole.id = f.id""",
    "check about a figure of another document": """
        SELECT c.id FROM checks c JOIN check_figures cf ON cf.check_id = c.id
        JOIN figures f ON f.id = cf.figure WHERE f.document <> c.document""",
    "period that is no date": """
        SELECT id FROM figures WHERE period IS NOT NULL AND period_start IS NULL""",
    "range that ends below its start": "SELECT id FROM figures WHERE high < value",
    "figure whose place or count of places is not what figure_places has": """
        SELECT id FROM figures f
        WHERE places <> (SELECT count(*) FROM figure_places n WHERE n.figure = f.id)
          OR sole_place IS NOT (SELECT min(n.place) FROM figure_places n WHERE n.figure = f.id
                           HAVING count(*) = 1)""",
    "value outside of what its print allows": """
        SELECT id FROM figures WHERE base_value < base_least OR base_value > base_most""",
    "place that is its own successor": "SELECT path FROM places WHERE successor = path",
    "count of figures that is not theirs": """
        SELECT id FROM documents d
        WHERE figures <> (SELECT count(*) FROM figures f WHERE f.document = d.id)""",
    "count of sentences that is not theirs": """
        SELECT id FROM documents d
        WHERE sentences <> (SELECT count(*) FROM sentences s WHERE s.document = d.id)""",
    "document without its text": "SELECT id FROM documents EXCEPT SELECT document FROM texts",
    "sentence that search does not know": """
        SELECT id FROM sentences EXCEPT SELECT id FROM sentences_fts_docsize""",
    "entry of search without its sentence": """
        SELECT id FROM sentences_fts_docsize EXCEPT SELECT id FROM sentences""",
    "run that was broken off": """
        SELECT id FROM runs WHERE state = 'interrupted' AND id = (SELECT max(id) FROM runs)""",
}


def _sqlite(db: Database) -> Iterator[str]:
    """What SQLite itself finds: damage, and references to rows that are not there."""
    for (message,) in db.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"damage: {message}"
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"row of {table} that refers to none of {parent}: {rowid}"


def _queries(db: Database) -> Iterator[str]:
    for message, query in _QUERIES.items():
        for (key,) in db.execute(query):
            yield f"{message}: {key}"


def _values(db: Database) -> Iterator[str]:
    """Columns that hold what ``tables.toml`` does not list."""
    for table in description.tables():
        for column in table.columns:
            if column.values:
                marks = ", ".join("?" * len(column.values))
                rows = db.execute(
                    f'SELECT DISTINCT "{column.name}" FROM "{table.name}"'
                    f' WHERE CAST("{column.name}" AS TEXT) NOT IN ({marks})',
                    column.values,
                )
                for (value,) in rows:
                    yield f"value that {table.name}.{column.name} should not have: {value!r}"


def _quotes(db: Database) -> Iterator[str]:
    """Quotes that are not what stands at their place in the text."""
    tables = [
        t.name for t in description.tables() if {"quote", "start"} <= {c.name for c in t.columns}
    ]
    for doc, text in db.execute("SELECT document, text FROM texts"):
        for table in tables:
            rows = db.execute(
                f'SELECT id, start, "end", quote FROM "{table}"'
                " WHERE document = ? AND start IS NOT NULL",
                (doc,),
            )
            for key, start, end, quote in rows:
                if text[start:end] != quote:
                    yield f"quote that does not stand where it should: {table} {key}"


def _numbers(db: Database) -> Iterator[str]:
    """Numbers that differ from their exact text."""
    rows = db.execute("SELECT id, value, value_text, high, high_text FROM figures")
    for key, value, value_text, high, high_text in rows:
        for number, text in ((value, value_text), (high, high_text)):
            if (number is None) != (text is None):
                yield f"number without its exact text, or the reverse: {key}"
            elif text is not None and float(Decimal(text)) != number:
                yield f"number that differs from its exact text: {key}"


_CHECKS: tuple[Callable[[Database], Iterator[str]], ...] = (
    _sqlite,
    _queries,
    _values,
    _quotes,
    _numbers,
)


def check_database(path: Path | str) -> list[str]:
    """Everything that is wrong with a database, a line each; empty if all is well.

    Raises :class:`db.errors.StoreError` where it cannot be read at all.
    """
    path = Path(path)
    db = read_database(path)
    try:
        with explained(path, "checking it"):
            return [message for check in _CHECKS for message in check(db)]
    finally:
        db.conn.close()
