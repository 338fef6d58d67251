"""What is written can be read back; the same files give the same rows; errors leave all intact."""

from __future__ import annotations

import dataclasses
import random
import sqlite3
from decimal import Decimal

import pytest
from store_samples import (
    LOOKUPS,
    PROVENANCE,
    SOURCE,
    Maker,
    dump,
    ingest,
    numbered,
    reading,
)

from db import description
from db.bigrams import escape_query
from db.checks import check_database
from db.errors import StoreError
from db.qualifiers import QUALIFIERS
from db.readings import DatabaseReadings
from db.rows import Provenance, exact
from db.store import Lookups, PlaceEntry, Store
from pipeline.errors import LexiconError
from pipeline.model import Check, Issue, OrganisationMention, Reading


@pytest.fixture
def path(tmp_path):
    return tmp_path / "facts.db"


@pytest.fixture
def store(path):
    with Store(path, LOOKUPS, timeout=0.1) as opened:
        yield opened


def write(store, *readings):
    run = store.start_run("r1", "jieba")
    for each in readings:
        store.write(each, run, PROVENANCE)
    store.finish_run(run)
    return run


def rows(store, sql, *values):
    return store.db.execute(sql, values).fetchall()


def matches(store, words):
    sql = (
        "SELECT text FROM sentences WHERE id IN"
        " (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?) ORDER BY id"
    )
    return [text for (text,) in rows(store, sql, escape_query(words))]


# --- what is written


def test_no_table_stays_empty(store):
    write(store, reading())
    empty = [t.name for t in description.tables() if not store.db[t.name].count]
    assert empty == []


def test_what_an_organisation_did_with_a_figure(store):
    write(store, reading())
    (row,) = store.db["figure_organisations"].rows
    assert row == {"figure": "xia#1", "mention": "xia#o0", "role": "did", "rule": "role.subject"}
    (mention,) = store.db["organisation_mentions"].rows
    full = "河南省商丘市夏邑县农业农村局"
    assert (mention["name"], mention["organisation"]) == ("夏邑县农业农村局", full)
    (body,) = store.db["organisations"].rows
    assert body == {
        "id": full, "name": full, "kind": "department", "place": "河南省商丘市夏邑县",
        "document": None,
    }  # fmt: skip


def named(doc, *names):
    """A bulletin that names organisations: printed, full name, place, unique."""
    source = "、".join(printed for printed, *_ in names) + "。\n"
    make = Maker(source)
    found = tuple(
        OrganisationMention(*make.span(printed), printed, "enterprise", "r", full, place, unique)
        for printed, full, place, unique in names
    )
    document = make.document(doc, source)
    return Reading(document, organisations=found)


def test_a_column_of_ranks_that_agrees_has_no_one_value(store):
    made = reading()
    ids = tuple(figure.id for figure in made.figures[:2])
    agrees = Check("rank", ids, Decimal(0), Decimal(0), holds=True)
    differs = Check("rank", ids, Decimal(2), Decimal(3), holds=False)
    write(store, dataclasses.replace(made, checks=(agrees, differs)))
    found = [
        (c["stated"], c["stated_text"], c["expected"], c["holds"]) for c in store.db["checks"].rows
    ]
    assert found == [(None, None, None, 1), (3.0, "3", 2.0, 0)]


def test_one_organisation_across_bulletins_whatever_it_is_called(store):
    place = "河南省商丘市夏邑县"
    office = f"{place}财政局"
    write(store, named("a", ("县财政局", office, place, False)))
    write(store, named("b", ("夏邑县财政局", office, place, False)))
    asked = "SELECT document, name FROM organisation_mentions WHERE organisation = ? ORDER BY 1"
    assert rows(store, asked, office) == [("a", "县财政局"), ("b", "夏邑县财政局")]
    assert rows(store, "SELECT id FROM organisations") == [(office,)]


def test_a_name_that_two_bodies_can_have_is_one_in_its_bulletin_only(store):
    for doc in ("a", "b"):
        firm = ("绿源公司", "绿源公司", "", False)
        write(store, named(doc, firm, ("清华大学", "清华大学", "", True)))
    found = rows(store, "SELECT id, name, document FROM organisations ORDER BY id")
    assert found == [
        ("清华大学", "清华大学", None),
        ("绿源公司#a", "绿源公司", "a"),
        ("绿源公司#b", "绿源公司", "b"),
    ]
    store.prune(["b"])
    assert rows(store, "SELECT count(*) FROM organisations WHERE document = 'a'") == [(0,)]


def test_a_firm_of_a_level_is_told_apart_by_its_place(store):
    for doc, place in (("a", "河南省商丘市夏邑县"), ("b", "重庆市万州区")):
        write(store, named(doc, ("县城投公司", "县城投公司", place, False)))
    ids = [key for (key,) in rows(store, "SELECT id FROM organisations ORDER BY id")]
    assert ids == ["县城投公司（河南省商丘市夏邑县）", "县城投公司（重庆市万州区）"]


def test_a_programme_that_the_register_has_not_is_local(store):
    write(store, reading())
    levels = {row["name"]: row["level"] for row in store.db["programmes"].rows}
    assert set(levels.values()) == {"local"}, "the sample's lookups know no register"


def test_a_figure_row_whole(store):
    write(store, reading())
    (row,) = store.db["figures"].rows_where("id = ?", ["xia#4"])
    (sentence,) = rows(store, "SELECT id FROM sentences WHERE text LIKE '会亭镇%'")
    start = SOURCE.index("3至5万元")
    assert row == {
        "id": "xia#4",
        "document": "xia",
        "article": "xia#a0",
        "sentence": sentence[0],
        "start": start,
        "end": start + 5,
        "quote": "3至5万元",
        "indicator": "帮扶资金",
        "concept": None,
        "qualifiers": None,
        **dict.fromkeys(QUALIFIERS.values()),
        "value": 30000.0,
        "value_text": "30000",
        "high": 50000.0,
        "high_text": "50000",
        "unit": "元",
        "unit_text": "万元",
        "base_value": 30000.0,
        "base_unit": "元",
        "base_least": 25000.0,
        "base_most": 60000.0,
        "sole_place": None,
        "places": 2,
        "period": None,
        "period_start": None,
        "period_end": None,
        "year": None,
        "period_text": None,
        "status": "actual",
        "measure": "level",
        "approx": "exact",
        "part_of": None,
        "programme": "三师入户",
        "rule": "figure.number",
        "doubt": "which year",
    }


def test_offsets_are_those_of_the_source_with_its_stray_spaces(store):
    write(store, reading())
    (text,) = rows(store, "SELECT text FROM texts")[0]
    assert text == SOURCE
    for table in ("figures", "place_mentions", "organisation_mentions", "programme_mentions"):
        for start, end, quote in rows(store, f'SELECT start, "end", quote FROM {table}'):
            assert text[start:end] == quote
    assert rows(store, "SELECT quote FROM figures WHERE id = 'xia#1'") == [("38.2 万吨",)]


def test_sentences_are_stored_clean_and_mentions_point_to_theirs(store):
    write(store, reading())
    clean = "一、2021年，全县粮食产量38.2万吨，其中小麦15.2万吨、玉米23万吨。"
    assert (clean,) in rows(store, "SELECT text FROM sentences")
    joined = rows(
        store,
        "SELECT s.text FROM programme_mentions m JOIN sentences s ON s.id = m.sentence",
    )
    assert joined == [
        ("会亭镇、万州区对口帮扶给两地各3至5万元，由县农业农村局实施“三师入户”活动。",)
    ]


def test_facts_have_a_row_for_each_place(store):
    write(store, reading())
    found = rows(
        store,
        "SELECT figure, county, place, places, base_value, base_unit, year, indicator_normal"
        " FROM facts ORDER BY figure, place",
    )
    xiayi, town = "河南省商丘市夏邑县", "河南省商丘市夏邑县会亭镇"
    wanzhou = "重庆市万州区"
    assert found == [
        ("xia#1", xiayi, xiayi, 1, 382000000.0, "千克", 2021, "粮食产量"),
        ("xia#2", xiayi, xiayi, 1, 152000000.0, "千克", 2021, "小麦产量"),
        ("xia#3", xiayi, xiayi, 1, 230000000.0, "千克", 2021, "玉米产量"),
        ("xia#4", xiayi, town, 2, 30000.0, "元", None, "帮扶资金"),
        ("xia#4", wanzhou, wanzhou, 2, 30000.0, "元", None, "帮扶资金"),
    ]


def test_a_concept_comes_with_its_qualifiers_and_its_row(store):
    write(store, reading())
    assert rows(
        store,
        "SELECT concept, concept_zh, subject, qualifiers, subject_group, tier FROM facts"
        " WHERE concept IS NOT NULL",
    ) == [("grain-output", "粮食产量", "农业", "subject_group=农户", "农户", None)]
    (row,) = store.db["concepts"].rows
    assert row == {
        "id": "grain-output",
        "zh": "粮食产量",
        "en": "Grain output",
        "subject": "农业",
        "dimension": "mass",
        "kind": "level",
        "base_unit": "千克",
        "definition": "全社会在日历年度内生产的谷物、豆类和薯类的总量。",
        "source": "国家统计局",
        "checked": "source",
        "seen": "制度总说明",
        "low": 1e5,
        "high": 8e10,
        "figures": 1,
        "position": 1,
    }


def test_qualifiers_are_read_back_as_extract_prints_them(store, path):
    write(store, reading())
    read = DatabaseReadings(path)
    figures = [row for row in read.rows("xia") if row["type"] == "figure"]
    read.close()
    assert [(row["concept"], row["qualifiers"]) for row in figures[:2]] == [
        ("grain-output", {"group": "农户"}),
        (None, {}),
    ]


def test_a_qualifier_without_a_column_is_refused(store):
    made = reading()
    odd = dataclasses.replace(made.figures[0], qualifiers=(("colour", "红"),))
    with pytest.raises(LexiconError, match="colour"):
        store.write(dataclasses.replace(made, figures=(odd,)), None, PROVENANCE)


def test_a_former_place_comes_with_what_it_has_become(path):
    county, now = "重庆市綦江县", "重庆市綦江区"
    entries = {
        county: PlaceEntry(county, "綦江县", "500222000000", "county", successor=now),
        now: PlaceEntry(now, "綦江区", "500110000000", "county"),
    }
    lookups = Lookups(places=lambda p: (entries[p],) if p in entries else ())
    made = reading()
    figures = (dataclasses.replace(made.figures[0], place=(county,), part_of=None),)
    with Store(path, lookups) as store:
        write(store, dataclasses.replace(made, figures=figures, checks=(), roles=()))
        found = rows(store, "SELECT path, successor FROM places WHERE path LIKE '重庆市綦江%'")
        assert dict(found) == {county: now, now: None}
        panel = rows(store, "SELECT place, value FROM county_panel")
    assert panel == [(now, 382000.0)]
    assert check_database(path) == []


def test_a_figure_without_place_is_a_fact(store):
    made = reading()
    figures = tuple(dataclasses.replace(each, place=()) for each in made.figures)
    write(store, dataclasses.replace(made, figures=figures))
    assert rows(store, "SELECT count(*), max(places) FROM facts") == [(4, 0)]


def test_places_form_a_tree_and_unlisted_ones_hang_in_it(store):
    write(store, reading())
    assert list(
        store.db["places"].rows_where("path LIKE '河南省商丘市夏邑县%'", order_by="path")
    ) == [
        {
            "path": "河南省商丘市夏邑县",
            "name": "夏邑县",
            "code": "411426000000",
            "level": "county",
            "parent": "河南省商丘市",
            "county": "河南省商丘市夏邑县",
            "province": "河南省",
            "listed": 1,
            "successor": None,
            "continued": None,
        },
        {
            "path": "河南省商丘市夏邑县会亭镇",
            "name": "会亭镇",
            "code": "411426101000",
            "level": "township",
            "parent": "河南省商丘市夏邑县",
            "county": "河南省商丘市夏邑县",
            "province": "河南省",
            "listed": 0,
            "successor": None,
            "continued": None,
        },
    ]


def test_works_without_lookups(path):
    with Store(path) as store:
        write(store, reading())
        found = rows(store, "SELECT path, level, county, listed FROM places WHERE code <> ''")
    town = "河南省商丘市夏邑县会亭镇"
    wanzhou = "重庆市万州区"
    assert set(found) == {(town, "township", None, 0), (wanzhou, "county", wanzhou, 0)}


def test_ignored_stretches_are_those_with_numerals_in_source_offsets(store):
    write(store, reading())
    found = rows(store, "SELECT quote, rule FROM ignored ORDER BY id")
    assert found == [("第3页", "text.page"), ("一、", "marker.section")]


def test_issues_of_structure_and_of_reading(store):
    write(store, reading())
    found = rows(store, "SELECT kind, quote, start IS NULL FROM issues ORDER BY id")
    assert found == [("structure.short", None, 1), ("audit.unclaimed", "两地", 0)]


def test_an_issue_that_both_carry_is_stored_once(store):
    issue = Issue("structure.short", "a short text")
    write(store, dataclasses.replace(reading(), issues=(issue,)))
    assert rows(store, "SELECT count(*) FROM issues") == [(1,)]


def test_provenance_is_kept(store):
    run = store.start_run("r1", "jieba")
    given = Provenance("r2", "pkuseg", "http://example.org/1.html", "a note", is_sample=True)
    store.write(reading(), run, given)
    (row,) = store.db["documents"].rows
    kept = [row[key] for key in ("rules_version", "segmenter", "source", "note", "is_sample")]
    assert kept == ["r2", "pkuseg", "http://example.org/1.html", "a note", 1]
    assert row["coverage"] == pytest.approx(85.71)
    assert row["run"] == run


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1624170.29", "1624170.29"),
        ("134000000.00", "134000000"),
        ("1E+12", "1000000000000"),
        ("-0.50", "-0.5"),
        ("100", "100"),
        ("0E-3", "0"),
    ],
)
def test_exact_text_of_numbers(value, text):
    assert exact(Decimal(value)) == text
    assert Decimal(text) == Decimal(value)


# --- search


def test_search_finds_words_across_stray_spaces(store):
    write(store, reading())
    assert len(matches(store, "产量38.2万吨")) == 1
    assert matches(store, "石油") == []


def test_search_forgets_what_was_replaced(store):
    write(store, reading())
    write(store, reading(source=SOURCE.replace("小麦", "大豆")))
    assert matches(store, "小麦") == []
    assert len(matches(store, "大豆")) == 1
    terms = rows(
        store,
        "SELECT count(*) FROM sentences_fts_docsize WHERE id NOT IN (SELECT id FROM sentences)",
    )
    assert terms == [(0,)]
    store.db.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, sentences_fts, row)")
    assert rows(store, "SELECT term FROM temp.v WHERE term LIKE '%麦%'") == []


# --- the same files, the same rows


def test_writing_again_changes_nothing(store, path):
    write(store, reading())
    before = dump(path)
    write(store, reading())
    assert dump(path) == before


def test_order_does_not_matter(tmp_path):
    indices = list(range(30))
    ingest(tmp_path / "a.db", indices)
    random.Random(5).shuffle(indices)
    ingest(tmp_path / "b.db", indices)
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_detours_leave_no_trace(tmp_path):
    ingest(tmp_path / "a.db", [1, 2, 3])
    with Store(tmp_path / "b.db", LOOKUPS) as store:
        write(store, reading(), numbered(9), numbered(2))
        changed = dataclasses.replace(numbered(3).document, id="doc0001")
        write(store, dataclasses.replace(numbered(3), document=changed), numbered(1))
        run = store.start_run("r1", "jieba")
        store.write(numbered(3), run, PROVENANCE)
        store.prune({"doc0001", "doc0002", "doc0003"})
        store.finish_run(run)
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_documents_whose_numbers_collide_live_side_by_side(store, monkeypatch):
    monkeypatch.setattr("db.store._number", lambda doc: (1 << 36) - 1)
    write(store, numbered(1), numbered(2))
    found = rows(store, "SELECT number FROM documents ORDER BY id")
    assert found == [((1 << 36) - 1,), (0,)]
    write(store, numbered(2), numbered(1))
    assert rows(store, "SELECT count(*) FROM sentences")[0][0] == 2 * len(
        numbered(1).document.sentences
    )


def test_sentence_ids_are_exact_in_javascript(store, monkeypatch):
    monkeypatch.setattr("db.store._number", lambda doc: (1 << 36) - 1)
    write(store, reading())
    (highest,) = rows(store, "SELECT max(id) FROM sentences")[0]
    assert highest < 2**53


def test_the_kind_of_a_programme_is_that_of_most_mentions(path):
    ingest(path, [0, 1, 2, 5, 8])  # two campaigns, three policies
    with Store(path) as store:
        assert rows(store, "SELECT kind FROM programmes") == [("policy",)]


def test_shared_rows_that_nothing_uses_go(store):
    write(store, reading())
    run = store.start_run("r1", "jieba")
    assert store.prune(set()) == ["xia"]
    store.finish_run(run)
    left = {t.name for t in description.tables() if store.db[t.name].count}
    assert left == {"runs"}
    assert rows(store, "SELECT count(*) FROM sentences_fts_docsize") == [(0,)]


def test_shared_rows_follow_new_lookups(path):
    with Store(path, Lookups(indicators=lambda label: "old")) as store:
        write(store, reading())
    with Store(path, Lookups(indicators=lambda label: "new")) as store:
        write(store, reading())
        assert rows(store, "SELECT DISTINCT normal FROM indicators") == [("new",)]


# --- runs, failures, pruning


def test_known_documents(store):
    write(store, reading())
    assert store.known() == {"xia": (reading().document.source.sha256, "r1")}


def test_run_counts(store):
    run = store.start_run("r7", "pkuseg")
    store.write(reading(), run, PROVENANCE)
    store.write(numbered(1), run, PROVENANCE)
    store.write_failure("documents/locked.pdf", "it is encrypted", "reader", run)
    store.prune({"xia"})
    store.finish_run(run, unchanged=3)
    (row,) = store.db["runs"].rows
    assert row.pop("seconds") >= 0
    assert row.pop("started") <= row.pop("finished")
    assert row == {
        "id": 1,
        "state": "finished",
        "documents": 2,
        "unchanged": 3,
        "failed": 1,
        "removed": 1,
        "figures": 7,
        "rules_version": "r7",
        "segmenter": "pkuseg",
    }


def test_a_run_left_open_is_marked_by_the_next(store):
    first = store.start_run("r1", "jieba")
    second = store.start_run("r1", "jieba")
    store.finish_run(second, state="failed")
    found = rows(store, "SELECT id, state, finished IS NULL FROM runs ORDER BY id")
    assert found == [(first, "interrupted", 1), (second, "failed", 0)]


def test_a_failure_keeps_what_was_read_before(store, path):
    write(store, reading())
    before = dump(path)
    run = store.start_run("r1", "jieba")
    store.write_failure("documents/xia.txt", "it is empty", "reader", run)
    store.write_failure("documents/xia.txt", "it is empty", "reader", run)
    store.finish_run(run)
    after = dump(path)
    failures = [row for row in after["issues"] if row[1] is None]
    assert [row[2:5] for row in failures] == [("documents/xia.txt", "reader", "it is empty")]
    after["issues"].remove(failures[0])
    assert after == before
    write(store, reading())  # and is forgotten once the file can be read
    assert dump(path) == before


def test_failures_go_with_their_file(store):
    run = store.start_run("r1", "jieba")
    store.write_failure("a.pdf", "it is encrypted", "reader", run)
    store.write_failure("b.pdf", "it is encrypted", "reader", run)
    store.prune(set())
    assert rows(store, "SELECT count(*) FROM issues") == [(2,)]
    store.prune(set(), files={"b.pdf"})
    assert rows(store, "SELECT file FROM issues") == [("b.pdf",)]


# --- when things go wrong


@pytest.mark.parametrize(
    "change",
    [
        lambda made: {"figures": (*made.figures, made.figures[0])},
        lambda made: {"figures": (dataclasses.replace(made.figures[0], part_of="none"),)},
        lambda made: {"checks": (dataclasses.replace(made.checks[0], figures=("none",)),)},
    ],
)
def test_a_reading_that_contradicts_itself_is_refused_whole(store, path, change):
    write(store, reading())
    before = dump(path)
    made = reading()
    with pytest.raises(StoreError, match="writing xia"):
        store.write(dataclasses.replace(made, **change(made)), None, PROVENANCE)
    assert dump(path) == before
    store.write(numbered(1), None, PROVENANCE)  # and the store can be used on


def test_too_many_sentences(store):
    made = reading()
    document = dataclasses.replace(made.document, sentences=made.document.sentences * 40000)
    with pytest.raises(StoreError, match="xia has too many sentences"):
        store.write(dataclasses.replace(made, document=document), None, PROVENANCE)


def test_a_locked_database(store, path):
    write(store, reading())
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        store.write(numbered(1), None, PROVENANCE)
    assert str(caught.value).startswith(f"{path}: another program is writing to it")
    other.rollback()
    store.write(numbered(1), None, PROVENANCE)


def test_reading_goes_on_while_writing(store, path):
    write(store, reading())
    reader = sqlite3.connect(path)
    with store._transaction("a test"):
        store._remove("xia")
        assert reader.execute("SELECT count(*) FROM figures").fetchone() == (4,)


def test_a_read_only_database(store, path):
    write(store, reading())
    before = dump(path)
    store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError) as caught:
        store.write(numbered(1), None, PROVENANCE)
    assert str(caught.value).startswith(f"{path}: it is read-only")
    assert dump(path) == before


def test_a_full_disk(store, path):
    write(store, reading())
    before = dump(path)
    (pages,) = rows(store, "PRAGMA page_count")[0]
    store.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError) as caught:
        for index in range(200):
            store.write(numbered(index), None, PROVENANCE)
    assert str(caught.value).startswith(f"{path}: the disk is full")
    kept = set(store.known()) - {"xia"}
    assert len(kept) < 200
    store.db.execute("PRAGMA max_page_count = 100000")  # somebody made room
    store.prune({"xia"})
    store.finish_run(store.start_run("r1", "jieba"))
    assert dump(path) == before


def test_a_damaged_database(path):
    ingest(path, list(range(20)))
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\x55" * (len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"facts.db: it is (damaged|not a SQLite database)"):
        ingest(path, [30])


# --- the looking over


def test_a_good_database_has_nothing_wrong(store, path):
    write(store, reading(), numbered(1))
    assert check_database(path) == []


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("UPDATE figures SET quote = '39万吨' WHERE id = 'xia#1'", "figures xia#1"),
        ("UPDATE place_mentions SET start = start + 1", "place_mentions xia#p0"),
        ("UPDATE figures SET sentence = (SELECT min(id) FROM sentences)", "outside its sentence"),
        ("UPDATE figures SET part_of = id", "or of itself"),
        ("UPDATE figures SET period_start = NULL", "period that is no date: xia#1"),
        ("UPDATE figures SET high = 1 WHERE id = 'xia#4'", "range that ends below its start"),
        ("UPDATE figures SET value = 7", "number that differs from its exact text: xia#1"),
        ("UPDATE figures SET high_text = '7'", "number without its exact text"),
        ("UPDATE figures SET status = 'hoped'", "figures.status should not have: 'hoped'"),
        ("UPDATE checks SET holds = 2", "checks.holds should not have: 2"),
        ("UPDATE documents SET figures = 5", "count of figures"),
        ("UPDATE documents SET sentences = 5", "count of sentences"),
        ("DELETE FROM texts", "document without its text: xia"),
        ("DELETE FROM units", "row of figures that refers to none of units"),
        ("DELETE FROM sentences WHERE kind = 'title'", "entry of search without its sentence"),
        ("DELETE FROM sentences_fts_docsize", "sentence that search does not know"),
        ("UPDATE runs SET state = 'interrupted'", "run that was broken off"),
    ],
)
def test_harm_is_noticed(store, path, harm, words):
    write(store, reading())
    store.db.execute("PRAGMA foreign_keys = OFF")
    with store.db.atomic():
        store.db.execute(harm)
    found = check_database(path)
    assert any(words in message for message in found), found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE figures SET places = 3 WHERE id = 'xia#1'", "figure whose place or count"),
        ("UPDATE figures SET sole_place = NULL WHERE id = 'xia#1'", "figure whose place or count"),
        ("UPDATE figures SET base_value = 1 WHERE id = 'xia#1'", "value outside of what its print"),
        ("UPDATE places SET successor = path WHERE path = '河南省'", "place that is its own"),
    ],
)
def test_what_does_not_hold_together_is_told(store, path, change, words):
    write(store, reading())
    assert check_database(path) == []
    store.db.execute(change)
    store.db.conn.commit()
    assert [each for each in check_database(path) if each.startswith(words)]
