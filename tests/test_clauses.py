"""Clauses of numbers: what stands ahead of each, brackets respected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures import find_quantities
from pipeline.clauses import slots


def read(text: str) -> list[list[object]]:
    """Of each quantity: the words ahead of it, those behind it, bracket depth, the one before."""
    quantities = find_quantities(text).quantities
    return [
        [text[s.left : q.start], text[q.end : s.right], s.depth, s.before]
        for q, s in zip(quantities, slots(text, 0, len(text), quantities), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("粮食产量35万吨。", [["粮食产量", "", 0, -1]]),
        ("新建公园12个，改造道路5条", [["新建公园", "", 0, -1], ["改造道路", "", 0, -1]]),
        ("脱贫320户1050人受益", [["脱贫", "", 0, -1], ["", "受益", 0, 0]]),
        (
            "企业12家（其中新增3家），职工560人",
            [["企业", "", 0, -1], ["其中新增", "", 1, -1], ["职工", "", 0, -1]],
        ),
        (
            "企业12家（新增3家）带动560人",
            [["企业", "", 0, -1], ["新增", "", 1, -1], ["（新增3家）带动", "", 0, 0]],
        ),
        ("投入：资金35万元；物资5吨", [["资金", "", 0, -1], ["物资", "", 0, -1]]),
        ("机构62家、474台（套）仪器", [["机构", "、", 0, -1], ["、", "仪器", 0, 0]]),
        ("投入36,249万元建设", [["投入", "建设", 0, -1]]),
        ("））企业12家", [["））企业", "", 0, -1]]),
        ("（（企业12家", [["企业", "", 2, -1]]),
        ("共12家）", [["共", "", 0, -1]]),
    ],
)
def test_slots(text, rows):
    assert read(text) == rows


def test_an_offset_sentence_begins_its_own_clause():
    text = "上一句12个。这一句35户"
    quantities = find_quantities(text).quantities[1:]
    slot = slots(text, 7, len(text), quantities)[0]
    assert (text[slot.start : quantities[0].start], slot.before) == ("这一句", -1)


PIECES = ["（", "）", "，", "。", "企业", "12家", "35户", "：", "；", "3,500元", "("]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_slots_hold_their_quantities(text):
    quantities = find_quantities(text).quantities
    found = slots(text, 0, len(text), quantities)
    assert len(found) == len(quantities)
    for index, (quantity, slot) in enumerate(zip(quantities, found, strict=True)):
        assert 0 <= slot.start <= slot.left <= quantity.start
        assert quantity.end <= slot.right <= len(text)
        assert -1 <= slot.before < index
        assert slot.depth >= 0
