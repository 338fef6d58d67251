"""Status criterion: rules, standards and the limits of classes."""

from __future__ import annotations

import pytest
import regex

from extractors import criteria
from extractors.criteria import Stated, counted_units, criterion_rules, criterion_sign, is_raised
from extractors.lexicons import read_toml
from extractors.units import load_units
from pipeline.errors import LexiconError

ENTRIES = read_toml("criterion_words.toml")["rule"]
RULES = {rule.id: rule for rule in criterion_rules()}
PRINTED = regex.compile(r"(?P<left>.*)〔(?P<number>[^|]+)\|(?P<unit>[^〕]+)〕(?P<right>.*)")


def stated(entry, printed):
    """What an example of the file prints: a label alone, or words around a number."""
    found = PRINTED.fullmatch(printed)
    if found is None:
        units = entry.get("units", ["元/亩"])
        unit = (
            "天"
            if "time" in entry.get("dimensions", ())
            else units[0] + "月" * units[0].endswith("/")
        )
        return Stated("", "", unit, "level", printed)
    unit = found["unit"].lstrip("万")
    measure = "rate" if unit == "%" else "level"
    return Stated(
        found["left"], found["right"], unit, measure, found["left"], "~" in found["number"]
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_every_rule_by_its_own_example_and_refusal(entry):
    assert RULES[entry["id"]].words(stated(entry, entry["example"])) is not None
    assert criterion_sign(stated(entry, entry["refusal"])) is None


def test_dimensions_and_units_are_those_of_the_lexicon():
    known = {load_units().dimension(u) for u in ("元", "%", "吨", "立方米", "天", "亩", "米")}
    for rule in RULES.values():
        assert rule.dimensions <= known
    assert {"个", "项"} <= counted_units()


def is_criterion(left, right, unit, measure, label="", ranged=False):
    return criterion_sign(Stated(left, right, unit, measure, label, ranged)) is not None


@pytest.mark.parametrize(
    ("left", "right", "unit", "measure", "criterion"),
    [
        ("", "以上安置社区配备干部", "人", "level", True),
        ("", "以上的安置社区", "人", "level", True),
        ("面积达", "以上。", "亩", "level", False),
        ("产值超过", "以上的企业", "元", "level", False),
        ("增长", "以上", "%", "growth", False),
        ("按照每人", "标准发放", "元/人", "level", True),
        ("按照每村", "的标准补助", "元/村", "level", True),
        ("建成", "标准化大棚", "亩", "level", False),
        ("投入", "标准化厂房资金", "元", "level", False),
        ("发放标准为每人", "，", "元/人", "level", True),
        ("发放", "，", "元", "level", False),
        ("培育", "以上龙头企业", "家", "level", False),
        ("引进", "以上项目20个", "元", "level", True),
        ("每月", "，", "次/月", "level", True),
        ("不得超过", "。", "人", "level", True),
        ("农村低保标准提高到每人每年", "，", "元/人/年", "level", True),
        ("补贴标准按", "计算", "元/亩", "level", True),
        ("主导修订国家标准", "，", "项", "level", False),
        ("按照每人每年", "（按可比价）的农村贫困标准测算", "元/人/年", "level", True),
        ("建成", "的高标准农田", "亩", "level", False),
        ("对首次上榜企业给予最高", "奖励", "元", "level", True),
        ("已累计给予企业最高", "奖励", "元", "level", False),
        ("处于最高", "的收入组", "%", "rate", False),
        ("按", "比例报销", "%", "rate", True),
        ("对困难家庭每户每月补贴", "。", "元/户/月", "level", True),
        ("未满", "的村民", "周岁", "level", True),
        ("老人年近", "，", "岁", "level", False),
        ("自收到申请之日起", "内作出答复", "工作日", "level", True),
        ("工程提前", "完工", "天", "level", False),
    ],
)
def test_is_criterion(left, right, unit, measure, criterion):
    assert is_criterion(left, right, unit, measure) is criterion


@pytest.mark.parametrize(
    ("label", "unit", "criterion"),
    [
        ("城市低保标准", "元", True),
        ("城市低保标准", "%", True),
        ("最高贷款额度", "元", True),
        ("医疗费年度最高报销额", "元", True),
        ("小麦最低收购价", "元/斤", True),
        ("志愿服务期", "年", True),
        ("建设工期", "年", False),
        ("最高气温", "℃", False),
        ("主持修订行业标准", "项", False),
        ("玉米收购价格", "元/斤", False),
        ("护林员岗位津贴", "元/月", True),
        ("户均补贴", "元/户/年", False),
        ("护林员补贴", "元", False),
    ],
)
def test_labels_of_standards(label, unit, criterion):
    assert is_criterion("", "，", unit, "level", label) is criterion


def test_a_standard_that_grows_is_none():
    assert not is_criterion("低保标准提高", "。", "%", "growth", "低保标准")
    assert not is_criterion("低保标准每月增加", "。", "元/月", "change", "低保标准")


def test_an_age_with_two_ends_is_of_a_class():
    assert is_criterion("招收", "幼儿", "岁", "level", "幼儿", ranged=True)
    assert not is_criterion("人均寿命", "。", "岁", "level", "人均寿命", ranged=True)


@pytest.mark.parametrize(
    ("clause", "raised"),
    [("将标准提高到每月", True), ("标准上调至", True), ("标准为", False), ("按标准", False)],
)
def test_a_standard_set_anew(clause, raised):
    assert is_raised(clause) is raised


def test_a_faulty_rule_is_named(monkeypatch):
    monkeypatch.setattr(criteria, "read_toml", lambda _: {"rule": [{"id": "odd", "left": "("}]})
    with pytest.raises(LexiconError, match="entry odd"):
        criterion_rules.__wrapped__()
