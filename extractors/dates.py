"""Infers when an article speaks, where nothing prints its date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import alternation
from extractors.periods import interval, year_of
from extractors.time_frame import Frame
from extractors.time_grammar import chinese_year, number, price_pattern, time_pattern
from extractors.time_lexicon import clues, named_periods, title_words
from extractors.time_meanings import mean
from extractors.time_word_meanings import Context
from pipeline.model import Attribute, Origin

if TYPE_CHECKING:
    from pipeline.model import Article, Document

HEAD_LINES = 14  # a date line stands this near to the top …
TAIL_LINES = 8  # … or to the end (signature and date)
EARLY = 3  # until March a text reports on the year before
AROUND = 8  # characters of evidence to each side

_FULL = (
    r"(?P<year>(?:19|20)\d\d|[一二][九〇零○0][〇零○0一二三四五六七八九]{2})年"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_MASTHEAD = regex.compile(rf"{_FULL}\s*(?:星期|周)[一二三四五六日天]")
_HEAD_LINE = regex.compile(
    rf"^[\s—–─*#－-]*[（(]?{_FULL}(?=[）)]?\s*\**\s*$|\s*[，]?(?:在|于|经)?\S{{0,24}}(?:会议|大会)|\s)"
)
_TITLED = regex.compile(rf"[（(]{_FULL}")
_TAIL_LINE = regex.compile(rf"{_FULL}[）)]?\s*$")
_YEARS = regex.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?!代)")
_TODAY = regex.compile(r"[今昨][天日]（(?P<month>\d{1,2})月(?P<day>\d{1,2})日）")
_BASE_LEFT = regex.compile(r"(?:比|较|高于|低于|超过|对比|与|同)$")
_AHEAD_LEFT = regex.compile(r"(?:到|至|规划|[—–－~至-]\d{0,4})$")
_AHEAD_RIGHT = regex.compile(
    r"底?(?:以|之)?前(?!三季|\d)|[，,]?[^，。；\d]{0,10}?(?:将|力争|计划|预计|拟(?!定))|工作(?:安排|打算|计划)|远景"
)
_THIS_YEAR = regex.compile(r"今年(?:以来|是|来)?|截至目前|目前")
_LAST_YEAR = regex.compile(r"去年|一年来")
_PLAN_YEAR = regex.compile(
    r"今年是[^，。]{0,12}?[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?:规划)?的?(?:[^，。]{0,4}?)(?P<end>收官|最后一年|末年)?(?P<first>开局|第一年|起步)?"
)


def infer_date(document: Document, article: Article) -> Attribute | None:
    """The date that an article's own words allow to conclude, with these words as evidence.

    A communiqué takes the year that it reports on, an analysis of half a year its last month.
    """
    text, title = _words(document, article)
    return (
        _titled(title)
        or _printed(text)
        or _masthead(document.text)
        or _given(title)
        or _reported(title)
        or _concluded(text, title)
    )


def article_date(document: Document, article: Article) -> Attribute | None:
    """The date to count from: as stated, else as printed in the text, else as inferred.

    A date that was itself concluded (from an address, say, which may be that of an archive)
    yields to one that the text prints, and to the year in the title of a report.
    """
    if article.date is None:
        return infer_date(document, article)
    if article.date.origin is not Origin.INFERRED:
        return article.date
    text, title = _words(document, article)
    given = _given(title)
    # 2016年政府工作报告, known to be of 2016: of its beginning
    other = (
        given
        if given is not None and not article.date.value.startswith(f"{given.value[:4]}-")
        else None
    )
    return _titled(title) or _printed(text) or other or article.date


def article_title(document: Document, article: Article) -> str:
    """The title of an article; that of the document where it is the only one."""
    return article.title or (document.title.value if len(document.articles) == 1 else "")


def _words(document: Document, article: Article) -> tuple[str, str]:
    """The text and the title of an article."""
    return document.text[article.start : article.end], article_title(document, article)


def _attribute(value: str, evidence: str) -> Attribute:
    return Attribute(value, Origin.INFERRED, evidence)


def _day(found: regex.Match[str] | None) -> Attribute | None:
    """A full date that the text prints, ``None`` where there is no such day."""
    if found is None:
        return None
    try:
        day = date(chinese_year(found["year"]), number(found["month"]), number(found["day"]))
    except (ValueError, KeyError):
        return None
    return Attribute(day.isoformat(), Origin.STATED, found[0].strip("—–─-*# （("))


def _titled(title: str) -> Attribute | None:
    """…工作报告（2021年2月5日 某某）."""
    return _day(_TITLED.search(title))


def _masthead(text: str) -> Attribute | None:
    """2021年12月13日 星期一, anywhere on a newspaper page."""
    return _day(_MASTHEAD.search(text))


def _printed(text: str) -> Attribute | None:
    """A line of date near the top or the end."""
    lines = [line for line in text.split("\n") if line.strip()]
    heads = (_HEAD_LINE.search(line) for line in lines[:HEAD_LINES])
    tails = (_TAIL_LINE.match(line.strip(" （(")) for line in reversed(lines[-TAIL_LINES:]))
    for found in (*heads, *tails):
        day = _day(found)
        if day is not None:
            return day
    return None


def _given(title: str) -> Attribute | None:
    """2016年政府工作报告: given at the beginning of that year."""
    found = _YEARS.search(title)
    if found is None or not any(word in title for word in title_words("report")):
        return None
    return _attribute(f"{found['year']}-01", found[0])


def _reported(title: str) -> Attribute | None:
    """The period that a title names, by its last month: 2016年上半年…分析 → 2016-06."""
    for found in time_pattern().finditer(title):
        period = mean(found, Context(Frame())).period
        if period is None or year_of(period) is None:
            continue
        return _attribute(_last_month(period), found[0])
    return None


def _last_month(period: str) -> str:
    """A year stays a year; a part of a year gives the month in which it ends."""
    return period if len(period) in {4, 10} else f"{interval(period)[1]:%Y-%m}"


@dataclass(slots=True)
class _Evidence:
    """The years that a text names, by what it says of them; each with its words."""

    past: dict[int, str] = field(default_factory=dict)
    base: dict[int, str] = field(default_factory=dict)
    ahead: dict[int, str] = field(default_factory=dict)


def _gather(text: str) -> _Evidence:
    found_years = _Evidence()
    for found in _YEARS.finditer(text):
        start, end = found.span()
        left, words = text[max(0, start - 4) : start], text[max(0, start - AROUND) : end + AROUND]
        if price_pattern().match(text, end):
            continue
        if _AHEAD_LEFT.search(left) or _AHEAD_RIGHT.match(text, end):
            kind = found_years.ahead
        else:
            kind = found_years.base if _BASE_LEFT.search(left) else found_years.past
        kind.setdefault(int(found["year"]), words.replace("\n", " "))
    return found_years


@cache
def _clue_pattern() -> regex.Pattern[str]:
    return regex.compile(alternation(clues()))


def _clue(text: str) -> tuple[int, str] | None:
    """The year of an event that the text speaks of as new, or of 今年是“十四五”收官之年."""
    plan = _PLAN_YEAR.search(text)
    if plan is not None and (plan["end"] or plan["first"]):
        named = named_periods()[plan["plan"]]
        year = named.end if plan["end"] else named.start
        if year is not None:
            return year, plan[0]
    found = _clue_pattern().search(text)
    return (clues()[found[0]], found[0]) if found is not None else None


def _latest(text: str, years: _Evidence) -> tuple[int, str] | None:
    """The year in which the text speaks, by the years that it names."""
    last = max(years.past, default=None)
    base = max(years.base, default=None)
    ahead = min((y for y in years.ahead if last is not None and y == last + 1), default=None)
    if ahead is not None and _LAST_YEAR.search(text) and "今年" not in text:
        return ahead, f"去年, {years.ahead[ahead]}"
    if base is not None and (last is None or last <= base) and _THIS_YEAR.search(text):
        return base + 1, f"今年, {years.base[base]}"
    if last is not None:
        return last, years.past[last]
    return (base + 1, years.base[base]) if base is not None else None


def _this_day(year: int, today: regex.Match[str], evidence: str) -> Attribute:
    """今天（1月23日）: so early in a year, the year that the text reports on is the last."""
    month, day = int(today["month"]), int(today["day"])
    year = year + 1 if month <= EARLY else year
    return _attribute(f"{year}-{month:02d}-{day:02d}", f"{today[0]}, {evidence}")


def _concluded(text: str, title: str) -> Attribute | None:
    """A year out of the text's own evidence, narrowed by 今天（2月19日） or 上半年 in the title."""
    clue, latest = _clue(text), _latest(text, _gather(text))
    known = max((k for k in (clue, latest) if k is not None), default=None, key=lambda k: k[0])
    if known is None:
        return None
    year, evidence = known
    today = _TODAY.search(text)
    if today is not None:
        return _this_day(year, today, evidence)
    frame = Frame(str(year), str(year), settled=True)
    for found in time_pattern().finditer(title):
        period = mean(found, Context(frame)).period
        if period is not None and len(period) > 10:
            return _attribute(_last_month(period), f"{found[0]}, {evidence}")
    return _attribute(str(year), evidence)
