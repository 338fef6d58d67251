"""Writes readings to the database, one document a transaction."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import description
from db.bigrams import bigrams
from db.errors import StoreError, explained
from db.lookups import ConceptEntry, Lookups, PlaceEntry, UnitEntry
from db.positions import NUMBER_BITS, SENTENCE_BITS
from db.rows import Provenance, document_row, table_rows
from db.schema import BUSY_SECONDS, open_database
from db.shared import SharedRows, settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from types import TracebackType

    from pipeline.model import Reading

__all__ = [
    "ConceptEntry",
    "Lookups",
    "PlaceEntry",
    "Provenance",
    "Store",
    "StoreError",
    "UnitEntry",
]

_COUNTS = ("documents", "unchanged", "failed", "removed", "figures")


def _number(doc: str) -> int:
    """The number that a document has unless another one has it already."""
    digest = hashlib.sha256(doc.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - NUMBER_BITS)


@lru_cache(maxsize=64)
def _insert_sql(table: str) -> str:
    names = [column.name for column in description.table(table).columns]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({values})'


@lru_cache(maxsize=16)
def _upsert_sql(table: str) -> str:
    """Insert, or bring the row up to date where it differs."""
    described = description.table(table)
    key = described.key[0]
    rest = [column.name for column in described.columns if not column.key]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
    differs = " OR ".join(f'"{name}" IS NOT excluded."{name}"' for name in rest)
    return f'{_insert_sql(table)} ON CONFLICT ("{key}") DO UPDATE SET {changes} WHERE {differs}'


_INDEX = "INSERT INTO sentences_fts (rowid, text) VALUES (?, ?)"
# FTS5 can only take out of its index what it is told was put in.
_UNINDEX = "INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', ?, ?)"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """A database to write readings to. Every method is one transaction.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Store(Path(folder) / "facts.db") as store:
    ...     store.known()
    {}
    """

    def __init__(
        self,
        path: Path | str,
        lookups: Lookups | None = None,
        *,
        timeout: float = BUSY_SECONDS,
    ) -> None:
        """Open the database, making it where there is none; raises :class:`StoreError`."""
        self.path = Path(path)
        self.db = open_database(self.path, timeout=timeout)
        self._shared = SharedRows(lookups or Lookups())
        self._counts = dict.fromkeys(_COUNTS, 0)
        self._began = time.monotonic()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with explained(self.path):
            self.db.conn.close()

    @contextmanager
    def _transaction(self, during: str) -> Iterator[None]:
        """All or nothing; the lock is taken at once, so that waiting for it works."""
        with explained(self.path, during):
            self.db.conn.execute("BEGIN IMMEDIATE")
            with self._undoing():
                yield
                self.db.conn.execute("COMMIT")

    @contextmanager
    def _undoing(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.db.conn.rollback()
            raise

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self.db.conn.execute(sql, values).fetchall()

    def known(self) -> dict[str, tuple[str, str]]:
        """Document id → SHA-256 of its file and version of the rules that read it."""
        with explained(self.path, "looking up what is known"):
            rows = self._rows("SELECT id, sha256, rules_version FROM documents")
        return {doc: (sha256, version) for doc, sha256, version in rows}

    def files(self) -> dict[str, str]:
        """Document id → the path under which its file was read."""
        with explained(self.path, "looking up what is known"):
            return dict(self._rows("SELECT id, file FROM documents"))

    def failed_files(self) -> list[str]:
        """The paths of the files that could not be read."""
        with explained(self.path, "looking up what is known"):
            rows = self._rows("SELECT DISTINCT file FROM issues WHERE document IS NULL")
        return [file for (file,) in rows]

    def totals(self, tables: Sequence[str]) -> dict[str, int]:
        """Table → how many rows it has."""
        with explained(self.path, "counting"):
            return {table: self.db[table].count for table in tables}

    def start_run(self, rules_version: str, segmenter: str) -> int:
        """Open a run and return its number; a run left open is marked as interrupted."""
        self._counts = dict.fromkeys(_COUNTS, 0)
        self._began = time.monotonic()
        with self._transaction("starting a run"):
            self._rows("UPDATE runs SET state = 'interrupted' WHERE state = 'running'")
            row = dict.fromkeys(column.name for column in description.table("runs").columns)
            row |= self._counts
            row |= {"started": _now(), "state": "running"}
            row |= {"rules_version": rules_version, "segmenter": segmenter}
            run = self.db.conn.execute(_insert_sql("runs"), row).lastrowid
        assert run is not None
        return run

    def finish_run(self, run: int, *, unchanged: int = 0, state: str = "finished") -> None:
        """Settle what documents share, and close the run with its counts.

        ``state`` is ``finished``, ``failed`` or ``interrupted``; ``unchanged`` counts the files
        left alone.
        """
        self._counts["unchanged"] = unchanged
        changes = ", ".join(f"{name} = :{name}" for name in _COUNTS)
        closing = {
            "run": run,
            "state": state,
            "finished": _now(),
            "seconds": round(time.monotonic() - self._began, 3),
        }
        with self._transaction("finishing a run"):
            settle(self.db)
            self.db.conn.execute(
                f"UPDATE runs SET state = :state, finished = :finished, seconds = :seconds,"
                f" {changes} WHERE id = :run",
                closing | self._counts,
            )
        with explained(self.path, "gathering statistics"):
            self.db.conn.execute("PRAGMA analysis_limit = 1000")
            self.db.conn.execute("ANALYZE")

    def write(self, reading: Reading, run: int | None, provenance: Provenance) -> None:
        """Store a reading in place of what was stored of its document before."""
        document = reading.document
        if len(document.sentences) >= 1 << SENTENCE_BITS:
            raise StoreError(f"{self.path}: {document.id} has too many sentences")
        with self._transaction(f"writing {document.id}"):
            number = self._free_number(document.id)
            self._remove(document.id)
            self._forget_failures(document.source.path)
            for table, rows in self._shared.of(reading):
                self.db.conn.executemany(_upsert_sql(table), rows)
            row = document_row(reading, number, run, provenance)
            self.db.conn.execute(_insert_sql("documents"), row)
            for table, rows_of in table_rows(reading, number, run, self._shared.comparable):
                self.db.conn.executemany(_insert_sql(table), rows_of)
            self._index(document.id)
        self._counts["documents"] += 1
        self._counts["figures"] += len(reading.figures)

    def write_failure(self, file: str, message: str, kind: str, run: int | None) -> None:
        """Record that a file could not be read; what was stored of it before stays."""
        row: dict[str, str | int | None] = dict.fromkeys(("document", "start", "end", "quote"))
        row |= {"id": f"{file}#{kind}", "file": file, "kind": kind}
        row |= {"message": message, "run": run}
        with self._transaction(f"recording a failure of {file}"):
            self._forget_failures(file)
            self.db.conn.execute(_insert_sql("issues"), row)
        self._counts["failed"] += 1

    def prune(self, documents: Collection[str], files: Collection[str] | None = None) -> list[str]:
        """Remove the documents that are not among those given; return their ids.

        Failures are removed where ``files`` is given and does not hold their file.
        """
        with self._transaction("removing what is gone"):
            stored = {doc for (doc,) in self._rows("SELECT id FROM documents")}
            gone = sorted(stored - set(documents))
            for doc in gone:
                self._remove(doc)
            if files is not None:
                self._forget_failures_except(set(files))
        self._counts["removed"] += len(gone)
        return gone

    def _free_number(self, doc: str) -> int:
        """The number of a document; where another has it, the next that is free."""
        number = _number(doc)
        while self._rows("SELECT 1 FROM documents WHERE number = ? AND id <> ?", number, doc):
            number = (number + 1) % (1 << NUMBER_BITS)
        return number

    def _bigrams(self, doc: str) -> Iterator[tuple[int, str]]:
        sql = "SELECT id, text FROM sentences WHERE document = ?"
        return ((key, bigrams(text)) for key, text in self._rows(sql, doc))

    def _index(self, doc: str) -> None:
        """Put a document's sentences into the full-text index."""
        self.db.conn.executemany(_INDEX, self._bigrams(doc))

    def _remove(self, doc: str) -> None:
        """Take out all rows of a document, first those of the full-text index."""
        self.db.conn.executemany(_UNINDEX, self._bigrams(doc))
        self.db.conn.execute("DELETE FROM documents WHERE id = ?", (doc,))

    def _forget_failures(self, file: str) -> None:
        self._rows("DELETE FROM issues WHERE document IS NULL AND file = ?", file)

    def _forget_failures_except(self, files: set[str]) -> None:
        for file in self.failed_files():
            if file not in files:
                self._forget_failures(file)
