"""Measures the segmenters on the gold bulletins: python -m tests.bench_segmenters

For each segmenter: how many borders of figures, places, organisations and programmes fall on
borders of its words before any additional cutting, its speed, its memory and its time to load.
Each is measured in a process of its own.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.vocab import Vocab

from extractors.ner import Tagger
from pipeline.errors import BulletinError
from pipeline.models import ModelUnavailable, pkuseg_model
from pipeline.words import Segmenter, jieba_cutter, load_segmenter, pkuseg_cutter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SHARED = Path(__file__).resolve().parents[2] / "shared"
KINDS = ("figure", "place", "organisation", "programme")
COLUMNS = (
    "figures",
    "places",
    "organisations",
    "programmes",
    "all",
    "whole spans",
    "characters a word",
    "characters a second",
    "memory, MiB",
    "load, s",
)
CANDIDATES = ("jieba", "jieba with HMM", "pkuseg", "pkuseg with dictionary", "LAC")

Spans = dict[str, set[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured of one segmenter."""

    name: str
    on_border: Mapping[str, float]  # by kind, and "all"
    whole: float  # share of spans whose two borders both fall on word borders
    length: float  # characters a word: who cuts everywhere hits every border
    speed: float  # characters a second
    memory: float  # MiB that loading and cutting added
    load: float  # seconds


def gold_bulletins(shared: Path = SHARED) -> Iterator[tuple[str, Spans]]:
    """Each text with the spans that its gold locates in it."""
    for folder in (shared / "gold", shared / "dev"):
        for file in sorted(folder.glob("*.doc.json")):
            name = file.name.removesuffix(".doc.json")
            texts = (shared / place / f"{name}.txt" for place in ("seeds", "dev"))
            text = next(path for path in texts if path.exists()).read_text(encoding="utf-8")
            figures = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            yield text, gold_spans(text, json.loads(file.read_text("utf-8")), figures)


def gold_spans(text: str, about: Mapping[str, Sequence[object]], figures: Sequence[str]) -> Spans:
    """The figures where their context is found once, and every occurrence of the names."""
    spans: Spans = defaultdict(set)
    for line in figures:
        figure = json.loads(line)
        context, quote = figure["context"], figure["quote"]
        if text.count(context) == 1 and context.count(quote) == 1:
            start = text.index(context) + context.index(quote)
            spans["figure"].add((start, start + len(quote)))
    for path in about["places"]:
        spans["place"].update(occurrences(text, printed_part(text, str(path))))
    for entry in about["organisations"]:
        spans["organisation"].update(occurrences(text, _name(entry)))
    for entry in about["programmes"]:
        spans["programme"].update(occurrences(text, _name(entry)))
    return spans


def _name(entry: object) -> str:
    return str(entry["name"]) if isinstance(entry, dict) else str(entry)


def printed_part(text: str, path: str) -> str:
    """The longest ending of a place's full path name that stands in the text.

    >>> printed_part("汉滨区召开会议", "陕西省安康市汉滨区")
    '汉滨区'
    """
    endings = (path[at:] for at in range(len(path) - 1))
    return next((ending for ending in endings if ending in text), "")


def occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in the text.

    >>> list(occurrences("县情县情", "县情"))
    [(0, 2), (2, 4)]
    """
    at = text.find(name) if name else -1
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)


def load(name: str) -> Callable[[str], set[int]]:
    """A function from a text to its word borders."""
    if name == "LAC":
        return partial(_lac_borders, Tagger.load())
    if name == "jieba with HMM":
        segmenter = Segmenter(name, jieba_cutter(hmm=True), Vocab())
    elif name == "pkuseg with dictionary":
        segmenter = Segmenter(name, pkuseg_cutter(pkuseg_model(), "default"), Vocab())
    else:
        segmenter = load_segmenter(name)
    return lambda text: {0, *segmenter.ends(text)}


def _lac_borders(tagger: Tagger, text: str) -> set[int]:
    pieces = [match.span() for match in re.finditer(r"\S+", text)]
    (tagging,) = tagger.tag_pieces([text], [pieces])
    return {at for word in tagging.words for at in (word.start, word.end)}


def measure(name: str) -> Measure | str:
    """The measures of one segmenter, or why it cannot be measured."""
    bulletins = list(gold_bulletins())
    before, began = _memory(), time.perf_counter()
    try:
        borders_of = load(name)
    except (ModelUnavailable, BulletinError) as error:
        return str(error)
    loaded = time.perf_counter()
    borders = [borders_of(text) for text, _ in bulletins]
    cut = time.perf_counter()
    shares, whole = agreement([spans for _, spans in bulletins], borders)
    characters = sum(len(text) for text, _ in bulletins)
    words = sum(len(edges) - 1 for edges in borders)
    speed = characters / (cut - loaded)
    return Measure(
        name, shares, whole, characters / words, speed, _memory() - before, loaded - began
    )


def agreement(gold: Sequence[Spans], borders: Sequence[set[int]]) -> tuple[dict[str, float], float]:
    """The share of span borders that are word borders, by kind, and of spans with both."""
    hits: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    whole: list[bool] = []
    for spans, edges in zip(gold, borders, strict=True):
        for kind in KINDS:
            for start, end in spans[kind]:
                hits[kind] += [start in edges, end in edges]
                whole.append(start in edges and end in edges)
    every = [hit for kind in KINDS for hit in hits[kind]]
    shares = {kind: _share(found) for kind, found in hits.items()}
    return {**shares, "all": _share(every)}, _share(whole)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0


def _memory() -> float:
    """The most memory that the process has held, in MiB (Linux counts in KiB, macOS in bytes)."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def table(measures: Sequence[Measure]) -> str:
    """The measures as a Markdown table."""
    lines = [
        "| segmenter | " + " | ".join(COLUMNS) + " |",
        "| --- |" + " ---: |" * len(COLUMNS),
    ]
    for m in measures:
        shares = [f"{m.on_border[kind]:.1%}" for kind in (*KINDS, "all")]
        price = [f"{m.length:.2f}", f"{m.speed:,.0f}", f"{m.memory:.0f}", f"{m.load:.1f}"]
        rest = [f"{m.whole:.1%}", *price]
        lines.append("| " + " | ".join([m.name, *shares, *rest]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Prints the table, and the counts behind it."""
    if not SHARED.is_dir():
        raise SystemExit(f"no gold bulletins in {SHARED.name}/ beside the project")
    bulletins = list(gold_bulletins())
    for kind in KINDS:
        print(kind, sum(len(spans[kind]) for _, spans in bulletins))
    print(len(bulletins), "bulletins,", sum(len(text) for text, _ in bulletins), "characters\n")
    context = multiprocessing.get_context("spawn")
    found = []
    for name in CANDIDATES:
        with context.Pool(1) as pool:
            result = pool.apply(measure, (name,))
        if isinstance(result, str):
            print(f"{name}: {result}")
        else:
            found.append(result)
    print(table(found))


if __name__ == "__main__":
    main()
