"""What organisations did with the figures of a document: funded, did, received or have them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from extractors.organisation_roles import role_words
from extractors.treasuries import TREASURY
from pipeline.model import FigureOrganisation, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.organisation_roles import RoleWords
    from pipeline.model import Document, Figure, OrganisationMention, Sentence, TimeMention

CLAUSE = regex.compile(r"(?<!\d)[，,]|[，,](?!\d)|[；;：:。！？\n（()）]")
JOINTS = ("、", "和", "与", "及", "以及", "")
MONEY = "元"
GETTING = frozenset({"received", "borrowing"})
REACH = 30  # characters between a verb and its figure
CHAIN = 3  # clauses that may go on about one subject
VERBLESS = regex.compile(
    r"[，,；;。]|^[与对由从被]|(?:的是|用于|其中|使|让|带动|帮助|支持|增长|同比)"
)


@dataclass(frozen=True, slots=True)
class _Held:
    """The subjects of a clause, where what they do begins, and for how many clauses they hold."""

    subjects: tuple[OrganisationMention, ...]
    at: int
    rule: str
    acts: bool  # else what follows measures them
    lasts: bool  # into the clauses behind
    clauses: int = 0


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
        found: dict[tuple[str, OrganisationMention, str], FigureOrganisation] = {}
        starts = [figure.start for figure in figures]
        for sentence in self._document.sentences:
            first = bisect_left(starts, sentence.start)
            last = bisect_left(starts, sentence.end)
            named = self._named(sentence.start, sentence.end)
            if first < last and named and sentence.kind is SentenceKind.TEXT:
                for each in self._sentence(sentence, figures[first:last]):
                    found.setdefault((each.figure, each.organisation, each.role), each)
        return list(found.values())

    def _sentence(
        self, sentence: Sentence, figures: Sequence[Figure]
    ) -> Iterator[FigureOrganisation]:
        """The relations in a sentence; a subject holds on while clauses begin with a verb."""
        held: _Held | None = None
        for start, end, closed in self._clauses(sentence):
            held = self._held(held, start, end)
            inside = [figure for figure in figures if start <= figure.start < end]
            if held is not None and not inside:
                held = replace(held, lasts=False)  # 某医院开工建设，新增床位120张
            for figure in inside:
                yield from self._given(figure, start)
                if held is not None:
                    yield from self._done(figure, held)
            if closed:
                held = None

    def _held(self, held: _Held | None, start: int, end: int) -> _Held | None:
        """Who is the subject of a clause: its own, or that of the clause before."""
        at, subjects, by = self._subjects(start, end)
        if subjects:
            verb = self._predicate(at, end)
            if verb is None and self._words.own.match(self._text, self._timed(at), end) is None:
                return None
            rule = "role.by" if by else "role.subject"
            return _Held(tuple(subjects), at, rule, verb is not None, self._lasts(subjects, verb))
        if held is None or not held.lasts or held.clauses >= CHAIN:
            return None
        words = self._words.again if held.acts else self._words.own
        if words.match(self._text, start, end) is None:
            return None
        return replace(held, at=start, rule="role.carried", clauses=held.clauses + 1)

    def _lasts(
        self, subjects: Sequence[OrganisationMention], verb: regex.Match[str] | None
    ) -> bool:
        """Whether subjects may go on to act: not a treasury, not who was given leave (获批筹建)."""
        if any(subject.kind == TREASURY for subject in subjects):
            return False
        return verb is None or not self._words.roles[verb["verb"]] <= GETTING

    def _timed(self, at: int) -> int:
        """Where what follows the times at an offset begins."""
        while at in self._times:
            at = self._times[at]
        return at

    def _predicate(self, at: int, end: int) -> regex.Match[str] | None:
        """The verb of a role that a subject's predicate begins with, behind its times."""
        return self._words.verb.match(self._text, self._timed(at), end)

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

        A subject opens its clause, behind times and the like; several are joined by 、 or 和,
        and may be summed up (等5家企业).
        """
        at = self._opening(start, end)
        by = next((word for word in self._words.by if self._text.startswith(word, at)), "")
        subjects = self._list(at + len(by), end)
        if not subjects:
            return at, [], bool(by)
        group = self._words.group.match(self._text, subjects[-1].end, end)
        return group.end() if group else subjects[-1].end, subjects, bool(by)

    def _list(self, at: int, end: int) -> list[OrganisationMention]:
        """The organisations that stand in a row from an offset on."""
        named = list(self._named(at, end))
        found: list[OrganisationMention] = []
        while named and named[0].start == at:
            found.append(named.pop(0))
            at = found[-1].end
            joint = next(j for j in JOINTS if self._text.startswith(j, at))
            at += len(joint)
        return found

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

    def _done(self, figure: Figure, held: _Held) -> Iterator[FigureOrganisation]:
        """县财政局|安排资金800万元: the first verb of the clause is that of its figure."""
        has = list(self._has(figure, held))
        if has or not held.acts:
            yield from has
            return
        again = self._words.again.match(self._text, held.at, figure.start)
        verb = self._predicate(held.at, figure.start) or again
        if verb is None:
            return
        between = self._text[verb.end() : figure.start]
        if len(between) > REACH or VERBLESS.search(between):
            return
        others = self._named(verb.end(), figure.start)
        sources = self._sources(verb.end(), figure) if others else []
        for subject in held.subjects:
            role = self._role(verb["verb"], figure, subject)
            # 县人社局组织某公司培训300人: either of them, unless the other one gave
            if role == "funded" or (role and len(others) == len(sources)):
                yield FigureOrganisation(figure.id, subject, role, held.rule)

    def _has(self, figure: Figure, held: _Held) -> Iterator[FigureOrganisation]:
        """青石公司|主营业务收入突破|3亿元: nothing but the noun stands between."""
        at = self._timed(held.at)
        own = self._words.own.fullmatch(self._text, at, figure.start)
        if own is None or len(held.subjects) > 1 or not self._measures(figure):
            return
        verb = self._predicate(at, own.start("noun"))
        if verb is None:  # else it is the object of one: 招收学生120人
            yield FigureOrganisation(figure.id, held.subjects[0], "has", held.rule)

    def _measures(self, figure: Figure) -> bool:
        """Whether a figure is an amount of something, and no growth, share, rank or duration."""
        return figure.measure == "level" and _unit(figure) not in self._words.refused

    def _role(self, verb: str, figure: Figure, subject: OrganisationMention) -> str:
        """The role that a verb gives its subject over a figure; "" where it gives none."""
        if subject.kind == TREASURY and _unit(figure) != MONEY:
            return ""
        roles = self._words.roles[verb]
        if not self._measures(figure):
            return ""
        if _unit(figure) != MONEY:
            return "did" if "did" in roles else ""
        if "borrowing" in roles:
            return "funded" if subject.kind == "financial" else "received"
        found = next((role for role in ("funded", "received") if role in roles), "")
        return found or ("did" if "did_money" in roles else "")

    def _given(self, figure: Figure, start: int) -> Iterator[FigureOrganisation]:
        """Who got a figure (拨付某合作社50万元), and who gave it (争取国开行贷款40亿元)."""
        last = bisect_right(self._starts, figure.start) - 1
        if last < 0 or self._organisations[last].start < start or not self._measures(figure):
            return
        partner = self._organisations[last]
        ahead = self._text[start : partner.start]
        if _unit(figure) != MONEY:
            if ahead.endswith(self._words.receiver) and self._is_handed(partner, figure):
                yield FigureOrganisation(figure.id, partner, "received", "role.handed")
        elif rule := self._receives(partner, ahead, figure):
            yield FigureOrganisation(figure.id, partner, "received", rule)
        else:
            yield from self._funders(start, figure)

    def _is_handed(self, receiver: OrganisationMention, figure: Figure) -> bool:
        """向县检察院|移送|案件3件."""
        found = self._words.handed.match(self._text, receiver.end, figure.start)
        if found is None:
            return False
        between = self._text[found.end() : figure.start]
        return len(between) <= REACH and VERBLESS.search(between) is None

    def _receives(self, receiver: OrganisationMention, ahead: str, figure: Figure) -> str:
        """The rule by which an organisation got an amount: 拨付|某合作社|50万元."""
        at, end = receiver.end, figure.start
        if self._words.giving.search(ahead) and self._is_object(at, end):
            return "role.given"
        given = self._words.given.match(self._text, at, end)
        if given is None or not ahead.endswith(self._words.receiver):
            return ""
        return "role.given-to" if self._is_object(given.end(), end) else ""

    def _is_object(self, start: int, end: int) -> bool:
        """Whether a stretch only says what the money behind it is (工作经费)."""
        words = self._words
        return any(each.fullmatch(self._text, start, end) for each in (words.objects, words.money))

    def _funders(self, start: int, figure: Figure) -> Iterator[FigureOrganisation]:
        """Who gave an amount that somebody got or borrowed."""
        named = self._named(start, figure.start)
        if named and self._text.endswith(self._words.lender, start, named[-1].start):
            lent = self._words.lent.match(self._text, named[-1].end, figure.start)
            if lent and self._is_object(lent.end(), figure.start):
                yield FigureOrganisation(figure.id, named[-1], "funded", "role.lent")
                return
        for giver in self._sources(start, figure):
            yield FigureOrganisation(figure.id, giver, "funded", "role.source")

    def _sources(self, start: int, figure: Figure) -> list[OrganisationMention]:
        """争取|国开行和农发行|等棚改项目贷款40亿元: who stands between the verb and the money."""
        named = list(self._named(start, figure.start))
        if not named or not self._words.money.fullmatch(self._text, named[-1].end, figure.start):
            return []
        givers = [named.pop()]
        while named and self._text[named[-1].end : givers[0].start] in JOINTS:
            givers.insert(0, named.pop())
        ahead = self._text[self._clause(givers[0].start) : givers[0].start]
        return givers if self._is_source(givers, ahead) else []

    def _clause(self, at: int) -> int:
        """Where the clause of an offset begins, at most some characters before it."""
        floor = max(0, at - REACH)
        marks = [mark.end() for mark in CLAUSE.finditer(self._text, floor, at)]
        return marks[-1] if marks else floor

    def _is_source(self, givers: Sequence[OrganisationMention], ahead: str) -> bool:
        """争取|国开行|贷款; of a treasury also what is spent, and what a clause begins with."""
        if self._words.source.search(ahead):
            return True
        own = [each.kind for each in givers] == [TREASURY]
        return own and (not ahead or self._words.spending.search(ahead) is not None)


def without_idle(
    organisations: Sequence[OrganisationMention], roles: Sequence[FigureOrganisation]
) -> list[OrganisationMention]:
    """The organisations without the treasuries that gave nothing."""
    active = {role.organisation for role in roles}
    return [each for each in organisations if each.kind != TREASURY or each in active]


def _unit(figure: Figure) -> str:
    return figure.unit.partition("/")[0]
