"""The programme of a figure: the one under which the passage puts it, or none."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.programme_roles import load_roles
from pipeline.model import SentenceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.programme_roles import Roles
    from pipeline.clauses import Slot
    from pipeline.model import Document, ProgrammeMention, Quantity, Sentence, Word

CARRIED = "programme carried"
COMMA = regex.compile(r"(?<!\d)[，,]|[，,](?!\d)|[：:](?!\d)")
STOP = regex.compile(r"[；;。！？!?\n]")
NUMBER = regex.compile(r"[\d一二两三四五六七八九十百千万]")
GAP = 5  # characters between a number and the programme that it counts
OWN = 14  # characters between a programme and its number
REACH = 4  # clauses over which an announced programme reaches
VERBAL = frozenset({"v", "vd", "d", "ad", "p", "u", "m", "c"})
ADVERBIAL = frozenset({"TIME", "t", "LOC", "ns", "ORG", "nt", "r", "f", "s"})
JOINTS = ("、", "和", "及", "与", "以及", "，", "等")
SPACES = " 　“”\"‘’"


class Chosen(NamedTuple):
    """A programme's canonical name, None where the text settles none, and the doubt."""

    name: str | None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause between two commas; ``announced`` is the programme that it is about."""

    start: int
    end: int
    announced: ProgrammeMention | None
    several: bool  # it names more than one
    numbered: bool  # it holds a number of the programme itself
    first: bool  # at the head of a sentence or behind a semicolon


NOTHING = Chosen(None)


class Programmes:
    """Finds the programme of each figure; sentences must come in text order."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[ProgrammeMention],
        words_at: Mapping[int, Word],
    ) -> None:
        roles = load_roles()
        self._document = document
        self._text = document.text
        self._words_at = words_at
        self._roles: Roles = roles
        self._mentions = [m for m in mentions if m.name not in roles.frames]
        self._starts = [m.start for m in self._mentions]
        self._clauses: list[Clause] = []
        self._heading: Chosen = NOTHING  # what the section is about
        self._topic: Chosen = NOTHING  # what the next sentence is about
        self._where = (-1, -1)  # section, paragraph
        self._leads = False  # the first sentence of its section or paragraph
        self._headings: dict[int, ProgrammeMention | None] = {}

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: its clauses, and what a heading or a sentence before set as topic."""
        self._clauses = self._read_clauses(sentence)
        where = (sentence.section, sentence.paragraph)
        self._leads = where != self._where
        if self._leads:
            self._where = where
            headed = self._headed(sentence.section)
            self._heading = Chosen(headed.name, CARRIED) if headed is not None else NOTHING
            self._topic = self._heading

    def leave(self, sentence: Sentence, *, figures: bool) -> None:
        """End a sentence: a first one that only announces sets the topic of its paragraph."""
        announced = [c for c in self._clauses if c.announced is not None]
        if sentence.kind is SentenceKind.HEADING:
            return
        if not announced:
            self._topic = self._heading
            return
        named = announced[0].announced
        alone = len(announced) == 1 and announced[0].first and not announced[0].several
        leads = self._leads and alone and not figures and self._can_head(named)
        self._topic = Chosen(named.name, CARRIED) if leads and named is not None else NOTHING
        self._heading = NOTHING

    def _can_head(self, named: ProgrammeMention | None) -> bool:
        """Whether what follows a heading belongs to a programme, and not to a course of action."""
        if named is None or named.kind in ("slogan", "document"):
            return False
        policy = named.kind == "policy" and named.name in self._roles.wide
        return not policy and not named.name.endswith(self._roles.courses)

    def of(self, slot: Slot, quantity: Quantity, label: str) -> Chosen:
        """The programme of a quantity of the sentence entered last."""
        counted = self._counted(quantity, slot.right)
        if counted is not None:
            return Chosen(counted.name)
        own = self._own(slot, quantity)
        if own is not None:
            return Chosen(own.name)
        return self._governing(slot, quantity, label)

    def _within(self, start: int, end: int) -> list[ProgrammeMention]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if m.end <= end]

    def _is_part(self, mention: ProgrammeMention) -> bool:
        """Whether the name only begins another one (乡村振兴局)."""
        return self._roles.part.match(self._text, mention.end) is not None

    # --- in the figure's own words ---

    def _counted(self, quantity: Quantity, right: int) -> ProgrammeMention | None:
        """What the number counts or is spent on: 250个国家现代农业产业园, 3亿元用于雨露计划."""
        for mention in self._within(quantity.end, min(right, quantity.end + GAP + 40)):
            gap = self._text[quantity.end : mention.start].strip(SPACES)
            if len(gap) > GAP or self._is_part(mention) or mention.kind == "slogan":
                return None
            if mention.name in self._roles.wide and self._text[mention.end : mention.end + 1]:
                return None
            return mention if not gap or self._roles.onto.fullmatch(gap) else None
        return None

    def _own(self, slot: Slot, quantity: Quantity) -> ProgrammeMention | None:
        """The last programme named in the words of the number itself (高标准农田30万亩)."""
        for mention in reversed(self._within(slot.left, quantity.start)):
            rest = self._text[mention.end : quantity.start].strip(SPACES)
            if self._is_part(mention) or len(rest) > OWN or rest.startswith(JOINTS):
                return None
            several = "、" in rest or (quantity.unit_text == "大" and mention.kind == "slogan")
            if several or (mention.name in self._roles.wide and rest):
                return None
            return mention
        return None

    # --- over clauses ---

    def _governing(self, slot: Slot, quantity: Quantity, label: str) -> Chosen:
        """What the clauses ahead announce, as long as the topic holds; else what a heading does."""
        at = self._clause_of(quantity.start)
        if at < 0:
            return NOTHING
        clause = self._clauses[at]
        inside = self._earlier_in_clause(clause, slot, quantity.start, label)
        if inside is not None:
            return inside
        for back in range(at, max(-1, at - REACH - 1), -1):
            current = self._clauses[back]
            if current.announced is not None and back < at and not self._is_means(current):
                return self._reaching(back, at)
            if not (self._continues(current) or self._says(self._roles.said_of, current)):
                return NOTHING
            if current.first:
                break
        return NOTHING if any(c.announced for c in self._clauses[: at + 1]) else self._topic

    def _is_means(self, clause: Clause) -> bool:
        """Whether a clause only names means to what was announced before (推广…、…等模式)."""
        named = clause.announced
        return not clause.first and (
            clause.several or (named is not None and named.kind == "mechanism")
        )

    def _earlier_in_clause(
        self, clause: Clause, slot: Slot, quantity_start: int, label: str
    ) -> Chosen | None:
        """A programme named before an earlier number: 高标准农田30万亩、改造提升5万亩."""
        earlier = self._within(clause.start, slot.left)
        if not earlier:
            return None
        own = self._text[slot.left : quantity_start]
        mention = earlier[-1]
        if self._is_part(mention):
            return NOTHING
        quoted = any(mark in own for mark in "“”\"")
        same = _shares(mention.name, label, self._roles.common) or self._verbal(slot.left)
        return Chosen(mention.name) if same and not quoted else NOTHING

    def _reaching(self, back: int, at: int) -> Chosen:
        """The programme of the clause ``back``, if it reaches to the clause ``at``."""
        announcing, following = self._clauses[back], self._clauses[back + 1]
        named = announcing.announced
        if named is None or announcing.several or named.kind == "slogan":
            return NOTHING
        if named.kind == "document" and not self._says(self._roles.content, following):
            return NOTHING
        # behind a number of its own only what is said of it; else its next clause, too
        first = back + 1 if announcing.numbered else back + 2
        later = self._clauses[first : at + 1]
        held = all(self._goes_on(clause, named) for clause in later)
        return Chosen(named.name, CARRIED) if held else NOTHING

    def _says(self, pattern: regex.Pattern[str], clause: Clause) -> bool:
        return pattern.match(self._text, self._begin(clause.start, clause.end)) is not None

    def _goes_on(self, clause: Clause, named: ProgrammeMention) -> bool:
        """Whether a clause still speaks of a programme whose number was given before."""
        return self._says(self._roles.said_of, clause) or _shares(
            named.name, self._text[clause.start : clause.end], self._roles.common
        )

    def _clause_of(self, at: int) -> int:
        for index, clause in enumerate(self._clauses):
            if clause.start <= at < clause.end:
                return index
        return -1

    def _continues(self, clause: Clause) -> bool:
        """Whether a clause has no subject of its own: it begins with a verb, or goes on."""
        if self._roles.going_on.match(self._text, self._begin(clause.start, clause.end)):
            return True
        return self._verbal(clause.start)

    def _begin(self, start: int, end: int) -> int:
        """Where a stretch begins behind marks, times, places and doers."""
        at = start
        while at < end:
            if self._text[at] in SPACES or self._text[at] in "、，和及":
                at += 1
                continue
            doer = self._roles.doer.match(self._text, at, end)
            word = self._words_at.get(at)
            if doer is not None:
                at = doer.end()
            elif word is not None and word.tag in ADVERBIAL:
                at = word.end
            else:
                break
        return at

    def _verbal(self, start: int) -> bool:
        at = self._begin(start, start + 40)
        word = self._words_at.get(at)
        return word is not None and word.tag in VERBAL

    # --- clauses and headings ---

    def _read_clauses(self, sentence: Sentence) -> list[Clause]:
        found: list[Clause] = []
        start, first = sentence.start, True
        cuts = [m.span() for m in COMMA.finditer(self._text, sentence.start, sentence.end)]
        stops = [m.span() for m in STOP.finditer(self._text, sentence.start, sentence.end)]
        stopped = {span[0] for span in stops}
        for cut, after in sorted([*cuts, *stops, (sentence.end, sentence.end)]):
            if cut > start:
                found.append(self._clause(start, cut, first=first))
                first = False
            start = after
            first = first or cut in stopped
        return found

    def _clause(self, start: int, end: int, *, first: bool) -> Clause:
        named = [m for m in self._within(start, end) if not self._is_part(m)]
        announced = [m for m in named if self._announces(m, start, end)]
        numbered = False
        if not announced and named:
            numbered = self._numbered(named[-1], start, end)
            announced = named[-1:] if numbered else []
        several = len({m.name for m in named}) > 1
        return Clause(start, end, announced[-1] if announced else None, several, numbered, first)

    def _numbered(self, mention: ProgrammeMention, start: int, end: int) -> bool:
        """Whether a clause gives a number of the programme: …项目投资113万元, 危房改造39座."""
        wide = mention.name in self._roles.wide or mention.kind in ("slogan", "document")
        rest = self._text[mention.end : end]
        number = NUMBER.search(rest)
        if wide or number is None or rest.strip(SPACES).startswith(JOINTS):
            return False
        return number.start() <= OWN

    def _announces(self, mention: ProgrammeMention, start: int, end: int) -> bool:
        """Whether the clause is about the programme: 实施…工程, …工程稳步推进."""
        before = self._text[start : mention.start]
        listed = "、" in before[-1:] or before[-1:] in ("和", "及", "与", "”")
        verb = self._roles.before.search(before) is not None or listed
        if verb and self._roles.after.fullmatch(self._text, mention.end, end):
            return True
        opens = self._roles.bare_start.fullmatch(before) is not None
        subject = self._roles.predicate.match(self._text, mention.end, end) is not None
        return opens and subject

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
        if start >= 0:
            end = start + len(about.heading)
            clauses = [self._clause(a, b, first=True) for a, b in _pieces(self._text, start, end)]
            announced = [c for c in clauses if c.announced is not None]
            if announced:
                only = len(announced) == 1 and not announced[0].several
                named = announced[0].announced
                return named if only and self._can_head(named) else None
        return self._headed(about.parent)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between commas."""
    at, found = start, []
    for mark in COMMA.finditer(text, start, end):
        found.append((at, mark.start()))
        at = mark.end()
    found.append((at, end))
    return [(a, b) for a, b in found if a < b]


def _shares(name: str, words: str, common: frozenset[str]) -> bool:
    """Whether words say two characters in a row of a programme's name, other than common ones."""
    pairs = (name[i : i + 2] for i in range(len(name) - 1))
    return any(pair in words for pair in pairs if pair not in common)
