"""Finds how one figure came to its reading, or what holds a numeral that became none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.indicator_lexicon import load_indicators
from extractors.indicator_links import ABSURD, Found, excess_of, fits, levels
from pipeline.bulletins import find_bulletins
from pipeline.errors import BulletinError
from pipeline.model import Issue
from pipeline.readers import read_source
from pipeline.reading import Reader
from pipeline.trace import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.model import (
        Figure,
        Ignored,
        ManifestRow,
        OrganisationMention,
        PlaceMention,
        ProgrammeMention,
        Reading,
        SourceText,
        TimeMention,
    )
    from pipeline.trace import Trace

    Mention = (
        Figure
        | Ignored
        | Issue
        | OrganisationMention
        | PlaceMention
        | ProgrammeMention
        | TimeMention
    )

NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿半")
# what a link rests on besides the label, by its rule
AROUND = {
    "link.caption": "表题 the title of the table",
    "link.title": "表题 the title of the table",
    "link.above": "上一行 the row above",
    "link.whole": "所属整体 its whole",
    "link.part": "所属整体 its whole",
    "link.before": "前一数 the figure before",
    "link.growth-of": "前一数 the figure before",
    "link.enumerated": "前一数 the figure before",
}
CORES = 6  # so many names looked up are told


class CannotExplain(Exception):  # noqa: N818 - it names the state
    """There is nothing to explain at that character; the message says why, and what is near."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds a numeral that is no figure: its sort, its rule, its words and meaning."""

    sort: str
    rule: str
    start: int  # in the source
    end: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading with its trace; ``figure`` is None where holders have the numeral."""

    reading: Reading
    trace: Trace
    at: int
    figure: Figure | None
    holders: tuple[Holder, ...] = ()


def explain(
    reader: Reader, source: SourceText, manifest: ManifestRow | None, at: int
) -> Explanation:
    """How the figure that covers character ``at`` of a file was read, or why there is none."""
    if not 0 <= at < len(source.text):
        raise CannotExplain(
            f"字符 {at} 不在文件里 character {at} is outside of the file:"
            f" 0–{len(source.text) - 1} ({source.path})"
        )
    reading, trace = reader.trace(source, manifest, at)
    figure = next((f for f in reading.figures if f.start <= trace.at < f.end), None)
    if figure is not None:
        return Explanation(reading, trace, at, figure)
    character = source.text[at]
    if not (character.isdigit() or character in NUMERALS):
        raise CannotExplain(
            f"字符 {at}“{character.strip()}”不是数字 there is no numeral at character {at}"
            f"{_near(reading, at)}"
        )
    holders = tuple(_holders(reading, trace.at, at)) or (Holder("word", "", at, at + 1),)
    return Explanation(reading, trace, at, None, holders)


def explain_file(path: Path, at: int, segmenter: str, manifest: Path | None) -> Explanation:
    """The same for a file on the disk, with what its manifest says; loads the models."""
    if path.is_dir():
        raise CannotExplain(f"{path}: 是文件夹 it is a folder; name one file")
    found = find_bulletins([path], manifest)
    if found.failures:
        raise CannotExplain(found.failures[0].message)
    try:
        source = read_source(path)
        return explain(Reader.load(segmenter), source, found.bulletins[0].manifest, at)
    except BulletinError as error:
        raise CannotExplain(str(error)) from error


def _near(reading: Reading, at: int) -> str:
    """The figures nearest to a character, on either side."""
    spans = [reading.document.canonical.source_span(f.start, f.end) for f in reading.figures]
    near = [*[s for s in spans if s[1] <= at][-1:], *[s for s in spans if s[0] > at][:1]]
    said = "、".join(f"{reading.document.source.text[a:b]} ({a})" for a, b in near)
    return f"\n  最近的 nearest: {said}" if said else ""


def _holders(reading: Reading, at: int, source_at: int) -> Iterator[Holder]:
    """All that covers the character, rules that set it aside first."""
    for cut in reading.document.canonical.removed:
        if cut.start <= source_at < cut.end:
            yield Holder("removed", cut.rule, cut.start, cut.end)
    groups: tuple[tuple[str, Sequence[Mention]], ...] = (
        ("ignored", reading.ignored),
        ("time", reading.times),
        ("programme", reading.programmes),
        ("place", reading.places),
        ("organisation", reading.organisations),
        ("issue", reading.issues),
    )
    span = reading.document.canonical.source_span
    for sort, group in groups:
        for each in group:
            if each.start <= at < each.end:
                rule = each.kind if isinstance(each, Issue) else each.rule
                yield Holder(sort, rule, *span(each.start, each.end), _said(each))


def _said(mention: Mention) -> str:
    """What a mention came to: a period, a canonical name, a path, a message."""
    if hasattr(mention, "period") and hasattr(mention, "role"):
        return f"{mention.period or '—'} ({mention.role})"
    for name in ("name", "path", "message"):
        if hasattr(mention, name):
            return str(getattr(mention, name))
    return ""


def link_steps(figure: Figure) -> Iterator[Step]:
    """How a label was looked up in the vocabulary of indicators, and with what result."""
    if not figure.indicator:
        yield Step("concept", "concept.no-label")
        return
    if figure.rule.rpartition("+")[2] in AROUND:
        yield from _around(figure)
        return
    lexicon = load_indicators()
    tried: list[str] = []
    for states in levels(figure.indicator, figure.unit, figure.measure):
        fitting = []
        tried += states
        for core, qualifiers in states.items():
            for id_, taken in lexicon.ids(core).items():
                entry = lexicon.by_id[id_]
                if fits(entry, figure.unit, figure.measure):
                    fitting.append((core, Found(entry, (*qualifiers, *taken), "")))
                else:
                    yield Step("concept", "concept.misfit", f"{core} = {id_} ({entry.dimension})")
        if fitting:
            yield Step("concept", "concept.looked-up", _list(tried))
            yield from _linked(figure, fitting)
            return
    yield Step("concept", "concept.looked-up", _list(tried))
    yield Step("concept", "concept.none")


def _around(figure: Figure) -> Iterator[Step]:
    """A link that rests on what stands around the label."""
    yield Step("concept", "concept.looked-up", figure.indicator)
    said = "、".join(f"{axis}={value}" for axis, value in figure.qualifiers)
    if said:
        yield Step("concept", "concept.qualifiers", said)
    words = AROUND[figure.rule.rpartition("+")[2]]
    yield Step("concept", "concept.around", f"{words} → {figure.concept}")


def _linked(figure: Figure, fitting: Sequence[tuple[str, Found]]) -> Iterator[Step]:
    core, found = fitting[0]
    if len({each.entry.id for _, each in fitting}) > 1:
        ids = "、".join(dict.fromkeys(each.entry.id for _, each in fitting))
        yield Step("concept", "concept.several", ids)
        return
    if found.qualifiers:
        said = "、".join(f"{axis}={value}" for axis, value in found.qualifiers)
        yield Step("concept", "concept.qualifiers", said)
    carried = set(figure.qualifiers) - set(found.qualifiers)
    if figure.concept is not None and carried:
        said = "、".join(f"{axis}={value}" for axis, value in sorted(carried))
        yield Step("concept", "concept.carried", said)
    if excess_of(found, figure.unit, figure.measure, figure.value) > ABSURD:
        yield Step("concept", "concept.absurd", f"{found.entry.low}–{found.entry.high}")
        return
    by_name = core in load_indicators().by_name
    how = "名称 name" if by_name else "式样 pattern"
    yield Step("concept", "concept.linked", f"{core} → {found.entry.id} ({how})")


def _list(tried: Sequence[str]) -> str:
    names = list(dict.fromkeys(tried))
    more = f" …(+{len(names) - CORES})" if len(names) > CORES else ""
    return "、".join(names[:CORES]) + more
