"""What a scorer is measured beside: always neutral, TextBlob, VADER where it is installed, the word list."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from analysis.stance import LexiconScorer, labels_of
from analysis.tone import score_tone
from analysis.types import LABELS, Span

TONE_BEYOND = 0.0
"""TextBlob's polarity calls a sentence neutral up to this distance from 0."""

VADER_BEYOND = 0.05
"""The same for VADER's compound; its authors' limit (Hutto & Gilbert 2014)."""


def label_baselines(spans: Sequence[Span]) -> dict[str, NDArray[np.object_]]:
    """The labels of each baseline, by its name, in the order of the spans."""
    baselines = {
        "always neutral": np.full(len(spans), "neutral", dtype=object),
        "TextBlob polarity": _label_by_sign(spans, lambda text: score_tone([text])[0][0], TONE_BEYOND),
    }
    if find_spec("vaderSentiment"):
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        analyser = SentimentIntensityAnalyzer()
        baselines["VADER"] = _label_by_sign(
            spans, lambda text: float(analyser.polarity_scores(text)["compound"]), VADER_BEYOND
        )
    word_list = LexiconScorer()
    baselines[f"{word_list.name} {word_list.version}"] = labels_of(word_list.score_spans(spans))
    return baselines


def _label_by_sign(
    spans: Sequence[Span], tone_of: Callable[[str], float], beyond: float
) -> NDArray[np.object_]:
    """The sign of the whole sentence's tone, whoever it is about; neutral where no word has one."""
    known: Mapping[str, float] = {text: tone_of(text) for text in {span[0] for span in spans}}
    tones = np.array([known[span[0]] for span in spans])
    places = 1 + (tones > beyond).astype(int) - (tones < -beyond).astype(int)
    labels: NDArray[np.object_] = np.array(LABELS, dtype=object)[places]
    return labels
