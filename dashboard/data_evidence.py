"""What the pages Evidence and Actor draw from, made once for each corpus: rows for search, words, periods."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

import analysis
from analysis import Actors, Document, PeriodChange, Result
from dashboard.data import name_of

if TYPE_CHECKING:
    from dashboard.evidence_search import EvidenceRows


@st.cache_resource(max_entries=12, hash_funcs={Result: name_of}, show_spinner=False)
def document_rows(result: Result) -> list[dict[str, Any]]:
    """The documents as records, in the order they were read; shared, so never to be changed."""
    return [dict(row) for row in result.documents.to_dict("records")]


@st.cache_resource(
    max_entries=3, hash_funcs={Result: name_of}, show_spinner="Putting the sentences in order …"
)
def evidence_rows(result: Result, *, most_holders: int) -> "EvidenceRows":
    """The rows of the page Evidence. most_holders: how many are offered in the filter."""
    from dashboard.evidence_search import make_rows  # it knows the filters, which know this file

    told = analysis.evidence(result, order="reading", include_headings=True)
    return make_rows(told, result.documents, most_holders=most_holders)


@st.cache_data(max_entries=500, hash_funcs={Document: lambda d: (d.doc_id, d.text)}, show_spinner=False)
def attributions(document: Document, actors: Actors | None) -> pd.DataFrame:
    """What a document gives as somebody's words, for the explanation of a voice."""
    return analysis.attributions(document, actors)


@st.cache_data(max_entries=200, hash_funcs={Result: name_of}, show_spinner="Counting words …")
def keywords(result: Result, actor_id: str, voice: str) -> pd.DataFrame:
    """The table `keywords`; every word of the corpus is counted, so it is kept."""
    return analysis.keywords(result, actor_id, voice=voice)


@st.cache_data(max_entries=500, hash_funcs={Result: name_of}, show_spinner=False)
def groups(result: Result, groups: tuple[tuple[str, str], ...], actor_id: str, voice: str) -> pd.DataFrame:
    """The table `groups`; groups: pairs of document and group."""
    return analysis.group_framing(result, dict(groups), actor_id, voice=voice)


@st.cache_data(max_entries=200, hash_funcs={Result: name_of}, show_spinner=False)
def change(
    result: Result, groups: tuple[tuple[str, str], ...], actor_id: str, voice: str, earlier: str, later: str
) -> PeriodChange:
    """`analysis.compare_periods`; groups: pairs of document and period."""
    return analysis.compare_periods(result, dict(groups), actor_id, earlier=earlier, later=later, voice=voice)


@st.cache_data(max_entries=200, hash_funcs={Result: name_of}, show_spinner="Counting who says what …")
def speakers(result: Result, actor_id: str) -> pd.DataFrame:
    """The rows of the table `speakers` about one actor; a thousand redraws for each, so they are kept."""
    return analysis.speakers(analysis.narrow(result, actors=[actor_id]))
