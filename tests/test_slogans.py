"""Slogans: every word and pattern of the data file, both ways."""

from __future__ import annotations

import pytest

from extractors.lexicons import read_toml
from extractors.slogans import slogan_spans

DATA = read_toml("slogans.toml")
WORDS = [(group["id"], word) for group in DATA["words"] for word in group["words"]]
LONGER = [word for group in DATA["words"] for word in group["not_in"]]


def read(text: str) -> list[tuple[str, str]]:
    return [(i.rule, text[i.start : i.end]) for i in slogan_spans(text)]


@pytest.mark.parametrize(("rule", "word"), WORDS, ids=lambda w: w)
def test_every_word_is_found(rule, word):
    assert (rule, word) in read(f"（{word}）")


@pytest.mark.parametrize("word", LONGER)
def test_every_longer_word_is_refused(word):
    whole = {w for _, w in WORDS}
    assert word not in whole
    assert not any(word.startswith(found) for _, found in read(f"（{word}）"))


@pytest.mark.parametrize("group", DATA["words"], ids=lambda g: g["id"])
def test_group_refusal(group):
    assert read(group["refusal"]) == []


@pytest.mark.parametrize("rule", DATA["rule"], ids=lambda r: r["id"])
def test_rule_holds_in_its_example(rule):
    assert rule["id"] in {name for name, _ in read(rule["example"])}


@pytest.mark.parametrize("rule", DATA["rule"], ids=lambda r: r["id"])
def test_rule_refuses(rule):
    assert rule["id"] not in {name for name, _ in read(rule["refusal"])}


@pytest.mark.parametrize(
    "text",
    [
        "形成四大模式和八种利益联结方式",
        "涉及7个方面12项措施",
        "全县三类户共二百三十户",
        "发展五大主导产业",
        "辖三县两区、四十二个乡镇",
        "连续三年增长，近三年来",
        "每年至少两次，步行十分钟",
        "二十三农户参加，用电12万千瓦时",
        "房屋三间、四平方米",
        "由三大类五小类组成",
    ],
)
def test_real_counts_are_left_to_the_figures(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "抓好三农",
        "五级书记",
        "村两委",
        "三通一平",
        "六稳六保",
        "一村一品",
        "四个不摘",
        "三函一谈一督一改",
        "五天四夜",
        "千企帮千村",
        "五个坚持",
        "十个一律",
        "一对一",
        "一站式",
    ],
)
def test_names_are_ignored(text):
    assert read(text)
