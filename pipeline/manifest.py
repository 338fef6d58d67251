"""What the corpus' manifest says of its files: titles, issuers, dates and places, where known."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from pipeline.errors import LexiconError
from pipeline.model import ManifestRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = ("id", "file", "title", "issuer", "number", "date", "place", "source", "note")


def read_manifest(path: Path) -> dict[str, ManifestRow]:
    """The rows of a manifest by file name; a mistake in it names the file and the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            _check_columns(path, reader.fieldnames or ())
            rows: dict[str, ManifestRow] = {}
            for row in reader:
                _add(path, reader.line_num, row, rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{path.name}: {error}") from error
    return rows


def _check_columns(path: Path, names: Sequence[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    missing = [name for name in ("file",) if name not in names]
    twice = sorted({name for name in names if list(names).count(name) > 1})
    for what, found in (("unknown", unknown), ("missing", missing), ("doubled", twice)):
        if found:
            raise LexiconError(f"{path.name}, line 1: {what} column: {', '.join(found)}")


def _add(
    path: Path, line: int, row: dict[str | None, str | None], rows: dict[str, ManifestRow]
) -> None:
    if None in row:
        raise LexiconError(f"{path.name}, line {line}: more fields than columns")
    values = {str(name): (value or "").strip() for name, value in row.items()}
    if not values["file"]:
        raise LexiconError(f"{path.name}, line {line}: no file named")
    if values["file"] in rows:
        raise LexiconError(f"{path.name}, line {line}: {values['file']} stands in it twice")
    rows[values["file"]] = ManifestRow(**values)
