"""Targets named beside what came of them: 增长8.5%，超额完成年初8%的目标."""

from __future__ import annotations

import regex

_VERBS = r"""
    (?:已|均|也|全面|顺利|圆满|如期|提前|基本)*
    (?P<past>超额)?(?:完成|达到|实现|(?P<past>好于|优于|高于|低于|快于|超过|超出|超))了?
"""
_WHOSE = r"""
    (?:年初|全年|年度|当年|本年度?|[省市县区]定|上级|[省市县区]委、?[省市县区]政府|[省市县区]政府|
    确定|下达|制定|提出|预期|控制|计划|增长|调控|既定|预定|所|的)*
"""
_AIM = r"(?:目标任务|目标|任务|计划|预期)[数值]?"
_ABOUT = r"(?:左右|以上|以下|以内)?"
# behind the number before: 完成年度目标任务｜5000人, 超过年初预期目标（｜8%
NAMED_AHEAD = regex.compile(
    rf"{_ABOUT}[，,、]?{_VERBS}{_WHOSE}{_AIM}(?P<told>[为是（(])?[约近]?", regex.VERBOSE
)
# 超额完成年初｜8%的目标
AHEAD = regex.compile(rf"{_ABOUT}[，,、]?{_VERBS}{_WHOSE}[约近]?", regex.VERBOSE)
NAMED_BEHIND = regex.compile(rf"{_ABOUT}的{_WHOSE}{_AIM}", regex.VERBOSE)


def is_aim(gap: str, right: str) -> bool:
    """Whether a number is the target of the one before it.

    ``gap`` stands between the two, ``right`` behind the number. What is said to be passed by a
    number (超计划2万吨) is passed by that much.

    >>> is_aim("，超额完成年初", "的目标。"), is_aim("，完成年度目标任务", "的104%")
    (True, True)
    >>> is_aim("，超年度计划", "。"), is_aim("，超额完成", "。"), is_aim("，提出新的目标", "。")
    (False, False, False)
    """
    named = NAMED_AHEAD.fullmatch(gap)
    if named is not None:
        return not named["past"] or bool(named["told"]) or right.startswith("的")
    return bool(AHEAD.fullmatch(gap) and NAMED_BEHIND.match(right))
