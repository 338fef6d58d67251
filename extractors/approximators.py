"""Approximators around a number: 约 近 超 不足 以上 以内 左右."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicons import alternation, read_toml

NAMES = ("about", "under", "over")
REACH = 10  # an approximator stands at most this many characters before its number

COMPARED_REACH = 24
# 不低于低保标准的1.3倍, 超过了全部用工数的30%: what it is measured by stands between
COMPARED = regex.compile(
    r"(?:(?P<over>不[低少小]于|超过|高于|大于|多于|突破)|(?P<under>不[高多大]于|不超过|低于|少于|小于|不到|不足))"
    r"了?(?![^，。；：、]{0,6}(?:年|同期|全[国省市]|平均))[^，。；：、\d]{1,14}的$"
)
RELATIVE = frozenset("%％倍")
WHOLE_WORD = 2  # characters: 突破 holds for a list, 近 for its number
STEPPING = frozenset("跨迈跃登越")
AT_LEAST = regex.compile(r"至少[^，。；、\d]{1,6}$")  # 至少落实了一项


@cache
def _before() -> regex.Pattern[str]:
    data = read_toml("figure_words.toml")
    groups = "|".join(
        f"(?P<{name}>{alternation(data['approximators'][name]['before'])})" for name in NAMES
    )
    between = alternation(data["between"]["words"])
    stops = alternation(data["approximator_stops"]["words"])
    # 不低于 and 不超过 hold 低于 and 超过
    return regex.compile(rf"(?<!不)(?:{groups})(?<!{stops})(?:{between})?[ ]?$", regex.REVERSE)


@cache
def _after() -> regex.Pattern[str]:
    data = read_toml("figure_words.toml")
    groups = "|".join(
        f"(?P<{name}>{alternation(data['approximators'][name]['after'])})" for name in NAMES
    )
    stops = alternation(data["approximator_nouns"]["words"])
    return regex.compile(rf"[ ]?(?!{stops})(?:{groups})")


def approximator(text: str, start: int, end: int, *, infix: bool = False) -> str:
    """exact, about, over or under, for the number at ``text[start:end]``.

    What is printed behind the number counts before what is printed ahead of it:

    >>> approximator("约900亩", 1, 5), approximator("近20元以上", 1, 4)
    ('about', 'over')
    >>> approximator("达10亿元", 1, 5), approximator("不超过30人", 3, 6)
    ('exact', 'under')
    >>> approximator("不低于低保标准的1.3倍", 8, 12)
    'over'
    """
    if infix:
        return "over"
    if text[start - 1 : start] == "上" and text[start] in "百千万亿":
        return "over"  # 上百万元
    found = _after().match(text, end, min(len(text), end + 4))
    if found is None:
        left = text[max(0, start - REACH) : start]
        found = _before().search(left)
        if found is not None and text[end - 1] == "个" and found[0][0] in STEPPING:
            return "exact"  # 跨上2个台阶
        if found is None and AT_LEAST.search(left):
            return "over"
        if found is None and text[end - 1] in RELATIVE:
            found = COMPARED.search(text, max(0, start - COMPARED_REACH), start)
    return str(found.lastgroup) if found else "exact"


def listed_approximator(text: str, start: int) -> str:
    """What the words ahead of the first number of a list say of the others, "exact" for nothing.

    >>> listed_approximator("连续突破30、50亿元", 4), listed_approximator("近30万、50万", 1)
    ('over', 'exact')
    """
    left = text[max(0, start - REACH) : start]
    found = _before().search(left)
    if found is None or (len(found[found.lastgroup]) < WHOLE_WORD and "分别" not in left):
        return "exact"
    return str(found.lastgroup)
