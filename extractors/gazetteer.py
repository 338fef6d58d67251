"""The administrative divisions of China, from province to village.

Provinces, prefectures, counties and townships are read at once; villages are read a county
at a time, out of a gzip file with one member a county.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.lexicons import LEXICON
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RANKS = ("country", "province", "prefecture", "county", "township", "village")
TOWNSHIP_SUFFIXES = ("街道办事处", "街道", "民族乡", "苏木", "镇", "乡")
VILLAGE_SUFFIXES = (
    *("居民委员会", "村民委员会", "行政村", "居委会", "村委会"),
    *("社区", "嘎查", "村", "居"),
)
NO_CODE = "---"


@dataclass(frozen=True, slots=True)
class Division:
    """A place of the gazetteer. ``code`` has 12 digits; a village has that of its township.

    ``parent`` is the code above; ``until`` the year in which a county that is no more went
    into another one, ``?`` for a township that is no more.
    """

    code: str
    level: str
    name: str
    path: str
    parent: str
    shorts: tuple[str, ...] = ()
    until: str = ""

    @property
    def rank(self) -> int:
        """0 for the nation, 5 for a village."""
        return RANKS.index(self.level)


COUNTRY = Division("000000000000", "country", "中国", "中国", "")


def short_name(name: str, suffixes: Iterable[str]) -> str:
    """The name without its kind, where two characters are left.

    >>> short_name("洪湖镇", TOWNSHIP_SUFFIXES), short_name("方村", VILLAGE_SUFFIXES)
    ('洪湖', '')
    """
    for suffix in suffixes:
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            return stem if len(stem) >= 2 else ""
    return ""


def read_table(name: str) -> list[list[str]]:
    """The rows of one of our CSV files without the header."""
    try:
        with (LEXICON / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.reader(lines))[1:]
    except OSError as error:
        raise LexiconError(f"{name}: {error}") from error


def _read_divisions() -> dict[str, Division]:
    """Every division to the county by its code, with its path."""
    found: dict[str, Division] = {COUNTRY.code: COUNTRY}
    raw = {row[0]: row for row in read_table("divisions.csv")}

    def path_of(code: str) -> str:
        return path_of(raw[code][3]) + raw[code][2] if code else ""

    for code, level, name, parent, shorts, until in raw.values():
        forms = tuple(shorts.split("|")) if shorts else ()
        above = parent or COUNTRY.code
        found[code] = Division(code, level, name, path_of(code), above, forms, until)
    return found


def _names(divisions: Mapping[str, Division]) -> dict[str, tuple[str, ...]]:
    """Full name, short form or old name → codes, the highest level first."""
    names: dict[str, list[str]] = defaultdict(list)
    for division in divisions.values():
        if division.level != "country":
            for form in (division.name, *division.shorts):
                names[form].append(division.code)
    for name, _province, successor in read_table("old_divisions.csv"):
        if successor not in names[name]:
            names[name].append(successor)
    return {n: tuple(sorted(c, key=lambda x: divisions[x].rank)) for n, c in names.items()}


@dataclass(slots=True)
class Gazetteer:
    """Divisions by code and by name; townships and villages of a county on demand."""

    divisions: dict[str, Division]
    names: dict[str, tuple[str, ...]]
    town_counties: dict[str, tuple[str, ...]]
    _town_rows: dict[str, str]
    _village_spans: dict[str, tuple[int, int]]
    _scanner: AhoCorasick
    _patterns: list[str]
    _children: dict[str, tuple[Division, ...]] = field(default_factory=dict)
    _towns: dict[str, dict[str, Division]] = field(default_factory=dict)
    _villages: dict[str, dict[str, tuple[Division, ...]]] = field(default_factory=dict)

    def hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Names of provinces, prefectures and counties in the text, the longest at each place."""
        patterns = self._patterns
        for number, start, end in self._scanner.find_matches_as_indexes(text):
            yield start, end, patterns[number]

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions that bear, or bore, this full or short name, highest level first."""
        return tuple(self.divisions[code] for code in self.names.get(name, ()))

    def chain(self, division: Division) -> tuple[Division, ...]:
        """The division and all above it, itself first, without the nation."""
        found = [division]
        while (parent := self.above(found[-1])) is not None and parent.level != "country":
            found.append(parent)
        return tuple(found)

    def above(self, division: Division) -> Division | None:
        """The division that holds this one; ``None`` above the nation."""
        if division.level == "village" or division.parent not in self.divisions:
            county = self.divisions.get(division.code[:6] + "000000")
            if county is None or division.level != "village":
                return county
            town = division.path.removeprefix(county.path).removesuffix(division.name)
            return self.townships(county.code).get(town, county)
        return self.divisions[division.parent]

    def holds(self, division: Division, other: Division) -> bool:
        """Whether ``other`` lies in ``division`` or is the same."""
        return division.level == "country" or other.path.startswith(division.path)

    def children(self, code: str) -> tuple[Division, ...]:
        """The provinces of the nation, prefectures of a province, counties of a prefecture."""
        if not self._children:
            below = defaultdict(list)
            for division in self.divisions.values():
                below[division.parent].append(division)
            self._children.update({key: tuple(rows) for key, rows in below.items()})
        return self._children.get(code, ())

    def counties(self, division: Division) -> tuple[Division, ...]:
        """The divisions with townships of their own under this one, or it itself."""
        if division.level in ("county", "township", "village"):
            return (self.divisions[division.code[:6] + "000000"],)
        own = (division,) if division.code[:6] in self._town_rows else ()
        return (*own, *(c for kid in self.children(division.code) for c in self.counties(kid)))

    def townships(self, county: str) -> dict[str, Division]:
        """Name → township, of one county; those that are no more have a code of zeros behind."""
        found = self._towns.get(county)
        if found is None:
            found = self._towns[county] = {}
            above = self.divisions[county]
            for item in self._town_rows.get(county[:6], "").split():
                digits, name = item[:3], item[3:]
                gone = digits == NO_CODE
                code = county if gone else county[:6] + digits + "000"
                found[name] = Division(
                    code, "township", name, above.path + name, county, (), "?" if gone else ""
                )
        return found

    def villages(self, county: str) -> dict[str, tuple[Division, ...]]:
        """Name → villages that bear it, of one county."""
        found = self._villages.get(county)
        if found is None:
            found = self._villages[county] = self._read_villages(county)
        return found

    def _read_villages(self, county: str) -> dict[str, tuple[Division, ...]]:
        names: dict[str, list[Division]] = defaultdict(list)
        above, towns = self.divisions[county], self.townships(county)
        for line in _village_lines(self._village_spans.get(county[:6])):
            town, _, villages = line.partition(",")
            code = towns[town].code if town in towns else above.code
            for name in villages.split(" "):
                path = above.path + town + name
                names[name].append(Division(code, "village", name, path, code))
        return {name: tuple(found) for name, found in names.items()}

    def unlisted(self, town: Division, name: str) -> Division:
        """A village of this township that the gazetteer does not have."""
        return Division(town.code, "village", name, town.path + name, town.code)

    def at(self, path: str) -> Division | None:
        """The division with this full path name, down to the village.

        The code of the manifest's place is found by it.
        """
        if path == COUNTRY.path:
            return COUNTRY
        rest, here = path, None
        while rest:
            kid = self._kid(here, rest)
            if kid is None:
                return None
            rest, here = rest[len(kid.name) :], kid
        return here

    def _kid(self, here: Division | None, rest: str) -> Division | None:
        """The child of ``here`` whose name opens ``rest``."""
        if here is not None and here.code[:6] in self._town_rows and here.level != "township":
            kids: Iterable[Division] = self.townships(here.code).values()
        elif here is not None and here.level == "township":
            villages = self.villages(here.code[:6] + "000000")
            kids = (v for v in villages.get(rest, ()) if v.path == here.path + rest)
        else:
            kids = self.children((here or COUNTRY).code)
        fitting = [kid for kid in kids if rest.startswith(kid.name)]
        return max(fitting, key=lambda kid: len(kid.name), default=None)


def _village_lines(span: tuple[int, int] | None) -> list[str]:
    """The lines of one county's member of the village file."""
    if span is None:
        return []
    with (LEXICON / "villages.csv.gz").open("rb") as packed:
        packed.seek(span[0])
        return gzip.decompress(packed.read(span[1])).decode("utf-8").splitlines()


def _town_counties(rows: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Name of a township → codes of the counties that have one of the name."""
    found: dict[str, list[str]] = defaultdict(list)
    for county, towns in rows.items():
        for item in towns.split():
            found[item[3:]].append(county + "000000")
    return {name: tuple(codes) for name, codes in found.items()}


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer out of ``extractors/lexicon``; read once a process."""
    divisions = _read_divisions()
    names = _names(divisions)
    town_rows = {row[0]: row[1] for row in read_table("townships.csv")}
    spans = {row[0]: (int(row[1]), int(row[2])) for row in read_table("village_index.csv")}
    patterns = sorted(names)
    scanner = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    towns = _town_counties(town_rows)
    return Gazetteer(divisions, names, towns, town_rows, spans, scanner, patterns)
