"""Makes ``lexicon/division_history.csv``: what each division was called, and under what.

A *node* is a code with its name. A line of the list of changes leads from the node that ended
to the one that came; followed to the end, a node of old leads to divisions of today. Run by
``extractors.build_gazetteer``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.lexicons import LEXICON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SINCE = 1984  # the changes before are noisy; what was so then is taken to have been so before
OPEN = 9999  # the year after the last
FORMER_PROVINCES = {("51", "50"), ("44", "46")}  # 重庆 out of 四川, 海南 out of 广东
TAKEN_IN = {"撤销", "撤区设区"}  # such a line does not say that the other one is new
CORRECTED = "更正"  # a line of ours: the same division under a new name
RECODED = "码位改派"  # a code given to another place: a renaming only of a prefecture
COLUMNS = ("path", "code", "level", "since", "until", "kind", "successors", "reason")

Row = dict[str, str]
Node = tuple[str, str]  # code, name


class Step(NamedTuple):
    """What became of a node: the year, the nodes it went to, and whether it only changed name."""

    year: int
    to: tuple[Node, ...]
    same: bool
    why: str


@dataclass(slots=True)
class History:
    """The nodes with their years and what became of each."""

    present: Mapping[str, str]  # code → name
    born: dict[Node, int] = field(default_factory=dict)
    ended: dict[Node, int] = field(default_factory=dict)
    steps: dict[Node, Step] = field(default_factory=dict)
    paths: dict[Node, tuple[str, ...]] = field(default_factory=dict)  # as the list prints them
    levels: dict[Node, str] = field(default_factory=dict)
    arrived: set[Node] = field(default_factory=set)  # nodes that the list itself leads to

    def stands(self, node: Node) -> bool:
        """Whether the node is a division of today."""
        return self.present.get(node[0]) == node[1]

    def end(self, node: Node) -> tuple[tuple[Node, ...], bool, str]:
        """The divisions of today that a node leads to, whether it is the same, and the steps."""
        at: tuple[Node, ...] = (node,)
        same, why = True, []
        for _ in range(12):
            step = self.steps.get(at[0]) if len(at) == 1 and not self.stands(at[0]) else None
            if step is None:
                break
            at, same = step.to, same and step.same
            why.append(f"{step.year} {step.why}")
        for last in at:
            if not self.stands(last) and len(at) > 1:
                at = tuple(t for one in at for t in self.end(one)[0])
                break
        standing = tuple(dict.fromkeys(t for t in at if self.stands(t)))
        return standing, same and len(standing) == 1, "；".join(why)


def write_history(
    source: list[Row], changes: list[Row], stem: Callable[[str], set[str]]
) -> list[str]:
    """Writes the table; the names of those that lead to no division of today come back."""
    history = _history(source, _with_corrections(changes), stem)
    rows = sorted(_states(history))
    with (LEXICON / "division_history.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return [row[0] for row in rows if not row[6]]


def _with_corrections(changes: list[Row]) -> list[Row]:
    """The list since 1984, with what ``division_corrections.csv`` says in place of its lines."""
    with (LEXICON / "division_corrections.csv").open(encoding="utf-8") as lines:
        ours = list(csv.DictReader(lines))
    replaced = {(row["old_code"], row["old_name"]) for row in ours}
    kept = [
        row
        for row in changes
        if int(row["year"]) >= SINCE
        and row["new_code"] + row["old_code"]
        and (row["type"] != RECODED or row["level"] == "2")
        and (row["old_code"], row["old_name"]) not in replaced
    ]
    return sorted([*kept, *ours], key=lambda row: int(row["year"]))


def _history(source: list[Row], changes: list[Row], stem: Callable[[str], set[str]]) -> History:
    history = History({row["code"]: row["name"] for row in source})
    for row in source:
        history.levels[row["code"], row["name"]] = row["level"]
    for row in changes:
        _note(history, row)
    coming = defaultdict(list)
    for row in changes:
        if row["old_code"] and row["new_code"]:
            history.arrived.add((row["new_code"], row["new_name"]))
            coming[_rivalry(row)].append(row)
    for row in sorted(changes, key=lambda row: _is_prefecture((row["old_code"], ""))):
        if row["old_code"]:  # counties first: a prefecture that ended is where its counties went
            _step(history, row, coming[_rivalry(row)], stem)
    return history


def _rivalry(row: Row) -> tuple[str, ...]:
    """What lines share whose old divisions of one level became one in a year."""
    return row["new_code"], row["new_name"], row["year"], row["level"]


def _note(history: History, row: Row) -> None:
    """The years, levels and printed paths that a line of the list gives."""
    year = int(row["year"])
    old, new = (row["old_code"], row["old_name"]), (row["new_code"], row["new_name"])
    if old[0]:
        history.ended[old] = year
        _describe(history, old, row["old_path"])
    if new[0] and "|" not in new[0]:
        if row["type"] not in TAKEN_IN:
            history.born.setdefault(new, year)
        _describe(history, new, row["new_path"])


def _describe(history: History, node: Node, path: str) -> None:
    history.levels.setdefault(node, "prefecture" if node[0][4:6] == "00" else "county")
    parts = tuple(path.split("/"))
    if len(parts) == 3 and parts[1].startswith(parts[0]):
        parts = ()  # 浙江省杭州市/浙江省杭州市/江干区 is made out of its code instead
    if len(parts) > len(history.paths.get(node, ())) and parts[-1] == node[1]:
        history.paths[node] = parts


def _step(history: History, row: Row, rivals: list[Row], stem: Callable[[str], set[str]]) -> None:
    """Notes what became of the old node of a line, if it can be told."""
    old, year = (row["old_code"], row["old_name"]), int(row["year"])
    to = _targets(history, row)
    if not to or _noise(history, row, to):
        return
    stated = to == ((row["new_code"], row["new_name"]),)
    same = not stated or row["type"] == CORRECTED or _goes_on(history, row, rivals, stem)
    names = "、".join(name for _, name in to)
    history.steps[old] = Step(year, to, same and len(to) == 1, f"{row['old_name']}→{names}")


def _targets(history: History, row: Row) -> tuple[Node, ...]:
    """The nodes that an old one went to: of a city made a prefecture, its new districts."""
    codes, names = row["new_code"].split("|"), row["new_name"].split("|")
    to = tuple(zip(codes, names, strict=True)) if row["new_code"] else ()
    if not to or row["type"] == CORRECTED:
        return to
    year = int(row["year"])
    if history.levels[row["old_code"], row["old_name"]] == "prefecture":
        return _of_counties(history, row, to[0]) or to if row["type"] == "撤销" else to
    if row["type"] == "撤销":  # such a line may name the code of today, past others in between
        to = (_named(history, to[0], year),)
    if not _is_prefecture(to[0]) or history.born.get(to[0]) != year:
        return to
    return _districts(history, to[0][0][:4], year) or to


def _named(history: History, node: Node, year: int) -> Node:
    """The division of this name and province that came in the year; else the node itself."""
    for other, born in history.born.items():
        if born == year and other[1] == node[1] and other[0][:2] == node[0][:2]:
            return other
    return node


def _districts(history: History, above: str, year: int) -> tuple[Node, ...]:
    """The districts of a prefecture that came in the year when it did."""
    return tuple(
        node
        for node, born in sorted(history.born.items())
        if born == year
        and node[0][:4] == above
        and node[1].endswith("区")
        and not _is_prefecture(node)
        and node not in history.arrived
    )


def _is_prefecture(node: Node) -> bool:
    return node[0][4:6] == "00"


def _of_counties(history: History, row: Row, to: Node) -> tuple[Node, ...]:
    """Where the counties of a prefecture went when it ended: their prefectures, or they.

    They themselves where the list says that a county stands for it (巢湖市, 2011).
    """
    year, above = int(row["year"]), row["old_code"][:4]
    went = [
        step.to
        for node, step in history.steps.items()
        if step.year == year and node[0][:4] == above and not _is_prefecture(node)
    ]
    counties = tuple(dict.fromkeys(node for nodes in went for node in nodes))
    if not _is_prefecture(to):
        return counties
    heads = dict.fromkeys(node[0][:4] + "00000000" for node in counties)
    return tuple(node for code in heads for node in _alive(history, code, year))


def _alive(history: History, code: str, year: int) -> tuple[Node, ...]:
    """The prefecture of this code at the end of a year."""
    nodes = [n for n in history.levels if n[0] == code and _span(history, n)[0] <= year]
    nodes = [n for n in nodes if _span(history, n)[1] > year]
    return tuple(nodes[:1])


def _noise(history: History, row: Row, to: tuple[Node, ...]) -> bool:
    """A code that was given out again elsewhere, or a namesake in another prefecture."""
    old = row["old_code"]
    for code, name in to:
        moved = (old[:2], code[:2])
        if moved[0] != moved[1] and moved not in FORMER_PROVINCES:
            return True
        elder = history.born.get((code, name), 0) < int(row["year"])
        if old[:4] != code[:4] and name == row["old_name"] and elder and old[2:4] != "90":
            return True
    return False


def _goes_on(
    history: History, row: Row, rivals: list[Row], stem: Callable[[str], set[str]]
) -> bool:
    """Whether the new node is the old one under a new name, and not one that took it in."""
    new = (row["new_code"], row["new_name"])
    if history.born.get(new) != int(row["year"]):
        return False
    if len(rivals) == 1:
        return True
    own = [r for r in rivals if stem(r["old_name"]) & stem(new[1])]
    return len(own) == 1 and own[0] is row


def _states(history: History) -> Iterator[tuple[str, ...]]:
    """A line for each name and parent that a node had and no longer has."""
    prefectures = defaultdict(list)
    for node, level in history.levels.items():
        if level == "prefecture":
            prefectures[node[0][:4]].append(node)
    for node, level in sorted(history.levels.items()):
        if level == "province":
            continue
        to, same, why = history.end(node)
        kind = "same" if same else ("gone", "merged", "split")[min(len(to), 2)]
        for since, until, parts in _eras(history, node, prefectures):
            if until == OPEN and history.stands(node):
                continue
            reason = why or "；".join(_renamed(history, node, prefectures, until))
            codes = "|".join(code for code, _ in to)
            yield ("/".join(parts), node[0], level, _year(since), _year(until), kind, codes, reason)


def _year(year: int) -> str:
    return "" if year in (0, OPEN) else str(year)


def _span(history: History, node: Node) -> tuple[int, int]:
    """The first year of a node, and that after its last."""
    until = OPEN if history.stands(node) else history.ended.get(node, 0)
    return history.born.get(node, 0), until


def _eras(
    history: History, node: Node, prefectures: Mapping[str, list[Node]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The years of a node, cut where its prefecture changed its name, with the path in each."""
    since, until = _span(history, node)
    code, name = node
    province = history.present[code[:2] + "0000000000"]
    if code[4:6] == "00":
        yield since, until, (province, name)
        return
    above = _parents(history, node, prefectures)
    if since >= until:
        return
    cuts = sorted({since, until, *(y for _, a, b in above for y in (a, b) if since < y < until)})
    for first, last in pairwise(cuts):
        parents = [parent for parent, a, b in above if a <= first < b]
        yield first, last, (province, *parents[:1], name)


def _parents(
    history: History, node: Node, prefectures: Mapping[str, list[Node]]
) -> list[tuple[str, int, int]]:
    """The names that the prefecture of a county had, each with its years."""
    code = node[0]
    spans = [(p[1], *_span(history, p)) for p in prefectures.get(code[:4], ())]
    if spans:
        spans.sort(key=lambda span: span[1])
        return [(spans[0][0], 0, spans[0][2]), *spans[1:]]
    if code[2:4] == "90":  # a city run by its prefecture, though coded as the province's
        printed = history.paths.get(node, ())
        step = history.steps.get(node)
        if len(printed) == 3:
            return [(printed[1], 0, OPEN)]
        if step is not None and len(step.to) == 1 and step.to[0][0][4:6] != "00":
            return _parents(history, step.to[0], prefectures)
    return []


def _renamed(
    history: History, node: Node, prefectures: Mapping[str, list[Node]], until: int
) -> Iterator[str]:
    """What the prefecture of a county became in the year."""
    for above in prefectures.get(node[0][:4], ()):
        step = history.steps.get(above)
        if step is not None and step.year == until:
            yield f"{step.year} {step.why}"
