"""Arithmetic that a bulletin states between its own figures: sums, growths, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.chains import chains
from pipeline.checks.composites import composites
from pipeline.checks.differences import differences, directions
from pipeline.checks.grid import grids
from pipeline.checks.growths import folds, growths
from pipeline.checks.hundreds import hundreds
from pipeline.checks.identities import identities
from pipeline.checks.list_chains import list_chains
from pipeline.checks.per_heads import per_heads
from pipeline.checks.ranks import rank_checks
from pipeline.checks.ratios import completions, rates, shares
from pipeline.checks.repetitions import repetitions
from pipeline.checks.scene import Scene
from pipeline.checks.shares import ratio_shares
from pipeline.checks.sums import additions, part_sums, totals
from pipeline.checks.table_columns import column_checks
from pipeline.checks.table_totals import total_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import Check, Figure, Table


def find_checks(
    figures: Sequence[Figure], text: str = "", tables: Sequence[Table] = ()
) -> list[Check]:
    """All relations between the figures of one document that can be judged."""
    scene = Scene(figures, text, tables)
    return list(_distinct(_all(scene)))


def _distinct(found: Iterable[Check]) -> Iterator[Check]:
    """Each relation once, however many ways lead to it."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for check in found:
        key = check.kind, frozenset(check.figures)
        if key not in seen:
            seen.add(key)
            yield check


def _all(scene: Scene) -> Iterator[Check]:
    found = [*chains(scene), *list_chains(scene)]
    for chain in found:
        yield from growths(scene, chain)
        yield from folds(scene, chain)
        yield from completions(scene, chain)
        yield from shares(scene, chain)
        yield from differences(scene, chain)
        yield from directions(scene, chain)
    yield from rates(scene)
    yield from per_heads(scene)
    yield from repetitions(scene)
    yield from ratio_shares(scene)
    sums = [*part_sums(scene), *totals(scene), *additions(scene), *identities(scene)]
    sums += hundreds(scene, found)
    yield from sums
    yield from composites(scene, sums, found)
    yield from _of_tables(scene)


def _of_tables(scene: Scene) -> Iterator[Check]:
    for grid in grids(scene):
        yield from column_checks(scene, grid)
        yield from total_checks(scene, grid)
        yield from rank_checks(grid)
