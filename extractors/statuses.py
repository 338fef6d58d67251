"""Status of a figure: actual, target or criterion, by the words around it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicons import alternation, read_toml

# a plan named by a noun: it holds for its own number alone (总任务52亿元，1-10月完成54亿元)
NOUN_TARGET = regex.compile(r"(?:任务|目标|目标任务|计划数|任务数)(?:为|是)?[约近]?$")


class StatusWords(NamedTuple):
    """Compiled patterns of status_words.toml."""

    target: regex.Pattern[str]
    done: regex.Pattern[str]
    done_in_plan: regex.Pattern[str]
    plan_heading: regex.Pattern[str]
    review_heading: regex.Pattern[str]


@cache
def status_words() -> StatusWords:
    """The patterns, compiled once."""
    data = read_toml("status_words.toml")
    stops = alternation(data["target_stops"]["words"])
    target = "|".join(sorted(data["target"]["words"], key=len, reverse=True))
    return StatusWords(
        target=regex.compile(rf"(?:{stops})(*SKIP)(*FAIL)|(?:{target})"),
        done=regex.compile("|".join(sorted(data["done"]["words"], key=len, reverse=True))),
        done_in_plan=regex.compile("|".join(data["done_in_plan"]["words"])),
        plan_heading=regex.compile(data["plan_heading"]["pattern"]),
        review_heading=regex.compile(data["review_heading"]["pattern"]),
    )


CONDITIONS = regex.compile(
    r"条件|资格|门槛|(?:补助|补贴|奖补|补偿|救助|收费|认定)(?:对象和|范围和|内容和)?标准"
)
# what is said in a full sentence announces no section: 改善办学条件, 为符合条件的老人免费体检
WORK = regex.compile(r"改善|优化|创造|提升|提高|完善|夯实|加强|符合|降低|放宽|[，,。；]")


def is_condition_heading(heading: str) -> bool:
    """Whether a section states conditions: 三、申报主体与条件.

    >>> is_condition_heading("申报主体与条件"), is_condition_heading("改善办学条件")
    (True, False)
    """
    return CONDITIONS.search(heading) is not None and WORK.search(heading) is None


def clause_status(clause: str, *, planned: bool = False) -> str | None:
    """target or actual where a clause's own words say so, else ``None``; see `clause_sign`.

    >>> clause_status("计划改造危桥"), clause_status("目前已完工"), clause_status("主要改造危桥")
    ('target', 'actual', None)
    """
    sign = clause_sign(clause, planned=planned)
    return sign[0] if sign is not None else None


def clause_sign(clause: str, *, planned: bool = False) -> tuple[str, str] | None:
    """The status that a clause's own words say, with the word that says it last.

    ``planned``: the clause stands in a plan, where only plain words of what is done count.

    >>> clause_sign("计划改造危桥"), clause_sign("目前已完工"), clause_sign("主要改造危桥")
    (('target', '计划'), ('actual', '已'), None)
    """
    words = status_words()
    said: tuple[str, str] | None = None
    last = -1
    for found in words.target.finditer(clause):
        said, last = ("target", found[0]), found.start()
    done = words.done_in_plan if planned else words.done
    for found in done.finditer(clause):
        if found.start() >= last:
            said = ("actual", found[0])
    return said


def heading_status(headings: str) -> str | None:
    """target or actual where a section's heading says so, else ``None``.

    >>> heading_status("2021年重点工作安排"), heading_status("2020年工作回顾")
    ('target', 'actual')
    """
    words = status_words()
    plan = [m.start() for m in words.plan_heading.finditer(headings)]
    review = [m.start() for m in words.review_heading.finditer(headings)]
    if review and (not plan or max(review) > max(plan)):
        return "actual"
    return "target" if plan else None
