"""Identities: relations that hold between figures by what they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.checks.differences import minus
from pipeline.checks.judging import judge
from pipeline.checks.ratios import percent
from pipeline.checks.shares import hundred
from pipeline.checks.sums import total
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.checks.judging import Formula
    from pipeline.checks.scene import Scene
    from pipeline.checks.words import Identity
    from pipeline.model import Check, Figure

REACH = 400  # characters between a whole and its parts
AROUND = 16  # figures on either side among which they stand
FORMULAS: Mapping[str, Formula] = {"sum": total, "difference": minus, "ratio": percent}


def identities(scene: Scene) -> Iterator[Check]:
    """The identities between figures that stand near each other, of one place and time."""
    plain = [f for f in scene.figures if f.high is None and f.measure in ("level", "rate")]
    for identity in words().identities:
        first = identity.whole or identity.parts[0]
        for index, figure in enumerate(plain):
            if first.fullmatch(figure.indicator):
                near = plain[max(0, index - AROUND) : index + AROUND]
                parts = _parts(identity, [f for f in near if _beside(f, figure)])
                if parts is not None:
                    yield from _judged(scene, identity, figure, parts)


def _beside(figure: Figure, whole: Figure) -> bool:
    """Whether two figures are of one place, time and status, and near each other."""
    same = (figure.place, _year(figure), figure.status, figure.article)
    near = abs(figure.start - whole.start) <= REACH
    return near and same == (whole.place, _year(whole), whole.status, whole.article)


def _year(figure: Figure) -> str | None:
    """The period; a state at the end of a year and what happens in it are of one year."""
    period = figure.period
    return period.removesuffix("-12-31") if period else period


def _parts(identity: Identity, near: Sequence[Figure]) -> list[Figure] | None:
    """The figures that are the parts; none where two figures might be one of them."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in near:
        for number, pattern in enumerate(identity.parts):
            if pattern.fullmatch(figure.indicator):
                found[number].append(figure)
    if len(found) < len(identity.parts) or any(len(group) > 1 for group in found.values()):
        return None
    parts = [found[number][0] for number in range(len(identity.parts))]
    return parts if len({f.unit for f in parts}) == 1 else None


def _judged(
    scene: Scene, identity: Identity, whole: Figure, parts: Sequence[Figure]
) -> Iterator[Check]:
    if identity.kind == "hundred":
        yield from hundred(parts)
    elif identity.kind == "ratio" or whole.unit == parts[0].unit:
        found = judge(scene, identity.kind, FORMULAS[identity.kind], parts, whole)
        if found is not None:
            yield found
