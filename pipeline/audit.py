"""What nobody claimed: every digit run of a document is accounted for, or becomes an issue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.figures import uncovered
from extractors.numeral_grammar import NUMERAL
from pipeline.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Reading

CONTEXT = 10


def audit(reading: Reading) -> Reading:
    """The reading with its counts of numerals, and an issue for each that nothing explains."""
    text = reading.document.text
    spans = list(_claims(reading))
    spans += [(i.start, i.end) for i in reading.issues if i.start >= 0]
    lost = uncovered(text, spans)
    issues = [Issue("numeral-unread", _around(text, start, end), start, end) for start, end in lost]
    present = sum(1 for _ in NUMERAL.finditer(text))
    unclaimed = len(uncovered(text, _claims(reading)))
    return replace(
        reading,
        issues=(*reading.issues, *issues),
        numerals=present,
        claimed=present - unclaimed,
    )


def _claims(reading: Reading) -> Iterator[tuple[int, int]]:
    for group in (
        reading.figures,
        reading.times,
        reading.programmes,
        reading.places,
        reading.organisations,
        reading.ignored,
    ):
        for item in group:
            yield item.start, item.end


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - CONTEXT) : end + CONTEXT].replace("\n", " ")
