"""What was reviewed, as a table to search and sort; what has no place in the documents that are open."""

from html import escape

import pandas as pd
import streamlit as st

from analysis import review
from analysis.review import Review, Reviewed
from dashboard import data, data_review, review_answers, wording, wording_codes
from dashboard import wording_review as words
from dashboard.selection import rows_of

_OPEN = "review-list"


def show_reviewed(reviewed: Reviewed) -> None:
    """Draw the list of what was reviewed, where it is asked for; and what could not be matched."""
    n = len(reviewed.reviews)
    if n and st.toggle(words.list_label(n), key=_OPEN):
        _show_table(reviewed)
    if reviewed.unmatched:
        _show_unmatched(reviewed)


def _show_table(reviewed: Reviewed) -> None:
    names, titles = reviewed.before.actor_names, wording.labels_of(rows_of(reviewed.before))
    said = [
        (row, one)
        for row, every in data_review.said_of_rows(reviewed.before).items()
        for one in every
    ]  # fmt: skip
    said.sort(key=lambda pair: pair[1].at, reverse=True)
    standing = data_review.standing_reviews(reviewed)
    table = pd.DataFrame(
        {
            "Sentence": [one.text for _, one in said],
            "About": [names.get(one.actor_id, one.actor_id) for _, one in said],
            "Machine": [words.machine_words(one.machine, names) for _, one in said],
            "Answer": [words.answer_words(one, names) for _, one in said],
            "By": [one.reviewer for _, one in said],
            "At": [words.time_words(one.at) for _, one in said],
            "Counts": [standing[row]["at"] == one.at and standing[row]["reviewer"] == one.reviewer for row, one in said],
            "Document": [titles[row[0]] for row, _ in said],
        }
    )  # fmt: skip
    drawn = st.dataframe(
        table, hide_index=True, height=300, key="reviewed_rows", on_select="rerun", selection_mode="single-row",
        column_config={"Sentence": st.column_config.TextColumn(width="large")},
    )  # fmt: skip
    chosen = drawn.selection["rows"] if drawn else []
    st.html(f'<p class="fl-note">{escape(words.LIST_NOTE)}</p>')
    with st.container(horizontal=True, gap="small"):
        row, one = said[chosen[0]] if chosen and chosen[0] < len(said) else (None, None)
        st.button("Show this sentence", key="show_row", disabled=row is None, on_click=_show_row, args=(row,))
        st.button("Take it back", key="take_back", disabled=one is None, on_click=_take_back, args=(one,))


def _show_row(row: data_review.Row) -> None:
    st.session_state[review_answers.ROW] = row


def _take_back(said: Review) -> None:
    review_answers.take_back(said)


def _show_unmatched(reviewed: Reviewed) -> None:
    with st.expander(words.unmatched_head(len(reviewed.unmatched))):
        for number, missing in enumerate(reviewed.unmatched):
            said = missing.said
            assert isinstance(said, Review)
            what = f"{said.reviewer}: {words.answer_words(said, reviewed.before.actor_names)}"
            st.html(f'<p class="fl-note">{escape(wording_codes.unmatched_words(missing, what))}</p>')
            st.button("Take it back", key=f"unmatched-{number}", type="tertiary", on_click=_take_back, args=(said,))  # fmt: skip


def export_reviews(form: str) -> str:
    """Every review of the workspace as a file."""
    return review.write_reviews(review.read_reviews(data.workspace()), form)


def export_tags(form: str) -> str:
    """Every code of evidence as a file."""
    return review.write_tags(data_review.tags(), form)
