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

    ``speaking`` are those of them that speak: 重庆市綦江区扶欢镇…, 中楼乡人民政府.
    """

    points: Counter[str] = field(default_factory=Counter)
    said: dict[str, list[str]] = field(default_factory=dict)
    towns: dict[str, int] = field(default_factory=dict)
    speaking: set[str] = field(default_factory=set)

    def add(self, path: str, points: int, why: str) -> None:
        """Counts the points, and keeps the reason."""
        self.points[path] += points
        self.said.setdefault(path, []).append(why)

    def best(self, paths: Iterable[str], kinds: Counter[str]) -> str | None:
        """The place with most points; it gains by each 全县 where it is a county."""

        def rank(path: str) -> tuple[int, int, str]:
            own = min(kinds.get(path[-1], 0), MOST_MENTIONS)
            return -self.points[path] - own, -len(path), path

        return min(paths, key=rank, default=None)


def narrow(candidates: Iterable[Division]) -> list[Division]:
    """Of divisions that bear one name, a province alone, where one does."""
    rows = list(candidates)
    return [d for d in rows if d.level == "province"][:1] or rows


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
            found.append(narrow(hit.candidates))
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
            if count >= 2 or path in self.evidence.points:
                self.evidence.add(path, count * TOWN_WEIGHT, f"{count} of its townships named")
        for name, points in self.evidence.towns.items():
            for code in known[name]:
                path = self.gazetteer.divisions[code].path
                if path in self.evidence.points:
                    self.evidence.add(path, points, f"{name} in the head")

    def counties_of(self, towns: Iterable[str]) -> set[str]:
        """Counties with a township that the head names and that the text speaks for."""
        codes = (code for name in towns for code in self.gazetteer.town_counties[name])
        paths = {self.gazetteer.divisions[code].path for code in codes}
        return {path for path in paths if self.evidence.points[path] >= TOWN_WEIGHT}
