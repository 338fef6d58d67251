"""What was considered for one figure, and what decided: the notes of ``xianqing explain``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Quantity, Sentence, TimeMention
    from pipeline.resolve import Evidence


@dataclass(frozen=True, slots=True)
class Step:
    """One note: the field of the reading, the id of what was found or decided, its words."""

    field: str
    what: str
    said: str = ""


@dataclass(slots=True)
class Trace:
    """The notes on the quantity that covers the offset ``at``; of all others nothing is kept.

    >>> trace = Trace(5)
    >>> trace.note("status", "status.default")
    >>> trace.of("status")
    [Step(field='status', what='status.default', said='')]
    """

    at: int
    steps: list[Step] = field(default_factory=list)
    evidence: Evidence | None = None
    sentence: Sentence | None = None
    time: TimeMention | None = None  # the time that governs
    read: dict[str, object] = field(default_factory=dict)  # fields as first read

    def wants(self, quantity: Quantity) -> bool:
        """Whether someone asks about this quantity."""
        return quantity.start <= self.at < quantity.end

    def note(self, field: str, what: str, said: str = "") -> None:
        """Keep a step; one that was kept already is not kept twice."""
        step = Step(field, what, " ".join(said.split()))
        if step not in self.steps:
            self.steps.append(step)

    def of(self, field: str) -> list[Step]:
        """The notes on one field, in the order in which they were made."""
        return [step for step in self.steps if step.field == field]
