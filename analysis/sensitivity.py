"""What a document's verdict hangs on: the other voices, one paragraph."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.errors import RequestError
from analysis.framing import RULES, VERDICTS, VOICES, Figure, figure_of, find_verdicts, in_voice, seed_of
from analysis.tables import make_table

LONG = 30
"""Paragraphs from which one alone moves the stability too little to be worth 1,000 redraws of the rest: there
only those are tried without which the counts give another verdict, or where the verdict is not stable."""

STABLE = 0.75
"""Stability from which a verdict of a long document does not become undetermined (below 0.60) by one paragraph."""


def find_sensitivity(counted: pd.DataFrame, *, doc_id: str, actor_id: str, voice: str) -> pd.DataFrame:
    """The table `sensitivity`: how the verdict of a document on an actor would read otherwise.

    Its first row is the verdict as it stands ("as it is"); the others are those
    changes alone under which it is another: "voice", what = the voice counted
    instead; "without paragraph", what = its number, counted from 1. Where fewer
    sentences would be left than a range needs, the change is not asked: "too
    little evidence" says nothing about the rest.

    counted: of `framing.counted_stances`.
    Raises: RequestError for a voice or document that is not known.
    """
    if voice not in VOICES:
        raise RequestError(f'sensitivity: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    if doc_id not in set(counted["doc_id"]):
        raise RequestError(f'sensitivity: there is no document "{doc_id}" with figures.')
    about = counted[(counted["doc_id"] == doc_id) & (counted["actor_id"] == actor_id)]
    seed = seed_of(doc_id, actor_id)
    whole = figure_of(about, voice, seed)
    rows: list[tuple[object, ...]] = [("as it is", voice, whole.n_sentences, whole.stance, whole.verdict)]
    for change, what, left in _changes(about, voice):
        if len(left) < RULES.sentences_for_range:
            continue
        if change != "voice" and left["paragraph"].nunique() >= LONG and not _may_differ(left, whole):
            continue
        other = figure_of(left, "all", seed)
        if other.verdict != whole.verdict:
            rows.append((change, what, other.n_sentences, other.stance, other.verdict))
    return make_table("sensitivity", rows)


def _changes(about: pd.DataFrame, voice: str) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for other in VOICES:
        if other != voice:
            yield "voice", other, in_voice(about, other)
    told = in_voice(about, voice)
    paragraphs: Sequence[int] = sorted(np.unique(told["paragraph"]).tolist())
    for paragraph in paragraphs:
        yield "without paragraph", str(paragraph + 1), told[told["paragraph"] != paragraph]


def _may_differ(left: pd.DataFrame, whole: Figure) -> bool:
    """Whether it is worth redrawing what is left of a long document."""
    labels = left["label"].to_numpy()
    counts = (len(left), (labels == "favourable").sum(), (labels == "unfavourable").sum())
    verdict = VERDICTS[int(find_verdicts(*(np.array([count]) for count in counts))[0])]
    return verdict != whole.verdict or whole.stability < STABLE
