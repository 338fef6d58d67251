"""The programme of a figure: the one under which the passage puts it, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.programme_lexicon import bare
from pipeline.model import SentenceKind
from pipeline.programme_clauses import JOINTS, OWN, SPACES, ProgrammeClauses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.clauses import Slot
    from pipeline.model import Document, ProgrammeMention, Quantity, Sentence, Word
    from pipeline.programme_clauses import Clause

GAP = 5  # characters between a number and the programme that it counts
OPENING = " 　“‘《、，和与及"
CLOSING = ("”", "’", "》")
JOINED = regex.compile("[和与及]")
NAME = 40  # the longest name behind a number
REACH = 4  # clauses over which an announced programme reaches
# LAC's tags of words with which a clause goes on, and of those that stand before them
VERBAL = frozenset({"v", "vd", "d", "ad", "p", "u", "m", "c"})
ADVERBIAL = frozenset({"TIME", "t", "LOC", "ns", "ORG", "nt", "r", "f", "s"})


class Chosen(NamedTuple):
    """A programme's canonical name, None where the text settles none, and the doubt."""

    name: str | None
    doubt: str = ""


NOTHING = Chosen(None)


def carried(name: str | None) -> Chosen:
    """A programme that was announced before, by a clause, a heading or the whole of a part."""
    return Chosen(name, doubt="programme carried")


class Programmes:
    """Finds the programme of each figure; sentences must come in text order."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[ProgrammeMention],
        words_at: Mapping[int, Word],
    ) -> None:
        self._document = document
        self._text = document.text
        self._words_at = words_at
        self._named = ProgrammeClauses(document.text, mentions)
        self._roles = self._named.roles
        self._clauses: list[Clause] = []
        self._heading: Chosen = NOTHING  # what the section is about
        self._topic: Chosen = NOTHING  # what the next sentence is about
        self._where = (-1, -1)  # section, paragraph
        self._leads = False  # the first sentence of its section or paragraph
        self._headings: dict[int, ProgrammeMention | None] = {}

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: its clauses, and what a heading has set as topic."""
        self._clauses = self._named.read(sentence.start, sentence.end)
        where = (sentence.section, sentence.paragraph)
        self._leads = where != self._where
        if self._leads:
            self._where = where
            headed = self._headed(sentence.section)
            self._heading = carried(headed.name) if headed is not None else NOTHING
            self._topic = self._heading

    def leave(self, sentence: Sentence, *, figures: bool) -> None:
        """End a sentence: a first one that only announces sets the topic of the next one."""
        if sentence.kind is SentenceKind.HEADING:
            return
        announced = [c for c in self._clauses if c.announced is not None]
        if not announced:
            self._topic = self._heading
            return
        named = announced[0].announced
        alone = len(announced) == 1 and announced[0].first and not announced[0].several
        leads = self._leads and alone and not figures and self._can_head(named)
        self._topic = carried(named.name) if leads and named is not None else NOTHING
        self._heading = NOTHING

    def of(self, slot: Slot, quantity: Quantity, label: str) -> Chosen:
        """The programme of a quantity of the sentence entered last."""
        named = self._counted(quantity, slot.right) or self._own(slot, quantity, label)
        if named is not None:
            return Chosen(named.name)
        return self._governing(slot, quantity, label)

    # --- in the figure's own words ---

    def _counted(self, quantity: Quantity, right: int) -> ProgrammeMention | None:
        """What the number counts or is spent on: 250个国家现代农业产业园, 3亿元用于雨露计划."""
        behind = self._named.within(quantity.end, min(right, quantity.end + NAME))
        if not behind:
            return None
        mention = behind[0]
        gap = self._text[quantity.end : mention.start].strip(SPACES)
        if len(gap) > GAP or self._named.is_part(mention) or mention.kind == "slogan":
            return None
        if mention.name in self._roles.wide or self._is_pair(mention):
            return None
        return mention if not gap or self._roles.onto.fullmatch(gap) else None

    def _is_listed(self, mention: ProgrammeMention) -> bool:
        """Whether others stand right before it: “甲”“乙”|三项工程 counts them all."""
        return (
            self._text[max(0, mention.start - 3) : mention.start].rstrip(OPENING).endswith(CLOSING)
        )

    def _is_pair(self, mention: ProgrammeMention) -> bool:
        """Whether a name that no list has joins two things: 三条|主干道和机场路亮化工程."""
        found = mention.rule.startswith("programme.head")
        return found and JOINED.search(self._text, mention.start, mention.end) is not None

    def _own(self, slot: Slot, quantity: Quantity, label: str) -> ProgrammeMention | None:
        """The last programme named in the words of the number itself (高标准农田30万亩).

        Of numbers dealt out with 分别 only that one which its label says to be the programme's.
        """
        ahead = self._named.within(slot.left, quantity.start)
        if not ahead:
            return None
        mention = ahead[-1]
        rest = self._text[mention.end : quantity.start].strip(SPACES)
        if self._named.is_part(mention) or len(rest) > OWN or rest.startswith(JOINTS):
            return None
        slogan = quantity.unit_text == "大" and mention.kind == "slogan"
        counts = not rest and self._is_listed(mention)
        if "、" in rest or slogan or counts or (mention.name in self._roles.wide and rest):
            return None
        return None if "分别" in rest and not self._is_in(mention, label) else mention

    # --- over clauses ---

    def _governing(self, slot: Slot, quantity: Quantity, label: str) -> Chosen:
        """What the clauses ahead announce, as long as the topic holds; else what a heading does."""
        at = self._clause_of(quantity.start)
        if at < 0:
            return NOTHING
        inside = self._earlier_in_clause(self._clauses[at].start, slot, quantity, label)
        if inside is not None:
            return inside
        for back in range(at, max(-1, at - REACH - 1), -1):
            current = self._clauses[back]
            if current.announced is not None and back < at and not _is_means(current):
                return self._reaching(back, at)
            if not (self._continues(current) or self._says(self._roles.said_of, current)):
                return NOTHING
            if current.first:
                break
        return NOTHING if any(c.announced for c in self._clauses[: at + 1]) else self._topic

    def _earlier_in_clause(
        self, start: int, slot: Slot, quantity: Quantity, label: str
    ) -> Chosen | None:
        """A programme named before an earlier number: 高标准农田30万亩、改造提升5万亩."""
        earlier = self._named.within(start, slot.left)
        if not earlier:
            return None
        mention = earlier[-1]
        own = self._text[slot.left : quantity.start]
        if self._named.is_part(mention) or any(mark in own for mark in '“”"'):
            return NOTHING
        same = self._is_in(mention, label) or self._is_done_to(slot.left, quantity.start)
        return Chosen(mention.name) if same else NOTHING

    def _is_in(self, mention: ProgrammeMention, label: str) -> bool:
        """Whether a label names the programme, as it is printed or by its canonical name."""
        printed, whole = bare(self._text[mention.start : mention.end]), bare(label)
        return printed in whole or bare(mention.name) in whole

    def _is_done_to(self, start: int, stop: int) -> bool:
        """Whether the words between two numbers only say what is done (、基本建成1.5万套).

        A noun of their own (、治理盐碱化耕地30万亩) makes another thing of the second number;
        one that says whose or what part of it (完成投资, 受益群众) does not.
        """
        at = self._begin(start, stop)
        if at >= stop or not self._is_verbal(start):
            return False
        while at < stop:
            word, amount = self._words_at.get(at), self._roles.amounts.match(self._text, at, stop)
            if amount is not None:
                at = amount.end()
            elif self._text[at] in SPACES:
                at += 1
            elif word is not None and word.tag in VERBAL | ADVERBIAL:
                at = word.end
            else:
                return False
        return True

    def _reaching(self, back: int, at: int) -> Chosen:
        """The programme of the clause ``back``, if it reaches to the clause ``at``."""
        announcing, following = self._clauses[back], self._clauses[back + 1]
        named = announcing.announced
        if named is None or announcing.several or named.kind == "slogan":
            return NOTHING
        if named.kind == "document" and not self._says(self._roles.content, following):
            return NOTHING
        after = back + 1
        while after < at and _is_means(self._clauses[after]):
            after += 1
        # behind a number of its own only what is said of it; else its next clause, too
        first = after if announcing.numbered else after + 1
        held = all(self._goes_on(clause, named) for clause in self._clauses[first : at + 1])
        return carried(named.name) if held else NOTHING

    def _clause_of(self, at: int) -> int:
        return next((i for i, c in enumerate(self._clauses) if c.start <= at < c.end), -1)

    def _says(self, pattern: regex.Pattern[str], clause: Clause) -> bool:
        return pattern.match(self._text, self._begin(clause.start, clause.end)) is not None

    def _goes_on(self, clause: Clause, named: ProgrammeMention) -> bool:
        """Whether a clause still speaks of a programme whose number was given before."""
        words = self._text[clause.start : clause.end]
        return self._says(self._roles.said_of, clause) or self._shares(named.name, words)

    def _continues(self, clause: Clause) -> bool:
        """Whether a clause has no subject of its own: it begins with a verb, or goes on."""
        return self._says(self._roles.going_on, clause) or self._is_verbal(clause.start)

    def _begin(self, start: int, end: int) -> int:
        """Where a stretch begins behind marks, times, places and doers."""
        at = start
        while at < end:
            doer = self._roles.doer.match(self._text, at, end)
            word = self._words_at.get(at)
            if self._text[at] in SPACES or self._text[at] in "、，和及":
                at += 1
            elif doer is not None:
                at = doer.end()
            elif word is not None and word.tag in ADVERBIAL:
                at = word.end
            else:
                break
        return at

    def _is_verbal(self, start: int) -> bool:
        word = self._words_at.get(self._begin(start, min(start + NAME, len(self._text))))
        return word is not None and word.tag in VERBAL

    def _shares(self, name: str, words: str) -> bool:
        """Whether words say two characters in a row of a programme's name, not common ones."""
        pairs = (name[i : i + 2] for i in range(len(name) - 1))
        return any(pair in words for pair in pairs if pair not in self._roles.common)

    # --- headings ---

    def _headed(self, section: int) -> ProgrammeMention | None:
        """The programme that the heading of a section, or of one around it, is about."""
        if section < 0:
            return None
        if section not in self._headings:
            self._headings[section] = self._read_heading(section)
        return self._headings[section]

    def _read_heading(self, section: int) -> ProgrammeMention | None:
        about = self._document.sections[section]
        start = self._text.find(about.heading, about.start, about.end) if about.heading else -1
        clauses = self._named.read(start, start + len(about.heading)) if start >= 0 else []
        announced = [c for c in clauses if c.announced is not None]
        if not announced:
            return self._headed(about.parent)
        named = announced[0].announced
        only = len(announced) == 1 and not announced[0].several
        return named if only and self._can_head(named) else None

    def _can_head(self, named: ProgrammeMention | None) -> bool:
        """Whether what follows a heading belongs to a programme, and not to a course of action."""
        if named is None or named.kind in ("slogan", "document"):
            return False
        policy = named.kind == "policy" and named.name in self._roles.wide
        return not policy and not named.name.endswith(self._roles.courses)


def _is_means(clause: Clause) -> bool:
    """Whether a clause only names means to what was announced before (推广…、…等模式)."""
    named = clause.announced
    mechanism = named is not None and named.kind == "mechanism"
    return not clause.first and (clause.several or mechanism)
