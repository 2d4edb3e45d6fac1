"""Who speaks how of whom: holders × actors, the sentences of one cell, every holder in a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import analysis
from analysis import Result
from dashboard import address, charts, data, evidence_view, pinned_figures, pinning, wording, wording_holders
from dashboard.selection import Selection, rows_of, show_filters, used_words
from dashboard.wording_holders import AUTHOR, OTHERS

EVERY = "*"
"""The choice of all other voices together; no holder is called so."""
LONG = 24
"""Rows of the table that are shown without a scroll bar."""


@dataclass(frozen=True)
class _Said:
    """Who speaks of whom in the chosen documents: the table `speakers` pooled, and each holder by itself."""

    doc_ids: tuple[str, ...]
    pooled: pd.DataFrame
    single: pd.DataFrame

    def others(self, names: Mapping[str, str]) -> dict[str, int]:
        """Sentences by holder, of those that are neither the author nor an actor; most first."""
        rows = self.single[~self.single["holder"].isin([AUTHOR, *names])]
        counts = rows.groupby("holder", sort=False)["n_sentences"].sum()
        return {str(holder): int(n) for holder, n in counts.items()}

    def holders(self, names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """The rows of the matrix: holder → title and the words below it."""
        others = self.others(names)
        rows = {}
        for holder in dict.fromkeys(self.pooled["holder"]):
            title = wording_holders.holder_title(holder, names)
            if holder == OTHERS:
                title = wording_holders.others_title(others)
            rows[holder] = (title, wording_holders.holder_note(holder, names, others))
        return rows


def _said(result: Result, selection: Selection) -> _Said:
    framing = result.framing
    told = set(framing[(framing["voice"] == "all") & (framing["n_sentences"] > 0)]["doc_id"])
    doc_ids = tuple(doc_id for doc_id in selection.documents if doc_id in told)
    return _Said(
        doc_ids,
        data.speakers(result, doc_ids, pooled=True),
        data.speakers(result, doc_ids, pooled=False),
    )


def _open_clicked() -> None:
    """Mirror a click on the matrix into the select boxes, which stand in the address."""
    clicked = st.session_state["speakers"].selection.get("cell") or []
    if clicked:
        st.session_state["who"] = clicked[0]["row"]
        st.session_state["whom"] = clicked[0]["column"]


def _show_matrix(
    pooled: pd.DataFrame,
    holders: Mapping[str, tuple[str, str]],
    actors: Mapping[str, str],
    opened: tuple[str, str] | None,
) -> None:
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    st.altair_chart(
        charts.speakers_chart(pooled, holders, actors, ink, opened),
        theme=None,
        key="speakers",
        on_select=_open_clicked,
        selection_mode="cell",
        alt=charts.speakers_words(pooled, holders, actors),
    )
    st.html(
        f'<p class="fl-note">{wording_holders.NOTE} {wording.MATRIX_NOTE} '
        "Click a cell, or choose below, to read its sentences.</p>"
    )


def _choose_cell(holders: Mapping[str, tuple[str, str]], actors: Mapping[str, str]) -> tuple[str, str] | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with address.bound("who", holders, None):
            who = st.selectbox(
                "Open what is said by",
                list(holders),
                index=None,
                format_func=lambda key: holders[key][0],
                key="who",
                placeholder="Choose a voice",
            )
        with address.bound("whom", actors, None):
            whom = st.selectbox(
                "of",
                list(actors),
                index=None,
                format_func=lambda key: actors[key],
                key="whom",
                placeholder="Choose an actor",
            )
    return (who, whom) if who and whom else None


def _choose_name(said: _Said, names: Mapping[str, str], actor_id: str) -> str:
    """One of the other voices that speak of the actor, or `EVERY`."""
    about = said.single[said.single["actor_id"] == actor_id].set_index("holder")["n_sentences"]
    choices = {EVERY: "All of them together"}
    for holder in said.others(names):
        if holder in about.index:
            count = wording.sentence_count(int(about[holder]))
            choices[holder] = f"{wording_holders.holder_title(holder, names)} ({count})"
    with address.bound("name", choices, EVERY):
        chosen = st.selectbox(
            "Which of the other voices",
            list(choices),
            format_func=lambda key: choices[key],
            key="name",
            width=420,
        )
    return chosen or EVERY


def _evidence(result: Result, said: _Said, holder: str, actor_id: str) -> pd.DataFrame:
    """The sentences behind a cell, or those of one name."""
    if holder == AUTHOR:
        rows = analysis.evidence(result, None, actor_id, voice="author", holder="")
    elif holder == OTHERS:
        rows = analysis.evidence(result, None, actor_id, voice="reported")
        rows = rows[~rows["holder"].isin(list(result.actor_names))]
    else:
        rows = analysis.evidence(result, None, actor_id, voice="reported", holder=holder)
    return rows[rows["doc_id"].isin(said.doc_ids)]


def _show_cell(
    result: Result, selection: Selection, said: _Said, title: str, holder: str, actor_id: str
) -> None:
    actor = wording.in_prose(result.actor_names[actor_id])
    tables = pd.concat([said.pooled, said.single])
    cells = tables[(tables["holder"] == holder) & (tables["actor_id"] == actor_id)].to_dict("records")
    claim = f"{title} on {actor}: {cells[0]['verdict'] if cells else wording.NOTHING_SAID}"
    if not cells:
        st.html(f'<p class="fl-claim">{escape(claim)}</p>')
        st.caption("No sentence of these documents gives this view. Choose another cell.")
        return
    cell: Mapping[str, Any] = cells[0]
    where = f" in {wording_holders.document_count(int(cell['n_documents']))}"
    st.html(
        f'<p class="fl-claim">{escape(claim)}</p>'
        f'<p class="fl-numbers">{escape(wording_holders.counts_words(cell, where))}.</p>'
        f'<p class="fl-numbers">Measured: {escape(wording.figure_line(cell))}.</p>'
    )
    rows = _evidence(result, said, holder, actor_id)
    figure = pinned_figures.speaker_figure(
        cell,
        label=title,
        group=result.actor_names[actor_id],
        doc_ids=said.doc_ids,
        pooled=holder in set(said.pooled["holder"]),
        reference=selection.reference,
    )
    pinning.show_pin_button(
        result, selection, page="voices", kind="figure", claim=claim, figures=[figure], evidence=rows
    )
    evidence_view.show_legend()
    evidence_view.show_evidence(
        result,
        rows,
        key=f"said-{holder}-{actor_id}",
        titles=wording.labels_of(rows_of(result)),
    )


def _show_table(single: pd.DataFrame, names: Mapping[str, str]) -> None:
    st.header("Every voice by itself")
    st.html(
        '<p class="fl-note">A click on a column sorts; the magnifier above the table searches. '
        "Without a range, a figure rests on fewer than three sentences or on one paragraph only.</p>"
    )
    table = wording_holders.every_holder(single, names)
    numbers = st.column_config.NumberColumn
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(table) <= LONG else "auto",
        key="every_holder",
        column_config={
            **{
                name: st.column_config.TextColumn(width=width)
                for name, width in wording_holders.WORD_COLUMNS.items()
            },
            **{name: numbers(width=width) for name, width in wording_holders.COUNT_COLUMNS.items()},
            **{
                name: numbers(width=width, format="%+.2f")
                for name, width in wording_holders.FIGURE_COLUMNS.items()
            },
        },
        placeholder="–",
    )


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_VOICES)
    result = data.current_result()
    names = result.actor_names
    selection = show_filters(result, has_voice=False)
    result = data.filtered(result, selection)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    said = _said(result, selection)
    if set(said.pooled["holder"]) <= {AUTHOR}:
        st.info(wording_holders.NOTHING_REPORTED, icon=":material/info:")
        st.page_link("app_pages/documents.py", label="Add a document", icon=":material/arrow_forward:")
        return
    actors = {actor_id: names[actor_id] for actor_id in selection.actors}
    holders = said.holders(names)
    pooled, single = (table[table["actor_id"].isin(selection.actors)] for table in (said.pooled, said.single))
    first, *more = wording_holders.speaking_sentences(pooled.to_dict("records"), names)
    st.html(
        f'<p class="fl-claim">{escape(first)}</p>'
        + "".join(f'<p class="fl-numbers">{escape(sentence)}</p>' for sentence in more)
    )
    matrix = st.container()
    opened = _choose_cell(holders, actors)
    with matrix:
        _show_matrix(pooled, holders, actors, opened)
    if opened:
        holder, actor_id = opened
        title = holders[holder][0]
        if holder == OTHERS and (name := _choose_name(said, names, actor_id)) != EVERY:
            holder, title = name, wording_holders.holder_title(name, names)
        _show_cell(result, selection, said, title, holder, actor_id)
    else:
        st.caption("No cell is open. Each number above opens to the sentences that made it.")
    _show_table(single, names)


main()
