"""What a figure measures: a label out of the words around its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extractors.label_amounts import amount_label
from extractors.label_changes import read_change
from extractors.label_counts import COUNTED, count_label
from extractors.labels import BRACKETS, Label, Spoken, Spot
from extractors.noun_phrases import following_phrase
from extractors.units import load_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model import Quantity, Word

# 比重｜由峰值时的9%降到7%: where a number comes from is no part of what it measures
FROM_TAIL = regex.compile(
    r"(?<=.{2})(?<!自|事|缘)[由从](?:[^，。；、由从]{0,8}(?:时|末|期|初|前))?的?$"
)


def read_label(
    left: str,
    quantity: Quantity,
    spoken: Spoken,
    text: str,
    right: int,
    words_at: Mapping[int, Word],
) -> Label:
    """The label of one quantity.

    ``left`` is its clause up to the number, times taken out; ``spoken`` what was spoken of
    before; ``right`` the offset where the words behind the number end at the latest.
    """
    left = FROM_TAIL.sub("", BRACKETS.sub("", left).strip())
    label = read_change(left, quantity, spoken)
    if label is not None:
        return label
    dimension = load_units().dimension(quantity.unit)
    phrase = following_phrase(text, quantity.end, right, words_at, short=dimension == "time")
    spot = Spot(left, quantity, dimension, spoken, phrase, text, words_at)
    counts = dimension in COUNTED or quantity.rule == "number.counted-noun"
    return count_label(spot) if counts else amount_label(spot)
