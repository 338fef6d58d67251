"""The places that a text names, asked from any offset: which of them a figure is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from extractors.figure_places import place_grammar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.clauses import Slot
    from pipeline.model import OrganisationMention, PlaceMention, Quantity, Sentence, Word

NARROW = frozenset({"township", "village"})
COUNTRY = "中国"
PUBLIC = frozenset({"party", "government"})  # bodies that speak for their place
FULL = (
    *("省", "自治区", "市", "县", "区", "旗", "州", "镇", "乡", "街道", "村", "社区", "盟"),
    *("农场", "林场", "牧场", "工业园"),
)
ACTING = frozenset({"v", "vd", "d", "p"})  # tags of words that say what a place does
NEAR = 30  # characters before a place that say how it is spoken of
# 城口经宣汉至邻水高速: places on a road
ROUTE = regex.compile(r"[至经到—-]$")
WAY = regex.compile(r"[^，。；、\d]{0,4}[至到]")  # 从北京驱车至天津30分钟
JOURNEY = regex.compile(r"[^，。；、]{0,8}?[约仅需只\d一二两三四五六七八九十半]")
ROUTE_AFTER = regex.compile(r"至(?![少今多])|[—-]|经(?![济营开贸费验典理信常销由])|到(?!位)")
# 兰考县、东坡区等100个单位: examples, not where
EXAMPLES = regex.compile(r"(?P<gap>[^，。；]{0,24}?)等地?[\d一二两三四五六七八九十]")
# 千山梨花节、半程马拉松等活动320场: the count is of all that is listed
COUNTED = regex.compile(
    r"(?:\p{Han}[^，。；分均各]*?)?(?:、[^，。；分均各]*|等\p{Han}{1,12})[达约超有近]?"
)
# 北仑电厂三期、500千伏和220千伏输变电工程: another item begins with the number
OWN_ITEM = regex.compile(r"\p{Han}[^，。；：\d]*、(?:\d[^、，。；]{0,6}[和与及])?")
COUNTS = frozenset("个项家场大处条座户所种次类批")
OF_LIST = regex.compile(r"\p{Han}[^，。；]*?等")
AND_MORE = regex.compile(r"[\s“]*(?:[和与及]|以及)[\s“]*")  # A县和3个乡镇: beside the places
JUST_BEFORE = regex.compile(r"[^，。；：]*，")
GOES_ON = regex.compile(r"高?达|为|占|居|位居|位列|排名|同比|比上年|较上年|增长|下降|增幅|增速")
JOINED = regex.compile(r"[、和与及以 ，]{1,2}|为\p{Han}{1,8}(?:辐射|带动)(?:周边|周围)?")


class NamedPlaces:
    """The mentions of one document in text order, with the names of firms around them."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[PlaceMention],
        organisations: Sequence[OrganisationMention] = (),
        words_at: Mapping[int, Word] | None = None,
    ) -> None:
        self._text = text
        self._words_at = words_at or {}
        self.mentions = [m for m in mentions if m.path]
        self.starts = [m.start for m in self.mentions]
        self.levels = {m.path: m.level for m in self.mentions}
        self._start_set = frozenset(self.starts)
        self._end_set = frozenset(m.end for m in self.mentions)
        self._listed = -1  # the place last seen as an item of a list
        firms = [o for o in organisations if o.kind not in PUBLIC]
        self._firm_ends = {at: o.end for o in firms for at in range(o.start, o.end)}

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The places that lie in a stretch."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def last_before(self, at: int) -> PlaceMention | None:
        """The last place that begins before an offset."""
        number = bisect_left(self.starts, at) - 1
        return self.mentions[number] if number >= 0 else None

    def whole(self, mention: PlaceMention) -> bool:
        """Whether the place has its full name (夏邑县), which does not open that of a firm."""
        return self._text[mention.start : mention.end].endswith(FULL)

    def ends_at(self, at: int) -> bool:
        """Whether a place ends at an offset."""
        return at in self._end_set

    def leads_on(self, mention: PlaceMention) -> bool:
        """Whether a place inside it follows: the 三台县 of 三台县芦溪镇."""
        return mention.end in self._start_set

    def first_of(self, mention: PlaceMention, floor: int) -> int:
        """Where the names begin that stand right before the mention, in a list or above it."""
        at, number = mention.start, bisect_left(self.starts, mention.start)
        while number > 0:
            number -= 1
            before = self.mentions[number]
            gap = self._text[before.end : at]
            if before.start < floor or gap.strip("、和与及 ") or len(gap) > 2:
                break
            at = before.start
        return at

    def listed_up_to(self, mention: PlaceMention) -> list[PlaceMention]:
        """The places of the list that ends with the mention, those that hold them left out."""
        run = [mention]
        for number in range(bisect_left(self.starts, mention.start) - 1, -1, -1):
            before = self.mentions[number]
            gap = self._text[before.end : run[-1].start]
            if not gap or len(gap) > 2 or gap.strip("、和与及 "):
                break
            run.append(before)
        return run[::-1]

    def list_end(self, mention: PlaceMention) -> int:
        """Where the list of places ends that the mention stands in."""
        end = mention.end
        for number in range(bisect_right(self.starts, mention.start), len(self.starts)):
            gap = self._text[end : self.starts[number]]
            if not 0 < len(gap) <= 2 or gap.strip("、和与及 "):
                break
            end = self.mentions[number].end
        return end

    def group(self, found: Sequence[PlaceMention]) -> tuple[str, ...]:
        """Paths of the last place named, with those listed or nested right before it."""
        group = [found[-1]]
        for mention in reversed(found[:-1]):
            gap = self._text[mention.end : group[-1].start]
            if gap and JOINED.fullmatch(gap) is None:
                break
            group.append(mention)
        paths = [m.path for m in reversed(group)]
        smallest = [p for p in paths if not any(q != p and q.startswith(p) for q in paths)]
        return tuple(dict.fromkeys(smallest))

    def part_of_name(self, mention: PlaceMention) -> bool:
        """Whether the place is part of the name of a firm, a road, a product."""
        if place_grammar().inside.match(self._text, self.list_end(mention)):
            return True
        opened = self._text[mention.start - 1 : mention.start] == "“"  # “青石草莓”
        if opened and self._text[mention.end : mention.end + 1] != "”":
            return True
        return self._firm_ends.get(mention.start, 0) > mention.end

    def governs(self, mention: PlaceMention, own: str) -> bool:
        """Whether figures can be about the place, in an article about ``own``."""
        return not self.refusal(mention, own)

    def refusal(self, mention: PlaceMention, own: str) -> str:
        """Why no figure can be about the place, in an article about ``own``; "" where one can."""
        below = own == COUNTRY or (mention.path.startswith(own) and mention.path != own)
        if not below:
            return "place.itself" if mention.path == own else "place.not-below"
        if mention.doubt or mention.level == "country":
            return "place.doubtful" if mention.doubt else "place.country"
        if self.part_of_name(mention):
            return "place.in-name"
        first = self.first_of(mention, 0)
        ahead = self._text[max(0, first - 2) : first]
        if ROUTE_AFTER.match(self._text, mention.end) or ROUTE.search(ahead):
            return "place.route"
        away = own in ("", COUNTRY) and place_grammar().away.search(ahead) is not None
        return "place.away" if away else ""

    def of_clause(self, usable: Sequence[PlaceMention], slot: Slot, quantity: Quantity) -> bool:
        """Whether the last place named in the clause of a quantity is what it is about."""
        last = usable[-1]
        if AND_MORE.fullmatch(self._text, last.end, quantity.start) is not None:
            return False
        listed = last.start == self._listed or self._several(usable, quantity)
        if listed or self._item(last, slot, quantity) or self.example(last):
            self._listed = last.start  # for the next number of the clause, too
            return False
        return self._same_item(last, quantity)

    def example(self, mention: PlaceMention) -> bool:
        """A县等20个乡镇 names an example, but A县实施新街等20项工程 says where."""
        found = EXAMPLES.match(self._text, mention.end)
        doing = place_grammar().doing.match(self._text, mention.end)
        return found is not None and (doing is None or not found["gap"])

    def _several(self, usable: Sequence[PlaceMention], quantity: Quantity) -> bool:
        """长岭的养殖、前郭的种植等项目带动2.7万户: a list of things that lie in several places."""
        paths = self.group(usable)
        others = any(not path.startswith(m.path) for m in usable for path in paths)
        return others and OF_LIST.match(self._text, usable[-1].end, quantity.start) is not None

    def _item(self, mention: PlaceMention, slot: Slot, quantity: Quantity) -> bool:
        """东贝、大冶有色、华新水泥5家企业: a short name in an item of a list that is counted."""
        if mention.level == "zone":
            return self._among_others(mention, slot)
        if self.whole(mention) or slot.before >= 0:
            return False
        if self._text[slot.start : self.first_of(mention, slot.start)].rstrip().endswith("、"):
            return True
        listed = COUNTED.fullmatch(self._text, mention.end, quantity.start) is not None
        return listed and quantity.unit in COUNTS and mention.level not in NARROW

    def _same_item(self, mention: PlaceMention, quantity: Quantity) -> bool:
        """Whether the number does not open an item of its own behind that of the place."""
        if OWN_ITEM.fullmatch(self._text, mention.end, quantity.start) is None:
            return True
        return place_grammar().doing.match(self._text, mention.end) is not None

    def _among_others(self, mention: PlaceMention, slot: Slot) -> bool:
        """分宜工业园、袁河产业园: a zone in a list whose other items were not read as places."""
        first, last = self.first_of(mention, slot.start), self.list_end(mention)
        return self._text[slot.start : first].endswith("、") or self._text.startswith("、", last)

    def heads(self, mention: PlaceMention, sentence: Sentence, end: int, *, wide: bool) -> bool:
        """Whether a sentence is about the place from its head on to ``end``.

        In the news of the nation (``wide``) every province at the head is; elsewhere a place
        where something happens (在原阳县), or the one full name that is the subject.
        """
        text, grammar = self._text, place_grammar()
        if "；" in text[mention.end : end] or self.leads_on(mention):
            return False
        first = self.first_of(mention, sentence.start)
        head, near = text[sentence.start : first], text[max(sentence.start, first - NEAR) : first]
        if grammar.located_head.fullmatch(head) or (wide and grammar.located.search(near)):
            return True
        if grammar.chosen.search(near) and grammar.chosen_as.match(text, mention.end):
            return mention.level in NARROW
        opens = wide and head.endswith("，") and self._subject(mention, wide=wide)
        if opens and (mention.level in NARROW or self._acts(mention)):
            return True
        if grammar.head.fullmatch(head) is None:
            return False
        # 高新区升位，全年引资增长3倍: behind a zone the city is spoken of again
        return wide or (
            mention.level != "zone" and first == mention.start and self._subject(mention, wide=wide)
        )

    def goes_on(self, mention: PlaceMention, sentence: Sentence, slot: Slot) -> bool:
        """宣汉县产值最高，达5亿元: a clause that only says how much of the one before."""
        first, end = self.first_of(mention, sentence.start), self.list_end(mention)
        opens = first == sentence.start or self._text[first - 1] in "，。；：\n"
        between = JUST_BEFORE.fullmatch(self._text, end, slot.start) is not None
        continues = GOES_ON.match(self._text, slot.start) is not None
        made = place_grammar().honour.match(self._text, end) is not None
        return (
            opens and between and continues and self._text.endswith(FULL, first, end) and not made
        )

    def _subject(self, mention: PlaceMention, *, wide: bool) -> bool:
        """夏邑县投入5万元, but not 夏邑县被评为…, which says nothing of what follows."""
        made = place_grammar().honour.match(self._text, mention.end)
        listed = self._text.startswith(("等", "、"), mention.end)
        whole = self.whole(mention) or (wide and self._acts(mention))
        return whole and made is None and not listed

    def _acts(self, mention: PlaceMention) -> bool:
        """Whether a word follows that says what the place does: 青石将…, 青石立足…"""
        word = self._words_at.get(mention.end)
        return word is not None and word.tag in ACTING

    def road(self, start: int, end: int) -> tuple[str, ...]:
        """The places that a road runs between: A至B高速公路; none where none does."""
        for first, last in pairwise(self.within(start, end)):
            joined = ROUTE.fullmatch(self._text, first.end, last.start)
            road = joined and place_grammar().road.match(self._text, last.end)
            if road or self._travelled(first, last):
                return first.path, last.path
        return ()

    def _travelled(self, first: PlaceMention, last: PlaceMention) -> bool:
        """从北京驱车至天津: the way between two places."""
        from_first = self._text.endswith(("从", "由"), 0, first.start)
        way = WAY.fullmatch(self._text, first.end, last.start) is not None
        return from_first and way and JOURNEY.match(self._text, last.end) is not None

    def told_of(self, sentence: Sentence, own: str, *, wide: bool) -> tuple[tuple[str, ...], int]:
        """The township or village, or the list of them, that a sentence tells of, and its end.

        In the news of the nation it may be a place of any size, or those that a road joins.
        """
        told = self._told(sentence, own, wide=wide)
        if told:
            return self.group(told), told[-1].end
        return (self.road(sentence.start, sentence.end) if wide else ()), sentence.end

    def _told(self, sentence: Sentence, own: str, *, wide: bool) -> list[PlaceMention]:
        """The mentions of what a sentence tells of."""
        named = [
            m
            for m in self.within(sentence.start, sentence.end)
            if (wide or m.level in NARROW) and not self.leads_on(m) and self.governs(m, own)
        ]
        if not named:
            return []
        only = own == "" and {m.path for m in named if m.level in NARROW} == {named[0].path}
        heads = named if wide else named[:1]
        told = next((m for m in heads if only or self._tells(m, sentence, wide=wide)), None)
        if told is None:
            return []
        inner = next((m for m in named if self._inside(m, told)), None)
        return (
            [inner] if inner else [m for m in named if told.start <= m.start < self.list_end(told)]
        )

    def _tells(self, mention: PlaceMention, sentence: Sentence, *, wide: bool) -> bool:
        """Whether a sentence tells of a place: someone comes there, or it is its subject."""
        first = self.first_of(mention, sentence.start)
        near = self._text[max(sentence.start, first - NEAR) : first]
        visited = place_grammar().visit.search(near) is not None
        return visited or self.heads(mention, sentence, sentence.end, wide=wide)

    def _inside(self, mention: PlaceMention, around: PlaceMention) -> bool:
        """Whether something is told of one that lies in a place: 在A县，B村…; A省展会在B市举行."""
        below = mention.path != around.path and mention.path.startswith(around.path)
        return below and self._text[self.first_of(mention, around.end) - 1] in "，在"
