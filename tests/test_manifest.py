"""The manifest of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import LexiconError
from pipeline.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,file,title,issuer,number,date,place,source,note\n"


def test_manifest(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        HEADER + '1,a.txt,"某县，公报",,,2021,某省某县,,\n2,b.txt,,,,,,,\n', encoding="utf-8"
    )
    read_rows = read_manifest(path)
    assert list(read_rows) == ["a.txt", "b.txt"]
    assert read_rows["a.txt"].title == "某县，公报" and read_rows["a.txt"].date == "2021"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,file,titel\n", "line 1: unknown column: titel"),
        ("id,title\n", "line 1: missing column: file"),
        ("id,file,file\n", "line 1: doubled column: file"),
        (HEADER + "1,a.txt,,,,,,,\n2,a.txt,,,,,,,\n", "line 3: a.txt stands in it twice"),
        (HEADER + "1,,,,,,,,\n", "line 2: no file"),
        (HEADER + "1,a.txt,,,,,,,,too much\n", "line 2: more fields"),
    ],
)
def test_manifest_mistakes(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"manifest.csv, {message}"):
        read_manifest(path)


def test_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"manifest\.csv"):
        read_manifest(tmp_path / "manifest.csv")
