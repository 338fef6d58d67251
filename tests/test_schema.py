"""The schema is what tables.toml says, and open_database refuses what is not ours."""

from __future__ import annotations

import os
import sqlite3

import pytest
from conftest import ROOT
from datasette.utils import detect_fts

from db import description, schema
from db.description import Column, Table
from db.errors import StoreError
from db.schema import open_database, read_database
from pipeline.errors import LexiconError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "facts.db"


def test_every_table_and_column_is_as_described(path):
    db = open_database(path)
    found = {}
    for table in description.tables():
        rows = db.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        found[table.name] = [
            (name, kind, not not_null, key > 0) for _, name, kind, not_null, _, key in rows
        ]
    expected = {
        table.name: [(c.name, c.type.upper(), c.nullable, c.key) for c in table.columns]
        for table in description.tables()
    }
    # SQLite's INTEGER PRIMARY KEY and STRICT text keys are NOT NULL as we say
    assert found == expected


def test_no_table_or_view_stands_undescribed(path):
    db = open_database(path)
    names = {name for name in db.table_names() if not name.startswith(("sentences_fts", "_"))}
    assert names == {table.name for table in description.tables()}
    assert set(db.view_names()) == {view.name for view in description.views()}


def test_views_give_the_columns_described(path):
    db = open_database(path)
    for view in description.views():
        names = [column[0] for column in db.execute(f'SELECT * FROM "{view.name}"').description]
        assert names == [column.name for column in view.columns]


def test_tables_are_strict_and_refer_as_described(path):
    db = open_database(path)
    for table in description.tables():
        strict = db.execute("SELECT strict FROM pragma_table_list(?)", [table.name]).fetchone()
        assert strict == (1,), table.name
        rows = db.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
        found = {row[3]: (row[2], row[4]) for row in rows}
        expected = {
            c.name: (c.references, description.table(c.references).key[0])
            for c in table.columns
            if c.references
        }
        assert found == expected, table.name


def test_references_and_facets_have_an_index(path):
    db = open_database(path)
    for table in description.tables():
        indexed = {index.columns[0] for index in db[table.name].indexes}
        for column in table.columns:
            if (column.references or column.facet) and column.name not in table.key[:1]:
                assert column.name in indexed, f"{table.name}.{column.name}"


@pytest.mark.parametrize("table", description.everything(), ids=lambda table: table.name)
def test_everything_is_described_in_both_languages(table):
    def chinese(text: str) -> bool:
        return any("\u4e00" <= character <= "\u9fff" for character in text)

    assert chinese(table.zh) and chinese(table.about_zh)
    assert table.en and not chinese(table.en)
    assert len(table.about_en) > 20
    for column in table.columns:
        where = f"{table.name}.{column.name}"
        assert chinese(column.zh), where
        assert chinese(column.about_zh) and column.about_zh.endswith("。"), where
        assert column.about_en.endswith("."), where


def test_same_column_has_one_chinese_name_in_table_and_view():
    facts = description.table("facts")
    figures = {column.name: column for column in description.table("figures").columns}
    for column in facts.columns:
        same = figures.get(column.name)
        if same and column.name != "sentence":  # the view shows its words, the table its id
            assert (column.zh, column.type, column.values) == (same.zh, same.type, same.values)


def test_data_dictionary_is_up_to_date():
    written = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    assert written == description.data_model(), "run python -m db.description"


def test_data_dictionary_names_every_column():
    text = description.data_model()
    for table in description.everything():
        chapter = text.split(f'<a id="{table.name}"></a>')[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | {column.zh} |" in chapter


GOOD = {"type": "text", "zh": "名", "about_zh": "名。", "about_en": "A name."}
TABLE = {"zh": "表", "en": "Table", "about_zh": "表。", "about_en": "A table."}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (TABLE | {"columns": {"a": GOOD | {"typ": "x"}}}, "t.a: unknown typ"),
        (TABLE | {"columns": {"a": GOOD | {"type": "date"}}}, "t.a: type is 'date'"),
        (TABLE | {"columns": {"a": GOOD | {"about_en": ""}}}, "t.a: no about_en"),
        (TABLE | {"columns": {}}, "t: no columns"),
        (TABLE | {"zh": "", "columns": {"a": GOOD}}, "t: no zh"),
        (TABLE | {"colums": {}}, "t: unknown colums"),
    ],
)
def test_mistakes_in_the_description_are_named(entry, words):
    with pytest.raises(LexiconError, match=words):
        description._table("t", entry)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"references": "nowhere"}, "t.a: cannot refer to nowhere"),
        ({"references": "two"}, "t.a: cannot refer to two"),
    ],
)
def test_a_reference_needs_a_table_with_one_key(more, words):
    column = Column("a", "text", "名", "名。", "A name.", **more)
    keys = tuple(Column(name, "text", "名", "名。", "A name.", key=True) for name in "xy")
    tables = tuple(
        Table(name, "表", "T", "表。", "A table.", columns)
        for name, columns in (("t", (column,)), ("two", keys))
    )
    with pytest.raises(LexiconError, match=words):
        description._verify(tables)


def test_a_label_needs_its_column():
    column = Column("a", "text", "名", "名。", "A name.")
    with pytest.raises(LexiconError, match="t: no column b"):
        description._verify((Table("t", "表", "T", "表。", "T.", (column,), label="b"),))


def test_datasette_finds_the_search_index(path):
    db = open_database(path)
    found = {table.name: detect_fts(db.conn, table.name) for table in description.tables()}
    assert {name: fts for name, fts in found.items() if fts} == {"sentences": "sentences_fts"}


def test_settings(path):
    db = open_database(path, timeout=3)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA busy_timeout").fetchone() == (3000,)


def test_opening_again_changes_nothing(path):
    open_database(path).conn.close()
    before = path.read_bytes()
    open_database(path).conn.close()
    assert path.read_bytes() == before


def refused(opener, path, words):
    with pytest.raises(StoreError) as caught:
        opener(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("opener", [open_database, read_database])
def test_refuses_a_file_that_is_no_database(opener, path):
    path.write_text("粮食产量38.2万吨\n" * 300, encoding="utf-8")
    before = path.read_bytes()
    refused(opener, path, "it is not a SQLite database")
    assert path.read_bytes() == before


@pytest.mark.parametrize("opener", [open_database, read_database])
def test_refuses_a_database_of_something_else(opener, path):
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE accounts (name)")
    conn.close()
    before = path.read_bytes()
    refused(opener, path, "a database of another program")
    assert path.read_bytes() == before


@pytest.mark.parametrize("opener", [open_database, read_database])
def test_refuses_a_newer_database(opener, path):
    db = open_database(path)
    with db.atomic():
        schema.MIGRATIONS._record_applied(db, "of the year after next")
    db.conn.close()
    refused(opener, path, "newer version of this program (of the year after next)")


@pytest.mark.parametrize("opener", [open_database, read_database])
def test_refuses_other_columns(opener, path):
    db = open_database(path)
    db.execute("ALTER TABLE units ADD COLUMN symbol TEXT")
    db.conn.close()
    refused(opener, path, "its table units is that of another version")


def test_refuses_a_missing_folder(tmp_path):
    refused(open_database, tmp_path / "none" / "facts.db", "it cannot be opened")


def test_refuses_a_folder(tmp_path):
    refused(open_database, tmp_path, "it cannot be opened")


def test_reading_needs_a_file(path):
    refused(read_database, path, "there is no such file")
    assert not path.exists()


def test_reading_refuses_an_empty_file(path):
    path.touch()
    refused(read_database, path, "it is empty")
    assert path.stat().st_size == 0


def test_reading_cannot_write(path):
    open_database(path).conn.close()
    db = read_database(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM runs")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only files")
def test_refuses_a_read_only_file(path):
    open_database(path).conn.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        refused(open_database, path, "it is read-only")
    finally:
        path.parent.chmod(0o755)


def test_reads_in_a_folder_that_is_closed(path, monkeypatch):
    open_database(path).conn.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    assert read_database(path)["figures"].count == 0
    assert sorted(each.name for each in path.parent.iterdir()) == ["facts.db"]


def test_a_schema_that_fails_half_way_leaves_nothing(path, monkeypatch):
    whole = schema.statements()
    monkeypatch.setattr(schema, "statements", lambda: [*whole[:20], "CREATE NONSENSE"])
    with pytest.raises(StoreError, match="NONSENSE"):
        open_database(path)
    monkeypatch.undo()
    assert open_database(path)["figures"].exists()


def test_a_view_that_is_defined_otherwise_is_made_anew(path):
    db = open_database(path)
    view = description.table("targets")
    columns = ", ".join(f'NULL AS "{column.name}"' for column in view.columns)
    db.execute('DROP VIEW "targets"')
    db.execute(f'CREATE VIEW "targets" AS SELECT {columns}')
    db.conn.close()
    db = open_database(path)
    assert db.execute("SELECT count(*) FROM targets").fetchone() == (0,)
    db.conn.close()
    before = path.read_bytes()
    open_database(path).conn.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("opener", [open_database, read_database])
def test_refuses_a_database_from_before_the_concepts_and_says_what_to_do(opener, path):
    db = open_database(path)
    db.execute('DROP VIEW "county_panel"')
    db.conn.close()
    refused(opener, path, "move the file away and read the bulletins in again (make ingest)")


def test_every_list_of_columns_has_its_index(path):
    db = open_database(path)
    names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {
        "figures_concept_measure_period_end",
        "figures_sole_place_concept_measure_period_end",
        "places_cast_coalesce_continued_path_as_text",
        "figures_programme",
    } <= names
    assert "figures_concept" not in names  # the longer one serves
