"""Programmes without quotation marks, known by their head: 农村饮水安全工程."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.programme_lexicon import bare, load_lexicon
from extractors.programme_quotes import Found, clean
from extractors.programme_words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.programme_words import Head

REACH = 26  # characters to the left of a head that a name may take
LEAST_HONOUR = 6
JOINT = regex.compile(r"[和与及、]")


def find_names(text: str) -> Iterator[Found]:
    """Names by head, conferred honours and X+Y modes that are printed bare."""
    yield from _by_head(text)
    yield from _conferred(text)


def _by_head(text: str) -> Iterator[Found]:
    words = load_words()
    last = 0
    at = 0
    while match := words.head.search(text, at):
        end = match.end()
        while more := words.head.match(text, end):
            match, end = more, more.end()
        at = end
        head = words.heads[match.group()]
        if not head.quoted:
            found = read_name(text, last, match.start(), head)
            if found is not None:
                yield found
            last = end


def read_name(text: str, floor: int, head_start: int, head: Head) -> Found | None:
    """The name that ends with this head, if its left border can be told."""
    words = load_words()
    left = max(floor, head_start - REACH)
    start, verb = left, ""
    # 开展6个, 实施的: what follows the verb at once leaves it in force.
    for border in words.border.finditer(text, left, head_start):
        if border.start() != start or border["verb"] or border["figure"]:
            verb = border["verb"] or border["figure"] or ""
        start = border.end()
    if start == left and left != floor:
        return None  # no border within reach
    if verb[:1].isascii() and verb:
        return None  # 220千伏输变电工程: what follows a figure is its unit
    if start == floor and floor:
        verb = "、"
    start = _strip_opening(text, start, head_start)
    named = text[start:head_start]
    end = head_start + len(head.word)
    subject = bool(head.predicates) and text.startswith(head.predicates, end)
    if not _named(named, head, head.verbs[0] if subject and not verb else verb):
        return None
    return Found(start, end, clean(text[start:end]), head.kind, f"programme.head.{head.kind}")


def _strip_opening(text: str, start: int, stop: int) -> int:
    """Cut 一系列 wherever it stands, 建设 of 建设骨干水源工程 as long as enough remains."""
    words = load_words()
    while quantity := words.quantity.match(text, start, stop):
        start = quantity.end()
    joint = _after_listed(text, start, stop)
    if joint != start:
        return joint
    opening = words.opening
    while (match := opening.match(text, start, stop)) and stop - match.end() >= 4:
        start = match.end()
    return start


def _after_listed(text: str, start: int, stop: int) -> int:
    """Behind a listed programme and its joint: 控辍保学和|教育资助政策."""
    for joint in JOINT.finditer(text, start, stop):
        if bare(text[start : joint.start()]) in load_lexicon().by_text:
            end: int = joint.end()
            return end
    return start


def _named(named: str, head: Head, verb: str) -> bool:
    """Whether what stands before the head makes it the name of one thing."""
    generic = load_words().generic
    if named in generic or JOINT.split(named)[-1] in generic or not head.least <= len(named) <= 22:
        return False
    if JOINT.match(named[-1]) or named.endswith(load_words().endings):
        return False
    if head.refused and (named.endswith(head.refused) or bare(named) in load_lexicon().by_text):
        return False
    if head.word == "工程" and named.endswith(load_words().works):
        return False
    if head.verbs:
        return verb.endswith(head.verbs)  # 创新实施, 创新开展
    return head.loose


def _conferred(text: str) -> Iterator[Found]:
    words = load_words()
    for match in words.conferred.finditer(text):
        start = _conferred_start(text, *match.span())
        name = text[start : match.end()]
        if words.border.search(name[2:]) or JOINT.search(name) or words.graded.match(name):
            continue
        yield Found(start, match.end(), clean(name), "project", "programme.conferred")


def _conferred_start(text: str, start: int, stop: int) -> int:
    """Where an honour begins behind whose first it is: 全省首个|全域旅游示范市."""
    ends = [first.end() for first in load_words().firsts.finditer(text, start, stop)]
    return ends[-1] if ends and stop - ends[-1] >= LEAST_HONOUR else start
