"""The words of arithmetic, compiled from ``check_words.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicons import alternation, read_toml


class Identity(NamedTuple):
    """A relation that holds by what its figures are, told by patterns of whole labels."""

    kind: str
    whole: regex.Pattern[str] | None  # None where it is not printed
    parts: tuple[regex.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of the words between figures."""

    def fold(self, role: str) -> regex.Pattern[str]:
        """What stands ahead of a number of 倍, by its role: times or more."""
        return self.fold_times if role == "times" else self.fold_more

    link: regex.Pattern[str]  # the whole gap between a level and what is said of it
    verb: regex.Pattern[str]
    aside: regex.Pattern[str]
    second_order: regex.Pattern[str]
    comparisons: regex.Pattern[str]  # its groups name the kinds
    each: regex.Pattern[str]
    annual: regex.Pattern[str]
    real: regex.Pattern[str]
    comparable: regex.Pattern[str]
    yearly: regex.Pattern[str]
    plan: regex.Pattern[str]
    share: regex.Pattern[str]
    among: regex.Pattern[str]
    amount: regex.Pattern[str]
    base: regex.Pattern[str]
    generic: frozenset[str]
    from_before: regex.Pattern[str]
    from_between: regex.Pattern[str]
    total_after: regex.Pattern[str]
    fold_times: regex.Pattern[str]
    fold_more: regex.Pattern[str]
    per_head: regex.Pattern[str]
    all_first: regex.Pattern[str]
    all_last: regex.Pattern[str]
    up: regex.Pattern[str]
    down: regex.Pattern[str]
    plus: regex.Pattern[str]
    minus: regex.Pattern[str]
    total: regex.Pattern[str]
    rest: regex.Pattern[str]
    whole_row: regex.Pattern[str]
    completion: regex.Pattern[str]
    done: regex.Pattern[str]
    not_additive: regex.Pattern[str]
    complements: tuple[tuple[regex.Pattern[str], ...], ...]
    identities: tuple[Identity, ...]


@cache
def words() -> Words:
    """The compiled lexicon."""
    data = read_toml("check_words.toml")
    link = data["link"]
    kinds = data["comparisons"]
    bases = alternation([*link["bases"], *(word for group in kinds.values() for word in group)])
    inside = alternation([*link["compare"], *link["adverbs"], *link["verbs"], *link["tails"]])
    stems = alternation(data["completion"]["verbs"])
    return Words(
        link=regex.compile(rf"）?[，、（]?(?:{bases}|\d{{4}}年(?:末|底|同期)?|{inside})*+"),
        verb=regex.compile(alternation(link["verbs"])),
        aside=regex.compile(data["aside"]["pattern"]),
        second_order=regex.compile(data["second_order"]["pattern"]),
        comparisons=regex.compile(
            "|".join(
                f"(?P<{kind}>{alternation(group)})"
                for kind, group in sorted(kinds.items(), key=lambda item: item[0] != "start")
            )
        ),
        each=regex.compile(alternation(link["each"])),
        annual=regex.compile(data["annual"]["pattern"]),
        real=regex.compile(data["real"]["pattern"]),
        comparable=regex.compile(data["comparable"]["pattern"]),
        yearly=regex.compile(data["yearly"]["pattern"]),
        plan=regex.compile(data["plan"]["pattern"]),
        share=regex.compile(data["share"]["pattern"]),
        among=regex.compile(data["among"]["pattern"]),
        amount=regex.compile(data["share_names"]["amount"]),
        base=regex.compile(data["base"]["pattern"]),
        generic=frozenset(data["share_names"]["generic"]),
        from_before=regex.compile(data["from_to"]["before"]),
        from_between=regex.compile(data["from_to"]["between"]),
        total_after=regex.compile(data["total_after"]["pattern"]),
        all_first=regex.compile(data["all_parts"]["first"]),
        all_last=regex.compile(data["all_parts"]["last"]),
        up=regex.compile(data["direction"]["up"]),
        down=regex.compile(data["direction"]["down"]),
        fold_times=regex.compile(data["fold"]["times"]),
        fold_more=regex.compile(data["fold"]["more"]),
        per_head=regex.compile(data["per_head"]["pattern"]),
        **{name: regex.compile(data["added"][name]) for name in ("plus", "minus", "total", "rest")},
        whole_row=regex.compile(data["whole_row"]["pattern"]),
        completion=regex.compile(
            rf"[，、]?(?:其中)?(?P<noun>[^，。；、：\d]{{0,8}}?)(?P<verb>{stems})"
            rf"(?:{data['completion']['rate']})(?:为|达到|达|约|近|是)?"
        ),
        done=regex.compile(
            rf"(?:^|[，、；：])(?:{data['completion']['ahead']})*+(?P<verb>{stems})"
            rf"[^，。；、：\d]{{0,4}}$"
        ),
        not_additive=regex.compile(data["not_additive"]["pattern"]),
        complements=tuple(
            tuple(regex.compile(part) for part in entry["parts"]) for entry in data["complements"]
        ),
        identities=tuple(
            Identity(
                entry["kind"],
                regex.compile(entry["whole"]) if "whole" in entry else None,
                tuple(regex.compile(part) for part in entry["parts"]),
            )
            for entry in data["identity"]
        ),
    )
