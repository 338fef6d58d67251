"""Ratios: a part and a whole, and the percentage that they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from pipeline.checks.chains import PERCENT
from pipeline.checks.judging import HUNDRED, judge
from pipeline.checks.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.checks.chains import Chain, Link
    from pipeline.checks.intervals import Interval
    from pipeline.checks.scene import Scene
    from pipeline.model import Check, Figure

# 全市 is the whole of a figure about a city, of no other
REACH = {"全国": "中国", "全省": "省", "全区": "区", "全市": "市", "全县": "县", "全州": "州"}
AREA = regex.compile(r"^(?P<area>全[国省区市县州]|我[国省区市县州])(?:的)?")
WIDER = regex.compile(r"全|世界|我[国省]|同期|当年|上年")


def percent(part: Interval, whole: Interval) -> Interval:
    """The part in % of the whole."""
    return part / whole * HUNDRED


def completions(scene: Scene, chain: Chain) -> Iterator[Check]:
    """A level, the plan of it, and how much of the plan it is: 完成年初预算435010万元的59.5%."""
    plan, done = chain.first("plan"), chain.first("completion")
    if plan is None or done is None or plan.figure.value <= 0:
        return
    found = judge(scene, "ratio", percent, (chain.level, plan.figure), done.figure)
    if found is not None:
        yield found


def rates(scene: Scene) -> Iterator[Check]:
    """项目500个，已完工167个，完工率33.4%: two counts, the verb of the second in the rate."""
    for figures in scene.sentences:
        for index, rate in enumerate(figures):
            if index > 1 and rate.unit == PERCENT and rate.measure == "rate":
                yield from _rate(scene, figures[max(0, index - BACK) : index], rate)


def _rate(scene: Scene, before: Sequence[Figure], rate: Figure) -> Iterator[Check]:
    """The check of a rate against the counts ahead of it: the last is the part, any the whole."""
    *others, part = before
    named = words().completion.fullmatch(scene.gap(part, rate))
    ahead = scene.text[max(0, before[0].start - AHEAD) : part.start]
    # 高校毕业生就业率 behind 再就业2.4万人: the rate of others than those counted
    if named is None or named["noun"] not in ahead:
        return
    done = words().done.search(scene.gap(others[-1], part))
    sure = done is not None and done["verb"] == named["verb"]
    wholes = [f for f in reversed(others) if _counts(f, part) and (sure or part.value <= f.value)]
    checks = [judge(scene, "ratio", percent, (part, f), rate, certain=sure) for f in wholes]
    found = [check for check in checks if check is not None]
    holding = [check for check in found if check.holds]
    # 项目300个，已开工290个，开工率96.7%，已完工250个，完工率83.3%: of the 300
    yield from holding[:1] or (found[:1] if sure else ())


BACK = 4  # figures ahead of a rate among which its part and whole stand
AHEAD = 20  # characters ahead of a whole in which its noun stands


def _counts(whole: Figure, part: Figure) -> bool:
    """Whether the second may be a part of the first: levels of one unit, none of them a range."""
    levels = whole.measure == part.measure == "level" and whole.unit == part.unit
    return levels and whole.high is None and part.high is None and part.value > 0


def shares(scene: Scene, chain: Chain) -> Iterator[Check]:
    """A level and its share of a whole that stands before it: 占进出口总额的70%."""
    link = chain.first("share")
    whole, sure = whole_of(scene, chain)
    if link is None or whole is None or not _counts(whole, chain.level):
        return
    if whole.value < chain.level.value:
        return
    found = judge(scene, "ratio", percent, (chain.level, whole), link.figure, certain=sure)
    if found is not None:
        yield found


def whole_of(scene: Scene, chain: Chain) -> tuple[Figure | None, bool]:
    """The whole that a level is said to be a share of, and whether there is no doubt of it."""
    link = chain.first("share")
    return (None, False) if link is None else _whole(scene, chain, link)


def _whole(scene: Scene, chain: Chain, link: Link) -> tuple[Figure | None, bool]:
    match = words().share.fullmatch(link.gap)
    name = match["whole"] if match else ""
    level = chain.level
    own = scene.by_id.get(level.part_of or "")
    before = scene.neighbour(level)
    if name in words().generic:
        if own is None and before is not None and words().among.search(scene.gap(before, level)):
            own = before  # 106家企业中，有98家…，占92.5%
        return own, own is not None
    name, area = _without_area(name)
    if own is not None and not area and _names(name, own):
        return own, True
    # 总投资 is that of the projects spoken of; 固定资产投资 might be a narrower one
    amount = words().amount.match(name) is not None
    same = before is not None and before.unit == level.unit
    if before is not None and same and amount and before.indicator.endswith(name):
        return before, True
    return _named(scene, level, name, area)


def _without_area(name: str) -> tuple[str, str]:
    found = AREA.match(name)
    return (name[found.end() :], found["area"]) if found else (name, "")


def _covers(area: str, whole: Figure) -> bool:
    """Whether a figure is one of the area that a name says: 全省 of a province."""
    return not area or any(place.endswith(REACH.get(area, "?")) for place in whole.place)


def _names(name: str, whole: Figure) -> bool:
    """Whether a name is that of a whole: its label, or what it counts (贷款总额 of 贷款)."""
    amount = words().amount
    return name == whole.indicator or amount.sub("", name) == amount.sub("", whole.indicator)


def _named(scene: Scene, part: Figure, name: str, area: str) -> tuple[Figure | None, bool]:
    """The level ahead of a part that bears the name of its whole; sure where it is the only one."""
    same = scene.levels.get((part.article, name, part.period), [])
    ahead = [
        f for f in same if f.start < part.start and f.status == part.status and _covers(area, f)
    ]
    if not ahead or WIDER.search(name):
        return None, False
    return ahead[-1], len({f.value for f in ahead}) == 1 and ahead[-1].place == part.place
