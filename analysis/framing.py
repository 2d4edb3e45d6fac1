"""Counts, figure, range, verdict and stability of an actor in a document or a source.

The figure is the mean over sentences of P(favourable) − P(unfavourable): how
much of the text judges and on which side, not how strongly it is worded.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import make_table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

VOICES = ("author", "reported", "all")
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Rules:
    """The constants of METHOD's verdicts, in one place; another value means another version."""

    version: str = "1"
    n_redraws: int = 1000
    coverage: float = 0.90
    sentences_for_range: int = 3
    neutral_below: float = 0.20
    mixed_minority: float = 1 / 3
    mixed_at_least: int = 2
    clear_judging: int = 3
    clear_share: float = 0.40
    clear_agreement: float = 0.80
    stable_from: float = 0.60
    stories_for_range: int = 3
    stories_for_verdict: int = 5
    similar_within: float = 0.15


RULES = Rules()

VERDICTS = (
    "not mentioned", "too little evidence", "neutral", "mixed", "undetermined", "favourable",
    "unfavourable", "leaning favourable", "leaning unfavourable",
)  # fmt: skip
_SIDE = np.array([0, 1, 2, 3, 4, 5, 6, 5, 6])
_EPSILON = 1e-9


def find_verdicts(n: Ints, favourable: Ints, unfavourable: Ints) -> Ints:
    """The verdict of each triple of counts, as an index into `VERDICTS`, before stability is asked."""
    n, favourable, unfavourable = (np.asarray(x, dtype=np.int64) for x in (n, favourable, unfavourable))
    judging = favourable + unfavourable
    larger, smaller = np.maximum(favourable, unfavourable), np.minimum(favourable, unfavourable)
    share = judging / np.maximum(n, 1)
    agreement = larger / np.maximum(judging, 1)
    is_clear = (
        (judging >= RULES.clear_judging)
        & (share >= RULES.clear_share - _EPSILON)
        & (agreement >= RULES.clear_agreement - _EPSILON)
    )
    is_mixed = (smaller >= RULES.mixed_at_least) & (smaller >= judging * RULES.mixed_minority - _EPSILON)
    is_more_favourable = favourable > unfavourable
    return np.select(
        [
            n == 0,
            n < RULES.sentences_for_range,
            share < RULES.neutral_below - _EPSILON,
            is_mixed,
            favourable == unfavourable,
            is_clear & is_more_favourable,
            is_clear,
            is_more_favourable,
        ],
        [0, 1, 2, 3, 4, 5, 6, 7],
        default=8,
    ).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Redraws:
    """What a figure and its counts would be under other draws; arrays of `Rules.n_redraws`."""

    n: Ints
    favourable: Ints
    unfavourable: Ints

    @property
    def figures(self) -> Floats:
        """The balance of each redraw, −1..1."""
        return np.asarray((self.favourable - self.unfavourable) / self.n, dtype=np.float64)


def redraw(probabilities: Floats, paragraphs: Ints, seed: int) -> Redraws:
    """Resample the paragraphs, and draw every sentence's label from its probabilities.

    probabilities: (n, 3) unfavourable, neutral, favourable. paragraphs: (n,)
        the paragraph of each sentence. Only paragraphs that speak of the actor
        take part, so that no redraw is empty.
    """
    rng = np.random.default_rng(seed)
    _, member = np.unique(paragraphs, return_inverse=True)
    n_paragraphs = int(member.max()) + 1
    picks = rng.multinomial(n_paragraphs, np.full(n_paragraphs, 1 / n_paragraphs), size=RULES.n_redraws)
    weights = picks[:, member]
    uniform = rng.random((RULES.n_redraws, len(probabilities)))
    return Redraws(
        n=weights.sum(axis=1),
        favourable=(weights * (uniform < probabilities[:, 2])).sum(axis=1),
        unfavourable=(weights * (uniform >= 1 - probabilities[:, 0])).sum(axis=1),
    )


def seed_of(*ids: str) -> int:
    """A seed from ids, the same on every machine and in every order; equal texts ("…-2") share theirs."""
    key = "\0".join(re.sub(r"-\d+$", "", part) for part in ids)
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


def range_of(figures: Floats, figure: float) -> tuple[float, float]:
    """The middle 90 % of redrawn figures, widened to hold the figure; NaN where it would have no width."""
    tail = (1 - RULES.coverage) / 2
    lower, upper = np.quantile(figures, [tail, 1 - tail])
    lower, upper = round(min(float(lower), figure), 4), round(max(float(upper), figure), 4)
    return (lower, upper) if lower < upper else (NAN, NAN)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: everything of a framing row that comes from the stances."""

    n_sentences: int = 0
    n_mentions: int = 0
    n_favourable: int = 0
    n_neutral: int = 0
    n_unfavourable: int = 0
    n_uncertain: int = 0
    stance: float = NAN
    lower: float = NAN
    upper: float = NAN
    verdict: str = VERDICTS[0]
    stability: float = NAN
    tone: float = NAN
    subjectivity: float = NAN


def counted_stances(stances: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The stances that count, with paragraph and tone of their sentence: headings are left out."""
    keys = ["doc_id", "sentence_id"]
    place = sentences[[*keys, "paragraph", "is_heading", "polarity", "subjectivity"]]
    joined = stances.merge(place, on=keys, how="left", validate="many_to_one")
    return joined[~joined["is_heading"].astype(bool)].reset_index(drop=True)


def frame_documents(doc_ids: Sequence[str], actor_ids: Sequence[str], counted: pd.DataFrame) -> pd.DataFrame:
    """The table `framing`: a row for each document × actor × voice, also where nothing is said.

    counted: of `counted_stances`.
    """
    groups = {
        (str(doc), str(actor)): rows
        for (doc, actor), rows in counted.groupby(["doc_id", "actor_id"], sort=False)
    }
    rows = []
    for doc_id in doc_ids:
        for actor_id in actor_ids:
            about = groups.get((doc_id, actor_id))
            for voice in VOICES:
                cell = Figure() if about is None else figure_of(about, voice, seed_of(doc_id, actor_id))
                rows.append((doc_id, actor_id, voice, *asdict(cell).values()))
    return make_table("framing", rows)


def in_voice(rows: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows of one voice; "all" keeps them all."""
    return rows if voice == "all" else rows[rows["voice"] == voice]


def figure_of(about: pd.DataFrame, voice: str, seed: int) -> Figure:
    """Counts, figure, range and verdict of the stances in one voice; about: rows of `counted_stances`."""
    rows = in_voice(about, voice)
    n = len(rows)
    if n == 0:
        return Figure()
    labels = rows["label"].to_numpy()
    favourable, unfavourable = int((labels == "favourable").sum()), int((labels == "unfavourable").sum())
    figure = round(float(rows["stance"].mean()), 4)
    verdict = int(find_verdicts(np.array([n]), np.array([favourable]), np.array([unfavourable]))[0])
    lower = upper = stability = NAN
    if n >= RULES.sentences_for_range:
        drawn = redraw(
            rows[["unfavourable", "neutral", "favourable"]].to_numpy(dtype=np.float64),
            rows["paragraph"].to_numpy(dtype=np.int64),
            seed,
        )
        lower, upper = range_of(drawn.figures, figure)
        sides = _SIDE[find_verdicts(drawn.n, drawn.favourable, drawn.unfavourable)]
        stability = round(float((sides == _SIDE[verdict]).mean()), 4)
        if stability < RULES.stable_from:
            verdict = VERDICTS.index("undetermined")
    return Figure(
        n_sentences=n,
        n_mentions=int(rows["n_mentions"].sum()),
        n_favourable=favourable,
        n_neutral=n - favourable - unfavourable,
        n_unfavourable=unfavourable,
        n_uncertain=int(rows["uncertain"].sum()),
        stance=figure,
        lower=lower,
        upper=upper,
        verdict=VERDICTS[verdict],
        stability=stability,
        tone=round(float(rows["polarity"].mean()), 4),
        subjectivity=round(float(rows["subjectivity"].mean()), 4),
    )


@dataclass(frozen=True, slots=True)
class Stories:
    """One source × actor × voice: a figure for each story, near-duplicates once."""

    figures: Floats
    n_documents: int
    n_sentences: int
    n_favourable: int
    n_unfavourable: int

    def resample(self, seed: int) -> Floats:
        """The source's figure when its stories are resampled, `Rules.n_redraws` times."""
        rng = np.random.default_rng(seed)
        picks = rng.integers(0, len(self.figures), (RULES.n_redraws, len(self.figures)))
        return np.asarray(self.figures[picks].mean(axis=1), dtype=np.float64)


def with_stories(documents: pd.DataFrame, framing: pd.DataFrame) -> pd.DataFrame:
    """The rows of `framing` of documents whose source is known, with `source` and `story`."""
    known = documents[(documents["source"] != "unknown") & (documents["status"] != "other language")]
    story = known["group_id"].where(known["group_id"] != "", known["doc_id"])
    return framing.merge(known[["doc_id", "source"]].assign(story=story), on="doc_id")


def stories_of(documents: pd.DataFrame, framing: pd.DataFrame) -> Iterator[tuple[str, str, str, Stories]]:
    """Source, actor, voice and the stories behind them, for every source that is known."""
    sourced = with_stories(documents, framing)
    for (source, actor_id, voice), rows in sourced.groupby(["source", "actor_id", "voice"], sort=True):
        yield str(source), str(actor_id), str(voice), tell_stories(rows)


def tell_stories(rows: pd.DataFrame) -> Stories:
    """The stories in rows of `framing` about one actor in one voice; `story` names that of each document."""
    told = rows[rows["n_sentences"] > 0].sort_values(["story", "doc_id"])
    once = told.drop_duplicates("story")
    return Stories(
        figures=told.groupby("story", sort=True)["stance"].mean().to_numpy(dtype=np.float64),
        n_documents=len(told),
        n_sentences=int(once["n_sentences"].sum()),
        n_favourable=int(once["n_favourable"].sum()),
        n_unfavourable=int(once["n_unfavourable"].sum()),
    )


def pool_stories(stories: Stories, seed: int) -> tuple[float, float, float, str]:
    """Figure, lower, upper and verdict of several stories: the mean of theirs, which are resampled.

    A range needs three distinct stories, a verdict five; the verdict is by the counts of their sentences.
    """
    n_stories = len(stories.figures)
    stance = round(float(stories.figures.mean()), 4) if n_stories else NAN
    lower = upper = NAN
    if n_stories >= RULES.stories_for_range:
        lower, upper = range_of(stories.resample(seed), stance)
    verdict = VERDICTS[1] if n_stories else VERDICTS[0]
    if n_stories >= RULES.stories_for_verdict:
        counts = (stories.n_sentences, stories.n_favourable, stories.n_unfavourable)
        verdict = VERDICTS[int(find_verdicts(*(np.array([count]) for count in counts))[0])]
    return stance, lower, upper, verdict


def frame_sources(documents: pd.DataFrame, framing: pd.DataFrame) -> pd.DataFrame:
    """The table `source_framing`: the mean of a source's documents, near-duplicates counted once.

    Documents of unknown source are never pooled. See `pool_stories` for range and verdict.
    """
    rows = []
    for source, actor_id, voice, stories in stories_of(documents, framing):
        figures = pool_stories(stories, seed_of(source, actor_id))
        rows.append(
            (
                source,
                actor_id,
                voice,
                stories.n_documents,
                len(stories.figures),
                stories.n_sentences,
                *figures,
            )
        )
    return make_table("source_framing", rows)
