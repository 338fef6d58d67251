"""Rows of the tables that documents share: places, units, concepts, indicators, names.

Every row follows from its key, by way of the lookups, and from the mentions of all documents;
never from the order in which the documents came.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db import description
from db.comparable import Comparable, comparable
from db.lookups import Lookups, PlaceEntry
from db.organisations import organisation_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from db.lookups import ConceptEntry, ProgrammeEntry, UnitEntry
    from pipeline.model import Figure, Reading

Row = dict[str, Any]
# An organisation comes before the place that it alone refers to.
TABLES = ("organisations", "places", "units", "concepts", "indicators", "programmes")


@dataclass(slots=True)
class SharedRows:
    """Makes the rows of shared tables; remembers what it has looked up."""

    lookups: Lookups
    _chains: dict[str, tuple[PlaceEntry, ...]] = field(default_factory=dict)
    _units: dict[str, UnitEntry | None] = field(default_factory=dict)
    _concepts: dict[str, ConceptEntry | None] = field(default_factory=dict)

    def _unit(self, unit: str) -> UnitEntry | None:
        if unit not in self._units:
            self._units[unit] = self.lookups.units(unit)
        return self._units[unit]

    def _concept(self, concept: str) -> ConceptEntry | None:
        if concept not in self._concepts:
            self._concepts[concept] = self.lookups.concepts(concept)
        return self._concepts[concept]

    def comparable(self, figure: Figure, quote: str) -> Comparable:
        """The figure in the base unit of what it measures."""
        concept = self._concept(figure.concept) if figure.concept else None
        return comparable(figure, quote, self._unit(figure.unit), concept)

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
            if entry.successor:
                yield from self._listed_rows(self._chain(entry.successor))
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
        found = ((unit, self._unit(unit)) for unit in sorted(units))
        return [
            {
                "unit": unit,
                "dimension": entry.dimension or None if entry else None,
                "factor": float(entry.factor) if entry and entry.factor else None,
                "base": entry.base or None if entry else None,
            }
            for unit, entry in found
        ]

    def concepts(self, ids: set[str]) -> list[Row]:
        """Rows for indicators of the vocabulary; one that is not in it stands for itself."""
        return [_concept_row(each, self._concept(each)) for each in sorted(ids)]

    def indicators(self, labels: set[str]) -> list[Row]:
        """Rows for indicators."""
        return [
            {"label": label, "normal": self.lookups.indicators(label)} for label in sorted(labels)
        ]

    def programmes(self, kinds: dict[str, str]) -> list[Row]:
        """Rows for programmes (name → kind); one that the register has not is a local one."""
        return [_programme_row(row, self.lookups.programmes(row["name"])) for row in _named(kinds)]

    def of(self, reading: Reading) -> Iterator[tuple[str, list[Row]]]:
        """The rows that a reading refers to, table by table."""
        figures = reading.figures
        programmes = {each.programme: "" for each in figures if each.programme}
        programmes |= {each.name: each.kind for each in reading.programmes}
        yield "places", self.places(_mentioned_places(reading))
        yield "units", self.units({each.unit for each in figures if each.unit})
        yield "concepts", self.concepts({each.concept for each in figures if each.concept})
        yield "indicators", self.indicators({each.indicator for each in figures if each.indicator})
        yield "programmes", self.programmes(programmes)
        yield "organisations", organisation_rows(reading)


def _concept_row(id_: str, entry: ConceptEntry | None) -> Row:
    names = [column.name for column in description.table("concepts").columns]
    row: Row = {name: getattr(entry, name, None) for name in names}
    row = {name: None if value == "" else value for name, value in row.items()}
    return row | {"id": id_, "zh": row["zh"] or id_}


def _named(kinds: dict[str, str]) -> list[Row]:
    return [{"name": name, "kind": kind or None} for name, kind in kinds.items()]


def _programme_row(row: Row, entry: ProgrammeEntry | None) -> Row:
    if entry is None:
        unknown = dict.fromkeys(("issuer", "year", "components", "evidence"))
        return row | {"level": "local"} | unknown
    return row | {
        "level": entry.level or None,
        "issuer": entry.issuer or None,
        "year": entry.year,
        "components": "、".join(entry.components) or None,
        "evidence": entry.seen or None,
    }


def _mentioned_places(reading: Reading) -> dict[str, tuple[str, str]]:
    """Path → code and level, of every place that a reading refers to."""
    found = {
        each.place.value: ("", "")
        for each in reading.document.articles
        if each.place and each.place.value
    }
    found |= {path: ("", "") for figure in reading.figures for path in figure.place}
    found |= {each.place: ("", "") for each in reading.organisations if each.place}
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
        "successor": entry.successor or None,
        "continued": entry.successor if entry.successor and entry.same else None,
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
        key = description.table(table).key[0]
        best = _commonest("kind", f"{reference}_mentions", reference, f"{table}.{key}")
        yield f"UPDATE {table} SET kind = {best} WHERE kind IS NOT {best}"
    for column in ("code", "level"):
        best = _commonest(column, "place_mentions", "place", "places.path")
        yield (f"UPDATE places SET {column} = {best} WHERE listed = 0 AND {column} IS NOT {best}")
    yield (
        "UPDATE concepts SET figures ="
        " (SELECT count(*) FROM figures f WHERE f.concept = concepts.id)"
    )
    yield (
        "UPDATE concepts SET position = o.position FROM ("
        " SELECT id, row_number() OVER (ORDER BY figures DESC, id) AS position FROM concepts"
        " WHERE figures > 0) o WHERE o.id = concepts.id"
    )
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
