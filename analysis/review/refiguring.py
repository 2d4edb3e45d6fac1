"""Other stances → the result with its figures made anew, by the same functions that `analyse` uses."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.framing import counted_stances, frame_documents, frame_sources
from analysis.pipeline import Result
from analysis.types import UNKNOWN


def refigure(result: Result, stances: pd.DataFrame, doc_ids: Collection[str]) -> Result:
    """The result with these stances; only the figures of the named documents and of their sources are made anew.

    doc_ids: the documents whose stances differ from those of `result`.
    """
    if not doc_ids:
        return result
    touched = result.framing["doc_id"].isin(doc_ids).to_numpy()
    inside = result.sentences[result.sentences["doc_id"].isin(doc_ids)]
    counted = counted_stances(stances[stances["doc_id"].isin(doc_ids)], inside)
    order = list(dict.fromkeys(result.framing.loc[touched, "doc_id"]))
    framing = _put_rows(
        result.framing, touched, frame_documents(order, list(result.actor_names), counted), ["doc_id"]
    )
    documents = result.documents
    sources = set(documents.loc[documents["doc_id"].isin(doc_ids), "source"]) - {UNKNOWN}
    published = documents[documents["source"].isin(sources)]
    anew = frame_sources(published, framing[framing["doc_id"].isin(published["doc_id"])])
    theirs = result.source_framing["source"].isin(sources).to_numpy()
    source_framing = _put_rows(result.source_framing, theirs, anew, ["source"])
    return replace(result, stances=stances, framing=framing, source_framing=source_framing)


def _put_rows(
    table: pd.DataFrame,
    places: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    rows: pd.DataFrame,
    keys: list[str],
) -> pd.DataFrame:
    """The table with other rows in these places: the same documents or sources, in the same order."""
    assert table.loc[places, keys].to_numpy().tolist() == rows[keys].to_numpy().tolist()
    numbers = np.arange(len(table))
    joined = pd.concat([table[~places], rows], ignore_index=True)
    order = np.concatenate([numbers[~places], numbers[places]])
    return joined.iloc[np.argsort(order)].reset_index(drop=True)
