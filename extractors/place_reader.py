"""Provinces, prefectures and counties of one article, settled by its scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from extractors.place_hits import FULL, WEAK, Hit, opens_headline, town_stem
from extractors.place_scope import BESIDE, FAR
from pipeline.model import Issue, PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_hits import WordGrid
    from extractors.place_scope import Scope
    from extractors.place_words import PlaceWords

NEAR = 80  # characters within which a place named before settles an ambiguous one
LOOK_BACK = 6  # mentions
NARROW = ("township", "village")

_ROUTE = frozenset("至到经—－~～")
_JOINT = regex.compile(r"[、和与及至到经往—\-－~～]{1,2}|以及")
_ENTERED = regex.compile(r"来(?P<letter>\p{Han})(?=来|考察|视察|调研|指导|出席)")
_PAIRED = regex.compile(r"(?P<one>\p{Han})(?P<two>\p{Han})(?=(?:东西部)?(?:扶贫)?协作)")


@dataclass(slots=True)
class ArticleReader:
    """What is found in one article.

    ``starts`` and ``ends`` hold the division at an offset, ``said`` the one that a name has
    stood for before.
    """

    text: str
    start: int
    end: int
    gazetteer: Gazetteer
    words: PlaceWords
    grid: WordGrid
    scope: Scope
    found: list[PlaceMention] = field(default_factory=list)
    unsure: list[PlaceMention] = field(default_factory=list)  # with candidates
    issues: list[Issue] = field(default_factory=list)
    ends: dict[int, Division] = field(default_factory=dict)
    starts: dict[int, Division] = field(default_factory=dict)
    said: dict[str, Division] = field(default_factory=dict)
    own_stems: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        towns = (self.gazetteer.townships(county.code) for county in self.scope.counties)
        self.own_stems = frozenset(town_stem(name) for rows in towns for name in rows)

    def accept(self, start: int, end: int, division: Division, rule: str) -> None:
        """Takes the span as a mention of the division."""
        mention = PlaceMention(start, end, division.path, division.code, division.level, rule)
        self.found.append(mention)
        self.ends[end] = division
        self.starts[start] = division
        self.said.setdefault(self.text[start:end], division)

    def doubt(self, hit: Hit, near: Sequence[Division]) -> None:
        """Records a name that several places bear, none of them nearer than the others.

        A township or village is kept under what holds all of them, with the candidates.
        """
        paths = "、".join(division.path for division in near[:4])
        message = f"{hit.name} can be {len(near)} places: {paths}"
        self.issues.append(Issue("ambiguous_place", message, hit.start, hit.end))
        above = self._common(near)
        if above is None or near[0].level not in NARROW:
            return
        self.unsure.append(
            PlaceMention(
                hit.start,
                hit.end,
                above.path + hit.name,
                "",
                near[0].level,
                "ambiguous",
                candidates=tuple(division.path for division in near),
                doubt="ambiguous",
                reason=f"{len(near)} places of the name in {above.path}",
            )
        )

    def _common(self, near: Sequence[Division]) -> Division | None:
        """The smallest division that holds all of them; ``None`` where the nation alone does."""
        for above in self.gazetteer.chain(near[0])[1:]:
            if all(self.gazetteer.holds(above, division) for division in near):
                return above
        return None

    def inside(self, above: Division, candidates: Iterable[Division]) -> list[Division]:
        """The candidates that lie in the division above."""
        return [c for c in candidates if c != above and self.gazetteer.holds(above, c)]

    def behind(self, start: int, candidates: Iterable[Division]) -> list[Division]:
        """The candidates that lie in the place which ends where the name begins."""
        above = self.ends.get(start)
        return [] if above is None else self.inside(above, candidates)

    def of_sentence(self, hit: Hit, near: Iterable[Division]) -> list[Division]:
        """The one that lies in a place named shortly before in the same sentence."""
        rows = list(near)
        for other in reversed(self.found[-LOOK_BACK:]):
            between = self.text[other.end : hit.start]
            if not 0 <= hit.start - other.end <= NEAR or "。" in between or "\n" in between:
                continue
            inside = self.inside(self.ends[other.end], rows)
            if len(inside) == 1:
                return inside
        return []


def read_zone_names(reader: ArticleReader) -> None:
    """Zones that are a county under another name (平潭综合实验区)."""
    for zone, path in reader.words.same_zones.items():
        division = reader.gazetteer.at(path)
        at = reader.text.find(zone, reader.start, reader.end)
        while at >= 0 and division is not None:
            reader.accept(at, at + len(zone), division, "zone")
            at = reader.text.find(zone, at + 1, reader.end)


def read_divisions(reader: ArticleReader, hits: Iterable[Hit]) -> None:
    """Provinces, prefectures and counties, from their hits in text order."""
    waiting = []
    for hit in hits:
        inside = reader.behind(hit.start, hit.candidates)
        if inside and _is_name(reader, hit):
            reader.accept(hit.start, hit.end, inside[0], "behind its parent")
        elif hit.strength == WEAK and not _stands_alone(reader, hit):
            waiting.append(hit)
        else:
            _settle(reader, hit)
    _read_beside(reader, waiting)
    _read_beside(reader, waiting[::-1])


def _is_name(reader: ArticleReader, hit: Hit) -> bool:
    """Not an everyday word behind a place (辽宁振兴), unless the tagger sees one."""
    return hit.name not in reader.words.common or reader.grid.is_place(hit.start, hit.end)


def _settle(reader: ArticleReader, hit: Hit) -> None:
    """Takes the nearest of the candidates, or records that there are several."""
    near = reader.scope.choose(hit.candidates)
    if len(near) > 1:
        near = reader.of_sentence(hit, near) or near
    if len(near) > 1:
        reader.doubt(hit, near)
    elif not _unlikely(reader, hit, near[0]):
        rule = "full name" if hit.strength == FULL else "short name"
        reader.accept(hit.start, hit.end, near[0], rule)


def _unlikely(reader: ArticleReader, hit: Hit, division: Division) -> bool:
    """The short name, or the name of old, of a county far away."""
    far = reader.scope.distance(division) > reader.scope.reach
    if hit.name in division.shorts:
        return far and division.level == "county"
    return far and hit.name != division.name


def _stands_alone(reader: ArticleReader, hit: Hit) -> bool:
    """A short name is taken alone for a county of the article's own prefecture.

    Elsewhere the tagger must see a place, and not in another corner of the country: the
    towns, hills and firms that share their name with a far county are many.
    """
    scope, words = reader.scope, reader.words
    seen = reader.grid.is_place(hit.start, hit.end)
    distance = min(scope.distance(c) for c in hit.candidates)
    if hit.name in words.common:
        return distance <= 1 and (seen or opens_headline(reader.text, hit))
    if distance <= 1:
        return True
    sole = len(scope.choose(hit.candidates)) == 1
    return seen and sole and distance <= scope.reach and hit.name not in reader.own_stems


def _read_beside(reader: ArticleReader, waiting: Iterable[Hit]) -> None:
    """Short names joined to a place (开江至梁平、镇巴经达州), spreading along the list."""
    for hit in waiting:
        if hit.end in reader.ends or not reader.grid.fits(hit.start, hit.end):
            continue
        neighbour = _neighbour(reader, hit)
        if neighbour is None or neighbour.level in NARROW:
            continue
        near = reader.scope.choose(hit.candidates)
        if len(near) > 1:
            near = [d for d in near if d.parent == neighbour.parent] or near
        if len(near) == 1 and _within_reach(reader, near[0], neighbour):
            reader.accept(hit.start, hit.end, near[0], "beside a place")


def _within_reach(reader: ArticleReader, division: Division, neighbour: Division) -> bool:
    """Whether a joined short name is of a province around, or of its neighbour's."""
    here = neighbour.path.startswith(reader.gazetteer.chain(division)[-1].path)
    return here or reader.scope.reach == FAR or reader.scope.distance(division) <= BESIDE


def _neighbour(reader: ArticleReader, hit: Hit) -> Division | None:
    """The place that the name is joined to; an everyday word only as the end of a route."""
    common = hit.name in reader.words.common
    if common and hit.name.endswith("区"):
        return None
    for joint, found in _joints(reader, hit):
        if found is None or not _JOINT.fullmatch(joint):
            continue
        if not common or joint in _ROUTE or (joint == "、" and _sisters(reader, hit, found)):
            return found
    return None


def _sisters(reader: ArticleReader, hit: Hit, neighbour: Division) -> bool:
    """Whether the everyday word in a list is a county of the own prefecture, like its neighbour."""
    own = [c for c in hit.candidates if reader.scope.distance(c) <= 1]
    return len(own) == 1 and own[0].level == neighbour.level and own[0].parent == neighbour.parent


def _joints(reader: ArticleReader, hit: Hit) -> Iterator[tuple[str, Division | None]]:
    """What stands between the name and a place before or behind it, one or two characters."""
    for length in (1, 2):
        before = reader.text[hit.start - length : hit.start]
        yield before, reader.ends.get(hit.start - length)
        yield reader.text[hit.end : hit.end + length], reader.starts.get(hit.end + length)


def read_abbreviations(reader: ArticleReader) -> None:
    """One-letter names of provinces: 来闽考察, 苏陕协作."""
    letters = reader.words.abbreviations
    for match in _ENTERED.finditer(reader.text, reader.start, reader.end):
        if match["letter"] in letters:
            _read_letter(reader, match.start("letter"))
    for match in _PAIRED.finditer(reader.text, reader.start, reader.end):
        if match["one"] in letters and match["two"] in letters:
            _read_letter(reader, match.start("one"))
            _read_letter(reader, match.start("two"))


def _read_letter(reader: ArticleReader, at: int) -> None:
    division = reader.gazetteer.at(reader.words.abbreviations[reader.text[at]])
    if division is not None:
        reader.accept(at, at + 1, division, "abbreviation")


def outermost(mentions: Iterable[PlaceMention]) -> Iterator[PlaceMention]:
    """In text order, without those that lie in a longer one or repeat it."""
    last_end = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.end > last_end:
            yield mention
            last_end = mention.end
