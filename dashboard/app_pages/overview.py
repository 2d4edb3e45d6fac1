"""Documents or sources × actors, the evidence of one cell, what stands out, and every sentence."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import analysis
from analysis import Result
from dashboard import (
    address,
    charts,
    charts_matrix,
    data,
    data_charts,
    data_compare,
    evidence_view,
    overview_more,
    pinned_views,
    review_words,
    wording,
    wording_overview,
)
from dashboard.literal import literal
from dashboard.matrix_list import show_as_list
from dashboard.overview_rows import Rows, choose_rows
from dashboard.selection import Selection, rows_of, scored, show_filters, used_words

_OPENED_BY = {"document": "open_doc", "source": "open_source"}
"""The key of the select box that opens a row."""


def _open_clicked() -> None:
    """Mirror a click on the matrix into the select boxes, which stand in the address."""
    if clicked := st.session_state["matrix"].selection.get("cell"):
        kind = st.session_state.get("rows") or "document"
        st.session_state[_OPENED_BY[kind]] = clicked[0]["row"]
        st.session_state["open_actor"] = clicked[0]["column"]


def _show_matrix(
    result: Result, selection: Selection, rows: Rows, opened: tuple[str, str] | None, n_unknown: int
) -> None:
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    actors = {actor_id: result.actor_names[actor_id] for actor_id in selection.actors}
    data_charts.show_chart(
        "matrix",
        (rows.lines, rows.cells, actors, ink, opened),
        lambda: charts_matrix.draw_matrix(rows.lines, actors, rows.cells, ink, opened),
        words=charts.cells_words(rows.lines, rows.cells),
        on_click=_open_clicked,
    )
    told = {} if rows.kind == "source" else _signs(result, selection)
    st.html(show_as_list(rows.lines, actors, rows.cells, told))
    order = wording_overview.DIVIDE_NOTE if st.session_state.get("sort") == "divide" else ""
    paging = wording_overview.paging_note(len(rows.shown), len(rows.titles))
    st.html(
        f'<p class="fl-note">{escape(f"{wording_overview.not_pooled(n_unknown)}{paging}{order}")}{wording.MATRIX_NOTE} '
        f"Large line: {wording.VOICE_NAMES[selection.voice].lower()} voice; the last line is the other voice. "
        "Click a cell, or choose below, to read its sentences.</p>"
    )


def _signs(result: Result, selection: Selection) -> dict[tuple[str, str], str]:
    """The sentences of each cell as signs, unfavourable first: what the marks show, for a phone."""
    rows = data_compare.sentences(result, selection.voice).sort_values("stance")
    return {
        (str(doc_id), str(actor_id)): "".join(wording.SIGNS[label] for label in labels)
        for (doc_id, actor_id), labels in rows.groupby(["doc_id", "actor_id"])["label"]
    }


def _choose_cell(result: Result, selection: Selection, rows: Rows) -> tuple[str, str] | None:
    key = _OPENED_BY[rows.kind]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with address.bound(key, rows.titles, None):
            row = st.selectbox(
                "Open the evidence of",
                list(rows.titles),
                index=None,
                format_func=lambda key: rows.titles[key],
                key=key,
                placeholder="Choose a document" if rows.kind == "document" else "Choose a source",
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
    return (row, actor_id) if row and actor_id else None


def _show_cell(result: Result, selection: Selection, doc_id: str, actor_id: str) -> None:
    framing = result.framing[result.framing["doc_id"] == doc_id]
    about = framing[framing["actor_id"] == actor_id].set_index("voice", drop=False)
    cells: dict[str, Mapping[str, Any]] = {voice: about.loc[voice].to_dict() for voice in wording.VOICE_NAMES}
    head, name = cells[selection.voice], result.actor_names[actor_id]
    document = result.documents[result.documents["doc_id"] == doc_id].iloc[0].to_dict()
    st.html(
        f'<p class="fl-claim">{escape(name)} in “{escape(wording.title_of(document))}”: {head["verdict"]}</p>'
        f'<p class="fl-numbers">{escape(wording.voice_sentence(cells["author"], cells["reported"]))}</p>'
        f'<p class="fl-numbers">{escape(wording.VOICE_NAMES[selection.voice])}: {escape(wording.figure_line(head))}.</p>'
        f'<p class="fl-numbers">{escape(wording.tone_line(head))}</p>'
        f"{review_words.before_after(selection, head)}"
        f"{_title_line(result.titles, doc_id, actor_id)}"
    )
    hanging = evidence_view.leave_place_for_hanging()
    pinned_views.show_cell_pin(result, selection, cells, wording.title_of(document))
    review_words.show_link("Review these sentences", {"doc": [doc_id], "actor": [actor_id]})
    order = _choose_order()
    rows = analysis.evidence(result, doc_id, actor_id, voice=selection.voice, order=order)
    if rows.empty:
        other, voice = cells[selection.beside]["n_sentences"], wording.VOICE_NAMES[selection.beside]
        st.info(literal(wording_overview.opened_nothing(name, other, voice.lower())), icon=":material/info:")
    else:
        evidence_view.show_legend()
        evidence_view.show_evidence(result, rows, key=f"all-{doc_id}-{actor_id}")
    evidence_view.show_hanging(hanging, result, head)


def _show_source(result: Result, selection: Selection, rows: Rows, source: str, actor_id: str) -> None:
    doc_ids = rows.documents[source]
    table = data_compare.pooled(result, tuple((doc_id, source) for doc_id in doc_ids), selection.voice)
    cells = table[table["actor_id"] == actor_id].to_dict("records")
    name = result.actor_names[actor_id]
    verdict = cells[0]["verdict"] if cells else "not mentioned"
    measured = (
        f"{wording_overview.counts_of_source(cells[0])}: {wording.figure_short(cells[0])}" if cells else ""
    )
    st.html(
        f'<p class="fl-claim">{escape(name)} in {escape(source)}: {verdict}</p>'
        f'<p class="fl-numbers">{escape(measured)}</p>'
        f'<p class="fl-numbers">{escape(wording_overview.SOURCE_RULE)}</p>'
    )
    hanging = evidence_view.leave_place_for_hanging() if cells else None
    if cells:
        pinned_views.show_pooled_pin(
            result,
            selection,
            cells[0],
            doc_ids,
            page="overview",
            by="source",
            label=source,
            claim=f"{name} in {source}: {verdict}",
        )
    order = _choose_order()
    part = data.narrowed(result, doc_ids)
    told = analysis.evidence(part, None, actor_id, voice=selection.voice, order=order)
    if not told.empty:
        evidence_view.show_legend()
    titles = wording.labels_of(rows_of(part))
    evidence_view.show_evidence(result, told, key=f"all-{source}-{actor_id}", titles=titles)
    if hanging:
        n_stories = int(cells[0]["n_stories"])
        evidence_view.show_source_hanging(hanging, result, source, actor_id, selection.voice, n_stories)


def _choose_order() -> str:
    with address.bound("order", wording.ORDER_NAMES, "clearest"):
        order = st.segmented_control(
            "Order",
            list(wording.ORDER_NAMES),
            required=True,
            format_func=lambda key: wording.ORDER_NAMES[key],
            key="order",
            label_visibility="collapsed",
        )
    return order or "clearest"


def _title_line(titles: pd.DataFrame, doc_id: str, actor_id: str) -> str:
    rows = titles[(titles["doc_id"] == doc_id) & (titles["actor_id"] == actor_id)]
    if rows.empty:
        return ""
    title = rows.iloc[0]
    return f'<p class="fl-numbers">Title, shown and not counted: {title["label"]} {wording.signed(title["stance"])}.</p>'


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_OVERVIEW)
    whole = data.current_result()
    st.html(f'<p class="fl-lead">{escape(" ".join(review_words.lead_sentences(whole)))}</p>')
    selection = show_filters(whole)
    st.html(f'<p class="fl-used">{escape(used_words(selection, whole))}</p>')
    if n_failures := len(data.current().corpus.failures):
        files = "1 file" if n_failures == 1 else f"{n_failures} files"
        st.warning(f"{files} could not be read; the page Documents says why.", icon=":material/warning:")
    result = data.filtered(whole, selection)
    documents = scored(rows_of(result))
    if not documents:
        st.info("No document here has figures. Choose others above, or add one on the page Documents.")
        return
    rows = choose_rows(result, selection, documents)
    if not rows.titles:
        st.info(wording_overview.NO_SOURCES)
        return
    matrix = st.container()
    opened = _choose_cell(result, selection, rows)
    n_unknown = len(documents) - sum(map(len, rows.documents.values()))
    with matrix:
        _show_matrix(result, selection, rows, opened, n_unknown)
    if opened and rows.kind == "source":
        _show_source(result, selection, rows, *opened)
    elif opened:
        _show_cell(result, selection, *opened)
    else:
        st.caption("No cell is open. Each number above opens to the sentences that made it.")
        pinned_views.show_matrix_pin(result, selection, rows)
    overview_more.show_what_stands_out(result, selection, rows)
    with st.container(key="every_sentence"):
        overview_more.show_dots(result, selection, rows)


main()
