"""Shares of one whole: what adds up to a hundred (三次产业比6.8:77.3:15.9)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import regex

from pipeline.checks.intervals import allowed, exponent, printed
from pipeline.checks.judging import HUNDRED
from pipeline.checks.sums import total
from pipeline.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.scene import Scene
    from pipeline.model import Figure

COLON = regex.compile(r"[：∶︰﹕比]")
PERCENT = "%"
# a sum farther from a hundred is a ratio of something else (3:2:1), or one that we misread
NEAR = (Decimal(80), Decimal(120))


def ratio_shares(scene: Scene) -> Iterator[Check]:
    """The ratios of shares, each against a hundred."""
    for figures in scene.sentences:
        run: list[Figure] = []
        for figure in figures:
            if run and not COLON.fullmatch(scene.gap(run[-1], figure)):
                yield from hundred(run)
                run = []
            run.append(figure)
        yield from hundred(run)


def hundred(shares: Sequence[Figure]) -> Iterator[Check]:
    """Whether shares of one whole add up to a hundred; nothing where they are no such shares."""
    rates = all(f.unit == PERCENT and f.measure == "rate" and f.high is None for f in shares)
    added = sum((f.value for f in shares), start=Decimal(0))
    if len(shares) < 2 or not rates or not NEAR[0] <= added <= NEAR[1]:
        return
    holds: bool | None = total(*map(printed, shares)).meets(HUNDRED)
    if not holds:
        place = Decimal(1).scaleb(min(exponent(f.value) for f in shares))
        far = total(*map(allowed, shares)).gap(HUNDRED) > place
        holds = False if far else None
    yield Check("sum", tuple(f.id for f in shares), added, HUNDRED.low, holds)
