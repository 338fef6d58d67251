"""What a news story goes on about, paragraph after paragraph: the place that it told of last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.figure_places import place_grammar
from extractors.organisation_names import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import OrganisationMention, Sentence
    from pipeline.named_places import NamedPlaces

STOPS = frozenset("。！？；：”…")
CLAUSE = regex.compile(r"[，；：]")


class Story:
    """The places of a story, from where it tells of them to where it speaks of the nation again.

    ``paths`` are empty where none is told; ``open`` says that no clause since has turned to the
    nation, so that words without a place may be of either.
    """

    def __init__(
        self, text: str, named: NamedPlaces, organisations: Iterable[OrganisationMention]
    ) -> None:
        self._text = text
        self._levels = named.levels
        national = names().national
        bodies = {o.start: o.rule in national for o in organisations}
        self._offices = frozenset(start for start, nation in bodies.items() if nation)
        self._others = frozenset(bodies) - self._offices  # 中国铁路某局集团公司
        self._article = -1
        self.paths: tuple[str, ...] = ()
        self.open = False

    def tell(self, paths: tuple[str, ...]) -> None:
        """Begin to tell of places; of a whole province no story is told."""
        narrow = bool(paths) and all(self._levels.get(path) != "province" for path in paths)
        self.paths, self.open = (paths if narrow else ()), narrow

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: another article, a headline or words for the nation end the story."""
        widens = self.widens(sentence.start, sentence.start + 1)
        if sentence.article != self._article or self._headline(sentence) or widens:
            self._article = sentence.article
            self.tell(())

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: a clause of it may have turned to the nation."""
        self.open = self.open and not self.widens(sentence.start, sentence.end)

    def _headline(self, sentence: Sentence) -> bool:
        """Whether the sentence is a line of its own that does not end as one: an item begins."""
        text, start, end = self._text, sentence.start, sentence.end
        opens = start == 0 or text[start - 1] == "\n"
        return opens and text[end : end + 1] in ("", "\n") and text[end - 1] not in STOPS

    def widens(self, start: int, end: int) -> bool:
        """Whether a clause from ``start`` to ``end`` turns to the nation: 今年我国…, 农业农村部…"""
        heads = [start, *(m.end() for m in CLAUSE.finditer(self._text, start, end))]
        return any(at in self._offices or self._of_nation(at) for at in heads)

    def _of_nation(self, at: int) -> bool:
        """Whether a clause that begins here opens with a word for the nation, if behind a time."""
        found = place_grammar().nation.match(self._text, at)
        return found is not None and found.start("word") not in self._others

    def pointed(self, sentence: Sentence, *, wide: bool) -> bool:
        """Whether the sentence points back to the place: 当地, 这里; 村里 to a village.

        In the news of a county 当地 may be the county.
        """
        if not self.paths:
            return False
        grammar, start, end = place_grammar(), sentence.start, sentence.end
        if wide and grammar.here.search(self._text, start, end):
            return True
        village = self._levels.get(self.paths[-1]) == "village"
        return village and grammar.in_village.search(self._text, start, end) is not None
