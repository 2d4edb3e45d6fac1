"""What the pages Overview and Compare draw from: differences, pooled figures, what was written about."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

import analysis
from analysis import Overlap, Result
from dashboard.data import name_of

Pairs = tuple[tuple[str, str], ...]
"""A mapping as a tuple of its items, so that a choice can be kept."""


@st.cache_data(max_entries=200, hash_funcs={Result: name_of}, show_spinner="Comparing …")
def comparison(
    result: Result,
    by: str,
    voice: str,
    units: tuple[str, ...] | None,
    groups: Pairs | None = None,
    at_least: int = analysis.RULES.sentences_for_range,
) -> pd.DataFrame:
    """The table `comparison`; a thousand redraws for each side, so it is kept. groups: as items."""
    of = None if groups is None else dict(groups)
    return analysis.compare(result, by=by, voice=voice, units=units, groups=of, at_least=at_least)


@st.cache_data(max_entries=200, hash_funcs={Result: name_of}, show_spinner=False)
def pooled(result: Result, groups: Pairs, voice: str) -> pd.DataFrame:
    """The table `groups` of all actors: the figures of sources, or of other groups of documents."""
    of: Mapping[str, str] = dict(groups)
    tables = [analysis.group_framing(result, of, actor_id, voice=voice) for actor_id in result.actor_names]
    return pd.concat(tables, ignore_index=True)


@st.cache_data(max_entries=100, hash_funcs={Result: name_of}, show_spinner=False)
def overlap(result: Result, units: tuple[tuple[str, tuple[str, ...]], ...], voice: str) -> Overlap:
    """What sources or groups wrote about. units: name and the ids of its documents."""
    return analysis.describe_overlap(result, dict(units), voice)


@st.cache_data(max_entries=50, hash_funcs={Result: name_of}, show_spinner=False)
def sentences(result: Result, voice: str) -> pd.DataFrame:
    """The table `evidence` of every document in one voice, in reading order."""
    return analysis.evidence(result, voice=voice, order="reading")
