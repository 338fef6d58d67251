"""How far a time reaches over marks, and which plans' periods only name works."""

from __future__ import annotations

import pytest

from pipeline.model import TimeMention
from pipeline.period_reach import ended, names_a_work, shares_period


def mention(text: str, words: str, period: str) -> TimeMention:
    start = text.index(words)
    return TimeMention(
        start=start, end=start + len(words), period=period, role="period", rule="time.named"
    )


@pytest.mark.parametrize(
    ("text", "words", "period", "until", "wanted"),
    [
        ("出口自5月起回升，新增企业30家", "5月", "2021-05", "30家", True),
        ("5月起，新增企业30家", "5月", "2021-05", "30家", False),
        ("确保大桥3月完工；动工道路9条", "3月", "2021-03", "9条", True),
        ("上半年出口增长；动工道路9条", "上半年", "2021-01-01/2021-06-30", "9条", False),
        ("去年：①至6月底建房3套；②修路9条", "6月底", "2021-06-30", "9条", True),
        ("大桥2021年完工；动工道路9条", "2021年", "2021", "9条", False),
        ("“十三五”文保工程竣工，新建广场3个", "“十三五”", "2016/2020", "3个", True),
        ("“十三五”新建广场，改建道路3条", "“十三五”", "2016/2020", "3条", False),
    ],
)
def test_marks_that_end_a_time(text, words, period, until, wanted):
    time = mention(text, words, period)
    assert ended(text, time, text[time.end : text.index(until)]) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“十四五”规划编制完成", True),
        ("“十四五”节水灌溉示范区建成", True),
        ("“十四五”的主要目标是", False),
        ("“十四五”项目120个", False),
    ],
)
def test_a_plan_that_names_works(text, wanted):
    assert names_a_work(text, mention(text, "“十四五”", "2021/2025")) is wanted


def test_what_shares_a_period():
    assert shares_period("和")
    assert shares_period("，占预算支出的")
    assert not shares_period("，占比提高")
