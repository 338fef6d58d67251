"""Labels of listed figures: a ratio names its parts, a later noun is lent to the numbers ahead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.label_counts import COUNTED
from extractors.label_words import label_words
from extractors.labels import counted
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label
    from pipeline.model import Quantity

ITEMS = regex.compile(r"、|和|与|及|以及|，|(?<=”)(?=“)")
THREE = ("第一产业", "第二产业", "第三产业")
INDUSTRIES = regex.compile(r"三次产业|三产|产业结构|一二三产|一、二、三产|三次")
STRUCTURE = regex.compile(r"三次产业|三产(?:业)?(?:结构|比)|产业结构|一二三产|一、二、三产")
# 三次产业结构持续优化，调整为8:42:50; 三次产业之比: what is said of the structure is no industry's
SAID_OF = regex.compile(r"(?:(?:继续|持续|不断|进一步)*(?:优化|升级|改善|转型)+|之)(?=比?$)")
AHEAD = 80  # characters: how far ahead of a ratio its three industries are named
SHARED = regex.compile(
    r"(?P<level>(?:国家|世界|[省市县区部州]|自治区)级)?(?:[、和及]|以及)(?P<own>[^\d，。；、]{0,4})"
)
COLON = regex.compile(r"[ ]?[:：∶︰][ ]?")
LEVEL = regex.compile(r"^(?:国家|世界|[省市县区部州]|自治区)级")
NESTED = regex.compile(r"(?:总?投资额?|年?总?产值|年?(?:销售|营业)?收入)?(?:超过?|过|达)?")
PUSHING = ("推进", "围绕", "聚焦", "抓好", "落实", "部署", "制定", "提出", "出台")
VERB = 4  # characters of a verb ahead of a count
BOUNDS = ("以下", "以上", "以内")
CARRIED = ("label.topic", "label.chain", "label.none")


def share_labels(text: str, quantities: Sequence[Quantity], labels: Sequence[Label]) -> list[Label]:
    """Labels of the parts of ratios: 三次产业结构 24.5:34.0:41.5 has three."""
    done = list(labels)
    for first, count in _runs(text, quantities):
        names = _share_names(done[first].text, count)
        ahead = text[max(text.rfind("。", 0, at := quantities[first].start), at - AHEAD, 0) : at]
        if not names and count == len(THREE) and STRUCTURE.search(ahead):
            names = [f"{name}占比" for name in THREE]  # 三次产业结构优化，调整为8:42:50
        for offset in range(count):
            label = done[first + offset]
            name = names[offset] if names else done[first].text
            doubt = "" if names else "parts of a ratio not named"
            done[first + offset] = replace(
                label, text=name, measure="rate", sign=1, rule="label.share", doubt=doubt
            )
    return done


def lend_back(text: str, quantities: Sequence[Quantity], labels: Sequence[Label]) -> list[Label]:
    """Give a number that only a later noun explains that noun's label.

    790万户、2568万贫困群众, and 60马力以下15马力以上船舶: the first has what the second has.
    """
    done = list(labels)
    for index in range(len(done) - 2, -1, -1):
        gap = text[quantities[index].end : quantities[index + 1].start]
        later = done[index + 1]
        if later.rule == "label.size-of" and _counts(quantities[index]):
            later = replace(later, text=later.noun)  # 6个｜330千伏变电站
        word = _lent(gap, quantities[index : index + 2], done[index], later)
        if word:
            done[index] = replace(done[index], text=word, doubt="", rule="label.lent-back")
    return done


def _counts(quantity: Quantity) -> bool:
    """Whether a number counts things and measures none."""
    return load_units().dimension(quantity.unit) in COUNTED


def _lent(gap: str, pair: Sequence[Quantity], here: Label, later: Label) -> str:
    """What the label of the second of a pair lends to the first over a ``gap``, or nothing."""
    dimension, other = (load_units().dimension(quantity.unit) for quantity in pair)
    carried = here.rule in CARRIED
    threshold = later.rule == "label.threshold"
    if threshold and here.rule == later.rule and gap in BOUNDS:
        return later.text
    if threshold and NESTED.fullmatch(gap) and not here.listed:  # 推进10个｜亿元以上项目
        verb = "" if carried else here.text.removesuffix("数")
        return counted((verb if len(verb) <= VERB else "") + (later.noun or later.text), dimension)
    if dimension not in COUNTED and other in COUNTED:
        return ""  # 跨上4000亿元｜两个台阶
    joined = gap == "" and later.listed  # 13万户｜21万人纳入低保
    if carried and (joined or (gap == "、" and later.rule == "label.predicate")):
        return counted(later.text, dimension)
    shared = SHARED.fullmatch(gap) if carried or _verb_only(here) else None
    lends = shared is not None and (later.listed or later.noun)
    return counted(_shared(shared, here, later), dimension) if shared and lends else ""


def _shared(shared: regex.Match[str], here: Label, later: Label) -> str:
    """The noun of the next number as that of this one, with its own level and verb."""
    if shared["level"] and later.noun:  # 建成2个国家级、10个省级社区
        return f"{_verb(here)}{shared['level']}{LEVEL.sub('', later.noun)}"
    if shared["own"] and later.noun and later.text.startswith(shared["own"]):
        return _verb(here) + later.noun  # 25件和中心城区20件民生实事
    return later.text


def _verb_only(label: Label) -> bool:
    """Whether a label is but a verb: 推进｜10方面、142项任务."""
    return label.rule in ("label.noun-before", "label.amount") and _verb(label) != ""


def _verb(label: Label) -> str:
    """The verb that is all of a label, else nothing."""
    core = label.text.removesuffix("数").removesuffix("面积")
    words = label_words()
    if core in PUSHING:
        return core
    return core if words.flow_only.fullmatch(core) or words.getting.fullmatch(core) else ""


def _runs(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Where the ratios begin, and how many parts each has."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(quantities):
        last = index
        while (
            last + 1 < len(quantities)
            and quantities[last + 1].kind == "share" == quantities[last].kind
            and COLON.fullmatch(text, quantities[last].end, quantities[last + 1].start)
        ):
            last += 1
        if quantities[index].kind == "share" and last > index:
            runs.append((index, last - index + 1))
        index = last + 1
    return runs


def _share_names(label: str, count: int) -> list[str]:
    if count == 3 and INDUSTRIES.search(label):
        head = INDUSTRIES.sub("", label).replace("产业", "").replace("结构", "").replace("比例", "")
        head = SAID_OF.sub("", head)
        head = head if head.endswith("比重") else head.removesuffix("比") + "占比"
        return [name + head for name in THREE]
    found = regex.fullmatch(r"(?P<items>.+?)(?P<head>比重|比例|结构|比|占比)", label)
    items = ITEMS.split(found["items"]) if found else []
    return [f"{item}占比" for item in items] if len(items) == count else []
