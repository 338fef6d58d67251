"""The noun phrase and predicate behind a number: 5家｜江苏企业｜落地汉滨."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model import Word

NOUNS = frozenset({"n", "nz", "nt", "nw", "LOC", "ORG", "PER", "an", "s", "f"})
ENDS = regex.compile(r"[，,。；;！？：:（(\n\t]")
JOINS = frozenset({"的", "和", "与", "及", "、", "“", "”", "《", "》", "·", '"', "/"})
STOP_TAGS = frozenset({"p", "d", "r", "w", "c", "u", "xc"})
VERBS = frozenset({"v", "vd", "vn", "r"})
THRESHOLD = regex.compile(
    r"(?:/(?:小?时|日|天|年))?(?:及)?(?:以上|以下|以内)(?=的?[\p{Han}“\d])(?!的?(?:左右|，|并|其))"
)
APPROXIMATE = regex.compile(r"全部|全都|全体|均|都|[及]?以上|以下|以内|左右|上下|之多|不等")
ABOUT = regex.compile(r"左右(?=\p{Han}{2})")
POSSESSIVE = regex.compile(r"(?:以上|左右|以内|以下)?的")
TAIL = regex.compile(r"(?:全部|均|都|已|(?<![初高集其]|城镇)中|之一)+$")
DIGIT = regex.compile(r"\d")
SKIPPED = "已均都全部共还也就等、 "
JOINED = regex.compile(r"[、和及与]")
# no clause of its own, or one that says an amount
SAID = regex.compile(
    r"(?<!^[获被入列荣].*)、|[（(]|[和及与由从为至到]$|的(?:结|成)果$"
    r"|^(?:达到?|超过?|突破|增长|下降|位列|跃居|中居)$|^占|^同比|^排名|^分别"
    r"|^为(?:抓手|重点|突破|目标|主体?|核心|引领|载体|依托|基础)"
)
CROWD = regex.compile(r".*?(?:人民群众|人民|群众|居民|村民|市民|职工|干部|学生)(?=.*的)")
NOMINAL = (
    "建设",
    "改造",
    "整治",
    "管理",
    "治理",
    "建设任务",
    "改造任务",
)  # 三大平台建设: no clause
SOMEBODY = regex.compile(
    r"(?!享受|参加|领取|得到|接受|获得|纳入|加入).*(?:[人员者户民众生工]|干部|对象|家庭|老师|医师|护士|教师|队)"
)
ADVERBIAL = ("d", "a", "ad")  # 稳定脱贫
NOT_YET = ("未", "非", "重点")  # 70人｜未脱贫人口
ENROLLED = ("在校", "在园", "在职", "在册", "在岗", "在建", "在编", "在训")
MONEY_WORDS = ("贷款", "投资", "补助", "补贴", "融资", "授信", "支出", "收入")
VAGUE = ("一批", "一系列")
CONJOINS = frozenset("和与及、")
NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万亿")
SOURCE = regex.compile(r"显示|表明|介绍|表示|指出|了解到|获悉|透露|称(?=[，,])|说(?=[，,])")
# 玉米深加工扩能｜等项目, 净水厂｜1座, 起步区｜基本建成
THING = regex.compile(
    r"""级?(?P<thing>(?:[^，。；、：（()\d等]|\d+号){2,16}?)
        (?=建设[，。；、和]|等|[、，。；（\d]|竣工|投产|建成|全面|启动|投用|落地|基本|开工|加快|顺利|正式|已|全部
        |实现|达产|在|[有推]序|设立|成功|获|投入|完成|有力|全线|加速|推进|省内|率先|环评|提前|完工|形成
        |快速|[百千]万)""",
    regex.VERBOSE,
)
LONGEST = 24
BRACKET = 12  # characters
PREDICATE = 16
SHORT_CLAUSE = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """``noun`` behind a number, what is said of it, and where the noun ends in the text.

    ``clause`` is all of it where it begins with a verb (38万人｜参加医疗保险试点).
    ``threshold``: 以上, 以下 or 以内 stands between (800人以上安置社区).
    """

    noun: str
    predicate: str
    end: int
    threshold: bool = False
    clause: str = ""


class Span(NamedTuple):
    """Where a phrase may stand: whether a number ``joined`` it, a threshold is ``bound`` to it."""

    start: int
    limit: int
    joined: bool
    bound: bool
    short: bool


def following_phrase(
    text: str, start: int, limit: int, words_at: Mapping[int, Word], *, short: bool = False
) -> Phrase:
    """The phrase at ``text[start:limit]``; an empty noun where none stands there.

    A verb belongs to the noun only ahead of it (巩固衔接工作组) or before 的; ``short`` takes
    the first noun alone (5年过渡期).
    """
    closes = ENDS.search(text, start, limit)
    joined = closes is None and limit < len(text) and text[limit] in NUMERALS
    limit = closes.start() if closes else limit
    bound = THRESHOLD.match(text, start)
    if bound and bound.end() <= limit:
        start = bound.end()
    elif ABOUT.match(text, start, limit):
        start += 2  # 100家左右｜融合型企业
    elif APPROXIMATE.match(text, start) and not POSSESSIVE.match(text, start):
        return Phrase("", "", start)
    first = words_at.get(start)
    if possessive := POSSESSIVE.match(text, start):
        start = possessive.end()
    span = Span(start, limit, joined=joined, bound=bound is not None, short=short)
    noun_end = _noun_end(text, span, first, words_at)
    quoted = _broken_quote(text, start, noun_end)
    if quoted >= 0:
        return following_phrase(text, start, quoted, words_at, short=short)
    if joined and not text[noun_end:limit].strip("等及以其中的"):
        noun_end = _first_item(text, start, noun_end)
    return _phrase(text, span, noun_end, first, words_at)


def whole_thing(text: str, start: int, noun: str) -> str:
    """A noun with the verbal nouns behind it, where a mark or a verb ends them all.

    >>> whole_thing("9万吨玉米深加工扩能等项目", 3, "玉米"), whole_thing("9公里绿道，", 3, "绿道")
    ('玉米深加工扩能', '绿道')
    """
    found = THING.match(text, start)
    whole = found["thing"].rstrip("和及与并、的") if found else ""
    return whole if whole.startswith(noun) and len(whole) > len(noun) else noun


def beyond_bracket(text: str, phrase: Phrase, limit: int, words_at: Mapping[int, Word]) -> Phrase:
    """The phrase with what goes on behind a bracket: 45个乡镇（街道）文化站.

    What goes on must be nouns to its end: 9个村（社区）环境整治 counts villages.
    """
    closing = text.find("）", limit, limit + BRACKET) if text.startswith("（", limit) else -1
    if closing < 0 or phrase.end != limit or not phrase.noun or phrase.threshold:
        return phrase
    inside = text[limit + 1 : closing]
    rest = following_phrase(text, closing + 1, min(closing + LONGEST, len(text)), words_at)
    words = list(_words_from(text, closing + 1, closing + 1, rest.end, words_at))
    nouns = all(word.tag in NOUNS or word.tag == "vn" for word in words)
    if DIGIT.search(inside + text[rest.end : rest.end + 1]) or not rest.noun or not words:
        return phrase
    after = words_at.get(rest.end)
    if after is not None and after.tag == "vn":
        return phrase
    if not nouns or words[-1].tag not in NOUNS or words[-1].end != rest.end:
        return phrase
    return Phrase(phrase.noun + rest.noun, rest.predicate, rest.end)


def _noun_end(text: str, span: Span, first: Word | None, words_at: Mapping[int, Word]) -> int:
    """Where the noun ends; a verbal noun counts only where there is no other (两次免费体检)."""
    at = end = event = span.start
    if text.startswith("“", at) and (closing := text.find("”", at, at + LONGEST)) > 0:
        at = end = closing + 1
    for word in _words_from(text, at, span.start, min(span.limit, span.start + LONGEST), words_at):
        piece = text[word.start : word.end]
        if (piece == "的" and span.joined and end > span.start) or piece in VAGUE:
            break  # 8个乡镇的9个供水厂: what follows belongs to the next number
        if piece in JOINS and (word.start > span.start or piece in "“《"):
            continue
        last = word.end == span.limit and not span.joined
        money = piece in MONEY_WORDS and (word.tag == "vn" or last)
        if word.tag == "vn" and not money and first is not None and first.tag != "v":
            event = word.end
        if word.tag in NOUNS or (money and not span.bound and end == word.start):
            end = word.end
            if span.short:
                break
        elif _stops(text, word, begun=end > span.start and not span.bound):
            break
    return event if end == span.start else end


def _stops(text: str, word: Word, *, begun: bool) -> bool:
    """Whether a word ends the noun: a number, a function word, a verb behind a noun."""
    another = begun and word.tag == "m" and text[word.start] in NUMERALS
    return (
        text[word.start].isdigit()
        or (another and text[word.start - 1] in CONJOINS)  # 十名个人和｜一个集体
        or (word.tag in STOP_TAGS and not _attributive(text, word))
        or (begun and word.tag in ("v", "vd"))
    )


def _phrase(
    text: str, span: Span, noun_end: int, first: Word | None, words_at: Mapping[int, Word]
) -> Phrase:
    """The phrase with its noun cleaned and what is said of it."""
    noun = TAIL.sub("", text[span.start : noun_end].strip("的和与及、"))
    listed = not noun and text.startswith("、", noun_end)  # 5户9人、｜脱贫户2户
    said = "" if listed else _predicate(text, noun_end, span.limit, words_at, noun=bool(noun))
    if said in NOMINAL and noun:
        said = ""
    if not said and (crowd := CROWD.match(noun)):
        noun, noun_end = crowd[0], span.start + crowd.end()  # 千万市民辛劳的结晶
    clause = ""
    if said and noun and not span.bound and first is not None and first.tag in ("v", "vd"):
        somebody = SOMEBODY.fullmatch(noun) is not None
        clause = "" if somebody else _predicate(text, span.start, span.limit, words_at)
    return Phrase(noun, said, noun_end, span.bound, clause)


def _attributive(text: str, word: Word) -> bool:
    """A word that belongs to the noun behind it, whatever its tag: 第, 未, 重点, 在校."""
    piece = text[word.start : word.end]
    return piece.startswith("第") or piece in NOT_YET or text.startswith(ENROLLED, word.start)


def _broken_quote(text: str, start: int, end: int) -> int:
    """Where a quotation mark stands in ``text[start:end]`` without its other half, or -1."""
    noun = text[start:end]
    if noun.count("“") == noun.count("”") and noun.find("“") <= noun.find("”"):
        return -1
    closing = noun.find("”")
    opening = noun.find("“") if closing < 0 or "“" in noun[:closing] else -1
    return start + (opening if opening >= 0 else closing)


def _first_item(text: str, start: int, end: int) -> int:
    """The end of the noun of this number where others join it: 5座水库和｜沙河等2座泵站."""
    joints = [m.start() for m in JOINED.finditer(text, start, end)]
    return joints[-1] if joints and joints[-1] > start else end


def _words_from(
    text: str, at: int, start: int, limit: int, words_at: Mapping[int, Word]
) -> Iterator[Word]:
    """The words from ``at`` on; between them only what joins is skipped, but not at ``start``."""
    while at < limit:
        word = words_at.get(at)
        if word is not None:
            yield word
            at = word.end
        elif text[at] in JOINS and at > start:
            at += 1
        else:
            return


def _predicate(
    text: str, start: int, limit: int, words_at: Mapping[int, Word], *, noun: bool = False
) -> str:
    """What is said of the noun: a clause that begins with a verb and holds no number."""
    while start < limit and text[start] in SKIPPED:
        start += 1
    word = words_at.get(start)
    if word is not None and word.tag in (("d", "ad") if noun else ADVERBIAL):
        word = words_at.get(word.end)
    said = text[start:limit].strip(" 、，的")
    whole = SAID.search(said) is None and said.count("“") == said.count("”")
    verbal = word is not None and word.tag in VERBS and whole
    short = 2 <= len(said) <= PREDICATE and not DIGIT.search(said)
    return said if verbal and short else ""


def clause_subject(text: str, start: int, end: int, words_at: Mapping[int, Word]) -> str:
    """The noun that a clause before a number is about.

    小浆果产业蓬勃发展， gives 小浆果产业, and 再看西瓜， (a short clause) its last noun.
    """
    marks = [m.end() for m in ENDS.finditer(text, start, end - 1)]
    at = first = marks[-1] if marks else start
    while at < end:
        word = words_at.get(at)
        named = word is not None and (word.tag in NOUNS or word.tag in ("vn", "nr", "nz"))
        if word is None or not (named or text.startswith("非", at)):
            break  # 非公有制经济: the tagger takes 非 for an adverb
        at = word.end
    if SOURCE.match(text, at):
        return ""  # 数据显示，
    if at > first or end - first > SHORT_CLAUSE:
        return text[first:at]
    last = [words_at[i] for i in range(first, end) if i in words_at and text[i] not in "，,："]
    noun = last[-1] if last and last[-1].tag in NOUNS else None
    return text[noun.start : noun.end] if noun and len(last) > 1 else ""
