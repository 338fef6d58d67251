"""What nobody claimed: every digit run of a document is accounted for, or becomes an issue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.figures import uncovered
from extractors.numeral_grammar import NUMERAL
from pipeline.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Reading

CONTEXT = 10
LOOSE = frozenset({"number-without-unit", "numeral-unread"})
APART = 40  # characters between two cells of a flattened table
MANY = 4  # numbers without a unit in a row are no slips but a table

_STOP = regex.compile(r"[。；！？，\n]")


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
        issues=tuple(_gathered(text, (*reading.issues, *issues))),
        numerals=present,
        claimed=present - unclaimed,
    )


def _gathered(text: str, issues: Sequence[Issue]) -> list[Issue]:
    """The issues, those of the cells of one flattened table as one.

    >>> cells = [Issue("number-without-unit", "", at, at + 2) for at in (3, 10, 17, 24)]
    >>> [(i.kind, i.start, i.end) for i in _gathered("城东镇12 城南镇15 城西镇11 城北镇13", cells)]
    [('flattened-table', 3, 26)]
    """
    loose = sorted((i for i in issues if i.kind in LOOSE), key=lambda issue: issue.start)
    runs: list[list[Issue]] = []
    for issue in loose:
        between = text[runs[-1][-1].end : issue.start] if runs else ""
        if runs and len(between) <= APART and not _STOP.search(between):
            runs[-1].append(issue)
        else:
            runs.append([issue])
    done = [issue for issue in issues if issue.kind not in LOOSE]
    for run in runs:
        done.extend([_as_table(text, run)] if len(run) >= MANY else run)
    return done


def _as_table(text: str, run: Sequence[Issue]) -> Issue:
    start, end = run[0].start, run[-1].end
    message = (
        f"{len(run)} numbers without units or columns: {_around(text, start, start + CONTEXT)}"
    )
    return Issue("flattened-table", message, start, end)


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
