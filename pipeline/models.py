"""Fetches the model of the segmenter pkuseg, once, at set-up.

spaCy's pkuseg comes without a model and would download one at run time. The original model lies
in the source distribution of the package pkuseg, which pip can fetch from whatever registry
the machine is configured for. Without it jieba serves, so that nothing here is fatal.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click
import numpy as np
import srsly  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

VERSION = "0.0.25"
SHA256 = "dd012bf93689721c9574bc2b2ba98fb4ac22790cec0af354a78e217828b81e91"
FEATURES = f"pkuseg-{VERSION}/pkuseg/models/default/features.pkl"
WEIGHTS = f"pkuseg-{VERSION}/pkuseg/models/default/weights.npz"
MOST_MEMBERS = 200  # the archive has 33
MOST_BYTES = 128 * 2**20  # of one member; the larger of ours has 101 MiB
# Features whose every weight is smaller than this are left out: no loss on PKU and MSR, and a
# model of a seventh of the size.
LEAST_WEIGHT = 0.15
# The package's set-up code wants a bdist_wheel command only to tell pip its name; older
# setuptools lack it, and newer Pythons come without setuptools.
BUILD_TOOLS = ("setuptools>=77",)
PATIENCE = 900  # seconds for one run of pip


class ModelUnavailable(Exception):  # noqa: N818 - it names the state, as callers read it
    """The model cannot be had; the message says why, in words for a person."""


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, dictionaries, strings and numbers, and refuses everything else.

    A pickle can run code when it is read. This one is read once, at set-up, after the archive's
    hash is checked, and without any class: what is stored for run time is no pickle.
    """

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a word list")


def model_dir() -> Path:
    """The folder that holds fetched models.

    ``XIANQING_MODELS`` names it; else it is ``xianqing/models`` in the user's data folder.
    """
    if named := os.environ.get("XIANQING_MODELS"):
        return Path(named)
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "xianqing" / "models"


def pkuseg_model(folder: Path | None = None) -> Path:
    """Where pkuseg's model lies, or :class:`ModelUnavailable` where it was not fetched."""
    target = folder or model_dir() / "pkuseg"
    if not all((target / name).is_file() for name in ("features.msgpack", "weights.npz")):
        raise ModelUnavailable(f"no pkuseg model in {target}; fetch it: python -m pipeline.models")
    return target


def fetch_pkuseg(target: Path) -> Path:
    """The model's folder, after fetching the model into it unless it is there already."""
    try:
        return pkuseg_model(target)
    except ModelUnavailable:
        pass
    with tempfile.TemporaryDirectory(prefix="xianqing-") as temporary:
        archive = download(Path(temporary))
        check_archive(archive)
        return install(archive, target)


def download(folder: Path) -> Path:
    """The source distribution, fetched by pip into the folder.

    pip itself refuses an archive of another hash, before it runs any of the archive's code.
    """
    tools = folder / "tools"
    wanted = folder / "wanted.txt"
    wanted.write_text(f"pkuseg=={VERSION} --hash=sha256:{SHA256}\n", encoding="utf-8")
    _pip("install", "--no-deps", "--only-binary", ":all:", "--target", str(tools), *BUILD_TOOLS)
    source_only = ("--no-deps", "--no-build-isolation", "--no-binary", ":all:")
    requirement = ("--require-hashes", "-r", str(wanted), "--dest", str(folder))
    _pip("download", *source_only, *requirement, tools=tools)
    found = list(folder.glob("pkuseg-*.tar.gz"))
    if len(found) != 1:
        raise ModelUnavailable(f"pip left {len(found)} archives of pkuseg, expected one")
    return found[0]


def _pip(*arguments: str, tools: Path | None = None) -> None:
    """Runs pip of this interpreter, with the registry that this machine is configured for."""
    command = [sys.executable, "-m", "pip", "--quiet", "--no-input", *arguments]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if tools is not None:
        environment["PYTHONPATH"] = str(tools)
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ModelUnavailable(f"pip could not be run: {error}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-8:]
        raise ModelUnavailable("pip could not fetch pkuseg's model:\n" + "\n".join(said))


def check_archive(archive: Path, expected: str = SHA256) -> None:
    """Refuses an archive that is not the one that was measured."""
    with archive.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != expected:
        raise ModelUnavailable(f"{archive.name}: sha256 is {found}, expected {expected}")


def install(archive: Path, target: Path) -> Path:
    """Writes the archive's model into the target folder, whole or not at all."""
    try:
        features, weights = read_archive(archive)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pkuseg-") as temporary:
            made = Path(temporary) / "model"
            write_model(made, *prune(features, weights))
            shutil.rmtree(target, ignore_errors=True)
            made.replace(target)
    except (OSError, tarfile.TarError, pickle.UnpicklingError, ValueError, KeyError) as error:
        raise ModelUnavailable(f"{archive.name}: no model could be made of it: {error}") from error
    return target


def read_archive(archive: Path) -> tuple[dict[str, Any], Mapping[str, NDArray[Any]]]:
    """The model's features and weights; nothing of the archive is unpacked to disk."""
    found: dict[str, bytes] = {}
    with tarfile.open(archive, "r:gz") as opened:
        for count, member in enumerate(opened):
            if count >= MOST_MEMBERS:
                raise ValueError(f"more than {MOST_MEMBERS} members")
            if member.name in {FEATURES, WEIGHTS}:
                found[member.name] = _read_member(opened, member)
    for name in (FEATURES, WEIGHTS):
        if name not in found:
            raise ValueError(f"{name} is missing")
    features = _PlainUnpickler(io.BytesIO(found[FEATURES])).load()
    with np.load(io.BytesIO(found[WEIGHTS]), allow_pickle=False) as weights:
        return features, {name: weights[name] for name in ("sizes", "w")}


def _read_member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """The bytes of a plain file of bounded size."""
    if not member.isreg() or member.size > MOST_BYTES:
        raise ValueError(f"{member.name} is no file of at most {MOST_BYTES} bytes")
    opened: BinaryIO | Any = archive.extractfile(member)
    with opened:
        return bytes(opened.read(MOST_BYTES))


def prune(
    features: Mapping[str, Any], weights: Mapping[str, NDArray[Any]], least: float = LEAST_WEIGHT
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The model without the features that weigh next to nothing.

    ``w`` holds a row of tag weights for each feature, then the tag-to-tag weights. Feature 0
    stands at every character and keeps its number. The list of bigrams serves training only.
    """
    tags, count = (int(size) for size in weights["sizes"])
    nodes = weights["w"][: tags * count].reshape(count, tags)
    edges = weights["w"][tags * count :]
    if edges.size != tags * tags or len(features["feature_to_idx"]) != count:
        raise ValueError("features and weights do not fit each other")
    keep = np.abs(nodes).max(axis=1) >= least
    keep[0] = True
    number = np.cumsum(keep) - 1
    numbers = {name: int(number[at]) for name, at in features["feature_to_idx"].items() if keep[at]}
    kept = {
        "unigram": sorted(features["unigram"]),
        "bigram": [],
        "feature_to_idx": numbers,
        "tag_to_idx": dict(features["tag_to_idx"]),
    }
    sizes = np.array([tags, int(keep.sum())])
    return kept, {"sizes": sizes, "w": np.concatenate([nodes[keep].ravel(), edges])}


def write_model(
    folder: Path, features: Mapping[str, Any], weights: Mapping[str, NDArray[Any]]
) -> None:
    """Writes the two files that spaCy's pkuseg reads, and where they come from."""
    folder.mkdir(parents=True)
    srsly.write_msgpack(folder / "features.msgpack", dict(features))
    np.savez_compressed(folder / "weights.npz", sizes=weights["sizes"], w=weights["w"])
    origin = {"package": f"pkuseg {VERSION}", "sha256": SHA256, "least_weight": LEAST_WEIGHT}
    (folder / "origin.json").write_text(json.dumps(origin, indent=2) + "\n", encoding="utf-8")


@click.command()
def main() -> None:
    """Fetches pkuseg's model, the better segmenter's, into the folder of models."""
    target = model_dir() / "pkuseg"
    try:
        click.echo(f"pkuseg's model is in {fetch_pkuseg(target)}")
    except ModelUnavailable as error:
        raise click.ClickException(f"{error}\njieba will cut the words instead.") from error


if __name__ == "__main__":
    main()
