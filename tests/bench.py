"""Speed and memory of the whole pipeline, measured in one run: `make bench`.

Printed: characters a second from files to rows on one core, beside those of jieba.posseg alone
on the same text and core; peak memory over 1, 4 and 16 times the text; two processes beside one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WILD = ROOT.parent / "shared" / "wild"
SAMPLES = ROOT / "corpus" / "documents"
# One thread each, so that a core is a core.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
PROSE = 0.7  # share of Chinese characters from which on a text is prose
LEAST = 200_000  # characters: less measures the loading of models


def sources(limit: int) -> list[tuple[str, str]]:
    """Names and texts to measure on: real reports where there are some, else the samples."""
    folder = WILD if WILD.is_dir() else SAMPLES
    found: list[tuple[str, str]] = []
    size = 0
    # every fifth first, so that a part of them has all sorts
    paths = sorted(folder.glob("*.txt"))
    for path in (p for first in range(5) for p in paths[first::5]):
        text = path.read_text(encoding="utf-8")
        found.append((path.stem, text))
        size += len(text)
        if size >= limit:
            break
    times = -(-min(limit, LEAST) // max(size, 1))
    return [(f"{name}-{n}", text) for n in range(times) for name, text in found]


def write(folder: Path, texts: list[tuple[str, str]], times: int = 1) -> None:
    """The texts as files, so many times, each copy under a name of its own."""
    folder.mkdir()
    for copy in range(times):
        for name, text in texts:
            (folder / f"{name}-copy{copy}.txt").write_text(text, encoding="utf-8")


def pin(core: int | None = 0) -> None:
    """Keeps this process on one core, where the system knows how."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[core]})


def measure_pipeline(folder: Path, processes: int) -> dict[str, float]:
    """Files to rows, the models loaded and warm before the clock starts in one process."""
    from pipeline import batches, run  # noqa: PLC0415
    from pipeline.reading import Reader  # noqa: PLC0415

    if processes == 1:
        reader = Reader.load()
        warm = sorted(folder.glob("*.txt"))[0]
        run.ingest([warm], folder.with_suffix(".warm.db"))
        batches._load = lambda _segmenter: reader
    began = time.perf_counter()
    summary = run.ingest([folder], folder.with_suffix(".db"), processes=processes)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "figures": summary.read["figures"], "memory": peak()}


def measure_jieba(folder: Path) -> dict[str, float]:
    """jieba.posseg over the same texts, its dictionary loaded before the clock starts."""
    import jieba.posseg  # noqa: PLC0415

    jieba.setLogLevel(60)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    jieba.posseg.lcut("全县脱贫人口")
    began = time.perf_counter()
    for text in texts:
        jieba.posseg.lcut(text)
    return {"seconds": time.perf_counter() - began, "memory": peak()}


def peak() -> float:
    """The most memory that this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def child(what: str, folder: Path) -> dict[str, float]:
    """One measurement in a process of its own."""
    for old in folder.parent.glob(f"{folder.name}.*db*"):
        old.unlink()
    command = [sys.executable, __file__, "--measure", what, str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def report(characters: int) -> None:
    """Measures and prints all."""
    with tempfile.TemporaryDirectory(prefix="xianqing-bench-") as name:
        root = Path(name)
        texts = sources(characters)
        size = sum(len(text) for _, text in texts)
        print(f"text: {len(texts)} files, {size:,} characters; {os.cpu_count()} cores")
        write(root / "text", texts, 4)  # so that loading the models weighs little
        for kind, some in by_kind(texts).items():
            write(root / kind, some)
            speed(kind, root / kind, sum(len(text) for _, text in some))
        scaling(root / "text")
        memory(root, part(texts, size // 10))


def by_kind(texts: list[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Running prose apart from tables and markup, whose signs jieba passes over for nothing."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for name, text in texts:
        han = sum("\u4e00" <= c <= "\u9fff" for c in text)
        kind = "prose" if han >= PROSE * len(text) else "tables"
        kinds.setdefault(kind, []).append((name, text))
    return kinds


def speed(kind: str, folder: Path, size: int) -> None:
    """The pipeline and jieba in turn, twice; the better of each."""
    print(f"{kind}, {size:,} characters")
    turns = [(child("one", folder), child("jieba", folder)) for _ in range(2)]
    ours = min(turn[0]["seconds"] for turn in turns)
    jieba = min(turn[1]["seconds"] for turn in turns)
    for name, seconds in (("pipeline", ours), ("jieba.posseg", jieba)):
        each = f"{size / seconds:>9,.0f} characters/s {1e6 * seconds / size:6.1f} µs each"
        print(f"{name + ', one core:':<24}{each}")
    print(f"ratio:                  {jieba / ours:9.2f}")


def scaling(folder: Path) -> None:
    """A whole run with one process and with two, models loaded in each."""
    one, two = (child(what, folder)["seconds"] for what in ("one-cold", "two"))
    print(f"two processes:          {two:9.1f} s, one {one:.1f} s, ratio {one / two:.2f}")


def memory(root: Path, texts: list[tuple[str, str]]) -> None:
    """Peak memory over more and more copies of the text."""
    size = sum(len(text) for _, text in texts)
    for times in (1, 4, 16):
        folder = root / f"copies{times}"
        write(folder, texts, times)
        most = child("one", folder)["memory"]
        print(f"peak memory, {times:2}x text:  {most:9,.0f} MB at {size * times:,} characters")
        shutil.rmtree(folder)


def part(texts: list[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    """The first texts, of so many characters in all at least."""
    taken = []
    for name, text in texts:
        taken.append((name, text))
        size -= len(text)
        if size <= 0:
            break
    return taken


def measure(what: str, folder: Path) -> dict[str, float]:
    """The measurement of that name, in this process."""
    pin(None if what == "two" else 0)
    if what == "jieba":
        return measure_jieba(folder)
    if what == "one-cold":
        from pipeline import run  # noqa: PLC0415

        began = time.perf_counter()
        run.ingest([folder], folder.with_suffix(".db"))
        return {"seconds": time.perf_counter() - began}
    return measure_pipeline(folder, 2 if what == "two" else 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=400_000, help="text to measure on")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        what, folder = arguments.measure
        print(json.dumps(measure(what, Path(folder))))
    else:
        report(arguments.characters)


if __name__ == "__main__":
    main()
