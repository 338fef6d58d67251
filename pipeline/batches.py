"""Reads bulletins in batches, in this process or in several, in the order they came."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.bulletins import Failure
from pipeline.errors import BulletinError
from pipeline.model import Reading
from pipeline.readers import read_source

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from concurrent.futures import Future

    from pipeline.bulletins import Bulletin
    from pipeline.model import SourceText
    from pipeline.reading import Reader

Outcome = Reading | Failure
Batch = tuple["Bulletin", ...]

BATCH_BYTES = 180_000  # about 60,000 characters: memory stays the same however many files
LEAST_BYTES = 45_000  # smaller batches leave the tagger's own batches unfilled
AHEAD = 2  # batches a process may be ahead of the writer
# What a document that nobody foresaw may raise in the stages. It costs that document, not the
# run; mistakes in our own files are LexiconErrors, and stop it.
ODDITIES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class WorkerLost(Exception):  # noqa: N818 - it names the state
    """A reading process died; the message says what may be the matter."""


def read_all(
    bulletins: Sequence[Bulletin], segmenter: str, processes: int = 1
) -> Generator[tuple[Bulletin, Outcome]]:
    """Each bulletin with its reading, or with why there is none, in order.

    Models are loaded when the first bulletin is asked for, once in each process.
    """
    batches = list(make_batches(bulletins, processes))
    processes = min(processes, len(batches))
    read = _read_here if processes <= 1 else _read_apart
    for batch, outcomes in read(batches, segmenter, processes):
        yield from zip(batch, outcomes, strict=True)


def make_batches(bulletins: Sequence[Bulletin], processes: int = 1) -> Iterator[Batch]:
    """The bulletins in groups of bounded size, small enough that every process gets some."""
    total = sum(bulletin.size for bulletin in bulletins)
    most = min(BATCH_BYTES, max(LEAST_BYTES, total // (4 * processes)))
    batch: list[Bulletin] = []
    size = 0
    for bulletin in bulletins:
        if batch and size + bulletin.size > most:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(bulletin)
        size += bulletin.size
    if batch:
        yield tuple(batch)


def read_batch(reader: Reader, batch: Batch) -> list[Outcome]:
    """The readings of a batch, tagged together."""
    outcomes: dict[str, Outcome] = {}
    sources: list[tuple[Bulletin, SourceText]] = []
    for bulletin in batch:
        try:
            sources.append((bulletin, read_source(bulletin.path)))
        except BulletinError as error:
            outcomes[bulletin.doc] = Failure(str(bulletin.path), "file-unreadable", str(error))
    outcomes |= _read_sources(reader, sources)
    return [outcomes[bulletin.doc] for bulletin in batch]


def _read_sources(
    reader: Reader, sources: Sequence[tuple[Bulletin, SourceText]]
) -> dict[str, Outcome]:
    """Document id → reading; where one of several fails, each is read by itself."""
    try:
        readings = reader.read_many([(source, each.manifest) for each, source in sources])
        return {each.doc: reading for (each, _), reading in zip(sources, readings, strict=True)}
    except BulletinError as error:
        kind, message = "file-unreadable", str(error)
    except ODDITIES as error:
        kind, message = "reading-failed", _words(error)
    if len(sources) == 1:
        path = sources[0][0].path
        named = message if message.startswith(path.name) else f"{path.name}: {message}"
        return {sources[0][0].doc: Failure(str(path), kind, named)}
    parts = [_read_sources(reader, [source]) for source in sources]
    return {doc: outcome for part in parts for doc, outcome in part.items()}


def _words(error: BaseException) -> str:
    """An error nobody foresaw, with the place where it was raised, for a report of it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename).name
        place = f" ({name}, line {trace.tb_lineno})"
    return f"the program failed on this text: {type(error).__name__}: {error}{place}"


def _load(segmenter: str) -> Reader:
    # spaCy and the network take seconds to load: not for a run that has nothing to read
    from pipeline.reading import Reader  # noqa: PLC0415

    return Reader.load(segmenter)


def _read_here(
    batches: Sequence[Batch], segmenter: str, _processes: int
) -> Iterator[tuple[Batch, list[Outcome]]]:
    reader: Reader | None = None
    for batch in batches:
        reader = reader or _load(segmenter)
        yield batch, read_batch(reader, batch)


def _read_apart(
    batches: Sequence[Batch], segmenter: str, processes: int
) -> Iterator[tuple[Batch, list[Outcome]]]:
    """The same in several processes; only a few batches are under way or waiting."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _start_worker, (segmenter,))
    waiting: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
    rest = iter(batches)
    done = False
    try:
        while True:
            for batch in rest:
                with _deaf_to_interrupts():
                    waiting.append((batch, pool.submit(_work, batch)))
                if len(waiting) >= AHEAD * processes:
                    break
            if not waiting:
                break
            batch, future = waiting.popleft()
            yield batch, future.result()
        done = True
    except BrokenProcessPool as error:
        raise WorkerLost(
            "a reading process was ended from outside, perhaps for want of memory;"
            " try again with fewer processes (--jobs)"
        ) from error
    finally:
        if not done:
            _stop_workers()
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C waits; a process that is started meanwhile inherits that it never hears it.

    Without this it would hear it until it has come to :func:`_start_worker`, and complain.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop_workers() -> None:
    """Ends the processes of the pool at once: what they still read is wanted no more."""
    for child in multiprocessing.active_children():
        child.terminate()


@dataclass(slots=True)
class _Worker:
    """What a reading process is to load, and has loaded."""

    segmenter: str = ""
    reader: Reader | None = None


_WORKER = _Worker()


def _start_worker(segmenter: str) -> None:
    # Ctrl-C goes to all processes of a terminal: the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKER.segmenter = segmenter


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, killed perhaps."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch) -> list[Outcome]:
    # loaded here, not at the start, so that what goes wrong is told to the first process
    _WORKER.reader = _WORKER.reader or _load(_WORKER.segmenter)
    return read_batch(_WORKER.reader, batch)
