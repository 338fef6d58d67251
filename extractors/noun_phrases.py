"""The noun phrase and predicate behind a number: 5家｜江苏企业｜落地汉滨."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model import Word

NOUNS = frozenset({"n", "nz", "nt", "nw", "LOC", "ORG", "PER", "an", "s", "f"})
ENDS = regex.compile(r"[，,。；;！？：:（(\n\t]")
JOINS = frozenset({"的", "和", "与", "及", "、", "“", "”", "《", "》", "·", '"', "/"})
STOP_TAGS = frozenset({"p", "d", "r", "w", "c", "u", "xc"})
VERBS = frozenset({"v", "vd", "vn", "r"})
THRESHOLD = regex.compile(r"(?:及)?(?:以上|以下|以内)(?=的?[\p{Han}“\d])(?!的?(?:左右|，|并|其))")
APPROXIMATE = regex.compile(r"全部|全都|全体|均|都|[及]?以上|以下|以内|左右|上下|之多|不等")
POSSESSIVE = regex.compile(r"(?:以上|左右|以内|以下)?的")
TAIL = regex.compile(r"(?:全部|均|都|已|(?<![初高集其]|城镇)中|之一)+$")
DIGIT = regex.compile(r"\d")
SKIPPED = "已均都全部共还也就等、 "
LONGEST = 24
PREDICATE = 16
SHORT_CLAUSE = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """``noun`` behind a number, what is said of it, and where the noun ends in the text.

    ``threshold``: 以上, 以下 or 以内 stands between (800人以上安置社区).
    """

    noun: str
    predicate: str
    end: int
    threshold: bool = False


def following_phrase(
    text: str, start: int, limit: int, words_at: Mapping[int, Word], *, short: bool = False
) -> Phrase:
    """The phrase at ``text[start:limit]``; an empty noun where none stands there.

    A verb belongs to the noun only ahead of it (巩固衔接工作组) or before 的; ``short`` takes
    the first noun alone (5年过渡期).
    """
    closes = ENDS.search(text, start, limit)
    joined = closes is None and limit < len(text) and text[limit].isdigit()
    limit = closes.start() if closes else limit
    bound = THRESHOLD.match(text, start)
    if bound and bound.end() <= limit:
        start = bound.end()
    elif APPROXIMATE.match(text, start) and not POSSESSIVE.match(text, start):
        return Phrase("", "", start)
    at, noun_end = start, start
    if possessive := POSSESSIVE.match(text, at):
        at = start = possessive.end()
    if text.startswith("“", at) and (closing := text.find("”", at, at + LONGEST)) > 0:
        at = noun_end = closing + 1
    for word in _words_from(text, at, start, min(limit, start + LONGEST), words_at):
        piece = text[word.start : word.end]
        if piece == "的" and joined and noun_end > start:
            break  # 8个乡镇的9个供水厂: what follows belongs to the next number
        if piece in JOINS and (word.start > start or piece in "“《"):
            continue
        if word.tag in NOUNS:
            noun_end = word.end
            if short:
                break
        elif (
            piece[0].isdigit()
            or (word.tag in STOP_TAGS and not piece.startswith("第"))
            or (noun_end > start and word.tag in ("v", "vd") and bound is None)
        ):
            break
    noun = TAIL.sub("", text[start:noun_end].strip("的和与及、"))
    said = _predicate(text, noun_end, limit, words_at) if noun else ""
    return Phrase(noun, said, noun_end, bound is not None)


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


def _predicate(text: str, start: int, limit: int, words_at: Mapping[int, Word]) -> str:
    """What is said of the noun: a clause that begins with a verb and holds no number."""
    while start < limit and text[start] in SKIPPED:
        start += 1
    word = words_at.get(start)
    if word is not None and word.tag == "d":
        word = words_at.get(word.end)
    said = text[start:limit].strip(" 、，的")
    verbal = word is not None and word.tag in VERBS
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
        if word is None or not (word.tag in NOUNS or word.tag in ("vn", "nr", "nz")):
            break
        at = word.end
    if at > first or end - first > SHORT_CLAUSE:
        return text[first:at]
    last = [words_at[i] for i in range(first, end) if i in words_at and text[i] not in "，,："]
    noun = last[-1] if last and last[-1].tag in NOUNS else None
    return text[noun.start : noun.end] if noun and len(last) > 1 else ""
