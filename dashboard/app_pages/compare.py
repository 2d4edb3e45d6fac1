"""Two to four documents side by side: figures, what can be told, evidence, whole texts."""

from collections.abc import Mapping, Sequence
from html import escape
from string import ascii_uppercase
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import analysis
from analysis import Result
from dashboard import address, charts, data, evidence_view, wording
from dashboard.selection import Selection, rows_of, scored, show_filters, used_words

AT_MOST = 4
CLEAREST = 3
AT_RANDOM = 2

_VIEWS = {"evidence": "Clearest and random sentences", "text": "Whole texts"}


def _suggested(result: Result, doc_ids: Sequence[str], voice: str) -> list[str]:
    """The two documents that say most about an actor they share."""
    framing = result.framing[(result.framing["voice"] == voice) & result.framing["doc_id"].isin(doc_ids)]
    best: tuple[int, list[str]] = (-1, list(doc_ids[:2]))
    for _, rows in framing.groupby("actor_id", sort=False):
        two = rows.sort_values("n_sentences", ascending=False, kind="stable").head(2)
        if len(two) == 2 and int(two["n_sentences"].min()) > best[0]:
            best = (int(two["n_sentences"].min()), list(two["doc_id"]))
    return [doc_id for doc_id in doc_ids if doc_id in best[1]]


def _most_about(result: Result, doc_ids: Sequence[str], actors: Sequence[str], voice: str) -> str:
    """The actor about which the poorest of these documents says most."""
    framing = result.framing
    rows = framing[
        framing["doc_id"].isin(doc_ids) & (framing["voice"] == voice) & framing["actor_id"].isin(actors)
    ]
    least = rows.groupby("actor_id", sort=False)["n_sentences"].min()
    return str(least.idxmax())


def _choose(result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], str]:
    titles = wording.labels_of(rows)
    suggested = _suggested(result, list(titles), selection.voice)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with address.bound("with", titles, suggested):
            chosen = st.multiselect(
                "Documents side by side (two to four)",
                list(titles),
                max_selections=AT_MOST,
                format_func=lambda key: titles[key],
                key="with",
            )
        most_about = _most_about(result, chosen or suggested, selection.actors, selection.voice)
        with address.bound("about", selection.actors, most_about):
            actor_id = st.selectbox(
                "Highlight what is said about",
                list(selection.actors),
                format_func=lambda key: result.actor_names[key],
                key="about",
                width=260,
            )
    return chosen, actor_id or selection.actors[0]


def _show_differences(
    result: Result, selection: Selection, letters: Mapping[str, str], actor_id: str
) -> None:
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    framing = result.framing[result.framing["voice"] == selection.voice]
    actors = {key: result.actor_names[key] for key in selection.actors}
    table = analysis.compare(result, by="document", voice=selection.voice, units=list(letters))
    table = table[table["actor_id"].isin(selection.actors)]
    sentences = [
        wording.difference_sentence(
            row, letters[row["unit_a"]], letters[row["unit_b"]], actors[row["actor_id"]]
        )
        for row in table.to_dict("records")
        if row["actor_id"] == actor_id
    ]
    others = [
        wording.difference_sentence(
            row, letters[row["unit_a"]], letters[row["unit_b"]], actors[row["actor_id"]]
        )
        for row in table.to_dict("records")
        if row["actor_id"] != actor_id and row["answer"] == "differs"
    ]
    st.html("".join(f'<p class="fl-claim">{escape(sentence)}</p>' for sentence in sentences))
    if others:
        st.html("".join(f'<p class="fl-numbers">Also: {escape(sentence)}</p>' for sentence in others))
    st.altair_chart(
        charts.ranges_chart(framing, letters, actors, ink),
        theme=None,
        key="ranges",
        alt=" ".join(
            wording.difference_sentence(
                row, letters[row["unit_a"]], letters[row["unit_b"]], actors[row["actor_id"]]
            )
            for row in table.to_dict("records")
        ),
    )
    n_ranges, n_hold = int(table["lower"].notna().sum()), int((table["answer"] == "differs").sum())
    st.html(
        '<p class="fl-note">Figure and 90 % range of each document on one scale: −1 every sentence unfavourable, +1 every '
        f"sentence favourable. {len(table)} pairs possible, {n_ranges} with enough sentences, {n_hold} differ; the ranges "
        "of the differences hold together, so they are wider than each would be alone. The texts may be about "
        "different events: a difference of subject looks like one of stance.</p>"
    )


def _show_head(
    result: Result, selection: Selection, row: Mapping[str, Any], letter: str, actor_id: str
) -> tuple[DeltaGenerator, Mapping[str, Any]]:
    """Draw a document's verdict; returns the place for what it hangs on, and the row of `framing`."""
    framing = result.framing
    cells = framing[(framing["doc_id"] == row["doc_id"]) & (framing["actor_id"] == actor_id)].set_index(
        "voice"
    )
    head = {"voice": selection.voice, **cells.loc[selection.voice].to_dict()}
    author, reported = ({"voice": v, **cells.loc[v].to_dict()} for v in ("author", "reported"))
    st.html(
        f'<div class="fl-doc"><b>{letter}. {escape(wording.title_of(row, 90))}</b>'
        f"<span>{escape(wording.byline_of(row))}</span></div>"
        f'<p class="fl-claim">{escape(result.actor_names[actor_id])}: {head["verdict"]}</p>'
        f'<p class="fl-numbers">{escape(wording.voice_sentence(author, reported))}</p>'
        f'<p class="fl-numbers">{escape(wording.VOICE_NAMES[selection.voice])}: {escape(wording.figure_line(head))}.</p>'
    )
    return evidence_view.leave_place_for_hanging(), head


def _show_samples(result: Result, selection: Selection, doc_id: str, actor_id: str) -> None:
    shown: set[int] = set()
    for label, heading in (("favourable", "Clearest for"), ("unfavourable", "Clearest against")):
        rows = analysis.evidence(result, doc_id, actor_id, voice=selection.voice, label=label).head(CLEAREST)
        st.markdown(f"**{heading}**")
        evidence_view.show_evidence(result, rows, key=f"{label}-{doc_id}-{actor_id}")
        shown |= set(rows["sentence_id"])
    drawn = analysis.evidence(result, doc_id, actor_id, voice=selection.voice, order="random")
    drawn = drawn[~drawn["sentence_id"].isin(shown)].head(AT_RANDOM)
    st.markdown("**Drawn at random from the rest**")
    evidence_view.show_evidence(result, drawn, key=f"random-{doc_id}-{actor_id}")


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_COMPARE)
    result = data.current_result()
    selection = show_filters(result)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    rows = [row for row in scored(rows_of(result)) if row["doc_id"] in selection.documents]
    if len(rows) < 2:
        st.info(
            "A comparison needs two documents with figures. Choose more above, or add one on the page Documents."
        )
        return
    chosen, actor_id = _choose(result, selection, rows)
    if len(chosen) < 2:
        st.info("Choose at least two documents to compare.")
        return
    letters = dict(zip(chosen, ascii_uppercase, strict=False))
    _show_differences(result, selection, letters, actor_id)
    with address.bound("view", _VIEWS, "evidence"):
        view = st.segmented_control(
            "Show",
            list(_VIEWS),
            required=True,
            format_func=lambda key: _VIEWS[key],
            key="view",
            label_visibility="collapsed",
        )
    evidence_view.show_legend()
    by_id = {row["doc_id"]: row for row in rows}
    heads = []
    for column, (doc_id, letter) in zip(st.columns(len(letters), gap="large"), letters.items(), strict=True):
        with column:
            heads.append(_show_head(result, selection, by_id[doc_id], letter, actor_id))
            if view == "text":
                evidence_view.show_document(result, doc_id, actor_id, selection.voice)
            else:
                _show_samples(result, selection, doc_id, actor_id)
    for place, head in heads:
        evidence_view.show_hanging(place, result, head)


main()
