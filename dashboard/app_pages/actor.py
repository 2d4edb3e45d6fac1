"""One actor through all documents: stance by document, by source and over time, who speaks of it, and what against."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

import analysis
from analysis import Periods, Result
from dashboard import (
    actor_parts,
    address,
    charts_actor,
    data,
    data_evidence,
    pinned_views,
    wording,
    wording_actor,
)
from dashboard.literal import literal
from dashboard.selection import Selection, rows_of, scored, show_filters, used_words

Line = tuple[str, Mapping[str, Any]]


def _choose_actor(result: Result, selection: Selection) -> str:
    """The actor of the page; the one with most sentences where none is chosen."""
    counts = result.stances.loc[result.stances["actor_id"].isin(selection.actors), "actor_id"].value_counts()
    most = str(counts.index[0]) if len(counts) else selection.actors[0]
    with address.bound("of", selection.actors, most):
        chosen = st.segmented_control(
            "Which state",
            list(selection.actors),
            required=True,
            format_func=lambda actor_id: literal(result.actor_names[actor_id]),
            key="of",
        )
    return str(chosen or most)


def _show_claim(
    result: Result, actor_id: str, voice: str, pairs: Sequence[tuple[str, str]]
) -> dict[str, Any] | None:
    """Draw what can be said over all documents; returns its row, None where nothing is said."""
    table = data_evidence.groups(result, tuple((doc_id, "all") for doc_id, _ in pairs), actor_id, voice)
    row = dict(table.to_dict("records")[0]) if len(table) else None
    name = result.actor_names[actor_id]
    st.html(f'<p class="fl-claim">{escape(wording_actor.claim(name, row, voice))}</p>')
    if row:
        st.html(
            f'<p class="fl-numbers">{escape(wording_actor.counts(row))}.</p>'
            f'<p class="fl-numbers">{escape(wording_actor.figure(row))}</p>'
        )
    return row


def _sorted_lines(lines: Sequence[Line]) -> list[Line]:
    """The most favourable first; of many, both ends."""
    ordered = sorted(lines, key=lambda line: (-line[1]["stance"], line[0]))
    half = wording_actor.MOST_LINES // 2
    return ordered if len(ordered) <= 2 * half else [*ordered[:half], *ordered[-half:]]


def _show_lines(lines: Sequence[Line], key: str, notes: Sequence[str]) -> None:
    drawn = _sorted_lines(lines)
    st.altair_chart(
        charts_actor.lines_chart(drawn, actor_parts.ink_of_page()),
        theme=None,
        key=key,
        alt=wording_actor.lines_words(drawn),
    )
    st.html(f'<p class="fl-note">{escape(" ".join(note for note in notes if note))}</p>')


def _show_documents(result: Result, actor_id: str, voice: str, rows: Sequence[Mapping[str, Any]]) -> None:
    st.header("By document")
    titles = wording.labels_of(rows)
    framing = result.framing
    cells = framing[
        (framing["actor_id"] == actor_id) & (framing["voice"] == voice) & framing["doc_id"].isin(set(titles))
    ]
    told = [dict(cell) for cell in cells.to_dict("records") if cell["n_sentences"]]
    lines = [(titles[cell["doc_id"]], cell) for cell in told]
    _show_lines(
        lines,
        "by_document",
        [
            wording_actor.cut_sentence(len(lines), "documents"),
            wording_actor.silent_sentence(len(titles) - len(lines)),
            wording_actor.DOCUMENTS_NOTE,
        ],
    )


def _show_sources(result: Result, actor_id: str, voice: str, pairs: Sequence[tuple[str, str]]) -> None:
    st.header("By source")
    known = tuple(pair for pair in pairs if pair[1] != wording.UNKNOWN)
    table = data_evidence.groups(result, known, actor_id, voice)
    if table.empty:
        st.html(f'<p class="fl-numbers">{wording_actor.NO_SOURCE}</p>')
        st.page_link(
            "app_pages/documents.py", label="Tell the outlet of a document", icon=":material/arrow_forward:"
        )
        return
    _show_lines(
        [(row["group"], dict(row)) for row in table.to_dict("records")],
        "by_source",
        [
            wording_actor.cut_sentence(len(table), "sources"),
            wording_actor.unsourced_sentence(len(pairs) - len(known)),
            wording_actor.SOURCES_NOTE,
        ],
    )


def _show_time(result: Result, actor_id: str, voice: str) -> None:
    st.header("Over time")
    periods = analysis.periods(result)
    pairs = tuple(sorted(periods.of.items()))
    table = data_evidence.groups(result, pairs, actor_id, voice)
    rows = {str(row["group"]): dict(row) for row in table.to_dict("records")}
    st.html(f'<p class="fl-numbers">{escape(wording_actor.dates_sentence(periods, len(rows)))}</p>')
    if len(rows) < 2:
        st.page_link(
            "app_pages/documents.py", label="Tell the date of a document", icon=":material/arrow_forward:"
        )
        return
    st.altair_chart(
        charts_actor.periods_chart(periods.names, rows, actor_parts.ink_of_page()),
        theme=None,
        key="over_time",
        alt=charts_actor.periods_words(periods.names, rows),
    )
    st.html(
        '<p class="fl-note">The figure of a period is the mean of its documents, with its 90 % range from three '
        "stories on; below it the sentences that count.</p>"
    )
    _show_change(result, actor_id, voice, periods, [name for name in periods.names if name in rows])


def _show_change(result: Result, actor_id: str, voice: str, periods: Periods, told: Sequence[str]) -> None:
    """Draw one period against an earlier one, by the sources of both."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with address.bound("period", told[1:], told[-1]):
            later = str(st.selectbox("This period", list(told[1:][::-1]), key="period", width=180))
        before = [name for name in told if name < later]
        with address.bound("against", before, before[-1]):
            earlier = str(st.selectbox("against", before[::-1], key="against", width=180))
    change = data_evidence.change(result, tuple(sorted(periods.of.items())), actor_id, voice, earlier, later)
    st.html(
        f'<p class="fl-claim">{escape(wording_actor.change_sentence(change, result.actor_names[actor_id]))}</p>'
        '<p class="fl-note">Only sources that speak of it in both periods, with three stories in each, count; '
        "each with the same weight.</p>"
    )


def main() -> None:
    """Draw the page."""
    st.title(wording_actor.QUESTION)
    result = data.current_result()
    selection = show_filters(result)
    result = data.filtered(result, selection)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    rows = scored(rows_of(result))
    if not rows:
        st.info("No document here has figures. Choose others above, or add one on the page Documents.")
        return
    actor_id = _choose_actor(result, selection)
    voice = selection.voice
    pairs = [(str(row["doc_id"]), str(row["source"])) for row in rows]
    row = _show_claim(result, actor_id, voice, pairs)
    if row is None:
        st.info(
            f"Nothing is said of {wording.in_prose(result.actor_names[actor_id])} here. "
            "Choose another state, another voice, or other documents above.",
            icon=":material/info:",
        )
        return
    pinned_views.show_pooled_pin(
        result,
        selection,
        row,
        [doc_id for doc_id, _ in pairs],
        page="actor",
        by="group",
        label="All documents",
        claim=wording_actor.claim(result.actor_names[actor_id], row, voice),
    )
    st.page_link(
        "app_pages/evidence.py",
        label="Read every sentence behind this",
        icon=":material/arrow_forward:",
        query_params={"actor": actor_id, **({"voice": voice} if voice != "author" else {})},
    )
    left, right = st.columns(2, gap="large")
    with left:
        _show_documents(result, actor_id, voice, rows)
    with right:
        _show_sources(result, actor_id, voice, pairs)
    _show_time(result, actor_id, voice)
    actor_parts.show_speakers(result, actor_id)
    actor_parts.show_keywords(result, actor_id, voice)
    actor_parts.show_against(result, actor_id, voice, row)


main()
