"""The words that name zones without a code, and the names that such zones have in a path."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.lexicons import alternation, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.gazetteer import Division


class ZoneWords(NamedTuple):
    """What ``zone_words.toml`` says; ``short_names`` maps a kind to the short one for it."""

    behind: regex.Pattern[str]  # what may stand right behind a place
    level: frozenset[str]  # kinds that also stand behind 市, 县
    own: regex.Pattern[str]  # a name with its kind, whole
    bare: regex.Pattern[str]  # a kind alone, whole
    many: frozenset[str]
    proper: regex.Pattern[str]  # ends a name that no zone goes without
    common: regex.Pattern[str]
    refused: regex.Pattern[str]
    all_of: regex.Pattern[str]  # ends right before 市
    not_behind: regex.Pattern[str]
    short_names: Mapping[str, str]

    def name(self, parent: Division, printed: str) -> str:
        """The name of a zone of a place: 经开区 for 达州经济技术开发区, but 达州新区 as it is.

        What the text calls by its long name, its short one, or without its place is one zone.
        """
        whole = "".join(printed.split())
        if self.proper.search(whole):
            return whole
        forms = sorted((parent.name, *parent.shorts), key=len, reverse=True)
        return self.shortened(next((f for f in forms if whole.startswith(f)), ""), whole)

    def shortened(self, head: str, whole: str) -> str:
        """The name without what stands at its head, and with the short name of its kind."""
        rest = whole.removeprefix(head)
        kind = next((long for long in self.short_names if rest.endswith(long)), "")
        return rest.removesuffix(kind) + self.short_names[kind] if kind else rest


@cache
def zone_words() -> ZoneWords:
    """The words, compiled once."""
    data = read_toml("zone_words.toml")
    lists = {key: table["words"].split() for key, table in data.items() if "words" in table}
    some = {key: alternation(words) for key, words in lists.items()}
    kinds = alternation([*lists["behind"], *lists["behind_names"]])
    # 开发区12家, 经开区总数达到12个
    counted = r"总?数?[量达有共约增至到为]*\d+(?:\.\d+)?[家个]"
    return ZoneWords(
        behind=regex.compile(rf"(?:{some['between']})?(?P<kind>{kinds})"),
        level=frozenset(lists["behind"]),
        own=regex.compile(rf"\p{{Han}}+?(?P<kind>{some['own']})"),
        bare=regex.compile(rf"(?P<kind>{some['bare']})"),
        many=frozenset(lists["many"]),
        proper=regex.compile(rf"(?<!高)(?:{some['proper']})$"),
        common=regex.compile(rf"(?:{some['common']})+"),
        refused=regex.compile(some["refused"]),
        all_of=regex.compile(rf"(?:{some['all_of']})$"),
        not_behind=regex.compile(rf"{some['not_behind']}|{counted}"),
        short_names=data["short"],
    )
