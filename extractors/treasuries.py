"""The budgets of places, where a text names them as one who gives: 县财政安排资金800万元."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import alternation, read_toml
from extractors.organisation_text import Reader
from pipeline.model import OrganisationMention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Document, PlaceMention, Tagging

TREASURY = "treasury"  # the kind: told of where it gave, and no organisation by itself


@cache
def _words() -> tuple[regex.Pattern[str], tuple[str, ...]]:
    data = read_toml("organisation_roles.toml")["treasury"]
    levels = f"(?:{alternation(data['levels'])})(?!{alternation(data['not_before'])})"
    acts = f"(?:{alternation(data['adverbs'])})*+(?:{alternation(data['acts'])})"
    nation = f"(?P<nation>{alternation(data['nation'])})(?={acts})"
    return regex.compile(f"{nation}|{levels}"), tuple(data["not_after"])


def find_treasuries(
    document: Document,
    tagging: Tagging,
    places: Sequence[PlaceMention],
    found: Sequence[OrganisationMention],
) -> list[OrganisationMention]:
    """The treasuries of one level or place each, in text order, outside of organisations."""
    reader = Reader.of(document, tagging, places)
    pattern, not_after = _words()
    taken = {at for each in found for at in range(each.start, each.end)}
    treasuries = []
    for match in pattern.finditer(document.text):
        named = match["nation"] is not None
        start = match.start() if named else reader.prefix(match.start(), 0)
        alone = not document.text.endswith(not_after, 0, start)
        if (named or start < match.start()) and alone and start not in taken:
            name = "".join(document.text[start : match.end()].split())
            mention = OrganisationMention(start, match.end(), name, TREASURY, TREASURY)
            treasuries.append(mention)
    return treasuries
