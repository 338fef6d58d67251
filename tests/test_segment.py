"""Sentences."""

from __future__ import annotations

import pytest

from pipeline.segment import sentences


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
