"""Time expressions: what is found, what it resolves to, what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import SHARED, case_file
from document_samples import one_article
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicons import read_toml
from extractors.periods import interval
from extractors.references import timeline
from extractors.time_grammar import time_pattern
from extractors.time_lexicon import ROLES, named_periods, relative_years, time_words
from extractors.time_word_meanings import MEANINGS
from extractors.times import find_times
from pipeline.model import (
    Article,
    Attribute,
    Cell,
    Document,
    Origin,
    Row,
    Section,
    Table,
)

CASES = case_file("times.toml")["case"]
WILD = SHARED / "wild"


def make(text, date="2021-12-13", title="", origin=Origin.STATED, sections=()):
    """A document of one article over the whole text."""
    attribute = Attribute(date, origin) if date else None
    return one_article(text, title, attribute, sections)


def found(document):
    text = document.text
    return [[text[m.start : m.end], m.period or "", m.role] for m in find_times(document)]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_case(case):
    assert found(make(case["text"], case["date"], case.get("title", ""))) == case["times"]


def test_there_are_cases_enough():
    assert len(CASES) >= 120
    assert {t[2] for c in CASES for t in c["times"]} == ROLES
    assert sum(not c["times"] for c in CASES) >= 20


def _entries():
    data = read_toml("time_words.toml")
    return [*data["relative_year"], *data["word"]]


@pytest.mark.parametrize("entry", _entries(), ids=lambda e: e["words"][0])
def test_every_entry_has_an_example_and_a_refusal(entry):
    words = set(entry["words"])
    for example in entry["examples"]:
        assert any(_core(m) in words for m in time_pattern().finditer(example)), example
    assert entry["refuses"]
    for text in entry["refuses"]:
        assert not any(_core(m) in words for m in time_pattern().finditer(text)), text


def _core(match):
    return match["word"] or match["relative"]


@pytest.mark.parametrize("word", [*time_words(), *relative_years()])
def test_every_word_is_reachable(word):
    match = time_pattern().search(f"，{word}，")
    assert match is not None
    assert match[0] == word or match["relative"] == word


@pytest.mark.parametrize(
    "entry", read_toml("named_periods.toml")["period"], ids=lambda e: e["names"][0]
)
def test_named_period_examples(entry):
    names = set(entry["names"])
    match = next(time_pattern().finditer(entry["example"]))
    assert (match["named"] or match["plan"]) in names
    assert entry["source"]
    for text in entry["refuses"]:
        hits = [
            m["named"] or m["plan"] for m in time_pattern().finditer(text) if not m["plan_name"]
        ]
        assert not names & set(hits), text


@pytest.mark.parametrize("name", [n for n, p in named_periods().items() if not p.plan])
def test_every_named_period_is_reachable(name):
    match = time_pattern().search(f"，{name}，")
    assert match is not None
    assert match["named"] == name


@pytest.mark.parametrize("words", read_toml("time_words.toml")["price"][0]["examples"])
def test_a_year_of_prices_is_a_base(words):
    assert [role for _, _, role in found(make(words))] == ["base"]


def test_words_of_value_make_no_year_of_prices():
    entry = read_toml("time_words.toml")["price"][0]
    for words in entry["refuses"]:
        assert [role for _, _, role in found(make(words))] == ["period"]


def test_every_meaning_is_used_and_known():
    used = {w.means for w in (*time_words().values(), *relative_years().values())}
    assert used == set(MEANINGS)


# --- sections -----------------------------------------------------------------------------------

REPORT = (
    "一、2020年工作回顾\n全年新增5家，12月开工2处。五年来修路8公里。\n"
    "（一）产业\n年末有9家。\n二、2021年重点工作\n全年新增6家，9月开工3处。\n"
    "三、“十四五”时期目标\n五年来持续用力。\n"
)


def report():
    spots = [REPORT.index(mark) for mark in ("一、", "（一）", "二、", "三、")]
    one, sub, two, three = spots
    return make(
        REPORT,
        "2021-02-05",
        "某市政府工作报告",
        sections=(
            Section(0, 0, -1, 1, one, two, "一、", "2020年工作回顾"),
            Section(1, 0, 0, 2, sub, two, "（一）", "产业"),
            Section(2, 0, -1, 1, two, three, "二、", "2021年重点工作"),
            Section(3, 0, -1, 1, three, len(REPORT), "三、", "“十四五”时期目标"),
        ),
    )


def headed(document):
    """Section → the period that holds at its heading, where one is set."""
    line = timeline(document)
    frames = {s.index: line.at(s.start)[0] for s in document.sections}
    return {index: f.reference if f.settled else None for index, f in frames.items()}


def test_sections_take_the_period_of_their_heading():
    assert headed(report()) == {0: "2020", 1: "2020", 2: "2021", 3: "2021/2025"}


def test_times_in_a_section_count_from_its_period():
    times = [
        (w, p) for w, p, _ in found(report()) if w in {"全年", "12月", "五年来", "年末", "9月"}
    ]
    assert times == [
        ("全年", "2020"),
        ("12月", "2020-12"),
        ("五年来", "2016/2020"),
        ("年末", "2020-12-31"),
        ("全年", "2021"),
        ("9月", "2021-09"),
        ("五年来", "2021/2025"),
    ]


def test_a_heading_with_a_year_and_a_longer_span_means_the_year():
    text = "一、“十三五”和2020年工作回顾\n新增3家。"
    section = Section(0, 0, -1, 1, 0, len(text), "一、", "“十三五”和2020年工作回顾")
    assert headed(make(text, "2021-02-05", sections=(section,))) == {0: "2020"}


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2013：经济稳中向好", "2013"),
        ("回顾2019，书写新篇", "2019"),
        ("“十四五”时期目标任务和二〇三五年远景目标", "2021/2025"),
        ("2005年和“十五”时期工作回顾", "2005"),
        ("过去五年工作回顾", "2016/2020"),
        ("今后五年主要任务", "2021/2025"),
        ("加强自身建设", None),
    ],
)
def test_the_period_of_a_heading(heading, period):
    section = Section(0, 0, -1, 1, 0, len(heading), "", heading)
    assert headed(make(heading, "2021-02-05", sections=(section,))) == {0: period}


def test_a_bare_year_in_a_heading_is_a_time():
    text = "一、2013：稳中向好\n新增5家。"
    section = Section(0, 0, -1, 1, 0, len(text), "一、", "2013：稳中向好")
    mentions = find_times(make(text, "2014-01-08", sections=(section,)))
    assert [(m.start, m.end, m.period) for m in mentions] == [(2, 6, "2013")]


def test_after_a_section_the_parents_period_holds_again():
    text = "一、2020年\n甲\n（一）2019年\n乙\n丙"
    inner = text.index("（一）")
    sections = (
        Section(0, 0, -1, 1, 0, len(text), "一、", "2020年"),
        Section(1, 0, 0, 2, inner, text.index("丙"), "（一）", "2019年"),
    )
    line = timeline(make(text, "2021-02-05", sections=sections))
    assert [line.at(text.index(c))[0].reference for c in "甲乙丙"] == ["2020", "2019", "2020"]


@pytest.mark.parametrize(
    ("title", "date", "period"),
    [
        ("2012年某县统计公报", "2013-03-20", "2012"),
        ("某市2016年上半年经济运行分析", "2016-07-20", "2016-01-01/2016-06-30"),
        ("某县2017年1-6月预算执行情况分析", "2017-07-06", "2017-01-01/2017-06-30"),
        ("上半年全市经济运行情况分析", "2016-07-20", "2016-01-01/2016-06-30"),
        ("某乡2018年度预算执行情况及2019年度预算草案的报告", "2019-01-29", "2018"),
        ("某局2022年工作总结及2023年工作计划", "2023-01-05", "2022"),
        ("某市政府工作报告（2021年2月5日）", "2021-02-05", "2020"),
        ("2021年政府工作报告", "2021-02-05", "2020"),
        ("某市政府工作报告", "2022-12-28", "2022"),
        ("某镇南瓜丰收", "2021-12-13", "2021"),
        ("某省“十四五”规划纲要", "2021-03-01", "2021"),
        ("某镇南瓜丰收", None, None),
    ],
)
def test_reference_period(title, date, period):
    document = make("新增5家。", date, title)
    assert timeline(document).at(0)[0].reference == period


@pytest.mark.parametrize(
    ("opening", "period"),
    [
        ("2014年，新增5家。", "2014"),
        ("2009年，新增5家。", "2015"),
        ("新增2014户。", "2015"),
        ("新增5家。\\n2014年，新增5家。", "2015"),
    ],
)
def test_the_year_that_opens_a_text_is_its_reference(opening, period):
    document = make(f"南瓜丰收\n{opening}", "2015", "南瓜丰收")
    assert timeline(document).at(0)[0].reference == period


def test_a_change_is_compared_within_its_paragraph():
    text = "一季度产值3亿元。投资2亿元，同比增长4%。\n全县投资同比增长5%。"
    bases = [m.period for m in find_times(make(text)) if m.role == "base"]
    assert bases == ["2020-01-01/2020-03-31", "2020"]


# --- the rest -----------------------------------------------------------------------------------


def test_times_that_hang_on_an_inferred_date_are_doubted():
    document = make("今年新增5家，2019年新增4家。", "2021", origin=Origin.INFERRED)
    assert [m.doubt for m in find_times(document)] == ["date inferred", ""]


def test_without_any_date_relative_times_settle_nothing():
    document = make("今年新增5家，目前有8家，上半年3家。", None)
    assert [m.period for m in find_times(document)] == [None, None, None]


def test_bare_years_that_head_a_table_are_times():
    text = "指标\t2020\t2021\n人口\t2021\t2025\n"
    spots = [0, 3, 8, 13, 16, 21]
    cells = [Cell(at, at + len(w), w) for at, w in zip(spots, text.split(), strict=True)]
    rows = (Row(tuple(cells[:3])), Row(tuple(cells[3:])), Row((Cell(16, 20, "甲"), cells[4])))
    plain = make(text)
    document = replace(plain, tables=(Table(0, 0, 0, len(text), "", (rows[0], rows[2], rows[1])),))
    assert [(m.start, m.period, m.rule) for m in find_times(document)] == [
        (3, "2020", "time.table-year"),
        (8, "2021", "time.table-year"),
        (16, "2021", "time.table-year"),
    ]


def test_each_article_has_its_own_date():
    text = "今年新增5家。\n今年新增6家。"
    document = make(text)
    articles = (
        Article(0, 0, 8, "甲", "news", date=Attribute("2019-05-01", Origin.STATED)),
        Article(1, 8, len(text), "乙", "news", date=Attribute("2021-05-01", Origin.STATED)),
    )
    two = Document("d", document.source, document.canonical, document.title, articles, (), (), ())
    assert [m.period for m in find_times(two)] == ["2019", "2021"]


PIECES = st.sampled_from(
    [
        "2021年",
        "1-10月",
        "截至",
        "到",
        "比",
        "年底",
        "今年",
        "前",
        "三",
        "季度",
        "5",
        "0",
        "月",
        "日",
        "“",
        "十五",
        "”",
        "末",
        "同期",
        "来",
        "以来",
        "，",
        "。",
        "户",
        "近",
        "五年",
        "99",
        "-",
        "至",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_comes_mentions_are_ordered_and_well_formed(text):
    end = 0
    for mention in find_times(make(text)):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.role in ROLES
        assert mention.rule.startswith("time.")
        if mention.period is not None:
            interval(mention.period)
        end = mention.end


@pytest.mark.skipif(not WILD.is_dir(), reason="no folder of real reports beside the project")
def test_real_reports_give_ordered_resolvable_times():
    count = 0
    for path in sorted(WILD.glob("*-20*.txt"))[:12]:
        text, end = path.read_text(encoding="utf-8"), 0
        for mention in find_times(make(text, "2021-02-05", path.stem)):
            assert end <= mention.start
            end = mention.end
            count += mention.period is not None and bool(interval(mention.period))
    assert count > 300
