"""Programmes: cases, every entry of the data files both ways, and the score on gold."""

from __future__ import annotations

import sys

import pytest
from conftest import SHARED, case_file
from document_samples import document
from hypothesis import given
from hypothesis import strategies as st
from scoring import gold_documents

from extractors.lexicons import read_toml
from extractors.programme_lexicon import KINDS, BareText, bare, load_lexicon
from extractors.programme_quotes import clean, find_quoted
from extractors.programme_register import canonical
from extractors.programme_words import load_words
from extractors.programmes import find_programmes
from pipeline.model import ProgrammeMention, Sentence, SentenceKind

CASES = case_file("programmes.toml")["case"]
FLOOR = 0.75


def read(text: str) -> list[ProgrammeMention]:
    return find_programmes(document(text))


def names(text: str) -> list[str]:
    return [m.name for m in read(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['group']}-{c['text'][:12]}")
def test_case(case):
    assert [[m.name, m.kind] for m in read(case["text"])] == case["want"]


# --- the lexicon ---


@pytest.mark.parametrize("entry", load_lexicon().programmes, ids=lambda e: e.name)
def test_entry_is_found_in_its_example(entry):
    own = {entry.name, *entry.also}
    found = {m.name for m in read(entry.example) if m.rule == "programme.lexicon"}
    assert own & found, (
        f"programmes.toml: entry {entry.name}: it is not found in its example"
        f" {entry.example!r}, in which these are: {sorted(found)}"
    )


@pytest.mark.parametrize(
    "entry", [e for e in load_lexicon().programmes if e.refusal], ids=lambda e: e.name
)
def test_entry_is_not_found_in_its_refusal(entry):
    assert entry.name not in names(entry.refusal), (
        f"programmes.toml: entry {entry.name}: it is found in its refusal {entry.refusal!r}"
    )


@pytest.mark.parametrize(
    "printed", [p for p in load_lexicon().prints if p.programme], ids=lambda p: p.text
)
def test_every_print_is_reachable(printed):
    text = f"推进“{printed.text}”，"
    assert canonical(printed.programme.name) in {m.name for m in read(text)}


@pytest.mark.parametrize(
    "printed", [p for p in load_lexicon().prints if not p.programme], ids=lambda p: p.text
)
def test_every_longer_word_is_refused(printed):
    found = [m for m in read(f"，{printed.text}，") if m.rule == "programme.lexicon"]
    assert found == []


def test_an_ordinary_word_needs_its_quotation_marks():
    quoted = [p for p in load_lexicon().prints if p.quoted]
    assert quoted
    for printed in quoted:
        found = [m.name for m in read(f"，{printed.text}，") if m.rule == "programme.lexicon"]
        assert printed.programme.name not in found, printed.text


def test_the_lexicon_is_national_in_scope():
    lexicon = load_lexicon()
    assert len(lexicon.programmes) >= 250
    assert {p.kind for p in lexicon.programmes} == KINDS
    assert all(p.refusal for p in lexicon.programmes if p.quoted)


# --- suffixes and stops ---

COURSE = ("programme.lexicon", "programme.quoted-course")


@pytest.mark.parametrize("head", load_words().heads.values(), ids=lambda h: h.word)
def test_head_names_a_programme_in_its_example(head):
    found = [m for m in read(head.example) if m.rule != "programme.lexicon"]
    assert [m.kind for m in found] == [head.kind], (
        f"programme_suffixes.toml: entry {head.word}: its example {head.example!r} names"
        f" {[m.name for m in found]}"
    )
    assert head.word in found[0].name


@pytest.mark.parametrize("head", load_words().heads.values(), ids=lambda h: h.word)
def test_head_names_nothing_in_its_refusal(head):
    found = [m.name for m in read(head.refusal) if m.rule != "programme.lexicon"]
    assert found == [], (
        f"programme_suffixes.toml: entry {head.word}: its refusal {head.refusal!r} names {found}"
    )


@pytest.mark.parametrize("table", ["shared", "courses"])
def test_suffixes_of_quoted_names_hold_and_refuse(table):
    rule = read_toml("programme_suffixes.toml")[table]
    assert {m.rule for m in read(rule["example"])} <= {f"programme.quoted-{table}", *COURSE}
    assert names(rule["example"])
    assert names(rule["refusal"]) == []


@pytest.mark.parametrize("course", read_toml("programme_suffixes.toml")["courses"]["words"])
def test_what_is_done_about_a_counted_pair_names_it(course):
    assert names(f"推进“五溪”{course}，") == [f"五溪{course}"]


@pytest.mark.parametrize("head", read_toml("programme_suffixes.toml")["shared"]["heads"])
def test_quoted_names_share_their_head(head):
    assert names(f"深化“青石惠老”“银杏助学”等{head}，") == ["青石惠老", "银杏助学"]


@pytest.mark.parametrize("filler", read_toml("programme_suffixes.toml")["shared"]["refused"])
def test_what_is_fought_against_shares_no_head(filler):
    assert names(f"打击“青石案”“银杏案”等{filler}活动，") == []


@pytest.mark.parametrize("table", ["conferred", "documents"])
def test_other_suffixes_hold_and_refuse(table):
    rule = read_toml("programme_suffixes.toml")[table]
    assert len(names(rule["example"])) == 1
    assert names(rule["refusal"]) == []


@pytest.mark.parametrize("word", sorted(load_words().quoted_stops))
def test_an_ordinary_quoted_word_is_no_programme(word):
    assert not list(find_quoted(f"说成“{word}”，"))


@pytest.mark.parametrize("works", load_words().works)
def test_a_building_site_is_no_programme(works):
    assert names(f"实施青石河{works}工程。") == []


@pytest.mark.parametrize("generic", sorted(load_words().generic))
def test_a_generic_word_before_a_head_names_nothing(generic):
    assert [m for m in read(f"实施{generic}工程，") if m.rule.startswith("programme.head")] == []


# --- spans and names ---


def test_the_span_is_what_was_printed():
    text = "落实“四个不摘”，开展“三师下村”活动，印发《茶产业发展规划》。"
    printed = [text[m.start : m.end] for m in read(text)]
    assert printed == ["四个不摘", "“三师下村”活动", "《茶产业发展规划》"]


def test_a_figure_outside_the_name_stays_outside():
    text = "实施12个乡村清洁工程，带动“三变”改革村35个。"
    spans = [text[m.start : m.end] for m in read(text)]
    assert not any(char.isdigit() for span in spans for char in span)


def test_mentions_in_page_furniture_are_left_out():
    text = "首页 乡村振兴 专栏\n全县推进乡村振兴。"
    meta = Sentence(0, 0, -1, 0, 10, SentenceKind.META, 0)
    body = Sentence(1, 0, -1, 11, len(text), SentenceKind.TEXT, 1)
    assert [m.start for m in find_programmes(document(text, sentences=(meta, body)))] == [15]


def test_bare_text_leads_back_to_the_print():
    text = "“四好”农村路"
    stripped = BareText(text)
    assert stripped.text == "四好农村路"
    assert stripped.printed(0, 5) == (1, 7)
    assert stripped.printed(0, 2) == (1, 3)


@given(st.text(alphabet='“”"《》乡村振兴一二三四个不摘+、，工程行动实施活动12 \n', max_size=80))
def test_mentions_never_overlap_and_names_are_clean(text):
    mentions = read(text)
    ends = [0, *(m.end for m in mentions)]
    assert all(
        before <= m.start < m.end <= len(text) for before, m in zip(ends, mentions, strict=False)
    )
    assert all(m.name == clean(m.name) == bare(m.name) for m in mentions)
    assert all(m.kind in KINDS and m.rule.startswith("programme.") for m in mentions)


# --- the gold ---


@pytest.mark.skipif(not SHARED.exists(), reason="no gold beside the project")
def test_score_on_gold():
    sys.path.insert(0, str(SHARED))
    score = pytest.importorskip("score")
    wanted = given_ = hit = 0
    for text, about in gold_documents():
        gold = {p["name"] for p in about["programmes"]}
        have = set(names(text))
        wanted, given_ = wanted + len(gold), given_ + len(have)
        hit += score.names_found(gold, have)
    assert 2 * hit / (wanted + given_) >= FLOOR
