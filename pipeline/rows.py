"""The cells of a row: parted by tabs, pipes or wide spaces, or a label with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from pipeline.model import Cell, Row
from pipeline.segment import stripped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lines import Line

BULLET = regex.compile(r"[-*•]\s++")
CELL_BREAK = {
    "tabs": regex.compile(r"\t"),
    "pipes": regex.compile(r"\|"),
    "columns": regex.compile(r"[ ]{2,}+"),
}

NUMBERED = regex.compile(r"表\s?\d{1,2}(?=(?:19|20)\d\d年|[^\d.%])")  # 表2 …, 表102013年…

_VALUE = r"[-—–－]?\d[\d.,]*+%? | [-—–]{1,2} | 持平"
_NUMBER = regex.compile(rf"(?: {_VALUE} )", regex.VERBOSE)
_TAIL = regex.compile(rf"(?: [ ]++ (?: {_VALUE} ) )++ $", regex.VERBOSE)
_SPACED_WORD = regex.compile(r"(?<=\p{Han})\s++(?=\p{Han})")
_WORD = regex.compile(r"\S++")


def close_up(words: str) -> str:
    """A label without the spaces that set its characters apart.

    >>> close_up("粮 食"), close_up("# 水 稻"), close_up("GDP 增速")
    ('粮食', '# 水稻', 'GDP 增速')
    """
    return str(_SPACED_WORD.sub("", words))


def is_number(words: str) -> bool:
    """Whether a cell holds a number, or the dash that stands for none.

    >>> is_number("-3.5"), is_number("持平"), is_number("3个")
    (True, True, False)
    """
    return _NUMBER.fullmatch(words) is not None


def rows_of(text: str, lines: Sequence[Line], style: str) -> list[Row]:
    """The rows of a table, one a line."""
    if style == "list":
        return _list_rows(text, lines)
    return [Row(tuple(_split(text, line, style))) for line in lines]


def _split(text: str, line: Line, style: str) -> Iterator[Cell]:
    start, end = line.row if style == "tabs" else (line.start, line.end)
    if style == "pipes":
        start += 1
        end -= text[end - 1] == "|"
    begin = start
    for mark in CELL_BREAK[style].finditer(text, start, end):
        yield _cell(text, begin, mark.start())
        begin = mark.end()
    yield _cell(text, begin, end)


def _cell(text: str, start: int, end: int) -> Cell:
    start, end = stripped(text, start, end)
    return Cell(start, end, close_up(text[start:end]))


def _list_rows(text: str, lines: Sequence[Line]) -> list[Row]:
    """``- 粮 食 49746 2.8``: a label and its figures; above them the heads of the columns."""
    rows: list[Row] = []
    columns = 0
    head = True
    for line in lines:
        start = line.start + len((BULLET.match(line.words) or _NOTHING)[0])
        tail = _TAIL.search(text, start, line.end)
        if tail is None:
            whole = not head or NUMBERED.match(text, start) is not None
            spans = [(start, line.end)] if whole else list(_head_words(text, start, line.end))
            columns = max(columns, len(spans)) if head else columns
        else:
            head = False
            spans = list(_labelled(text, start, tail.start(), line.end, columns))
        rows.append(Row(tuple(_cell(text, *span) for span in spans)))
    return rows


_NOTHING = ("",)


def _labelled(
    text: str, start: int, values: int, end: int, columns: int
) -> Iterator[tuple[int, int]]:
    """The label, its unit where the heads leave one column for it, and each figure."""
    words = _joined([match.span() for match in _WORD.finditer(text, start, values)])
    numbers = [match.span() for match in _WORD.finditer(text, values, end)]
    if columns - len(numbers) == 2 and len(words) > 1 and words[-1][1] - words[-1][0] > 1:
        yield start, words[-2][1]
        yield words[-1]
    else:
        yield start, values
    yield from numbers


def _joined(words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words of which the last two single characters are one unit set apart: 铁路 亿 吨."""
    short = [end - start == 1 for start, end in words[-2:]]
    if len(words) > 2 and all(short):
        return [*words[:-2], (words[-2][0], words[-1][1])]
    return words


def _head_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The heads of columns: words, or single characters set apart that go two and two.

    ``指 标 全 国`` is 指标 and 全国.
    """
    single: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start, end):
        if len(match.group()) == 1:
            single.append(match.span())
            continue
        yield from _paired(single)
        single = []
        yield match.span()
    yield from _paired(single)


def _paired(single: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    step = 2 if len(single) % 2 == 0 else max(1, len(single))
    for at in range(0, len(single), step):
        yield single[at][0], single[min(at + step, len(single)) - 1][1]
