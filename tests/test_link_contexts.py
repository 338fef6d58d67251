"""Labels that name an indicator together with their table, their whole or the figure before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import link_contexts as contexts_module
from extractors.indicator_lexicon import load_indicators
from extractors.link_contexts import as_of, by_rule, composed, load_contexts, title_name
from pipeline.errors import LexiconError
from pipeline.model import SourceText

CONTEXTS = load_contexts()
RULES = [(sort, rule) for sort, rules in CONTEXTS.rules.items() for rule in rules]
HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"
VALUE = {"元": "2e9", "美元": "2e8", "平方米": "40000", "人": "300000"}


def found(sort, three):
    around, label, unit = three
    measure = "growth" if unit == "%" else "level"
    return by_rule(sort, around, label, unit, measure, Decimal(VALUE.get(unit, "90")))


@pytest.mark.parametrize(("sort", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_a_rule_fits_its_example_and_not_its_refusal(sort, rule):
    linked = found(sort, rule.example)
    assert linked is not None
    assert linked.id == rule.concept
    refused = found(sort, rule.refusal)
    assert refused is None or (refused.id, refused.rule) != (rule.concept, f"link.{sort}")


@pytest.mark.parametrize("dated", CONTEXTS.dated, ids=[each.concept for each in CONTEXTS.dated])
def test_a_name_of_another_time(dated):
    period, label, _ = dated.example
    assert as_of(dated.concept, label, period) == dated.instead
    assert as_of(dated.concept, label, str(dated.before)) == dated.concept
    period, label, _ = dated.refusal
    assert as_of(dated.concept, label, period) == dated.concept
    assert {dated.concept, dated.instead} <= set(load_indicators().by_id)


def test_carried_columns_are_of_the_vocabulary():
    for each in CONTEXTS.carried:
        assert each.axis in load_indicators().axes
        assert each.concepts <= set(load_indicators().by_id)


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("表3 2021年货物进出口总额及其增长速度 单位：亿元", "货物进出口总额"),
        ("2021年1-9月分行业固定资产投资（不含农户）增长速度", "固定资产投资"),
        ("主要工业产品产量", "工业产品产量"),
        ("", ""),
    ],
)
def test_what_a_title_names(caption, name):
    assert title_name(caption) == name


def test_a_label_is_put_before_a_name():
    linked = composed("制造业金额", "对外直接投资额", "美元", "level", Decimal("2e8"))
    assert linked is not None
    assert (linked.id, dict(linked.qualifiers)) == ("outbound-investment", {"industry": "制造业"})
    assert composed("水稻", "对外直接投资额", "美元", "level", Decimal("2e8")) is None
    assert composed("制造业", "", "美元", "level", Decimal("2e8")) is None


@pytest.fixture(scope="module")
def links(reader):
    def read(text):
        source = SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", "")
        reading = reader.read(source)
        return [(f.concept, dict(f.qualifiers)) for f in reading.figures]

    return read


TRADE = """
表2 2021年主要商品{way}数量、金额及其增长速度

| 商品名称 | 单位 | 数量 | 比上年增长（%） | 金额（亿元） | 比上年增长（%） |
| --- | --- | --- | --- | --- | --- |
| 茶叶 | 万吨 | 36 | 2.1 | 148 | 5.3 |
| 汽车 | 万辆 | 12 | 4.4 | 196 | 10.1 |
"""
INVESTMENT = """
表3 2021年分行业城镇固定资产投资及其增长速度 单位：亿元

| 行业 | 投资额 | 比上年增长（%） |
| --- | --- | --- |
| 采矿业 | 36 | 2.1 |
| 教育 | 12 | 4.4 |
"""


@pytest.mark.parametrize(
    ("way", "mass", "pieces", "value"),
    [
        ("出口", "exported-mass", "exported-pieces", "goods-exports"),
        ("进口", "imported-mass", "imported-pieces", "goods-imports"),
        ("生产", None, None, None),
    ],
)
def test_the_title_says_which_way_goods_go(links, way, mass, pieces, value):
    concepts = [concept for concept, _ in links(TRADE.format(way=way))]
    assert concepts == [mass, mass, value, value, pieces, pieces, value, value]


def test_rows_share_what_the_title_says_of_their_indicator(links):
    read = links(INVESTMENT)
    assert {concept for concept, _ in read} == {"fixed-asset-investment"}
    assert [qualifiers["group"] for _, qualifiers in read] == ["城镇"] * 4
    assert read[0][1]["industry"] == "采矿业"


@pytest.mark.parametrize(
    ("text", "at", "concept", "qualifiers"),
    [
        # a part of a whole, and its growth
        (
            "接待入境游客12万人次，其中外国人3万人次，增长8%。",
            1,
            "inbound-visitors",
            {"group": "外国人"},
        ),
        (
            "接待入境游客12万人次，其中外国人3万人次，增长8%。",
            2,
            "inbound-visitors",
            {"group": "外国人"},
        ),
        # another value of the column
        (
            "国有控股企业进出口总额增长3%，私营企业增长5%。",
            1,
            "goods-trade",
            {"ownership": "私营"},
        ),
        # a list hands its flow on
        ("新增高新技术企业8家、瞪羚企业3家。", 1, "gazelle-firms", {"flow": "新增"}),
        (
            "新增高新技术企业8家，省级瞪羚企业3家。",
            1,
            "gazelle-firms",
            {"flow": "新增", "tier": "省级"},
        ),
        (
            "新增高新技术企业8家以上，省级瞪羚企业3家。",
            1,
            "gazelle-firms",
            {"flow": "新增", "tier": "省级"},
        ),
        ("新建高速公路12公里、农村公路30公里。", 1, "rural-road-length", {"flow": "新建"}),
        # not to an item with a verb of its own, behind another clause, or of another sort
        ("新增高新技术企业8家，瞪羚企业达到30家。", 1, "gazelle-firms", {}),
        ("新增城镇就业8万人、转移农村劳动力就业3万人。", 1, "rural-transfer", {}),
        # 新（改）建 is not 新建
        ("新（改）建农村公路30公里。", 0, "rural-road-length", {"flow": "新改建"}),
        ("新建农村公路30公里。", 0, "rural-road-length", {"flow": "新建"}),
        # schools of one sort
        ("普通小学招生5万人，在校生28万人。", 1, "enrolled-students", {"item": "普通小学"}),
        ("普通小学招生5万人；全县在校生28万人。", 1, "enrolled-students", {}),
        # the figure before
        ("受理群众诉求3万件，办结率98%。", 1, "public-requests-handled", {}),
        ("办理政协提案120件，办结率100%。", 1, "proposals-handled", {}),
        ("农村养老机构36家，床位2600张。", 1, "elder-beds", {"group": "农村"}),
        ("企业技术中心36家，床位2600张。", 1, None, {}),
    ],
)
def test_what_stands_around_a_label_in_a_sentence(links, text, at, concept, qualifiers):
    assert links(text)[at] == (concept, qualifiers)


@pytest.mark.parametrize(
    "wrong",
    [
        {"concept": "no-such"},
        {"label": "(床位"},
        {"label": "(?P<nowhere>床位)"},
        {"example": ["one"]},
        {"of": ["no-such"]},
    ],
    ids=str,
)
def test_a_mistake_names_file_and_entry(wrong):
    row = {
        "id": "beds", "of": ["schools"], "label": "床位", "concept": "health-beds",
        "example": ["schools", "床位", "张"], "refusal": ["hospitals", "床位", "张"],
    }  # fmt: skip
    with pytest.raises(LexiconError, match=r"indicator_contexts\.toml: entry 'beds'"):
        contexts_module._rule("before", {**row, **wrong}, {})


@pytest.mark.parametrize("rule", CONTEXTS.within, ids=[each.id for each in CONTEXTS.within])
def test_words_within_a_label_narrow_its_entry(rule):
    concept, label, _ = rule.example
    said = contexts_module.within(concept, label)
    assert said.items() >= dict(rule.qualifiers).items()
    assert said
    concept, label, _ = rule.refusal
    assert not any(said.get(axis) for axis in contexts_module.within(concept, label))
    assert rule.of <= set(load_indicators().by_id)
    assert set(rule.words.groupindex) <= set(load_indicators().axes)


@pytest.mark.parametrize("rule", CONTEXTS.refused, ids=[each.id for each in CONTEXTS.refused])
def test_words_ahead_of_a_number_refuse_an_entry(rule):
    concept = min(rule.of)
    assert contexts_module.refused(concept, rule.example[0])
    assert not contexts_module.refused(concept, rule.refusal[0])
    assert rule.of <= set(load_indicators().by_id)


def test_what_follows_an_indicator_is_of_the_vocabulary():
    for each in CONTEXTS.followed:
        assert {each.concept, *each.of} <= set(load_indicators().by_id)
        for last in each.of:
            assert contexts_module.followed(each.concept, last) == dict(each.qualifiers)


def test_an_entry_by_item_is_none_without_one():
    for entry in load_indicators().by_id.values():
        for axis in entry.requires:
            assert f"见列 {axis}" in entry.definition
        if "见列 " in entry.definition:
            assert entry.requires
