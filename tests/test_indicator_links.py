"""The vocabulary of indicators: every entry is found, nothing else is, qualifiers stay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import indicator_lexicon as lexicon_module
from extractors.indicator_lexicon import load_indicators, normalised, required, subjects
from extractors.indicator_links import _shorter, fits, link
from extractors.units import load_units
from pipeline.errors import LexiconError
from pipeline.model import SourceText

LEXICON = load_indicators()
ENTRIES = list(LEXICON.by_id.values())
IDS = [entry.id for entry in ENTRIES]
HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"
# A unit of each dimension, to ask for an entry by its names alone.
UNIT = {
    "area": "亩", "counts": "个", "energy": "千瓦时", "events": "次", "freight": "吨公里",
    "households": "户", "information": "GB", "length": "公里", "mass": "吨", "money": "元",
    "organisations": "家", "person_times": "人次", "persons": "人", "power": "千瓦",
    "ratio": "%", "temperature": "℃", "time": "天", "volume": "立方米", "voltage": "千伏",
}  # fmt: skip


def unit_of(entry) -> str:
    """A unit in which the entry's own value can stand."""
    dimension, _, per = entry.dimension.partition("/")
    name = entry.units[0] if entry.units else UNIT[dimension]
    return f"{name}/{UNIT[per]}" if per else name


def found(label: str, unit: str, measure: str = "level", value: str = "1") -> str | None:
    linked = link(label, unit, measure, Decimal(value))
    return linked.id if linked else None


@pytest.fixture(scope="module")
def concepts(reader) -> dict[str, set[str]]:
    """For each example and refusal, the concepts of the figures in it, read as a bulletin."""
    texts = list(dict.fromkeys(text for entry in ENTRIES for text in (entry.example, entry.refuse)))
    sources = [
        (SourceText(f"d{n}", f"d{n}.txt", f"{HEAD}{text}。\n", "utf-8", ""), None)
        for n, text in enumerate(texts)
    ]
    readings = reader.read_many(sources)
    return {
        text: {figure.concept for figure in reading.figures if figure.concept}
        for text, reading in zip(texts, readings, strict=True)
    }


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_the_example_links_through_the_reader(entry, concepts):
    assert entry.id in concepts[entry.example], (
        f"indicators: entry {entry.id!r}: its example {entry.example!r} links to"
        f" {sorted(concepts[entry.example])}; `xianqing explain` says how it is read"
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_the_refusal_does_not_link(entry, concepts):
    assert entry.id not in concepts[entry.refuse], (
        f"indicators: entry {entry.id!r}: its refusal {entry.refuse!r} links to it"
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_every_name_leads_to_its_entry(entry):
    # by its names alone: a range would refuse the value 1
    names = entry.aliases if entry.patterns and not entry.aliases else (entry.zh, *entry.aliases)
    lost = [
        name
        for name in names
        if entry.id not in LEXICON.by_name.get(normalised(name), ())
        or [
            id_
            for id_ in LEXICON.by_name[normalised(name)]
            if fits(LEXICON.by_id[id_], unit_of(entry), "level")
        ]
        != [entry.id]
    ]
    assert not lost


def test_what_a_pattern_matches_has_what_it_requires():
    names = {normalised(name) for entry in ENTRIES for name in (entry.zh, *entry.aliases)}
    matched = [
        (pattern, name)
        for pattern in LEXICON.patterns
        for name in names
        if pattern.whole.fullmatch(name)
    ]
    assert len(matched) > 100
    assert [name for pattern, name in matched if pattern.required not in name] == []


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("(?:[一二]级)?公路里程(?!碑)", "公路里程"),
        ("森林{2}覆盖率?", "覆盖"),  # a repeated character stands for itself alone
        ("(?P<item>小麦|玉米)(?:总(?:产量))?", ""),
        ("粮食|油料", ""),
        (r"\d+千伏线路", "千伏线路"),
    ],
)
def test_what_a_pattern_requires(pattern, wanted):
    assert required(pattern) == wanted


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_the_entry_is_complete(entry):
    assert entry.subject in subjects()
    assert entry.definition.endswith("。")
    assert entry.example != entry.refuse
    assert len(set(entry.aliases)) == len(entry.aliases)
    assert entry.zh not in entry.aliases


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_another_dimension_refuses(entry):
    other = "个月" if not entry.dimension.startswith("time") else "元"
    assert not fits(entry, other, "level")


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_growth_and_points_of_anything(entry):
    assert fits(entry, "%", "growth")
    assert fits(entry, "百分点", "change")


@pytest.mark.parametrize("qualifier", LEXICON.qualifiers, ids=[q.value for q in LEXICON.qualifiers])
def test_the_example_loses_its_qualifier(qualifier):
    states = {normalised(qualifier.example): ()}
    taken = set()
    for _ in range(3):
        states = _shorter(states, LEXICON)
        taken |= {pair for pairs in states.values() for pair in pairs}
    assert (qualifier.axis, qualifier.value) in taken


@pytest.mark.parametrize(
    ("label", "unit", "measure", "id_", "qualifiers"),
    [
        ("新增小微企业贷款", "元", "level", "small-business-loans", {"flow": "新增"}),
        ("省级农业产业化龙头企业数", "家", "level", "leading-agribusinesses", {"tier": "省级"}),
        ("国有控股企业实现利润", "元", "level", "industrial-profit", {"ownership": "国有控股"}),
        ("制造业投资额", "元", "level", "manufacturing-investment", {}),
        ("采矿业投资额", "元", "level", "fixed-asset-investment", {"industry": "采矿业"}),
        ("城镇消费品零售额", "%", "growth", "retail-sales", {"group": "城镇"}),
        ("金融机构人民币各项存款余额", "元", "level", "deposits-balance", {"currency": "人民币"}),
        ("地区生产总值排名", "位", "rank", "gdp", {}),
        ("地区生产总值增速", "百分点", "change", "gdp", {}),
        ("美国出口额", "美元", "level", "goods-exports", {"partner": "美国"}),
    ],
)
def test_qualifiers_come_off_and_stay(label, unit, measure, id_, qualifiers):
    linked = link(label, unit, measure, Decimal(50 if unit == "家" else 10**9))
    assert linked is not None
    assert linked.id == id_
    assert qualifiers.items() <= dict(linked.qualifiers).items()


@pytest.mark.parametrize(
    ("label", "unit", "measure"),
    [
        ("粮食产量", "亩", "level"),
        ("粮食产量", "%", "rate"),
        ("地区生产总值", "人", "level"),
        ("高新技术企业数", "人", "level"),
        ("存贷比", "元", "level"),
        ("公交线路数", "公里", "level"),
        ("城镇农村固定资产投资", "元", "level"),  # two values of one axis
        ("投资", "元", "level"),
        ("新增", "个", "level"),
        ("", "元", "level"),
    ],
)
def test_what_does_not_fit_links_to_nothing(label, unit, measure):
    assert link(label, unit, measure, Decimal(10) ** 9) is None


def test_out_of_range_is_doubted_and_absurd_is_refused():
    fine, doubtful, absurd = (
        link("存贷比", "%", "rate", Decimal(value)) for value in ("68", "900", "999999")
    )
    assert fine is not None
    assert fine.doubt == ""
    assert doubtful is not None
    assert doubtful.doubt == "out of range"
    assert absurd is None


@pytest.mark.parametrize(
    ("label", "unit", "measure", "id_"),
    [
        ("人口自然增长率", "‰", "growth", "natural-growth-rate"),
        ("人口自然增长率", "千分点", "change", "natural-growth-rate"),
        ("地区生产总值增长率", "%", "growth", "gdp"),
        ("常住人口增长率", "%", "growth", "resident-population"),
        ("审批时间", "%", "growth", "approval-time"),
        ("工程建设全流程审批时间", "%", "growth", "approval-time"),
    ],
)
def test_a_rate_of_growth_that_has_a_name_is_no_growth_of_the_rest(label, unit, measure, id_):
    assert found(label, unit, measure, "-4") == id_


def test_per_head_has_another_range():
    linked = link("人均粮食产量", "公斤", "level", Decimal(480))
    assert linked is not None
    assert (dict(linked.qualifiers), linked.doubt) == ({"flow": "人均"}, "")


def test_counting_suffixes_and_print_do_not_matter():
    assert (
        found("高新技术 企业户数", "户") == found("“高新技术企业”数量", "家") == "high-tech-firms"
    )


GOOD = {
    "id": "grain", "zh": "粮食产量", "en": "Grain", "subject": "农业", "dimension": "mass",
    "kind": "level", "definition": "粮食。", "source": "", "aliases": [], "low": "", "high": "",
    "example": "粮食产量3吨", "refuse": "粮食面积3亩",
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Grain Output"},
        {"subject": "粮食"},
        {"kind": "size"},
        {"dimension": "weight"},
        {"low": "ten"},
        {"low": "5", "high": "3"},
        {"units": ["包子"]},
        {"alias": ["粮产"]},
    ],
    ids=str,
)
def test_a_mistake_names_file_and_entry(wrong):
    with pytest.raises(LexiconError, match=r"crops\.toml: entry"):
        lexicon_module._entry("crops.toml", {**GOOD, **wrong})


def test_a_missing_key_names_file_and_entry():
    with pytest.raises(LexiconError, match=r"crops\.toml: entry 'grain': .*refuse"):
        lexicon_module._entry("crops.toml", {k: v for k, v in GOOD.items() if k != "refuse"})


def test_a_pattern_that_is_none_names_the_entry():
    entry = lexicon_module._entry("crops.toml", {**GOOD, "patterns": ["粮(食"]})
    with pytest.raises(LexiconError, match="'grain'"):
        list(lexicon_module._compiled(entry, (), {}))


def test_every_unit_of_an_entry_is_known():
    known = load_units().by_name
    assert not [each for entry in ENTRIES for each in entry.units if each not in known]


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("亿元以上企业数", "亿元以上"),
        ("产值超10亿元企业数", "十亿元以上"),
        ("百亿级工业企业数", "百亿元以上"),
        ("110千伏变电站", "110千伏"),
        ("变电站", None),
    ],
)
def test_a_count_by_size_keeps_the_size(label, item):
    unit = "座" if "变电站" in label else "家"
    linked = link(label, unit, "level", Decimal(3))
    assert linked
    assert linked.qualifiers.get("item") == item
