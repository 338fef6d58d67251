"""Readers: one module a format, bytes to a decoded source; ``READERS`` maps suffix to reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import BulletinError
from pipeline.readers.plain import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.model import SourceText

READERS: dict[str, Callable[[Path], SourceText]] = {
    ".txt": read_plain,
    ".md": read_plain,
}


def read_source(path: Path) -> SourceText:
    """The file at ``path`` read by the reader of its suffix."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise BulletinError(f"{path.name}: no reader for {path.suffix or 'no suffix'} ({known})")
    return reader(path)
