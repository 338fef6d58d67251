"""Types and cleaning of labels: what a figure's words come down to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from extractors.label_words import label_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractors.noun_phrases import Phrase
    from pipeline.model import Quantity, Word

RATE_ENDS = ("增速", "增幅", "降幅", "涨幅", "跌幅", "增长率", "下降率", "增长速度")
COUNT_ENDS = tuple(
    [
        "数",
        "量",
        "额",
        "率",
        "里程",
        "规模",
        "人次",
        "面积",
        "指数",
        "排名",
        "比例",
        "占比",
        "人口",
        "能力",
    ]
)
WHOLES = ("总量", "总额", "总数", "规模", "增量")
SUFFIXES = {"persons": "人数", "households": "户数", "events": "次数"}
BRACKETS = regex.compile(r"[（(][^（()）]*[)）]?")
ELLIPSIS = regex.compile(r"(?P<said>[^，的占]{1,8}的)(?:分别)?(?:占|为|有)")
FRESH = regex.compile(
    r"^(?:新增加?|净增加?|新(?:引进|认定|培育|建成|评定|登记|注册|设立?|建))(?=.{2})|(?:新增|净增)(?![长加值收])"
)
COUNT_WORD = regex.compile(r"(?:户数|人数|次数|(?<![总指系])数)$")
# 建成了文化广场, 实现了脱贫: the aspect of a verb at the head, not of a clause in it
ASPECT = regex.compile(
    r"^(?:实现|作出|做出|提出|形成|取得|解决|迎来|奠定|鼓舞)[了着](?!解)(?=.{2})|^(?P<verb>\p{Han}{2,3})了(?!解)(?=[^的]{2,}$)"
)
LONGEST = 24  # characters of a label that may hold a number of its own (35千伏、110千伏线路)
COUNTS_AHEAD = regex.compile(r".*\d[^、，]{0,8}、(?=[^、，]{4,}$)")
PIECES = regex.compile(r"[”\"、，]|等(?!级|值|额)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the text has been speaking of, as a sentence goes on.

    ``level`` is the subject of the last amount or share; ``last`` that of the last figure of
    any kind (规上工业增加值增速); ``by_dimension`` the last one of each dimension;
    ``breakdown`` holds while a whole is broken down (其中, 按行业分); ``adjacent`` where nothing
    but a mark parts a number from the one before it; ``age`` counts the sentences since
    ``level`` was said.
    """

    level: str = ""
    last: str = ""
    by_dimension: Mapping[str, str] = field(default_factory=dict)
    breakdown: bool = False
    adjacent: bool = True
    age: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands around one quantity: the words ahead, the phrase behind, what was spoken of."""

    left: str
    quantity: Quantity
    dimension: str
    spoken: Spoken
    phrase: Phrase
    text: str
    words_at: Mapping[int, Word]


@dataclass(frozen=True, slots=True)
class Label:
    """A label with the measure and sign that its words give, and the rule that read it."""

    text: str
    measure: str
    rule: str
    sign: int = 1
    doubt: str = ""
    subject: str = ""  # what is spoken of from here on
    target: bool = False  # 年初预算: the words themselves name a plan
    listed: bool = False  # its noun stands behind the number
    noun_end: int = -1  # and ends here
    noun: str = ""  # the noun behind the number alone: 10个｜亿元以上项目


@lru_cache(maxsize=4096)  # each way to read a figure cleans the same words
def clean(left: str) -> str:
    """A label cleaned of links, connectives and pointing words at both ends.

    >>> clean("其中区级配套资金达"), clean("全市进出口贸易总值")
    ('区级配套资金', '进出口贸易总值')
    """
    words = label_words()
    before = None
    while before != left:
        before = left
        left = words.trailing.sub("", left)
        found = words.leading.match(left)
        if found:
            left = left[found.end() :]
        left = ASPECT.sub(r"\g<verb>", left)
    if len(left) > LONGEST and (counts := COUNTS_AHEAD.match(left)):
        left = clean(left[counts.end() :])
    if left.count("《") != left.count("》"):
        left = left.strip("《》")
    balanced = left.count("“") == left.count("”")
    return left if balanced else left.strip("“”\"'、，：: ").replace("“", "").replace("”", "")


def clean_amount(left: str) -> str:
    """A label without the verb of getting or doing at its head.

    >>> clean_amount("实现增加值"), clean_amount("完成投资"), clean_amount("投入")
    ('增加值', '投资', '投入')
    """
    left = clean(left)
    found = label_words().leading_verbs.match(left)
    return clean(left[found.end() :]) if found else left


def stem(label: str, head: str) -> str:
    """The subject of a label: its measurable part goes where another one comes.

    >>> stem("高山南瓜种植面积", "产量"), stem("规上工业增加值", "增速")
    ('高山南瓜', '规上工业增加值')
    """
    label = COUNT_WORD.sub("", without_rate(label))
    if head.endswith(RATE_ENDS):
        return label
    found = label_words().measure_head.search(label)
    if found is None:
        return label
    if found.start() <= 1 and head in WHOLES:
        return label  # 地区生产总值增长6%，总量突破千亿元
    return label[: found.start()] if found.start() > 1 else ""


def without_rate(label: str) -> str:
    """A label without 增速 or 降幅 at its end.

    >>> without_rate("地方投资增速")
    '地方投资'
    """
    if label.endswith("自然增长率"):
        return label
    for end in RATE_ENDS:
        label = label.removesuffix(end)
    return label


def with_subject(head: str, subject: str) -> str:
    """A bare head (增速, 产值) or nothing takes the subject of what was spoken of before."""
    if not head:
        return subject
    if subject and label_words().bare_head.fullmatch(head):
        return stem(subject, head) + head
    return head


def elliptical(left: str, subject: str) -> str:
    """A bare qualifier with the noun of the one before it; empty where there is none.

    >>> elliptical("较好的占", "水质好的断面占比"), elliptical("粮食产量", "水质好的断面占比")
    ('较好的断面', '')
    """
    said = ELLIPSIS.fullmatch(left.strip("，、； "))
    noun = subject.rpartition("的")[2].removesuffix("占比").removesuffix("占")
    return said["said"] + noun if said and "的" in subject and len(noun) > 1 else ""


def fresh_total(label: str) -> str:
    """What a total counts: all of what was new (新增企业34家，达到139家).

    >>> fresh_total("新增规上企业数"), fresh_total("企业新增数"), fresh_total("企业数")
    ('规上企业数', '企业数', '企业数')
    """
    return FRESH.sub("", label) or label


def counted(label: str, dimension: str) -> str:
    """A count's label ends in 数: 行政村 is 行政村数.

    >>> counted("行政村", "counts"), counted("脱贫户数", "persons"), counted("就业人数", "persons")
    ('行政村数', '脱贫人数', '就业人数')
    """
    suffix = SUFFIXES.get(dimension, "数")
    for end in ("户数", "人数", "次数"):
        if label.endswith(end) and suffix != end:
            return label[: -len(end)] + suffix
    if dimension == "time" or label.endswith(COUNT_ENDS) or not label:
        return label
    # 脱贫户 is counted in 脱贫户数
    return label + (suffix[1:] if label.endswith(suffix[0]) else suffix)


def tail_piece(head: str) -> str:
    """The words right before a counted noun, behind any list or quote.

    >>> tail_piece("莲花湖、运动公园等"), tail_piece("组建")
    ('', '组建')
    """
    return str(PIECES.split(head)[-1]).strip()
