"""Tables that were flattened to one line: found by their header, read row by row.

What cannot be parted with certainty is not read; each stretch of it is an issue of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from extractors.table_headers import bracket_unit, table_words
from pipeline.flat_heads import Head, headers, is_number_head, opening
from pipeline.flat_numbers import partings, read_number, tokens
from pipeline.flat_rows import is_label, rows_from
from pipeline.flat_sums import Relations, by_products, by_total, relations, spread
from pipeline.model import Cell, Ignored, Issue, Row, Table
from pipeline.rows import close_up
from pipeline.tables import row_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from pipeline.flat_numbers import Numbers
    from pipeline.flat_rows import FlatRow
    from pipeline.lines import Line

RULE = "table.flat"
MIN_ROWS = 3
MIN_FULL = 2  # rows that must show how full and short rows are set
HEADER = 160  # characters
CAPTION = 60

_FEW_DIGITS = regex.compile(r"(?:\d[^\d]*){9}")
_STOPS = regex.compile(r"[。；！？\n]")
_BEFORE_CAPTION = regex.compile(r"[。；！？\n]|(?<!单位)[：:]|附[件表]\s?\d{0,2}|\s(?=\S{10})")
_TIME = r"(?:19|20)\d\d年(?:度|底|末)?|\d{1,2}(?:[-—~至]\d{1,2})?月份?"
_FIRST = regex.compile(rf"{_TIME}|(?P<number>[-－]?\d)")


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table found in a line, the numerals in it that only number rows, what is not read."""

    table: Table
    ignored: tuple[Ignored, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A header as one of the ways to cut it, and its rows."""

    heads: tuple[Head, ...]
    rows: tuple[FlatRow, ...]
    relations: Relations

    @property
    def width(self) -> int:
        return sum(map(is_number_head, self.heads))


def flat_tables(text: str, lines: Sequence[Line]) -> list[FlatTable]:
    """The flattened tables of a text, in order."""
    found: list[FlatTable] = []
    for line in lines:
        if not line.rule and _FEW_DIGITS.search(line.words) and not row_style(line):
            found.extend(_in_line(text, line))
    return found


def cut_out(text: str, lines: Sequence[Line], tables: Sequence[FlatTable]) -> list[Line]:
    """The lines, those with flattened tables cut so that each table is a line of its own."""
    if not tables:
        return list(lines)
    done: list[Line] = []
    for line in lines:
        inside = [t.table for t in tables if line.start <= t.table.start < line.end]
        done.extend(_pieces(text, line, inside) if inside else (line,))
    return done


def _pieces(text: str, line: Line, tables: Sequence[Table]) -> Iterator[Line]:
    at = line.start
    for table in tables:
        yield from _piece(text, line, at, table.start, line.rule)
        yield from _piece(text, line, table.start, table.end, RULE)
        at = table.end
    yield from _piece(text, line, at, line.end, line.rule)


def _piece(text: str, line: Line, start: int, end: int, rule: str) -> Iterator[Line]:
    words = text[start:end].strip()
    if words:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        yield replace(line, start=start, end=start + len(words), words=words, rule=rule)


def _in_line(text: str, line: Line) -> Iterator[FlatTable]:
    at = line.start
    for match in opening().finditer(text, line.start, line.end):
        if match.start() < at:
            continue
        found = _table_at(text, match.start(), line)
        if found is not None:
            at = found.table.end
            yield found


def _table_at(text: str, start: int, line: Line) -> FlatTable | None:
    first = _first_number(text, start, min(line.end, start + HEADER))
    if first < 0 or _STOPS.search(text, start, first):
        return None
    frames = [
        frame
        for heads in headers(text, start, first)
        if (frame := _frame(text, heads, first, line.end)) is not None
    ]
    frame = _chosen(text, frames)
    return None if frame is None else _read(text, frame, line)


def _first_number(text: str, start: int, end: int) -> int:
    """Where the first number stands that is no year or month, -1 without one."""
    numbers = (m for m in _FIRST.finditer(text, start, end) if m["number"])
    return next((m.start() for m in numbers), -1)


def _frame(text: str, heads: tuple[Head, ...], first: int, end: int) -> _Frame | None:
    """A cut with the rows below it, where what it leaves over can begin the first of them."""
    at = heads[-1].end
    left = text[at:first].strip()
    numbered = heads[0].kind == "serial"
    has_unit = any(head.kind == "unit" for head in heads)
    if numbered:
        if left or not text.startswith("1", first):
            return None
        at = first + 1
    elif not is_label(left, has_unit) or bracket_unit(left) or _ahead(text, heads[0]) == "号":
        return None  # a column that is left over, or the heads behind 序号
    rows = rows_from(text, at, end, has_unit)
    rows = _numbered(text, rows) if numbered else rows
    if len(rows) < MIN_ROWS:
        return None
    words = [text[h.start : h.end] for h in heads if is_number_head(h)]
    return _Frame(
        heads, tuple(rows), relations(list(map(bracket_unit, words)), list(map(_adds_up, words)))
    )


def _adds_up(words: str) -> bool:
    """Whether a column that names no unit can be added up: no growth, rate or rank."""
    return not any(table_words()[kind].search(words) for kind in ("growth", "rate", "rank"))


def _ahead(text: str, head: Head) -> str:
    return text[max(0, head.start - 2) : head.start].rstrip(" ")[-1:]


def _numbered(text: str, rows: Sequence[FlatRow]) -> list[FlatRow]:
    """The rows with their numbers, each of which stands at the end of the row above."""
    done: list[FlatRow] = []
    for index, bare in enumerate(rows):
        if bare.total:
            return [*done, bare]
        row = replace(bare, serial=index + 1)
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is None or below.total:
            done.append(row)
            continue
        mark = str(index + 2)
        start, end = row.run
        if not text.endswith(mark, start, end) or end - start == len(mark):
            return [*done, row]
        done.append(replace(row, run=(start, end - len(mark))))
    return done


def _chosen(text: str, frames: Sequence[_Frame]) -> _Frame | None:
    """The one cut that has the columns that the fullest rows have; else the only one there is."""
    counts = Counter(len(tokens(text, *row.run)) for row in (frames[0].rows if frames else ()))
    widest = max((n for n, times in counts.items() if times >= MIN_FULL), default=0)
    fitting = [frame for frame in frames if frame.width == widest]
    found = fitting or [frame for frame in frames if frame.width > widest]
    return found[0] if len(found) == 1 else None


def _read(text: str, frame: _Frame, line: Line) -> FlatTable | None:
    cells = _settled(text, frame)
    read = sum(numbers is not None for numbers in cells)
    if read < MIN_ROWS or read * 2 < len(cells):
        return None
    start, end = frame.heads[0].start, frame.rows[-1].run[1]
    caption = text[max(line.start, start - CAPTION) : start]
    caption = _BEFORE_CAPTION.split(caption)[-1].strip()
    rows = [_header_row(text, frame)]
    rows += [
        _table_row(text, frame, row, numbers)
        for row, numbers in zip(frame.rows, cells, strict=True)
        if numbers is not None
    ]
    table = Table(0, 0, start, end, caption, tuple(rows))
    return FlatTable(table, tuple(_ignored(text, frame)), tuple(_issues(text, frame, cells)))


def _settled(text: str, frame: _Frame) -> list[Numbers | None]:
    """The cells of each row, None where they cannot be told with certainty."""
    rel, width = frame.relations, frame.width
    ways = [by_products(partings(text, *row.run, width), rel) for row in frame.rows]
    last = frame.rows[-1]
    if last.total:
        found = by_total(ways[:-1], _totals(text, last, frame), rel)
        if found is not None:
            return list(found)
    if width == 1 and not _parted_heads(text, frame.heads):
        return [None] * len(ways)  # 户数资金（万元） may be two columns
    single = [
        w[0] if len(w) == 1 and (rel.products or _apart(text, row, width)) else None
        for row, w in zip(frame.rows, ways, strict=True)
    ]
    return _spaced(text, frame, single)


def _parted_heads(text: str, heads: Sequence[Head]) -> bool:
    return all(text[head.start - 1] == " " for head in heads[1:])


def _apart(text: str, row: FlatRow, width: int) -> bool:
    """Whether spaces part a row's numbers."""
    return len(tokens(text, *row.run)) == width


def _totals(text: str, row: FlatRow, frame: _Frame) -> list[Numbers]:
    return [
        laid
        for count in range(1, frame.width + 1)
        for numbers in partings(text, *row.run, count)
        for laid in spread(numbers, frame.width, frame.relations.additive)
    ]


def _spaced(text: str, frame: _Frame, cells: Sequence[Numbers | None]) -> list[Numbers | None]:
    """Rows one cell short, where print shows which: full rows close up, an empty cell is a space.

    The last column must be told from the others by its decimals, lest two numbers run together.
    """
    full = [(row, c) for row, c in zip(frame.rows, cells, strict=True) if c is not None]
    steps = {c[-1].step for _, c in full if c[-1] is not None}
    if frame.width < 2 or len(full) < MIN_FULL or len(steps) != 1 or any(r.gap for r, _ in full):
        return list(cells)
    return [
        c if c is not None else _short(text, row, frame.width, steps)
        for row, c in zip(frame.rows, cells, strict=True)
    ]


def _short(text: str, row: FlatRow, width: int, steps: set[Decimal]) -> Numbers | None:
    spans = tokens(text, *row.run)
    numbers = tuple(read_number(text, *span) for span in spans)
    if len(numbers) != width - 1 or any(number is None for number in numbers):
        return None
    ends_full = numbers[-1] is not None and numbers[-1].step in steps
    if row.gap != ends_full:
        return None
    return (None, *numbers) if row.gap else (*numbers, None)


def _header_row(text: str, frame: _Frame) -> Row:
    kept = [head for head in frame.heads if head.kind not in ("serial", "remarks")]
    return Row(tuple(_cell(text, head.start, head.end) for head in kept))


def _table_row(text: str, frame: _Frame, row: FlatRow, numbers: Numbers) -> Row:
    cells = [_cell(text, *row.label)]
    if any(head.kind == "unit" for head in frame.heads):
        cells.append(_cell(text, *row.unit))
    for number in numbers:
        span = (number.start, number.end) if number else (row.run[1], row.run[1])
        cells.append(_cell(text, *span))
    return Row(tuple(cells), _row_doubt(row, numbers))


def _row_doubt(row: FlatRow, numbers: Numbers) -> str:
    return "cells placed by spacing" if None in numbers and not row.total else ""


def _cell(text: str, start: int, end: int) -> Cell:
    words = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Cell(start, start + len(words), close_up(words))


def _ignored(text: str, frame: _Frame) -> Iterator[Ignored]:
    """The numbers of rows: they stand right before the labels."""
    for row in frame.rows:
        if row.serial:
            end = len(text[: row.label[0]].rstrip(" "))
            yield Ignored(end - len(str(row.serial)), end, "table.serial")


def _issues(text: str, frame: _Frame, cells: Sequence[Numbers | None]) -> Iterator[Issue]:
    """One issue for each stretch of rows that are not read."""
    pairs = zip(frame.rows, cells, strict=True)
    for unread, group in groupby(pairs, key=lambda pair: pair[1] is None):
        rows = [row for row, _ in group]
        if unread:
            start, end = rows[0].label[0], rows[-1].run[1]
            words = f"{text[start : rows[0].run[1]]}{' …' if len(rows) > 1 else ''}"
            yield Issue(
                "flattened-table",
                f"columns not told apart ({len(rows)} × {frame.width}): {words}",
                start,
                end,
            )
