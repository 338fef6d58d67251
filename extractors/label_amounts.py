"""Labels of amounts and shares: money, areas, weights, prices, percentages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.label_changes import relative_measure
from extractors.label_counts import TOTAL, measure_of
from extractors.label_sizes import EXTENT, extent, own_size, size_of
from extractors.label_words import label_words
from extractors.labels import (
    Label,
    clean,
    clean_amount,
    elliptical,
    fresh_total,
    tail_piece,
    with_subject,
    without_rate,
)
from extractors.noun_phrases import POSSESSIVE

if TYPE_CHECKING:
    from extractors.labels import Spot

# 果蔬产出｜57亿元产值: what is yielded names the amount
YIELDING = regex.compile(r"(?<=.{2})(?:产出|带来|创造|实现|获得|贡献|取得)了?$")
YIELD = ("产值", "收益", "收入", "税收", "利润", "销售额", "利税")
# 灵武400万千瓦｜光伏电站: how large a plant is
AWAY = regex.compile(r"(?:之|以|开)?外(?:的|，|就)")  # 70公里外，
PLANT = regex.compile(r"电站|电厂|机组|光伏|风电|储能")
SPEED = regex.compile(r"速度|增速|增长|区间|水平$")
SPENDING = ("支出", "余额", "结余", "执行率", "支付率", "拨付")  # heads that money itself has
DOING = regex.compile(r"^(?:发展|种植|养殖|生产|建设|建成|新建|新增|新改建)的?")
FLOWS = ("新建", "新增", "建成")  # they make another thing of what they name
INNER_DOING = regex.compile(r"(?<=.{4})(?:发展|种植|养殖|新建|新增|建成)(?=.{2})")
DISPOSED = regex.compile(r"(?<=.{2})[将把](?=.{3})")
REACHED = regex.compile(r"(?<=.{3})(?:提高|增加|提升|上升|降低|减少|压减)(?:到|至).*$")
LONG = 14  # characters: a longer head holds a clause of its own
PURPOSE = regex.compile(r"(?:全部|主要|重点)?(?:用于|用以)(?P<aim>[^，。；]{2,20})")
OBJECT = regex.compile(
    r"(?:重点|主要|用于|全部|大力|着力)*(?P<object>[^，。；：、和及与（(\d][^，。；：\d]{2,29})"
)
SIZE = regex.compile(
    r"(?P<head>总?投资额?|年?总?产值|年?(?:销售|营业|主营业务)?收入|年?纳税额?|年?[交销][易售]额|"
    r"注册资本|营收|税收|(?:开票)?销售)(?:达到?|超过?|过|突破|为|在)*$"
)
OWN = 4  # characters ahead of it: an amount with a subject of its own
FOUNDING = ("设立", "成立", "组建", "发起设立", "达成", "签约", "新增", "减免", "化解", "发放")
PROJECTS = ("项目", "工程")
MONEY_NOUN = regex.compile(
    r"(?:[款金费债券贷税资]|授信|信贷|补助|补贴|投入|支出|收入|额度|薪酬|工资|待遇|.{2}标准)$"
)
SHARE = regex.compile(r"(?:占比|比重|比例)?占$")
OF_WHOLE = regex.compile(r"(?:占比|比重|比例)(?:超过|达到?|为|占)了?(?P<whole>.{2,16})")
CONTRIBUTION = regex.compile(r"对.{2,16}贡献率")
RESTATED = regex.compile(r"(?:折合?|约?合|折算)(?:成)?(?:人民币)?")  # 2660亿元，折391亿美元
SECTOR = ("产业", "业", "企业", "地区", "项目")


SHARES = frozenset({"%", "‰"})


def amount_label(spot: Spot) -> Label:
    """The label of an amount or a share, from the words ahead or from what it is for."""
    measure = measure_of(spot.quantity)
    head = clean_amount(spot.left)
    phrase = spot.phrase
    if phrase.threshold:
        return _threshold(spot, head, measure)
    if measure == "rate" and POSSESSIVE.match(spot.text, spot.quantity.end) and phrase.noun:
        said = f"{phrase.predicate.lstrip('是为')}的" if phrase.predicate else ""
        label = f"{said}{phrase.noun}比例"
        return Label(label, measure, "label.share-of", subject=phrase.noun)
    if measure == "level" and (owned := own_size(spot)):
        return owned
    sized = _sized(spot, head) if spot.dimension == "money" and phrase.noun else ""
    if sized:
        subject = spot.spoken.level
        return Label(sized, measure, "label.threshold", subject=subject, noun=phrase.noun)
    return (
        _yielded(spot, measure)
        or _spending(spot, head, measure)
        or (size_of(spot, head) if measure == "level" else None)
        or _named_amount(spot, head, measure)
    )


def _yielded(spot: Spot, measure: str) -> Label | None:
    """What something yields (果蔬产出57亿元产值), and how large a plant is (400万千瓦光伏电站)."""
    noun, left = spot.phrase.noun, spot.left.rstrip()
    subject = clean_amount(YIELDING.sub("", left))
    if spot.dimension == "money" and noun in YIELD and YIELDING.search(left) and subject:
        label = subject + noun
        return Label(label, measure, "label.yield", subject=label)
    noun = noun.split("、")[0].removeprefix("级")
    chained = spot.spoken.adjacent and not left  # 40台200万千瓦机组: what is counted is the plant
    if spot.dimension == "length" and AWAY.match(spot.text, spot.quantity.end) and not left:
        return Label("距离", measure, "label.noun-after", subject=spot.spoken.level)
    if spot.dimension == "power" and PLANT.search(noun) and not chained:
        kind = "项目" if noun in ("光伏", "风电", "储能") else ""
        label = noun if noun.endswith("容量") else f"{noun}{kind}装机容量"
        return Label(label, measure, "label.noun-after", subject=noun, listed=True)
    return None


def _threshold(spot: Spot, head: str, measure: str) -> Label:
    noun = spot.phrase.noun
    measured = label_words().measure_head.search(head) is not None
    if measure == "rate" and noun and not measured and SPEED.search(noun) is None:
        return _part(spot, noun, measure)
    said = SIZE.search(head)
    own = (
        said is not None and said.start() > OWN and "投资" not in said["head"]
    )  # 村集体年收入50万元以下的村
    if spot.dimension == "money" and noun and not own and not MONEY_NOUN.search(noun):
        label = noun + _size_word(spot.left, noun)
    else:
        label = head if measured else ""
        label = label or noun or clean(tail_piece(spot.left))
    return Label(label, measure, "label.threshold", subject=spot.spoken.level, noun=noun)


def _part(spot: Spot, noun: str, measure: str) -> Label:
    """The share of all that does something: 80%以上的行政村通公交."""
    said, end = spot.phrase.predicate, spot.phrase.end
    does = f"{said}的{noun}" if len(said) > 2 else noun + said
    return Label(f"{does}比例", measure, "label.share-of", subject=noun, listed=True, noun_end=end)


def _size_word(left: str, noun: str) -> str:
    """What the money of a threshold measures: 产值超亿元的企业, 5亿元以上项目."""
    said = SIZE.search(left.rstrip())
    if said:
        return str(said["head"])
    return "投资额" if noun.endswith(PROJECTS) else "规模"


def _sized(spot: Spot, head: str) -> str:
    """The label of money that says how large something is: 100亿元企业2户, 投资9亿元的项目."""
    noun, words = spot.phrase.noun, label_words()
    if MONEY_NOUN.search(noun) or words.measure_head.search(noun):
        return ""
    said = SIZE.search(spot.left.rstrip())
    owned = POSSESSIVE.match(spot.text, spot.quantity.end) is not None
    counted = spot.text[spot.phrase.end : spot.phrase.end + 1].isdigit()
    counted = counted or (spot.spoken.adjacent and not spot.left)  # 6个｜50亿元产业基地
    named = counted and (not head or words.flow_only.fullmatch(head) is not None)
    if said and (owned or counted or not said[0].endswith(said["head"])):
        return f"{noun}{_size_word(spot.left, noun)}"
    return f"{noun}{_size_word('', noun)}" if named else ""


def _spending(spot: Spot, head: str, measure: str) -> Label | None:
    """What money is given for, where nothing but a verb stands ahead of it."""
    words = label_words()
    getting = words.getting.search(spot.left.rstrip()) is not None
    if not getting:
        return None
    if words.measure_head.search(spot.phrase.noun):
        found = _spent(spot)
        return Label(found, measure, "label.object", subject=found)
    if len(head) > OWN and spot.dimension == "money" and MONEY_NOUN.search(spot.phrase.noun):
        given = spot.phrase.noun  # 企业获得9亿元贷款
        return Label(given, measure, "label.object", subject=given)
    bare = not head or words.getting.fullmatch(head) is not None
    found = _spent(spot) if spot.dimension == "money" and bare and measure == "level" else ""
    return Label(found, measure, "label.object", subject=found) if found else None


def _spent(spot: Spot) -> str:
    """What money is for, where nothing but a verb stands ahead: 投入800万元支持…产业发展."""
    noun, text = spot.phrase.noun, spot.text
    if noun and not PURPOSE.match(text, spot.quantity.end):
        aim = PURPOSE.match(text, spot.phrase.end)
        money = MONEY_NOUN.search(noun) or label_words().measure_head.search(noun)
        return (aim["aim"] if aim else "") + noun + ("" if money else "资金")
    found = OBJECT.match(text, spot.quantity.end)
    return f"{clean(found['object'])}资金" if found else ""


def _trimmed(head: str, spot: Spot) -> str:
    """A long head without the clause ahead of its noun: 逐步将供养标准, 以甲村为点发展花生."""
    head = clean(head.rsplit("且", 1)[-1])
    if len(head) > LONG and (disposed := DISPOSED.search(head)):
        head = clean(head[disposed.end() :])
    if len(head) > LONG:
        for verb in INNER_DOING.finditer(head):
            word = spot.words_at.get(spot.text.rfind(head[verb.start() :], 0, spot.quantity.start))
            if word is not None and word.tag == "v" and "占" not in head:
                kept = verb.start() if verb[0] in FLOWS else verb.end()
                return str(REACHED.sub("", head[kept:]))
    return str(REACHED.sub("", head))


def _topic(spot: Spot, measure: str) -> Label:
    """The label of an amount with no word ahead: its noun behind, or what was spoken of."""
    spoken, phrase, dimension = spot.spoken, spot.phrase, spot.dimension
    money_noun = dimension == "money" and MONEY_NOUN.search(phrase.noun)
    if phrase.noun and (dimension not in ("ratio", "money") or money_noun):
        return Label(
            extent(phrase.noun, spot), measure, "label.noun-after", subject=phrase.noun, listed=True
        )
    if phrase.noun and phrase.predicate and dimension == "ratio" and measure == "rate":
        label = f"{phrase.predicate}的{phrase.noun}比例"  # 67%社区达到标准
        return Label(label, measure, "label.share-of", subject=phrase.noun)
    if TOTAL.fullmatch(spot.left) and spoken.last and dimension != "ratio":
        total = fresh_total(spoken.last)
        return Label(total, measure, "label.total", subject=total)
    if spoken.adjacent and spoken.last and dimension in EXTENT and not spot.left.strip("、"):
        label = spoken.last.removesuffix("数") + ("面积" if dimension == "area" else "")
        return Label(label, measure, "label.chain", subject=spoken.last)
    carried = spoken.level or phrase.noun
    doubt = "topic carried" if carried else "no label"
    return Label(carried, measure, "label.topic", doubt=doubt, subject=carried)


def _named_amount(spot: Spot, head: str, measure: str) -> Label:
    words, spoken, left = label_words(), spot.spoken, spot.left.rstrip()
    if len(head) > LONG:
        head = _trimmed(head, spot)
    same = spoken.by_dimension.get(spot.dimension, "")
    if words.division.fullmatch(head) and same:
        label = head + (same[own.end() :] if (own := words.division.match(same)) else same)
        return Label(label, measure, "label.division", subject=label)
    if RESTATED.fullmatch(head) and spoken.last:
        return Label(spoken.last, measure, "label.restated", subject=spoken.last)
    if not head:
        return _topic(spot, measure)
    if words.flow_only.fullmatch(head) and same and measure == "level":
        head += words.flow_only.sub("", same, count=1)
    if spot.phrase.noun and spot.dimension in EXTENT and measure == "level":
        doing = words.flow_only.fullmatch(head) or words.getting.fullmatch(head)
        if doing or len(head) <= 2:
            label = extent(head + spot.phrase.noun, spot)
            return Label(label, measure, "label.noun-after", subject=label, listed=True)
        if spot.phrase.noun and left.endswith(("、", "和", "及")):  # 重型燃机、10兆瓦风电机组
            label = extent(spot.phrase.noun, spot)
            return Label(label, measure, "label.noun-after", subject=label, listed=True)
    if measure == "rate" and spot.quantity.unit in SHARES:
        head = _share(head, left, spoken.level)
    return _completed(spot, head, same, measure)


def _share(head: str, left: str, level: str) -> str:
    """A share's label says so: 甲占26% is 甲占比, and 占总人口 takes what was spoken of."""
    said = elliptical(left, level)
    if said:
        return f"{said}占比"
    own = label_words().measure_head.search(head) is not None
    if level and (carried := _share_of_topic(head, left, without_rate(level))):
        return carried
    bare = SHARE.sub("", head)
    if bare != head and len(bare) > 1:
        return f"{bare}占比"
    if "占" in head[1:-1] and not own:
        return f"{head}比例"
    return f"{head}比重" if left.endswith("的") and not own else head


def _share_of_topic(head: str, left: str, topic: str) -> str:
    """A share whose words lack their subject: 占35%, 对增长的贡献率为7%, 比例超过总数的三成."""
    said = left.strip("，、 达为")
    if CONTRIBUTION.fullmatch(said):
        return topic + said
    if head == "占":
        return topic.removesuffix("数") + "占比"
    if head.startswith("占"):
        own = label_words().measure_head.search(head) is not None
        return topic + head + ("" if own else "比例")  # 其中…人，占总人口比重为60%
    whole = OF_WHOLE.fullmatch(head) if left.endswith("的") else None
    return f"{topic}占{whole['whole']}比例" if whole else ""


def _completed(spot: Spot, head: str, same: str, measure: str) -> Label:
    """The label with what it needs from before: a subject, or the head of the whole."""
    words, spoken = label_words(), spot.spoken
    rule, doubt = "label.amount", ""
    if words.bare_head.fullmatch(head):
        base = same if head.startswith(SPENDING) and same else DOING.sub("", spoken.level)
        doubt = "topic carried" if base and spoken.age else ""
        # with nothing to carry the verb stays: 到位资金, 投入资金
        given = not base and head in ("资金", "投资")
        head = clean(spot.left) if given else with_subject(head, base)
        rule = "label.bare-head"
    elif spot.dimension == "money" and measure == "level" and _verbal(head):
        head += spot.phrase.noun if MONEY_NOUN.search(spot.phrase.noun) else "资金"
    elif measure == "level" and not words.measure_head.search(head) and head[-3:] != "GDP":
        borrowed = words.measure_head.search(same)
        sector = borrowed is not None and _sector(head) == _sector(same[: borrowed.start()]) != ""
        if borrowed and (spoken.breakdown or sector):
            head, rule = head + borrowed[0], "label.breakdown"
        elif spoken.breakdown:
            rule = "label.breakdown"
    head = extent(head, spot) if measure == "level" else head
    return Label(head, relative_measure(head, measure), rule, doubt=doubt, subject=head)


def _verbal(head: str) -> bool:
    """Whether nothing but a verb is said of money: 累计投入9亿元, 设立5亿元基金."""
    words = label_words()
    bare = words.getting.fullmatch(head)
    return head in FOUNDING or (bare is not None and words.measure_head.search(head) is None)


def _sector(label: str) -> str:
    """The kind of thing that a label ends with: 纺织服装产业 and 装备制造产业 are of one."""
    return next((kind for kind in SECTOR if label.endswith(kind)), "")
