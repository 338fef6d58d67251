"""The words that tie a figure to an organisation: 县财政局安排资金800万元, 拨付某合作社50万元."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicons import alternation, read_toml


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of ``lexicon/organisation_roles.toml``, compiled."""

    verb: regex.Pattern[str]  # adverbs and the verb behind a subject; group verb
    again: regex.Pattern[str]  # a clause that goes on with a verb of its own
    giving: regex.Pattern[str]  # ends with a giving verb: what stands ahead of a receiver
    given: regex.Pattern[str]  # a giving verb behind a receiver
    objects: regex.Pattern[str]  # what may stand between a receiver and its amount
    opener: regex.Pattern[str]
    receiver: tuple[str, ...]
    by: tuple[str, ...]
    roles: dict[str, frozenset[str]]  # verb → roles
    refused: frozenset[str]


@cache
def role_words() -> RoleWords:
    """The words, read once."""
    data = read_toml("organisation_roles.toml")
    verbs, between = data["verbs"], data["between"]
    roles: dict[str, set[str]] = {}
    for role in ("funded", "received", "did"):
        for word in verbs[role]:
            roles.setdefault(word, set()).add(role)
    any_verb = alternation(roles)
    adverbs = f"(?:{alternation(between['adverbs'])})*+"
    objects = f"(?:{alternation(between['objects'])})*+"
    giving = alternation(verbs["giving"])
    toward = "(?:[为向给对][^，,。；;：:、]{2,18}?)?"  # 为某产业授信10亿元
    return RoleWords(
        regex.compile(f"{adverbs}{toward}(?P<verb>{any_verb})"),
        regex.compile(f"(?:并|并且|还)?{adverbs}(?P<verb>{any_verb})"),
        regex.compile(f"(?:{giving})(?:给|了|给了)?$"),
        regex.compile(f"{adverbs}(?P<verb>{giving})"),
        regex.compile(objects),
        regex.compile(alternation(between["openers"])),
        tuple(between["receiver"]),
        tuple(between["by"]),
        {word: frozenset(found) for word, found in roles.items()},
        frozenset(data["refused"]["units"]),
    )
