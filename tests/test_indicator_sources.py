"""What the vocabulary of indicators says of its sources: which were seen, and where."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from extractors import indicator_sources
from extractors.indicator_lexicon import load_indicators
from extractors.indicator_sources import check_of, load_sources
from pipeline.errors import LexiconError

ENTRIES = list(load_indicators().by_id.values())
SOURCES = load_sources()


@pytest.fixture
def read(monkeypatch):
    """Read a register of our own in place of the real one."""

    def load(*rows):
        monkeypatch.setattr(indicator_sources, "read_toml", lambda _: {"source": list(rows)})
        return indicator_sources.load_sources.__wrapped__()

    return load


def test_every_source_of_an_entry_is_in_the_register():
    lost = {each.id: each.source for each in ENTRIES if each.source not in {"", *SOURCES}}
    assert not lost, "add them to indicator_sources.toml"


def test_every_source_of_the_register_is_that_of_an_entry():
    assert set(SOURCES) <= {each.source for each in ENTRIES}


def test_no_title_is_given_that_nobody_has_seen():
    assert not [name for name, seen in SOURCES.items() if "《" in name and not seen]


@pytest.mark.parametrize(
    ("id_", "checked", "where"),
    [
        ("migrant-workers", "definition", "2023年国民经济和社会发展统计公报》注释[8]"),
        ("construction-enterprises", "source", "制度主要内容"),
        ("water-investment", "source", "资料来源"),
        ("petitions", "none", ""),
        ("gazelle-firms", "none", ""),  # nobody defines it
    ],
)
def test_an_entry_says_what_of_it_was_seen(id_, checked, where):
    check = check_of(load_indicators().by_id[id_])
    assert check.checked == checked
    assert where in check.seen


def test_what_is_not_in_the_register_was_not_seen():
    entry = SimpleNamespace(seen="", source="某局某制度")
    assert check_of(entry) == ("none", "")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"name": "某局《某制度》", "seen": ""}, "nobody has seen"),
        ({"name": "某局"}, "both texts"),
        ({"name": "某局", "seen": True}, "both texts"),
        ({"name": "某局", "seen": "", "date": "2020"}, "both texts"),
    ],
)
def test_a_mistake_in_the_register_is_named(read, row, why):
    with pytest.raises(LexiconError, match=rf"indicator_sources\.toml: entry .*{why}"):
        read(row)


def test_a_source_stands_once(read):
    row = {"name": "某局", "seen": "某公报"}
    assert read(row) == {"某局": "某公报"}
    with pytest.raises(LexiconError, match="stands twice"):
        read(row, row)
