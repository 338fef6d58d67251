"""What the divisions of today were called before, and what those of old have become."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.gazetteer import load_gazetteer, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractors.gazetteer import Division, Gazetteer

OPEN = 9999


class Era(NamedTuple):
    """A name and a parent that a division had, from one year till another (not included).

    ``same`` says that the one successor is the division itself under what it is called now;
    else it went into its successors, one or several, or it is not known where it went.
    """

    parts: tuple[str, ...]  # names from the province down
    code: str
    level: str
    since: int
    until: int
    same: bool
    successors: tuple[str, ...]  # codes of today
    reason: str

    @property
    def path(self) -> str:
        """The full path name of its time."""
        return "".join(self.parts)


class When(NamedTuple):
    """The time of an article and the names of places that it uses."""

    year: int | None
    early: bool  # in the first half of the year
    names: frozenset[str]

    def says_old(self, old: Era, new: Sequence[str]) -> bool | None:
        """Whether the article uses the old name of the two; ``None`` if neither, or both."""
        before, after = set(old.parts) - set(new), set(new) - set(old.parts)
        one, other = not before.isdisjoint(self.names), not after.isdisjoint(self.names)
        return one if one != other else None


@dataclass(frozen=True, slots=True)
class DivisionHistory:
    """The eras of each division, by its code, by a name that it had, and by path."""

    eras: Mapping[str, tuple[Era, ...]]
    named: Mapping[tuple[str, str], tuple[Era, ...]]
    paths: Mapping[str, Era]

    def then(self, division: Division, now: Sequence[str], when: When) -> Era | None:
        """What a division (``now``: its names today) was at a time; ``None``: as it is today.

        A name that is newer than the date is believed: the text knows it. In the year of a
        change the names decide, and where they do not, the half of the year.
        """
        rows = self.eras.get(division.code, ())
        if division.until or when.year is None:
            return self._undated(rows, division, now, when)
        for number, era in enumerate(rows):
            newer = rows[number + 1].parts if number + 1 < len(rows) else now
            said = when.says_old(era, newer)
            if era.until > when.year and said is not False:
                return era
            if era.until == when.year and (when.early if said is None else said):
                return era
        return None

    def _undated(
        self, rows: Sequence[Era], division: Division, now: Sequence[str], when: When
    ) -> Era | None:
        """The era of a division that is no more; else one whose name the article uses."""
        if division.until and when.year is not None:
            fitting = [era for era in rows if era.since <= when.year] or rows[:1]
            return fitting[-1] if fitting else None
        said = [era for era in rows if when.says_old(era, now)]
        return said[-1] if said else (rows[-1] if division.until and rows else None)

    def called(self, division: Division, name: str, year: int | None) -> Era | None:
        """The era in which the division had this name: that of the year, or the last."""
        rows = self.named.get((division.code, name), ())
        fitting = [era for era in rows if year is not None and era.since <= year < era.until]
        known = fitting or rows
        return known[-1] if known else None


def _era(row: Sequence[str]) -> Era:
    path, code, level, since, until, kind, successors, reason = row
    targets = tuple(successors.split("|")) if successors else ()
    years = int(since or 0), int(until or OPEN)
    return Era(tuple(path.split("/")), code, level, *years, kind == "same", targets, reason)


def _by_code(eras: Iterable[Era], gazetteer: Gazetteer) -> dict[str, tuple[Era, ...]]:
    """The eras that each division itself went through, the oldest first."""
    found = defaultdict(list)
    for era in eras:
        former = gazetteer.divisions.get(era.code)
        if era.same:
            found[era.successors[0]].append(era)
        elif former is not None and former.until and former.name == era.parts[-1]:
            found[era.code].append(era)
    return {code: tuple(sorted(rows, key=lambda e: e.until)) for code, rows in found.items()}


@lru_cache(maxsize=1)
def load_history() -> DivisionHistory:
    """The table of ``lexicon``; read once a process."""
    gazetteer = load_gazetteer()
    eras = sorted(map(_era, read_table("division_history.csv")), key=lambda era: era.until)
    named = defaultdict(list)
    for era in eras:
        for code in {*era.successors, era.code}:
            named[code, era.parts[-1]].append(era)
    rows = {key: tuple(found) for key, found in named.items()}
    return DivisionHistory(_by_code(eras, gazetteer), rows, {era.path: era for era in eras})
