"""The word lists of ``lexicon/organisations.toml``, compiled for one pass over a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import ahocorasick_rs
import regex

from extractors.lexicons import read_toml
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE = "organisations.toml"
KINDS = frozenset(
    {"party", "government", "enterprise", "cooperative", "school", "hospital", "media"}
    | {"financial", "mass", "other"}
)


class Form(IntEnum):
    """How an ending finds the beginning of its name; at one place the first that can wins."""

    STOP = 0
    ORGAN = 1
    WHOLE = 2
    OFFICE = 3
    NAMED = 4
    GROUP = 5


_FORMS = {
    "whole": (Form.WHOLE, "names"),
    "organ": (Form.ORGAN, "names"),
    "office": (Form.OFFICE, "suffixes"),
    "named": (Form.NAMED, "suffixes"),
    "group": (Form.GROUP, "suffixes"),
    "stop": (Form.STOP, "phrases"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """One entry of the lexicon: a set of endings that behave alike."""

    id: str
    form: Form
    kind: str
    words: tuple[str, ...]
    example: str
    refuse: str
    not_before: tuple[str, ...]  # what may not follow
    not_behind: tuple[str, ...]  # what may not stand before a complete name
    kinds: regex.Pattern[str]  # what makes it a kind and not a name
    bare: bool  # may stand without the place before it
    word: bool  # must be words of its own
    common: bool  # an ordinary noun before it makes a name, too (石化公司)
    strict: bool  # no verb in its task
    placed: bool  # begins with a place
    listed: bool  # stands for itself after another organisation: 区党工委、管委会
    branded: bool  # of the tagger's finds: a place alone before it makes no name (天津文旅)
    seen: bool  # a place and a kind are a name where the tagger saw just this span: 山西科技学院


class Hit(NamedTuple):
    """An ending in a text."""

    start: int
    end: int
    ending: Ending


@dataclass(frozen=True, slots=True)
class OrganisationLexicon:
    """All entries, with the automata over their words."""

    endings: tuple[Ending, ...]
    confirmed: tuple[Ending, ...]  # endings with which the tagger's own finds are believed
    automaton: Any
    owners: Sequence[tuple[Ending, ...]]  # of each pattern of the automaton
    fields: regex.Pattern[str]  # read from right to left
    joined_not: tuple[str, ...]  # what no 和 joins to a field
    joined_offices: frozenset[str]
    levels: regex.Pattern[str]  # read from right to left
    congress: regex.Pattern[str]
    branches: tuple[str, ...]  # bodies of the nation that have branches in places
    branch: regex.Pattern[str]  # what a bank has in a place, behind its name
    heads: regex.Pattern[str]  # what stands at the head of a name and is no part of it
    head_verbs: tuple[str, ...]
    kind_tails: tuple[str, ...]
    parties: tuple[str, ...]  # what may stand before the place
    level_words: frozenset[str]
    free_levels: frozenset[str]
    level_not_after: frozenset[str]
    level_always_after: frozenset[str]
    level_kinds: tuple[str, ...]  # 乡镇便民服务中心 is no name
    openers: frozenset[str]
    believed: Mapping[str, Ending]
    longest_believed: int
    stops: frozenset[str]
    alone: frozenset[str]  # endings, which name nothing by themselves

    def hits(self, text: str) -> Iterator[Hit]:
        """Every ending in the text, overlapping ones too, in the order of their ends."""
        for number, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            for ending in self.owners[number]:
                yield Hit(start, end, ending)

    def confirming(self, name: str) -> Ending | None:
        """The entry by whose ending a name that the tagger saw is believed."""
        if name in self.alone or any(name[-length:] in self.stops for length in (2, 3, 4)):
            return None
        for length in range(min(self.longest_believed, len(name) - 1), 0, -1):
            if found := self.believed.get(name[-length:]):
                return None if found.kinds.fullmatch(name[:-length]) else found
        return None


@cache
def organisation_lexicon() -> OrganisationLexicon:
    """The lexicon, read once."""
    data = read_toml(FILE)
    endings = tuple(
        _ending(entry, form, words)
        for table, (form, words) in _FORMS.items()
        for entry in data[table]
    )
    confirmed = tuple(_ending(entry, Form.WHOLE, "endings") for entry in data["ending"])
    believed = {word: ending for ending in confirmed for word in ending.words}
    owners = _owners(endings)
    levels = data["levels"]
    return OrganisationLexicon(
        endings,
        confirmed,
        ahocorasick_rs.AhoCorasick(list(owners)),
        [tuple(sorted(found, key=lambda ending: ending.form)) for found in owners.values()],
        regex.compile(r"(?r)\L<field>(?:[和与]?\L<field>){0,3}", field=data["fields"]["words"]),
        tuple(data["joined"]["refused"]),
        frozenset(data["joined"]["offices"]),
        regex.compile(r"(?r)\L<level>", level=levels["single"] + levels["long"]),
        _congress(data["congress"]),
        tuple(data["branches"]["heads"]),
        _branch(data["branches"]["tails"]),
        _heads(data["heads"]),
        tuple(data["heads"]["verbs"]),
        tuple(data["kind_tails"]["words"]),
        tuple(data["parties"]["words"]),
        frozenset(levels["single"] + levels["long"]),
        frozenset(levels["free"]),
        frozenset(levels["not_after"]),
        frozenset(levels["always_after"]),
        tuple(levels["kinds"]),
        frozenset(data["openers"]["words"]),
        believed,
        max(map(len, believed)),
        frozenset(word for end in endings if end.form is Form.STOP for word in end.words),
        frozenset(owners),
    )


def _congress(data: Mapping[str, Any]) -> regex.Pattern[str]:
    return regex.compile(
        r"\L<head>?+ 第 [一二三四五六七八九十百]++ [届次] \L<body> (?!议)",
        regex.VERBOSE,
        head=data["heads"],
        body=data["bodies"],
    )


def _branch(tails: Sequence[str]) -> regex.Pattern[str]:
    return regex.compile(
        r"(?:(?![和与及在向等为的设开入建])\p{Han}){0,8}?\L<tail>", tail=list(tails)
    )


def _heads(heads: Mapping[str, Any]) -> regex.Pattern[str]:
    return regex.compile(
        r"(?:\p{Han}{0,6}?\L<subject>)?+\L<verb>?+", subject=heads["subjects"], verb=heads["verbs"]
    )


def _owners(endings: Sequence[Ending]) -> dict[str, list[Ending]]:
    owners: dict[str, list[Ending]] = {}
    for ending in endings:
        for word in ending.words:
            owners.setdefault(word, []).append(ending)
    return owners


def _ending(entry: Mapping[str, Any], form: Form, words: str) -> Ending:
    name = entry.get("id", "an entry without id")
    kind = entry.get("kind", "other")
    if kind not in KINDS:
        raise LexiconError(f"{FILE}: {name}: kind is {kind!r}")
    try:
        return Ending(
            entry["id"],
            form,
            kind,
            tuple(entry[words]),
            entry["example"],
            entry.get("refuse", ""),
            tuple(entry.get("not_before", ())),
            tuple(entry.get("not_behind", ())),
            _kinds(entry.get("not_after", ())),
            entry.get("bare", False),
            entry.get("word", False),
            entry.get("common", False),
            entry.get("strict", False),
            entry.get("placed", False),
            entry.get("listed", False),
            entry.get("branded", False),
            entry.get("seen", False),
        )
    except KeyError as error:
        raise LexiconError(f"{FILE}: {name}: {error} is missing") from error


def _kinds(modifiers: Sequence[str]) -> regex.Pattern[str]:
    """Modifiers, one or several in a row (普通高等), also behind 各, 全 or a count (五大)."""
    return regex.compile(
        r"""
        (?: 各级?+ | 全[省市县区州]?+ | [一二两三四五六七八九十几多]++ [大家个所]
          | (?: 国家 | 自治区 | 省 | 市 | 县 | 区 | 州 | 镇 | 乡 | 村 ) 级 )?
        \L<modifier>*
        """,
        regex.VERBOSE,
        modifier=list(modifiers),
    )
