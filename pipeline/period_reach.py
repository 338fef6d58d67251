"""How far a time reaches: which marks end it, and where it only names a project or a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.periods import interval

if TYPE_CHECKING:
    from pipeline.model import TimeMention

YEAR = 365  # days
# “十四五”河套灌区改造工程完工，新建…: the time names the works, nothing was built over it
WORK = regex.compile(
    r"""(?<=五[”"]?)[^，。；：、的\d“”末期以来]{0,16}?
        (?:工程|项目库?|示范区|规划|纲要|改造|课题|专项)(?![^，。；]{0,6}\d)""",
    regex.VERBOSE,
)
LISTED = frozenset(("、", "和", "及", "与"))
SHARE_OF_IT = regex.compile(r"[，、（(]?占[^，。；：]{2,20}的(?:约|近)?$")
MARK = regex.compile(r"[，。；]")
ITEM = regex.compile(r"；[ ]?[①-⑳]")
NUMBERED = regex.compile(r"[①-⑳]")
STARTS = regex.compile(r"起(?![，、：至])")  # 从8月起｜稳步回升
SUBJECT = regex.compile(r"[\p{Han}）][自从于在到至、]?$")
AHEAD = 3  # characters
ITEM_REACH = 60  # characters in which the number of an item is looked for


def ended(text: str, time: TimeMention, between: str) -> bool:
    """Whether a mark behind a time ends its reach.

    A work that it names and a start that is told of (用电量自5月起领跑，) end with their clause;
    a part of a year behind the subject of its clause (桥梁3月完工；) and a time in a numbered item
    with theirs.
    """
    if MARK.search(between) is None:
        return False
    if names_a_work(text, time) or (STARTS.match(text, time.end) and _inside(text, time)):
        return True
    if "；" not in between:
        return False
    if ITEM.search(between):
        return NUMBERED.search(text, max(0, time.start - ITEM_REACH), time.start) is not None
    return _part_of_year(time) and _inside(text, time)


def names_a_work(text: str, time: TimeMention) -> bool:
    """Whether a plan's period only names what follows: “十三五”扶贫规划, “十二五”示范区."""
    return WORK.match(text, time.end) is not None


def _inside(text: str, time: TimeMention) -> bool:
    """Whether a time stands behind other words of its clause."""
    return SUBJECT.search(text, max(0, time.start - AHEAD), time.start) is not None


def _part_of_year(time: TimeMention) -> bool:
    if time.period is None:
        return False
    start, end = interval(time.period)
    return (end - start).days < YEAR - 1


def shares_period(gap: str) -> bool:
    """Whether a number is of the period of the one before it.

    >>> shares_period("、"), shares_period("，占预算支出的"), shares_period("，比重达到")
    (True, True, False)
    """
    return gap in LISTED or SHARE_OF_IT.match(gap) is not None
