"""A total, the people it is divided among, and what each gets: 24万元, 120人, 人均2000元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.judging import judge
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.checks.intervals import Interval
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure

PERSONS = frozenset({"人", "名"})
HOUSEHOLD = "户"
BACK = 4  # figures ahead of a mean among which total and people stand


def per_heads(scene: Scene) -> Iterator[Check]:
    """The means a head that a total and a count right ahead of them give.

    Others may be meant than those that were counted, so that only a slip of print fails.
    """
    for figures in scene.sentences:
        for index, mean in enumerate(figures):
            gap = scene.gap(figures[index - 1], mean) if index > 1 else ""
            said = words().per_head.search(gap) if mean.high is None else None
            if said is not None:
                heads = {HOUSEHOLD} if HOUSEHOLD in said[0] else PERSONS
                yield from _mean(scene, figures[max(0, index - BACK) : index], mean, heads)


def _mean(
    scene: Scene, before: Sequence[Figure], mean: Figure, units: AbstractSet[str]
) -> Iterator[Check]:
    unit = mean.unit.partition("/")[0]
    levels = [f for f in before if f.measure == "level" and f.high is None and f.value > 0]
    totals = [f for f in levels if f.unit == unit and f.value > mean.value]
    heads = [f for f in levels if f.unit in units]
    if len(totals) != 1 or len(heads) != 1:
        return
    found = judge(scene, "ratio", quotient, (totals[0], heads[0]), mean)
    if found is not None and (found.holds or found.message):
        yield found


def quotient(whole: Interval, heads: Interval) -> Interval:
    """What each head gets of the whole."""
    return whole / heads
