"""Patterns made of indicator_words.toml: what a label keeps and what it is cleaned of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicons import alternation, read_toml

LOOK = regex.compile(r"\(\?<[^)]*\)")


class LabelWords(NamedTuple):
    """Compiled word lists of labels."""

    leading: regex.Pattern[str]
    leading_verbs: regex.Pattern[str]
    trailing: regex.Pattern[str]
    change: regex.Pattern[str]
    change_head: regex.Pattern[str]
    down: frozenset[str]
    measure_head: regex.Pattern[str]
    bare_head: regex.Pattern[str]
    flow: regex.Pattern[str]
    flow_words: frozenset[str]
    turnover: regex.Pattern[str]
    scope: regex.Pattern[str]
    compare: regex.Pattern[str]
    flow_only: regex.Pattern[str]
    getting: regex.Pattern[str]
    division: regex.Pattern[str]
    pair: regex.Pattern[str]
    pairs: dict[str, list[str]]
    class_noun: regex.Pattern[str]
    counted_item: regex.Pattern[str]


def _kept(section: dict[str, list[str]]) -> list[str]:
    keep = set(section.get("keep", ()))
    return [word for word in section["words"] if word not in keep]


def _longest_first(patterns: list[str]) -> list[str]:
    """Plain words before words with a look around, long ones first: 其中 before 其(?!他)."""
    return sorted(patterns, key=lambda pattern: ("(" in pattern, -len(pattern)))


@cache
def label_words() -> LabelWords:
    """All patterns, compiled once."""
    data = read_toml("indicator_words.toml")
    scope = alternation(_kept(data["scope"]))
    marks = r"[，、 ：:；—）)”】》-]"
    leading = "|".join([*_longest_first(data["leading"]["words"]), marks])
    trailing = "|".join([*_longest_first(data["trailing"]["words"]), " "])
    # entries may look around: 增 is a change, 新增 a level; 少 is one, 至少 none
    verbs = "|".join(_longest_first(data["change_up"]["words"] + data["change_down"]["words"]))
    compare = alternation(data["comparison"]["words"])
    base = (
        r"(?:(?<![占对环同之])比(?![重例率值较])|较(?![好大高]))[^，。；：]{0,14}?(?="
        + verbs
        + r"|同比|分别|均|实际|名义)(?:相比)?|与[^，。；：]{0,14}?相比"
    )
    change = rf"""
        (?P<base>(?:{base}|{compare}|[，、 ])*+)
        (?P<verb>{verbs})
        (?P<aux>了|为|约|近|达|超过|超|逾|幅度为|幅度达|分别为|不低于|不少于|至少|[ ])*$
    """
    return LabelWords(
        leading=regex.compile(rf"(?:{scope}|{leading})+"),
        leading_verbs=regex.compile(
            rf"(?:{alternation(_kept(data['leading_verbs']))})+(?=.)(?!得|率)"  # 获｜得, 贡献｜率
        ),
        trailing=regex.compile(rf"(?:{trailing})+$"),
        change=regex.compile(change, regex.VERBOSE),
        change_head=regex.compile(r"^(?P<verb>净增加?|新增加|增加(?!值)|减少|调减|压减|缩减)(?=.)"),
        down=frozenset(LOOK.sub("", word) for word in data["change_down"]["words"]),
        measure_head=regex.compile(rf"(?:{alternation(data['measure_heads']['words'])})$"),
        bare_head=regex.compile(
            rf"(?:年|总|累计|全年|完成|实现)?(?:{alternation(data['bare_heads']['words'])})"
        ),
        flow=regex.compile(alternation(data["flow"]["words"])),
        flow_words=frozenset(data["flow"]["words"]),
        turnover=regex.compile(alternation(data["turnover"]["words"])),
        scope=regex.compile(scope),
        compare=regex.compile(rf"(?:{base}|{compare}|[，、 ])*"),
        flow_only=regex.compile(
            rf"(?:{alternation(data['flow']['words'])}|提升|提高|改善|巩固|和|、)+"
        ),
        division=regex.compile(alternation(data["divisions"]["words"])),
        pair=regex.compile(alternation(list(data["pairs"]["words"]))),
        pairs=data["pairs"]["words"],
        class_noun=regex.compile(rf"(?:{alternation(data['classes']['words'])})$"),
        counted_item=regex.compile(rf"(?:{alternation(data['counted_items']['words'])})$"),
        getting=regex.compile(
            rf"(?:{alternation(_kept(data['leading_verbs']))}|投资|拿出|带来)了?$"
        ),
    )
