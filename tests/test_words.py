"""The spaCy document: exact text, words cut at every border asked for, tags, entities."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import spacy
from conftest import ROOT
from document_samples import document, sentences
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Entity, Tagging, Word
from pipeline.models import ModelUnavailable, pkuseg_model
from pipeline.words import (
    COMPONENT,
    Segmenter,
    add_spans,
    carry,
    load_segmenter,
    make_nlp,
    token_tags,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.ner import Tagger

TEXT = "青石镇公报\n\n  长寿区洪湖镇种南瓜5000亩，亩产3吨。\t李四说：“好！”　２０２１年"
JIEBA = load_segmenter()
# A segmenter that never cuts: every cut in its documents was asked for.
WHOLE = Segmenter("whole", lambda text: [text], JIEBA.vocab)
NOTHING = Tagging((), ())

# the carried document


def test_the_text_is_kept_character_for_character() -> None:
    doc = carry(document(TEXT), NOTHING, (), JIEBA)
    assert doc.text == TEXT
    assert {len(token.text.strip()) > 0 for token in doc} == {True, False}
    assert doc.user_data["document"] == "doc"


@given(
    st.text(alphabet="县情 \n\t\u3000a1，。😀\u00a0", max_size=40), st.lists(st.integers(-2, 45))
)
def test_any_text_and_any_borders(text: str, borders: list[int]) -> None:
    doc = carry(document(text), NOTHING, borders, JIEBA)
    assert doc.text == text
    offsets = {token.idx for token in doc} | {len(text)}
    assert offsets >= {at for at in borders if 0 <= at <= len(text)}
    inside = sorted({at for at in borders if 0 <= at <= len(text)})
    for start, end in pairwise(inside):
        assert doc.char_span(start, end) is not None


def test_words_are_cut_at_borders_entities_and_sentences_and_nowhere_else() -> None:
    text = "长寿区洪湖镇种南瓜5000亩"
    tagging = Tagging((), (Entity(0, 3, "LOC"), Entity(3, 6, "LOC")))
    doc = carry(
        document(text, sentences=sentences((0, 7), (7, len(text)))), tagging, (9, 13), WHOLE
    )
    assert [token.text for token in doc] == ["长寿区", "洪湖镇", "种", "南瓜", "5000", "亩"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("长寿区", "LOC"), ("洪湖镇", "LOC")]
    assert [sent.text for sent in doc.sents] == ["长寿区洪湖镇种", "南瓜5000亩"]


def test_jieba_cuts_known_words() -> None:
    doc = carry(document("巩固脱贫攻坚成果"), NOTHING, (), JIEBA)
    assert [token.text for token in doc] == ["巩固", "脱贫", "攻坚", "成果"]


def test_a_token_gets_the_tag_of_the_word_that_its_end_is_in() -> None:
    found = token_tags([0, 2, 5, 6, 8], [Word(0, 1, "n"), Word(1, 3, "v"), Word(3, 5, "LOC")])
    assert found == ["v", "LOC", "", ""]


@given(st.sets(st.integers(1, 19)), st.sets(st.integers(0, 20)))
def test_tags_agree_with_the_plain_reading(cuts: set[int], edges: set[int]) -> None:
    offsets = [0, *sorted(cuts), 20]
    tagged = [Word(a, b, f"t{a}") for a, b in pairwise(sorted(edges)) if (a + b) % 3]
    plain = [
        next((word.tag for word in tagged if word.start < end <= word.end), "")
        for end in offsets[1:]
    ]
    assert token_tags(offsets, tagged) == plain


def test_words_have_tags_and_no_white_space(tagger: Tagger) -> None:
    source = document(TEXT, sentences=sentences((9, 32)))
    (tagging,) = tagger.tag_documents([source])
    found = words(carry(source, tagging, (), JIEBA))
    assert not any(TEXT[word.start : word.end].isspace() for word in found)
    assert "".join(TEXT[word.start : word.end] for word in found) == "".join(TEXT.split())
    tags = {TEXT[word.start : word.end]: word.tag for word in found}
    assert tags["长寿区"] == "LOC"
    assert tags["5000"] == "m"
    assert tags["公报"] == ""


def test_span_groups_are_set_and_a_cut_token_is_an_error() -> None:
    doc = carry(document("种南瓜5000亩"), NOTHING, (3, 8), WHOLE)
    add_spans(doc, "figures", [(3, 8, "亩")])
    assert [(span.text, span.label_) for span in doc.spans["figures"]] == [("5000亩", "亩")]
    with pytest.raises(ValueError, match="times: 1-8 cuts a token"):
        add_spans(doc, "times", [(1, 8, "")])


def test_the_vocabulary_is_shared_between_documents() -> None:
    first = carry(document("南瓜"), NOTHING, (), JIEBA)
    assert carry(document("南瓜"), NOTHING, (), JIEBA).vocab is first.vocab


# the spaCy pipeline


def test_the_pipeline_sets_entities_and_tags(tagger: Tagger) -> None:
    nlp = make_nlp("jieba", tagger)
    assert nlp.pipe_names == [COMPONENT]
    doc = nlp("李四在重庆大学念书。\n他去了北京市。")
    assert doc.text == "李四在重庆大学念书。\n他去了北京市。"
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("李四", "PER"),
        ("重庆大学", "ORG"),
        ("北京市", "LOC"),
    ]
    assert {token.text: token.tag_ for token in doc}["念书"] == "v"
    (again,) = nlp.pipe(["李四在重庆大学念书。\n他去了北京市。"])
    assert [ent.text for ent in again.ents] == [ent.text for ent in doc.ents]


def test_the_pipeline_without_a_tagger_only_cuts() -> None:
    nlp = make_nlp()
    assert nlp.pipe_names == []
    assert [token.text for token in nlp("脱贫攻坚")] == ["脱贫", "攻坚"]


def test_texts_beyond_spacys_usual_limit_are_no_error() -> None:
    text = " " * 1_000_001
    assert make_nlp().make_doc(text).text == text


def test_the_component_is_known_to_spacy_by_name(tagger: Tagger) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(COMPONENT).tagger = tagger  # type: ignore[attr-defined]
    doc = nlp("北京市的李四")  # one token a character
    assert [ent.text for ent in doc.ents] == ["北京市", "李四"]
    assert [token.tag_ for token in doc][:3] == ["LOC"] * 3


def test_a_pipeline_can_be_saved_and_loaded(tmp_path: Path) -> None:
    make_nlp().to_disk(tmp_path / "nlp")
    assert [token.text for token in spacy.load(tmp_path / "nlp")("脱贫攻坚")] == ["脱贫", "攻坚"]


# the segmenters


def test_jieba_says_nothing_and_leaves_no_dictionary(tmp_path: Path) -> None:
    code = (
        "from pipeline.words import load_segmenter; print(list(load_segmenter().cut('脱贫攻坚')))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "['脱贫', '攻坚']"
    assert done.stderr == ""
    assert [file.name for file in tmp_path.rglob("*") if "jieba" in file.name] == []


def test_an_unknown_segmenter_is_named() -> None:
    with pytest.raises(ValueError, match="no segmenter 'thulac'; there are jieba, pkuseg"):
        load_segmenter("thulac")


def test_pkuseg_without_its_model_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"python -m pipeline\.models"):
        load_segmenter("pkuseg", tmp_path)


def test_pkuseg_with_its_fetched_model() -> None:
    try:
        folder = pkuseg_model()
    except ModelUnavailable as error:
        pytest.skip(str(error))
    doc = carry(document(TEXT), NOTHING, (), load_segmenter("pkuseg", folder))
    assert doc.text == TEXT
    assert {"长寿区", "洪湖镇", "南瓜"} <= {token.text for token in doc}
