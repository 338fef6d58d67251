"""Which numerals with a measure word are no figures: 一批, 十分, 四个意识, 万元工业增加值."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.numeral_grammar import words
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.numeral_parts import Number
    from pipeline.model import Word

BARE_HEADS = frozenset("百千万亿")
NOUNS = ("n", "nz", "nt", "nw", "LOC", "ORG", "an", "vn", "f", "s")
DURATIONS = frozenset({"年", "个月", "天", "小时", "周", "分钟", "学时"})
NAMED_SPAN = regex.compile(
    r"行动|规划|计划|攻坚|来|前|后|间|义务|一贯|制|禁渔|大计|一遇|工程|提升|倍增|会战|期间"
)
AT_LEAST = regex.compile(r"(?:至少[^，。；]{0,6}|不少于|仅有?|只有|每[^，。；]{1,8})$")


def refusal(text: str, number: Number, words_at: Mapping[int, Word]) -> str:
    """The id of the rule by which a number with a unit is no figure, ``""`` if it is one."""
    if number.chinese:
        return _refuse_chinese(text, number, words_at)
    if number.unit in DURATIONS and NAMED_SPAN.match(text, number.end):
        return "ignore.named-span"
    return ""


def _refuse_chinese(text: str, number: Number, words_at: Mapping[int, Word]) -> str:
    if words_at and number.start not in words_at:
        return "ignore.inside-word"
    raw = text[number.start : number.number_end]
    if not number.infix and (raw == "一" or raw[0] in BARE_HEADS):
        refuse = _refuse_one if raw == "一" else _refuse_bare_head
        return refuse(text, number)
    if number.unit in words().refused_chinese:
        return "ignore.chinese-unit"
    if number.unit in DURATIONS:
        return _refuse_duration(text, number)
    if number.unit in words().soft_units and number.full <= 100:
        return _refuse_slogan(number, words_at)
    return ""


def _refuse_bare_head(text: str, number: Number) -> str:
    """百亿元, 千万元, 百万亩 count once; 万元 (as in 万元产值能耗), 百年 and 千家 do not."""
    raw = text[number.start : number.number_end]
    dimension = load_units().dimension(number.unit)
    if dimension == "money" and text[number.start - 1 : number.start] in tuple("上近超逾过"):
        return ""  # 上亿元
    measured = dimension in {"money", "area", "mass", "energy", "power", "volume"}
    if len(raw) > 1 and (measured or not number.unit):
        return ""
    if dimension == "money" and text.startswith(("以上", "及以上"), number.end):
        return ""  # 亿元以上项目: a threshold
    if not number.unit and raw[-1] in "万亿" and len(raw) > 1:
        return ""
    return "ignore.bare-head"


def _refuse_one(text: str, number: Number) -> str:
    """一 is an article (一批, 一名) but where it is counted: 每月一次, 至少一项, 一倍, 一番."""
    if number.unit in {"倍", "番", "成"}:
        return ""
    left = text[max(0, number.start - 12) : number.start]
    if AT_LEAST.search(left) and not left.endswith("每"):
        return ""
    return "ignore.vague-one"


def _refuse_duration(text: str, number: Number) -> str:
    if NAMED_SPAN.match(text, number.end):
        return "ignore.named-span"
    left = text[max(0, number.start - 3) : number.start]
    counted = left.endswith(words().duration_heads)
    if counted or text.startswith(words().duration_tails, number.end):
        return ""
    return "ignore.loose-span"


def _refuse_slogan(number: Number, words_at: Mapping[int, Word]) -> str:
    """四大模式 counts where a noun follows; 四个意识, 五个坚持 name something."""
    following = words_at.get(number.end)
    if not words_at:
        return ""
    if following is None or not following.tag.startswith(NOUNS):
        return "ignore.slogan-count"
    return ""
