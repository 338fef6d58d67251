"""Every entry of every lexicon has its example and refusal; what lacks one is named."""

from __future__ import annotations

import pytest
from lexicon_entries import NO_EXAMPLE, NO_REFUSAL, entries, files, missing

from extractors import indicator_lexicon, organisation_lexicon, programme_lexicon, units
from extractors import programme_words as words
from extractors.lexicons import read_toml
from pipeline.errors import LexiconError

FILES = files()


@pytest.mark.parametrize("file", FILES)
def test_every_entry_has_what_it_needs(file):
    assert missing(file, FILES[file]) == []


@pytest.mark.parametrize("exempt", [NO_REFUSAL, NO_EXAMPLE], ids=["refusal", "example"])
def test_what_needs_none_is_there(exempt):
    for file, tables in exempt.items():
        assert set(tables) <= {table for table, _ in entries(FILES[file])}, file


@pytest.mark.parametrize(
    ("file", "table", "row", "lacks"),
    [
        ("units.toml", "unit", {"name": "垧"}, ["example"]),
        ("units.toml", "unit", {"name": "垧", "example": "12垧"}, []),
        ("units.toml", "unit", {"name": "垧", "example": " "}, ["example"]),
        ("programmes.toml", "programmes", {"name": "雨露计划"}, ["example"]),
        ("programmes.toml", "programmes", {"name": "三变", "quoted": True}, ["example", "refusal"]),
        ("programme_suffixes.toml", "head", {"word": "行动"}, ["example", "refusal"]),
        ("organisations.toml", "named", {"id": "bank", "example": "[绿源]"}, ["refusal"]),
        ("organisations.toml", "stop", {"id": "bank", "example": "银行卡"}, []),
        ("indicators/a.toml", "indicator", {"id": "grain"}, ["example", "refusal"]),
        ("indicators/a.toml", "indicator", {"id": "g", "example": "a", "refuse": ""}, ["refusal"]),
        ("new.toml", "rule", {"id": "x", "example": "a", "refuses": ["b"]}, []),
    ],
    ids=str,
)
def test_what_is_missing_is_named(file, table, row, lacks):
    said = missing(file, {table: [row]})
    name = next(iter(row.values()))
    assert [each.startswith(f"{file}: entry {name}: ") for each in said] == [True] * len(lacks)
    assert [each.split(": ")[2].removesuffix(" is missing") for each in said] == lacks


@pytest.mark.parametrize(
    ("module", "load", "file", "table", "entry"),
    [
        (units, "load_units", "units.toml", "unit", "平方米"),
        (programme_lexicon, "load_lexicon", "programmes.toml", "programmes", "脱贫攻坚"),
        (words, "load_words", "programme_suffixes.toml", "head", "行动"),
        (organisation_lexicon, "organisation_lexicon", "organisations.toml", "named", "company"),
        (
            indicator_lexicon,
            "load_indicators",
            "indicators/agriculture.toml",
            "indicator",
            "grain-output",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_load_without_the_example_names_file_and_entry(
    monkeypatch, module, load, file, table, entry
):
    def without(name):
        data = read_toml(name)
        if name == file:
            del data[table][0]["example"]
        return data

    monkeypatch.setattr(module, "read_toml", without)
    with pytest.raises(LexiconError) as raised:
        getattr(module, load).__wrapped__()
    for said in (file, entry, "example", "is missing"):
        assert said in str(raised.value)
