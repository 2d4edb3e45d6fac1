"""Codes of evidence: given to the sentence that is shown, defined, and counted by document and actor."""

from html import escape

import pandas as pd
import streamlit as st

from analysis import FramelensError, Result, review
from dashboard import data, data_review, review_answers, wording
from dashboard import wording_codes as words
from dashboard.data_review import Row
from dashboard.literal import literal
from dashboard.selection import rows_of


def show_choice(row: Row) -> None:
    """Draw the choice of codes for the sentence that is shown; what is chosen is kept at once."""
    codebook = review.read_codebook(data.workspace())
    definitions = {code.name: code.definition for code in codebook}
    mine = [tag.tag for tag in _tags_of(row) if tag.who == review_answers.who()]
    definitions |= {name: words.GONE for name in mine if name not in definitions}
    key = f"codes-of-{'-'.join(map(str, row))}"
    st.session_state[key] = mine
    st.multiselect(
        words.CHOOSE, list(definitions), key=key, placeholder=words.PLACEHOLDER, disabled=not review_answers.who(),
        on_change=lambda: review_answers.keep_tags(row, list(st.session_state[key])),
    )  # fmt: skip
    if mine:
        lines = "".join(f"<li><b>{escape(name)}</b>: {escape(definitions[name])}</li>" for name in mine)
        st.html(f'<ul class="fl-list">{lines}</ul>')


def _tags_of(row: Row) -> tuple[review.Tag, ...]:
    return data_review.tagged(data.reviewed().before).rows.get(row, ())


def show_given(row: Row) -> None:
    """Draw the codes that the sentence has, and who gave them."""
    given: dict[str, list[str]] = {}
    for tag in _tags_of(row):
        given.setdefault(tag.tag, []).append(tag.who)
    if given:
        parts = [f"<b>{escape(name)}</b> ({escape(', '.join(people))})" for name, people in given.items()]
        st.html(f'<p class="fl-facts">Codes: {" · ".join(parts)}</p>')


def show_codebook() -> None:
    """Draw the list of codes with their definitions, and the form for an own one."""
    codebook = review.read_codebook(data.workspace())
    table = pd.DataFrame(
        [(code.name, code.definition, code.group, code.origin) for code in codebook],
        columns=["Code", "The sentence has it where …", "Group", "Origin"],
    )
    st.dataframe(table, hide_index=True, height=260)
    with st.form("own_code", clear_on_submit=True, border=False):
        left, right = st.columns([1, 3])
        name = left.text_input(words.OWN_NAME, max_chars=60)
        definition = right.text_input(words.OWN_DEFINITION, max_chars=400)
        if st.form_submit_button(words.DEFINE):
            _define(name, definition)
    own = [code.name for code in codebook if code.group == "Own codes"]
    if own:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            gone = st.selectbox(words.REMOVE, own, width=260, key="own_gone")
            if st.button("Take it out", key="remove_code"):
                review.remove_code(data.workspace(), gone)
                st.rerun()


def _define(name: str, definition: str) -> None:
    try:
        review.define_code(data.workspace(), name, definition, who=review_answers.who())
    except FramelensError as error:
        st.error(literal(str(error)))
    else:
        st.rerun()


def show_counts(result: Result, doc_ids: tuple[str, ...], actors: tuple[str, ...], voice: str) -> None:
    """Draw how many sentences of each document have each code, by actor; and the codes that have no place here."""
    tagged = data_review.tagged(result)
    counts = tagged.counts[tagged.counts["doc_id"].isin(doc_ids) & tagged.counts["actor_id"].isin(actors)]
    column = {"author": "n_author", "reported": "n_reported"}.get(voice, "n_sentences")
    counts = counts[counts[column] > 0]
    if counts.empty:
        st.html(f'<p class="fl-note">{escape(words.NONE_GIVEN)}</p>')
    else:
        titles = wording.labels_of(rows_of(result))
        table = pd.DataFrame(
            {
                "Document": [titles[doc_id] for doc_id in counts["doc_id"]],
                "Actor": [result.actor_names[actor_id] for actor_id in counts["actor_id"]],
                "Code": counts["tag"].tolist(),
                "Sentences": counts[column].tolist(),
            }
        )
        wide = table.pivot_table(
            index=["Document", "Actor"], columns="Code", values="Sentences", aggfunc="sum", fill_value=0
        )
        st.dataframe(wide.reset_index(), hide_index=True)
        st.html(f'<p class="fl-note">{escape(words.COUNTS_NOTE)}</p>')
    if tagged.unmatched:
        with st.expander(words.unmatched_head(len(tagged.unmatched))):
            for missing in tagged.unmatched:
                st.html(f'<p class="fl-note">{escape(words.unmatched_words(missing, missing.said.tag))}</p>')  # type: ignore[union-attr]
