"""What the corpus' manifest says of its files: titles, issuers, dates and places, where known."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from extractors.place_given import given_paths
from pipeline.errors import LexiconError
from pipeline.model import ManifestRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = ("id", "file", "title", "issuer", "number", "date", "place", "source", "note")


class Rows(dict[str, ManifestRow]):
    """The rows of a manifest by file name; ``lines`` says where each stands."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}


def read_manifest(path: Path) -> Rows:
    """The rows of a manifest; a mistake in it names the file and the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            _check_columns(path, reader.fieldnames or ())
            rows = Rows()
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
            message = f"{what} column: {', '.join(found)}; the columns are {', '.join(COLUMNS)}"
            raise LexiconError(f"{path.name}, line 1: {message}")


def _add(path: Path, line: int, row: dict[str | None, str | None], rows: Rows) -> None:
    if None in row:
        raise LexiconError(f"{path.name}, line {line}: more fields than columns")
    values = {str(name): (value or "").strip() for name, value in row.items()}
    if not values["file"]:
        raise LexiconError(f"{path.name}, line {line}: no file named")
    if values["file"] in rows:
        raise LexiconError(f"{path.name}, line {line}: {values['file']} stands in it twice")
    if values.get("place"):
        values["place"] = _place(f"{path.name}, line {line}", values["place"])
    rows[values["file"]] = ManifestRow(**values)
    rows.lines[values["file"]] = line


def _place(where: str, words: str) -> str:
    """The full path of the place that a row gives; an error where it is none, or several."""
    paths = given_paths(words)
    if len(paths) == 1:
        return paths[0]
    if paths:
        raise LexiconError(f"{where}: place {words!r} can be {len(paths)}: {'、'.join(paths)}")
    raise LexiconError(
        f"{where}: place {words!r} is not known; write its full path: 甘肃省定西市岷县"
    )
