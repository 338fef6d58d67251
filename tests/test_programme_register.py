"""The register of programmes: what it lists, and under which name another one stands."""

from __future__ import annotations

import pytest
from document_samples import document

from extractors import programme_lexicon
from extractors.lexicons import read_toml
from extractors.programme_lexicon import LEVELS, load_lexicon
from extractors.programme_register import (
    canonical,
    canonicals,
    key,
    level_of,
    register,
    registered,
)
from extractors.programmes import find_programmes
from pipeline.errors import LexiconError

WORDS = read_toml("programme_register.toml")


def mentions(text: str) -> list[tuple[str, str, str]]:
    return [(m.name, m.kind, m.level) for m in find_programmes(document(text))]


# --- the lexicon as a register ---


def test_the_register_lists_every_name_once_in_the_order_of_the_file():
    names = [entry.name for entry in register()]
    assert len(names) == len(set(names)) >= 600
    assert names[0] == load_lexicon().programmes[0].name
    assert set(registered()) == set(names)


def test_what_is_known_of_a_programme():
    entry = registered()["四个不摘"]
    assert (entry.level, entry.year) == ("national", 2019)
    assert entry.components == ("摘帽不摘责任", "摘帽不摘政策", "摘帽不摘帮扶", "摘帽不摘监管")
    assert len(registered()["两不愁三保障"].components) == 5
    assert registered()["河长制"].issuer == "中共中央办公厅、国务院办公厅"
    assert registered()["五水共治"].level == "province"


def test_kindred_programmes_have_the_level_but_not_the_year():
    assert registered()["大气十条"].year == 2013
    assert (registered()["水十条"].level, registered()["水十条"].year) == ("national", None)
    assert registered()["水十条"].issuer == ""


def test_what_a_text_was_found_for_says_where():
    seen = {entry.name: entry.seen for entry in register() if entry.seen}
    assert len(seen) >= 30
    assert seen["河长制"].startswith("https://")
    assert all(s.startswith(("http://", "https://")) or "工作报告" in s for s in seen.values())
    assert not any(" " in s for s in seen.values())
    assert registered()["水十条"].seen == ""  # kindred to what was seen


def test_what_two_texts_date_differently_has_no_year():
    assert registered()["中部崛起"].year is None
    assert registered()["良种补贴"].year is None


def test_things_of_other_rank_or_number_are_not_the_same():
    names = [
        "乡村振兴示范村",
        "乡村振兴示范县",
        "四城同创",
        "五城同创",
        "人才强国战略",
        "人才强市战略",
    ]
    assert [canonical(name) for name in names] == names


def test_counts_of_different_years_are_different():
    years = {registered()[f"第{n}次全国人口普查"].year for n in "五六七"}
    assert years == {2000, 2010, 2020}


def test_many_programmes_have_a_level_and_all_a_known_one():
    levels = [entry.level for entry in register()]
    assert set(levels) <= LEVELS
    assert sum(bool(level) for level in levels) >= 350


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("level", "planet", "no such level: planet"),
        ("year", 1492, "no such year: 1492"),
        ("components", ["甲", ""], "an empty component"),
        ("kind", "dance", "no such kind: dance"),
        ("colour", "red", "colour"),
        ("seen", "https://example.org", "seen, but neither issuer nor year"),
    ],
)
def test_a_mistake_in_an_entry_is_named(monkeypatch, field, value, said):
    row = {"name": "青石行动", "kind": "campaign", "example": "青石行动", field: value}
    monkeypatch.setattr(programme_lexicon, "read_toml", lambda _: {"programmes": [row]})
    with pytest.raises(LexiconError, match=said):
        load_lexicon.__wrapped__()


# --- canonical names ---


@pytest.mark.parametrize(
    ("name", "others", "wanted"),
    [
        ("“厕所 革命”", [], "厕所革命"),
        ("打赢脱贫攻坚战三年行动", [], "脱贫攻坚三年行动"),
        ("清洁取暖工程", [], "清洁取暖"),  # a listed name and its suffix
        ("国企改革三年行动计划", [], "国企改革三年行动"),
        ("我县青石惠老行动", [], "青石惠老行动"),
        ("本镇“青石惠老”行动", ["青石惠老"], "青石惠老"),
        ("青石惠老行动计划", ["青石惠老行动"], "青石惠老行动"),
        ("青石、惠老行动", ["青石惠老行动"], "青石惠老行动"),
        ("青石＋农户", [], "青石＋农户"),
        # refused
        ("青石惠老工程", [], "青石惠老工程"),  # nobody names it without
        ("青石惠老工程", ["青石惠老行动"], "青石惠老工程"),  # two suffixes are two things
        ("希望工程", [], "希望工程"),
        ("五个一工程", ["五个一"], "五个一工程"),  # has an entry of its own
        ("三农工程", [], "三农工程"),  # a slogan is no stem
        ("一号工程行动", [], "一号工程行动"),  # nor is an ordinary word
        ("我市场监管行动", [], "我市场监管行动"),
        ("全省青石示范县", [], "全省青石示范县"),
    ],
)
def test_canonical(name, others, wanted):
    assert canonical(name, others) == wanted


@pytest.mark.parametrize("owner", WORDS["owners"]["words"])
def test_whose_it_is_is_no_part_of_a_name(owner):
    assert canonical(f"{owner}青石惠老行动") == "青石惠老行动"


@pytest.mark.parametrize("ending", WORDS["endings"]["words"])
def test_every_ending_leads_to_the_name_without_it(ending):
    assert canonical(f"青石惠老{ending}", ["青石惠老"]) == "青石惠老"


@pytest.mark.parametrize("entry", register(), ids=lambda e: e.name)
def test_a_listed_name_stays_and_its_variants_lead_to_it(entry):
    assert key(canonical(entry.name)) == key(entry.name)
    for alias in entry.aliases:
        assert key(canonical(alias)) in {key(entry.name), key(alias)}


def test_the_order_of_the_names_changes_nothing():
    names = ["青石惠老行动计划", "青石惠老", "青石、惠老", "青石惠老行动"]
    assert canonicals(names) == {name: canonicals(names[::-1])[name] for name in names}
    assert len(set(canonicals(names).values())) == 1


# --- levels ---


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("国家青石公园城市试点", "national"),
        ("全国青石文明村镇", "national"),
        ("省级青石渔港创建", "province"),
        ("县级青石文明户评选", "county"),
        ("青石惠老行动", "local"),
        ("中央厨房工程", "local"),
        ("国家电网青石行动", "national"),
    ],
)
def test_how_far_a_name_reaches(name, level):
    assert level_of(name) == level


def test_the_examples_of_the_data_hold():
    owners, openings = WORDS["owners"], WORDS["openings"]
    assert canonical(owners["example"]) != owners["example"]
    assert canonical(owners["refuse"]) == owners["refuse"]
    assert level_of(openings["example"]) == "national"
    assert level_of(openings["refuse"]) == "local"


def test_mentions_have_levels():
    assert mentions("落实“四个不摘”，开展“青石惠老”活动，办好山海协作。") == [
        ("四个不摘", "policy", "national"),
        ("青石惠老活动", "campaign", "local"),
        ("山海协作", "mechanism", ""),  # several provinces have one
    ]


def test_one_programme_of_a_bulletin_has_one_name_and_one_kind():
    text = "开展“三师下村”活动。“三师下村”走进各村。"
    assert mentions(text) == [("三师下村", "campaign", "local")] * 2
