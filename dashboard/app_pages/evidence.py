"""Every judgement of a sentence: searched, filtered, sorted, explained, downloaded."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

import analysis
from analysis import Result
from dashboard import (
    address,
    data,
    data_evidence,
    data_review,
    evidence_choosing,
    pinned_views,
    review_words,
    wording,
    wording_evidence,
)
from dashboard.evidence_explained import show_explanation
from dashboard.evidence_search import EvidenceRows, Places, Wanted, find_place, find_rows, row_key
from dashboard.literal import literal
from dashboard.selection import Selection, rows_of, show_filters, used_words

AT_ONCE = 500
"""Rows that are sent to the browser at once: their text is what takes time, not the table."""
LONG, HEIGHT = 15, 570
"""Rows from which on the table has a scroll bar, and how high it is then."""
MOST_HOLDERS = 500

_ROWS, _ROW, _PAGE = "evidence_rows", "at", "evidence_page"


_YES_NO = ("uncertain", "explicit", "is_heading", "reviewed")


class _Keys:
    """Options of the choice of a row: any text, since a row that is not there is as good as none."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str)


def _open_chosen(part: pd.DataFrame) -> None:
    """Mirror the cell that is chosen in the table into the row that is explained."""
    if chosen := _chosen_cells():
        _go(row_key(part.iloc[chosen[0][0]]))


def _chosen_cells() -> list[tuple[int, str]]:
    cells: list[tuple[int, str]] = st.session_state.get(_ROWS, {}).get("selection", {}).get("cells")
    return cells or []


def _go(key: str) -> None:
    st.session_state[_ROW] = key


def _turn(firsts: Sequence[str]) -> None:
    st.session_state[_ROW] = firsts[st.session_state[_PAGE]]


def _show_pages(rows: EvidenceRows, places: Places, page: int) -> None:
    """Draw the choice between parts of a table that is too long to be sent whole."""
    firsts = [row_key(row) for row in rows.table.iloc[places[::AT_ONCE]].to_dict("records")]
    if len(firsts) < 2:
        return
    st.session_state[_PAGE] = page
    st.selectbox(
        "Rows",
        range(len(firsts)),
        format_func=lambda n: f"{n * AT_ONCE + 1:,} to {min(len(places), (n + 1) * AT_ONCE):,}",
        key=_PAGE,
        on_change=_turn,
        args=(firsts,),
        label_visibility="collapsed",
        width=170,
    )


def _show_table(
    part: pd.DataFrame,
    at: int,
    titles: Mapping[str, str],
    names: Mapping[str, str],
    reviewed: Collection[tuple[str, int, str]],
) -> None:
    """Draw the rows; at: the one that is explained."""
    chosen = _chosen_cells()
    if [row for row, _ in chosen] != [at]:  # else it is left alone: who walks fast is ahead of what is drawn
        cell = [at, chosen[0][1] if chosen else "text"]
        st.session_state[_ROWS] = {"selection": {"rows": [], "columns": [], "cells": [cell]}}
    table = pd.DataFrame(
        {
            "sign": [wording.SIGNS[label] for label in part["label"]],
            "text": part["text"].tolist(),
            "actor_id": [names[actor_id] for actor_id in part["actor_id"]],
            "stance": part["stance"].tolist(),
            "voice": [wording.VOICE_NAMES[voice] for voice in part["voice"]],
            "holder": [wording_evidence.holder_words(row, names) for row in part.to_dict("records")],
            "document": [titles[doc_id] for doc_id in part["doc_id"]],
            "reviewed": [_key_of(row) in reviewed for row in part.to_dict("records")],
            **{
                column: part[column].tolist()
                for column in wording_evidence.COLUMNS
                if column in part and column not in ("text", "actor_id", "stance", "voice", "holder")
            },
        }
    )
    columns, figure = st.column_config, st.column_config.NumberColumn
    widths = {
        "sign": 30,
        "text": 320,
        "actor_id": 104,
        "voice": 70,
        "holder": 150,
        "document": 220,
        "published": 90,
    }
    st.dataframe(
        table[list(wording_evidence.COLUMNS)],
        hide_index=True,
        height="content" if len(part) <= LONG else HEIGHT,
        key=_ROWS,
        on_select=lambda: _open_chosen(part),
        selection_mode="single-cell",
        column_config={
            **{
                key: columns.TextColumn(name, width=widths.get(key))
                for key, name in wording_evidence.COLUMNS.items()
                if key not in _YES_NO
            },
            **{key: columns.CheckboxColumn(wording_evidence.COLUMNS[key], width=80) for key in _YES_NO},
            **{
                key: figure(wording_evidence.COLUMNS[key], format="%+.2f", width=64)
                for key in ("stance", "polarity")
            },
            **{
                key: figure(wording_evidence.COLUMNS[key], format="%.2f", width=60)
                for key in ("unfavourable", "neutral", "favourable")
            },
        },
        placeholder="–",
    )


def _show_steps(rows: EvidenceRows, places: Places, place: int) -> None:
    """Draw the way to the row before and the row after, also by the arrow keys."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for step, label, key in ((-1, "Previous", "Left"), (1, "Next", "Right")):
            to = place + step
            is_there = 0 <= to < len(places)
            st.button(
                label,
                key=f"step{step}",
                on_click=_go,
                args=(row_key(rows.table.iloc[places[to]]) if is_there else "",),
                disabled=not is_there,
                shortcut=key,
            )
        st.html(f'<p class="fl-numbers">{wording_evidence.position(place, len(places))}</p>')


def _csv(found: pd.DataFrame) -> bytes:
    """All rows that are left, each with its citation; a spreadsheet takes no cell for a formula."""
    return analysis.neutralise_formulas(found).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _show_head(rows: EvidenceRows, places: Places, n_all: int, page: int) -> None:
    """Draw how many rows are left, which of them are shown, and the download of all."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        n_documents = len(np.unique(rows.documents[places]))
        count = wording_evidence.count_line(len(places), n_all, n_documents)
        st.html(f'<p class="fl-numbers"><b>{escape(count)}</b></p>')
        _show_pages(rows, places, page)
        st.download_button(
            "Download as CSV",
            data=lambda: _csv(rows.table.iloc[places]),
            file_name="framelens-evidence.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
        )


def _show_rows(result: Result, selection: Selection, rows: EvidenceRows, places: Places, n_all: int) -> None:
    titles = wording.labels_of(rows_of(result))
    with address.bound(_ROW, _Keys(), ""):
        place = find_place(rows, places, st.session_state[_ROW])
        if place is None:
            st.session_state[_ROW], place = "", 0
    page = place // AT_ONCE
    reviewed = data_review.reviewed_rows(result)
    left, right = st.columns([1.12, 1], gap="large")
    with left:
        _show_head(rows, places, n_all, page)
        part = rows.table.iloc[places[page * AT_ONCE : (page + 1) * AT_ONCE]]
        _show_table(part, place - page * AT_ONCE, titles, result.actor_names, reviewed)
    with right:
        _show_steps(rows, places, place)
        chosen = rows.table.iloc[[places[place]]]
        row = chosen.iloc[0].to_dict()
        show_explanation(result, row, titles[row["doc_id"]], is_reviewed=_key_of(row) in reviewed)
        pinned_views.show_sentence_pin(result, selection, chosen, titles[row["doc_id"]])
        if not row["is_heading"]:  # it counts in no figure
            review_words.show_link("Review this sentence", {"voice": ["all"], "row": [row_key(row)]})


def _key_of(row: Mapping[str, Any]) -> tuple[str, int, str]:
    return row["doc_id"], int(row["sentence_id"]), row["actor_id"]


def _find(result: Result, selection: Selection) -> tuple[EvidenceRows, Places, int, str]:
    """The rows, the places of those left, how many there are without the page's filters, the search as typed."""
    rows = data_evidence.evidence_rows(result, most_holders=MOST_HOLDERS)
    wanted, typed = evidence_choosing.show_choices(rows.holders, rows.holder_types, result.actor_names)
    places = find_rows(rows, selection, wanted)
    every = find_rows(rows, selection, Wanted(place=wanted.place, order="document"))
    return rows, places, len(every), typed


def main() -> None:
    """Draw the page."""
    st.title(wording_evidence.QUESTION)
    result = data.current_result()
    selection = show_filters(result)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    if result.stances.empty:
        st.info("No document here speaks of an actor. Add one on the page Documents.", icon=":material/info:")
        return
    rows, places, n_all, typed = _find(result, selection)
    if not len(places):
        st.info(literal(wording_evidence.nothing_found(typed)), icon=":material/info:")
        st.button("Clear the search and the columns", on_click=evidence_choosing.clear)
        return
    _show_rows(result, selection, rows, places, n_all)


main()
