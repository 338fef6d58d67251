"""Readings as ``extract`` printed them, read back a document at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import BulletinError
from pipeline.readers import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence


class FactsFileError(Exception):
    """A file is not what ``extract`` prints; the message names file, line and reason."""


class FactsFile:
    """A JSON Lines file of :mod:`pipeline.output`. Holds only where each document stands."""

    def __init__(self, path: Path) -> None:
        """Raises :class:`FactsFileError` where a line is no row, ``OSError`` as ``open`` does."""
        self._path = path
        self._stretches: dict[str, list[int]] = {}  # document → offsets of its lines, in bytes
        with path.open("rb") as lines:
            offset = 0
            for number, line in enumerate(lines, 1):
                self._stretches.setdefault(self._row(line, number)["doc"], []).append(offset)
                offset += len(line)

    def _row(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            row = json.loads(line)
            return {"type": row["type"], "doc": row["doc"], **row}
        except (ValueError, KeyError, TypeError) as error:
            raise FactsFileError(
                f"{self._path}:{number}: 不是 extract 的输出 not what extract prints"
            ) from error

    def documents(self) -> Sequence[str]:
        """The ids of its documents, sorted."""
        return sorted(self._stretches)

    def rows(self, doc: str) -> list[dict[str, Any]]:
        """The rows of one document in the order of the file."""
        found = []
        with self._path.open("rb") as opened:
            for offset in self._stretches[doc]:
                opened.seek(offset)
                found.append(self._row(opened.readline(), 0))
        return found

    def text(self, doc: str) -> str:
        """The source text of a document where its file is still there, else ""."""
        named = next((row.get("file") for row in self.rows(doc) if row["type"] == "document"), None)
        if not named:
            return ""
        try:
            return read_source(Path(named)).text
        except (BulletinError, OSError):
            return ""
