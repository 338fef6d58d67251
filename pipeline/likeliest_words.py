"""The likeliest division of a text into the words of a dictionary that counts them.

The division is the one that jieba finds without guessing at unknown words; its own code takes
twice the time, and a document's words are a good part of the time of reading it.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What the dictionary's words can be made of; any other character is a word of its own.
_RUN = regex.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]++|.", regex.DOTALL)
_PLAIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Dictionary:
    """Words with their counts. ``counts`` has all beginnings of its words, too, those with 0."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        self._counts = counts
        self._total = log(total)

    def words(self, text: str) -> Iterator[str]:
        """The words of a text; letters and digits that no word joins stay together.

        >>> counts = {"南": 1, "南瓜": 9, "瓜": 2, "种": 3, "种南": 0}
        >>> list(Dictionary(counts, 15).words("种南瓜50亩，瓜"))
        ['种', '南瓜', '50', '亩', '，', '瓜']
        """
        for run in _RUN.findall(text):
            if len(run) == 1:
                yield run
            else:
                yield from self._divided(run)

    def _divided(self, run: str) -> Iterator[str]:
        ends, size = self._ends(run), len(run)
        at = 0
        while at < size:
            end = ends[at]
            if end == at + 1 and run[at] in _PLAIN:
                while end < size and run[end] in _PLAIN and ends[end] == end + 1:
                    end += 1
            yield run[at:end]
            at = end

    def _ends(self, run: str) -> list[int]:
        """For each offset the end of the word that begins the likeliest division from there on."""
        count_of, total, size = self._counts.get, self._total, len(run)
        scores, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            end = best_end = start + 1
            count = count_of(run[start])
            best = log(count or 1) - total + scores[end]
            while count is not None and end < size:
                end += 1
                count = count_of(run[start:end])
                if count:
                    score = log(count) - total + scores[end]
                    if score >= best:  # of two alike the longer word
                        best, best_end = score, end
            scores[start], ends[start] = best, best_end
        return ends
