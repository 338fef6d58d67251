"""Patterns made of figure_places.toml: whether the words around a place tie a figure to it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicons import alternation, read_toml


class PlaceGrammar(NamedTuple):
    """What may stand before and behind a place; each pattern is matched right at its border."""

    inside: regex.Pattern[str]
    origin: regex.Pattern[str]
    away: regex.Pattern[str]  # ends where the place begins
    honour: regex.Pattern[str]
    head: regex.Pattern[str]  # all that stands before the place in its sentence
    located: regex.Pattern[str]  # anywhere before the place, which is right behind
    located_head: regex.Pattern[str]  # from the head of the sentence
    visit: regex.Pattern[str]
    chosen: regex.Pattern[str]
    chosen_as: regex.Pattern[str]
    doing: regex.Pattern[str]
    beside: regex.Pattern[str]
    title: regex.Pattern[str]  # behind 全国
    resident: regex.Pattern[str]
    nation: regex.Pattern[str]  # from the head of a clause
    here: regex.Pattern[str]
    in_village: regex.Pattern[str]
    road: regex.Pattern[str]


@cache
def place_grammar() -> PlaceGrammar:
    """All patterns, compiled once."""
    data = read_toml("figure_places.toml")
    words = {name: alternation(table["words"].split()) for name, table in data.items()}
    # 2021年底, 全年, 截至10月底: a time that stands for itself at the head of a sentence
    time = r"""(?:
        (?:截至|截止|到)? [^，。；：]{0,10}?
        (?:[年月日天季]|底|初|末|中旬|以来|期间|里|时间) [，,\ ]?
    )"""
    opening = rf"""(?:
        \p{{Han}}{{2,16}}： | [（(]?[\d一二三四五六七八九十]+[）).、．] | [\s“”"*\#—-]
        | (?:{words["openers"]})[，,：:]?
    )"""
    head = rf"{opening}*+{time}?{opening}*+"
    where = rf"(?:{words['locatives']})[^，。；]{{0,14}}"
    beside = rf"{words['beside']}|(?<=[^，。；：、\s])(?:{words['beside_inside']})"
    return PlaceGrammar(
        inside=regex.compile(words["inside"]),
        origin=regex.compile(words["origins"]),
        away=regex.compile(rf"(?:{words['away']})$"),
        honour=regex.compile(words["honours"]),
        head=regex.compile(head, regex.VERBOSE),
        located=regex.compile(rf"{where}$"),
        located_head=regex.compile(head + where, regex.VERBOSE),
        visit=regex.compile(rf"(?:{words['visits']})(?:了|到)?$"),
        chosen=regex.compile(rf"(?:^|[，、])(?:{words['chosen']})$"),
        chosen_as=regex.compile(alternation(data["chosen"]["as"].split())),
        doing=regex.compile(words["doers"]),
        beside=regex.compile(rf"(?:{beside})“?$"),
        title=regex.compile(words["titles"]),
        resident=regex.compile(rf"[^，。；：\n]{{0,6}}?的?(?:{words['residents']})[\s、]*"),
        nation=regex.compile(
            rf"(?:[^，。；]{{0,8}}?[年月底初末天日来前])?(?P<word>{words['nation']})(?!级|{words['titles']})"
        ),
        here=regex.compile(words["here"]),
        in_village=regex.compile(rf"(?<![乡农山])(?:{words['in_village']})"),
        road=regex.compile(rf"[^，。；、的]{{0,3}}?(?:{words['roads']})"),
    )
