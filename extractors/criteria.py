"""Status criterion: the words that make a figure a rule, a standard or the limit of a class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from extractors.lexicons import read_toml, reason
from extractors.units import load_units
from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "criterion_words.toml"
NEAR = 40  # characters ahead of a number that can rule it
# a standard that is set anew, not one that holds: 标准提高到每人每月600元
RAISED = regex.compile(
    r"(?:提高|上调|增加|提升|调整|扩大|降低|下调|达)(?:到|至|为)|[增升调]至|提标|不[低少]于"
)


class Stated(NamedTuple):
    """What stands around a figure: words ahead of it and behind, its label and measure.

    ``ranged``: it has two ends (18至60周岁).
    """

    left: str
    right: str
    unit: str
    measure: str
    label: str = ""
    ranged: bool = False


class Criterion(NamedTuple):
    """The words that make a criterion; ``raised`` where they may also set it anew in a plan."""

    words: str
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of criterion_words.toml."""

    id: str
    left: regex.Pattern[str] | None
    right: regex.Pattern[str] | None
    label: regex.Pattern[str] | None
    refuse_left: regex.Pattern[str] | None
    refuse_label: regex.Pattern[str] | None
    dimensions: frozenset[str]
    units: tuple[str, ...]
    measures: frozenset[str]
    counted: bool
    ranged: bool
    raised: bool

    def words(self, at: Stated) -> str | None:
        """The words by which it fits, None where it does not."""
        if not self._takes(at) or self._refuses(at):
            return None
        found = [at.unit]
        for pattern, said, begins in (
            (self.left, at.left, False),
            (self.label, at.label, False),
            (self.right, at.right, True),
        ):
            if pattern is not None:
                match = pattern.match(said) if begins else pattern.search(said)
                if match is None:
                    return None
                found.append(match[0])
        return found[-1]

    def _takes(self, at: Stated) -> bool:
        if self.measures and at.measure not in self.measures:
            return False
        if self.units and not at.unit.startswith(self.units):
            return False
        if self.dimensions and load_units().dimension(at.unit) not in self.dimensions:
            return False
        if self.ranged and not at.ranged:
            return False
        return self.counted or at.unit not in counted_units()

    def _refuses(self, at: Stated) -> bool:
        return (self.refuse_left is not None and self.refuse_left.search(at.left) is not None) or (
            self.refuse_label is not None and self.refuse_label.search(at.label) is not None
        )


@cache
def criterion_rules() -> tuple[Rule, ...]:
    """The rules in the order of the file, compiled once."""
    rules = []
    for entry in read_toml(FILE)["rule"]:
        try:
            rules.append(_rule(entry))
        except (KeyError, TypeError, regex.error) as error:
            raise LexiconError(f"{FILE}: entry {entry.get('id')}: {reason(error)}") from error
    return tuple(rules)


def _rule(entry: Mapping[str, Any]) -> Rule:
    patterns = {
        name: regex.compile(entry[name]) if name in entry else None
        for name in ("left", "right", "label", "refuse_left", "refuse_label")
    }
    return Rule(
        id=entry["id"],
        **patterns,
        dimensions=frozenset(entry.get("dimensions", ())),
        units=tuple(entry.get("units", ())),
        measures=frozenset(entry.get("measures", ())),
        counted=entry.get("counted", False),
        ranged=entry.get("ranged", False),
        raised=entry.get("raised", False),
    )


@cache
def counted_units() -> frozenset[str]:
    """Units that count things: N of them or more (培育10个以上龙头企业) is an amount, no class."""
    return frozenset(read_toml("status_words.toml")["counted"]["units"])


def criterion_sign(at: Stated) -> Criterion | None:
    """The words that make a figure a criterion: 800人以上安置社区, 每人230元标准, 每月一次.

    >>> criterion_sign(Stated("", "以上安置社区", "人", "level")).words
    '以上'
    >>> criterion_sign(Stated("面积达", "以上。", "亩", "level")) is None
    True
    """
    at = at._replace(left=at.left[-NEAR:])
    for rule in criterion_rules():
        words = rule.words(at)
        if words is not None:
            return Criterion(words, rule.raised)
    return None


def is_raised(clause: str) -> bool:
    """Whether a clause sets a standard anew, so that in a plan it is a target.

    >>> is_raised("低保标准提高到每月"), is_raised("按照每人")
    (True, False)
    """
    return RAISED.search(clause) is not None
