"""Tables of a text: rows of tabs, pipes, bullets with figures, or columns set with spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from pipeline.mastheads import is_body
from pipeline.model import Cell, Row, Table
from pipeline.segment import stripped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lines import Line

CAPTION = 60  # characters: a longer line above a table is text
MIN_ROWS = 2
MIN_LIST_ROWS = 3

_CELL_BREAK = {
    "tabs": regex.compile(r"\t"),
    "pipes": regex.compile(r"\|"),
    "columns": regex.compile(r"[ ]{2,}+"),
}
_NUMBER = regex.compile(r"[-—–－]?\d[\d.,]*+%?|[-—–]{1,2}|持平")
_PROSE = regex.compile(r"[。；！？]|，.{12,}")
_UNIT_NOTE = regex.compile(r"[（(]?\s*+(?:计量)?单位\s*+[:：].{1,30}")
_BULLET = regex.compile(r"[-*•]\s++")
_SPACED_WORD = regex.compile(r"(?<=\p{Han})\s++(?=\p{Han})")
_TAIL = regex.compile(
    r"(?P<label> .*? [^\d\s] .*? ) (?P<values> (?: [ ]++ (?: [-—–－]?\d[\d.,]*+%? | [-—–]{1,2} | 持平 ) )++ ) $",
    regex.VERBOSE,
)


def row_style(line: Line) -> str:
    """How a line is set as a row; tabs of empty cells at its ends count."""
    if line.row != (0, 0) and not _PROSE.search(line.words):
        return "tabs"
    return table_style(line.words)


def table_style(words: str) -> str:
    """How a line is set as a row: tabs, pipes, columns, list; ``""`` for text.

    >>> table_style("玉 米\\t540.4\\t17.8"), table_style("- 粮 食 49746 2.8"), table_style("全县，")
    ('tabs', 'list', '')
    """
    if "\t" in words and not _PROSE.search(words):
        return "tabs"
    if words.startswith("|") and words.count("|") > 1:
        return "pipes"
    if _BULLET.match(words) and not _PROSE.search(words):
        return "list"
    parts = _CELL_BREAK["columns"].split(words)
    if len(parts) > 2 and not _PROSE.search(words):
        return "columns"
    return ""


def find_tables(text: str, lines: Sequence[Line]) -> list[tuple[int, int, Table]]:
    """The tables with the lines they take: first row's index, index after the last row."""
    found: list[tuple[int, int, Table]] = []
    for first, last, style in _runs(lines):
        rows = tuple(Row(tuple(_cells(text, line, style))) for line in lines[first:last])
        if not _is_table(rows, style):
            continue
        caption = " ".join(line.words for line in caption_lines(lines, first))
        span = lines[first].start, lines[last - 1].end
        found.append((first, last, Table(len(found), 0, *span, caption, rows)))
    return found


def caption_lines(lines: Sequence[Line], first: int) -> list[Line]:
    """The title line right above a row, with a note of the unit, in text order."""
    above: list[Line] = []
    for line in reversed(lines[max(0, first - 3) : first]):
        if _UNIT_NOTE.fullmatch(line.words) and not above:
            above.append(line)
        elif _is_caption(line):
            return [line, *above]
        elif line.rule != "meta.date-line":
            break
    return above


def _is_caption(line: Line) -> bool:
    if len(line.words) > CAPTION or _PROSE.search(line.words) or row_style(line):
        return False
    if is_body(line.words):
        return False
    return line.rule in ("", "meta.image") and line.words[-1] not in "，、,：:；"


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Stretches of lines set in one style."""
    at = 0
    while at < len(lines):
        style = "" if lines[at].rule else row_style(lines[at])
        end = at + 1
        if style:
            while end < len(lines) and _continues(lines[end], style):
                end += 1
            yield at, end, style
        at = end


def _continues(line: Line, style: str) -> bool:
    return not line.rule and row_style(line) == style


def _is_table(rows: Sequence[Row], style: str) -> bool:
    numbers = sum(any(_NUMBER.fullmatch(cell.text) for cell in row.cells[1:]) for row in rows)
    if style == "pipes":
        return True
    if style == "list":
        return numbers >= MIN_LIST_ROWS and numbers * 2 > len(rows)
    if style == "columns":
        widths = {len(row.cells) for row in rows}
        return len(rows) >= MIN_ROWS and numbers * 2 >= len(rows) and len(widths) <= 2
    return numbers > 0 or len(rows) >= MIN_ROWS


def _cells(text: str, line: Line, style: str) -> Iterator[Cell]:
    if style == "list":
        yield from _list_cells(text, line)
        return
    start, end = line.row if style == "tabs" else (line.start, line.end)
    if style == "pipes":
        start += 1
        end -= text[end - 1] == "|"
    begin = start
    for mark in _CELL_BREAK[style].finditer(text, start, end):
        yield _cell(text, begin, mark.start())
        begin = mark.end()
    yield _cell(text, begin, end)


def _list_cells(text: str, line: Line) -> Iterator[Cell]:
    """``- 粮 食 49746 2.8``: a label, then one cell a number; a head without numbers is one word a cell."""
    bullet = _BULLET.match(line.words)
    start = line.start + (bullet.end() if bullet else 0)
    tail = _TAIL.match(text, start, line.end)
    if tail is None:
        yield _cell(text, start, line.end)
        return
    yield _cell(text, *tail.span("label"))
    for word in regex.finditer(r"\S++", text, pos=tail.start("values"), endpos=line.end):
        yield _cell(text, *word.span())


def _cell(text: str, start: int, end: int) -> Cell:
    start, end = stripped(text, start, end)
    return Cell(start, end, close_up(text[start:end]))


def close_up(words: str) -> str:
    """A label without the spaces that set its characters apart.

    >>> close_up("粮 食"), close_up("# 水 稻"), close_up("GDP 增速")
    ('粮食', '# 水稻', 'GDP 增速')
    """
    return _SPACED_WORD.sub("", words)
