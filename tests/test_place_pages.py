"""The pages of places: above and below, bulletins, values by year; and places side by side."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from served_samples import asking
from view_samples import HENAN, NINGLING, NOW, OLD, SHANGQIU, XIAYI, build, bulletin, of

from db.pages import wide as wide_page
from db.pages.compare import _year, settled, split
from db.pages.wide import wide


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    """Ask for a page of a small database."""
    path = build(
        tmp_path_factory.mktemp("places") / "facts.db",
        bulletin(
            "a",
            of("38万吨", "380000", period="2020"),
            of("40万吨", "400000", approx="over"),
            of("41万吨", "410000"),
            of("9万吨", "90000", place=(NINGLING,)),
            of("90万吨", "900000", place=(SHANGQIU,)),
            of("3万吨", "30000", place=(OLD,)),
        ),
    )
    with asking(path) as ask:
        yield ask


def page(get, place):
    return get(f"/-/place/{quote(place)}")


def test_a_place_has_what_is_above_and_below_it(get):
    html = page(get, SHANGQIU).text
    assert f'<a href="/-/place/{quote(HENAN)}">河南省</a>' in html
    for below in (XIAYI, NINGLING):
        assert f'<a href="/-/place/{quote(below)}">' in html


def test_a_place_has_its_bulletins_and_its_values_by_year(get):
    html = page(get, XIAYI).text
    assert '<a href="/-/bulletin/a">' in html
    assert '<th class="right">2020</th><th class="right">2021</th>' in html
    assert 'href="/-/bulletin/a?fact=1#f-1"' in html
    assert ">3.8亿</a>" in html
    assert "另1" in html  # of two statements on 2021 one is shown


def test_an_old_name_leads_to_that_of_today(get):
    answer = page(get, OLD)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/-/place/{quote(NOW)}")
    assert ">3,000万</a>" in page(get, NOW).text


def test_a_place_that_is_not_there_is_told(get):
    for place in ("无此县", "<script>"):
        answer = page(get, place)
        assert answer.status_code == 404
        assert "没有名为" in answer.text
        assert "<script>”" not in answer.text


def test_places_stand_side_by_side(get):
    asked = quote("夏邑县、宁陵")
    html = get(f"/-/compare?places={asked}&year=2021").text
    assert html.index(">夏邑县</a></th>") < html.index(">宁陵县</a></th>")
    assert "9,000万" in html
    lines = list(csv.reader(io.StringIO(get(f"/-/compare?places={asked}&format=csv").text)))
    assert lines[0][-2:] == [XIAYI, NINGLING]
    assert lines[1][-2:] == ["410000000.0", "90000000.0"]


def test_a_name_of_several_places_is_told_not_guessed(get):
    html = get(f"/-/compare?places={quote('商丘市、县、无此县')}").text
    assert "“县”可以是" in html
    assert "没有“无此县”的数据" in html


def test_the_page_of_places_side_by_side_bears_anything(get):
    for given in ("", "places=%27%3Cscript%3E&year=x", f"places={quote(XIAYI)}&year=99999999999"):
        answer = get(f"/-/compare?{given}")
        assert answer.status_code == 200
        assert "'<script>" not in answer.text


def test_tables_and_queries_lead_to_places(get):
    link = f'<a href="/-/place/{quote(XIAYI)}">'
    for address in ("facts/facts", "facts/county_panel", "facts/places", ""):
        assert link in get(f"/{address}").text, address


def test_names_are_split_and_settled():
    assert split(" 甲市，乙县;甲市 ") == ["甲市", "乙县"]
    same = [{"path": "甲省乙市", "name": "乙市"}, {"path": "甲省乙市丙区", "name": "丙区"}]
    assert settled("乙市", same) == same[:1]
    assert settled("甲", same) == same


def test_a_whole_year_goes_before_a_part_of_it():
    row = {
        "subject": None, "concept": "x", "concept_zh": "甲", "concept_position": 1,
        "qualifiers": None, "measure": "level", "base_unit": "个", "status": "actual",
        "year": 2021, "approx": "exact", "others": 0,
    }  # fmt: skip
    part = {**row, "period": "2021-01-01/2021-09-30", "annual": None, "base_value": 3.0}
    whole = {**row, "period": "2021", "annual": 2021, "base_value": 4.0}
    ((cell,),) = [each["cells"] for each in wide([part, whole], "year", [2021])]
    assert (cell["shown"], cell["more"]) == ("4", 1)
    assert wide([part], "year", [2020]) == []


def test_the_year_with_most_to_compare_is_shown():
    def value(place, year, concept):
        kind = dict.fromkeys(wide_page._KIND, "x") | {"concept": concept, "status": "actual"}
        return kind | {"place": place, "year": year}

    panel = [value("甲", 2020, "a"), value("乙", 2020, "a"), value("甲", 2021, "a")]
    panel += [value("甲", 2021, "b"), value("乙", 2021, "c"), value("甲", 2022, "a")]
    assert _year("", panel) == (2020, [2022, 2021, 2020])
    assert _year("2022", panel)[0] == 2022
    assert _year("", []) == (None, [])
