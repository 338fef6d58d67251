"""Makes the compact division tables of ``lexicon`` from the published lists.

Usage: python -m extractors.build_gazetteer SOURCE_DIR. SOURCE_DIR holds divisions.csv,
townships.csv, division_changes.csv and villages.csv.gz as NOTICE describes them. Run by hand
when the lists are renewed; nothing of it runs with the extractors.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

from extractors.build_history import FORMER_PROVINCES, SINCE, TAKEN_IN, write_history
from extractors.build_townships import write_township_history
from extractors.lexicons import LEXICON, read_toml

MERGED_SINCE = 2000
TOWNSHIP_NAME = re.compile(r"^[\u3400-\u9fff]{1,14}(?:镇|乡|街道|街道办事处|苏木|农场|林场|牧场)$")
RENAMING = {"更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤销", "撤旗设区"}
NAMES = read_toml("division_names.toml")
ETHNIC: list[str] = NAMES["peoples"]["words"].split()
SUFFIXES: list[str] = NAMES["suffixes"]["words"].split()
LETTER_OF: dict[str, str] = NAMES["suffixes"]["letters"]
NAME_KEPT: set[str] = set(NAMES["suffixes"]["kept"])
SPOKEN: dict[str, list[str]] = NAMES["spoken"]


Former = dict[str, tuple[str, str, str]]  # code → name, year of the end, code above


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file, unpacked where it is a .gz."""
    packed = path.suffix == ".gz"
    with (
        gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines
    ):
        return list(csv.DictReader(lines))


def without_peoples(stem: str) -> str:
    """湘西土家族苗族 → 湘西; a name that would lose all but one character is kept."""
    changed = True
    while changed:
        changed = False
        for people in ETHNIC:
            if stem.endswith(people) and len(stem) - len(people) >= 2:
                stem, changed = stem[: -len(people)], True
    return stem


def short_forms(name: str) -> list[str]:
    """凉山彝族自治州 → 凉山, 凉山州; 夏邑县 → 夏邑; a name of one character and 县 has none."""
    for suffix in SUFFIXES:
        if not name.endswith(suffix) or name in NAME_KEPT:
            continue
        stem = name[: -len(suffix)]
        bare = without_peoples(stem) if "自治" in suffix else stem
        if len(bare) < 2:
            return []
        letter = LETTER_OF.get(suffix)
        return [bare, bare + letter] if letter and bare + letter != name else [bare]
    return []


def write_divisions(source: list[dict[str, str]], former: Former) -> None:
    """code, level, name, parent, shorts (joined by |), until (year; empty where it stands)."""
    with (LEXICON / "divisions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "level", "name", "parent", "shorts", "until"])
        for row in source:
            shorts = "|".join([*short_forms(row["name"]), *SPOKEN.get(row["name"], ())])
            writer.writerow(
                [row["code"], row["level"], row["name"], row["parent_code"], shorts, ""]
            )
        for code, (name, year, parent) in sorted(former.items()):
            writer.writerow([code, "county", name, parent, "", year])


def merged(changes: list[dict[str, str]], source: list[dict[str, str]]) -> Former:
    """Counties that went into one of another name (江干区, 2021).

    A bulletin of their time means just them, so they keep their code and path. One that only
    changed its kind (綦江县 → 綦江区) is read as its successor instead: see ``write_old``.
    """
    present = {row["code"] for row in source}
    taken = {(row["name"], row["code"][:4]) for row in source}
    parents = {row["code"]: row["parent_code"] for row in source}
    stems = {row["code"]: short_forms(row["name"]) for row in source}
    found = {}
    for row in changes:
        code, name, into = row["old_code"], row["old_name"], row["new_code"]
        if row["type"] not in TAKEN_IN or row["level"] != "3" or int(row["year"]) < MERGED_SINCE:
            continue
        same = set(short_forms(name)) & set(stems.get(into, ()))
        if len(name) < 3 and not name.endswith("县"):
            continue  # 新区, 郊区: read as such they would be wrong everywhere
        if code not in present and into in present and not same and (name, code[:4]) not in taken:
            above = code[:4] + "00000000"
            found[code] = (name, row["year"], above if above in present else parents[into])
    return found


def successors(
    changes: list[dict[str, str]], present: dict[str, str]
) -> dict[tuple[str, str], str]:
    """(old name, its province) → code of the division that stands there today."""
    forward: dict[tuple[str, str], tuple[str, str]] = {}
    for row in changes:
        if int(row["year"]) >= SINCE and row["new_code"]:
            forward[row["old_code"], row["old_name"]] = (row["new_code"], row["new_name"])
    found = {}
    for row in changes:
        if int(row["year"]) < SINCE or row["type"] not in RENAMING or row["level"] == "1":
            continue
        at = (row["new_code"], row["new_name"])
        for _ in range(8):
            if present.get(at[0]) == at[1] or at not in forward:
                break
            at = forward[at]
        if present.get(at[0]) == at[1] and row["old_name"] != at[1]:
            found[row["old_name"], row["old_code"][:2]] = at[0]
    return found


def write_old(
    source: list[dict[str, str]],
    changes: list[dict[str, str]],
    renamed: dict[str, str],
    former: Former,
) -> None:
    """name, province (two digits, at its time), code of the successor."""
    present = {row["code"]: row["name"] for row in source}
    taken = {(row["name"], row["code"][:2]) for row in source}
    taken |= {(name, code[:2]) for code, (name, _, _) in former.items()}
    found = successors(changes, present)
    names = old_county_names(changes)
    for old, new in renamed.items():
        if old in names:
            found.setdefault((names[old], old[:2]), new + "000000")
    with (LEXICON / "old_divisions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["name", "province", "successor"])
        for (name, province), code in sorted(found.items()):
            moved = (province, code[:2])
            if moved[0] != moved[1] and moved not in FORMER_PROVINCES:
                continue  # noise: a code that was given out again elsewhere
            if (name, province) not in taken and len(name) >= 3:
                writer.writerow([name, province, code])


def county_successors(
    villages: list[dict[str, str]], townships: list[dict[str, str]], present: set[str]
) -> dict[str, str]:
    """Six digits of a county that is no more → those of the one that has most of its townships.

    The list of changes has gaps (黔西县 → 黔西市 names no codes); the townships have none.
    """
    now, then = defaultdict(set), defaultdict(set)
    for row in townships:
        now[row["code"][:6]].add(row["name"])
    for row in villages:
        if row["county_code"] not in present:
            then[row["county_code"]].add(row["township"])
    found = {}
    for old, towns in then.items():
        near = [code for code in now if code[:4] == old[:4]]
        best = max(near, key=lambda code: len(now[code] & towns), default="")
        if best and 2 * len(now[best] & towns) >= len(towns):
            found[old] = best
    return found


def old_county_names(changes: list[dict[str, str]]) -> dict[str, str]:
    """Six digits → the last name they had in the list of changes."""
    found = {}
    for row in changes:
        for side in ("old", "new"):
            if row[side + "_code"]:
                found[row[side + "_code"][:6]] = row[side + "_name"]
    return found


def write_villages(
    source: list[dict[str, str]], renamed: dict[str, str], present: set[str]
) -> dict[str, set[str]]:
    """One gzip member a county, and their places in village_index.csv; the townships seen."""
    counties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    lost = 0
    for row in source:
        code = renamed.get(row["county_code"], row["county_code"])
        if code in present:
            counties[code][row["township"]].append(row["name"])
        else:
            lost += 1
    at = 0
    with (
        (LEXICON / "villages.csv.gz").open("wb") as out,
        (LEXICON / "village_index.csv").open("w") as index,
    ):
        index.write("county,offset,length\n")
        for code in sorted(counties):
            lines = (
                f"{town},{' '.join(names)}\n" for town, names in sorted(counties[code].items())
            )
            block = gzip.compress("".join(lines).encode(), 9, mtime=0)
            out.write(block)
            index.write(f"{code},{at},{len(block)}\n")
            at += len(block)
    sys.stdout.write(f"villages of zones without a county, left out: {lost}\n")
    return {code: set(towns) for code, towns in counties.items()}


def write_townships(source: list[dict[str, str]], seen: dict[str, set[str]]) -> None:
    """A line a county: its townships, each behind three digits of its code (--- : no more)."""
    counties: dict[str, dict[str, str]] = defaultdict(dict)
    for row in source:
        counties[row["code"][:6]][row["name"]] = row["code"][6:9]
    for county, towns in seen.items():
        for name in towns:
            if TOWNSHIP_NAME.match(name):
                counties[county].setdefault(name, "---")
    with (LEXICON / "townships.csv").open("w", encoding="utf-8") as out:
        out.write("county,townships\n")
        for county in sorted(counties):
            names = sorted(counties[county].items(), key=lambda item: (item[1], item[0]))
            out.write(county + "," + " ".join(digits + name for name, digits in names) + "\n")


def main(folder: Path) -> None:
    """Reads the published lists and writes the tables beside this file."""
    divisions, changes = rows(folder / "divisions.csv"), rows(folder / "division_changes.csv")
    former = merged(changes, divisions)
    present = {row["code"][:6] for row in divisions} | {code[:6] for code in former}
    write_divisions(divisions, former)
    townships, villages = rows(folder / "townships.csv"), rows(folder / "villages.csv.gz")
    renamed = county_successors(villages, townships, present)
    write_old(divisions, changes, renamed, former)
    seen = write_villages(villages, renamed, present)
    write_townships(townships, seen)
    named = {county: set(filter(TOWNSHIP_NAME.match, towns)) for county, towns in seen.items()}
    write_township_history(townships, named)
    lost = write_history(divisions, changes, lambda name: set(short_forms(name)))
    sys.stdout.write("lead to no division of today: " + "、".join(lost) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
