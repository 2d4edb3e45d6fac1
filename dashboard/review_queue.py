"""The queue of the page Review: keys, forms, progress. It is drawn anew by itself, without the rest of the page."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from analysis import FramelensError
from analysis.review import HOLDER_TYPES, Review, Reviewed
from dashboard import (
    data,
    data_review,
    review_answers,
    review_codes,
    review_keys,
    review_list,
    review_view,
    undoing,
)
from dashboard import wording_review as words
from dashboard.data_review import Queue, Row
from dashboard.literal import literal
from dashboard.selection import Selection
from dashboard.wording import SIGNS


@st.fragment
def show_queue(selection: Selection, order: str, codes: Sequence[str] = ()) -> None:
    """Draw the sentence that is asked about, with everything that can be answered. codes: only sentences that have one."""
    try:
        _show(selection, order, codes)
    except FramelensError as error:
        st.error(literal(str(error)), icon=":material/error:")


def _show(selection: Selection, order: str, codes: Sequence[str]) -> None:
    reviewed = data.reviewed()
    before = data.filtered(reviewed.before, selection)
    queue = data_review.queue(before, selection.documents, selection.actors, selection.voice, order)
    if codes:
        queue = data_review.with_codes(queue, data_review.tagged(reviewed.before), codes)
    if not queue.rows:
        st.info(words.NOTHING_LEFT, icon=":material/info:")
        return
    done = data_review.standing_reviews(reviewed)
    n_done = sum(row in queue.at for row in done)
    place = review_answers.find_place(queue, set(done))
    row, told = queue.rows[place], queue.table.iloc[place].to_dict()
    st.session_state[review_answers.ROW] = (
        row  # an answer that stays must not lead on to the first that is left
    )
    said = data_review.said_of_rows(reviewed.before).get(row, ())
    st.progress(
        n_done / len(queue.rows), text=words.progress_words(n_done, len(queue.rows), place, selection.voice)
    )
    if not undoing.show_wrong(review_answers.PAGE) and n_done == len(queue.rows):
        st.success(words.ALL_DONE, icon=":material/check:")
    left, right = st.columns([5, 2], gap="large")
    with left:
        _show_keys(queue, row, told, said, place)
        _show_form(reviewed, row, told, said)
        review_view.show_sentence(reviewed, told, said)
        review_codes.show_given(row)
    with right:
        review_view.show_answers(reviewed, told, said)
    review_view.show_figures(reviewed, row)
    review_view.show_lead(reviewed.result)
    review_list.show_reviewed(reviewed)
    if place + 1 < len(queue.rows):
        review_view.prepare(reviewed, queue.table.iloc[place + 1].to_dict())


def _show_keys(queue: Queue, row: Row, told: Mapping[str, Any], said: tuple[Review, ...], place: int) -> None:
    name = data.current_result().actor_names[row[2]]
    is_named = bool(review_answers.who())
    own = next((one for one in said if one.reviewer == review_answers.who()), None)
    voice = own.voice if own else str(told["voice"])
    other = "author" if voice == "reported" else "reported"
    last = len(queue.rows) - 1
    answers, a = review_answers, {"disabled": not is_named}
    with st.container(horizontal=True, gap="xsmall", key="answers-label"):
        st.button("Accept", key="accept", shortcut="a", type="primary", on_click=answers.accept, args=(queue, row), help="It is right as it stands: as the machine has it, or as you changed it. Enter does the same.", **a)  # fmt: skip
        for label, key in words.LABEL_KEYS.items():
            st.button(f"{SIGNS[label]} {label.capitalize()}", key=f"label-{label}", shortcut=key, on_click=answers.tell_label, args=(queue, row, label), **a)  # fmt: skip
        st.button(f"Not about {literal(name)}", key="not_about", shortcut="x", on_click=answers.deny_actor, args=(queue, row), **a)  # fmt: skip
    with st.container(horizontal=True, gap="xsmall", key="answers-more"):
        st.button(words.TURN_VOICE[other], key="voice_turn", shortcut="v", type="tertiary", on_click=answers.turn_voice, args=(row, other), **a)  # fmt: skip
        for form, (title, key) in words.FORMS.items():
            st.button(title, key=f"form-{form}", shortcut=key, type="tertiary", on_click=answers.open_form, args=(form,), **a)  # fmt: skip
        st.button("Undo", key="undo_review", shortcut="u", type="tertiary", icon=":material/undo:", on_click=answers.undo, disabled=not answers.can_undo())  # fmt: skip
        st.button("Previous", key="previous_row", shortcut="Left", type="tertiary", on_click=answers.go, args=(queue, row, -1), disabled=place == 0)  # fmt: skip
        st.button("Next", key="next_row", shortcut="Right", type="tertiary", on_click=answers.go, args=(queue, row, 1), disabled=place == last)  # fmt: skip
    form = st.session_state.get(answers.FORM, "")
    review_keys.show_keys(enter="accept", focus=f"form-of-{form}" if form else "")


def _show_form(reviewed: Reviewed, row: Row, told: Mapping[str, Any], said: tuple[Review, ...]) -> None:
    form = st.session_state.get(review_answers.FORM, "")
    if not form:
        return
    own = next((one for one in said if one.reviewer == review_answers.who()), None)
    with st.container(key=f"form-of-{form}"):
        if form == "holder":
            _show_holder(reviewed, row, told, own)
        elif form == "actor":
            _show_actors(reviewed, row)
        elif form == "note":
            _show_note(row, own)
        else:
            review_codes.show_choice(row)


def _show_holder(reviewed: Reviewed, row: Row, told: Mapping[str, Any], own: Review | None) -> None:
    names = reviewed.before.actor_names
    stands = own.holder if own else str(told["holder"])
    shown = "" if stands == words.UNNAMED else names.get(stands, stands)
    keys = f"holder-{row}", f"holder-type-{row}"

    def keep() -> None:
        typed, kind = str(st.session_state[keys[0]]).strip(), str(st.session_state[keys[1]])
        ids = {name.casefold(): actor_id for actor_id, name in names.items()}
        holder = ids.get(typed.casefold(), typed) or words.UNNAMED
        review_answers.tell_holder(row, holder, kind if typed else "")

    with st.form("holder_form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Whose view is it?", value=shown, key=keys[0], placeholder=words.HOLDER_PLACEHOLDER, width=300)  # fmt: skip
        st.selectbox("Which is", HOLDER_TYPES, key=keys[1], format_func=lambda one: words.HOLDER_TYPES[one], width=200)  # fmt: skip
        st.form_submit_button("Keep", type="primary", on_click=keep)


def _show_actors(reviewed: Reviewed, row: Row) -> None:
    names = reviewed.before.actor_names
    st.html(f'<p class="fl-note">{escape(words.MOVE_NOTE)}</p>')
    with st.container(horizontal=True, gap="small"):
        for actor_id, name in names.items():
            st.button(
                literal(name),
                key=f"move-{actor_id}",
                on_click=review_answers.move_actor,
                args=(row, actor_id),
            )


def _show_note(row: Row, own: Review | None) -> None:
    key = f"note-{row}"
    with st.form("note_form", border=False):
        st.text_area("Note", value=own.note if own else "", key=key, height=80)
        st.form_submit_button(
            "Keep the note",
            type="primary",
            on_click=lambda: review_answers.write_note(row, str(st.session_state[key])),
        )
