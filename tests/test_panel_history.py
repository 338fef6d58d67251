"""A place through its history in the panel: bulletins of several years and names, one line."""

import sqlite3
from pathlib import Path

import pytest
from store_samples import PROVENANCE

from db.store import Store
from pipeline.model import SourceText
from pipeline.run import lookups

QUERY = Path(__file__).parent.parent / "db/queries/18-place_through_history.sql"
TEXT = """{place}{year}年国民经济和社会发展统计公报
{place}统计局
{after}年3月15日
全年实现地区生产总值{gdp}亿元，比上年增长{growth}%。
"""
BULLETINS = [
    ("重庆市綦江县", 1996, "31.5", "9.1"),
    ("重庆市綦江县", 2009, "141.5", "14.2"),
    ("重庆市綦江区", 2012, "251.5", "13.1"),
    ("重庆市綦江区", 2020, "691.5", "4.1"),
    ("杭州市江干区", 2010, "281.5", "11.1"),
    ("杭州市上城区", 2010, "541.5", "10.1"),
    ("杭州市上城区", 2021, "2311.5", "7.1"),
]


@pytest.fixture(scope="module")
def ask(reader, tmp_path_factory):
    path = tmp_path_factory.mktemp("panel") / "facts.db"
    with Store(path, lookups()) as store:
        run = store.start_run("r1", "jieba")
        for number, (place, year, gdp, growth) in enumerate(BULLETINS):
            text = TEXT.format(place=place, year=year, after=year + 1, gdp=gdp, growth=growth)
            source = SourceText(f"d{number}", f"d{number}.txt", text, "utf-8", "")
            store.write(reader.read(source), run, PROVENANCE)
        store.finish_run(run)
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    yield lambda **given: conn.execute(QUERY.read_text(encoding="utf-8"), given).fetchall()
    conn.close()


@pytest.mark.parametrize("name", ["綦江县", "綦江区", "重庆市綦江区"])
def test_one_line_through_all_names(ask, name):
    rows = [row for row in ask(place=name, indicator="gdp") if row["measure"] == "level"]
    assert {row["place"] for row in rows} == {"重庆市綦江区"}
    assert [(row["period"], row["named"]) for row in rows] == [
        ("1996", "四川省重庆市綦江县"),  # of Sichuan till 1997
        ("2009", "重庆市綦江县"),
        ("2012", "重庆市綦江区"),
        ("2020", "重庆市綦江区"),
    ]


def test_what_went_into_a_place_stands_beside_it(ask):
    rows = [
        row for row in ask(place="上城区", indicator="地区生产总值") if row["measure"] == "level"
    ]
    assert [
        (row["place"][6:], row["merged_into"], row["period"], row["others"]) for row in rows
    ] == [
        ("上城区", None, "2010", 0),
        ("上城区", None, "2021", 0),
        ("江干区", "浙江省杭州市上城区", "2010", 0),
    ]


def test_without_a_name_the_places_that_changed_theirs(ask):
    assert {row["place"] for row in ask(place="", indicator="")} == {"重庆市綦江区"}
