"""Rules of the data files of structure; sections, their markers and headings."""

from __future__ import annotations

import pytest
import regex
from structure_samples import BODY, ignored, outline, read

from extractors.lexicons import read_toml
from pipeline.headings import grammar, markers_in
from pipeline.lines import meta_rule, meta_rules
from pipeline.mastheads import is_body


def test_meta_rules_match_their_examples_and_refuse_the_rest() -> None:
    for row in read_toml("structure_meta.toml")["meta"]:
        pattern = regex.compile(row["pattern"], regex.VERBOSE | regex.MULTILINE)
        find = pattern.fullmatch if row["where"] == "line" else pattern.search
        assert find(row["example"]), (row["id"], row["example"])
        assert not find(row["refuses"]), (row["id"], row["refuses"])
        if row["where"] == "line":
            assert meta_rule(row["example"]), "an earlier rule may take it, but one must"
            assert meta_rule(row["refuses"]) == "", row["refuses"]


def test_marker_rules_match_their_examples_and_refuse_the_rest() -> None:
    for row in read_toml("structure_markers.toml")["marker"]:
        pattern = regex.compile(row["pattern"], regex.VERBOSE | regex.MULTILINE)
        for example in row["examples"]:
            assert pattern.match(example), (row["id"], example)
            assert markers_in(example, 0, len(example))[0].rule == row["id"]
        for refused in row["refuses"]:
            assert not pattern.match(refused), (row["id"], refused)


def test_kind_rules_match_their_examples_and_refuse_the_rest() -> None:
    table = read_toml("structure_kinds.toml")
    for row in table["kind"]:
        pattern = regex.compile(row["pattern"], regex.VERBOSE)
        assert pattern.search(row["example"]), row["id"]
        assert not pattern.search(row["refuses"]), row["id"]
    assert all(is_body(example) for example in table["bodies"]["examples"])
    assert not any(is_body(refused) for refused in table["bodies"]["refuses"])


def test_rule_names_are_used_once_for_each_meaning() -> None:
    names = [row["id"] for row in read_toml("structure_kinds.toml")["kind"]]
    assert len(set(names)) == len(names)
    assert {name.split(".")[0] for name, _ in meta_rules().lines} == {"meta", "structure"}
    assert len(set(grammar().ranks.values())) == len(grammar().ranks)


def test_sections_nest_and_close() -> None:
    document = read(
        f"某县工作总结\n一、主要工作\n（一）抓产业。{BODY}\n1．种植业\n{BODY}\n"
        f"一是扩面积。{BODY}二是提质量；三是拓市场。{BODY}\n{BODY}\n（二）抓就业\n{BODY}\n"
        f"二、下步打算\n{BODY}\n"
    )
    assert outline(document) == [
        (1, "一、", "主要工作"),
        (2, "（一）", "抓产业"),
        (3, "1.", "种植业"),
        (4, "一是", "扩面积"),
        (4, "二是", "提质量"),
        (2, "（二）", "抓就业"),
        (1, "二、", "下步打算"),
    ]
    by_heading = {section.heading: section for section in document.sections}
    assert document.sections[by_heading["提质量"].parent].heading == "种植业"
    assert by_heading["主要工作"].end == by_heading["下步打算"].start
    inside = [
        document.sections[s.section].heading
        for s in document.sentences
        if document.text[s.start : s.end] == BODY
    ]
    assert inside == ["抓产业", "种植业", "扩面积", "提质量", "种植业", "抓就业", "下步打算"]
    assert ("三是", "structure.marker") in ignored(document)


@pytest.mark.parametrize(
    "text",
    [
        "一、二、三产业融合发展，全县增收。",
        "2.3本项目投入资金3.5万元。",
        "全县3.5万人受益。1.5亿元到位。",
        "第一批项目开工。第一书记到岗。",
        "（一般农户）可以申请。",
        "十九届二、三中全会精神。",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    document = read(f"某县工作总结\n{BODY}\n{text}\n{BODY}")
    assert document.sections == ()
    assert not {rule for _, rule in ignored(document)} & {"structure.marker"}


def test_headings_without_marker() -> None:
    document = read(
        f"某县脱贫成效明显\n{BODY}\n\n高位推动,领导率先干\n\n{BODY}\n\n2022年工作打算\n\n{BODY}"
    )
    assert outline(document) == [(1, "", "高位推动,领导率先干"), (1, "", "2022年工作打算")]


@pytest.mark.parametrize("part", read_toml("structure_kinds.toml")["dated_parts"]["examples"])
def test_a_heading_of_a_year_and_its_work_is_a_main_part(part: str) -> None:
    document = read(f"某县工作报告\n一、回顾\n{BODY}\n（一）产业\n{BODY}\n{part}\n\n{BODY}\n")
    assert outline(document)[-1] == (1, "", part)


def test_notes_may_be_headed_by_a_line_with_a_colon() -> None:
    document = read(
        f"某县工作报告\n一、回顾\n{BODY}\n**名词解释：**\n\n{BODY}\n**请注意：**\n\n{BODY}\n"
    )
    assert [heading for _, _, heading in outline(document)] == ["回顾", "名词解释："]


@pytest.mark.parametrize("words", read_toml("structure_kinds.toml")["dated_parts"]["refuses"])
def test_what_is_no_main_part(words: str) -> None:
    assert not grammar().parts.search(words)


def test_numbered_line_is_a_heading() -> None:
    document = read(f"某区工作纪实\n{BODY}\n1 聚焦责任，健全机制\n{BODY}\n2 聚焦政策\n{BODY}")
    assert outline(document) == [(1, "1", "聚焦责任，健全机制"), (1, "2", "聚焦政策")]
    assert ("1 ", "structure.marker") in ignored(document)


def test_footnotes_and_pages() -> None:
    document = read(f"某县统计公报\n{BODY}总产值[2]5亿元。\n- 12 -\n[2]总产值按现价计算。\n")
    assert ("- 12 -", "structure.page-number") in ignored(document)
    assert ("[2]", "structure.footnote") in ignored(document)
    assert document.sections == ()
    (cut,) = [c for c in document.canonical.removed if c.rule == "text.footnote"]
    assert document.source.text[cut.start : cut.end] == "[2]"
