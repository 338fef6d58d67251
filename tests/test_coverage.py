"""No number of a real bulletin is dropped: each is in a mention, ignored by a rule, or an issue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
import regex
from conftest import bulletin_text

from pipeline.batches import read_all
from pipeline.bulletins import Failure, find_bulletins
from pipeline.model import SourceText

FOLDERS = ("wild", "seeds", "dev")
DIGITS = regex.compile(r"[0-9０-９]++")
LEAST_CLAIMED = 0.99  # of all digit runs: what is left to issues must stay rare


@dataclass(frozen=True)
class Account:
    """What became of the digit runs of one document, by offsets in its source."""

    doc: str
    runs: int
    lost: list[str]
    issues: int
    unnamed: int
    quotes_wrong: int


def explained(reading):
    """For every source character: 2 where a mention or rule explains it, 1 where an issue does."""
    document = reading.document
    marks = bytearray(len(document.source.text))
    for issue in (*document.issues, *reading.issues):
        if issue.start >= 0:
            start, end = document.canonical.source_span(issue.start, issue.end)
            marks[start:end] = b"\x01" * (end - start)
    spans = [
        document.canonical.source_span(each.start, each.end)
        for group in (
            *(reading.figures, reading.times, reading.programmes, reading.places),
            *(reading.organisations, reading.ignored, document.ignored),
        )
        for each in group
    ]
    spans += [(each.start, each.end) for each in document.canonical.removed]
    for start, end in spans:
        marks[start:end] = b"\x02" * (end - start)
    return marks


def account(reading):
    document = reading.document
    text, marks = document.source.text, explained(reading)
    lost, issues, runs = [], 0, 0
    for run in DIGITS.finditer(text):
        runs += 1
        least = min(marks[run.start() : run.end()])
        issues += least == 1
        if least == 0:
            lost.append(text[max(0, run.start() - 15) : run.end() + 10])
    unnamed = sum(not each.rule for each in (*reading.ignored, *document.ignored))
    return Account(document.id, runs, lost, issues, unnamed, wrong_quotes(reading))


def wrong_quotes(reading):
    """Figures whose source span does not begin and end as their canonical one does."""
    canonical, source = reading.document.canonical, reading.document.source.text
    wrong = 0
    for figure in reading.figures:
        start, end = canonical.source_span(figure.start, figure.end)
        wrong += source[start:end].strip() != source[start:end] or start >= end
    return wrong


@pytest.fixture(scope="module")
def accounts(shared):
    """Every real document, read in two processes; failures are what they are."""
    paths = [shared / name for name in FOLDERS]
    texts = [path for folder in paths for path in sorted(folder.glob("*.txt"))]
    found = find_bulletins(texts)
    assert not found.failures
    return [
        outcome if isinstance(outcome, Failure) else account(outcome)
        for _, outcome in read_all(found.bulletins, "jieba", 2)
    ]


def test_every_document_goes_through(accounts):
    assert len(accounts) >= 117
    assert [each for each in accounts if isinstance(each, Failure)] == []


def test_every_digit_run_is_accounted_for(accounts):
    lost = {each.doc: each.lost for each in accounts if each.lost}
    assert lost == {}


def test_few_numbers_are_left_to_issues(accounts):
    runs = sum(each.runs for each in accounts)
    assert runs > 30_000
    assert sum(each.issues for each in accounts) <= (1 - LEAST_CLAIMED) * runs


def test_every_ignore_rule_has_a_name(accounts):
    assert sum(each.unnamed for each in accounts) == 0


def test_quotes_have_no_white_space_at_their_ends(accounts):
    assert Counter({each.doc: each.quotes_wrong for each in accounts}).total() == 0


def test_a_number_that_nothing_explains_would_be_found(reader):
    """The accounts can fail: take the figures away and their numbers are lost."""
    import dataclasses  # noqa: PLC0415

    source = SourceText("one", "one.txt", bulletin_text(1), "utf-8", "0" * 64)
    reading = reader.read(source)
    assert account(reading).lost == []
    without = dataclasses.replace(reading, figures=())
    assert any("31.1万吨" in context for context in account(without).lost)
