"""What a verdict hangs on: of a document, the other voices and one paragraph; of a source, one document."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.errors import RequestError
from analysis.framing import (
    RULES,
    VERDICTS,
    VOICES,
    Figure,
    figure_of,
    find_verdicts,
    in_voice,
    pool_stories,
    seed_of,
    tell_stories,
    with_stories,
)
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
    _check_voice(voice)
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


class Framed(Protocol):
    """What has the tables `documents` and `framing`."""

    @property
    def documents(self) -> pd.DataFrame:
        """The table `documents`."""

    @property
    def framing(self) -> pd.DataFrame:
        """The table `framing`."""


def find_source_sensitivity(
    result: Framed, source: str, actor_id: str, voice: str = "author"
) -> pd.DataFrame:
    """The table `sensitivity`: how the verdict of a source on an actor would read otherwise.

    Its first row is the verdict as it stands ("as it is"); the others are those
    changes alone under which it is another: "voice", what = the voice counted
    instead; "without document", what = its doc_id. Of a story in several
    documents of the source, leaving one out leaves the others. Where fewer
    stories would be left than a verdict needs, the change is not asked: "too
    little evidence" says nothing about the rest. n_sentences counts each story once.

    Raises: RequestError for a voice or source that is not known.
    """
    _check_voice(voice)
    whole = with_stories(result.documents, result.framing)
    whole = whole[(whole["source"] == source) & (whole["actor_id"] == actor_id)]
    if whole.empty:
        raise RequestError(
            f'sensitivity: there is no source "{source}" with figures on {actor_id}; name one of `source_framing`.'
        )
    seed = seed_of(source, actor_id)
    told = whole[whole["voice"] == voice]
    _, n_sentences, stance, verdict = _pool(told, seed)
    rows: list[tuple[object, ...]] = [("as it is", voice, n_sentences, stance, verdict)]
    changes = [("voice", other, whole[whole["voice"] == other]) for other in VOICES if other != voice]
    spoken: Sequence[str] = told.loc[told["n_sentences"] > 0, "doc_id"].tolist()
    changes += [("without document", doc_id, told[told["doc_id"] != doc_id]) for doc_id in spoken]
    for change, what, left in changes:
        n_stories, n_sentences, stance, other = _pool(left, seed)
        if n_stories >= RULES.stories_for_verdict and other != verdict:
            rows.append((change, what, n_sentences, stance, other))
    return make_table("sensitivity", rows)


def _pool(rows: pd.DataFrame, seed: int) -> tuple[int, int, float, str]:
    """The number of stories and of their sentences, the figure, and the verdict."""
    stories = tell_stories(rows)
    stance, _, _, verdict = pool_stories(stories, seed)
    return len(stories.figures), stories.n_sentences, stance, verdict


def _check_voice(voice: str) -> None:
    if voice not in VOICES:
        raise RequestError(f'sensitivity: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')


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
