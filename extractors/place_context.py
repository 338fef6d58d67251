"""Which place an article is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import COUNTRY
from extractors.place_hits import WEAK, WordGrid, division_hits, opens_headline, town_names
from pipeline.model import Attribute, Origin, SentenceKind, Tagging

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_hits import Hit
    from extractors.place_words import PlaceWords
    from pipeline.model import Article, Document

HEAD = 160  # characters in which an article says where it is
NO_WORDS = WordGrid(Tagging())
TITLE_WEIGHT, ISSUER_WEIGHT, HEAD_WEIGHT, TOWN_WEIGHT = 20, 15, 6, 2
MOST_MENTIONS = 10

_SELF = regex.compile(r"[全我本该](?P<kind>省|市|州|盟|县|区|旗|镇|乡|街道|国)(?!民|际|营|情|产)")


@dataclass(slots=True)
class Evidence:
    """Points for each place, by what speaks for it."""

    points: Counter[str] = field(default_factory=Counter)
    said: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: str, points: int, why: str) -> None:
        """Counts the points, and keeps the reason."""
        self.points[path] += points
        self.said.setdefault(path, []).append(why)


def self_words(text: str) -> Counter[str]:
    """How often a text says 全县, 我市, 该镇 …, by the kind."""
    return Counter(match["kind"] for match in _SELF.finditer(text))


def chains(hits: Sequence[Hit], gazetteer: Gazetteer) -> list[list[Division]]:
    """For each run of adjacent names the divisions its last one can be.

    重庆市 綦江区 is one run, and says 綦江区 of 重庆.
    """
    found: list[list[Division]] = []
    last_end = -1
    for hit in hits:
        own = list(hit.candidates)
        if found and hit.start == last_end:
            inside = [c for c in own if any(gazetteer.holds(a, c) for a in found[-1])]
            if inside:
                found[-1], last_end = inside, hit.end
                continue
        if hit.strength != WEAK:
            found.append(own)
            last_end = hit.end
    return found


def headline_hits(title: str, gazetteer: Gazetteer, words: PlaceWords) -> list[Hit]:
    """The places of a title; a bare short name only where the title opens with it."""
    hits = division_hits(title, gazetteer, words, NO_WORDS)
    return [h for h in hits if h.strength != WEAK or opens_headline(title, h) or _follows(h, hits)]


def _follows(hit: Hit, hits: Iterable[Hit]) -> bool:
    return any(other.end == hit.start for other in hits)


def same_zone(text: str, words: PlaceWords) -> list[str]:
    """The paths of counties that the text names as the zone that they are."""
    return [path for zone, path in words.same_zones.items() if zone in text]


def _narrow(found: Iterable[Division]) -> list[Division]:
    """Of divisions that bear one name, a province alone, where one does."""
    rows = list(found)
    provinces = [d for d in rows if d.level == "province"]
    return provinces[:1] or rows


def _weigh_line(
    line: str, points: int, why: str, gazetteer: Gazetteer, words: PlaceWords, into: Evidence
) -> None:
    """Points to every place that a title, issuer or head names; the first named gets most."""
    hits = headline_hits(line, gazetteer, words)
    runs = []
    for hit in hits:
        weak_start = hit.strength == WEAK and not _follows(hit, hits)
        if weak_start:
            runs.append(_narrow(hit.candidates))
    runs.extend(_narrow(run) for run in chains(hits, gazetteer))
    for order, run in enumerate(runs):
        for division in run:
            into.add(division.path, max(points - 4 * order, 1), why)
    for path in same_zone(line, words):
        into.add(path, points + 2, why)
    for _, _, name in town_names(line, gazetteer, words):
        into.add("?" + name, points, why)


def _weigh_body(text: str, hits: Iterable[Hit], gazetteer: Gazetteer, words: PlaceWords, into: Evidence) -> None:
    """Points to the places that the text names, and to the counties of its townships."""
    named: Counter[str] = Counter()
    for run in chains(list(hits), gazetteer):
        for division in _narrow(run):
            named[division.path] += 1
    for path, count in named.items():
        into.add(path, min(count, MOST_MENTIONS), f"named {count} times")
    for path in same_zone(text, words):
        into.add(path, MOST_MENTIONS, "zone")
    towns = {name for _, _, name in town_names(text, gazetteer, words) if len(name) >= 3}
    counties = Counter(code for name in towns for code in gazetteer.town_counties[name])
    for code, count in counties.items():
        if count >= 2 or gazetteer.divisions[code].path in into.points:
            path = gazetteer.divisions[code].path
            into.add(path, count * TOWN_WEIGHT, f"{count} of its townships named")


def _suits(path: str, kinds: Counter[str]) -> int:
    """How often the article calls itself by the kind of this place (全县 of a county)."""
    return min(kinds.get(path[-1], 0), MOST_MENTIONS)


def _best(evidence: Evidence, paths: Iterable[str], kinds: Counter[str]) -> str | None:
    """The place with most points; of equals the one whose kind the article uses."""
    ranked = sorted(paths, key=lambda p: (-evidence.points[p] - _suits(p, kinds), -len(p), p))
    return ranked[0] if ranked else None


def _township(evidence: Evidence, county: str, kinds: Counter[str], gazetteer: Gazetteer) -> str | None:
    """The township of this county that the title or issuer names, where the text speaks as one."""
    division = gazetteer.at(county)
    if division is None or not (kinds["镇"] + kinds["乡"] + kinds["街道"]):
        return None
    for key in evidence.points:
        if key.startswith("?") and key[1:] in gazetteer.townships(division.code):
            return county + key[1:]
    return None


def article_place(
    document: Document,
    article: Article,
    hits: Sequence[Hit],
    gazetteer: Gazetteer,
    words: PlaceWords,
) -> Attribute | None:
    """The full path of the place that the article is about, with what says so."""
    text = document.text[article.start : article.end]
    kinds = self_words(text)
    head = Evidence()
    _weigh_line(article.title, TITLE_WEIGHT, "title", gazetteer, words, head)
    if article.issuer is not None:
        _weigh_line(article.issuer.value, ISSUER_WEIGHT, "issuer", gazetteer, words, head)
    for line in _head_lines(document, article):
        _weigh_line(line, HEAD_WEIGHT, "head", gazetteer, words, head)
    stated = set(head.points)
    _weigh_body(text, hits, gazetteer, words, head)
    _towns_of_heads(head, gazetteer)
    stated_paths = {p for p in head.points if p in stated or p in _from_towns(head, stated, gazetteer)}
    place = _best(head, (p for p in stated_paths if not p.startswith("?")), kinds)
    if place is not None:
        place = _township(head, place, kinds, gazetteer) or place
        place += _zone_of(_naming(article), place, gazetteer, words)
        return Attribute(place, Origin.STATED, "; ".join(head.said.get(place, ["township"])[:3]))
    return _from_body(head, kinds)


def _naming(article: Article) -> list[str]:
    """The lines that name who speaks: issuer and title."""
    return [article.issuer.value if article.issuer else "", article.title]


def _zone_of(lines: Iterable[str], place: str, gazetteer: Gazetteer, words: PlaceWords) -> str:
    """The zone without a code whose administration speaks (…金井片区管理局 → 金井片区)."""
    for line in lines:
        borders = [h.end for h in division_hits(line, gazetteer, words, NO_WORDS)]
        borders += [line.index(z) + len(z) for z, p in words.same_zones.items() if z in line and p == place]
        match = words.zone.match(line, max(borders, default=0)) if borders else None
        if match is not None:
            return match["zone"]
    return ""


def _head_lines(document: Document, article: Article) -> list[str]:
    """Further lines of the head: titles, mastheads, and the first words of the text."""
    lines = []
    for sentence in document.sentences:
        if sentence.article != article.index or sentence.start > article.start + HEAD:
            continue
        line = document.text[sentence.start : sentence.end]
        if sentence.kind in (SentenceKind.TITLE, SentenceKind.META) and line != article.title:
            lines.append(line)
    return lines[:6]


def _from_towns(evidence: Evidence, stated: set[str], gazetteer: Gazetteer) -> set[str]:
    """Counties that have a township which the head names, and that the text speaks for."""
    names = [key[1:] for key in stated if key.startswith("?")]
    codes = (code for name in names for code in gazetteer.town_counties[name])
    paths = {gazetteer.divisions[code].path for code in codes}
    return {path for path in paths if evidence.points[path] >= 2}


def _towns_of_heads(evidence: Evidence, gazetteer: Gazetteer) -> None:
    """A township in a title speaks for the counties that have one of the name."""
    for key in [k for k in evidence.points if k.startswith("?")]:
        for code in gazetteer.town_counties[key[1:]]:
            path = gazetteer.divisions[code].path
            if path in evidence.points:
                evidence.add(path, evidence.points[key], "township in the head")


def _from_body(evidence: Evidence, kinds: Counter[str]) -> Attribute | None:
    """The place that the text speaks of as its own; the nation where it speaks of no other."""
    paths = [p for p in evidence.points if not p.startswith("?")]
    own = [p for p in paths if _suits(p, kinds) and evidence.points[p] >= 2]
    place = _best(evidence, own, kinds)
    if place is not None:
        why = "; ".join(evidence.said[place][:3])
        return Attribute(place, Origin.INFERRED, why)
    local = sum(count for kind, count in kinds.items() if kind != "国")
    if kinds["国"] and not local:
        return Attribute(COUNTRY.path, Origin.INFERRED, "speaks of 全国 or 我国 only")
    return None
