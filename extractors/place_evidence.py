"""Points for the places that an article could be about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from extractors.place_hits import WEAK, WordGrid, division_hits, opens_headline, town_names
from pipeline.model import Tagging

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_hits import Hit
    from extractors.place_words import PlaceWords

NO_WORDS = WordGrid(Tagging())
TOWN_WEIGHT = 2
LATER = 4  # points less for each place named later in a line
MOST_MENTIONS = 10

_OFFICE = regex.compile(r"人民政府|政府|党委|党工委|办事处|财政所|[0-9]{4}年|$")


@dataclass(slots=True)
class Evidence:
    """Points and reasons by path, and the townships that the head names, with their points.

    ``speaking`` are those of them that speak: 重庆市綦江区扶欢镇…, 中楼乡人民政府. ``namesakes``
    are the paths that one name of the head can mean, ``named`` how often the text says a place
    or a township of it.
    """

    points: Counter[str] = field(default_factory=Counter)
    said: dict[str, list[str]] = field(default_factory=dict)
    towns: dict[str, int] = field(default_factory=dict)
    speaking: set[str] = field(default_factory=set)
    namesakes: list[frozenset[str]] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)

    def add(self, path: str, points: int, why: str) -> None:
        """Counts the points, and keeps the reason."""
        self.points[path] += points
        self.said.setdefault(path, []).append(why)

    def best(self, paths: Iterable[str], kinds: Counter[str]) -> str | None:
        """The place with most points; it gains by each 全县 where it is a county."""

        def rank(path: str) -> tuple[int, int, str]:
            return -self._weight(path, kinds), -len(path), path

        return min(paths, key=rank, default=None)

    def _weight(self, path: str, kinds: Counter[str]) -> int:
        return self.points[path] + min(kinds.get(path[-1], 0), MOST_MENTIONS)

    def rivals(self, place: str, kinds: Counter[str]) -> list[str]:
        """The places that its name can as well mean, for all that the article says; sorted.

        What holds a place, or lies in it, is no rival: 吉林市 and 吉林省.
        """
        same = {path for group in self.namesakes if place in group for path in group}
        apart = (p for p in same if not p.startswith(place) and not place.startswith(p))
        weight = self._weight(place, kinds)
        return sorted(path for path in apart if self._weight(path, kinds) >= weight)


def narrow(candidates: Iterable[Division], name: str) -> list[Division]:
    """Of divisions that a name can mean, a province alone, or those that have it today."""
    rows = list(candidates)
    provinces = [d for d in rows if d.level == "province"]
    return provinces[:1] or [d for d in rows if d.name == name and not d.until] or rows


def place_runs(line: str, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[list[Division]]:
    """For each run of adjacent names the divisions that its last one can be.

    重庆市 綦江区 is one run, and says 綦江区 of 重庆. A bare short name of two characters
    counts where it opens the line as a headline does.
    """
    found: list[list[Division]] = []
    last_end = -1
    for hit in hits:
        inside: list[Division] = []
        if found and hit.start == last_end:
            inside = [c for c in hit.candidates if any(gazetteer.holds(a, c) for a in found[-1])]
        if inside:
            found[-1], last_end = inside, hit.end
        elif hit.strength != WEAK or opens_headline(line, hit):
            found.append(narrow(hit.candidates, hit.name))
            last_end = hit.end
    return found


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs the lines of a head and the text of an article into one evidence."""

    gazetteer: Gazetteer
    words: PlaceWords
    evidence: Evidence

    def weigh_line(self, line: str, points: int, why: str) -> None:
        """Points to every place that a title, issuer or head names; the first gets most."""
        hits = division_hits(line, self.gazetteer, self.words, NO_WORDS)
        for order, run in enumerate(place_runs(line, hits, self.gazetteer)):
            for division in run:
                self.evidence.add(division.path, max(points - LATER * order, 1), why)
            if len(run) > 1:
                self.evidence.namesakes.append(frozenset(division.path for division in run))
        self._weigh_zones(line, points, why)
        borders = {hit.end for hit in hits}
        for start, end, name in town_names(line, self.gazetteer, self.words):
            self.evidence.towns.setdefault(name, points)
            if start in borders or _OFFICE.match(line, end):
                self.evidence.speaking.add(name)

    def _weigh_zones(self, text: str, points: int, why: str) -> None:
        for zone, path in self.words.same_zones.items():
            if zone in text:
                self.evidence.add(path, points, f"{why}: {zone}")

    def weigh_body(self, text: str, hits: Sequence[Hit]) -> None:
        """Points to the places that the text names, and to the counties of its townships."""
        runs = place_runs("", [h for h in hits if h.strength != WEAK], self.gazetteer)
        named = Counter(division.path for run in runs for division in run)
        self.evidence.named = named
        for path, count in named.items():
            self.evidence.add(path, min(count, MOST_MENTIONS), f"named {count} times")
        self._weigh_zones(text, MOST_MENTIONS, "text")
        self._weigh_towns(text)

    def _weigh_towns(self, text: str) -> None:
        """Townships speak for the counties that have them: 洪湖镇 and 石堰镇 settle 长寿."""
        known = self.gazetteer.town_counties
        towns = {n for _, _, n in town_names(text, self.gazetteer, self.words) if len(n) >= 3}
        counties = Counter(code for name in towns for code in known[name])
        for code, count in counties.items():
            path = self.gazetteer.divisions[code].path
            self.evidence.named[path] += count if count >= 2 else 0
            if count >= 2 or path in self.evidence.points:
                self.evidence.add(path, count * TOWN_WEIGHT, f"{count} of its townships named")
        for name, points in self.evidence.towns.items():
            for code in known[name]:
                path = self.gazetteer.divisions[code].path
                if path in self.evidence.points:
                    self.evidence.add(path, points, f"{name} in the head")

    def weigh_above(self) -> None:
        """What holds one of several namesakes, and is named itself, speaks for it."""
        points = dict(self.evidence.points)
        for path in {path for group in self.evidence.namesakes for path in group}:
            division = self.gazetteer.at(path)
            above = self.gazetteer.chain(division)[1:] if division else ()
            for holder in above:
                if points.get(holder.path):
                    self.evidence.add(path, points[holder.path], f"{holder.path} named")

    def counties_of(self, towns: Iterable[str]) -> set[str]:
        """Counties with a township that the head names and that the text speaks for."""
        codes = (code for name in towns for code in self.gazetteer.town_counties[name])
        paths = {self.gazetteer.divisions[code].path for code in codes}
        return {path for path in paths if self.evidence.points[path] >= TOWN_WEIGHT}
