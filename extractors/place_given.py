"""A place as someone writes it (岷县, 甘肃省临洮县), to the divisions that it can mean."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.gazetteer import load_gazetteer
from extractors.place_history import load_history
from extractors.place_times import today_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.gazetteer import Division, Gazetteer


def given_paths(words: str) -> list[str]:
    """The full paths that the words can mean; a full path, of today or of old, is itself.

    >>> given_paths("甘肃省临洮县"), given_paths("重庆市綦江县"), given_paths("某县")
    (['甘肃省定西市临洮县'], ['重庆市綦江县'], [])
    """
    closed = "".join(words.split())
    if today_path(closed, load_gazetteer(), load_history()):
        return [closed]
    return sorted({division.path for division in _meant(closed)})


@lru_cache(maxsize=4096)  # of a long name each beginning is asked for many times
def _meant(words: str) -> tuple[Division, ...]:
    """The divisions that the words name, the levels between left out as one likes."""
    gazetteer = load_gazetteer()
    found = list(gazetteer.named(words))
    for cut in range(len(words) - 1, 1, -1):
        found += [
            d for above in _meant(words[:cut]) for d in _inside(above, words[cut:], gazetteer)
        ]
        if found:
            break
    counties = () if found else gazetteer.town_counties.get(words, ())
    found += [gazetteer.townships(county)[words] for county in counties]
    return tuple(_closest(found, words))


def _inside(holder: Division, name: str, gazetteer: Gazetteer) -> Iterable[Division]:
    """What bears the name in a division: a county anywhere in it, a township or village of it."""
    below = [d for d in gazetteer.named(name) if d != holder and gazetteer.holds(holder, d)]
    inner = None if below else gazetteer.at(holder.path + name)
    return [inner] if inner else below


def _closest(found: Iterable[Division], words: str) -> list[Division]:
    """A province, or those that have the name today: no short form, nothing that is no more."""
    rows = list(found)
    if provinces := [d for d in rows if d.level == "province"]:
        return provinces
    whole = [d for d in rows if words.endswith(d.name)]
    today = [d for d in whole or rows if not d.until]
    return today or whole or rows
