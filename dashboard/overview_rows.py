"""The rows of the overview: which they are, in what order, which of them are shown at once, and their cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from analysis import Result
from dashboard import address, charts, data_compare, ordering, wording, wording_overview
from dashboard.charts_matrix import Cell, Line
from dashboard.selection import Selection

AT_ONCE = 25
"""Rows that are shown at once; the others stand on further pages."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the matrix.

    kind: "document" or "source". titles: every row's key and its title, in order. shown: the keys of
    those on this page. documents: row → the ids of its documents. lines, cells: the matrix of the shown.
    """

    kind: str
    titles: Mapping[str, str]
    shown: tuple[str, ...]
    documents: Mapping[str, tuple[str, ...]]
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]


def choose_rows(result: Result, selection: Selection, documents: Sequence[Mapping[str, Any]]) -> Rows:
    """Draw the choice of rows, order and page, and return the rows."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="rows_bar"):
        with address.bound("rows", wording_overview.ROW_NAMES, "document"):
            kind = st.segmented_control(
                "Rows",
                list(wording_overview.ROW_NAMES),
                required=True,
                format_func=lambda key: wording_overview.ROW_CHOICES[key],
                key="rows",
                label_visibility="collapsed",
            )
        with address.bound("sort", wording_overview.SORT_NAMES, "read"):
            sort = st.selectbox(
                "Sorted by",
                list(wording_overview.SORT_NAMES),
                format_func=lambda key: f"Sorted by: {wording_overview.SORT_NAMES[key]}",
                key="sort",
                width=290,
                label_visibility="collapsed",
            )
        if kind == "source":
            return _source_rows(result, selection, documents, sort or "read")
        return _document_rows(result, selection, documents, sort or "read")


def _document_rows(
    result: Result, selection: Selection, documents: Sequence[Mapping[str, Any]], sort: str
) -> Rows:
    framing = result.framing[result.framing["actor_id"].isin(selection.actors)]
    headline = framing[framing["voice"] == selection.voice]
    ordered = ordering.order_documents(documents, sort, headline)
    shown = _choose_page(ordered)
    lines, cells = charts.document_matrix(
        shown, _names(result, selection), headline, framing[framing["voice"] == selection.beside]
    )
    return Rows(
        "document",
        wording.labels_of(ordered),
        tuple(row["doc_id"] for row in shown),
        {row["doc_id"]: (row["doc_id"],) for row in ordered},
        tuple(lines),
        tuple(cells),
    )


def _source_rows(
    result: Result, selection: Selection, documents: Sequence[Mapping[str, Any]], sort: str
) -> Rows:
    of = tuple((row["doc_id"], row["source"]) for row in documents if row["source"] != wording.UNKNOWN)
    tables = [data_compare.pooled(result, of, voice) for voice in (selection.voice, selection.beside)]
    headline, beside = (table[table["actor_id"].isin(selection.actors)] for table in tables)
    ordered = _order_sources(documents, headline, sort)
    shown = _choose_page(list(ordered))
    notes = {source: wording_overview.pooled_note(len(ordered[source])) for source in shown}
    lines, cells = charts.source_matrix(notes, _names(result, selection), headline, beside)
    titles = {source: source for source in ordered}
    return Rows("source", titles, tuple(shown), ordered, tuple(lines), tuple(cells))


def _order_sources(
    documents: Sequence[Mapping[str, Any]], headline: pd.DataFrame, sort: str
) -> dict[str, tuple[str, ...]]:
    """Source → the ids of its documents, in order; by date it is that of its first dated document."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in documents:
        if row["source"] != wording.UNKNOWN:
            found.setdefault(row["source"], []).append(row)
    apart = ordering.distances(headline, "group")

    def place(source: str) -> tuple[Any, ...]:
        if sort == "divide":
            return (-apart.get(source, -1.0),)
        if sort == "date":
            dates = [row["published"] for row in found[source] if row["published"] != wording.UNKNOWN]
            return (not dates, min(dates, default=""))
        return (0,) if sort == "read" else (source.casefold(),)

    return {source: tuple(row["doc_id"] for row in found[source]) for source in sorted(found, key=place)}


def _choose_page(rows: Sequence[Any]) -> list[Any]:
    """The rows of the chosen page; where one page holds them all there is nothing to choose."""
    n_pages = -(-len(rows) // AT_ONCE)
    if n_pages <= 1:
        return list(rows)
    pages = {
        str(page + 1): wording_overview.page_name(
            page * AT_ONCE + 1, min((page + 1) * AT_ONCE, len(rows)), len(rows)
        )
        for page in range(n_pages)
    }
    with address.bound("page", pages, "1"):
        page = st.selectbox(
            "Shown",
            list(pages),
            format_func=lambda key: pages[key],
            key="page",
            width=170,
            label_visibility="collapsed",
        )
    first = (int(page or "1") - 1) * AT_ONCE
    return list(rows[first : first + AT_ONCE])


def _names(result: Result, selection: Selection) -> dict[str, str]:
    return {actor_id: result.actor_names[actor_id] for actor_id in selection.actors}
