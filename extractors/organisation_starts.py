"""Where the name of an organisation begins, given its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.organisation_lexicon import Form
from extractors.organisation_text import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extractors.organisation_lexicon import Ending, Hit
    from extractors.organisation_text import Reader

NAMING = frozenset({"ORG", "LOC", "nz", "nw"})
MODIFYING = NAMING | {"PER", "n", "vn", "an", "s", "f", "a"}
BREAKING = frozenset({"w", "m", "q", "r", "TIME", "d", "xc", "u", "p", "c"})
COUNTING = frozenset({"m", "q", "r", "n", "vn"})
PREPOSITIONS = ("向", "给", "对", "与", "和", "由", "为", "及", "、")
THROUGH = frozenset({"同", "暨"})  # inside a task: 脱贫攻坚成果同乡村振兴
NATION = "全国"
KIND = -1  # in the stead of a start: what stands there names a kind, not a body
LONGEST_NAME = 22
LONGEST_BODY = 34


def _whole(reader: Reader, hit: Hit, floor: int) -> int | None:
    """A complete name begins where it begins."""
    if reader.text.endswith(hit.ending.not_behind, floor, hit.start):
        return None
    if not hit.ending.word or not reader.words:
        return hit.start
    both = reader.clean(hit.start, floor) and (
        hit.end in reader.borders or HAN.match(reader.text, hit.end) is None
    )
    return hit.start if both else None


def _organ(reader: Reader, hit: Hit, floor: int) -> int | None:
    """An organ begins with its level or place."""
    start = reader.prefix(hit.start, floor)
    if reader.text[start : hit.start] == NATION and hit.ending.kind != "mass":
        return None  # 全国法院: all of them
    if hit.ending.listed:
        follows = floor == hit.start - 1 and reader.text[floor] == "、"
        return hit.start if follows and start == hit.start else None
    return None if start == hit.start else reader.extended(start, floor)


def _office(reader: Reader, hit: Hit, floor: int) -> int | None:
    """An office begins with its field, or with the level or place before that."""
    field = reader.lexicon.fields.match(reader.text, floor, hit.start)
    if field is None or hit.ending.kinds.fullmatch(field[0]):
        return None
    joined = _joined(reader, hit, field.start(), floor)
    if joined is not None:
        return joined
    start = reader.prefix(field.start(), floor)
    if start < field.start():
        nation = reader.text[start : field.start()] == NATION
        return None if nation else reader.extended(start, floor)
    start = reader.extended(start, floor)
    if start < field.start():
        return start
    return start if hit.ending.bare and reader.clean(start, floor) else None


def _joined(reader: Reader, hit: Hit, field: int, floor: int) -> int | None:
    """The place ahead of a field that no list has and 和 joins to this one, None without any.

    县环境与国土资源局: 环境 is a field, since a place and an office stand around it.
    """
    joint = field - 1
    known = reader.lexicon
    if reader.text[joint:field] not in {"和", "与"}:
        return None
    if reader.text[hit.start : hit.end] not in known.joined_offices:
        return None
    for first in range(joint - 2, max(floor, joint - 5), -1):
        named = reader.text[first:joint]
        start = reader.prefix(first, floor)
        if start < first and HAN.match(named):
            return None if named.endswith(known.joined_not) else start
    return None


def _named(reader: Reader, hit: Hit, floor: int) -> int | None:
    """A company begins with the leftmost of the tagger's names that run up to its ending."""
    floor = max(floor, hit.start - LONGEST_NAME)
    number = reader.word_before(hit.start + 1)
    best, naming = hit.start, False
    at = hit.start
    while number >= 0:
        word = reader.words[number]
        if word.start < floor and word.tag == "ORG" and word.end >= at:
            best, naming = _behind_preposition(reader, floor, hit.start), True
        if word.start < floor or word.end < at or word.tag not in MODIFYING:
            break
        at = word.start
        text = reader.text[word.start : word.end]
        if text in reader.lexicon.openers or text.endswith("级"):
            break
        if word.tag in NAMING and at < hit.start:
            best, naming = at, True
        number -= 1
    if not naming:
        return _common(reader, hit, floor)
    best = reader.trimmed(best, hit.start)
    modifiers = {reader.text[best : hit.start], _without_place(reader, best, hit.start)} - {""}
    if "等" in reader.text[best : hit.start]:
        return KIND
    if reader.text[best : hit.start] in reader.lexicon.level_words:
        return KIND
    if hit.ending.seen and reader.seen(best, hit.end) and best in reader.places.values():
        return best
    if best == hit.start or any(_sorts(reader, text, hit.ending) for text in modifiers):
        return KIND
    return best


def _behind_preposition(reader: Reader, floor: int, end: int) -> int:
    """Where the second of two names begins that the tagger took for one: 某银行向|某合作社."""
    cut = max(reader.text.rfind(word, floor, end) for word in PREPOSITIONS)
    return cut + 1 if cut >= 0 else end


def _common(reader: Reader, hit: Hit, floor: int) -> int | None:
    """石化公司: an ordinary noun that is no kind of company, said of one."""
    number = reader.word_before(hit.start)
    if not hit.ending.common or number < 0:
        return None
    word = reader.words[number]
    before = reader.words[number - 1].tag if number else "w"
    length = word.end - word.start
    if word.end != hit.start or word.start < floor or length != 2 or before in COUNTING:
        return None
    if word.tag not in {"n", "vn"}:
        return None
    modifier = reader.text[word.start : word.end]
    return KIND if _is_kind(modifier, hit.ending) else word.start


def _without_place(reader: Reader, start: int, end: int) -> str:
    """What stands between the place at the start and the ending."""
    for at in range(end, start, -1):
        if reader.places.get(at) == start:
            return reader.text[at:end]
    return reader.text[start:end]


def _sorts(reader: Reader, modifier: str, ending: Ending) -> bool:
    """Whether a modifier says which sort a body is of: 公立, 世界一流."""
    return _is_kind(modifier, ending) or modifier.endswith(reader.lexicon.kind_tails)


def _is_kind(modifier: str, ending: Ending) -> bool:
    return ending.kinds.fullmatch(modifier) is not None


def _body(reader: Reader, hit: Hit, floor: int) -> int | None:
    """A body for a task begins with its level or place, else with the first word of its task."""
    task = _task(reader, hit, floor)
    start = reader.trimmed(reader.prefix(task, floor), hit.start)
    text = reader.text[start : hit.start]
    if start < task or reader.headed(start):
        return start if len(text) > 1 else None
    if _is_kind(text, hit.ending):
        return KIND
    if hit.start not in reader.named and _ends_as_kind(reader, text, hit.ending):
        return KIND
    return start if len(text) > 1 else None


def _task(reader: Reader, hit: Hit, floor: int) -> int:
    """Where the words before the ending that may say a task begin."""
    number = reader.word_before(hit.start)
    start = hit.start
    while number >= 0:
        word = reader.words[number]
        text = reader.text[word.start : word.end]
        if word.start < floor or (word.tag in BREAKING and text not in THROUGH):
            break
        if text in reader.lexicon.openers or HAN.match(text) is None:
            break
        if word.tag == "v" and hit.ending.strict:
            break
        start = word.start
        number -= 1
    return start


def _ends_as_kind(reader: Reader, task: str, ending: Ending) -> bool:
    """看望驻村 (工作队) is a kind, but 乡村振兴驻村 (工作队) is one body."""
    for length in range(min(4, len(task)), 1, -1):
        if _is_kind(task[-length:], ending):
            return reader.lexicon.fields.match(task, 0, len(task) - length) is None
    return False


START: Mapping[Form, Callable[[Reader, Hit, int], int | None]] = {
    Form.WHOLE: _whole,
    Form.ORGAN: _organ,
    Form.OFFICE: _office,
    Form.NAMED: _named,
    Form.GROUP: _body,
}
