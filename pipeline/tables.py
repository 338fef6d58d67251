"""Tables of a text: rows of tabs, pipes, bullets with figures, or columns set with spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from pipeline.mastheads import is_body
from pipeline.model import Table
from pipeline.rows import BULLET, CELL_BREAK, NUMBERED, is_number, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lines import Line
    from pipeline.model import Row

CAPTION = 60  # characters: a longer line above a table is text
MIN_ROWS = 2
MIN_LIST_ROWS = 3

_PROSE = regex.compile(r"[。；！？]|，.{12,}")
_UNIT_NOTE = regex.compile(r"[（(]?\s*+(?:计量)?单位\s*+[:：].{1,30}")


def row_style(line: Line) -> str:
    """How a line is set as a row; tabs of empty cells at its ends count."""
    if line.row != (0, 0) and not _PROSE.search(line.words):
        return "tabs"
    return table_style(line.words)


def table_style(words: str) -> str:
    """How words are set as a row: tabs, pipes, columns, list; ``""`` for text.

    >>> table_style("玉 米\\t540.4\\t17.8"), table_style("- 粮 食 49746 2.8"), table_style("全县，")
    ('tabs', 'list', '')
    """
    if words.startswith("|") and words.count("|") > 1:
        return "pipes"
    if _PROSE.search(words):
        return ""
    if "\t" in words:
        return "tabs"
    if BULLET.match(words):
        return "list"
    return "columns" if len(CELL_BREAK["columns"].split(words)) > 2 else ""


def find_tables(text: str, lines: Sequence[Line]) -> list[tuple[int, int, Table]]:
    """The tables with the lines they take: first row's index, index after the last row."""
    found: list[tuple[int, int, Table]] = []
    for first, last, style in _runs(lines):
        above = [line.words for line in caption_lines(lines, first)]
        inside, rows = _without_titles(rows_of(text, lines[first:last], style))
        if _is_table(rows, style):
            span = lines[first].start, lines[last - 1].end
            caption = " ".join(above + inside)
            found.append((first, last, Table(len(found), 0, *span, caption, tuple(rows))))
    return found


def caption_lines(lines: Sequence[Line], first: int) -> list[Line]:
    """The title line above a row, with a note of the unit, in text order.

    A date line may stand between the title and the rows.
    """
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
    """Stretches of lines set in one style.

    A blank line ends a table in pipes or bullets; a tabbed one goes on after it (over two pages).
    """
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
    if line.rule or row_style(line) != style:
        return False
    return not (line.gap and style in ("pipes", "list")) and not NUMBERED.match(
        line.words.strip("|- ")
    )


def _without_titles(rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """The title and the unit that stand in rows of their own above the heads, and the rest.

    Rows without any text are dropped.
    """
    titles: list[str] = []
    kept: list[Row] = []
    for row in rows:
        filled = [cell.text for cell in row.cells if cell.text]
        alone = len(filled) == 1 and (NUMBERED.match(filled[0]) or _UNIT_NOTE.fullmatch(filled[0]))
        if alone and not kept:
            titles.append(filled[0])
        elif filled:
            kept.append(row)
    return titles, kept


def _is_table(rows: Sequence[Row], style: str) -> bool:
    numbers = sum(any(is_number(cell.text) for cell in row.cells[1:]) for row in rows)
    if style == "pipes":
        return bool(rows)
    if style == "list":
        return numbers >= MIN_LIST_ROWS and numbers * 2 > len(rows)
    if style == "columns":
        widths = {len(row.cells) for row in rows}
        return len(rows) >= MIN_ROWS and numbers * 2 >= len(rows) and len(widths) <= 2
    return numbers > 0 or len(rows) >= MIN_ROWS
