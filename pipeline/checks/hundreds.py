"""Parts whose shares of one whole add up to a hundred: they are all of it, so that they, and
their changes, must add up too."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.checks.intervals import printed
from pipeline.checks.judging import HUNDRED, judge
from pipeline.checks.ratios import whole_of
from pipeline.checks.sums import MOST_PARTS, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.chains import Chain
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure


def hundreds(scene: Scene, chains: Sequence[Chain]) -> Iterator[Check]:
    """The sums of the parts, and of their changes, of every whole that is shared out."""
    own = {chain.level.id: chain for chain in chains}
    groups: dict[str, list[Chain]] = defaultdict(list)
    for chain in own.values():
        whole, sure = whole_of(scene, chain)
        if whole is not None and sure and whole.unit == chain.level.unit:
            groups[whole.id].append(chain)
    for name, parts in groups.items():
        if 1 < len(parts) <= MOST_PARTS and _all_of_it(parts):
            yield from _sum(scene, [part.level for part in parts], scene.by_id[name])
            changes = [_change(part) for part in (*parts, own.get(name))]
            known = [change for change in changes if change is not None]
            if len(known) == len(changes):
                yield from _sum(scene, known[:-1], known[-1])


def _all_of_it(parts: Sequence[Chain]) -> bool:
    links = [part.first("share") for part in parts]
    return total(*(printed(link.figure) for link in links if link is not None)).meets(HUNDRED)


def _change(chain: Chain | None) -> Figure | None:
    link = chain.first("change") if chain is not None else None
    return link.figure if link is not None else None


def _sum(scene: Scene, parts: Sequence[Figure], whole: Figure) -> Iterator[Check]:
    if all(part.unit == whole.unit for part in parts):
        found = judge(scene, "sum", total, parts, whole)
        if found is not None:
            yield found
