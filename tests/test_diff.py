"""Two readings of the same bulletins: what was gained, lost and changed."""

from __future__ import annotations

import csv
import json
from contextlib import closing

import pytest
from click.testing import CliRunner
from conftest import write_bulletins

from db.readings import DatabaseReadings
from pipeline import run
from pipeline.cli import main
from pipeline.difference_report import sampled
from pipeline.differences import Difference, compare, items
from pipeline.facts_file import FactsFile, FactsFileError
from pipeline.output import rows
from pipeline.readers import read_source


class Given:
    """Rows in memory, to be compared."""

    def __init__(self, *given):
        self._rows = given

    def documents(self):
        return sorted({row["doc"] for row in self._rows})

    def rows(self, doc):
        return [row for row in self._rows if row["doc"] == doc]

    def text(self, _doc):
        return ""


def figure(start, quote, doc="a", **fields):
    row = {"type": "figure", "doc": doc, "id": f"{doc}-{start}", "start": start}
    return {**row, "end": start + len(quote), "quote": quote, "value": 1, "unit": "人", **fields}


def told(old, new):
    return [(d.sort, d.start, d.field, d.old, d.new) for d in compare(Given(*old), Given(*new))]


def test_the_same_readings_do_not_differ():
    given = [figure(3, "1人"), figure(9, "1人", part_of="a-3")]
    assert told(given, given) == []


def test_a_figure_is_gained_and_one_lost():
    old, new = figure(3, "1人"), figure(9, "1人")
    assert told([old], [new]) == [("lost", 3, "", "1 · 人", ""), ("gained", 9, "", "", "1 · 人")]


def test_each_field_that_changed_is_told():
    old = figure(3, "1人", period="2020", place=["中国"])
    new = figure(3, "1人", period="2021", place=["中国"], doubt="no label")
    assert told([old], [new]) == [
        ("changed", 3, "doubt", "", "no label"),
        ("changed", 3, "period", "2020", "2021"),
    ]


def test_spans_that_overlap_are_the_same_figure():
    assert told([figure(3, "12万")], [figure(3, "12万元", unit="元")]) == [
        ("changed", 3, "unit", "人", "元")
    ]


def test_a_whole_is_known_by_its_span_and_not_by_its_number():
    old = [figure(3, "9人"), figure(9, "4人", part_of="a-3")]
    new = [{**figure(3, "9人"), "id": "x"}, {**figure(9, "4人"), "id": "y", "part_of": "x"}]
    assert told(old, new) == []
    assert told(old, [new[0], {**new[1], "part_of": None}])[0][2:] == ("part_of", "9人@3", "")


def test_a_document_that_only_one_has():
    assert told([figure(3, "1人")], [figure(3, "1人"), figure(5, "1人", doc="b")]) == [
        ("gained", 5, "", "", "1 · 人")
    ]


def test_checks_are_told_by_their_figures():
    parts = [figure(3, "4人"), figure(9, "5人")]
    check = {"type": "check", "doc": "a", "kind": "sum", "figures": ["a-3", "a-9"]}
    holding = {**check, "expected": 9, "stated": 9, "holds": True}
    failing = {**check, "expected": 9, "stated": 8, "holds": False}
    assert [
        (d.type, d.field, d.new) for d in compare(Given(*parts, holding), Given(*parts, failing))
    ] == [
        ("check", "holds", "false"),
        ("check", "stated", "8"),
    ]


def test_the_sample_is_fixed_and_in_order():
    given = [Difference("a", "figure", "lost", n, n + 1, "", "", "", "") for n in range(100)]
    drawn = sampled(given, 10)
    assert drawn == sampled(given, 10)
    assert len(drawn) == 10
    assert drawn == sorted(drawn, key=lambda d: d.start)
    assert sampled(given, 0) == given


@pytest.fixture(scope="module")
def stored(tmp_path_factory, reader):
    """Two bulletins read into a database, and the same as JSON Lines."""
    folder = tmp_path_factory.mktemp("diff")
    paths = write_bulletins(folder / "texts", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.batches._load", lambda _segmenter: reader)
        run.ingest((folder / "texts",), folder / "facts.db")
    printed = [row for path in paths for row in rows(reader.read(read_source(path)))]
    (folder / "facts.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in printed), encoding="utf-8"
    )
    return folder


def test_a_database_and_the_output_of_extract_hold_the_same(stored):
    with closing(DatabaseReadings(stored / "facts.db")) as database:
        printed = FactsFile(stored / "facts.jsonl")
        assert list(database.documents()) == list(printed.documents()) != []
        for doc in database.documents():
            assert database.text(doc) == printed.text(doc) != ""
            there = items(database.rows(doc))
            assert len(there) > 5
        assert list(compare(database, printed)) == []
        assert list(compare(printed, database)) == []


def changed(folder):
    """A copy of the output in which one figure is of another year and one is missing."""
    lines = (folder / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    figures = [n for n, line in enumerate(lines) if json.loads(line)["type"] == "figure"]
    later = json.loads(lines[figures[0]]) | {"period": "1999"}
    lines[figures[0]] = json.dumps(later, ensure_ascii=False)
    del lines[figures[-1]]
    path = folder / "changed.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_command_counts_and_lists(stored):
    path = changed(stored)
    result = CliRunner().invoke(
        main, ["diff", str(stored / "facts.db"), str(path), "--csv", str(stored / "diff.csv")]
    )
    assert result.exit_code == 0, result.output
    assert "period" in result.output
    assert "+ 1999" in result.output
    assert "【" in result.output, "the passage is shown"
    with (stored / "diff.csv").open(encoding="utf-8-sig", newline="") as opened:
        table = list(csv.DictReader(opened))
    sorts = [(row["sort"], row["field"]) for row in table if row["type"] == "figure"]
    assert ("changed", "period") in sorts
    assert ("lost", "") in sorts
    assert all(row["passage"] for row in table if row["type"] == "figure")


def test_only_some_fields(stored):
    path = changed(stored)
    arguments = ["diff", str(stored / "facts.jsonl"), str(path), "--field", "period"]
    result = CliRunner().invoke(main, arguments)
    assert "+ 1999" in result.output
    assert "lost" not in result.output.split("\n", 1)[1]


@pytest.mark.parametrize(
    ("content", "named"),
    [("{}\n", "bad.jsonl:1"), ("no json\n", "bad.jsonl:1"), (None, "bad.jsonl")],
)
def test_what_cannot_be_compared_is_named(stored, content, named):
    path = stored / "bad.jsonl"
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["diff", str(stored / "facts.jsonl"), str(path)])
    assert result.exit_code == 2
    assert named in result.output


def test_a_field_that_does_not_exist_is_named(stored):
    same = str(stored / "facts.jsonl")
    result = CliRunner().invoke(main, ["diff", same, same, "--field", "colour"])
    assert result.exit_code == 2
    assert "colour" in result.output


def test_a_broken_line_is_named_with_its_number(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text('{"type": "document", "doc": "a"}\n[]\n', encoding="utf-8")
    with pytest.raises(FactsFileError, match=r"facts\.jsonl:2"):
        FactsFile(path)
