"""Organisations as named: departments, companies, co-operatives, committees, schools, media.

One Aho-Corasick pass finds the endings of names (局, 有限公司, 领导小组); from each of them the
name is followed to the left: over the field of an office, over a level or a place, or over the
tagger's words. Names that only the tagger saw are believed by their ending.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import regex

from extractors.organisation_lexicon import Form, Hit, organisation_lexicon
from pipeline.model import OrganisationMention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from extractors.organisation_lexicon import Ending, OrganisationLexicon
    from pipeline.model import Document, Entity, PlaceMention, Tagging, Word

NAMING = frozenset({"ORG", "LOC", "PER", "nz", "nw"})
MODIFYING = NAMING | {"n", "vn", "an", "s", "f", "a"}
BREAKING = frozenset({"w", "m", "q", "r", "TIME", "d", "xc", "u", "p", "c"})
KIND = -1  # in the stead of a start: what stands there names a kind, not a body
COUNTING = frozenset({"m", "q", "r", "n", "vn"})
LONGEST_NAME = 22
LONGEST_BODY = 34

_SPACE = regex.compile(r"\s++")
_HAN = regex.compile(r"\p{Han}")
_BRANCH = regex.compile(r"(?:国家统计局|国家税务总局|中国人民银行).++")
_CONGRESS = regex.compile(
    r"""
    (?P<head> 中国共产党 | 政协 | 中共 )?+
    第 [一二三四五六七八九十百]++ [届次]
    (?P<body> 全国代表大会 | 全国人民代表大会 | 人民代表大会 (?:常务委员会)?+ | 全国委员会 | 委员会
      | 人大 (?:常委会)?+ | 代表大会 | 党代会 )
    """,
    regex.VERBOSE,
)




@dataclass(frozen=True, slots=True)
class Reader:
    """One document while its organisations are looked for."""

    text: str
    lexicon: OrganisationLexicon
    words: Sequence[Word]
    starts: Sequence[int]  # of the words
    borders: frozenset[int]  # of words and of places
    places: Mapping[int, int]  # end → start of the places, whoever saw them
    named: Mapping[int, int]  # offset inside an ORG of the tagger → its start

    @classmethod
    def of(
        cls, document: Document, tagging: Tagging, places: Sequence[PlaceMention]
    ) -> Reader:
        """The document with its words and places, ready to be asked from any offset."""
        spans = {entity.end: entity.start for entity in tagging.entities if entity.tag == "LOC"}
        spans |= {place.end: place.start for place in places}
        named = {
            at: entity.start
            for entity in tagging.entities
            if entity.tag == "ORG"
            for at in range(entity.start + 1, entity.end)
        }
        starts = [word.start for word in tagging.words]
        borders = {*starts, *(word.end for word in tagging.words), *spans, *spans.values()}
        return cls(
            document.text,
            organisation_lexicon(),
            tagging.words,
            starts,
            frozenset(borders),
            spans,
            named,
        )

    def word_before(self, at: int) -> int:
        """The number of the word that the character before ``at`` belongs to, else -1."""
        number = bisect_left(self.starts, at) - 1
        return number if number >= 0 and self.words[number].end >= at else -1

    def clean(self, at: int, floor: int) -> bool:
        """Whether a name may begin here."""
        return (
            at == floor
            or at in self.borders
            or at == 0
            or _HAN.match(self.text, at - 1) is None
        )

    def place_before(self, at: int, floor: int) -> int:
        """Where the places that end here begin (重庆市 + 綦江区 + 扶欢镇); ``at`` without any."""
        while (start := self.places.get(at, at)) < at and start >= floor:
            at = start
        return at

    def prefix(self, at: int, floor: int) -> int:
        """Where the level or the places before ``at`` begin; ``at`` where there is neither."""
        start = self.place_before(at, floor)
        if start == at:
            level = self.lexicon.levels.match(self.text, floor, at)
            if level is None or not self.level_stands(level.start(), floor):
                return at
            start = self.place_before(level.start(), floor)
        for party in ("中共", "政协"):
            if self.text.endswith(party, floor, start):
                return start - len(party)
        return start

    def level_stands(self, at: int, floor: int) -> bool:
        """Whether a level is one of its own: not the 镇 of 乡镇, not the 市 of 全市."""
        if at == floor or at == 0:
            return True
        before = self.text[at - 1]
        if before in self.lexicon.level_always_after:
            return True
        return before not in self.lexicon.level_not_after and self.clean(at, floor)

    def extended(self, start: int, floor: int) -> int:
        """The start that the tagger gives to the organisation around ``start``."""
        seen = self.named.get(start, start)
        kind = self.text.startswith(self.lexicon.level_kinds, seen)
        return start if kind or seen < floor else seen


def find_organisations(
    document: Document, tagging: Tagging, places: Sequence[PlaceMention]
) -> list[OrganisationMention]:
    """The organisations of a document in text order; no two overlap."""
    reader = Reader.of(document, tagging, places)
    found, refused = _by_endings(reader)
    found += _congresses(reader)
    found += _by_tagger(reader, tagging, found, refused)
    return _joined(reader, _without_overlaps(found))


def _by_endings(reader: Reader) -> tuple[list[OrganisationMention], set[int]]:
    """What the endings of the lexicon find, and the ends of what they refuse."""
    hits = list(reader.lexicon.hits(reader.text))
    stops = _cover(hit for hit in hits if hit.ending.form is Form.STOP)
    found: list[OrganisationMention] = []
    refused: set[int] = set()
    for end, group in groupby(hits, key=attrgetter("end")):
        usable = [hit for hit in group if hit.ending.form is not Form.STOP]
        open_ = [hit for hit in usable if not _refuses(reader.text, hit, stops)]
        if len(open_) < len(usable):
            refused.add(end)
        mention = _first(reader, open_, found)
        if mention is None:
            continue
        if mention.start == KIND:
            refused.add(end)
        else:
            found.append(mention)
    return found, refused


def _first(
    reader: Reader, hits: Sequence[Hit], found: Sequence[OrganisationMention]
) -> OrganisationMention | None:
    """The name that ends here: by the strictest form, and the longest ending of that."""
    for hit in sorted(hits, key=lambda hit: (hit.ending.form, hit.start)):
        floor = next((m.end for m in reversed(found[-3:]) if m.end <= hit.start), 0)
        start = _START[hit.ending.form](reader, hit, max(floor, hit.start - LONGEST_BODY))
        if start is not None:
            return _mention(reader.text, start, hit.end, hit.ending)
    return None


def _refuses(text: str, hit: Hit, stops: Mapping[int, int]) -> bool:
    """Whether the ending lies in a stop phrase or in a longer word."""
    return stops.get(hit.start, 0) >= hit.end or text.startswith(hit.ending.not_before, hit.end)


def _cover(stops: Iterable[Hit]) -> dict[int, int]:
    """Each offset inside a stop phrase → where the phrase that reaches farthest ends."""
    cover: dict[int, int] = {}
    for stop in stops:
        for at in range(stop.start, stop.end):
            cover[at] = max(cover.get(at, 0), stop.end)
    return cover


def _whole(reader: Reader, hit: Hit, floor: int) -> int | None:
    """A complete name begins where it begins."""
    if not hit.ending.word or not reader.words:
        return hit.start
    both = reader.clean(hit.start, floor) and (
        hit.end in reader.borders or _HAN.match(reader.text, hit.end) is None
    )
    return hit.start if both else None


def _organ(reader: Reader, hit: Hit, floor: int) -> int | None:
    """An organ begins with its level or place."""
    start = reader.prefix(hit.start, floor)
    if hit.ending.listed:
        follows = floor == hit.start - 1 and reader.text[floor] == "、"
        return hit.start if follows and start == hit.start else None
    return None if start == hit.start else reader.extended(start, floor)


def _office(reader: Reader, hit: Hit, floor: int) -> int | None:
    """An office begins with its field, or with the level or place before that."""
    field = reader.lexicon.fields.match(reader.text, floor, hit.start)
    if field is None:
        return None
    start = reader.prefix(field.start(), floor)
    if start < field.start():
        return reader.extended(start, floor)
    start = reader.extended(start, floor)
    if start < field.start():
        return start
    return start if hit.ending.bare and reader.clean(start, floor) else None


def _named(reader: Reader, hit: Hit, floor: int) -> int | None:
    """A company begins with the leftmost of the tagger's names that run up to its ending."""
    floor = max(floor, hit.start - LONGEST_NAME)
    number = reader.word_before(hit.start + 1)
    best, naming = hit.start, False
    at = hit.start
    while number >= 0:
        word = reader.words[number]
        if word.start < floor or word.end < at or word.tag not in MODIFYING:
            break
        at = word.start
        text = reader.text[word.start : word.end]
        if text in reader.lexicon.openers or text.endswith("级"):
            break
        if word.tag in NAMING and at < hit.start:
            best, naming = at, True
        number -= 1
    if not naming:
        return _common(reader, hit, floor)
    modifiers = {reader.text[best : hit.start], _without_place(reader, best, hit.start)} - {""}
    if "等" in reader.text[best : hit.start]:
        return KIND
    return KIND if any(_is_kind(text, hit.ending) for text in modifiers) else best


def _common(reader: Reader, hit: Hit, floor: int) -> int | None:
    """石化公司: an ordinary noun that is no kind of company, said of one."""
    number = reader.word_before(hit.start)
    if not hit.ending.common or number < 0:
        return None
    word = reader.words[number]
    before = reader.words[number - 1].tag if number else "w"
    length = word.end - word.start
    if word.end != hit.start or word.start < floor or length != 2 or before in COUNTING:
        return None
    if word.tag not in {"n", "vn"}:
        return None
    modifier = reader.text[word.start : word.end]
    return KIND if _is_kind(modifier, hit.ending) else word.start


def _without_place(reader: Reader, start: int, end: int) -> str:
    """What stands between the place at the start and the ending."""
    for at in range(end, start, -1):
        if reader.places.get(at) == start:
            return reader.text[at:end]
    return reader.text[start:end]


def _is_kind(modifier: str, ending: Ending) -> bool:
    return ending.kinds.fullmatch(modifier) is not None


def _body(reader: Reader, hit: Hit, floor: int) -> int | None:
    """A body for a task begins with its level, else with the first word of its task."""
    number = reader.word_before(hit.start)
    start = hit.start
    while number >= 0:
        word = reader.words[number]
        text = reader.text[word.start : word.end]
        if word.start < floor or (word.tag in BREAKING and text not in {"同", "暨"}):
            break
        if text in reader.lexicon.openers or _HAN.match(text) is None:
            break
        if word.tag == "v" and hit.ending.strict:
            break
        start = word.start
        number -= 1
    level = reader.prefix(start, floor)
    task = reader.text[level : hit.start]
    if level == start and (_is_kind(task, hit.ending) or _ends_as_kind(reader, task, hit.ending)):
        return KIND
    return level if len(task) > 1 else None


def _ends_as_kind(reader: Reader, task: str, ending: Ending) -> bool:
    """看望驻村 (工作队) is a kind, but 乡村振兴驻村 (工作队) is one body."""
    for length in range(min(4, len(task)), 1, -1):
        if _is_kind(task[-length:], ending):
            return reader.lexicon.fields.match(task, 0, len(task) - length) is None
    return False


_START: Mapping[Form, Callable[[Reader, Hit, int], int | None]] = {
    Form.WHOLE: _whole,
    Form.ORGAN: _organ,
    Form.OFFICE: _office,
    Form.NAMED: _named,
    Form.GROUP: _body,
}


def _congresses(reader: Reader) -> list[OrganisationMention]:
    """Congresses by their number: 达州市第四届人民代表大会."""
    found = []
    for match in _CONGRESS.finditer(reader.text):
        start = match.start() if match["head"] else reader.prefix(match.start(), 0)
        if start < match.start() or match["head"]:
            name = _SPACE.sub("", reader.text[start : match.end()])
            found.append(OrganisationMention(start, match.end(), name, "government", "congress"))
    return found


def _by_tagger(
    reader: Reader,
    tagging: Tagging,
    found: Sequence[OrganisationMention],
    refused: AbstractSet[int],
) -> list[OrganisationMention]:
    """Organisations that only the tagger saw, where their last characters confirm them."""
    taken = {at for mention in found for at in range(mention.start, mention.end)}
    begun = set(reader.places.values())
    believed = []
    for entity in tagging.entities:
        if entity.tag != "ORG" or entity.end in refused:
            continue
        if not taken.isdisjoint(range(entity.start, entity.end)):
            continue
        ending = reader.lexicon.confirming(reader.text[entity.start : entity.end])
        if ending is not None and (entity.start in begun or not ending.placed):
            believed.append(_mention(reader.text, entity.start, entity.end, ending))
    return believed


def _mention(text: str, start: int, end: int, ending: Ending) -> OrganisationMention:
    return OrganisationMention(
        start, end, _SPACE.sub("", text[start:end]), ending.kind, ending.id
    )


def _without_overlaps(found: Sequence[OrganisationMention]) -> list[OrganisationMention]:
    """The longest of those that overlap, in text order."""
    kept: list[OrganisationMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
    return kept


def _joined(reader: Reader, found: Sequence[OrganisationMention]) -> list[OrganisationMention]:
    """国家统计局 + 大庆调查队, 管理局 + 党委: two that stand together and are one body."""
    joined: list[OrganisationMention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before and before.end == mention.start and _BRANCH.match(before.name + mention.name):
            whole = reader.text[before.start : mention.end]
            joined[-1] = replace(before, end=mention.end, name=_SPACE.sub("", whole))
        else:
            joined.append(mention)
    return joined
