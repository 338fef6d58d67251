"""What became of townships that the newer list of townships has not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.gazetteer import read_table

if TYPE_CHECKING:
    from extractors.gazetteer import Division, Gazetteer

SAYS = {
    "renamed": "the list of 2026 has it as {}",
    "moved": "the list of 2026 has it in {}",
    "maybe": "the list of 2026 has the name in {}",
}


class Later(NamedTuple):
    """What a township is today: a path, or candidates, and what says so."""

    path: str = ""
    candidates: tuple[str, ...] = ()
    reason: str = ""


@cache
def _steps() -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """County and name of a township → how it went on, and six digits with a name each."""
    return {
        (county + "000000", name): (kind, tuple(to.split("|")))
        for county, name, kind, to in read_table("township_history.csv")
    }


def later(town: Division, gazetteer: Gazetteer) -> Later:
    """Where a township goes on, if it is no more and the lists show where.

    A name that another place can bear, or that several new ones have, gives candidates.
    """
    step = _steps().get((town.parent, town.name)) if town.until else None
    if step is None:
        return Later()
    kind, to = step
    counties = [gazetteer.divisions[each[:6] + "000000"] for each in to]
    paths = tuple(c.path + each[6:] for c, each in zip(counties, to, strict=True))
    said = to[0][6:] if kind == "renamed" else "、".join(c.name for c in counties)
    reason = SAYS[kind].format(said)
    return Later("", paths, reason) if kind == "maybe" else Later(paths[0], (), reason)
