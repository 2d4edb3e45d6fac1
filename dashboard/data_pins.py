"""What pins and the brief draw from, made once for each corpus and choice."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

import analysis
from analysis import Brief, Pin, PinnedFigure, Result, ReviewNote, WorkspaceError
from dashboard import data, data_review, data_reviewed
from dashboard.data import name_of

_KEYS = ["doc_id", "sentence_id", "actor_id"]


def pins() -> tuple[Pin, ...]:
    """The pinned views in their order; none where the workspace cannot be read, which stands above every page."""
    try:
        return data.workspace().pins()
    except WorkspaceError:
        return ()


@st.cache_data(max_entries=50, hash_funcs={Result: name_of}, show_spinner=False)
def _fingerprint(result: Result) -> str:
    return analysis.fingerprint(result)


def current_fingerprint() -> str:
    """What tells the documents as they stand, with what they were scored, from other corpora."""
    return _fingerprint(data.reviewed().before)


@st.cache_data(max_entries=5_000, hash_funcs={Result: name_of}, show_spinner=False)
def recheck(result: Result, figure: PinnedFigure) -> PinnedFigure | None:
    """What a pinned figure is now; a difference is redrawn for it, so it is kept."""
    return analysis.recheck(result, figure)


def restored() -> Result:
    """The documents that have removed blocks, with all of them put back; analysed where that was not done yet."""
    now = data.current()
    machine = data.analysed(analysis.restore_all(now.corpus.documents), now.actors)
    return data_reviewed.reviewed_of(machine).result


def reviewed_rows() -> pd.DataFrame:
    """The counted judgements that a person reviewed and that stand: rows of `stances` with the sentence's text."""
    reviewed = data.reviewed()
    if reviewed.reviews.empty:
        return reviewed.reviews
    keys = reviewed.reviews.loc[reviewed.reviews["stands"], _KEYS].drop_duplicates()
    sentences = reviewed.result.sentences
    counted = sentences.loc[~sentences["is_heading"], [*_KEYS[:2], "text"]]
    return reviewed.result.stances.merge(keys, on=_KEYS).merge(counted, on=_KEYS[:2])


def review_note(doc_ids: Sequence[str], actors: Sequence[str]) -> ReviewNote | None:
    """What persons reviewed of these documents and actors, and how far they agree; None where nobody did."""
    reviewed, coded = data.reviewed(), data_review.agreement()
    if reviewed.reviews.empty and coded is None:
        return None
    part = replace(
        reviewed,
        before=analysis.narrow(reviewed.before, doc_ids=doc_ids, actors=actors),
        reviews=_about(reviewed.reviews, doc_ids, actors),
        counts=_about(reviewed.counts, doc_ids, actors),
    )
    return analysis.note_reviews(part, coded)


def _about(table: pd.DataFrame, doc_ids: Sequence[str], actors: Sequence[str]) -> pd.DataFrame:
    return table[table["doc_id"].isin(set(doc_ids)) & table["actor_id"].isin(set(actors))]


@st.cache_resource(max_entries=12, hash_funcs={Result: name_of}, show_spinner="Drafting the brief …")
def brief(
    result: Result,
    restored: Result | None,
    reviewed: ReviewNote | None,
    doc_ids: tuple[str, ...],
    actors: tuple[str, ...],
    voice: str,
    judgements: tuple[str, ...] | None,
) -> Brief:
    """`analysis.brief` with drafted words, once for each choice. judgements: their keys; None drafts them."""
    keys = None if judgements is None else dict.fromkeys(judgements, "")
    return analysis.brief(
        result,
        restored=restored,
        reviewed=reviewed,
        doc_ids=doc_ids,
        actors=actors,
        voice=voice,
        judgements=keys,
    )
