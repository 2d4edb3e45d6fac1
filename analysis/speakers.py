"""Who speaks how of whom: the author, each actor's officials and state media, other voices."""

from collections.abc import Sequence

import pandas as pd

from analysis.errors import RequestError
from analysis.framing import figure_of, seed_of
from analysis.tables import make_table

AUTHOR, OTHERS = "author", "other voices"
"""What `holder` says where the text itself speaks, where all holders that are no actors are taken
together."""


def frame_speakers(
    counted: pd.DataFrame, actor_ids: Sequence[str], *, doc_ids: Sequence[str] | None, pooled: bool
) -> pd.DataFrame:
    """The table `speakers`: a row for each holder × actor that has a sentence, the author first, then by count.

    counted: of `framing.counted_stances`. doc_ids: the documents that count; all if None.
    pooled: take all holders that are no actors together as "other voices".

    Figure, range and verdict are those of a document, over the paragraphs of all of them.
    """
    if doc_ids is not None:
        if missing := sorted(set(doc_ids) - set(counted["doc_id"])):
            raise RequestError(f'speakers: there is no document "{missing[0]}" with figures.')
        counted = counted[counted["doc_id"].isin(doc_ids)]
    holder = counted["holder"].where(counted["voice"] == "reported", AUTHOR)
    if pooled:
        holder = holder.where(holder.isin([AUTHOR, *actor_ids]), OTHERS)
    keyed = counted.assign(holder=holder)
    rows = [
        _row(str(speaker), str(actor_id), told)
        for (speaker, actor_id), told in keyed.groupby(["holder", "actor_id"], sort=True)
    ]
    order = {AUTHOR: 0} | dict.fromkeys(actor_ids, 1)
    totals = keyed["holder"].value_counts()
    places = {actor_id: place for place, actor_id in enumerate(actor_ids)}
    rows.sort(key=lambda row: (order.get(row[0], 2), -totals[row[0]], row[0], places[row[2]]))
    return make_table("speakers", rows)


def _row(holder: str, actor_id: str, told: pd.DataFrame) -> tuple[str, str, str, *tuple[object, ...]]:
    # A paragraph is one of one document, also where several documents are taken together.
    apart = told.assign(paragraph=told.groupby(["doc_id", "paragraph"], sort=True).ngroup())
    cell = figure_of(apart, "all", seed_of(holder, actor_id))
    is_somebody = holder not in (AUTHOR, OTHERS)
    return (
        holder, str(told["holder_type"].mode().iloc[0]) if is_somebody else "", actor_id,
        told["doc_id"].nunique(), cell.n_sentences, cell.n_favourable, cell.n_neutral, cell.n_unfavourable,
        cell.n_uncertain, cell.stance, cell.lower, cell.upper, cell.verdict,
    )  # fmt: skip
