"""Numbers of tables: what header, unit column and row label say of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
import regex

from extractors.lexicons import read_toml
from extractors.table_figures import is_number, read_table
from extractors.table_headers import read_unit
from pipeline.model import Cell, Row, Table

DATA = read_toml("table_words.toml")


def table(text: str, caption: str = "") -> Table:
    """A table written with ``|`` between the cells of a line."""
    rows, start = [], 0
    for line in text.strip("\n").split("\n"):
        cells = []
        for piece in line.split("|"):
            stripped = piece.strip()
            cells.append(Cell(start, start + len(stripped), stripped))
            start += len(stripped) + 1
        rows.append(Row(tuple(cells)))
    return Table(0, 0, 0, start, caption, tuple(rows))


def read(text: str, caption: str = "") -> list[list[object]]:
    """Of each figure: label, value, unit, measure."""
    return [
        [f.label, str(f.quantity.value.normalize() + 0), f.quantity.unit, f.measure]
        for f in read_table(table(text, caption))
    ]


def num(value: str) -> str:
    return str(Decimal(value).normalize() + 0)


def check(text, wanted, caption=""):
    assert read(text, caption) == [[label, num(value), *rest] for label, value, *rest in wanted]


def test_units_in_the_header():
    check(
        """
镇|户数（户）|产值（万元）|增长（%）
甲镇|320|1,250.5|8.6
乙镇|210|980|-2.1
""",
        [
            ["甲镇户数", "320", "户", "level"],
            ["甲镇产值", "12505000", "元", "level"],
            ["甲镇产值", "8.6", "%", "growth"],
            ["乙镇户数", "210", "户", "level"],
            ["乙镇产值", "9800000", "元", "level"],
            ["乙镇产值", "-2.1", "%", "growth"],
        ],
    )


def test_the_column_label_is_that_without_the_row():
    first = read_table(table("镇|户数（户）\n甲镇|320"))[0]
    assert (first.label, first.column) == ("甲镇户数", "户数")
    assert first.doubt == ""


def test_a_column_of_units():
    check(
        """
指标|单位|绝对数|比上年增长（%）
粮食产量|万吨|32.5|3.1
农业总产值|亿元|45.2|-1.4
""",
        [
            ["粮食产量", "325000", "吨", "level"],
            ["粮食产量", "3.1", "%", "growth"],
            ["农业总产值", "4520000000", "元", "level"],
            ["农业总产值", "-1.4", "%", "growth"],
        ],
    )


def test_a_unit_in_the_caption():
    check(
        "镇|产值|税收\n甲镇|320|12",
        [["甲镇产值", "3200000", "元", "level"], ["甲镇税收", "120000", "元", "level"]],
        caption="各镇主要指标（单位：万元）",
    )


def test_a_unit_in_the_row_label():
    check(
        "指标|2020年\n年末存栏（万头）|96.9\n水果产量（万吨）|12",
        [["年末存栏", "969000", "头", "level"], ["水果产量", "120000", "吨", "level"]],
    )


def test_rows_of_parts_take_the_unit_and_whole_above_them():
    figures = read_table(
        table("指标|单位|产量\n蔬菜|万吨|50\n#番茄||20\n其中：黄瓜||10\n水果|万吨|30")
    )
    assert [f.label for f in figures] == ["蔬菜产量", "番茄产量", "黄瓜产量", "水果产量"]
    assert [f.whole for f in figures] == [-1, 0, 0, -1]
    assert {f.quantity.unit for f in figures} == {"吨"}
    assert figures[1].quantity.value == 200_000


def test_rows_below_a_part_are_parts_where_they_add_up():
    figures = read_table(
        table("产业|产值（亿元）\n合计|100\n#第一产业|20\n第二产业|30\n第三产业|50\n税收|9")
    )
    assert [f.whole for f in figures] == [-1, 0, 0, 0, -1]


def test_rows_below_a_part_are_none_where_they_do_not_add_up():
    figures = read_table(table("产业|产值（亿元）\n合计|100\n#第一产业|20\n出口|30\n税收|9"))
    assert [f.whole for f in figures] == [-1, 0, -1, -1]


@pytest.mark.parametrize(
    ("rows", "wholes"),
    [
        # the first row is the total; below a mark the sum settles where the lower level ends
        ("总计|1000\n矿业|100\n制造|600\n其中：食品|50\n纺织|70\n建筑|300", [-1, 0, 0, 2, 2, 0]),
        (
            "总计|1000\n矿业|100\n制造|600\n其中：食品|50\n纺织|70\n建筑|310",
            [-1, -1, -1, 2, -1, -1],
        ),
        # rounded parts may miss their total by a last place
        ("货运量|202.5\n铁路|28.8\n公路|146.1\n水运|24.4\n管道|3.3", [-1, 0, 0, 0, 0]),
        # later marks refer to the first whole where the row above is too small or the sum says so
        (
            "出口|969\n其中：一般|416\n加工|510\n其中：机电|549\n高新|281\n其中：国有|191\n外资|778",
            [-1, 0, 0, 0, 0, 0, 0],
        ),
        ("人口|1000\n其中：男|520\n女|480\n其中：老人|200\n其中：高龄|50", [-1, 0, 0, 2, 2]),
        # two levels without a mark
        ("总值|500\n农业|200\n稻|120\n麦|80\n工业|300", [-1, 0, 1, 1, 0]),
        ("出口|969\n一般|500\n加工|469\n顺差|100", [-1, 0, 0, -1]),
        ("甲|3\n乙|1\n丙|2", [-1, -1, -1]),
    ],
)
def test_rows_that_add_up(rows, wholes):
    figures = read_table(table(f"产业|产值（亿元）\n{rows}"))
    assert [f.whole for f in figures] == wholes


def test_columns_that_add_up_to_a_column_of_totals():
    figures = read_table(
        table("地区|合计（人）|男（人）|女（人）\n甲县|350|200|150\n乙县|90|30|50")
    )
    assert [f.whole for f in figures] == [-1, 0, 0, -1, -1, -1]


def test_rank_columns():
    check(
        "县|粮食产量（万吨）|排名|增长（%）|排名\n甲县|32|2|3.1|5",
        [
            ["甲县粮食产量", "320000", "吨", "level"],
            ["粮食产量排名", "2", "位", "rank"],
            ["甲县粮食产量", "3.1", "%", "growth"],
            ["增长排名", "5", "位", "rank"],
        ],
    )


def test_rates():
    check("项目|比重（%）\n小麦|35.2", [["小麦比重", "35.2", "%", "rate"]])
    check("项目|数值\n城镇化率|48.6%", [["城镇化率", "48.6", "%", "rate"]])


def test_two_tables_side_by_side():
    check(
        "行业|增长（%）|行业|增长（%）\n纺织业|3.1|食品业|-2.5",
        [["纺织业", "3.1", "%", "growth"], ["食品业", "-2.5", "%", "growth"]],
    )


def test_a_header_of_two_lines():
    check(
        "指标|产值|产值\n|绝对数（亿元）|增长（%）\n农业|45|3.1",
        [["农业产值绝对数", "4500000000", "元", "level"],
         ["农业产值绝对数", "3.1", "%", "growth"]],
    )  # fmt: skip


def test_a_section_row_heads_the_rows_below_it():
    text = "指标|数量（个）\n教育事业|\n学校|118"
    figure = read_table(table(text))[0]
    assert text[slice(*figure.context)] == "教育事业"
    assert figure.label == "学校教育事业数量"


def test_serial_and_time_columns_hold_no_figures():
    check(
        "序号|镇|户数（户）\n1|甲镇|320\n2|乙镇|210",
        [["甲镇户数", "320", "户", "level"], ["乙镇户数", "210", "户", "level"]],
    )


def test_cells_beside_their_headers_go_in_order():
    check(
        """
指标|单位|绝对数||比上年增长%||
客运量|万人|320|||8.6|
""",
        [["客运量", "3200000", "人", "level"], ["客运量", "8.6", "%", "growth"]],
    )


def test_a_cell_left_empty_does_not_move_the_others():
    check(
        """
|户数（户）|产值（万元）|增长（%）
甲镇|320||8.6
""",
        [["甲镇户数", "320", "户", "level"], ["甲镇产值", "8.6", "%", "growth"]],
    )


def test_a_table_without_header_is_in_doubt():
    figures = read_table(table("粮食产量|32\n油料产量|12"))
    assert {f.doubt for f in figures} == {"table without header"}


def test_more_cells_than_headers_are_in_doubt():
    figures = read_table(table("镇|户数（户）\n甲镇|320|15|8"))
    assert "cells do not match the header" in {f.doubt for f in figures}


def test_print_that_leaves_columns_empty():
    check(
        "指标|数值（万吨）|同比增长（%）\n粮食||32||8.7",
        [["粮食", "320000", "吨", "level"], ["粮食", "8.7", "%", "growth"]],
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("320", "320"), ("1,250.5", "1250.5"), ("-2.1", "-2.1"), ("－2.1", "-2.1"), ("+3", "3"),
     ("8.6%", "8.6"), ("8.6％", "8.6")],
)  # fmt: skip
def test_cells_with_numbers(text, value):
    assert is_number(Cell(0, len(text), text))
    assert [f.quantity.value for f in read_table(table(f"项目|数\n甲|{text}"))] == [Decimal(value)]


@pytest.mark.parametrize("text", ["", "—", "甲镇", "0-15岁", "3万", "12:30", "1,23", "2020年"])
def test_cells_without_numbers(text):
    assert not is_number(Cell(0, len(text), text))


def test_the_quote_is_the_cell():
    text = "镇|户数（户）\n甲镇|320"
    flat = text.replace("|", " ").replace("\n", " ")
    figure = read_table(table(text))[0]
    assert flat[figure.quantity.start : figure.quantity.end] == "320"
    assert flat[slice(*figure.row)] == "甲镇"
    assert flat[slice(*figure.header)] == "户数（户）"


@pytest.mark.parametrize(
    ("text", "factor", "name"),
    [("亿千瓦时", 10**8, "千瓦时"), ("万 吨", 10**4, "吨"), ("元/人", 1, "元/人"), ("±%", 1, "%"),
     ("单位：万元", 10**4, "元"), ("个", 1, "个")],
)  # fmt: skip
def test_read_unit(text, factor, name):
    unit = read_unit(text)
    assert (unit.factor, unit.name) == (factor, name)


@pytest.mark.parametrize("text", ["备注", "", "万", "亿元以上项目", "甲镇"])
def test_what_is_no_unit(text):
    assert read_unit(text) is None


@pytest.mark.parametrize("name", DATA)
def test_table_words(name):
    pattern = regex.compile(DATA[name]["pattern"])
    assert pattern.search(DATA[name]["example"].replace(" ", ""))
    assert not pattern.search(DATA[name]["refusal"])
