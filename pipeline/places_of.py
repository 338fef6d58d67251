"""The place of a figure: from its clause, sentence, paragraph or article, in this order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.figure_places import place_grammar
from extractors.label_words import label_words
from pipeline.dealt_places import deal
from pipeline.named_places import COUNTRY, NARROW, NamedPlaces
from pipeline.residents import residents
from pipeline.stories import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from extractors.labels import Label
    from pipeline.clauses import Slot
    from pipeline.model import (
        Document,
        Figure,
        OrganisationMention,
        PlaceMention,
        Quantity,
        Sentence,
        Word,
    )

LEVELS = {"省": "province", "县": "county", "区": "county", "旗": "county"}
LEVELS |= {"镇": "township", "乡": "township", "街": "township", "村": "village"}
LOOK_BACK = 400  # characters within which 该镇, 全村 finds the place that it points back to
LAST_PLACES = 12  # places among which it is looked for
ONLY = regex.compile(r"(?:仅|只|共)?有?")  # 河南仅2个
# a village of which nothing is known, between 全村 and the village before
STRANGE = regex.compile(r"[^全该本各每个新农乡行政山务我进到驻]村(?![民级委干庄里容])")
COUNTED_PLACES = regex.compile(r"(?:[省市县区州盟旗](?![级域直属场])|城市)")  # 全省129个县区
TOGETHER = regex.compile(r"(?P<many>[两二三四五])(?P<kind>[地县区市镇乡村])(?!域|级|街|直)")
MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


class Last(NamedTuple):
    """The figure before: what one that goes on about the same takes over."""

    sentence: int
    label: str
    paths: tuple[str, ...]


class Places:
    """Finds the places of each figure; sentences must come in text order."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[PlaceMention],
        own: dict[int, str],
        pointed: Callable[[str, str], str | None] | None = None,
        organisations: Sequence[OrganisationMention] = (),
        words_at: Mapping[int, Word] | None = None,
    ) -> None:
        self._text = document.text
        self._pointed = pointed  # what 全省 means in an article about a path
        self._kinds = {article.index: article.kind for article in document.articles}
        self._named = NamedPlaces(document.text, mentions, organisations, words_at or {})
        self._own = own
        self._persons = residents(document, self._named.mentions, words_at or {})
        self._person_starts = [start for start, _ in self._persons]
        self._paragraph, self._paragraph_start = -1, 0
        self._carried: tuple[str, ...] = ()
        self._carried_at = 0  # where what is carried was said
        self._story = Story(document.text, self._named, organisations)
        self._last = Last(-1, "", ())
        self._before: Sentence | None = None

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what another paragraph spoke of is forgotten.

        A sentence without figures that tells of a village is followed by others about it, and
        where someone comes in of whom it was said where he lives, it is about that place.
        """
        news = self._kinds.get(sentence.article) == "news"
        self._take_up(self._before)
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._paragraph_start = sentence.paragraph, sentence.start
            if self._carried and news:
                self._story.tell(self._carried)
            self._carried = ()
        self._before = sentence
        if news:
            self._go_on(sentence)
        first = bisect_left(self._person_starts, sentence.start)
        if first < len(self._persons) and self._persons[first][0] < sentence.end:
            self._carry((self._persons[first][1],), self._persons[first][0])

    def _take_up(self, before: Sentence | None) -> None:
        """What the sentence before told of, if no figure of it said so already."""
        if before is None:
            return
        self._story.leave(before)
        if self._last.sentence == before.index:
            return
        told, end = self._named.told_of(before, self.own(before.article), wide=self._wide(before))
        if told:
            self._carry(told, end)

    def _go_on(self, sentence: Sentence) -> None:
        """In news the words of a sentence say whether it goes on about the place told of."""
        wide = self._wide(sentence)
        self._story.enter(sentence)
        if wide and self._story.widens(sentence.start, sentence.start + 1):
            self._carried = ()
        elif not self._carried and self._story.pointed(sentence, wide=wide):
            self._carry(self._story.paths, sentence.start)

    def _carry(self, paths: tuple[str, ...], at: int) -> tuple[str, ...]:
        """What the sentences behind speak of, too."""
        self._carried, self._carried_at = paths, at
        return paths

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The places that lie in a stretch."""
        return self._named.within(start, end)

    def own(self, article: int) -> str:
        """The place of an article, "" where it is not known."""
        return self._own.get(article, "")

    def of(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label
    ) -> tuple[tuple[str, ...], str]:
        """Paths of the places that a quantity is about, and a doubt."""
        own = self.own(sentence.article)
        paths = self._said(sentence, slot, quantity, own)
        doubt = ""
        if not paths:
            paths, doubt = self._taken_over(sentence, slot, quantity, label)
        self._last = Last(sentence.index, label.text, paths)
        return paths, doubt

    def _said(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, own: str
    ) -> tuple[str, ...]:
        """The places that the sentence itself says; none where it says nothing."""
        if counted := self._counted_in(slot, quantity, own):
            return (counted,)
        scope = self._last_scope(sentence.start, quantity.start)
        found = self._found(sentence, slot, quantity, max(sentence.start, scope))
        found = found or self._behind(quantity, slot, own)
        wide = self._wide(sentence)
        if (
            not found
            and wide
            and (road := self._named.road(max(slot.start, scope), quantity.start))
        ):
            return self._carry(road, quantity.start)
        if found:
            paths = self._named.group(found)
            # a digest of news: what is said of a province goes on
            if any(m.level in NARROW or (wide and m.level != "country") for m in found):
                self._carry(paths, found[-1].end)
            return paths
        pointed = self._pointed_at(slot, quantity, own)
        if pointed:
            return (pointed,)
        back = self._together(slot, quantity, own)
        back = back or self._beside(max(slot.start, scope), quantity, own)
        if not back and (place := self._back(slot, quantity, own)):
            back = self._carry((place,), quantity.start)
        if not back and scope > max(sentence.start, self._carried_at):
            self._carried = ()
        return back

    def _taken_over(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label
    ) -> tuple[tuple[str, ...], str]:
        """The places of the figure before, of the paragraph or of the article, and a doubt."""
        own = self.own(sentence.article)
        turned = self._wide(sentence) and self._story.widens(sentence.start, quantity.start)
        if turned or self._elsewhere(slot, own):
            self._carried = ()
        if self._goes_on(sentence, slot, label):
            return self._last.paths, "" if self._last.paths else "no place"
        if not self._carried and not own and self._story.paths:
            self._carry(self._story.paths, sentence.start)
        if self._carried:
            return self._carried, "place carried"
        either = self._story.open and not turned and self._wide(sentence)
        doubt = "nation or place told of" if either else ""
        return ((own,), doubt) if own else ((), "no place")

    def _wide(self, sentence: Sentence) -> bool:
        """Whether the sentence stands in news of the nation, or of a place that is not known."""
        news = self._kinds.get(sentence.article) == "news"
        return news and self.own(sentence.article) in ("", COUNTRY)

    def _found(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, start: int
    ) -> list[PlaceMention]:
        """The places of the clause; else those that the sentence is about from its head on."""
        named, own, wide = self._named, self.own(sentence.article), self._wide(sentence)
        usable = [m for m in named.within(start, quantity.start) if named.governs(m, own)]
        inside = [m for m in usable if m.start >= slot.start]
        if inside:
            return inside if named.of_clause(inside, slot, quantity) else []
        return [
            m
            for m in usable
            if not named.example(m)
            and (
                named.heads(m, sentence, quantity.start, wide=wide)
                or named.goes_on(m, sentence, slot)
            )
        ]

    def _goes_on(self, sentence: Sentence, slot: Slot, label: Label) -> bool:
        """Whether the figure is about what the one before was about: 同比增长8%, 居全省第2位."""
        head = label.text[:3]
        return (
            self._last.sentence == sentence.index
            and bool(head)
            and self._last.label.startswith(head)
            and label.measure != "level"
            and self._text.find(head, slot.start, slot.right) < 0
        )

    def _elsewhere(self, slot: Slot, own: str) -> bool:
        """Whether another place was named since, with which no figure went."""
        if not self._carried:
            return False
        since = self.within(self._carried_at, slot.right)
        if own in ("", COUNTRY):  # 西藏 behind 拉萨 is no other place
            since = [m for m in since if not any(c.startswith(m.path) for c in self._carried)]
        return any(m.path not in self._carried and self._named.governs(m, own) for m in since)

    def _pointed_at(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """全省 at the head of a clause in a county's article: the province.

        A rank in the province is one of the county's (出口额全省第一), and what the nation
        has named is here (全国文明村镇达到84个).
        """
        if self._pointed is None or not own or quantity.kind == "rank" or quantity.unit == "位":
            return ""
        words = list(label_words().scope.finditer(self._text, slot.start, quantity.start))
        if not words or words[0].start() > slot.start:
            return ""
        places = [self._pointed(word[0], own) or "" for word in words]
        titled = place_grammar().title.match(self._text, words[0].end())
        return places[0] if own not in places and titled is None else ""

    def _counted_in(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """在全省129个县区中: the province, whose counties are counted; "" elsewhere."""
        start, end = quantity.start, quantity.end
        words = label_words().scope.finditer(self._text, max(slot.start, start - 3), start)
        word = next((w[0] for w in words if w.end() == start), "")
        if not word or not own or self._pointed is None or quantity.kind == "rank":
            return ""
        ends = self._text[start:end].endswith((*LEVELS, "市"))
        counts = ends or COUNTED_PLACES.match(self._text, end) is not None
        return (self._pointed(word, own) or "") if counts else ""

    def _back(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """The place that 该镇 or 全村 at the head of a clause points back to."""
        found = label_words().scope.match(self._text, slot.start, quantity.start)
        if found is None or found[0][0] not in "该全":
            return ""
        if self._pointed is not None and own and self._pointed(found[0], own):
            return ""
        floor = found.start() - LOOK_BACK
        if found[0][0] == "全":
            floor = max(floor, self._paragraph_start)
        last = bisect_left(self._named.starts, found.start())
        for mention in reversed(self._named.mentions[max(0, last - LAST_PLACES) : last]):
            if mention.start < floor:
                return ""
            if found[0][-1] == "村" and STRANGE.search(self._text, mention.end, found.start()):
                return ""
            if _is_kind(mention, found[0][-1]):
                return mention.path
        return ""

    def _together(self, slot: Slot, quantity: Quantity, own: str) -> tuple[str, ...]:
        """两县, 三地 at the head of a clause: the last list of so many places, of that kind."""
        found = TOGETHER.match(self._text, slot.start, quantity.start)
        if found is None:
            return ()
        last = bisect_left(self._named.starts, found.start()) - 1
        if last < 0 or self._named.starts[last] < self._paragraph_start:
            return ()
        run = self._named.listed_up_to(self._named.mentions[last])
        kind = found["kind"]
        fits = all(kind == "地" or _is_kind(m, kind) for m in run)
        governs = all(self._named.governs(m, own) for m in run)
        alike = len({m.path for m in run}) == MANY[found["many"]]
        return tuple(m.path for m in run) if fits and governs and alike else ()

    def _beside(self, start: int, quantity: Quantity, own: str) -> tuple[str, ...]:
        """Other counties at the head of a clause, as its subject: 柘城县新建大棚120座."""
        named = self.within(start, quantity.start)
        if own == COUNTRY or not named or self._text[start : named[0].start].strip():
            return ()
        end = self._named.list_end(named[0])
        run = [m for m in named if m.start < end]
        only = ONLY.fullmatch(self._text, end, quantity.start) is not None
        if not only and not self._named.whole(run[-1]):
            return ()
        if self._named.part_of_name(run[-1]) or place_grammar().origin.match(self._text, end):
            return ()
        inside = any(m.path.startswith(own) or m.path == COUNTRY for m in run)
        return () if inside else self._named.group(run)

    def _behind(self, quantity: Quantity, slot: Slot, own: str) -> list[PlaceMention]:
        """投入1700万元在大石板村建设农田: the places behind a number that says where."""
        if not self._text.startswith(("在", "于"), quantity.end):
            return []
        near = [m for m in self.within(quantity.end, slot.right) if self._named.governs(m, own)]
        return near if near and near[0].start == quantity.end + 1 else []

    def _last_scope(self, start: int, end: int) -> int:
        """Where 全区 or 我县 was said last: what came before it no longer governs."""
        at, beside = start, place_grammar().beside
        for found in label_words().scope.finditer(self._text, start, end):
            near = max(start, found.start() - 3)
            ranked = self._named.ends_at(found.start())  # 青石县全省排名第5
            beside_it = beside.search(self._text, near, found.start())
            if not (self._of_carried(found[0]) or ranked or beside_it):
                at = found.end()
        return at

    def _of_carried(self, word: str) -> bool:
        """Whether a word of scope means what is spoken of: 当地, 全村 of a village."""
        if place_grammar().here.match(word):
            return True
        level = self._named.levels.get(self._carried[-1]) if self._carried else None
        return level is not None and LEVELS.get(word[-1]) == level

    def dealt(self, figures: list[Figure], first: int) -> None:
        """A、B、C分别增长14%、15%和16%: each figure of the sentence takes its own place."""
        deal(self._text, self._named, figures, first)


def _is_kind(mention: PlaceMention, kind: str) -> bool:
    """Whether a place is of the kind that 该镇 or 该市 points to."""
    return LEVELS.get(kind) == mention.level or (kind == "市" and mention.path.endswith("市"))
