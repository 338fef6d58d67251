"""Canonical text of a source, with the way back to the source's own characters.

In this order: characters printed in several forms are folded one to one; front matter and
markup go; stray spaces go; line ends inside sentences go. Every canonical character is the
source's character or its fold, and whatever is gone is listed with the rule that took it.
A canonical text is its own canonical text, but for markup nested inside markup (``<<b>p>``),
of which one layer goes, and for bold print, whose ends keep a heading from the text below.
"""

from __future__ import annotations

from pipeline.draft import Draft
from pipeline.folding import fold_table
from pipeline.marks import without_front_matter, without_marks
from pipeline.model import CanonicalText
from pipeline.spacing import without_stray_spaces
from pipeline.wraps import without_wraps

ROUNDS = 3  # a joined line may show a stray space, and the other way round


def canonicalise(source: str) -> CanonicalText:
    """The clean text, each character mapped to its offset in ``source``.

    >>> canonicalise("投入 １７００ 万元").text
    '投入1700万元'
    """
    folded = Draft(source.translate(fold_table()), Draft.of(source).origin)
    draft = without_marks(without_front_matter(folded))
    for _ in range(ROUNDS):
        before = draft
        draft = without_wraps(without_stray_spaces(draft))
        if draft is before:
            break
    removed = tuple(sorted(draft.removed, key=lambda cut: cut.start))
    return CanonicalText(draft.text, draft.origin, removed)
