"""Bulletins in small, and what is asked of any document, for the tests of structure."""

from __future__ import annotations

from pipeline.model import Document, ManifestRow, SentenceKind, SourceText
from pipeline.structure import structure

BODY = "今年以来，全镇上下齐心协力，各项工作取得新的成效，群众收入稳步增加。"


def read(text: str, manifest: ManifestRow | None = None) -> Document:
    return structure(SourceText("bulletin", "bulletin.txt", text, "utf-8", ""), manifest)


def words(document: Document, kind: SentenceKind) -> list[str]:
    return [document.text[s.start : s.end] for s in document.sentences if s.kind is kind]


def outline(document: Document) -> list[tuple[int, str, str]]:
    return [(s.level, s.marker, s.heading) for s in document.sections]


def ignored(document: Document) -> set[tuple[str, str]]:
    return {(document.text[i.start : i.end], i.rule) for i in document.ignored}


def check_sentences(document: Document) -> None:
    """Every character that is no white space is in just one sentence, in text order."""
    covered = [0] * len(document.text)
    before = 0
    for index, sentence in enumerate(document.sentences):
        assert sentence.index == index and before <= sentence.start < sentence.end
        before = sentence.end
        article = document.articles[sentence.article]
        assert article.start <= sentence.start and sentence.end <= article.end
        if sentence.section >= 0:
            section = document.sections[sentence.section]
            assert section.article == sentence.article
            assert section.start <= sentence.start < section.end
        for at in range(sentence.start, sentence.end):
            covered[at] += 1
    for character, times in zip(document.text, covered, strict=True):
        assert character.isspace() or times == 1


def check_sections(document: Document) -> None:
    for index, section in enumerate(document.sections):
        assert section.index == index and section.start < section.end
        if section.parent >= 0:
            parent = document.sections[section.parent]
            assert parent.start <= section.start and section.end <= parent.end
            assert section.level == parent.level + 1
        else:
            assert section.level == 1
