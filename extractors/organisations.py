"""Organisations as named: departments, companies, co-operatives, committees, schools, media.

One Aho-Corasick pass finds the endings of names (局, 有限公司, 领导小组); from each of them the
name is followed to the left: over the field of an office, over a level or a place, or over the
tagger's words. Names that only the tagger saw are believed by their ending.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

import regex

from extractors.organisation_lexicon import Form, Hit
from extractors.organisation_lists import listed_firms
from extractors.organisation_starts import KIND, LONGEST_BODY, START
from extractors.organisation_text import Reader
from pipeline.model import OrganisationMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from extractors.organisation_lexicon import Ending
    from pipeline.model import Document, Entity, PlaceMention, Tagging

HOSTS = ("局", "公司", "集团", "大学", "学院", "医院")
BANK_ENDS = ("银行", "行", "农信社", "联社")
# 新建县政务服务中心7个: how many, not which
COUNTED_BEHIND = regex.compile(r"\d++余?+多?+[个家所处座支](?=[，。、；\s])")
BANKS = frozenset({"bank", "bank-of-place", "bank-named"})
SHORT = "college-short"  # may be the beginning of a longer name
INNER = ("党委", "党组")
COUNTED = frozenset("一各每")  # 一协会, 各中心: how many, not which


def find_organisations(
    document: Document, tagging: Tagging, places: Sequence[PlaceMention]
) -> list[OrganisationMention]:
    """The organisations of a document in text order; no two overlap."""
    reader = Reader.of(document, tagging, places)
    found, refused = _by_endings(reader)
    found += _congresses(reader)
    found += _by_tagger(reader, tagging, found, refused)
    found += listed_firms(reader, found)
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
    """The name that ends here: by the strictest form that finds a start, the longest of it."""
    for _, alike in groupby(sorted(hits, key=_strictness), key=_strictness):
        starts = [
            (start, hit) for hit in alike if (start := _start(reader, hit, found)) is not None
        ]
        if starts:
            start, hit = min(starts, key=itemgetter(0))
            return _mention(reader.text, start, hit.end, hit.ending)
    return None


def _strictness(hit: Hit) -> int:
    return max(hit.ending.form, Form.OFFICE)


def _start(reader: Reader, hit: Hit, found: Sequence[OrganisationMention]) -> int | None:
    before = (m for m in reversed(found[-3:]) if m.rule != SHORT and m.end <= hit.start)
    floor = next((m.end for m in before), 0)
    return START[hit.ending.form](reader, hit, max(floor, hit.start - LONGEST_BODY))


def _refuses(text: str, hit: Hit, stops: Mapping[int, int]) -> bool:
    """Whether the ending lies in a stop phrase or in a longer word, or is counted behind.

    Before the ending of an office stands a field, which settles it: 国家安全 + 局 is no 全局.
    """
    at = hit.start if hit.ending.form is not Form.OFFICE else -1 - hit.start
    if stops.get(at, 0) >= hit.end or COUNTED_BEHIND.match(text, hit.end):
        return True
    return text.startswith(hit.ending.not_before, hit.end)


def _cover(stops: Iterable[Hit]) -> dict[int, int]:
    """Each offset inside a stop phrase → where the phrase that reaches farthest ends.

    Under ``-1 - offset`` the same of the phrases that begin at the offset.
    """
    cover: dict[int, int] = {}
    for stop in stops:
        for at in (*range(stop.start, stop.end), -1 - stop.start):
            cover[at] = max(cover.get(at, 0), stop.end)
    return cover


def _congresses(reader: Reader) -> list[OrganisationMention]:
    """Congresses by their number: 达州市第四届人民代表大会."""
    found = []
    for match in reader.lexicon.congress.finditer(reader.text):
        headed = not match[0].startswith("第")
        start = match.start() if headed else reader.prefix(match.start(), 0)
        if headed or start < match.start():
            name = _name(reader.text, start, match.end())
            found.append(OrganisationMention(start, match.end(), name, "government", "congress"))
    return found


def _by_tagger(
    reader: Reader,
    tagging: Tagging,
    found: Sequence[OrganisationMention],
    refused: AbstractSet[int],
) -> list[OrganisationMention]:
    """Organisations of the tagger that no ending found, or found less of, where it is believed."""
    taken = {at: mention for mention in found for at in range(mention.start, mention.end)}
    begun = set(reader.places.values())
    believed = []
    for entity in tagging.entities:
        if entity.tag != "ORG" or reader.text[entity.start] in COUNTED:
            continue
        inside = {taken[at] for at in range(entity.start, entity.end) if at in taken}
        if entity.end in refused and not inside:
            continue
        if len(inside) > 1 or any(m.start != entity.start or m.end >= entity.end for m in inside):
            continue
        ending = reader.lexicon.confirming(reader.text[entity.start : entity.end])
        if ending is None or _only_place(reader, entity, ending):
            continue
        if entity.start in begun or not ending.placed:
            believed.append(_mention(reader.text, entity.start, entity.end, ending))
    return believed


def _only_place(reader: Reader, entity: Entity, ending: Ending) -> bool:
    """Whether nothing but a place stands before an industry: 天津文旅."""
    if not ending.branded:
        return False
    name = reader.text[entity.start : entity.end]
    word = max((word for word in ending.words if name.endswith(word)), key=len)
    return reader.place_before(entity.end - len(word), 0) <= entity.start


def _mention(text: str, start: int, end: int, ending: Ending) -> OrganisationMention:
    return OrganisationMention(start, end, _name(text, start, end), ending.kind, ending.id)


def _name(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())


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
    """国家统计局 and 大庆调查队, where they stand together, are one body."""
    joined: list[OrganisationMention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before and mention.start < before.end:
            continue  # the branch of a bank has swallowed it
        if before and before.end == mention.start and before.name in reader.lexicon.branches:
            name = _name(reader.text, before.start, mention.end)
            joined[-1] = replace(before, end=mention.end, name=name)
        else:
            joined.append(_with_branch(reader, _with_party(reader, mention)))
    return joined


def _with_branch(reader: Reader, mention: OrganisationMention) -> OrganisationMention:
    """中国农业银行 with the 青石支行 behind it."""
    found = reader.lexicon.branch.match(reader.text, mention.end)
    if found is None or mention.rule not in BANKS or not mention.name.endswith(BANK_ENDS):
        return mention
    return replace(mention, end=found.end(), name=_name(reader.text, mention.start, found.end()))


def _with_party(reader: Reader, mention: OrganisationMention) -> OrganisationMention:
    """县财政局 with the 党组 behind it: the party's committee in a body."""
    if not mention.name.endswith(HOSTS):
        return mention
    for party in INNER:
        if reader.text.startswith(party, mention.end):
            end = mention.end + len(party)
            return replace(mention, end=end, name=mention.name + party)
    return mention
