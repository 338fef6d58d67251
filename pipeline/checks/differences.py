"""Differences: two levels and the change that is stated between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.chains import PERCENT
from pipeline.checks.judging import judge
from pipeline.checks.words import words
from pipeline.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.chains import Chain
    from pipeline.checks.intervals import Interval
    from pipeline.checks.scene import Scene

SHARE = "number.share"


def minus(second: Interval, first: Interval) -> Interval:
    """The change from the first to the second."""
    return second - first


def directions(scene: Scene, chain: Chain) -> Iterator[Check]:
    """由95下降到97: the verb says which of the two is the greater."""
    base, level = chain.base, chain.level
    if base is None or base.unit != level.unit or level.rule.startswith(SHARE):
        return
    if level.start < base.start:  # 11250元，比7500元…: no verb stands between them
        return
    gap = scene.gap(base, level)
    up, down = words().up.search(gap), words().down.search(gap)
    wrong = (up and level.value < base.value) or (down and level.value > base.value)
    if wrong and base.approx == level.approx == "exact":
        yield Check("difference", (base.id, level.id), base.value, level.value, holds=False)


def differences(scene: Scene, chain: Chain) -> Iterator[Check]:
    """由A增加到B，增加C; of rates, 提高C个百分点."""
    if chain.base is None:
        return
    link = chain.first("points" if chain.level.unit == PERCENT else "change")
    if link is None or words().yearly.search(link.gap) or words().annual.search(link.gap):
        return
    found = judge(scene, "difference", minus, (chain.level, chain.base), link.figure)
    if found is not None:
        yield found
