"""A sentence as it is known again: by its text and its document's, not by numbers that another run moves."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

_LENGTH = 16
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
)
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """The text with one kind of blanks, quotation marks and dashes: what a spreadsheet may change about it."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).translate(_MARKS)).strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_LENGTH]


def key_sentences(texts: Sequence[str]) -> list[str]:
    """The key of each sentence of one document: what its text is, and the how manieth with this text it is."""
    seen: dict[str, int] = {}
    keys = []
    for text in texts:
        digest = _digest(normalise(text))
        seen[digest] = seen.get(digest, 0) + 1
        keys.append(f"{digest}.{seen[digest]}")
    return keys


def key_document(texts: Sequence[str]) -> str:
    """What tells a document by its text, however it is named and split into sentences."""
    return _digest("".join(normalise(text) for text in texts).replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a result, and what it is known by."""

    doc_id: str
    sentence_id: int
    sentence: str
    document: str
    text: str


class Places:
    """The sentences of a result by their keys. It keeps what it has looked up: documents are keyed as they are asked for."""

    def __init__(self, sentences: pd.DataFrame) -> None:
        self._ids = sentences["sentence_id"].to_numpy()
        self._texts = sentences["text"].to_numpy(dtype=object)
        self._rows = {str(doc): rows for doc, rows in sentences.groupby("doc_id", sort=False).indices.items()}
        self._documents: dict[str, tuple[str, dict[str, Place], dict[int, Place]]] = {}
        self._same: dict[str, list[str]] = {}

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._rows

    def _look_up(self, doc_id: str) -> tuple[str, dict[str, Place], dict[int, Place]]:
        if doc_id not in self._documents:
            rows = self._rows[doc_id]
            texts = [str(text) for text in self._texts[rows]]
            document = key_document(texts)
            places = [
                Place(doc_id, int(number), key, document, text)
                for number, key, text in zip(self._ids[rows], key_sentences(texts), texts, strict=True)
            ]
            by_key = {place.sentence: place for place in places}
            self._documents[doc_id] = (document, by_key, {place.sentence_id: place for place in places})
        return self._documents[doc_id]

    def at(self, doc_id: str, sentence_id: int) -> Place | None:
        """The sentence of this number; None where there is none."""
        return self._look_up(doc_id)[2].get(sentence_id) if doc_id in self._rows else None

    def find(self, doc_id: str, sentence: str, document: str = "") -> Place | None:
        """The sentence of this key in the document, or in one of the same text under another id; None where it is gone."""
        for candidate in self._candidates(doc_id, document):
            if place := self._look_up(candidate)[1].get(sentence):
                return place
        return None

    def _candidates(self, doc_id: str, document: str) -> Iterator[str]:
        if doc_id in self._rows:
            yield doc_id
        if document:
            if not self._same:
                for known in self._rows:
                    self._same.setdefault(self._look_up(known)[0], []).append(known)
            yield from (other for other in self._same.get(document, ()) if other != doc_id)

    def search(self, text: str, doc_id: str = "") -> list[Place]:
        """Every sentence that reads so; doc_id: only in this document."""
        wanted = _digest(normalise(text))
        searched = ([doc_id] if doc_id in self._rows else []) if doc_id else list(self._rows)
        return [
            place
            for known in searched
            for key, place in self._look_up(known)[1].items()
            if key.partition(".")[0] == wanted
        ]
