"""The views and queries over real bulletins: they give rows, each key once, in time, by index."""

from __future__ import annotations

import sqlite3
import time

import pytest
from conftest import ROOT
from store_samples import dump

from db import canned, coverage, description
from db.checks import check_database
from db.metadata import SETTINGS
from db.schema import read_database
from pipeline.run import ingest

LIMIT = SETTINGS["sql_time_limit_ms"] / 1000
PANEL_KEY = "place, concept, qualifiers, measure, period, base_unit"


def _built(shared, path):
    folders = [shared / name for name in ("seeds", "dev", "wild")]
    summary = ingest(folders, path, processes=2)
    assert summary.failures == []
    return path


@pytest.fixture(scope="module")
def path(shared, tmp_path_factory):
    return _built(shared, tmp_path_factory.mktemp("real") / "facts.db")


@pytest.fixture(scope="module")
def conn(path):
    opened = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    yield opened
    opened.close()


def plan(conn, sql, **values):
    return "\n".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", values))


def test_the_database_is_sound(path):
    assert check_database(path) == []


@pytest.mark.parametrize("view", [view.name for view in description.views()])
def test_every_view_has_rows_and_is_quick(conn, view):
    began = time.monotonic()
    (count,) = conn.execute(f"SELECT count(*) FROM {view}").fetchone()
    assert count > 20
    assert time.monotonic() - began < LIMIT


def test_a_cell_of_the_panel_stands_once(conn):
    sql = f"SELECT {PANEL_KEY}, count(*) FROM county_panel GROUP BY {PANEL_KEY} HAVING count(*) > 1"
    assert conn.execute(sql).fetchall() == []


def test_every_choice_is_one_of_the_figures_of_its_cell(conn):
    sql = """
    SELECT count(*) FROM county_panel k JOIN figures f ON f.id = k.figure
    WHERE f.concept IS NOT k.concept OR f.period IS NOT k.period OR f.status = 'criterion'
      OR k.base_value NOT BETWEEN k.lowest AND k.highest OR k.others = 0 AND k.reason <> 'only'"""
    assert conn.execute(sql).fetchone() == (0,)


def test_no_figure_stands_for_two_cells_or_targets(conn):
    for view, figure in (("county_panel", "figure"), ("targets", "target_figure")):
        sql = f"SELECT count(*) - count(DISTINCT {figure}) FROM {view}"
        assert conn.execute(sql).fetchone() == (0,), view


def test_amounts_of_programmes_are_figures_counted_once(conn):
    (counted,) = conn.execute("SELECT sum(facts + repeats) FROM programme_money").fetchone()
    (there,) = conn.execute(
        "SELECT count(*) FROM figures f JOIN units u ON u.unit = f.unit"
        " WHERE f.programme IS NOT NULL AND u.dimension = 'money' AND f.measure = 'level'"
    ).fetchone()
    assert 0 < counted <= there


@pytest.mark.parametrize("query", canned.queries(), ids=lambda query: query.name)
def test_every_query_answers_in_time(conn, query):
    began = time.monotonic()
    found = conn.execute(query.sql, {each.name: "" for each in query.parameters}).fetchall()
    assert found
    assert time.monotonic() - began < LIMIT


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("indicator_across_counties", "figures_concept_measure_period_end (concept=?)"),
        ("places_ranked", "figures_concept_measure_period_end (concept=?)"),
        ("conflicting_statements", "figures_concept_measure_period_end (concept=?)"),
        (
            "planned_and_achieved",
            "figures_sole_place_concept_measure_period_end (sole_place=? AND concept=?",
        ),
        ("money_by_programme", "figures_programme"),
    ],
)
def test_queries_go_by_their_index(conn, name, index):
    query = next(each for each in canned.queries() if each.name == name)
    values = {each.name: "" for each in query.parameters}
    found = plan(conn, query.sql, **values)
    assert index in found
    assert "SCAN f\n" not in f"{found}\n", "all figures are gone through"


@pytest.mark.parametrize("view", ["county_panel", "conflicts", "targets", "ranking"])
def test_views_go_by_the_index_of_the_concept(conn, view):
    found = plan(conn, f"SELECT * FROM {view} WHERE concept = 'grain-output'")
    assert "figures_concept_measure_period_end (concept=?" in found


@pytest.mark.parametrize("view", ["county_panel", "conflicts", "targets"])
def test_views_go_by_the_index_of_the_place(conn, view):
    found = plan(conn, f"SELECT * FROM {view} WHERE place = '河南省商丘市夏邑县'")
    assert "places_cast_coalesce_continued_path_as_text" in found
    assert "figures_sole_place_concept_measure_period_end (sole_place=?" in found


def test_the_seeds_share_concepts(conn, shared, path):
    seeds = {each.stem for each in (shared / "seeds").glob("*.txt")}
    marks = ", ".join("?" * len(seeds))
    sql = f"""
    SELECT concept FROM figures WHERE document IN ({marks}) AND concept IS NOT NULL
    GROUP BY concept HAVING count(DISTINCT document) > 1"""
    assert len(conn.execute(sql, sorted(seeds)).fetchall()) >= 8
    db = read_database(path)
    assert len(coverage.most_reported(db)) == coverage.MOST
    db.conn.close()


def test_building_again_gives_the_same_rows(path, shared, tmp_path):
    assert dump(_built(shared, tmp_path / "again.db")) == dump(path)


def test_the_page_of_coverage_has_both_tables():
    text = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert coverage.SHARED in text
    assert text.count("/-/bulletin/") > 16
    rows = [line for line in text.splitlines() if line.startswith("| ") and "` |" in line]
    assert len(rows) == coverage.MOST
