"""Small bulletins of known figures, for the tests of the views and the pages over them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from store_samples import LOOKUPS, PROVENANCE, Maker

from db.store import Lookups, PlaceEntry, Store
from pipeline.model import Attribute, Figure, Origin, Reading

if TYPE_CHECKING:
    from pathlib import Path

HENAN, SHANGQIU = "河南省", "河南省商丘市"
XIAYI, SUIYANG, NINGLING = f"{SHANGQIU}夏邑县", f"{SHANGQIU}睢阳区", f"{SHANGQIU}宁陵县"
OLD, NOW = "重庆市綦江县", "重庆市綦江区"
MERGED = "重庆市万盛区"  # it went into 綦江区
_LEVELS = {
    HENAN: "province",
    SHANGQIU: "prefecture",
    "重庆市": "province",
    **dict.fromkeys((XIAYI, SUIYANG, NINGLING, OLD, NOW, MERGED), "county"),
}


def _entry(path: str, above: str) -> PlaceEntry:
    successor = NOW if path in (OLD, MERGED) else ""
    name = path.removeprefix(above)
    return PlaceEntry(path, name, "", _LEVELS[path], successor, same=path != MERGED)


def _chain(path: str) -> tuple[PlaceEntry, ...]:
    if path not in _LEVELS:
        return ()
    parts = [each for each in _LEVELS if path.startswith(each)]
    parts.sort(key=len)
    return tuple(_entry(each, parts[n - 1] if n else "") for n, each in enumerate(parts))


VIEW_LOOKUPS = Lookups(places=_chain, units=LOOKUPS.units, concepts=LOOKUPS.concepts)
COMMON: dict[str, Any] = {"concept": "grain-output", "indicator": "粮食产量", "place": (XIAYI,)}


def of(quote: str, value: str, **more: Any) -> tuple[str, str, dict[str, Any]]:
    """What a figure is to be: grain output of 2021 in 夏邑县 unless said otherwise."""
    return quote, value, {**COMMON, **more}


def bulletin(
    doc: str,
    *wanted: tuple[str, str, dict[str, Any]],
    place: str = XIAYI,
    date: str = "2022-02",
    mark: str = "；",
) -> Reading:
    """A bulletin about a place with these figures, whose ids count from 1."""
    source = f"{doc}情况\n一、" + mark.join(f"第{n}项{q}" for n, (q, _, _) in enumerate(wanted, 1))
    make = Maker(f"{source}。\n")
    figures: list[Figure] = [
        make.figure(str(n), quote, value, **more)
        for n, (quote, value, more) in enumerate(wanted, 1)
    ]
    document = make.document(doc, f"{source}。\n")
    article = dataclasses.replace(
        document.articles[0],
        date=Attribute(date, Origin.STATED) if date else None,
        place=Attribute(place, Origin.STATED),
    )
    return Reading(dataclasses.replace(document, articles=(article,)), tuple(figures))


def build(path: Path, *readings: Reading) -> Path:
    """A database of these readings."""
    with Store(path, VIEW_LOOKUPS) as store:
        run = store.start_run("r1", "jieba")
        for each in readings:
            store.write(each, run, PROVENANCE)
        store.finish_run(run)
    return path
