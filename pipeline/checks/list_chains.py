"""Lists that go from one row of levels to another: 分别由A、B增加到C、D，年均增长E和F."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import regex

from pipeline.checks.chains import Chain, Link, role_of
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.scene import Scene
    from pipeline.model import Figure

EACH = "分别"
JOIN = regex.compile(r"[、和与及]|以及|，")


def list_chains(scene: Scene) -> Iterator[Chain]:
    """The chain of each member of a second row, its base the member of the first."""
    for figures in scene.sentences:
        for index in range(1, len(figures)):
            if words().from_between.fullmatch(scene.gap(figures[index - 1], figures[index])):
                yield from _rows(scene, figures, index)


def _rows(scene: Scene, figures: Sequence[Figure], index: int) -> Iterator[Chain]:
    """The chains where the second row begins at ``index`` and the first ends before it."""
    second = _run(scene, figures, index)
    first = figures[index - len(second) : index]
    if len(second) < 2 or len(first) < len(second):
        return
    joined = all(JOIN.fullmatch(scene.gap(a, b)) for a, b in itertools.pairwise(first))
    if not joined or not words().from_before.search(scene.before(first[0])):
        return
    if [f.unit for f in first] != [f.unit for f in second]:
        return
    third = _links(scene, figures, index + len(second), second)
    for number, (base, level) in enumerate(zip(first, second, strict=True)):
        yield Chain(level, third[number : number + 1], base)


def _run(scene: Scene, figures: Sequence[Figure], start: int) -> Sequence[Figure]:
    """The levels from an index that are joined by 、 and 和."""
    end = start + 1
    while end < len(figures) and JOIN.fullmatch(scene.gap(figures[end - 1], figures[end])):
        if figures[end].measure != figures[start].measure:
            break
        end += 1
    return figures[start:end]


def _links(
    scene: Scene, figures: Sequence[Figure], start: int, levels: Sequence[Figure]
) -> tuple[Link, ...]:
    """What a third row says of the levels, one a level; none where it is of another length."""
    if start >= len(figures):
        return ()
    gap = scene.gap(figures[start - 1], figures[start])
    row = _run(scene, figures, start)
    if len(row) != len(levels):
        return ()
    roles = [
        role_of(level, figure, gap.replace(EACH, ""), "")
        for level, figure in zip(levels, row, strict=True)
    ]
    if "" in roles:
        return ()
    return tuple(Link(role, figure, gap) for role, figure in zip(roles, row, strict=True))
