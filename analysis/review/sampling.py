"""A sample of evidence rows for blind coding: drawn by chance, by doubt, or balanced."""

import hashlib
import math
from collections.abc import Sequence
from statistics import NormalDist

import pandas as pd

from analysis.errors import RequestError
from analysis.framing import RULES, VOICES
from analysis.pipeline import Tables
from analysis.review.places import Places, normalise
from analysis.review.reviewing import machine_of
from analysis.workspace import Workspace
from analysis.workspace.fields import tell_now
from analysis.workspace.samples import BY, Item, Sample, write

MAX_ITEMS = 1_000
"""Items of one sample: some eight hours of a coder, and what one entry of a workspace can hold."""

_KEYS = ["doc_id", "sentence_id", "actor_id"]


def sample_size(width: float, *, share: float = 0.5, n_rows: int | None = None) -> int:
    """How many sentences must be coded for a share whose 90 % range is as wide as this.

    width: from the lower to the upper bound, in 0..1. share: where it is
    expected; 0.5 asks for the most. n_rows: how many there are to draw from;
    of few rows fewer need to be coded.
    Raises RequestError for a width or share that is none.
    Source: Cochran, Sampling Techniques (1977), 4.4.
    """
    if not 0 < width <= 1 or not 0 < share < 1:
        raise RequestError("sample size: width is in 0..1, share between 0 and 1; correct them.")
    reach = NormalDist().inv_cdf((1 + RULES.coverage) / 2)
    n = reach**2 * share * (1 - share) / (width / 2) ** 2
    if n_rows is not None:
        n = n / (1 + max(n - 1, 0) / max(n_rows, 1))
    return math.ceil(n - 1e-9)


def draw_sample(
    result: Tables,
    *,
    n: int,
    by: str = "random",
    seed: int = 1,
    actors: Sequence[str] | None = None,
    voice: str = "all",
    skip: Sequence[Sample] = (),
    who: str = "",
    at: str = "",
) -> Sample:
    """A sample of counted evidence rows, each text and actor once; it is kept by `keep_sample`.

    by: "random": every row alike; the only one whose figures stand for the
    corpus as they are. "uncertain": those of which the scorer is least sure.
    "balanced": as many of each actor and machine's label, as far as there are.
    The same corpus and seed give the same sample on every machine. skip:
    samples whose items are left out. Fewer items than n where there are fewer.
    Raises RequestError for a word or actor that is not known, or where there is nothing to draw.
    """
    if by not in BY:
        raise RequestError(f'sample: by="{by}" is not known; use one of {", ".join(BY)}.')
    if voice not in VOICES:
        raise RequestError(f'sample: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    if not 1 <= n <= MAX_ITEMS:
        raise RequestError(f"sample: {n} sentences cannot be drawn at once; ask for 1 to {MAX_ITEMS}.")
    names = list(result.actor_names) if actors is None else list(actors)
    if missing := [name for name in names if name not in result.actor_names]:
        raise RequestError(
            f"sample: {missing[0]} is not an actor under study; choose one of {', '.join(result.actor_names)}."
        )
    rows = _find_rows(result, names, voice, seed, skip)
    if rows.empty:
        raise RequestError(
            "sample: there is no sentence to draw; choose other actors, another voice or documents."
        )
    chosen = _choose(rows, n, by)
    items = _make_items(result, chosen, by)
    told = "\0".join([by, str(seed), *(f"{item.doc_id} {item.sentence} {item.actor_id}" for item in items)])
    sample_id = "s" + hashlib.sha256(told.encode()).hexdigest()[:8]
    return Sample(
        sample_id,
        by,
        seed,
        tuple(names),
        voice,
        len(rows),
        result.scorer,
        who,
        at or tell_now(),
        tuple(items),
    )


def keep_sample(workspace: Workspace, sample: Sample) -> None:
    """Keep a sample; when it returns it is on disk. Raises RequestError where it is too large to be kept."""
    workspace.put_all([write(sample)])


def _find_rows(
    result: Tables, actors: Sequence[str], voice: str, seed: int, skip: Sequence[Sample]
) -> pd.DataFrame:
    """The rows that can be drawn, in the order of the draw; each text once for each actor."""
    stances = result.stances[result.stances["actor_id"].isin(actors)]
    if voice != "all":
        stances = stances[stances["voice"] == voice]
    rows = stances.merge(result.sentences[["doc_id", "sentence_id", "text", "is_heading"]], on=_KEYS[:2])
    rows = rows[~rows["is_heading"].astype(bool)]
    draw = [
        hashlib.sha256(f"{seed}\0{doc}\0{number}\0{actor}".encode()).hexdigest()
        for doc, number, actor in zip(*(rows[key] for key in _KEYS), strict=True)
    ]
    rows = rows.assign(_draw=draw, _text=[normalise(str(text)) for text in rows["text"]])
    rows = rows.sort_values("_draw").drop_duplicates(["_text", "actor_id"])
    known = {(normalise(item.text), item.actor_id) for sample in skip for item in sample.items}
    is_new = [key not in known for key in zip(rows["_text"], rows["actor_id"], strict=True)]
    return rows[is_new].reset_index(drop=True)


def _choose(rows: pd.DataFrame, n: int, by: str) -> pd.DataFrame:
    """n of the rows, in the order of the draw, with `stratum` and `weight`."""
    if by == "uncertain":
        largest = rows[["unfavourable", "neutral", "favourable"]].max(axis=1)
        chosen = rows.loc[largest.sort_values(kind="stable").index[:n]].sort_values("_draw")
        return chosen.assign(stratum="least sure", weight=0.0)
    if by == "random":
        return rows[:n].assign(stratum="all", weight=len(rows) / len(rows[:n]))
    stratum = rows["actor_id"] + " " + rows["label"]
    rows = rows.assign(stratum=stratum, _turn=rows.groupby(stratum).cumcount())
    chosen = rows.sort_values(["_turn", "_draw"])[:n]
    there, drawn = rows["stratum"].value_counts(), chosen["stratum"].value_counts()
    weights = chosen["stratum"].map(there / drawn.reindex(there.index))
    return chosen.assign(weight=weights).sort_values("_draw")


def _make_items(result: Tables, chosen: pd.DataFrame, by: str) -> list[Item]:
    doc_ids = set(chosen["doc_id"])
    places = Places(result.sentences[result.sentences["doc_id"].isin(doc_ids)])
    documents = result.documents[result.documents["doc_id"].isin(doc_ids)]
    titles = dict(zip(documents["doc_id"], documents["title"], strict=True))
    items = []
    for number, (_, row) in enumerate(chosen.iterrows(), start=1):
        place = places.at(str(row["doc_id"]), int(row["sentence_id"]))
        assert place
        items.append(
            Item(
                str(number),
                place.doc_id,
                place.sentence,
                str(row["actor_id"]),
                place.text,
                str(titles[place.doc_id]),
                place.document,
                place.sentence_id,
                str(row["stratum"]),
                round(float(row["weight"]), 6),
                machine_of(row, result.scorer),
            )
        )
    return items
