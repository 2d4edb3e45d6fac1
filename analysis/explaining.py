"""How a span of a sentence is judged, and which words moved the scorer or drove the tone."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.stance import default_scorer, explain_span
from analysis.tables import make_table
from analysis.tone import find_tone_words
from analysis.types import Span


def score_spans(spans: Sequence[Span]) -> NDArray[np.float64]:
    """How each sentence makes the words at its span look.

    spans: (sentence, start, end), the half-open place of the words that name the actor.
    Returns: (n, 3), P(unfavourable), P(neutral), P(favourable); [] gives (0, 3).
    Raises RequestError for a span that is not inside its sentence.
    """
    return default_scorer().score_spans(spans)


def explain(sentence: str, start: int, end: int) -> pd.DataFrame:
    """The words that moved the stance toward the span, in reading order.

    Returns: start, end (offsets in the sentence), text, moved: by how much
        P(favourable) − P(unfavourable) is higher with the word than without it.
        It says what the scorer reacted to, not why the sentence was written so.
    """
    words = explain_span(default_scorer(), (sentence, start, end))
    return make_table("words", [(w.start, w.end, w.text, w.moved) for w in words])


def explain_tone(sentence: str) -> pd.DataFrame:
    """The words that drove the tone, as `explain` gives those of the stance; moved: their polarity, −1..1."""
    return make_table("words", [(w.start, w.end, w.text, w.moved) for w in find_tone_words(sentence)])
