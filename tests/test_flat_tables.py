"""Tables flattened to one line: read where header, sums or units settle them, else an issue."""

from __future__ import annotations

import pytest

from pipeline.flat_tables import flat_tables
from pipeline.lines import lines_of
from pipeline.model import SourceText
from pipeline.structure import structure
from pipeline.text import canonicalise

NUMBERED = (
    "附件1补助资金分配表序号乡镇核定面积（亩）补助标准（元/亩）补助金额（元）"
    "1东河镇120.550.56085.252西河镇80.2550.54052.63合计200.7510137.88"
)
MONTHLY = (
    "指 标单位本月累计比增（%）一、工业总产值亿元 38.20 5.8 二、全社会用电量万千瓦时816 13175 5.6 "
    "#工业用电量万千瓦时352 7763 -4.3 三、税收收入亿元0.63 4.94 7.7 四、合同外资额亿美元0.73 1.91 "
    "五、固定资产投资亿元 -6.5 六、居民人均支出元 224619.2 注：按季调整。"
)


def found(text):
    canonical = canonicalise(text)
    return flat_tables(canonical.text, lines_of(canonical))


def rows(text):
    return [[c.text for c in row.cells] for flat in found(text) for row in flat.table.rows]


def test_products_and_totals_part_numbers_that_run_together():
    assert rows(NUMBERED) == [
        ["乡镇", "核定面积（亩）", "补助标准（元/亩）", "补助金额（元）"],
        ["东河镇", "120.5", "50.5", "6085.25"],
        ["西河镇", "80.25", "50.5", "4052.63"],
        ["合计", "200.75", "", "10137.88"],
    ]


def test_row_numbers_are_explained():
    (flat,) = found(NUMBERED)
    assert [NUMBERED[i.start : i.end] for i in flat.ignored] == ["1", "2"]


def test_spaces_part_numbers_and_a_space_stands_for_an_empty_first_cell():
    assert rows(MONTHLY)[:6] == [
        ["指标", "单位", "本月", "累计", "比增（%）"],
        ["工业总产值", "亿元", "", "38.20", "5.8"],
        ["全社会用电量", "万千瓦时", "816", "13175", "5.6"],
        ["#工业用电量", "万千瓦时", "352", "7763", "-4.3"],
        ["税收收入", "亿元", "0.63", "4.94", "7.7"],
        ["合同外资额", "亿美元", "0.73", "1.91", ""],
    ]


def test_what_nothing_parts_is_one_issue_a_stretch():
    (flat,) = found(MONTHLY)
    assert len(flat.table.rows) == 6
    assert [MONTHLY[i.start : i.end] for i in flat.issues] == [
        "固定资产投资亿元 -6.5 六、居民人均支出元 224619.2"
    ]


def test_rows_set_with_spaces():
    text = (
        "地区 户数（户） 资金（万元） 东河镇 120 35.5 西河镇 98 28.2 南河镇 77 20.1 合计 295 83.8"
    )
    assert rows(text)[1] == ["东河镇", "120", "35.5"]
    assert rows(text)[-1] == ["合计", "295", "83.8"]


@pytest.mark.parametrize(
    "text",
    [
        "序号乡镇户数（户）资金（万元）1东河镇12035.52西河镇9828.23南河镇7720.1",  # no total
        "乡镇户数资金（万元）东河镇12035.5西河镇9828.2南河镇7720.1",  # one column or two
        "项目建设取得进展，1号路完工，2号路开工，3号路设计，共投入12万元、15万元和20万元。",
        "地区生产总值增长8.1%，工业增长9.2%，投资增长10.3%，消费增长7.7%，出口增长1.2%。",
        "指标单位本月累计粮食12 13 14 15棉花12油料18 19甜菜9",  # rows without their units
    ],
)
def test_refused(text):
    assert rows(text) == []


def test_text_around_a_table_stays_text():
    text = f"东河县2021年公告\n\n现将资金下达给你们。{NUMBERED} 注：按实结算。"
    document = structure(SourceText("x", "x", text, "utf-8", "0"))
    kinds = [(document.text[s.start : s.end][:4], str(s.kind)) for s in document.sentences]
    assert ("注：按实", "text") in kinds
    assert [t.index for t in document.tables] == [0]


def test_a_month_and_the_year_to_date_are_told_apart(reader):
    text = "东河县2021年10月主要指标\n\n" + MONTHLY
    reading = reader.read(SourceText("x", "x", text, "utf-8", "0"))
    assert [(str(f.value), f.period) for f in reading.figures if f.indicator == "全社会用电量"] == [
        ("8160000", "2021-10"),
        ("131750000", "2021-01/2021-10"),
        ("5.6", "2021-01/2021-10"),
    ]
    doubts = {reading.document.text[f.start : f.end]: f.doubt for f in reading.figures}
    assert "cells placed by spacing" in doubts["38.20"]
    assert "cells placed by spacing" not in doubts["13175"]


def test_units_of_the_caption_and_years_in_heads():
    text = (
        "分配表 单位：万元 序号项目名称总投资2021年计划投资（万元）1东河桥1200 3002西河路8500 2000"
        "3南河泵站600 600合计10300 2900"
    )
    assert rows(text.replace("总投资", "总投资（万元）"))[1:] == [
        ["东河桥", "1200", "300"],
        ["西河路", "8500", "2000"],
        ["南河泵站", "600", "600"],
        ["合计", "10300", "2900"],
    ]
    assert rows(text.replace("2900", "2901"))[1:] == []  # 总投资2021年计划投资: one head or two
