"""What happens to a stance when the actors of a sentence are renamed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.stance.protocol import Scorer, labels_of
from analysis.stance.renaming import NAMES, find_actors, rename
from analysis.training.rows import Row
from analysis.types import Span


@dataclass(frozen=True, slots=True)
class SwapResult:
    """Over all renamings of all sentences: the share that keep their label, and the mean absolute change of stance.

    unchanged_sentences: share of the spans whose label survives every renaming.
    """

    n_spans: int
    n_renamings: int
    unchanged: float
    unchanged_sentences: float
    mean_change: float


def measure_swaps(scorer: Scorer, rows: Sequence[Row]) -> SwapResult:
    """Renames CN, RU, US, KP, Iran and Japan in a circle, five times, in each sentence that names one of them."""
    actors = list(NAMES)
    spans = [row.span for row in rows if set(find_actors(row.text)) & set(actors)]
    renamed: list[Span] = []
    for step in range(1, len(actors)):
        to = {actor: actors[(place + step) % len(actors)] for place, actor in enumerate(actors)}
        renamed.extend(rename(span, to) for span in spans)
    before = scorer.score_spans(spans)
    after = scorer.score_spans(renamed).reshape(len(actors) - 1, len(spans), 3)
    same = np.array([labels_of(one) == labels_of(before) for one in after])
    stance_before, stance_after = before[:, 2] - before[:, 0], after[..., 2] - after[..., 0]
    return SwapResult(
        n_spans=len(spans),
        n_renamings=same.size,
        unchanged=float(same.mean()),
        unchanged_sentences=float(same.all(axis=0).mean()),
        mean_change=float(np.abs(stance_after - stance_before).mean()),
    )
