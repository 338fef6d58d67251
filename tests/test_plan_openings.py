"""Where a report goes over from what was done to what is planned."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.plan_openings import is_notes_heading, planned_period
from extractors.time_frame import Frame
from pipeline.model import SourceText

DATA = read_toml("status_words.toml")
JANUARY = Frame("2022-01-20")


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("今后五年的奋斗目标是：经济总量翻番。", "2022/2026"),
        ("2022年经济社会发展主要目标：总产值增长8%。", "2022"),
        ("今年工作的总体要求是稳中求进。", "2022"),
        ("2022年是新一届政府的开局之年，我们要修路。", "2022"),
        ("“十四五”时期，主要任务是修路。", None),  # begun a year ago
        ("2021年的主要目标是增长8%。", None),
        ("到2035年的远景目标是翻两番。", None),  # what holds below is the plan of the years at hand
        ("2021年是“十四五”的开局之年。", None),
        ("去年新增企业20家，主要目标全面完成。", None),
        ("全县围绕2022年的目标推进工作。", None),
        ("", None),
    ],
)
def test_sentences_that_open_a_plan(sentence, period):
    assert planned_period(sentence, JANUARY) == period


@pytest.mark.parametrize("date", [None, "2022-09-20"])
def test_nothing_lies_ahead_where_the_year_is_under_way_or_unknown(date):
    assert planned_period("2022年的主要目标是增长8%。", Frame(date)) is None


def test_the_lists_by_their_examples():
    assert planned_period(DATA["plan_opening"]["example"], JANUARY) is not None
    assert planned_period(DATA["plan_opening"]["refusal"], JANUARY) is None
    assert is_notes_heading(DATA["notes_heading"]["example"])
    assert not is_notes_heading(DATA["notes_heading"]["refusal"])


# --- whole reports ------------------------------------------------------------------------------


def read(reader, text):
    head = "夏邑县政府工作报告\n（2022年1月20日）\n"
    return reader.read(SourceText("d", "d.txt", f"{head}{text}\n", "utf-8", "")).figures


def facts(reader, text):
    return [(f.period, f.status) for f in read(reader, text)]


def test_a_heading_of_a_year_ahead_is_a_plan(reader):
    text = "一、2021年成绩喜人\n新建公园12个。\n二、2022：稳中求快\n新建公园15个。"
    assert facts(reader, text) == [("2021", "actual"), ("2022", "target")]


def test_what_follows_the_plan_is_of_the_plan(reader):
    text = (
        "一、2021年工作回顾\n新建公园12个。\n二、2022年工作安排\n新建公园15个。\n"
        "三、加强自身建设\n办理提案30件。\n名词解释\n\n六大工程：指新建公园20个、桥梁3座等民生项目。"
    )
    found = read(reader, text)
    assert [(f.period, f.status) for f in found[:3]] == [
        ("2021", "actual"),
        ("2022", "target"),
        ("2022", "target"),
    ]
    assert {f.status for f in found[3:]} == {"actual"}
    assert all("explains a term" in f.doubt for f in found[3:])


def test_a_sentence_opens_the_plan_where_no_heading_does(reader):
    text = (
        "城乡面貌换新颜\n\n过去一年，新建公园12个，城乡面貌有了很大的改观。\n\n"
        "奋力谱写新篇章\n\n2022年经济社会发展的主要目标是：粮食产量增长3%。\n\n改造桥梁20座。"
    )
    assert facts(reader, text) == [("2021", "actual"), ("2022", "target"), ("2022", "target")]


def test_a_news_story_has_no_such_parts(reader):
    source = "夏邑县南瓜丰收\n2022年1月20日\n2022年的主要目标是种植2万亩。\n采收3万吨。\n"
    figures = reader.read(SourceText("d", "d.txt", source, "utf-8", "")).figures
    assert [f.status for f in figures] == ["target", "actual"]


def test_the_text_turns_from_the_year_to_the_years(reader):
    text = (
        "一、2020年和“十三五”时期工作回顾\n新建公园12个。\n过去五年，新建学校30所。\n改造桥梁9座。\n"
        "2020年，改造厂房4座。\n培训2000人。\n"
    )
    head = "夏邑县政府工作报告\n（2021年1月20日）\n"
    figures = reader.read(SourceText("d", "d.txt", f"{head}{text}", "utf-8", "")).figures
    assert [f.period for f in figures] == ["2020", "2016/2020", "2016/2020", "2020", "2020"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # an average runs from the one state to the other
        ("收入由2016年的2万元提高到2021年的3万元，年均增长8%。", ["2016", "2021", "2016/2021"]),
        ("2021年产值12亿元，年均分别增长8%和9%。", ["2021", "2017/2021", "2017/2021"]),
        ("累计投资12亿元。", ["2017/2021"]),
        ("城镇化率达到60%，产值是2016年的2倍。", ["2021", "2021"]),
        ("投资12亿元，是前五年的2倍。", ["2017/2021", "2017/2021"]),
        # a list has one period
        ("城乡收入分别从2万元、1万元提高到3万元、2万元。", ["2016", "2016", "2021", "2021"]),
    ],
)
def test_periods_below_a_heading_of_years(reader, text, periods):
    figures = read(reader, f"一、过去五年工作回顾\n{text}")
    assert [f.period for f in figures] == periods


def test_an_average_of_years_that_nobody_names_is_in_doubt(reader):
    figure = read(reader, "一、2021年工作回顾\n产值年均增长8%。")[0]
    assert "years of an average not said" in figure.doubt


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("争取重点项目4月份全部开工2个。新建公园12个。", ["2022-04", "2022"]),
        ("上半年建成公园3座。新建公园12个。", ["2022-01-01/2022-06-30", "2022"]),
        ("建市以来最大的公园3座开工。新建桥梁12座。", [None, "2022"]),
    ],
)
def test_parts_of_a_year_do_not_reach_on_in_a_plan(reader, text, periods):
    assert [f.period for f in read(reader, f"二、2022年工作安排\n{text}")] == periods


def test_a_year_end_does_not_reach_on_to_what_was_built_in_the_year(reader):
    text = "一、2021年工作回顾\n截至年底，有公园12个。新增绿地3万亩。"
    assert [f.period for f in read(reader, text)] == ["2021-12-31", "2021"]
