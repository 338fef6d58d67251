"""The commands: what they print, how they end, and that nobody sees a traceback."""

from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import urllib.request

import pytest
from click.testing import CliRunner
from conftest import ROOT, bulletin_text, write_bulletins

from pipeline import batches, cli, cli_options, run
from pipeline.cli import main
from pipeline.models import ModelUnavailable
from pipeline.report import MOST_FAILURES, NAMES
from pipeline.words import SEGMENTERS

COMMANDS = ("ingest", "extract", "explain", "diff", "serve", "check-db", "fetch-pkuseg")


@pytest.fixture
def folder(tmp_path):
    write_bulletins(tmp_path / "bulletins", 3)
    return tmp_path / "bulletins"


def call(*arguments):
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def command(*arguments):
    """The command line as another process."""
    script = "from pipeline.cli import main; main(prog_name='xianqing')"
    return [sys.executable, "-c", script, *(str(each) for each in arguments)]


# Help


def test_help_lists_every_command_in_both_languages():
    said = call("--help").stdout
    assert set(main.commands) == set(COMMANDS)
    for name in COMMANDS:
        assert name in said
    assert "县情" in said
    assert "xianqing ingest" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_in_both_languages(name):
    said = call(name, "--help").stdout
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
    assert all(
        option.help for option in main.commands[name].params if option.param_type_name == "option"
    )


@pytest.mark.parametrize("name", ["ingest", "extract", "serve"])
def test_commands_with_options_show_examples_that_parse(name):
    said = call(name, "--help").stdout
    lines = (line.strip() for line in said.splitlines())
    examples = [line.split() for line in lines if line.startswith(f"xianqing {name}")]
    assert len(examples) >= 2
    for words in examples:
        given = [word for word in words[2:] if word.isascii()]
        options = {word for word in given if word.startswith("--")}
        known = {name for option in main.commands[name].params for name in option.opts}
        assert options <= known


def test_the_segmenters_are_those_there_are():
    assert cli_options.SEGMENTERS == SEGMENTERS


def test_help_is_quick():
    """No command's help may import the models."""
    script = (
        "import sys\nfrom pipeline.cli import main\n"
        "try:\n    main(['ingest', '--help'])\n"
        "except SystemExit:\n    pass\n"
        "print({'spacy', 'numpy', 'sqlite_utils', 'rich'} & set(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == "set()\n"


# ingest


def test_ingest_says_what_it_stored(folder, tmp_path, loaded):
    result = call("ingest", folder, "--db", tmp_path / "facts.db")
    assert result.exit_code == 0
    for chinese, english in NAMES.values():
        assert f"{chinese} {english}" in result.stdout
    counts = {
        line.split()[1]: line.split()[2:]
        for line in result.stdout.splitlines()
        if len(line.split()) == 4
    }
    assert counts["documents"] == ["3", "3"]
    assert counts["articles"] == ["3", "3"]
    assert int(counts["figures"][0]) > 12
    assert result.stderr == ""


def test_ingest_a_second_time_says_that_nothing_changed(folder, tmp_path, loaded):
    call("ingest", folder, "--db", tmp_path / "facts.db")
    result = call("ingest", folder, "--db", tmp_path / "facts.db")
    assert result.exit_code == 0
    assert "unchanged, left alone: 3" in result.stdout
    assert "this run" not in result.stdout


def test_ingest_names_the_file_that_failed_and_ends_with_1(folder, tmp_path, loaded):
    (folder / "leer.txt").write_bytes(b"")
    result = call("ingest", folder, "--db", tmp_path / "facts.db")
    assert result.exit_code == 1
    assert f"{folder / 'leer.txt'}: leer.txt: the file is empty" in result.stderr
    assert "not read: 1" in result.stderr


def test_ingest_does_not_list_failures_without_end(folder, tmp_path, loaded):
    for number in range(MOST_FAILURES + 5):
        (folder / f"leer{number:02d}.txt").write_bytes(b"")
    result = call("ingest", folder, "--db", tmp_path / "facts.db")
    assert f"not read: {MOST_FAILURES + 5}" in result.stderr
    assert result.stderr.count("the file is empty") == MOST_FAILURES
    assert "5 more are in the table issues" in result.stderr


def test_ingest_prunes_when_asked(folder, tmp_path, loaded):
    call("ingest", folder, "--db", tmp_path / "facts.db")
    (folder / "bulletin001.txt").unlink()
    result = call("ingest", folder, "--db", tmp_path / "facts.db", "--prune")
    assert "removed, file gone: bulletin001" in result.stdout


def test_ingest_reads_the_corpus_by_default(tmp_path, loaded, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "db").mkdir()
    write_bulletins(tmp_path / "corpus" / "documents", 2)
    assert call("ingest").exit_code == 0
    assert (tmp_path / "db" / "xianqing.db").is_file()


def test_ingest_says_when_a_process_is_lost(folder, tmp_path, monkeypatch):
    def lost(*_):
        raise batches.WorkerLost("ended from outside")
        yield

    monkeypatch.setattr(run, "read_all", lost)
    result = call("ingest", folder, "--db", tmp_path / "facts.db")
    assert result.exit_code == 2
    assert "ended from outside" in result.stderr


def test_ingest_without_pkusegs_model_says_so_and_uses_jieba(folder, tmp_path, loaded, monkeypatch):
    monkeypatch.setenv("XIANQING_MODELS", str(tmp_path / "no models"))
    result = call("ingest", folder, "--db", tmp_path / "facts.db", "--segmenter", "pkuseg")
    assert result.exit_code == 0
    assert "改用 jieba" in result.stderr
    assert "fetch-pkuseg" in result.stderr
    assert call("ingest", folder, "--db", tmp_path / "facts.db").stdout.count("left alone: 3") == 1


# extract


def parsed(text):
    return [json.loads(line) for line in text.splitlines()]


def test_extract_prints_every_type_with_its_quotes(folder, loaded):
    result = call("extract", folder / "bulletin000.txt")
    assert result.exit_code == 0
    rows = parsed(result.stdout)
    assert {row["doc"] for row in rows} == {"bulletin000"}
    assert {"document", "figure", "place", "organisation", "programme"} <= {r["type"] for r in rows}
    for row in rows:
        if "quote" in row:
            assert bulletin_text(0)[row["start"] : row["end"]] == row["quote"]


def test_extract_has_the_fields_of_a_figure(folder, loaded):
    rows = parsed(call("extract", folder / "bulletin000.txt").stdout)
    figure = next(row for row in rows if row.get("quote") == "30.0万吨")
    assert figure["value"] == 300000
    assert (figure["unit"], figure["unit_text"]) == ("吨", "万吨")
    assert figure["indicator"] == "粮食产量"
    assert figure["place"] == ["河南省商丘市夏邑县"]
    assert (figure["period"], figure["status"]) == ("2016", "actual")
    parts = [row for row in rows if row.get("part_of") == figure["id"]]
    assert {row["quote"] for row in parts} == {"15.2万吨", "12万吨"}


def test_extract_takes_folders_and_goes_on_after_a_bad_file(folder, loaded):
    (folder / "bulletin001.txt").write_bytes(b"\x00\x01")
    result = call("extract", folder, folder / "gone.txt")
    assert result.exit_code == 1
    assert {row["doc"] for row in parsed(result.stdout)} == {"bulletin000", "bulletin002"}
    assert "bulletin001.txt: not a text file" in result.stderr
    assert "gone.txt: cannot be opened: it is not there" in result.stderr


def test_extract_in_two_processes_prints_the_same(folder, loaded, monkeypatch):
    write_bulletins(folder, 12)
    monkeypatch.setattr(batches, "LEAST_BYTES", 1000)
    assert call("extract", folder, "--jobs", "2").stdout == call("extract", folder).stdout


def test_extract_into_a_closed_pipe_is_quiet(folder):
    done = subprocess.run(
        f"{' '.join(map(quoted, command('extract', folder)))} | head -n 1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["type"] == "document"
    assert done.stderr == ""


def quoted(word):
    return "'" + word.replace("'", "'\\''") + "'"


def test_extract_needs_a_file():
    result = call("extract")
    assert result.exit_code == 2
    assert "FILE" in result.stderr


# The others


def test_check_db_finds_a_whole_database_whole(folder, tmp_path, loaded):
    call("ingest", folder, "--db", tmp_path / "facts.db")
    result = call("check-db", "--db", tmp_path / "facts.db")
    assert (result.exit_code, "all is well" in result.stdout) == (0, True)


def test_check_db_says_what_is_wrong(folder, tmp_path, loaded):
    import sqlite3  # noqa: PLC0415

    call("ingest", folder, "--db", tmp_path / "facts.db")
    with sqlite3.connect(tmp_path / "facts.db") as db:
        db.execute("DELETE FROM texts WHERE document = 'bulletin001'")
    result = call("check-db", "--db", tmp_path / "facts.db")
    assert result.exit_code == 1
    assert "document without its text: bulletin001" in result.stderr


def test_fetch_pkuseg_that_fails_says_why_and_that_jieba_serves(monkeypatch):
    def refuse(_target):
        raise ModelUnavailable("pip could not fetch it")

    monkeypatch.setattr("pipeline.models.fetch_pkuseg", refuse)
    result = call("fetch-pkuseg")
    assert result.exit_code == 2
    assert "pip could not fetch it" in result.stderr
    assert "jieba" in result.stderr


def test_fetch_pkuseg_says_where_the_model_is(monkeypatch, tmp_path):
    monkeypatch.setattr("pipeline.models.fetch_pkuseg", lambda target: target)
    monkeypatch.setenv("XIANQING_MODELS", str(tmp_path))
    assert str(tmp_path / "pkuseg") in call("fetch-pkuseg").stdout


def test_serve_without_a_database_says_what_to_do(tmp_path):
    result = call("serve", "--db", tmp_path / "none.db")
    assert result.exit_code == 2
    assert "none.db" in result.stderr
    assert "xianqing ingest" in result.stderr


def test_serve_answers_and_ends_with_ctrl_c(folder, tmp_path, loaded):
    call("ingest", folder, "--db", tmp_path / "facts.db")
    process = subprocess.Popen(
        command("serve", "--db", tmp_path / "facts.db", "--port", "0"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://"))
        with urllib.request.urlopen(
            f"{address}facts/figures.json?_shape=array", timeout=20
        ) as page:
            rows = json.load(page)
        assert "30.0万吨" in {row["quote"] for row in rows}
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert "Traceback" not in said


def test_the_version_is_told():
    try:
        version = importlib.metadata.version("xianqing")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the project is not installed")
    assert version in call("--version").stdout


def test_progress_is_told_by_lines_where_no_bar_can_be_drawn(capsys):
    for done in range(2 * cli.EVERY + 1):
        cli._progress_line(done, 100)
    told = capsys.readouterr().err.splitlines()
    assert told == [f"读取 reading: {n * cli.EVERY}/100" for n in (1, 2)]
