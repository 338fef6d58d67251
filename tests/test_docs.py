"""The documents say what is so: commands, options, links and examples exist, scores are true."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sqlite3

import pytest
from conftest import ROOT

from db.schema import open_database
from pipeline.cli import main
from pipeline.reading import Reader

DOCUMENTS = sorted(
    path for folder in (ROOT, ROOT / "docs", ROOT / "corpus") for path in folder.glob("*.md")
)
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))
FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)(?:#[^)\s]*)?\)")
IN_LINE = re.compile(r"`([^`\n]+)`")


def read(path):
    return path.read_text(encoding="utf-8")


def blocks(path, language):
    """The fenced blocks of one language."""
    return [each["body"] for each in FENCED.finditer(read(path)) if each["language"] == language]


def commands(path):
    """Every command line of a document, in its blocks and in its sentences, without comments."""
    text = read(path)
    lines = [line for body in blocks(path, "sh") for line in body.splitlines()]
    lines += IN_LINE.findall(FENCED.sub("", text))
    return [words for line in lines if (words := shlex.split(line, comments=True))[:1]]


def tidy(words):
    """A command line without the shell's redirection."""
    return words[: words.index(">")] if ">" in words else words


def unknown(words):
    """What a command line names that is not there."""
    name, *rest = tidy(words)
    if name == "make":
        given = [word.partition("=")[0] for word in rest if "=" in word]
        return {word for word in rest if "=" not in word} - TARGETS | set(given) - VARIABLES
    if not rest or rest[0].startswith("-"):
        return set()
    if rest[0] not in main.commands:
        return {rest[0]}
    options = {opt for each in main.commands[rest[0]].params for opt in each.opts} | {"--help"}
    return {word for word in rest[1:] if word.startswith("-")} - options


def ours(path):
    """The command lines of a document that call make or xianqing."""
    found = []
    for words in commands(path):
        name = words[0].rpartition("/")[2]
        if name in ("make", "xianqing"):
            found.append([name, *words[1:]])
    return found


def test_the_readmes_name_commands():
    for path in READMES:
        assert {"make", "xianqing"} == {words[0] for words in ours(path)}
        named = {words[1] for words in ours(path) if words[0] == "xianqing" and words[1:]}
        assert named == set(main.commands), "every command is described"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_exist(path):
    for words in ours(path):
        assert not unknown(words), shlex.join(words)


def test_an_option_that_does_not_exist_is_noticed():
    assert unknown(["xianqing", "ingest", "--colour"]) == {"--colour"}
    assert unknown(["xianqing", "digest"]) == {"digest"}
    assert unknown(["make", "coffee", "MILK=1"]) == {"coffee", "MILK"}


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_options_named_in_sentences_exist(path):
    known = {opt for each in main.commands.values() for param in each.params for opt in param.opts}
    named = {word for word in IN_LINE.findall(FENCED.sub("", read(path))) if word.startswith("--")}
    assert named
    assert named <= known


def test_both_readmes_have_the_same_sections_and_commands():
    english, chinese = READMES
    levels = [re.findall(r"^#+(?= )", FENCED.sub("", read(path)), re.MULTILINE) for path in READMES]
    assert levels[0] == levels[1]
    assert [tidy(words) for words in ours(english)] == [tidy(words) for words in ours(chinese)]
    for language in ("sql", "python", "text"):
        assert blocks(english, language) == blocks(chinese, language)


def test_both_readmes_give_the_same_scores_and_images():
    for pattern in (r"(?<=\| )\d+\.\d(?= \|)", r"!\[[^\]]*\]\(([^)]+)\)"):
        english, chinese = (re.findall(pattern, read(path)) for path in READMES)
        assert english
        assert english == chinese


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_images_exist(path):
    targets = [each["target"] for each in LINK.finditer(FENCED.sub("", read(path)))]
    local = [target for target in targets if "://" not in target]
    missing = [target for target in local if not (path.parent / target).exists()]
    assert not missing


def test_every_document_is_reached_from_the_readmes():
    for readme in READMES:
        linked = {(ROOT / each["target"]).resolve() for each in LINK.finditer(read(readme))}
        assert linked >= {path.resolve() for path in DOCUMENTS if path != readme}


def test_files_named_in_the_documents_exist():
    """What looks like the path of a source or data file is one, here or among the lexicons."""
    folders = (ROOT, ROOT / "extractors" / "lexicon", ROOT / "extractors", ROOT / "pipeline")
    named = re.compile(r"[\w/]+\.(?:py|toml|sql|lock)")
    for path in DOCUMENTS:
        for name in IN_LINE.findall(FENCED.sub("", read(path))):
            if named.fullmatch(name):
                assert any((folder / name).exists() for folder in folders), f"{path.name}: {name}"


# Examples


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    open_database(path).conn.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        yield connection


SQL = [each for path in DOCUMENTS if path != READMES[1] for each in blocks(path, "sql")]


@pytest.mark.parametrize("statement", SQL)
def test_sql_of_the_documents_fits_the_schema(schema, statement):
    assert schema.execute(statement).description


def test_python_of_the_readme_prints_what_it_says(monkeypatch, reader):
    (snippet,), (said,) = blocks(READMES[0], "python"), blocks(READMES[0], "text")
    monkeypatch.setattr(Reader, "load", lambda: reader)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(snippet, "README.md", "exec"), {})
    assert printed.getvalue() == said


def test_the_example_row_is_read_out_of_the_sample(reader):
    from pipeline.readers import read_source  # noqa: PLC0415

    source = read_source(ROOT / "corpus" / "documents" / "sample-xiayi.txt")
    reading = reader.read(source)
    (figure,) = (f for f in reading.figures if reading.document.text[f.start : f.end] == "30亿元")
    assert reading.document.canonical.source_span(figure.start, figure.end) == (311, 315)
    said = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", read(READMES[0]), re.MULTILINE))
    assert said["indicator"] == figure.indicator
    assert said["approx"] == figure.approx
    assert (said["place"],) == figure.place
    assert said["period"] == figure.period
    assert said["rule"] == figure.rule
    assert figure.doubt == ""


# Licence


def test_licence_and_notice_are_there():
    assert "Copyright (c) 2026 Xianqing contributors" in read(ROOT / "LICENSE")
    notice = read(ROOT / "NOTICE")
    for carried in (
        "divisions.csv",
        "old_divisions.csv",
        "division_history.csv",
        "townships.csv",
        "villages.csv.gz",
        "village_index.csv",
    ):
        assert carried in notice
        assert (ROOT / "extractors" / "lexicon" / carried).exists()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "corpus" / "documents").glob("sample-*.txt")), ids=lambda p: p.stem
)
def test_samples_say_in_their_last_line_that_they_are_samples(path):
    last = read(path).rstrip("\n").rpartition("\n")[2]
    assert last.startswith("（示例文本")
    assert "并非正式文件" in last


def test_images_are_small_and_shown():
    images = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert images
    assert max(path.stat().st_size for path in images) < 300_000
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", read(READMES[0]))
    assert sorted((ROOT / target).resolve() for target in shown) == images
