"""The ranges of the vocabulary: what a county or city can have passes, what none can is doubted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.indicator_lexicon import load_indicators
from extractors.indicator_links import link

ENTRIES = load_indicators().by_id


@pytest.mark.parametrize(
    ("label", "unit", "value", "doubt"),
    [
        ("人均预期寿命", "岁", "79.3", ""),
        ("人均预期寿命", "岁", "179", "out of range"),
        ("平均受教育年限", "年", "9.8", ""),
        ("平均受教育年限", "年", "98", "out of range"),
        ("过渡期", "年", "5", ""),
        ("卷烟产量", "箱", "300000", ""),
        ("一般公共预算收入", "元", "1800000", ""),  # of a township
        ("货物出口总额", "元", "2.9e12", ""),  # of the greatest port
        ("常住人口", "人", "21400000", ""),
        ("常住人口", "人", "1.4e9", "out of range"),  # of the nation, read as a county's
        ("公路里程", "公里", "31000", ""),
        ("公路里程", "公里", "5350000", "out of range"),
        ("医院数", "家", "180", ""),
        ("医院数", "家", "37000", "out of range"),
    ],
)
def test_a_value_of_the_nation_is_none_of_a_county(label, unit, value, doubt):
    linked = link(label, unit, "level", Decimal(value))
    assert linked is not None
    assert linked.doubt == doubt


@pytest.mark.parametrize(
    ("id_", "nation"),
    [
        ("total-population", 1.41e9),
        ("enrolled-students", 2.9e8),
        ("road-length", 5.4e9),
        ("health-beds", 1e7),
        ("medical-insured", 1.33e9),
        ("electricity-output", 9.5e12),
    ],
)
def test_a_range_is_that_of_a_city_and_still_links_the_nation(id_, nation):
    high = float(ENTRIES[id_].high)
    assert nation / 1000 < high < nation / 2
