"""Below the matrix: what stands out, and every sentence as a mark."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from analysis import Result
from dashboard import charts_dots, data, data_charts, data_compare, wording, wording_overview
from dashboard.ordering import COMPARABLE
from dashboard.overview_rows import Rows
from dashboard.selection import Selection, link_filters

FIRST = 6
"""Differences that are shown at once; a button shows the rest."""


def show_what_stands_out(result: Result, selection: Selection, rows: Rows) -> None:
    """Draw the differences between comparable cells that hold, each with a way to its evidence."""
    st.header("What stands out")
    doc_ids = [doc_id for row in rows.shown for doc_id in rows.documents[row]]
    part = data.narrowed(result, doc_ids, actors=selection.actors)
    table = data_compare.comparison(part, rows.kind, selection.voice, rows.shown, at_least=COMPARABLE)
    holding = table[table["answer"] == "differs"].to_dict("records")
    holding.sort(key=lambda row: -min(abs(row["lower"]), abs(row["upper"])))
    n_comparable = int(table["lower"].notna().sum())
    if not holding:
        nothing = wording_overview.NOTHING_STANDS_OUT if n_comparable else wording_overview.NONE_COMPARABLE
        st.html(f'<p class="fl-numbers">{escape(nothing)}</p>')
    names = {row: _quoted(rows.titles[row], rows.kind) for row in rows.shown}
    is_long = len(holding) > FIRST and not st.session_state.get("more_standing_out")
    for number, row in enumerate(holding[:FIRST] if is_long else holding):
        _show_difference(result, rows.kind, row, names, number)
    if is_long:
        st.button(f"Show all {len(holding)} differences that hold", key="more_standing_out")
    among = wording_overview.among(len(rows.shown), len(rows.titles), rows.kind)
    pairs = wording_overview.pairs_line(len(table), n_comparable, len(holding))
    st.html(f'<p class="fl-note">{escape(f"{pairs} {among}{wording_overview.STANDS_OUT_NOTE}")}</p>')


def _quoted(title: str, kind: str) -> str:
    short = title if len(title) <= 48 else f"{title[:47].rstrip()}…"
    return f"“{short}”" if kind == "document" else short


def _show_difference(
    result: Result, kind: str, row: Mapping[str, Any], names: Mapping[str, str], number: int
) -> None:
    a, b = row["unit_a"], row["unit_b"]
    sentence = wording.difference_sentence(row, names[a], names[b], result.actor_names[row["actor_id"]])
    chosen = {"with": [a, b]} if kind == "document" else {"by": ["source"], "sources": [a, b]}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"out{number}"):
        st.html(f'<p class="fl-out">{escape(sentence)}</p>', width=660)
        st.page_link(
            "app_pages/compare.py",
            label="Read both",
            icon=":material/arrow_forward:",
            query_params={**link_filters(), **chosen, "about": [row["actor_id"]]},
        )


def show_dots(result: Result, selection: Selection, rows: Rows) -> None:
    """Draw one mark for each sentence of the shown documents, in small multiples."""
    st.header("Every sentence")
    if rows.kind != "document":
        st.html(f'<p class="fl-numbers">{escape(wording_overview.DOTS_OF_DOCUMENTS)}</p>')
        return
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    actors = {actor_id: result.actor_names[actor_id] for actor_id in selection.actors}
    framing = result.framing[result.framing["voice"] == selection.voice]
    sentences = data_compare.sentences(result, selection.voice)
    data_charts.show_chart(
        "dots",
        (data.name_of(result), selection.voice, rows.lines, actors, ink),
        lambda: charts_dots.dots_chart(rows.lines, actors, sentences, framing, ink),
        words=_dots_words(rows, actors, framing.to_dict("records")),
        on_click=_open_clicked,
    )
    st.html(f'<p class="fl-note">{escape(wording_overview.DOTS_NOTE)}</p>')


def _open_clicked() -> None:
    """Mirror a click on the marks into the select boxes, which stand in the address."""
    if clicked := st.session_state["dots"].selection.get("cell"):
        st.session_state["open_doc"] = clicked[0]["row"]
        st.session_state["open_actor"] = clicked[0]["column"]


def _dots_words(rows: Rows, actors: Mapping[str, str], framing: Sequence[Mapping[str, Any]]) -> str:
    by_cell = {(cell["doc_id"], cell["actor_id"]): cell for cell in framing}
    return " ".join(
        wording_overview.dots_words(
            line.title, [(name, by_cell[line.key, actor_id]) for actor_id, name in actors.items()]
        )
        for line in rows.lines
    )
