"""The manifest of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.place_given import given_paths
from pipeline.bulletins import find_bulletins
from pipeline.errors import LexiconError
from pipeline.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,file,title,issuer,number,date,place,source,note\n"


def test_manifest(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        HEADER + '1,a.txt,"某县，公报",,,2021,甘肃省岷县,,\n2,b.txt,,,,,,,\n', encoding="utf-8"
    )
    read_rows = read_manifest(path)
    assert list(read_rows) == ["a.txt", "b.txt"]
    assert read_rows["a.txt"].place == "甘肃省定西市岷县"
    assert read_rows["a.txt"].title == "某县，公报" and read_rows["a.txt"].date == "2021"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "id,file,titel\n",
            "line 1: unknown column: titel; the columns are id, file, title, issuer",
        ),
        ("id,title\n", "line 1: missing column: file"),
        ("id,file,file\n", "line 1: doubled column: file"),
        (HEADER + "1,a.txt,,,,,,,\n2,a.txt,,,,,,,\n", "line 3: a.txt stands in it twice"),
        ("file,place\na.txt,某县\n", "line 2: place '某县' is not known"),
        ("file,place\na.txt,鼓楼区\n", "line 2: place '鼓楼区' can be 4: 江苏省南京市鼓楼区、"),
        (HEADER + "1,,,,,,,,\n", "line 2: no file"),
        (HEADER + "1,a.txt,,,,,,,,too much\n", "line 2: more fields"),
    ],
)
def test_manifest_mistakes(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"manifest.csv, {message}"):
        read_manifest(path)


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("岷县", ["甘肃省定西市岷县"]),
        ("甘肃省临洮县", ["甘肃省定西市临洮县"]),
        ("甘肃临洮", ["甘肃省定西市临洮县"]),
        ("岷县西寨镇", ["甘肃省定西市岷县西寨镇"]),
        ("南京鼓楼", ["江苏省南京市鼓楼区"]),
        ("江苏鼓楼区", ["江苏省南京市鼓楼区", "江苏省徐州市鼓楼区"]),
        ("河南", ["河南省"]),
        ("重庆市綦江县", ["重庆市綦江县"]),
        ("甘肃省睢县", []),
    ],
)
def test_a_place_by_a_part_of_its_path(words: str, paths: list[str]) -> None:
    assert given_paths(words) == paths


def test_a_long_name_of_nothing_is_no_burden() -> None:
    assert given_paths("甲乙丙丁" * 20) == []


def test_a_row_without_its_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("岷县投入5万元。", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,place\na.txt,岷县\nb.txt,\n", encoding="utf-8")
    found = find_bulletins([tmp_path])
    assert [each.doc for each in found.bulletins] == ["a"]
    assert [(f.kind, f.message) for f in found.failures] == [
        ("file-not-there", "manifest.csv, line 3: b.txt is not there")
    ]


def test_a_row_of_another_file_beside_is_no_mistake(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("岷县投入5万元。", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file\na.txt\nb.txt\n", encoding="utf-8")
    assert find_bulletins([tmp_path / "a.txt"]).failures == ()


def test_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"manifest\.csv"):
        read_manifest(tmp_path / "manifest.csv")
