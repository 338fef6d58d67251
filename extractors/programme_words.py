"""Suffixes and stop words of programmes, compiled from their data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from extractors.lexicons import alternation, read_toml, reason
from pipeline.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Head:
    """One entry of ``lexicon/programme_suffixes.toml``."""

    word: str
    kind: str
    example: str
    refusal: str
    after: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    loose: bool = False
    quoted: bool = False
    inner: bool = False
    least: int = 4
    predicates: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """All that the rules for unlisted programmes look up."""

    heads: dict[str, Head]
    head: regex.Pattern[str]  # a head that is not part of a longer word
    border: regex.Pattern[str]  # what a name begins after; group verb where it is a word
    opening: regex.Pattern[str]
    quantity: regex.Pattern[str]  # 新一轮, 省级: what a name has no part in
    generic: frozenset[str]
    works: tuple[str, ...]
    endings: tuple[str, ...]
    courses: regex.Pattern[str]  # what follows “三旧” and makes a name of it
    quoted_stops: frozenset[str]
    quoted_figures: regex.Pattern[str]
    quoted_refused: regex.Pattern[str]
    title: regex.Pattern[str]
    title_stops: frozenset[str]
    title_refused: regex.Pattern[str]
    conferred: regex.Pattern[str]
    firsts: regex.Pattern[str]  # 首批, 命名: an honour begins behind them
    graded: regex.Pattern[str]  # 省级以上: of no one honour
    honours: tuple[str, ...]
    vision: regex.Pattern[str]
    event: regex.Pattern[str]
    event_border: regex.Pattern[str]  # verbs and marks, one of which stands before an event
    event_generic: regex.Pattern[str]
    event_heads: tuple[str, ...]
    listed: regex.Pattern[str]  # groups items, count, head
    listed_endings: tuple[str, ...]
    shared: regex.Pattern[str]  # groups more, filler, head: what follows a row of quoted names


def _head(row: dict[str, Any]) -> Head:
    try:
        fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        return Head(**fields)
    except TypeError as error:
        raise LexiconError(
            f"programme_suffixes.toml: {row.get('word', row)}: {reason(error)}"
        ) from error


def _head_pattern(heads: list[Head]) -> regex.Pattern[str]:
    parts = []
    for head in sorted(heads, key=lambda h: len(h.word), reverse=True):
        after = f"(?!{alternation(head.after)})" if head.after else ""
        parts.append(regex.escape(head.word) + after)
    return regex.compile("|".join(parts))


COUNTED = r"""
    [一二两三四五六七八九十百]+(?:大|项|个|类|种|条|批|轮|件|场|次)
    | [\d０-９]++(?:个|项|件|条|类|种|大|年(?!\d))
    | (?P<figure>[\d０-９A-Za-z%％.]++)
    | [^\w\u4e00-\u9fff]
"""


def _border_pattern(words: list[str], single: list[str]) -> regex.Pattern[str]:
    return regex.compile(
        f"(?P<verb>{alternation(words)})|{'|'.join(single)}|{COUNTED}", regex.VERBOSE
    )


def _conferred_pattern(data: dict[str, list[str]]) -> regex.Pattern[str]:
    name = r"[\u4e00-\u9fff]{2,16}?"
    return regex.compile(
        f"(?:{alternation(data['openers'])}|(?<![\\u4e00-\\u9fff“])中国){name}(?:{alternation(data['heads'])})"
        f"(?!{alternation(data['after'])})(?:创建)?+"
    )


def _courses_pattern(data: dict[str, list[str]]) -> regex.Pattern[str]:
    return regex.compile(f"(?:{alternation(data['words'])})(?!{alternation(data['after'])})")


def _listed_pattern(data: dict[str, list[str]]) -> regex.Pattern[str]:
    """实施…A、B等十大工程: a verb, items, 等, perhaps a count or a short word, the head."""
    return regex.compile(
        rf"""(?:{alternation(data["verbs"])})++(?:好|了)?
        (?P<items>[\u4e00-\u9fff、“”"]{{4,90}}?)
        等(?P<count>[一二两三四五六七八九十百\d]+[大项个类])?
        (?:重大|重点|专项|[\u4e00-\u9fff]{{2}})?
        (?P<head>{alternation(data["heads"])})""",
        regex.VERBOSE,
    )


def _shared_pattern(data: dict[str, list[str]], heads: list[Head]) -> regex.Pattern[str]:
    """等系列活动, 六大战略, 改革: 等 or a count, a short word, a head that begins no longer one."""
    fit = _head_pattern([head for head in heads if head.word in data["heads"]])
    return regex.compile(
        rf"""(?P<more>等(?:[一二两三四五六七八九十百\d]+[大项个类])?
            | [一二两三四五六七八九十]+[大项] |)
        (?P<filler>(?:(?!{alternation(data["refused"])})[\u4e00-\u9fff]){{0,4}}?)
        (?P<head>{fit.pattern})""",
        regex.VERBOSE,
    )


def _event_border(data: dict[str, list[str]]) -> regex.Pattern[str]:
    return regex.compile(
        rf"{alternation(data['verbs'])}|[^\w—–-]|\d+年?|第[一二三四五六七八九十]+届"
    )


@cache
def load_words() -> Words:
    """The words, read and compiled once."""
    suffixes, stops = read_toml("programme_suffixes.toml"), read_toml("programme_stops.toml")
    heads = [_head(row) for row in suffixes["head"]]
    documents = alternation(suffixes["documents"]["heads"])
    events, listed = suffixes["events"], suffixes["listed"]
    return Words(
        heads={h.word: h for h in heads},
        head=_head_pattern(heads),
        border=_border_pattern(stops["borders"], stops["border_patterns"]),
        opening=regex.compile(alternation(stops["openings"])),
        quantity=regex.compile(
            "|".join([alternation(stops["quantities"]), *stops["quantity_patterns"]])
        ),
        generic=frozenset(stops["generic"]),
        works=tuple(stops["works"]),
        endings=tuple(stops["endings"]),
        courses=_courses_pattern(suffixes["courses"]),
        quoted_stops=frozenset(stops["quoted"]),
        quoted_figures=regex.compile("|".join(stops["quoted_figures"])),
        quoted_refused=regex.compile("|".join(stops["quoted_patterns"])),
        title=regex.compile(rf".*(?:{documents})(?:[（(][^）)]*[）)])*"),
        title_stops=frozenset(stops["titles"]),
        title_refused=regex.compile("|".join(stops["title_patterns"])),
        conferred=_conferred_pattern(suffixes["conferred"]),
        firsts=regex.compile("|".join(suffixes["conferred"]["firsts"])),
        graded=regex.compile("|".join(suffixes["conferred"]["graded"])),
        honours=tuple(suffixes["conferred"]["heads"]),
        vision=regex.compile(
            rf"(?<!高)(?P<vision>{alternation(suffixes['visions']['words'])})(?P<place>[\u4e00-\u9fff]{{2,3}})"
        ),
        event=regex.compile(f"(?:{alternation(events['heads'])})(?!庆)"),
        event_border=_event_border(events),
        event_generic=regex.compile(
            "|".join([alternation(stops["events"]), *stops["event_patterns"]])
        ),
        event_heads=tuple(events["heads"]),
        listed=_listed_pattern(listed),
        listed_endings=tuple(listed["endings"]),
        shared=_shared_pattern(suffixes["shared"], heads),
    )
