"""Values of the county panel as a wide table: a row a concept, a column a year or a place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from db.pages.facts import approximate
from db.pages.numbers import number_of, plain, short

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

_KIND = ("subject", "concept", "concept_zh", "qualifiers", "measure", "base_unit", "status")
_MEASURES = ("level", "rate", "growth", "change")


def _ranks(panel: Iterable[dict[str, Any]]) -> dict[object, int]:
    """Where subjects and concepts stand: those that are reported most come first."""
    ranks: dict[object, int] = {}
    for each in panel:
        for name in ("subject", "concept"):
            key, position = (name, each[name]), each["concept_position"] or 0
            ranks[key] = min(position, ranks.get(key, position))
    return ranks


def _order(kind: tuple[Any, ...], ranks: dict[object, int]) -> tuple[Any, ...]:
    """By subject and concept; amounts before changes, the whole first, done before planned."""
    subject, concept, _, qualifiers, measure, unit, status = kind
    return (
        ranks["subject", subject], subject or "", ranks["concept", concept], concept,
        qualifiers is not None, qualifiers or "", status, _MEASURES.index(measure), unit or "",
    )  # fmt: skip


def _cell(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One value of a cell: of the whole year before a part of it, else the latest; and how many
    more there are."""
    best = max(found, key=lambda each: (each["annual"] is not None, each["period"]))
    number = number_of(best["base_value"])
    assert number is not None
    text = short(number) or plain(number)
    return {
        **best,
        "shown": approximate(text, best["approx"]),
        "exact": plain(number),
        "more": len(found) - 1 + sum(each["others"] for each in found),
    }


def kind_of(each: dict[str, Any]) -> tuple[Any, ...]:
    """What a value of the panel is of: rows of one kind stand in one line."""
    return tuple(each[name] for name in _KIND)


def wide(
    panel: Sequence[dict[str, Any]], across: str, columns: Sequence[Hashable]
) -> list[dict[str, Any]]:
    """The rows of a table whose columns are values of ``across``: each its kind and its cells.

    A cell is ``None`` where nothing is reported.
    """
    ranks = _ranks(panel)
    grouped: dict[tuple[Any, ...], dict[Hashable, list[dict[str, Any]]]] = defaultdict(dict)
    for each in panel:
        cells = grouped[kind_of(each)]
        cells.setdefault(each[across], []).append(each)
    return [
        {
            **dict(zip(_KIND, kind, strict=True)),
            "cells": [
                _cell(grouped[kind][column]) if column in grouped[kind] else None
                for column in columns
            ],
        }
        for kind in sorted(grouped, key=lambda each: _order(each, ranks))
        if any(column in grouped[kind] for column in columns)
    ]
