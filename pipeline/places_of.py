"""The place of a figure: from its clause, sentence, paragraph or article, in this order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractors.figure_places import place_grammar
from extractors.label_words import label_words
from pipeline.residents import residents

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

NARROW = frozenset({"township", "village"})
PUBLIC = frozenset({"party", "government"})  # bodies that speak for their place
LEVELS = {"省": "province", "市": "", "县": "county", "区": "county", "旗": "county"}
LEVELS |= {"镇": "township", "乡": "township", "街": "township", "村": "village"}
LOOK_BACK = 400  # characters within which 该镇, 全村 finds the place that it points back to
# 城口经宣汉至邻水高速: places on a road
ROUTE = regex.compile(r"[至经到—-]$")
ROUTE_AFTER = regex.compile(r"[至经—-]|到(?!位)")
# 兰考县、东坡区等100个单位: examples, not where; (5个) counts the places themselves
EXAMPLES = regex.compile(r"(?P<gap>[^，。；]{0,24}?)等地?[\d一二两三四五六七八九十]")
OF_LIST = regex.compile(r"\p{Han}[^，。；]*?等")
AND_MORE = regex.compile(r"[\s“]*(?:[和与及]|以及)[\s“]*")  # A县和3个乡镇: beside the places
ONLY = regex.compile(r"(?:仅|只|共)?有?$")  # 河南仅2个
JOINED = regex.compile(r"[、和与及以 ，]{1,2}|为\p{Han}{1,8}(?:辐射|带动)(?:周边|周围)?")
DEALT = regex.compile(r"[^，。；]*分别[^，。；\d]*")
STRANGE = regex.compile(r"[^全该本各每个新农乡行政山务我进到驻]村(?![民级委干庄里容])")  # one that is not known
ITEMS = regex.compile(r"[、和与及，]")
FULL = ("省", "自治区", "市", "县", "区", "旗", "州", "镇", "乡", "街道", "村", "社区", "盟")


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
        self._mentions = [m for m in mentions if m.path]
        self._starts = [m.start for m in self._mentions]
        self._start_set = frozenset(self._starts)
        self._own = own
        self._firm_ends = {o.start: o.end for o in organisations if o.kind not in PUBLIC}
        self._persons = residents(document, self._mentions, words_at or {})
        self._person_starts = [start for start, _ in self._persons]
        self._paragraph, self._paragraph_start = -1, 0
        self._carried: tuple[str, ...] = ()
        self._carried_at = 0  # where what is carried was said
        self._last = Last(-1, "", ())

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what another paragraph spoke of is forgotten.

        Where someone comes in of whom it was said where he lives, it is about that place.
        """
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._paragraph_start = sentence.paragraph, sentence.start
            self._carried = ()
        first = bisect_left(self._person_starts, sentence.start)
        if first < len(self._persons) and self._persons[first][0] < sentence.end:
            self._carry((self._persons[first][1],), self._persons[first][0])

    def _carry(self, paths: tuple[str, ...], at: int) -> tuple[str, ...]:
        """What the sentences behind speak of, too."""
        self._carried, self._carried_at = paths, at
        return paths

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The places that lie in a stretch."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def own(self, article: int) -> str:
        """The place of an article, "" where it is not known."""
        return self._own.get(article, "")

    def of(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label
    ) -> tuple[tuple[str, ...], str]:
        """Paths of the places that a quantity is about, and a doubt."""
        paths, doubt = self._of(sentence, slot, quantity, label)
        self._last = Last(sentence.index, label.text, paths)
        return paths, doubt

    def _of(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, label: Label
    ) -> tuple[tuple[str, ...], str]:
        own = self.own(sentence.article)
        scope = self._last_scope(sentence.start, quantity.start)
        found = self._named(sentence, slot, quantity, max(sentence.start, scope), own)
        found = found or self._behind(quantity, slot, own)
        if found:
            paths = self._group(found)
            # a digest of news: what is said of a province goes on
            wide = self._wide(sentence)
            if any(m.level in NARROW or (wide and m.level != "country") for m in found):
                self._carry(paths, found[-1].end)
            return paths, ""
        other = self._pointed_at(slot, quantity, own) or self._beside(slot, quantity, own)
        if other:
            return (other,), ""
        back = self._back(sentence, slot, quantity, own)
        if back:
            return self._carry((back,), slot.start), ""
        if scope > sentence.start or self._elsewhere(slot, own):
            self._carried = ()
        if self._goes_on(sentence, slot, label):
            return self._last.paths, ""
        if self._carried:
            return self._carried, "place carried"
        return ((own,), "") if own else ((), "no place")

    def _wide(self, sentence: Sentence) -> bool:
        """Whether the sentence stands in news of the whole nation."""
        news = self._kinds.get(sentence.article) == "news"
        return news and self.own(sentence.article) == "中国"

    def _named(
        self, sentence: Sentence, slot: Slot, quantity: Quantity, start: int, own: str
    ) -> list[PlaceMention]:
        """The places of the clause; else those that the sentence is about from its head on."""
        usable = [m for m in self.within(start, quantity.start) if self._governs(m, own)]
        inside = [m for m in usable if m.start >= slot.start]
        if inside:
            last = inside[-1]
            beside = AND_MORE.fullmatch(self._text, last.end, quantity.start)
            apart = self._several(inside, quantity)
            return [] if beside or apart or self._example(last) else inside
        return [
            m for m in usable if not self._example(m) and self._heads(m, sentence, quantity)
        ]

    def _several(self, inside: Sequence[PlaceMention], quantity: Quantity) -> bool:
        """长岭的养殖、前郭的种植等项目带动2.7万户: a list of things that lie in several places."""
        paths = self._group(list(inside))
        others = any(not path.startswith(m.path) for m in inside for path in paths)
        return others and OF_LIST.match(self._text, inside[-1].end, quantity.start) is not None

    def _example(self, mention: PlaceMention) -> bool:
        """A县等20个乡镇 names an example, but A县实施新街等20项工程 says where."""
        found = EXAMPLES.match(self._text, mention.end)
        doing = place_grammar().doing.match(self._text, mention.end)
        return found is not None and (doing is None or not found["gap"])

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
        since = self.within(self._carried_at, slot.right)
        return any(m.path not in self._carried and self._governs(m, own) for m in since)

    def _pointed_at(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """全省 at the head of a clause in a county's article: the province.

        A rank in the province is one of the county's: 出口额全省第一.
        """
        found = label_words().scope.match(self._text, slot.start, quantity.start)
        if found is None or self._pointed is None or not own:
            return ""
        if quantity.kind == "rank" or quantity.unit == "位":
            return ""
        place = self._pointed(found[0], own) or ""
        return place if place != own else ""

    def _back(self, sentence: Sentence, slot: Slot, quantity: Quantity, own: str) -> str:
        """The place that 该镇 or 全村 at the head of a clause points back to."""
        found = label_words().scope.match(self._text, slot.start, quantity.start)
        if found is None or found[0][0] not in "该全":
            return ""
        kind, floor = found[0][-1], max(self._paragraph_start, found.start() - LOOK_BACK)
        if found[0][0] == "该":
            floor = found.start() - LOOK_BACK
        if self._pointed is not None and own and self._pointed(found[0], own):
            return ""
        last = bisect_left(self._starts, found.start())
        for mention in reversed(self._mentions[max(0, last - 12) : last]):
            if mention.start < floor or STRANGE.search(self._text, mention.end, found.start()):
                return ""
            if LEVELS.get(kind) == mention.level or (
                kind == "市" and mention.path.endswith("市")
            ):
                return mention.path
        return ""

    def _beside(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """Another county at the head of a clause, as its subject: 柘城县新建大棚120座."""
        for mention in self.within(slot.start, quantity.start):
            whole = self._text[mention.start : mention.end].endswith(FULL)
            whole = whole or ONLY.fullmatch(self._text, mention.end, quantity.start) is not None
            ahead = self._text[slot.start : mention.start].strip()
            if ahead or not whole or self._part_of_name(mention):
                return ""
            return "" if own in (mention.path, "中国") else mention.path
        return ""

    def _behind(self, quantity: Quantity, slot: Slot, own: str) -> list[PlaceMention]:
        """投入1700万元在大石板村建设农田: the places behind a number that says where."""
        if not self._text.startswith(("在", "于"), quantity.end):
            return []
        near = [m for m in self.within(quantity.end, slot.right) if self._governs(m, own)]
        return near if near and near[0].start == quantity.end + 1 else []

    def _last_scope(self, start: int, end: int) -> int:
        """Where 全区 or 我县 was said last: what came before it no longer governs."""
        at, beside = start, place_grammar().beside
        for found in label_words().scope.finditer(self._text, start, end):
            if not beside.search(self._text, max(start, found.start() - 3), found.start()):
                at = found.end()
        return at

    def _heads(self, mention: PlaceMention, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether the sentence is about the place from its head on.

        In the news of the nation every province at the head is; elsewhere a place where
        something happens (在原阳县), or the one full name that is the subject.
        """
        text, grammar = self._text, place_grammar()
        if "；" in text[mention.end : quantity.start] or mention.end in self._start_set:
            return False
        first = self._first_of(mention, sentence.start)
        head = text[sentence.start : first]
        if grammar.located_head.fullmatch(head):
            return True
        if self._wide(sentence) and grammar.located.search(head):
            return True
        if grammar.chosen.search(head) and grammar.chosen_as.match(text, mention.end):
            return mention.level in NARROW
        if grammar.head.fullmatch(head) is None:
            return False
        if self._wide(sentence):
            return True
        alone = first == mention.start
        whole = text[mention.start : mention.end].endswith(FULL)
        made = grammar.honour.match(text, mention.end) or text.startswith(("等", "、"), mention.end)
        return alone and whole and not made

    def _first_of(self, mention: PlaceMention, floor: int) -> int:
        """Where the names begin that stand right before the mention, in a list or above it."""
        at = mention.start
        index = bisect_right(self._starts, mention.start) - 1
        while index > 0:
            before = self._mentions[index - 1]
            gap = self._text[before.end : at]
            if before.start < floor or gap.strip("、和与及 ") or len(gap) > 2:
                break
            at, index = before.start, index - 1
        return at

    def _list_end(self, mention: PlaceMention) -> int:
        """Where the list of places ends that the mention stands in."""
        end = mention.end
        for other in self._mentions[bisect_right(self._starts, mention.start) :]:
            if not 0 < other.start - end <= 2 or self._text[end : other.start].strip("、和与及 "):
                break
            end = other.end
        return end

    def _part_of_name(self, mention: PlaceMention) -> bool:
        """Whether the place is part of the name of a firm, a road, a product."""
        if place_grammar().inside.match(self._text, self._list_end(mention)):
            return True
        opened = self._text[mention.start - 1 : mention.start] == "“"  # “青石草莓”
        if opened and self._text[mention.end : mention.end + 1] != "”":
            return True
        return self._firm_ends.get(mention.start, 0) > mention.end

    def _governs(self, mention: PlaceMention, own: str) -> bool:
        below = own == "中国" or (mention.path.startswith(own) and mention.path != own)
        if not below or mention.doubt or self._part_of_name(mention):
            return False
        ahead = self._text[max(0, mention.start - 2) : mention.start]
        if ROUTE_AFTER.match(self._text, mention.end) or ROUTE.search(ahead):
            return False
        return mention.level not in ("country",) and not place_grammar().away.search(ahead)

    def _group(self, found: list[PlaceMention]) -> tuple[str, ...]:
        """The last place named, with those listed or nested right before it."""
        group = [found[-1]]
        for mention in reversed(found[:-1]):
            gap = self._text[mention.end : group[-1].start]
            if gap and JOINED.fullmatch(gap) is None:
                break
            group.append(mention)
        paths = [m.path for m in reversed(group)]
        smallest = [p for p in paths if not any(q != p and q.startswith(p) for q in paths)]
        return tuple(dict.fromkeys(smallest))

    def dealt(self, figures: list[Figure], first: int) -> None:
        """A、B、C分别增长14%、15%和16%: each figure of the sentence takes its own place."""
        at = first
        while at < len(figures):
            places = figures[at].place
            last = at + len(places)
            run = figures[at:last]
            if 2 <= len(places) == len(run) and self._deals(run):
                figures[at:last] = [
                    replace(figure, place=(path,)) for figure, path in zip(run, places, strict=True)
                ]
            at = max(last, at + 1)

    def _deals(self, run: Sequence[Figure]) -> bool:
        """Whether 分别 stands between the places and figures in a row, which all have them."""
        if any(figure.place != run[0].place or figure.unit != run[0].unit for figure in run):
            return False
        named = [m for m in self._mentions[: bisect_left(self._starts, run[0].start)][-1:]]
        if not named or named[0].path != run[0].place[-1]:
            return False
        if DEALT.fullmatch(self._text, named[0].end, run[0].start) is None:
            return False
        gaps = zip(run[:-1], run[1:], strict=True)
        return all(ITEMS.fullmatch(self._text, one.end, two.start) for one, two in gaps)
