"""The numbers of tables, with what header, unit column and row label say of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words
from extractors.numerals import arabic
from extractors.table_headers import (
    Column,
    Unit,
    bracket_unit,
    read_columns,
    read_unit,
    row_label,
    table_words,
)
from extractors.table_parts import with_parts
from pipeline.model import Quantity, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Cell, Table

NUMBER = regex.compile(
    r"(?P<sign>[-－—–+＋])?[ ]?(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|"
    r"\d+(?:\.\d+)?)[ ]?(?P<percent>[%％‰])?"
)
TOTAL = regex.compile(r"总(?:量|额|值|计|人口|数)$|合计$|周转量$")
# 铁路 below 旅客运输总量 and below 货物运输总量 are two things
CARRIED = regex.compile(r"(?:旅客|货物|客运|货运).*(?:量|额)$")
PARENT_HEAD = regex.compile(
    r"(?:新开工|施工|竣工|销售|待售|进口|出口|运输|周转|生产|消费|完成)?(?:总)?(?:面积|量|(?:投资|销售|零售|成交|交易|贸易)?额|"
    r"值|人口|人数|投资|收入|支出|存款|贷款|产值|周转量|运输量)$"
)
UNIT_NOTE = regex.compile(r"单位[:：]\s*(?P<unit>[^\s；;，,）)]+)")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One cell's quantity with its label; ``row`` and ``header`` are spans that may hold a
    place or a time; ``whole`` is the index of the figure it is part of, -1 without one."""

    quantity: Quantity
    label: str
    column: str  # the label without the row's part in it
    measure: str
    row: tuple[int, int]
    header: tuple[int, int]
    context: tuple[int, int]
    whole: int
    doubt: str
    step: Decimal = Decimal(0)  # what the last printed place stands for


def read_table(table: Table) -> list[TableFigure]:
    """All numbers of a table in reading order."""
    return with_parts(_Reader(table).figures())


class _Reader:
    """Goes down the rows, remembering header, section row and the row that # rows belong to."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._columns: list[Column] = []
        self._section: Cell | None = None
        self._parent_unit: Unit | None = None
        self._parents: dict[int, int] = {}  # column → index of the whole
        self._part_open = False
        self._parent_label = ""
        self._parent_of: Unit | None = None
        self._found: list[TableFigure] = []
        self._row_doubt = ""
        note = UNIT_NOTE.search(table.caption)
        self._caption_unit = read_unit(note["unit"]) if note else bracket_unit(table.caption)

    def figures(self) -> list[TableFigure]:
        """The figures of all rows, top to bottom."""
        header: list[Row] = []
        for row in self._table.rows:
            numbers = [cell for cell in row.cells[1:] if is_number(cell)]
            if not row.cells or not any(cell.text for cell in row.cells):
                continue
            if not numbers and not self._is_section(row, header):
                header.append(row)
                continue
            if header:
                self._columns = self._headed(header, row)
                self._section = None
                header = []
            if not numbers:
                self._section = next(cell for cell in row.cells if cell.text)
                continue
            self._row(row)
        return self._found

    def _headed(self, header: Sequence[Row], row: Row) -> list[Column]:
        """The columns under a header; a header set over two lines is joined to one."""
        filled = [[cell for cell in line.cells if cell.text] for line in header]
        cells = [cell for cell in row.cells if cell.text]
        joined = [cell for line in filled for cell in line]
        if len(header) > 1 and len(joined) == len(cells) > max(len(line) for line in filled):
            header = [Row(tuple(joined))]
        columns = read_columns(header)
        spread = self._caption_unit is not None and self._caption_unit.name == "%"
        if spread and table_words()["growth"].search(self._table.caption):
            # 居民消费价格涨跌幅度，单位：%: every column is a change
            columns = [c._replace(kind="growth") if c.kind == "level" else c for c in columns]
        return columns

    def _is_section(self, row: Row, header: Sequence[Row]) -> bool:
        """A row with one cell filled, under a header, heads the rows below it."""
        filled = [cell for cell in row.cells if cell.text]
        return len(filled) == 1 and bool(self._columns or self._found or header)

    def _row(self, row: Row) -> None:
        self._row_doubt = row.doubt
        label_cell = next((c for c in row.cells if c.text and not is_number(c)), row.cells[0])
        part = table_words()["part"].match(label_cell.text) is not None
        label = row_label(label_cell.text)
        unit = bracket_unit(label_cell.text) or self._unit_cell(row)
        if unit is None and self._part_open and self._parent_unit is not None:
            part = True  # 奶牛 below #黄牛: only whole rows print their unit
        if unit is None and part:
            unit = self._parent_unit
        if not part:
            self._parent_unit = unit
            self._parents = {}
        self._part_open = part
        if part or self._below_total(label, unit):
            label = self._under_parent(label)
        else:
            self._parent_label = label
            self._parent_of = unit
        for index, cell in self._aligned(row, label_cell):
            if self._relabels(index, cell):
                label, label_cell = row_label(cell.text), cell
            elif is_number(cell):
                self._cell(index, cell, label, label_cell, unit, part)

    def _below_total(self, label: str, unit: Unit | None) -> bool:
        """铁路 below 货物运输总量: a row of the same unit that says nothing of what is measured."""
        total = TOTAL.search(self._parent_label) is not None and unit == self._parent_of
        return total and label_words().measure_head.search(label) is None

    def _under_parent(self, label: str) -> str:
        """A part's label with what its parent measures: 住宅 below 房屋新开工面积."""
        if label_words().measure_head.search(label) or label.endswith(("额", "量")):
            return label
        found = CARRIED.match(self._parent_label) or PARENT_HEAD.search(self._parent_label)
        return label + (found[0] if found else "")

    def _relabels(self, index: int, cell: Cell) -> bool:
        """Two tables side by side (行业|增长|行业|增长): the label column comes again."""
        if not cell.text or is_number(cell) or index >= len(self._columns) or index == 0:
            return False
        return self._columns[index].label_text == self._columns[0].label_text != ""

    def _aligned(self, row: Row, label_cell: Cell) -> list[tuple[int, Cell]]:
        """The cells of a row with the index of their column.

        Where a row has as many filled cells as the header has, they go in order: print leaves
        empty columns between (96.9 | | 8.7 under 指标值 | 同比增长).
        """
        filled = [cell for cell in row.cells if cell.text]
        headed = [index for index, column in enumerate(self._columns) if column.label_text]
        if headed and len(filled) == len(headed) and self._shifted(row, headed):
            pairs = list(zip(headed, filled, strict=True))
        else:
            pairs = list(enumerate(row.cells))
        return [(index, cell) for index, cell in pairs if cell is not label_cell]

    def _shifted(self, row: Row, headed: Sequence[int]) -> bool:
        """Whether the cells of a row do not stand right below their headers."""
        if len(row.cells) != len(self._columns):
            return True
        filled = {index for index, cell in enumerate(row.cells) if cell.text}
        return headed[0] == 0 and not filled <= set(headed)

    def _unit_cell(self, row: Row) -> Unit | None:
        for column, cell in zip(self._columns, row.cells, strict=False):
            if column.kind == "unit":
                return read_unit(cell.text)
        return None

    def _doubt(self, index: int) -> str:
        if not self._columns:
            return "table without header"
        misfit = index >= len(self._columns)
        return "cells do not match the header" if misfit else self._row_doubt

    def _cell(
        self, index: int, cell: Cell, label: str, label_cell: Cell, unit: Unit | None, part: bool
    ) -> None:
        column = self._column(index)
        if column.kind in ("unit", "label"):
            return
        found = NUMBER.fullmatch(cell.text)
        if found is None:
            return
        headless = not self._columns
        quantity = _quantity(
            cell, found, column, unit or (None if headless else self._caption_unit)
        )
        measure = {"growth": "growth", "rank": "rank", "rate": "rate"}.get(column.kind, "level")
        if quantity.unit in ("%", "‰") and measure == "level":
            measure = "rate"
        whole = self._parents.get(index, -1) if part and measure == "level" else -1
        if not part:
            self._parents[index] = len(self._found)
        section = self._section
        self._found.append(
            TableFigure(
                quantity=quantity,
                label=self._label(label, column, index, measure),
                column=self._label("", column, index, measure),
                measure=measure,
                row=(label_cell.start, label_cell.end),
                header=column.span,
                context=(section.start, section.end) if section else (0, 0),
                whole=whole,
                doubt=self._doubt(index),
                step=_step(found, quantity),
            )
        )

    def _column(self, index: int) -> Column:
        if index < len(self._columns):
            return self._columns[index]
        # a headless table: a second column of numbers with signs is a change in %
        numbers = [row.cells[index].text for row in self._table.rows if index < len(row.cells)]
        signed = any(text.startswith(("-", "－")) for text in numbers)
        return Column("", "growth" if signed else "level", None, (0, 0))

    def _label(self, label: str, column: Column, index: int, measure: str) -> str:
        section = row_label(self._section.text) if self._section else ""
        if measure == "rank" and not column.label:
            before = [c for c in self._columns[:index] if c.kind not in ("rank", "unit", "label")]
            return (before[-1].label if before else label) + "排名"
        if not self._columns and measure == "growth":
            return f"{label}增长率"
        head = column.label
        if column.kind == "growth" and table_words()["growth"].search(head):
            head = self._value_header(index)
        if not head or table_words()["generic"].match(head):
            return label + section
        # 发电量产量, 进出口总额金额: the row's label is whole already
        whole = label_words().measure_head.search(label) and label_words().measure_head.search(head)
        return label + section + ("" if whole and column.kind != "rate" else head)

    def _value_header(self, index: int) -> str:
        """A growth column grows what the column before it measures."""
        for column in reversed(self._columns[:index]):
            if column.label_text == self._columns[0].label_text:
                return ""  # 行业|增长|行业|增长: the table beside it ends here
            if column.kind in ("level", "rate"):
                generic = table_words()["generic"].match(column.label)
                return "" if generic else column.label
        return ""


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number and nothing else."""
    return NUMBER.fullmatch(cell.text) is not None


def _step(found: regex.Match[str], quantity: Quantity) -> Decimal:
    printed = arabic(found["number"])
    factor = abs(quantity.value) / printed if printed else Decimal(1)
    return factor.scaleb(int(printed.as_tuple().exponent))


def _quantity(cell: Cell, found: regex.Match[str], column: Column, unit: Unit | None) -> Quantity:
    value = arabic(found["number"])
    if found["sign"] in ("-", "－", "—", "–"):
        value = -value
    own = column.unit if column.kind != "level" or column.unit else unit
    if column.kind == "rank":
        own = Unit(Decimal(1), "位", "")
    elif found["percent"]:
        own = Unit(Decimal(1), found["percent"].replace("％", "%"), found["percent"])
    elif column.kind in ("growth", "rate"):
        own = column.unit if column.unit and column.unit.name in ("%", "‰") else None
        own = own or Unit(Decimal(1), "%", "")
    own = own or Unit(Decimal(1), "", "")
    return Quantity(
        cell.start,
        cell.end,
        value * own.factor,
        own.name,
        own.text,
        f"table.{column.kind}",
        kind="rank" if column.kind == "rank" else "number",
    )
