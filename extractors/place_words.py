"""The word lists about places, out of ``lexicon/place_words.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.lexicons import alternation, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What ``place_words.toml`` says, ready for use.

    ``abbreviations`` maps the one letter of a province to its name; ``same_zones`` maps the
    name of a zone to the path of the county that it is.
    """

    common: frozenset[str]
    common_full: frozenset[str]
    vetoes: AhoCorasick
    offices: regex.Pattern[str]
    street: regex.Pattern[str]
    waters: regex.Pattern[str]
    features: regex.Pattern[str]
    hub: regex.Pattern[str]
    village_vetoes: frozenset[str]
    unlisted_refused: frozenset[str]
    abbreviations: Mapping[str, str]
    neighbours: Mapping[str, frozenset[str]]
    same_zones: Mapping[str, str]
    zone_kinds: tuple[str, ...]
    zone: regex.Pattern[str]
    listed_zone: regex.Pattern[str]


def _feature_pattern(features: Mapping[str, str]) -> regex.Pattern[str]:
    """山 behind a name, but not that of 山区."""
    words, others = (alternation(features[name].split()) for name in ("words", "not_before"))
    return regex.compile(rf"(?:{words})(?!{others})")


def _zone_pattern(zones: Mapping[str, str]) -> regex.Pattern[str]:
    """金井片区 before its 管理局."""
    kinds, seats = (alternation(zones[name].split()) for name in ("kinds", "seats"))
    return regex.compile(rf"(?P<zone>\p{{Han}}{{2,6}}?(?:{kinds}))(?={seats})")


def _listed_zone_pattern(listed: Mapping[str, str]) -> regex.Pattern[str]:
    """城乡一体化示范区 or 高新区, whole: the list goes on, or ends, behind it."""
    before, kinds = (alternation(listed[name].split()) for name in ("before", "kinds"))
    return regex.compile(rf"(?:{before})?(?:{kinds})(?=[、，。；：）)\s和与及等各共分\d]|$)")


@lru_cache(maxsize=1)
def load_place_words() -> PlaceWords:
    """The word lists; read once a process."""
    data = read_toml("place_words.toml")
    letters = data["abbreviations"]
    zones = data["zones"]
    streets = tuple((data["streets"]["words"] + " " + data["schools"]["words"]).split())
    return PlaceWords(
        common=frozenset(data["common"]["words"].split()),
        common_full=frozenset(data["common_full"]["words"].split()),
        vetoes=AhoCorasick(data["vetoes"]["words"].split(), matchkind=MatchKind.LeftmostLongest),
        offices=regex.compile(alternation(data["offices"]["words"].split())),
        street=regex.compile(alternation(streets)),
        waters=regex.compile(alternation(data["waters"]["words"].split())),
        features=_feature_pattern(data["features"]),
        hub=regex.compile(
            rf"以(?P<name>\p{{Han}}{{2,5}}?)为(?:{alternation(data['hubs']['words'].split())})"
        ),
        village_vetoes=frozenset(data["village_vetoes"]["words"].split()),
        unlisted_refused=frozenset(data["unlisted_village"]["refused"]),
        abbreviations=dict(zip(letters["letters"], letters["names"].split(), strict=True)),
        neighbours={k: frozenset(v.split()) for k, v in data["neighbours"].items()},
        same_zones=dict(zones["same"]),
        zone_kinds=tuple(zones["kinds"].split()),
        zone=_zone_pattern(zones),
        listed_zone=_listed_zone_pattern(zones["listed"]),
    )
