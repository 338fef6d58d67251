"""The score on real bulletins does not fall below what was once reached."""

from __future__ import annotations

import json

import pytest
import scoring


@pytest.fixture(scope="module")
def scores():
    if gone := scoring.missing():
        pytest.skip(f"nothing to score against: {', '.join(gone)}")
    return json.loads(scoring.score("--json"))


@pytest.mark.parametrize(("name", "floor"), sorted(scoring.floors()[0].items()))
def test_score_is_not_below_its_floor(scores, name, floor):
    assert scores[name] >= floor


@pytest.mark.parametrize(("name", "ceiling"), sorted(scoring.floors()[1].items()))
def test_score_is_not_above_its_ceiling(scores, name, ceiling):
    assert scores[name] <= ceiling


def test_a_score_below_its_floor_is_a_breach():
    least, most = scoring.floors()
    perfect = dict.fromkeys(least, 1.0) | dict.fromkeys(most, 0.0)
    assert scoring.breaches(perfect) == []
    assert len(scoring.breaches(dict.fromkeys([*least, *most], 0.0))) == len(least)
    assert len(scoring.breaches(dict.fromkeys([*least, *most], 1.0))) == len(most)


def test_every_score_that_counts_has_a_bound():
    least, most = scoring.floors()
    kinds = {f"{kind}_f1" for kind in ("figure", "fact", "place", "organisation", "programme")}
    assert set(least) == kinds
    assert set(most) == {"wrong_value"}
