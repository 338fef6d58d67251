"""Rows of the tables that documents share: places, units, indicators, programmes, organisations.

Every row follows from its key, by way of the lookups, and from the mentions of all documents;
never from the order in which the documents came.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db import description

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlite_utils import Database

    from pipeline.model import Reading

Row = dict[str, Any]
TABLES = ("places", "units", "indicators", "programmes", "organisations")


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place as the gazetteer lists it."""

    path: str
    name: str
    code: str
    level: str


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """What is known of a unit; no ``factor`` where it cannot be converted."""

    dimension: str
    base: str
    factor: float | None


def _no_places(path: str) -> Sequence[PlaceEntry]:
    return ()


def _no_units(unit: str) -> UnitEntry | None:
    return None


def plain_label(label: str) -> str:
    """An indicator without blanks and quotation marks.

    >>> plain_label("“两不愁” 达标户数")
    '两不愁达标户数'
    """
    return "".join(label.translate(_MARKS).split())


_MARKS = {ord(mark): None for mark in "“”‘’\"'《》"}


@dataclass(frozen=True, slots=True)
class Lookups:
    """What others know of places, units and indicators; pure functions of the key.

    ``places`` gives the chain from the top (the province) down to the place itself, nothing
    where it does not list the place. ``indicators`` gives the label to bring like together by.
    """

    places: Callable[[str], Sequence[PlaceEntry]] = _no_places
    units: Callable[[str], UnitEntry | None] = _no_units
    indicators: Callable[[str], str] = plain_label


@dataclass(slots=True)
class SharedRows:
    """Makes the rows of shared tables; remembers the places it has looked up."""

    lookups: Lookups
    _chains: dict[str, tuple[PlaceEntry, ...]] = field(default_factory=dict)

    def _chain(self, path: str) -> tuple[PlaceEntry, ...]:
        found = self._chains.get(path)
        if found is None:
            found = self._chains[path] = tuple(self.lookups.places(path))
        return found

    def _above(self, path: str) -> tuple[PlaceEntry, ...]:
        """The chain of the nearest listed place of which the path is the continuation."""
        for cut in range(len(path) - 1, 1, -1):
            if chain := self._chain(path[:cut]):
                return chain
        return ()

    def _listed_rows(self, chain: tuple[PlaceEntry, ...]) -> Iterator[Row]:
        for depth, entry in enumerate(chain, 1):
            yield _place_row(entry, chain[:depth], listed=True)

    def places(self, mentioned: dict[str, tuple[str, str]]) -> list[Row]:
        """Rows for places (path → code, level as the document has them), and all above them."""
        rows: dict[str, Row] = {}
        for path, (code, level) in mentioned.items():
            chain = self._chain(path)
            above = chain or self._above(path)
            rows |= {
                row["path"]: row for row in self._listed_rows(above) if row["path"] not in rows
            }
            if not chain:
                name = path[len(above[-1].path) :] if above else path
                entry = PlaceEntry(path, name, code, level)
                rows[path] = _place_row(entry, (*above, entry), listed=False)
        return list(rows.values())

    def units(self, units: set[str]) -> list[Row]:
        """Rows for units."""
        found = ((unit, self.lookups.units(unit)) for unit in sorted(units))
        return [
            {
                "unit": unit,
                "dimension": entry.dimension or None if entry else None,
                "factor": entry.factor if entry else None,
                "base": entry.base or None if entry else None,
            }
            for unit, entry in found
        ]

    def indicators(self, labels: set[str]) -> list[Row]:
        """Rows for indicators."""
        return [
            {"label": label, "normal": self.lookups.indicators(label)} for label in sorted(labels)
        ]

    def of(self, reading: Reading) -> Iterator[tuple[str, list[Row]]]:
        """The rows that a reading refers to, table by table."""
        figures = reading.figures
        programmes = {each.programme: "" for each in figures if each.programme}
        programmes |= {each.name: each.kind for each in reading.programmes}
        organisations = {each.name: each.kind for each in reading.organisations}
        yield "places", self.places(_mentioned_places(reading))
        yield "units", self.units({each.unit for each in figures if each.unit})
        yield "indicators", self.indicators({each.indicator for each in figures if each.indicator})
        yield "programmes", _named(programmes)
        yield "organisations", _named(organisations)


def _named(kinds: dict[str, str]) -> list[Row]:
    return [{"name": name, "kind": kind or None} for name, kind in kinds.items()]


def _mentioned_places(reading: Reading) -> dict[str, tuple[str, str]]:
    """Path → code and level, of every place that a reading refers to."""
    found = {
        each.place.value: ("", "")
        for each in reading.document.articles
        if each.place and each.place.value
    }
    found |= {path: ("", "") for figure in reading.figures for path in figure.place}
    return found | {each.path: (each.code, each.level) for each in reading.places}


def _place_row(entry: PlaceEntry, chain: tuple[PlaceEntry, ...], *, listed: bool) -> Row:
    """A row; ``chain`` leads from the top down to the place itself."""
    by_level = {each.level: each.path for each in chain}
    return {
        "path": entry.path,
        "name": entry.name,
        "code": entry.code or None,
        "level": entry.level or None,
        "parent": chain[-2].path if len(chain) > 1 else None,
        "county": by_level.get("county"),
        "province": by_level.get("province"),
        "listed": int(listed),
    }


def _commonest(column: str, mentions: str, reference: str, key: str) -> str:
    """SQL for what most mentions of a row say; the first in order where they are even."""
    return (
        f'(SELECT m."{column}" FROM "{mentions}" m WHERE m."{reference}" = {key}'
        f' AND m."{column}" IS NOT NULL'
        f' GROUP BY m."{column}" ORDER BY count(*) DESC, m."{column}" LIMIT 1)'
    )


def _settle_sql() -> Iterator[str]:
    """Statements that set what rows owe to the mentions of all documents."""
    for table, reference in (("programmes", "programme"), ("organisations", "organisation")):
        best = _commonest("kind", f"{reference}_mentions", reference, f"{table}.name")
        yield f"UPDATE {table} SET kind = {best} WHERE kind IS NOT {best}"
    for column in ("code", "level"):
        best = _commonest(column, "place_mentions", "place", "places.path")
        yield (f"UPDATE places SET {column} = {best} WHERE listed = 0 AND {column} IS NOT {best}")
    # A county that the gazetteer lacks is its own county, and so for provinces.
    for level in ("county", "province"):
        own = (
            f"CASE level WHEN '{level}' THEN path"
            f" ELSE (SELECT up.{level} FROM places up WHERE up.path = places.parent) END"
        )
        yield f"UPDATE places SET {level} = {own} WHERE listed = 0 AND {level} IS NOT {own}"


def _orphans_sql(table: str) -> str:
    """The statement that deletes the rows of a shared table that nothing refers to."""
    key = description.table(table).key[0]
    uses = []
    for other in description.tables():
        for column in other.columns:
            if column.references == table:
                # a county refers to itself
                itself = f' AND o.rowid <> "{table}".rowid' if other.name == table else ""
                uses.append(
                    f'NOT EXISTS (SELECT 1 FROM "{other.name}" o'
                    f' WHERE o."{column.name}" = "{table}"."{key}"{itself})'
                )
    return f'DELETE FROM "{table}" WHERE {" AND ".join(uses)}'


def settle(db: Database) -> None:
    """Bring the shared tables in line with all documents: kinds, levels, no orphans."""
    for statement in _settle_sql():
        db.execute(statement)
    for table in TABLES:
        # what was above an orphan may now be one
        while db.execute(_orphans_sql(table)).rowcount:
            pass
