"""Rules for labels that name an indicator together with their table, whole or neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import regex

from extractors.indicator_lexicon import load_indicators, normalised
from extractors.indicator_links import Found, checked, fits, link
from extractors.lexicons import alternation, read_toml, reason
from extractors.units import load_units
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pipeline.model import IndicatorLink

FILE = "indicator_contexts.toml"
SORTS = ("caption", "above", "whole", "before")
TITLE_NUMBER = regex.compile(
    r"^(?:附?表|续表)\s*+[\d一二三四五六七八九十]{0,3}[:：、.\s]*+(?=\D|\d{4}年)"
)
TITLE_TIME = regex.compile(
    r"^.{0,12}?\d{4}年(?:\d{1,2}(?:[-—－~～至]\d{1,2})?月份?|上半年|[一二三四]季度)?"
)
TITLE_NOTE = regex.compile(r"[（(][^（()）]*[)）]|\s*+(?:计量)?单位[:：].*")


@dataclass(frozen=True, slots=True)
class ContextRule:
    """One rule: what stands around a label, the label, and what it then names."""

    id: str
    of: regex.Pattern[str] | frozenset[str]  # the title of a table, or concepts
    label: regex.Pattern[str]
    dimension: str
    concept: str
    qualifiers: tuple[tuple[str, str], ...]
    example: tuple[str, str, str]
    refusal: tuple[str, str, str]

    def around(self, said: str) -> bool:
        """Whether a title, or the concept of another figure, is one of the rule's."""
        if isinstance(self.of, frozenset):
            return said in self.of
        return self.of.search(said) is not None


@dataclass(frozen=True, slots=True)
class Carried:
    """A column that figures of some indicators hand on within a sentence."""

    axis: str
    concepts: frozenset[str]
    example: tuple[str, str, str]
    refusal: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A name that means another indicator in figures of the years before one."""

    concept: str
    label: regex.Pattern[str]
    before: int
    instead: str
    example: tuple[str, str, str]
    refusal: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Qualifiers of some indicators: said within their labels, or by the figure before."""

    id: str
    of: frozenset[str]
    concept: str  # that the qualifiers are of, where ``of`` is of the figure before
    words: regex.Pattern[str] | None
    qualifiers: tuple[tuple[str, str], ...]
    example: tuple[str, str, str]
    refusal: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Contexts:
    """All rules by what they look at, and the words that say nothing of an indicator."""

    rules: Mapping[str, tuple[ContextRule, ...]]
    carried: tuple[Carried, ...]
    followed: tuple[Narrowed, ...]
    within: tuple[Narrowed, ...]
    refused: tuple[Narrowed, ...]
    dated: tuple[Dated, ...]
    generic: regex.Pattern[str]
    title_head: regex.Pattern[str]
    title_tail: regex.Pattern[str]
    listed_flows: frozenset[str]
    flow_head: regex.Pattern[str]


def _three(row: Mapping[str, Any], key: str) -> tuple[str, str, str]:
    around, label, unit = row[key]
    return str(around), str(label), str(unit)


def _rule(sort: str, row: Mapping[str, Any], axes: Mapping[str, str]) -> ContextRule:
    where = f"{FILE}: entry {row.get('id')!r}"
    try:
        label = regex.sub(r"\{([a-z]+)\}", lambda m: axes[m[1]], row["label"])
        rule = ContextRule(
            id=str(row["id"]),
            of=regex.compile(row["of"]) if sort == "caption" else frozenset(row["of"]),
            label=regex.compile(label),
            dimension=str(row.get("dimension", "")),
            concept=str(row["concept"]),
            qualifiers=tuple(row.get("qualifiers", {}).items()),
            example=_three(row, "example"),
            refusal=_three(row, "refusal"),
        )
    except (KeyError, TypeError, ValueError, regex.error) as error:
        raise LexiconError(f"{where}: {reason(error)}") from error
    for problem in _problems(rule):
        raise LexiconError(f"{where}: {problem}")
    return rule


def _carried(row: Mapping[str, Any]) -> Carried:
    concepts = frozenset(row["concepts"])
    return Carried(row["axis"], concepts, _three(row, "example"), _three(row, "refusal"))


def _dated(row: Mapping[str, Any]) -> Dated:
    return Dated(
        row["concept"],
        regex.compile(row["label"]),
        int(row["before"]),
        row["instead"],
        _three(row, "example"),
        _three(row, "refusal"),
    )


def _narrowed(row: Mapping[str, Any], key: str = "") -> Narrowed:
    return Narrowed(
        id=row["id"],
        of=frozenset(row["of"]),
        concept=row.get("concept", ""),
        words=regex.compile(row[key]) if key else None,
        qualifiers=tuple(row.get("qualifiers", {}).items()),
        example=_three(row, "example"),
        refusal=_three(row, "refusal"),
    )


def _problems(rule: ContextRule) -> Iterator[str]:
    lexicon = load_indicators()
    concepts = {rule.concept} | (set() if isinstance(rule.of, regex.Pattern) else set(rule.of))
    if unknown := concepts - set(lexicon.by_id):
        yield f"no such indicator: {sorted(unknown)}"
    if unknown := {*rule.label.groupindex, *dict(rule.qualifiers)} - set(lexicon.axes):
        yield f"no such axis: {sorted(unknown)}"


@cache
def load_contexts() -> Contexts:
    """The rules, read and compiled once."""
    data = read_toml(FILE)
    lexicon = load_indicators()
    axes = {
        axis: alternation(word for word, each in lexicon.by_word.items() if each.axis == axis)
        for axis in lexicon.axes
    }
    flows = frozenset(data["listed_flows"])
    words = [word for word, each in lexicon.by_word.items() if each.value in flows]
    return Contexts(
        rules={sort: tuple(_rule(sort, row, axes) for row in data[sort]) for sort in SORTS},
        carried=tuple(map(_carried, data["carried"])),
        followed=tuple(map(_narrowed, data["followed"])),
        within=tuple(_narrowed(row, "label") for row in data["within"]),
        refused=tuple(
            _narrowed({**row, "ahead": f"(?:{row['ahead']})$"}, "ahead") for row in data["refused"]
        ),
        dated=tuple(map(_dated, data["dated"])),
        generic=regex.compile(rf"(?:{alternation(data['generic'])})+$"),
        title_head=regex.compile(rf"(?:{alternation(data['title_head'])})+"),
        title_tail=regex.compile(rf"(?:{alternation(data['title_tail'])})+$"),
        listed_flows=flows,
        flow_head=regex.compile(rf"(?P<word>{alternation(words)})"),
    )


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of ``[clause]``, compiled."""

    flow: regex.Pattern[str]
    lent: regex.Pattern[str]
    ends: regex.Pattern[str]
    state: regex.Pattern[str]
    removed: regex.Pattern[str]
    zone: regex.Pattern[str]
    topic: regex.Pattern[str]
    wholes: regex.Pattern[str]


@cache
def load_clause_words() -> ClauseWords:
    """What the clause of a figure is read by, compiled once."""
    data = read_toml(FILE)
    said, flows = data["clause"], frozenset(data["listed_flows"])
    by_word = load_indicators().by_word
    flow = alternation(w for w, each in by_word.items() if each.value in flows - {"改造"})
    zone = alternation(said["zones"])
    did = rf"(?:{alternation(said['adverbs'])})*+(?:{alternation(said['verbs'])})"
    return ClauseWords(
        flow=regex.compile(rf"(?P<word>{flow})(?!区|率|面积)"),
        lent=regex.compile(rf"(?P<word>{alternation(said['lent'])})"),
        ends=regex.compile(alternation(said["ends"])),
        state=regex.compile(alternation(said["totals_not"])),
        removed=regex.compile(alternation(said["removed"])),
        zone=regex.compile(rf"(?<=^|[。，；;！？\n])[^，。；;、]{{0,12}}?(?:{zone}){did}"),
        topic=regex.compile(
            rf"(?<=[。！？\s])(?:{alternation(said['topics'])})[^，。；、\d]{{1,10}}(?P<end>[，。])"
        ),
        wholes=regex.compile(alternation(said["wholes"])),
    )


@lru_cache(maxsize=1024)
def title_name(caption: str) -> str:
    """What the title of a table names, without number, time, notes and what all titles have.

    >>> title_name("表7 2021年分行业城镇固定资产投资（不含农户）及其增长速度 单位：亿元")
    '城镇固定资产投资'
    >>> title_name("2020年各种运输方式完成货物运输量及其增长速度")
    '货物运输量'
    """
    contexts = load_contexts()
    name = TITLE_TIME.sub("", TITLE_NUMBER.sub("", TITLE_NOTE.sub("", caption).strip())).strip()
    name = contexts.title_head.sub("", name, count=1) if contexts.title_head.match(name) else name
    return str(contexts.title_tail.sub("", name))


def by_rule(
    sort: str, around: str, label: str, unit: str, measure: str, value: Decimal
) -> IndicatorLink | None:
    """The indicator that a label names by the first rule of a sort that fits what is around it.

    >>> from decimal import Decimal
    >>> found = by_rule("before", "elder-institutions", "床位数", "张", "level", Decimal(80))
    >>> found and found.id
    'elder-beds'
    """
    lexicon = load_indicators()
    core = normalised(label)
    for rule in load_contexts().rules[sort]:
        match = rule.label.fullmatch(core) if rule.around(around) else None
        if match is None or (rule.dimension and load_units().dimension(unit) != rule.dimension):
            continue
        entry = lexicon.by_id[rule.concept]
        if fits(entry, unit, measure):
            taken = {**dict(rule.qualifiers), **dict(lexicon.named(match.groupdict()))}
            found = Found(entry, tuple(sorted(taken.items())), f"link.{sort}")
            return checked(found, unit, measure, value)
    return None


def composed(
    label: str, name: str, unit: str, measure: str, value: Decimal
) -> IndicatorLink | None:
    """The indicator that a label and the name of its title or whole make up together.

    >>> from decimal import Decimal
    >>> found = composed("民航", "货物运输量", "吨", "level", Decimal("5e6"))
    >>> found and (found.id, dict(found.qualifiers))
    ('freight-volume', {'mode': '民航'})
    >>> composed("粮食", "货物运输量", "吨", "level", Decimal("5e6")) is None
    True
    """
    core = load_contexts().generic.sub("", normalised(label))
    return link(core + name, unit, measure, value) if name else None


def within(concept: str, label: str) -> dict[str, str]:
    """The qualifiers that stand within a label, where the entry's name took them along.

    >>> within("domestic-capital-used", "引进省外资金")
    {'partner': '省外'}
    """
    said: dict[str, str] = {}
    for each in load_contexts().within:
        match = each.words.search(label) if each.words and concept in each.of else None
        if match:
            said |= {**dict(each.qualifiers), **dict(load_indicators().named(match.groupdict()))}
    return said


def followed(concept: str, last: str) -> dict[str, str]:
    """The qualifiers that an indicator has behind another one in a list.

    >>> followed("bridges", "rural-road-length")
    {'group': '农村'}
    """
    fitting = (e for e in load_contexts().followed if e.concept == concept and last in e.of)
    return next((dict(each.qualifiers) for each in fitting), {})


def refused(concept: str, ahead: str) -> bool:
    """Whether the words right ahead of a number say that it is of something else.

    >>> refused("deposits-and-loans-balance", "存贷款余额均突破")
    True
    >>> refused("deposits-and-loans-balance", "存贷款余额突破")
    False
    """
    return any(
        each.words is not None and each.words.search(ahead)
        for each in load_contexts().refused
        if concept in each.of
    )


def as_of(concept: str, label: str, period: str | None) -> str:
    """The indicator that a label names in the year that its figure ends with.

    >>> as_of("rural-disposable-income", "农民收入", "2012")
    'rural-net-income'
    >>> as_of("rural-disposable-income", "农民收入", "2011/2015")
    'rural-disposable-income'
    """
    year = (period or "").rpartition("/")[2][:4]
    for each in load_contexts().dated:
        if each.concept == concept and year.isdigit() and int(year) < each.before:
            return each.instead if each.label.fullmatch(normalised(label)) else concept
    return concept
