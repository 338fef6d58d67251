"""The questions that come with the database: each answers, with and without its parameters."""

from __future__ import annotations

import asyncio
import dataclasses
from decimal import Decimal

import pytest
from store_samples import LOOKUPS, PROVENANCE, Maker, reading

from db import canned, description
from db.pages.words import column_zh, serving
from db.serve import application
from db.store import Lookups, PlaceEntry, Store
from pipeline.errors import LexiconError
from pipeline.model import Attribute, Check, Origin, Reading

XIAYI, WANZHOU = "河南省商丘市夏邑县", "重庆市万州区"
TEXT = (
    "{county}情况\n一、全年产量{level}万吨，计划{target}万吨，增长{growth}%，列第{rank}位，"
    "衔接资金{money}万元。二县农业农村局。企业219家，另说220个。\n"
)


def bulletin(doc, place, year, level, target="50", growth="8", rank="3", money="900"):
    """A bulletin of one county and year, with a figure of every kind."""
    source = TEXT.format(
        county=place[-3:], level=level, target=target, growth=growth, rank=rank, money=money
    )
    make = Maker(source)
    common = {"place": (place,), "period": year, "indicator": "粮食产量"}
    grain = {"concept": "grain-output"}
    grown = common | grain | {"unit": "%", "measure": "growth"}
    planned, ranked = {"status": "target"}, {"unit": "位", "measure": "rank"}
    figures = (
        make.figure("1", f"{level}万吨", f"{Decimal(level) * 10000}", **common | grain),
        make.figure("2", f"{target}万吨", f"{Decimal(target) * 10000}", **common | planned | grain),
        make.figure("3", f"{growth}%", growth, **grown),
        make.figure(
            "4", f"第{rank}位", rank, doubt="rank in what?", **common | ranked
        ),
        make.figure(
            "5", f"{money}万元", f"{Decimal(money) * 10000}",
            **common | {"unit": "元", "indicator": "衔接资金", "programme": "乡村振兴"},
        ),
    )  # fmt: skip
    if doc == "x22":  # says two things about one
        firms = common | {"indicator": "企业数", "concept": "enterprises"}
        figures += (
            make.figure("6", "219家", "219", **firms | {"unit": "家"}),
            make.figure("7", "220个", "220", **firms | {"unit": "个"}),
        )
    document = make.document(doc, source)
    article = dataclasses.replace(
        document.articles[0], date=None, place=Attribute(place, Origin.STATED)
    )
    checks = (Check("difference", ("2", "1"), Decimal(1), Decimal(2), False),)
    return Reading(dataclasses.replace(document, articles=(article,)), figures, checks=checks)


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    path = tmp_path_factory.mktemp("queries") / "facts.db"
    with Store(path, LOOKUPS) as store:
        run = store.start_run("r1", "jieba")
        store.write(reading(), run, PROVENANCE)
        store.write(bulletin("x20", XIAYI, "2020", "40", growth="5"), run, PROVENANCE)
        store.write(bulletin("x22", XIAYI, "2022", "44", money="1200"), run, PROVENANCE)
        store.write(bulletin("w22", WANZHOU, "2022", "12.5", rank="1"), run, PROVENANCE)
        store.finish_run(run)
    loop = asyncio.new_event_loop()
    served = application(path)
    loop.run_until_complete(served.invoke_startup())

    def ask(name, **parameters):
        asked = {"_shape": "array", **parameters}
        found = loop.run_until_complete(served.client.get(f"/facts/{name}.json", params=asked))
        assert found.status_code == 200, found.text
        return found.json()

    ask.page = lambda name: loop.run_until_complete(served.client.get(f"/facts/{name}"))
    ask.json = lambda address: loop.run_until_complete(
        served.client.get(f"/facts/{address}&_shape=array")
    ).json()
    yield ask
    loop.close()


NAMES = [query.name for query in canned.queries()]


def test_there_are_enough():
    assert len(NAMES) >= 8
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_answers_with_nothing_given(answer, name):
    assert answer(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_finds_nothing_for_nonsense(answer, name):
    query = next(each for each in canned.queries() if each.name == name)
    if query.parameters:
        nonsense = {each.name: "9999" for each in query.parameters}
        assert answer(name, **nonsense) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_chinese_name(answer, name):
    known = {column.name for table in description.everything() for column in table.columns}
    known |= set(serving()["query_columns"])
    assert set(answer(name)[0]) <= known


@pytest.mark.parametrize("name", NAMES)
def test_no_two_columns_have_one_heading(answer, name):
    headings = [column_zh(column) for column in answer(name)[0]]
    assert len(set(headings)) == len(headings), headings


@pytest.mark.parametrize("name", NAMES)
def test_every_page_shows_its_question(answer, name):
    query = next(each for each in canned.queries() if each.name == name)
    html = answer.page(name).text
    assert query.zh in html
    assert query.en.replace("'", "&#39;") in html


@pytest.mark.parametrize("name", NAMES)
def test_facts_lead_to_their_passage(answer, name):
    row = answer(name)[0]
    if "figure" in row:
        assert "document" in row
        assert 'class="passage" href="/-/bulletin/' in answer.page(name).text


def places(rows):
    return [row["place"] if "place" in row else row["county"] for row in rows]


def test_indicator_across_counties(answer):
    for name in ("粮食产量", "grain-output"):
        rows = answer("indicator_across_counties", indicator=name, year="2022")
        levels = [row for row in rows if row["measure"] == "level"]
        assert [(row["place"], row["base_value"], row["status"]) for row in levels] == [
            (XIAYI, 4.4e8, "actual"),
            (WANZHOU, 1.25e8, "actual"),
        ]
    assert {row["reason"] for row in levels} == {"actual"}


def test_indicator_defaults_to_the_most_reported(answer):
    rows = answer("indicator_across_counties")
    assert {row["concept_zh"] for row in rows} == {"粮食产量"}
    assert {row["place"] for row in rows} == {XIAYI, WANZHOU}


def test_indicator_of_one_place_is_every_one(answer):
    rows = answer("indicator_across_counties", county="夏邑")
    assert {(row["place"], row["concept_zh"]) for row in rows} == {
        (XIAYI, "粮食产量"),
        (XIAYI, "企业数"),
    }


def test_a_label_without_a_concept_is_found_as_it_stands(answer):
    rows = answer("indicator_across_counties", indicator="衔接资金", year="2022")
    assert [(row["place"], row["base_value"], row["concept_zh"]) for row in rows] == [
        (XIAYI, 12000000, None),
        (WANZHOU, 9000000, None),
    ]


def test_a_part_of_a_name_finds_concepts_and_labels(answer):
    rows = answer("indicator_across_counties", indicator="粮食", year="2022")
    assert "粮食产量" in {row["concept_zh"] for row in rows}
    part = answer("indicator_across_counties", indicator="资金", year="2022")
    assert {row["indicator"] for row in part} >= {"衔接资金"}
    assert len({row["figure"] for row in part}) == len(part)
    ranked = answer("places_ranked", indicator="粮食")
    assert {row["concept_zh"] for row in ranked} == {"粮食产量"}


def test_a_place_that_fits_several_gives_all(answer):
    rows = answer("latest_of_county", county="市")
    assert {row["place"] for row in rows} == {XIAYI, WANZHOU}


def test_groups_of_few_places_come_last_and_may_be_left_out(answer):
    assert answer("places_ranked", least="2")
    assert answer("places_ranked", least="3") == []


def test_parameters_have_their_hints_and_an_empty_answer_says_what_to_try(answer):
    html = answer.page("conflicting_statements?indicator=无此项").text
    assert "地区全称或一部分；空着时不限" in html.split('name="county"')[1].split("</p>")[0]
    assert 'href="/-/search?q=' in html.split("没有结果")[1]


def test_latest_of_county(answer):
    rows = answer("latest_of_county", county="夏邑", word="粮食")
    level = next(row for row in rows if row["measure"] == "level")
    assert (level["value"], level["period"]) == (440000, "2022")
    assert places(answer("latest_of_county", county="万州"))[0] == WANZHOU
    assert set(places(answer("latest_of_county"))) == {XIAYI}


def test_planned_and_achieved(answer):
    rows = answer("planned_and_achieved", county="万州")
    assert [(r["target"], r["actual"], r["met"], r["outcome"]) for r in rows] == [
        (5e8, 1.25e8, 25.0, "missed")
    ]
    assert answer("planned_and_achieved", county="万州", indicator="资金") == []


def test_money_by_programme(answer):
    rows = answer("money_by_programme", programme="振兴")
    assert [(r["place"], r["period"], r["total"], r["figure"]) for r in rows] == [
        (XIAYI, "2022", 12000000, "x22#5"),
        (XIAYI, "2020", 9000000, "x20#5"),
        (WANZHOU, "2022", 9000000, "w22#5"),
    ]


def test_money_in_doubt_is_only_listed_on_demand(answer):
    certain = answer("money_by_programme")
    assert {row["doubt"] for row in certain} == {None}
    assert len(answer("money_by_programme", doubtful="1")) >= len(certain)


def test_places_ranked(answer):
    rows = answer("places_ranked", indicator="粮食产量", year="2022")
    levels = [row for row in rows if row["measure"] == "level"]
    assert [(r["place"], r["rank"], r["median"], r["places"]) for r in levels] == [
        (XIAYI, 1, 2.825e8, 2),
        (WANZHOU, 2, 2.825e8, 2),
    ]


def test_conflicting_statements(answer):
    rows = answer("conflicting_statements")
    assert [(r["quote"], r["other_quote"], r["spread"]) for r in rows] == [
        ("219家", "220个", "bulletin")
    ]
    html = answer.page("conflicting_statements").text
    for figure in ("6", "7"):
        assert f'class="passage" href="/-/bulletin/x22?fact={figure}#f-{figure}"' in html
    assert answer("conflicting_statements", indicator="粮食产量") == []


def test_place_through_history(answer):
    rows = answer("place_through_history", place="夏邑", indicator="粮食产量")
    kind = ("actual", "level", None)
    levels = [r for r in rows if (r["status"], r["measure"], r["qualifiers"]) == kind]
    assert [r["period"] for r in levels] == sorted(r["period"] for r in levels)
    assert {(r["place"], r["named"], r["merged_into"]) for r in rows} == {(XIAYI, XIAYI, None)}
    assert answer("place_through_history", place="无此县") == []


def test_growth_of_county(answer):
    rows = answer("growth_of_county", county="夏邑", year="2020")
    assert [(row["growth"], row["amount"]) for row in rows] == [(5, "40万吨")]
    assert len(answer("growth_of_county")) == 3


def test_ranks(answer):
    assert [row["value"] for row in answer("ranks")] == [1, 3, 3]
    assert places(answer("ranks", county="万州")) == [WANZHOU]


def test_most_reported_indicators(answer):
    first = answer("most_reported_indicators")[0]
    assert (first["indicator"], first["counties"], first["since"], first["until"]) == (
        "粮食产量", 2, 2020, 2022,
    )  # fmt: skip
    assert (first["concept"], first["subject"], first["prefectures"]) == (
        "grain-output", "农业", 0,
    )  # fmt: skip
    widely = answer("most_reported_indicators", least="2")
    assert {row["indicator"] for row in widely} == {"粮食产量", "衔接资金", "帮扶资金"}
    assert len(widely) < len(answer("most_reported_indicators"))


def test_programmes_across_counties(answer):
    rows = answer("programmes_across_counties", kind="campaign")
    assert [(row["programme"], row["counties"]) for row in rows] == [("三师入户", 2)]


def test_doubtful(answer):
    assert len(answer("doubtful")) == 4
    assert {row["county"] for row in answer("doubtful", word="rank", county="夏邑")} == {XIAYI}


def test_wrong_sums(answer):
    rows = answer("wrong_sums", kind="difference")
    assert len(rows) == 3
    assert {(row["stated"], row["expected"]) for row in rows} == {(2, 1)}
    first = next(row for row in rows if row["document"] == "x22")
    assert (first["given"], first["quote"]) == ("粮食产量 50万吨", "44万吨")
    assert answer("wrong_sums", kind="rank") == []


def test_undated_articles(answer):
    assert [row["document"] for row in answer("undated_articles")] == ["x22", "w22", "x20"]


def test_issues_by_kind(answer):
    rows = answer("issues_by_kind")
    assert [(row["kind"], row["issues"]) for row in rows] == [
        ("structure.short", 4),
        ("audit.unclaimed", 1),
    ]


def test_a_county_without_its_own_figures_is_no_default(tmp_path):
    """A place that no document gives a figure for must not be taken for the first county."""
    entry = PlaceEntry("河南省", "河南省", "41", "province")
    with Store(
        tmp_path / "p.db", Lookups(places=lambda p: (entry,) if p == "河南省" else ())
    ) as store:
        store.write(bulletin("p", "河南省", "2022", "3"), None, PROVENANCE)
        sql = next(each for each in canned.queries() if each.name == "latest_of_county").sql
        assert store.db.execute(sql, {"county": "", "word": ""}).fetchall() == []


@pytest.mark.parametrize(
    "text",
    [
        "-- zh: 问\nSELECT 1",
        "-- zh: 问\n-- en: Q\nSELECT :x",
        "-- zh: 问\n-- en: Q\n-- note\nSELECT 1",
        "-- zh: 问\n-- en: Q\n-- parameter x: 只有中文\nSELECT :x",
    ],
)
def test_a_header_that_is_not_in_order_is_refused(text):
    with pytest.raises(LexiconError):
        canned.parse("bad", text)


@pytest.mark.parametrize("address", ["ranking.json?year=2022", "county_panel.json?annual=2022"])
def test_views_are_filtered_by_year(answer, address):
    assert answer.json(address)
