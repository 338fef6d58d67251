"""Makes ``lexicon/township_history.csv``: what became of the townships of the older list.

The two lists of townships are of different years and name no changes. A township that the
older has and the newer has not is followed where the newer has a new one of the name, and
only one: in its county with another kind (乡 → 镇), or in another county of its prefecture.
Run by ``extractors.build_gazetteer``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.gazetteer import TOWNSHIP_SUFFIXES
from extractors.lexicons import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLUMNS = ("county", "name", "kind", "successors")
FEW = 3  # counties that may bear the name of a township that is told by its name
RENAMED, MOVED, MAYBE = "renamed", "moved", "maybe"

Town = tuple[str, str]  # six digits of the county, name


def stem(name: str) -> str:
    """The name without its kind.

    >>> stem("洪湖镇"), stem("城关街道办事处")
    ('洪湖', '城关')
    """
    return next((name[: -len(kind)] for kind in TOWNSHIP_SUFFIXES if name.endswith(kind)), name)


@dataclass(frozen=True, slots=True)
class Lists:
    """County → names of its townships, in the older list and in the newer."""

    then: Mapping[str, set[str]]
    now: Mapping[str, set[str]]

    def changes(self) -> Iterator[tuple[Town, str, list[Town]]]:
        """Each township that is gone and can be followed: how, and where to."""
        fresh = self._fresh()
        bearers: dict[str, set[str]] = defaultdict(set)
        for each in (self.then, self.now):
            for county, towns in each.items():
                for name in towns:
                    bearers[stem(name)].add(county)
        for county, towns in sorted(self.then.items()):
            for name in sorted(towns - self.now.get(county, set())):
                found = fresh.get((county[:4], stem(name)), [])
                kind, to = _followed((county, name), found, len(bearers[stem(name)]) <= FEW)
                if to:
                    yield (county, name), kind, to

    def _fresh(self) -> dict[tuple[str, str], list[Town]]:
        """Prefecture, name without its kind → townships that only the newer list has."""
        found = defaultdict(list)
        for county, names in sorted(self.now.items()):
            for name in sorted(names - self.then.get(county, set())):
                found[county[:4], stem(name)].append((county, name))
        return found


def _followed(town: Town, fresh: Iterable[Town], rare: bool) -> tuple[str, list[Town]]:
    """How a township goes on, and as which; nothing where no new one has its name."""
    county, name = town
    own = [each for each in fresh if each[0] == county]
    if own:
        return (RENAMED if len(own) == 1 else MAYBE), own
    away = list(fresh)
    sure = len(away) == 1 and away[0][1] == name and rare
    return (MOVED if sure else MAYBE), away


def write_township_history(townships: list[dict[str, str]], then: Mapping[str, set[str]]) -> None:
    """Writes the table out of the newer list and the townships by county of the older."""
    now: dict[str, set[str]] = defaultdict(set)
    for row in townships:
        now[row["code"][:6]].add(row["name"])
    with (LEXICON / "township_history.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for (county, name), kind, to in Lists(then, now).changes():
            writer.writerow((county, name, kind, "|".join(code + town for code, town in to)))
