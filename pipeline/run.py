"""Composes everything: bulletins in, their facts in the database."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from db.lookups import ProgrammeEntry
from db.organisations import organisation_id
from db.store import (
    ConceptEntry,
    Lookups,
    PlaceEntry,
    Provenance,
    Store,
    StoreError,
    UnitEntry,
)
from extractors.gazetteer import load_gazetteer
from extractors.indicator_lexicon import load_indicators
from extractors.indicator_sources import check_of
from extractors.place_history import load_history
from extractors.place_times import place_chain
from extractors.programme_register import registered
from extractors.units import load_units
from pipeline.batches import read_all
from pipeline.bulletins import Bulletin, Failure, absolute, find_bulletins
from pipeline.version import reading_version, rules_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.indicator_lexicon import Indicator
    from pipeline.bulletins import Found
    from pipeline.model import Reading

    Progress = Callable[[int, int], None]  # bulletins done, bulletins in all

PATIENCE = 10.0  # seconds to wait for another program that is writing to the database
TOTALS = (
    "documents",
    "articles",
    "figures",
    "programmes",
    "places",
    "organisations",
    "issues",
)


@dataclass(slots=True)
class Counts:
    """What was read in one run; names count once."""

    documents: int = 0
    articles: int = 0
    figures: int = 0
    issues: int = 0
    programmes: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)

    def add(self, reading: Reading) -> None:
        """Count a reading in."""
        self.documents += 1
        self.articles += len(reading.document.articles)
        self.figures += len(reading.figures)
        self.issues += len(dict.fromkeys((*reading.document.issues, *reading.issues)))
        self.programmes.update(each.name for each in reading.programmes)
        self.places.update(each.path for each in reading.places)
        self.organisations.update(
            organisation_id(reading.document.id, each) for each in reading.organisations
        )

    def by_table(self) -> dict[str, int]:
        """The counts under the names of :data:`TOTALS`."""
        found = {name: getattr(self, name) for name in TOTALS}
        return {name: len(n) if isinstance(n, set) else n for name, n in found.items()}


@dataclass(slots=True)
class Summary:
    """How a run went: ``read`` counts this run's, ``stored`` all that the database holds."""

    read: dict[str, int] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False


def ingest(
    paths: Sequence[Path],
    database: Path,
    *,
    segmenter: str = "jieba",
    manifest: Path | None = None,
    processes: int = 1,
    prune: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Read what is new or changed among the bulletins, and write it to the database.

    Raises :class:`NoBulletins`, :class:`LexiconError`, :class:`StoreError` or
    :class:`WorkerLost` where the run cannot go on; a bulletin that cannot be read is a
    failure of the summary. Ctrl-C ends the run early, with the summary so far.
    """
    began = time.monotonic()
    found = find_bulletins(paths, manifest)
    with Store(database, lookups(), timeout=PATIENCE) as store:
        run = _Run(store, found, segmenter, progress or _silent)
        run.go(processes, prune=prune)
        run.summary.read = run.counts.by_table()
        run.summary.stored = store.totals(TOTALS)
    run.summary.seconds = time.monotonic() - began
    return run.summary


def lookups() -> Lookups:
    """What the gazetteer and the lexicons know, in the store's terms."""
    return Lookups(places=_place_chain, units=_unit, concepts=_concept, programmes=_programme)


def _programme(name: str) -> ProgrammeEntry | None:
    """What the register says of a programme.

    >>> _programme("四个不摘").level, _programme("某村的办法")
    ('national', None)
    """
    listed = registered().get(name)
    if listed is None:
        return None
    return ProgrammeEntry(listed.level, listed.issuer, listed.year, listed.components, listed.seen)


def _place_chain(path: str) -> tuple[PlaceEntry, ...]:
    """The place and all above it, from the top.

    >>> [entry.name for entry in _place_chain("河南省商丘市夏邑县")]
    ['河南省', '商丘市', '夏邑县']
    >>> [entry.successor for entry in _place_chain("重庆市綦江县")]
    ['', '重庆市綦江区']
    """
    chain = place_chain(path, load_gazetteer(), load_history())
    return tuple(
        PlaceEntry(each.path, each.name, each.code, each.level, each.successor, same=each.same)
        for each in chain
    )


def _unit(name: str) -> UnitEntry | None:
    """Dimension, base and exact factor of a unit, or of a rate of two units.

    Money stays in its currency, and what is counted by a time or a head stays so.

    >>> _unit("公里"), _unit("美元").base
    (UnitEntry(dimension='length', base='米', factor=Fraction(1000, 1)), '美元')
    >>> _unit("元/斤"), _unit("斤/天").base
    (UnitEntry(dimension='money/mass', base='元/千克', factor=Fraction(2, 1)), '千克/天')
    """
    units = load_units()
    unit = units.by_name.get(name)
    if unit is not None:
        return UnitEntry(unit.dimension, unit.base if unit.factor else name, unit.factor or _ONE)
    over, _, under = name.partition("/")
    above, below = units.by_name.get(over), units.by_name.get(under)
    if above is None or below is None:
        return None
    dimension = f"{above.dimension}/{below.dimension}"
    base, factor = (above.base, above.factor) if above.factor else (over, _ONE)
    if below.dimension in _PER:
        return UnitEntry(dimension, f"{base}/{under}", factor)
    return UnitEntry(dimension, f"{base}/{below.base}", factor / below.factor)


_ONE = Fraction(1)
_PER = frozenset({"time", "persons", "households", "person_times", "money"})


def _concept(id_: str) -> ConceptEntry | None:
    """An entry of the vocabulary, with the base unit of its dimension.

    >>> _concept("grain-output").base_unit, _concept("no-such-thing")
    ('千克', None)
    """
    entry = load_indicators().by_id.get(id_)
    if entry is None:
        return None
    return ConceptEntry(
        entry.id,
        entry.zh,
        entry.en,
        entry.subject,
        entry.dimension,
        entry.kind,
        _base_unit(entry),
        entry.definition,
        entry.source,
        None if entry.low is None else float(entry.low),
        None if entry.high is None else float(entry.high),
        *check_of(entry),
    )


def _base_unit(entry: Indicator) -> str:
    """The unit that its figures are converted to: of the first unit that it allows, if it does.

    >>> [_base_unit(load_indicators().by_id[id_]) for id_ in ("good-air-days", "life-expectancy")]
    ['天', '月']
    """
    if entry.units and "/" not in entry.dimension and (unit := _unit(entry.units[0])):
        return unit.base
    return "/".join(_base_of(each) for each in entry.dimension.split("/"))


def _base_of(dimension: str) -> str:
    """The base unit of a dimension."""
    units = load_units().by_name.values()
    return next((each.base for each in units if each.dimension == dimension), "")


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody follows."""


class _Run:
    """One run over the bulletins found."""

    def __init__(self, store: Store, found: Found, segmenter: str, progress: Progress) -> None:
        self.store = store
        self.found = found
        self.segmenter = segmenter
        self.progress = progress
        self.rules = rules_version()
        self.counts = Counts()
        self.summary = Summary()
        self.number: int | None = None

    def go(self, processes: int, *, prune: bool) -> None:
        """The run from its first row to its last; its own row says how it ended."""
        self.number = self.store.start_run(self.rules, self.segmenter)
        try:
            self._read(processes)
            if prune:
                self._prune()
        except KeyboardInterrupt:
            self.summary.interrupted = True
        except BaseException:
            # the error under way says more than one in closing the run after it
            with suppress(StoreError):
                self._finish("failed")
            raise
        self._finish("interrupted" if self.summary.interrupted else "finished")

    def _finish(self, state: str) -> None:
        assert self.number is not None
        self.store.finish_run(self.number, unchanged=self.summary.unchanged, state=state)

    def _read(self, processes: int) -> None:
        for failure in self.found.failures:
            self._fail(failure)
        total = len(self.found.bulletins)
        wanted = self._changed()
        done = total - len(wanted) - len(self.summary.failures) + len(self.found.failures)
        self.progress(done, total)
        with closing(read_all(wanted, self.segmenter, processes)) as outcomes:
            for bulletin, outcome in outcomes:
                if isinstance(outcome, Failure):
                    self._fail(outcome)
                else:
                    self._write(bulletin, outcome)
                done += 1
                self.progress(done, total)

    def _version(self, bulletin: Bulletin) -> str:
        return reading_version(self.rules, self.segmenter, bulletin.manifest)

    def _changed(self) -> list[Bulletin]:
        """The bulletins to read: new, changed, or stored as read by other rules."""
        known, files = self.store.known(), self.store.files()
        wanted = []
        for bulletin in self.found.bulletins:
            sha256, version = known.get(bulletin.doc, ("", ""))
            digest = bulletin.digest()
            other = files.get(bulletin.doc)
            if digest == sha256 and digest and version == self._version(bulletin):
                self.summary.unchanged += 1
            elif other is not None and digest != sha256 and _elsewhere(bulletin.path, other):
                self._fail(_same_id(bulletin, other))
            else:
                wanted.append(bulletin)
        return wanted

    def _write(self, bulletin: Bulletin, reading: Reading) -> None:
        said = bulletin.manifest
        provenance = Provenance(
            rules_version=self._version(bulletin),
            segmenter=self.segmenter,
            source=said.source if said else "",
            note=said.note if said else "",
            is_sample=bulletin.is_sample,
        )
        self.store.write(reading, self.number, provenance)
        self.counts.add(reading)

    def _fail(self, failure: Failure) -> None:
        self.store.write_failure(failure.file, failure.message, failure.kind, self.number)
        self.summary.failures.append(failure)

    def _prune(self) -> None:
        """Remove what was read under the run's paths from files that are there no more."""
        covers = self.found.covers
        there = {bulletin.doc for bulletin in self.found.bulletins}
        out_of_reach = {doc for doc, file in self.store.files().items() if not covers(file)}
        failed = {failure.file for failure in self.summary.failures}
        failed |= {file for file in self.store.failed_files() if not covers(file)}
        self.summary.removed = self.store.prune(there | out_of_reach, failed)


def _elsewhere(path: Path, stored: str) -> bool:
    """Whether the file stored under a document's id is there still, and another one."""
    other = Path(stored)
    return other.is_file() and absolute(other) != absolute(path)


def _same_id(bulletin: Bulletin, other: str) -> Failure:
    message = (
        f"{bulletin.path.name}: its id {bulletin.doc!r} is that of {other} in the database;"
        " rename one of the two files"
    )
    return Failure(str(bulletin.path), "file-same-id", message)
