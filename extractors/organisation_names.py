"""Full names for the short ones that bulletins give to offices: 区委, 区发改委."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from extractors.lexicons import alternation, read_toml
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model import OrganisationMention

FILE = "organisation_names.toml"
PARTY, CONSULTATIVE = "中共", "政协"


@dataclass(frozen=True, slots=True)
class Back:
    """One sort of body that 该局, 该公司 can point back to."""

    ends: tuple[str, ...]
    kind: str

    def fits(self, mention: OrganisationMention) -> bool:
        """Whether a body is of this sort."""
        return mention.name.endswith(self.ends) if self.ends else mention.kind == self.kind


@dataclass(frozen=True, slots=True)
class Names:
    """All that ``lexicon/organisation_names.toml`` holds."""

    organs: Mapping[str, str]  # what stands behind the place → template of the full name
    field: regex.Pattern[str]  # a short word for a field, and the ending of an office
    fields: Mapping[str, str]
    wholes: Mapping[str, str]
    national: frozenset[str]
    firm_short: tuple[str, ...]
    firm_full: tuple[str, ...]
    unique_rules: frozenset[str]
    unique: regex.Pattern[str]
    backs: Mapping[str, Back]
    back: regex.Pattern[str]


@cache
def names() -> Names:
    """The names, read once."""
    data = read_toml(FILE)
    fields = data["fields"]
    short = alternation([*fields["open"], *(pair[0] for pair in fields["full"])])
    return Names(
        {word: _template(entry) for entry in data["organ"] for word in entry["short"]},
        regex.compile(f"(?P<field>{short})(?P<office>{alternation(fields['offices'])})"),
        dict(fields["full"]),
        dict(data["wholes"]["full"]),
        frozenset(data["wholes"]["rules"]),
        tuple(data["firms"]["short"]),
        tuple(data["firms"]["full"]),
        frozenset(data["unique"]["rules"]),
        regex.compile(
            f"(?:{alternation(data['unique']['heads'])}).*"
            f"|.{{4,}}(?:{alternation(data['unique']['tails'])})"
        ),
        {
            word: Back(tuple(b.get("ends", ())), b.get("kind", ""))
            for b in data["back"]
            for word in b["words"]
        },
        regex.compile("|".join(_back(entry) for entry in data["back"])),
    )


def _template(entry: Mapping[str, Any]) -> str:
    template = str(entry["full"])
    if "{place}" not in template:
        raise LexiconError(f"{FILE}: {entry['short']}: {{place}} is missing")
    return template


def _back(entry: Mapping[str, Any]) -> str:
    return f"(?:{alternation(entry['words'])})(?!{alternation(entry['not_before'])})"


def full_name(path: str, rest: str, party: str = "") -> str:
    """The full name of what stands behind a place; ``party``: 中共 or 政协 before the place.

    >>> full_name("重庆市长寿区", "委"), full_name("重庆市长寿区", "乡村振兴局")
    ('中共重庆市长寿区委员会', '重庆市长寿区乡村振兴局')
    >>> full_name("重庆市长寿区", "发改委"), full_name("重庆市长寿区", "委员会", "政协")
    ('重庆市长寿区发展和改革委员会', '中国人民政治协商会议重庆市长寿区委员会')
    """
    if party == CONSULTATIVE:
        return f"中国人民政治协商会议{path}{rest}"
    template = names().organs.get(rest)
    if template is not None:
        return template.format(place=path, rest=rest.removeprefix("委"))
    return f"{party}{path}{_full_field(rest)}"


def _full_field(rest: str) -> str:
    found = names().field.fullmatch(rest)
    if found is None or found["field"] not in names().fields:
        return rest
    office = "委员会" if found["office"] == "委" else found["office"]
    return names().fields[found["field"]] + office


def is_unique(rule: str, name: str) -> bool:
    """Whether a full name says by itself, in any bulletin, which body it is.

    >>> is_unique("company-limited", "青石绿源农业开发有限公司"), is_unique("company", "绿源公司")
    (True, False)
    """
    known = names()
    return rule in known.unique_rules or known.unique.fullmatch(name) is not None


def is_open(rest: str) -> bool:
    """Whether a short name has a full one that only the bulletin itself can tell.

    >>> is_open("文旅委"), is_open("财政局"), is_open("发改委")
    (True, False, False)
    """
    found = names().field.fullmatch(rest)
    return found is not None and found["field"] not in names().fields


def shortens(short: str, full: str) -> bool:
    """Whether the characters of an office's short name stand in this order in a longer one.

    >>> shortens("文旅委", "文化和旅游发展委员会"), shortens("教体局", "教育局")
    (True, False)
    """
    short = short.removesuffix("员会")
    tail = "委员会" if short.endswith("委") else short[-1:]
    if short[:1] != full[:1] or not full.endswith(tail) or len(full) <= len(short):
        return False
    rest = iter(full)
    return all(character in rest for character in short)
