"""What can go wrong with a database file, in words for a person."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REASONS = {
    "SQLITE_BUSY": "another program is writing to it; try again when that has finished",
    "SQLITE_LOCKED": "another program is writing to it; try again when that has finished",
    "SQLITE_READONLY": "it is read-only; allow writing to the file and to its folder",
    "SQLITE_FULL": "the disk is full; what was stored before is intact",
    "SQLITE_IOERR": "the disk cannot be read or written",
    "SQLITE_NOTADB": "it is not a SQLite database",
    "SQLITE_CORRUPT": "it is damaged; restore it from a copy, or remove it and read in again",
    "SQLITE_CANTOPEN": "it cannot be opened; its folder may be missing or closed to you",
    "SQLITE_PERM": "access to it is not allowed",
    "SQLITE_AUTH": "access to it is not allowed",
    "SQLITE_NOLFS": "it is too large for this disk",
    "SQLITE_TOOBIG": "a text is too long for SQLite",
}


class StoreError(Exception):
    """A database that cannot be used; the message names the file and says why."""


def _reason(error: sqlite3.Error) -> str:
    """Words for an error of SQLite's; its own where we have none."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for known, reason in _REASONS.items():
        if name == known or name.startswith(f"{known}_"):
            return reason
    return str(error)


@contextmanager
def explained(path: Path, during: str = "") -> Iterator[None]:
    """Turn SQLite's errors into :class:`StoreError`, naming the file and what was going on."""
    try:
        yield
    except sqlite3.Error as error:
        doing = f" ({during})" if during else ""
        raise StoreError(f"{path}: {_reason(error)}{doing}") from error
