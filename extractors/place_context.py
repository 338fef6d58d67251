"""Which place an article is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import COUNTRY
from extractors.place_evidence import NO_WORDS, Evidence, Scales
from extractors.place_hits import division_hits
from pipeline.model import Attribute, Origin, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.gazetteer import Gazetteer
    from extractors.place_hits import Hit
    from extractors.place_words import PlaceWords
    from pipeline.model import Article, Document

HEAD = 160  # characters in which an article says where it is
HEAD_LINES = 6
ONCE = "named in passing"  # the evidence of a place that only one mention in the text speaks for
TITLE_WEIGHT, ISSUER_WEIGHT, HEAD_WEIGHT = 20, 15, 6
MOST_TO_ONE = 4  # times the words for the nation must outnumber those for a place of its own

_NUMBER = regex.compile(r"(?P<stem>\p{Han}{1,3}?)(?:政|府|委|党|统|财)")
_SELF = regex.compile(r"[全我本该](?P<kind>省|市|州|盟|县|区|旗|镇|乡|街道|国)(?!民|际|营|情|产)")


def self_words(text: str) -> Counter[str]:
    """How often a text says 全县, 我市, 该镇 …, by the kind.

    >>> self_words("我县加快发展，全县增收，居全省前列")["县"]
    2
    """
    return Counter(match["kind"] for match in _SELF.finditer(text))


def article_place(
    document: Document,
    article: Article,
    hits: Sequence[Hit],
    gazetteer: Gazetteer,
    words: PlaceWords,
) -> Attribute | None:
    """The full path of the place that the article is about, with what says so.

    ``None`` where neither its head names a place nor its text speaks of one as its own. Where
    the place can be several, its value is "" and its evidence says which.
    """
    text = document.text[article.start : article.end]
    kinds = self_words(text)
    evidence = Evidence()
    scales = Scales(gazetteer, words, evidence)
    for line, weight, why in _head(document, article):
        scales.weigh_line(line, weight, why)
    stated = set(evidence.points)
    towns = set(evidence.towns)
    scales.weigh_body(text, hits)
    scales.weigh_above()
    place = evidence.best(stated | scales.counties_of(towns), kinds)
    if place is None:
        return _of_number(article, evidence, gazetteer) or _from_body(evidence, kinds)
    if rivals := evidence.rivals(place, kinds):
        return _several([place, *rivals], Origin.STATED)
    why = "; ".join(evidence.said[place][:3])
    place += _township(evidence, place, kinds, gazetteer) or _zone(article, place, gazetteer, words)
    return Attribute(place, Origin.STATED, why)


def _head(document: Document, article: Article) -> list[tuple[str, int, str]]:
    """Title, issuer and the other lines of the head, with their weight."""
    lines = [(article.title, TITLE_WEIGHT, "title")]
    if article.issuer is not None:
        lines.append((article.issuer.value, ISSUER_WEIGHT, "issuer"))
    lines.extend((line, HEAD_WEIGHT, "head") for line in _head_lines(document, article))
    return lines


def _head_lines(document: Document, article: Article) -> list[str]:
    """Titles and mastheads around the beginning of the article, its own title left out."""
    lines = []
    for sentence in document.sentences:
        if sentence.article != article.index or sentence.start > article.start + HEAD:
            continue
        line = document.text[sentence.start : sentence.end]
        if sentence.kind in (SentenceKind.TITLE, SentenceKind.META) and line != article.title:
            lines.append(line)
    return lines[:HEAD_LINES]


def _township(
    evidence: Evidence, county: str, kinds: Counter[str], gazetteer: Gazetteer
) -> str | None:
    """The township of this county that speaks in the head, or that the text speaks as (全镇)."""
    division = gazetteer.at(county)
    if division is None:
        return None
    own = gazetteer.townships(division.code)
    as_one = kinds["镇"] + kinds["乡"] + kinds["街道"] > 0
    named = (n for n in evidence.towns if as_one or n in evidence.speaking)
    return next((name for name in named if name in own), None)


def _zone(article: Article, place: str, gazetteer: Gazetteer, words: PlaceWords) -> str:
    """The zone without a code whose administration speaks (…金井片区管理局 → 金井片区)."""
    for line in (article.issuer.value if article.issuer else "", article.title):
        borders = [hit.end for hit in division_hits(line, gazetteer, words, NO_WORDS)]
        zones = [z for z, path in words.same_zones.items() if z in line and path == place]
        borders += [line.index(zone) + len(zone) for zone in zones]
        match = words.zone.match(line, max(borders)) if borders else None
        if match is not None:
            return str(match["zone"])
    return ""


def _several(paths: Sequence[str], origin: Origin) -> Attribute:
    """No place, with those that it can be as the evidence."""
    message = f"the place of the article can be {len(paths)} places: {'、'.join(paths)}"
    return Attribute("", origin, message)


def _of_number(article: Article, evidence: Evidence, gazetteer: Gazetteer) -> Attribute | None:
    """The one place of the text that the document's number begins with: 岷政办发 of 岷县."""
    number = _NUMBER.match(article.number.value) if article.number is not None else None
    if number is None:
        return None
    named = (gazetteer.at(path) for path in evidence.named)
    fitting = [d.path for d in named if d is not None and d.name.startswith(number["stem"])]
    if len(fitting) != 1:
        return None
    return Attribute(fitting[0], Origin.INFERRED, f"document number {number['stem']}")


def _from_body(evidence: Evidence, kinds: Counter[str]) -> Attribute | None:
    """The place that the text speaks of as its own; the nation where it speaks of no other."""
    own = [p for p, n in evidence.points.items() if n >= 2 and kinds.get(p[-1], 0)]
    place = evidence.best(own, kinds)
    if place is not None:
        once = [ONCE] if evidence.named[place] < 2 else []
        return Attribute(place, Origin.INFERRED, "; ".join([*once, *evidence.said[place][:3]]))
    local = sum(count for kind, count in kinds.items() if kind != "国")
    if kinds["国"] > MOST_TO_ONE * local:
        return Attribute(COUNTRY.path, Origin.INFERRED, "speaks of 全国 or 我国")
    return None


def first_known(places: Iterable[Attribute]) -> Attribute | None:
    """The first place that the document states; else that it infers."""
    rows = list(places)
    sure = [a for a in rows if a.origin is not Origin.INFERRED]
    return next(iter(sure or rows), None)
