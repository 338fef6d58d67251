"""Search finds exactly the sentences in which the words stand."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.bigrams import TOKENIZE, bigrams, escape_query

SENTENCES = (
    "粮食产量增长8%。",
    "某府发〔2021〕22号",
    "单价0.6元/斤，村里",
    "开展“三农”工作",
    "完成①项，面积20㎡",
    "Ｇ30高速通车",
    "乡村振兴",
)


def search(sentences, query):
    conn = sqlite3.connect(":memory:")
    conn.execute(f'CREATE VIRTUAL TABLE f USING fts5(text, tokenize="{TOKENIZE}")')
    conn.executemany(
        "INSERT INTO f (rowid, text) VALUES (?, ?)", enumerate(map(bigrams, sentences))
    )
    rows = conn.execute("SELECT rowid FROM f WHERE f MATCH ?", [escape_query(query)]).fetchall()
    conn.close()
    return sorted(rowid for (rowid,) in rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("粮食", [0]),
        ("食产", [0]),
        ("粮量", []),
        ("增长8%。", [0]),
        ("８％", [0]),
        ("〔2021〕22号", [1]),
        ("元/斤", [2]),
        ("村", [2, 6]),
        ("兴", [6]),
        ("“三农”", [3]),
        ("三农工作", []),
        ("①", [4]),
        ("㎡", [4]),
        ("G30", [5]),
        ("g30高速", [5]),
        ("乡村 振兴", [6]),
        ("乡村 粮食", []),
        ('"乡村 振兴"', [6]),
        ("", []),
        (" 　", []),
    ],
)
def test_finds(query, found):
    assert search(SENTENCES, query) == found


@pytest.mark.parametrize(
    "query", ['"', '""', "'", "*", "^", "NOT", "a OR b", "a:b", "(", "\x00", "-"]
)
def test_no_query_is_a_syntax_error(query):
    search(SENTENCES, query)


LETTERS = st.text(alphabet="粮食产量村8%，“”〔/aB", min_size=1, max_size=9)


@given(sentence=LETTERS, word=LETTERS)
def test_finds_what_stands_there_and_nothing_else(sentence, word):
    assert search([sentence], word) == ([0] if word.lower() in sentence.lower() else [])


@given(st.text(max_size=30))
def test_any_query_can_be_asked(query):
    search(SENTENCES, query)
