"""How far a judgement may be relied on, by the rule of METHOD.md ("What may be claimed")."""

import math
from collections.abc import Iterable, Mapping

from analysis.briefing.phrases import percent
from analysis.briefing.records import Confidence
from analysis.types import UNKNOWN

LEVELS = ("low", "moderate", "high")

ENOUGH_SENTENCES = 8
"""Fewer make a judgement low."""
STABLE = 0.80
"""A stability below it makes a judgement low."""
SENTENCES_FOR_HIGH = 20
STORIES_FOR_HIGH = 3
REVIEWED_FOR_HIGH = 10
"""Sentences of a figure that a person reviewed, from which they are a sample of it."""


def find_confidence(
    *, source: str, complete: str, translated: str, n_sentences: int, stability: float, n_stories: int,
    is_reviewed: bool,
) -> Confidence:  # fmt: skip
    """The level, and each reason that keeps it from the next one.

    source, complete, translated: as in the table `documents`; "suspected" limits as much as "no" or "yes".
    stability: NaN where none is measured (a source, a difference), which alone does not limit.
    """
    low = []
    if source == UNKNOWN:
        low.append("the outlet is unknown")
    if complete in ("no", "suspected"):
        low.append("the text is cut off" if complete == "no" else "the text may be cut off")
    if translated in ("yes", "suspected"):
        low.append("the text is translated" if translated == "yes" else "the text may be a translation")
    if n_sentences < ENOUGH_SENTENCES:
        low.append(f"fewer than {ENOUGH_SENTENCES} sentences")
    if not math.isnan(stability) and stability < STABLE:
        low.append(f"the verdict holds in {percent(stability)} of redraws only")
    if low:
        return Confidence("low", tuple(low))
    moderate = []
    if not is_reviewed:
        moderate.append("machine-scored, no sample reviewed by a person")
    if n_sentences < SENTENCES_FOR_HIGH:
        moderate.append(f"fewer than {SENTENCES_FOR_HIGH} sentences")
    if n_stories < STORIES_FOR_HIGH:
        moderate.append(f"fewer than {STORIES_FOR_HIGH} distinct stories")
    return Confidence("moderate", tuple(moderate)) if moderate else Confidence("high", ())


def is_sampled(reviewed: Mapping[tuple[str, str, str], int], figures: Iterable[tuple[str, str, str]]) -> bool:
    """Whether a person reviewed a sample of what these figures count. reviewed: sentences by (doc_id, actor_id, voice)."""
    return sum(reviewed.get(figure, 0) for figure in figures) >= REVIEWED_FOR_HIGH


def lower_of(sides: Mapping[str, Confidence]) -> Confidence:
    """The confidence in a difference: the lower of its sides', each reason with the name of its side."""
    level = min((side.level for side in sides.values()), key=LEVELS.index)
    limiting = {name: side.reasons for name, side in sides.items() if side.level == level}
    first, *_ = limiting.values()
    shared = [reason for reason in first if all(reason in side.reasons for side in sides.values())]
    own = (f"{name} {reason}" for name, told in limiting.items() for reason in told if reason not in shared)
    return Confidence(level, (*shared, *own))
