"""The items that a list of numbers is dealt out to: 城镇、农村居民收入, 存贷款余额, A、B和C."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.label_changes import LIMITS
from extractors.label_words import label_words
from extractors.labels import clean, clean_amount, with_subject
from extractors.list_verbs import shared_verb
from extractors.lists import ITEMS, THREE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.labels import Label

SHORT_HEADS = ("标准", "水平", "比例")  # of one of 城市、农村低保和特困人员供养标准, who knows
COMMAS = regex.compile(r"[、，]")
# 三镇各8万元; 各项 and 各县 are other words
DEALT = regex.compile(r"分别|依次|各(?=$|约|近|占|为|有|达|增|下降|完成|投)")
ORDINAL = regex.compile(r"第[一二三四五]")
FROM = regex.compile(r"[由从][^由从]*\d.*$")
SHORT = dict(zip("一二三", THREE, strict=True))
SHARE = regex.compile(r"占(?!比)")  # 占生产总值、财政收入的比重
PAIRED = regex.compile(r"(?P<items>[一二三]{2,3})(?:次)?产业(?P<rest>.*)")
CLAUSE_END = regex.compile(r"[，,。；;：:！？\n（(]")
SECTOR = regex.compile(r"(?<=[区县市镇])(?:规上|规模以上)?(?:工业|农业|服务业|建筑业|财政|税收)$")
PAIR = BARE = 2
PRIOR = 70  # characters: how far ahead a clause that only lists may begin


def items_of(
    left: str,
    labels: Sequence[Label],
    index: int,
    count: int,
    prior: list[str],
    *,
    implied: bool = False,
) -> list[str] | None:
    """The names of a list of ``count`` numbers whose first is ``index``, None where none fit.

    ``left`` is its clause up to there. Where that lists nothing (分别达, 同比分别增长) they are the
    items of the clause before (``prior``), or the last figures of a level; [] where the text
    says nothing of its own at all. ``implied``: no 分别 stands there, and only a list will do.
    """
    subject = _subject(left)
    if (named := _named(subject, count)) is not None:
        return named
    items, sure = _listed(subject, count)
    if items:
        lone = implied and (
            SHARE.search(subject) or not label_words().measure_head.search(items[-1])
        )
        return completed(items, labels[index].text) if sure and not lone else None
    if prior and len(subject) < BARE:
        return prior
    return _earlier(subject, labels[:index], count, implied=implied)


def _listed(subject: str, count: int) -> tuple[list[str], bool]:
    """The items of a subject, and whether it is sure where they part."""
    for marks in (ITEMS, COMMAS):  # 教育、生态保护和环境治理业投资: 和 may be inside an item
        items = [item for item in marks.split(subject) if item]
        if len(items) == count:
            return items, marks is ITEMS or not items[-1].endswith(SHORT_HEADS)
    return [], False


def _earlier(
    subject: str, labels: Sequence[Label], count: int, *, implied: bool
) -> list[str] | None:
    """The names of the figures before that a list goes on about: 产值分别为1和2, 分别增长3和4."""
    before = [label.text for label in labels[-count:]]
    bare = label_words().bare_head.fullmatch(subject) is not None
    if len(set(before)) == count and (bare or subject[:1] == "占"):
        return [
            with_subject(subject, name) if subject[0] != "占" else name.removesuffix("数") + subject
            for name in before
        ]
    if implied or len(subject) >= BARE:
        return None
    levels = [label for label in labels if label.measure in ("level", "rate")][-count:]
    if levels and (pair := _named(levels[-1].text, count)):
        return pair  # 存贷款余额均突破千亿元，分别为1305亿元和1081亿元
    names, measures = {label.text for label in levels}, {label.measure for label in levels}
    alike = len(names) == count and len(measures) == 1
    return [label.text for label in levels] if alike else []


def _subject(left: str) -> str:
    """What a clause says ahead of 分别, or ahead of a change or amount without it."""
    words = label_words()
    change = words.change.search(left)
    listed = DEALT.split(left, maxsplit=1)[0]
    limits = change is not None and change["verb"] in LIMITS and not change["base"]  # 不低于
    if change and not limits and (listed == left or "分别" in change["base"]):
        listed = left[: change.start()]  # PM10、PM2.5浓度比上年｜分别下降
    listed = FROM.sub("", listed)  # 城乡收入由2万元和1万元｜分别提高到
    return "" if words.compare.fullmatch(listed) else clean_amount(listed)


def _named(subject: str, count: int) -> list[str] | None:
    """The names that a word for several things stands for: 二三产业, 城乡, 存贷款."""
    words = label_words()
    paired = PAIRED.fullmatch(subject)
    if paired and len(paired["items"]) == count:
        return [SHORT[c] + paired["rest"] for c in paired["items"]]
    pair = words.pair.search(subject)
    if pair and count == len(words.pairs[pair[0]]):
        return [subject.replace(pair[0], name, 1) for name in words.pairs[pair[0]]]
    return None


def prior_items(text: str, start: int, count: int) -> list[str]:
    """The items of the clause before ``start``, where it only lists: A、B快速增长，分别达….

    >>> prior_items("工业产值、建筑业产值快速增长，分别达", 15, 2)
    ['工业产值', '建筑业产值']
    >>> prior_items("工业产值达3亿元，分别", 9, 2)
    []
    """
    marks = [m.end() for m in CLAUSE_END.finditer(text, max(0, start - PRIOR), max(0, start - 1))]
    clause = text[marks[-1] if marks else max(0, start - PRIOR) : max(0, start - 1)]
    items = [clean(item) for item in ITEMS.split(clause) if item]
    if len(items) != count or any(character.isdigit() for character in clause):
        return []
    head = label_words().measure_head
    ends = [end for end in range(len(items[-1]), 1, -1) if head.search(items[-1][:end])]
    return completed([*items[:-1], items[-1][: ends[0]]], "") if ends else []


def completed(items: list[str], whole: str) -> list[str]:
    """Lend what the last item has for all: 住院、慢特病门诊自付比例, 工伤、生育保险.

    ``whole`` is the label of the first number, whose head may be borrowed itself; a bare last
    item takes what the first begins with (一般预算收入和支出).
    """
    words = label_words()
    first_head = words.measure_head.search(items[0])
    bare = len(items) == PAIR and words.bare_head.fullmatch(items[-1])  # 旅游人数和收入
    if first_head and (bare or [first_head[0], items[-1]] in words.pairs.values()):
        whose = items[0][: first_head.start()]
        return [items[0], (whose.removesuffix("总") if bare else whose) + items[-1]]
    if all(ORDINAL.fullmatch(item) for item in items[:-1]) and ORDINAL.match(items[-1]):
        return [item + items[-1][2:] for item in items[:-1]] + items[-1:]  # 第一、第二产业增加值
    verb = shared_verb(items[0])
    found = words.measure_head.search(items[-1])
    borrowed = None if found else words.measure_head.search(whole)
    head = (found or borrowed or [""])[0]
    if head and (sector := SECTOR.search(items[-1].removesuffix(head))):
        head = sector[0] + head  # 高新区、经济区工业总产值
    stems = [item.removesuffix(head) if head else item for item in items]
    kind = words.class_noun.search(stems[-1])
    alike = kind and any(stem.endswith(kind[0][-1]) for stem in stems[:-1])  # 农业、服务业
    lent = kind[0] if kind and not alike else ""
    named = [
        item if _own_head(item) else stem.removesuffix(lent) + lent + head
        for item, stem in zip(items, stems, strict=True)
    ]
    return named[:1] + [name if name.startswith(verb) else verb + name for name in named[1:]]


def _own_head(item: str) -> bool:
    """Whether an item is measured as it stands: 旅游收入, and 接待游客, which is no income."""
    words = label_words()
    return bool(words.measure_head.search(item) or words.counted_item.search(item))
