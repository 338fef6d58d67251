"""Arithmetic that a bulletin states between its own figures: sums, growths, shares.

What is printed is rounded, so each figure stands for an interval; a relation fails only where
no values inside the intervals meet it. What need not hold at all (parts that are not all the
parts, growth at constant prices) is left unjudged: a false alarm costs more than a miss.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import regex

from pipeline.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Figure

HUNDRED = Decimal(100)
# volumes and values added grow at constant prices, while their levels are printed at current ones
REAL_GROWTH = regex.compile(r"增加值|生产总值|产值|GDP|可支配收入|纯收入|劳动生产率|零售总额|消费")
COMPLETION = regex.compile(r"(?:完工|完成|竣工|开工|建成|支出|执行|办结|整改)(?:率|进度|比例)$")
MOST_PARTS = 8
BACK = 6  # figures of its sentence that a growth or share may refer to


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a printed figure may stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Interval) -> Decimal:
        """How far the two lie apart, 0 where they meet."""
        return max(self.low - other.high, other.low - self.high, Decimal(0))


def printed(figure: Figure) -> Interval:
    """The interval of a figure; its multiplier is what its unit prints (万元, 亿元)."""
    factor = Decimal(1)
    for character in figure.unit_text:
        if character not in FACTORS:
            break
        factor *= FACTORS[character]
    step = factor.scaleb(_exponent(figure.value))
    return Interval(figure.value - step / 2, figure.value + step / 2)


FACTORS = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}


def find_checks(figures: Sequence[Figure]) -> list[Check]:
    """All relations between the figures of one document that can be judged."""
    exact = [f for f in figures if f.approx == "exact" and f.high is None]
    return [*_growths(exact), *_completions(exact), *_sums(exact, figures)]


def _before(figures: Sequence[Figure], index: int) -> list[Figure]:
    """The figures ahead of one in its sentence, the nearest first."""
    here = figures[index]
    found = []
    for other in reversed(figures[max(0, index - BACK) : index]):
        if other.sentence != here.sentence or here.sentence < 0:
            break
        found.append(other)
    return found


def _growths(figures: Sequence[Figure]) -> Iterator[Check]:
    """A level, its change and its growth: 252 up by 12 is 5 %."""
    for index, growth in enumerate(figures):
        if growth.measure != "growth" or growth.unit != "%":
            continue
        before = [f for f in _before(figures, index) if f.indicator == growth.indicator]
        change = before[0] if before and before[0].measure == "change" else None
        level = next((f for f in before if f.measure == "level"), None)
        if change is None or level is None or level.unit != change.unit:
            continue
        if level.period != change.period or level.value <= change.value:
            continue
        amounts, steps = printed(level), printed(change)
        results = [
            step * HUNDRED / (amount - step)
            for amount, step in product((amounts.low, amounts.high), (steps.low, steps.high))
            if amount != step
        ]
        expected = change.value * HUNDRED / (level.value - change.value)
        unsure = REAL_GROWTH.search(level.indicator) is not None
        yield _judged("growth", (level, change, growth), expected, growth, results, unsure)


def _completions(figures: Sequence[Figure]) -> Iterator[Check]:
    """A whole, the done part of it and its share: 60 of 68 is 88.24 %."""
    for index, share in enumerate(figures):
        if share.measure != "rate" or share.unit != "%":
            continue
        pair = _budget_pair(figures, index) or _done_pair(figures, index)
        if pair is None or pair[0].value <= 0:
            continue
        whole, part = pair
        wholes, parts = printed(whole), printed(part)
        results = [
            a * HUNDRED / b
            for a, b in product((parts.low, parts.high), (wholes.low, wholes.high))
            if b > 0
        ]
        expected = part.value * HUNDRED / whole.value
        # without a budget or 其中 the two may be counts of different things
        unsure = not (part.part_of == whole.id or whole.status == "target")
        yield _judged("ratio", (part, whole, share), expected, share, results, unsure)


def _budget_pair(figures: Sequence[Figure], index: int) -> tuple[Figure, Figure] | None:
    """完成年初预算435,010万元的59.5%: the budget ahead, and the level it is the budget of."""
    before = _before(figures, index)
    if not before or figures[index].indicator != f"{before[0].indicator}完成比例":
        return None
    budget = before[0]
    level = next(
        (
            f
            for f in before[1:]
            if f.measure == "level"
            and f.unit == budget.unit
            and budget.indicator.startswith(f.indicator)
        ),
        None,
    )
    return (budget, level) if level else None


def _done_pair(figures: Sequence[Figure], index: int) -> tuple[Figure, Figure] | None:
    """项目68个，已完工60个，完工率88.24%: the two counts right ahead of the share."""
    before = _before(figures, index)
    if len(before) < 2 or not COMPLETION.search(figures[index].indicator):
        return None
    part, whole = before[0], before[1]
    counts = part.measure == whole.measure == "level" and part.unit == whole.unit
    return (whole, part) if counts and part.value <= whole.value else None


def _judged(
    kind: str,
    figures: Sequence[Figure],
    expected: Decimal,
    stated: Figure,
    results: Sequence[Decimal],
    unsure: bool,
) -> Check:
    want, have = Interval(min(results), max(results)), printed(stated)
    holds: bool | None = want.meets(have)
    if not holds:
        step = have.high - have.low
        # off by one in the last place: cut instead of rounded
        holds = None if unsure or want.gap(have) <= step else False
    places = max(0, -_exponent(stated.value)) + 1
    rounded = round(expected, places)
    return Check(kind, tuple(f.id for f in figures), rounded, stated.value, holds)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _sums(exact: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Check]:
    """A whole and its parts."""
    by_id = {figure.id: figure for figure in exact}
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of:
            parts[figure.part_of].append(figure)
    for name, members in parts.items():
        whole = by_id.get(name)
        if whole is None or not 1 < len(members) <= MOST_PARTS:
            continue
        same = all(f.unit == whole.unit and f.approx == "exact" for f in members)
        if not same or len({f.indicator for f in members}) < len(members):
            continue
        spans = [printed(f) for f in members]
        total = sum((f.value for f in members), start=Decimal(0))
        want = Interval(
            sum((s.low for s in spans), start=Decimal(0)),
            sum((s.high for s in spans), start=Decimal(0)),
        )
        if not want.meets(printed(whole)):
            continue  # parts need not be all
        ids = (*(f.id for f in members), whole.id)
        yield Check("sum", ids, total, whole.value, holds=True)
