"""The sentences behind a figure."""

import hashlib

import pandas as pd

from analysis.errors import RequestError
from analysis.tables import COLUMNS, make_table
from analysis.types import LABELS

ORDERS = ("clearest", "reading", "random")


def find_evidence(
    stances: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    doc_id: str | None = None,
    actor_id: str | None = None,
    voice: str = "all",
    label: str | None = None,
    holder: str | None = None,
    order: str = "clearest",
    include_headings: bool = False,
) -> pd.DataFrame:
    """The table `evidence`: every sentence that a figure counts, with what it was counted as.

    holder: as in `stances`; "" is the author.
    order: "clearest" puts the stance furthest from 0 first, "reading" keeps
        the text's order, "random" draws the same order at every call.
    include_headings: headings are scored and not counted, so they are left out unless asked for.
    """
    if order not in ORDERS:
        raise RequestError(f'evidence: order="{order}" is not known; use one of {", ".join(ORDERS)}.')
    if label is not None and label not in LABELS:
        raise RequestError(f'evidence: label="{label}" is not known; use one of {", ".join(LABELS)}.')
    rows = stances
    for column, wanted in (
        ("doc_id", doc_id),
        ("actor_id", actor_id),
        ("label", label),
        ("holder", holder),
    ):
        if wanted is not None:
            rows = rows[rows[column] == wanted]
    if voice != "all":
        rows = rows[rows["voice"] == voice]
    joined = rows.merge(sentences, on=["doc_id", "sentence_id"], how="left", validate="many_to_one")
    if not include_headings:
        joined = joined[~joined["is_heading"].astype(bool)]
    if order == "clearest":
        strength = joined["stance"].abs()
        joined = joined.assign(_strength=strength).sort_values(
            ["_strength", "doc_id", "sentence_id", "actor_id"], ascending=[False, True, True, True]
        )
    elif order == "random":
        draw = [
            hashlib.sha256(f"{doc}\0{sentence}\0{actor}".encode()).hexdigest()
            for doc, sentence, actor in zip(
                joined["doc_id"], joined["sentence_id"], joined["actor_id"], strict=True
            )
        ]
        joined = joined.assign(_draw=draw).sort_values("_draw")
    return make_table("evidence", {column: joined[column].tolist() for column in COLUMNS["evidence"]})
