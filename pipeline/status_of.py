"""The status of a figure: from its clause, its sentence, its section, its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.periods import interval
from extractors.statuses import (
    NOUN_TARGET,
    clause_status,
    heading_status,
    is_condition_heading,
    is_criterion,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.labels import Label
    from extractors.references import Timeline
    from extractors.time_frame import Frame
    from pipeline.clauses import Slot
    from pipeline.model import Document, Quantity, Sentence, Word

# 将A纳入B, 将A重组为B: 将 fronts an object, whatever the tagger says
FRONTED = regex.compile(
    r"将[^，。；]{2,40}(?:纳入|作为|列为|列入|化为|组为|造为|转为|用于|移交|引入)"
)
# the words of a slogan or a citation plan nothing: 聚焦“两确保、三提升”，整合资金…
QUOTED = regex.compile(r"[“《][^“”《》]{1,60}[”》]")
FUTURE = {"将": "d", "要": "v"}  # 将 as a preposition only fronts an object (将脱贫人口作为…)


class Statuses:
    """Finds the status of each figure; sentences must come in text order."""

    def __init__(self, document: Document, words_at: Mapping[int, Word], line: Timeline) -> None:
        self._document = document
        self._line = line
        self._text = document.text
        self._words_at = words_at
        self._sticky: str | None = None
        self._by_section: dict[int, str | None] = {}

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what was planned in the one before does not hold on."""
        self._sticky = None
        self._read_to = sentence.start

    def of(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label, role: str
    ) -> str:
        """actual, target or criterion."""
        if label.target:
            return "target"
        left = self._text[slot.left : quantity.start]
        right = self._text[quantity.end : quantity.end + 12]
        if is_criterion(left, right, quantity.unit, label.measure) or label.text.endswith("限额"):
            return "criterion"
        frame, _ = self._line.at(sentence.start)
        said = clause_status(self._masked(self._read_to, quantity.start), planned=frame.planned)
        self._read_to = max(self._read_to, quantity.end)
        if said == "target" and NOUN_TARGET.search(left) and "将" not in left:
            return "target"
        if said is not None:
            self._sticky = said
        if role == "deadline" and said != "actual":
            self._sticky = "target"
        found = self._sticky or self._of_section(sentence, frame)
        if found == "target" and quantity.approx in ("over", "under"):
            return "criterion" if self._is_condition(sentence) else found
        return found

    def _masked(self, start: int, end: int) -> str:
        """A stretch in which 将 and 要 stand only where they mean the future."""
        piece: str = QUOTED.sub(lambda m: "　" * len(m[0]), self._text[start:end])
        for word, tag in FUTURE.items():
            at = piece.find(word)
            while at >= 0:
                found = self._words_at.get(start + at)
                fronted = word == "将" and FRONTED.match(self._text, start + at)
                if (
                    found is None
                    or fronted
                    or not found.tag.startswith(tag)
                    or found.end != start + at + 1
                ):
                    piece = piece[:at] + "　" + piece[at + 1 :]
                at = piece.find(word, at + 1)
        return piece

    def _of_section(self, sentence: Sentence, frame: Frame) -> str:
        section = sentence.section
        if section not in self._by_section:
            self._by_section[section] = self._headed(section)
        if section >= 0 and _is_past(frame):
            return "actual"  # 一、2013年主要工作, said in 2014
        if frame.planned:
            return "target"  # 二、2014：改革发展稳中求快, said in January 2014
        headed = self._by_section[section]
        if headed is not None:
            return headed
        article = self._document.articles[sentence.article]
        return "target" if article.kind == "plan" and section >= 0 else "actual"

    def _headed(self, section: int) -> str | None:
        """What the outermost heading says: （二）夯实基础 below 2022年工作安排 is still a plan."""
        sections = self._document.sections
        found = None
        while section >= 0:
            found = heading_status(sections[section].heading) or found
            section = sections[section].parent
        return found

    def _is_condition(self, sentence: Sentence) -> bool:
        section = sentence.section
        while section >= 0:
            if is_condition_heading(self._document.sections[section].heading):
                return True
            section = self._document.sections[section].parent
        return False


def _is_past(frame: Frame) -> bool:
    """Whether the section's heading names a period that was over when the text was written."""
    if not frame.settled or frame.reference is None or frame.latest is None:
        return False
    return interval(frame.reference)[1] < frame.latest
