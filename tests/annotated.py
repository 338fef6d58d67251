"""The bulletins with readings by hand, and how a figure is held against such a reading."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
HAND = Path(__file__).with_name("hand")
TWELVE, OWN = "twelve", "own"
FIELDS = ("value", "indicator", "place", "period", "status", "approx", "measure", "part_of")
WHOLE = ("value", "indicator", "place", "period", "status")
# One measure word for persons, and for what soft counts (四大模式) are printed with.
SAME_UNITS = {"名": "人", "口": "人", "位": "人", "个人": "人", "大": "个", "重": "个", "类": "个"}
LEAST_OVERLAP = 0.6  # of the characters of a label
MARKS = regex.compile(r"[\s，、的“”\"‘’《》()（）]")

Row = dict[str, Any]


@dataclass(frozen=True)
class Annotated:
    """One annotated bulletin; ``region`` is what was read of it, in characters."""

    id: str
    set: str
    kind: str
    text: Path
    region: tuple[int, int] | None

    def gold(self) -> Path:
        """The file of its figures."""
        if self.set == OWN:
            return HAND / f"{self.id}.jsonl"
        folder = "gold" if self.text.parent.name == "seeds" else "dev"
        return SHARED / folder / f"{self.id}.jsonl"

    def holds(self, row: Row) -> bool:
        """Whether a row lies in what was read; rows without a span always do."""
        return (
            self.region is None
            or self.region[0] <= row.get("start", self.region[0]) < (self.region[1])
        )


def documents() -> list[Annotated]:
    """All annotated bulletins."""
    described = tomllib.loads((HAND / "documents.toml").read_text(encoding="utf-8"))
    return [
        Annotated(
            each["id"],
            each["set"],
            each["kind"],
            SHARED / each["text"],
            tuple(each["region"]) if "region" in each else None,
        )
        for each in described["document"]
    ]


def rows(path: Path) -> list[Row]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


# Drawn before a great change of the rules, after it, and after the next, from reports of counties,
# cities and provinces alone.
SAMPLES = ("sample", "second", "third")
LINKS = ("links", "later_links", "last_links")


def sample(name: str) -> list[Row]:
    """Figures of real bulletins, drawn at random and read by hand.

    ``figure`` is false where the number is none, ``either`` true where both can be defended.
    ``indicator``, ``place``, ``period``, ``status``, ``unit``, ``measure``, ``approx`` and
    ``part_of`` list every reading that the text allows; ``part_of`` names the whole by its
    quote.
    """
    return rows(HAND / f"{name}.jsonl")


def links(name: str = LINKS[0]) -> list[Row]:
    """Two hundred figures that were linked to the vocabulary, drawn at random and read by hand.

    ``concept`` lists the entries that fit, none where no entry does; ``whole`` is false where
    at the time of reading the entry or one of its qualifiers was wrong or missing.
    """
    return rows(HAND / f"{name}.jsonl")


def overlap(one: str, other: str) -> float:
    """F1 of the characters that two labels share.

    >>> overlap("粮食产量", "粮食总产量") > 0.8, overlap("粮食产量", "生猪出栏")
    (True, 0.0)
    """
    a, b = (Counter(MARKS.sub("", each)) for each in (one, other))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def unit(name: str) -> str:
    """A unit without differences of print and of measure words for the same."""
    name = regex.sub(r"\s|/年$", "", name).replace("％", "%").removeprefix("个")
    return SAME_UNITS.get(name, name)


def judged(wanted: Row, figure: Row | None, whole: str | None) -> dict[str, bool]:
    """Which fields of a figure agree with its reading by hand; ``whole`` is its whole's quote."""
    if not wanted["figure"]:
        return dict.fromkeys(FIELDS, figure is None or wanted.get("either", False))
    if figure is None:
        return dict.fromkeys(FIELDS, wanted.get("either", False))
    same_unit = unit(figure["unit"]) in map(unit, wanted["unit"])
    return {
        "value": same_unit
        and abs(figure["value"] - wanted["value"]) <= 1e-9 * abs(wanted["value"]),
        "indicator": any(
            overlap(each, figure["indicator"]) >= LEAST_OVERLAP for each in wanted["indicator"]
        ),
        "place": sorted(figure["place"]) in map(sorted, wanted["place"]),
        "part_of": whole in wanted["part_of"],
        **{
            name: figure[name] in wanted[name] for name in ("period", "status", "approx", "measure")
        },
    }


def at(figures: list[Row], start: int, quote: str) -> Row | None:
    """The figure that shares characters with a span, ``None`` without one."""
    end = start + len(quote)
    return next((f for f in figures if f["start"] < end and f["end"] > start), None)


def verdicts(
    name: str, figures: dict[str, list[Row]]
) -> list[tuple[Row, Row | None, dict[str, bool]]]:
    """Each row of a sample with the figure read there and which fields are right."""
    found = []
    for wanted in sample(name):
        here = figures.get(wanted["doc"], [])
        figure = at(here, wanted["start"], wanted["quote"])
        by_id = {each["id"]: each["quote"] for each in here}
        whole = by_id.get(figure["part_of"]) if figure and figure["part_of"] else None
        found.append((wanted, figure, judged(wanted, figure, whole)))
    return found


def is_whole(judgement: dict[str, bool]) -> bool:
    """Whether a fact is right as a whole."""
    return all(judgement[name] for name in WHOLE)
