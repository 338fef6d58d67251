"""Organisations: every entry of the lexicon, the cases, and a floor on real bulletins."""

from __future__ import annotations

import time
from functools import cache
from itertools import pairwise

import document_samples as samples
import pytest
import regex
from conftest import SHARED, case_file
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import gold_documents

from extractors.lexicons import read_toml
from extractors.ner import Tagger
from extractors.organisation_lexicon import FILE, Form, organisation_lexicon
from extractors.organisations import find_organisations
from pipeline.model import Entity, PlaceMention, Tagging, Word

LEXICON = organisation_lexicon()
CASES = case_file("organisations.toml")["case"]
ENDINGS = [ending for ending in LEXICON.endings if ending.form is not Form.STOP]
STOPS = [ending for ending in LEXICON.endings if ending.form is Form.STOP]
EXAMPLES = [
    (table, entry)
    for table, entries in read_toml(FILE).items()
    for entry in (entries if isinstance(entries, list) else [entries])
    if "example" in entry
]
BRACKETS = regex.compile(r"\[([^\]]++)\]")
F1_FLOOR = 0.85  # measured: 0.93 on the twelve bulletins


@cache
def tagger():
    return Tagger.load()


def document(text):
    bounds = [0, *(m.end() for m in regex.finditer(r"[。\n]", text)), len(text)]
    spans = (span for span in pairwise(bounds) if span[0] < span[1])
    return samples.document(text, sentences=samples.sentences(*spans))


def find(text, places=()):
    sample = document(text)
    return find_organisations(sample, tagger().tag_documents([sample])[0], places)


def names(text, places=()):
    return [mention.name for mention in find(text, places)]


def tagged(*words):
    """A document and its tagging out of words: ("青石", "LOC"), …"""
    at, made = 0, []
    for text, tag in words:
        made.append(Word(at, at + len(text), tag))
        at += len(text)
    entities = tuple(Entity(w.start, w.end, w.tag) for w in made if w.tag in {"ORG", "LOC", "PER"})
    return document("".join(text for text, _ in words)), Tagging(tuple(made), entities)


def place(text, name, path):
    start = text.index(name)
    return PlaceMention(start, start + len(name), path, "", "county", "test")


# ------------------------------------------------------------------ the lexicon


def frame(ending, word):
    """A sentence in which the ending must be found, and the name expected."""
    if ending.form is Form.WHOLE:
        return [("近日", "TIME"), ("，", "w"), (word, "ORG"), ("通报", "v")], word
    if ending.form is Form.ORGAN:
        head = [("县委", "n"), ("、", "w")] if ending.listed else [("县", "n")]
        return [
            ("，", "w"),
            *head,
            (word, "n"),
            ("通报", "v"),
        ], word if ending.listed else f"县{word}"
    if ending.form is Form.OFFICE:
        return [
            ("，", "w"),
            ("县", "n"),
            ("财政", "n"),
            (word, "n"),
            ("通报", "v"),
        ], f"县财政{word}"
    if ending.form is Form.NAMED:
        return [("，", "w"), ("绿源", "nz"), (word, "n"), ("投用", "v")], f"绿源{word}"
    return [("，", "w"), ("县", "n"), ("茶叶", "n"), (word, "n"), ("开会", "v")], f"县茶叶{word}"


@pytest.mark.parametrize(
    ("ending", "word"),
    [(ending, word) for ending in ENDINGS for word in ending.words],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_every_word_of_the_lexicon_is_reached(ending, word):
    words, expected = frame(ending, word)
    sample, tagging = tagged(*words)
    assert expected in [m.name for m in find_organisations(sample, tagging, ())]


@pytest.mark.parametrize("field", read_toml(FILE)["fields"]["words"])
def test_every_field_makes_an_office(field):
    sample, tagging = tagged(("，", "w"), ("县", "n"), (field, "n"), ("局", "n"), ("通报", "v"))
    assert [m.name for m in find_organisations(sample, tagging, ())] == [f"县{field}局"]


@pytest.mark.parametrize(
    "level", [*read_toml(FILE)["levels"]["single"], *read_toml(FILE)["levels"]["long"]]
)
def test_every_level_begins_a_name(level):
    sample, tagging = tagged(("，", "w"), (level, "n"), ("财政局", "n"), ("通报", "v"))
    wanted = [] if level == "全国" else [f"{level}财政局"]  # of the nation: all of them
    assert [m.name for m in find_organisations(sample, tagging, ())] == wanted


@pytest.mark.parametrize(
    ("table", "entry"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else v.get("id", "")
)
def test_example_is_found_and_refusal_is_not(table, entry):
    wanted = BRACKETS.findall(entry["example"])
    places = [PlaceMention(0, 2, "", "", "county", "test")] if entry.get("placed") else []
    where = f"{FILE}: {table} {entry.get('id', '')}"
    mentions = find(BRACKETS.sub(r"\1", entry["example"]), places)
    found = [mention.name for mention in mentions]
    assert found == wanted, f"{where}: its example {entry['example']!r} names {found}"
    if table in {"whole", "organ", "office", "named", "group"}:
        rules = [mention.rule for mention in mentions]
        assert entry["id"] in rules, f"{where}: its example is found by {rules}, not by it"
    refuse = entry.get("refuse", "")
    found = names(BRACKETS.sub(r"\1", refuse))
    assert found == BRACKETS.findall(refuse), f"{where}: its refusal {refuse!r} names {found}"


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.id)
def test_every_stop_phrase_holds_an_ending(stop):
    for phrase in stop.words:
        held = any(hit.ending.form is not Form.STOP for hit in LEXICON.hits(phrase))
        assert held or any(phrase.endswith(word) for word in LEXICON.believed), phrase


@pytest.mark.parametrize(
    "ending", [e for e in LEXICON.confirmed if not e.placed], ids=lambda ending: ending.id
)
def test_the_tagger_is_believed_by_each_ending(ending):
    for word in ending.words:
        sample, tagging = tagged(("，", "w"), (f"鑫茂泰{word}", "ORG"), ("到访", "v"))
        assert [m.name for m in find_organisations(sample, tagging, ())] == [f"鑫茂泰{word}"], word


def test_no_word_stands_twice_in_a_list():
    for _, entry in EXAMPLES:
        for key, value in entry.items():
            if isinstance(value, list):
                assert len(value) == len(set(value)), (entry.get("id"), key)


# ------------------------------------------------------------------ behaviour


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_case(case):
    found = [[mention.name, mention.kind] for mention in find(case["text"])]
    assert found == case["organisations"]


def test_places_before_an_organ_belong_to_its_name():
    text = "重庆市綦江区扶欢镇人民政府印发方案，中共重庆市綦江区委重庆市綦江区人民政府转发。"
    spans = [m.span() for m in regex.finditer("重庆市綦江区扶欢镇|重庆市綦江区", text)]
    places = [PlaceMention(*span, "", "", "county", "test") for span in spans]
    assert names(text, places) == [
        "重庆市綦江区扶欢镇人民政府",
        "中共重庆市綦江区委",
        "重庆市綦江区人民政府",
    ]


def test_place_that_only_the_gazetteer_knows():
    text = "盘石委会议之后，盘石镇党委作了部署。"
    sample, tagging = tagged(("，", "w"))
    del sample
    found = find_organisations(document(text), tagging, [place(text, "盘石镇", "")])
    assert [m.name for m in found] == ["盘石镇党委"]


def test_spaces_of_the_print_are_not_in_the_name():
    sample, tagging = tagged(("，", "w"), ("绿 源", "nz"), ("有限公司", "n"), ("投产", "v"))
    (mention,) = find_organisations(sample, tagging, ())
    assert (mention.name, sample.text[mention.start : mention.end]) == (
        "绿源有限公司",
        "绿 源有限公司",
    )


def test_mentions_do_not_overlap_and_are_ordered():
    text = (
        "县委宣传部、县委办公室和青山县绿源农机专业合作社、县第一中学、中国农业银行青山县支行座谈。"
    )
    found = find(text)
    assert len(found) >= 4
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="县市委局政府财教育公司银行、，和各级全农业村厂人民第一届大会 5", max_size=40)
)
def test_any_text_gives_ordered_spans_that_read_as_their_names(text):
    sample = document(text)
    words = tuple(Word(at, at + 1, "n") for at in range(len(text)))
    found = find_organisations(sample, Tagging(words, ()), ())
    assert all("".join(text[m.start : m.end].split()) == m.name for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_without_a_tagging_the_endings_still_work():
    found = find_organisations(document("，县财政局与新华社。"), Tagging(), ())
    assert [m.name for m in found] == ["县财政局", "新华社"]


# ------------------------------------------------------------------ real bulletins


def shared(one, other):
    """How alike two names are, 0 to 1, by the characters they share."""
    both = sum(min(one.count(c), other.count(c)) for c in set(one))
    return 2 * both / (len(one) + len(other))


def hits(gold, found):
    left, count = set(found), 0
    for name in gold:
        best = max(left, key=lambda other: shared(name, other), default="")
        if best and shared(name, best) >= 0.8:
            left.remove(best)
            count += 1
    return count


@pytest.mark.skipif(
    not SHARED.exists(), reason="the bulletins with gold are not beside the project"
)
def test_floor_on_bulletins_with_gold():
    right = wanted = given_ = 0
    for text, about in gold_documents():
        gold = set(about["organisations"])
        found = set(names(text))
        right += hits(gold, found)
        wanted += len(gold)
        given_ += len(found)
    assert 2 * right / (wanted + given_) >= F1_FLOOR


@pytest.mark.skipif(not SHARED.exists(), reason="the wild bulletins are not beside the project")
def test_speed():
    text = (SHARED / "wild" / "三亚市-2021.txt").read_text(encoding="utf-8")
    sample = document(text)
    (tagging,) = tagger().tag_documents([sample])
    find_organisations(sample, tagging, ())
    begun = time.perf_counter()
    find_organisations(sample, tagging, ())
    assert (time.perf_counter() - begun) / len(text) < 3e-6
