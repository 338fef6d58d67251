"""Parts that arithmetic settles: runs and numbered items that add up, shares that a text states."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Figure

RELATIVE = frozenset({"%", "‰", "百分点", "倍", "位"})
MEASURES = frozenset({"level", "change"})
PERSONS = {"名": "人", "位": "人", "口": "人"}
REACH = 14  # so many figures on the parts of a whole may lie
BEFORE = 6  # so many figures ahead of a numbered list its whole may lie
FAR = 120  # figures back in which the whole of a stated share is sought
WITHIN = 6  # figures of one numbered item that may be the part
TRIES = 300

ITEM = regex.compile(
    r"(?:(?<=^|[\n。；;：:，, ）)])(?:"
    r"[（(](?P<bracket>\d{1,2})[）)]|(?P<circle>[①-⑳])|(?P<point>\d{1,2})[、.．](?!\d)))"
)
SHARE = regex.compile(
    r"[，,（(、]?(?:约)?占(?P<whole>[^，。；、（(]{2,24}?)(?:的比重|的比例|的|比重|比例)?(?:为|约|达|超过)*$"
)


def settled(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, with those made parts of a whole that their sums or shares give away."""
    done = list(figures)
    starts = [figure.start for figure in done]
    _shares(text, done)
    for items in _enumerations(text):
        _enumerated(done, starts, items)
    _runs(done)
    return done


def _amount(figure: Figure) -> bool:
    return figure.measure == "level" and figure.unit not in RELATIVE


def _unit(figure: Figure) -> str:
    return PERSONS.get(figure.unit, figure.unit)


def _step(figure: Figure) -> Decimal:
    """What the last printed place of a figure stands for, at least."""
    digits = figure.value.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent))


# --- 税收收入46.8亿元, 占地方收入的50.5%: the share names the whole, the numbers must agree ---


def _shares(text: str, done: list[Figure]) -> None:
    for index in range(1, len(done)):
        part, share = done[index - 1], done[index]
        if share.unit != "%" or share.measure != "rate" or part.part_of is not None:
            continue
        if not _amount(part) or part.sentence != share.sentence:
            continue
        found = SHARE.search(text, part.end, share.start)
        if found and found.start() == part.end:
            whole = _of_share(done[max(0, index - FAR) : index - 1], part, share, found["whole"])
            if whole:
                done[index - 1] = replace(part, part_of=whole.id)


def _of_share(before: Sequence[Figure], part: Figure, share: Figure, named: str) -> Figure | None:
    allowed = Decimal(1).scaleb(int(share.value.as_tuple().exponent))
    for whole in reversed(before):
        alike = _amount(whole) and _unit(whole) == _unit(part) and whole.article == part.article
        if not alike or whole.value <= part.value:
            continue
        near = abs(part.value * 100 / whole.value - share.value) <= allowed
        if near and named[-2:] == whole.indicator[-2:]:
            return whole
    return None


# --- 1. 税收…46.8亿元 2. 非税…11.4亿元: one figure of each item -------------------------------


def _enumerations(text: str) -> list[list[tuple[int, int]]]:
    """The spans of the items of each numbered list of two items or more."""
    open_lists: dict[str, list[int]] = {}
    found: list[list[tuple[int, int]]] = []
    for match in ITEM.finditer(text):
        style = str(match.lastgroup)
        mark = match[style]
        number = ord(mark) - 0x245F if style == "circle" else int(mark)
        items = open_lists.setdefault(style, [])
        if number == len(items) + 1:
            items.append(match.start())
            continue
        found += _spans(text, items)
        open_lists[style] = [match.start()] if number == 1 else []
    for items in open_lists.values():
        found += _spans(text, items)
    return found


def _spans(text: str, items: Sequence[int]) -> list[list[tuple[int, int]]]:
    if len(items) < 2:
        return []
    last = text.find("\n", items[-1])
    return [list(pairwise([*items, last if last >= 0 else len(text)]))]


def _enumerated(
    done: list[Figure], starts: Sequence[int], items: Sequence[tuple[int, int]]
) -> None:
    first = bisect_left(starts, items[0][0])
    groups = [
        [i for i in range(bisect_left(starts, a), bisect_left(starts, b)) if _amount(done[i])]
        for a, b in items
    ]
    if any(not group for group in groups):
        return
    wholes = [i for i in range(max(0, first - BEFORE), first) if _amount(done[i])]
    for whole in reversed(wholes):
        alike = [[i for i in g if _unit(done[i]) == _unit(done[whole])] for g in groups]
        parts = _chosen(done, whole, alike)
        if parts:
            for index in parts:
                if done[index].part_of is None:
                    done[index] = replace(done[index], part_of=done[whole].id)
            return


def _chosen(done: Sequence[Figure], whole: int, groups: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """One figure of each item that together make the whole: the first ones, rounding allowed;
    else any that do so to the last digit."""
    total = done[whole]
    if any(not group for group in groups) or total.article != done[groups[0][0]].article:
        return ()
    leading = tuple(group[0] for group in groups)
    values = [done[i].value for i in leading]
    steps = [_step(done[i]) for i in (*leading, whole)]
    missed = abs(sum(values) - total.value)
    if missed <= min(sum(steps) / 2, total.value / 200) and max(values) < total.value:
        return leading
    if len(total.value.normalize().as_tuple().digits) < 4:
        return ()
    ways = product(*(group[:WITHIN] for group in groups))
    for way in islice(ways, TRIES):
        if sum(done[i].value for i in way) == total.value:
            return way
    return ()


# --- 总支出100亿元 … 60亿元、40亿元: a run behind a figure that adds up to it ------------------


def _runs(done: list[Figure]) -> None:
    groups: dict[tuple[int, str], list[int]] = {}
    for index, figure in enumerate(done):
        if _amount(figure) and figure.approx == "exact":
            groups.setdefault((figure.article, _unit(figure)), []).append(index)
    for members in groups.values():
        for position, index in enumerate(members):
            _adopt(done, index, members[position + 1 : position + 1 + REACH])


def _adopt(done: list[Figure], index: int, following: list[int]) -> None:
    """Give a whole the run of figures behind it that adds up to it.

    Behind parts already known a run may go on over sentences; a new run lies in one, and
    its whole has digits enough not to be met by chance (1000亩 is soon met).
    """
    whole = done[index]
    known = [i for i in following if done[i].part_of == whole.id]
    if known:
        total = sum((done[i].value for i in known), start=Decimal(0))
        rest = [i for i in following if i > known[-1] and done[i].part_of is None][:1]
        if rest and total + done[rest[0]].value == whole.value:
            done[rest[0]] = replace(done[rest[0]], part_of=whole.id)
        return
    digits = len(whole.value.normalize().as_tuple().digits)
    for first in range(min(4, len(following))):
        total = Decimal(0)
        for last in range(first, len(following)):
            total += done[following[last]].value
            run = following[first : last + 1]
            if total == whole.value and len(run) > 1 and digits > 2:
                _mark(done, whole, run)
                return
            if total > whole.value:
                break


def _mark(done: list[Figure], whole: Figure, run: list[int]) -> None:
    far = done[run[-1]].sentence - whole.sentence > 4
    if far or done[run[0]].sentence != done[run[-1]].sentence:
        return
    for index in run:
        if done[index].part_of is None and done[index].period == whole.period:
            done[index] = replace(done[index], part_of=whole.id)
