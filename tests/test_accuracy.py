"""The tables of accuracy are those of this version, and its readings by hand are sound."""

from __future__ import annotations

from itertools import chain

import accuracy
import annotated
import pytest
import scoring
from annotated import FIELDS, LINKS, OWN, SAMPLES, at, judged
from conftest import ROOT

PAGES = sorted(accuracy.PAGES)
BY_HAND = {
    "figure": True,
    "value": 12,
    "unit": ["人"],
    "indicator": ["就业人数"],
    "place": [["甲省乙市"]],
    "period": ["2021", None],
    "status": ["actual"],
    "approx": ["exact"],
    "measure": ["level"],
    "part_of": [None],
}
READ = {
    "value": 12,
    "unit": "名",
    "indicator": "脱贫就业人数",
    "place": ["甲省乙市"],
    "period": None,
    "status": "actual",
    "approx": "exact",
    "measure": "level",
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    if gone := scoring.missing():
        pytest.skip(f"nothing to score against: {', '.join(gone)}")
    return accuracy.Measured(tmp_path_factory.mktemp("accuracy"))


@pytest.mark.parametrize("page", PAGES)
def test_the_tables_of_the_documents_are_those_of_this_version(measured, page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert accuracy.rendered(text, accuracy.PAGES[page], measured) == text, (
        "to write them: .venv/bin/python tests/accuracy.py --write"
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_tables(page):
    names = [m["name"] for m in accuracy.BLOCK.finditer((ROOT / page).read_text(encoding="utf-8"))]
    assert {"kinds", "names", "sample"} <= set(names) <= set(accuracy.TABLES)


def test_the_sample_is_not_below_its_floors(measured):
    for name, drawn in zip(SAMPLES, (150, 120, 120), strict=True):
        count, shares = measured.sample(name)
        assert count == drawn
        floors = scoring.sample_floors()[name]
        assert not {n: shares[n] for n, floor in floors.items() if shares[n] < floor}


def test_every_field_of_the_sample_has_a_floor():
    assert list(scoring.sample_floors()) == list(SAMPLES)
    for floors in scoring.sample_floors().values():
        assert set(floors) == {*FIELDS, "whole"}


@pytest.mark.parametrize("name", LINKS)
def test_links_to_the_vocabulary_are_right(measured, name):
    linked, right = measured.links(name)
    assert linked >= 190
    assert right / linked >= 0.95


def test_every_reading_by_hand_stands_where_it_says(shared):
    for each in annotated.documents():
        text = each.text.read_text(encoding="utf-8")
        if each.set == OWN:
            rows = annotated.rows(each.gold())
            assert rows
            assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows), each.id
            assert all(each.holds(row) for row in rows), each.id
    drawn = (annotated.rows(annotated.HAND / f"{name}.jsonl") for name in (*SAMPLES, *LINKS))
    for row in chain.from_iterable(drawn):
        text = (shared / "wild" / f"{row['doc']}.txt").read_text(encoding="utf-8")
        assert text.startswith(row["quote"], row["start"])


def test_every_file_of_readings_is_described():
    described = {each.gold().name for each in annotated.documents() if each.set == OWN}
    assert described == {path.name for path in annotated.HAND.glob("*.jsonl")} - {
        f"{name}.jsonl" for name in (*SAMPLES, *LINKS)
    }


def test_a_right_figure_is_judged_right():
    assert judged(BY_HAND, READ, None) == dict.fromkeys(FIELDS, True)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"value": 13}, "value"),
        ({"unit": "户"}, "value"),
        ({"indicator": "粮食产量"}, "indicator"),
        ({"place": ["甲省"]}, "place"),
        ({"period": "2020"}, "period"),
        ({"status": "target"}, "status"),
        ({"approx": "over"}, "approx"),
        ({"measure": "growth"}, "measure"),
    ],
)
def test_each_error_is_judged_wrong(changed, wrong):
    assert [name for name, right in judged(BY_HAND, READ | changed, None).items() if not right] == [
        wrong
    ]


def test_a_missed_figure_is_wrong_and_a_missed_name_is_right():
    assert not any(judged(BY_HAND, None, None).values())
    assert all(judged(BY_HAND | {"figure": False}, None, None).values())
    assert not any(judged(BY_HAND | {"figure": False}, READ, None).values())


def test_what_can_be_defended_either_way_is_right_either_way():
    assert all(judged({"figure": False, "either": True}, READ, None).values())
    assert all(judged(BY_HAND | {"either": True}, None, None).values())


def test_a_whole_is_known_by_its_quote():
    assert judged(BY_HAND, READ, "40人")["part_of"] is False


def test_the_figure_at_a_span():
    figures = [{"start": 3, "end": 6}, {"start": 9, "end": 12}]
    assert at(figures, 10, "12") == figures[1]
    assert at(figures, 6, "12人") is None


def test_a_table_is_written_between_its_marks(monkeypatch):
    monkeypatch.setitem(accuracy.TABLES, "sample", lambda _measured, language: f"| {language} |\n")
    page = "a\n<!-- accuracy:sample -->\nold\n<!-- /accuracy -->\nb\n"
    new = "a\n<!-- accuracy:sample -->\n| zh |\n<!-- /accuracy -->\nb\n"
    assert accuracy.rendered(page, "zh", None) == new
