"""Numerals: Arabic, grouped, Chinese and mixed, to exact decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors.numeral_grammar import arabic_pattern, chinese_pattern
from extractors.numerals import ARABIC, arabic, chinese, multiplier
from pipeline.text import canonicalise

DIGITS = "零一二三四五六七八九"
WHOLE_ARABIC = regex.compile(ARABIC)


def below_myriad(number: int) -> str:
    """A number under 10,000 as it is written in full: 1005 is 一千零五, 15 is 一十五."""
    written, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + name
        gap = not digit
    return written


def write(number: int) -> str:
    """A whole number under 10**12 in Chinese, the long way."""
    if number == 0:
        return "零"
    written = ""
    for myriad, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // myriad % 10**4
        if section:
            after_gap = written and (section < 1000 or written.endswith("零"))
            written = written.rstrip("零") + ("零" if after_gap else "")
            written += below_myriad(section) + name
        elif written:
            written = written.rstrip("零") + "零"
    return written.rstrip("零")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("46128", "46128"),
        ("1624170.29", "1624170.29"),
        ("1,100", "1100"),
        ("36,249", "36249"),
        ("1，234，567.8", "1234567.8"),
        ("3·5", "3.5"),
        ("0.30", "0.30"),
    ],
)
def test_arabic(text, value):
    assert arabic(text) == Decimal(value)
    assert str(arabic(text)) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("36,249万元", "36,249"),
        ("2022，784亿元", "2022"),  # four digits are no group: a year, a comma, an amount
        ("12，34", "12"),
        ("1,23万", "1"),
        ("1,2345", "1"),
        ("3.14.15", "3.14"),
        ("5.", "5"),
    ],
)
def test_commas_group_by_three_alone(text, number):
    assert WHOLE_ARABIC.match(text)[0] == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十七", 17),
        ("二十", 20),
        ("一百零五", 105),
        ("一百五", 150),
        ("一百五十", 150),
        ("两千三", 2300),
        ("一千五百", 1500),
        ("四万", 40000),
        ("一万零五", 10005),
        ("两万三", 23000),
        ("两万三千五", 23500),
        ("十五万", 150000),
        ("百", 100),
        ("百万", 10**6),
        ("千万", 10**7),
        ("一亿", 10**8),
        ("三亿五千万", 350_000_000),
        ("一万亿", 10**12),
        ("万亿", 10**12),
        ("二〇二五", 2025),
        ("一九四九", 1949),
    ],
)
def test_chinese(text, value):
    assert chinese(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("三十五点六", "35.6"), ("零点零五", "0.05"), ("一点二五", "1.25")]
)
def test_chinese_fractions(text, value):
    assert chinese(text) == Decimal(value)


@pytest.mark.parametrize("text", ["五六", "七八十", "三五百", "一二"])
def test_digits_side_by_side_are_no_number(text):
    assert chinese(text) is None


@pytest.mark.parametrize(
    ("text", "factor"),
    [("", 1), ("十", 10), ("百", 100), ("千", 1000), ("万", 10**4), ("百万", 10**6),
     ("亿", 10**8), ("千亿", 10**11), ("万亿", 10**12)],
)  # fmt: skip
def test_multiplier(text, factor):
    assert multiplier(text) == factor


@given(st.integers(0, 10**12 - 1))
def test_chinese_reads_what_is_written(number):
    assert chinese(write(number)) == number


@given(st.integers(10, 10**12 - 1))
def test_a_leading_one_before_ten_may_go(number):
    written = write(number)
    if written.startswith("一十"):
        assert chinese(written[1:]) == number


@given(st.integers(0, 10**15), st.integers(0, 3))
def test_grouped_digits_are_the_same_number(number, decimals):
    grouped = f"{number:,}" + (f".{number % 10**decimals:0{decimals}}" if decimals else "")
    assert WHOLE_ARABIC.fullmatch(grouped)
    assert arabic(grouped) == Decimal(grouped.replace(",", ""))
    assert arabic(grouped.replace(",", "，")) == arabic(grouped)


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_full_width_digits_fold_to_the_same_number(number):
    wide = str(number).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    folded = canonicalise(f"投入{wide}元").text
    assert arabic(WHOLE_ARABIC.search(folded)[0]) == number


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("9800万元", "9800", {"multiplier": "万", "unit": "元"}),
        ("2500余户", "2500", {"infix": "余", "unit": "户"}),
        ("20多亿元", "20", {"infix": "多", "multiplier": "亿", "unit": "元"}),
        ("2.3千瓦", "2.3", {"multiplier": None, "unit": "千瓦"}),
        ("5百分点", "5", {"multiplier": None, "unit": "百分点"}),
        ("32千米", "32", {"multiplier": None, "unit": "千米"}),
        ("0.6元/斤", "0.6", {"unit": "元", "per": "斤"}),
        ("8省市", "8", {"admin": "省市"}),
    ],
)
def test_what_follows_digits(text, number, rest):
    found = arabic_pattern().match(text)
    assert found["number"] == number
    assert {name: found[name] for name in rest} == rest
    assert found.end() == len(text)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("四万多元", "四万", "元"),
        ("两次", "两", "次"),
        ("十七轮", "十七", "轮"),
        ("七成", "七", "成"),
    ],
)
def test_what_follows_chinese_numerals(text, number, unit):
    found = chinese_pattern().match(text)
    assert (found["number"], found["unit"]) == (number, unit)


@pytest.mark.parametrize("text", ["第五个", "几十个", "数百人", "3余万元"])
def test_a_chinese_numeral_inside_another_word_is_none(text):
    found = chinese_pattern().search(text)
    assert found is None
