"""Markers of sections and items (一、 （一） 1. 第一条 一是 ①), and the headings they open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lines import Line

LONGEST = 40  # characters of a heading
LONGEST_INLINE = 32
UNMARKED_PART = 5  # ranks: the smaller, the higher the section stands
UNMARKED = 15

_N = "[一二三四五六七八九十]"
_MARKER = regex.compile(
    rf"""
    (?: (?<= \A | \n ) | (?<= [。！？；;：:\n] [ ]{{0,2}} ) | (?<= [ ] ) | (?<= [。！？；][”’」』）] ) )
    (?:
      (?P<r00> 第 (?: [一二三四五六七八九十百]{{1,4}} | \d{{1,3}} ) [章编篇] (?= [ \p{{Han}}] ) | 第 {_N}{{1,3}} 部分 )
    | (?P<r10> {_N}{{1,3}} 、 (?! {_N} [、产] | [一二三四五六七八九十、]{{2}} ) | {_N}{{1,3}} [.．] (?= \s*+ \p{{Han}} ) )
    | (?P<r08> 第 (?: [一二三四五六七八九十百]{{1,5}} | \d{{1,3}} ) 条 (?= [ ：:　\p{{Han}}] ) (?! 第 ) )
    | (?P<r20> [（(] \s*+ {_N}{{1,4}} \s*+ [）)] [、.]?+ )
    | (?P<r30> \d{{1,2}} (?: [、] | [.．] (?! \d ) [ ]?+ | [.．] (?= (?: 19|20 ) \d\d [年\-—] ) ) (?= [^\d\s.,、%] | [12]\d{{3}} | [ ]\S | \d{{1,2}}[-—]\d{{1,2}}月 ) )
    | (?P<r40> [（(] \s*+ \d{{1,2}} \s*+ [）)] [、.]?+ | \d{{1,2}} [）)] (?= \p{{Han}} ) )
    | (?P<r50> [①-⑳⑴-⒇⒈-⒛] [、.]?+ )
    | (?P<r60> {_N}{{1,2}} (?: 是 (?! 二是 ) | 要 (?= [^求点素略] ) | 来 (?= [^源] ) ) (?<! \p{{Han}}{{3}} ) | 其 {_N} (?= [，、：是] ) | 第 {_N}{{1,2}} (?= [，,、：:] ) [，,、：:] )
    )
    """,
    regex.VERBOSE,
)
_SPACED_NUMBER = regex.compile(r"(?P<marker>\d{1,2})[ ]++(?=\p{Han}{2})(?!\L<measures>)", measures=[])
_HEADING_STOP = regex.compile(r"[。：:！？；\n]")
_SENTENCE_END = "。！？；"
_NUMERAL = regex.compile(r"[\d一二三四五六七八九十百]")
_YEARS = regex.compile(r"(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?(?:年|年度)?")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in the text: its span, its rank (the smaller, the higher), where its heading ends."""

    start: int
    end: int
    rank: int
    heading_end: int
    own: bool  # the heading stands apart from the text that follows it
    opens: bool  # it stands at a sentence start, so that it opens a section
