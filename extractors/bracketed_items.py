"""The item whose own change stands in a bracket behind it: 啤酒（增长8%）、汽车（增长35%）."""

from __future__ import annotations

from functools import cache

import regex

from extractors.label_words import label_words
from extractors.labels import clean
from extractors.lexicons import alternation, read_toml

LONGEST = 16  # characters of an item

_ITEM = regex.compile(r"(?P<item>\p{Han}[\p{Han}A-Za-z“”·\-]{0,40})[（(]$")
_COMPARED = regex.compile(r"^(?:同比|[比较](?:上年|去年)(?:同期)?|分别|均|约)+$")
# 其中增幅较大的有｜发酵酒
_LED = regex.compile(
    r"^.*(?:的有|的是|的为|分别为|分别是|包括|主要有|主要是|其中|以及|[和与及])(?=.{2})"
)


def bracketed_item(text: str, start: int, bracket: int, left: str) -> str:
    """The item that a bare change in a bracket is of, with what the sentence measures of it.

    ``bracket`` is the offset behind the bracket, ``left`` the words in it ahead of the number.

    >>> said = "产量增长的有12种，较快的有啤酒（增长"
    >>> bracketed_item(said, 0, 17, "增长"), bracketed_item("工业增加值（增长", 0, 6, "增长")
    ('啤酒产量', '工业增加值')
    """
    change = label_words().change.search(left)
    if change is None or _COMPARED.sub("", left[: change.start("verb")].strip()):
        return ""
    found = _ITEM.search(text, max(start, bracket - LONGEST - 24), bracket)
    item = clean(_LED.sub("", found["item"])) if found else ""
    if not 2 <= len(item) <= LONGEST or label_words().change.search(item):
        return ""
    if label_words().measure_head.search(item):
        return item
    topics = _topics().findall(text, start, bracket)
    return item + (topics[-1] if topics else "")


@cache
def _topics() -> regex.Pattern[str]:
    return regex.compile(alternation(read_toml("indicator_words.toml")["bracket_topics"]["words"]))
