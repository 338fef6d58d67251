"""The description of every table and view, read from ``tables.toml``.

Schema, Datasette's metadata and the data dictionary are made from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import LexiconError

PATH = Path(__file__).with_name("tables.toml")
_TYPES = frozenset({"text", "integer", "real"})
_COLUMN_KEYS = frozenset(
    {
        "type", "key", "references", "nullable", "deferred", "facet", "unit", "values",
        "zh", "about_zh", "about_en",
    }
)  # fmt: skip
_TABLE_KEYS = frozenset(
    {"zh", "en", "about_zh", "about_en", "label", "unique", "indices", "sql", "columns"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``references`` is the table whose key it holds, ``unit`` that of its content."""

    name: str
    type: str  # text, integer, real
    zh: str
    about_zh: str
    about_en: str
    key: bool = False
    references: str = ""
    nullable: bool = False
    deferred: bool = False  # the row it points to may be written later in the transaction
    facet: bool = False
    unit: str = ""
    values: tuple[str, ...] = ()  # all that may stand in it; empty if open


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a view where ``sql`` is given. ``label`` is the column that names a row."""

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    columns: tuple[Column, ...]
    label: str = ""
    unique: tuple[tuple[str, ...], ...] = ()
    indices: tuple[tuple[str, ...], ...] = ()
    sql: str = ""

    @property
    def is_view(self) -> bool:
        """Whether this is a view."""
        return bool(self.sql)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key, in order.

        >>> table("figure_places").key
        ('figure', 'position')
        """
        return tuple(column.name for column in self.columns if column.key)

    @property
    def facets(self) -> tuple[str, ...]:
        """The columns to browse by.

        >>> table("documents").facets
        ('encoding', 'segmenter', 'is_sample')
        """
        return tuple(column.name for column in self.columns if column.facet)

    def column(self, name: str) -> Column:
        """The column of this name; ``KeyError`` where there is none."""
        return {column.name: column for column in self.columns}[name]


def _unknown(where: str, found: dict[str, Any], allowed: frozenset[str]) -> None:
    extra = sorted(found.keys() - allowed)
    if extra:
        raise LexiconError(f"{PATH.name}: {where}: unknown {', '.join(extra)}")


def _column(table_name: str, name: str, entry: dict[str, Any]) -> Column:
    where = f"{table_name}.{name}"
    _unknown(where, entry, _COLUMN_KEYS)
    missing = [key for key in ("type", "zh", "about_zh", "about_en") if not entry.get(key)]
    if missing:
        raise LexiconError(f"{PATH.name}: {where}: no {', '.join(missing)}")
    if entry["type"] not in _TYPES:
        raise LexiconError(f"{PATH.name}: {where}: type is {entry['type']!r}")
    return Column(name=name, **{**entry, "values": tuple(entry.get("values", ()))})


def _table(name: str, entry: dict[str, Any]) -> Table:
    _unknown(name, entry, _TABLE_KEYS)
    missing = [key for key in ("zh", "en", "about_zh", "about_en") if not entry.get(key)]
    if missing or not entry.get("columns"):
        raise LexiconError(f"{PATH.name}: {name}: no {', '.join(missing) or 'columns'}")
    columns = tuple(_column(name, key, value) for key, value in entry["columns"].items())
    lists = {
        key: tuple(tuple(item) for item in entry.get(key, ())) for key in ("unique", "indices")
    }
    return Table(name=name, **{**entry, **lists, "columns": columns})


def _verify(found: tuple[Table, ...]) -> None:
    """Every label, index and reference names something that is there."""
    tables_by_name = {each.name: each for each in found}
    for each in found:
        names = {column.name for column in each.columns}
        used = {
            name for group in (*each.unique, *each.indices) for name in group if "(" not in name
        }
        if each.label:
            used.add(each.label)
        if used - names:
            raise LexiconError(f"{PATH.name}: {each.name}: no column {sorted(used - names)[0]}")
        for column in each.columns:
            target = tables_by_name.get(column.references)
            if column.references and (target is None or len(target.key) != 1):
                raise LexiconError(
                    f"{PATH.name}: {each.name}.{column.name}: cannot refer to {column.references}"
                )


@lru_cache(maxsize=1)
def everything() -> tuple[Table, ...]:
    """All tables and views, in the order of the file."""
    entries = tomllib.loads(PATH.read_text(encoding="utf-8"))
    found = tuple(_table(name, entry) for name, entry in entries.items())
    _verify(found)
    return found


def tables() -> tuple[Table, ...]:
    """The tables, in the order of the file."""
    return tuple(each for each in everything() if not each.is_view)


def views() -> tuple[Table, ...]:
    """The views, in the order of the file."""
    return tuple(each for each in everything() if each.is_view)


def table(name: str) -> Table:
    """The table or view of this name; ``KeyError`` where there is none."""
    return {each.name: each for each in everything()}[name]


def _traits(each: Table, column: Column) -> str:
    """What kind of column it is, in a few words."""
    words = [column.type]
    if column.key:
        words.append("key")
    if column.references:
        words.append(f"→ [{column.references}](#{column.references})")
    if column.nullable:
        words.append("may be empty")
    if column.facet:
        words.append("facet")
    if each.label == column.name:
        words.append("label")
    return ", ".join(words)


def _meaning(column: Column) -> str:
    text = column.about_en
    if column.values:
        text += f" One of: {', '.join(f'`{value}`' for value in column.values)}."
    return text


def _chapter(each: Table) -> list[str]:
    """The part of the data dictionary on one table or view."""
    kind = "View" if each.is_view else "Table"
    lines = [
        f'## <a id="{each.name}"></a>`{each.name}`: {each.en} / {each.zh}', "",
        f"{kind}. {each.about_en}", "", each.about_zh, "",
        "| Column | 名称 | Type | Unit | Meaning | 含义 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]  # fmt: skip
    for column in each.columns:
        cells = (
            f"`{column.name}`", column.zh, _traits(each, column), column.unit,
            _meaning(column), column.about_zh,
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


_HEAD = """\
# Data model / 数据模型

Made from `db/tables.toml` by `python -m db.description`; edit that file, not this one.

Every `start` and `end` counts characters (Unicode code points) of the file's decoded text,
which `texts.text` holds; `end` is the first character after the stretch. All tables are
`STRICT`, and an empty text is `NULL`. Ids are made from the document's id and a counter, so
the same files give the same rows, whatever the order in which they were read.

`sentences_fts` is the full-text index of `sentences`: FTS5 over the pairs of neighbouring
characters of each sentence (`db/bigrams.py`). It is written together with the sentences, row
by row; the FTS5 command `rebuild` would fill it with unsplit text, so never use it.
"""


def data_model() -> str:
    """The data dictionary, as Markdown."""
    contents = [f"- [`{each.name}`](#{each.name}): {each.en} / {each.zh}" for each in everything()]
    chapters = [line for each in everything() for line in _chapter(each)]
    return "\n".join([_HEAD, *contents, "", *chapters]).rstrip("\n") + "\n"


def write_data_model(path: Path) -> None:
    """Write the data dictionary to a file."""
    path.write_text(data_model(), encoding="utf-8")


if __name__ == "__main__":
    write_data_model(PATH.parents[1] / "docs" / "data-model.md")
