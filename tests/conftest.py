"""What tests share: the loaded models, small bulletins of our own, and the folder of real ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import batches

if TYPE_CHECKING:
    from extractors.ner import Tagger

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

TEXT = """\
{place}{year}年农业生产简报
一、粮食生产
{year}年，全县粮食产量{grain}万吨，比上年增长3.5%。其中小麦产量15.2万吨，玉米产量12万吨。
二、农民增收
脱贫劳动力外出就业{workers}人，人均年收入2.4万元。县农业农村局开展“三师入户”活动，帮扶农户{homes}户。
"""
PLACES = ("夏邑县", "汉滨区", "长寿区", "万州区", "睢阳区")


def case_file(name: str) -> dict[str, Any]:
    """What a file in the folder of cases holds."""
    path = ROOT / "tests" / "cases" / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


def bulletin_text(index: int) -> str:
    """The text of one of many bulletins, each its own."""
    return TEXT.format(
        place=PLACES[index % len(PLACES)],
        year=2016 + index % 6,
        grain=f"{30 + index}.{index % 10}",
        workers=6000 + index,
        homes=300 + 7 * index,
    )


def write_bulletins(folder: Path, count: int) -> list[Path]:
    """A folder of small bulletins."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"bulletin{index:03d}.txt" for index in range(count)]
    for index, path in enumerate(paths):
        path.write_text(bulletin_text(index), encoding="utf-8")
    return paths


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real bulletins beside the project; skips where there is none."""
    if not (SHARED / "wild").is_dir():
        pytest.skip(f"no real bulletins in {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def reader():
    """All models, loaded once."""
    from pipeline.reading import Reader  # noqa: PLC0415 - slow to import

    return Reader.load()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger alone, loaded anew for every module."""
    from extractors.ner import Tagger  # noqa: PLC0415 - slow to import

    return Tagger.load()


@pytest.fixture
def loaded(monkeypatch, reader):
    """Runs of this process take the loaded models instead of loading their own."""
    monkeypatch.setattr(batches, "_load", lambda _segmenter: reader)
