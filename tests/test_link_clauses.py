"""What the clause of a figure says of its indicator, where its label leaves it out."""

from __future__ import annotations

import pytest

from pipeline.model import SourceText

HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"


def qualifiers(reader, text: str, quote: str) -> tuple[str | None, dict[str, str]]:
    """The concept and columns of the figure with a quote, basis left out."""
    source = SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", "")
    document = reader.read(source)
    at = document.document.text
    for figure in document.figures:
        if at[figure.start : figure.end] == quote:
            said = {axis: value for axis, value in figure.qualifiers if axis != "basis"}
            return figure.concept, said
    raise AssertionError(f"no figure {quote}")


@pytest.mark.parametrize(
    ("text", "quote", "axis", "value"),
    [
        # a sum over years
        ("五年来，累计投入财政专项扶贫资金14亿元。", "14亿元", "flow", "累计"),
        ("五年来，城镇累计新增就业3.2万人。", "3.2万人", "flow", "累计"),
        ("2021年，累计投入财政专项扶贫资金3亿元。", "3亿元", "flow", None),
        ("市场主体累计达6.3万户。", "6.3万户", "flow", None),
        # the verb of a clause
        ("力争引进3家以上金融机构。", "3家", "flow", "引进"),
        ("新增甜瓜、红枣2个省级现代农业产业园。", "2个", "flow", "新增"),
        ("发放创业担保贷款7亿元。", "7亿元", "flow", "发放"),
        ("新增农民合作社15家、总数达90家。", "90家", "flow", None),
        ("创业担保贷款余额7亿元。", "7亿元", "flow", None),
        # a zone as the subject
        ("5个省级园区完成固定资产投资56亿元，基础设施投资9亿元。", "9亿元", "scope", "开发区"),
        ("园区经济快速增长，进出口总额14亿元。", "14亿元", "scope", "开发区"),
        ("5个省级园区完成工业投资56亿元，全市基础设施投资9亿元。", "9亿元", "scope", None),
        ("建设电商产业园，进出口总额14亿元。", "14亿元", "scope", None),
        # what a word of the label says
        ("新改建农村公路40公里、桥梁5座。", "5座", "group", "农村"),
        ("新改建城市道路40公里、桥梁5座。", "5座", "group", None),
    ],
)
def test_what_the_clause_says(reader, text, quote, axis, value):
    concept, said = qualifiers(reader, text, quote)
    assert concept is not None
    assert said.get(axis) == value


@pytest.mark.parametrize(
    ("text", "quote", "concept"),
    [
        ("压减退出炼铁产能15万吨、火电装机容量26万千瓦。", "26万千瓦", None),
        ("火电装机容量26万千瓦。", "26万千瓦", "installed-capacity"),
        ("金融机构存贷款余额均突破1000亿元。", "1000亿元", None),
        ("金融机构存贷款余额突破1000亿元。", "1000亿元", "deposits-and-loans-balance"),
        ("建筑业企业利润83亿元，其中国有控股企业25亿元。", "25亿元", "construction-profit"),
        ("规模以上工业利润总额83亿元，其中国有控股企业25亿元。", "25亿元", "industrial-profit"),
    ],
)
def test_what_a_clause_refuses(reader, text, quote, concept):
    assert qualifiers(reader, text, quote)[0] == concept


def test_a_title_says_the_currency(reader):
    table = "表3 2021年末金融机构本外币存贷款余额 单位：亿元\n\n| 指标 | 年末数 |\n| --- | --- |\n"
    _, said = qualifiers(reader, f"{table}| 各项存款余额 | 386 |\n| 各项贷款余额 | 297 |", "297")
    assert said == {"currency": "本外币"}
