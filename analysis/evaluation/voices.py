"""How well it is told whose view a sentence gives: the voice, and the holder where it is reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.actors import Actors, find_mentions
from analysis.evaluation.labelled import LabelledSpan
from analysis.stance import Scorer, VoiceScorer
from analysis.types import HolderType, Sentence, Span, Voice
from analysis.voice import find_attributions, tell_voice

OTHER = "other"
"""How our labelled files call every holder that is none of the actors."""


@dataclass(frozen=True, slots=True)
class VoiceAgreement:
    """Shares in 0..1 over the rows that judge and whose voice somebody labelled.

    always_author: the share that is right by calling everything the author's.
    holder_accuracy: among the n_holder rows that are reported by both, the
        share with the right actor, or with none where none is right; NaN without such rows.
    """

    n: int
    accuracy: float
    always_author: float
    n_holder: int
    holder_accuracy: float


def tell_voices(spans: Sequence[Span], actors: Actors, scorer: Scorer) -> list[tuple[Voice, str, HolderType]]:
    """Voice, holder and its type at each span, each sentence read alone."""
    texts = list(dict.fromkeys(text for text, _, _ in spans))
    attributions = {}
    for text in texts:
        mentions = find_mentions(text, actors)
        attributions[text] = find_attributions(text, [Sentence(0, 0, 0, len(text), text)], [mentions])[0]
    reported = [None] * len(spans)
    if isinstance(scorer, VoiceScorer):
        reported = scorer.score_with_voices(spans)[1][:, 1].tolist()
    return [
        tell_voice(attributions[text], start, chance)
        for (text, start, _), chance in zip(spans, reported, strict=True)
    ]


def measure_voices(labelled: Sequence[LabelledSpan], actors: Actors, scorer: Scorer) -> VoiceAgreement | None:
    """Agreement on the rows that judge; None where no row says its voice.

    Neutral rows are left out: whether a bare mention is the author's is
    labelled loosely, and no figure rests on it.
    """
    rows = [one for one in labelled if one.voice and one.label != "neutral"]
    if not rows:
        return None
    told = tell_voices([one.span for one in rows], actors, scorer)
    right = [voice == one.voice for one, (voice, _, _) in zip(rows, told, strict=True)]
    holders = [
        (holder if holder in actors.ids else OTHER) == one.holder
        for one, (voice, holder, _) in zip(rows, told, strict=True)
        if voice == one.voice == "reported" and one.holder
    ]
    return VoiceAgreement(
        n=len(rows),
        accuracy=sum(right) / len(rows),
        always_author=sum(one.voice == "author" for one in rows) / len(rows),
        n_holder=len(holders),
        holder_accuracy=sum(holders) / len(holders) if holders else float("nan"),
    )
