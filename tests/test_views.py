"""The views over places: what each must give, and what it must leave out."""

from __future__ import annotations

import itertools
import sqlite3
from decimal import Decimal
from fractions import Fraction

import pytest
from store_samples import GRAIN, Maker
from view_samples import (
    HENAN,
    MERGED,
    NINGLING,
    NOW,
    OLD,
    SHANGQIU,
    SUIYANG,
    XIAYI,
    build,
    bulletin,
    of,
)

from db import description
from db.checks import check_database
from db.comparable import comparable
from db.lookups import ConceptEntry, UnitEntry

KEY = "place, concept, qualifiers, measure, period, base_unit"
GROWTH = {"measure": "growth", "unit": "%"}
MONEY = {"unit": "元", "concept": "linking-funds", "indicator": "衔接资金", "programme": "雨露计划"}


@pytest.fixture
def ask(tmp_path):
    """Build a database of readings and ask it."""
    numbers = itertools.count()

    def asked(sql, *readings):
        path = build(tmp_path / f"{next(numbers)}.db", *readings)
        assert check_database(path) == []
        conn = sqlite3.connect(path)
        try:
            return conn.execute(sql).fetchall()
        finally:
            conn.close()

    return asked


# Numbers in base units, with what the print leaves open

MU = UnitEntry("area", "平方米", Fraction(2000, 3))
YUAN = UnitEntry("money", "元", Fraction(1))
PERSON = UnitEntry("persons", "人", Fraction(1))


@pytest.mark.parametrize(
    ("quote", "value", "approx", "unit", "expected"),
    [
        ("17万亩", "170000", "exact", MU, (340000000 / 3, 110000000, 120000000)),
        ("38.2万元", "382000", "exact", YUAN, (382000, 381500, 383000)),
        ("2500余元", "2500", "over", YUAN, (2500, 2500, None)),
        ("30万元", "300000", "under", YUAN, (300000, None, 300000)),
        ("4.5亿元", "450000000", "about", YUAN, (450000000, 427500000, 472500000)),
        ("31人", "31", "exact", PERSON, (31, 31, 31)),
        ("3.1万人", "31000", "exact", PERSON, (31000, 30500, 32000)),
        ("四万元", "40000", "exact", YUAN, (40000, 35000, 50000)),
        ("1,234元", "1234", "exact", YUAN, (1234, 1233.5, 1235)),
        ("５.2元", "5.2", "exact", YUAN, (5.2, 5.15, 5.3)),
        ("0元", "0", "exact", YUAN, (0, -0.5, 1)),
        ("减少3万元", "-30000", "exact", YUAN, (-30000, -40000, -25000)),
    ],
)
def test_a_number_and_what_its_print_leaves_open(quote, value, approx, unit, expected):
    make = Maker(f"题\n{quote}。\n")
    figure = make.figure("1", quote, value, approx=approx, unit="单位")
    found = comparable(figure, quote, unit, None)
    assert (found.value, found.least, found.most) == pytest.approx(expected)


def test_a_range_reaches_from_end_to_end():
    figure = Maker("题\n3至5万元。\n").figure("1", "3至5万元", "30000", high=Decimal(50000))
    found = comparable(figure, "3至5万元", YUAN, None)
    assert (found.least, found.most) == (25000, 60000)


def test_what_only_counts_is_counted_in_the_unit_of_the_concept():
    firms = ConceptEntry("f", "企业数", "", "", "organisations", "level", "家", "")
    pieces = UnitEntry("counts", "个", Fraction(1))
    figure = Maker("题\n25个。\n").figure("1", "25个", "25", unit="个")
    assert comparable(figure, "25个", pieces, firms).unit == "家"
    assert comparable(figure, "25个", pieces, GRAIN).unit == "个"
    assert comparable(figure, "25个", pieces, None).unit == "个"


def test_a_unit_that_does_not_convert_stays_as_it_is():
    figure = Maker("题\n25担子。\n").figure("1", "25担子", "25", unit="担子")
    found = comparable(figure, "25担子", None, None)
    assert (found.value, found.unit) == (25, "担子")


def test_a_rank_is_no_number_of_persons():
    figure = Maker("题\n第3位。\n").figure("1", "第3位", "3", unit="位", measure="rank")
    assert comparable(figure, "第3位", PERSON, None).unit == "位"


# county_panel


CHOICES = {
    "actual": (of("50万吨", "500000", status="target"), of("40万吨", "400000", doubt="odd")),
    "whole": (of("50万吨", "500000"), of("40万吨", "400000", doubt="odd")),
    "undoubted": (of("50万吨", "500000", doubt="odd"), of("40万吨", "400000", approx="about")),
    "exact": (of("50万吨", "500000", approx="over"), of("40万吨", "400000")),
    "own_name": (of("50万吨", "500000", indicator="粮食总产量"), of("40万吨", "400000")),
    "own_period": (
        of("50万吨", "500000", period_text=None),
        of("40万吨", "400000", period_text="2021年"),
    ),
    "first": (of("40万吨", "400000"), of("50万吨", "500000")),
}


@pytest.mark.parametrize("reason", [each for each in CHOICES if each != "whole"])
def test_one_value_is_chosen_and_why_is_told(ask, reason):
    sql = "SELECT base_value, reason, others, lowest, highest FROM county_panel"
    assert ask(sql, bulletin("a", *CHOICES[reason])) == [(4e8, reason, 1, 4e8, 5e8)]


def test_a_whole_comes_before_its_part(ask):
    found = ask(
        "SELECT value, reason FROM county_panel",
        bulletin("a", of("9万吨", "90000", part_of="2"), of("40万吨", "400000", doubt="odd")),
    )
    assert found == [(400000, "whole")]


def test_a_part_of_what_is_called_otherwise_is_a_whole_of_its_own(ask):
    sql = "SELECT value, reason FROM county_panel"
    part = of("40万吨", "400000", part_of="2")
    wider = of("90万吨", "900000", indicator="粮食和饲料产量")
    assert ask(sql, bulletin("a", part, wider)) == [(400000, "own_name")]
    other = of("90万吨", "900000", indicator="农产品产量", concept="farm-output")
    assert ask(f"{sql} WHERE concept = 'grain-output'", bulletin("a", part, other)) == [
        (400000, "only")
    ]


def test_a_target_comes_before_what_is_hoped_for_beyond_it(ask):
    hoped = of("50万吨", "500000", status="target", rule="number.unit+label.repeated+link.alias")
    planned = of("40万吨", "400000", status="target")
    sql = "SELECT value, reason FROM county_panel"
    assert ask(sql, bulletin("a", hoped, planned)) == [(400000, "goal")]


def test_the_article_about_the_place_comes_before_others_and_the_latest_before_older(ask):
    city = bulletin("a", of("41万吨", "410000"), place=SHANGQIU, date="2023-01")
    own = bulletin("b", of("40万吨", "400000"), date="2022-01")
    sql = "SELECT document, reason, others FROM county_panel"
    assert ask(sql, city, own) == [("b", "own_place", 1)]
    later = bulletin("c", of("42万吨", "420000"), date="2022-03")
    assert ask(sql, own, later, city) == [("c", "latest", 2)]
    undated = bulletin("0", of("43万吨", "430000"), date="")
    assert ask(sql, own, undated) == [("b", "latest", 1)]


def test_the_choice_does_not_hang_on_the_order_of_writing(ask):
    readings = [bulletin(doc, of("40万吨", "400000")) for doc in "abc"]
    sql = "SELECT figure FROM county_panel"
    for order in itertools.permutations(readings):
        assert ask(sql, *order) == [("a#1",)]


def test_cells_of_other_qualifiers_measures_periods_and_units_are_their_own(ask):
    found = ask(
        f"SELECT {KEY} FROM county_panel ORDER BY figure",
        bulletin(
            "a",
            of("40万吨", "400000"),
            of("3万吨", "30000", qualifiers=(("group", "农户"), ("flow", "新增"))),
            of("8%", "8", **GROWTH),
            of("41万吨", "410000", period="2020"),
            of("4元", "4", unit="元"),
        ),
    )
    grain = (XIAYI, "grain-output")
    assert found == [
        (*grain, None, "level", "2021", "千克"),
        (*grain, "subject_group=农户; flow=新增", "level", "2021", "千克"),
        (*grain, None, "growth", "2021", "%"),
        (*grain, None, "level", "2020", "千克"),
        (*grain, None, "level", "2021", "元"),
    ]


def test_units_of_one_dimension_share_a_cell(ask):
    found = ask(
        "SELECT base_value, others, lowest, highest FROM county_panel",
        bulletin("a", of("40万吨", "400000"), of("8亿斤", "800000000", unit="斤")),
    )
    assert found == [(4e8, 1, 4e8, 4e8)]


@pytest.mark.parametrize(
    "left_out",
    [
        {"concept": None},
        {"period": None},
        {"status": "criterion"},
        {"measure": "rank", "unit": "位"},
        {"place": (XIAYI, SUIYANG)},
        {"place": ("中国",)},
        {"place": (f"{XIAYI}会亭镇",)},
        {"measure": "change", "unit": "百分点"},  # of the growth, not of the output
    ],
    ids=str,
)
def test_what_the_panel_leaves_out(ask, left_out):
    assert ask("SELECT * FROM county_panel", bulletin("a", of("4万吨", "40000", **left_out))) == []


def test_counties_prefectures_and_provinces_are_in_the_panel(ask):
    places = (XIAYI, SHANGQIU, HENAN)
    figures = [of(f"{n}万吨", f"{n}0000", place=(each,)) for n, each in enumerate(places, 4)]
    found = ask(
        "SELECT place, level, county, province FROM county_panel ORDER BY length(place) DESC",
        bulletin("a", *figures),
    )
    assert found == [
        (XIAYI, "county", XIAYI, HENAN),
        (SHANGQIU, "prefecture", None, HENAN),
        (HENAN, "province", None, HENAN),
    ]


def test_a_former_county_stands_under_what_it_has_become(ask):
    found = ask(
        "SELECT place, period, reason, others FROM county_panel ORDER BY period",
        bulletin("a", of("40万吨", "400000", place=(OLD,), period="2009"), place=OLD),
        bulletin("b", of("40万吨", "400000", place=(NOW,), period="2013"), place=NOW),
        bulletin("c", of("41万吨", "410000", place=(NOW,), period="2009"), place=NOW),
    )
    assert found == [(NOW, "2009", "first", 1), (NOW, "2013", "only", 0)]


def test_a_line_names_the_place_as_its_bulletin_does(ask):
    found = ask(
        "SELECT place, named FROM county_panel ORDER BY period",
        bulletin("a", of("40万吨", "400000", place=(OLD,), period="2009"), place=OLD),
        bulletin("b", of("40万吨", "400000", place=(NOW,), period="2013"), place=NOW),
    )
    assert found == [(NOW, OLD), (NOW, NOW)]


def test_a_county_that_went_into_another_has_a_line_of_its_own(ask):
    found = ask(
        "SELECT place, value, others FROM county_panel ORDER BY value",
        bulletin("a", of("9万吨", "90000", place=(MERGED,), period="2009"), place=MERGED),
        bulletin("b", of("40万吨", "400000", place=(OLD,), period="2009"), place=OLD),
    )
    assert found == [(MERGED, 90000, 0), (NOW, 400000, 0)]


@pytest.mark.parametrize(
    ("period", "annual"),
    [
        ("2021", 2021),
        ("2021-12-31", 2021),
        ("2021-12", None),
        ("2021-06-30", None),
        ("2016/2020", None),
        ("2021-01-01/2021-12-31", 2021),
    ],
)
def test_annual_is_a_whole_year_or_its_end(ask, period, annual):
    sql = "SELECT annual FROM county_panel"
    assert ask(sql, bulletin("a", of("4万吨", "40000", period=period))) == [(annual,)]


# conflicts


def test_values_that_differ_are_a_conflict_with_both_quotes(ask):
    found = ask(
        "SELECT base_value, other_value, mentions, spread, quote, other_quote, document,"
        " other_document FROM conflicts",
        bulletin("a", of("40万吨", "400000"), of("41万吨", "410000")),
        bulletin("b", of("45万吨", "450000")),
    )
    assert found == [(4e8, 4.5e8, 3, "bulletins", "40万吨", "45万吨", "a", "b")]


def test_a_conflict_inside_one_bulletin_says_so(ask):
    twice = bulletin("a", of("40万吨", "400000"), of("45万吨", "450000"))
    assert ask("SELECT spread FROM conflicts", twice) == [("bulletin",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("40万吨", "400000"), of("40.4万吨", "404000")),  # rounded
        (of("40万吨", "400000"), of("40.9万吨", "409000")),  # cut
        (of("40万吨", "400000", approx="over"), of("45万吨", "450000")),
        (of("46万吨", "460000", approx="under"), of("45万吨", "450000")),
        (of("40万吨", "400000", approx="about"), of("41.5万吨", "415000")),
        (of("3至5万吨", "30000", high=Decimal(50000)), of("4万吨", "40000")),
        (of("40万吨", "400000"), of("8.04亿斤", "804000000", unit="斤")),
        (of("40万吨", "400000"), of("45万吨", "450000", status="target")),
        (of("40万吨", "400000"), of("45万吨", "450000", period="2020")),
        (of("40万吨", "400000"), of("45万吨", "450000", place=(SUIYANG,))),
        (of("40万吨", "400000"), of("45万吨", "450000", qualifiers=(("flow", "新增"),))),
        (of("40万吨", "400000"), of("5万吨", "50000", part_of="1")),
        (of("第3位", "3", measure="rank", unit="位"), of("第4位", "4", measure="rank", unit="位")),
    ],
)
def test_what_is_no_conflict(ask, one, other):
    assert ask("SELECT * FROM conflicts", bulletin("a", one, other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("40万吨", "400000"), of("41.1万吨", "411000")),
        (of("46万吨", "460000", approx="over"), of("44万吨", "440000")),
        (of("8%", "8", **GROWTH), of("-8%", "-8", **GROWTH)),
    ],
)
def test_what_is_a_conflict(ask, one, other):
    assert len(ask("SELECT * FROM conflicts", bulletin("a", one, other))) == 1


@pytest.mark.parametrize(
    ("other", "likely"),
    [
        ({"rule": "number.unit+label.repeated"}, "hope"),
        ({"doubt": "topic carried"}, "doubt"),
        ({"indicator": "粮食总产量"}, "words"),
        ({}, "open"),
    ],
    ids=str,
)
def test_a_conflict_says_what_may_explain_it(ask, other, likely):
    one, two = of("40万吨", "400000"), of("45万吨", "450000", **other)
    assert ask("SELECT likely FROM conflicts", bulletin("a", one, two)) == [(likely,)]


def test_counts_of_two_passages_may_each_have_their_own(ask):
    sql = "SELECT likely FROM conflicts"
    one, two = of("40万吨", "400000"), of("45万吨", "450000")
    assert ask(sql, bulletin("a", one, two, mark="。")) == [("passages",)]
    assert ask(sql, bulletin("a", one), bulletin("b", two)) == [("open",)]


def test_growths_against_other_years_are_no_conflict(ask):
    usual = of("4%", "4", **GROWTH)
    older = of("65%", "65", **GROWTH, qualifiers=(("basis", "比2015"),))
    assert ask("SELECT * FROM conflicts", bulletin("a", usual, older)) == []
    found = ask("SELECT basis, base_value FROM county_panel", bulletin("a", usual, older))
    assert sorted(found, key=str) == [("比2015", 65.0), (None, 4.0)]


def test_what_a_county_had_before_it_went_into_another_is_no_conflict(ask):
    sql = "SELECT place FROM conflicts"
    old = bulletin("a", of("40万吨", "400000", place=(OLD,)), place=OLD)
    merged = bulletin("b", of("9万吨", "90000", place=(MERGED,)), place=MERGED)
    now = bulletin("c", of("45万吨", "450000", place=(NOW,)), place=NOW)
    assert ask(sql, merged, old) == ask(sql, merged, now) == []
    assert ask(sql, old, now) == [(NOW,)]


# targets

YEAR_END = "2021-12"  # a year is not over yet, and most of it can be told of


def test_a_target_meets_what_was_achieved_later(ask):
    planned = bulletin("a", of("50万吨", "500000", status="target", period="2022"))
    done = bulletin("b", of("40万吨", "400000", period="2022"), date="2023-02")
    sql = "SELECT place, target, actual, met, outcome, target_quote, quote, document FROM targets"
    assert ask(sql, planned, done) == [(XIAYI, 5e8, 4e8, 80.0, "missed", "50万吨", "40万吨", "b")]
    assert ask(sql, planned) == [(XIAYI, 5e8, None, None, None, "50万吨", None, None)]


@pytest.mark.parametrize(
    ("target", "actual", "outcome"),
    [
        (of("5%", "5", **GROWTH), of("5%", "5", **GROWTH), "reached"),
        (of("5%", "5", approx="under", **GROWTH), of("4%", "4", **GROWTH), "reached"),
        (of("5%", "5", approx="under", **GROWTH), of("6%", "6", **GROWTH), "missed"),
        (of("50万吨", "500000"), of("48万吨", "480000", approx="over"), "open"),
        (of("50万吨", "500000"), of("51万吨", "510000"), "reached"),
    ],
)
def test_what_became_of_a_target(ask, target, actual, outcome):
    planned = of(target[0], target[1], **{**target[2], "status": "target"})
    sql, plan = "SELECT outcome FROM targets", bulletin("a", planned, date=YEAR_END)
    assert ask(sql, plan, bulletin("b", actual)) == [(outcome,)]
    early = (
        "reached" if outcome == "reached" and planned[2].get("approx") != "under" else "under_way"
    )
    assert ask(sql, plan, bulletin("b", actual, date=YEAR_END)) == [(early,)]


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2020"},
        {"place": (SUIYANG,)},
        {"qualifiers": (("flow", "新增"),)},
        {"status": "criterion"},
        {"measure": "change"},
    ],
    ids=str,
)
def test_a_target_does_not_meet_something_else(ask, other):
    planned = of("50万吨", "500000", status="target")
    text = bulletin("a", planned, of("40万吨", "400000", **other), date=YEAR_END)
    assert ask("SELECT outcome FROM targets", text) == [(None,)]


def test_a_target_of_a_county_is_not_met_by_what_went_into_it(ask):
    aim = of("50万吨", "500000", status="target", place=(OLD,))
    planned = bulletin("a", aim, place=OLD, date=YEAR_END)
    merged = bulletin("b", of("60万吨", "600000", place=(MERGED,)), place=MERGED)
    now = bulletin("c", of("60万吨", "600000", place=(NOW,)), place=NOW)
    sql = "SELECT place, outcome FROM targets"
    assert ask(sql, planned, merged) == [(NOW, None)]
    assert ask(sql, planned, merged, now) == [(NOW, "reached")]


@pytest.mark.parametrize("date", ["2021-12", "2021", ""])
def test_what_is_expected_of_a_period_that_is_not_over_is_a_target(ask, date):
    expected = of("50万吨", "500000", status="target")
    assert len(ask("SELECT * FROM targets", bulletin("a", expected, date=date))) == 1


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({}, 0),  # 2021年预计完成50万吨, said in February 2022
        ({"rule": "number.unit+label.aim+link.alias"}, 1),  # 完成年初50万吨的目标
        ({"rule": "number.unit+label.budget"}, 1),
        ({"qualifiers": (("flow", "预算"),)}, 1),
    ],
    ids=str,
)
def test_what_is_expected_of_a_period_that_is_over_is_no_target(ask, more, count):
    said = bulletin("a", of("50万吨", "500000", status="target", **more), date="2022-02")
    assert len(ask("SELECT * FROM targets", said)) == count


@pytest.mark.parametrize("flow", ["预算", "计划"])
def test_a_budget_is_met_by_what_it_is_the_budget_of(ask, flow):
    budget = of("50万吨", "500000", status="target", qualifiers=(("group", "农户"), ("flow", flow)))
    done = of("40万吨", "400000", qualifiers=(("group", "农户"),))
    other = of("60万吨", "600000")
    found = ask("SELECT qualifiers, actual FROM targets", bulletin("a", budget, done, other))
    assert found == [(f"subject_group=农户; flow={flow}", 4e8)]


def test_what_was_reached_so_far_stands_beside_a_target_till_the_end_is_reported(ask):
    sql = "SELECT actual, met, outcome, actual_period FROM targets"
    planned = of("50万吨", "500000", status="target", period="2022")
    spring = of("10万吨", "100000", period="2022-01-01/2022-03-31")
    half = of("20万吨", "200000", period="2022-01-01/2022-06-30")
    month = of("4万吨", "40000", period="2022-06-01/2022-06-30")
    text = bulletin("a", planned, spring, half, month)
    assert ask(sql, text) == [(2e8, 40.0, "under_way", "2022-01-01/2022-06-30")]
    year = bulletin("b", of("52万吨", "520000", period="2022"), date="2023-02")
    assert ask(sql, text, year) == [(5.2e8, 104.0, "reached", "2022")]


def test_a_growth_up_to_a_month_says_nothing_of_the_year(ask):
    planned = of("5%", "5", status="target", period="2022", **GROWTH)
    half = of("6%", "6", period="2022-01-01/2022-06-30", **GROWTH)
    assert ask("SELECT outcome FROM targets", bulletin("a", planned, half)) == [(None,)]


def test_the_state_at_the_end_of_the_year_answers_a_target_of_the_year(ask):
    planned = of("50万吨", "500000", status="target")
    done = of("52万吨", "520000", period="2021-12-31")
    text = bulletin("a", planned, done, date=YEAR_END)
    assert ask("SELECT outcome FROM targets", text) == [("reached",)]


# programme_money


def money(quote, value, **more):
    return of(quote, value, **{**MONEY, **more})


def test_amounts_of_a_programme_are_added_each_once(ask):
    found = ask(
        "SELECT programme, place, what, period, status, total, facts, repeats, largest, quote"
        " FROM programme_money",
        bulletin("a", money("900万元", "9000000"), money("300万元", "3000000")),
        bulletin("b", money("900万元", "9000000")),
    )
    assert found == [
        ("雨露计划", XIAYI, "衔接资金", "2021", "actual", 12000000, 2, 1, 9000000, "900万元")
    ]


def test_a_whole_is_not_added_to_its_parts(ask):
    found = ask(
        "SELECT total, facts FROM programme_money",
        bulletin(
            "a", money("900万元", "9000000"), money("300万元", "3000000", part_of="1"),
            money("600万元", "6000000", part_of="1"),
        ),
    )  # fmt: skip
    assert found == [(9000000, 1)]


def test_a_part_of_what_is_no_money_of_the_programme_counts(ask):
    whole = money("900万元", "9000000", programme="其他")
    sql = "SELECT programme, total FROM programme_money ORDER BY 1"
    found = ask(sql, bulletin("a", whole, money("300万元", "3000000", part_of="1")))
    assert found == [("其他", 9000000), ("雨露计划", 3000000)]


def test_an_amount_for_several_places_counts_once_where_the_article_is(ask):
    shared = money("900万元", "9000000", place=(XIAYI, SUIYANG))
    sql = "SELECT place, total FROM programme_money"
    assert ask(sql, bulletin("a", shared, place=SHANGQIU)) == [(SHANGQIU, 9000000)]


def test_money_of_a_former_county_is_added_to_what_it_has_become(ask):
    old = bulletin("a", money("900万元", "9000000", place=(OLD,)), place=OLD)
    now = bulletin("b", money("300万元", "3000000", place=(NOW,)), place=NOW)
    sql = "SELECT place, total, facts FROM programme_money"
    assert ask(sql, old, now) == [(NOW, 12000000, 2)]


def test_money_of_a_county_that_went_into_another_is_its_own(ask):
    merged = bulletin("a", money("900万元", "9000000", place=(MERGED,)), place=MERGED)
    now = bulletin("b", money("300万元", "3000000", place=(NOW,)), place=NOW)
    sql = "SELECT place, total FROM programme_money ORDER BY total"
    assert ask(sql, merged, now) == [(NOW, 3000000), (MERGED, 9000000)]


@pytest.mark.parametrize(
    "left_out",
    [
        {"programme": None},
        {"unit": "人"},
        {"measure": "growth", "unit": "%"},
        {"status": "criterion"},
    ],
    ids=str,
)
def test_what_is_no_money_of_a_programme(ask, left_out):
    sql = "SELECT * FROM programme_money"
    assert ask(sql, bulletin("a", money("900万元", "9000000", **left_out))) == []


def test_plans_and_currencies_are_not_added_together(ask):
    found = ask(
        "SELECT status, total FROM programme_money ORDER BY 1",
        bulletin("a", money("9万元", "90000"), money("7万元", "70000", status="target")),
    )
    assert found == [("actual", 90000), ("target", 70000)]


# ranking


def grain(place, quote, value, **more):
    return of(quote, value, place=(place,), **more)


THREE = (
    grain(XIAYI, "40万吨", "400000"),
    grain(SUIYANG, "30万吨", "300000"),
    grain(NINGLING, "10万吨", "100000"),
)


def test_places_are_ranked_with_their_distance_from_the_median(ask):
    found = ask(
        "SELECT place, rank, places, median, distance, distance_share FROM ranking ORDER BY rank",
        bulletin("a", *THREE),
    )
    assert found == [
        (XIAYI, 1, 3, 3e8, 1e8, 33.3),
        (SUIYANG, 2, 3, 3e8, 0, 0),
        (NINGLING, 3, 3, 3e8, -2e8, -66.7),
    ]


def test_the_median_of_an_even_number_is_between_the_middle_two(ask):
    sql = "SELECT DISTINCT median FROM ranking"
    assert ask(sql, bulletin("a", *THREE[:2])) == [(3.5e8,)]


def test_even_values_share_a_rank(ask):
    even = grain(SUIYANG, "40万吨", "400000")
    found = ask("SELECT rank FROM ranking ORDER BY 1", bulletin("a", THREE[0], even, THREE[2]))
    assert found == [(1,), (1,), (3,)]


def test_only_like_is_ranked_with_like(ask):
    found = ask(
        "SELECT places FROM ranking",
        bulletin(
            "a",
            THREE[0],
            grain(SHANGQIU, "90万吨", "900000"),
            grain(SUIYANG, "30万吨", "300000", period="2020"),
            grain(NINGLING, "3万吨", "30000", qualifiers=(("flow", "新增"),)),
            grain(NINGLING, "8%", "8", **GROWTH),
        ),
    )
    assert found == [(1,)] * 5


@pytest.mark.parametrize("more", [{"status": "target"}, {"period": "2021-06-30"}], ids=str)
def test_plans_and_parts_of_a_year_are_not_ranked(ask, more):
    found = ask(
        "SELECT place FROM ranking", bulletin("a", THREE[0], grain(SUIYANG, "9吨", "9", **more))
    )
    assert found == [(XIAYI,)]


def test_a_county_that_went_into_another_has_its_own_rank(ask):
    figures = (grain(NOW, "40万吨", "400000"), grain(MERGED, "9万吨", "90000"))
    found = ask("SELECT place, rank FROM ranking ORDER BY rank", bulletin("a", *figures))
    assert found == [(NOW, 1), (MERGED, 2)]


def test_the_year_comes_before_its_last_day_and_counts_once(ask):
    end = grain(XIAYI, "41万吨", "410000", period="2021-12-31")
    found = ask("SELECT period, places FROM (SELECT r.*, f.period FROM ranking r"
                " JOIN figures f ON f.id = r.figure)", bulletin("a", end, THREE[0]))  # fmt: skip
    assert found == [("2021", 1)]


# all of them


@pytest.mark.parametrize("view", description.views(), ids=lambda view: view.name)
def test_a_view_of_nothing_is_empty(ask, view):
    assert ask(f"SELECT * FROM {view.name}") == []
