"""Cuts a text at the edges of spans that may overlap, and writes the pieces as HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A mark-up of breaks that some sites leave in their text; a break opportunity stands for it.
_BREAK = re.compile(r"&lt;br ?/?&gt;", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source to show: ``kind`` is fact, issue or hit.

    ``key`` is the fact's id in its document, ``classes`` say more of it, ``title`` is shown
    where the pointer rests.
    """

    start: int
    end: int
    kind: str
    key: str = ""
    classes: str = ""
    title: str = ""


class Spans:
    """Spans by place; written-once anchors are kept track of while a page is written."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self._spans]
        self._reach = max((span.end - span.start for span in self._spans), default=0)
        self._anchored: set[str] = set()

    def within(self, start: int, end: int) -> list[Span]:
        """The spans that touch a stretch."""
        first = bisect_right(self._starts, start - self._reach)
        last = bisect_left(self._starts, end)
        return [span for span in self._spans[first:last] if span.end > start]

    def html(self, text: str, start: int, end: int) -> Markup:
        """A stretch of the text with its spans marked."""
        found = self.within(start, end)
        if not found:
            return _escaped(text[start:end])
        cuts = {start, end}
        for span in found:
            cuts.add(max(span.start, start))
            cuts.add(min(span.end, end))
        edges = sorted(cuts)
        return Markup("").join(
            self._piece(text[a:b], [s for s in found if s.start <= a and s.end >= b])
            for a, b in pairwise(edges)
        )

    def _anchor(self, name: str) -> bool:
        """Whether this is the first time that an anchor is asked for."""
        fresh = name not in self._anchored
        self._anchored.add(name)
        return fresh

    def _piece(self, text: str, spans: list[Span]) -> Markup:
        """A piece that the spans cover from end to end."""
        html = _escaped(text)
        facts = [span for span in spans if span.kind == "fact"]
        if any(span.kind == "hit" for span in spans):
            identity = Markup(' id="hit"') if self._anchor("hit") else ""
            html = Markup('<em class="hit"{}>{}</em>').format(identity, html)
        if facts:
            html = self._mark(facts, html)
        for issue in (span for span in spans if span.kind == "issue"):
            html = Markup('<span class="issue" title="{}">{}</span>').format(issue.title, html)
        return html

    def _mark(self, facts: list[Span], html: Markup) -> Markup:
        """A piece of one or more facts; the shortest is the one that a click opens."""
        facts = sorted(facts, key=lambda fact: fact.end - fact.start)
        anchors = [fact.key for fact in facts if self._anchor(f"f-{fact.key}")]
        own, others = anchors[:1], anchors[1:]
        before = Markup("").join(Markup('<span id="f-{}"></span>').format(key) for key in others)
        classes = " ".join(dict.fromkeys(" ".join(fact.classes for fact in facts).split()))
        identity = Markup(' id="f-{}"').format(own[0]) if own else ""
        return before + Markup(
            '<mark class="fact {}" data-facts="{}"{}><a href="#r-{}" title="{}">{}</a></mark>'
        ).format(
            classes,
            " ".join(fact.key for fact in facts),
            identity,
            facts[0].key,
            facts[0].title,
            html,
        )


def _escaped(text: str) -> Markup:
    """The text as it stands, with nothing in it taken for HTML.

    >>> _escaped("a<script>&lt;br>")
    Markup('a&lt;script&gt;&amp;lt;br&gt;')
    """
    return Markup(_BREAK.sub("<wbr>", str(escape(text))))


def cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a line of a table: parted by tabs, pipes, or two blanks and more.

    >>> line = "夏邑县\\t18.28%\\t9"
    >>> [line[a:b] for a, b in cells(line, 0, len(line))]
    ['夏邑县', '18.28%', '9']
    >>> line = "| 指标 | | 9 |"
    >>> [line[a:b] for a, b in cells(line, 0, len(line))]
    ['指标', '', '9']
    """
    line = text[start:end]
    if line.startswith("|") and line.count("|") > 1:
        parts = [match.span() for match in _PIPED.finditer(line)]
    else:
        parting = _TAB if "\t" in line else _GAP
        edges = [0, *(at for match in parting.finditer(line) for at in match.span()), len(line)]
        parts = list(zip(edges[::2], edges[1::2], strict=True))
    for first, last in parts:
        piece = line[first:last]
        left = len(piece) - len(piece.lstrip())
        yield start + first + left, start + max(first + left, first + len(piece.rstrip()))


_PIPED = re.compile(r"(?<=\|)[^|]*(?=\|)")
_TAB = re.compile(r"\t")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
