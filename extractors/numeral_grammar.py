"""The grammar of one number with its multiplier, unit and rate: patterns only."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicons import alternation, read_toml
from extractors.numerals import ARABIC
from extractors.units import load_units

# 千 in 千瓦 and 百 in 百分点 begin a unit; they are no multiplier.
MULTIPLIER = r"(?:[万亿]|百(?!分点|分之)|千(?!分点|瓦|伏|升|米|克|字节|赫))+"
# what has so many divisions: 全区五市, 等五市; 三区三线 is a name
ALL_OF = r"全[省市区州县国旗]|等|其[他余它]|所辖|下辖|周边|沿线"
CHINESE_BODY = r"[零〇一二两三四五六七八九十百千万亿]*"
CHINESE_RUN = (
    r"(?:[一二两三四五六七八九十百千万亿]" + CHINESE_BODY + r"(?:点[零〇一二三四五六七八九]+)?)"
)


class Words(NamedTuple):
    """The lists of figure_words.toml as sets and pattern texts."""

    each_heads: str
    averaged: str
    admin: str
    admin_stops: str
    persons: str
    households: str
    measured_bare: str
    index_heads: str
    money_heads: str
    person_heads: str
    refused_chinese: frozenset[str]
    named_chinese: frozenset[str]
    soft_units: frozenset[str]
    duration_heads: tuple[str, ...]
    duration_tails: tuple[str, ...]
    rank_before: str
    rank_stops: str


DIVISION_MARKS = regex.compile(r"[（(）)、]")


@cache
def words() -> Words:
    """The word lists, read once."""
    data = read_toml("figure_words.toml")
    return Words(
        each_heads=alternation(data["each"]["heads"]),
        averaged=alternation(data["averaged"]["heads"]),
        admin=alternation(data["admin"]["nouns"]),
        admin_stops=alternation(data["admin"]["stops"]),
        persons=alternation(data["persons"]["nouns"]),
        households=alternation(data["households"]["nouns"]),
        measured_bare=alternation(data["measured_bare"]["nouns"]),
        index_heads=alternation(data["heads"]["nouns"]),
        money_heads=alternation(data["implied"]["money"]),
        person_heads=alternation(data["implied"]["persons"]),
        refused_chinese=frozenset(data["chinese"]["refused_units"]),
        named_chinese=frozenset(data["chinese"]["named_units"]),
        soft_units=frozenset(data["chinese"]["soft_units"]),
        duration_heads=tuple(data["chinese"]["duration_heads"]),
        duration_tails=tuple(data["chinese"]["duration_tails"]),
        rank_before=alternation(data["rank"]["before"]),
        rank_stops=alternation(data["rank"]["stops"]),
    )


@cache
def division_units() -> frozenset[str]:
    """What divisions are counted in, as printed: 县市, 县（市、区）."""
    return frozenset(read_toml("figure_words.toml")["admin"]["nouns"])


def plain_division(printed: str) -> str:
    """The kind of a division without brackets and marks.

    >>> plain_division("县（市、区）"), plain_division("省市")
    ('县市区', '省市')
    """
    return str(DIVISION_MARKS.sub("", printed))


@cache
def arabic_pattern() -> regex.Pattern[str]:
    """A number in digits with what follows it: 余, multiplier, unit, rate."""
    units = load_units().pattern
    times = "年|月|日|天|小时|时|秒"
    per = rf"[ ]?[/／][ ]?(?P<per>[百千万亿]*{units}|{times})(?:[·・/／](?P<per2>人|{times}|次))?"
    return regex.compile(
        rf"""
        (?<![\dA-Za-z]|\d\.)(?P<number>{ARABIC})(?!(?!m[23])[A-Za-z]\d)
        (?P<infix>[余多来]|\+)?[ ]?
        (?P<multiplier>{MULTIPLIER})?
        (?P<infix2>[余多来](?!少|年|方面|种|样|次|层|点|元化|措|重))?[ ]?
        (?:(?P<admin>(?!{words().admin_stops})(?>{words().admin}))(?!\d{{3}}(?!\d))
          |(?P<unit>{units})(?:{per})?)?
        """,
        regex.VERBOSE,
    )


@cache
def chinese_pattern() -> regex.Pattern[str]:
    """A Chinese numeral with its unit, or a bare one with 亿 or 万 (近一亿脱贫人口)."""
    units = load_units().pattern
    return regex.compile(
        rf"""
        (?<![\d.几数第零〇一二两三四五六七八九十百千万亿]|\d[余多来])
        (?P<number>{CHINESE_RUN})
        # 三百多万, 三点五亿
        (?:(?P<infix>[余多来])(?P<multiplier>万?亿|万)?|(?<=点{CHINESE_BODY})(?P<multiplier>万?亿|万)
          |(?P<multiplier>))
        (?P<infix2>)
        (?:(?P<admin>(?!{words().admin_stops})(?>省区市|省市|县市区|县市|县区|乡镇)(?!\d))
          |(?<=(?:{ALL_OF})[二两三四五六七八九十]+)(?P<admin>[省市州县区旗镇乡村])
           (?!{words().admin_stops})
          |(?P<unit>{units})(?:[/／](?P<per>{units})(?P<per2>))?
           (?P<half>半(?=[，。；、）)的左以之]|$))?  # 两吨半
          |(?<=[万亿多余])(?=.{{0,10}}?(?:{words().persons}))
          |(?<=亿)(?={words().measured_bare}|”)
        )
        """,
        regex.VERBOSE,
    )


@cache
def rank_pattern() -> regex.Pattern[str]:
    """第16位, and 第一 after a word of ranking or before 名/位."""
    return regex.compile(
        rf"""
        第[ ]?(?P<number>\d+|[一二三四五六七八九十百]+)
        (?:(?P<unit>[位名])(?!书记)
          |(?<=(?:{words().rank_before}).{{0,3}}第[ ]?(?:\d+|[一二三四五六七八九十百]+))
           (?!{words().rank_stops}|[，,：:]?第[二三]|(?:、第[二三]){{1,2}}(?:{words().rank_stops})))
        """,
        regex.VERBOSE,
    )


@cache
def next_rank_pattern() -> regex.Pattern[str]:
    """The next of a list of ranks, behind one that was found: 居第二、第七｜、第九."""
    return regex.compile(
        rf"""
        [ ]?[、，和及与][ ]?
        (?P<rank>第[ ]?(?P<number>\d+|[一二三四五六七八九十百]+)(?P<unit>[位名])?)
        (?!{words().rank_stops})
        """,
        regex.VERBOSE,
    )


FRACTION = regex.compile(
    r"(?<![\d./年月])(?P<above>\d{1,2})/(?P<below>\d{1,2})(?![\d/])"
    r"|"
    r"(?P<cbelow>[一二三四五六七八九十百千万]+)分之(?P<cabove>[一二三四五六七八九十百千万零点]+|"
    r"\d+(?:\.\d+)?)"
)
# 占总数的近一半, 压减一半, not 一半是菜地 or 一半以上时间
HALF = regex.compile(
    r"(?:占[^，。；、\d]{0,14}?|超过|不到|不足|接近|[压缩削裁]减|缩短|减少|降低|下降|减)"
    r"(?:了|近|约|超过?|逾|不到|不足|接近|将近|到|至)*(?P<half>一半)(?!是|为|在|靠|时间|的时间|路|江山)"
)
MEDAL_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
MEDAL = regex.compile(rf"(?P<number>{MEDAL_COUNT})[ ]?(?P<metal>[金银铜])")
MEDALS = regex.compile(
    rf"(?<![\d.一二三四五六七八九十])(?:{MEDAL_COUNT}[ ]?[金银铜](?!牌)[、，]?){{2,3}}"
)
ZERO = regex.compile(r"(?:降至|降为|降到|下降到|减至|减为)(?P<zero>零|0(?![\d.]))")
NUMERAL = regex.compile(r"\d+")
