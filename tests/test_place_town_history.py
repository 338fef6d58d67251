"""Townships that the newer list has not: followed where the two lists show it, else not."""

import csv

import pytest

from extractors.build_townships import Lists, stem
from extractors.gazetteer import load_gazetteer
from extractors.lexicons import LEXICON
from extractors.place_history import load_history
from extractors.place_times import PlaceTimes, place_chain, when_of
from extractors.place_town_history import Later, later
from pipeline.model import Attribute, Origin, PlaceMention


def table():
    with (LEXICON / "township_history.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


CHANGES = [
    # 乡 became 镇
    ({"990101": {"青石乡"}}, {"990101": {"青石镇"}}, ("renamed", [("990101", "青石镇")])),
    # it stands in another county of the prefecture
    (
        {"990101": {"青石镇"}, "990102": set()},
        {"990102": {"青石镇"}},
        ("moved", [("990102", "青石镇")]),
    ),
    # with another kind there: perhaps
    ({"990101": {"青石乡"}}, {"990102": {"青石镇"}}, ("maybe", [("990102", "青石镇")])),
    # a name that many counties have: perhaps
    (
        {"990101": {"城关镇"}, "990103": {"城关镇"}, "990104": {"城关镇"}},
        {"990102": {"城关镇"}, "990103": {"城关镇"}, "990104": {"城关镇"}},
        ("maybe", [("990102", "城关镇")]),
    ),
    # several new ones
    (
        {"990101": {"青石乡"}},
        {"990101": {"青石镇", "青石街道"}},
        ("maybe", [("990101", "青石街道"), ("990101", "青石镇")]),
    ),
]


@pytest.mark.parametrize(("then", "now", "wanted"), CHANGES)
def test_what_the_lists_show(then, now, wanted):
    ((_, kind, to),) = Lists(then, now).changes()
    assert (kind, to) == wanted


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"990101": {"青石乡"}}, {"990101": {"白水镇"}}),  # another name: nobody can tell
        ({"990101": {"青石乡"}}, {"990201": {"青石镇"}}),  # in another prefecture
        ({"990101": {"青石乡", "青石街道"}}, {"990101": {"青石街道"}}),  # which stood beside it
        ({"990101": {"青石镇"}}, {"990101": {"青石镇"}}),
    ],
)
def test_what_the_lists_do_not_show(then, now):
    assert list(Lists(then, now).changes()) == []


def test_stem_leaves_the_kind_out():
    assert [stem(name) for name in ("青石乡", "青石街道办事处", "青石")] == ["青石"] * 3


def test_every_line_leads_from_a_township_that_is_gone_to_one_that_is():
    gazetteer = load_gazetteer()
    for row in table():
        town = gazetteer.townships(row["county"] + "000000")[row["name"]]
        assert town.until, row
        for to in row["successors"].split("|"):
            assert not gazetteer.townships(to[:6] + "000000")[to[6:]].until, row
        assert (row["kind"] == "maybe") or "|" not in row["successors"]


def read(path, date="2012"):
    gazetteer = load_gazetteer()
    found = gazetteer.at(path)
    raw = PlaceMention(0, 3, path, found.code, found.level, "r")
    times = PlaceTimes(
        gazetteer, load_history(), when_of(Attribute(date, Origin.STATED), [found.name])
    )
    return times.mention(raw, found.name)


def test_a_renamed_township_keeps_its_name_and_says_what_it_is():
    found = read("河南省许昌市襄城县湛北乡")
    assert found.path == "河南省许昌市襄城县湛北乡"
    assert found.successor == "河南省许昌市襄城县湛北镇"
    assert "湛北镇" in found.reason


def test_a_name_that_can_be_another_has_candidates():
    found = read("山西省阳泉市城区义井镇")
    assert found.successor == ""
    assert found.candidates == ("山西省阳泉市郊区义井镇",)


def test_both_changes_are_told():
    """The county was renamed, and so was the township."""
    found = read("河北省邯郸市肥乡区元固乡")
    assert found.path == "河北省邯郸市肥乡县元固乡"
    assert found.successor == "河北省邯郸市肥乡区元固镇"
    assert "肥乡" in found.reason and "元固镇" in found.reason


def test_a_township_of_today_leads_nowhere():
    town = load_gazetteer().at("河南省许昌市襄城县湛北镇")
    assert later(town, load_gazetteer()) == Later()


def test_chain_of_a_township_that_is_gone():
    chain = place_chain("河南省许昌市襄城县湛北乡", load_gazetteer(), load_history())
    assert chain[-1].successor == "河南省许昌市襄城县湛北镇"
