"""Where things of one document stand: their ids, source spans, quotes and sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.model import Document

Row = dict[str, Any]

# A document's number has 36 bits, a sentence's position 17: together 53, so that the ids of
# sentences are exact in JavaScript too.
SENTENCE_BITS = 17
NUMBER_BITS = 36


def article_id(doc: str, index: int) -> str:
    """The id of an article."""
    return f"{doc}#a{index}"


def section_id(doc: str, index: int) -> str | None:
    """The id of a section; ``None`` for -1."""
    return None if index < 0 else f"{doc}#s{index}"


class Positions:
    """Where things of one document stand: source spans, quotes and sentences."""

    def __init__(self, document: Document, number: int) -> None:
        self._canonical = document.canonical
        self._source = document.source.text
        self._sentences = document.sentences
        self._starts = [sentence.start for sentence in document.sentences]
        self._base = number << SENTENCE_BITS

    def span(self, start: int, end: int) -> Row:
        """Start and end in the source."""
        first, last = self._canonical.source_span(start, end)
        return {"start": first, "end": last}

    def passage(self, start: int, end: int) -> Row:
        """Start, end and what stands there."""
        first, last = self._canonical.source_span(start, end)
        return {"start": first, "end": last, "quote": self._source[first:last]}

    def raw(self, start: int, end: int) -> Row:
        """The same for offsets that are those of the source already."""
        return {"start": start, "end": end, "quote": self._source[start:end]}

    def sentence_id(self, index: int) -> int | None:
        """The id of a sentence; ``None`` for -1."""
        return None if index < 0 else self._base + index

    def sentence_at(self, start: int) -> int | None:
        """The id of the sentence that holds a canonical offset."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or start >= self._sentences[at].end:
            return None
        return self._base + self._sentences[at].index
