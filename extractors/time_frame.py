"""What the times of one stretch of text are counted from: its date and its reporting period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.periods import end_year, interval, year_of

if TYPE_CHECKING:
    import datetime as dt

MIDYEAR = 7  # from July on, a look back (五年来) takes in the current year


@dataclass(frozen=True, slots=True)
class Frame:
    """``date`` is when the text speaks, ``reference`` what its untimed figures are about.

    ``settled``: a title or heading sets the reference (so a month in it may lie ahead).
    ``speaking``: the year that it calls 今年, where a title says another than the date's.
    ``span``: the several years that a heading names beside its year (2015年和“十二五”时期).
    ``planned``: what stands here lies ahead of the text: a plan, whatever its verbs.
    ``notes``: here terms are explained.
    """

    date: str | None = None
    reference: str | None = None
    settled: bool = False
    inferred: bool = False
    speaking: int | None = None
    span: str | None = None
    planned: bool = False
    notes: bool = False

    @property
    def year(self) -> int | None:
        """The year that the text calls 今年.

        >>> Frame("2023-01-05", speaking=2022).year, Frame("2021-12-13").year, Frame().year
        (2022, 2021, None)
        """
        if self.speaking is not None:
            return self.speaking
        return end_year(self.date) if self.date is not None else None

    @property
    def latest(self) -> dt.date | None:
        """The last day that the text can know of."""
        return interval(self.date)[1] if self.date is not None else None

    @property
    def review(self) -> int | None:
        """The last year of a look back: the year before, in the first half of a year.

        >>> Frame("2021-02-05").review, Frame("2025-11-30").review, Frame("2022").review
        (2020, 2025, 2022)
        """
        year = self.year
        if year is None or self.date is None or self.speaking is not None or len(self.date) < 7:
            return year
        return year if int(self.date[5:7]) >= MIDYEAR else year - 1

    @property
    def reference_year(self) -> int | None:
        """The year of the reference period, else the year of the text.

        >>> Frame("2021-02-05", "2016/2020").reference_year
        2020
        """
        if self.reference is None:
            return self.year
        return year_of(self.reference) or self._within_reference()

    def _within_reference(self) -> int | None:
        """The year of 全年 in a section over several years: its last, or the text's own."""
        if self.reference is None or self.year is None:
            return self.year
        start, end = interval(self.reference)
        return end.year if end.year <= self.year else max(self.year, start.year)

    def lies_ahead(self, period: str) -> bool:
        """Whether a period begins after all that the text can look back on.

        >>> Frame("2021-02-05").lies_ahead("2021"), Frame("2021-05-20").lies_ahead("2021-03")
        (True, False)
        """
        start, end = interval(period)
        if self.review is None or self.latest is None:
            return False
        return start.year > self.review and end > self.latest
