"""The period of a figure: the time that governs it, by clause, sentence, paragraph and section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.label_words import label_words
from extractors.periods import interval, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label
    from extractors.references import Timeline
    from pipeline.model import Document, Quantity, Sentence, TimeMention

GOVERNING = frozenset({"period", "since", "deadline"})
END_STATES = regex.compile(
    r"(?:增至|增加到|增长到|提高到|提升到|提升至|提高至|升至|降至|降到|降为|下降到|减少到|"
    r"调整为|扩大到|发展到|达到?|突破|超过|总量|余额|里程|拥有|关闭整合至|"
    r"整合至)[^，。；]{0,6}$|(?:均为|为|居)$"
)
REACHED = regex.compile(
    r"(?:增|升|降|减|提高|提升|扩大|发展|整合|调整|下降|增加|增长|减少|上升)(?:至|到|"
    r"为)[^，。；]{0,6}$"
)
REACHED_AFTER = regex.compile(r"[^，。；]{0,12}(?:跨入|迈入|超过|突破|跻身|达到|进入|居)")
# 年初预算, 2021年度计划, 年初以来的良好趋势: the time belongs to a noun
MODIFIER = regex.compile(
    r"(?:预算|计划|目标|任务|规划|结转|结余)|的(?![\d约近第超一二三四五六七八九十])(?=\p{Han})"
)
FROM_WORDS = frozenset("由从自比较到至")
DIGIT = regex.compile(r"\d")
# 上年收入的1.5%, 在上年4%的基础上: the time names what a number is measured against
BASIS = regex.compile(r"[^，。；]{1,18}(?:的|的约|的近)$|[^，。；]{0,24}基础上")
FROM_STATE = regex.compile(r"[由从][^，。；]{0,4}$|[由从]$")
STATED_AS = regex.compile(r"[为是]")
HEAD_REACH = 14  # a time in the first characters of a sentence governs its paragraph


class Period(NamedTuple):
    """``value`` is ISO 8601 or None; ``mention`` is the time that settled it, if one did."""

    value: str | None
    text: str
    role: str
    doubt: str
    settled: bool = True  # by words of the text, if only of a title or heading


class Periods:
    """Finds the period of each figure of a document; sentences must come in text order."""

    def __init__(self, document: Document, times: Sequence[TimeMention], line: Timeline) -> None:
        self._text = document.text
        self._times = times
        self._starts = [t.start for t in times]
        self._line = line
        self._place = (-1, -1)  # paragraph and section
        self._carried: TimeMention | None = None
        self._article = -1
        self._lead: TimeMention | None = None

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: forget what another paragraph set."""
        if (sentence.paragraph, sentence.section) != self._place:
            self._place = (sentence.paragraph, sentence.section)
            self._carried = None
        if sentence.article != self._article:
            self._article = sentence.article
            self._lead = None

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: the time at its head goes on governing the paragraph."""
        for time in self.within(sentence.start, sentence.end):
            near = time.start - sentence.start <= HEAD_REACH
            if near and self._lead is None and time.role == "since" and _one_year(time.period):
                self._lead = time  # 去年以来 in the opening: the span of the whole report
            explicit = self._text[time.start].isdigit()  # 2021年, wherever it stands
            if (near or explicit) and self._carries(time, sentence):
                self._carried = time
                return

    def _carries(self, time: TimeMention, sentence: Sentence) -> bool:
        if MODIFIER.match(self._text, time.end) or time.role not in ("period", "since"):
            return False
        ahead = self._text[sentence.start : time.start]
        bracket = ahead.count("（") + ahead.count("(") > ahead.count("）") + ahead.count(")")
        return not bracket and not ahead.endswith(tuple(FROM_WORDS)) and not self._is_day(time)

    def within(self, start: int, end: int) -> list[TimeMention]:
        """The times that lie in a stretch, to be cut out of labels."""
        return list(self._times[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def of(
        self,
        sentence: Sentence,
        quantity: Quantity,
        left: str,
        right: str,
        label: Label,
    ) -> Period:
        """The period of one quantity; ``left`` and ``right`` are the words around it."""
        time = self._governing(sentence, quantity, label)
        if time is None and self._carried is not None:
            time = self._carried
        frame, _ = self._line.at(quantity.start)
        if time is None and not frame.settled:
            time = self._lead
        if time is None:
            value = self._distribute(frame.reference, left, right, quantity)
            doubt = "period inferred" if frame.inferred or value is None else ""
            return Period(value, "", "reference", doubt, frame.settled)
        words = self._text[time.start : time.end]
        value = time.period
        if label.rule != "label.share-of":
            value = self._distribute(time.period, left, right, quantity)
        return Period(value, words, time.role, time.doubt)

    def _governing(
        self, sentence: Sentence, quantity: Quantity, label: Label
    ) -> TimeMention | None:
        last = bisect_right(self._starts, quantity.start)
        first = bisect_left(self._starts, sentence.start)
        for time in reversed(self._times[first:last]):
            between = self._text[time.end : quantity.start]
            if time.end > quantity.start or _closed(between) or self._elsewhere(time, between):
                continue
            if MODIFIER.match(self._text, time.end):
                near = label.target and "，" not in self._text[time.end : quantity.start]
                if near:
                    return time
                continue
            if time.role in GOVERNING:
                return time
            if time.role == "base" and STATED_AS.match(self._text, time.end):
                return time
        return None

    def _elsewhere(self, time: TimeMention, between: str) -> bool:
        """Whether a time belongs to other words than the number behind ``between``.

        由2004年末的1836户增加到3033户: of the first number alone; 达到上年收入的1.5%: of a base.
        """
        if self._text[max(0, time.start - 1) : time.start] in FROM_WORDS and DIGIT.search(between):
            return True
        past = self._text.startswith(("上年", "去年", "上一年", "前一年"), time.start)
        return past and BASIS.match(between) is not None

    def _is_day(self, time: TimeMention) -> bool:
        if time.period is None:
            return False
        start, end = interval(time.period)
        return (end - start).days < 27 and not self._text.startswith("截", time.start)

    def _distribute(
        self, period: str | None, left: str, right: str, quantity: Quantity
    ) -> str | None:
        """Over several years: a from-state is of the year before, a state of the last year."""
        if period is None or "/" not in period or year_of(period) is not None:
            return period
        start, end = interval(period)
        if FROM_STATE.search(left):
            return str(start.year - 1)
        if (end - start).days < 366:
            return period
        words = label_words()
        if words.change.search(left):
            return period
        reached = REACHED.search(left) or REACHED_AFTER.match(right)
        state = END_STATES.search(left) and not words.flow.search(left)
        rate = quantity.unit in ("%", "‰") or quantity.kind in ("rank", "share")
        return str(end.year) if rate or reached or state else period


def _one_year(period: str | None) -> bool:
    return period is not None and year_of(period) is not None


def _closed(between: str) -> bool:
    """Whether a bracket that was open before a stretch is closed in it."""
    depth = 0
    for character in between:
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth -= 1
            if depth < 0:
                return True
    return False
