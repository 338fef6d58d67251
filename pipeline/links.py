"""Figures with the entries of the vocabulary of indicators that their labels name."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.indicator_lexicon import load_indicators, normalised
from extractors.indicator_links import link
from extractors.link_contexts import (
    as_of,
    by_rule,
    composed,
    followed,
    load_contexts,
    refused,
    title_name,
    within,
)
from extractors.units import load_units
from pipeline.link_clauses import COUNTABLE, Clauses
from pipeline.model import IndicatorLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model import Document, Figure, Word

# The ranges of the vocabulary are those of counties and cities.
LARGE = regex.compile(r"中国|[^市县区]{2,9}(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市")
# between a level and what it grew by, and between the items of a list
GREW = regex.compile(
    r"[，,、（(\s]*(?:(?:比|较)?(?:上年|去年)(?:同期|末)?|同比|年均|分别)*(?:增长|下降|减少|增加)?"
)
ENDS = regex.compile(r"[。；;！？\n]")
OF_WHICH = regex.compile(r"[，,。；;：（(、\s]其中")
PRINTED = regex.compile(r"[^、，。；：:（）()\s]+$")
IN_WHOLE = regex.compile(r"在(?P<whole>\p{Han}{2,10})中[，,]")
LISTED = regex.compile(
    r"(?:以上|左右|余)?(?:、|，(?=国家级|省级|市级|县级|国家|省))(?P<label>[^、，。；：\d]{2,20})"
)
NEW_OR_REBUILT = regex.compile(r"新[（(](?:改|扩|改、?扩)[)）]建(?=[^，。；]{0,24}$)")
CURRENCY = regex.compile(r"本外币|人民币|外币")
BALANCE = regex.compile(r"(?:存款|贷款)余额$")
AHEAD = 10  # characters right ahead of a number
THRESHOLD = "label.threshold"
SUBJECT_AXES = frozenset({"group", "ownership", "mode", "partner", "industry", "scope", "region"})


def linked(
    figures: Iterable[Figure], document: Document, words: Iterable[Word] = ()
) -> list[Figure]:
    """The figures, each with its concept and qualifiers where the vocabulary has its label."""
    linker = _Linker(document, words)
    return [linker.figure(figure) for figure in figures]


class _Linker:
    """Goes through the figures in text order, remembering the last one and all by their ids."""

    def __init__(self, document: Document, words: Iterable[Word]) -> None:
        self._text = document.text
        self._verbs = {word.start for word in words if word.tag == "v"}
        self._clauses = Clauses(document.text, self._verbs)
        self._tables = document.tables
        self._starts = [table.start for table in document.tables]
        self._known: dict[str, Figure] = {}
        self._last: Figure | None = None
        self._level: Figure | None = None  # the last one: in a table that of the row above
        self._flow = ""  # that the list which the last figure stands in hands on

    def figure(self, figure: Figure) -> Figure:
        """The figure with its link."""
        found = self._found(figure)
        ahead = self._text[max(0, figure.start - AHEAD) : figure.start]
        if found is not None and (
            refused(found.id, ahead) or self._clauses.removes(figure, found, self._last)
        ):
            found = None
        done = figure if found is None else _linked(figure, self._completed(figure, found))
        self._known[done.id] = done
        self._flow = self._handed_on(done)
        self._last = done
        if done.measure == "level":
            self._level = done
        return done

    def _found(self, figure: Figure) -> IndicatorLink | None:
        if THRESHOLD in figure.rule and load_units().dimension(figure.unit) == "money":
            return None  # 500万元以上工业项目: how large each is, not what is invested
        caption = self._caption(figure)
        said = (figure.indicator, figure.unit, figure.measure, figure.value)
        found = by_rule("caption", caption, *said) if caption else None
        above = self._level
        if (
            above is not None
            and above.concept is not None
            and above.sentence == figure.sentence < 0
        ):
            found = found or by_rule("above", above.concept, *said)
        found = found or self._grown(figure, of_rule=True) or self._of_whole(figure) or link(*said)
        if found is not None or not figure.indicator:
            return found
        return next(filter(None, self._by_context(figure, caption)), None)

    def _of_whole(self, figure: Figure) -> IndicatorLink | None:
        """What a part is by the rule of its whole: 其中国有控股企业25亿元, of builders' profit."""
        said = (figure.indicator, figure.unit, figure.measure, figure.value)
        last = self._last
        if last is None or figure.sentence < 0:
            return None
        named = IN_WHOLE.search(self._text, last.end, figure.start)
        if named is not None:
            whole = link(named["whole"], figure.unit, figure.measure, figure.value)
            return by_rule("whole", whole.id, *said) if whole is not None else None
        if last.concept is None or last.sentence != figure.sentence:
            return None
        parted = OF_WHICH.search(self._text, last.end, figure.start)
        return by_rule("whole", last.concept, *said) if parted else None

    def _by_context(self, figure: Figure, caption: str) -> Iterator[IndicatorLink | None]:
        """What the label names with its whole, its title, or the figure before it."""
        said = (figure.unit, figure.measure, figure.value)
        whole = self._known.get(figure.part_of or "")
        if whole is not None and whole.concept is not None:
            yield by_rule("whole", whole.concept, figure.indicator, *said)
            yield self._part(figure, whole)
        yield self._grown(figure, of_rule=False)
        if caption and (whole is None or whole.concept is None):
            yield _ruled(composed(figure.indicator, title_name(caption), *said), "link.title")
        last = self._last
        if last is None or last.concept is None or not 0 <= figure.sentence == last.sentence:
            return
        yield self._enumerated(figure, last)
        if self._near(figure):
            yield self._beside(figure, last)
            if OF_WHICH.search(self._text, last.end, figure.start):
                yield self._part(figure, last)

    def _part(self, figure: Figure, whole: Figure) -> IndicatorLink | None:
        """A part named by who or what it is of: 外国人 of 入境游客."""
        if figure.measure != whole.measure:
            return None
        name = load_indicators().by_id[str(whole.concept)].zh
        found = composed(figure.indicator, name, figure.unit, figure.measure, figure.value)
        if found is None or not found.qualifiers:
            return None
        # 建筑业 of 地区生产总值 is an indicator of its own
        misnamed = "industry" in found.qualifiers and found.rule != "link.pattern"
        return None if misnamed else _ruled(found, "link.part")

    def _beside(self, figure: Figure, last: Figure) -> IndicatorLink | None:
        """What a label names behind the last figure, of the same people: 农村养老机构 …，床位."""
        said = (figure.indicator, figure.unit, figure.measure, figure.value)
        found = by_rule("before", str(last.concept), *said)
        if found is None:
            return None
        shared = {axis: value for axis, value in last.qualifiers if axis in SUBJECT_AXES}
        return replace(found, qualifiers={**shared, **found.qualifiers})

    def _enumerated(self, figure: Figure, last: Figure) -> IndicatorLink | None:
        """股份制企业 behind 国有企业增加值: another value in the column that the last one has."""
        if figure.measure != last.measure or figure.unit != last.unit:
            return None
        known = load_indicators().by_word.get(normalised(figure.indicator))
        said = dict(last.qualifiers)
        if known is None or known.axis not in said or known.value == said[known.axis]:
            return None
        return IndicatorLink(
            str(last.concept), {**said, known.axis: known.value}, "link.enumerated"
        )

    def _grown(self, figure: Figure, *, of_rule: bool) -> IndicatorLink | None:
        """A growth right behind the level that it is of, whose label has its words or more."""
        last = self._last
        if figure.measure != "growth" or last is None or last.concept is None:
            return None
        if last.measure != "level":
            return None
        if of_rule and not any(
            f"link.{sort}" in last.rule for sort in ("caption", "whole", "above")
        ):
            return None
        same = figure.indicator and last.indicator.startswith(figure.indicator)
        between = self._text[last.end : figure.start]
        row = last.sentence == figure.sentence == -1 and "\n" not in between
        if not same or not (row or GREW.fullmatch(between)):
            return None
        return IndicatorLink(last.concept, dict(last.qualifiers), "link.growth-of")

    def _near(self, figure: Figure) -> bool:
        """Whether the last figure stands in the same sentence, not parted by a semicolon."""
        last = self._last
        if last is None or figure.sentence < 0 or last.sentence != figure.sentence:
            return False
        return ENDS.search(self._text, last.end, figure.start) is None

    def _caption(self, figure: Figure) -> str:
        """The title of the table that a figure stands in, "" outside of tables."""
        if figure.sentence >= 0:
            return ""
        index = bisect_right(self._starts, figure.start) - 1
        return self._tables[index].caption if index >= 0 else ""

    def _completed(self, figure: Figure, found: IndicatorLink) -> IndicatorLink:
        """The link with the qualifiers that its title, whole or list says for it."""
        said = dict(found.qualifiers)
        if "flow" in said:
            said["flow"] = self._rebuilt(figure, said["flow"])
        more = {**self._of_title(figure, found), **self._of_list(figure, found)}
        more |= self._of_sibling(figure, found)
        clause = self._clauses.qualifiers(figure, found, self._last)
        more = {**clause, **more, **within(found.id, self._printed(figure))}
        dated = as_of(found.id, figure.indicator, figure.period)
        return replace(found, id=dated, qualifiers={**more, **said})

    def _printed(self, figure: Figure) -> str:
        """The label, with the words right ahead of the number where they end in all of it.

        35千伏变电站20座 has the label 变电站数.
        """
        core = normalised(figure.indicator)
        said = self._text[max(0, figure.start - 30) : figure.start].strip()
        noun = PRINTED.search(said)
        return noun[0] if noun and core and noun[0].endswith(core) else figure.indicator

    def _of_title(self, figure: Figure, found: IndicatorLink) -> dict[str, str]:
        """城镇 of 分行业城镇固定资产投资, for the rows that are of the same indicator."""
        caption = self._caption(figure)
        currency = self._currency(caption, found)
        title = link(title_name(caption), figure.unit, figure.measure, figure.value)
        same = caption and title is not None and title.id == found.id
        if not same or title is None:
            return currency
        shared = {axis: value for axis, value in title.qualifiers.items() if axis in SUBJECT_AXES}
        return currency | shared

    def _currency(self, caption: str, found: IndicatorLink) -> dict[str, str]:
        """本外币 of 金融机构本外币存贷款余额, for the rows that are balances."""
        said = CURRENCY.search(caption)
        balance = BALANCE.search(load_indicators().by_id[found.id].zh)
        return {"currency": said[0]} if said and balance else {}

    def _of_list(self, figure: Figure, found: IndicatorLink) -> dict[str, str]:
        """新增 of 新增甲企业3家、乙企业12家."""
        if "flow" in found.qualifiers or not self._flow or not self._in_list(figure):
            return {}
        return {"flow": self._flow}

    def _of_sibling(self, figure: Figure, found: IndicatorLink) -> dict[str, str]:
        """小学 of 小学招生5万人，在校生28万人."""
        last = self._last
        if last is None or not self._near(figure):
            return {}
        if self._text[last.end : figure.start].startswith("、"):
            after = followed(found.id, str(last.concept))
            if after:
                return after
        if found.qualifiers:
            return {}
        for carried in load_contexts().carried:
            value = dict(last.qualifiers).get(carried.axis)
            if value and found.id != last.concept and {found.id, last.concept} <= carried.concepts:
                return {carried.axis: value}
        return {}

    def _handed_on(self, figure: Figure) -> str:
        """The flow that the next item of a list has, "" where none is said."""
        if figure.measure != "level" or figure.sentence < 0:
            return ""
        if figure.concept is None:
            head = load_contexts().flow_head.match(figure.indicator)
            own = load_indicators().by_word[head["word"]].value if head else ""
        else:
            own = dict(figure.qualifiers).get("flow", "")
            if normalised(figure.indicator).endswith(own):
                own = ""  # 危桥改造: of this one alone
        if own:
            own = self._rebuilt(figure, own)
            return own if own in load_contexts().listed_flows else ""
        return self._flow if self._in_list(figure) else ""

    def _rebuilt(self, figure: Figure, flow: str) -> str:
        """新改建 where 新建 is left of 新（改）建."""
        ahead = self._text[max(0, figure.start - 40) : figure.start]
        return "新改建" if flow == "新建" and NEW_OR_REBUILT.search(ahead) else flow

    def _in_list(self, figure: Figure) -> bool:
        """Whether a figure goes on with a list: nothing but its own noun parts it from the last.

        An item with a verb of its own (转移农村劳动力) does not share that of the list.
        """
        last = self._last
        if last is None or figure.measure != "level" or not self._near(figure):
            return False
        item = LISTED.fullmatch(self._text, last.end, figure.start)
        if item is None or item.start("label") in self._verbs:
            return False
        countable = load_units().dimension(figure.unit) in COUNTABLE
        return countable and normalised(item["label"]) == normalised(figure.indicator)


def _ruled(found: IndicatorLink | None, rule: str) -> IndicatorLink | None:
    return None if found is None else replace(found, rule=rule)


def _linked(figure: Figure, found: IndicatorLink) -> Figure:
    large = any(LARGE.fullmatch(place) for place in figure.place)
    doubts = (figure.doubt, "" if large else found.doubt)
    return replace(
        figure,
        concept=found.id,
        qualifiers=tuple(sorted(found.qualifiers.items())),
        rule=f"{figure.rule}+{found.rule}",
        doubt="; ".join(each for each in doubts if each),
    )
