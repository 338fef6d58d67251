"""One figure printed twice with the same digits, once with another multiplier."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.intervals import counted
from pipeline.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.scene import Scene
    from pipeline.model import Figure

LEAST_DIGITS = 4  # fewer digits are the same by chance


def repetitions(scene: Scene) -> Iterator[Check]:
    """1524.29万元 and 1524.29元 of one label, place and time: the greater is taken as meant."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in scene.figures:
        digits = figure.value.normalize().as_tuple().digits
        if figure.measure == "level" and figure.approx == "exact" and len(digits) >= LEAST_DIGITS:
            same = (figure.indicator, figure.place, figure.period, figure.unit, figure.status)
            groups[(*same, digits)].append(figure)
    for group in groups.values():
        for one, other in pairwise(group):
            if one.value != other.value and not counted(one.unit):
                yield _check(scene, one, other)


def _check(scene: Scene, one: Figure, other: Figure) -> Check:
    stated, meant = sorted((one, other), key=lambda figure: figure.value)
    message = f"{scene.quote(stated)} → {scene.quote(meant)}"
    ids = (meant.id, stated.id)
    return Check("difference", ids, meant.value, stated.value, holds=False, message=message)
