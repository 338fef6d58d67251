"""Bad files, bad disks, broken-off runs: each said clearly, nothing half written, all mended by
the next run."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from click.testing import CliRunner
from conftest import ROOT, bulletin_text, write_bulletins
from store_samples import dump

from db.checks import check_database
from db.schema import read_database
from pipeline import batches, run
from pipeline.cli import main
from pipeline.run import ingest

COUNT = 40  # bulletins of the runs that are broken off
SCRIPT = "from pipeline.cli import main; main(prog_name='xianqing')"


@pytest.fixture
def folder(tmp_path):
    write_bulletins(tmp_path / "bulletins", 3)
    return tmp_path / "bulletins"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "facts.db"


def call(*arguments):
    """A command in this process; no error but a message and an exit status comes out of it."""
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def start(folder, database, *options, **more):
    """A whole ingest as another process."""
    command = [sys.executable, "-c", SCRIPT, "ingest", folder, "--db", database, *options]
    return subprocess.Popen(
        [str(each) for each in command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def documents(database):
    """How many documents a database holds, as another reader sees it; 0 before it is ready."""
    try:
        db = read_database(database)
    except Exception as error:  # noqa: BLE001 - not there, empty, being made: all the same here
        assert "facts.db" in str(error)
        return 0
    try:
        return db["documents"].count
    finally:
        db.conn.close()


def wait_for(database, wanted, process):
    deadline = time.monotonic() + 60
    while documents(database) < wanted and time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


# Files that cannot be read: one failure each, the others are stored


def vanish(path):
    """A link to nothing: listed in the folder, gone when it is opened."""
    path.symlink_to(path.with_name("nowhere"))


def pipe(path):
    os.mkfifo(path)


BAD_FILES = {
    "empty": (lambda path: path.write_bytes(b""), "the file is empty"),
    "blank": (lambda path: path.write_text("\n \u3000\n"), "nothing but white space"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 40), "not a text file"),
    "latin": (
        lambda path: path.write_bytes("Ämter für Übersicht öffnen".encode("latin-1") * 50),
        "neither UTF-8",
    ),
    "doubly-encoded": (
        lambda path: path.write_bytes(
            bulletin_text(1).encode().decode("gb18030", "replace").encode("gb18030")
        ),
        "no plausible Chinese",
    ),
    "long-line": (lambda path: path.write_bytes(b"9" * 50_000_000), "a line of 50,000,000"),
    "too-large": (lambda path: path.open("wb").truncate(10**9), "too large"),
    "vanished": (vanish, "it is not there"),
    "pipe": (pipe, "no regular file"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_and_the_others_are_stored(name, folder, database, loaded):
    make, reason = BAD_FILES[name]
    path = folder / f"{name}.txt"
    make(path)
    result = call("ingest", folder, "--db", database)
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert reason in result.stderr
    with closing(sqlite3.connect(database)) as db:
        issues = db.execute("SELECT file, message FROM issues WHERE document IS NULL").fetchall()
        assert [file for file, _ in issues] == [str(path)]
        assert reason in issues[0][1]
    assert documents(database) == 3
    assert check_database(database) == []
    path.unlink()
    path.write_text(bulletin_text(8), encoding="utf-8")
    assert call("ingest", folder, "--db", database).exit_code == 0
    assert documents(database) == 4


@pytest.mark.parametrize("name", ["empty", "binary", "vanished"])
def test_extract_names_a_bad_file_and_prints_the_others(name, folder, loaded):
    make, reason = BAD_FILES[name]
    make(folder / f"{name}.txt")
    result = call("extract", folder)
    assert result.exit_code == 1
    assert str(folder / f"{name}.txt") in result.stderr
    assert reason in result.stderr
    assert result.stdout.count('"type": "document"') == 3


def test_a_file_that_vanishes_while_the_run_goes_on(folder, database, loaded, monkeypatch):
    def read_all(bulletins, *options):
        (folder / "bulletin001.txt").unlink()
        return original(bulletins, *options)

    original = run.read_all
    monkeypatch.setattr(run, "read_all", read_all)
    (failure,) = ingest([folder], database).failures
    assert "bulletin001.txt: cannot be opened: it is not there" in failure.message
    assert documents(database) == 2


def test_a_stored_document_stays_when_its_file_turns_bad(folder, database, loaded):
    ingest([folder], database)
    (folder / "bulletin001.txt").write_bytes(b"\0\1\2")
    assert len(ingest([folder], database).failures) == 1
    assert documents(database) == 3


def test_text_in_the_national_encoding_is_no_bad_file(folder, database, loaded):
    (folder / "gb.txt").write_bytes(bulletin_text(5).encode("gb18030"))
    assert call("ingest", folder, "--db", database).exit_code == 0
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT encoding FROM documents WHERE id = 'gb'").fetchall() == [
            ("gb18030",)
        ]


# Nothing to read


@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_a_folder_without_bulletins_is_named(command, tmp_path):
    (tmp_path / "leer").mkdir()
    (tmp_path / "leer" / "tabelle.xyz").write_text("x")
    options = ["--db", tmp_path / "facts.db"] if command == "ingest" else []
    result = call(command, tmp_path / "leer", *options)
    assert result.exit_code == 2
    assert f"{tmp_path / 'leer'}: the folder holds no bulletins (.md, .txt)" in result.stderr
    assert not (tmp_path / "facts.db").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path, database):
    result = call("ingest", tmp_path / "gone", "--db", database)
    assert result.exit_code != 0
    assert f"{tmp_path / 'gone'}" in result.stderr
    assert "it is not there" in result.stderr


def test_a_manifest_with_a_mistake_is_named_with_its_line(folder, database):
    (folder / "manifest.csv").write_text("file,date\nbulletin000.txt,2021,too much\n")
    result = call("ingest", folder, "--db", database)
    assert result.exit_code == 2
    assert "manifest.csv, line 2: more fields than columns" in result.stderr


# Databases that cannot be written


def test_a_locked_database_is_left_alone_with_a_message(folder, database, loaded, monkeypatch):
    ingest([folder], database)
    before = dump(database)
    (folder / "bulletin001.txt").write_text(bulletin_text(9), encoding="utf-8")
    monkeypatch.setattr(run, "PATIENCE", 0.1)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = call("ingest", folder, "--db", database)
    other.execute("ROLLBACK")
    other.close()
    assert result.exit_code == 2
    assert f"{database}: another program is writing to it" in result.stderr
    assert dump(database) == before
    assert call("ingest", folder, "--db", database).exit_code == 0


def immutable(path, on):
    """Sets or clears the immutable flag, which binds root too; skips where it cannot be set."""
    chattr = shutil.which("chattr")
    command = [chattr or "chattr", "+i" if on else "-i", str(path)]
    if chattr is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("neither permissions nor the immutable flag bind this user here")


@pytest.fixture
def closed():
    """Makes a file or folder one that cannot be written, until the test is over."""
    undo = []

    def close(path):
        if os.geteuid() != 0:
            mode = path.stat().st_mode
            undo.append(lambda: path.chmod(mode))
            path.chmod(mode & ~0o222)
            return
        immutable(path, on=True)
        undo.append(lambda: immutable(path, on=False))

    yield close
    for each in reversed(undo):
        each()


def test_a_read_only_database_file_is_named(folder, database, loaded, closed):
    ingest([folder], database)
    before = dump(database)
    (folder / "bulletin001.txt").write_text(bulletin_text(9), encoding="utf-8")
    closed(database)
    result = call("ingest", folder, "--db", database)
    assert result.exit_code == 2
    assert f"{database}: " in result.stderr
    assert "read-only" in result.stderr or "cannot be opened" in result.stderr
    assert dump(database) == before


def test_a_folder_closed_to_writing_is_named(folder, tmp_path, closed):
    place = tmp_path / "closed"
    place.mkdir()
    closed(place)
    result = call("ingest", folder, "--db", place / "facts.db")
    assert result.exit_code == 2
    assert f"{place / 'facts.db'}: it cannot be opened" in result.stderr


def test_a_folder_for_the_database_that_is_not_there_is_named(folder, tmp_path):
    result = call("ingest", folder, "--db", tmp_path / "gone" / "facts.db")
    assert result.exit_code == 2
    assert f"{tmp_path / 'gone' / 'facts.db'}: it cannot be opened" in result.stderr


@pytest.mark.parametrize("content", [b"no database at all " * 100, b""])
def test_a_file_of_something_else_is_no_database(content, folder, database, loaded):
    database.write_bytes(content)
    result = call("ingest", folder, "--db", database)
    if content:
        assert result.exit_code == 2
        assert f"{database}: it is not a SQLite database" in result.stderr
        assert database.read_bytes() == content
    else:
        assert result.exit_code == 0


def limit_files(most):
    """No file of the process may grow beyond so many bytes."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte; skips where this user may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk, and not everywhere")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def assert_said_and_mended(folder, database, tmp_path, process):
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 2, (said, complaint)
    assert f"{database}: the disk" in complaint
    assert "Traceback" not in complaint
    kept = documents(database)
    assert [each for each in check_database(database) if "run that was broken" not in each] == []
    mended = tmp_path / "mended.db"
    with closing(sqlite3.connect(database)) as db, closing(sqlite3.connect(mended)) as copy:
        db.backup(copy)
    summary = ingest([folder], mended)
    assert (summary.unchanged, summary.failures) == (kept, [])
    assert_as_if_never_stopped(folder, mended, tmp_path)
    return kept


def test_a_full_disk_is_said_and_the_next_run_goes_on(tmp_path, loaded, small_disk):
    write_bulletins(tmp_path / "many", 100)
    database = small_disk / "facts.db"
    process = start(tmp_path / "many", database)
    assert 0 < assert_said_and_mended(tmp_path / "many", database, tmp_path, process) < 100


def test_a_file_that_may_not_grow_is_said_and_the_next_run_goes_on(tmp_path, database, loaded):
    write_bulletins(tmp_path / "many", 3)
    ingest([tmp_path / "many"], database)
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    write_bulletins(tmp_path / "many", 100)
    most = database.stat().st_size + 100_000
    process = start(tmp_path / "many", database, preexec_fn=limit_files(most))
    assert 3 <= assert_said_and_mended(tmp_path / "many", database, tmp_path, process) < 100


# Runs that are broken off


def assert_as_if_never_stopped(folder, database, tmp_path):
    ingest([folder], tmp_path / "whole.db")
    assert dump(database) == dump(tmp_path / "whole.db")
    assert check_database(database) == []


@pytest.fixture
def slow(tmp_path):
    """A folder whose reading takes some seconds, so that there is a middle to break it off in."""
    folder = tmp_path / "slow"
    for path in write_bulletins(folder, COUNT):
        path.write_text(path.read_text(encoding="utf-8") * 12, encoding="utf-8")
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(jobs, slow, tmp_path, database, loaded):
    process = start(slow, database, "--jobs", jobs, start_new_session=True)
    wait_for(database, 3, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 130, (said, complaint)
    assert "已中断" in said
    assert "run it again to go on" in said
    assert complaint == ""
    assert 3 <= documents(database) < COUNT
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT state FROM runs").fetchall() == [("interrupted",)]
    assert ingest([slow], database).unchanged >= 3
    assert_as_if_never_stopped(slow, database, tmp_path)


def test_ctrl_c_before_anything_is_stored(slow, tmp_path, database):
    process = start(slow, database)
    while not database.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    assert "Traceback" not in said + complaint


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_in_the_middle_the_next_run_comes_to_the_same_rows(
    jobs, slow, tmp_path, database, loaded
):
    process = start(slow, database, "--jobs", jobs)
    wait_for(database, 4, process)
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert 4 <= documents(database) < COUNT
    assert [each for each in check_database(database) if "run that was broken" not in each] == []
    summary = ingest([slow], database)
    assert 4 <= summary.unchanged < COUNT
    assert_as_if_never_stopped(slow, database, tmp_path)
    with closing(sqlite3.connect(database)) as db:
        states = [state for (state,) in db.execute("SELECT state FROM runs ORDER BY id")]
    assert states == ["interrupted", "finished"]


def test_a_reading_process_that_dies_is_said(slow, database, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "_start_worker", die)
    result = call("ingest", slow, "--db", database, "--jobs", "2")
    assert result.exit_code == 2
    assert "a reading process was ended from outside" in result.stderr
    assert "--jobs" in result.stderr


def die(_segmenter):
    os.kill(os.getpid(), signal.SIGKILL)
