"""Tables in tabs, pipes, bullets and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from structure_samples import BODY, read, words

from pipeline.model import SentenceKind

if TYPE_CHECKING:
    from pipeline.model import Document


def rows(document: Document, at: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[at].rows]


def test_tabbed_table_keeps_empty_cells() -> None:
    document = read(
        f"某市统计公报\n粮 食\t650.0\t\t17.3\t\n#水 稻\t79.4\t\t17.5\t\n{BODY}\n"
        "2012年畜牧业产量\n指标名称\t指标值\t增长（±%）\n期末存栏\t\t\t\n猪（万头）\t171.5\t\t-2.4\n"
    )
    assert rows(document) == [
        ["粮食", "650.0", "", "17.3", ""],
        ["#水稻", "79.4", "", "17.5", ""],
    ]
    assert document.tables[1].caption == "2012年畜牧业产量"
    assert rows(document, 1)[1:] == [["期末存栏", "", "", ""], ["猪（万头）", "171.5", "", "-2.4"]]
    assert "粮 食\t650.0\t\t17.3" in words(document, SentenceKind.TABLE)
    assert "2012年畜牧业产量" in words(document, SentenceKind.TABLE)


def test_piped_tables() -> None:
    document = read(
        f"某市统计公报\n{BODY}\n\n**表1 人口数及其构成**\n\n"
        "| <br>指 标 | <br>年末数<br>（万人） |\n"
        "| --- | ---: |\n| <br> 其中：城镇[3] | <br>84843 |\n\n"
        "| <br>**表2 进出口额** | | <br> |\n| --- | --- | --- |\n| 单位：亿元 | | |\n"
        "| 出口 | 5 | 6.1 |\n| | | |\n"
    )
    assert [table.caption for table in document.tables] == [
        "表1 人口数及其构成",
        "表2 进出口额 单位：亿元",
    ]
    assert rows(document) == [["指标", "年末数（万人）"], ["其中：城镇", "84843"]]
    assert rows(document, 1) == [["出口", "5", "6.1"]]


def test_table_in_bullets() -> None:
    document = read(
        f"某国统计公报\n{BODY}\n\n**表4 产品产量**\n\n单位：万吨\n\n"
        "- **产品名称** **单 位** **产 量**\n"
        "- 粮 食 万吨 49746\n- 油 料 万吨 -3062\n- 微型计算机 万台 9336.4\n\n- 项目甲\n- 项目乙\n"
    )
    (table,) = document.tables
    assert table.caption == "表4 产品产量 单位：万吨"
    assert rows(document) == [
        ["产品名称", "单位", "产量"],
        ["粮食", "万吨", "49746"],
        ["油料", "万吨", "-3062"],
        ["微型计算机", "万台", "9336.4"],
    ]


def test_columns_set_with_spaces() -> None:
    document = read(f"某县公报\n{BODY}\n玉米   540.4   17.8\n大豆   7.0   -1.6\n{BODY}")
    assert rows(document) == [["玉米", "540.4", "17.8"], ["大豆", "7.0", "-1.6"]]


def test_text_with_wide_spaces_is_no_table() -> None:
    assert read(f"某县公报\n{BODY}\n某县   某局   某处\n{BODY}").tables == ()


def test_cells_lie_where_they_say() -> None:
    document = read(f"某市公报\n{BODY}\n粮 食\t650.0\t\t17.3\n玉 米\t540.4\t\t17.8\n")
    for row in document.tables[0].rows:
        for cell in row.cells:
            printed = document.text[cell.start : cell.end]
            assert printed.replace(" ", "") == cell.text.replace(" ", "")
