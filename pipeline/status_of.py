"""The status of a figure: from its clause, its sentence, its section, its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.criteria import Stated, criterion_sign, is_raised
from extractors.periods import interval
from extractors.statuses import (
    NOUN_TARGET,
    clause_sign,
    heading_status,
    is_condition_heading,
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


class Decided(NamedTuple):
    """A status, the id of what decided it, and the words that did (of the text or a heading)."""

    status: str
    rule: str
    words: str = ""


class Statuses:
    """Finds the status of each figure; sentences must come in text order."""

    def __init__(self, document: Document, words_at: Mapping[int, Word], line: Timeline) -> None:
        self._document = document
        self._line = line
        self._text = document.text
        self._words_at = words_at
        self._sticky: Decided | None = None
        self._by_section: dict[int, Decided | None] = {}

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what was planned in the one before does not hold on."""
        self._sticky = None
        self._read_to = sentence.start

    def of(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label, role: str
    ) -> str:
        """actual, target or criterion."""
        return self.decide(sentence, slot, quantity, label, role).status

    def decide(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label, role: str
    ) -> Decided:
        """The status, with what decided it."""
        if label.target:
            return Decided("target", "status.label", label.text)
        left = self._text[slot.left : quantity.start]
        right = self._text[quantity.end : quantity.end + 24]
        ranged = quantity.high is not None
        rule = criterion_sign(
            Stated(left, right, quantity.unit, label.measure, label.text, ranged=ranged)
        )
        criterion = Decided("criterion", "status.criterion", rule.words) if rule else None
        ahead = self._text[slot.start : quantity.start]
        if criterion and not (rule and rule.raised and is_raised(ahead)):
            return criterion
        found = self._reported(sentence, quantity, left, role)
        return criterion if criterion and found.status != "target" else found

    def _reported(self, sentence: Sentence, quantity: Quantity, left: str, role: str) -> Decided:
        """Planned or done; or, where conditions are laid down, the limit of one."""
        frame, _ = self._line.at(sentence.start)
        sign = clause_sign(self._masked(self._read_to, quantity.start), planned=frame.planned)
        said = Decided(sign[0], "status.clause", sign[1]) if sign is not None else None
        self._read_to = max(self._read_to, quantity.end)
        target = said is not None and said.status == "target"
        own = said is not None and said.words in left  # not 今年将……，完成任务1亿亩，其中……
        if said and target and own and NOUN_TARGET.search(left) and "将" not in left:
            return said._replace(rule="status.noun")
        found = self._held(said, role) or self._of_section(sentence, frame)
        limited = found.status == "target" and quantity.approx in ("over", "under")
        if limited and (heading := self._condition(sentence)):
            return Decided("criterion", "status.condition", heading)
        return found

    def _held(self, said: Decided | None, role: str) -> Decided | None:
        """What the clause says, or a clause before it in the sentence; it holds on to its end."""
        held = self._sticky
        if said is not None:
            self._sticky = held = said
        elif held is not None and held.rule == "status.clause":
            held = held._replace(rule="status.sentence")
        if role == "deadline" and (said is None or said.status != "actual"):
            self._sticky = held = Decided("target", "status.deadline")
        return held

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

    def _of_section(self, sentence: Sentence, frame: Frame) -> Decided:
        section = sentence.section
        if section not in self._by_section:
            self._by_section[section] = self._headed(section)
        if section >= 0 and _is_past(frame):
            # 一、2013年主要工作, said in 2014
            return Decided("actual", "status.past-section", frame.reference or "")
        if frame.planned:
            # 二、2014：改革发展稳中求快, said in January 2014
            return Decided("target", "status.plan-section", frame.reference or "")
        headed = self._by_section[section]
        if headed is not None:
            return headed
        article = self._document.articles[sentence.article]
        if article.kind == "plan" and section >= 0:
            return Decided("target", "status.plan", article.title)
        return Decided("actual", "status.default")

    def _headed(self, section: int) -> Decided | None:
        """What the outermost heading says: （二）夯实基础 below 2022年工作安排 is still a plan."""
        sections = self._document.sections
        found = None
        while section >= 0:
            heading = sections[section].heading
            said = heading_status(heading)
            found = Decided(said, "status.heading", heading) if said is not None else found
            section = sections[section].parent
        return found

    def _condition(self, sentence: Sentence) -> str:
        """The heading around a sentence that announces conditions, "" where none does."""
        section = sentence.section
        while section >= 0:
            heading = self._document.sections[section].heading
            if is_condition_heading(heading):
                return heading
            section = self._document.sections[section].parent
        return ""


def _is_past(frame: Frame) -> bool:
    """Whether the section's heading names a period that was over when the text was written."""
    if not frame.settled or frame.reference is None or frame.latest is None:
        return False
    return interval(frame.reference)[1] < frame.latest
