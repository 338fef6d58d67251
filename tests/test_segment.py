"""Sentences and clauses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment import clauses, sentences

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲村增收。乙村减贫！丙村呢？", ["甲村增收。", "乙村减贫！", "丙村呢？"]),
        ("一是修路；二是通水。", ["一是修路；二是通水。"]),
        ("他说：“办好了。”大家鼓掌。", ["他说：“办好了。”", "大家鼓掌。"]),
        ("印发《好！就这么干》的通知。", ["印发《好！就这么干》的通知。"]),
        ("共5户（见附表。另行印发）已完成。", ["共5户（见附表。另行印发）已完成。"]),
        ("（一）增收。（二）减贫。", ["（一）增收。", "（二）减贫。"]),
        ("投入3.5万元\n修路1.2公里", ["投入3.5万元", "修路1.2公里"]),
        ("  ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收入36,249万元,增长5%", ["收入36,249万元", "增长5%"]),
        ("三次产业比为24：34：42，有所优化", ["三次产业比为24：34：42", "有所优化"]),
        ("其中：粮食5吨；蔬菜6吨", ["其中", "粮食5吨", "蔬菜6吨"]),
        ("共8户（甲村5户，乙村3户），已脱贫", ["共8户（甲村5户，乙村3户）", "已脱贫"]),
        ("做到“早发现，早帮扶”，不漏一户", ["做到“早发现，早帮扶”", "不漏一户"]),
        ("守住底线 促进振兴", ["守住底线", "促进振兴"]),
        ("括号（没有合上，也要分开", ["括号（没有合上", "也要分开"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == parts


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甲乙5,，。；：:（）《》“” \n3.一、是", max_size=60))
def test_clauses_are_in_order_and_inside(text: str) -> None:
    before = 0
    for start, end in clauses(text, 0, len(text)):
        assert before <= start < end <= len(text)
        before = end
