"""Mentions to facts: gives each quantity of a document its whole reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from extractors.bases import bases, plain_unit
from extractors.bracketed_items import bracketed_item
from extractors.dealt_lists import distribute
from extractors.indicators import read_label
from extractors.label_aims import is_aim
from extractors.label_amounts import DOING
from extractors.label_changes import is_next_rank
from extractors.label_counts import CHAIN, spoken_after
from extractors.labels import Label, Spoken, clean
from extractors.lists import lend_back, share_labels
from extractors.noun_phrases import clause_subject
from pipeline.clauses import Slot, slots, without_times
from pipeline.model import Figure, SentenceKind
from pipeline.part_sums import settled
from pipeline.parts import BREAKDOWN, OPENS, Parts
from pipeline.period_spans import planned_for
from pipeline.periods_of import Periods
from pipeline.places_of import Places
from pipeline.programmes_of import Programmes, carried
from pipeline.rows import close_up
from pipeline.status_of import Statuses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extractors.references import Timeline
    from pipeline.model import (
        Document,
        OrganisationMention,
        PlaceMention,
        ProgrammeMention,
        Quantity,
        Sentence,
        TimeMention,
        Word,
    )

FARTHEST = 240  # characters of a clause that are looked at for the label of its number
LIST_GAP = regex.compile(r"[^，。；]{0,24}[、和及]")
BEFORE_PLACE = regex.compile(r"^(?:其中|同时|此外|[在于向对、和与及，,：: ])+")
REPEATED = regex.compile(
    r"[，、 ]*(?:力争|争取|确保)(?:达到|实现|突破|超过|增长)?[，、 ]*"
)  # 增长15%，力争20%
FROM = regex.compile(r"[由从][^，。；]{0,12}$")
TO = regex.compile(r"[^，。；]{0,14}(?:至|到|为|成|达)(?:了)?[^，。；\d]{0,4}$")
AMONG = regex.compile(r"在[^，。；]{0,6}$")
RUNNING = regex.compile(r"(?:已|保持)?连续[^，。；]{1,4}(?:年|个?月|个?季度|届|周)")
SOFT = frozenset({"大", "类", "种", "大类"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the extractors found in a document."""

    quantities: Sequence[Quantity]
    times: Sequence[TimeMention]
    places: Sequence[PlaceMention]
    own_places: Mapping[int, str]  # article → path
    programmes: Sequence[ProgrammeMention]
    words: Sequence[Word]
    line: Timeline
    pointed: Callable[[str, str], str | None] | None = None  # 全省 in an article about a path
    organisations: Sequence[OrganisationMention] = ()


class Resolver:
    """Reads the sentences of one document in order, carrying what was spoken of."""

    # who decides; a trace puts those in that tell of it
    PERIODS, PLACES, STATUSES = Periods, Places, Statuses
    PROGRAMMES, PARTS = Programmes, Parts

    def __init__(self, document: Document, evidence: Evidence) -> None:
        self._document = document
        self._text = document.text
        self._evidence = evidence
        self._words_at = {word.start: word for word in evidence.words}
        self._periods = self.PERIODS(document, evidence.times, evidence.line)
        self._places = self.PLACES(
            document,
            evidence.places,
            dict(evidence.own_places),
            evidence.pointed,
            evidence.organisations,
            self._words_at,
        )
        self._statuses = self.STATUSES(document, self._words_at, evidence.line)
        self._programmes = self.PROGRAMMES(document, evidence.programmes, self._words_at)
        self._parts = self.PARTS(document)
        self._spoken = [Spoken()]  # one level a bracket
        self._paragraph = -1
        self._figures: list[Figure] = []

    def figures(self) -> list[Figure]:
        """All figures of the running text, in order; tables are read elsewhere."""
        at, quantities = 0, self._evidence.quantities
        for sentence in self._document.sentences:
            while at < len(quantities) and quantities[at].start < sentence.start:
                at += 1
            last = at
            while last < len(quantities) and quantities[last].end <= sentence.end:
                last += 1
            if sentence.kind not in (SentenceKind.META, SentenceKind.TABLE):
                self._sentence(sentence, list(quantities[at:last]))
            at = last
        return settled(self._text, self._figures)

    def _sentence(self, sentence: Sentence, quantities: list[Quantity]) -> None:
        self._periods.enter(sentence)
        self._places.enter(sentence)
        self._statuses.enter(sentence)
        self._programmes.enter(sentence)
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._spoken = [Spoken()]
        self._spoken = [replace(self._spoken[0], age=self._spoken[0].age + 1)]
        self._parts.enter(sentence)
        if quantities:
            where = slots(self._text, sentence.start, sentence.end, quantities)
            labels = self._labels(sentence, quantities, where)
            first = len(self._figures)
            opens = bases(self._text, quantities, [slot.left for slot in where])
            for index, label in enumerate(labels):
                at = opens.get(index, -1)
                self._figure(sentence, quantities[index], where[index], label, at)
            self._align_shares(first, quantities)
            self._places.dealt(self._figures, first)
        self._programmes.leave(sentence, figures=bool(quantities))
        self._periods.leave(sentence)

    def _labels(
        self, sentence: Sentence, quantities: list[Quantity], where: list[Slot]
    ) -> list[Label]:
        labels: list[Label] = []
        for index, (quantity, slot) in enumerate(zip(quantities, where, strict=True)):
            spoken = self._at_depth(slot.depth)
            breakdown = self._breakdown(sentence, quantity, quantities, index, spoken)
            adjacent = self._adjacent(quantities, labels, index)
            spoken = replace(spoken, breakdown=breakdown, adjacent=adjacent)
            if (not spoken.level or index == 0) and slot.start > sentence.start:
                named = clause_subject(self._text, sentence.start, slot.start, self._words_at)
                subject = clean(named)
                if len(subject) > 1:
                    spoken = replace(spoken, level=subject, age=0)
            lead = self._lead(quantities, where, labels, index)
            left = RUNNING.sub("", self._cut(lead, quantity.start)[-FARTHEST:])
            item = slot.depth and bracketed_item(self._text, sentence.start, slot.start, left)
            if item:
                spoken = replace(spoken, level=item, last=item, age=0)
            label = self._continued(quantities, where, labels, index, left)
            label = label or self._read(left, quantity, spoken, slot)
            labels.append(label)
            self._spoken[slot.depth] = spoken_after(spoken, label, quantity)
        labels = lend_back(self._text, quantities, labels)
        labels = share_labels(self._text, quantities, labels)
        return distribute(self._text, quantities, labels, [s.start for s in where], self._cut)

    def _read(self, left: str, quantity: Quantity, spoken: Spoken, slot: Slot) -> Label:
        """The label that a quantity's own words and those spoken before give."""
        return read_label(left, quantity, spoken, self._text, slot.right, self._words_at)

    def _adjacent(self, quantities: list[Quantity], labels: list[Label], index: int) -> bool:
        """Whether nothing but a mark stands between a number and the one before it."""
        if index == 0:
            return False
        start = max(quantities[index - 1].end, labels[index - 1].noun_end)
        return CHAIN.fullmatch(self._text, start, quantities[index].start) is not None

    def _at_depth(self, depth: int) -> Spoken:
        """What is spoken of inside a bracket starts from what is spoken of around it."""
        del self._spoken[depth + 1 :]
        while len(self._spoken) <= depth:
            self._spoken.append(self._spoken[-1])
        return self._spoken[depth]

    def _breakdown(
        self,
        sentence: Sentence,
        quantity: Quantity,
        quantities: list[Quantity],
        index: int,
        spoken: Spoken,
    ) -> bool:
        start = quantities[index - 1].end if index else sentence.start
        opened = OPENS.search(self._text, start, quantity.start) is not None
        head = BREAKDOWN.match(self._text, sentence.start, quantity.start) is not None
        return opened or head or (index > 0 and spoken.breakdown)

    def _lead(
        self, quantities: list[Quantity], where: list[Slot], labels: list[Label], index: int
    ) -> int:
        """Where the words of a number begin.

        Behind the number before it in its clause and, in a list, behind that one's noun; a
        threshold (60马力以上船舶144艘) and a soft count (八大类支出292万元) are part of them.
        """
        slot = where[index]
        lead, before = slot.left, slot.before
        if quantities[index].kind == "rank" and before >= 0:
            among = AMONG.search(self._text, where[before].left, quantities[before].start)
            if among and among.start() > where[before].left:
                return where[before].left  # 绿色指数在41个城市中居第10位
        if before >= 0 and labels[before].rule == "label.running":
            said = self._text[where[before].left : quantities[index].start]
            if RUNNING.search(said):
                return where[before].left  # 粮食产量连续六年稳定在15万吨
        while before >= 0:
            ranked = quantities[index].kind == "rank" and labels[before].rule == "label.divisions"
            inside = (
                ranked
                or labels[before].rule == "label.threshold"
                or (
                    quantities[before].unit_text in SOFT
                    and self._text[quantities[before].end : quantities[index].start].strip("、和 ")
                )
            )
            if not inside:
                break
            lead, before = where[before].left, where[before].before
        if before >= 0 and labels[before].noun_end == quantities[index].start:
            return quantities[index].start  # 4个镇10个村
        if before >= 0 and lead < labels[before].noun_end < quantities[index].start:
            rest = self._text[labels[before].noun_end : quantities[index].start]
            if DOING.match(rest):
                return labels[before].noun_end  # 5个村发展大萝卜5000亩
        if before >= 0 and labels[before].listed:
            listed = LIST_GAP.fullmatch(self._text, lead, quantities[index].start)
            return quantities[index].start if listed else lead
        return lead

    def _continued(
        self,
        quantities: list[Quantity],
        where: list[Slot],
        labels: list[Label],
        index: int,
        left: str,
    ) -> Label | None:
        """由A调整为B: the second state has the label of the first; 完成预算9万元的59%."""
        before = where[index].before
        if before >= 0 and labels[before].target and left.strip() == "的":
            text = f"{labels[before].text.removesuffix('数')}完成比例"
            return replace(labels[before], text=text, measure="rate", target=False)
        gap = self._text[quantities[index - 1].end : quantities[index].start] if index else ""
        ranks = index and quantities[index - 1].kind == quantities[index].kind == "rank"
        if ranks and is_next_rank(gap):
            return replace(labels[index - 1], listed=False, noun_end=-1)
        if index and quantities[index - 1].unit == quantities[index].unit:
            aim = is_aim(gap, self._text[quantities[index].end : where[index].right])
            if aim or REPEATED.fullmatch(left):
                rule, target = ("label.aim", True) if aim else ("label.repeated", False)
                same = replace(labels[index - 1], rule=rule, listed=False, noun_end=-1)
                return replace(same, target=target or same.target)
        if before < 0 or plain_unit(quantities[before]) != plain_unit(quantities[index]):
            return None
        ahead = self._text[where[before].start : quantities[before].start]
        if (
            labels[before].measure in ("level", "rate", "rank")
            and FROM.search(ahead)
            and TO.fullmatch(left)
        ):
            return replace(labels[before], rule="label.from-to", listed=False)
        return None

    def _cut(self, start: int, end: int) -> str:
        """The words of a stretch without its times, and without a place at its head."""
        left = without_times(self._text, start, end, self._periods.within(start, end))
        for place in self._places.within(start, end):
            named = self._text[place.start : place.end]
            head = BEFORE_PLACE.sub("", left)
            if place.end <= end and head.startswith(named):
                left = head[len(named) :]
        return left

    def _figure(
        self, sentence: Sentence, quantity: Quantity, slot: Slot, label: Label, opens: int
    ) -> None:
        left = self._text[slot.left : quantity.start]
        right = self._text[quantity.end : slot.right]
        period = self._periods.of(sentence, quantity, left, right, label, opens)
        place, place_doubt = self._places.of(sentence, slot, quantity, label)
        status = self._statuses.of(sentence, slot, quantity, label, period.role)
        if opens >= 0 and status == "target" and period.role != "deadline":
            status = "actual"  # 力争由80%提高到90%: what there is now is no plan
        if status == "target" and period.role == "reference":
            period = period._replace(value=planned_for(period.value) if period.settled else None)
        programme = self._programmes.of(slot, quantity, label.text)
        doubts = (quantity.doubt, label.doubt, place_doubt, period.doubt, programme.doubt)
        figure = Figure(
            id=f"{self._document.id}-{len(self._figures) + 1:03d}",
            start=quantity.start,
            end=quantity.end,
            value=-quantity.value if label.sign < 0 else quantity.value,
            high=quantity.high,
            unit=quantity.unit,
            unit_text=quantity.unit_text,
            indicator=close_up(label.text),
            place=place,
            period=period.value,
            period_text=period.text,
            status=status,
            approx=quantity.approx,
            measure=label.measure,
            rule=f"{quantity.rule}+{label.rule}",
            programme=programme.name,
            sentence=sentence.index,
            article=sentence.article,
            doubt="; ".join(d for d in doubts if d),
        )
        whole = self._parts.whole(slot, figure, self._figures)
        self._figures.append(_with_whole(figure, whole, self._figures))

    def _align_shares(self, first: int, quantities: list[Quantity]) -> None:
        """The parts of one ratio are of one period: that of its first part."""
        for index, quantity in enumerate(quantities[1:], first + 1):
            before = quantities[index - first - 1]
            gap = self._text[before.end : quantity.start].strip()
            if quantity.kind == before.kind == "share" and gap in (":", "：", "∶"):
                self._figures[index] = replace(
                    self._figures[index], period=self._figures[index - 1].period
                )


def _with_whole(figure: Figure, whole: str | None, figures: Sequence[Figure]) -> Figure:
    """The figure as a part of its whole, whose programme it shares unless it names its own."""
    figure = replace(figure, part_of=whole)
    if whole is None or figure.programme is not None:
        return figure
    near = (each for each in reversed(figures) if each.id == whole)
    parent = next(near, None)
    if parent is None or parent.programme is None or parent.sentence != figure.sentence:
        return figure
    shared = carried(parent.programme)
    doubts = (figure.doubt, shared.doubt)
    return replace(figure, programme=shared.name, doubt="; ".join(d for d in doubts if d))


def resolve(document: Document, evidence: Evidence) -> list[Figure]:
    """The figures of a document's running text with their readings."""
    return Resolver(document, evidence).figures()
