"""What a figure measures: a label out of the words around its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from extractors.label_amounts import amount_label
from extractors.label_changes import read_change
from extractors.label_counts import COUNTED, count_label
from extractors.labels import BRACKETS, Label, Spoken, Spot, clean_amount
from extractors.lexicons import alternation, read_toml
from extractors.noun_phrases import Phrase, beyond_bracket, following_phrase, whole_thing
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model import Quantity, Word

# 比重｜由峰值时的9%降到7%: where a number comes from is no part of what it measures
FROM_TAIL = regex.compile(
    r"(?<=.{2})(?<!自|事|缘)[由从](?:[^，。；、由从]{0,8}(?:时|末|期|初|前|底)|原来|原先|过去|全[省市国县区州])?"
    r"的?(?:原来|平均|最[多高低少]|不足|不到|超过|近|约)?$"
)
# 产量在灾情影响下｜实现, 景区在全省考评中｜位居: how it came about is no part of what it is
CIRCUMSTANCE = regex.compile(
    r"(?<=.{2})在[^，。在\d]{1,12}?(?:(?:带动|推动|影响|支持|引领|拉动|作用|指导|帮助|背景|情况)下|"
    r"(?:考核|考评|评比|测评|检测评|评选|大赛|竞赛|比赛)[中上里]?)(?:实现(?=.)|荣?获(?=$))?"
    r"|(?<=.{2})在[^，。在]{0,8}的?基础上(?=再?(?:[翻增提降]|$))"
)
# GDP实现1.5%的正增长, 保持8%以上的增速: the change is said behind the number
GROWTH_OF = regex.compile(
    r"(?:以上|左右|以内)?的(?:年均|平均|同比|较快|较高|高速|中高速|两位数)*"
    r"(?:(?P<down>负增长|降幅|跌幅|下降)|正?增长(?!率|点|极|资金|空间|潜力|目标)|增速|增幅|涨幅|升幅)"
)
ASIDE = regex.compile(r"（[^（）]{1,14}）(?P<noun>的\p{Han}{2,10})")  # 2300元（按可比价）的贫困标准
STEP = alternation(read_toml("figure_words.toml")["measured_bare"]["nouns"])
STEPS = regex.compile(rf".{{0,2}}(?:{STEP})")
PASSED = regex.compile(rf"^(?:[百千万亿]+元?)?(?:{STEP})(?=[，、])")  # 突破400亿元｜大关、达438亿元
# 总投资90亿元的｜36个重点项目
SIZED = regex.compile(r"(?:总投资额?|总规模|投资)(?:达到?|约|近|超过?|为)*$")
OWNED_MANY = regex.compile(
    r"的(?:\d+|[两三四五六七八九十百]+)余?(?:[个项座家条处栋幢所宗期]|大类?)(?=\p{Han}{2})"
)
REACH = 24  # characters
KEPT = regex.compile(r"(?:实现|出现|保持|取得|达到|完成|以|均|年均|了|在)+$")


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
    left = CIRCUMSTANCE.sub("", BRACKETS.sub("", left).strip())
    left = PASSED.sub("", FROM_TAIL.sub("", left))
    if quantity.rule == "number.medal":
        return Label(f"{quantity.unit_text}牌数", "level", "label.medal")
    label = read_change(left, quantity, spoken) or _growth_of(left, quantity, spoken, text)
    if label is not None:
        return label
    dimension = load_units().dimension(quantity.unit)
    behind = quantity.end + _in_quotes(text, quantity)
    if right <= behind and (aside := ASIDE.match(text, behind)):
        behind, right = aside.start("noun"), aside.end()
    many = OWNED_MANY.match(text, behind) if SIZED.search(left) else None
    if many is not None:
        behind, right = many.end(), min(many.end() + REACH, len(text))
    phrase = following_phrase(text, behind, right, words_at, short=dimension == "time")
    phrase = beyond_bracket(text, phrase, right, words_at)
    if many is not None and phrase.noun:
        phrase = replace(phrase, noun=whole_thing(text, many.end(), phrase.noun))
    spot = Spot(left, quantity, dimension, spoken, phrase, text, words_at)
    if dimension in COUNTED or quantity.rule == "number.counted-noun":
        return count_label(spot)
    if STEPS.fullmatch(phrase.noun) and left:
        # 收入突破400亿元大关: what is passed, not what is counted; 4个｜百亿元台阶 is
        spot = replace(spot, phrase=Phrase("", "", quantity.end))
    label = amount_label(spot)
    # 总投资9亿元的｜7个项目: their number has words of its own
    return label if many is None else replace(label, rule="label.owned", noun="")


def _in_quotes(text: str, quantity: Quantity) -> int:
    """1 where quotation marks hold a number alone (“十大”专项行动), else 0."""
    return int(
        text[quantity.start - 1 : quantity.start] in tuple('“"')
        and text[quantity.end : quantity.end + 1] in tuple('”"')
    )


def _growth_of(left: str, quantity: Quantity, spoken: Spoken, text: str) -> Label | None:
    found = GROWTH_OF.match(text, quantity.end) if quantity.unit == "%" else None
    if found is None or quantity.kind != "number":
        return None
    label = clean_amount(KEPT.sub("", left)) or spoken.level
    sign = -1 if found["down"] else 1
    doubt = "" if label else "no label"
    return Label(label, "growth", "label.growth-of", sign, doubt=doubt, subject=label)
