"""Canonical text: what is folded, cut and joined, and the way back to the source."""

from __future__ import annotations

import time
import unicodedata

import pytest

from extractors.lexicons import read_toml
from pipeline.folding import fold_table
from pipeline.text import canonicalise


def text_of(source: str) -> str:
    return canonicalise(source).text


def quote(source: str, words: str) -> str:
    """What stands in the source where ``words`` stand in the canonical text."""
    canonical = canonicalise(source)
    at = canonical.text.index(words)
    start, end = canonical.source_span(at, at + len(words))
    return source[start:end]


# folding ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("增长５．３％", "增长5.3%"),
        ("ＧＤＰ达８００亿元", "GDP达800亿元"),
        ("⻓寿区⻄部⼈口⼤县", "长寿区西部人口大县"),
        ("10⁴元", "10⁴元"),  # NFKC would make it 104元
        ("2022，784亿元", "2022，784亿元"),  # NFKC would make it 2022,784
        ("㎡、①、Ⅲ、＋", "㎡、①、Ⅲ、＋"),
    ],
)
def test_folding(printed: str, meant: str) -> None:
    assert text_of(printed) == meant


def test_fold_table_is_one_to_one_and_ends() -> None:
    table = fold_table()
    assert len(table) > 400
    for point, meant in table.items():
        assert meant not in table, f"{chr(point)} folds twice"
        assert unicodedata.category(chr(point))[0] in "LNPSZC"


# markup ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[bookmark: bookmark0][bookmark: _GoBack]（一）总体要求。", "（一）总体要求。"),
        ("<p><strong>某网消息</strong>：全县增收。</p>", "\n某网消息：全县增收。\n"),
        ('<p style="text-indent: 2em;">一镇</p><p>二镇</p>', "\n一镇\n\n二镇\n"),
        ("甲村<br>乙村<br/>丙村", "甲村\n乙村\n丙村"),
        ("| <br>粮食 | <br>650<br>吨 |", "| 粮食 | 650吨 |"),
        ("| 指标 | 数 |\n| --- | ---: |\n| 玉米 | 5 |", "| 指标 | 数 |\n| 玉米 | 5 |"),
        ("**一、综合**", "一、综合"),
        ("## 二、农业", "二、农业"),
        ("![图](a1.gif)之后", "之后"),
        ("[查看原文](https://a.cn/2021/12/13/b.html)", "查看原文"),
        ("总产值[12]达到5亿元[3]。", "总产值达到5亿元。"),
        ("[70]职业教育包括中专。", "[70]职业教育包括中专。"),
        ("某府发[2021]22号", "某府发[2021]22号"),
        ("\ufeff全县", "全县"),
        ("脱\u200b贫\u00ad县", "脱贫县"),
        ("印发《<2022年补贴方案>》", "印发《<2022年补贴方案>》"),
        ("比例<5%且>3%", "比例<5%且>3%"),
        ("<!-- 时间：2021-08-31 -->正文。", "正文。"),
        ("<script>var a=1;</script>正文。", "正文。"),
        ("甲&nbsp;乙&amp;丙", "甲 乙&丙"),
        ("---\ntitle: 某报告\n---\n正文。", "\ntitle: 某报告\n\n正文。"),
        ("一行。\r\n二行。\r三行。", "一行。\n二行。\n三行。"),
    ],
)
def test_markup(source: str, text: str) -> None:
    assert text_of(source) == text


def test_what_is_cut_is_named() -> None:
    source = "[bookmark: bookmark10]全县[3]增收<br>5元"
    cut = [(source[c.start : c.end], c.rule) for c in canonicalise(source).removed]
    assert cut == [
        ("[bookmark: bookmark10]", "text.bookmark"),
        ("[3]", "text.footnote"),
        ("br>", "text.tag"),
    ]


# stray spaces ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("沿线 5 个村种植 500 亩", "沿线5个村种植500亩"),
        ("投入 1700\u00a0万元。", "投入1700万元。"),
        ("销售2809万 元", "销售2809万元"),
        ("占 63 %，", "占63%，"),
        ("2021 年 12 月 3 日", "2021年12月3日"),
        ("共 12 34 个", "共 12 34 个"),  # never a digit to a digit
        ("增长5.8 二、工业", "增长5.8 二、工业"),
        ("用电 33.7 个体经济", "用电 33.7 个体经济"),
        ("4.87 60.74 亿元", "4.87 60.74 亿元"),
        ("守住底线 促进振兴", "守住底线 促进振兴"),
        ("粮 食\t650.0\t\t17.3", "粮 食\t650.0\t\t17.3"),
        ("玉米   540.4   17.8", "玉米   540.4   17.8"),
        ("全县增收。   全镇增产。", "全县增收。 全镇增产。"),
    ],
)
def test_spaces(source: str, text: str) -> None:
    assert text_of(source) == text


WRAPPED = (
    "我县今年把产业发展摆在 突出位置,坚持因地制宜 原则,先后建成示范基地 "
    "二十多处,带动农户增收 致富,群众的满意度明显 提高。"
)


def test_spaces_of_a_wrapped_text_go() -> None:
    text = text_of(f"稳产增收 干字当头\n\n{WRAPPED}\n\n这项工作 得到好评。")
    assert text == f"稳产增收 干字当头\n\n{WRAPPED.replace(' ', '')}\n\n这项工作得到好评。"


def test_spaces_that_part_headings_in_one_line_stay() -> None:
    line = (
        "一、收支情况 （一）预算收支 1.本月情况 6月份，收入完成年初预算的八成，比上年有所增加，"
        "各部门克服困难。 2.支出情况 保障了重点。"
    )
    assert text_of(line) == line


def test_measures_have_their_examples() -> None:
    table = read_toml("structure_spacing.toml")["measures"]
    for example in table["examples"]:
        assert " " not in text_of(example).removeprefix("x"), example
    for refused in table["refuses"]:
        assert text_of(refused) == refused
    assert len(set(table["words"])) == len(table["words"])


# hard wraps ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        # a page break inside a sentence, after others that ended
        ("抓好产业。认定扶贫产品\n\n688个，位居前列。", "抓好产业。认定扶贫产品688个，位居前列。"),
        # a line that ends with a character that ends none
        ("认真落实各项政策的\n配套措施，成效明显。", "认真落实各项政策的配套措施，成效明显。"),
        ("发愁的事，\n\n很快解决。", "发愁的事，很快解决。"),
        # the characters of the joint stand together elsewhere
        (
            "健全工作机制。\n进一步创新工\n\n作机制，抓好落实。",
            "健全工作机制。\n进一步创新工作机制，抓好落实。",
        ),
        # an open quotation goes on
        ("建立“医院、基层\n\n卫生院台账”。", "建立“医院、基层卫生院台账”。"),
        # headings, items, tables, salutations and digits stay apart
        ("一、总体要求\n坚持稳中求进，抓好落实。", None),
        ("健全机制强统筹\n\n面对新形势，全区上下齐心。", None),
        ("做好衔接工作。资金12\n34个村受益，群众满意。", None),
        ("抓好产业。认定产品\n（二）抓好就业，成效明显。", None),
        ("抓好产业。情况如下表\n甲镇\t5\t6", None),
        ("抓好产业。谢谢大家\n各位代表：", None),
        ("明确努力方向\n今后五年，要实现新跨越。", None),
        ("抓好产业。\n一是抓就业。", None),
    ],
)
def test_wraps(source: str, text: str | None) -> None:
    assert text_of(source) == (source if text is None else text)


def test_full_lines_of_a_block_are_joined() -> None:
    lines = [
        "今年以来，我镇坚持产业振兴为首要任务",
        "立足资源禀赋，大力发展种植和生态养殖",
        "先后引进企业六家，建成示范园区十二个",
        "带动三百余户增收。",
    ]
    assert text_of("\n".join(lines)) == "".join(lines)
    names = "柱山乡戈厂村脱贫户\n龙驹镇分水村脱贫户\n走马镇白草村脱贫户\n甘宁镇永胜村脱贫户"
    assert text_of(names) == names


def test_page_number_inside_a_sentence_goes() -> None:
    source = "抓好产业。认定扶贫产品\n\n- 3 -\n\n688个，位居前列。"
    canonical = canonicalise(source)
    assert canonical.text == "抓好产业。认定扶贫产品688个，位居前列。"
    (cut,) = canonical.removed
    assert (source[cut.start : cut.end].strip(), cut.rule) == ("- 3 -", "text.page-number")
    assert text_of("抓好产业。\n- 3 -\n位居前列。") == "抓好产业。\n- 3 -\n位居前列。"


def test_bold_heading_does_not_run_into_the_text() -> None:
    source = "**综合改革情况**\n\n改革情况良好，综合改革情况得到好评。"
    assert text_of(source) == "综合改革情况\n\n改革情况良好，综合改革情况得到好评。"


# the way back, and time ------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "words", "printed"),
    [
        ("投入 1700 万元在村", "1700万元", "1700 万元"),
        ("共有产品。认定产品\n\n688个，居首。", "产品688个", "产品\n\n688个"),
        ("增长５．３％。", "5.3%", "５．３％"),
        ("<p>收入<strong>8万</strong>元</p>", "8万元", "8万</strong>元"),
        ("\ufeff脱贫5户", "脱贫5户", "脱贫5户"),
    ],
)
def test_quotes_are_as_printed(source: str, words: str, printed: str) -> None:
    assert quote(source, words) == printed


def test_a_long_text_takes_no_long_time() -> None:
    source = "今年以来，全县投入资金3994万元，实施项目92个。" * 800
    begun = time.process_time()
    canonicalise(source)
    assert (time.process_time() - begun) / len(source) < 20e-6


@pytest.mark.parametrize(
    "piece", ["<", "[", "《", " ", "[bookmark:", "<!--", "&", "**", "5 ", "\n", "甲乙丙\n"]
)
def test_no_run_of_one_mark_takes_long(piece: str) -> None:
    begun = time.process_time()
    canonicalise(piece * (100_000 // len(piece)))
    assert time.process_time() - begun < 3
