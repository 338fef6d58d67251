"""A text under cleaning, which keeps the way back to the characters of its source."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Ignored

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Edit:
    """Cut ``start:end`` out; ``keep`` (one character or none) stays, mapped onto ``at``."""

    start: int
    end: int
    rule: str
    keep: str = ""
    at: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """Text so far, the source offset of each character, and what was cut out of the source."""

    text: str
    origin: array[int]
    removed: tuple[Ignored, ...] = ()

    @classmethod
    def of(cls, source: str) -> Draft:
        """A draft that is still the source itself."""
        return cls(source, array("i", range(len(source))))

    def edited(self, edits: Iterable[Edit]) -> Draft:
        """This draft with the edits made; they come in text order and do not overlap."""
        pieces: list[str] = []
        origin: array[int] = array("i")
        removed: list[Ignored] = []
        done = 0
        for edit in edits:
            pieces.append(self.text[done : edit.start])
            origin.extend(self.origin[done : edit.start])
            if edit.keep:
                pieces.append(edit.keep)
                origin.append(self.origin[edit.at if edit.at >= 0 else edit.start])
            removed.extend(self._cut(edit))
            done = edit.end
        if not done:
            return self
        pieces.append(self.text[done:])
        origin.extend(self.origin[done:])
        return Draft("".join(pieces), origin, (*self.removed, *removed))

    def _cut(self, edit: Edit) -> list[Ignored]:
        """The stretches of the source that the edit takes out, without the kept character."""
        kept = edit.at if edit.at >= 0 else edit.start
        parts = [(edit.start, edit.end)]
        if edit.keep:
            parts = [(edit.start, kept), (kept + 1, edit.end)]
        return [
            Ignored(self.origin[start], self.origin[end - 1] + 1, edit.rule)
            for start, end in parts
            if start < end
        ]
