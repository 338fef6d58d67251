"""Names of divisions that begin with a numeral are no counts in their own province."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from pipeline.model import SourceText


def quotes(reader, text):
    source = SourceText("x", "x", text, "utf-8", "")
    reading = reader.read(source)
    return [reading.document.text[f.start : f.end] for f in reading.figures]


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("四川省绵阳市", "三台县新建电站2座，三台建成大棚300个。", ["2座", "300个"]),
        ("四川省绵阳市", "全市购置三台设备，建成大棚300个。", ["三台", "300个"]),
        ("河南省夏邑县", "全县建成三台大型泵站。", ["三台"]),
        ("安徽省蚌埠市", "五河建成大桥1座。", ["1座"]),
    ],
)
def test_names(reader, title, text, wanted):
    assert quotes(reader, f"{title}2021年工作报告\n\n{text}") == wanted


COUNTED = read_toml("figure_words.toml")["counted_place"]


@pytest.mark.parametrize(
    "text",
    [*(f"全市{word}三台设备" for word in COUNTED["ahead"] if word != "第"), *COUNTED["refusal"]],
)
def test_a_count_of_machines_stays_one(reader, text):
    assert "三台" in quotes(reader, f"四川省绵阳市2021年工作报告\n\n{text}。")


@pytest.mark.parametrize("text", COUNTED["example"])
def test_the_example_counts_no_machines(reader, text):
    assert "三台" not in quotes(reader, f"四川省绵阳市2021年工作报告\n\n{text}。")
