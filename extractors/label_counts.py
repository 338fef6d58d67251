"""Labels of counts: persons, households, things, events, spans of time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words
from extractors.labels import (
    COUNT_WORD,
    PIECES,
    Label,
    clean,
    counted,
    elliptical,
    fresh_total,
    stem,
    tail_piece,
    with_subject,
)
from extractors.numeral_grammar import division_units, plain_division
from extractors.units import load_units

if TYPE_CHECKING:
    from extractors.labels import Spoken, Spot
    from extractors.noun_phrases import Phrase
    from pipeline.model import Quantity

COUNTED = frozenset(
    {"counts", "persons", "households", "organisations", "events", "person_times", "time"}
)
RATES = frozenset({"%", "‰", "倍"})  # 是2010年的2.1倍; what grows by 2倍 is a change, read before
SHORT_NOUN = regex.compile(r"户(?!籍)|村(?!民)")
PEOPLE = frozenset({"persons", "households", "person_times"})
# ，共3个 and, of a time of other units, 10天｜延长至5个月
CHAIN = regex.compile(
    r"[、，和及/ ]?(?:共|计|共计)?"
    r"|(?:左右)?(?:分别|大幅|平均|又|再|已)?(?:延长|缩短|压缩|压减|缩减)(?:到|至|为)"
)
TOTAL = regex.compile(
    r"[，、 ]*(?:现|年末|累计|总数|总人数|总量|总计|共计|合计)*(?:达到?|突破|超过?)+"
)
ACTOR = regex.compile(
    r"^.{1,14}?(?:部门|局|办公室|委员会|政府|中心|单位|机构|公司)(?=完成|开发|实施|组织|开展|"
    r"投入|发放|争取|共|累计)"
)
# 构建以｜十大产品为主的体系, 向全区｜30户困难群众发放: what goes on is none of the noun's own
COORDINATED = regex.compile(
    r"(?:[、和及与向对给以把从]|以及|朝着|围绕|针对|面向|通过|聚焦)(?:[全我本][市区县省州乡镇村盟旗])?$"
)
WITHIN = regex.compile(
    r"(?:之?内|[以之]?后|[以之]?前|间|中|里)|(?:之|以)?内(?!容|部|陆|河|蒙|在|外|涵|科|需|资).*|[以之](?:后|前).*|\p{Han}"
)
BEGUN = regex.compile(
    r"(?:新?开工(?:建设)?|启动(?:建设)?|在建|续建)(?P<object>.{2,})|(?P<thing>.{2,}?)(?:新?开工|启动)数?"
)
DONE_OF = regex.compile(r"[、，和已]*(?P<verb>(?:基本|全面|已)?(?:完成|建成|完工|竣工))(?:了)?")
LASTING = regex.compile(r"(?:延长|缩短|长达|历时|压缩|耗时|提前|推迟|达|超过|为)(?:到|至|了|为)?$")
RUNNING = regex.compile(r"(?P<head>[^，]*?)连续$")
RANKED = regex.compile(
    r"(?<=.{2})(?:(?:综合)?(?:成绩|得分|评分|考核|排名|总量)*[居列]?全[国省市区州]|(?P<top>首位))$"
)
STANDS = regex.compile(r"第[一二三四五六七八九十\d]|前[列茅\d三五十]|首位|领先")
YEARLY = regex.compile(
    r"年(?:总产值|产值|[营销][业售]收入|主营业务收入|产量|收入|纳税|交易额)$|GDP$"
)
AMONG = regex.compile(r"(?<subject>.*)在(?:全[国省市区]|[^，在的]{0,3})$")
AMOUNT_NEXT = regex.compile(
    r"占[^，。；]{2,14}?\d|"
    r"(?:[达为超逾约近]|分别|突破|达到|超过|实现|完成|增长|下降)*[ ]?[\d千百亿]|"
    r"(?:提升|提高|增长|增加|下降|变化)对"  # 300个重点县｜单产提升对丰收的贡献率
)
PLACES = regex.compile(
    r"(?:行政|自然|建制|贫困|重点|示范)?村(?![民委级庄])(?=.{3})|(?:旗县区|县市区|县区|市县|乡镇|社区|街道)(?=.{3})"
)
NUMBER_NEXT = regex.compile(r"[ ]?\d")
ALSO = regex.compile(r"已|均|全|都|也")
DONE = regex.compile(r"^(?:已经?|均|全部|都|将|实现了?|完成了?|进行|了)+")
DIGIT = regex.compile(r"\d")
FINISHED_OF = regex.compile(
    r"(?:已|均|全部|已经)?(?P<said>(?:开工|完成|竣工|建成|完工|投产|投用|通过|达标)\p{Han}{0,4})(?=[，。；])"
)
ALSO_KIND = regex.compile(r"[（(][市区县旗镇街道、]{1,5}[）)]")
REGION = 2  # characters
REGION_TAGS = frozenset({"n", "s", "f", "nz"})  # 东部, 沿海, 地区
CLAUSE_END = regex.compile(r"[，,。；;：（(\n]")
PIECE = 12  # characters: words ahead of a counted noun that are longer are a clause of their own
# 有关单位已准备｜2200个库点: who did it is no part of what is counted
DOER = regex.compile(r"^.{4,}?(?:已经?|正在|先后|相继|陆续)(?=\p{Han}{2,4}$)")
SHORT_PREDICATE = 14
PREDICATE = 20
# 造成｜6.8万人死亡, 扶持｜1.2万人创业
BARE = ("", "造成", "致", "使", "带动", "帮助", "助推", "扶持", "支持", "促进", "引导", "推动")


def spoken_key(quantity: Quantity) -> str:
    """Under what a subject is remembered: counts by their unit, amounts by their dimension."""
    dimension = load_units().dimension(quantity.unit)
    return quantity.unit if dimension in COUNTED else dimension


def spoken_after(spoken: Spoken, label: Label, quantity: Quantity) -> Spoken:
    """What is spoken of after a figure: nothing new after a budget or a bare rank."""
    if label.target or not label.subject:
        return spoken
    if label.measure == "rank":
        return replace(spoken, level=label.subject, last=label.subject, age=0)
    if label.measure in ("level", "rate"):
        by_dimension = {**spoken.by_dimension, spoken_key(quantity): label.subject}
        counted = label.rule == "label.noun-after" and label.noun
        whole = COUNT_WORD.sub("", label.text) if counted else ""
        return replace(
            spoken,
            level=label.subject,
            last=whole or label.subject,
            by_dimension=by_dimension,
            age=0,
        )
    level = (
        spoken.level
        if label.rule == "label.change" and label.subject == spoken.last
        else (
            label.subject
            if not label.subject.endswith(("增速", "增幅", "降幅", "涨幅"))
            else spoken.level
        )
    )
    age = 0 if level != spoken.level else spoken.age
    return replace(spoken, level=level, last=label.subject, age=age)


def measure_of(quantity: Quantity) -> str:
    """The measure that unit and kind alone give: level, rate or rank."""
    if quantity.kind == "rank":
        return "rank"
    return "rate" if quantity.unit in RATES or quantity.kind == "ratio" else "level"


def count_label(spot: Spot) -> Label:
    """The label of a count, from its noun or from what it is said to do."""
    head = clean(ACTOR.sub("", clean(spot.left)))
    phrase, measure = spot.phrase, measure_of(spot.quantity)
    if counting := _divisions(spot, measure) or _finished(spot, measure):
        return counting
    if phrase.noun and phrase.threshold:
        label = counted(phrase.noun, spot.dimension)
        subject = spot.spoken.level
        return Label(label, measure, "label.threshold", subject=subject, noun=phrase.noun)
    if spot.dimension in ("time", "events") and (running := RUNNING.fullmatch(spot.left.strip())):
        return _running(clean(running["head"]), spot)
    if _own(spot):
        return _noun_after(spot, _own_noun(phrase, spot.text), measure)
    return (
        _classes(spot, measure) or _said(spot, head, measure) or _without_noun(spot, head, measure)
    )


def _divisions(spot: Spot, measure: str) -> Label | None:
    """8县市脱贫, 沿海7市: divisions are counted by their kind, with the region ahead of it."""
    quantity = spot.quantity
    if quantity.unit != "个" or quantity.unit_text not in division_units():
        return None
    last = spot.words_at.get(quantity.start - REGION)
    near = last is not None and last.end == quantity.start and last.tag in REGION_TAGS
    region = clean(spot.text[quantity.start - REGION : quantity.start]) if near else ""
    also = ALSO_KIND.match(spot.text, quantity.end)  # 8县（区）
    kinds = quantity.unit_text + (also[0] if also else "")
    label = f"{region}{plain_division(kinds)}数"
    return Label(label, measure, "label.divisions")


def _finished(spot: Spot, measure: str) -> Label | None:
    """79个重点项目｜16个开工建设: how many of those counted are done."""
    last = spot.spoken.last
    if not spot.spoken.adjacent or CHAIN.fullmatch(spot.left) is None or not last:
        return None
    said = FINISHED_OF.match(spot.text, spot.quantity.end)
    if said is None or spot.text[spot.quantity.start - 1] in "、，和及":
        return None
    label = counted(f"{said['said']}的{COUNT_WORD.sub('', last)}", spot.dimension)
    return Label(label, measure, "label.done", subject=last)


def _classes(spot: Spot, measure: str) -> Label | None:
    """脱贫不稳定户、边缘易致贫户等三类户: the classes are of households."""
    quantity, text = spot.quantity, spot.text
    short = SHORT_NOUN.match(text, quantity.end) if quantity.unit == "类" else None
    if short is None:
        return None
    label = f"{text[quantity.start : quantity.end]}{short[0]}数"
    return Label(label, measure, "label.noun-after", subject=label)


def _own(spot: Spot) -> bool:
    """Whether the noun behind a count is its own: not in 3天内, not in 38万人参加了保险."""
    lasting = spot.dimension == "time" and (
        WITHIN.fullmatch(spot.phrase.noun) is not None
        or LASTING.search(spot.left.rstrip()) is not None
    )
    doing = spot.phrase.clause != "" and spot.dimension in PEOPLE
    return spot.phrase.noun != "" and not lasting and not doing


def _said(spot: Spot, head: str, measure: str) -> Label | None:
    """The label that what is said makes: 下降的为2个, 12万人脱贫."""
    if said := elliptical(spot.left, spot.spoken.last):
        return Label(counted(said, spot.dimension), measure, "label.ellipsis", subject=said)
    said = DONE.sub("", spot.phrase.clause or spot.phrase.predicate)
    also = spot.spoken.adjacent and ALSO.match(spot.text, spot.quantity.end)  # 2户4人均已落实
    short = 2 <= len(said) <= SHORT_PREDICATE
    if spot.dimension in PEOPLE and short and head in BARE and not also:
        label = counted(head + said, spot.dimension)
        return Label(label, measure, "label.predicate", subject=label, listed=True)
    return None


def _without_noun(spot: Spot, head: str, measure: str) -> Label:
    spoken, dimension = spot.spoken, spot.dimension
    if TOTAL.fullmatch(spot.left) and spoken.last:
        label = counted(fresh_total(spoken.last), dimension)
        return Label(label, measure, "label.total", subject=label)
    if CHAIN.fullmatch(spot.left) and spoken.last and spoken.adjacent:
        label = counted(spoken.last, dimension)
        return Label(label, measure, "label.chain", subject=spoken.last)
    if dimension == "time" and len(head) < 2 and spot.phrase.noun:
        return Label("", measure, "label.topic", doubt="no label")  # 3年内｜完成: how soon
    if done := _done(spot.left, spoken.level):
        return Label(counted(done, dimension), measure, "label.done", subject=spoken.level)
    if not head:
        label = counted(spoken.level, dimension)
        doubt = "topic carried" if label else "no label"
        return Label(label, measure, "label.topic", doubt=doubt, subject=spoken.level)
    same = spoken.by_dimension.get(spoken_key(spot.quantity), "")
    if label_words().flow_only.fullmatch(head) and same:
        head += label_words().flow_only.sub("", stem(same, ""), count=1)
    named = with_subject(head, spoken.level)
    return Label(counted(named, dimension), measure, "label.noun-before", subject=named)


def _done(left: str, level: str) -> str:
    """What was begun, now done: 开工建设公园45个、｜完成22个 and 住房开工90套、｜基本建成80套."""
    done, begun = DONE_OF.fullmatch(left), BEGUN.fullmatch(level)
    return (begun["thing"] or "") + done["verb"] + (begun["object"] or "") if done and begun else ""


def _running(head: str, spot: Spot) -> Label:
    """连续4年荣获先进市: a span of years is labelled by what lasted, with its subject."""
    start = spot.quantity.end
    end = CLAUSE_END.search(spot.text, start)
    said = clean(spot.text[start : end.start() if end else len(spot.text)])
    if head and DIGIT.search(said):
        said = ""  # 连续六年稳定在15万吨: the amount has a label of its own
    doubt = "" if head or len(said) > 2 else "topic carried"
    subject = head or (spot.spoken.last if doubt else "")
    return Label(
        f"{subject}连续{said[:PREDICATE]}{spot.quantity.unit}数",
        measure_of(spot.quantity),
        "label.running",
        doubt=doubt,
        subject=spot.spoken.level,
    )


def _own_noun(phrase: Phrase, text: str) -> Phrase:
    """Without the amount that follows: 613座大型水库｜蓄水总量3488亿立方米."""
    places = PLACES.match(phrase.noun) if NUMBER_NEXT.match(text, phrase.end) else None
    if places:  # 53个行政村｜供水工程18处
        end = phrase.end - len(phrase.noun) + places.end()
        return replace(phrase, noun=places[0], end=end, predicate="")
    ranked = RANKED.search(phrase.noun)
    if ranked and (ranked["top"] or STANDS.match(text, phrase.end)):  # 2大赛事｜全省第三
        noun, end = phrase.noun[: ranked.start()], phrase.end - len(ranked[0])
        return replace(phrase, noun=noun, end=end, predicate="")
    found = YEARLY.search(phrase.noun) or label_words().measure_head.search(phrase.noun)
    own = found and found.start() > 1 and text.startswith(found[0], phrase.end - len(found[0]))
    if found and own and AMOUNT_NEXT.match(text, phrase.end):
        noun, end = phrase.noun[: found.start()], phrase.end - len(found[0])
        return replace(phrase, noun=noun, end=end, predicate="")
    return phrase


def _piece(spot: Spot) -> str:
    """The verb or owner ahead of a counted noun; another item of a list is none of it."""
    left = spot.left.rstrip()
    if COORDINATED.search(left):
        return ""
    piece = clean(DOER.sub("", tail_piece(left)))
    marks = [mark[0] for mark in PIECES.finditer(left)]
    if marks and marks[-1] == "、":  # 堤坝、湖泊两类工程 against 竣工3处、新开工2处水库
        word = spot.words_at.get(spot.text.rfind(piece, 0, spot.quantity.start))
        if not label_words().flow.match(piece) and not (word and word.tag == "v"):
            return ""
    return piece if len(piece) <= PIECE else ""


def _noun_after(spot: Spot, phrase: Phrase, measure: str) -> Label:
    """5家江苏企业落地: the noun with what is said of it; 建成24个公园: with the verb ahead."""
    among = AMONG.fullmatch(spot.left.rstrip())
    if among and "中" in spot.text[phrase.end - 1 : phrase.end + 1]:
        # 空气质量在全国169个城市中排名第一: what is ranked goes on
        subject = clean(among["subject"]) or spot.spoken.level
        label = counted(phrase.noun, spot.dimension)
        return Label(label, measure, "label.noun-after", subject=subject, noun_end=phrase.end)
    piece, dimension = "" if among else _piece(spot), spot.dimension
    owned = spot.left.rstrip().endswith("的")
    if owned and (len(piece) < 2 or piece in spot.spoken.last):
        piece = ""  # 18个国家的20支队伍: the countries were counted before
    attributive = owned and piece != ""
    if dimension == "time":
        label = phrase.noun
    elif attributive:
        label = f"{piece}的{phrase.noun}"
    elif phrase.predicate and not piece and "每" not in phrase.predicate:
        label = f"{DONE.sub('', phrase.predicate) or phrase.predicate}的{phrase.noun}"
    else:
        label = piece + phrase.noun
    subject = phrase.noun if dimension != "counts" else label
    return Label(
        counted(label, dimension),
        measure,
        "label.noun-after",
        subject=subject,
        listed=True,
        noun=phrase.noun,
        noun_end=phrase.end,
    )
