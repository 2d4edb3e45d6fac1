"""What every stance scorer promises, so that one can stand in for another."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import RequestError
from analysis.types import LABELS, Span

UNCERTAIN_BELOW = 0.5
"""A row whose largest probability is below it is uncertain: the scorer holds its label for
more likely wrong than right. Origin: the meaning of a calibrated probability, not a fit."""

_NEUTRAL = LABELS.index("neutral")


@runtime_checkable
class Scorer(Protocol):
    """Something that tells how sentences, as they are worded, make actors look.

    name, version: what a figure says it was made by.
    """

    @property
    def name(self) -> str:
        """A short name, such as "lexicon"."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever a probability may change."""
        ...

    def score_spans(self, spans: Sequence[Span]) -> NDArray[np.float64]:
        """How each sentence, as worded, makes the words at its place look.

        Returns: shape (n, 3), order kept: P(unfavourable), P(neutral),
            P(favourable); rows sum to 1. No spans give (0, 3). A span's row
            never depends on the other spans of the call.
        Raises: RequestError where a span is not a place in its sentence.
        """
        ...


@runtime_checkable
class VoiceScorer(Scorer, Protocol):
    """A scorer that also tells whose view a sentence gives at a place."""

    def score_with_voices(self, spans: Sequence[Span]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """`score_spans`, and beside it P(author), P(reported), shape (n, 2), rows summing to 1."""
        ...


def check_spans(spans: Sequence[Span]) -> None:
    """Raise RequestError at the first span that is not a non-empty place in its sentence."""
    for index, (sentence, start, end) in enumerate(spans):
        if not 0 <= start < end <= len(sentence):
            raise RequestError(
                f"span {index}: [{start}, {end}) is no place in a sentence of {len(sentence)} characters; "
                "give a start and a larger end, both inside the sentence, counted in characters from 0."
            )
        if not sentence[start:end].strip():
            raise RequestError(
                f"span {index}: [{start}, {end}) holds no word; give the place of the words for the actor."
            )


def labels_of(probabilities: ArrayLike) -> NDArray[np.object_]:
    """The label of each row: the word for its largest probability.

    A tie with neutral, or between the two judgements, is neutral.

    Returns: shape (n,), the words of `types.LABELS`.
    """
    rows = np.asarray(probabilities, dtype=np.float64).reshape(-1, len(LABELS))
    top = rows.argmax(axis=1)
    is_tied = (rows == rows.max(axis=1, keepdims=True)).sum(axis=1) > 1
    top[is_tied] = _NEUTRAL
    labels: NDArray[np.object_] = np.asarray(LABELS, dtype=object)[top]
    return labels
