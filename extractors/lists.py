"""Labels of listed figures: 分别 deals them out, a ratio names its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.label_counts import COUNTED
from extractors.label_words import label_words
from extractors.labels import clean, clean_amount, counted, with_subject
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.labels import Label
    from pipeline.model import Quantity

BOUND = r"(?:左右|以上|以下|以内)?[ ]?"
LINK = regex.compile(rf"[ ]?{BOUND}(?:[、，,和与及]|以及)[ ]?(?:约|近|超|超过)?[ ]?")
ITEMS = regex.compile(r"、|和|与|及|以及|，|(?<=”)(?=“)")
SHORT_HEADS = ("标准", "水平", "比例")  # of one of 城市、农村低保和特困人员供养标准, who knows
COMMAS = regex.compile(r"[、，]")
DEALT = regex.compile(r"分别|依次|各")
ORDINAL = regex.compile(r"第[一二三四五]")
THREE = ("第一产业", "第二产业", "第三产业")
INDUSTRIES = regex.compile(r"三次产业|三产|产业结构|一二三产|一、二、三产|三次")
STRUCTURE = regex.compile(r"三次产业|三产(?:业)?(?:结构|比)|产业结构|一二三产|一、二、三产")
# 三次产业结构持续优化，调整为8:42:50; 三次产业之比: what is said of the structure is no industry's
SAID_OF = regex.compile(r"(?:(?:继续|持续|不断|进一步)*(?:优化|升级|改善|转型)+|之)(?=比?$)")
AHEAD = 80  # characters: how far ahead of a ratio its three industries are named
FROM = regex.compile(r"[由从][^由从]*\d.*$")
SHARED = regex.compile(
    r"(?P<level>(?:国家|世界|[省市县区部州]|自治区)级)?(?:[、和及]|以及)[^\d，。；、]{0,4}"
)
COLON = regex.compile(r"[ ]?[:：∶︰][ ]?")
LEVEL = regex.compile(r"^(?:国家|世界|[省市县区部州]|自治区)级")
NESTED = regex.compile(r"(?:总?投资额?|年?总?产值|年?(?:销售|营业)?收入)?(?:超过?|过|达)?")
VERB = 4  # characters of a verb ahead of a count
BOUNDS = ("以下", "以上", "以内")
COMPARED = ("label.completion", "label.versus")
COMPARISON = regex.compile(r"(?:占|完成|相当于|高于|低于|快于|慢于|高出|超出|领先).+$")
CARRIED = ("label.topic", "label.chain", "label.none")
SHORT = dict(zip("一二三", THREE, strict=True))
PAIRED = regex.compile(r"(?P<items>[一二三]{2,3})(?:次)?产业(?P<rest>.*)")


def share_labels(text: str, quantities: Sequence[Quantity], labels: Sequence[Label]) -> list[Label]:
    """Labels of the parts of ratios: 三次产业结构 24.5:34.0:41.5 has three."""
    done = list(labels)
    for first, count in _runs(text, quantities):
        names = _share_names(done[first].text, count)
        ahead = text[max(text.rfind("。", 0, at := quantities[first].start), at - AHEAD, 0) : at]
        if not names and count == len(THREE) and STRUCTURE.search(ahead):
            names = [f"{name}占比" for name in THREE]  # 三次产业结构优化，调整为8:42:50
        for offset in range(count):
            label = done[first + offset]
            name = names[offset] if names else done[first].text
            doubt = "" if names else "parts of a ratio not named"
            done[first + offset] = replace(
                label, text=name, measure="rate", sign=1, rule="label.share", doubt=doubt
            )
    return done


def lend_back(text: str, quantities: Sequence[Quantity], labels: Sequence[Label]) -> list[Label]:
    """Give a number that only a later noun explains that noun's label.

    790万户、2568万贫困群众, and 60马力以下15马力以上船舶: the first has what the second has.
    """
    done = list(labels)
    for index in range(len(done) - 2, -1, -1):
        gap = text[quantities[index].end : quantities[index + 1].start]
        word = _lent(gap, quantities[index], done[index], done[index + 1])
        if word:
            done[index] = replace(done[index], text=word, doubt="", rule="label.lent-back")
    return done


def _lent(gap: str, quantity: Quantity, here: Label, later: Label) -> str:
    """What the label of the next number lends to this one over a ``gap``, or nothing."""
    dimension = load_units().dimension(quantity.unit)
    carried = here.rule in CARRIED
    threshold = later.rule == "label.threshold"
    if threshold and here.rule == later.rule and gap in BOUNDS:
        return later.text
    if threshold and NESTED.fullmatch(gap) and not here.listed:  # 推进10个｜亿元以上项目
        verb = "" if carried else here.text.removesuffix("数")
        return counted((verb if len(verb) <= VERB else "") + (later.noun or later.text), dimension)
    joined = gap == "" and later.listed  # 13万户｜21万人纳入低保
    if carried and (joined or (gap == "、" and later.rule == "label.predicate")):
        return counted(later.text, dimension)
    shared = SHARED.fullmatch(gap) if carried or _verb_only(here) else None
    if shared is None or not (later.listed or later.noun):
        return ""
    if shared["level"] and later.noun:  # 建成2个国家级、10个省级社区
        return counted(_verb(here) + shared["level"] + LEVEL.sub("", later.noun), dimension)
    return counted(later.text, dimension)


def _verb_only(label: Label) -> bool:
    """Whether a label is but a verb: 推进｜10方面、142项任务."""
    return label.rule in ("label.noun-before", "label.amount") and _verb(label) != ""


def _verb(label: Label) -> str:
    """The verb that is all of a label, else nothing."""
    core = label.text.removesuffix("数").removesuffix("面积")
    words = label_words()
    return core if words.flow_only.fullmatch(core) or words.getting.fullmatch(core) else ""


def _runs(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Where the ratios begin, and how many parts each has."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(quantities):
        last = index
        while (
            last + 1 < len(quantities)
            and quantities[last + 1].kind == "share" == quantities[last].kind
            and COLON.fullmatch(text, quantities[last].end, quantities[last + 1].start)
        ):
            last += 1
        if quantities[index].kind == "share" and last > index:
            runs.append((index, last - index + 1))
        index = last + 1
    return runs


def _share_names(label: str, count: int) -> list[str]:
    if count == 3 and INDUSTRIES.search(label):
        head = INDUSTRIES.sub("", label).replace("产业", "").replace("结构", "").replace("比例", "")
        head = SAID_OF.sub("", head)
        head = head if head.endswith("比重") else head.removesuffix("比") + "占比"
        return [name + head for name in THREE]
    found = regex.fullmatch(r"(?P<items>.+?)(?P<head>比重|比例|结构|比|占比)", label)
    items = ITEMS.split(found["items"]) if found else []
    return [f"{item}占比" for item in items] if len(items) == count else []


def distribute(
    text: str,
    quantities: Sequence[Quantity],
    labels: Sequence[Label],
    clauses: Sequence[int],
    cut: Callable[[int, int], str] | None = None,
) -> list[Label]:
    """Deal the items before 分别 out to the numbers behind it.

    Where nothing is listed in the clause (同比分别增长15.8%和14.4%) the last figures of a level
    are meant. ``cut`` gives a stretch of the text without its times and places.
    """
    done = list(labels)
    last_names: list[str] = []
    index = 0
    while index < len(quantities):
        last = index
        while last + 1 < len(quantities) and _linked(text, quantities[last], quantities[last + 1]):
            last += 1
        count = last - index + 1
        left = text[clauses[index] : quantities[index].start]
        if count > 1 and quantities[index].kind == "number":
            dealt = DEALT.search(left)
            left = cut(clauses[index], quantities[index].start) if dealt and cut else left
            names = _items(left, done, index, count) if dealt else None
            again = not dealt and len(last_names) == count and done[index].text in last_names
            names = last_names if again else names  # 分别达2万元和1万元，增加300元和200元
            last_names = names or last_names
            alike = len({quantity.unit for quantity in quantities[index : last + 1]}) == 1
            if names and done[index].measure == "level":
                names = _finished(names, left, quantities[index])
            done[index : last + 1] = _deal(
                done[index : last + 1], names, dealt=dealt is not None, alike=alike
            )
        index = last + 1
    return done


def _finished(names: list[str], left: str, quantity: Quantity) -> list[str]:
    """The names with the verb behind 分别 and the suffix of a count: 新增工伤保险人数."""
    said = clean(DEALT.split(left)[-1])
    verb = said if said in label_words().flow_words else ""
    dimension = load_units().dimension(quantity.unit)
    named = [name if verb in name else verb + name for name in names]
    return [counted(name, dimension) for name in named] if dimension in COUNTED else named


def _linked(text: str, one: Quantity, next_one: Quantity) -> bool:
    """Whether two numbers stand in one list; one of different units holds no comma."""
    gap = text[one.end : next_one.start]
    return LINK.fullmatch(gap) is not None and (
        one.unit == next_one.unit or not {"，", ","} & set(gap)
    )


def _deal(labels: list[Label], names: list[str] | None, *, dealt: bool, alike: bool) -> list[Label]:
    """The labels of one list by its names; without them those of ``alike`` units are one."""
    first = labels[0]
    doubt = "" if names or not dealt else "list of another length"
    if names and first.rule in COMPARED and (said := COMPARISON.search(first.text)):
        names = [name.removesuffix("数").removesuffix(said[0]) + said[0] for name in names]

    def own(label: Label) -> bool:
        return not dealt and not (label.rule in CARRIED and alike)

    return [
        replace(
            first if label.rule in CARRIED or dealt else label,
            text=names[i] if names else (label.text or first.text if own(label) else first.text),
            doubt=doubt or (first.doubt if dealt and not names else "" if dealt else label.doubt),
        )
        for i, label in enumerate(labels)
    ]


def _items(left: str, labels: Sequence[Label], index: int, count: int) -> list[str] | None:
    """The names that a list of ``count`` numbers is dealt out to, None where they do not fit."""
    words = label_words()
    change = words.change.search(left)
    listed = DEALT.split(left, maxsplit=1)[0]
    if change and "分别" in change["base"]:
        listed = left[: change.start()]  # PM10、PM2.5浓度比上年｜分别下降
    listed = FROM.sub("", listed)  # 城乡收入由2万元和1万元｜分别提高到
    subject = "" if words.compare.fullmatch(listed) else clean_amount(listed)
    paired = PAIRED.fullmatch(subject)
    if paired and len(paired["items"]) == count:
        return [SHORT[c] + paired["rest"] for c in paired["items"]]
    pair = words.pair.search(subject)
    if pair and count == 2:
        return [subject.replace(pair[0], name, 1) for name in words.pairs[pair[0]]]
    for marks in (ITEMS, COMMAS):  # 教育、生态保护和环境治理业投资: 和 may be inside an item
        items = [item for item in marks.split(subject) if item]
        if len(items) == count:
            sure = marks is ITEMS or not items[-1].endswith(SHORT_HEADS)
            return _completed(items, labels[index].text) if sure else None
    before = [label.text for label in labels[max(0, index - count) : index]]
    if len(set(before)) == count and (words.bare_head.fullmatch(subject) or subject[:1] == "占"):
        return [
            with_subject(subject, name) if subject[0] != "占" else name.removesuffix("数") + subject
            for name in before
        ]
    levels = [label.text for label in labels[:index] if label.measure in ("level", "rate")]
    return levels[-count:] if len(levels) >= count and len(subject) < 2 else None


def _completed(items: list[str], whole: str) -> list[str]:
    """Lend what the last item has for all: 住院、慢特病门诊自付比例, 工伤、生育保险.

    ``whole`` is the label of the first number, whose head may be borrowed itself; a bare last
    item takes what the first begins with (一般预算收入和支出).
    """
    words = label_words()
    first_head = words.measure_head.search(items[0])
    if first_head and [first_head[0], items[-1]] in words.pairs.values():
        return [items[0], items[0][: first_head.start()] + items[-1]]
    if all(ORDINAL.fullmatch(item) for item in items[:-1]) and ORDINAL.match(items[-1]):
        return [item + items[-1][2:] for item in items[:-1]] + items[-1:]  # 第一、第二产业增加值
    found = words.measure_head.search(items[-1])
    borrowed = None if found else words.measure_head.search(whole)
    head = (found or borrowed or [""])[0]
    stems = [item.removesuffix(head) if head else item for item in items]
    kind = words.class_noun.search(stems[-1])
    alike = kind and any(stem.endswith(kind[0][-1]) for stem in stems[:-1])  # 农业、服务业
    lent = kind[0] if kind and not alike else ""
    return [
        item if words.measure_head.search(item) else stem.removesuffix(lent) + lent + head
        for item, stem in zip(items, stems, strict=True)
    ]
