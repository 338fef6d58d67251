"""Arithmetic of periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.periods import (
    contains,
    interval,
    preceding,
    previous_year,
    shift_years,
    span,
    year_of,
)

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 4000))
def test_span_and_interval_are_inverse(start, days):
    end = start + timedelta(days=days)
    assert interval(span(start, end)) == (start, end)


@given(DAYS, st.integers(0, 4000))
def test_a_period_contains_itself_and_its_first_day(start, days):
    period = span(start, start + timedelta(days=days))
    assert contains(period, period)
    assert contains(period, start.isoformat())
    assert not contains(period, (start - timedelta(days=1)).isoformat())


@pytest.mark.parametrize(
    "text", ["", "21", "2021-13", "2021-02-30", "2021/2019", "二〇二一", "2021-1"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        interval(text)


def test_a_year_earlier():
    assert previous_year("2016-01-01/2016-06-30") == "2015-01-01/2015-06-30"
    assert shift_years("2021", 2) == "2023"
    assert previous_year("2020-02-29") == "2019-02-28"


def test_the_period_before():
    assert preceding("2021-03") == "2021-02"
    assert preceding("2021-04-01/2021-06-30") == "2021-01-01/2021-03-31"
    assert preceding("2021-06-09") is None


def test_the_year_of_a_period():
    assert year_of("2021-10-31") == 2021
    assert year_of("2020-12-01/2021-01-31") is None
