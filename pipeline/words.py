"""Words of a document, carried by one spaCy document.

The spaCy document holds the canonical text character for character, its words cut where the
segmenter cuts and also at the borders of what the extractors found, so that every mention is
a span of whole tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Protocol

import regex
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from extractors.ner import Tagger
from pipeline.likeliest_words import Dictionary
from pipeline.model import Entity, Tagging, Word
from pipeline.models import pkuseg_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.vocab import Vocab

    from pipeline.model import Document

SEGMENTERS = ("jieba", "pkuseg")
COMPONENT = "xianqing_lac"
LONGEST = 10**9  # spaCy's guard of a million characters is for parsers; there is none here

_RUN = regex.compile(r"\s++|\S++")
_SENTENCE = regex.compile(r"[^。！？；\n]++[。！？；]*+")


class Cutter(Protocol):
    """Text without white space in, its words out; joined they are the text."""

    def __call__(self, text: str, /) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Segmenter:
    """A cutter, and the vocabulary that its documents share."""

    name: str
    cut: Cutter
    vocab: Vocab

    def ends(self, text: str) -> Iterator[int]:
        """The offsets at which words end, white space being words of its own."""
        at = 0
        for run in _RUN.findall(text):
            if run.isspace():
                at += len(run)
                yield at
                continue
            for word in self.cut(run):
                at += len(word)
                yield at


def load_segmenter(
    name: str = "jieba", folder: Path | None = None, vocab: Vocab | None = None
) -> Segmenter:
    """The segmenter of that name; pkuseg's model is read from the folder of models.

    Raises :class:`pipeline.models.ModelUnavailable` where pkuseg's model was not fetched.
    """
    vocab = vocab if vocab is not None else spacy.blank("zh").vocab
    if name == "jieba":
        return Segmenter(name, jieba_cutter(), vocab)
    if name == "pkuseg":
        return Segmenter(name, pkuseg_cutter(pkuseg_model(folder)), vocab)
    raise ValueError(f"no segmenter {name!r}; there are {', '.join(SEGMENTERS)}")


def jieba_cutter(hmm: bool = False) -> Cutter:
    """jieba with its own dictionary, and with its guesses at unknown words if ``hmm`` is set.

    jieba would leave its dictionary as a marshalled file of a known name in the folder for
    temporary files, read back whatever lies there, and tell so on standard error. Reading the
    dictionary takes as long as reading that file, so that it is read here and no file is left.
    """
    import jieba  # noqa: PLC0415 - slow to import, and not wanted where pkuseg cuts

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    if not hmm:
        return Dictionary(tokenizer.FREQ, tokenizer.total).words
    tokenizer.initialized = True

    def cut(text: str, /) -> Iterable[str]:
        words: Iterable[str] = tokenizer.cut(text)
        return words

    return cut


def pkuseg_cutter(folder: Path, dictionary: str | None = None) -> Cutter:
    """pkuseg with its fetched model. ``default`` is its own dictionary, a pickle and no gain."""
    import spacy_pkuseg  # noqa: PLC0415 - wanted only where pkuseg cuts

    segmenter = spacy_pkuseg.pkuseg(str(folder), user_dict=dictionary)
    cut: Callable[[str], list[str]] = segmenter.cut
    return cut


def carry(
    document: Document, tagging: Tagging, borders: Iterable[int], segmenter: Segmenter
) -> Doc:
    """The document as one spaCy document, with entities, tags and sentence starts.

    Words are also cut at the borders given, at those of the entities and of the sentences.
    """
    text = document.text
    edges = {at for entity in tagging.entities for at in (entity.start, entity.end)}
    starts = {sentence.start for sentence in document.sentences}
    edges.update(borders, starts, (sentence.end for sentence in document.sentences))
    offsets = _offsets(text, edges, segmenter)
    tags = token_tags(offsets, tagging.words)
    doc = _make(text, offsets, segmenter.vocab, starts, tags)
    doc.user_data["document"] = document.id
    # asking the tokens one by one takes as long as making them
    doc.user_data["words"] = [
        Word(start, end, tag)
        for (start, end), tag in zip(pairwise(offsets), tags, strict=True)
        if not text[start:end].isspace()
    ]
    _set_entities(doc, offsets, tagging.entities)
    return doc


def _offsets(text: str, edges: Iterable[int], segmenter: Segmenter) -> list[int]:
    """The token borders of a text, its beginning and its end with them."""
    inside = (at for at in edges if 0 < at < len(text))
    return sorted({0, len(text), *segmenter.ends(text), *inside})


def _make(
    text: str,
    offsets: Sequence[int],
    vocab: Vocab,
    starts: Iterable[int] = (),
    tags: Sequence[str] | None = None,
) -> Doc:
    """A spaCy document over the text; white space is tokens, so that any span can be made."""
    words = [text[start:end] for start, end in pairwise(offsets)]
    first = {0, *starts}
    return Doc(
        vocab,
        words=words,
        spaces=[False] * len(words),
        sent_starts=[at in first for at in offsets[:-1]],
        tags=list(tags) if tags is not None else None,
    )


def token_tags(offsets: Sequence[int], words: Sequence[Word]) -> list[str]:
    """For each token the tag of the word that its last character is in, or nothing.

    Chinese words end with their head: a token over 贫困 (a) and 村 (n) is a noun.

    >>> token_tags([0, 2, 3, 6], [Word(0, 1, "n"), Word(1, 3, "v"), Word(4, 6, "LOC")])
    ['v', 'v', 'LOC']
    """
    tags: list[str] = []
    at = 0
    for end in offsets[1:]:
        last = end - 1
        while at < len(words) and words[at].end <= last:
            at += 1
        inside = at < len(words) and words[at].start <= last
        tags.append(words[at].tag if inside else "")
    return tags


def _set_entities(doc: Doc, offsets: Sequence[int], entities: Iterable[Entity]) -> None:
    """Entities become ``doc.ents``; where tokens do not fit, the tokens they touch."""
    spans, last = [], 0
    for entity in entities:
        first = max(bisect_right(offsets, entity.start) - 1, last)
        end = bisect_left(offsets, entity.end)
        if first < end:
            spans.append(Span(doc, first, end, label=entity.tag))
            last = end
    doc.set_ents(spans)


def add_spans(doc: Doc, name: str, spans: Iterable[tuple[int, int, str]]) -> None:
    """Sets the span group ``name`` from (start, end, label) in characters of the document."""
    group = []
    for start, end, label in spans:
        span = doc.char_span(start, end, label=label)
        if span is None:
            raise ValueError(f"{name}: {start}-{end} cuts a token; its borders were not given")
        group.append(span)
    doc.spans[name] = group


def words(doc: Doc) -> list[Word]:
    """The document's tokens with their tags, white space left out."""
    found: list[Word] = doc.user_data.get("words") or _token_words(doc)
    return found


def _token_words(doc: Doc) -> list[Word]:
    return [
        Word(token.idx, token.idx + len(token), token.tag_) for token in doc if not token.is_space
    ]


class WordTokenizer:
    """The segmenter as spaCy's tokenizer."""

    def __init__(self, segmenter: Segmenter) -> None:
        self.segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        return _make(text, _offsets(text, (), self.segmenter), self.segmenter.vocab)

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's signature
        """Nothing: the segmenter is loaded anew from its name."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> WordTokenizer:  # noqa: ANN401
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:  # noqa: ANN401
        """Nothing, as above."""

    def from_disk(self, _path: Path, **_: Any) -> WordTokenizer:  # noqa: ANN401
        return self


@registry.tokenizers("xianqing.words.v1")  # type: ignore[untyped-decorator]
def _tokenizer_factory(segmenter: str) -> Callable[[Language], WordTokenizer]:
    return lambda nlp: WordTokenizer(load_segmenter(segmenter, vocab=nlp.vocab))


class LacComponent:
    """Sets entities and part-of-speech tags from LAC, on documents of any tokenizer."""

    def __init__(self, tagger: Tagger | None = None) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 8) -> Iterator[Doc]:
        """Documents of a batch are tagged together, which fills the network's batches."""
        tagger = self.tagger = self.tagger or Tagger.load()
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            texts = [doc.text for doc in docs]
            taggings = tagger.tag_pieces(texts, [_sentences(text) for text in texts])
            for doc, tagging in zip(docs, taggings, strict=True):
                offsets = [*(token.idx for token in doc), len(doc.text)]
                for token, tag in zip(doc, token_tags(offsets, tagging.words), strict=True):
                    token.tag_ = tag
                _set_entities(doc, offsets, tagging.entities)
                yield doc


def _sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(text)]


@Language.factory(COMPONENT, assigns=["doc.ents", "token.tag"])
def _component(nlp: Language, name: str) -> LacComponent:
    return LacComponent()


def make_nlp(segmenter: str = "jieba", tagger: Tagger | None = None) -> Language:
    """A spaCy pipeline for plain text: words of the segmenter, and LAC's tags if it is given."""
    tokenizer = {"@tokenizers": "xianqing.words.v1", "segmenter": segmenter}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.max_length = LONGEST
    if tagger is not None:
        nlp.add_pipe(COMPONENT)
        nlp.get_pipe(COMPONENT).tagger = tagger  # type: ignore[attr-defined]
    return nlp
