"""What a growth or change is measured against, where that is not the same time a year before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.periods import year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model import Figure, TimeMention

BASIS = "basis"
GROWTH = "增速"
GROWN = regex.compile(r"增速|增幅|增长率|涨幅|降幅")
AMOUNT = regex.compile(r"总量|总额|规模|总值居")
# between a growth and its rank, which names nothing else that is ranked
RANKED = regex.compile(
    r"[，,、]?(?:分别)?(?:位?居|位?列|排名?|增速|增幅|均|名列|在|\p{Han}{1,3}[省市区]|全[省国市区州])*"
)
MEASURES = frozenset({"growth", "change"})
REACH = 60  # characters: how far ahead of a number its clause may begin
# where a clause begins; a bracket that is closed again lies inside it: 年均（下同）增长
CLAUSE = regex.compile(r"[（(][^（）()]{0,30}[）)](*SKIP)(*FAIL)|[，,。；;：:！？\n（(）)]")
LINK = regex.compile(r"[ ]?(?:左右|以上|以下)?[ ]?(?:[、和与及]|以及)[ ]?")
AGAINST = frozenset("比较与同跟")
WORDS = regex.compile(r"(?P<可比口径>同口径|可比口径)|(?P<环比>环比)")
LAST_YEAR = regex.compile(r"上一?年|去年")
SPAN = regex.compile(r"(?P<first>\d{4})/(?P<last>\d{4})")
WHOLE_SPAN = regex.compile(r"累计|[三四五六七八九十]年(?!均)")
SPAN_BEFORE = regex.compile(r"[比较](?:上个|上一个|前)[三四五六七八九十]年")
AVERAGE = regex.compile(r"年(?:平)?均|平均每年")


def compared(figures: Iterable[Figure], text: str, times: Sequence[TimeMention]) -> list[Figure]:
    """The figures, each linked growth or change with its basis among its qualifiers.

    A period (比2015年增长50%), 年均, 可比口径 or 环比; none where it is the usual one.
    """
    reader = _Comparisons(text, times)
    return [reader.figure(figure) for figure in figures]


class _Comparisons:
    """Goes through the figures in text order, remembering where those before stand."""

    def __init__(self, text: str, times: Sequence[TimeMention]) -> None:
        self._text = text
        self._times = times
        self._starts = [time.start for time in times]
        self._before: list[tuple[int, int]] = []
        self._last: Figure | None = None

    def figure(self, figure: Figure) -> Figure:
        """The figure with its basis, if it has one to tell."""
        basis = self._basis(figure) if figure.measure in MEASURES and figure.concept else ""
        if figure.measure == "rank" and figure.concept and self._of_growth(figure):
            basis = GROWTH
        self._last = figure
        self._before.append((figure.start, figure.end))
        if not basis:
            return figure
        return replace(figure, qualifiers=(*figure.qualifiers, (BASIS, basis)))

    def _of_growth(self, figure: Figure) -> bool:
        """Whether a rank is that of a growth: 增速居全省第一, 增长9%、居全省第一."""
        last = self._last
        ahead = self._text[max(last.end if last else 0, figure.start - 12) : figure.start]
        if AMOUNT.search(ahead):
            return False
        if GROWN.search(figure.indicator):
            return True
        if last is None or last.measure != "growth" or last.concept != figure.concept:
            return False
        return RANKED.fullmatch(self._text, last.end, figure.start) is not None

    def _basis(self, figure: Figure) -> str:
        start = self._start(figure)
        said = self._text[start : figure.start]
        if AVERAGE.search(said):
            return "年均"
        time = self._against(figure, start)
        if time is not None and (base := self._base(time, figure)):
            return f"比{base}"
        found = WORDS.search(said)
        return str(found.lastgroup) if found else _before_span(figure, said)

    def _start(self, figure: Figure) -> int:
        """Where the words of a number begin: in its clause, behind a number of no list of its."""
        reach = max(0, figure.start - REACH)
        marks = [m.end() for m in CLAUSE.finditer(self._text, reach, figure.start)]
        start, end = marks[-1] if marks else reach, figure.start
        for first, last in reversed(self._before):
            if last <= start:
                break
            if LINK.fullmatch(self._text, last, end) is None:
                return last
            end = first
        return start

    def _against(self, figure: Figure, start: int) -> TimeMention | None:
        """The time behind 比, 较 or 与 in the words of a number."""
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, figure.start)
        for time in reversed(self._times[first:last]):
            said = self._text[max(start, time.start - 1) : time.start + 1]
            if time.period is not None and time.end <= figure.start and set(said) & AGAINST:
                return time
        return None

    def _base(self, time: TimeMention, figure: Figure) -> str:
        """The base that a time names, "" where any growth of the figure's period has it."""
        words = self._text[time.start : time.end]
        if words.endswith("年初"):
            return "年初"
        if LAST_YEAR.search(words) and not words.endswith("全年"):
            return ""
        base = year_of(time.period or "")
        own = year_of(figure.period) if figure.period is not None else None
        part = own is not None and (figure.period or "")[4:]  # of a year
        usual = base is not None and own is not None and base == own - 1
        return "" if usual and not (part and words.endswith("全年")) else str(time.period)


def _before_span(figure: Figure, said: str) -> str:
    """The year before a span whose growth is told as one: 五年翻了一番.

    A target of a plan may as well be for each of its years, if it does not say 五年 or 累计.
    """
    span = SPAN.fullmatch(figure.period or "")
    if span is None or span["first"] == span["last"]:
        return ""
    if figure.status != "actual" and not WHOLE_SPAN.search(said):
        return ""
    years = int(span["last"]) - int(span["first"]) + 1
    first = int(span["first"])
    if SPAN_BEFORE.search(said):
        return f"比{first - years}/{first - 1}"
    return f"比{first - 1}"
