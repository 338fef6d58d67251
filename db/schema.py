"""The schema, made from ``tables.toml``, and the opening of database files.

A change to ``tables.toml`` needs a migration below once databases are in use: ``initial``
makes the schema as it now is, and :func:`open_database` refuses one that differs.
"""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from db import description
from db.bigrams import TOKENIZE
from db.errors import StoreError, explained

if TYPE_CHECKING:
    from db.description import Column, Table

APPLICATION_ID = 0x5869616E  # "Xian": marks a file as ours
BUSY_SECONDS = 10.0
MIGRATIONS = Migrations("xianqing")


def _column_sql(column: Column, *, sole_key: bool) -> str:
    """One column's definition."""
    words = [f'"{column.name}"', column.type.upper()]
    if sole_key:
        words.append("PRIMARY KEY")
    if not column.nullable:
        words.append("NOT NULL")
    if column.references:
        target = description.table(column.references)
        words.append(f'REFERENCES "{target.name}"("{target.key[0]}")')
        if column.references in _OWNERS:
            words.append("ON DELETE CASCADE")
        if column.deferred:
            words.append("DEFERRABLE INITIALLY DEFERRED")
    return " ".join(words)


# What goes with its owner: a document's rows, and the rows of those.
_OWNERS = frozenset({"documents", "figures", "checks"})


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _table_sql(table: Table) -> str:
    """The statement that makes a table."""
    key = table.key
    lines = [_column_sql(column, sole_key=column.key and len(key) == 1) for column in table.columns]
    if len(key) > 1:
        lines.append(f"PRIMARY KEY ({_names(key)})")
    lines += [f"UNIQUE ({_names(columns)})" for columns in table.unique]
    without = ", WITHOUT ROWID" if len(key) > 1 else ""
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n) STRICT{without}'


def _filled(table: Table, column: str) -> str:
    """The condition that leaves empty entries of a column out of its index."""
    nullable = any(each.name == column and each.nullable for each in table.columns)
    return f' WHERE "{column}" IS NOT NULL' if nullable else ""


def _parts(columns: tuple[str, ...]) -> str:
    """What an index is on: columns, or expressions as they stand."""
    return ", ".join(each if "(" in each else f'"{each}"' for each in columns)


def _slug(part: str) -> str:
    """A column or expression as part of a name."""
    return re.sub(r"\W+", "_", part).strip("_").lower()


def _index_sql(table: Table) -> list[str]:
    """An index for each reference, each facet and each list of columns asked for.

    References need theirs also because SQLite looks there whenever a row is deleted; one that
    begins a list has it in that list's.
    """
    leading = {columns[0] for columns in table.indices}
    alone = [
        (column.name,)
        for column in table.columns
        if (column.references or column.facet)
        and column.name != table.key[0]
        and column.name not in leading
    ]
    found = []
    for columns in (*alone, *table.indices):
        name = "_".join((table.name, *map(_slug, columns)))
        on = f'CREATE INDEX "{name}" ON "{table.name}" ({_parts(columns)})'
        found.append(on + _filled(table, columns[0]))
    return found


# Datasette finds the index of a table by these words, double quotes and all.
FTS_SQL = (
    'CREATE VIRTUAL TABLE sentences_fts USING fts5(text, content="sentences",'
    f' content_rowid="id", tokenize="{TOKENIZE}")'
)


def statements() -> list[str]:
    """All statements that make the schema, in order."""
    made = []
    for table in description.tables():
        made += [_table_sql(table), *_index_sql(table)]
    return [*made, FTS_SQL, *map(_view_sql, description.views())]


def _view_sql(view: Table) -> str:
    return f'CREATE VIEW "{view.name}" AS\n{view.sql.strip()}'


@MIGRATIONS(name="initial")
def _initial(db: Database) -> None:
    for statement in statements():
        db.execute(statement)


def _is_ours(db: Database) -> bool:
    """Whether the file is one of ours; an empty one is not."""
    return bool(db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def _refuse_strangers(db: Database, path: Path) -> None:
    """Refuse a database of something else, and one of a later version of this program."""
    if not _is_ours(db):
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"{path}: it is a database of another program")
        return
    known = {migration.name for migration in MIGRATIONS._migrations}
    later = [each.name for each in MIGRATIONS.applied(db) if each.name not in known]
    if later:
        raise StoreError(
            f"{path}: it was written by a newer version of this program ({', '.join(later)})"
        )


def _refuse_differences(db: Database, path: Path) -> None:
    """Refuse a database whose tables are not as ``tables.toml`` describes them."""
    for table in description.everything():
        rows = db.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        if [row[1] for row in rows] != [column.name for column in table.columns]:
            raise StoreError(
                f"{path}: its table {table.name} is that of another version of this program; "
                "move the file away and read the bulletins in again (make ingest)"
            )


def _renew_views(db: Database) -> None:
    """Make the views anew that are defined otherwise; they hold nothing of their own."""
    stored = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    for view in description.views():
        if view.name in stored and stored[view.name] != _view_sql(view):
            with db.atomic():
                db.execute(f'DROP VIEW "{view.name}"')
                db.execute(_view_sql(view))


def _reading_mode(path: Path) -> str:
    """How to open a file to read: in a folder closed to us WAL cannot keep its own files."""
    log = path.with_name(f"{path.name}-wal")
    closed = not os.access(path.parent, os.W_OK)
    return "mode=ro&immutable=1" if closed and not log.exists() else "mode=ro"


def _connect(path: Path, *, read_only: bool, timeout: float) -> Database:
    """A connection with our settings; sqlite-utils' plugins stay out of it."""
    mode = _reading_mode(path) if read_only else "mode=rwc"
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=timeout)
    conn.execute("PRAGMA foreign_keys = ON")
    return Database(conn, execute_plugins=False)


def _prepare(db: Database, path: Path) -> None:
    """Make a file ready to be written to: ours, with the newest schema, in WAL mode."""
    _refuse_strangers(db, path)
    # WAL: Datasette goes on reading while we write. NORMAL: a power cut may lose the last
    # documents, never the file; they are read in again by the next run.
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    # 32 MB each, in memory and in the log: the indices are written all over the file, and
    # with less every document costs twice the time once there are some thousands.
    db.execute("PRAGMA cache_size = -32768")
    db.execute("PRAGMA wal_autocheckpoint = 8000")
    if not _is_ours(db):
        with db.atomic():
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(db)
    elif MIGRATIONS.pending(db):
        MIGRATIONS.apply(db)
    _refuse_differences(db, path)
    _renew_views(db)


def open_database(path: Path | str, *, timeout: float = BUSY_SECONDS) -> Database:
    """Open a database to write to; a new file gets the schema.

    Raises :class:`StoreError`, naming file and reason, where that cannot be done.
    """
    path = Path(path)
    with explained(path):
        db = _connect(path, read_only=False, timeout=timeout)
        try:
            _prepare(db, path)
        except BaseException:
            db.conn.close()
            raise
        return db


def read_database(path: Path | str, *, timeout: float = BUSY_SECONDS) -> Database:
    """Open a database of ours to read only; :class:`StoreError` where that cannot be done."""
    path = Path(path)
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    with explained(path):
        db = _connect(path, read_only=True, timeout=timeout)
        try:
            _refuse_strangers(db, path)
            if not _is_ours(db):
                raise StoreError(f"{path}: it is empty")
            _refuse_differences(db, path)
        except BaseException:
            db.conn.close()
            raise
        return db
