"""Figures of tables: cells with the place, period and status that their table gives them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from extractors.criteria import Stated, criterion_sign
from extractors.periods import contains, interval
from extractors.statuses import clause_status
from extractors.table_figures import TableFigure, is_number, read_table
from extractors.table_headers import table_words
from pipeline.model import Figure, Ignored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.references import Timeline
    from pipeline.model import Document, PlaceMention, Table, TimeMention


PLANNED = regex.compile(r"(?:计划|目标|任务|预期|预算)(?:数|值|指标|额)?(?:[（(][^（()）]*[)）])?$")

MONTH = regex.compile(r"(?P<year>\d{4})-(?P<month>\d\d)")


def _to_date(month: str) -> str:
    """From the beginning of the year to the end of a month.

    >>> _to_date("2021-10"), _to_date("2021-12")
    ('2021-01/2021-10', '2021')
    """
    year = month[:4]
    return year if month.endswith("-12") else f"{year}-01/{month}"


def label_cells(document: Document) -> list[Ignored]:
    """The cells that name rows and columns: numerals in them (0-15岁) name a class."""
    return [
        Ignored(cell.start, cell.end, "table.label")
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text and not is_number(cell)
    ]


class TableFacts:
    """Reads all tables of a document."""

    def __init__(
        self,
        document: Document,
        times: Sequence[TimeMention],
        places: Sequence[PlaceMention],
        own: dict[int, str],
        line: Timeline,
    ) -> None:
        self._document = document
        self._times = times
        self._time_starts = [t.start for t in times]
        self._places = places
        self._place_starts = [p.start for p in places]
        self._own = own
        self._line = line
        self._states = table_words()["state"]

    def figures(self) -> list[Figure]:
        """The figures of every table; ids are provisional, unique beside those of the text."""
        found: list[Figure] = []
        for table in self._document.tables:
            cells = read_table(table)
            ids = [f"t{table.index}-{number}" for number in range(len(cells))]
            found += [
                self._figure(table, cell, ids[index], ids) for index, cell in enumerate(cells)
            ]
        return found

    def _figure(self, table: Table, cell: TableFigure, name: str, ids: list[str]) -> Figure:
        quantity = cell.quantity
        period, period_text, doubt = self._period(table, cell)
        place = self._place(table, cell)
        header = self._document.text[cell.header[0] : cell.header[1]]
        planned = PLANNED.search(header) is not None
        ruled = criterion_sign(Stated("", "", quantity.unit, cell.measure, cell.label))
        said = clause_status(table.caption) or ("criterion" if ruled else "actual")
        status = "target" if planned else said
        label = (
            cell.column if place and place != self._own_place(table) and cell.column else cell.label
        )
        doubts = (cell.doubt, doubt, "" if cell.label else "no label", "" if place else "no place")
        return Figure(
            id=name,
            start=quantity.start,
            end=quantity.end,
            value=quantity.value,
            unit=quantity.unit,
            unit_text=quantity.unit_text,
            indicator=label,
            place=place,
            period=period,
            period_text=period_text,
            status=status,
            approx=quantity.approx,
            measure=cell.measure,
            rule=quantity.rule,
            part_of=ids[cell.whole] if cell.whole >= 0 else None,
            article=table.article,
            doubt="; ".join(d for d in doubts if d),
        )

    def _period(self, table: Table, cell: TableFigure) -> tuple[str | None, str, str]:
        """The time that is said, from the beginning of its year on under 累计."""
        period, said, doubt = self._time(table, cell)
        summed = MONTH.fullmatch(period or "") is not None and self._accumulated(table, cell)
        return (_to_date(str(period)) if summed else period), said, doubt

    def _accumulated(self, table: Table, cell: TableFigure) -> bool:
        """Whether a flow is of the column 累计 of a monthly table, or a growth behind it."""
        growth = cell.measure in ("growth", "change")
        start = table.start if growth else cell.header[0]
        if table_words()["stock"].search(cell.label) and not growth:
            return False
        head = self._document.text[start : cell.header[1]] if cell.header[1] else ""
        return table_words()["accumulated"].search(head) is not None

    def _time(self, table: Table, cell: TableFigure) -> tuple[str | None, str, str]:
        """The time of header, row or section row, then of the caption, then of the article."""
        for start, end in (cell.header, cell.row, cell.context, self._caption(table)):
            for time in self._times_in(start, end):
                if time.role in ("period", "since", "deadline") and self._fits(time, cell, table):
                    return time.period, self._document.text[time.start : time.end], time.doubt
        frame, _ = self._line.at(table.start)
        return frame.reference, "", "period inferred" if frame.inferred else ""

    def _fits(self, time: TimeMention, cell: TableFigure, table: Table) -> bool:
        """A last day (期末) holds for a state; what happens in a period takes the period.

        A day that has a line of its own between the table's title and its header says as of when
        the whole table is; only changes are then still of the period.
        """
        if time.period is None:
            return False
        start, end = interval(time.period)
        if start != end:
            return True
        if cell.measure not in ("growth", "change") and self._dates(time, table):
            return True
        return (
            cell.measure == "level"
            and self._states.search(f"{cell.label}{table.caption}") is not None
        )

    def _dates(self, time: TimeMention, table: Table) -> bool:
        """Whether a day says as of when a table is: in a line of its own, in the period that
        the text is about (the day of issue of last year's communiqué is not)."""
        frame, _ = self._line.at(table.start)
        if time.period is None or frame.reference is None:
            return False
        return contains(frame.reference, time.period) and self._has_line(time)

    def _has_line(self, time: TimeMention) -> bool:
        text = self._document.text
        first = text.rfind("\n", 0, time.start) + 1
        last = text.find("\n", time.end)
        line = text[first : last if last >= 0 else len(text)]
        return line.strip(" \u3000（）()") == text[time.start : time.end]

    def _caption(self, table: Table) -> tuple[int, int]:
        room = len(table.caption) + 40 if table.caption else 0
        return max(0, table.start - room), table.start

    def _times_in(self, start: int, end: int) -> Sequence[TimeMention]:
        first = bisect_left(self._time_starts, start)
        return self._times[first : bisect_left(self._time_starts, end)]

    def _place(self, table: Table, cell: TableFigure) -> tuple[str, ...]:
        """The place that the row's label names, else that of the article."""
        start, end = cell.row
        first = bisect_left(self._place_starts, start)
        named = [p for p in self._places[first : bisect_left(self._place_starts, end)] if p.path]
        if named and named[-1].end - named[0].start >= (end - start) - 1:
            return (named[-1].path,)
        return self._own_place(table)

    def _own_place(self, table: Table) -> tuple[str, ...]:
        own = self._own.get(table.article, "")
        return (own,) if own else ()
