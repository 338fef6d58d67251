"""A run: what is read and what is left alone, what fails, and what the database then holds."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from fractions import Fraction

import pytest
from conftest import ROOT, bulletin_text, write_bulletins
from hypothesis import given
from hypothesis import strategies as st
from store_samples import dump

from db import description
from db.checks import check_database
from db.qualifiers import QUALIFIERS
from db.store import UnitEntry
from extractors.indicator_lexicon import load_indicators
from pipeline import batches, run
from pipeline.batches import make_batches
from pipeline.bulletins import Bulletin, NoBulletins, find_bulletins
from pipeline.errors import LexiconError
from pipeline.run import TOTALS, ingest, lookups
from pipeline.version import reading_version, rule_files, rules_version


@pytest.fixture
def folder(tmp_path):
    write_bulletins(tmp_path / "bulletins", 4)
    return tmp_path / "bulletins"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "facts.db"


def query(database, sql, *values):
    with sqlite3.connect(database) as db:
        rows = db.execute(sql, values).fetchall()
    db.close()
    return rows


def stored(database):
    return [doc for (doc,) in query(database, "SELECT id FROM documents ORDER BY id")]


@pytest.fixture
def no_models(monkeypatch):
    def refuse(_segmenter):
        raise AssertionError("models were loaded")

    monkeypatch.setattr(batches, "_load", refuse)


# What a run stores


def test_facts_arrive_with_value_unit_place_and_period(folder, database, loaded):
    ingest([folder], database)
    rows = query(
        database,
        "SELECT value, unit, period, status, place FROM figures"
        " JOIN figure_places ON figure = figures.id"
        " WHERE document = 'bulletin000' AND quote = '30.0万吨'",
    )
    assert rows == [(300000.0, "吨", "2016", "actual", "河南省商丘市夏邑县")]


def test_every_quote_is_what_stands_in_the_file(folder, database, loaded):
    ingest([folder], database)
    rows = query(database, 'SELECT document, start, "end", quote FROM figures')
    assert len(rows) > 16
    for doc, start, end, quote in rows:
        assert (folder / f"{doc}.txt").read_text(encoding="utf-8")[start:end] == quote


def test_the_database_is_sound_and_its_run_finished(folder, database, loaded):
    summary = ingest([folder], database)
    assert check_database(database) == []
    rows = query(database, "SELECT state, documents, unchanged, failed, figures FROM runs")
    assert rows == [("finished", 4, 0, 0, summary.read["figures"])]


def test_the_summary_counts_what_is_stored(folder, database, loaded):
    summary = ingest([folder], database)
    for table in TOTALS:
        assert summary.stored[table] == query(database, f"SELECT count(*) FROM {table}")[0][0]
    for table in ("documents", "articles", "figures", "programmes", "organisations", "issues"):
        assert summary.read[table] == summary.stored[table]
    named = query(database, "SELECT count(DISTINCT place) FROM place_mentions")[0][0]
    assert summary.read["places"] == named


def test_progress_counts_up_to_all(folder, database, loaded):
    seen = []
    ingest([folder], database, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_order_of_the_files_is_no_matter(folder, tmp_path, loaded):
    files = sorted(folder.iterdir())
    ingest(files, tmp_path / "a.db")
    ingest(files[::-1], tmp_path / "b.db")
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_two_processes_give_the_rows_of_one(tmp_path, loaded, monkeypatch):
    files = write_bulletins(tmp_path / "many", 24)
    monkeypatch.setattr(batches, "LEAST_BYTES", 1000)
    assert len(list(make_batches(find_bulletins(files).bulletins, 2))) > 4
    ingest([tmp_path / "many"], tmp_path / "one.db")
    ingest([tmp_path / "many"], tmp_path / "two.db", processes=2)
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


# What is left alone


def test_a_second_run_reads_nothing(folder, database, loaded, monkeypatch, request):
    ingest([folder], database)
    before = dump(database)
    request.getfixturevalue("no_models")
    summary = ingest([folder], database)
    assert (summary.unchanged, summary.read["documents"]) == (4, 0)
    assert dump(database) == before


def test_a_run_over_unchanged_files_imports_no_model(folder, database, loaded):
    ingest([folder], database)
    script = (
        "import sys\nfrom pathlib import Path\nfrom pipeline import cli, run\n"
        "summary = run.ingest([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        "heavy = {'spacy', 'onnxruntime', 'jieba', 'pipeline.reading'}\n"
        "print(summary.unchanged, sorted(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(database)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "4 []\n"


def test_a_changed_file_is_read_again_and_replaces(folder, database, loaded):
    ingest([folder], database)
    (folder / "bulletin001.txt").write_text(bulletin_text(40), encoding="utf-8")
    summary = ingest([folder], database)
    assert (summary.unchanged, summary.read["documents"]) == (3, 1)
    quotes = query(database, "SELECT quote FROM figures WHERE document = 'bulletin001'")
    assert ("70.0万吨",) in quotes
    assert ("31.1万吨",) not in quotes


def test_new_rules_read_all_again(folder, database, loaded, monkeypatch):
    ingest([folder], database)
    monkeypatch.setattr(run, "rules_version", lambda: "0" * 12)
    assert ingest([folder], database).read["documents"] == 4


def test_another_segmenter_reads_all_again(folder, database, loaded):
    ingest([folder], database)
    assert ingest([folder], database, segmenter="pkuseg").read["documents"] == 4


def test_a_change_in_the_manifest_reads_that_file_again(folder, database, loaded):
    ingest([folder], database)
    manifest = folder / "manifest.csv"
    manifest.write_text("file,date\nbulletin002.txt,2019-03-04\n", encoding="utf-8")
    assert ingest([folder], database).read["documents"] == 1
    rows = query(
        database, "SELECT document, date, date_origin FROM articles WHERE date LIKE '____-%'"
    )
    assert rows == [("bulletin002", "2019-03-04", "manifest")]


# What fails


def test_a_file_that_fails_leaves_the_others_alone(folder, database, loaded):
    (folder / "bulletin002.txt").write_bytes(b"")
    summary = ingest([folder], database)
    assert [each.kind for each in summary.failures] == ["file-unreadable"]
    assert stored(database) == ["bulletin000", "bulletin001", "bulletin003"]
    ((file, message),) = query(database, "SELECT file, message FROM issues WHERE document IS NULL")
    assert file == str(folder / "bulletin002.txt")
    assert "bulletin002.txt: the file is empty" in message


def test_a_failure_is_forgotten_when_the_file_is_mended(folder, database, loaded):
    path = folder / "bulletin002.txt"
    path.write_bytes(b"")
    ingest([folder], database)
    path.write_text(bulletin_text(2), encoding="utf-8")
    summary = ingest([folder], database)
    assert (summary.failures, summary.unchanged) == ([], 3)
    assert query(database, "SELECT file FROM issues WHERE document IS NULL") == []


def test_a_text_that_the_program_fails_on_costs_only_that_text(
    folder, database, loaded, reader, monkeypatch
):
    def read(self, document, tagging):
        if document.id == "bulletin001":
            raise ValueError("no such thing")
        return original(self, document, tagging)

    original = type(reader).read_document
    monkeypatch.setattr(type(reader), "read_document", read)
    summary = ingest([folder], database)
    (failure,) = summary.failures
    assert failure.kind == "reading-failed"
    assert "bulletin001.txt: the program failed on this text: ValueError" in failure.message
    assert "test_run.py, line" in failure.message
    assert len(stored(database)) == 3


def test_a_mistake_in_our_own_files_stops_the_run(folder, database, monkeypatch):
    def load(_segmenter):
        raise LexiconError("units.toml: entry '亩'")

    monkeypatch.setattr(batches, "_load", load)
    with pytest.raises(LexiconError, match=r"units\.toml"):
        ingest([folder], database)
    assert query(database, "SELECT state FROM runs") == [("failed",)]


def test_an_interrupted_run_says_so_and_the_next_one_goes_on(
    folder, tmp_path, database, loaded, reader, monkeypatch
):
    def write(self, bulletin, reading):
        if bulletin.doc == "bulletin002":
            raise KeyboardInterrupt
        original(self, bulletin, reading)

    original = run._Run._write
    with monkeypatch.context() as patch:
        patch.setattr(run._Run, "_write", write)
        summary = ingest([folder], database)
    assert summary.interrupted
    assert query(database, "SELECT state, documents FROM runs") == [("interrupted", 2)]
    assert ingest([folder], database).unchanged == 2
    ingest([folder], tmp_path / "whole.db")
    assert dump(database) == dump(tmp_path / "whole.db")


# Files and their ids


def test_two_files_of_one_id_the_second_is_refused(folder, database, loaded):
    (folder / "more").mkdir()
    (folder / "more" / "bulletin000.md").write_text(bulletin_text(9), encoding="utf-8")
    summary = ingest([folder], database)
    (failure,) = summary.failures
    assert failure.kind == "file-same-id"
    assert str(folder / "bulletin000.txt") in failure.message
    assert query(database, "SELECT file FROM documents WHERE id = 'bulletin000'") == [
        (str(folder / "bulletin000.txt"),)
    ]


def test_an_id_that_another_file_has_in_the_database_is_refused(folder, tmp_path, database, loaded):
    ingest([folder], database)
    other = tmp_path / "other"
    other.mkdir()
    (other / "bulletin000.txt").write_text(bulletin_text(9), encoding="utf-8")
    (failure,) = ingest([other], database).failures
    assert failure.kind == "file-same-id"
    assert str(folder / "bulletin000.txt") in failure.message


def test_a_file_that_moved_keeps_its_document(folder, tmp_path, database, loaded):
    ingest([folder], database)
    shutil.move(folder, tmp_path / "moved")
    (tmp_path / "moved" / "bulletin000.txt").write_text(bulletin_text(9), encoding="utf-8")
    summary = ingest([tmp_path / "moved"], database)
    assert (summary.failures, summary.read["documents"]) == ([], 1)
    assert len(stored(database)) == 4


def test_a_file_given_twice_is_read_once(folder, database, loaded):
    paths = [folder, folder / "bulletin000.txt", folder / ".." / "bulletins"]
    summary = ingest(paths, database)
    assert (summary.read["documents"], summary.failures) == (4, [])


def test_a_folder_gives_its_bulletins_sorted_and_nothing_else(folder):
    for name in ("README.md", "notes.pdf", ".hidden.txt", "a.md", "Z.TXT"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "b.txt").write_text("x", encoding="utf-8")
    names = [each.path.name for each in find_bulletins([folder]).bulletins]
    assert names == ["Z.TXT", "a.md", *(f"bulletin{n:03d}.txt" for n in range(4))]


def test_the_manifest_of_a_folder_of_documents_lies_beside_it(tmp_path):
    (path,) = write_bulletins(tmp_path / "documents", 1)
    (tmp_path / "manifest.csv").write_text("file,title\nbulletin000.txt,简报\n", encoding="utf-8")
    (bulletin,) = find_bulletins([path]).bulletins
    assert bulletin.manifest is not None
    assert bulletin.manifest.title == "简报"


def test_a_manifest_that_is_not_there_is_named(folder, tmp_path):
    with pytest.raises(NoBulletins, match=r"gone\.csv"):
        find_bulletins([folder], tmp_path / "gone.csv")


# Pruning


def test_documents_stay_unless_pruning_is_asked_for(folder, database, loaded):
    ingest([folder], database)
    (folder / "bulletin003.txt").unlink()
    assert ingest([folder], database).removed == []
    assert len(stored(database)) == 4
    assert ingest([folder], database, prune=True).removed == ["bulletin003"]
    assert stored(database) == ["bulletin000", "bulletin001", "bulletin002"]
    assert check_database(database) == []


def test_pruning_leaves_what_the_paths_do_not_cover(folder, tmp_path, database, loaded):
    others = tmp_path / "bulletins2"
    others.mkdir()
    for name in ("else.txt", "gone.txt"):
        (others / name).write_text(bulletin_text(7), encoding="utf-8")
    (others / "bad.txt").write_bytes(b"")
    ingest([folder, others], database)
    (others / "gone.txt").unlink()
    (others / "bad.txt").unlink()
    (folder / "bulletin000.txt").unlink()
    assert ingest([folder], database, prune=True).removed == ["bulletin000"]
    assert len(query(database, "SELECT 1 FROM issues WHERE document IS NULL")) == 1
    assert ingest([others], database, prune=True).removed == ["gone"]
    assert query(database, "SELECT 1 FROM issues WHERE document IS NULL") == []


# Lookups, versions, batches


def test_places_come_with_all_above_them():
    entries = lookups().places("陕西省安康市汉滨区")
    assert [(each.path, each.level) for each in entries] == [
        ("陕西省", "province"),
        ("陕西省安康市", "prefecture"),
        ("陕西省安康市汉滨区", "county"),
    ]
    assert lookups().places("陕西省没有县") == ()


@pytest.mark.parametrize(
    ("unit", "entry"),
    [
        ("元", UnitEntry("money", "元", Fraction(1))),
        ("亩", UnitEntry("area", "平方米", Fraction(2000, 3))),
        ("元/斤", UnitEntry("money/mass", "元/千克", Fraction(2))),
        ("公斤/亩", UnitEntry("mass/area", "千克/平方米", Fraction(3, 2000))),
        ("元/人", UnitEntry("money/persons", "元/人", Fraction(1))),
        ("元/谁", None),
        ("谁", None),
    ],
)
def test_units_come_with_their_dimension(unit, entry):
    assert lookups().units(unit) == entry


@pytest.mark.parametrize("currency", ["美元", "港元"])
def test_money_stays_in_its_currency(currency):
    assert lookups().units(currency) == UnitEntry("money", currency, Fraction(1))


def test_concepts_come_with_their_base_unit():
    entry = lookups().concepts("grain-output")
    assert entry is not None
    assert (entry.zh, entry.subject, entry.base_unit) == ("粮食产量", "农业", "千克")
    assert entry.low is not None
    assert entry.checked == "definition"
    assert "四川统计年鉴2010" in entry.seen
    assert lookups().concepts("no-such-thing") is None


def test_every_axis_of_the_qualifiers_has_its_column():
    assert set(load_indicators().axes) == set(QUALIFIERS)
    columns = {column.name for column in description.table("figures").columns}
    assert set(QUALIFIERS.values()) <= columns


def test_every_concept_of_the_vocabulary_makes_a_row():
    for id_ in load_indicators().by_id:
        entry = lookups().concepts(id_)
        assert entry is not None
        assert entry.definition
        assert entry.base_unit, id_


def test_the_version_changes_with_code_and_lexicons_only(tmp_path):
    for name in ("pipeline/run.py", "pipeline/cli.py", "extractors/lexicon/units.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a", encoding="utf-8")
    versions = []
    for name in ("", "pipeline/cli.py", "extractors/lexicon/units.toml", "pipeline/run.py"):
        if name:
            (tmp_path / name).write_text("b", encoding="utf-8")
        versions.append(rules_version(tmp_path))
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_the_version_covers_every_module_and_lexicon():
    named = {name for name, _ in rule_files()}
    folder = ROOT / "extractors" / "lexicon"
    lexicons = {p.relative_to(ROOT).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert lexicons <= named
    assert {"pipeline/resolve.py", "extractors/ner.py", "db/rows.py", "db/tables.toml"} <= named
    assert "pipeline/cli.py" not in named


def test_what_the_manifest_says_is_part_of_the_version():
    from pipeline.model import ManifestRow  # noqa: PLC0415

    one, two = ManifestRow("a.txt", date="2021"), ManifestRow("a.txt", date="2022")
    versions = {reading_version("r", "jieba", row) for row in (None, one, two)}
    assert len(versions) == 3


@given(st.lists(st.integers(0, 400_000), max_size=60), st.integers(1, 4))
def test_batches_hold_each_bulletin_once_in_order_and_are_bounded(sizes, processes):
    from pathlib import Path  # noqa: PLC0415

    bulletins = [Bulletin(Path(f"{n}.txt"), str(n), size) for n, size in enumerate(sizes)]
    made = list(make_batches(bulletins, processes))
    assert [each for batch in made for each in batch] == bulletins
    assert all(made)
    for batch in made:
        assert len(batch) == 1 or sum(each.size for each in batch) <= batches.BATCH_BYTES
