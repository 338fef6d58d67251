"""What organisations did with the figures of a document: funded, did or received them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import regex

from extractors.organisation_roles import role_words
from pipeline.model import FigureOrganisation, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.organisation_roles import RoleWords
    from pipeline.model import Document, Figure, OrganisationMention, Sentence, TimeMention

CLAUSE = regex.compile(r"(?<!\d)[，,]|[，,](?!\d)|[；;：:。！？\n（()）]")
JOINTS = ("、", "和", "与", "及", "以及")
MONEY = "元"
REACH = 30  # characters between a verb and its figure
CHAIN = 3  # clauses that may go on about one subject
VERBLESS = regex.compile(r"[，,；;。]|(?:的是|用于|其中|使|让|带动|帮助|支持|增长|同比)")


class Roles:
    """Reads the figures of a document, clause by clause."""

    def __init__(
        self,
        document: Document,
        organisations: Sequence[OrganisationMention],
        times: Sequence[TimeMention],
    ) -> None:
        self._text = document.text
        self._document = document
        self._organisations = organisations
        self._starts = [o.start for o in organisations]
        self._times = {time.start: time.end for time in times}
        self._words: RoleWords = role_words()

    def of(self, figures: Sequence[Figure]) -> list[FigureOrganisation]:
        """The relations of all figures, in their order."""
        found: list[FigureOrganisation] = []
        starts = [figure.start for figure in figures]
        for sentence in self._document.sentences:
            first = bisect_left(starts, sentence.start)
            last = bisect_left(starts, sentence.end)
            named = self._named(sentence.start, sentence.end)
            if first < last and named and sentence.kind is SentenceKind.TEXT:
                found.extend(self._sentence(sentence, figures[first:last]))
        return found

    def _sentence(
        self, sentence: Sentence, figures: Sequence[Figure]
    ) -> Iterator[FigureOrganisation]:
        """The relations in a sentence; a subject holds on while clauses begin with a verb."""
        subjects: list[OrganisationMention] = []
        held = 0
        for start, end, closed in self._clauses(sentence):
            at, own, by = self._subjects(start, end)
            if own:
                subjects = own if self._predicate(at, end) is not None else []
                held, rule = 0, "role.by" if by else "role.subject"
            elif subjects and held < CHAIN and self._words.again.match(self._text, start, end):
                at, held, rule = start, held + 1, "role.carried"
            else:
                subjects = []
            for figure in (f for f in figures if start <= f.start < end):
                yield from self._given(figure, start)
                if subjects:
                    yield from self._done(figure, at, subjects, rule)
            if closed:
                subjects = []

    def _predicate(self, at: int, end: int) -> regex.Match[str] | None:
        """The verb of a role that a subject's predicate begins with, behind its times."""
        while at in self._times:
            at = self._times[at]
        return self._words.verb.match(self._text, at, end)

    def _clauses(self, sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
        """Start and end of each clause, and whether what ends it ends its subject, too."""
        at = sentence.start
        for mark in CLAUSE.finditer(self._text, sentence.start, sentence.end):
            if mark.start() > at:
                yield at, mark.start(), mark.group() not in "，,"
            at = mark.end()
        if at < sentence.end:
            yield at, sentence.end, True

    def _named(self, start: int, end: int) -> Sequence[OrganisationMention]:
        """The organisations that begin in a stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._organisations[first:last]

    def _subjects(self, start: int, end: int) -> tuple[int, list[OrganisationMention], bool]:
        """Where the predicate begins, its subjects, and whether 由 stands ahead of them.

        A subject opens its clause, behind times and the like; several are joined by 、 or 和.
        """
        named = list(self._named(start, end))
        at = self._opening(start, end)
        by = next((word for word in self._words.by if self._text.startswith(word, at)), "")
        subjects: list[OrganisationMention] = []
        here = at + len(by)
        while named and named[0].start == here:
            subjects.append(named.pop(0))
            here = subjects[-1].end
            joint = next((j for j in JOINTS if self._text.startswith(j, here)), "")
            if not joint or not named or named[0].start != here + len(joint):
                break
            here += len(joint)
        return here, subjects, bool(by)

    def _opening(self, start: int, end: int) -> int:
        """Where a clause begins behind times and words such as 其中."""
        at = start
        while at < end:
            opener = self._words.opener.match(self._text, at, end)
            if self._text[at] in " 　":
                at += 1
            elif at in self._times:
                at = self._times[at]
            elif opener is not None:
                at = opener.end()
            else:
                break
        return at

    def _done(
        self, figure: Figure, at: int, subjects: Sequence[OrganisationMention], rule: str
    ) -> Iterator[FigureOrganisation]:
        """县财政局|安排资金800万元: the first verb of the clause is that of its figure."""
        again = self._words.again.match(self._text, at, figure.start)
        verb = self._predicate(at, figure.start) or again
        if verb is None:
            return
        role = self._role(verb["verb"], figure)
        between = self._text[verb.end() : figure.start]
        if not role or len(between) > REACH or VERBLESS.search(between):
            return
        if role != "funded" and self._named(verb.end(), figure.start):
            return  # 县人社局组织某公司培训300人: either of them
        for subject in subjects:
            yield FigureOrganisation(figure.id, subject, role, rule)

    def _role(self, verb: str, figure: Figure) -> str:
        """The role that a verb gives its subject over a figure; "" where it gives none."""
        roles = self._words.roles[verb]
        unit = figure.unit.partition("/")[0]
        if figure.measure != "level" or unit in self._words.refused:
            return ""
        if unit == MONEY:
            return next((role for role in ("funded", "received") if role in roles), "")
        return "did" if "did" in roles else ""

    def _given(self, figure: Figure, start: int) -> Iterator[FigureOrganisation]:
        """拨付某合作社50万元, 向某合作社拨付50万元: who got the money."""
        if figure.unit != MONEY or figure.measure != "level":
            return
        last = bisect_right(self._starts, figure.start) - 1
        receiver = self._organisations[last] if last >= 0 else None
        if receiver is None or receiver.start < start:
            return
        behind = self._text[receiver.end : figure.start]
        ahead = self._text[start : receiver.start]
        if self._words.giving.search(ahead) and self._words.objects.fullmatch(behind):
            yield FigureOrganisation(figure.id, receiver, "received", "role.given")
            return
        given = self._words.given.match(behind)
        if given is None or not ahead.endswith(self._words.receiver):
            return
        if self._words.objects.fullmatch(behind, given.end()):
            yield FigureOrganisation(figure.id, receiver, "received", "role.given-to")
