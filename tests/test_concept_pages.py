"""The pages that show concepts: one of each, and where bulletins, facts and queries lead there."""

from __future__ import annotations

from contextlib import closing
from html import unescape
from sqlite3 import connect

import pytest
from served_samples import asking
from view_samples import NINGLING, SHANGQIU, SUIYANG, build, bulletin, of

from db.pages.concept import by_level
from db.pages.words import serving

NARROW = {"qualifiers": (("group", "农户"), ("flow", "新增"))}


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    """Ask for a page of a small database."""
    path = build(
        tmp_path_factory.mktemp("concepts") / "facts.db",
        bulletin(
            "a",
            of("38万吨", "380000", period="2020"),
            of("40万吨", "400000"),
            of("50万吨", "500000", status="target", period="2022"),
            of("8%", "8", measure="growth", unit="%", doubt="period inferred"),
            of("3万吨", "30000", place=(SUIYANG,), **NARROW),
            of("90万吨", "900000", place=(SHANGQIU,)),
            of("7万元", "70000", unit="元", concept=None, indicator="<b>资金"),
            of("9万吨", "90000", place=(NINGLING,)),
            of("5万吨", "50000", place=(NINGLING,)),
        ),
    )
    with asking(path) as ask:
        yield ask


def test_a_concept_has_its_definition_source_and_range(get):
    html = get("/-/concept/grain-output").text
    for words in ("粮食产量", "Grain output", "谷物、豆类和薯类", "国家统计局", "农业", "千克"):
        assert words in html
    assert "合理范围 10万 – 800亿" in html
    assert "定义未核对" in html
    assert "来源的名称和机构见于制度总说明" in html
    assert '<html lang="zh-CN">' in html


@pytest.mark.parametrize(
    ("source", "checked", "seen", "words"),
    [
        ("某部", "definition", "某公报注释[7]", "定义已与文献核对：某公报注释[7]"),
        ("某部", "source", "某公报", "来源的名称和机构见于某公报"),
        ("某部", "none", "", "来源和定义都没有与文献核对"),
        ("", "none", "", "没有找到全国统一的规定"),
    ],
)
def test_a_concept_says_what_was_checked(tmp_path, source, checked, seen, words):
    path = build(tmp_path / "facts.db", bulletin("a", of("40万吨", "400000")))
    row = {"source": source, "checked": checked, "seen": seen}
    with closing(connect(path)) as conn, conn:
        conn.execute("UPDATE concepts SET source=:source, checked=:checked, seen=:seen", row)
    with asking(path) as ask:
        html = ask("/-/concept/grain-output").text
    assert words in html
    assert ("未核对" in html) is (checked != "definition")


def test_a_concept_lists_its_places_by_level_each_with_its_newest_value(get):
    html = get("/-/concept/grain-output").text
    assert html.index("县级 <") < html.index("地级 <")
    assert 'href="/-/bulletin/a?fact=2#f-2" title="查看原文">40万吨</a>' in html
    assert "38万吨" not in html  # an older one
    assert "2020–2022" in html
    assert "农户 · 新增" in html


@pytest.mark.parametrize(
    ("rows", "chosen"),
    [
        (("growth", None, "actual"), ("level", None, "actual")),
        (("level", "flow=新增", "actual"), ("level", None, "actual")),
        (("level", None, "target"), ("level", None, "actual")),
        (("level", None, "target"), ("rate", None, "target")),
    ],
)
def test_the_newest_value_is_one_of_the_thing_itself(rows, chosen):
    def row(measure, qualifiers, status):
        kind = {"measure": measure, "qualifiers": qualifiers, "status": status}
        return {"place": "p", "level": "county", "year": 2021, "base_value": 1.0, **kind}

    ((_, (place,)),) = by_level([row(*rows), row(*chosen)])
    wanted = rows if chosen[0] == "rate" else chosen  # even ones: the first, which is newer
    assert (place["measure"], place["qualifiers"], place["status"]) == wanted


def test_a_concept_that_is_not_there_is_told(get):
    for id_ in ("no-such-thing", "<script>"):
        answer = get(f"/-/concept/{id_}")
        assert answer.status_code == 404
        assert "没有编号为" in answer.text
        assert "<script>”" not in answer.text


def test_what_a_concept_page_links_to_answers(get):
    html = get("/-/concept/grain-output").text
    for address in ("indicator_across_counties", "places_ranked", "conflicting_statements"):
        assert f"/facts/{address}?indicator=grain-output" in html
        assert get(f"/facts/{address}?indicator=grain-output").status_code == 200
    found = get("/facts/county_panel.json?concept=grain-output&_shape=array").json()
    assert len(found) == 7


def test_a_bulletin_shows_the_concept_of_a_figure_and_its_qualifiers(get):
    html = get("/-/bulletin/a?fact=5").text
    link = '<a href="/-/concept/grain-output">粮食产量</a>'
    assert html.count(link) == 8  # all but the money
    assert f'{link} <span title="subject_group=农户; flow=新增">（农户 · 新增）</span>' in html


def test_facts_show_concepts_and_are_browsed_by_their_subject(get):
    html = get("/facts/facts").text
    assert '<a href="/-/concept/grain-output" title="grain-output">粮食产量</a>' in html
    assert "subject=%E5%86%9C%E4%B8%9A" in html
    assert '<span title="subject_group=农户; flow=新增">农户 · 新增</span>' in html
    only = get("/facts/facts.json?subject=农业&_shape=array").json()
    assert {row["concept"] for row in only} == {"grain-output"}


def test_the_list_of_concepts_leads_to_their_pages(get):
    assert '<a href="/-/concept/grain-output" title="grain-output">粮食产量</a>' in (
        get("/facts/concepts").text
    )


def test_both_quotes_of_a_conflict_lead_to_their_passages(get):
    html = unescape(get("/facts/conflicts").text)
    for key, quote in (("9", "5万吨"), ("8", "9万吨")):
        assert f'href="/-/bulletin/a?fact={key}#f-{key}" title="查看原文">{quote}</a>' in html


@pytest.mark.parametrize("view", ["county_panel", "conflicts", "targets", "ranking"])
def test_the_page_of_a_view_shows_its_columns_and_facets(get, view):
    html = get(f"/facts/{view}").text
    assert '<html lang="zh-CN">' in html
    for column in serving()["tables"][view]["shown"]:
        assert f'data-column="{column}"' in html, column
    assert "粮食产量" in html


def test_a_target_links_to_what_was_planned(get):
    html = get("/facts/targets").text
    assert 'href="/-/bulletin/a?fact=3#f-3" title="查看原文">50万吨</a>' in html
    assert "没有读到" in html
