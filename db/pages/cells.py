"""How the cells of table and query pages look: numbers, links, words of ours, doubts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from db import description
from db.pages.facts import approximate
from db.pages.highlight import hits
from db.pages.links import bulletin_path, concept_path, local_id, place_path, web_link
from db.pages.numbers import number_of, plain, short
from db.pages.words import doubt_zh, message_zh, qualifiers_zh, value_zh

if TYPE_CHECKING:
    from collections.abc import Iterable


class Row(Protocol):
    """A row as Datasette hands it over."""

    def keys(self) -> Iterable[str]: ...
    def __getitem__(self, column: str, /) -> object: ...


# Numbers to read; all others (ids, offsets, years) stand as they are.
_NUMBERS = frozenset(
    {
        "value", "high", "base_value", "expected", "stated", "target", "actual", "growth",
        "characters", "sentences", "figures", "numerals", "claimed", "facts", "counties",
        "documents", "issues", "met", "coverage", "total", "largest", "failed", "removed",
        "unchanged", "seconds", "other_value", "base_least", "base_most", "lowest", "highest",
        "others", "median", "distance", "distance_share", "low", "repeats", "mentions",
        "prefectures", "places", "compared",
    }
)  # fmt: skip
_ABOUT = frozenset({"value", "base_value", "target"})  # what the column approx is about
_EXACT = {"value": "value_text", "high": "high_text"}
_SHORT = frozenset(
    {
        "value", "high", "target", "actual", "base_value", "other_value", "lowest", "highest",
        "median", "distance", "total", "largest",
    }
)  # fmt: skip
# Quotes of the second figure in a row, and what the columns beside them begin with.
_SECOND = {"target_quote": "target_", "other_quote": "other_"}
ROWS_SHOWN = 500  # of a query on its page; more make a browser slow
_PLACES = frozenset({"place", "county", "province", "merged_into", "successor", "parent"})
_BEFORE, _AFTER = 40, 20  # characters of a sentence shown around a quote
_ELLIPSIS = 120  # characters of a sentence shown in a cell


def _get(row: Row | None, column: str) -> object:
    """A column of a row, without its label; ``None`` where the row has no such column."""
    if row is None or column not in row.keys():  # noqa: SIM118 - rows iterate over values
        return None
    value = row[column]
    return value["value"] if isinstance(value, dict) else value


def number_cell(value: object, column: str, row: Row | None) -> Markup | None:
    """A number with thousands parted, beside it the same in 万 or 亿."""
    number = number_of(_get(row, _EXACT.get(column, "")) or value)
    if number is None:
        return None
    brief = short(number) if column in _SHORT else ""
    shown = plain(number)
    if column in _ABOUT:
        shown = approximate(shown, _get(row, "approx"))
    beside = Markup(' <small class="short">{}</small>').format(brief) if brief else ""
    return Markup('<span class="number">{}</span>{}').format(shown, beside)


def _figure_id(row: Row | None, table: str | None) -> str:
    return str(_get(row, "id" if table == "figures" else "figure") or "")


def quote_cell(
    value: object, row: Row | None, table: str | None, prefix: str = ""
) -> Markup | None:
    """A quote that leads to its passage in the document; ``prefix`` is that of its columns."""
    document = _get(row, f"{prefix}document")
    figure = _get(row, f"{prefix}figure") if prefix else _figure_id(row, table)
    if not document or not figure:
        return None
    return Markup('<a class="passage" href="{}" title="查看原文">{}</a>').format(
        bulletin_path(str(document), fact=str(figure)), value
    )


def _concept_cell(value: object, column: str, row: Row | None, table: str | None) -> Markup | None:
    """An indicator of the vocabulary, leading to its page."""
    id_ = _get(row, "id" if table == "concepts" else "concept")
    if not id_:
        return None
    label = value["label"] if isinstance(value, dict) else value
    return Markup('<a href="{}" title="{}">{}</a>').format(concept_path(str(id_)), id_, label)


def _place_cell(value: object, row: Row | None, table: str | None) -> Markup:
    """A place, leading to its page."""
    path, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
    if table == "places" and not isinstance(value, dict):  # its own name
        path = _get(row, "path")
    return Markup('<a href="{}">{}</a>').format(place_path(str(path)), label)


def _qualifiers_cell(text: str) -> Markup:
    """The qualifiers, without the names of their columns."""
    return Markup('<span title="{}">{}</span>').format(text, qualifiers_zh(text))


def _document_cell(value: object, row: Row | None) -> Markup:
    """A document, leading to its page, at the fact or sentence that the row is about."""
    label = value["label"] if isinstance(value, dict) else value
    document = str(value["value"] if isinstance(value, dict) else value)
    path = bulletin_path(document, fact=str(_get(row, "figure") or ""))
    return Markup('<a href="{}">{}</a>').format(path, label or document)


def _figure_cell(figure: str, row: Row | None) -> Markup | None:
    """A figure in the result of a query: its id in the document, leading to the passage."""
    document = _get(row, "document")
    if not document:
        return None
    return Markup('<a class="note" href="{}">{}</a>').format(
        bulletin_path(str(document), fact=figure), local_id(figure, str(document))
    )


def _linked(value: dict[str, Any], column: str, table: str | None, database: str) -> Markup | None:
    """The row that a key refers to, by its label."""
    target = references().get((table or "", column))
    if target is None:
        return None
    label = str(value["label"] or value["value"])
    shown = label if len(label) <= _ELLIPSIS else f"{label[:_ELLIPSIS]}…"
    return Markup('<a href="/{}/{}/{}">{}</a>').format(
        tilde_encode(database), target, tilde_encode(str(value["value"])), shown
    )


@lru_cache(maxsize=1)
def references() -> dict[tuple[str, str], str]:
    """Table and column → the table whose key stands in it."""
    return {
        (table.name, column.name): column.references
        for table in description.everything()
        for column in table.columns
        if column.references
    }


def _words_cell(value: object, column: str) -> Markup | None:
    """A word out of a closed list, in Chinese."""
    shown = value_zh(value, column)
    if shown == str(value):
        return None
    return Markup('<span class="word {}" title="{}">{}</span>').format(value, value, shown)


def _doubt_cell(value: object) -> Markup:
    """What is doubtful, where it cannot be overlooked."""
    return Markup('<span class="doubt" title="{}">⚠ {}</span>').format(value, doubt_zh(str(value)))


def _source_cell(value: object) -> Markup | None:
    """Where a file comes from; a link only if a browser may follow it."""
    link = web_link(str(value))
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(link) if link else None


def sentence_cell(sentence: str, row: Row | None) -> Markup:
    """A sentence around the quote of its row, the quote in bold; all of it under the pointer.

    Where the quote stands in it more than once, all of the sentence: which is meant, the row
    does not say.
    """
    spots = hits(sentence, f'"{_get(row, "quote") or ""}"')
    first, last = 0, len(sentence)
    if len(spots) == 1:
        first, last = max(0, spots[0][0] - _BEFORE), min(spots[0][1] + _AFTER, last)
    parts, at = ["…" if first else ""], first
    for start, end in spots:
        parts += [escape(sentence[at:start]), Markup("<b>{}</b>").format(sentence[start:end])]
        at = end
    parts += [escape(sentence[at:last]), "…" if last < len(sentence) else ""]
    return Markup('<span class="sentence" title="{}">{}</span>').format(
        sentence, Markup("").join(parts)
    )


def _special(value: object, column: str, row: Row | None, table: str | None) -> Markup | None:
    """Cells of columns that have a look of their own."""
    found: Markup | None = None
    if column == "doubt":
        found = _doubt_cell(value)
    elif column == "quote":
        found = quote_cell(value, row, table)
    elif column in _SECOND:
        found = quote_cell(value, row, table, _SECOND[column])
    elif column in {"concept", "concept_zh"} or (table, column) == ("concepts", "zh"):
        found = _concept_cell(value, column, row, table)
    elif column in _PLACES or (table, column) == ("places", "name"):
        found = _place_cell(value, row, table)
    elif column == "qualifiers":
        found = _qualifiers_cell(str(value))
    elif column == "document":
        found = _document_cell(value, row)
    elif column == "figure" and table is None:
        found = _figure_cell(str(value), row)
    elif column == "sentence" and table in {None, "facts"}:
        found = sentence_cell(str(value), row)
    elif column == "source":
        found = _source_cell(value)
    elif column == "id" and table == "documents":
        found = Markup('<a href="{}">{}</a>').format(bulletin_path(str(value)), value)
    return found


def render(
    value: object, column: str, row: Row | None, table: str | None, database: str
) -> Markup | str | None:
    """The HTML of a cell; ``None`` to leave it to Datasette."""
    if value is None or value == "":
        return None
    special = _special(value, column, row, table)
    if special is not None:
        return special
    if isinstance(value, dict):
        return _linked(value, column, table, database)
    if column in _NUMBERS and isinstance(value, int | float):
        return number_cell(value, column, row)
    if column in {"message", "example"}:
        return Markup(escape(message_zh(str(value))))
    return _words_cell(value, column) or _plain(value)


def _plain(value: object) -> Markup | None:
    """Text that Datasette would take for an address it could link to: shown as it is."""
    text = str(value)
    return (
        Markup(escape(text)) if text.lstrip().lower().startswith(("http", "javascript")) else None
    )
