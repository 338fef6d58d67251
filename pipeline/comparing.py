"""Opens two sets of readings, databases or outputs of ``extract``, and tells them apart."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from db.readings import DatabaseReadings
from pipeline import difference_report as report
from pipeline.differences import FIELDS, compare
from pipeline.facts_file import FactsFile, FactsFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.differences import Difference, Facts

SQLITE = b"SQLite format 3\x00"  # how a database begins
counts = report.counts


class CannotCompare(Exception):  # noqa: N818 - it names the state
    """What was given cannot be compared; the message says what, and why."""


@contextmanager
def opened(path: Path) -> Iterator[Facts]:
    """What is to be compared: a database by its first bytes, else JSON Lines."""
    try:
        with path.open("rb") as file:
            is_database = file.read(len(SQLITE)) == SQLITE
        facts = DatabaseReadings(path) if is_database else FactsFile(path)
    except (FactsFileError, OSError) as error:
        raise CannotCompare(str(error)) from error
    if isinstance(facts, DatabaseReadings):
        with closing(facts):
            yield facts
    else:
        yield facts


def found(old: Facts, new: Facts, fields: Sequence[str] = ()) -> list[Difference]:
    """The differences; of certain types (figure) or fields (period) alone where some are named."""
    known = {*FIELDS, *(name for names in FIELDS.values() for name in names)}
    if strange := sorted(set(fields) - known):
        raise CannotCompare(f"没有这样的字段 no such type or field: {', '.join(strange)}")
    wanted = set(fields) or known
    return [each for each in compare(old, new) if {each.type, each.field} & wanted]


def listed(differences: Sequence[Difference], facts: Facts, limit: int) -> Iterator[str]:
    """The differences in lines for a terminal, at most ``limit`` of them (0: all)."""
    return report.lines(report.passages(report.sampled(differences, limit), facts))


def save(differences: Sequence[Difference], facts: Facts, path: Path) -> None:
    """All differences as CSV that Chinese spreadsheets open as it should be."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as target:
            report.write_csv(target, report.passages(differences, facts))
    except OSError as error:
        raise CannotCompare(str(error)) from error
