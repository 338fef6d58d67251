"""The words that narrow an indicator down, as columns of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from pipeline.model import Figure

Row = dict[str, Any]

# Axis of the qualifiers → its column. GROUP is a word of SQL's.
QUALIFIERS = {
    "group": "subject_group",
    **{
        axis: axis
        for axis in (
            "tier", "flow", "scope", "industry", "ownership", "currency", "mode", "partner",
            "region", "item", "basis",
        )
    },
}  # fmt: skip


def qualifier_columns(figure: Figure) -> Row:
    """A column for each axis, and all that are there in one text to compare by."""
    found = dict(figure.qualifiers)
    unknown = sorted(set(found) - set(QUALIFIERS))
    if unknown:
        raise LexiconError(f"qualifiers: no column for the axis {unknown[0]}")
    row: Row = {column: found.get(axis) or None for axis, column in QUALIFIERS.items()}
    whole = "; ".join(f"{column}={value}" for column, value in row.items() if value)
    return {"qualifiers": whole or None, **row}
