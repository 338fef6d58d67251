"""Status by words: planned, done, or a rule."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.statuses import (
    clause_status,
    heading_status,
    is_condition_heading,
    status_words,
)

DATA = read_toml("status_words.toml")


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
        ("电站年发电量可达", "target"),
        ("可带动就业", "target"),
        ("村民一年收入可达", None),
        ("可再生能源装机", None),
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
    ("heading", "condition"),
    [
        ("申报主体与条件", True),
        ("补助标准", True),
        ("总体目标", False),
        ("改善生活条件", False),
        ("为符合条件的老人体检，", False),
    ],
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


@pytest.mark.parametrize("word", [w for w in DATA["target"]["words"] if "(" not in w])
def test_every_word_of_a_plan_is_read(word):
    assert clause_status(f"全县{word}新增企业") == "target"


@pytest.mark.parametrize("word", DATA["target_stops"]["words"])
def test_every_stop_refuses(word):
    assert clause_status(f"全县{word}新增企业") != "target"


@pytest.mark.parametrize("word", DATA["done"]["words"])
def test_every_word_of_what_is_done_is_read(word):
    assert clause_status(f"计划新增企业，{word}新增企业") == "actual"


def test_what_is_done_in_a_plan():
    example, refusal = DATA["done_in_plan"]["example"], DATA["done_in_plan"]["refusal"]
    assert clause_status(example, planned=True) == "actual"
    assert clause_status(refusal, planned=True) is None
