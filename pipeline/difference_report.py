"""Differences between two readings in words: a table of counts, and a sample with passages."""

from __future__ import annotations

import csv
import random
from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table

from pipeline.differences import CHANGED, GAINED, LOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from pipeline.differences import Difference, Facts

AROUND = 40  # characters of the passage on each side
SEED = 1  # the same differences give the same sample
COLUMNS = ("document", "type", "sort", "field", "old", "new", "quote", "start", "end", "passage")


def counts(differences: Iterable[Difference]) -> Table:
    """How many facts were gained and lost, and how often each field changed."""
    whole = Counter((d.type, d.sort) for d in differences if d.sort != CHANGED)
    fields = Counter((d.type, d.field) for d in differences if d.sort == CHANGED)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in ("新增 gained", "丢失 lost", "改变 changed"):
        table.add_column(heading, justify="right")
    for type_ in dict.fromkeys([type_ for type_, _ in [*whole, *fields]]):
        table.add_row(type_, str(whole[type_, GAINED]), str(whole[type_, LOST]), "")
        for (of, field), count in sorted(fields.items()):
            if of == type_:
                table.add_row(f"  {field}", "", "", str(count))
    return table


def sampled(differences: Sequence[Difference], limit: int) -> list[Difference]:
    """At most ``limit`` of them, drawn by a fixed seed, in their order; 0 is all."""
    if not limit or len(differences) <= limit:
        return list(differences)
    drawn = random.Random(SEED).sample(range(len(differences)), limit)
    return [differences[at] for at in sorted(drawn)]


def passages(differences: Iterable[Difference], facts: Facts) -> Iterator[tuple[Difference, str]]:
    """Each difference with the words around it, "" where the text is not to be had."""
    doc, text = None, ""
    for each in differences:
        if each.doc != doc:
            doc = each.doc
            text = facts.text(doc) if doc in facts.documents() else ""
        yield each, passage(text, each.start, each.end)


def passage(text: str, start: int, end: int) -> str:
    """The words around a span, which stands in brackets, in one line.

    >>> passage("全县粮食产量27万吨。", 6, 10)
    '全县粮食产量【27万吨】。'
    """
    if start < 0 or not text:
        return ""
    ahead, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return " ".join(f"{ahead}【{text[start:end]}】{behind}".split())


def lines(shown: Iterable[tuple[Difference, str]]) -> Iterator[str]:
    """The differences one by one, for a terminal."""
    signs = {GAINED: "+", LOST: "-", CHANGED: "~"}
    for each, words in shown:
        yield f"{signs[each.sort]} {each.doc}:{each.start} {each.type} {each.field}".rstrip()
        if each.old:
            yield f"    - {each.old}"
        if each.new:
            yield f"    + {each.new}"
        yield f"      {words or each.quote}"


def write_csv(target: TextIO, shown: Iterable[tuple[Difference, str]]) -> None:
    """All of them as a table for a spreadsheet, a line each."""
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for each, words in shown:
        writer.writerow(
            (
                each.doc,
                each.type,
                each.sort,
                each.field,
                each.old,
                each.new,
                each.quote,
                each.start,
                each.end,
                words,
            )
        )
