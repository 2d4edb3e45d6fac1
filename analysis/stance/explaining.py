"""Which words of a sentence moved its stance, and by how much."""

import re

from analysis.stance.protocol import Scorer, check_spans
from analysis.types import Span, Word

MOVED_ENOUGH = 0.02
"""Words that move the stance by no more are left out: it would hardly show in a figure of two decimals."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’\-][^\W_]+)*")


def explain_span(scorer: Scorer, span: Span) -> tuple[Word, ...]:
    """The words outside the target that moved the stance toward it, in their order.

    Each word in turn is left out, and the stance, P(favourable) − P(unfavourable),
    is taken without it. `moved` is the stance with the word minus the stance
    without it: above 0 the word speaks for the actor, below 0 against it. Two
    words that say the same hide each other, so the sum is not the stance.
    """
    check_spans([span])
    sentence, start, end = span
    places = [
        found.span() for found in _WORD.finditer(sentence) if found.end() <= start or found.start() >= end
    ]
    variants = [_without(span, place) for place in places]
    probabilities = scorer.score_spans([span, *variants])
    stance = probabilities[:, 2] - probabilities[:, 0]
    moved = stance[0] - stance[1:]
    return tuple(
        Word(first, last, sentence[first:last], float(by))
        for (first, last), by in zip(places, moved, strict=True)
        if abs(by) > MOVED_ENOUGH
    )


def _without(span: Span, place: tuple[int, int]) -> Span:
    """The span with one word left out; the target moves along."""
    sentence, start, end = span
    first, last = place
    shift = last - first if last <= start else 0
    return sentence[:first] + sentence[last:], start - shift, end - shift
