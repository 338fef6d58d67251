"""The one pattern that finds time expressions, built from named parts and the words of time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from extractors.time_lexicon import named_periods, price_words, relative_years, time_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.time_lexicon import TimeWord

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "首": 1}
_CHINESE = "〇零○一二三四五六七八九十两"
# Where an expression may begin that is no listed word: two characters are looked at before the
# pattern proper is tried, since a bulletin is full of digits and of 一 and 上.
_BEGINS = rf"""
  (?<!\d)\d{{1,4}}(?:\ ?[年月日时世]|[-–—－―─~～至到./、和与及:：学季点全上下一二三四])
| (?<=表1?\d)\d{{4}}年
| [{_CHINESE}0首]{{1,5}}[年月季世五个至到—－-]|[“"][{_CHINESE}\d]
| 第[一二三四1-4]季|前[二两三四五六七八九十\d]|[近未今过最本][{_CHINESE}\d去来后世近]|今后
| [上下][个半世午]|年[底末初中]|全年|同期|农历|[正腊冬]月|星期
| 周[一二三四五六日天]|[晚早凌中傍][上晨午晚\d]
| [春夏秋冬]季|这[{_CHINESE}\d]|下一
"""

# Parts. A dash or 至 between two times; 到 too, since two years or months stand around it.
_TO = r"\ ?(?:[-—–－~～―─]{1,2}|至|到)\ ?"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ONES = "[一二三四五六七八九]"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十{_ONES}?|十{_ONES}?|{_ONES})"
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_CLOCK = r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?"
_WEEKDAY = r"(?:[，,]?\ ?[（(]?(?:星期|周)[一二三四五六日天][）)]?)?"

_ISO = rf"""(?<![\d./-])(?P<iso>(?P<iso_year>(?:19|20)\d\d)(?P<iso_sep>[-./])
  (?P<iso_month>1[0-2]|0?[1-9])(?P=iso_sep)(?P<iso_day>3[01]|[12]\d|0?[1-9])(?![\d%])
  (?:[T\ ]{{1,2}}{_CLOCK})?{_WEEKDAY})"""

# 表12021年 is the caption's "表1" glued to its year.
_YEAR = r"""(?:(?<!\d)|(?<=表\d)|(?<=表1\d))(?P<year>(?:19|20)\d\d)"""
_YEARS = rf"""(?:
  {_YEAR}(?:\ ?年度?)?{_TO}(?P<to_year>(?:19|20)\d\d)(?!\d)\ ?(?P<range_mark>学年|年度?|(?=[）)]))
| {_YEAR}\ ?(?P<school>学年)
| {_YEAR}\ ?年(?!代)度?
| {_YEAR}(?=全年|[上下]半年|[一二三四]季度|年末|年底)
| {_YEAR}(?P<listed>)(?=(?:、(?:19|20)\d\d)*[、和及与](?:19|20)\d\d\ ?年)
| (?<![{_CHINESE}])(?P<chinese_year>[一二][九〇零○0][〇零○0一二三四五六七八九]{{2}})年度?
| (?<![\d.,，])(?P<short_year>0\d|[12]\d(?=年\d{{1,2}}月)
    |[89]\d(?=年(?:[底初末]|\d{{1,2}}月|[一二三四]季)))年
| (?P<relative>%(relative)s)度?
)"""

_WITHIN = rf"""(?:
  (?P<from_month>(?<![\d.,]){_MONTH})月(?:(?P<from_day>{_DAY})[日号])?{_TO}
    (?:(?P<to_month>{_MONTH})月)?(?P<to_day>{_DAY})[日号]
| (?P<from_month>(?<![\d.,]){_MONTH})(?:月份?)?{_TO}(?P<to_month>{_MONTH})月份?(?!\d)
| (?<=[一-鿿，年])(?P<from_month>(?<![\d.,]){_MONTH})(?:月份?)?[、和]
    (?P<to_month>{_MONTH})月份?(?![\d一二三四五六七八九十])
| (?P<month>(?<![\d.,{_CHINESE}]){_MONTH})\ ?月\ ?
    (?P<day>{_DAY})\ ?[日号](?!文)(?:\ ?{_CLOCK})?{_WEEKDAY}
| (?P<month>(?<![\d.,{_CHINESE}]){_MONTH})\ ?月
    (?![龄饼季嫂租牙球薪]|(?<=三月)三|一(?![日号十至]))份?(?P<third>上旬|中旬|下旬|初|[底末])?
| (?P<half>[上下])半年(?P<half_end>[底末])?
| 前(?P<first_quarters>[二两三2-3])个?季度
| 第?(?P<from_quarter>[一1])(?:季度)?(?:{_TO}|、|)(?P<to_quarter>[二三四2-4])季度
| 第?(?P<quarter>[一二三四1-4首])季度?(?<=度|首季)(?P<quarter_end>[底末])?
| (?<![提之以目])前(?P<first_months>1[01]|[2-9]|十一?|[二两三四五六七八九])个月
| (?<=年度?)年?(?P<year_end>[底末])(?![气数])
| (?<=年度?)年?初(?![步级中高心见])
| (?<=年)年?中(?=[，、。；])
| (?P<whole>全年)(?!龄)
| 同期(?P<same>)
)"""

_SEASON = r"[春夏秋冬](?:季学期|季|学期)"

# 自2017年脱贫摘帽以来，: what happened then stands between
_AFTER = r"""(?:(?P<since>(?:(?:以|开局)?来)(?![自源到临])|起(?=[，、：])
  |(?:起|初)?(?:至今|迄今|[至到](?:现在|目前|如今))
  |(?P<event>[^，。；：、“”\s\d年月日]{2,24}?以来(?=，)))
| (?P<before>(?:以|之)?前)(?![三两二一四五六七八九十\d来往后沿列茅瞻期夕者述进移置]))"""

_PLAN = r"""(?:[“"](?P<plan>%(plans)s)[”"]|(?<![%(chinese)s])(?P<plan>%(bare)s)
  |(?<![%(chinese)s\d])(?P<plan>%(plans)s)(?=时期|期间))
  (?:(?P<plan_name>的?(?:规划|纲要|计划|建议|蓝图)|普法)|(?P<plan_first>的?(?:开局|首|起步)之?年|的?第一年|开局)
  |(?P<plan_last>(?:的?(?:收官|末|最后一)之?年|收官))|(?P<plan_end>期?末期?)|(?P<plan_since>时?期?以来)
  |的?(?:前中期|中期|中后期|时期|期间|这?五年|初期|初|期))?"""

_SPAN = rf"""(?:
  (?:(?:近|最近|过去|这|过去的|刚刚过去的|前)?(?P<back>{_COUNT})年(?:多?来|间(?!的?隔|距)))
| (?:(?:(?<![将接附])近|最近|过去|过去的|刚刚过去的|这)(?P<back>{_COUNT})个?年(?![以之]?[前后]))
| (?:(?<![\p{{Han}}\d])(?P<back>[三四五])年(?=累计|共|完成|为|新增|投入|实现|我们|全[市省区州]))
| (?:(?<![第前后每十近去\d])(?P<back>五)年(?=新增|累计))
| (?:(?:今后|未来|下一个)(?P<ahead>{_COUNT})年)
| (?P<ago>{_COUNT})年(?:以|之)?前(?![一二三四五六七八九十\d])
)"""

_VAGUE = r"""(?P<vague>
  (?:上个?世纪|本世纪|(?<!\d)(?:1\d|2[01])世纪|[一二]?十[一二三四五六七八九]?世纪)
    (?:(?:\d0|[一二三四五六七八九]十)年代|中叶|末|初)?(?:[初末]期?|中[期叶]|后期)?
| (?<!\d)(?:(?:19|20)?\d0|[二三四五六七八九]十)年代(?:[初末]期?|中[期叶]|后期)?
| (?:上午|下午|凌晨|中午|晚上?|早上?|早晨|傍晚)\ ?\d{1,2}[时点](?:\d{1,2}分|半|整|许)?
| (?<![\d.:：比例为占])(?:[01]?\d|2[0-4])时(?:[0-5]?\d分(?:[0-5]?\d秒)?|许|整)
| (?<![\d.:：比例为占])(?:[01]?\d|2[0-3])[:：][0-5]\d(?![\d.:：%])
| 星期[一二三四五六日天] | (?<![一二两三每\d本上下几单])周[一二三四五六日](?![年边围期转])
| (?:(?:农历)?(?:正月|腊月|冬月)|农历[一二三四五六七八九十]{1,2}月)
    (?:初?[一二三四五六七八九十廿]{1,3})?
| [“"]\d{1,2}[·•・.]\d{1,2}[”"]
)"""

_BARE_DAY = (
    rf"""(?<![\d.,月{_CHINESE}])(?P<only_day>3[01]|[12]\d|[1-9])日(?=[，上下晚早凌至起电讯])"""
)


def _edge(word: TimeWord) -> str:
    before = f"(?<![{word.not_after}])" if word.not_after else ""
    after = f"(?![{word.not_before}])" if word.not_before else ""
    return f"{before}{regex.escape(word.text)}{after}"


def _any(words: Iterable[TimeWord]) -> str:
    """An alternation in which a longer word comes before those that it begins with."""
    return "|".join(_edge(w) for w in sorted(words, key=lambda w: -len(w.text)))


def _plan() -> str:
    plans = [p for p in named_periods().values() if p.plan]
    return _PLAN % {
        "plans": "|".join(p.text for p in sorted(plans, key=lambda p: -len(p.text))),
        "bare": "|".join(p.text for p in plans if p.bare),
        "chinese": _CHINESE,
    }


def _names() -> str:
    names = sorted((n for n, p in named_periods().items() if not p.plan), key=len, reverse=True)
    return "|".join(map(regex.escape, names))


@cache
def time_pattern() -> regex.Pattern[str]:
    """The pattern; which group matched says what kind of expression it is."""
    words = {w[:2] for w in (*relative_years(), *time_words(), *named_periods())}
    firsts, seconds = ("".join(sorted(set(chars))) for chars in zip(*words, strict=True))
    years = _YEARS % {"relative": _any(relative_years().values())}
    return regex.compile(
        rf"""(?=[{regex.escape(firsts)}][{regex.escape(seconds)}]|{_BEGINS})(?:
          {_ISO} | (?P<named>{_names()}) | (?P<word>{_any(time_words().values())})
        | {_VAGUE} | {_plan()} | {_SPAN}
        | {years}(?:[\ ，]?(?P<within>{_WITHIN})|{_SEASON})?{_AFTER}?
        | (?P<within>{_WITHIN}){_AFTER}?
        | {_BARE_DAY}
        )""",
        regex.VERBOSE,
    )


@cache
def price_pattern() -> regex.Pattern[str]:
    """What follows a year at whose prices something is counted: 价格, 不变价."""
    words, not_before = price_words()
    longest = sorted(words, key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(longest)})(?![{not_before}])")


def number(text: str) -> int:
    """A count, month or day of at most two places.

    >>> number("12"), number("十"), number("二十一"), number("两")
    (12, 10, 21, 2)
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def chinese_year(text: str) -> int:
    """A year written digit by digit.

    >>> chinese_year("二〇一七"), chinese_year("二0三五")
    (2017, 2035)
    """
    return int("".join(c if c.isdecimal() else str(_DIGITS[c]) for c in text))
