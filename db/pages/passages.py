"""A document's source text as HTML: titles, paragraphs, tables, and all that lies between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from db.pages.spans import Spans, cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.pages.spans import Span

# What sites and converters leave between sentences without a word in it.
_WORDLESS = re.compile(r"[\s\-|*#_>=~`+:\u200b\ufeff]*")
_TAGS = {"title": "h2", "heading": "h3", "meta": "p", "text": "p"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, heading or line of a table, with its place in the source."""

    position: int
    paragraph: int
    kind: str
    start: int
    end: int


def _between(text: str, start: int, end: int, spans: Spans) -> Markup:
    """What stands between two lines: nothing if no word is there, else muted."""
    if _WORDLESS.fullmatch(text, start, end) and not spans.within(start, end):
        return Markup("")
    return Markup('<span class="between">{}</span>').format(spans.html(text, start, end))


class Page:
    """Writes the lines of a text in order; every character of it comes out once."""

    def __init__(self, text: str, lines: Sequence[Line], spans: Iterable[Span]) -> None:
        self._text = text
        self._lines = sorted(lines, key=lambda line: (line.start, line.position))
        self._spans = Spans(tuple(spans))
        self._at = 0

    def html(self) -> Markup:
        """The whole text."""
        blocks = [self._block(list(lines)) for _, lines in groupby(self._lines, _group)]
        last = self._block_between(len(self._text))
        return Markup("\n").join(filter(None, [*blocks, last]))

    def _block(self, lines: list[Line]) -> Markup:
        before = self._block_between(lines[0].start)
        if lines[0].kind == "table":
            rows = Markup("\n").join(self._row(line) for line in lines)
            body = Markup('<div class="scroll"><table class="printed">{}</table></div>').format(
                rows
            )
        else:
            tag = Markup(_TAGS.get(lines[0].kind, "p"))
            inner = Markup("").join(self._inner(lines))
            body = Markup('<{} class="{}">{}</{}>').format(tag, lines[0].kind, inner, tag)
        return before + body

    def _block_between(self, start: int) -> Markup:
        found = _between(self._text, self._at, start, self._spans)
        self._at = max(self._at, start)
        return Markup('<p class="meta">{}</p>').format(found) if found else Markup("")

    def _inner(self, lines: list[Line]) -> Iterator[Markup]:
        for line in lines:
            yield _between(self._text, self._at, max(self._at, line.start), self._spans)
            start = max(self._at, line.start)
            inner = self._spans.html(self._text, start, max(start, line.end))
            yield Markup('<span class="s" id="s-{}">{}</span>').format(line.position, inner)
            self._at = max(self._at, line.end)

    def _row(self, line: Line) -> Markup:
        """A line of a table, cell by cell; what parts its cells holds no words."""
        before = self._row_between(line.start)
        spans = list(cells(self._text, max(self._at, line.start), line.end))
        across = Markup(' colspan="99" class="across"') if len(spans) == 1 else ""
        found = [
            Markup("<td{}>{}</td>").format(across, self._spans.html(self._text, start, end))
            for start, end in spans
        ]
        self._at = max(self._at, line.end)
        row = Markup('<tr id="s-{}">{}</tr>').format(line.position, Markup("").join(found))
        return before + row

    def _row_between(self, start: int) -> Markup:
        """Words between two lines of a table, which are of neither."""
        if _WORDLESS.fullmatch(self._text, self._at, max(self._at, start)):
            return Markup("")
        found = _between(self._text, self._at, start, self._spans)
        return Markup('<tr><td colspan="99" class="across">{}</td></tr>').format(found)


def _group(line: Line) -> tuple[str, int]:
    """Lines of one block: a paragraph, or a table."""
    return line.kind, -1 if line.kind == "table" else line.paragraph
