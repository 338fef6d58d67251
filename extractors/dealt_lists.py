"""Labels dealt out to lists: A、B分别达1和2, and 城乡居民收入达1元和2元, each with its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.label_counts import COUNTED
from extractors.label_words import label_words
from extractors.labels import clean, counted, without_rate
from extractors.list_items import DEALT, items_of, prior_items
from extractors.list_verbs import share_verbs
from extractors.lists import CARRIED
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.labels import Label
    from pipeline.model import Quantity

BOUND = r"(?:左右|以上|以下|以内)?[ ]?"
LINK = regex.compile(rf"[ ]?{BOUND}(?:[、，,和与及]|以及)[ ]?(?:约|近|超|超过)?[ ]?")
COMPARED = ("label.completion", "label.versus")
COMPARISON = regex.compile(r"(?:占|完成|相当于|高于|低于|快于|慢于|高出|超出|领先).+$")
APART = regex.compile(r"(?:左右|以上|以下|以内)?、(?=[^、，\d]{2})")
RANKED = "排名"
DOUBT = "list of another length"  # fewer or more items than numbers


def distribute(
    text: str,
    quantities: Sequence[Quantity],
    labels: Sequence[Label],
    clauses: Sequence[int],
    cut: Callable[[int, int], str] | None = None,
) -> list[Label]:
    """The labels of a sentence with the items, or the verb, of each list dealt out to its numbers.

    ``clauses`` is where the clause of each number begins; ``cut`` gives a stretch of the text
    without its times and places.
    """
    return share_verbs(text, quantities, _Dealer(text, quantities, labels, clauses, cut).dealt())


class _Dealer:
    """Goes through the numbers of one sentence, list by list."""

    def __init__(
        self,
        text: str,
        quantities: Sequence[Quantity],
        labels: Sequence[Label],
        clauses: Sequence[int],
        cut: Callable[[int, int], str] | None,
    ) -> None:
        self._text = text
        self._quantities = quantities
        self._done = list(labels)
        self._clauses = clauses
        self._cut = cut
        self._names: list[str] = []  # those dealt last
        self._whole = ""  # and the label that they are the items of
        self._end = -1  # the last number that they went to

    def dealt(self) -> list[Label]:
        """The labels, those of each list dealt out."""
        index = 0
        while index < len(self._quantities):
            last = self._last(index)
            if last > index and self._quantities[index].kind in ("number", "rank"):
                self._list(index, last)
            index = last + 1
        return self._done

    def _last(self, index: int) -> int:
        """The last number of the list that begins at ``index``."""
        each = self._quantities
        while index + 1 < len(each) and _linked(self._text, each[index], each[index + 1]):
            index += 1
        return index

    def _start(self, index: int) -> int:
        """Where the words of a list begin: 生产总值增长8%、｜城乡居民收入分别增长9%和10%."""
        start = self._clauses[index]
        before = self._quantities[index - 1].end if index else start
        apart = APART.match(self._text, before) if before > start else None
        return apart.end() if apart else start

    def _list(self, index: int, last: int) -> None:
        left = self._text[self._start(index) : self._quantities[index].start]
        said = DEALT.search(left) is not None
        alike = len({each.unit for each in self._quantities[index : last + 1]}) == 1
        whole = self._done[index].text
        names = self._found(index, last, left, said=said, alike=alike)
        if self._quantities[index].kind == "rank" and not names and not said:
            return
        if names:
            self._names, self._end = names, last
            self._whole = whole if len(set(self._names)) > 1 else ""
        if names and self._done[index].measure == "level":
            names = _finished(names, left, self._quantities[index])
        if names and self._quantities[index].kind == "rank":
            names = [name.removesuffix(RANKED) + RANKED for name in names]
        own = self._done[index : last + 1]
        self._done[index : last + 1] = _deal(own, names, dealt=said, alike=alike)

    def _found(
        self, index: int, last: int, left: str, *, said: bool, alike: bool
    ) -> list[str] | None:
        """The names of a list, None where its numbers have no items of their own."""
        count, label = last - index + 1, self._done[index]
        carried = all(each.rule in CARRIED for each in self._done[index + 1 : last + 1])
        known = len(self._names) == count and label.text in (self._whole, *self._names)
        if said:
            start = self._start(index)
            left = self._cut(start, self._quantities[index].start) if self._cut else left
            follows = self._names if len(self._names) == count and self._end == index - 1 else []
            found = items_of(left, self._done, index, count, prior_items(self._text, start, count))
            return follows if found == [] else found
        if known:
            return self._names  # 分别达2万元和1万元，增加300元和200元
        if label.measure == "rank" and alike:
            # 城镇、农村居民收入增速列第二和第三: the label has the items
            text = label.text.removesuffix(RANKED)
            base = without_rate(text)
            names = items_of(base, self._done, index, count, [], implied=True)
            return names and [name + text[len(base) :] for name in names]
        if not (alike and carried) or "连续" in left:
            return None
        left = self._cut(self._start(index), self._quantities[index].start) if self._cut else left
        return items_of(left, self._done, index, count, [], implied=True)


def _finished(names: list[str], left: str, quantity: Quantity) -> list[str]:
    """The names with the verb behind 分别 and the suffix of a count: 新增工伤保险人数."""
    said = clean(DEALT.split(left)[-1])
    verb = said if said in label_words().flow_words else ""
    dimension = load_units().dimension(quantity.unit)
    named = [name if verb in name else verb + name for name in names]
    return [counted(name, dimension) for name in named] if dimension in COUNTED else named


def _linked(text: str, one: Quantity, next_one: Quantity) -> bool:
    """Whether two numbers stand in one list; one of different units holds no comma."""
    gap = text[one.end : next_one.start]
    return LINK.fullmatch(gap) is not None and (
        one.unit == next_one.unit or not {"，", ","} & set(gap)
    )


def _deal(labels: list[Label], names: list[str] | None, *, dealt: bool, alike: bool) -> list[Label]:
    """The labels of one list by its names; without them those of ``alike`` units are one."""
    first = labels[0]
    doubt = "" if names or not dealt else DOUBT
    if names and first.rule in COMPARED and (said := COMPARISON.search(first.text)):
        names = [name.removesuffix("数").removesuffix(said[0]) + said[0] for name in names]

    def own(label: Label) -> bool:
        return not dealt and not (label.rule in CARRIED and alike)

    return [
        replace(
            first if label.rule in CARRIED or dealt else label,
            text=names[i] if names else (label.text or first.text if own(label) else first.text),
            doubt=doubt or ("" if names else first.doubt if dealt else label.doubt),
        )
        for i, label in enumerate(labels)
    ]
