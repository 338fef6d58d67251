"""Which numerals with a measure word are no figures: 一批, 十分, 四个意识, 万元工业增加值."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.numeral_grammar import words
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.numeral_parts import Number
    from pipeline.model import Word

BARE_HEADS = frozenset("百千万亿")
NOUNS = ("n", "nz", "nt", "nw", "LOC", "ORG", "an", "vn", "f", "s")
DURATIONS = frozenset({"年", "月", "天", "日", "小时", "周", "分钟", "学时", "课时"})
LIVE = frozenset({"头", "只", "羽", "尾", "株", "棵", "箱"})  # 百万头生猪 counts, 百万英才 names
NAMED_SPAN = regex.compile(
    r"行动|规划|计划|攻坚|来|前|后|间|义务|一贯|制|禁渔|大计|一遇|工程|提升|倍增|会战|期间"
)
TURNS = regex.compile(r"翻了?(?:近|约|超)?$")
NEARLY = regex.compile(r"(?:上|近|超过?|逾|突破|过|不足|不到|未满)$")
ORDINAL_UNITS = frozenset(
    {"套", "批", "类", "次", "期", "孩", "轮", "级", "胎", "维", "手", "线", "道"}
)
SESSION = regex.compile(r"(?:全体)?(?:全会|会议|党代会|人代会|代表大会)|全国代表")
HELD = regex.compile(r"(?:举办|开展|开设|举行|培训|播出|推出|编发|编印|刊发|出版|完成)了?$")
EDITIONS = frozenset({"期", "届"})
REAL = frozenset({"方面", "座", "处"})  # three bridges are no slogan whatever follows
ATTRIBUTES = frozenset({"a", "m", "b", "ad"})
COLLECTIVE = frozenset(
    {"大", "类", "大类", "项", "条", "种"}
)  # 五大集团公司, cut as 五/大集团/公司
LOOSE_NOUN = regex.compile(r"(?![个是要为一三多]|发展)(?:\p{Han}{2}|户(?!籍)|\d+[个项家户])")
QUOTED_COUNT = regex.compile(
    r"[”\"’』」](?:专项|攻坚|重点|主要|提升|生态)*(?:行动|工程|产业|任务|措施|项目)"
)
QUOTED_HEAD = regex.compile(r"[“\"]?(?P<count>[两三四五六七八九十]{1,2}[大项类])(?=[”\"])")
TOPONYM = regex.compile("[岗沟湾河坡街屯营铺梁]")  # 十六道岗水库
DOZEN = 12  # above it a Chinese numeral before a measure word counts
LONG_WORD = 4  # the longest words ahead of a numeral that may end in its first sign
# 出台支持茶业发展十条措施: named, and yet so many measures; 落实… and 支持茶业发展十条 only name
MADE = regex.compile(r"(?:制定|出台|推出|印发)(?:实施|了|我?[省市县区州])*$")
MEASURES = regex.compile(
    r"[^《》“”\"]*(?:\d|[一二三四五六七八九十])条(?:政策|措施|举措|意见|(?:支持|扶持|优惠)政策)"
)
AT_LEAST = regex.compile(r"(?:至少[^，。；]{0,6}|不少于|仅有?|只有|每[^，。；]{1,8})$")


def named_part(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a programme's name in which numerals count nothing.

    >>> named_part("出台支持茶业发展十条措施", 2, 12), named_part("落实支持茶业发展十条措施", 2, 12)
    ((12, 12), (2, 12))
    >>> "“十大”专项行动"[slice(*named_part("“十大”专项行动", 0, 8))], named_part("八大工程", 0, 4)
    ('”专项行动', (0, 4))
    """
    made = MADE.search(text, max(0, start - 6), start)
    if made is not None and MEASURES.match(text, start, end):
        return end, end
    found = QUOTED_HEAD.match(text, start, end)
    if found is None or QUOTED_COUNT.match(text, found.end()) is None:
        return start, end
    return found.end(), end


def refusal(text: str, number: Number, words_at: Mapping[int, Word]) -> str:
    """The id of the rule by which a number with a unit is no figure, ``""`` if it is one."""
    if number.chinese:
        return _refuse_chinese(text, number, words_at)
    if number.unit in DURATIONS and NAMED_SPAN.match(text, number.end):
        return "ignore.named-span"
    return ""


def _refuse_chinese(text: str, number: Number, words_at: Mapping[int, Word]) -> str:
    if number.form == "番":
        turned = TURNS.search(text, max(0, number.start - 3), number.start)
        return "" if turned else "ignore.loose-turn"
    raw = text[number.start : number.number_end]
    if words_at and _inside_word(number, raw, words_at):
        return "ignore.inside-word"
    if raw != "一" and raw[0] in BARE_HEADS and not number.infix:
        return _refuse_bare_head(text, number)
    named = _refuse_named(text, number, raw)
    if named or (raw == "一" and not number.infix):
        return named or _refuse_one(text, number)
    if number.unit in DURATIONS:
        return _refuse_duration(text, number)
    soft = number.unit in words().soft_units and number.full <= 100
    return _refuse_slogan(text, number, words_at) if soft else ""


def _refuse_named(text: str, number: Number, raw: str) -> str:
    """Numerals that name one of several (二套房, 三次会议, 二期), and units that mislead."""
    if number.unit in words().refused_chinese and not (_held(text, number) or _many(text, number)):
        return "ignore.chinese-unit"
    if raw == "二" and number.form in ORDINAL_UNITS:
        return "ignore.ordinal-two"
    if number.unit == "次" and SESSION.match(text, number.end):
        return "ignore.session-number"
    if number.unit == "期" and not _held(text, number):
        return "ignore.phase-number"
    return ""


def _inside_word(number: Number, raw: str, words_at: Mapping[int, Word]) -> bool:
    """统一, 万一 and 三农 are words; a numeral of several signs (三百余万) is cut amiss instead."""
    if number.start in words_at:
        return False
    if len(raw) == 1 and not number.infix:
        return True
    before = (words_at.get(number.start - back) for back in range(1, LONG_WORD))
    return any(w is not None and w.end == number.start + 1 for w in before)


def _many(text: str, number: Number) -> bool:
    """五百头, 三十二间, 二十余间: too many for a turn of speech (十分, 三方, 五道), and no time."""
    if TOPONYM.match(text, number.end):
        return False
    return number.infix or (number.full > DOZEN and number.unit not in words().named_chinese)


def _held(text: str, number: Number) -> bool:
    """举办两届, 播出十期: what is held counts, 二期工程 and 十九届 name."""
    held = HELD.search(text, max(0, number.start - 8), number.start)
    return number.unit in EDITIONS and held is not None


def _refuse_bare_head(text: str, number: Number) -> str:
    """百亿元, 千万元, 百万亩 count once; 万元 (as in 万元产值能耗), 百年 and 千家 do not."""
    raw = text[number.start : number.number_end]
    dimension = load_units().dimension(number.unit)
    if NEARLY.search(text, max(0, number.start - 3), number.start) and raw[-1] in "百千万亿":
        return ""  # 上亿元, 近万户
    measured = dimension in {"money", "area", "mass", "energy", "power", "volume"}
    measured = measured or number.unit in LIVE
    if len(raw) > 1 and (measured or not number.unit):
        return ""
    if dimension == "money" and text.startswith(("以上", "及以上"), number.end):
        return ""  # 亿元以上项目: a threshold
    if not number.unit and raw[-1] in "万亿" and len(raw) > 1:
        return ""
    return "ignore.bare-head"


def _refuse_one(text: str, number: Number) -> str:
    """一 is an article (一批, 一名) but where it is counted: 每月一次, 至少一项, 一倍, 一番."""
    if number.unit in {"倍", "番", "成"}:
        return ""
    left = text[max(0, number.start - 12) : number.start]
    if AT_LEAST.search(left) and not left.endswith("每"):
        return ""
    return "ignore.vague-one"


def _refuse_duration(text: str, number: Number) -> str:
    if NAMED_SPAN.match(text, number.end):
        return "ignore.named-span"
    left = text[max(0, number.start - 3) : number.start]
    counted = left.endswith(words().duration_heads)
    if counted or text.startswith(words().duration_tails, number.end):
        return ""
    return "ignore.loose-span"


def _refuse_slogan(text: str, number: Number, words_at: Mapping[int, Word]) -> str:
    """四大模式 counts where a noun follows; 四个意识, 五个坚持 name something.

    An adjective or a number may stand between (十大专项行动, 八大类839个项目), but not where
    quotation marks make a name of it (“六大强农”, “四个最严”).
    """
    if not words_at or number.admin or number.unit in REAL:
        return ""
    following = words_at.get(number.end)
    if following is not None and following.tag.startswith(NOUNS):
        return ""
    quoted = text[number.start - 1 : number.start] in tuple('“"‘『「')
    if quoted:
        return "" if QUOTED_COUNT.match(text, number.end) else "ignore.slogan-count"
    tag = following.tag if following else "merged"
    loose = LOOSE_NOUN.match(text, number.end) is not None
    if loose and (tag in ATTRIBUTES or (tag == "merged" and number.form in COLLECTIVE)):
        return ""
    return "ignore.slogan-count"
