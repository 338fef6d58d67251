"""The text of one document with what is known of its words, to be asked from any offset."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from extractors.organisation_lexicon import organisation_lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.organisation_lexicon import OrganisationLexicon
    from pipeline.model import Document, PlaceMention, Tagging, Word

HAN = regex.compile(r"\p{Han}")


@dataclass(frozen=True, slots=True)
class Reader:
    """One document while its organisations are looked for."""

    text: str
    lexicon: OrganisationLexicon
    words: Sequence[Word]
    starts: Sequence[int]  # of the words
    borders: frozenset[int]  # of words and of places
    places: Mapping[int, int]  # end → start of the places, whoever saw them
    named: Mapping[int, int]  # offset inside an ORG of the tagger → its start

    @classmethod
    def of(cls, document: Document, tagging: Tagging, places: Sequence[PlaceMention]) -> Reader:
        """The document with its words and places, ready to be asked from any offset."""
        spans = {entity.end: entity.start for entity in tagging.entities if entity.tag == "LOC"}
        spans |= {place.end: place.start for place in places}
        named = {
            at: entity.start
            for entity in tagging.entities
            if entity.tag == "ORG"
            for at in range(entity.start + 1, entity.end)
        }
        starts = [word.start for word in tagging.words]
        borders = {*starts, *(word.end for word in tagging.words), *spans, *spans.values()}
        return cls(
            document.text,
            organisation_lexicon(),
            tagging.words,
            starts,
            frozenset(borders),
            spans,
            named,
        )

    def word_before(self, at: int) -> int:
        """The number of the word that the character before ``at`` belongs to, else -1."""
        number = bisect_left(self.starts, at) - 1
        return number if number >= 0 and self.words[number].end >= at else -1

    def seen(self, start: int, end: int) -> bool:
        """Whether the tagger saw an organisation in just this span."""
        return self.named.get(end - 1) == start and self.named.get(end) != start

    def clean(self, at: int, floor: int) -> bool:
        """Whether a name may begin here."""
        return at in self.borders or at in {floor, 0} or HAN.match(self.text, at - 1) is None

    def place_before(self, at: int, floor: int) -> int:
        """Where the places that end here begin (重庆市 + 綦江区 + 扶欢镇); ``at`` without any."""
        while (start := self.places.get(at, at)) < at and start >= floor:
            at = start
        return at

    def prefix(self, at: int, floor: int) -> int:
        """Where the level or the places before ``at`` begin; ``at`` where there is neither."""
        start = self.place_before(at, floor)
        if start == at:
            level = self.lexicon.levels.match(self.text, floor, at)
            if level is None:
                return at
            free = level[0] in self.lexicon.free_levels
            if not free and not self.level_stands(level.start(), floor):
                return at
            start = self.place_before(level.start(), floor)
        for party in self.lexicon.parties:
            if self.text.endswith(party, floor, start):
                return start - len(party)
        return start

    def headed(self, start: int) -> bool:
        """Whether a level or a place begins here, as a word of its own."""
        number = self.word_before(start + 1)
        if number < 0 or self.words[number].start != start:
            return False
        end = self.words[number].end
        return self.places.get(end) == start or self.text[start:end] in self.lexicon.level_words

    def level_stands(self, at: int, floor: int) -> bool:
        """Whether a level is one of its own: not the 镇 of 乡镇, not the 市 of 全市."""
        if at in {floor, 0}:
            return True
        before = self.text[at - 1]
        if before in self.lexicon.level_always_after:
            return True
        if self.text.endswith(self.lexicon.head_verbs, floor, at):
            return True  # 新建|市中医院
        return before not in self.lexicon.level_not_after and self.clean(at, floor)

    def trimmed(self, start: int, end: int) -> int:
        """The start without the verb that the tagger took for the head of the name."""
        found = self.lexicon.heads.match(self.text, start, end)
        return found.end() if found is not None else start

    def extended(self, start: int, floor: int) -> int:
        """The start that the tagger gives to the organisation around ``start``."""
        seen = self.named.get(start, start)
        if seen < floor or self.text[start - 1 : start] in self.lexicon.level_always_after:
            return start
        if self.text.startswith(self.lexicon.level_kinds, seen):
            return start
        return self.trimmed(seen, start)
