"""The verb that a list shares: 新增企业3家、合作社5家 are 新增企业 and 新增合作社."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.label_counts import COUNTED
from extractors.label_words import label_words
from extractors.lexicons import alternation, read_toml
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label
    from pipeline.model import Quantity

ITEM = regex.compile(r"(?:[、和与及]|以及)(?P<item>[^，,。；;：:、（(\d]{2,20})")
NEXT = regex.compile(r"(?:[、和与及]|以及)")
SIZES = frozenset({*COUNTED, "area", "length"})
# 新增企业3家、总数达50家: what is all there is shares no verb
TOTALS = regex.compile(r"其中|包括|总|累计|共|达|突破|超|为|占|现有|拥有|比|较")
# told of for themselves: 新增城镇就业3人、失业人员再就业2人; 新建幼儿园5所、新开园3所
OTHER = regex.compile(
    r"^(?:新[开竣扩启改评签获申创认投]|改?扩建|迁建|改建|储备|申报|认证)"
    r"|(?:就业|创业|脱贫|转移)(?:人数)?$"
)
LEVEL_HEAD = regex.compile(r"(?:国家|[省市县区部州]|自治区)级(?:以上)?")
LEVEL = regex.compile(rf"(?P<level>{LEVEL_HEAD.pattern})[户人]?数?")


@cache
def _verbs() -> regex.Pattern[str]:
    return regex.compile(alternation(read_toml("indicator_words.toml")["shared_verbs"]["words"]))


def shared_verb(label: str) -> str:
    """The verb at the head of a label that holds for a whole list, "" where there is none.

    >>> shared_verb("新增企业数"), shared_verb("企业数")
    ('新增', '')
    """
    found = _verbs().match(label)
    return str(found[0]) if found else ""


def share_verbs(text: str, quantities: Sequence[Quantity], labels: Sequence[Label]) -> list[Label]:
    """The labels with the verb of the first item of a list on the others that have none."""
    done = list(labels)
    for index in range(1, len(done)):
        verb = shared_verb(done[index - 1].text)
        if verb and _is_next(text, quantities, done, index):
            shared = verb + _of_level(done[index].text, done[index - 1].text.removeprefix(verb))
            done[index] = replace(done[index], text=shared)
    return done


def _is_next(
    text: str, quantities: Sequence[Quantity], labels: Sequence[Label], index: int
) -> bool:
    """Whether a number with a noun of its own, and no verb, goes on a list of such."""
    before, label, quantity = labels[index - 1], labels[index], quantities[index]
    if label.measure != "level" or _acts(label.text):
        return False
    if load_units().dimension(quantity.unit) not in SIZES:
        return False
    if label.rule == "label.noun-after":
        return NEXT.fullmatch(text, before.noun_end, quantity.start) is not None
    said = ITEM.fullmatch(text, quantities[index - 1].end, quantity.start)
    own = label.rule in ("label.noun-before", "label.amount")
    return bool(said and own and not TOTALS.search(said["item"]) and not _acts(said["item"]))


def _acts(item: str) -> bool:
    """Whether an item says something else: 新增企业3家、培训农民500人, 新增就业3人、脱贫5人."""
    words, rest = label_words(), item.removeprefix("新")
    acts = words.flow.match(rest) or words.leading_verbs.match(item) or OTHER.search(item)
    return acts is not None


def _of_level(label: str, before: str) -> str:
    """新增国家级龙头企业1家、省级20家: the second has the noun of the first.

    >>> _of_level("省级数", "国家级龙头企业数"), _of_level("合作社数", "国家级龙头企业数")
    ('省级龙头企业数', '合作社数')
    """
    level, whole = LEVEL.fullmatch(label), LEVEL_HEAD.match(before)
    return level["level"] + before[whole.end() :] if level and whole else label
