"""Programmes of a document: named policies, campaigns, projects, documents, mechanisms, slogans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.programme_lexicon import NUMERALS, find_prints, load_lexicon
from extractors.programme_lists import find_events, find_listed, find_visions
from extractors.programme_names import find_names
from extractors.programme_printed import find_printed
from extractors.programme_quotes import Found, clean, find_quoted
from extractors.programme_register import canonicals, level_of, registered
from extractors.programme_shared import find_shared
from extractors.programme_words import load_words
from pipeline.model import ProgrammeMention, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import Document

TITLE = regex.compile(r"《(?P<title>(?:[^《》\n]|《[^《》\n]*+》){2,90}+)》")
PARALLEL = regex.compile(
    r"""(?<![\u4e00-\u9fff])?+
    (?:应(?P<x>.)尽(?P=x)(?:[、，]应(?P<y>.)尽(?P=y))+
     | 早[\u4e00-\u9fff]{2}(?:、早[\u4e00-\u9fff]{2}){2,})""",
    regex.VERBOSE,
)
REPEATED = frozenset({"programme.quoted-count", "programme.quoted-head"})
LEAST_REPEATED = 4
SOFT_COUNT = regex.compile(
    r"[一二两三四五六七八九十百\d]+[大项个种类条张场件座支]"
)  # 四大片区 counts
STRAY = 2


def find_programmes(document: Document) -> list[ProgrammeMention]:
    """Every mention of a programme, in text order and without overlaps."""
    text = document.text
    titles = list(find_titles(text))
    listed = [Found(s, e, p.name, p.kind, "programme.lexicon") for s, e, p in find_prints(text)]
    quoted = list(find_quoted(text))
    others = [
        *listed,
        *quoted,
        *find_shared(text),
        *find_again(text, quoted),
        *find_parallel(text),
        *find_events(text),
        *find_listed(text),
        *find_visions(text),
        *find_printed(text),
        *_unlisted(find_names(text), listed),
    ]
    hidden = [(s.start, s.end) for s in document.sentences if s.kind is SentenceKind.META]
    found = _visible([*titles, *_outside(others, text)], hidden)
    return _registered(longest(found))


def _registered(found: Sequence[Found]) -> list[ProgrammeMention]:
    """The mentions, each under its canonical name and with its level.

    Where 三师下村 and 三师下村活动 are one, it is of the kind that its longest print tells.
    """
    names = canonicals(dict.fromkeys(f.name for f in found))
    longer = sorted(found, key=lambda f: (len(f.name), f.kind != "slogan", -f.start))
    kinds = {names[f.name]: f.kind for f in longer}
    listed = registered()
    mentions = []
    for f in found:
        name = names[f.name]
        known = listed.get(name)
        kind, level = (known.kind, known.level) if known else (kinds[name], level_of(name))
        mentions.append(ProgrammeMention(f.start, f.end, name, kind, f.rule, level))
    return mentions


def find_titles(text: str) -> Iterator[Found]:
    """Documents in title marks: 《关于…的实施意见》; not 《人民日报》, not laws."""
    words = load_words()
    for match in TITLE.finditer(text):
        name = clean(match["title"])
        listed = load_lexicon().by_text.get(name)
        if listed is not None and listed.programme is not None:
            programme = listed.programme
            start, end = match.span()
            yield Found(start, end, programme.name, programme.kind, "programme.title")
            continue
        if name in words.title_stops or words.title_refused.fullmatch(name):
            continue
        if words.title.fullmatch(name):
            yield Found(match.start(), match.end(), name, "document", "programme.title")


def find_parallel(text: str) -> Iterator[Found]:
    """Slogans in parallel parts that need no quotation marks: 应保尽保、应兜尽兜."""
    for match in PARALLEL.finditer(text):
        name = clean(match.group())
        yield Found(match.start(), match.end(), name, "slogan", "programme.parallel")


def find_again(text: str, quoted: Iterable[Found]) -> Iterator[Found]:
    """A counted name that the text introduces in quotation marks and repeats without them."""
    again = (f for f in quoted if f.rule in REPEATED and len(f.name) >= LEAST_REPEATED)
    names = {f.name: f for f in again if not SOFT_COUNT.match(f.name)}
    for name, first in names.items():
        at = text.find(name)
        while at >= 0:
            if text[at - 1 : at] not in NUMERALS:
                yield Found(at, at + len(name), name, first.kind, "programme.again")
            at = text.find(name, at + len(name))


def _unlisted(found: Iterable[Found], listed: Iterable[Found]) -> Iterator[Found]:
    """Without those that are a listed programme behind a stray word (巩固脱贫攻坚战)."""
    begin = {f.end: f.start for f in listed}
    return (f for f in found if not 0 <= begin.get(f.end, -1) - f.start <= STRAY)


def _outside(found: Iterable[Found], text: str) -> Iterator[Found]:
    """What does not lie in title marks, be the title a programme or not."""
    spans = [m.span() for m in TITLE.finditer(text)]
    return (f for f in found if not _covered(f, spans))


def _visible(found: Iterable[Found], hidden: list[tuple[int, int]]) -> list[Found]:
    return [f for f in found if not _covered(f, hidden)]


def _covered(found: Found, spans: list[tuple[int, int]]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in spans)


def longest(found: Iterable[Found]) -> list[Found]:
    """The longest of those that overlap; of equal ones the one that was given first."""
    kept: list[Found] = []
    taken = bytearray()
    for one in sorted(found, key=lambda f: f.start - f.end):
        if len(taken) < one.end:
            taken.extend(bytes(one.end - len(taken)))
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
