"""Scores what is extracted against the gold beside the project, by the judge that lies there."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.toml")
# Folder of gold, folder of its texts.
SETS = (("gold", "seeds"), ("dev", "dev"))


def missing(shared: Path = SHARED) -> list[str]:
    """What is needed for a score and is not there."""
    wanted = [shared / "score.py", *(shared / name for pair in SETS for name in pair)]
    return [str(path) for path in wanted if not path.exists()]


def gather(folder: Path, shared: Path = SHARED) -> tuple[Path, Path]:
    """All gold in one folder, its texts in another, by way of links."""
    gold, texts = folder / "gold", folder / "texts"
    gold.mkdir()
    texts.mkdir()
    for gold_name, text_name in SETS:
        for path in sorted((shared / gold_name).glob("*.jsonl")):
            doc = path.name.removesuffix(".jsonl")
            (gold / path.name).symlink_to(path)
            about = path.with_name(f"{doc}.doc.json")
            if about.exists():
                (gold / about.name).symlink_to(about)
            (texts / f"{doc}.txt").symlink_to(shared / text_name / f"{doc}.txt")
    return gold, texts


def gold_documents(shared: Path = SHARED) -> Iterator[tuple[str, dict[str, Any]]]:
    """The text of every gold document, and what the gold says of it as a whole."""
    for gold_name, text_name in SETS:
        for path in sorted((shared / gold_name).glob("*.doc.json")):
            doc = path.name.removesuffix(".doc.json")
            text = (shared / text_name / f"{doc}.txt").read_text(encoding="utf-8")
            yield text, json.loads(path.read_text(encoding="utf-8"))


def extract(texts: Iterable[Path], output: Path) -> None:
    """What the command line extracts from files or folders, as JSON Lines."""
    script = "from pipeline.cli import main; main(prog_name='xianqing')"
    with output.open("w", encoding="utf-8") as opened:
        subprocess.run(
            [sys.executable, "-c", script, "extract", "--jobs", "2", *map(str, texts)],
            cwd=ROOT,
            stdout=opened,
            check=True,
        )


def judge(gold: Path, texts: Path, predicted: Path, *options: str) -> str:
    """What the judge prints."""
    command = [sys.executable, SHARED / "score.py", gold, texts, predicted, *options]
    # it pairs names in the order of a set: without a fixed seed its counts differ by run
    fixed = os.environ | {"PYTHONHASHSEED": "0"}
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=True, env=fixed
    ).stdout


def score(*options: str) -> str:
    """The judge's words on all gold documents together."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gold, texts = gather(folder)
        extract([texts], folder / "facts.jsonl")
        return judge(gold, texts, folder / "facts.jsonl", *options)


def floors() -> tuple[dict[str, float], dict[str, float]]:
    """The least and the most that each score may be."""
    described = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return described["least"], described["most"]


def sample_floors() -> dict[str, dict[str, float]]:
    """The least share that must be right among the figures drawn at random, by field."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))["sample"]


def breaches(scores: dict[str, float]) -> list[str]:
    """The scores that are below their floor or above their ceiling."""
    least, most = floors()
    low = [f"{n} {scores[n]:.4f} < {floor}" for n, floor in least.items() if scores[n] < floor]
    return low + [f"{n} {scores[n]:.4f} > {top}" for n, top in most.items() if scores[n] > top]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="show up to N errors of each sort")
    parser.add_argument("--floors", action="store_true", help="fail below the floors")
    arguments = parser.parse_args()
    if gone := missing():
        print("没有评分材料 there is nothing to score against; missing:", *gone, sep="\n  ")
        return 0 if arguments.floors else 1
    if arguments.floors:
        scores = json.loads(score("--json"))
        print("  ".join(f"{name} {scores[name]:.4f}" for part in floors() for name in part))
        for breach in (found := breaches(scores)):
            print(breach, file=sys.stderr)
        return 1 if found else 0
    print(score("--errors", str(arguments.errors)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
