"""What differs between two readings of the same documents: gained, lost and changed."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# What is compared of each type; rule and period_text only say how a reading was come by.
FIELDS: dict[str, tuple[str, ...]] = {
    "figure": (
        "value",
        "high",
        "unit",
        "indicator",
        "place",
        "period",
        "status",
        "approx",
        "measure",
        "part_of",
        "programme",
        "concept",
        "doubt",
    ),
    "programme": ("name",),
    "place": ("path",),
    "organisation": ("name",),
    "check": ("expected", "stated", "holds"),
    "issue": ("kind",),
}
GAINED, LOST, CHANGED = "gained", "lost", "changed"


class Facts(Protocol):
    """Readings that can be compared: a database, or what ``extract`` printed."""

    def documents(self) -> Sequence[str]:
        """The ids of its documents, sorted."""

    def rows(self, doc: str) -> list[dict[str, Any]]:
        """The rows of one document, as ``extract`` prints them."""

    def text(self, doc: str) -> str:
        """The source text of a document, "" where it is not to be had."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row under comparison: where it stands, and its compared fields as text."""

    type: str
    start: int
    end: int
    quote: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact gained or lost, or one field of it that changed."""

    doc: str
    type: str
    sort: str  # gained, lost or changed
    start: int
    end: int
    quote: str
    field: str  # "" where the whole is gained or lost
    old: str
    new: str


def compare(old: Facts, new: Facts) -> Iterator[Difference]:
    """All differences, document by document in the order of their ids."""
    before, after = set(old.documents()), set(new.documents())
    for doc in sorted(before | after):
        was = items(old.rows(doc)) if doc in before else []
        now = items(new.rows(doc)) if doc in after else []
        for type_ in FIELDS:
            yield from _of_type(
                doc,
                [item for item in was if item.type == type_],
                [item for item in now if item.type == type_],
            )


def items(rows: Iterable[Mapping[str, Any]]) -> list[Item]:
    """The rows of a document made comparable, in text order.

    Ids of figures count up, so that one more figure renames all behind it: a whole and the
    figures of a check are named by where they stand.

    >>> whole = {"type": "figure", "id": "a-1", "start": 3, "end": 5, "quote": "9人", "value": 9}
    >>> part = {**whole, "id": "a-2", "start": 8, "end": 10, "part_of": "a-1"}
    >>> items([whole, part])[1].fields["part_of"]
    '9人@3'
    """
    rows = list(rows)
    named = {row["id"]: f"{row['quote']}@{row['start']}" for row in rows if row["type"] == "figure"}
    spans = {row["id"]: (row["start"], row["end"]) for row in rows if row["type"] == "figure"}
    found = [_item(row, named, spans) for row in rows if row["type"] in FIELDS]
    return sorted(found, key=lambda item: (item.start, item.end))


def _item(
    row: Mapping[str, Any], named: Mapping[str, str], spans: Mapping[str, tuple[int, int]]
) -> Item:
    type_ = row["type"]
    fields = {name: _shown(row.get(name)) for name in FIELDS[type_]}
    if type_ == "check":
        members = [name for name in row["figures"] if name in spans]
        start, end = spans[members[-1]] if members else (-1, -1)
        quote = " ".join([row["kind"], *(named[name] for name in members)])
        return Item(type_, start, end, quote, fields)
    if type_ == "figure":
        fields["part_of"] = named.get(row.get("part_of") or "", "")
    return Item(type_, row["start"], row["end"], row.get("quote") or row["message"], fields)


def _shown(value: object) -> str:
    """One text for what a database and JSON hold alike.

    >>> _shown(350000000), _shown(0.5), _shown(None), _shown(["A", "B"]), _shown(True)
    ('350000000', '0.5', '', 'A、B', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _of_type(doc: str, was: list[Item], now: list[Item]) -> Iterator[Difference]:
    pairs, lost, gained = _paired(was, now)
    found = [_difference(doc, item, LOST, old=_summary(item)) for item in lost]
    found += [_difference(doc, item, GAINED, new=_summary(item)) for item in gained]
    for before, after in pairs:
        found += [
            _difference(doc, after, CHANGED, name, before.fields[name], after.fields[name])
            for name in after.fields
            if before.fields[name] != after.fields[name]
        ]
    yield from sorted(found, key=lambda d: (d.start, d.sort, d.field))


def _difference(
    doc: str, item: Item, sort: str, field: str = "", old: str = "", new: str = ""
) -> Difference:
    return Difference(doc, item.type, sort, item.start, item.end, item.quote, field, old, new)


def _summary(item: Item) -> str:
    return " · ".join(value for value in item.fields.values() if value)


def _paired(
    was: list[Item], now: list[Item]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs of the same span, then of spans that overlap; what is left was lost or gained."""
    pairs: list[tuple[Item, Item]] = []
    by_span = {span: list(group) for span, group in groupby(now, key=_span)}
    rest = []
    for item in was:
        same = by_span.get(_span(item))
        if same:
            pairs.append((item, same.pop(0)))
        else:
            rest.append(item)
    left = [item for group in by_span.values() for item in group]
    left.sort(key=_span)
    starts = [item.start for item in left]
    taken: set[int] = set()
    lost = []
    for item in rest:
        at = _overlapping(item, left, starts, taken)
        if at < 0:
            lost.append(item)
        else:
            taken.add(at)
            pairs.append((item, left[at]))
    return pairs, lost, [item for at, item in enumerate(left) if at not in taken]


def _span(item: Item) -> tuple[int, int, str]:
    # a check has no span of its own: it is the same where its figures are
    return item.start, item.end, item.quote if item.type == "check" else ""


def _overlapping(item: Item, left: list[Item], starts: list[int], taken: set[int]) -> int:
    """The index of a free item that shares characters with another one, -1 without one."""
    if item.type == "check":
        return -1
    last = bisect_left(starts, item.end)
    for at in range(last - 1, max(-1, last - 4), -1):
        if at not in taken and left[at].end > item.start:
            return at
    return -1
