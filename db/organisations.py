"""Which organisation a mention means: the key under which all bulletins store it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.model import OrganisationMention, Reading


def organisation_id(doc: str, mention: OrganisationMention) -> str:
    """The key of what is mentioned: its full name, and what tells it from another one of it.

    >>> from pipeline.model import OrganisationMention
    >>> def key(name, place="", unique=False):
    ...     return organisation_id("d", OrganisationMention(0, 1, "", "", "", name, place, unique))
    >>> key("青石县财政局", "青石县"), key("清华大学", unique=True)
    ('青石县财政局', '清华大学')
    >>> key("县城投公司", "青石县"), key("绿源公司")
    ('县城投公司（青石县）', '绿源公司#d')
    """
    name, place = mention.canonical or mention.name, mention.place
    if mention.unique or (place and place in name):
        return name
    return f"{name}（{place}）" if place else f"{name}#{doc}"


def is_local(mention: OrganisationMention) -> bool:
    """Whether only its bulletin knows which body it is."""
    return not mention.unique and not mention.place


def organisation_rows(reading: Reading) -> list[dict[str, Any]]:
    """A row for each organisation that a reading names."""
    doc = reading.document.id
    rows = {}
    for mention in reading.organisations:
        key = organisation_id(doc, mention)
        rows[key] = {
            "id": key,
            "name": mention.canonical or mention.name,
            "kind": mention.kind or None,
            "place": mention.place or None,
            "document": doc if is_local(mention) else None,
        }
    return list(rows.values())
