"""Sums: parts and their whole."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING

import regex

from pipeline.checks.differences import minus
from pipeline.checks.intervals import step
from pipeline.checks.judging import judge
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.intervals import Interval
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure

MOST_PARTS = 24
NEAR = Decimal("0.02")  # parts that miss so little of their whole are worth a look
BREATH = 80  # characters between a whole and the first of its parts
OTHER = regex.compile(r"在[^，。；]{1,20}中|\n\s*\n")  # 在城镇投资中，…: the whole is another one
NUMERALS = "二三四五六七八九"


def total(*parts: Interval) -> Interval:
    """The sum of the parts."""
    return reduce(add, parts)


def part_sums(scene: Scene) -> Iterator[Check]:
    """A whole and what the text says to be its parts, by one division of it after the other."""
    for name, members in scene.parts.items():
        whole = scene.by_id.get(name)
        if whole is None or whole.high is not None or not 1 < len(members) <= MOST_PARTS:
            continue
        if additive(members, whole):
            yield from divisions(scene, members, whole)


def additive(members: Sequence[Figure], whole: Figure) -> bool:
    """Whether figures can be added up to a whole: one unit and measure, no averages."""
    plain = all(f.unit == whole.unit and f.high is None for f in members)
    measures = {f.measure for f in (*members, whole)} == {whole.measure}
    labels = {f.indicator for f in members}
    averages = any(words().not_additive.search(f.indicator) for f in (*members, whole))
    return plain and measures and len(labels) == len(members) and not averages


def divisions(scene: Scene, members: Sequence[Figure], whole: Figure) -> Iterator[Check]:
    """The runs of parts that give the whole, and those that must give it and do not.

    分城乡看 … 分行业看 … divides one whole twice. Parts that are not complete by what they are
    (城镇 and 乡村) need not give it: they are shown only where they nearly do.
    """
    start = 0
    while start < len(members) - 1:
        found = _run(scene, members[start:], whole, opened=start == 0)
        if found is None:
            start += 1
            continue
        check, length = found
        yield check
        start += length


def _run(
    scene: Scene, members: Sequence[Figure], whole: Figure, *, opened: bool
) -> tuple[Check, int] | None:
    """The sum of the first parts, as many as give the whole or are complete by what they are.

    ``opened``: they stand right behind their whole, which leaves no doubt what they are parts of.
    """
    for length in range(2, len(members) + 1):
        parts = members[:length]
        full = opened and _all_parts(scene, parts, members, whole)
        check = judge(scene, "sum", total, parts, whole, certain=full)
        if check is None:
            continue
        # some of the parts give the whole by chance where they need all the play of rounding
        tight = length == len(members) or _close(check, (*parts, whole))
        if full or (check.holds and tight):
            return check, length
    check = judge(scene, "sum", total, members, whole, certain=False)
    if check is not None and abs(check.expected - check.stated) <= abs(check.stated) * NEAR:
        return check, len(members)
    return None


def _close(check: Check, figures: Sequence[Figure]) -> bool:
    """Whether a sum is off by less than one in the last place that is printed."""
    return abs(check.expected - check.stated) < max(step(figure) for figure in figures)


def _all_parts(
    scene: Scene, parts: Sequence[Figure], members: Sequence[Figure], whole: Figure
) -> bool:
    """Whether the text leaves no doubt that parts are all that their whole consists of."""
    between = scene.text[whole.end : parts[0].start]
    if len(between) > BREATH or OTHER.search(between) or _left_out(scene, parts, whole):
        return False
    if complements(parts):
        return True
    said = words().all_first.search(between) or words().all_last.search(
        scene.gap(parts[-2], parts[-1])
    )
    return said is not None and len(parts) == len(members)


def complements(parts: Sequence[Figure]) -> bool:
    """Whether parts are all the parts there can be: 城镇 and 乡村."""
    first, *_, last = (part.indicator for part in parts)
    if len(parts) == 2 and first[:2] and last.startswith(f"非{first[:2]}"):
        return True
    return any(
        len(patterns) == len(parts)
        and all(
            pattern.match(part.indicator) for pattern, part in zip(patterns, parts, strict=True)
        )
        for patterns in words().complements
    )


def _left_out(scene: Scene, parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether another figure that might be a part stands between a whole and the last part."""
    first, last = scene.position[whole.id] + 1, scene.position[parts[-1].id]
    known = {whole.id, *(f.id for f in parts)}
    return any(
        f.unit == whole.unit and f.measure == whole.measure
        for f in scene.figures[first:last]
        if f.id not in known and f.part_of not in {p.id for p in parts}
    )


def totals(scene: Scene) -> Iterator[Check]:
    """Parts with their total behind them: A 29万元、B 18万元，两项合计47万元."""
    for figures in scene.sentences:
        for index, whole in enumerate(figures):
            found = _total(scene, figures, index) if index > 1 and whole.high is None else None
            if found is not None:
                yield found


def _total(scene: Scene, figures: Sequence[Figure], index: int) -> Check | None:
    whole = figures[index]
    said = words().total_after.fullmatch(scene.gap(figures[index - 1], whole))
    if said is None:
        return None
    same = [f for f in figures[:index] if f.unit == whole.unit and f.measure == whole.measure]
    count = NUMERALS.find(said["count"].replace("两", "二")) + 2 if said["count"] else 0
    for length in range(2, len(same) + 1):
        parts = same[-length:]
        # nothing but these stands in the sentence: it can be the total of nothing else
        sure = length == count or (length == len(same) == index)
        check = judge(scene, "sum", total, parts, whole, certain=sure)
        if check is not None and (check.holds or length == count or check.holds is False):
            return check
    return None


def additions(scene: Scene) -> Iterator[Check]:
    """A加上B、C，总量为D; A扣减B，结余D."""
    for figures in scene.sentences:
        top = _outside_brackets(scene, figures)
        for index, result in enumerate(top[2:], 2):
            gap, _ = scene.open_gap(top[index - 1], result)
            if words().total.search(gap):
                yield from _added(scene, top[: index + 1])
            elif words().rest.search(gap):
                yield from _deducted(scene, top[index - 2 : index + 1])


def _outside_brackets(scene: Scene, figures: Sequence[Figure]) -> list[Figure]:
    found = list(figures[:1])
    for figure in figures[1:]:
        if not scene.open_gap(found[-1], figure)[1]:
            found.append(figure)
    return found


def _added(scene: Scene, figures: Sequence[Figure]) -> Iterator[Check]:
    *parts, whole = figures
    for index, (first, second) in enumerate(pairwise(parts)):
        if words().plus.search(scene.open_gap(first, second)[0]):
            run = parts[index:]
            if all(f.unit == whole.unit and f.high is None for f in run):
                yield from _some(judge(scene, "sum", total, run, whole))
            return


def _deducted(scene: Scene, figures: Sequence[Figure]) -> Iterator[Check]:
    first, second, rest = figures
    gap, _ = scene.open_gap(first, second)
    plain = all(f.unit == rest.unit and f.measure == "level" and f.high is None for f in figures)
    if plain and words().minus.search(gap):
        yield from _some(judge(scene, "difference", minus, (first, second), rest))


def _some(check: Check | None) -> list[Check]:
    return [] if check is None else [check]
