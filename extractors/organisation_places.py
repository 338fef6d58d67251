"""The place that an organisation belongs to: named before it, or meant by its level (区委)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from extractors.gazetteer import COUNTRY
from extractors.organisation_lexicon import organisation_lexicon
from extractors.organisation_names import CONSULTATIVE, PARTY, names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.model import Document, OrganisationMention, PlaceMention

KINDS = ("省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道")
NATION = ("国家", "中央", "全国")
ZONES = ("实验区", "开发区", "高新区", "经开区", "新区", "管理区", "示范区", "度假区", "保税区")
LEVELS = {
    "镇": "township",
    "乡": "township",
    "街道": "township",
    "县": "county",
    "区": "county",
    "旗": "county",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
}


@dataclass(frozen=True, slots=True)
class Headed:
    """An organisation's name in its parts: 中共|重庆市綦江区|委.

    ``how`` it was placed: named (in full), short (青石一中), level (区委), nation, list, or "".
    ``called`` is the place as it stands in the full name, "" where nobody can say.
    """

    place: str
    rest: str
    party: str
    how: str
    called: str = ""


class OrganisationPlaces:
    """Finds the places of a document's organisations; mentions must come in text order."""

    def __init__(
        self,
        document: Document,
        places: Sequence[PlaceMention],
        article_places: Mapping[int, str],
        meant: Callable[[str, int], str | None],
    ) -> None:
        """``meant``: what 全县 means in the article of an index."""
        self._text = document.text
        self._at = {place.start: place for place in places}
        self._places = places
        self._starts = [place.start for place in places]
        self._meant = meant
        self._zones = _zones(document.text, places)
        self._articles = [
            (a.start, a.index, article_places.get(a.index, "")) for a in document.articles
        ]
        self._paragraphs = _paragraph_starts(document)
        self._before: tuple[OrganisationMention, Headed] | None = None

    def head(self, mention: OrganisationMention) -> Headed:
        """The parts of a mention's name, with its place."""
        found = self._head(mention)
        if found.how == "" and self._listed(mention):
            before = self._before[1] if self._before else found
            found = Headed(before.place, found.rest, "", "list", before.called)
        self._before = (mention, found)
        return found

    def _head(self, mention: OrganisationMention) -> Headed:
        if mention.rule in names().national:
            return Headed(COUNTRY.path, mention.name, "", "nation")
        at = mention.start
        party = next((p for p in (PARTY, CONSULTATIVE) if self._text.startswith(p, at)), "")
        at += len(party)
        last: PlaceMention | None = None
        while (place := self._at.get(at)) is not None and place.end <= mention.end:
            at, last = place.end, place
        rest = "".join(self._text[at : mention.end].split())
        if last is None or not rest:
            return self._by_level(mention, at, party)
        printed = "".join(self._text[last.start : last.end].split())
        how = "named" if printed.endswith(KINDS) else "short"
        return Headed(last.path, rest, party, how, _called(printed, last.path))

    def _by_level(self, mention: OrganisationMention, at: int, party: str) -> Headed:
        rest = "".join(self._text[at : mention.end].split())
        words = organisation_lexicon().level_words
        level = next((rest[:n] for n in (3, 2, 1) if rest[:n] in words), "")
        if level in NATION:
            return Headed(COUNTRY.path, mention.name, "", "nation")
        path = self._path(level, mention.start) if level and len(rest) > len(level) else ""
        if not path:
            return Headed("", mention.name, "", "")
        called = path if path.endswith(level[-1]) else self._zones.get(path, "")
        return Headed(path, rest.removeprefix(level), party, "level", called)

    def _path(self, level: str, at: int) -> str:
        """The place that a level means at this offset, "" where that is not certain."""
        index, article = self._article(at)
        if level in ZONES:
            return article if article.endswith(level) else ""
        kind = level if level in ("自治区", "街道") else level[-1]
        own = self._meant(f"全{kind}", index) if article else None
        return own or self._nearby(kind, at)

    def _article(self, at: int) -> tuple[int, str]:
        """The index and the place of the article at an offset."""
        number = bisect_right(self._articles, at, key=itemgetter(0)) - 1
        return self._articles[number][1:] if number >= 0 else (-1, "")

    def paragraphs(self, at: int) -> tuple[int, int]:
        """Where the paragraph at an offset begins, and the one ahead of it."""
        number = bisect_right(self._paragraphs, at) - 1
        if number < 0:
            return 0, 0
        return self._paragraphs[number], self._paragraphs[max(0, number - 1)]

    def _nearby(self, kind: str, at: int) -> str:
        """The only place of this level that the paragraph has named so far (…会亭镇…，镇政府)."""
        first = bisect_left(self._starts, self.paragraphs(at)[0])
        last = bisect_left(self._starts, at)
        named = {p.path for p in self._places[first:last] if p.level == LEVELS.get(kind)}
        path = named.pop() if len(named) == 1 else ""
        return path if path.endswith(kind) else ""

    def _listed(self, mention: OrganisationMention) -> bool:
        """县财政局、|民政局: goes on a list of offices of one level."""
        if self._before is None or mention.kind not in {"party", "government", "mass"}:
            return False
        before, headed = self._before
        gap = self._text[before.end : mention.start]
        whole = mention.name in names().wholes
        return headed.how in {"level", "list"} and gap in {"、", "和", "与", "及"} and not whole


def _called(printed: str, path: str) -> str:
    """A named place as it stands in a full name: its path, or a zone or former county as printed.

    >>> _called("夏邑", "河南省商丘市夏邑县"), _called("青石实验区", "四川省青石县")
    ('河南省商丘市夏邑县', '青石实验区')
    """
    if printed in path:
        return path
    return printed if printed.endswith(KINDS) else ""


def _paragraph_starts(document: Document) -> list[int]:
    starts: list[int] = []
    last = None
    for sentence in document.sentences:
        where = (sentence.article, sentence.section, sentence.paragraph)
        if where != last:
            starts.append(sentence.start)
            last = where
    return starts


def _zones(text: str, places: Sequence[PlaceMention]) -> dict[str, str]:
    """Path → the zone that the text calls by a name of its own there (平潭综合实验区 of 平潭县)."""
    printed = ((place.path, text[place.start : place.end]) for place in places)
    return {path: name for path, name in printed if name.endswith("区") and name not in path}
