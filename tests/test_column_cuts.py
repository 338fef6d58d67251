"""Lines that a column cut off: no join, an issue; headings and captions are left alone."""

from __future__ import annotations

import pytest

from pipeline.model import SourceText
from pipeline.structure import structure

KNOWN = "全县推进乡村振兴工作。\n\n巩固乡村振兴成果，做好乡村振兴这篇文章。\n\n"


def read(text):
    document = structure(SourceText("x", "x", text, "utf-8", "0"))
    return document.text, [i.message for i in document.issues if i.kind == "column-cut"]


def test_a_word_that_does_not_go_on_is_cut():
    text, issues = read(
        f"{KNOWN}各镇抓好产业、人才、生态各项任务，全面推进乡村振\n\n今年建成大棚30个。"
    )
    assert "乡村振\n" in text
    assert len(issues) == 1
    assert "全面推进乡村振 | 今年建成大棚" in issues[0]


def test_a_word_that_goes_on_is_joined():
    text, issues = read(
        f"{KNOWN}各镇抓好产业、人才、生态各项任务，全面推进乡村振\n\n兴，建成大棚30个。"
    )
    assert "乡村振兴，建成大棚30个" in text
    assert issues == []


def test_a_block_that_begins_as_a_paragraph_does_is_not_joined():
    text, issues = read(
        "各镇乡落实责任。\n\n会议强调，要抓好春耕。各部门加强配合，推动各项工作\n\n"
        "各镇乡组织干部入户走访，全县共走访3000户。"
    )
    assert "推动各项工作\n" in text
    assert len(issues) == 1


@pytest.mark.parametrize(
    "text",
    [
        "二、坚持项目为王，加快构建现代产业体系\n\n大力发展工业。\n\n大力发展农业。\n",
        "镇里的道路，如今变得十分平整宽阔\n\n全县修路30公里。\n\n全县种树2万株。\n",
        "全县修路30公里，带动1200户，今年计划\n再修20公里。",
    ],
)
def test_refused(text):
    assert read(text)[1] == []
