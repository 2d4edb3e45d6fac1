"""How a sentence and the place of an actor become the numbers that the model reads.

The training and the bundled model share this file, so that both read alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from analysis.types import Span

CLS, SEP, OPEN, CLOSE = 101, 102, 1, 2
"""Entries of the vocabulary: [CLS], [SEP], and two unused ones that stand around the actor."""

LONGEST = 192
"""Word pieces that are read, the four above among them. Of a longer sentence, the stretch around the actor."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence as entries of the vocabulary; `opens`, `closes`: the places of the two marks."""

    ids: tuple[int, ...]
    opens: int
    closes: int


def read_tokenizer(path: str) -> Tokenizer:
    """The tokenizer of a file, without padding and cutting: a sentence is read as it is."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def mark_spans(tokenizer: Tokenizer, spans: Sequence[Span], *, longest: int = LONGEST) -> list[Marked]:
    """Each span's sentence with the marks around the actor, in order; a sentence is split into pieces once."""
    sentences = list(dict.fromkeys(sentence for sentence, _, _ in spans))
    encodings = tokenizer.encode_batch(sentences, add_special_tokens=False)
    known = {text: (one.ids, one.offsets) for text, one in zip(sentences, encodings, strict=True)}
    return [_mark(*known[sentence], start, end, longest) for sentence, start, end in spans]


def _mark(ids: list[int], offsets: list[tuple[int, int]], start: int, end: int, longest: int) -> Marked:
    first = next((place for place, (_, last) in enumerate(offsets) if last > start), len(ids))
    after = next((place for place in range(first, len(ids)) if offsets[place][0] >= end), len(ids))
    room = longest - 4
    after = min(after, first + room)
    left = max(0, min(first - (room - (after - first)) // 2, len(ids) - room))
    right = min(len(ids), left + room)
    marked = (CLS, *ids[left:first], OPEN, *ids[first:after], CLOSE, *ids[after:right], SEP)
    return Marked(marked, 1 + first - left, 2 + after - left)
