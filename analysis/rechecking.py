"""What a pinned figure is today."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.comparison import compare_units
from analysis.errors import RequestError
from analysis.framing import counted_stances
from analysis.narrowing import narrow
from analysis.periods import frame_groups
from analysis.pipeline import Result
from analysis.speakers import frame_speakers
from analysis.workspace.pins import PinnedFigure


def recheck(result: Result, figure: PinnedFigure) -> PinnedFigure | None:
    """The same row of the tables as they are now; None where it is no longer there.

    result: for a figure that counts only named or only referring judgements, the tables narrowed to them.
    Label, group and counts stay as they were pinned. A difference is asked for among the same
    documents, sources, groups and actors, since its range depends on what else is compared.
    """
    finders: Mapping[str, Callable[[Result, PinnedFigure], pd.DataFrame]] = {
        "framing": _of_document,
        "groups": _of_group,
        "speakers": _of_speaker,
        "comparison": _of_difference,
        "evidence": _of_sentence,
    }
    try:
        found = finders[figure.table](result, figure)
    except RequestError:  # a document, a source or a voice that is not here any more
        return None
    if found.empty:
        return None
    row = {str(name): value for name, value in found.iloc[0].to_dict().items()}
    return replace(
        figure,
        n=_count(row, figure),
        value=_number(row["difference"] if figure.table == "comparison" else row["stance"]),
        lower=_number(row.get("lower")),
        upper=_number(row.get("upper")),
        verdict=str(row.get("verdict") or row.get("answer") or row.get("label")),
    )


def _count(row: Mapping[str, Any], figure: PinnedFigure) -> int:
    if figure.table == "comparison":
        return int(row["n_a"]) + int(row["n_b"])
    return int(row.get("n_sentences", 1))


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def _of_document(result: Result, figure: PinnedFigure) -> pd.DataFrame:
    table = result.framing
    is_it = (table["doc_id"] == figure.unit) & (table["actor_id"] == figure.actor_id)
    return table[is_it & (table["voice"] == figure.voice)]


def _of_speaker(result: Result, figure: PinnedFigure) -> pd.DataFrame:
    table = frame_speakers(
        counted_stances(result.stances, result.sentences),
        list(result.actor_names),
        doc_ids=figure.units,
        pooled=figure.by == "pooled",
    )
    return table[(table["holder"] == figure.unit) & (table["actor_id"] == figure.actor_id)]


def _of_group(result: Result, figure: PinnedFigure) -> pd.DataFrame:
    groups = dict.fromkeys(figure.units, figure.unit)
    table = frame_groups(result, groups, figure.actor_id, voice=figure.voice)
    return table[table["group"] == figure.unit]


def _of_difference(result: Result, figure: PinnedFigure) -> pd.DataFrame:
    """Among the documents of its groups that are still here, or among all of the compared documents."""
    known = set(result.documents["doc_id"])
    groups = {doc_id: group for doc_id, group in figure.groups if doc_id in known}
    is_pooled = figure.by in ("source", "group")
    actors = [actor_id for actor_id in figure.actors if actor_id in result.actor_names]
    part = narrow(result, doc_ids=list(groups) if is_pooled else figure.units, actors=actors or None)
    table = compare_units(
        part.documents,
        counted_stances(part.stances, part.sentences),
        part.framing,
        by=figure.by,
        voice="author" if figure.by == "voice" else figure.voice,
        units=None if figure.by in ("actor", "voice") else figure.units,
        groups=groups if figure.by == "group" else None,
    )
    is_it = (table["unit_a"] == figure.unit) & (table["unit_b"] == figure.unit_b)
    return table[is_it & (table["actor_id"] == figure.actor_id)]


def _of_sentence(result: Result, figure: PinnedFigure) -> pd.DataFrame:
    """By the text: sentences are counted anew where a block is put back."""
    rows = result.stances
    rows = rows[(rows["doc_id"] == figure.unit) & (rows["actor_id"] == figure.actor_id)]
    sentences = result.sentences[["doc_id", "sentence_id", "text"]]
    joined = rows.merge(sentences, on=["doc_id", "sentence_id"], how="left")
    return joined[joined["text"] == figure.unit_b]
