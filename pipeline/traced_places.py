"""The decider of a figure's place that tells a trace which places it considered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.places_of import Places

if TYPE_CHECKING:
    from extractors.labels import Label
    from pipeline.clauses import Slot
    from pipeline.model import PlaceMention, Quantity, Sentence
    from pipeline.trace import Trace


class TracedPlaces(Places):
    """Notes the places named in the sentence, and which step chose one or fell back."""

    trace: Trace
    _asked = False

    def of(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label
    ) -> tuple[tuple[str, ...], str]:
        self._asked = self.trace.wants(quantity)
        if self._asked:
            self._candidates(sentence, quantity)
        found = super().of(sentence, slot, quantity, label)
        if self._asked:
            self.trace.read["place"] = found[0]
        self._asked = False
        return found

    def _candidates(self, sentence: Sentence, quantity: Quantity) -> None:
        own = self.own(sentence.article)
        for mention in self.within(sentence.start, sentence.end):
            behind = "place.behind" if mention.start >= quantity.end else "place.possible"
            reason = self._named.refusal(mention, own) or behind
            words = self._text[mention.start : mention.end]
            self.trace.note("place", reason, f"{words} = {mention.path}")

    def _chose(self, what: str, paths: tuple[str, ...]) -> None:
        if self._asked and any(paths):
            self.trace.note("place", what, "、".join(paths))

    def _taken_over(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label
    ) -> tuple[tuple[str, ...], str]:
        asked, self._asked = self._asked, False
        goes_on = self._last.sentence == sentence.index and self._goes_on(sentence, slot, label)
        found = super()._taken_over(sentence, slot, quantity, label)
        self._asked = asked
        own = self.own(sentence.article)
        if goes_on:
            self._chose("place.as-before", found[0])
        elif found[0] and found[0] == self._carried:
            self._chose("place.carried", found[0])
        elif own:
            self._chose("place.article", (own,))
        elif asked:
            self.trace.note("place", "place.unknown")
        return found

    def _counted_in(self, slot: Slot, quantity: Quantity, own: str) -> str:
        found = super()._counted_in(slot, quantity, own)
        self._chose("place.counted-in", (found,))
        return found

    def _found(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, start: int
    ) -> list[PlaceMention]:
        found = super()._found(sentence, slot, quantity, start)
        self._chose("place.said", self._named.group(found) if found else ())
        return found

    def _behind(self, quantity: Quantity, slot: Slot, own: str) -> list[PlaceMention]:
        found = super()._behind(quantity, slot, own)
        self._chose("place.said-behind", self._named.group(found) if found else ())
        return found

    def _pointed_at(self, slot: Slot, quantity: Quantity, own: str) -> str:
        found = super()._pointed_at(slot, quantity, own)
        self._chose("place.scope", (found,))
        return found

    def _beside(self, start: int, quantity: Quantity, own: str) -> tuple[str, ...]:
        found = super()._beside(start, quantity, own)
        self._chose("place.beside", found)
        return found

    def _back(self, slot: Slot, quantity: Quantity, own: str) -> str:
        found = super()._back(slot, quantity, own)
        self._chose("place.back", (found,))
        return found
