"""The words that tie a figure to an organisation: 县财政局安排资金800万元, 拨付某合作社50万元."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from extractors.lexicons import alternation, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE = "organisation_roles.toml"
ROLES = ("funded", "received", "did", "did_money", "borrowing")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of ``lexicon/organisation_roles.toml``, compiled."""

    verb: regex.Pattern[str]  # adverbs and the verb behind a subject; group verb
    again: regex.Pattern[str]  # a clause that goes on with a verb of its own
    own: regex.Pattern[str]  # between a subject and a number that measures it itself
    group: regex.Pattern[str]  # 等5家企业 behind a subject
    giving: regex.Pattern[str]  # ends with a giving verb: what stands ahead of a receiver
    given: regex.Pattern[str]  # a giving or winning verb behind a receiver
    handed: regex.Pattern[str]  # the same of what is no money
    source: regex.Pattern[str]  # ends with a verb of getting: what stands ahead of a giver
    spending: regex.Pattern[str]  # ends with a verb of spending: what stands ahead of a treasury
    lent: regex.Pattern[str]  # a word of lending behind the lender
    money: regex.Pattern[str]  # what is got, between its giver and its amount
    objects: regex.Pattern[str]  # what may stand between a receiver and its amount
    opener: regex.Pattern[str]
    receiver: tuple[str, ...]
    lender: tuple[str, ...]
    by: tuple[str, ...]
    roles: Mapping[str, frozenset[str]]  # verb → lists of the lexicon that hold it
    refused: frozenset[str]


@cache
def role_words() -> RoleWords:
    """The words, read once."""
    data = read_toml(FILE)
    verbs, between = data["verbs"], data["between"]
    roles = _roles(verbs)
    adverbs = _any(between["adverbs"])
    objects = _any(between["objects"])
    any_verb = alternation(roles)
    # 为全县茶企|累计|授信10亿元
    toward = f"(?:{alternation(between['toward'])})[^，,。；;：:、]{{2,18}}?{adverbs}"
    # behind it the verb is looked for, and must be none of a noun: 在全国开发区
    sought = f"(?:{any_verb})(?![{between['noun_ends']}])"
    verb = f"(?P<verb>{any_verb})|{toward}(?P<verb>{sought})"
    given = alternation([*verbs["giving"], *verbs["winning"]])
    return RoleWords(
        regex.compile(f"{adverbs}(?:{verb})"),
        regex.compile(f"(?:并|并且|还)?{adverbs}(?P<verb>{any_verb})"),
        _own(data["own"], adverbs),
        _group(between["groups"]),
        regex.compile(f"(?:{alternation(verbs['giving'])})(?:给|了|给了)?$"),
        regex.compile(f"{adverbs}(?P<verb>{given})"),
        regex.compile(f"{adverbs}(?P<verb>{alternation(verbs['handing'])})"),
        regex.compile(f"(?:{alternation(verbs['from'])})(?:到|了|到了)?$"),
        regex.compile(f"(?:{alternation(verbs['spending'])})(?:了)?$"),
        regex.compile(f"{adverbs}(?:{alternation(verbs['lending'])})"),
        regex.compile(rf"等?的?\p{{Han}}{{0,8}}?(?:{alternation(between['money'])}){objects}"),
        regex.compile(objects),
        regex.compile(alternation(between["openers"])),
        tuple(between["receiver"]),
        tuple(between["lender"]),
        tuple(between["by"]),
        roles,
        frozenset(data["refused"]["units"]),
    )


def _roles(verbs: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for role in ROLES:
        for word in verbs[role]:
            roles.setdefault(word, set()).add(role)
    return {word: frozenset(found) for word, found in roles.items()}


def _any(words: Iterable[str]) -> str:
    """Any number of these words."""
    return f"(?:{alternation(words)})*+"


def _own(own: Mapping[str, Any], adverbs: str) -> regex.Pattern[str]:
    """年|主营业务收入|突破: a noun of what one has, with few characters about it."""
    nouns, links = alternation(own["nouns"]), _any(own["links"])
    return regex.compile(rf"{adverbs}\p{{Han}}{{0,5}}?(?P<noun>{nouns}){adverbs}{links}")


def _group(nouns: Iterable[str]) -> regex.Pattern[str]:
    noun = alternation(nouns)
    return regex.compile(
        rf"""
        (?: 等 \p{{Han}}{{0,4}}? (?: [\d两二三四五六七八九十]++ 余?+ 多?+ [家个所户] )?+
          | [\d两二三四五六七八九十]++ [家个所户]
        )
        \p{{Han}}{{0,6}}? (?:{noun})
        """,
        regex.VERBOSE,
    )
