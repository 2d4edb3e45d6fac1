"""Stance of a sentence toward an actor: the protocol of scorers, the bundled model, the lexicon, explanations."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from analysis.stance.explaining import explain_span
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.protocol import UNCERTAIN_BELOW, Scorer, VoiceScorer, check_spans, labels_of

WEIGHTS = Path(__file__).with_name("weights")

__all__ = [
    "UNCERTAIN_BELOW",
    "WEIGHTS",
    "LexiconScorer",
    "Scorer",
    "VoiceScorer",
    "check_spans",
    "default_scorer",
    "explain_span",
    "labels_of",
]


_KEPT = 4_096
"""Spans whose scores the default scorer keeps: some 200 articles, 3 MB."""


@cache
def default_scorer() -> Scorer:
    """The scorer that is used where none is named, the same object each time.

    The bundled model; the lexicon where its weights or ONNX Runtime are not
    installed. Which of the two scored stands in `Result.scorer` and on screen.
    """
    if not WEIGHTS.is_dir() or find_spec("onnxruntime") is None:
        return LexiconScorer()
    from analysis.stance.model import MinilmScorer

    return MinilmScorer(n_kept=_KEPT)
