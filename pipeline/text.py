"""Canonical text of a source, with the way back to the source's own characters.

In this order: characters printed in several forms are folded one to one; front matter and
markup go; stray spaces go; line ends inside sentences go. Every canonical character is the
source's character or its fold, and whatever is gone is listed with the rule that took it.
Markup nested inside markup (``<<b>p>``) is undone by one layer: otherwise a canonical text
is its own canonical text.
"""

from __future__ import annotations

from pipeline.draft import Draft
from pipeline.folding import fold_table
from pipeline.marks import without_front_matter, without_marks
from pipeline.model import CanonicalText
from pipeline.spacing import without_stray_spaces
from pipeline.wraps import without_wraps


def canonicalise(source: str) -> CanonicalText:
    """The clean text, each character mapped to its offset in ``source``.

    >>> text = canonicalise("投入 １７００ 万元").text
    >>> text
    '投入1700万元'
    """
    draft = Draft(source.translate(fold_table()), Draft.of(source).origin)
    for stage in (without_front_matter, without_marks, without_stray_spaces, without_wraps):
        draft = stage(draft)
    removed = tuple(sorted(draft.removed, key=lambda cut: cut.start))
    return CanonicalText(draft.text, draft.origin, removed)
