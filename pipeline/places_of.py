"""The place of a figure: from its clause, sentence, paragraph or article, in this order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.clauses import Slot
    from pipeline.model import Document, PlaceMention, Quantity, Sentence

NARROW = frozenset({"township", "village"})
INSIDE = (
    "企业",
    "籍",
    "资",
    "商",
    "银行",
    "高速",
    "铁路",
    "路",
    "机场",
    "大学",
    "学院",
    "模式",
    "精神",
    "协作",
    "经验",
    "产",
)
# 城口经宣汉至邻水高速: places on a road
ROUTE = regex.compile(r"[至经到—-]$")
VERSUS = regex.compile(r"(?:居|是|占|于|列|过|为|位|成|高|低|达)$")  # 居全国第二: no new scope
EXAMPLES = regex.compile(
    r"[^，。；]{0,24}等[\d一二三四五六七八九十]"
)  # 兰考县、东坡区等100个单位: examples, not where
ROUTE_AFTER = regex.compile(r"[至经—-]|到(?!位)")
FULL = ("省", "自治区", "市", "县", "区", "旗", "州", "镇", "乡", "街道", "村")
HEAD = regex.compile(
    r"(?:^|[，。；：、和与及\n]|在|位于|来到|走进|的)(?:\p{Han}{1,9}[省市县区镇乡州])?$"
)


class Places:
    """Finds the places of each figure; sentences must come in text order."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[PlaceMention],
        own: dict[int, str],
        pointed: Callable[[str, str], str | None] | None = None,
    ) -> None:
        self._text = document.text
        self._pointed = pointed  # what 全省 means in an article about a path
        self._kinds = {article.index: article.kind for article in document.articles}
        self._mentions = [m for m in mentions if m.path]
        self._starts = [m.start for m in self._mentions]
        self._own = own
        self._paragraph = -1
        self._carried: tuple[str, ...] = ()

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what another paragraph spoke of is forgotten."""
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._carried = ()

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The places that lie in a stretch."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def own(self, article: int) -> str:
        """The place of an article, "" where it is not known."""
        return self._own.get(article, "")

    def of(self, sentence: Sentence, slot: Slot, quantity: Quantity) -> tuple[tuple[str, ...], str]:
        """Paths of the places that a quantity is about, and a doubt."""
        own = self.own(sentence.article)
        scope = self._last_scope(sentence.start, quantity.start)
        found = [
            m
            for m in self.within(max(sentence.start, scope), quantity.start)
            if self._governs(m, own)
            and not EXAMPLES.match(self._text, m.end)
            and (m.start >= slot.start or self._heads(m, sentence, quantity))
        ]
        found = found or self._behind(quantity, slot, own)
        if found:
            paths = self._group(found)
            # a digest of news: what is said of a province goes on
            wide = own == "中国" and self._kinds.get(sentence.article) == "news"
            if any(m.level in NARROW or (wide and m.level != "country") for m in found):
                self._carried = paths
            return paths, ""
        other = self._pointed_at(slot, quantity, own) or self._beside(slot, quantity, own)
        if other:
            return (other,), ""
        if scope > sentence.start:
            self._carried = ()
        if self._carried:
            return self._carried, "place carried"
        return ((own,), "") if own else ((), "no place")

    def _pointed_at(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """全省 at the head of a clause in a county's article: the province."""
        found = label_words().scope.match(self._text, slot.start, quantity.start)
        if found is None or self._pointed is None or not own:
            return ""
        place = self._pointed(found[0], own) or ""
        return place if place != own else ""

    def _beside(self, slot: Slot, quantity: Quantity, own: str) -> str:
        """Another county at the head of a clause, as its subject: 柘城县新建大棚120座."""
        for mention in self.within(slot.start, quantity.start):
            whole = self._text[mention.start : mention.end].endswith(FULL)
            ahead = self._text[slot.start : mention.start].strip()
            if ahead or not whole or self._text.startswith(INSIDE, mention.end):
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
        at = start
        for found in label_words().scope.finditer(self._text, start, end):
            if not VERSUS.search(self._text, max(start, found.start() - 3), found.start()):
                at = found.end()
        return at

    def _heads(self, mention: PlaceMention, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether a place stands at the head of its sentence, as what it speaks of."""
        ahead = self._text[sentence.start : mention.start]
        if HEAD.search(ahead) is None or "；" in self._text[mention.end : quantity.start]:
            return False
        return not regex.search(r"[，；]", ahead)

    def _governs(self, mention: PlaceMention, own: str) -> bool:
        below = own == "中国" or (mention.path.startswith(own) and mention.path != own)
        if not below or mention.doubt or self._text.startswith(INSIDE, mention.end):
            return False
        ahead = self._text[max(0, mention.start - 2) : mention.start]
        if ROUTE_AFTER.match(self._text, mention.end) or ROUTE.search(ahead):
            return False
        return mention.level not in ("country",)

    def _group(self, found: list[PlaceMention]) -> tuple[str, ...]:
        """The last place named, with those listed or nested right before it."""
        group = [found[-1]]
        for mention in reversed(found[:-1]):
            gap = self._text[mention.end : group[-1].start]
            if gap.strip("、和与及 ，") != "" or len(gap) > 2:
                break
            group.append(mention)
        paths = [m.path for m in reversed(group)]
        smallest = [p for p in paths if not any(q != p and q.startswith(p) for q in paths)]
        return tuple(dict.fromkeys(smallest))
