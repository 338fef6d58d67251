"""Status by words: planned, done, or a rule."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.statuses import (
    clause_status,
    criterion_sign,
    heading_status,
    is_condition_heading,
    status_words,
)

DATA = read_toml("status_words.toml")


def is_criterion(left, right, unit, measure):
    return criterion_sign(left, right, unit, measure) is not None


@pytest.mark.parametrize(
    ("clause", "status"),
    [
        ("计划改造危桥", "target"),
        ("计划完成投资", "target"),
        ("计划全年改造危桥", "target"),
        ("计划完成率", None),
        ("改善计划全面落实", None),
        ("按计划完成", None),
        ("力争新增就业", "target"),
        ("目标是脱贫", "target"),
        ("目前已完工", "actual"),
        ("计划改造20座，目前已改造", "actual"),
        ("已改造20座，还将改造", "target"),
        ("改造危桥", None),
        ("按要求改造", None),
        ("主要改造危桥", None),
        ("计划生育服务站", None),
        ("即将完工", None),
        ("", None),
        ("县城规划建设管理上台阶，清理", None),
        ("规划建设10座", "target"),
        ("争取到位资金", None),
        ("争取到2025年", "target"),
        ("项目前期工作，开工建设", None),
        ("未来社区", None),
        ("未来五年", "target"),
        ("人才计划入选", None),
        ("完成总任务量的", None),
        ("达产后，可存栏母猪", "target"),
        ("项目建成后年可加工", "target"),
        ("建成后运行良好，加工", None),
    ],
)
def test_clause_status(clause, status):
    assert clause_status(clause) == status


@pytest.mark.parametrize(
    ("clause", "status"),
    [
        ("累计筹措资金", None),
        ("按实际投资额，完成", None),
        ("目前已改造", "actual"),
        ("盘活已关停的煤矿，改造", None),
        ("做强现有", "actual"),
        ("力争新增", "target"),
    ],
)
def test_clause_status_in_a_plan(clause, status):
    assert clause_status(clause, planned=True) == status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("2021年重点工作安排", "target"),
        ("二、主要目标", "target"),
        ("下一步打算", "target"),
        ("2020年工作回顾", "actual"),
        ("一、主要成效", "actual"),
        ("目标任务完成情况", "actual"),
        ("三、粮食生产", None),
        ("", None),
        ("新一届政府努力方向", "target"),
        ("做好“十四五”开局工作", "target"),
        ("下阶段工作", "target"),
    ],
)
def test_heading_status(heading, status):
    assert heading_status(heading) == status


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
    ],
)
def test_is_criterion(left, right, unit, measure, criterion):
    assert is_criterion(left, right, unit, measure) is criterion


@pytest.mark.parametrize(
    ("heading", "condition"),
    [("申报主体与条件", True), ("补助标准", True), ("总体目标", False), ("生活条件改善", True)],
)
def test_is_condition_heading(heading, condition):
    assert is_condition_heading(heading) is condition


# The data: every list by its own example and refusal.


def test_target_list():
    assert clause_status(DATA["target"]["example"]) == "target"
    assert clause_status(DATA["target"]["refusal"]) is None


def test_target_stops():
    assert clause_status(DATA["target_stops"]["example"]) is None
    assert clause_status(DATA["target_stops"]["refusal"]) == "target"


def test_done_list():
    assert clause_status(DATA["done"]["example"]) == "actual"
    assert clause_status(DATA["done"]["refusal"]) == "target"


@pytest.mark.parametrize("name", ["plan_heading", "review_heading"])
def test_heading_lists(name):
    pattern = getattr(status_words(), name)
    assert pattern.search(DATA[name]["example"])
    status = "target" if name == "plan_heading" else "actual"
    assert heading_status(DATA[name]["example"]) == status
    assert heading_status(DATA[name]["refusal"]) != status


@pytest.mark.parametrize(("key", "criterion"), [("example", True), ("refusal", False)])
def test_criterion_lists(key, criterion):
    after, before = DATA["criterion_after"][key], DATA["criterion_before"][key]
    number, unit = after[: after.index("以")].strip("人万亩"), "人"
    assert is_criterion("", after.removeprefix(number).lstrip("人万亩"), unit, "level") is criterion
    left = before[: before.index("600")]
    assert is_criterion(left, "", "元/人", "level") is criterion


@pytest.mark.parametrize("word", [w for w in DATA["target"]["words"] if "(" not in w])
def test_every_word_of_a_plan_is_read(word):
    assert clause_status(f"全县{word}新增企业") == "target"


@pytest.mark.parametrize("word", DATA["target_stops"]["words"])
def test_every_stop_refuses(word):
    assert clause_status(f"全县{word}新增企业") != "target"


@pytest.mark.parametrize("word", DATA["done"]["words"])
def test_every_word_of_what_is_done_is_read(word):
    assert clause_status(f"计划新增企业，{word}新增企业") == "actual"


def test_counted_units_are_no_class():
    example, refusal = DATA["counted"]["example"], DATA["counted"]["refusal"]
    assert not is_criterion("培育", example.removeprefix("培育10个"), "个", "level")
    assert is_criterion("配备", refusal.removeprefix("配备800人"), "人", "level")


def test_what_is_done_in_a_plan():
    example, refusal = DATA["done_in_plan"]["example"], DATA["done_in_plan"]["refusal"]
    assert clause_status(example, planned=True) == "actual"
    assert clause_status(refusal, planned=True) is None
