"""Zones without a code that running text names: 达州经开区, 市高新区, 东津新区, 善洲林场."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.figure_places import place_grammar
from extractors.place_areas import new_areas
from extractors.place_zone_words import ZoneWords, zone_words
from pipeline.model import PlaceMention

if TYPE_CHECKING:
    from extractors.gazetteer import Division
    from extractors.place_reader import ArticleReader

PARENTS = ("prefecture", "county")
LONGEST_NAME = 4  # characters of the name of a division right before a zone
OWN_LEVELS = {"市": "prefecture", "州": "prefecture", "县": "county", "区": "county"}
OURS = "我本"
LIST_MARKS = "、和与及"
CLAUSE_MARKS = "，。；：！？\n 　（(在"  # what may stand before a kind alone


def read_zone_kinds(reader: ArticleReader) -> None:
    """The zones that the running text of an article names, when its divisions are settled.

    A city's zone stands under the city, as 经开区 whether the text says 达州经开区, 市经开区 or
    达州经济技术开发区. What the text says of how a zone came to an honour (成功创建, 获评) is said
    of the body that runs it, and is no mention of the place.
    """
    place = reader.scope.place
    if place is None or place.level == "country":
        return
    zones = ZoneReader(reader, place)
    zones.read_behind()
    zones.read_named()
    zones.read_bare()


@dataclass(slots=True)
class ZoneReader:
    """Reads one article: first zones behind a place, then named ones, then kinds alone."""

    reader: ArticleReader
    place: Division
    words: ZoneWords = field(default_factory=zone_words)
    own: dict[str, Division] = field(default_factory=dict)  # by full and short name
    starts: dict[int, int] = field(default_factory=dict)  # where a place ends → where it begins
    ends: dict[int, str] = field(default_factory=dict)  # where a zone ends → its path

    def __post_init__(self) -> None:
        """The names of the article's own place, of what holds it, and of its counties."""
        scope = self.reader.scope
        above = [each for each in scope.above if each.level in PARENTS]
        inside = self.reader.gazetteer.children(self.place.code) if self.place in above else ()
        for division in (*above, *(d for d in inside if d.level == "county")):
            for name in (division.name, *division.shorts):
                if len(name) >= 2:
                    self.own.setdefault(name, division)
        for mention in self.reader.found:
            self.starts[mention.end] = mention.start
            if mention.level == "zone":
                self.ends[mention.end] = mention.path

    def read_behind(self) -> None:
        """达州经开区, 市经开区: a kind right behind its place."""
        reader = self.reader
        for match in self.words.behind.finditer(reader.text, reader.start, reader.end):
            at, end, kind = match.start(), match.end(), match["kind"]
            if not self._free(end):
                continue
            name = self._name_before(at)
            parent = self._named(name, at)
            if parent is not None and not self._means_many(parent, name, kind):
                whole = self.words.name(parent, name + match[0])
                self._take(at - len(name), end, parent, whole, "zone of a place")
                self._share(at - len(name), parent, whole)
            elif parent is None and kind in self.words.level:
                parent = self._level_before(at, kind)
                if parent is not None:
                    whole = self.words.shortened("", match[0])
                    self._take(at - 1, end, parent, whole, "zone of its level")

    def _share(self, start: int, parent: Division, name: str) -> None:
        """潜山、望江开发区: the kind is also that of the short names listed before."""
        text = self.reader.text
        while text[start - 1 : start] in tuple(LIST_MARKS) and start - 1 in self.starts:
            end, start = start - 1, self.starts[start - 1]
            sister = self.reader.ends.get(end)
            if sister is None or sister.level != parent.level or sister.name == text[start:end]:
                return
            if self.words.proper.search(name):
                return
            self._take(start, end, sister, name, "zone listed with others")

    def read_named(self) -> None:
        """东津新区, 善洲林场: a name of its own that the tagger saw as a place."""
        reader = self.reader
        for start, end in reader.grid.places_within(reader.start, reader.end):
            match = self.words.own.fullmatch(reader.text, start, end)
            if match is None or not self._free(end):
                continue
            parent, first = self._holder(start, end)
            if parent is not None and self._is_name(reader.text[first:end], match["kind"]):
                name = self.words.shortened("", reader.text[first:end])
                self._take(first, end, parent, name, "zone by its name")

    def read_bare(self) -> None:
        """高新区 alone, at the head of a clause or in a list of places: that of the own place.

        A county has it only if the text names it so (青石高新区).
        """
        reader, known = self.reader, set(self.ends.values())
        for match in self.words.bare.finditer(reader.text, reader.start, reader.end):
            start, end = match.span()
            name = self.words.shortened("", match[0])
            sure = self.place.level == "prefecture" or self.place.path + name in known
            if sure and self._stands_alone(start) and self._free(end) and not self._goes_on(end):
                self._take(start, end, self.place, name, "zone of its own")

    def _stands_alone(self, start: int) -> bool:
        """Whether a clause or an item of a list of places begins here."""
        before = self.reader.text[start - 1 : start]
        if before not in LIST_MARKS:
            return before in CLAUSE_MARKS
        sister = self.reader.ends.get(start - 1)
        return start - 1 in self.ends or (sister is not None and sister.level == "county")

    def _goes_on(self, end: int) -> bool:
        """Whether a list goes on with what is no place that was read (高新区、民营区)."""
        text, mark = self.reader.text, self.reader.text[end : end + 1]
        if mark not in LIST_MARKS or end + 1 in self.reader.starts:
            return not mark
        return self.words.bare.match(text, end + 1) is None

    def _take(self, start: int, end: int, parent: Division, name: str, rule: str) -> None:
        """Takes a stretch as a zone of a place."""
        path = parent.path + name
        why = f"no division: a zone of {parent.path}"
        self.ends[end] = path
        # of two that stand at one spot the first is kept: the zone, not its parent
        self.reader.found.insert(0, PlaceMention(start, end, path, "", "zone", rule, reason=why))

    def _free(self, end: int) -> bool:
        """Whether a zone ends here: no word goes on, no office, count or honour follows."""
        text = self.reader.text
        if end in self.reader.ends or end in self.ends or not self.reader.grid.fits(end, end):
            return False
        honour = place_grammar().honour.match(text, end)
        return honour is None and self.words.not_behind.match(text, end) is None

    def _name_before(self, at: int) -> str:
        """The name of a prefecture or county that ends at an offset, "" where none does."""
        text, mentions = self.reader.text, self.reader
        division = mentions.ends.get(at)
        if division is not None:
            names = sorted((division.name, *division.shorts), key=len, reverse=True)
            return next((name for name in names if text.endswith(name, 0, at)), "")
        names = [text[at - length : at] for length in range(LONGEST_NAME, 1, -1)]
        fits = self.reader.grid.fits
        return next((n for n in names if n in self.own and fits(at - len(n), at - len(n))), "")

    def _named(self, name: str, at: int) -> Division | None:
        """The prefecture or county of that name right before an offset."""
        division = self.reader.ends.get(at) or self.own.get(name)
        if not name or division is None or division.level not in PARENTS or division.until:
            return None
        return division

    def _means_many(self, parent: Division, name: str, kind: str) -> bool:
        """Whether 达州市开发区 means all that are there; new areas were read before."""
        if name + kind in new_areas():
            return True
        return parent.level == "prefecture" and name == parent.name and kind in self.words.many

    def _level_before(self, at: int, kind: str) -> Division | None:
        """What 市 or 县 before an offset stands for: the own place, or one that holds it."""
        text, scope = self.reader.text, self.reader.scope
        level = OWN_LEVELS.get(text[at - 1 : at])
        if level is None or self.words.all_of.search(text, max(0, at - 4), at - 1):
            return None
        if kind in self.words.many and text[at - 2 : at - 1] in OURS:
            return None  # 我市开发区: all that we have
        if not self.reader.grid.fits(at - 1, at - 1):
            return None
        return next((each for each in scope.above if each.level == level), None)

    def _holder(self, start: int, end: int) -> tuple[Division | None, int]:
        """The parent of a named zone, and where its own name begins.

        It is the division in front or at the head of the name (揭阳滨海新区), else the own place.
        """
        ends = self.reader.ends
        borders = [at for at in range(start, end) if at in ends]
        if not borders:
            return self.place, start
        division = ends[borders[-1]]
        return (division if division.level in PARENTS else None), borders[-1]

    def _is_name(self, name: str, kind: str) -> bool:
        """Whether a kind has a name in front that is not made of everyday words."""
        stem = name.removesuffix(kind)
        if len(stem) < 2 or name in new_areas():
            return False
        return not (self.words.common.fullmatch(stem) or self.words.refused.search(stem))
