"""Growths: a level, its change and its growth; or two levels and the growth between them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pipeline.checks.chains import PERCENT
from pipeline.checks.intervals import Interval, printed
from pipeline.checks.judging import HUNDRED, ONE, judge
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.chains import Chain, Link
    from pipeline.checks.judging import Formula
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure

# How much prices may have risen a year (in %) before growth at constant prices and levels at
# current ones contradict each other: over several years, and over one.
PRICES_OF_YEARS = (Decimal(-5), Decimal(10))
PRICES_OF_ONE = (Decimal(-15), Decimal(30))
# a smaller growth in % over several years may be that of the last of them
LEAST_OF_YEARS = Decimal(12)
SPANS = range(2, 11)  # the years that an average may be over
AHEAD = 20  # characters before a level in which 按可比口径 may stand


def growths(scene: Scene, chain: Chain) -> Iterator[Check]:
    """The growths of one chain."""
    found = [link for link in chain.links if link.role == "growth" and link.figure.value > -100]
    if chain.base is not None:
        for growth in found:
            yield from _between(scene, chain.base, chain.level, growth)
        return
    change = chain.first("change")
    if change is not None and found and _of_one_time(chain, change, found[0]):
        sure = _alike(chain, change, found[0])
        yield from _with_change(scene, chain.level, change.figure, found[0], sure=sure)


def grown(level: Interval, change: Interval) -> Interval:
    """The growth in % of a level that changed: 252 up by 12 is 5 %."""
    return change / (level - change) * HUNDRED


def risen(first: Interval, second: Interval, years: int = 1) -> Interval:
    """The growth in % from a level to the next, a year where there are several."""
    ratio = second / first
    return ((ratio.root(years) if years > 1 else ratio) - ONE) * HUNDRED


def _of_one_time(chain: Chain, change: Link, growth: Link) -> bool:
    """Whether change and growth are of one year: no 年均, and both up or both down."""
    annual = any(words().annual.search(link.gap) for link in chain.links)
    return not annual and (change.figure.value < 0) == (growth.figure.value < 0)


def _alike(chain: Chain, change: Link, growth: Link) -> bool:
    """Whether both are compared with the same: 比年初增加80亿元，同比增长12.5% are not."""
    inside = [link for link in chain.links if link in (change, growth)]
    first, second = (_comparison(link.gap) for link in inside)
    return second in ("", first)


def _comparison(gap: str) -> str:
    found = words().comparisons.search(gap)
    return str(found.lastgroup) if found else ""


def _with_change(
    scene: Scene, level: Figure, change: Figure, growth: Link, *, sure: bool
) -> Iterator[Check]:
    if level.unit == PERCENT or level.value <= max(change.value, Decimal(0)):
        return
    for found in judged_growth(scene, grown, (level, change), growth.figure, certain=sure):
        if sure or found.holds:
            yield found


def _between(scene: Scene, base: Figure, level: Figure, growth: Link) -> Iterator[Check]:
    if base.value <= 0 or level.value <= 0 or level.unit == PERCENT:
        return
    if words().annual.search(growth.gap):
        yield from _annual(scene, base, level, growth.figure)
    elif not words().yearly.search(growth.gap):
        years = _years(base, level)
        yield from judged_growth(
            scene,
            risen,
            (base, level),
            growth.figure,
            years=years or 1,
            certain=not _of_a_year(base, level, growth.figure, years),
        )


def _annual(scene: Scene, base: Figure, level: Figure, growth: Figure) -> Iterator[Check]:
    """A yearly growth between two levels; over unknown years it fails where no number fits."""
    spans = _spans(base, level, growth)
    known = len(spans) < len(SPANS)
    found = _over(scene, base, level, growth, spans)
    holding = [check for check in found if check.holds]
    nearest = min(found, key=lambda check: abs(check.expected - check.stated), default=None)
    if holding:
        yield from holding[:1] if known else ()
    elif nearest is not None and (known or nearest.holds is False):
        # which years the levels are of was said, or read, not so exactly
        beside = {years + more for years in spans for more in (-1, 1)} - {0, *spans}
        fits = any(check.holds for check in _over(scene, base, level, growth, sorted(beside)))
        yield replace(nearest, holds=None) if fits else nearest


def _over(
    scene: Scene, base: Figure, level: Figure, growth: Figure, spans: Sequence[int]
) -> list[Check]:
    return [
        check
        for years in spans
        for check in judged_growth(
            scene, partial(risen, years=years), (base, level), growth, years=years
        )
    ]


def _of_a_year(base: Figure, level: Figure, growth: Figure, years: int | None) -> bool:
    """Whether a growth without 年均 may be a yearly one all the same: that of the years between
    them, or of years that we do not know."""
    if years is None or years == 1:
        return False
    try:
        annual = risen(printed(base), printed(level), years)
    except ZeroDivisionError:
        return True
    return annual.meets(printed(growth)) or abs(growth.value) < LEAST_OF_YEARS


def judged_growth(
    scene: Scene,
    formula: Formula,
    levels: tuple[Figure, Figure],
    growth: Figure,
    *,
    years: int = 1,
    certain: bool = True,
) -> Iterator[Check]:
    """The check of a growth over so many years that levels give.

    Where the growth is at constant prices, it fails only if prices cannot explain the difference.
    """
    around = scene.text[max(0, levels[0].start - AHEAD) : growth.start]
    sure = certain and not words().comparable.search(around)
    found = judge(scene, "growth", formula, levels, growth, certain=sure)
    if found is not None and found.holds is False and words().real.search(levels[0].indicator):
        found = _by_prices(found, formula(*map(printed, levels)), growth, years)
    if found is not None:
        yield found


def _by_prices(check: Check, levels: Interval, growth: Figure, years: int) -> Check:
    low, high = PRICES_OF_YEARS if years > 1 else PRICES_OF_ONE
    prices = Interval(1 + low / 100, 1 + high / 100)
    real = ((levels / HUNDRED + ONE) / prices - ONE) * HUNDRED
    explained = real.meets(printed(growth)) and not check.message
    return replace(check, holds=None) if explained else check


def folds(scene: Scene, chain: Chain) -> Iterator[Check]:
    """由A增加到B，增长1.2倍 (or, of the same, 是A的2.2倍).

    Some write 增长2.2倍 for 是2.2倍, and 是…的 may name another year than A: neither fails.
    """
    base = chain.base
    for role, formula in (("times", fold), ("more", more)):
        link = chain.first(role)
        if base is None or link is None or base.value <= 0:
            continue
        other = judge(scene, "ratio", fold, (base, chain.level), link.figure, certain=False)
        loosely = role == "times" or other is None or other.holds is True
        found = judge(
            scene, "ratio", formula, (base, chain.level), link.figure, certain=not loosely
        )
        if found is not None:
            yield found


def fold(first: Interval, second: Interval) -> Interval:
    """How many times the first the second is."""
    return second / first


def more(first: Interval, second: Interval) -> Interval:
    """By how many times the first the second is more."""
    return second / first - ONE


def _years(base: Figure, level: Figure) -> int | None:
    """The years from a level to the next by their periods."""
    first, second = _year(base.period), _year(level.period)
    return None if first is None or second is None or first >= second else second - first


def _spans(base: Figure, level: Figure, growth: Figure) -> Sequence[int]:
    """How many years a yearly growth may be over: one number where the levels have their years.

    The period of a growth may begin with the year of its base (由2015年到2020年) or with the year
    after it (“十三五”).
    """
    years = _years(base, level)
    if years is not None:
        return [years]
    start, _, end = (growth.period or "").partition("/")
    since, until = _year(start), _year(end)
    if since is None or until is None or until <= since:
        return SPANS
    return [until - since + 1, until - since]


def _year(period: str | None) -> int | None:
    if not period or "/" in period or not period[:4].isdigit():
        return None
    return int(period[:4])
