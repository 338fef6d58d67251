"""What others know of places, units and indicators, in the store's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place as the gazetteer lists it; ``successor`` is the path of what it has become.

    ``same``: that is the place itself under what it is called now, and not one it went into.
    """

    path: str
    name: str
    code: str
    level: str
    successor: str = ""
    same: bool = True


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """What is known of a unit: the exact ``factor`` to ``base``, none where nothing converts."""

    dimension: str
    base: str
    factor: Fraction | None


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """An indicator of the vocabulary; ``low`` and ``high`` in ``base_unit``, None where open.

    ``checked`` says what of it was compared with the document ``seen``: its definition, its
    source or none.
    """

    id: str
    zh: str
    en: str
    subject: str
    dimension: str
    kind: str
    base_unit: str
    definition: str
    source: str = ""
    low: float | None = None
    high: float | None = None
    checked: str = "none"
    seen: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """A programme of the register; "" and None where it does not know."""

    level: str
    issuer: str
    year: int | None
    components: tuple[str, ...]
    seen: str = ""


def _no_places(path: str) -> Sequence[PlaceEntry]:
    return ()


def _no_units(unit: str) -> UnitEntry | None:
    return None


def _no_concepts(concept: str) -> ConceptEntry | None:
    return None


def _no_programmes(name: str) -> ProgrammeEntry | None:
    return None


_MARKS = {ord(mark): None for mark in "“”‘’\"'《》"}


def plain_label(label: str) -> str:
    """An indicator without blanks and quotation marks.

    >>> plain_label("“两不愁” 达标户数")
    '两不愁达标户数'
    """
    return "".join(label.translate(_MARKS).split())


@dataclass(frozen=True, slots=True)
class Lookups:
    """Pure functions of the key.

    ``places`` gives the chain from the top (the province) down to the place itself, nothing
    where it does not list the place. ``indicators`` gives the label to bring like together by.
    ``concepts`` gives the entry of the vocabulary with this id, ``programmes`` that of the
    register with this name.
    """

    places: Callable[[str], Sequence[PlaceEntry]] = _no_places
    units: Callable[[str], UnitEntry | None] = _no_units
    indicators: Callable[[str], str] = plain_label
    concepts: Callable[[str], ConceptEntry | None] = _no_concepts
    programmes: Callable[[str], ProgrammeEntry | None] = _no_programmes
