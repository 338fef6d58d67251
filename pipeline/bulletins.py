"""The files that a run is to read: found, ordered, and looked up in their manifest."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BulletinError
from pipeline.manifest import read_manifest
from pipeline.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.manifest import Rows
    from pipeline.model import ManifestRow

MANIFEST = "manifest.csv"
DOCUMENTS = "documents"  # a folder of this name has its manifest beside it
# A folder's own explanation is no bulletin; named outright it is read like any other file.
EXPLANATION = "readme.md"
SAMPLE = "sample-"  # so begin the names of the samples that come with the project


class NoBulletins(Exception):  # noqa: N818 - it names the state
    """There is nothing to read; the message names the folder or file and says why."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A file to read; ``doc`` is the id of its document, ``size`` its bytes (0 if unknown)."""

    path: Path
    doc: str
    size: int = 0
    manifest: ManifestRow | None = None
    is_sample: bool = False

    def digest(self) -> str:
        """SHA-256 of the bytes, without decoding them; "" where they cannot be had."""
        try:
            with self.path.open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            return ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not read, and why."""

    file: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths hold: bulletins in order, and files that cannot be taken."""

    bulletins: tuple[Bulletin, ...]
    failures: tuple[Failure, ...]
    covered: tuple[str, ...]  # the given paths, absolute

    def covers(self, file: str) -> bool:
        """Whether a file, there or not, lies at or under the given paths."""
        path = absolute(file)
        return any(path == each or path.startswith(each + os.sep) for each in self.covered)


@dataclass(slots=True)
class _Manifests:
    """The manifests by folder, each read once; ``named`` serves all where it is given."""

    named: Path | None
    _rows: dict[Path, Rows] = field(default_factory=dict)
    _asked: dict[Path, set[Path]] = field(default_factory=dict)  # by manifest

    def row(self, path: Path) -> ManifestRow | None:
        """What the manifest says of a file."""
        place = self.named or _manifest_beside(path.parent)
        if place is None:
            return None
        if place not in self._rows:
            self._rows[place] = read_manifest(place)
            self._asked[place] = set()
        self._asked[place].add(path)
        return self._rows[place].get(path.name)

    def astray(self) -> Iterator[Failure]:
        """A failure for each row whose file is nowhere beside those that were asked for."""
        for place, rows in self._rows.items():
            asked = self._asked[place]
            folders = {path.parent for path in asked} | {place.parent}
            names = {path.name for path in asked}
            for name, line in rows.lines.items():
                if name not in names and not any((folder / name).exists() for folder in folders):
                    message = f"{place.name}, line {line}: {name} is not there"
                    yield Failure(str(place.parent / name), "file-not-there", message)


def _manifest_beside(folder: Path) -> Path | None:
    """The manifest in a folder, or beside a folder of documents."""
    places = [folder / MANIFEST]
    if folder.absolute().name == DOCUMENTS:
        places.append(folder.absolute().parent / MANIFEST)
    return next((place for place in places if place.is_file()), None)


def absolute(path: Path | str) -> str:
    """The path from the root, without ``..``; symbolic links are not followed."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve() follows them


def find_bulletins(paths: Sequence[Path], manifest: Path | None = None) -> Found:
    """The bulletins among files and in folders, those of a folder sorted by name.

    Raises :class:`NoBulletins` for a folder without any, and :class:`LexiconError` for a
    manifest that cannot be read.
    """
    if manifest is not None and not manifest.is_file():
        raise NoBulletins(f"{manifest}: there is no such manifest")
    manifests = _Manifests(manifest)
    taken: dict[str, Bulletin] = {}
    failures: list[Failure] = []
    seen: set[str] = set()
    for path in (file for given in paths for file in _files(given)):
        place = absolute(path)
        if place in seen:
            continue
        seen.add(place)
        first = taken.get(path.stem)
        if first is not None:
            failures.append(_twice(path, first))
            continue
        try:
            taken[path.stem] = _bulletin(path, manifests)
        except BulletinError as error:
            failures.append(Failure(str(path), "file-unreadable", str(error)))
    failures.extend(manifests.astray())
    covered = tuple(absolute(path) for path in paths)
    return Found(tuple(taken.values()), tuple(failures), covered)


def _bulletin(path: Path, manifests: _Manifests) -> Bulletin:
    try:
        found = path.stat()
    except OSError as error:
        reason = "it is not there" if isinstance(error, FileNotFoundError) else error.strerror
        raise BulletinError(f"{path.name}: cannot be opened: {reason}") from error
    if not stat.S_ISREG(found.st_mode):
        raise BulletinError(f"{path.name}: it is no regular file")
    row = manifests.row(path)
    sample = row is not None and path.stem.startswith(SAMPLE)
    return Bulletin(path, path.stem, found.st_size, row, sample)


def _twice(path: Path, first: Bulletin) -> Failure:
    message = (
        f"{path.name}: its id {first.doc!r} is that of {first.path} already;"
        " rename one of the two files"
    )
    return Failure(str(path), "file-same-id", message)


def _files(path: Path) -> Iterator[Path]:
    """The path itself, or the bulletins in the folder."""
    if not path.is_dir():
        yield path
        return
    files = sorted(_in_folder(path))
    if not files:
        known = ", ".join(sorted(READERS))
        raise NoBulletins(f"{path}: the folder holds no bulletins ({known})")
    yield from files


def _in_folder(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=_closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            plain = not name.startswith(".") and name.lower() != EXPLANATION
            if plain and Path(name).suffix.lower() in READERS:
                yield Path(here, name)


def _closed(error: OSError) -> None:
    raise NoBulletins(f"{error.filename}: the folder cannot be opened: {error.strerror}") from error
