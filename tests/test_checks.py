"""Checks of arithmetic: sentences with what follows from them, and tables built by hand."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from conftest import case_file
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicons import read_toml
from pipeline.arithmetic import find_checks
from pipeline.checks.intervals import Interval, allowed, printed, step
from pipeline.checks.misprints import meant
from pipeline.checks.scene import Scene
from pipeline.checks.sums import complements, total
from pipeline.checks.words import words
from pipeline.model import Figure, SourceText

CASES = case_file("checks.toml")["case"]
HEAD = "夏邑县2021年工作简报\n2021年12月31日\n"
HOLDS = {"True": True, "False": False, "None": None}


def read(reader, text):
    source = SourceText("b", "b.txt", HEAD + text + "\n", "utf-8", "")
    reading = reader.read(source)
    quotes = {f.id: reading.document.text[f.start : f.end] for f in reading.figures}
    return [(check, [quotes[name] for name in check.figures]) for check in reading.checks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_case(reader, case):
    found = [(check, quotes) for check, quotes in read(reader, case["text"])
             if check.kind == case["kind"]]  # fmt: skip
    if case["holds"] == "-":
        assert found == []
        return
    [check] = [check for check, quotes in found if quotes == case["figures"]]
    assert check.holds is HOLDS[case["holds"]]
    assert check.message == case.get("message", "")
    if "expected" in case:
        assert check.expected == Decimal(case["expected"])
    # whatever else is said of the same words, nothing else fails
    assert [quotes for other, quotes in found if other.holds is False and other != check] == []


# Intervals


def figure(quote, value, unit, unit_text="", **parts):
    given_ = {
        "id": "f", "start": 0, "end": len(quote), "value": Decimal(value), "unit": unit,
        "unit_text": unit_text or unit, "indicator": "产量", "place": ("夏邑县",),
        "period": "2021", "period_text": "", "status": "actual", "approx": "exact",
        "measure": "level", "rule": "number.unit", "sentence": 0,
    }  # fmt: skip
    return Figure(**given_ | parts)


@pytest.mark.parametrize(
    ("value", "unit", "unit_text", "low", "high"),
    [
        ("15000.0", "吨", "万吨", 14500, 15500),  # 1.5万吨
        ("12.5", "%", "%", "12.45", "12.55"),
        ("3.2", "百分点", "个百分点", "3.15", "3.25"),
        ("3", "百分点", "百分点", "2.5", "3.5"),  # its 百 is no multiplier
        ("500", "个", "个", 500, 500),  # counted one by one
        ("20000", "人", "万人", 15000, 25000),
        ("9000", "千瓦时", "千瓦时", "8999.5", "9000.5"),
    ],
)
def test_what_is_printed_stands_for_all_that_rounds_to_it(value, unit, unit_text, low, high):
    span = printed(figure("x", value, unit, unit_text))
    assert (span.low, span.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("approx", "low", "high"),
    [("about", 4000, 5000), ("over", 4500, 4600), ("under", 4400, 4500)],
)
def test_words_of_approximation_open_the_interval(approx, low, high):
    found = printed(figure("x", "4500", "亩", approx=approx))
    assert found.low >= low
    assert found.high <= high
    wide = allowed(figure("x", "4500", "亩", approx=approx))
    assert wide.low <= found.low
    assert wide.high >= found.high


numbers = st.decimals(min_value=1, max_value=10**6, places=2)


@given(numbers, numbers)
def test_results_of_values_lie_in_the_interval_of_results(first, second):
    one, other = Interval(first - 1, first + 1), Interval(second, second + 1)
    for result, span in (
        (first + second, one + other),
        (first - second, one - other),
        (first * second, one * other),
        (first / second, one / other),
    ):
        assert span.low <= result <= span.high


def test_nothing_is_divided_by_what_may_be_zero():
    with pytest.raises(ZeroDivisionError):
        Interval(Decimal(1), Decimal(2)) / Interval(Decimal(-1), Decimal(1))


# Misprints


def test_a_misprint_is_told_only_where_one_alone_fits():
    parts = (
        figure("250万元", "2500000", "元", "万元"),
        figure("1.125万元", "11250.000", "元", "万元"),
    )
    whole = figure("1375万元", "13750000", "元", "万元")
    quotes = ["250万元", "1.125万元", "1375万元"]
    assert meant(total, parts, whole, quotes) == "1.125万元 → 1,125万元"
    other = figure("9999万元", "99990000", "元", "万元")
    assert meant(total, parts, other, [*quotes[:2], "9999万元"]) == ""


# Tables


def table_checks(reader, text):
    return read(reader, "附表\n" + text)


GROWN = """县区\t本年（万元）\t上年（万元）\t增长（%）
甲县\t1210\t1100\t{}
乙县\t2300\t2000\t{}
丙县\t900\t1000\t{}
丁县\t1545\t1500\t{}
戊县\t3150\t3000\t15.0
"""


def test_columns_that_follow_from_others_in_nearly_all_rows(reader):
    text = GROWN.format("10.0", "15.0", "-10.0", "3.0")
    found = [check for check, _ in table_checks(reader, text) if check.kind == "growth"]
    assert [check.holds for check in found] == [True, True, True, True, False]
    assert (found[-1].expected, found[-1].stated) == (Decimal("5.00"), Decimal("15.0"))


def test_columns_without_a_relation_are_left_alone(reader):
    assert table_checks(reader, GROWN.format("3.0", "1.5", "7.7", "9.1")) == []


def test_a_total_row_fails_where_other_columns_add_up(reader):
    head = "县区\t项目（个）\t资金（万元）\t受益户（户）\n"
    text = head + "合计\t60\t900\t350\n甲县\t10\t300\t100\n乙县\t20\t400\t120\n丙县\t30\t200\t180"
    found = [check for check, _ in table_checks(reader, text) if check.kind == "sum"]
    assert [check.holds for check in found] == [True, True, False]
    assert found[-1].expected == 400


RANKS = [("99.5%", 1), ("98.2%", 2), ("97.3%", 4), ("97.3%", 3), ("95.1%", 5)]


def ranked(reader, pairs):
    head = "县区\t完成率\t排名\n"
    rows = "\n".join(
        f"{name}县\t{value}\t{rank}"
        for name, (value, rank) in zip("甲乙丙丁戊", pairs, strict=True)
    )
    return [
        (check, quotes)
        for check, quotes in table_checks(reader, head + rows)
        if check.kind == "rank"
    ]


def test_ranks_agree_with_their_values(reader):
    [(check, quotes)] = ranked(reader, RANKS)
    assert check.holds is True
    assert len(quotes) == 10


def test_a_rank_out_of_order(reader):
    [(check, quotes)] = ranked(reader, [*RANKS[:4], ("99.9%", 5)])
    assert (check.holds, quotes) == (False, ["99.9%", "5"])
    assert check.expected == 1


# The words


def patterns():
    data = read_toml("check_words.toml")
    known = words()
    yield known.link, data["link"]["example"], data["link"]["refusal"]
    for name in ("annual", "yearly", "real", "comparable", "second_order", "plan", "share",
                 "among", "base", "total_after", "not_additive", "aside", "per_head"):  # fmt: skip
        yield getattr(known, name), data[name]["example"], data[name]["refusal"]
    completion = data["completion"]
    yield known.completion, completion["example"], completion["refusal"]
    yield known.done, completion["example_done"], completion["refusal_done"]
    pairs = {
        "from_to": ("before", "between"), "all_parts": ("first", "last"),
        "direction": ("up", "down"), "added": ("total", "rest"), "fold": ("times", "more"),
    }  # fmt: skip
    names = {
        "from_to": ("from_before", "from_between"), "all_parts": ("all_first", "all_last"),
        "direction": ("up", "down"), "added": ("total", "rest"),
        "fold": ("fold_times", "fold_more"),
    }  # fmt: skip
    for group, keys in pairs.items():
        for key, name in zip(keys, names[group], strict=True):
            entry = data[group]
            yield getattr(known, name), entry[f"example_{key}"], entry[f"refusal_{key}"]


WHOLE = {id(words().link), id(words().aside), id(words().fold_times), id(words().fold_more)}


@pytest.mark.parametrize(("pattern", "example", "refusal"), list(patterns()))
def test_every_pattern_finds_its_example_and_refuses(pattern, example, refusal):
    find = pattern.fullmatch if id(pattern) in WHOLE else pattern.search
    assert find(example)
    assert not find(refusal)


@pytest.mark.parametrize("entry", read_toml("check_words.toml")["complements"], ids=str)
def test_complements_find_their_example(entry):
    labels = [figure("x", "1", "元", indicator=label) for label in entry["example"]]
    assert complements(labels)
    assert not complements([*labels, labels[0]])


@pytest.mark.parametrize("entry", read_toml("check_words.toml")["identity"], ids=str)
def test_identities_find_their_example(entry):
    asked = [entry["whole"], *entry["parts"]] if "whole" in entry else entry["parts"]
    for pattern, label in zip(asked, entry["example"], strict=True):
        assert re.fullmatch(pattern, label)


def test_without_figures_there_is_nothing_to_check():
    assert find_checks([], "") == []
    assert Scene([]).sentences == []
    assert step(figure("x", "1.50", "元")) == Decimal("0.01")
