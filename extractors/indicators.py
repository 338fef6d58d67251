"""What a figure measures: a label out of the words around its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.label_changes import read_change, relative_measure
from extractors.label_words import label_words
from extractors.labels import (
    BRACKETS,
    Label,
    Spoken,
    clean,
    clean_amount,
    counted,
    stem,
    tail_piece,
    with_subject,
    without_rate,
)
from extractors.noun_phrases import POSSESSIVE, Phrase, following_phrase
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model import Quantity, Word

COUNTED = frozenset(
    {"counts", "persons", "households", "organisations", "events", "person_times", "time"}
)
GROWTH_OF = regex.compile(
    r"(?:以上|左右|以内)?的(?:年均|平均|同比|较快|较高|高速|中高速|两位数)*"
    r"(?:(?P<down>负增长|降幅|跌幅|下降)|正?增长(?!率|点|极|资金|空间|潜力|目标)|增速|增幅|涨幅|升幅)"
)
KEPT = regex.compile(r"(?:实现|出现|保持|取得|达到|完成|以|均|年均|了|在)+$")
SHORT_NOUN = regex.compile(r"户(?!籍)|村(?!民)")
RATES = frozenset({"%", "‰", "倍"})  # 是2010年的2.1倍; what grows by 2倍 is a change, read before
EXTENT = frozenset({"area", "length", "mass", "volume", "power", "voltage"})
CHAIN = regex.compile(r"[、，和及/ ]?(?:共|计|共计)?")
SPENDING = ("支出", "余额", "结余", "执行率", "支付率", "拨付")  # heads that money itself has
DOING = regex.compile(r"^(?:发展|种植|养殖|生产|建设|建成|新建|新增|新改建)")
ACTOR = regex.compile(
    r"^.{1,14}?(?:部门|局|办公室|委员会|政府|中心|单位|机构|公司)(?=完成|开发|实施|组织|开展|"
    r"投入|发放|争取|共|累计)"
)
LONG = 14  # characters: a longer head holds a clause of its own
PURPOSE = regex.compile(r"(?:全部|主要|重点)?(?:用于|用以)(?P<aim>[^，。；]{2,20})")
OBJECT = regex.compile(r"(?:重点|主要|用于|全部|大力|着力)*(?P<object>[^，。；：\d]{3,30})")


def measure_of(quantity: Quantity) -> str:
    """The measure that unit and kind alone give: level, rate or rank."""
    if quantity.kind == "rank":
        return "rank"
    return "rate" if quantity.unit in RATES or quantity.kind == "ratio" else "level"


def spoken_key(quantity: Quantity) -> str:
    """Under what a subject is remembered: counts by their unit, amounts by their dimension."""
    dimension = load_units().dimension(quantity.unit)
    return quantity.unit if dimension in COUNTED else dimension


def read_label(
    left: str,
    quantity: Quantity,
    spoken: Spoken,
    text: str,
    right: int,
    words_at: Mapping[int, Word],
) -> Label:
    """The label of one quantity.

    ``left`` is its clause up to the number, times taken out; ``spoken`` what was spoken of
    before; ``right`` the offset where the words behind the number end at the latest.
    """
    left = BRACKETS.sub("", left).strip()
    if quantity.rule == "number.medal":
        return Label(f"{quantity.unit_text}牌数", "level", "label.medal")
    label = read_change(left, quantity, spoken) or _growth_of(left, quantity, spoken, text)
    if label is not None:
        return label
    dimension = load_units().dimension(quantity.unit)
    phrase = following_phrase(text, quantity.end, right, words_at, short=dimension == "time")
    if dimension in COUNTED or quantity.rule == "number.counted-noun":
        return _count(left, quantity, dimension, spoken, phrase, text)
    return _amount(left, quantity, dimension, spoken, phrase, text)


def _growth_of(left: str, quantity: Quantity, spoken: Spoken, text: str) -> Label | None:
    """GDP实现1.5%的正增长, 保持8%以上的增速: the change is said behind the number."""
    found = GROWTH_OF.match(text, quantity.end) if quantity.unit == "%" else None
    if found is None or quantity.kind != "number":
        return None
    label = clean_amount(KEPT.sub("", left)) or spoken.level
    sign = -1 if found["down"] else 1
    doubt = "" if label else "no label"
    return Label(label, "growth", "label.growth-of", sign, doubt=doubt, subject=label)


def _count(
    left: str, quantity: Quantity, dimension: str, spoken: Spoken, phrase: Phrase, text: str
) -> Label:
    measure = measure_of(quantity)
    head = clean(ACTOR.sub("", clean(left)))
    if phrase.noun and phrase.threshold:
        named = counted(phrase.noun, dimension)
        return Label(named, measure, "label.threshold", subject=spoken.level)
    if phrase.noun:
        return _noun_after(left, phrase, dimension, measure)
    if quantity.unit == "类" and (short := SHORT_NOUN.match(text, quantity.end)):
        named = f"{text[quantity.start : quantity.end]}{short[0]}数"  # A、B、C三类户
        return Label(named, measure, "label.noun-after", subject=named)
    if CHAIN.fullmatch(left) and spoken.last:
        named = counted(spoken.last, dimension)
        return Label(named, measure, "label.chain", subject=spoken.last)
    if not head:
        named = counted(spoken.level, dimension)
        doubt = "topic carried" if named else "no label"
        return Label(named, measure, "label.topic", doubt=doubt, subject=spoken.level)
    same = spoken.by_dimension.get(spoken_key(quantity), "")
    if label_words().flow_only.fullmatch(head) and same:
        head += label_words().flow_only.sub("", stem(same, ""), count=1)
    named = with_subject(head, spoken.level)
    return Label(counted(named, dimension), measure, "label.noun-before", subject=named)


def _noun_after(left: str, phrase: Phrase, dimension: str, measure: str) -> Label:
    """5家江苏企业落地: the noun with what is said of it; 建成24个公园: with the verb ahead."""
    attributive = left.rstrip().endswith("的")
    piece = clean(tail_piece(left))
    if dimension == "time":
        label = phrase.noun
    elif phrase.predicate and (not piece or attributive) and "每" not in phrase.predicate:
        label = f"{phrase.predicate}的{phrase.noun}"
    else:
        label = (piece if len(piece) <= 12 else "") + phrase.noun
    subject = phrase.noun if dimension != "counts" else label
    return Label(
        counted(label, dimension),
        measure,
        "label.noun-after",
        subject=subject,
        listed=True,
        noun_end=phrase.end,
    )


def _amount(
    left: str, quantity: Quantity, dimension: str, spoken: Spoken, phrase: Phrase, text: str
) -> Label:
    measure = measure_of(quantity)
    words = label_words()
    head = clean_amount(left)
    if phrase.threshold:
        named = head if words.measure_head.search(head) else ""
        named = named or phrase.noun or clean(tail_piece(left))
        return Label(named, measure, "label.threshold", subject=spoken.level)
    if measure == "rate" and POSSESSIVE.match(text, quantity.end) and phrase.noun:
        said = f"{phrase.predicate}的" if phrase.predicate else ""
        return Label(f"{said}{phrase.noun}比例", measure, "label.share-of", subject=phrase.noun)
    if words.getting.search(left.rstrip()) and words.measure_head.search(phrase.noun):
        found = _spent(phrase, text, quantity)
        return Label(found, measure, "label.object", subject=found)
    bare = not head or words.getting.fullmatch(head) is not None
    if dimension == "money" and bare and words.getting.search(left.rstrip()) and measure == "level":
        found = _spent(phrase, text, quantity)
        if found:
            return Label(found, measure, "label.object", subject=found)
    return _named_amount(left, head, quantity, dimension, spoken, phrase)


def _spent(phrase: Phrase, text: str, quantity: Quantity) -> str:
    """What money is for, where nothing but a verb stands ahead: 投入800万元支持…产业发展."""
    if phrase.noun and not PURPOSE.match(text, quantity.end):
        aim = PURPOSE.match(text, phrase.end)
        return (aim["aim"] if aim else "") + phrase.noun
    found = OBJECT.match(text, quantity.end)
    return f"{clean(found['object'])}资金" if found else ""


def _named_amount(
    left: str, head: str, quantity: Quantity, dimension: str, spoken: Spoken, phrase: Phrase
) -> Label:
    words = label_words()
    measure = measure_of(quantity)
    if len(head) > LONG:
        head = clean(head.rsplit("且", 1)[-1])
    same = spoken.by_dimension.get(dimension, "")
    if not head:
        if phrase.noun and dimension not in ("ratio", "money"):
            return Label(phrase.noun, measure, "label.noun-after", subject=phrase.noun, listed=True)
        carried = spoken.level or phrase.noun
        doubt = "topic carried" if carried else "no label"
        return Label(carried, measure, "label.topic", doubt=doubt, subject=carried)
    if words.flow_only.fullmatch(head) and same and measure == "level":
        head += words.flow_only.sub("", same, count=1)
    share = quantity.unit in ("%", "‰")
    if (
        share
        and measure == "rate"
        and left.rstrip().endswith("的")
        and not words.measure_head.search(head)
    ):
        head += "比重"
    if phrase.noun and dimension in EXTENT and measure == "level":
        doing = words.flow_only.fullmatch(head) or words.getting.fullmatch(head)
        if doing or len(head) <= 2:
            label = head + phrase.noun
            return Label(label, measure, "label.noun-after", subject=label, listed=True)
    rule = "label.amount"
    if head.startswith("占") and measure == "rate" and spoken.level:
        head = without_rate(spoken.level) + head  # 其中…人，占总人口比重为60%
    if words.bare_head.fullmatch(head):
        base = same if head.startswith(SPENDING) and same else DOING.sub("", spoken.level)
        head, rule = with_subject(head, base), "label.bare-head"
    elif spoken.breakdown and measure == "level" and not words.measure_head.search(head):
        borrowed = words.measure_head.search(same)
        head += borrowed[0] if borrowed else ""
        rule = "label.breakdown"
    if dimension == "area" and measure == "level" and not words.measure_head.search(head):
        head += "面积"
    return Label(head, relative_measure(head, measure), rule, subject=head)
