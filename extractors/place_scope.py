"""Choice among divisions that bear one name, by the place that an article is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.gazetteer import Division, Gazetteer
    from extractors.place_words import PlaceWords

SAME_PROVINCE, BESIDE, FAR = 2, 3, 9


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of an article: its place, what holds it, and its own counties."""

    place: Division | None
    above: tuple[Division, ...]  # the place itself, then upward
    counties: tuple[Division, ...]  # whose townships are the article's own; none for a province
    bordering: frozenset[str]  # names of the provinces beside its own

    @property
    def reach(self) -> int:
        """How far away a short name is still believed: everywhere in news of the nation."""
        national = self.place is not None and self.place.level == "country"
        return FAR if national else SAME_PROVINCE

    def distance(self, division: Division) -> int:
        """0 the place, 1 what holds it or lies in its prefecture, 2 province, 3 beside, 9 far."""
        if division == self.place:
            return 0
        if division in self.above or self._near(division):
            return 1
        province = self.above[-1] if self.above else None
        if province is not None and division.path.startswith(province.path):
            return SAME_PROVINCE
        if any(division.path.startswith(name) for name in self.bordering):
            return BESIDE
        return FAR

    def _near(self, division: Division) -> bool:
        local = [d for d in self.above if d.level in ("prefecture", "county")]
        return bool(local) and division.path.startswith(local[-1].path)

    def choose(self, candidates: Iterable[Division]) -> Sequence[Division]:
        """The nearest of the candidates; more than one where they are equally near."""
        rows = list(candidates)
        provinces = [d for d in rows if d.level == "province"]
        if provinces:
            return provinces[:1]
        nearest = min((self.distance(d) for d in rows), default=FAR)
        near = [d for d in rows if self.distance(d) == nearest]
        if len(near) > 1:
            top = min(d.rank for d in near)
            near = [d for d in near if d.rank == top and not d.until] or near
        return near


def scope_of(path: str, gazetteer: Gazetteer, words: PlaceWords) -> Scope:
    """The scope of an article whose place has this path (``""``: not known)."""
    place = deepest(path, gazetteer)
    if place is None or place.level == "country":
        return Scope(place, (), (), frozenset())
    above = gazetteer.chain(place)
    counties = () if place.level == "province" else gazetteer.counties(place)
    return Scope(place, above, counties, words.neighbours.get(above[-1].name, frozenset()))


def deepest(path: str, gazetteer: Gazetteer) -> Division | None:
    """The smallest division of the gazetteer that the path names; a zone's is its county."""
    for end in range(len(path), 1, -1):
        if (found := gazetteer.at(path[:end])) is not None:
            return found
    return None
