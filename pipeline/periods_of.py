"""The period of a figure: the time that governs it, by clause, sentence, paragraph and section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.label_words import label_words
from extractors.periods import end_year, interval, year_of
from extractors.time_frame import Frame
from pipeline.base_periods import OWN_REACH, Period, before_change, own_time
from pipeline.clauses import closed
from pipeline.model import SentenceKind
from pipeline.period_reach import ended, names_a_work, shares_period
from pipeline.period_spans import kept_up, turned_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label
    from extractors.references import Timeline
    from pipeline.model import Document, Quantity, Sentence, TimeMention

GOVERNING = frozenset({"period", "since", "deadline"})
END_STATES = regex.compile(
    r"(?:增至|增加到|增长到|提高到|提升到|提升至|提高至|升至|降至|降到|降为|下降到|减少到|"
    r"调整为|扩大到|发展到|达到?|突破|超过|总量|余额|里程|拥有|关闭整合至|"
    r"整合至|稳定在|保持在|控制在|跨越|迈上|跨上|跃上|站上|逼近|接近)[^，。；]{0,6}$|(?:均为|(?<=.)为|居)$"
)
REACHED = regex.compile(
    r"(?:增|升|降|减|提高|提升|扩大|发展|整合|调整|下降|增加|增长|减少|上升)(?:至|到|"
    r"为)[^，。；]{0,6}$"
)
REACHED_AFTER = regex.compile(r"[^，。；]{0,12}(?:跨入|迈入|超过|突破|跻身|达到|进入|居)")
# 年初预算, 2021年度计划, 年初以来的良好趋势: the time belongs to a noun, 今年计划建成 to a verb
MODIFIER = regex.compile(
    rf"(?:预算|计划(?!{label_words().flow.pattern})|目标|任务|规划|结转|结余)"
    r"|的(?![\d约近第超一二三四五六七八九十])(?=\p{Han})"
)
FROM_WORDS = frozenset("由从自比较到至")
TO_WORDS, OF_WHICH = frozenset("到至"), "，其中"
DIGIT = regex.compile(r"\d")
# 上年收入的1.5%, 在上年4%的基础上: the time names what a number is measured against
BASIS = regex.compile(r"[^，。；]{0,18}(?:的|的约|的近)$|[^，。；]{0,24}基础上")
FROM_STATE = regex.compile(r"[由从][^，。；至到]{0,4}$")
TIMES_A_STATE = regex.compile(r"(?:末|\d年|年底)的[约近]?$")  # 是2010年的2倍, not 是“十一五”时期的
STATED_AS = regex.compile(r"[为是]")
AVERAGED = regex.compile(r"年(?:平)?均(?!浓度|气温|值|降)")
CLAUSE_END = regex.compile(r"[，；。（(]")
AVERAGE_REACH = 40
YEAR = 365  # days
AT_HEAD = 3
HEAD_REACH = 14  # a time in the first characters of a sentence governs its paragraph


# why a time ahead of a number does not govern it
OVERLAPS, CLOSED, ELSEWHERE = "time.overlaps", "time.bracket", "time.elsewhere"
OF_NOUN, NOT_GOVERNING, ENDED = "time.of-noun", "time.role", "time.ended"


class _Before(NamedTuple):
    """The quantity before: its end, its time, its period, whether it is an average of years."""

    end: int
    time: TimeMention | None
    value: str | None
    average: bool


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
        self._frame = Frame()
        self._turn: TimeMention | None = None  # the span that the text has turned to
        self._before: _Before | None = None

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: forget what another paragraph set."""
        if (sentence.paragraph, sentence.section) != self._place:
            self._place = (sentence.paragraph, sentence.section)
            self._carried = None
        if sentence.article != self._article:
            self._article = sentence.article
            self._lead = None
        frame, _ = self._line.at(sentence.start)
        if frame != self._frame:
            self._frame, self._turn = frame, None

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: the time at its head goes on governing the paragraph."""
        self._turn_to(sentence)
        for time in self.within(sentence.start, sentence.end):
            near = time.start - sentence.start <= HEAD_REACH
            if near and self._lead is None and time.role == "since" and _one_year(time.period):
                self._lead = time  # 去年以来 in the opening: the span of the whole report
            if self._reaches_on(time, sentence) and self._carries(time, sentence):
                self._carried = time
                return

    def _reaches_on(self, time: TimeMention, sentence: Sentence) -> bool:
        """Whether a time stands where it can govern the sentences that follow.

        Where a heading has set a period, a part of a year (争取4月份开工) must stand at the head of
        its sentence, and a year inside it must be the one looked back on.
        """
        offset = time.start - sentence.start
        explicit = self._text[time.start].isdigit()  # 2021年, wherever it stands
        if not self._frame.settled or self._frame.reference is None:
            return offset <= HEAD_REACH or explicit
        if time.period is None:
            return False  # 建市以来最好
        start, end = interval(time.period)
        if (end - start).days < YEAR - 1:
            whole = interval(self._frame.reference)
            part = (whole[1] - whole[0]).days < YEAR - 1
            return part or (offset <= HEAD_REACH and not self._frame.planned)
        own = interval(self._frame.reference)[1] == end
        reach = AT_HEAD if self._frame.planned else HEAD_REACH  # 地铁2010年投入运营
        return offset <= reach or (explicit and own)

    def _turn_to(self, sentence: Sentence) -> None:
        """Under 2015年和“十二五”时期 the text goes from the one to the other, and says so."""
        span = self._frame.span
        if span is None or sentence.kind is SentenceKind.HEADING:
            return
        for time in self.within(sentence.start, sentence.start + HEAD_REACH):
            if time.role in ("period", "since") and time.period is not None:
                if time.period == span:
                    self._turn = time
                elif time.period == self._frame.reference:
                    self._turn = None

    def _lasts(self, time: TimeMention, left: str, label: Label) -> bool:
        """Whether a time carried on fits: 截至年底 does not hold for what was built in the year."""
        if time.period is None or not time.period.endswith("-12-31") or "/" in time.period:
            return True
        return label_words().flow.search(f"{left}{label.text}") is None

    def _carries(self, time: TimeMention, sentence: Sentence) -> bool:
        if MODIFIER.match(self._text, time.end) or time.role not in ("period", "since"):
            return False
        if time.role == "since" and "月" in self._text[time.start : time.end]:
            return False  # 2020年4月以来无新增病例: of its own sentence
        if names_a_work(self._text, time):
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
        opens: int = -1,
    ) -> Period:
        """The period of one quantity; ``left`` and ``right`` are the words around it.

        ``opens`` is where it opens as the base of a change, -1 where it is none.
        """
        frame, _ = self._line.at(quantity.start)
        time = self._time(sentence, quantity, left, label, frame)
        doubt = "explains a term" if frame.notes else ""
        if opens >= 0:
            found = self._based(time, frame, quantity, opens)
            self._before = _Before(quantity.end, time, found.value, average=False)
            return found._replace(doubt=_joined(found.doubt, doubt))
        found = self._timed(time, frame, left, right, quantity, label)
        before = self._before
        gap = self._text[before.end : quantity.start] if before is not None else ""
        average = (label.measure in ("growth", "change") or quantity.unit == "%") and (
            self._is_average(quantity)
            or (before is not None and before.average and label.rule == "label.repeated")
        )
        if average:
            found = self._averaged(found, sentence, quantity, frame)
        elif before is not None and before.time is time and shares_period(gap):
            found = found._replace(value=before.value)
        else:
            found = self._kept_up(found, quantity, time)
        self._before = _Before(quantity.end, time, found.value, average)
        return found._replace(doubt=_joined(found.doubt, doubt))

    def _time(
        self, sentence: Sentence, quantity: Quantity, left: str, label: Label, frame: Frame
    ) -> TimeMention | None:
        """The time that governs a quantity, in its sentence or from before; None: the frame's."""
        time = self._governing(sentence, quantity, label)
        if time is None and self._carried is not None:
            time = self._carried if self._lasts(self._carried, left, label) else None
        if time is None:
            time = self._turn if frame.settled else self._lead
        return time

    def _based(
        self, time: TimeMention | None, frame: Frame, quantity: Quantity, opens: int
    ) -> Period:
        """The period of the base of a change, which never holds at the change's end."""
        near = self.within(min(opens, quantity.start - OWN_REACH), quantity.start)
        return before_change(self._text, own_time(self._text, near, quantity, opens), time, frame)

    def _timed(
        self,
        time: TimeMention | None,
        frame: Frame,
        left: str,
        right: str,
        quantity: Quantity,
        label: Label,
    ) -> Period:
        """The period by the time that governs, or by the frame where none does."""
        if time is None:
            value = self._distribute(frame.reference, left, right, quantity)
            doubt = "period inferred" if frame.inferred or value is None else ""
            return Period(value, "", "reference", doubt, frame.settled)
        words = self._text[time.start : time.end]
        value = turned_over(self._text, time, label)
        if value is not None:
            return Period(value, words, time.role, time.doubt)
        value = time.period
        if label.rule != "label.share-of":
            value = self._distribute(time.period, left, right, quantity)
        return Period(value, words, time.role, time.doubt)

    def _kept_up(self, found: Period, quantity: Quantity, time: TimeMention | None) -> Period:
        """What has held for years running is of all these years."""
        years = kept_up(self._text, quantity, found.value, time)
        return found if years is None else found._replace(value=years)

    def _is_average(self, quantity: Quantity) -> bool:
        """年均增长8%, 年均分别增长8%和9%: a growth over several years."""
        ahead = self._text[max(0, quantity.start - AVERAGE_REACH) : quantity.start]
        return AVERAGED.search(CLAUSE_END.split(ahead)[-1]) is not None

    def _averaged(
        self, found: Period, sentence: Sentence, quantity: Quantity, frame: Frame
    ) -> Period:
        """An average of years holds from the one state to the other, else over the span named."""
        pair = self._from_to(sentence.start, quantity.start)
        if pair is not None:
            return found._replace(value=pair, settled=True)
        year = year_of(found.value) if found.value is not None else None
        if year is None:
            return found
        for span in (frame.span, frame.reference):
            if span is not None and year_of(span) is None and end_year(span) == year:
                return found._replace(value=span)
        doubt = "years of an average not said"
        return found._replace(doubt=_joined(found.doubt, doubt))

    def _from_to(self, start: int, end: int) -> str | None:
        """由2000年的5850元提高到2005年的10098元 → 2000/2005."""
        times = [t for t in self.within(start, end) if t.period and year_of(t.period)]
        for first, last in reversed(list(pairwise(times))):
            opens = self._text[max(0, first.start - 1) : first.start] in ("由", "从")
            a, b = year_of(first.period or ""), year_of(last.period or "")
            if opens and a is not None and b is not None and a < b:
                return f"{a}/{b}"
        return None

    def _governing(
        self, sentence: Sentence, quantity: Quantity, label: Label
    ) -> TimeMention | None:
        last = bisect_right(self._starts, quantity.start)
        first = bisect_left(self._starts, sentence.start)
        for time in reversed(self._times[first:last]):
            if not self._refusal(time, quantity, label):
                return time
        return None

    def _refusal(self, time: TimeMention, quantity: Quantity, label: Label) -> str:
        """Why a time ahead of a number does not govern it, "" where it does."""
        if time.end > quantity.start:
            return OVERLAPS
        between = self._text[time.end : quantity.start]
        if closed(between):
            return CLOSED
        if self._elsewhere(time, between):
            return ELSEWHERE
        if ended(self._text, time, between):
            return ENDED
        if MODIFIER.match(self._text, time.end):
            return "" if label.target and "，" not in between else OF_NOUN
        stated = time.role == "base" and STATED_AS.match(self._text, time.end)
        return "" if time.role in GOVERNING or stated else NOT_GOVERNING

    def _elsewhere(self, time: TimeMention, between: str) -> bool:
        """Whether a time belongs to other words than the number behind ``between``.

        由2004年末的1836户增加到3033户: of the first number alone; 达到上年收入的1.5%: of a base.
        """
        ahead = self._text[max(0, time.start - 1) : time.start]
        part = ahead in TO_WORDS and OF_WHICH in between  # 到目前的90家，其中…
        stated = ahead in FROM_WORDS and time.role != "since"  # 自2018年以来 is of no number
        if stated and not part and DIGIT.search(between):
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
        multiple = quantity.unit == "倍" and TIMES_A_STATE.search(left)
        return str(end.year) if rate or reached or state or multiple else period


def _joined(*reasons: str) -> str:
    return "; ".join(reason for reason in reasons if reason)


def _one_year(period: str | None) -> bool:
    return period is not None and year_of(period) is not None
