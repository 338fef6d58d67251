"""The likeliest words of a text: those that jieba finds, whatever the text."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.likeliest_words import Dictionary

JIEBA = jieba.Tokenizer()
JIEBA.FREQ, JIEBA.total = JIEBA.gen_pfdict(JIEBA.get_dict_file())
JIEBA.initialized = True
WORDS = Dictionary(JIEBA.FREQ, JIEBA.total)
PIECES = [
    "上海",
    "浦东",
    "新区",
    "乡村振兴",
    "研究生命",
    "县",
    "情",
    "A4",
    "7",
    "b",
    "％",
    "%",
    ".",
    "-",
]


@given(st.lists(st.sampled_from([*PIECES, "，", "。", "㐀", "𠀀", "😀", "É"]), max_size=12))
def test_the_words_are_those_of_jieba(pieces):
    text = "".join(pieces)
    assert list(WORDS.words(text)) == list(JIEBA.cut(text, HMM=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("巩固脱贫成果", ["巩固", "脱贫", "成果"]),
        ("GDP增长5.5%", ["GDP", "增长", "5", ".", "5", "%"]),
        ("", []),
    ],
)
def test_words(text, words):
    assert list(WORDS.words(text)) == words


def test_of_two_divisions_alike_the_longer_word_comes_first():
    counts = {"甲": 1, "甲乙": 1, "乙": 0, "乙丙": 1, "丙": 1}
    assert list(Dictionary(counts, 4).words("甲乙丙")) == ["甲乙", "丙"]
