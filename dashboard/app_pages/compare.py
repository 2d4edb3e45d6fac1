"""Documents, sources, groups or actors side by side: what can be told, evidence, whole texts."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import analysis
from analysis import Result
from dashboard import (
    address,
    compare_told,
    compared,
    data,
    evidence_view,
    review_words,
    wording,
    wording_compare,
)
from dashboard.compared import Compared, Side
from dashboard.literal import literal
from dashboard.selection import Selection, rows_of, scored, show_filters, used_words

CLEAREST = 3
AT_RANDOM = 5


def _choose_about(result: Result, selection: Selection, sides: Compared) -> str:
    """The actor whose evidence stands side by side; first it is that of which the poorest side says most."""
    n_by_side = [
        result.framing[
            result.framing["doc_id"].isin(side.documents) & (result.framing["voice"] == selection.voice)
        ]
        .groupby("actor_id", sort=False)["n_sentences"]
        .sum()
        for side in sides.sides
    ]
    least = pd.concat(n_by_side, axis=1).min(axis=1)
    most_about = str(least[list(selection.actors)].idxmax())
    with address.bound("about", selection.actors, most_about):
        actor_id = st.selectbox(
            "Show what is said about",
            list(selection.actors),
            format_func=lambda key: result.actor_names[key],
            key="about",
            width=260,
        )
    return actor_id or most_about


def _choose_view(kind: str) -> str:
    """How the evidence is shown; whole texts only where a side is one document."""
    views = wording_compare.VIEWS
    if kind in ("source", "group"):
        views = {key: name for key, name in views.items() if key != "text"}
    with address.bound("view", views, "clearest"):
        view = st.segmented_control(
            "Show",
            list(views),
            required=True,
            format_func=lambda key: views[key],
            key="view",
            label_visibility="collapsed",
        )
    return view or "clearest"


def _show_head(
    result: Result, selection: Selection, sides: Compared, side: Side, actor_id: str
) -> tuple[DeltaGenerator, Mapping[str, Any]] | None:
    """Draw what a side is, and its verdict; for a document returns the place of what it hangs on, and its row."""
    name = result.actor_names[actor_id]
    head = (
        f'<div class="fl-doc"><b>{side.letter}. {escape(side.title)}</b>'
        f"<span>{escape(side.byline)}</span></div>"
    )
    if sides.kind in ("source", "group"):
        cell = compare_told.cells_of(result, selection.voice, sides).get((side.key, actor_id))
        verdict = cell["verdict"] if cell else "not mentioned"
        st.html(f'{head}<p class="fl-claim">{escape(name)}: {verdict}</p>')
        return None
    framing = result.framing
    cells = framing[(framing["doc_id"] == side.documents[0]) & (framing["actor_id"] == actor_id)].set_index(
        "voice", drop=False
    )
    row = cells.loc[selection.voice].to_dict()
    voices = wording.voice_sentence(*(cells.loc[voice].to_dict() for voice in ("author", "reported")))
    st.html(
        f'{head}<p class="fl-claim">{escape(name)}: {row["verdict"]}</p>'
        f'<p class="fl-numbers">{escape(voices)}</p>'
        f'<p class="fl-numbers">{escape(wording.VOICE_NAMES[selection.voice])}: {escape(wording.figure_line(row))}.</p>'
        f"{review_words.before_after(selection, row)}"
    )
    return evidence_view.leave_place_for_hanging(), row


def _show_evidence(result: Result, selection: Selection, side: Side, actor_id: str, view: str) -> None:
    """Draw the evidence of a side: the clearest for and against, in reading order, or a few at random."""
    part = data.narrowed(result, side.documents)
    titles = wording.labels_of(rows_of(part)) if len(side.documents) > 1 else None
    key = f"{view}-{side.key}-{actor_id}"
    if view == "clearest":
        for label, heading in (("favourable", "Clearest for"), ("unfavourable", "Clearest against")):
            rows = analysis.evidence(part, None, actor_id, voice=selection.voice, label=label)
            if rows.empty:
                st.html(f'<p class="fl-said">{heading}: no sentence</p>')
                continue
            st.html(f'<p class="fl-said">{heading}, {len(rows.head(CLEAREST))} of {len(rows)}</p>')
            evidence_view.show_evidence(result, rows.head(CLEAREST), key=f"{label}-{key}", titles=titles)
        return
    rows = analysis.evidence(part, None, actor_id, voice=selection.voice, order=view)
    shown = rows.head(AT_RANDOM) if view == "random" else rows
    if view == "random":
        st.html(f'<p class="fl-said">Drawn at random, {len(shown)} of {len(rows)}</p>')
    evidence_view.show_evidence(result, shown, key=key, titles=titles)


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_COMPARE)
    whole = data.current_result()
    selection = show_filters(whole)
    st.html(f'<p class="fl-used">{escape(used_words(selection, whole))}</p>')
    result = data.filtered(whole, selection)
    rows = scored(rows_of(result))
    if not rows:
        st.info("No document here has figures. Choose others above, or add one on the page Documents.")
        return
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="compare_bar")
    sides = compared.choose_compared(result, selection, rows, bar)
    if sides.missing:
        st.info(literal(sides.missing))
        return
    with bar:
        actor_id = "" if sides.kind == "actor" else _choose_about(result, selection, sides)
    if sides.kind in ("source", "group"):
        compare_told.show_subjects(result, selection, sides)
    compare_told.show_differences(result, selection, sides, actor_id)
    view = _choose_view(sides.kind)
    evidence_view.show_legend()
    hanging = []
    for column, side in zip(st.columns(len(sides.sides), gap="large"), sides.sides, strict=True):
        with column:
            about = side.actor_id or actor_id
            hanging.append(_show_head(result, selection, sides, side, about))
            if view == "text":
                evidence_view.show_document(result, side.documents[0], about, selection.voice)
            else:
                _show_evidence(result, selection, side, about, view)
    for place, row in filter(None, hanging):
        evidence_view.show_hanging(place, result, row)


main()
