"""When an article speaks, where nothing prints its date."""

from __future__ import annotations

import pytest
from document_samples import one_article

from extractors.dates import article_date, infer_date
from extractors.lexicons import read_toml
from pipeline.model import Attribute, Origin


def infer(text, title=""):
    document = one_article(text, title)
    return infer_date(document, document.articles[0])


@pytest.mark.parametrize(
    ("text", "title", "value"),
    [
        # printed somewhere
        ("新增5家。\n责编 张三\n2021年12月13日 星期一\n", "南瓜丰收", "2021-12-13"),
        ("各镇：\n请照办。\n某县人民政府\n2021年12月3日\n", "通知", "2021-12-03"),
        (
            "——2021年2月5日在某市第四届人民代表大会上\n各位代表：\n2021年增长。",
            "报告",
            "2021-02-05",
        ),
        ("（2013年3月20日）\n全年新增5家。", "公报", "2013-03-20"),
        ("——二〇一七年一月十六日在某省人民代表大会上", "报告", "2017-01-16"),
        ("新增5家。", "某市工作报告（2021年2月5日 某某）", "2021-02-05"),
        # the period that the title reports on
        ("全年新增5家。", "2012年某县国民经济和社会发展统计公报", "2012"),
        ("新增5家。", "某市2016年上半年全市经济运行情况分析", "2016-06"),
        ("新增5家。", "某县2017年1-6月预算执行情况分析", "2017-06"),
        ("新增5家。", "2018年度预算执行情况及2019年度预算草案", "2018"),
        # concluded from the years that the text names
        ("比2015年全年提高4个百分点，今年起转列。", "上半年全市经济运行情况分析", "2016-06"),
        ("今年产量1700吨，较2020年增加54吨，高于2020年投入。", "南瓜丰收", "2021"),
        ("2021年投入7亿元。去年以来修路。2022年，该区将守住底线。", "纪实", "2022"),
        ("2021年投入7亿元。今年以来修路。2022年，该区将守住底线。", "纪实", "2021"),
        ("2019年投入7亿元，2020年投入8亿元，到2025年建成。", "纪实", "2020"),
        ("2019年投入7亿元，按2020年价格计算。", "纪实", "2019"),
        ("今天（2月19日）播出。2020年新增5家。", "回访", "2021-02-19"),
        ("今天（9月19日）播出。2020年新增5家。", "回访", "2020-09-19"),
        # events
        ("今年以来落实决战决胜脱贫攻坚座谈会精神。", "纪实", "2020"),
        ("今年是“十四五”收官之年，也是最后一年。", "巩固成果", "2025"),
        ("今年是“十四五”开局之年。2020年建成5处。", "巩固成果", "2021"),
        ("2021年投入7亿元，以实干喜迎党的二十大。", "纪实", "2022"),
    ],
)
def test_inferred(text, title, value):
    date = infer(text, title)
    assert date is not None
    assert date.value == value
    assert date.origin is (
        Origin.STATED if len(value) == 10 and "今天" not in text else Origin.INFERRED
    )
    assert date.evidence


@pytest.mark.parametrize(
    "text",
    [
        "今年新增5家。",
        "受益1900人，补助2021元。",
        "到2035年基本建成。",
        "80年代修的渠。",
    ],
)
def test_nothing_to_infer_from(text):
    assert infer(text) is None


def test_the_evidence_are_the_words():
    date = infer("今年产量1700吨，较2020年增加54吨。")
    assert date is not None
    assert "较2020年增加" in date.evidence


def test_a_date_within_a_sentence_is_no_date_line():
    date = infer("该镇\n2021年5月26日挂牌成立乡村振兴局，2022年投入5万元。\n完")
    assert date is not None
    assert date.value == "2022"


CLUES = read_toml("time_words.toml")["clue"]


@pytest.mark.parametrize("entry", CLUES, ids=lambda e: e["words"][0])
def test_every_clue_dates_its_example(entry):
    date = infer(entry["example"])
    assert date is not None
    assert date.value == str(entry["year"])
    assert entry["source"]
    for words in entry["words"]:
        assert infer(f"认真{words}。") is not None


@pytest.mark.parametrize(
    ("origin", "text", "title", "value"),
    [
        (
            Origin.STATED,
            "——2006年2月18日在某市人民代表大会上",
            "某市2006年政府工作报告",
            "2022-01-22",
        ),
        (Origin.INFERRED, "——2006年2月18日在某市人民代表大会上", "政府工作报告", "2006-02-18"),
        (Origin.INFERRED, "新增5家。", "2016年政府工作报告", "2016-01"),
        (Origin.INFERRED, "新增5家。", "2022年政府工作报告", "2022-01-22"),
        (Origin.INFERRED, "2019年新增5家。", "南瓜丰收", "2022-01-22"),
    ],
)
def test_a_concluded_date_yields_to_a_printed_one(origin, text, title, value):
    document = one_article(text, title, Attribute("2022-01-22", origin))
    date = article_date(document, document.articles[0])
    assert date is not None
    assert date.value == value
