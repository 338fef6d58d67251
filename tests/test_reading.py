"""Whole small bulletins through every stage: what comes out, and what holds of any text."""

from __future__ import annotations

import pytest
from conftest import case_file
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import SourceText
from pipeline.output import lines, rows

CASES = case_file("readings.toml")["case"]
HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"
COUNTY = "河南省商丘市"


def source(text: str, name: str = "bulletin") -> SourceText:
    return SourceText(name, f"{name}.txt", text, "utf-8", "")


def read(reader, text: str) -> list[dict]:
    return list(rows(reader.read(source(text))))


def figures(reader, text: str) -> list[dict]:
    return [row for row in read(reader, HEAD + text) if row["type"] == "figure"]


def written(found: list[dict]) -> list[list[str]]:
    """Figures as the case file writes them."""
    quotes = {row["id"]: row["quote"] for row in found}
    return [
        [
            row["quote"],
            f"{row['value']}~{row['high']}" if "high" in row else str(row["value"]),
            row["unit"],
            row["approx"],
            row["measure"],
            row["status"],
            row["indicator"],
            "+".join(path.removeprefix(COUNTY) for path in row["place"]),
            row["period"] or "",
            quotes.get(row["part_of"], ""),
        ]
        for row in found
    ]


def wanted(case: dict) -> list[list[str]]:
    lines_ = case["figures"].strip("\n").splitlines()
    return [[field.strip() for field in line.split("|")] for line in lines_]


def opened(found: list[list[str]], asked: list[list[str]]) -> list[list[str]]:
    """The rows found, with * where the case leaves a field open."""
    if len(found) != len(asked):
        return found
    return [
        ["*" if b == "*" else a for a, b in zip(row, want, strict=True)]
        for row, want in zip(found, asked, strict=True)
    ]


def parameter(case: dict):
    fails = case.get("fails")
    marks = [pytest.mark.xfail(strict=True, reason=fails)] if fails else []
    return pytest.param(case, id=case["about"], marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_case(reader, case):
    asked = wanted(case)
    assert opened(written(figures(reader, case["text"])), asked) == asked


# Tables, whole


TABLE = """夏邑县2020年国民经济和社会发展统计公报
2021年3月15日
一、农业
表1 2020年主要农产品产量
| 指标 | 单位 | 产量 | 比上年增长（%） |
| --- | --- | --- | --- |
| 粮食 | 万吨 | 96.9 | 3.1 |
| #小麦 | 万吨 | 56.2 | -1.4 |
| 蔬菜 | 万吨 | 120.5 | 8.7 |
"""


def test_a_table_of_a_communique(reader):
    found = [row for row in read(reader, TABLE) if row["type"] == "figure"]
    assert [[f["quote"], f["value"], f["unit"], f["measure"], f["indicator"]] for f in found] == [
        ["96.9", 969000, "吨", "level", "粮食产量"],
        ["3.1", 3.1, "%", "growth", "粮食产量"],
        ["56.2", 562000, "吨", "level", "小麦产量"],
        ["-1.4", -1.4, "%", "growth", "小麦产量"],
        ["120.5", 1205000, "吨", "level", "蔬菜产量"],
        ["8.7", 8.7, "%", "growth", "蔬菜产量"],
    ]
    assert {f["period"] for f in found} == {"2020"}
    assert {tuple(f["place"]) for f in found} == {(COUNTY + "夏邑县",)}
    assert [f["part_of"] for f in found] == [None, None, found[0]["id"], None, None, None]


PLACES_TABLE = """夏邑县2021年农业生产简报
2021年12月13日
各乡镇小麦播种情况表
| 乡镇 | 播种面积（万亩） | 计划（万亩） |
| --- | --- | --- |
| 会亭镇 | 8.5 | 9 |
| 火店镇 | 6.2 | 7 |
"""


def test_rows_of_places_and_a_planned_column(reader):
    found = [row for row in read(reader, PLACES_TABLE) if row["type"] == "figure"]
    assert [(f["value"], f["place"][0].removeprefix(COUNTY), f["status"]) for f in found] == [
        (85000, "夏邑县会亭镇", "actual"),
        (90000, "夏邑县会亭镇", "target"),
        (62000, "夏邑县火店镇", "actual"),
        (70000, "夏邑县火店镇", "target"),
    ]
    assert found[0]["indicator"] == "播种面积"


def test_a_table_without_header_is_in_doubt(reader):
    text = HEAD + "附表\n| 粮食 | 96.9 |\n| 蔬菜 | 120.5 |\n| 水果 | 12.5 |\n"
    found = [row for row in read(reader, text) if row["type"] == "figure"]
    assert found
    assert all("table without header" in row["doubt"] for row in found)


# What holds of any text


def test_ids_are_in_text_order(reader):
    found = figures(reader, "新建公园12个。\n改造道路5条，其中主干道3条。")
    assert [row["id"] for row in found] == ["bulletin-001", "bulletin-002", "bulletin-003"]
    assert found[2]["part_of"] == "bulletin-002"


def test_a_programme_is_on_the_figure_that_it_leads_to(reader):
    row = figures(reader, "实施“三师入户”活动，走访群众2300余户。")[0]
    assert row["programme"] is not None
    assert "三师入户" in row["programme"]


def test_a_figure_without_words_says_so(reader):
    row = figures(reader, "增长3.5%。")[0]
    assert (row["indicator"], row["doubt"]) == ("", "no label")


def test_what_cleaning_took_out_stays_in_the_quote(reader):
    text = HEAD + "全县投入2809\u00a0万 元，新建公园１２ 个。"
    found = [row for row in read(reader, text) if row["type"] == "figure"]
    assert [(row["quote"], row["value"]) for row in found] == [
        ("2809\u00a0万 元", 28090000),
        ("１２ 个", 12),
    ]


@pytest.mark.parametrize("text", ["", "\n", " ", "夏邑县", "3", "，，，", "|||\n|||", "第", "（（"])
def test_next_to_nothing_is_read(reader, text):
    found = read(reader, text)
    assert found[0]["type"] == "document"
    assert [row for row in found if row["type"] == "figure"] == []


def test_the_same_input_gives_the_same_rows(reader):
    text = HEAD + "".join(case["text"] for case in CASES[:20])
    assert list(lines(reader.read(source(text)))) == list(lines(reader.read(source(text))))


def test_alone_and_in_a_batch(reader):
    sources = [source(HEAD + case["text"], f"d{n}") for n, case in enumerate(CASES[:12])]
    together = [list(lines(r)) for r in reader.read_many([(s, None) for s in sources])]
    assert together == [list(lines(reader.read(s))) for s in sources]


PIECES = st.sampled_from(
    ["会亭镇", "全县", "2021年", "今年", "截至10月底", "其中", "新增", "计划", "增长", "分别",
     "粮食产量", "企业", "（", "）", "，", "。", "；", "、", "\n", "\n\n", " ", "\u00a0", "\u3000",
     "|", "一、", "（二）", "12", "３５", "1,250", "8.6", "10. 85", "万", "亿元", "户", "人",
     "%", "％", "⻄", "\t", "第5位", "24.5:34.0:41.5", "“五大”", "每村", "由", "增加到", "降至零",
     "表1", "\x00", "𠮷"]
)  # fmt: skip
MESS = st.lists(PIECES, max_size=30).map("".join)
FEW = settings(max_examples=40, deadline=None)


@FEW
@given(MESS)
def test_every_span_quotes_the_source(reader, text):
    for row in read(reader, text):
        if row["type"] in ("figure", "programme", "place", "organisation"):
            assert text[row["start"] : row["end"]] == row["quote"] != ""


@FEW
@given(MESS)
def test_every_reading_is_whole(reader, text):
    reading = reader.read(source(text))
    ids = [figure.id for figure in reading.figures]
    assert len(set(ids)) == len(ids)
    assert {f.part_of for f in reading.figures} <= {None, *ids}
    assert not any(f.part_of == f.id for f in reading.figures)
    assert reading.claimed <= reading.numerals
    for figure in reading.figures:
        assert figure.status in {"actual", "target", "criterion"}
        assert figure.measure in {"level", "change", "growth", "rate", "rank"}
        assert figure.approx in {"exact", "about", "over", "under"}
        assert figure.indicator or figure.doubt
