"""The clauses of a sentence, and the programme that each of them announces."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from extractors.programme_roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import ProgrammeMention

COMMA = regex.compile(r"(?<!\d)[，,]|[，,](?!\d)|[：:](?!\d)")
STOP = regex.compile(r"[；;。！？!?\n]")
NUMBER = regex.compile(r"[\d一二两三四五六七八九十百千万]")
JOINTS = ("、", "和", "及", "与", "以及", "，", "等")
OWN = 14  # characters between a programme and its number
SPACES = ' 　“”"‘’'


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause between two commas; ``announced`` is the programme that it is about."""

    start: int
    end: int
    announced: ProgrammeMention | None
    several: bool  # it names more than one
    numbered: bool  # it holds a number of the programme itself
    first: bool  # at the head of a sentence or behind a semicolon


class ProgrammeClauses:
    """Reads clauses with the programmes in them; those that only frame a text are left out."""

    def __init__(self, text: str, mentions: Sequence[ProgrammeMention]) -> None:
        self.roles = load_roles()
        self._text = text
        self._mentions = [m for m in mentions if m.name not in self.roles.frames]
        self._starts = [m.start for m in self._mentions]

    def within(self, start: int, end: int) -> list[ProgrammeMention]:
        """The programmes named in a stretch, in text order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if m.end <= end]

    def is_part(self, mention: ProgrammeMention) -> bool:
        """Whether the name only begins another one (乡村振兴局)."""
        return self.roles.part.match(self._text, mention.end) is not None

    def read(self, start: int, end: int) -> list[Clause]:
        """The clauses of a sentence or a heading."""
        found: list[Clause] = []
        at, first = start, True
        cuts = [(*m.span(), False) for m in COMMA.finditer(self._text, start, end)]
        stops = [(*m.span(), True) for m in STOP.finditer(self._text, start, end)]
        for cut, after, stopped in sorted([*cuts, *stops, (end, end, True)]):
            if cut > at:
                found.append(self._clause(at, cut, first=first))
                first = False
            at = after
            first = first or stopped
        return found

    def _clause(self, start: int, end: int, *, first: bool) -> Clause:
        named = [m for m in self.within(start, end) if not self.is_part(m)]
        announced = [m for m in named if self._announces(m, start, end)]
        numbered = False
        if not announced and named:
            numbered = self._numbered(named[-1], end)
            announced = named[-1:] if numbered else []
        several = len({m.name for m in named}) > 1
        return Clause(start, end, announced[-1] if announced else None, several, numbered, first)

    def _numbered(self, mention: ProgrammeMention, end: int) -> bool:
        """Whether a clause gives a number of the programme: …项目投资113万元, 危房改造39座."""
        wide = mention.name in self.roles.wide or mention.kind in ("slogan", "document")
        rest = self._text[mention.end : end]
        number = NUMBER.search(rest)
        if wide or number is None or rest.strip(SPACES).startswith(JOINTS):
            return False
        at: int = number.start()
        return at <= OWN

    def _announces(self, mention: ProgrammeMention, start: int, end: int) -> bool:
        """Whether the clause is about the programme: 实施…工程, …工程稳步推进, …工程：指…."""
        before = self._text[start : mention.start]
        ends = self.roles.after.fullmatch(self._text, mention.end, end) is not None
        if ends and (before.endswith((*JOINTS, "”")) or self.roles.before.search(before)):
            return True
        if self.roles.bare_start.fullmatch(before) is None:
            return False
        defined = ends and self._text[end : end + 1] in ("：", ":")
        subject = self.roles.predicate.match(self._text, mention.end, end) is not None
        return defined or subject
