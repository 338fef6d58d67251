"""Reading of source files: encodings, and the files that are refused."""

from __future__ import annotations

import codecs
import hashlib
import os
import time
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import BulletinError
from pipeline.readers import READERS, read_source
from pipeline.readers.plain import MAX_LINE, decode, read_plain

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "全县脱贫6964户19649人，贫困发生率降至零。\n投入资金9800万元。\n"


def write(tmp_path: Path, data: bytes, name: str = "bulletin.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb2312"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings(tmp_path: Path, encoded: bytes, encoding: str) -> None:
    source = read_source(write(tmp_path, encoded))
    assert (source.text, source.encoding) == (TEXT, encoding)
    assert source.sha256 == hashlib.sha256(encoded).hexdigest()
    assert source.doc == "bulletin"


def test_byte_order_mark_of_utf8_stays_in_the_text(tmp_path: Path) -> None:
    data = codecs.BOM_UTF8 + TEXT.encode()
    source = read_source(write(tmp_path, data))
    assert source.text == data.decode("utf-8") == "\ufeff" + TEXT
    assert source.encoding == "utf-8-sig"


def test_line_ends_are_not_translated(tmp_path: Path) -> None:
    text = "第一行。\r\n第二行。\r第三行。"
    assert read_source(write(tmp_path, text.encode())).text == text


def test_rare_names_are_plausible_in_gb18030() -> None:
    text = "柘城县、睢县、綦江区、歙县各村共投入资金一千五百元，帮扶脱贫户十户。" * 3
    assert decode(text.encode("gb18030"))[0] == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n \xe3\x80\x80", "white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x01\x02\x03", "NUL"),
        (b"%PDF-1.4\x01\x02\x03\x04\x05" * 20, "control characters"),
        (b"\xff\xfb\x90\x64" * 50, "neither UTF-8"),
        ("全县脱贫人口就业".encode("shift_jis", errors="ignore") * 9, "plausible Chinese"),
        ("тысяча рублей".encode("cp1251") * 9, "nor GB 18030"),
        ("경제 발전 보고서".encode("euc-kr") * 9, "plausible Chinese"),
        (TEXT.encode("big5", errors="ignore") * 3, "plausible Chinese"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00", "breaks off"),
    ],
)
def test_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(BulletinError, match=reason) as caught:
        read_source(write(tmp_path, data))
    assert str(caught.value).startswith("bulletin.txt: ")


def test_utf8_read_as_gb18030_is_not_taken(tmp_path: Path) -> None:
    """A UTF-8 file with one broken byte is no GB 18030 file."""
    with pytest.raises(BulletinError, match=r"plausible Chinese|nor GB 18030"):
        read_source(write(tmp_path, (TEXT * 20).encode() + b"\xff" + TEXT.encode()))


def test_too_large(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match="too large"):
        read_plain(write(tmp_path, b"a" * 100), max_bytes=99)


def test_a_line_without_end_is_refused_fast(tmp_path: Path) -> None:
    path = write(tmp_path, "数".encode() * (50 * 1024 * 1024 // 3))
    begun = time.perf_counter()
    with pytest.raises(BulletinError, match=f"limit is {MAX_LINE:,}"):
        read_source(path)
    assert time.perf_counter() - begun < 5


def test_vanished_directory_and_unknown(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match="not there"):
        read_source(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(BulletinError, match="directory"):
        read_source(tmp_path / "folder.txt")
    with pytest.raises(BulletinError, match="no reader"):
        read_source(write(tmp_path, b"x", "scan.pdf"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode())
    path.chmod(0)
    with pytest.raises(BulletinError, match="permission"):
        read_source(path)


def test_every_reader_reads_a_bulletin(tmp_path: Path) -> None:
    for suffix in READERS:
        assert read_source(write(tmp_path, TEXT.encode(), "b" + suffix)).text == TEXT
    assert read_source(write(tmp_path, TEXT.encode(), "B.TXT")).text == TEXT
