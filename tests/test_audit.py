"""The audit: every digit run of a document is accounted for or becomes an issue."""

from __future__ import annotations

import pytest
from document_samples import document
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures import find_quantities
from pipeline.audit import audit
from pipeline.model import Ignored, Issue, Reading, TimeMention


def reading(text: str, **parts) -> Reading:
    return Reading(document(text), **parts)


def test_a_digit_run_that_nothing_explains_is_an_issue():
    done = audit(reading("共35户，见12"))
    assert [(i.kind, i.start, i.end) for i in done.issues] == [
        ("numeral-unread", 1, 3),
        ("numeral-unread", 6, 8),
    ]
    assert (done.numerals, done.claimed) == (2, 0)


def test_mentions_and_ignore_rules_claim():
    text = "2021年，共35户，见12"
    done = audit(
        reading(
            text,
            times=(TimeMention(0, 5, "2021", "period", "r"),),
            ignored=(Ignored(11, 14, "ignore.r"),),
        )
    )
    assert [text[i.start : i.end] for i in done.issues] == ["35"]
    assert (done.numerals, done.claimed) == (3, 2)


def test_an_issue_explains_but_does_not_claim():
    issue = Issue("number-without-unit", "共35", 1, 3)
    done = audit(reading("共35，", issues=(issue,)))
    assert done.issues == (issue,)
    assert (done.numerals, done.claimed) == (1, 0)


def test_an_issue_of_the_whole_document_explains_nothing():
    done = audit(reading("共35，", issues=(Issue("no-date", "none"),)))
    assert [i.kind for i in done.issues] == ["no-date", "numeral-unread"]


@pytest.mark.parametrize("text", ["", "没有数字", "三农"])
def test_without_digits_nothing_is_counted(text):
    done = audit(reading(text))
    assert (done.numerals, done.claimed, done.issues) == (0, 0, ())


@given(st.text("123０九万户%.,，、/:- \n年第“”（", max_size=60))
def test_nothing_is_lost(text):
    read = find_quantities(text)
    claims = (*read.ignored, *(Ignored(q.start, q.end, "figure") for q in read.quantities))
    done = audit(reading(text, ignored=claims, issues=read.issues))
    spans = [(m.start, m.end) for m in (*claims, *done.issues)]
    for index, character in enumerate(text):
        if character.isdigit():
            assert any(start <= index < end for start, end in spans)
    assert 0 <= done.claimed <= done.numerals
