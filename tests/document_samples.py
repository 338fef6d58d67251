"""Documents put together by hand, for the tests that need only a part of what structure reads."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from pipeline.model import (
    Article,
    Attribute,
    CanonicalText,
    Document,
    Origin,
    Section,
    Sentence,
    SentenceKind,
    SourceText,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def document(
    text: str,
    *,
    title: str = "",
    articles: Iterable[Article] = (),
    sections: Iterable[Section] = (),
    sentences: Iterable[Sentence] = (),
) -> Document:
    """A document whose canonical text is its source."""
    return Document(
        id="doc",
        source=SourceText("doc", "doc.txt", text, "utf-8", ""),
        canonical=CanonicalText(text, array("l", range(len(text)))),
        title=Attribute(title, Origin.STATED if title else Origin.INFERRED),
        articles=tuple(articles),
        sections=tuple(sections),
        sentences=tuple(sentences),
        tables=(),
    )


def one_article(
    text: str, title: str = "", date: Attribute | None = None, sections: Iterable[Section] = ()
) -> Document:
    """A document of one article over the whole text."""
    article = Article(0, 0, len(text), title, "news", date=date)
    return document(text, title=title, articles=(article,), sections=sections)


def sentences(*spans: tuple[int, int]) -> tuple[Sentence, ...]:
    """Sentences of running text, in one paragraph of one article."""
    return tuple(
        Sentence(index, 0, -1, start, end, SentenceKind.TEXT, 0)
        for index, (start, end) in enumerate(spans)
    )
