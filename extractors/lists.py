"""Labels of listed figures: 分别 deals them out, a ratio names its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words
from extractors.labels import clean, counted
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label
    from pipeline.model import Quantity

LINK = regex.compile(r"[ ]?(?:[、，,和与及]|以及)[ ]?")
ITEMS = regex.compile(r"、|和|与|及|以及|，")
DEALT = regex.compile(r"分别|依次|各")
ORDINAL = regex.compile(r"第[一二三四五]")
THREE = ("第一产业", "第二产业", "第三产业")
INDUSTRIES = regex.compile(r"三次产业|三产|产业结构|一二三产|一、二、三产|三次")
BOUNDS = ("以下", "以上", "以内")
CARRIED = ("label.topic", "label.chain", "label.none")
SHORT = dict(zip("一二三", THREE, strict=True))
PAIRED = regex.compile(r"(?P<items>[一二三]{2,3})(?:次)?产业(?P<rest>.*)")


def share_labels(text: str, quantities: Sequence[Quantity], labels: Sequence[Label]) -> list[Label]:
    """Labels of the parts of ratios: 三次产业结构 24.5:34.0:41.5 has three."""
    done = list(labels)
    for first, count in _runs(quantities, "share"):
        names = _share_names(done[first].text, count)
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
        here, later = done[index], done[index + 1]
        thresholds = here.rule == later.rule == "label.threshold" and gap in BOUNDS
        counts = gap == "、" and later.listed and here.rule in CARRIED
        nested = gap == "" and later.rule == "label.threshold" and not here.listed
        if thresholds or counts or nested:
            dimension = load_units().dimension(quantities[index].unit)
            word = later.text if thresholds else counted(later.text, dimension)
            done[index] = replace(here, text=word, doubt="", rule="label.lent-back")
    return done


def _runs(quantities: Sequence[Quantity], kind: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(quantities):
        last = index
        while (
            last + 1 < len(quantities)
            and quantities[last + 1].kind == kind == quantities[last].kind
            and quantities[last + 1].start - quantities[last].end <= 3
        ):
            last += 1
        if quantities[index].kind == kind and last > index:
            runs.append((index, last - index + 1))
        index = last + 1
    return runs


def _share_names(label: str, count: int) -> list[str]:
    if count == 3 and INDUSTRIES.search(label):
        head = INDUSTRIES.sub("", label).replace("产业", "").replace("结构", "").replace("比例", "")
        head = head if head.endswith("比重") else head.removesuffix("比") + "占比"
        return [name + head for name in THREE]
    found = regex.fullmatch(r"(?P<items>.+?)(?P<head>比重|比例|结构|比|占比)", label)
    items = ITEMS.split(found["items"]) if found else []
    return [f"{item}占比" for item in items] if len(items) == count else []


def distribute(
    text: str, quantities: Sequence[Quantity], labels: Sequence[Label], clauses: Sequence[int]
) -> list[Label]:
    """Deal the items before 分别 out to the numbers behind it.

    Where nothing is listed in the clause (同比分别增长15.8%和14.4%) the last figures of a level
    are meant.
    """
    done = list(labels)
    index = 0
    while index < len(quantities):
        last = index
        while last + 1 < len(quantities) and LINK.fullmatch(
            text, quantities[last].end, quantities[last + 1].start
        ):
            last += 1
        count = last - index + 1
        left = text[clauses[index] : quantities[index].start]
        if count > 1 and quantities[index].kind == "number":
            dealt = DEALT.search(left)
            names = _items(left, done, index, count) if dealt else None
            done[index : last + 1] = _deal(done[index : last + 1], names, dealt is not None)
        index = last + 1
    return done


def _deal(labels: list[Label], names: list[str] | None, dealt: bool) -> list[Label]:
    first = labels[0]
    doubt = "" if names or not dealt else "list of another length"
    return [
        replace(
            first if label.rule in CARRIED or dealt else label,
            text=names[i] if names else (first.text if dealt or not label.text else label.text),
            doubt=doubt or (first.doubt if dealt else label.doubt),
        )
        for i, label in enumerate(labels)
    ]


def _items(left: str, labels: Sequence[Label], index: int, count: int) -> list[str] | None:
    listed = DEALT.split(left, maxsplit=1)[0]
    subject = "" if label_words().compare.fullmatch(listed) else clean(listed)
    paired = PAIRED.fullmatch(subject)
    if paired and len(paired["items"]) == count:
        return [SHORT[c] + paired["rest"] for c in paired["items"]]
    items = [item for item in ITEMS.split(subject) if item]
    if len(items) == count:
        return _completed(items)
    levels = [label.text for label in labels[:index] if label.measure in ("level", "rate")]
    return levels[-count:] if len(levels) >= count and len(subject) < 2 else None


def _completed(items: list[str]) -> list[str]:
    """Lend the head of the last item to those before it: 住院、慢特病门诊自付比例."""
    head = label_words().measure_head
    found = head.search(items[-1])
    if all(ORDINAL.fullmatch(item) for item in items[:-1]) and ORDINAL.match(items[-1]):
        tail = items[-1][2:]  # 第一、第二、第三产业增加值
    else:
        tail = found[0] if found else ""
    return [item if head.search(item) or item == items[-1] else item + tail for item in items]
