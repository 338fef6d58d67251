"""The vocabulary of indicators: its entries, the words that qualify them, and their patterns."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from extractors.lexicons import LEXICON, alternation, read_toml, reason
from extractors.units import load_units
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLDER = "indicators"
QUALIFIERS = "indicator_qualifiers.toml"
# of a pattern: what is no plain character, innermost first, with what says how often it stands
SPECIAL = regex.compile(r"(?:\\.|\[[^\]]*\]|\([^()]*\)|\{[a-z]+\})(?:[?*+]|\{[\d,]*\})*")
OPTIONAL = regex.compile(r".(?:[?*]|\{[\d,]*\})")
PLAIN = regex.compile(r"\p{Han}+")
KINDS = frozenset({"level", "rate", "index"})
# What a label is rid of before it is compared: print, and what says only that it is a number.
PRINT = regex.compile(r"[\s“”\"‘’'《》〈〉「」（）()#*]+")
DONE = regex.compile(r"(?:实现|完成)(?!率|度|额|情况|进度|比例)")
COUNTING = regex.compile(
    r"(?:总人数|总户数|总数量|人数|(?<![用住农商])户数|家数|个数|数量|总数|(?<![指倍系次参基])数)$"
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry; ``low`` and ``high`` are in the base unit of ``dimension``, None where open."""

    id: str
    zh: str
    en: str
    subject: str
    dimension: str
    kind: str
    definition: str
    source: str
    aliases: tuple[str, ...]
    patterns: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    example: str
    refuse: str
    units: tuple[str, ...] = ()  # only these, where the dimension says too little
    requires: tuple[str, ...] = ()  # axes without which it says too little to compare
    seen: str = ""  # the document with which the definition was compared


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words that narrow an indicator down: ``value`` stands in the column ``axis``."""

    axis: str
    value: str
    words: tuple[str, ...]
    example: str


class Pattern(NamedTuple):
    """A pattern of whole names, the entry that it is of, and what each of these names has."""

    whole: regex.Pattern[str]
    id: str
    required: str


@dataclass(frozen=True, slots=True)
class IndicatorLexicon:
    """All entries, found by normalised name or by pattern, and what comes off a label."""

    by_id: Mapping[str, Indicator]
    by_name: Mapping[str, tuple[str, ...]]  # normalised name → ids
    patterns: tuple[Pattern, ...]
    qualifiers: tuple[Qualifier, ...]
    by_word: Mapping[str, Qualifier]
    head: regex.Pattern[str]  # a qualifying word at the head of a label
    tail: regex.Pattern[str]
    filler: regex.Pattern[str]  # what says nothing, at the head
    size: regex.Pattern[str]  # what says nothing, at the tail
    axes: tuple[str, ...] = field(default=())

    def ids(self, core: str) -> dict[str, tuple[tuple[str, str], ...]]:
        """The entries that a core names, each with the qualifiers that a pattern takes from it."""
        named = self.by_name.get(core)
        if named:
            return dict.fromkeys(named, ())
        found = {}
        for pattern in self.patterns:
            match = pattern.whole.fullmatch(core) if pattern.required in core else None
            if match:
                found[pattern.id] = tuple(self.named(match.groupdict()))
        return found

    def named(self, groups: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
        """What a pattern's groups took, under the canonical values of its axes."""
        for axis, word in groups.items():
            if word:
                known = self.by_word.get(word)
                yield axis, known.value if known and known.axis == axis else word


@cache
def subjects() -> tuple[str, ...]:
    """The subjects that the entries are sorted by, in the order of a yearbook."""
    return tuple(read_toml(QUALIFIERS)["subjects"])


def normalised(label: str) -> str:
    """A label without print, verbs of completion and counting suffixes.

    >>> normalised("规模以上工业 企业实现“利润”"), normalised("在校生人数")
    ('规模以上工业企业利润', '在校生')
    """
    text: str = DONE.sub("", PRINT.sub("", label))
    core: str = COUNTING.sub("", text)
    return core or text


def _bound(row: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(row[key]) if row[key] else None


def _entry(name: str, row: Mapping[str, Any]) -> Indicator:
    """One row of a file, checked."""
    where = f"{FOLDER}/{name}: entry {row.get('id')!r}"
    try:
        entry = Indicator(
            **{key: str(row[key]) for key in TEXTS},
            aliases=tuple(row["aliases"]),
            patterns=tuple(row.get("patterns", ())),
            units=tuple(row.get("units", ())),
            requires=tuple(row.get("requires", ())),
            seen=str(row.get("seen", "")),
            low=_bound(row, "low"),
            high=_bound(row, "high"),
        )
    except (KeyError, TypeError, InvalidOperation) as error:
        raise LexiconError(f"{where}: {reason(error)}") from error
    for problem in _problems(entry, row):
        raise LexiconError(f"{where}: {problem}")
    return entry


TEXTS = (
    "id", "zh", "en", "subject", "dimension", "kind", "definition", "source", "example", "refuse",
)  # fmt: skip
KEYS = frozenset({*TEXTS, "seen", "aliases", "patterns", "units", "requires", "low", "high"})


def _problems(entry: Indicator, row: Mapping[str, Any]) -> Iterator[str]:
    if not regex.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.id):
        yield "the id is not in kebab-case"
    if entry.subject not in subjects():
        yield f"no such subject: {entry.subject}"
    if entry.kind not in KINDS:
        yield f"no such kind: {entry.kind}"
    known = {unit.dimension for unit in load_units().by_name.values()}
    if not set(entry.dimension.split("/")) <= known:
        yield f"no such dimension: {entry.dimension}"
    if unknown := set(row) - KEYS:
        yield f"unknown keys: {sorted(unknown)}"
    if unknown := {unit for unit in entry.units if unit not in load_units().by_name}:
        yield f"unknown units: {sorted(unknown)}"
    if entry.low is not None and entry.high is not None and entry.low > entry.high:
        yield "low is above high"


def _entries() -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for path in sorted((LEXICON / FOLDER).glob("*.toml")):
        for row in read_toml(f"{FOLDER}/{path.name}")["indicator"]:
            entry = _entry(path.name, row)
            if entry.id in found:
                raise LexiconError(f"{FOLDER}/{path.name}: entry {entry.id!r} stands twice")
            found[entry.id] = entry
    return found


def _names(entries: Iterable[Indicator]) -> dict[str, tuple[str, ...]]:
    """Normalised names to ids; a name may have several of unlike dimension (户 and 人)."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for name in dict.fromkeys(normalised(each) for each in (entry.zh, *entry.aliases)):
            found[name] = (*found.get(name, ()), entry.id)
    return found


def _expanded(text: str, words: Mapping[str, str]) -> str:
    """A pattern with {axis} as the words of that axis."""
    expanded: str = regex.sub(r"\{([a-z]+)\}", lambda m: f"(?P<{m[1]}>{words.get(m[1], '')})", text)
    return expanded


def required(pattern: str) -> str:
    """The longest run of characters that all that a pattern matches has; "" where none is sure.

    It is looked for first, for a pattern costs more to try.

    >>> required("(?:开展)?招聘(?:活动|会)"), required("脱贫(?:县|村)户?"), required("甲乙|丙丁")
    ('招聘', '脱贫', '')
    """
    before = ""
    while before != pattern:
        before, pattern = pattern, SPECIAL.sub("\0", pattern)
    if "|" in pattern:
        return ""
    return max(PLAIN.findall(OPTIONAL.sub("\0", pattern)), key=len, default="")


def _compiled(entry: Indicator, axes: Iterable[str], words: Mapping[str, str]) -> Iterator[Pattern]:
    for text in entry.patterns:
        try:
            pattern = regex.compile(_expanded(text, words))
        except regex.error as error:
            raise LexiconError(f"{FOLDER}: entry {entry.id!r}: {text}: {error}") from error
        if unknown := set(pattern.groupindex) - set(axes):
            raise LexiconError(f"{FOLDER}: entry {entry.id!r}: no such axis: {sorted(unknown)}")
        yield Pattern(pattern, entry.id, required(text))


def _qualifiers(rows: Iterable[Mapping[str, Any]], axes: Iterable[str]) -> tuple[Qualifier, ...]:
    found = []
    for row in rows:
        where = f"{QUALIFIERS}: entry {row.get('value')!r}"
        try:
            each = Qualifier(
                str(row["axis"]), str(row["value"]), tuple(row["words"]), str(row["example"])
            )
        except (KeyError, TypeError) as error:
            raise LexiconError(f"{where}: {reason(error)}") from error
        if each.axis not in axes:
            raise LexiconError(f"{where}: no such axis: {each.axis}")
        found.append(each)
    return tuple(found)


def _by_word(qualifiers: Iterable[Qualifier]) -> dict[str, Qualifier]:
    found: dict[str, Qualifier] = {}
    for each in qualifiers:
        for word in each.words:
            if word in found:
                raise LexiconError(f"{QUALIFIERS}: entry {each.value!r}: {word} stands twice")
            found[word] = each
    return found


@cache
def load_indicators() -> IndicatorLexicon:
    """The vocabulary, read and compiled once."""
    data = read_toml(QUALIFIERS)
    axes = tuple(data["axes"])
    qualifiers = _qualifiers(data["qualifier"], axes)
    by_word = _by_word(qualifiers)
    entries = _entries()
    of_axis = {
        axis: alternation(word for word, each in by_word.items() if each.axis == axis)
        for axis in axes
    }
    words = alternation(by_word)
    return IndicatorLexicon(
        by_id=entries,
        by_name=_names(entries.values()),
        patterns=tuple(p for each in entries.values() for p in _compiled(each, axes, of_axis)),
        qualifiers=qualifiers,
        by_word=by_word,
        head=regex.compile(rf"(?P<word>{words})(?:的|类)?"),
        tail=regex.compile(rf"(?P<word>{alternation(set(by_word) - set(data['head_only']))})$"),
        filler=regex.compile(rf"(?:{alternation(data['fillers'])})+"),
        size=regex.compile(rf"(?:{alternation(data['tail_fillers'])})$"),
        axes=axes,
    )
