"""The deciders of a figure's reading that tell a trace what they considered, and decide alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parts import Parts
from pipeline.period_spans import turned_over
from pipeline.periods_of import Periods
from pipeline.programmes_of import Programmes
from pipeline.resolve import Resolver
from pipeline.status_of import Decided, Statuses
from pipeline.table_facts import TableFacts
from pipeline.traced_places import TracedPlaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label, Spoken
    from extractors.table_figures import TableFigure
    from extractors.time_frame import Frame
    from pipeline.base_periods import Period
    from pipeline.clauses import Slot
    from pipeline.model import (
        Document,
        Figure,
        ProgrammeMention,
        Quantity,
        Sentence,
        Table,
        TimeMention,
    )
    from pipeline.programmes_of import Chosen
    from pipeline.resolve import Evidence
    from pipeline.trace import Trace


class TracedPeriods(Periods):
    """Notes the times considered, and how the one that governs became a period."""

    trace: Trace
    _asked = False

    def of(
        self,
        sentence: Sentence,
        quantity: Quantity,
        left: str,
        right: str,
        label: Label,
        opens: int = -1,
    ) -> Period:
        self._asked = self.trace.wants(quantity)
        found = super().of(sentence, quantity, left, right, label, opens)
        if self._asked:
            timed = self.trace.read.get("timed", found.value)
            if found.value != timed:
                self.trace.note("period", "period.of-list", f"{timed} → {found.value}")
            self.trace.read["period"] = found.value
        return found

    def _refusal(self, time: TimeMention, quantity: Quantity, label: Label) -> str:
        reason = super()._refusal(time, quantity, label)
        if self._asked:
            words = self._text[time.start : time.end]
            self.trace.note("period", reason or "time.governs", words)
        return reason

    def _lasts(self, time: TimeMention, left: str, label: Label) -> bool:
        lasts = super()._lasts(time, left, label)
        if self._asked and not lasts:
            self.trace.note("period", "time.not-a-flow", self._text[time.start : time.end])
        return lasts

    def _timed(
        self,
        time: TimeMention | None,
        frame: Frame,
        left: str,
        right: str,
        quantity: Quantity,
        label: Label,
    ) -> Period:
        found = super()._timed(time, frame, left, right, quantity, label)
        if self._asked:
            self.trace.time = time
            self._note_source(time)
            self.trace.read["timed"] = found.value
            first = time.period if time is not None else frame.reference
            if found.value != first:
                sold = time is not None and turned_over(self._text, time, label) is not None
                what = "period.turnover" if sold else "period.of-span"
                self.trace.note("period", what, f"{first} → {found.value}")
        return found

    def _kept_up(self, found: Period, quantity: Quantity, time: TimeMention | None) -> Period:
        kept = super()._kept_up(found, quantity, time)
        if self._asked and kept != found:
            self.trace.note("period", "period.kept-up", f"{found.value} → {kept.value}")
            self.trace.read["timed"] = kept.value
        return kept

    def _based(
        self, time: TimeMention | None, frame: Frame, quantity: Quantity, opens: int
    ) -> Period:
        found = super()._based(time, frame, quantity, opens)
        if self._asked:
            self.trace.time = time
            self.trace.note("period", "period.base", found.text)
        return found

    def _note_source(self, time: TimeMention | None) -> None:
        words = self._text[time.start : time.end] if time is not None else ""
        sources = {"carried": self._carried, "turn": self._turn, "lead": self._lead}
        governing = any(step.what == "time.governs" for step in self.trace.of("period"))
        if time is None:
            self.trace.note("period", "period.frame")
        elif not governing:
            source = next(name for name, each in sources.items() if each is time)
            self.trace.note("period", f"period.{source}", words)

    def _averaged(
        self, found: Period, sentence: Sentence, quantity: Quantity, frame: Frame
    ) -> Period:
        averaged = super()._averaged(found, sentence, quantity, frame)
        if self._asked:
            self.trace.note("period", "period.average", f"{found.value} → {averaged.value}")
            self.trace.read["timed"] = averaged.value
        return averaged


class TracedStatuses(Statuses):
    """Notes what decided a status."""

    trace: Trace

    def decide(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label, role: str
    ) -> Decided:
        found = super().decide(sentence, slot, quantity, label, role)
        if self.trace.wants(quantity):
            self.trace.note("status", found.rule, found.words)
        return found


class TracedProgrammes(Programmes):
    """Notes the programmes around a figure, and the role in which one of them was chosen."""

    trace: Trace
    _asked = False

    def of(self, slot: Slot, quantity: Quantity, label: str) -> Chosen:
        self._asked = self.trace.wants(quantity)
        if self._asked:
            self._candidates()
        found = super().of(slot, quantity, label)
        if self._asked:
            self.trace.read["programme"] = found.name
            if found.name is None:
                self.trace.note("programme", "programme.none")
            elif found is self._topic:
                self.trace.note("programme", "programme.topic", found.name)
        self._asked = False
        return found

    def _candidates(self) -> None:
        for clause in self._clauses:
            for mention in self._named.within(clause.start, clause.end):
                announced = mention is clause.announced
                several = "programme.several" if clause.several else "programme.announced"
                self.trace.note(
                    "programme", several if announced else "programme.named", mention.name
                )
        if self._topic.name is not None:
            self.trace.note("programme", "programme.above", self._topic.name)

    def _counted(self, quantity: Quantity, right: int) -> ProgrammeMention | None:
        return self._chose("programme.counted", super()._counted(quantity, right))

    def _own(self, slot: Slot, quantity: Quantity, label: str) -> ProgrammeMention | None:
        return self._chose("programme.own", super()._own(slot, quantity, label))

    def _chose(self, role: str, mention: ProgrammeMention | None) -> ProgrammeMention | None:
        if self._asked and mention is not None:
            self.trace.note("programme", role, mention.name)
        return mention

    def _earlier_in_clause(
        self, start: int, slot: Slot, quantity: Quantity, label: str
    ) -> Chosen | None:
        found = super()._earlier_in_clause(start, slot, quantity, label)
        if self._asked and found is not None:
            what = "programme.earlier" if found.name is not None else "programme.earlier-other"
            self.trace.note("programme", what, found.name or "")
        return found

    def _reaching(self, back: int, at: int) -> Chosen:
        found = super()._reaching(back, at)
        if self._asked:
            what = "programme.reaches" if found.name is not None else "programme.out-of-reach"
            announced = self._clauses[back].announced
            self.trace.note("programme", what, announced.name if announced is not None else "")
        return found


class TracedParts(Parts):
    """Notes the whole that was open for a figure."""

    trace: Trace
    _asked = False

    def whole(self, slot: Slot, figure: Figure, before: Sequence[Figure]) -> str | None:
        self._asked = figure.start <= self.trace.at < figure.end
        found = super().whole(slot, figure, before)
        if self._asked:
            self.trace.read["part_of"] = found
            self._note(found, before)
        self._asked = False
        return found

    def _note(self, found: str | None, before: Sequence[Figure]) -> None:
        whole = next((each for each in before if each.id == found), None)
        if whole is not None:
            quote = self._text[whole.start : whole.end]
            self.trace.note("part_of", "part.of", f"{whole.indicator} {quote}")
        elif self._depth >= 0:
            self.trace.note("part_of", "part.no-whole")
        else:
            self.trace.note("part_of", "part.none")

    def _open(self, figure: Figure, before: Sequence[Figure], depth: int, *, fresh: bool) -> None:
        super()._open(figure, before, depth, fresh=fresh)
        if self._asked:
            start = max(self._sentence_start, before[-1].end if before else 0)
            self.trace.note("part_of", "part.opened", self._text[start : figure.start])

    def _done_of(self, last: Figure, figure: Figure, between: str) -> Figure | None:
        found = super()._done_of(last, figure, between)
        if self._asked and found is not None:
            self.trace.note("part_of", "part.done", between)
        return found


class TracedResolver(Resolver):
    """Reads a document's running text as ever, and notes what it does with one figure."""

    PERIODS, PLACES, STATUSES = TracedPeriods, TracedPlaces, TracedStatuses
    PROGRAMMES, PARTS = TracedProgrammes, TracedParts

    def __init__(self, document: Document, evidence: Evidence, trace: Trace) -> None:
        super().__init__(document, evidence)
        self._trace = trace
        for each in (self._periods, self._places, self._statuses, self._programmes, self._parts):
            each.trace = trace  # type: ignore[union-attr]

    def _continued(
        self,
        quantities: list[Quantity],
        where: list[Slot],
        labels: list[Label],
        index: int,
        left: str,
    ) -> Label | None:
        found = super()._continued(quantities, where, labels, index, left)
        if self._trace.wants(quantities[index]):
            self._trace.note("label", "label.ahead", left)
            if found is not None:
                self._trace.note("label", "label.continued", labels[index - 1].text)
                self._trace.read["label"] = found.text
        return found

    def _read(self, left: str, quantity: Quantity, spoken: Spoken, slot: Slot) -> Label:
        found = super()._read(left, quantity, spoken, slot)
        if self._trace.wants(quantity):
            trace, behind = self._trace, self._text[quantity.end : slot.right]
            for what, words in (
                ("label.behind", behind),
                ("label.spoken-level", spoken.level),
                ("label.spoken-last", spoken.last),
                ("label.breakdown", "其中" if spoken.breakdown else ""),
            ):
                if words:
                    trace.note("label", what, words)
            trace.note("label", "label.read", f"{found.text} ({found.rule})")
            trace.read["label"] = found.text
        return found

    def _figure(
        self, sentence: Sentence, quantity: Quantity, slot: Slot, label: Label, opens: int
    ) -> None:
        if self._trace.wants(quantity):
            self._trace.sentence = sentence
            if label.text != self._trace.read.get("label"):
                self._trace.note("label", "label.dealt", f"{label.text} ({label.rule})")
        super()._figure(sentence, quantity, slot, label, opens)


class TracedTables(TableFacts):
    """Notes what header, row and caption say of one cell."""

    trace: Trace
    _asked = False

    def _figure(self, table: Table, cell: TableFigure, name: str, ids: list[str]) -> Figure:
        self._asked = self.trace.wants(cell.quantity)
        if self._asked:
            text = self._document.text
            for what, (start, end) in (
                ("table.header", cell.header),
                ("table.row", cell.row),
                ("table.section", cell.context),
            ):
                if start < end:
                    self.trace.note("label", what, text[start:end])
            self.trace.note("label", "table.caption", table.caption)
        found = super()._figure(table, cell, name, ids)
        self._asked = False
        return found

    def _fits(self, time: TimeMention, cell: TableFigure, table: Table) -> bool:
        fits = super()._fits(time, cell, table)
        if self._asked:
            words = self._document.text[time.start : time.end]
            self.trace.note("period", "time.governs" if fits else "time.day", words)
            self.trace.time = time if fits else self.trace.time
        return fits

    def _period(self, table: Table, cell: TableFigure) -> tuple[str | None, str, str]:
        found = super()._period(table, cell)
        if self._asked and not found[1]:
            self.trace.note("period", "period.frame")
        return found

    def _place(self, table: Table, cell: TableFigure) -> tuple[str, ...]:
        found = super()._place(table, cell)
        if self._asked:
            own = found == self._own_place(table)
            self.trace.note("place", "place.article" if own else "place.row", "、".join(found))
        return found


def traced_figures(document: Document, evidence: Evidence, trace: Trace) -> list[Figure]:
    """The figures of text and tables as they are always read, with notes on one of them."""
    trace.evidence = evidence
    own = dict(evidence.own_places)
    tables = TracedTables(document, evidence.times, evidence.places, own, evidence.line)
    tables.trace = trace
    return TracedResolver(document, evidence, trace).figures() + tables.figures()
