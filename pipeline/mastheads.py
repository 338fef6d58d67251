"""What stands around a text: its issuer, number, date and kind, each with its evidence."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.model import Attribute, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.lines import Line

_DATE = regex.compile(
    r"(?P<y>(?:19|20)\d\d)\s?[年\-/.]\s?(?P<m>\d{1,2})\s?[月\-/.]\s?(?P<d>\d{1,2})(?:\s?日|(?!\d))"
)
_MONTH = regex.compile(r"(?P<y>(?:19|20)\d\d)\s?年\s?(?P<m>\d{1,2})\s?月(?!\d|\s?\d{1,2}\s?日)")
_WRITTEN_DATE = regex.compile(
    r"""
    (?P<y> [二一][〇○Ｏ零ОO一二三四五六七八九]{3} ) 年
    (?P<m> [一二三四五六七八九十]{1,2} ) 月
    (?P<d> [一二三四五六七八九十]{1,3} ) 日
    """,
    regex.VERBOSE,
)
_ADDRESS_DATE = regex.compile(
    r"""
      / (?P<y> 20\d\d ) [/\-]?+ (?P<m> \d\d ) [/\-]?+ (?P<d> \d\d ) /
    | / (?P<y> 20\d\d ) / (?P<m> \d{1,2} ) / (?P<d> \d{1,2} ) /
    | t (?P<y> 20\d\d ) (?P<m> \d\d ) (?P<d> \d\d ) _
    """,
    regex.VERBOSE,
)
_NUMBER = regex.compile(
    r"(?P<number>[\p{Han}]{2,14}\s?[〔\[［【（(]\s?(?:19|20)\d\d\s?[〕\]］】）)]\s?第?\d{1,4}\s?号)"
)
_FIELD = regex.compile(r"(?P<name>[^\s:：]{2,8})\s*[:：]\s*(?P<value>.*)")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○Ｏ零ОO", "0")
_TITLE_BODY = r"(?P<body>[\p{Han}（）()]{2,30}?(?:\L<bodies>))(?=关于|(?:19|20)\d\d年|印发|转发)"
_COUNCIL = regex.compile(
    r"在(?P<place>\p{Han}{1,14}?[省市州盟县区旗乡镇])(?=第?[一二三四五六七八九十]{1,4}届)"
)
_SPEAKER = regex.compile(
    r"(?P<body>(?!自治)\p{Han}{1,18}[省市州盟县区旗乡镇]人民政府)(?:代?[省市州县区旗乡镇]长|代?主席)"
)
_SUPPLIED = regex.compile(r"本[版文页]?由?\s*(?P<body>[^，。；（）()]{3,30}?)\s*(?:供稿|提供)")
_BROADCAST = regex.compile(r"(?P<body>\p{Han}{2,8}[网社])(?:消息|讯|\d{1,2}月\d{1,2}日电)")
_REPORT = regex.compile(
    r"""
    (?: (?P<place> \p{Han}{1,14}? [省市州盟县区旗乡镇] ) )?
    (?: 20\d\d 年 )? (?: 人民 )? 政府工作报告
    """,
    regex.VERBOSE,
)
_REPORT_YEAR = regex.compile(r"(?P<year>(?:19|20)\d\d)年[^，。]{0,14}政府工作报告")
_YEAR = regex.compile(r"(?P<year>(?:19|20)\d\d)年")
HEAD_LINES = 12

TITLE_FIELDS = frozenset(("标题", "题目", "title"))
DATE_FIELDS = ("发布时间", "发布日期", "成文日期", "发文日期", "公开日期", "时间", "日期", "date")
NUMBER_FIELDS = frozenset(("文号", "发文字号"))
DATED_RULES = frozenset(("meta.delivered", "meta.date-line", "meta.signature", "meta.print-line"))
ISSUER_FIELDS = ("发布机构", "发文机关", "发布单位", "发文机构")


@cache
def kinds() -> tuple[tuple[regex.Pattern[str], str], ...]:
    """The rules of ``structure_kinds.toml`` in their order."""
    rows = read_toml("structure_kinds.toml")["kind"]
    return tuple((regex.compile(row["pattern"], regex.VERBOSE), row["kind"]) for row in rows)


def kind_of(title: str) -> str:
    """The kind of an article, by its title; ``news`` where the title says nothing.

    >>> kind_of("某县2021年国民经济和社会发展统计公报"), kind_of("某镇衔接工作方案")
    ('summary', 'plan')
    """
    for pattern, kind in kinds():
        if pattern.search(title):
            return kind
    return "news"


def iso_date(words: str) -> str | None:
    """The first date in the words as ISO 8601: a day, or else a month.

    >>> iso_date("2021年2月5日 郭亨孝"), iso_date("二〇二一年十二月三日"), iso_date("2021年")
    ('2021-02-05', '2021-12-03', None)
    """
    match = _DATE.search(words)
    if match is not None:
        return _iso(int(match["y"]), int(match["m"]), int(match["d"]))
    match = _WRITTEN_DATE.search(words)
    if match is None:
        match = _MONTH.search(words)
        return (_iso(int(match["y"]), int(match["m"]), 1) or "")[:7] or None if match else None
    year = int("".join(_DIGITS[c] for c in match["y"]))
    return _iso(year, _small(match["m"]), _small(match["d"]))


def _iso(year: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _small(words: str) -> int:
    """A number below a hundred: 十 二十 三十一."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(_DIGITS[words])
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))


def fields_of(lines: Iterable[Line]) -> dict[str, str]:
    """The fields of a page (标题: …, 发布时间: …) that are not empty."""
    found: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line.words) if line.rule == "meta.field" else None
        if match is not None and match["value"].strip():
            found.setdefault(match["name"], match["value"].strip())
    return found


@cache
def _bodies() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    words = read_toml("structure_kinds.toml")["bodies"]
    ends = regex.compile(
        r"\p{Han}[\p{Han}（）()]{2,39}(?:\L<bodies>)(?<!\L<nots>)",
        bodies=words["words"],
        nots=words["not"],
    )
    return ends, regex.compile(_TITLE_BODY, bodies=words["words"])


def is_body(words: str) -> bool:
    """Whether a line is the name of an issuing body.

    >>> is_body("大庆市统计局"), is_body("坚持优化布局")
    (True, False)
    """
    return len(words) <= 40 and _bodies()[0].fullmatch(words) is not None


def body_in_title(title: str) -> str | None:
    """The issuer that a title begins with.

    >>> body_in_title("某区农业农村局关于印发《方案》的函")
    '某区农业农村局'
    """
    match = _bodies()[1].match(title)
    return match["body"] if match else None


def find_number(head: Sequence[Line], fields: dict[str, str]) -> Attribute | None:
    """The document's own number: a field, or a line of its own; never one that is cited."""
    for name in NUMBER_FIELDS:
        match = _NUMBER.search(fields.get(name, ""))
        if match is not None:
            return Attribute(_closed(match["number"]), Origin.STATED, f"{name}: {fields[name]}")
    for line in head:
        match = _NUMBER.search(line.words) if line.rule == "structure.doc-number" else None
        if match is not None:
            return Attribute(_closed(match["number"]), Origin.STATED, line.words)
    return None


def _closed(words: str) -> str:
    return "".join(words.split())


def find_date(
    title: str, lines: Sequence[Line], fields: dict[str, str], addresses: Iterable[str]
) -> Attribute | None:
    """The date of a text: a field, the title, its masthead, its signature, its web address."""
    for name in DATE_FIELDS:
        value = iso_date(fields.get(name, ""))
        if value:
            return Attribute(value, Origin.STATED, f"{name}: {fields[name]}")
    value = iso_date(title) if "（" in title or "(" in title else None
    if value:
        return Attribute(value, Origin.STATED, title)
    return _dated_line(lines) or _dated_address(title, addresses) or _dated_title(title)


def _dated_line(lines: Sequence[Line]) -> Attribute | None:
    """A date line at the head, else the last one (a signature), else the line of the printing."""
    dated = [line for line in lines if line.rule in DATED_RULES and iso_date(line.words)]
    for rules in (("meta.delivered",), ("meta.date-line", "meta.signature"), ("meta.print-line",)):
        fitting = [line for line in dated if line.rule in rules]
        if fitting:
            chosen = fitting[0]
            return Attribute(iso_date(chosen.words) or "", Origin.STATED, chosen.words)
    return None


def _dated_title(title: str) -> Attribute | None:
    """The year in the title of a work report, which is the year of its delivery."""
    match = _REPORT_YEAR.search(title)
    return Attribute(match["year"], Origin.INFERRED, title) if match else None


def _fits(value: str, title: str) -> bool:
    """Whether a web address may date a text: not years after what its title reports on."""
    year = _YEAR.search(title)
    if year is None:
        return True
    late = int(value[:4]) - int(year["year"])
    return late == 0 if _REPORT_YEAR.search(title) else 0 <= late <= 1


def _dated_address(title: str, addresses: Iterable[str]) -> Attribute | None:
    for address in addresses:
        stated = iso_date(address) if "http" not in address else None
        if stated and _fits(stated, title):
            return Attribute(stated, Origin.INFERRED, address)
        match = _ADDRESS_DATE.search(address)
        value = _iso(*(int(match[part]) for part in "ymd")) if match else None
        if value and _fits(value, title):
            return Attribute(value, Origin.INFERRED, address)
    return None


def find_issuer(title: str, lines: Sequence[Line], fields: dict[str, str]) -> Attribute | None:
    """Who issued a text: a field, the title, the lines under it, the signature, the supplier."""
    for name in ISSUER_FIELDS:
        if fields.get(name):
            return Attribute(fields[name], Origin.STATED, f"{name}: {fields[name]}")
    body = body_in_title(title)
    if body:
        return Attribute(body, Origin.STATED, title)
    return _issuing_lines(lines) or _speaking(title, lines) or _supplied(lines)


def _issuing_lines(lines: Sequence[Line]) -> Attribute | None:
    """Lines that are names of bodies: those under the title together, or a signature."""
    bodies: list[str] = []
    for line in lines[:HEAD_LINES]:
        if line.rule == "" and is_body(line.words):
            bodies.append(line.words)
        elif line.rule == "meta.letterhead":
            name = "".join(line.words.split()).removesuffix("文件")
            return Attribute(name, Origin.STATED, line.words)
        elif bodies or "。" in line.words:
            break
    for line, below in pairwise(lines):
        if not bodies and below.rule in ("meta.date-line", "meta.disclosure") and not line.rule:
            bodies.extend([line.words] if is_body(line.words) else [])
    for line in lines:
        if not bodies and line.rule in ("meta.signature", "meta.date-line"):
            name = line.words.split()[0] if len(line.words.split()) > 1 else ""
            bodies.extend([name] if is_body(name) else [])
    return Attribute("、".join(bodies), Origin.STATED, "、".join(bodies)) if bodies else None


def _speaking(title: str, lines: Sequence[Line]) -> Attribute | None:
    """The government whose head delivers its work report."""
    report = _REPORT.search(title)
    if report is None:
        return None
    for line in lines[:HEAD_LINES]:
        match = _SPEAKER.match(line.words) if line.rule == "meta.speaker" else None
        if match is not None:
            return Attribute(match["body"], Origin.STATED, line.words)
    for line in lines[:HEAD_LINES]:
        match = _COUNCIL.search(line.words) if line.rule == "meta.delivered" else None
        if match is not None:
            return Attribute(match["place"] + "人民政府", Origin.INFERRED, line.words)
    if report["place"]:
        return Attribute(report["place"] + "人民政府", Origin.INFERRED, title)
    return None


def _supplied(lines: Sequence[Line]) -> Attribute | None:
    for line in lines:
        if line.rule == "meta.byline":
            match = _SUPPLIED.search(line.words)
        elif line.rule == "":
            match = _BROADCAST.match(line.words)
        else:
            match = None
        if match is not None:
            return Attribute(match["body"], Origin.STATED, line.words[:40])
    return None
