"""Which cells of a table are parts of which: rows and columns that add up to one of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.table_figures import TableFigure

DIGITS = 3  # a whole of fewer digits is met by chance
STEPS = 4000  # ways to cut a column into levels that are tried
ALL = regex.compile(
    r"^(?:总计|合计|总数|总量|总额|总值|小计|总人口|全[国省市区县州]|总)|(?:总计|合计|总额|总量)$"
)


BALANCE = regex.compile(r"差额|顺差|逆差|大于|净额")


class _Row(NamedTuple):
    figure: int  # its index
    value: Decimal
    marked: bool  # 其中 or # stands before it


def with_parts(figures: Sequence[TableFigure]) -> list[TableFigure]:
    """The figures of a table, those made parts that add up to the row or column over them."""
    done = list(figures)
    for indexes in _columns(done):
        _settle_blocks(done, indexes)
        _settle_first(done, indexes)
        _settle_runs(done, indexes)
        _settle_marked(done, indexes)
    for indexes in _rows(done):
        _settle_total(done, indexes)
    return done


def _columns(figures: Sequence[TableFigure]) -> list[list[int]]:
    """The cells of each column that hold amounts of one unit, top to bottom."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, figure in enumerate(figures):
        if figure.measure == "level" and not BALANCE.search(figure.label):
            key = (figure.header, figure.context, figure.quantity.unit)
            groups.setdefault(key, []).append(index)
    return [group for key, group in groups.items() if key[0] != (0, 0) and len(group) > 2]


def _rows(figures: Sequence[TableFigure]) -> list[list[int]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, figure in enumerate(figures):
        if figure.measure == "level":
            groups.setdefault((figure.row, figure.quantity.unit), []).append(index)
    return [group for group in groups.values() if len(group) > 2]


def _settle_first(done: list[TableFigure], indexes: list[int]) -> None:
    """Make the rows below a first row its parts where some cut into levels adds up to it.

    Below a row marked 其中 the rows without a mark are parts of what the mark is part of, up to
    some row: up to which, the sum settles. Rounded parts may miss their total a little.
    """
    total, *rest = (_Row(i, done[i].quantity.value, done[i].whole >= 0) for i in indexes)
    if _digits(done[total.figure]) < DIGITS or done[total.figure].whole >= 0:
        return
    levels = _levels(total.value, rest, _rounding(done, indexes))
    if levels is None:
        return
    top = total.figure
    for row, is_top in zip(rest, levels, strict=True):
        if is_top:
            top = row.figure
            done[row.figure] = replace(done[row.figure], whole=total.figure)
        elif done[row.figure].whole < 0 or done[row.figure].whole == total.figure:
            done[row.figure] = replace(done[row.figure], whole=top)


def _levels(total: Decimal, rows: Sequence[_Row], allowed: Decimal) -> list[bool] | None:
    """For each row whether it is a part of the total itself; ``None`` if nothing adds up.

    Of several cuts that come near the total the nearest holds, if only one comes so near.
    """
    if any(row.value > total or row.value < 0 for row in rows) or allowed * 200 > total:
        return None
    found: list[tuple[Decimal, list[bool]]] = []
    open_paths = [(0, False, Decimal(0), 0)]
    for _ in range(STEPS):
        if not open_paths:
            break
        at, below, total_so_far, tops = open_paths.pop()
        if total_so_far > total + allowed:
            continue
        if at == len(rows):
            if abs(total_so_far - total) <= allowed and tops.bit_count() > 1:
                cut = [bool(tops >> i & 1) for i in range(len(rows))]
                found.append((abs(total_so_far - total), cut))
            continue
        row = rows[at]
        if below or row.marked:
            open_paths.append((at + 1, True, total_so_far, tops))
        if not row.marked:
            open_paths.append((at + 1, False, total_so_far + row.value, tops | 1 << at))
    found.sort(key=lambda pair: pair[0])
    unique = len(found) == 1 or (len(found) > 1 and found[0][0] < found[1][0])
    return found[0][1] if unique and not open_paths else None


def _settle_blocks(done: list[TableFigure], indexes: list[int]) -> None:
    """规模以上; 其中：国有; 集体; 其中：轻工业; 重工业: later marks that refer to the first whole.

    A mark refers to the row above it unless that is too small for it, or the rows behind it add
    up to an earlier whole; then all rows between are parts of that whole too.
    """
    marks = [at for at, index in enumerate(indexes) if done[index].whole >= 0 and at > 0]
    for number, at in enumerate(marks):
        end = next((m for m in marks[number + 1 :]), len(indexes))
        group = indexes[at:end]
        for first in _openers(done, indexes, marks[:number], at):
            length = _complete(done, indexes[first - 1], group)
            above = _value(done, indexes[at - 1])
            too_small = at - 1 not in marks and above < _value(done, group[0])
            if length or (too_small and _value(done, indexes[first - 1]) > _value(done, group[0])):
                for index in [*indexes[first:at], *group[: max(length, 1)]]:
                    done[index] = replace(done[index], whole=indexes[first - 1])
                break


def _openers(
    done: list[TableFigure], indexes: list[int], marks: Sequence[int], at: int
) -> list[int]:
    """Earlier marks that open a block with no row of the label at ``at`` in it, nearest first."""
    openers = []
    for mark in reversed(marks):
        if done[indexes[mark]].label == done[indexes[at]].label:
            break
        if mark - 1 not in marks:
            openers.append(mark)
    return openers


def _complete(done: list[TableFigure], whole: int, group: Sequence[int]) -> int:
    """How many cells at the head of a group add up to a whole; 0 if none do."""
    total, values = _value(done, whole), [_value(done, index) for index in group]
    if _digits(done[whole]) < DIGITS:
        return 0
    for length in range(2, len(values) + 1):
        allowed = _rounding(done, [whole, *group[:length]])
        if abs(sum(values[:length]) - total) <= allowed and allowed * 200 <= total:
            return length
    return 0


def _value(done: list[TableFigure], index: int) -> Decimal:
    return done[index].quantity.value


def _settle_runs(done: list[TableFigure], indexes: list[int]) -> None:
    """From the bottom: a row whose next rows, without their own parts, add up to it exactly."""
    for at in range(len(indexes) - 1, -1, -1):
        whole = done[indexes[at]]
        if _digits(whole) < DIGITS:
            continue
        total, run, after = Decimal(0), [], at + 1
        while after < len(indexes) and total < whole.quantity.value:
            figure = done[indexes[after]]
            if figure.whole >= 0 and figure.whole not in (whole.whole, indexes[at]):
                break
            total += figure.quantity.value
            run.append(indexes[after])
            after = _past(done, indexes, after)
        if total == whole.quantity.value and len(run) > 1:
            for index in run:
                done[index] = replace(done[index], whole=indexes[at])


def _past(done: list[TableFigure], indexes: list[int], at: int) -> int:
    """The first row behind a row and all that is part of it."""
    inside = {indexes[at]}
    at += 1
    while at < len(indexes) and done[indexes[at]].whole in inside:
        inside.add(indexes[at])
        at += 1
    return at


def _settle_marked(done: list[TableFigure], indexes: list[int]) -> None:
    """#轻工业, 重工业: the rows below a marked one that complete with it what it is part of."""
    for at, index in enumerate(indexes):
        if done[index].whole < 0:
            continue
        whole = done[done[index].whole].quantity.value
        total, run = done[index].quantity.value, []
        for later in indexes[at + 1 :]:
            if done[later].whole >= 0 or total >= whole:
                break
            total += done[later].quantity.value
            run.append(later)
        if run and total == whole:
            for later in run:
                done[later] = replace(done[later], whole=done[index].whole)


def _settle_total(done: list[TableFigure], indexes: list[int]) -> None:
    """合计 | 男 | 女: the cells behind a column of totals, where they add up to it."""
    first, *rest = indexes
    if done[first].column and ALL.search(done[first].column) is None:
        return  # a header such as 合计 leaves no label
    if sum((done[i].quantity.value for i in rest), start=Decimal(0)) == done[first].quantity.value:
        for index in rest:
            if done[index].whole < 0:
                done[index] = replace(done[index], whole=first)


def _digits(figure: TableFigure) -> int:
    """How many digits of a cell are printed."""
    return len(str(int(abs(figure.quantity.value) / figure.step))) if figure.step else 0


def _rounding(done: list[TableFigure], indexes: Sequence[int]) -> Decimal:
    """How far rounded parts may miss their rounded total: half a last place for each."""
    return sum((done[index].step for index in indexes), start=Decimal(0)) / 2
