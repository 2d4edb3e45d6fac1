"""Documents × actors, and the evidence of one cell."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import analysis
from analysis import Result
from dashboard import address, charts, data, evidence_view, wording
from dashboard.selection import Selection, rows_of, scored, show_filters, used_words

ROWS = 25  # documents in the matrix at once; the filter brings the others


def _cell(result: Result, doc_id: str, actor_id: str, voice: str) -> dict[str, Any]:
    framing = result.framing
    rows = framing[
        (framing["doc_id"] == doc_id) & (framing["actor_id"] == actor_id) & (framing["voice"] == voice)
    ]
    return dict(rows.iloc[0].to_dict())


def _open_clicked() -> None:
    """Mirror a click on the matrix into the select boxes, which stand in the address."""
    clicked = st.session_state["matrix"].selection.get("cell") or []
    if clicked:
        st.session_state["open_doc"] = clicked[0]["row"]
        st.session_state["open_actor"] = clicked[0]["column"]


def _show_matrix(
    result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]], opened: tuple[str, str] | None
) -> None:
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    actors = {actor_id: result.actor_names[actor_id] for actor_id in selection.actors}
    framing = result.framing
    headline = framing[framing["voice"] == selection.voice]
    beside = framing[framing["voice"] == selection.beside]
    st.altair_chart(
        charts.matrix_chart(rows, actors, headline, beside, ink, opened),
        theme=None,
        key="matrix",
        on_select=_open_clicked,
        selection_mode="cell",
        alt=charts.matrix_words(rows, actors, headline),
    )
    st.html(
        f'<p class="fl-note">{wording.MATRIX_NOTE} '
        f"Large line: {wording.VOICE_NAMES[selection.voice].lower()} voice; below it the other voice. "
        "Click a cell, or choose below, to read its sentences.</p>"
    )


def _choose_cell(
    result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]]
) -> tuple[str, str] | None:
    titles = wording.labels_of(rows)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with address.bound("open_doc", titles, None):
            doc_id = st.selectbox(
                "Open the evidence of",
                list(titles),
                index=None,
                format_func=lambda key: titles[key],
                key="open_doc",
                placeholder="Choose a document",
            )
        with address.bound("open_actor", selection.actors, None):
            actor_id = st.selectbox(
                "toward",
                list(selection.actors),
                index=None,
                format_func=lambda key: result.actor_names[key],
                key="open_actor",
                placeholder="Choose an actor",
            )
    return (doc_id, actor_id) if doc_id and actor_id else None


def _show_cell(result: Result, selection: Selection, doc_id: str, actor_id: str) -> None:
    cells = {voice: _cell(result, doc_id, actor_id, voice) for voice in wording.VOICE_NAMES}
    head, name = cells[selection.voice], result.actor_names[actor_id]
    document = next(row for row in rows_of(result) if row["doc_id"] == doc_id)
    st.html(
        f'<p class="fl-claim">{escape(name)} in “{escape(wording.title_of(document))}”: {head["verdict"]}</p>'
        f'<p class="fl-numbers">{escape(wording.voice_sentence(cells["author"], cells["reported"]))}</p>'
        f'<p class="fl-numbers">{escape(wording.VOICE_NAMES[selection.voice])}: {escape(wording.figure_line(head))}.</p>'
        f'<p class="fl-numbers">{escape(wording.tone_line(head))}</p>'
        f"{_title_line(result.titles, doc_id, actor_id)}"
    )
    hanging = evidence_view.leave_place_for_hanging()
    _show_sentences(result, selection, cells, name)
    evidence_view.show_hanging(hanging, result, head)


def _show_sentences(
    result: Result, selection: Selection, cells: Mapping[str, Mapping[str, Any]], name: str
) -> None:
    doc_id, actor_id = (cells["author"][key] for key in ("doc_id", "actor_id"))
    with address.bound("order", wording.ORDER_NAMES, "clearest"):
        order = st.segmented_control(
            "Order",
            list(wording.ORDER_NAMES),
            required=True,
            format_func=lambda key: wording.ORDER_NAMES[key],
            key="order",
            label_visibility="collapsed",
        )
    rows = analysis.evidence(result, doc_id, actor_id, voice=selection.voice, order=order or "clearest")
    if rows.empty:
        other = cells[selection.beside]["n_sentences"]
        voice = wording.VOICE_NAMES[selection.beside].lower()
        more = f" In the {voice} voice there are {other}: switch the voice above." if other else ""
        st.info(f"No sentence about {name} in this voice.{more}", icon=":material/info:")
        return
    evidence_view.show_legend()
    evidence_view.show_evidence(result, rows, key=f"all-{doc_id}-{actor_id}")


def _title_line(titles: pd.DataFrame, doc_id: str, actor_id: str) -> str:
    rows = titles[(titles["doc_id"] == doc_id) & (titles["actor_id"] == actor_id)]
    if rows.empty:
        return ""
    title = rows.iloc[0]
    return f'<p class="fl-numbers">Title, shown and not counted: {title["label"]} {wording.signed(title["stance"])}.</p>'


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_OVERVIEW)
    result = data.current_result()
    st.html(f'<p class="fl-lead">{escape(" ".join(analysis.describe(result)))}</p>')
    selection = show_filters(result)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    if n_failures := len(data.current().corpus.failures):
        files = "1 file" if n_failures == 1 else f"{n_failures} files"
        st.warning(f"{files} could not be read; the page Documents says why.", icon=":material/warning:")
    rows = [row for row in scored(rows_of(result)) if row["doc_id"] in selection.documents]
    if not rows:
        st.info("No document here has figures. Choose others above, or add one on the page Documents.")
        return
    if len(rows) > ROWS:
        st.caption(f"The first {ROWS} of {len(rows)} documents; the filter Documents brings the others.")
        rows = rows[:ROWS]
    matrix = st.container()
    opened = _choose_cell(result, selection, rows)
    with matrix:
        _show_matrix(result, selection, rows, opened)
    if opened:
        _show_cell(result, selection, *opened)
    else:
        st.caption("No cell is open. Each number above opens to the sentences that made it.")


main()
