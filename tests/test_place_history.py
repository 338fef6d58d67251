"""Divisions through history: what they were called at a time, and what they are today."""

import csv
from itertools import pairwise

import pytest

from extractors.build_history import write_history
from extractors.gazetteer import load_gazetteer
from extractors.lexicons import LEXICON
from extractors.place_history import load_history
from extractors.place_times import PlaceTimes, place_chain, split, today_path, when_of
from pipeline.model import Attribute, Origin, PlaceMention

UNKNOWN = ""


def times(date, *names):
    given = Attribute(date, Origin.STATED) if date else None
    return PlaceTimes(load_gazetteer(), load_history(), when_of(given, names))


def mention(path, quote, date, *names):
    """The mention of a place of today as it is given out."""
    base = load_gazetteer().at(path)
    raw = PlaceMention(0, len(quote), path, base.code, base.level, "r")
    return times(date, quote, *names).mention(raw, quote)


# a path of today, a date, and the path that the place had then
THEN = [
    ("重庆市綦江区", "2009-03-01", "重庆市綦江县"),
    ("重庆市綦江区", "1995", "四川省重庆市綦江县"),
    ("重庆市綦江区", "2013-01-20", "重庆市綦江区"),
    ("重庆市綦江区", UNKNOWN, "重庆市綦江区"),
    ("重庆市綦江区扶欢镇", "2009-03-01", "重庆市綦江县扶欢镇"),
    ("湖北省襄阳市", "2008", "湖北省襄樊市"),
    ("湖北省襄阳市枣阳市", "2008", "湖北省襄樊市枣阳市"),  # by its prefecture alone
    ("湖北省襄阳市襄州区", "2005", "湖北省襄樊市襄阳区"),
    ("湖北省襄阳市襄州区", "1999", "湖北省襄樊市襄阳县"),
    ("四川省绵阳市安州区", "2016-02-01", "四川省绵阳市安县"),  # changed later in this year
    ("云南省昆明市晋宁区", "2016-12-30", "云南省昆明市晋宁区"),
    ("浙江省丽水市", "1998", "浙江省丽水地区"),
    ("浙江省丽水市莲都区", "1998", "浙江省丽水地区丽水市"),
    ("安徽省合肥市庐江县", "2010-06-01", "安徽省巢湖市庐江县"),
    ("天津市滨海新区", "2005", "天津市滨海新区"),  # it is not what it took in
    ("河南省商丘市夏邑县", "2016", "河南省商丘市夏邑县"),
    ("四川省", "1990", "四川省"),
    ("中国", "1990", "中国"),
]


@pytest.mark.parametrize(("path", "date", "then"), THEN)
def test_path_at_a_time(path, date, then):
    assert times(date).path(path) == then


# in the year of a change the names of the article decide, before the half of the year
IN_BETWEEN = [
    ("2011-11", ("綦江县", "綦江"), "重庆市綦江县"),
    ("2011-02", ("綦江区",), "重庆市綦江区"),
    ("2011-02", (), "重庆市綦江县"),
    ("2011-11", (), "重庆市綦江区"),
    ("2011", ("綦江县", "綦江区"), "重庆市綦江区"),
    ("2010-05", ("綦江区",), "重庆市綦江区"),  # the text knows the new name
    ("", ("綦江县",), "重庆市綦江县"),  # no date: the text speaks of it by no other name
    ("", ("綦江县", "綦江区"), "重庆市綦江区"),
]


@pytest.mark.parametrize(("date", "names", "path"), IN_BETWEEN)
def test_names_of_the_article_count_where_the_date_does_not_settle(date, names, path):
    assert times(date, *names).path("重庆市綦江区") == path


MENTIONS = [
    # the path today, as printed, date → path, code, successor
    ("重庆市綦江区", "綦江县", "2009", "重庆市綦江县", "500222000000", "重庆市綦江区"),
    ("重庆市綦江区", "綦江", "2009", "重庆市綦江县", "500222000000", "重庆市綦江区"),
    ("重庆市綦江区", "綦江县", "2020", "重庆市綦江县", "500222000000", "重庆市綦江区"),
    ("重庆市綦江区", "綦江县", "", "重庆市綦江县", "500222000000", "重庆市綦江区"),
    ("重庆市綦江区", "綦江区", "2009", "重庆市綦江区", "500110000000", ""),
    ("湖北省襄阳市枣阳市", "枣阳市", "2009", "湖北省襄樊市枣阳市", "420683000000",
     "湖北省襄阳市枣阳市"),
    ("重庆市綦江区扶欢镇", "扶欢镇", "2009", "重庆市綦江县扶欢镇", "500222000000",
     "重庆市綦江区扶欢镇"),
    # what it took in by an old name, its code of then and what it is today
    ("浙江省杭州市江干区", "江干区", "2010", "浙江省杭州市江干区", "330104000000",
     "浙江省杭州市上城区"),
    # 地区 is the word, long after the prefecture became a city
    ("河北省衡水市", "衡水地区", "2013", "河北省衡水市", "131100000000", ""),
    # the usual short form is no name of 1984
    ("辽宁省丹东市宽甸满族自治县", "宽甸县", "2020", "辽宁省丹东市宽甸满族自治县",
     "210624000000", ""),
    # a stem that the place did not have then is what it is today
    ("辽宁省沈阳市浑南区", "浑南", "2006", "辽宁省沈阳市浑南区", "210112000000", ""),
    ("河南省商丘市夏邑县", "夏邑县", "2016", "河南省商丘市夏邑县", "411426000000", ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "quote", "date", "then", "code", "successor"), MENTIONS)
def test_mention_by_the_name_of_its_time(path, quote, date, then, code, successor):
    found = mention(path, quote, date)
    assert (found.path, found.code, found.successor) == (then, code, successor)
    assert bool(found.reason) == bool(successor)
    assert found.candidates == ()


def test_a_division_that_was_divided_has_candidates_and_no_successor():
    found = mention("广西壮族自治区崇左市", "南宁地区", "2000")
    assert found.path == "广西壮族自治区南宁地区"
    assert found.successor == ""
    assert found.candidates == ("广西壮族自治区崇左市", "广西壮族自治区南宁市")
    assert "2002" in found.reason


def test_figures_are_told_by_the_one_name_that_the_article_uses():
    then = times("2006", "浑南")
    raw = PlaceMention(0, 2, "辽宁省沈阳市浑南区", "210112000000", "county", "r")
    then.mention(raw, "浑南")
    assert then.path(raw.path) == raw.path
    assert times("2006").path(raw.path) == "辽宁省沈阳市东陵区"


TODAY = [
    ("重庆市綦江县", "重庆市綦江区"),
    ("湖北省襄樊市枣阳市", "湖北省襄阳市枣阳市"),
    ("重庆市綦江县扶欢镇", "重庆市綦江区扶欢镇"),
    ("重庆市綦江区", "重庆市綦江区"),
    ("广西壮族自治区南宁地区", ""),  # several
    ("重庆市无此县", ""),
]


@pytest.mark.parametrize(("path", "today"), TODAY)
def test_a_path_of_old_leads_to_that_of_today(path, today):
    assert today_path(path, load_gazetteer(), load_history()) == today


def test_chain_of_a_place_of_old():
    chain = place_chain("湖北省襄樊市枣阳市", load_gazetteer(), load_history())
    assert [(link.name, link.level, link.successor) for link in chain] == [
        ("湖北省", "province", ""),
        ("襄樊市", "prefecture", "湖北省襄阳市"),
        ("枣阳市", "county", "湖北省襄阳市枣阳市"),
    ]


@pytest.mark.parametrize("path", ["重庆市綦江县无此镇", "四川省绵阳市江油市无此镇无此村", "无此省"])
def test_no_chain_of_what_is_not_known(path):
    assert place_chain(path, load_gazetteer(), load_history()) == []


def test_split_takes_the_county_or_prefecture():
    gazetteer = load_gazetteer()
    base, rest = split("重庆市綦江区扶欢镇", gazetteer)
    assert (base.name, rest) == ("綦江区", "扶欢镇")
    assert split("四川省", gazetteer) == (None, "")
    base, rest = split("河南省商丘市示范区", gazetteer)
    assert (base.name, rest) == ("商丘市", "示范区")


# The table


def table():
    with (LEXICON / "division_history.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_every_chain_ends_in_divisions_of_today_or_says_that_it_does_not():
    present = load_gazetteer().divisions
    for row in table():
        codes = row["successors"].split("|") if row["successors"] else []
        assert all(code in present and not present[code].until for code in codes), row
        assert (row["kind"] == "gone") == (not codes), row
        assert (row["kind"] == "split") == (len(codes) > 1), row


def test_few_chains_are_lost_since_2000():
    lost = [r for r in table() if r["kind"] == "gone" and (r["until"] or "0") >= "2000"]
    assert len(lost) < 20, [row["path"] for row in lost]


def test_corrections_say_which_of_them_nobody_has_checked():
    with (LEXICON / "division_corrections.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["old_name"] for row in rows if not row["evidence"]] == ["黔西县"]


def test_eras_of_a_division_follow_each_other():
    for code, rows in load_history().eras.items():
        assert all(era.since < era.until for era in rows), code
        late = [era for era in rows if era.since >= 1996]
        assert all(one.until <= other.since for one, other in pairwise(late)), code


def test_paths_open_with_a_province_of_today():
    provinces = {d.name for d in load_gazetteer().children("000000000000")}
    assert all(row["path"].split("/")[0] in provinces for row in table())


def line(year, kind, old, new):
    """A line of the list of changes; ``old`` and ``new`` are (code, path) or empty."""
    row = {"year": year, "type": kind}
    for side, (code, path) in (("old", old or ("", "")), ("new", new or ("", ""))):
        row |= {f"{side}_code": code, f"{side}_name": path.split("/")[-1], f"{side}_path": path}
    code = (old or new)[0]
    return row | {"level": "2" if code[4:6] == "00" else "3"}


def built(tmp_path, monkeypatch, divisions, changes):
    """The lines of the table made of a small list."""
    monkeypatch.setattr("extractors.build_history.LEXICON", tmp_path)
    (tmp_path / "division_corrections.csv").write_text(
        "year,type,level,old_code,old_name,old_path,new_code,new_name,new_path\n"
    )
    source = [
        {"code": code, "name": name, "level": level, "parent_code": ""}
        for code, name, level in divisions
    ]
    write_history(source, changes, lambda name: {name[:-1]})
    with (tmp_path / "division_history.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {row["path"]: (row["kind"], row["successors"], row["until"]) for row in rows}


PROVINCE = ("990000000000", "甲省", "province")
CITY = ("990100000000", "乙市", "prefecture")


def test_a_city_that_is_born_of_one_county_is_the_same(tmp_path, monkeypatch):
    old, new = ("990121000000", "甲省/乙市/丙县"), ("990181000000", "甲省/乙市/丙市")
    found = built(
        tmp_path,
        monkeypatch,
        [PROVINCE, CITY, ("990181000000", "丙市", "county")],
        [line("2001", "撤县设市", old, new), line("2001", "新设", None, new)],
    )
    assert found == {"甲省/乙市/丙县": ("same", "990181000000", "2001")}


def test_what_went_into_an_older_division_is_not_the_same(tmp_path, monkeypatch):
    old, into = ("990102000000", "甲省/乙市/丁区"), ("990103000000", "甲省/乙市/戊区")
    found = built(
        tmp_path,
        monkeypatch,
        [PROVINCE, CITY, ("990103000000", "戊区", "county")],
        [line("2010", "撤销", old, into)],
    )
    assert found["甲省/乙市/丁区"] == ("merged", "990103000000", "2010")


def test_a_code_given_out_again_in_another_province_is_noise(tmp_path, monkeypatch):
    old, far = ("990102000000", "甲省/乙市/丁区"), ("980103000000", "己省/庚市/丁区")
    found = built(
        tmp_path,
        monkeypatch,
        [PROVINCE, CITY, ("980103000000", "丁区", "county"), ("980000000000", "己省", "province")],
        [line("2010", "撤销", old, far)],
    )
    assert found["甲省/乙市/丁区"] == ("gone", "", "2010")


def test_changes_before_1984_are_left_out(tmp_path, monkeypatch):
    old, new = ("990121000000", "甲省/乙市/丙县"), ("990181000000", "甲省/乙市/丙市")
    found = built(
        tmp_path,
        monkeypatch,
        [PROVINCE, CITY, ("990181000000", "丙市", "county")],
        [line("1982", "撤县设市", old, new)],
    )
    assert found == {}
