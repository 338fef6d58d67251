"""What a figure measures in the vocabulary of indicators: a label to an id and its qualifiers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.indicator_lexicon import load_indicators, normalised
from extractors.units import load_units
from pipeline.model import IndicatorLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from extractors.indicator_lexicon import Indicator, IndicatorLexicon

    # what is left of a label → the qualifiers taken off it so far
    States = dict[str, tuple[tuple[str, str], ...]]

DEPTH = 4  # qualifiers that one label may have
ABSURD = 1000  # this many times beyond the range, it is another thing
# 家 and 个 both count enterprises, 户 too; people are counted in 人, never in 户.
ACCEPTS = {
    "organisations": frozenset({"个", "家", "所", "户", "座", "处", "名"}),
    "counts": frozenset({"counts", "organisations"}),
    "events": frozenset({"events", "counts"}),
    "person_times": frozenset({"person_times", "persons"}),
}
PER = frozenset({"年", "月", "日", "天", "人", "户", "人/年", "人/月", "小时"})
RELATIVE = frozenset({"%", "‰", "倍", "番", "成"})
POINTS = frozenset({"百分点", "千分点", "点", "基点", "%", "‰"})
SHARES = frozenset({"%", "‰", "/10万", "成"})
GROWTH = regex.compile(
    r"(?:的)?(?:同比|平均|年均)?(?:增速|增幅|增长率|增长速度|增长|涨幅|降幅|升幅)$"
)
# what an alias counts by, which makes another count of it; 规模以上 has a column of its own
SIZED = regex.compile(
    r"(?P<size>[\d十百千]*[万亿])元?(?:级|及?以上)?(?=(?:工业)?企业)"
    r"|(?P<sort>\d+千伏(?:及?以上)?(?=变电)|新三板|四板)"
)
RANK = regex.compile(r"(?:增速|增幅|总量)?(?:排名|位次|排位)$")
PER_HEAD = ("人均", "户均", "亩均")


class Found(NamedTuple):
    """An entry that a label names."""

    entry: Indicator
    qualifiers: tuple[tuple[str, str], ...]
    rule: str


def link(label: str, unit: str, measure: str, value: Decimal) -> IndicatorLink | None:
    """The entry that a label of a figure names, ``None`` where none or several fit.

    >>> from decimal import Decimal
    >>> found = link("新增小微企业贷款", "元", "level", Decimal("2e9"))
    >>> found and (found.id, dict(found.qualifiers))
    ('small-business-loans', {'flow': '新增'})
    >>> link("粮食产量", "亩", "level", Decimal(5)) is None
    True
    """
    found = _find(label, unit, measure)
    return None if found is None else checked(found, unit, measure, value)


def checked(found: Found, unit: str, measure: str, value: Decimal) -> IndicatorLink | None:
    """The link to an entry, in doubt where the value is out of its range, ``None`` far out."""
    excess = excess_of(found, unit, measure, value)
    if excess > ABSURD:
        return None
    doubt = "out of range" if excess > 1 else ""
    return IndicatorLink(found.entry.id, dict(found.qualifiers), found.rule, doubt)


@lru_cache(maxsize=65536)
def _find(label: str, unit: str, measure: str) -> Found | None:
    """The entry, whatever the value; a bulletin repeats few labels often."""
    lexicon = load_indicators()
    for states in levels(label, unit, measure):
        found = list(_named(states, lexicon, unit, measure))
        if found:
            several = len({each.entry.id for each in found}) > 1
            return None if several else found[0]
    return None


def levels(label: str, unit: str, measure: str) -> Iterator[States]:
    """What is looked up for a label, level by level, each with one more qualifier taken off.

    人口自然增长率 is a name of its own, 人口增长率 the growth of 人口: the whole label goes first.

    >>> list(levels("新增人口", "%", "growth"))[:2]
    [{'新增人口': ()}, {'人口': (('flow', '新增'),)}]
    """
    lexicon = load_indicators()
    cores = dict.fromkeys((normalised(label), normalised(_bare(label, unit, measure))))
    tracks: list[States] = [{core: ()} for core in cores]
    for _ in range(DEPTH + 1):
        yield from (states for states in tracks if states)
        tracks = [_shorter(states, lexicon) for states in tracks]


def _bare(label: str, unit: str, measure: str) -> str:
    """The label without what only says that it is a growth or a rank."""
    bare: str = label
    if measure == "rank":
        bare = RANK.sub("", label)
    elif measure in ("growth", "change") or unit in RELATIVE:
        bare = GROWTH.sub("", label)
    return bare


def _named(
    states: States,
    lexicon: IndicatorLexicon,
    unit: str,
    measure: str,
) -> Iterator[Found]:
    for core, qualifiers in states.items():
        for id_, taken in _ids(core).items():
            entry = lexicon.by_id[id_]
            if fits(entry, unit, measure):
                rule = "link.alias" if core in lexicon.by_name else "link.pattern"
                own = _sized(core) if rule == "link.alias" else {}
                found = {**own, **dict(qualifiers), **dict(taken)}
                if not found.keys() >= set(entry.requires):
                    continue  # 特色产业产值 of no named industry
                yield Found(entry, tuple(sorted(found.items())), rule)


@lru_cache(maxsize=65536)
def _ids(core: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What a core names, whatever its unit: one core is left of many labels."""
    return load_indicators().ids(core)


def _sized(name: str) -> dict[str, str]:
    """The threshold in an alias as its item: 10亿元以上企业 are fewer than 亿元以上企业.

    >>> _sized("超10亿元企业"), _sized("220千伏变电站"), _sized("规模以上企业")
    ({'item': '十亿元以上'}, {'item': '220千伏'}, {})
    """
    found = SIZED.search(name)
    if found is None:
        return {}
    size = found["size"] and f"{found['size'].replace('10', '十').replace('十0', '百')}元以上"
    return {"item": size or found["sort"]}


def _shorter(states: States, lexicon: IndicatorLexicon) -> States:
    """Each label with one more qualifier off, at its head or at its tail."""
    shorter: States = {}
    for core, qualifiers in states.items():
        for plain in (lexicon.filler.match(core), lexicon.size.search(core)):
            if plain and plain.span() != (0, len(core)):
                shorter.setdefault(core[: plain.start()] + core[plain.end() :], qualifiers)
        for match in (lexicon.head.match(core), lexicon.tail.search(core)):
            if match is None or match.span() == (0, len(core)):
                continue
            axis, value = lexicon.by_word[match["word"]].axis, lexicon.by_word[match["word"]].value
            if dict(qualifiers).get(axis, value) != value:
                continue  # two values of one axis are no one thing
            rest = normalised(core[: match.start()] + core[match.end() :])
            shorter.setdefault(rest, (*qualifiers, (axis, value)))
    return shorter


def fits(entry: Indicator, unit: str, measure: str) -> bool:
    """Whether a figure of this unit and measure can be of the entry."""
    if measure == "rank":
        return unit == "位"
    if measure == "growth":
        return unit in RELATIVE
    if measure == "change" and unit in POINTS:
        return True
    if entry.units and unit and unit.partition("/")[0] not in entry.units:
        return False
    if entry.dimension == "ratio":
        # 城乡居民收入比2.1, 指数102.3: an index may stand without a unit
        return unit in (entry.units or SHARES) or (entry.kind == "index" and not unit)
    return _same_dimension(entry, unit)


def _same_dimension(entry: Indicator, unit: str) -> bool:
    wanted, _, wanted_per = entry.dimension.partition("/")
    name, _, per = unit.partition("/")
    units = load_units()
    if wanted_per:
        per = per.lstrip("百千万亿")  # 部/百人, 吨标准煤/万元
        return units.dimension(name) == wanted and units.dimension(per) == wanted_per
    if per and per not in PER:
        return False
    if wanted == "organisations":
        return name in ACCEPTS[wanted]
    return units.dimension(name) in ACCEPTS.get(wanted, frozenset({wanted}))


def excess_of(found: Found, unit: str, measure: str, value: Decimal) -> float:
    """How many times a value lies beyond the range of its entry; at most 1 inside it."""
    factor = getattr(load_units().by_name.get(unit), "factor", 0)
    entry = found.entry
    flow = dict(found.qualifiers).get("flow", "")
    if measure not in ("level", "rate") or not factor or flow in PER_HEAD:
        return 0
    size = abs(float(value) * float(factor))
    if entry.high is not None and size > entry.high > 0:
        return size / float(entry.high)
    if entry.low is not None and size < entry.low and not found.qualifiers:
        return float(entry.low) / size if size else ABSURD
    return 1
