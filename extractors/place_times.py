"""Places by the names of their time, with what they are today.

The readers of a document work with the divisions of today and a few former ones. At the end
each path is turned into that of the article's date.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from extractors.place_history import DivisionHistory, Era, When
from extractors.place_scope import deepest
from extractors.place_town_history import Later, later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.gazetteer import Division, Gazetteer
    from pipeline.model import Attribute, PlaceMention

LAST_EARLY_MONTH = 6
NAMED_LEVELS = ("prefecture", "county")


class Today(NamedTuple):
    """What a place of old is today; several candidates where it was divided."""

    path: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class PlaceTimes:
    """Turns the paths of one article into those of its time."""

    gazetteer: Gazetteer
    history: DivisionHistory
    when: When
    _paths: dict[str, str] = field(default_factory=dict)
    _said: dict[str, set[Era | None]] = field(default_factory=dict)  # code → what its names mean

    def path(self, path: str) -> str:
        """The path that a place of today had at the time of the article.

        Ask after the mentions: one that the article knows by one name alone may be told by it.
        """
        if path not in self._paths:
            base, rest = split(path, self.gazetteer)
            era = self._of_figures(base) if base is not None else None
            self._paths[path] = era.path + rest if era is not None else path
        return self._paths[path]

    def _of_figures(self, base: Division) -> Era | None:
        """By the date, unless the article means what went into the division, or only today's."""
        said = self._said.get(base.code, set())
        sole = next(iter(said)) if len(said) == 1 else None
        if said == {None} or (sole is not None and not sole.same):
            return sole
        return self._then(base)

    def _then(self, base: Division) -> Era | None:
        now = [each.name for each in reversed(self.gazetteer.chain(base))]
        return self.history.then(base, now, self.when)

    def mention(self, mention: PlaceMention, text: str) -> PlaceMention:
        """The mention by the path of its time: a full name says itself which one is meant."""
        base, rest = split(mention.path, self.gazetteer)
        if base is None:
            return mention
        era = self._then(base) if rest else self._meant(base, "".join(text.split()))
        if not rest:
            self._said.setdefault(base.code, set()).add(era)
        if era is None:
            return self._later(mention)
        today = now_of(era, rest, self.gazetteer)
        path = era.path + rest
        then = replace(
            mention,
            path=path,
            code=_code_of(mention, base, era),
            level=mention.level if rest else era.level,
            successor=today.path if today.path != path else "",
            candidates=mention.candidates or today.candidates,
            reason=era.reason if today.path != path else mention.reason,
        )
        return self._later(then, today.path)

    def _later(self, mention: PlaceMention, today: str = "") -> PlaceMention:
        """A township that is no more, with what it has become; ``today``: its path by county."""
        found = self.gazetteer.at(today or mention.path) if mention.level == "township" else None
        next_ = later(found, self.gazetteer) if found is not None else Later()
        if not next_.reason or mention.candidates:
            return mention
        why = "；".join(each for each in (mention.reason, next_.reason) if each)
        to = next_.path or mention.successor
        return replace(mention, successor=to, candidates=next_.candidates, reason=why)

    def _is_region(self, era: Era, name: str) -> bool:
        """衡水地区 long after it became a city: the word 地区, not the division of old."""
        year = self.when.year
        return name.endswith("地区") and year is not None and era.until < year

    def _meant(self, base: Division, name: str) -> Era | None:
        """The era that a name means; the day's where it is a short form or stands in both."""
        if name not in (base.name, *base.shorts) or base.until:
            called = self.history.called(base, name, self.when.year)
            if called is not None and not self._is_region(called, name):
                return called
        era = self._then(base)
        if era is None or base.until:
            return era
        if name == base.name:
            return era if era.parts[-1] == name else None
        return era if era.parts[-1].startswith(name[:2]) else None


def split(path: str, gazetteer: Gazetteer) -> tuple[Division | None, str]:
    """The county or prefecture of a path, and what follows it; none of a province or nation."""
    found = deepest(path, gazetteer)
    if found is not None and found.level in ("township", "village"):
        found = gazetteer.divisions.get(found.code[:6] + "000000")
    if found is None or found.level not in NAMED_LEVELS:
        return None, ""
    return found, path[len(found.path) :]


def now_of(era: Era, rest: str, gazetteer: Gazetteer) -> Today:
    """What a place of an era is today; ``rest`` is what follows the county in its path."""
    targets = [gazetteer.divisions[code] for code in era.successors]
    if era.same or (len(targets) == 1 and not rest):
        return Today(targets[0].path + rest)
    if rest:
        inside = [t for t in targets if gazetteer.at(t.path + rest) is not None]
        if len(inside) == 1:
            return Today(inside[0].path + rest)
    return Today("", tuple(target.path for target in targets))


def _code_of(mention: PlaceMention, base: Division, era: Era) -> str:
    """The code of its time: a township of a county with another one has that of the county."""
    if not mention.code or era.code == base.code:
        return mention.code
    return era.code


def today_path(path: str, gazetteer: Gazetteer, history: DivisionHistory) -> str:
    """The path today of a place that may be given by one of old; "" where none is the one."""
    if gazetteer.at(path) is not None:
        return path
    for end in range(len(path), 1, -1):
        era = history.paths.get(path[:end])
        if era is not None:
            found = now_of(era, path[end:], gazetteer).path
            return found if found and gazetteer.at(found) is not None else ""
    return ""


class Link(NamedTuple):
    """A place in the chain of those that hold it; ``successor`` as in a mention.

    ``same`` says that the successor is the place itself, under what it is called now.
    """

    path: str
    name: str
    code: str
    level: str
    successor: str
    same: bool = True


def place_chain(path: str, gazetteer: Gazetteer, history: DivisionHistory) -> list[Link]:
    """The place and all above it from the top, of today or of old; nothing if it is neither."""
    division = gazetteer.at(path)
    if division is not None:
        chain = reversed(gazetteer.chain(division))
        return [_link(each, history, gazetteer) for each in chain]
    for end in range(len(path), 1, -1):
        era = history.paths.get(path[:end])
        if era is not None:
            below = _below(era, path[end:], gazetteer)
            return [*_above(era, gazetteer, history), *below] if below else []
    return []


def _link(division: Division, history: DivisionHistory, gazetteer: Gazetteer) -> Link:
    """A division of the gazetteer, with its path today where it is a former one."""
    today, same = "", True
    if division.level == "township":
        today = later(division, gazetteer).path
    elif division.until.isdigit() and (rows := history.eras.get(division.code, ())):
        today, same = now_of(rows[-1], "", gazetteer).path, rows[-1].same
    return Link(division.path, division.name, division.code, division.level, today, same)


def _above(era: Era, gazetteer: Gazetteer, history: DivisionHistory) -> list[Link]:
    """The divisions that held one of old: its province, and its prefecture of the time."""
    above = "".join(era.parts[:-1])
    return place_chain(above, gazetteer, history) if above else []


def _below(era: Era, rest: str, gazetteer: Gazetteer) -> list[Link]:
    """The division of old itself, and the township and village inside it."""
    today = now_of(era, "", gazetteer).path
    found = [Link(era.path, era.parts[-1], era.code, era.level, today, era.same)]
    inside = gazetteer.at(now_of(era, rest, gazetteer).path) if rest else None
    if rest and inside is None:
        return []  # nothing of this name is known in it
    for each in reversed(gazetteer.chain(inside)) if inside is not None else ():
        if each.level in ("township", "village"):
            path = found[-1].path + each.name
            today = later(each, gazetteer).path or each.path
            found.append(Link(path, each.name, era.code, each.level, today))
    return found


def when_of(date: Attribute | None, names: Iterable[str]) -> When:
    """The time of an article by its date (ISO 8601) and the names of places in it."""
    value = date.value if date is not None else ""
    year = int(value[:4]) if value[:4].isdigit() else None
    month = int(value[5:7]) if value[5:7].isdigit() else LAST_EARLY_MONTH + 1
    return When(year, month <= LAST_EARLY_MONTH, frozenset(names))
