"""The records that flow from a file to the tables.

All are frozen; a change is made with `dataclasses.replace`. Every `start` and
`end` is a half-open character offset: into `Document.text`, except in
`Removed`, where it counts in `Document.raw`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

UNKNOWN = "unknown"
"""What no document and no analyst told. Never guessed in silence."""

Control = Literal["state", "party", "private", "unknown"]
Genre = Literal["news", "opinion", "transcript", "statement", "unknown"]
Nature = Literal["yes", "no", "suspected", "unknown"]
MentionKind = Literal["name", "demonym", "capital", "leader", "institution", "reference", "predecessor"]
Label = Literal["unfavourable", "neutral", "favourable"]
Voice = Literal["author", "reported"]
HolderType = Literal["", "government", "state medium", "other medium", "expert", "other"]

LABELS: tuple[Label, ...] = ("unfavourable", "neutral", "favourable")
"""In the order of the three probabilities of `score_spans`."""

Span = tuple[str, int, int]
"""A sentence and the half-open place in it of the words that name the actor."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a heading of a document, as a place in `Document.text`."""

    start: int
    end: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that was taken out before analysis, and where it would stand.

    start, end: its place in `Document.raw`.
    text: how it reads (in a plain text, exactly `raw[start:end]`).
    position: the index in `Document.paragraphs` before which it belongs.
    is_heading: whether it is a heading when put back.
    """

    block_id: str
    start: int
    end: int
    text: str
    reason: str
    position: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One text, as it was read and as it is analysed.

    doc_id: the same from run to run; unique within a corpus.
    raw: what was read. text: the cleaned body without the title, paragraphs
    apart by blank lines. paragraphs: places in `text` that cover every word.
    published: ISO date cut to its precision, or "unknown".
    sha256: of the bytes as they were read, so that `sha256sum FILE` finds it again.
    """

    doc_id: str
    raw: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...] = ()
    title: str = UNKNOWN
    source: str = UNKNOWN
    country: str = UNKNOWN
    control: str = UNKNOWN
    genre: str = UNKNOWN
    author: str = UNKNOWN
    address: str = UNKNOWN
    published: str = UNKNOWN
    published_precision: str = UNKNOWN
    language: str = UNKNOWN
    translated: str = UNKNOWN
    complete: str = UNKNOWN
    notes: tuple[str, ...] = ()
    format: str = "text"
    path: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: where, why, and what to do."""

    path: str
    place: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Corpus(Sequence[Document]):
    """Documents in the order they were read, and what could not be read."""

    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.documents)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> "Corpus": ...
    def __getitem__(self, index: int | slice) -> "Document | Corpus":
        if isinstance(index, slice):
            return Corpus(self.documents[index], self.failures)
        return self.documents[index]

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a heading. `paragraph` counts from 0; `text` is `Document.text[start:end]`."""

    sentence_id: int
    paragraph: int
    start: int
    end: int
    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that refers to an actor. Offsets count in the text that was searched."""

    actor_id: str
    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of a sentence that is given as somebody's words or view.

    start, end: offsets in the sentence. holder: an actor's id for its
    government and state media, a name as the text gives it, or "unnamed".
    is_quotation: it stands in quotation marks, as speech. is_rejected: the
    author says that the view is wrong ("baseless claims", scare quotes).
    strength: how far the author stands from it ("said", "claimed", "pointed out").
    One of no length claims no words: it names who would hold a view for which
    the sentence has no word (`voice.tell_voice`).
    """

    start: int
    end: int
    holder: str
    holder_type: HolderType
    is_quotation: bool = False
    is_rejected: bool = False
    strength: Literal["neutral", "distancing", "endorsing"] = "neutral"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence and what it moved. Offsets count in the sentence."""

    start: int
    end: int
    text: str
    moved: float
