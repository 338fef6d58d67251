"""Resolution of the names in one article, largest divisions first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from extractors.gazetteer import VILLAGE_SUFFIXES, short_name
from extractors.place_hits import FULL, WEAK, Hit, opens_headline, town_names, town_stem
from pipeline.model import Issue, PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_hits import WordGrid
    from extractors.place_scope import Scope
    from extractors.place_words import PlaceWords

LONGEST_VILLAGE = 12
NEAR = 80  # characters within which a county named before settles a township

_VILLAGE_END = regex.compile("社区居委会|村民委员会|村委会|社区|嘎查|居委会|村")
_ROUTE = frozenset("至经到—－~～")
_JOINT = regex.compile(r"[、和与及至到经往—\-－~～]{1,2}|以及")
_UNLISTED = regex.compile(r"(?P<name>[\u3400-\u9fff]{1,5}?村)(?![民级庄镇务])")
_ENTERED = regex.compile(r"来(?P<letter>\p{Han})(?=来|考察|视察|调研|指导|出席)")
_PAIRED = regex.compile(r"(?P<one>\p{Han})(?P<two>\p{Han})(?=(?:东西部)?(?:扶贫)?协作)")


@dataclass(slots=True)
class ArticleReader:
    """What is found in one article; ``ends`` holds the division that ends at an offset."""

    text: str
    start: int
    end: int
    gazetteer: Gazetteer
    words: PlaceWords
    grid: WordGrid
    scope: Scope
    found: list[PlaceMention] = field(default_factory=list)
    ends: dict[int, Division] = field(default_factory=dict)
    starts: dict[int, Division] = field(default_factory=dict)
    said: dict[str, Division] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    own_stems: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        towns = (self.gazetteer.townships(c.code) for c in self.scope.counties)
        self.own_stems = frozenset(town_stem(name) for rows in towns for name in rows)

    def accept(self, start: int, end: int, division: Division, rule: str) -> None:
        """Takes the span as a mention of the division."""
        code = division.code
        self.found.append(PlaceMention(start, end, division.path, code, division.level, rule))
        self.ends[end] = division
        self.starts[start] = division
        self.said.setdefault(self.text[start:end], division)

    def _doubt(self, hit: Hit, near: Sequence[Division]) -> None:
        paths = "、".join(d.path for d in near[:4])
        message = f"{hit.name} can be {len(near)} places: {paths}"
        self.issues.append(Issue("ambiguous_place", message, hit.start, hit.end))

    def same_zones(self) -> None:
        """Zones that are a county under another name (平潭综合实验区)."""
        for zone, path in self.words.same_zones.items():
            at = self.text.find(zone, self.start, self.end)
            while at >= 0:
                if (division := self.gazetteer.at(path)) is not None:
                    self.accept(at, at + len(zone), division, "zone")
                at = self.text.find(zone, at + 1, self.end)

    def divisions(self, hits: Iterable[Hit]) -> None:
        """Provinces, prefectures and counties."""
        waiting = []
        for hit in hits:
            behind = self.ends.get(hit.start)
            inside = [] if behind is None else self._inside(behind, hit.candidates)
            if inside:
                self.accept(hit.start, hit.end, inside[0], "behind its parent")
            elif hit.strength == WEAK and not self._weak_but_own(hit):
                waiting.append(hit)
            else:
                self._settle(hit)
        self._beside(waiting)
        self._beside(waiting[::-1])

    def _inside(self, above: Division, candidates: Iterable[Division]) -> list[Division]:
        return [c for c in candidates if c != above and self.gazetteer.holds(above, c)]

    def _settle(self, hit: Hit) -> None:
        near = self.scope.choose(hit.candidates)
        if len(near) > 1:
            near = self._of_sentence(hit, near) or near
        if len(near) == 1 and self._unlikely(hit, near[0]):
            return
        if len(near) == 1:
            rule = "full name" if hit.strength == FULL else "short name"
            self.accept(hit.start, hit.end, near[0], rule)
        elif len(near) > 1:
            self._doubt(hit, near)

    def _unlikely(self, hit: Hit, division: Division) -> bool:
        """A short name of a far county, or a county's name of old far away, that is not seen."""
        far = self.scope.distance(division) > self.scope.reach
        old = hit.name != division.name and hit.name not in division.shorts
        county_short = hit.name in division.shorts and division.level == "county"
        return far and (old or county_short)

    def _of_sentence(self, hit: Hit, near: Iterable[Division]) -> list[Division]:
        """Those that lie in a place named shortly before in the same sentence."""
        for other in reversed(self.found[-6:]):
            between = self.text[other.end : hit.start]
            if not 0 <= hit.start - other.end <= NEAR or "。" in between or "\n" in between:
                continue
            above = self.ends[other.end]
            inside = self._inside(above, near)
            if len(inside) == 1:
                return inside
        return []

    def _weak_but_own(self, hit: Hit) -> bool:
        """A short name is taken alone for a county of the article's own prefecture.

        Elsewhere the tagger must see a place, and not in another corner of the country: the
        towns, hills and firms that share their name with a far county are many.
        """
        seen = self.grid.is_place(hit.start, hit.end)
        distance = min(self.scope.distance(c) for c in hit.candidates)
        if hit.name in self.words.common:
            return distance <= 1 and (seen or opens_headline(self.text, hit))
        if distance <= 1:
            return True
        if hit.name in self.words.common_full and not seen:
            return False
        sole = len(self.scope.choose(hit.candidates)) == 1
        return seen and sole and distance <= self.scope.reach and hit.name not in self.own_stems

    def _beside(self, waiting: Sequence[Hit]) -> None:
        """Short names joined to a place (开江至梁平、镇巴经达州), spreading along the list."""
        for hit in waiting:
            if hit.end in self.ends or not self.grid.fits(hit.start, hit.end):
                continue
            near = self.scope.choose(hit.candidates)
            neighbour = self._neighbour(hit)
            if neighbour is None or neighbour.level in ("township", "village"):
                continue
            if len(near) > 1:
                near = [d for d in near if d.parent == neighbour.parent] or near
            if len(near) == 1:
                self.accept(hit.start, hit.end, near[0], "beside a place")

    def _neighbour(self, hit: Hit) -> Division | None:
        """The place that the name is joined to; an everyday word only as the end of a route."""
        common = hit.name in self.words.common
        if common and hit.name.endswith("区"):
            return None
        for length in (1, 2):
            before = self.text[hit.start - length : hit.start]
            after = self.text[hit.end : hit.end + length]
            if _JOINT.fullmatch(before) and (before in _ROUTE or not common):
                if (found := self.ends.get(hit.start - length)) is not None:
                    return found
            if _JOINT.fullmatch(after) and (after in _ROUTE or not common):
                if (found := self.starts.get(hit.end + length)) is not None:
                    return found
        return None

    def abbreviations(self) -> None:
        """One-letter names of provinces: 来闽考察, 苏陕协作."""
        letters = self.words.abbreviations
        for match in _ENTERED.finditer(self.text, self.start, self.end):
            if match["letter"] in letters:
                self._letter(match.start("letter"), letters[match["letter"]])
        for match in _PAIRED.finditer(self.text, self.start, self.end):
            if match["one"] in letters and match["two"] in letters:
                self._letter(match.start("one"), letters[match["one"]])
                self._letter(match.start("two"), letters[match["two"]])

    def _letter(self, at: int, name: str) -> None:
        if (division := self.gazetteer.at(name)) is not None:
            self.accept(at, at + 1, division, "abbreviation")

    def towns(self) -> None:
        """Townships, by what stands before them, the article's own, or the sentence."""
        part = self.text[self.start : self.end]
        for start, end, _ in town_names(part, self.gazetteer, self.words):
            self._town(self.start + start, self.start + end)

    def _town(self, first: int, end: int) -> None:
        for start in range(first, end - 1):
            name = self.text[start:end]
            counties = self.gazetteer.town_counties.get(name)
            if counties is None or name in self.words.village_vetoes:
                continue
            rows = [self.gazetteer.townships(code)[name] for code in counties]
            hit = Hit(start, end, name, tuple(rows), FULL)
            behind = self.ends.get(start)
            inside = [] if behind is None else self._inside(behind, rows)
            chosen = inside or ([] if len(name) < 3 else self._town_of_scope(hit))
            if len(chosen) == 1:
                self.accept(start, end, chosen[0], "township")
                return
            if len(chosen) > 1:
                self._doubt(hit, chosen)
                return

    def _town_of_scope(self, hit: Hit) -> list[Division]:
        codes = {county.code for county in self.scope.counties}
        own = [d for d in hit.candidates if d.parent in codes]
        if len(own) > 1:
            return self._of_sentence(hit, own) or own
        if own:
            return own
        if hit.name in self.said:
            return [self.said[hit.name]]
        return self._of_sentence(hit, hit.candidates)

    def villages(self) -> None:
        """Villages, behind their township or county, of the article's own county, or said before."""
        own = self._own_villages()
        for match in _VILLAGE_END.finditer(self.text, self.start, self.end):
            self._village(match.start(), match.end(), own)

    def _own_villages(self) -> dict[str, tuple[Division, ...]]:
        place = self.scope.place
        if place is None or place.level not in ("county", "township", "village"):
            return {}
        return self.gazetteer.villages(place.code[:6] + "000000")

    def _village(self, kind_at: int, end: int, own: dict[str, tuple[Division, ...]]) -> None:
        first = max(self.start, end - LONGEST_VILLAGE)
        for start in range(first, kind_at):
            behind = self.ends.get(start)
            if behind is not None and behind.level != "village":
                if self._village_behind(start, end, behind):
                    return
            name = self.text[start:end]
            if len(name) < 3 or name in self.words.village_vetoes:
                continue
            rows = own.get(name, ())
            if name in self.said:
                rows = (self.said[name],)
            if rows and self._one_village(start, end, name, rows):
                return

    def _village_behind(self, start: int, end: int, behind: Division) -> bool:
        name = self.text[start:end]
        if name in self.words.village_vetoes:
            return False
        if behind.level == "province":
            return False
        rows = [
            village
            for county in self.gazetteer.counties(behind)
            for village in self.gazetteer.villages(county.code).get(name, ())
            if village.path.startswith(behind.path)
        ]
        if len(rows) == 1:
            self.accept(start, end, rows[0], "village")
        elif behind.level == "township":
            return self._unlisted(start, end, behind)
        return len(rows) == 1

    def _unlisted(self, start: int, end: int, behind: Division) -> bool:
        """A village right behind its township that the gazetteer does not have."""
        match = _UNLISTED.fullmatch(self.text, start, end)
        name = self.text[start:end]
        if (
            match is None
            or _is_kind(name, self.words.village_vetoes)
            or not self.words.unlisted_refused.isdisjoint(name)
        ):
            return False
        village = self.gazetteer.unlisted(behind, name)
        self.accept(start, end, village, "unlisted village")
        message = f"{village.path} is not in the gazetteer"
        self.issues.append(Issue("unlisted_place", message, start, end))
        return True

    def _one_village(self, start: int, end: int, name: str, rows: Sequence[Division]) -> bool:
        hit = Hit(start, end, name, tuple(rows), FULL)
        if len(rows) > 1:
            rows = self._of_own_township(rows) or self._of_sentence(hit, rows) or rows
        if len(rows) == 1:
            self.accept(start, end, rows[0], "village")
        else:
            self._doubt(hit, rows)
        return True

    def _of_own_township(self, rows: Iterable[Division]) -> list[Division]:
        place = self.scope.place
        if place is None or place.level != "township":
            return []
        return self._inside(place, rows)


def _is_kind(name: str, kinds: frozenset[str]) -> bool:
    """Whether the name is a kind of village with something before it (国家农村)."""
    return any(name[i:] in kinds for i in range(len(name) - 1))


def village_stem(name: str) -> str:
    """五龙村 → 五龙."""
    return short_name(name, VILLAGE_SUFFIXES)


def outermost(mentions: Iterable[PlaceMention]) -> Iterator[PlaceMention]:
    """In text order, without those that lie in a longer one or repeat it."""
    last_end = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.end > last_end:
            yield mention
            last_end = mention.end
