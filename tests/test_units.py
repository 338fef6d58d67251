"""The units lexicon: every entry is found, every stop refuses, every form can be reached."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from extractors import units as units_module
from extractors.figures import find_quantities
from extractors.lexicons import read_toml
from extractors.numeral_grammar import arabic_pattern
from extractors.units import load_units
from pipeline.errors import LexiconError

UNITS = list(load_units().by_name.values())
FORMS = [(form, unit) for unit in UNITS for form in unit.forms]
STOPS = [
    (form, stop, unit)
    for form, unit in FORMS
    for stop in unit.stops
    if "(" not in stop  # a pattern: its text is no example of it
]


def unit_names(text: str) -> list[str]:
    return [q.unit for q in find_quantities(text).quantities]


@pytest.mark.parametrize("unit", UNITS, ids=[u.name for u in UNITS])
def test_the_example_holds_the_unit(unit):
    found = unit_names(unit.example)
    assert unit.counts_as in found, (
        f"units.toml: entry {unit.name}: it is not found in its example {unit.example!r},"
        f" in which these are: {found}"
    )


@pytest.mark.parametrize("unit", UNITS, ids=[u.name for u in UNITS])
def test_the_example_holds_a_form(unit):
    assert any(form in unit.example for form in unit.forms), (
        f"units.toml: entry {unit.name}: none of its forms {unit.forms} stands in its example"
    )


@pytest.mark.parametrize(("form", "unit"), FORMS, ids=[form for form, _ in FORMS])
def test_every_form_is_reached(form, unit):
    found = arabic_pattern().match(f"32{form}，")
    assert (found["unit"], found.end()) == (form, 2 + len(form))


@pytest.mark.parametrize(
    ("form", "stop", "unit"), STOPS, ids=[f"{form}-{stop}" for form, stop, _ in STOPS]
)
def test_every_stop_refuses(form, stop, unit):
    found = arabic_pattern().match(f"3{form}{stop}")
    assert found["unit"] != form


@pytest.mark.parametrize("unit", UNITS, ids=[u.name for u in UNITS])
def test_no_stop_refuses_for_another(unit):
    """Of two stops that begin alike the longer one does nothing."""
    plain = [stop for stop in unit.stops if "(" not in stop]
    dead = [a for a in plain for b in plain if a != b and a.startswith(b)]
    assert dead == []
    assert [stop for stop, count in Counter(unit.stops).items() if count > 1] == []


@pytest.mark.parametrize("unit", UNITS, ids=[u.name for u in UNITS])
def test_factors_lead_to_a_base_of_the_same_dimension(unit):
    base = load_units().by_name.get(unit.base)
    assert base is None or base.dimension == unit.dimension
    if unit.name == unit.base:
        assert unit.factor == 1
    currency = unit.dimension == "money" and unit.name != "元"
    assert unit.factor > 0 or currency


@pytest.mark.parametrize(
    ("form", "base", "factor"),
    [
        ("亩", "平方米", Fraction(2000, 3)),
        ("公顷", "平方米", Fraction(10000)),
        ("平方公里", "平方米", Fraction(10**6)),
        ("吨", "千克", Fraction(1000)),
        ("斤", "千克", Fraction(1, 2)),
        ("公里", "米", Fraction(1000)),
        ("美元", "美元", Fraction(0)),
    ],
)
def test_factors(form, base, factor):
    unit = load_units().by_form[form]
    assert (unit.base, unit.factor) == (base, factor) or unit.factor == factor == 0


@pytest.mark.parametrize(
    ("name", "dimension"),
    [("元/斤", "money"), ("亩", "area"), ("人次", "person_times"), ("人", "persons"),
     ("户/村", "households"), ("℉", "")],
)  # fmt: skip
def test_dimension_of_a_rate_is_that_of_its_numerator(name, dimension):
    assert load_units().dimension(name) == dimension


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("接待684万人次", ["人次"]),
        ("走访32户次，帮扶5户", ["户次", "户"]),
        ("提高3个百分点", ["百分点"]),
        ("前移3个位次", ["位次"]),
        ("周转量5万吨公里，运量3万吨", ["吨公里", "吨"]),
        ("工期8个月，共5个", ["月", "个"]),
        ("开行3列次，专列3列", ["列次", "列"]),
        ("装机12千瓦，发电12千瓦时", ["千瓦", "千瓦时"]),
        ("出口3亿美元，投资3亿元", ["美元", "元"]),
        ("农机具320台（套）", ["台套"]),
        ("栽植3万株，水面3万平方米，总长3万米", ["株", "平方米", "米"]),
    ],
)
def test_the_longest_form_wins(text, units):
    assert unit_names(text) == units


def _entry(**changes):
    row = {
        "name": "亩", "dimension": "area", "base": "平方米", "factor": "2000/3",
        "forms": ["亩"], "stops": [], "example": "17万亩",
    }  # fmt: skip
    return {**row, **changes}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([_entry(), _entry(forms=["市亩"])], "亩 stands twice"),
        ([_entry(), _entry(name="市亩")], "form 亩 stands twice"),
        ([_entry(factor="two")], "亩"),
        ([{"name": "亩"}], "亩"),
    ],
)
def test_a_mistake_in_the_data_names_the_entry(monkeypatch, rows, message):
    monkeypatch.setattr(units_module, "read_toml", lambda _: {"unit": rows})
    with pytest.raises(LexiconError, match=message):
        units_module.load_units.__wrapped__()


def test_the_file_has_no_key_that_nobody_reads():
    known = {*_entry(), "counts_as"}
    for row in read_toml("units.toml")["unit"]:
        assert set(row) <= known, row["name"]
