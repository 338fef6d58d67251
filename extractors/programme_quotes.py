"""Programmes in quotation marks: “三师入户”活动, “四个不摘”, “公司+农户”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from extractors.programme_lexicon import QUOTES, bare, load_lexicon
from extractors.programme_words import load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractors.programme_words import Head

QUOTED = regex.compile(
    rf"""[{QUOTES}]
    (?P<inner>[^{QUOTES}。！？!?；;《》\n]{{2,44}}+)
    [{QUOTES}]""",
    regex.VERBOSE,
)
NUMERAL = "一二两三四五六七八九十百千万双"
COUNTED = regex.compile(rf"[{NUMERAL}\d][\w]{{1,13}}")
DIGITS = regex.compile(r"\d[\d +＋、.\-—]*[\dNnXx]|\d+[+＋][NnXx]")
NUMBERED_PIECE = regex.compile(
    r"[一二两三四五六七八九十百千万双](?![年月日是个来方万亿元台人户亩次])[\u4e00-\u9fff]{1,7}"
)
ARTICLES = regex.compile(
    r"(?!新[增建开]|开通|增加|改造|整治|打造)[\u4e00-\u9fffA-Za-z（）、]{1,18}\d{1,3}条"
)
SYSTEM = regex.compile(
    r"[\u4e00-\u9fff]{2,8}(?<![体机编限控管抑抵研监复绘特公有强法税币建改学股])制"
)
PREDICATE = regex.compile(r"[更具可有须能不]")
NUMERALS = regex.compile(rf"[{NUMERAL}\d]")
PAIR = regex.compile(r"[二两三四五六七八九十双][\u4e00-\u9fff]")
PLUS = regex.compile(r"[^+＋，、。\s]{1,12}(?:[+＋][^+＋，、。\s]{0,12})+")
PIECES = regex.compile(r"[、，,]")
NOUN_AFTER = regex.compile(
    r"""[^\W\d_]{0,6}?
    (?:产业体系|产业集群|产业|体系|格局|布局|水库|工程|方案|政策|城市群|规划|企业
     |部署|责任制|框架|文件|目标|平台)""",
    regex.VERBOSE,
)
SPACING = regex.compile(r"(?<!\d)\s+|\s+(?!\d)")
NOTE = regex.compile(r"[\[〔]\d{1,2}[\]〕]|[①-⑳]")
ASIDE = regex.compile(r"[（(][^（）()\n]{1,24}+[）)]")  # “1+3”（一长三员）帮扶机制
SHORT_HEAD = 4
LEAST_TITLED = 6
FILLER, NUMBERED_FILLER = 8, 12  # characters between the quoted name and its head
BEFORE = 14  # how far ahead of a quoted name its first words are looked for
LEAST_BEFORE, MOST_BEFORE = 3, 12
OWNER = regex.compile(
    r".*(?:[省市县区州盟旗镇乡村委局部厅院府办处所会团员队层级方]|的|了|各地|群众|干部|企业|全面|深入)$"
)
BOUND = regex.compile(r"[\u4e00-\u9fff](?<!的)")  # “1+3”督导调度 goes on
HAN = regex.compile(r"[\u4e00-\u9fff]+")
JOINT = regex.compile(r"[和与及]")
AREA = regex.compile(r"^全[省市县区州]")
PART = 7  # the longest part of a slogan in parallel parts


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted string: ``start`` is that of its first mark, ``end`` after its last."""

    start: int
    end: int
    inner: str


@dataclass(frozen=True, slots=True)
class Found:
    """A programme found; ``end`` may lie after the closing mark."""

    start: int
    end: int
    name: str
    kind: str
    rule: str


def quoted_strings(text: str) -> Iterator[Quoted]:
    """Every quoted string; marks printed the wrong way round are taken as they come."""
    at = 0
    while match := QUOTED.search(text, at):
        at = match.end()
        opener, closer = text[match.start()], text[match.end() - 1]
        if (opener in "”’」』" and closer in "“‘「『") or (
            opener == "”" and text[match.start() - 1 : match.start()] not in {"", "“"}
        ):
            at = match.end() - 1  # what stands between two quoted strings
            continue
        yield Quoted(match.start(), match.end(), match["inner"].strip())


def head_after(text: str, end: int, reach: int = FILLER) -> tuple[Head, int] | None:
    """The head that follows a quoted name at once, or after a short filler, and its end."""
    words = load_words()
    end = after_note(text, end)
    match = words.head.search(text, end, min(len(text), end + reach + 6))
    if match is None or match.start() - end > reach:
        return None
    filler = text[end : match.start()]
    if filler and (words.border.search(filler) or PREDICATE.search(filler)):
        return None
    stop = match.end()
    while more := words.head.match(text, stop):  # 行动计划, 改革试点
        match, stop = more, more.end()
    return words.heads[match.group()], stop


def after_note(text: str, end: int) -> int:
    """Where the text goes on after a footnote or an aside (“9+3”[3]现代产业体系)."""
    note = NOTE.match(text, end) or ASIDE.match(text, end)
    return note.end() if note is not None else end


def is_counted(inner: str) -> bool:
    """四个不摘, 三函一谈一督一改, 六进; not 一把手 or 一件事 (一 must be one of several)."""
    pieces = PIECES.split(inner)
    if len(pieces) > 1:
        return all(NUMBERED_PIECE.fullmatch(piece.strip()) for piece in pieces)
    if not COUNTED.fullmatch(inner) or DIGITS.fullmatch(inner):
        return False
    numerals = len(NUMERALS.findall(inner)) + inner.count("多")
    return inner[0] != "一" or (numerals > 1 and len(inner) <= 4 * numerals)


def is_parallel(inner: str) -> bool:
    """早研究、早谋划、早安排: parts of three or more characters and about one length."""
    parts = [p.strip() for p in PIECES.split(inner)]
    sizes = [len(p) for p in parts]
    if len(parts) < 2 or min(sizes) < 3 or max(sizes) > PART:
        return False
    shared = set.intersection(*(set(p) for p in parts))
    return max(sizes) - min(sizes) <= (1 if shared else 0)


def form(inner: str) -> str:
    """The rule by which a quoted string is a programme without a head, ``""`` if it is none."""
    return _titled(inner) or next((rule for rule, fits in FORMS if fits(inner)), "")


def is_combined(inner: str) -> bool:
    """公司+农户; not 1+3, which names something only with its noun."""
    return PLUS.fullmatch(inner) is not None and DIGITS.fullmatch(inner) is None


def is_articles(inner: str) -> bool:
    """新36条, 人才新政45条: a document by the count of its articles, and no 新增36条."""
    return ARTICLES.fullmatch(inner) is not None and load_words().border.match(inner) is None


def is_system(inner: str) -> bool:
    """大部门制, 项目长制: named systems, which the words of other things in 制 are not."""
    return SYSTEM.fullmatch(inner) is not None


def _titled(inner: str) -> str:
    """The rule for an honour or an event in quotation marks (“农产品电商百强县”)."""
    words = load_words()
    if len(inner) >= LEAST_TITLED and inner.endswith(words.honours):
        return "programme.quoted-honour"
    if len(inner) > SHORT_HEAD and inner.endswith(words.event_heads):
        return "programme.quoted-event"
    return ""


def inner_head(inner: str) -> Head | None:
    """The head with which a quoted name ends (雪亮工程)."""
    words = load_words()
    for size in (6, 5, 4, 3, 2):
        head = words.heads.get(inner[-size:])
        if head is not None:
            named = inner[:-size]
            fits = len(inner) >= 4 and named not in words.generic and head.inner
            return head if fits and len(inner) <= 20 else None
    return None


FORMS: tuple[tuple[str, Callable[[str], object]], ...] = (  # the first that fits decides
    ("programme.quoted-count", is_counted),
    ("programme.quoted-plus", is_combined),
    ("programme.quoted-parallel", is_parallel),
    ("programme.quoted-head", inner_head),
    ("programme.quoted-articles", is_articles),
    ("programme.quoted-system", is_system),
)
NUMBERED = frozenset({"programme.quoted-count", "programme.quoted-plus"})
KINDS = {
    "programme.quoted-count": "slogan",
    "programme.quoted-plus": "mechanism",
    "programme.quoted-parallel": "slogan",
    "programme.quoted-honour": "project",
    "programme.quoted-event": "campaign",
    "programme.quoted-articles": "document",
    "programme.quoted-system": "mechanism",
}


def read_quoted(text: str, quoted: Quoted) -> Found | None:
    """The programme that a quoted string names, if it names one."""
    words, inner = load_words(), quoted.inner
    if bare(inner) in load_lexicon().by_text:
        return None  # the lexicon finds it, under its canonical name
    if words.quoted_figures.fullmatch(inner):
        return None
    ordinary = inner in words.quoted_stops or words.quoted_refused.fullmatch(inner)
    if DIGITS.fullmatch(inner):
        return _read_digits(text, quoted)
    rule = "" if ordinary else form(inner)
    reach = NUMBERED_FILLER if rule in NUMBERED else FILLER
    found = head_after(text, quoted.end, reach)
    if found is not None and inner not in words.quoted_stops and len(inner) <= 24:
        return _with_head(text, quoted, *found, counted=bool(rule))
    if not rule:
        return _with_course(text, quoted)
    head = inner_head(inner)
    kind = head.kind if head is not None else KINDS[rule]
    return Found(quoted.start + 1, quoted.end - 1, clean(inner), kind, rule)


def _with_head(text: str, quoted: Quoted, head: Head, end: int, *, counted: bool) -> Found | None:
    """“六进”行动: the quoted words, their head, and what belongs to them ahead of the mark."""
    after = text[after_note(text, quoted.end) : end]
    if bare(quoted.inner) + after in load_lexicon().by_text:
        return None  # “八五”普法
    if not counted and len(after) > len(head.word) + SHORT_HEAD:
        return None
    return _whole(text, quoted, after, end, head.kind, "programme.quoted-head")


def _with_course(text: str, quoted: Quoted) -> Found | None:
    """“三旧”改造: two characters, one of them a count, with what is done about them."""
    words = load_words()
    course = words.courses.match(text, quoted.end)
    if course is None or not PAIR.fullmatch(quoted.inner) or quoted.inner in words.quoted_stops:
        return None
    name = quoted.inner + course.group()
    if name in load_lexicon().by_text:
        return None
    return Found(quoted.start, course.end(), name, "project", "programme.quoted-course")


def _whole(text: str, quoted: Quoted, after: str, end: int, kind: str, rule: str) -> Found:
    first = words_before(text, quoted.start)
    start = quoted.start - len(first)
    return Found(start, end, clean(first + quoted.inner + after), kind, rule)


def words_before(text: str, start: int) -> str:
    """The words ahead of a quotation mark that belong to the name: 服务业“5+5”产业体系."""
    left = max(0, start - BEFORE)
    edge = -1 if left else 0
    for border in load_words().border.finditer(text, left, start):
        edge = border.end()
    if edge < 0 or text[edge - 1 : edge] == "、":
        return ""  # 工业品、农产品“双百”行动 is for both
    quantity = load_words().quantity.match(text, edge, start)
    first = text[quantity.end() if quantity is not None else edge : start]
    first = AREA.sub("", JOINT.split(first)[-1])
    fits = LEAST_BEFORE <= len(first) <= MOST_BEFORE and not OWNER.match(first)
    return first if fits and HAN.fullmatch(first) else ""


def _read_digits(text: str, quoted: Quoted) -> Found | None:
    """“35845”工作法, “6+3”重点产业: digits name something together with their noun."""
    at = after_note(text, quoted.end)
    found = head_after(text, quoted.end, NUMBERED_FILLER)
    if found is not None:
        head, end = found
        return _whole(text, quoted, text[at:end], end, head.kind, "programme.quoted-digits")
    noun = NOUN_AFTER.match(text, at)
    if noun is not None:
        after = text[at : noun.end()]
        return _whole(text, quoted, after, noun.end(), "policy", "programme.quoted-digits")
    if PLUS.fullmatch(quoted.inner.replace(" ", "")) and not BOUND.match(text, quoted.end):
        return Found(
            quoted.start + 1,
            quoted.end - 1,
            clean(quoted.inner),
            "mechanism",
            "programme.quoted-plus",
        )
    return None


def clean(name: str) -> str:
    """The canonical form of a printed name: no quotation marks, no spacing of the print.

    >>> clean("“日报告、 零报告”制度")
    '日报告、零报告制度'
    """
    name = NOTE.sub("", bare(name))
    return "".join(SPACING.split(name))


def find_quoted(text: str) -> Iterator[Found]:
    """Programmes in quotation marks, in text order."""
    for quoted in quoted_strings(text):
        found = read_quoted(text, quoted)
        if found is not None:
            yield found
