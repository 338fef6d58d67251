"""Chains: a level and what the words right behind it say of the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.scene import Scene
    from pipeline.model import Figure

PERCENT = "%"
POINTS = "百分点"
FOLD = "倍"


class Link(NamedTuple):
    """One figure behind a level: its role, and the words ahead of it.

    Roles: change, growth, points, plan (of a level), completion (of a plan), share, aside (points
    above or below something else), times (是…的2.2倍), more (增长1.2倍).
    """

    role: str
    figure: Figure
    gap: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A level with its links; ``base`` is the level from which it came (由A增加到B)."""

    level: Figure
    links: tuple[Link, ...]
    base: Figure | None = None

    def first(self, role: str) -> Link | None:
        """The first link in a role."""
        return next((link for link in self.links if link.role == role), None)


def chains(scene: Scene) -> Iterator[Chain]:
    """The chain of every level that has links or a base."""
    for figures in scene.sentences:
        for index, level in enumerate(figures):
            if level.measure not in ("level", "rate") or level.high is not None:
                continue
            links = tuple(_links(scene, level, figures[index + 1 :]))
            before = figures[index - 1] if index else None
            if words().base.search(scene.before(level)):
                # 11250元，比2015年的7500元增加…: the base of the one before, nothing of its own
                if before is not None and _same(before, level):
                    yield Chain(before, links, level)
                continue
            base = _base(scene, before, level) if before is not None else None
            if links or base is not None:
                yield Chain(level, links, base)


def _same(first: Figure, second: Figure) -> bool:
    """Whether two figures may be one level at two times."""
    plain = first.high is None and second.high is None
    return plain and first.unit == second.unit and first.measure == second.measure


def _links(scene: Scene, level: Figure, behind: list[Figure]) -> Iterator[Link]:
    last = level
    before = ""
    for figure in behind:
        gap, inside = scene.open_gap(last, figure)
        role = role_of(level, figure, gap, before) if figure.high is None else ""
        if not role and inside:
            continue  # a bracket with figures of its own; behind it the level is spoken of again
        if not role:
            return
        yield Link(role, figure, gap)
        last, before = figure, role


def role_of(level: Figure, figure: Figure, gap: str, before: str) -> str:
    """What a figure says of the level; ``""`` where it is about something else."""
    if words().each.search(gap):  # 分别增长5%和6%: the first is that of an earlier level
        return ""
    for role in (_of_a_whole, _of_points, _of_change):
        found = role(level, figure, gap, before)
        if found:
            return found
    return ""


def _of_a_whole(level: Figure, figure: Figure, gap: str, before: str) -> str:
    known = words()
    if figure.measure == "rate" and figure.unit == PERCENT:
        if before == "plan" and gap == "的":
            return "completion"
        return "share" if known.share.fullmatch(gap) else ""
    planned = figure.unit == level.unit and figure.measure == "level"
    return "plan" if planned and known.plan.search(gap) else ""


def _of_points(_level: Figure, figure: Figure, gap: str, _before: str) -> str:
    if figure.unit == POINTS:
        return "aside" if words().aside.fullmatch(gap) else ""
    if figure.unit == FOLD:
        return next((role for role in ("times", "more") if words().fold(role).fullmatch(gap)), "")
    return ""


def _of_change(level: Figure, figure: Figure, gap: str, _before: str) -> str:
    known = words()
    if not known.link.fullmatch(gap) or known.second_order.search(gap):
        return ""
    if figure.measure == "growth" and figure.unit == PERCENT:
        return "growth"
    if figure.measure == "change" and known.verb.search(gap):
        return {level.unit: "change", POINTS: "points"}.get(figure.unit, "")
    return ""


def _base(scene: Scene, first: Figure, level: Figure) -> Figure | None:
    """The level from which this one came: 由2865元增加到10409元."""
    if not _same(first, level) or not words().from_between.fullmatch(scene.gap(first, level)):
        return None
    return first if words().from_before.search(scene.before(first)) else None
