"""The register of programmes: those of the lexicon, and the names under which others stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import alternation, read_toml
from extractors.programme_lexicon import entries
from extractors.programme_quotes import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LOCAL = "local"
_PRINT = regex.compile(r"[\s、，,·•・—–－-]")
_WIDE = str.maketrans("＋（）：０１２３４５６７８９", "+():0123456789")


@dataclass(frozen=True, slots=True)
class Registered:
    """A programme of the register; ``level`` and ``issuer`` are empty, ``year`` None if not known.

    ``seen``: where a text was found that says issuer and year as they stand here, else empty.
    """

    name: str
    kind: str
    level: str
    issuer: str = ""
    year: int | None = None
    components: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    seen: str = ""


@dataclass(frozen=True, slots=True)
class _Rules:
    owner: regex.Pattern[str]
    endings: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]
    least: int
    kinds: frozenset[str]
    openings: tuple[tuple[str, regex.Pattern[str]], ...]


@cache
def _rules() -> _Rules:
    data = read_toml("programme_register.toml")
    owners, endings, openings = data["owners"], data["endings"], data["openings"]
    stops = alternation(openings["not_before"])
    return _Rules(
        regex.compile(f"(?:{alternation(owners['words'])})(?!{alternation(owners['not_before'])})"),
        tuple(endings["words"]),
        tuple((first, second) for first, second in endings["doubled"]),
        endings["least"],
        frozenset(endings["kinds"]),
        tuple(
            (level, regex.compile(f"(?:{alternation(openings[level])})(?!{stops})"))
            for level in ("national", "province", "county")
        ),
    )


@cache
def register() -> tuple[Registered, ...]:
    """The programmes of the lexicon in its order, kindred ones behind the entry they stand in."""
    return tuple(
        Registered(e.name, e.kind, e.level, e.issuer, e.year, e.components, e.aliases, e.seen)
        for e in entries()
    )


@cache
def registered() -> Mapping[str, Registered]:
    """The programmes of the lexicon by their canonical name."""
    return {entry.name: entry for entry in register()}


def key(name: str) -> str:
    """What two prints of one name share: no quotation marks, spacing or marks of a list.

    >>> key("“蓝天、 碧水、净土”保卫战") == key("蓝天碧水净土保卫战")
    True
    """
    return str(_PRINT.sub("", clean(name).translate(_WIDE)))


def canonical(name: str, named: Iterable[str] = ()) -> str:
    """The name under which a programme stands; ``named`` are the others of the same bulletin.

    Spacing, quotation marks and words that only say whose it is go; a name of the lexicon stands
    for its variants; a name with 工程 or 行动 behind another one is the other one.

    >>> canonical("我县“厕所 革命”行动"), canonical("银杏惠老工程", ["银杏惠老"])
    ('厕所革命', '银杏惠老')
    >>> canonical("银杏惠老工程"), canonical("希望工程")
    ('银杏惠老工程', '希望工程')
    """
    return _canonical(name, {key(other): clean(other) for other in sorted(named, reverse=True)})


def canonicals(names: Iterable[str]) -> dict[str, str]:
    """Each of the names of one bulletin → the name under which it stands.

    >>> canonicals(["百梯强基行动计划", "百梯强基行动"])
    {'百梯强基行动计划': '百梯强基行动', '百梯强基行动': '百梯强基行动'}
    """
    names = list(names)
    known = {key(other): clean(other) for other in sorted(set(names), reverse=True)}
    return {name: _canonical(name, known) for name in names}


def _canonical(name: str, named: Mapping[str, str]) -> str:
    """The shortest form that is named by itself, else the name as it was cleaned."""
    whole = clean(name)
    own = _rules().owner.sub("", whole, count=1) if _rules().owner.match(whole) else whole
    for form in (whole, own):
        if (listed := _listed().get(key(form))) is not None:
            return listed
    best = named.get(key(own), own)
    for stem in _stems(own):
        if (listed := _stem_listed().get(key(stem))) is not None:
            return listed
        best = named.get(key(stem), best)
    return best


def _stems(name: str) -> Iterator[str]:
    """The name without each ending in turn: 行动计划, 行动.

    >>> list(_stems("百梯强基行动计划"))
    ['百梯强基行动', '百梯强基']
    """
    for first, second in _rules().doubled:
        if name.endswith(first + second):
            name = name.removesuffix(second)
            yield name
    for ending in sorted(_rules().endings, key=len):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            yield name.removesuffix(ending)


@cache
def _listed() -> Mapping[str, str]:
    """Print of the lexicon, folded → its canonical name."""
    found: dict[str, str] = {}
    for entry in register():
        found.setdefault(key(entry.name), entry.name)
    for entry in register():
        for alias in entry.aliases:
            found.setdefault(key(alias), entry.name)
    return found


@cache
def _stem_listed() -> Mapping[str, str]:
    """The same of those that may stand for a longer name: no ordinary words, no slogans."""
    rules = _rules()
    fit = {e.name for e in entries() if e.kind in rules.kinds and not e.quoted}
    return {k: n for k, n in _listed().items() if n in fit and len(k) >= rules.least}


def level_of(name: str) -> str:
    """How far a programme that no list has reaches, by what its name begins with.

    >>> level_of("国家林业碳汇试点"), level_of("省级现代渔港创建"), level_of("雁归行动")
    ('national', 'province', 'local')
    """
    for level, opening in _rules().openings:
        if opening.match(name):
            return level
    return LOCAL
