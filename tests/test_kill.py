"""A run that is killed leaves whole documents, and the next one brings all to the same rows."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_samples import dump, ingest, numbered

from db.checks import check_database
from db.schema import read_database

TESTS = Path(__file__).resolve().parent
COUNT = 400
KILLS = 4


def start(path: Path, seed: str) -> subprocess.Popen[bytes]:
    """Another process that reads in, in an order of its own."""
    return subprocess.Popen(
        [sys.executable, str(TESTS / "store_samples.py"), str(path), str(COUNT), seed],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])},
    )


def documents(path: Path) -> int:
    db = read_database(path)
    try:
        return db["documents"].count
    finally:
        db.conn.close()


def wait_for_documents(path: Path, wanted: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        # the file has its schema only some time after it is there
        if path.exists() and path.stat().st_size and path.with_name("facts.db-wal").exists():
            break
        time.sleep(0.002)
    while process.poll() is None and time.monotonic() < deadline:
        if documents(path) >= wanted:
            return
        time.sleep(0.001)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "facts.db"
    ingest(path, list(range(COUNT)))
    return dump(path)


def test_killed_again_and_again_it_comes_to_the_same_rows(tmp_path, undisturbed):
    path = tmp_path / "facts.db"
    chance = random.Random(11)
    ingest(path, [0])
    killed = 0
    for attempt in range(KILLS):
        process = start(path, str(attempt))
        wait_for_documents(path, documents(path) + chance.randrange(1, 20), process)
        time.sleep(chance.random() * 0.004)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        wrong = [each for each in check_database(path) if "run that was broken" not in each]
        assert wrong == []
    assert killed == KILLS
    assert 1 < documents(path) < COUNT
    ingest(path, list(range(COUNT)))
    assert dump(path) == undisturbed
    db = read_database(path)
    states = [state for (state,) in db.execute("SELECT state FROM runs ORDER BY id")]
    assert states == ["finished", *["interrupted"] * KILLS, "finished"]


def test_killed_while_replacing_keeps_the_old_or_has_the_new(tmp_path, undisturbed):
    """In the middle of a transaction, with its rows half written, the process dies."""
    path = tmp_path / "facts.db"
    ingest(path, list(range(COUNT)))
    script = (
        "import os, signal, sys\n"
        "from store_samples import *\n"
        "import db.store\n"
        "def die(*_):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "store = Store(sys.argv[1], LOOKUPS)\n"
        "store.db.execute('PRAGMA cache_spill = 1')\n"
        "store._index = die\n"
        "store.write(numbered(3), None, PROVENANCE)\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])},
        check=False,
    )
    assert process.returncode == -signal.SIGKILL
    assert dump(path) == undisturbed
    assert check_database(path) == []
    assert numbered(3).document.id in {row[0] for row in undisturbed["documents"]}
