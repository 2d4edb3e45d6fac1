"""The lexicon scorer: transparent, offline, and the baseline that a model has to beat.

Each word of `lexicon.toml` that reaches the actor votes for or against it
(`roles.read_votes`). How much a vote is worth depends on the way it reached the
actor, and was learnt from labelled sentences.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.stance.protocol import check_spans
from analysis.stance.roles import PLACES, Place, read_votes
from analysis.stance.tokens import split_items
from analysis.stance.words import read_lexicon
from analysis.types import LABELS, Span

WORTH: dict[Place, tuple[float, float]] = {
    "doer": (3.02, 0.45),
    "receiver": (3.10, -0.36),
    "said of": (2.60, 0.00),
    "beside": (3.08, -0.17),
    "clause": (2.47, 0.42),
    "far": (1.06, -0.09),
    "tie": (3.44, 0.41),
    "nobody's": (0.90, -0.18),
    "other's": (0.60, -0.45),
}
"""What a vote adds, by the way it reached the actor, to the logit of its own side and to that of the other.

Origin: a softmax fitted to half of the sentences of the labelled sets `actors/train` and `written` (6,986
pairs, machine-made labels), "nobody's" and "other's" held at 0.9 and 0.6. On the other half: macro-F1 0.57
on `actors/train` (always neutral 0.25), calibration error 0.04; 0.62 on `written` (0.20), 0.07.
"""
BIAS = (-1.51, -1.53)
"""The logits of unfavourable and favourable without any vote; that of neutral is always 0."""
MOST_VOTES: dict[Place, float] = {"nobody's": 1.0, "other's": 0.75}
"""Votes of one kind beyond these (3 where none is given) change nothing: ten insults are not surer than
three, and words that do not reach the actor never judge it alone. Set by hand."""

_MOST = np.array([MOST_VOTES.get(place, 3.0) for place in PLACES])
_SAME = np.array([WORTH[place][0] for place in PLACES])
_OPPOSITE = np.array([WORTH[place][1] for place in PLACES])
_INDEX = {place: index for index, place in enumerate(PLACES)}


class LexiconScorer:
    """Scores spans by the words of the lexicon; knows no actor by name."""

    name = "lexicon"

    def __init__(self) -> None:
        self._lexicon = read_lexicon()
        self.version = self._lexicon.version

    def score_spans(self, spans: Sequence[Span]) -> NDArray[np.float64]:
        """See `Scorer.score_spans`. Without any vote a row is `BIAS` alone: mostly neutral, never sure."""
        check_spans(spans)
        probabilities = np.empty((len(spans), len(LABELS)))
        for row, span in enumerate(spans):  # one by one, so that no row can depend on another
            probabilities[row] = _weigh(self.sum_votes(span))
        return probabilities

    def sum_votes(self, span: Span) -> NDArray[np.float64]:
        """The votes against (row 0) and for (row 1) the actor, both counted upwards, by place of `PLACES`."""
        sentence, start, end = span
        sums = np.zeros((2, len(PLACES)))
        lexicon = self._lexicon
        items = split_items(sentence, start, end, known=lexicon.known, never=lexicon.words["not_names"])
        for vote in read_votes(items, lexicon):
            sums[int(vote.weight > 0), _INDEX[vote.place]] += abs(vote.weight)
        capped: NDArray[np.float64] = np.minimum(sums, _MOST)
        return capped


def _weigh(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """From votes to three probabilities."""
    against, in_favour = votes
    logits = np.array(
        [
            BIAS[0] + against @ _SAME + in_favour @ _OPPOSITE,
            0.0,
            BIAS[1] + in_favour @ _SAME + against @ _OPPOSITE,
        ]
    )
    powers = np.exp(logits - logits.max())
    probabilities: NDArray[np.float64] = powers / powers.sum()
    return probabilities
