"""Plain text: the bytes of a .txt or .md file decoded, without a change to any character.

Line ends stay as they are printed (``\\r\\n`` is two characters): offsets count the code
points of the file decoded as such, not of a text whose line ends were translated. A UTF-8
byte order mark stays as U+FEFF for the same reason; the canonical text drops it.
"""

from __future__ import annotations

import codecs
import hashlib
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.errors import BulletinError
from pipeline.model import SourceText

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024
MAX_BYTES = 64 * MIB
MAX_LINE = 1_000_000  # characters
ENOUGH = 20  # Chinese characters: from here on the frequent ones must be among them
CONTROL_SHARE = 0.01  # of all characters, before a file counts as binary
RARE_SHARE = 0.03  # of Chinese characters, before a GB 18030 decoding counts as a wrong guess

_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HAN = regex.compile(r"[\u3400-\u9fff]")
# The private use area, and Latin or other letters that GB 18030 yields for foreign bytes.
_IMPLAUSIBLE = regex.compile(
    r"[\ue000-\uf8ff\ufffd\u0080-\u009f]|[\u0100-\u02af\u0400-\u052f\u0600-\u1fff\u3040-\u30ff\ua000-\ud7a3]"
)
# GB 2312 level 2 begins at 0xD8: characters of everyday Chinese lie below it almost all.
_LEVEL_TWO = 0xD8


def read_plain(path: Path, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE) -> SourceText:
    """The file decoded, or :class:`BulletinError` with the reason why it cannot be read."""
    data = _load(path, max_bytes)
    text, encoding = decode(data, path.name)
    _refuse_unreadable(text, path.name, max_line)
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(path.stem, str(path), text, encoding, digest)


def decode(data: bytes, name: str = "file") -> tuple[str, str]:
    """The text and the name of its encoding.

    >>> decode("乡村".encode("gb18030"))
    ('乡村', 'gb18030')
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16", name), "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return _strictly(data, "utf-8", name), "utf-8-sig"
    wide = _wide_encoding(data)
    if wide:
        return _strictly(data, wide, name), wide
    if b"\0" in data:
        raise BulletinError(f"{name}: not a text file: it holds NUL bytes and is not UTF-16")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _decode_chinese(data, name, error)


def _load(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise BulletinError(_too_large(path.name, size, max_bytes))
        data = path.read_bytes()
    except OSError as error:
        raise BulletinError(f"{path.name}: cannot be opened: {_reason(error)}") from error
    if not data:
        raise BulletinError(f"{path.name}: the file is empty (0 bytes)")
    return data


def _too_large(name: str, size: int, limit: int) -> str:
    return f"{name}: too large: {size / MIB:.1f} MiB, the limit is {limit / MIB:g} MiB"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not there (any more)"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, IsADirectoryError):
        return "it is a directory"
    return error.strerror or str(error)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII line ends or digits leave a NUL at every other byte."""
    sample = data[:4096]
    if len(data) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for encoding, few, many in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if few == 0 and many and _plausible(sample[: len(sample) // 2 * 2], encoding):
            return encoding
    return None


def _plausible(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, errors="replace")
    good = sum(1 for c in text if c.isascii() or "\u3000" <= c <= "\u9fff" or c >= "\uff00")
    return good >= 0.9 * len(text)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start
        raise BulletinError(f"{name}: begins as {encoding}, but breaks off at byte {at}") from error


def _decode_chinese(data: bytes, name: str, why: UnicodeDecodeError) -> tuple[str, str]:
    """GB 18030, where what comes out is plausible Chinese; else an error, never mojibake."""
    found = f"byte 0x{data[why.start]:02x} at {why.start}"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise BulletinError(
            f"{name}: neither UTF-8 ({found}) nor GB 18030 nor UTF-16; save it as UTF-8"
        ) from error
    if not plausible_chinese(text):
        raise BulletinError(
            f"{name}: neither UTF-8 ({found}) nor UTF-16, and read as GB 18030 it gives no"
            f" plausible Chinese ({_excerpt(text)}); save it as UTF-8"
        )
    return text, "gb18030"


def plausible_chinese(text: str) -> bool:
    """Whether a text decoded as GB 18030 reads as Chinese.

    >>> plausible_chinese("全县脱贫人口"), plausible_chinese("鍏ㄥ幙鑴辫传浜哄彛")
    (True, False)
    """
    han = _HAN.findall(text[:200_000])
    if not han:
        return False
    common, least = _common()
    usual = sum(1 for c in han if c in common)
    if len(han) >= ENOUGH and usual < least * len(han):
        return False
    strange = len(_IMPLAUSIBLE.findall(text[:200_000]))
    rare = sum(1 for c in han if c.encode("gb18030")[0] >= _LEVEL_TWO or _outside_gb2312(c))
    return strange <= RARE_SHARE * len(han) and rare <= 0.25 * len(han)


@cache
def _common() -> tuple[frozenset[str], float]:
    table = read_toml("structure_reading.toml")["common"]
    return frozenset("".join(table["characters"].split())), float(table["least_share"])


def _outside_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _excerpt(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:12]


def _refuse_unreadable(text: str, name: str, max_line: int) -> None:
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0\u200b"):
        raise BulletinError(f"{name}: nothing but white space")
    controls = len(_CONTROL.findall(text))
    if controls > CONTROL_SHARE * len(text):
        raise BulletinError(
            f"{name}: not a text file: {controls} of {len(text)} characters are control characters"
        )
    longest = _longest_line(text)
    if longest > max_line:
        raise BulletinError(f"{name}: a line of {longest:,} characters; the limit is {max_line:,}")


def _longest_line(text: str) -> int:
    longest = at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        longest = max(longest, end - at)
        at = end + 1
    return longest
