"""Stance of a sentence toward an actor: the protocol of scorers, the lexicon scorer, explanations."""

from functools import cache

from analysis.stance.explaining import explain_span
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.protocol import UNCERTAIN_BELOW, Scorer, check_spans, labels_of

__all__ = [
    "UNCERTAIN_BELOW",
    "LexiconScorer",
    "Scorer",
    "check_spans",
    "default_scorer",
    "explain_span",
    "labels_of",
]


@cache
def default_scorer() -> Scorer:
    """The scorer that is used where none is named: for now the lexicon, the same object each time."""
    return LexiconScorer()
