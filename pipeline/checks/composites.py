"""Growth of a whole from the growths of its parts."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from pipeline.checks.chains import PERCENT
from pipeline.checks.intervals import Interval, printed
from pipeline.checks.judging import HUNDRED, ONE, judge
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.checks.chains import Chain
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure


def composite(*terms: Interval) -> Interval:
    """The growth in % of a whole; terms are the levels of its parts, then their growths."""
    half = len(terms) // 2
    pairs = list(zip(terms[:half], terms[half:], strict=True))
    bases = [level / (growth / HUNDRED + ONE) for level, growth in pairs]
    whole = reduce(add, bases)
    # a mean weighed by the bases: level over base would count the rounding of the levels twice
    return reduce(
        add, (base / whole * growth for base, (_, growth) in zip(bases, pairs, strict=True))
    )


def composites(scene: Scene, sums: Iterable[Check], chains: Iterable[Chain]) -> Iterator[Check]:
    """For each sum that holds, the growth of the whole against those of all its parts."""
    growths = _growths(chains)
    for found in sums:
        if found.kind != "sum" or not found.holds:
            continue
        *parts, whole = (scene.by_id[name] for name in found.figures)
        named = [growths.get(figure.id) for figure in (*parts, whole)]
        rates = [figure for figure in named if figure is not None]
        if whole.measure == "level" and len(rates) == len(named):
            yield from _judged(scene, parts, rates[:-1], rates[-1])


def _growths(chains: Iterable[Chain]) -> Mapping[str, Figure]:
    """The id of a level → its growth over the year before."""
    found: dict[str, Figure] = {}
    for chain in chains:
        link = chain.first("growth")
        if link is not None and not words().annual.search(link.gap) and link.figure.value > -100:
            found[chain.level.id] = link.figure
    return found


def _judged(
    scene: Scene, parts: Sequence[Figure], rates: Sequence[Figure], growth: Figure
) -> Iterator[Check]:
    around = scene.text[min(f.start for f in (*parts, growth)) : max(f.end for f in rates)]
    sure = not words().comparable.search(around) and all(f.unit == PERCENT for f in rates)
    found = judge(scene, "growth", composite, (*parts, *rates), growth, certain=sure, slips=False)
    if found is not None and found.holds is False and words().real.search(parts[0].indicator):
        found = _between_its_parts(found, rates, growth)
    if found is not None:
        yield found


def _between_its_parts(check: Check, rates: Sequence[Figure], growth: Figure) -> Check:
    """At constant prices the weights are not known: but a mean lies between the least and most."""
    spans = [printed(rate) for rate in rates]
    span = Interval(min(s.low for s in spans), max(s.high for s in spans))
    return replace(check, holds=None) if span.meets(printed(growth)) else check
