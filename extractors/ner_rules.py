"""Puts right what the tagger is known to get wrong about entities.

The knowledge is ``lexicon/ner_vetoes.toml``: phrases that are no entities, and words after
which a person is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import ahocorasick_rs
import regex

from extractors.lexicons import read_toml
from pipeline.errors import LexiconError
from pipeline.model import Entity, Tagging, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE = "ner_vetoes.toml"
NO_ENTITY = "n"  # the tag of a word whose entity was refused

_HAN = regex.compile(r"\p{Han}")
# A place of its own after a role word (书记 + 青石镇) is no person.
_PLACE_END = regex.compile(r"[省市县区镇乡村州旗局委]\Z")
_DATELINE = regex.compile(r"\s*+(?:报道|电|讯|消息)")


@dataclass(frozen=True, slots=True)
class Veto:
    """One rule of the list."""

    id: str
    match: str  # whole, inside, single
    tags: frozenset[str]
    phrases: tuple[str, ...]
    example: str
    refuse: str


@dataclass(frozen=True, slots=True)
class Role:
    """Words after which a person is named."""

    id: str
    where: str  # before, byline
    words: tuple[str, ...]
    not_names: frozenset[str]
    example: str
    refuse: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The rules, ready to be applied to texts."""

    vetoes: tuple[Veto, ...]
    roles: tuple[Role, ...]
    whole: Mapping[str, frozenset[str]]  # phrase → the tags that it cannot have
    inside: Sequence[tuple[str, frozenset[str]]]
    single: Mapping[str, frozenset[str]]  # tag → the characters that may stand alone
    phrases: Any  # Aho-Corasick over ``inside``
    role: regex.Pattern[str]

    @classmethod
    def load(cls) -> Corrections:
        """The rules of the lexicon."""
        data = read_toml(FILE)
        vetoes = tuple(_veto(entry) for entry in data["veto"])
        roles = tuple(_role(entry) for entry in data["role"])
        inside = tuple(_by_phrase(vetoes, "inside").items())
        return cls(
            vetoes,
            roles,
            _by_phrase(vetoes, "whole"),
            inside,
            {tag: frozenset(v.phrases) for v in vetoes if v.match == "single" for tag in v.tags},
            ahocorasick_rs.AhoCorasick([phrase for phrase, _ in inside]),
            _role_pattern(roles),
        )

    def apply(self, text: str, tagging: Tagging) -> Tagging:
        """The tagging of the text with refused entities gone, and persons called so."""
        kept, refused = self._sift(text, tagging.entities)
        persons = list(self._persons(text, kept))
        entities = _with_persons(kept, persons)
        tags = {span: NO_ENTITY for span in refused}
        tags.update({(person.start, person.end): "PER" for person in persons})
        return Tagging(_retagged(tagging.words, tags), entities)

    def _sift(
        self, text: str, entities: Sequence[Entity]
    ) -> tuple[list[Entity], list[tuple[int, int]]]:
        """The entities that no veto refuses, spaces trimmed, and the spans of the others."""
        covers = self._covers(text)
        kept: list[Entity] = []
        refused: list[tuple[int, int]] = []
        for entity in entities:
            trimmed = _trimmed(text, entity)
            if self._vetoed(text, trimmed, covers):
                refused.append((entity.start, entity.end))
            else:
                kept.append(trimmed)
        return kept, refused

    def _covers(self, text: str) -> dict[int, list[tuple[int, int, frozenset[str]]]]:
        """The fixed phrases of the text by each of the offsets that they cover."""
        covers: dict[int, list[tuple[int, int, frozenset[str]]]] = {}
        for number, start, end in self.phrases.find_matches_as_indexes(text, overlapping=True):
            for at in range(start, end):
                covers.setdefault(at, []).append((start, end, self.inside[number][1]))
        return covers

    def _vetoed(
        self,
        text: str,
        entity: Entity,
        covers: Mapping[int, list[tuple[int, int, frozenset[str]]]],
    ) -> bool:
        name = text[entity.start : entity.end]
        if _HAN.search(name) is None or entity.tag in self.whole.get(name, ()):
            return True
        if len(name) == 1:
            return name not in self.single.get(entity.tag, name)
        return any(
            entity.end <= end and entity.tag in tags
            for _, end, tags in covers.get(entity.start, ())
        )

    def _persons(self, text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
        """The persons that a role word announces."""
        starting = {entity.start: entity for entity in entities}
        not_names = self.not_names
        for match in self.role.finditer(text):
            entity = starting.get(match.end("cue"))
            if entity is not None and _may_be_person(text, entity):
                yield replace(entity, tag="PER")
            for start, end in match.spans("name"):
                place = start in starting and _DATELINE.match(text, end) is not None
                if not place and text[start:end] not in not_names:
                    yield Entity(start, end, "PER")

    @property
    def not_names(self) -> frozenset[str]:
        """Words of a byline that are no names."""
        return frozenset().union(*(role.not_names for role in self.roles))


def _by_phrase(vetoes: Sequence[Veto], match: str) -> dict[str, frozenset[str]]:
    """The phrases of one kind of rule, each with the tags that it refuses."""
    found: dict[str, frozenset[str]] = {}
    for veto in vetoes:
        if veto.match == match:
            for phrase in veto.phrases:
                found[phrase] = found.get(phrase, frozenset()) | veto.tags
    return found


def _veto(entry: Mapping[str, Any]) -> Veto:
    try:
        veto = Veto(
            entry["id"],
            entry["match"],
            frozenset(entry["tags"]),
            tuple(entry["phrases"]),
            entry["example"],
            entry["refuse"],
        )
    except KeyError as error:
        raise LexiconError(f"{FILE}: {entry.get('id', 'veto')}: {error} is missing") from error
    if veto.match not in {"whole", "inside", "single"}:
        raise LexiconError(f"{FILE}: {veto.id}: match is {veto.match!r}")
    return veto


def _role(entry: Mapping[str, Any]) -> Role:
    try:
        role = Role(
            entry["id"],
            entry["where"],
            tuple(entry["words"]),
            frozenset(entry["not_names"]),
            entry["example"],
            entry["refuse"],
        )
    except KeyError as error:
        raise LexiconError(f"{FILE}: {entry.get('id', 'role')}: {error} is missing") from error
    if role.where not in {"before", "byline"}:
        raise LexiconError(f"{FILE}: {role.id}: where is {role.where!r}")
    return role


def _role_pattern(roles: Sequence[Role]) -> regex.Pattern[str]:
    """A role word with what parts it from the name; in bylines the names set off by spaces."""
    byline = [word for role in roles if role.where == "byline" for word in role.words]
    before = [word for role in roles if role.where == "before" for word in role.words]
    return regex.compile(
        r"""
        (?P<cue> \L<byline> [ \u3000:：]++ )
          (?P<name> \p{Han}{2,3}+ ) (?! \p{Han} )
          (?: [ \u3000、]++ (?P<name> \p{Han}{2,3}+ ) (?! \p{Han} ) )*+
        | (?P<cue> (?: \L<byline> | \L<before> ) [ \u3000:：]*+ ) (?= \p{Han} )
        """,
        regex.VERBOSE,
        byline=byline,
        before=before,
    )


def _trimmed(text: str, entity: Entity) -> Entity:
    """The entity without the spaces that the tagger took into it."""
    name = text[entity.start : entity.end]
    start = entity.start + len(name) - len(name.lstrip())
    end = entity.end - (len(name) - len(name.rstrip()))
    return Entity(start, max(start, end), entity.tag)


def _may_be_person(text: str, entity: Entity) -> bool:
    name = text[entity.start : entity.end]
    return (
        entity.tag == "LOC"
        and 2 <= len(name) <= 3
        and _PLACE_END.search(name) is None
        and _DATELINE.match(text, entity.end) is None
    )


def _with_persons(entities: Sequence[Entity], persons: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities with the persons in the stead of what they overlap."""
    if not persons:
        return tuple(entities)
    taken = {at for person in persons for at in range(person.start, person.end)}
    others = [e for e in entities if taken.isdisjoint(range(e.start, e.end))]
    return tuple(sorted({*others, *persons}, key=lambda entity: entity.start))


def _retagged(words: Sequence[Word], tags: Mapping[tuple[int, int], str]) -> Sequence[Word]:
    if not tags:
        return words
    return tuple(
        word._replace(tag=tags[word.start, word.end]) if (word.start, word.end) in tags else word
        for word in words
    )
