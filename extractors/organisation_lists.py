"""Firms by their brands alone, where a list of them is summed up: 正威、德康等35家企业."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.lexicons import alternation, read_toml
from extractors.organisation_starts import NAMING
from pipeline.model import OrganisationMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractors.organisation_text import Reader

RULE = "listed"
LONGEST_LIST = 80
NAME = regex.compile(r"[\p{Han}A-Za-z0-9]{2,12}+")
NAMED_BY = NAMING | {"PER"}
OPEN = (
    frozenset({"n", "vn", "an", "s", "f", "a", "v", "m"}) | NAMED_BY
)  # what a brand can consist of


class _Words(NamedTuple):
    close: regex.Pattern[str]  # 等35家企业
    kinds: Mapping[str, str]  # noun that sums up → kind
    joint: regex.Pattern[str]
    refused: frozenset[str]  # words that no brand has: 行业


@cache
def _words() -> _Words:
    data = read_toml("organisations.toml")["listed"]
    kinds = {noun: kind for kind in data["kinds"] for noun in data[kind]}
    between = rf"(?:(?!{alternation(data['no_sum'])})\p{{Han}}|[（）()\d]){{0,10}}?"
    count = r"(?:[\d两二三四五六七八九十百]++余?+多?+[家个所户]|一[批家]|两[家]|多家)"
    close = rf"(?:等(?:{count}|的)?+{between}|{count}{between})(?P<noun>{alternation(kinds)})"
    return _Words(
        regex.compile(rf"{close}(?!{alternation(data['not_before'])})"),
        kinds,
        regex.compile("|".join(data["joints"])),
        frozenset(data["refused"]),
    )


def listed_firms(reader: Reader, found: Sequence[OrganisationMention]) -> list[OrganisationMention]:
    """The brands in lists that end with 等企业, where the list names firms and no trades."""
    taken = {at: mention for mention in found for at in range(mention.start, mention.end)}
    listed = []
    for close in _words().close.finditer(reader.text):
        kind = _words().kinds[close["noun"]]
        items = list(_items(reader, close.start()))
        named = [item for item in items if _is_named(reader, item, taken)]
        if len(items) < 2 or 2 * len(named) <= len(items):
            continue
        for start, end in named:
            if start not in taken:
                name = "".join(reader.text[start:end].split())
                listed.append(OrganisationMention(start, end, name, kind, RULE))
    return listed


def _items(reader: Reader, end: int) -> Iterator[tuple[int, int]]:
    """The items of the list that ends here, the last one first."""
    floor = max(0, end - LONGEST_LIST)
    floor = max(
        [floor, *(reader.text.rfind(mark, floor, end) + 1 for mark in "，。；：！？\n（）()“”《》")]
    )
    at = end
    for joint in reversed(list(_words().joint.finditer(reader.text, floor, end))):
        if joint.end() not in reader.borders or joint.end() >= at:
            continue
        yield joint.end(), at
        at = joint.start()
    if at < end:
        yield _first_item(reader, floor, at), at


def _first_item(reader: Reader, floor: int, end: int) -> int:
    """Where the first item begins, behind the verb that the list is the object of."""
    number = reader.word_before(end)
    start = end
    while number >= 0:
        word = reader.words[number]
        text = reader.text[word.start : word.end]
        verbal = word.tag not in OPEN or word.tag in {"v", "m"} or text in reader.lexicon.openers
        if word.start < floor or verbal:
            break
        start = word.start
        number -= 1
    return start


def _is_named(
    reader: Reader, item: tuple[int, int], taken: Mapping[int, OrganisationMention]
) -> bool:
    """Whether an item is a name: an organisation as a whole, or words with a brand in them."""
    start, end = item
    if start in taken:
        return taken[start].start == start and taken[start].end == end
    if end - 1 in taken or NAME.fullmatch(reader.text, start, end) is None:
        return False
    words = list(_inside(reader, start, end))
    if not words or any(tag not in OPEN or text in _words().refused for text, tag in words):
        return False
    if reader.place_before(end, start) <= start:
        return False  # nothing but a place
    return any(tag in NAMED_BY for _, tag in words)


def _inside(reader: Reader, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The words that lie in a stretch; none where one goes beyond it."""
    number = reader.word_before(start + 1)
    while 0 <= number < len(reader.words) and reader.words[number].start < end:
        word = reader.words[number]
        if word.start < start or word.end > end:
            yield "", ""
            return
        yield reader.text[word.start : word.end], word.tag
        number += 1
