"""Misprints of a scanner: each pair is found in its example and left alone in its refusal."""

from __future__ import annotations

import pytest

from extractors import look_alikes as module
from extractors.lexicons import read_toml
from extractors.look_alikes import look_alikes
from pipeline.errors import LexiconError
from pipeline.model import SourceText

PAIRS = read_toml("look_alikes.toml")["pair"]


@pytest.mark.parametrize("pair", PAIRS, ids=[p["meant"] for p in PAIRS])
def test_the_example_is_noted_with_what_is_meant(pair):
    messages = [issue.message for issue in look_alikes(pair["example"])]
    assert any(f": {pair['meant']}?)" in message for message in messages)


@pytest.mark.parametrize("pair", PAIRS, ids=[p["meant"] for p in PAIRS])
def test_the_refusal_is_left_alone(pair):
    assert look_alikes(pair["refusal"]) == []


def test_nothing_is_repaired(reader):
    text = "脱倉户320户，贪困户35户。"
    reading = reader.read(SourceText("x", "x.txt", text, "utf-8", ""))
    assert [figure.value for figure in reading.figures] == [320, 35]
    kinds = [issue.kind for issue in reading.issues]
    assert kinds.count("look-alike") == 2


def test_the_issue_lies_where_it_is_printed():
    text = "带动320户脱倉致富"
    (issue,) = look_alikes(text)
    assert (issue.kind, text[issue.start : issue.end]) == ("look-alike", "脱倉")


def test_a_mistake_in_the_data_is_named(monkeypatch):
    monkeypatch.setattr(
        module, "read_toml", lambda _: {"pair": [{"meant": "贫", "printed": ["("]}]}
    )
    with pytest.raises(LexiconError, match="look_alikes"):
        module._pairs.__wrapped__()
