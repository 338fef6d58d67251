"""Line ends inside a sentence: hand-made wraps and breaks of a page or column.

A line goes on below when it does not end a sentence, the next one opens nothing, and there
is evidence for it: it ends with a character that ends no paragraph (同, 的, ，), or sentences
ended inside it already, or it fills the width of its block, or the characters at the joint
stand together elsewhere in the text (…创新工⏎作机制…). Digits are never joined.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from extractors.lexicons import read_toml
from pipeline.column_cuts import begins_paragraph, cuts_word
from pipeline.draft import Edit

if TYPE_CHECKING:
    from pipeline.draft import Draft

NEAR = 20_000  # characters around a joint in which evidence is sought: time stays linear
FULL = 0.9  # of the block's width
ROUNDS = 4  # a joint may be the evidence for another
MIN_BLOCK = 4  # lines that show a width
NARROWEST = 10
WIDEST = 60  # characters: longer lines are paragraphs, not wrapped lines

_LINE = regex.compile(r"[^\n]++")
_ENDED = regex.compile(r"[。！？!?；;：:…”』」》）)\]】|\t]$|[。！？!?][\x22']$")
LONG = 50  # characters: with a comma inside, longer than a heading

_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("〔", "〕"))
_CLOSE = "。！？"

_SENTENCE_INSIDE = regex.compile(r"[。！？].")
_PROSE = regex.compile(r"[，。；、,]")
_OPENS = regex.compile(
    r"""
      [（(] [一二三四五六七八九十\d]{1,4} [）)]
    | [一二三四五六七八九十]{1,3} [、.]
    | 第 [一二三四五六七八九十百\d]{1,4} [条章节部，、]
    | [一二三四五六七八九十]{1,2} 是
    | \d{1,2} (?: [、)） ] | [.] (?! \d ) )
    | [①-⑳●■◆○□▲★※#|*·•\-—─\[【〔《>]
    | (?: 附件 | 来源 | 编辑 | 记者 | 通讯员 | 单位 | 图 \d | 表 \d | 标题 | 发布 | 文号 )
    | \p{L}{1,8} [:：]
    | (?: 19 | 20 ) \d\d 年 \d{1,2} 月 \d{1,2} 日 [^，。]{0,6} $
    """,
    regex.VERBOSE,
)
_THREE = regex.compile(r"\p{Han}{3}")
_PAGE = regex.compile(r"[-—–·]\s*\d{1,3}\s*[-—–·]|第\s?\d{1,3}\s?页")
_TABLE = regex.compile(r"[\t|]|\S {2,}\S")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of its first character that is no space
    end: int
    words: str
    gap: int  # blank lines before it (-1: it is the first)


def without_wraps(draft: Draft) -> Draft:
    """The draft with sentences in one line each (rule ``text.wrap``)."""
    for _ in range(ROUNDS):
        joined = _joined(draft)
        if joined is draft:
            break
        draft = joined
    return draft


def _joined(draft: Draft) -> Draft:
    text = draft.text
    pages, lines = _without_pages(_lines(text))
    widths = _widths(lines)
    bold = [cut.start for cut in draft.removed if cut.rule == "text.bold"]
    edits = [
        Edit(above.end, below.start, "text.page-number" if below.start in pages else "text.wrap")
        for (above, below), width in zip(pairwise(lines), widths, strict=False)
        if _goes_on(text, above, below, width)
        and not _parted(bold, draft.origin[above.end - 1], draft.origin[below.start])
    ]
    return draft.edited(edits)


def _without_pages(lines: list[_Line]) -> tuple[set[int], list[_Line]]:
    """The lines but for page numbers (- 3 -), and where those begin that stand below one."""
    kept: list[_Line] = []
    below_page: set[int] = set()
    page = False
    for line in lines:
        if _PAGE.fullmatch(line.words):
            page = True
            continue
        if page:
            below_page.add(line.start)
        kept.append(line)
        page = False
    return below_page, kept


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    last = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            gap = text.count("\n", last, start) - 1
            last = start + len(words)
            found.append(_Line(start, last, words, gap))
    return found


def _widths(lines: list[_Line]) -> list[int]:
    """For each line the width of its block where the block shows one, else 0."""
    widths: list[int] = []
    block: list[str] = []
    for line in lines:
        if line.gap > 0 and block:
            widths.extend(_width(block))
            block = []
        block.append(line.words)
    return widths + _width(block)


def _width(block: list[str]) -> list[int]:
    """The width of lines that are prose and mostly full; a list of names shows none."""
    widest = max(map(len, block), default=0)
    full = sum(len(words) >= FULL * widest for words in block)
    prose = sum(_PROSE.search(words) is not None for words in block)
    shows = len(block) >= MIN_BLOCK and full * 2 >= len(block) and prose * 2 >= len(block)
    return [widest if shows and NARROWEST <= widest <= WIDEST else 0] * len(block)


def _goes_on(text: str, above: _Line, below: _Line, width: int) -> bool:
    last, first = above.words[-1], below.words[0]
    if (last.isdigit() and first.isdigit()) or (last.isascii() and first.isascii()):
        return False
    if _ENDED.search(above.words) or _TABLE.search(above.words) or _TABLE.search(below.words):
        return False
    if _OPENS.match(below.words) or _cut_off(text, above, below):
        return False
    return _evidence(text, above, below, width)


def _cut_off(text: str, above: _Line, below: _Line) -> bool:
    """Whether a column ends in mid-word or mid-sentence, and another block stands below it."""
    if below.gap < 1 or above.words[-1] in _unfinished():
        return False
    return cuts_word(text, above.end, below.start) or begins_paragraph(text, below.start)


def _evidence(text: str, above: _Line, below: _Line, width: int) -> bool:
    last = above.words[-1]
    if last in _unfinished():
        return True
    if _OPENS.match(above.words) and not _SENTENCE_INSIDE.search(above.words):
        return False  # a heading, however long
    if _left_open(above.words, below.words) and last not in _CLOSE:
        return True
    if _prose_broken_off(above.words) and _PROSE.search(below.words):
        return True
    if width and below.gap < 1 and len(above.words) >= FULL * width:
        return True
    near = text[max(0, above.end - NEAR) : below.start + NEAR]
    return _stand_together(near, above.words[-2:], below.words[:2])


def _left_open(above: str, below: str) -> bool:
    """Whether a quotation, title or parenthesis opens in a line and closes in the next."""
    if above.count('"') % 2 and below.count('"') % 2:
        return True
    return any(
        above.rfind(left) > above.rfind(right)
        and 0 <= below.find(right) < (below.find(left) if left in below else len(below))
        for left, right in _PAIRS
    )


def _prose_broken_off(words: str) -> bool:
    """Whether an unended line is no heading: it holds a sentence, or is long with commas."""
    if _SENTENCE_INSIDE.search(words):
        return True
    return len(words) >= LONG and _PROSE.search(words) is not None


def _parted(bold: list[int], above: int, below: int) -> bool:
    """Whether bold print begins or ends between two places, but not both."""
    return (bisect_left(bold, below) - bisect_left(bold, above)) % 2 == 1


def _stand_together(text: str, before: str, after: str) -> bool:
    """Whether three characters across the joint stand side by side elsewhere in the text."""
    joints = (before + after[0], before[-1] + after)
    return any(_THREE.fullmatch(joint) and joint in text for joint in joints)


@cache
def _unfinished() -> frozenset[str]:
    return frozenset(read_toml("structure_spacing.toml")["unfinished"]["characters"])
