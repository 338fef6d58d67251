"""Opening of the data files in ``extractors/lexicon``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.errors import LexiconError

LEXICON = Path(__file__).resolve().parent / "lexicon"


def read_toml(name: str) -> dict[str, Any]:
    """The tables of one of our TOML files; a mistake in it names the file and the place."""
    path = LEXICON / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name}: {error}") from error
