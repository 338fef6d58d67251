"""A target named beside what came of it has its indicator and measure."""

from __future__ import annotations

import pytest

from pipeline.model import SourceText

HEAD = "夏邑县2021年工作简报\n2022年2月13日\n"


def read(reader, text: str) -> list[tuple[str, str, str, int | str]]:
    source = SourceText("d", "d.txt", f"{HEAD}{text}\n", "utf-8", "")
    return [
        (each.indicator, each.measure, each.status, str(each.value))
        for each in reader.read(source).figures
    ]


GROWN, PLANNED = ("growth", "actual"), ("growth", "target")
DONE, WANTED = ("level", "actual"), ("level", "target")


@pytest.mark.parametrize(
    ("text", "label", "kinds"),
    [
        ("粮食产量增长8%，超额完成年初7%的目标。", "粮食产量", [GROWN, PLANNED]),
        ("粮食产量增长8%，高于年初预期目标（7%）。", "粮食产量", [GROWN, PLANNED]),
        ("居民消费价格上涨2%，低于3%左右的年度控制目标。", "居民消费价格", [GROWN, PLANNED]),
        ("新增就业5200人，完成年度目标任务5000人。", "新增就业人数", [DONE, WANTED]),
        ("改造危房320户，超额完成全年300户的任务。", "改造危房户数", [DONE, WANTED]),
        ("财政收入完成12.5亿元，完成年度目标12亿元。", "财政收入", [DONE, WANTED]),
    ],
)
def test_a_target_beside_its_outcome(reader, text, label, kinds):
    assert [each[:3] for each in read(reader, text)] == [(label, *kind) for kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "粮食产量30万吨，超年度计划2万吨。",  # by so much
        "粮食产量增长8%，蔬菜产量增长7%。",
        "新增就业5200人，超额完成年度目标任务200人。",
    ],
)
def test_what_is_no_target(reader, text):
    assert [each[2] for each in read(reader, text)] == ["actual", "actual"]


def test_how_much_of_the_target_was_reached(reader):
    found = read(reader, "新增就业5200人，完成年度目标任务5000人的104%。")
    assert found[2] == ("新增就业人完成比例", "rate", "actual", "104")
