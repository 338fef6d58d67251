"""What ``xianqing explain`` says: of each field what decided, of a numeral what holds it."""

from __future__ import annotations

import inspect
import re

import pytest
from click.testing import CliRunner
from conftest import ROOT
from rich.cells import cell_len

from extractors import indicator_links
from pipeline import explain as explaining
from pipeline import (
    explanation_report,
    named_places,
    periods_of,
    status_of,
    traced,
    traced_places,
)
from pipeline.cli import main
from pipeline.explain import CannotExplain, explain, link_steps
from pipeline.explanation_report import WIDTH, lines
from pipeline.explanation_words import FIELDS, HOLDERS, WORDS
from pipeline.model import SourceText
from pipeline.readers import read_source
from pipeline.reading import Reader, canonical_offset

SAMPLE = ROOT / "corpus" / "documents" / "sample-xiayi.txt"
HEAD = "夏邑县2021年工作简报\n2021年12月13日\n"


def source(text):
    return SourceText("d", "d.txt", text, "utf-8", "")


def asked(reader, sentence, quote, head=HEAD):
    """The explanation of the first ``quote`` in a sentence below a head."""
    text = f"{head}{sentence}\n"
    return explain(reader, source(text), None, text.index(quote, len(head)))


def notes(explanation, field):
    return {(step.what, step.said) for step in explanation.trace.of(field)}


def whats(explanation, field):
    return [step.what for step in explanation.trace.of(field)]


def test_the_figure_is_read_as_it_is_without_a_trace(reader):
    for path in sorted(SAMPLE.parent.glob("sample-*.txt")):
        text = read_source(path)
        plain = reader.read(text)
        figures = plain.figures[:: max(1, len(plain.figures) // 6)]
        for figure in figures:
            start, _ = plain.document.canonical.source_span(figure.start, figure.end)
            found = explain(reader, text, None, start)
            assert found.reading == plain
            assert found.figure == figure
            said = list(lines(found))
            assert max(map(cell_len, said)) <= WIDTH
            assert said == list(lines(found))
            for words in FIELDS.values():
                assert sum(line.startswith(f"{words}:") for line in said) == 1


def test_a_label_says_what_it_was_cut_from_and_what_was_carried(reader):
    found = asked(reader, "打火机年产量50亿支，产值超过30亿元。", "30亿")
    assert found.figure.indicator == "打火机产值"
    assert notes(found, "label") == {
        ("label.ahead", "产值超过"),
        ("label.spoken-level", "打火机年产量"),
        ("label.spoken-last", "打火机年产量"),
        ("label.read", "打火机产值 (label.bare-head)"),
    }


def test_a_label_that_a_list_deals_out(reader):
    found = asked(reader, "小麦、玉米产量分别为15万吨和12万吨。", "12万吨")
    assert found.figure.indicator == "玉米产量"
    assert "label.dealt" in whats(found, "label")


def test_the_time_that_governs_and_those_that_do_not(reader):
    sentence = "2020年，在上年4%的基础上，粮食产量增长3.5%，预计2025年更高。"
    found = asked(reader, sentence, "3.5")
    assert found.figure.period == "2020"
    assert notes(found, "period") >= {("time.governs", "2020年")}
    said = "\n".join(lines(found))
    assert "管到此数 governs the number: 2020年" in said
    assert "× 在此数之后 stands behind the number: 2025年" in said
    assert "文章日期 date of the article: 2021-12-13 (stated" in said


def test_a_time_is_carried_or_the_frame_holds(reader):
    carried = asked(reader, "2019年，改造危房35户。建成公园12个。", "12个")
    assert notes(carried, "period") == {("period.carried", "2019年")}
    assert carried.trace.time is not None
    assert whats(asked(reader, "建成公园12个。", "12个"), "period") == ["period.frame"]


@pytest.mark.parametrize(
    ("sentence", "quote", "what"),
    [
        ("建成公园12个。", "12个", "place.article"),
        ("会亭镇建成公园12个。", "12个", "place.said"),
        ("会亭镇建成公园12个。种树35棵。", "35棵", "place.carried"),
        ("全省建成公园12个。", "12个", "place.scope"),
        ("柘城县新建大棚120座。", "120座", "place.beside"),
    ],
)
def test_what_decides_a_place(reader, sentence, quote, what):
    found = asked(reader, sentence, quote)
    assert whats(found, "place")[-1] == what
    assert found.trace.of("place")[-1].said == "、".join(found.figure.place)


def test_a_place_that_is_none_says_why(reader):
    found = asked(reader, "会亭农业公司建成公园12个，孔庄乡种树。", "12个")
    assert "place.behind" in whats(found, "place")


@pytest.mark.parametrize(
    ("sentence", "quote", "what", "words"),
    [
        ("建成公园12个。", "12个", "status.default", ""),
        ("计划建成公园12个。", "12个", "status.clause", "计划"),
        ("计划建成公园12个，种树35棵。", "35棵", "status.sentence", "计划"),
        ("每月走访一次。", "一次", "status.criterion", "次/月"),
    ],
)
def test_what_decides_a_status(reader, sentence, quote, what, words):
    assert notes(asked(reader, sentence, quote), "status") == {(what, words)}


def test_a_heading_decides_a_status(reader):
    found = asked(reader, "一、2022年工作安排\n建成公园12个。", "12个")
    assert found.figure.status == "target"
    assert whats(found, "status") in (["status.heading"], ["status.plan-section"])
    assert any(line.startswith("标题 heading: 一、") for line in lines(found))


def test_the_whole_that_was_opened(reader):
    found = asked(reader, "投入资金500万元，其中财政资金300万元。", "300万")
    assert notes(found, "part_of") == {
        ("part.opened", "，其中财政资金"),
        ("part.of", "投入资金 500万元"),
    }


def test_the_role_in_which_a_programme_was_chosen(reader):
    found = asked(reader, "实施雨露计划，资助学生120人。建成公园12个。", "120人")
    assert found.figure.programme == "雨露计划"
    assert whats(found, "programme") == ["programme.announced", "programme.reaches"]
    none = asked(reader, "实施雨露计划，资助学生120人。建成公园12个。", "12个")
    assert whats(none, "programme") == ["programme.none"]


def test_a_cell_of_a_table_says_header_and_row(reader):
    table = "主要指标\n\n| 指标 | 2020年 |\n| --- | --- |\n| 粮食产量（万吨） | 27.3 |\n"
    found = asked(reader, table, "27.3")
    assert {("table.header", "2020年"), ("time.governs", "2020年")} <= {
        *notes(found, "label"),
        *notes(found, "period"),
    }
    assert "status.table" not in whats(found, "status")
    assert any("列标题或表题" in line for line in lines(found))


# The concept


def concept(reader, sentence, quote):
    return [(step.what, step.said) for step in link_steps(asked(reader, sentence, quote).figure)]


def test_the_concept_and_the_qualifiers_taken_off(reader):
    assert concept(reader, "新增小微企业贷款20亿元。", "20亿") == [
        ("concept.looked-up", "新增小微企业贷款、小微企业贷款"),
        ("concept.qualifiers", "flow=新增"),
        ("concept.linked", "小微企业贷款 → small-business-loans (名称 name)"),
    ]


def test_why_there_is_no_concept(reader):
    assert concept(reader, "打火机产值30亿元。", "30亿")[-1] == ("concept.none", "")
    misfit = concept(reader, "粮食产量达到300万元。", "300万")
    assert ("concept.misfit", "粮食产量 = grain-output (mass)") in misfit
    assert concept(reader, "存贷比为999999%。", "999999")[-1][0] == "concept.absurd"


def test_the_concept_told_is_the_one_stored(reader):
    reading = reader.read(read_source(SAMPLE))
    for figure in reading.figures:
        told = [s.said for s in link_steps(figure) if s.what == "concept.linked"]
        assert (figure.concept is not None) == bool(told)
        assert all(f"→ {figure.concept} " in said for said in told)


# What is no figure


@pytest.mark.parametrize(
    ("sentence", "quote", "sort", "rule"),
    [
        ("落实四个不摘要求。", "四个", "programme", "programme."),
        ("一、粮食生产\n建成公园12个。", "一、", "ignored", "structure.marker"),
        ("自2019年起建设。", "2019", "time", "time.year"),
        ("三里屯镇统一安排。", "一安", "word", ""),
    ],
)
def test_what_holds_a_numeral_that_is_no_figure(reader, sentence, quote, sort, rule):
    found = asked(reader, sentence, quote)
    assert found.figure is None
    held = [holder for holder in found.holders if holder.sort == sort]
    assert held
    assert held[0].rule.startswith(rule)
    said = "\n".join(lines(found))
    assert HOLDERS[sort] in said
    assert rule in said


def test_offsets_are_those_of_the_file(reader):
    text = f"{HEAD}建成  公园\u200b12个。\n"
    at = text.index("12个")
    found = explain(reader, source(text), None, at)
    assert found.reading.document.canonical.source_span(found.figure.start, found.figure.end) == (
        at,
        at + 3,
    )
    assert canonical_offset(found.reading.document.canonical, len(text) + 5) == -1


def test_what_cannot_be_explained_says_why(reader):
    with pytest.raises(CannotExplain, match="outside of the file: 0–"):
        explain(reader, source(HEAD), None, len(HEAD))
    with pytest.raises(CannotExplain, match=r"no numeral(.|\n)*nearest: 12个 \(2\d\)"):
        asked(reader, "建成公园12个。", "公园")


# The command


@pytest.fixture
def command(monkeypatch, reader):
    monkeypatch.setattr(Reader, "load", lambda _segmenter="jieba": reader)

    def call(*words):
        return CliRunner().invoke(main, ["explain", *map(str, words)])

    return call


def test_the_command_explains_the_figure_of_the_readme(command):
    result = command(SAMPLE, 311)
    assert result.exit_code == 0, result.output
    assert "【30亿" in result.stdout
    assert "指标 indicator: 打火机产值 (label.bare-head), level" in result.stdout
    assert "2021-12-13 (manifest" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((SAMPLE, 0), "no numeral at character 0"),
        ((SAMPLE, 10**7), "outside of the file"),
        (("nothing.txt", 0), "it is not there"),
        ((SAMPLE.parent, 0), "it is a folder"),
        ((ROOT / "Makefile", 0), "no reader"),
        ((SAMPLE, -1), "Invalid value"),
    ],
    ids=str,
)
def test_errors_are_one_message_and_status_2(command, words, said):
    result = command(words[0], "--", words[1])
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


# The words


def test_every_note_has_words_and_every_word_is_noted():
    modules = (
        traced, traced_places, periods_of, named_places, status_of, explaining,
        explanation_report, indicator_links,
    )  # fmt: skip
    groups = "|".join({key.partition(".")[0] for key in WORDS if "." in key})
    pattern = re.compile(rf'"((?:{groups})\.[a-z-]+)"')
    used = {each for module in modules for each in pattern.findall(inspect.getsource(module))}
    used |= {f"period.{name}" for name in ("carried", "turn", "lead")} | {"later"}
    used -= {"label.repeated", "label.share-of"}  # rules
    assert used == set(WORDS)
