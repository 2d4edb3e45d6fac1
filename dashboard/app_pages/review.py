"""Evidence, one sentence at a time, accepted or corrected by a person."""

import re
from html import escape
from pathlib import Path

import streamlit as st

from analysis import Result, review
from dashboard import (
    address,
    data,
    data_review,
    exchanging,
    naming,
    review_codes,
    review_list,
    wording_exchange,
)
from dashboard import review_answers as answers
from dashboard import wording_review as words
from dashboard.exchanging import Taken
from dashboard.review_queue import show_queue
from dashboard.selection import Selection, show_filters, used_words


class _Keys:
    """Options of a sentence that a link asks for: any text, since one that is not there is as good as none."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str)


def _take_link() -> None:
    """Show the sentence that a link asks for; the address then lets go of it, since the next one is shown soon."""
    with address.bound("row", _Keys(), ""):  # type: ignore[arg-type]
        if found := re.fullmatch(r"(.+)\.(\d+)\.(.+)", st.session_state["row"]):
            st.session_state[answers.ROW] = (found[1], int(found[2]), found[3])
        st.session_state["row"] = ""


def _show_choices(result: Result) -> tuple[Selection, str, list[str]]:
    """Draw filters, order and name in one line: room is for the sentence. Returns filters, order and codes."""
    left, right = st.columns([5, 2], gap="large", vertical_alignment="top")
    with left, st.expander(words.WHICH):
        selection = show_filters(result)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            with address.bound("queue", words.ORDERS, "unsure"):
                order = st.segmented_control(
                    "Order",
                    list(words.ORDERS),
                    required=True,
                    format_func=lambda key: words.ORDERS[key],
                    key="queue",
                )
            st.session_state.setdefault(answers.ONLY_NEW, True)
            st.toggle("Pass over reviewed sentences", key=answers.ONLY_NEW, help=words.PASS_HELP)
            codes = _choose_codes()
    with right:
        naming.show_name_field(answers.WHO, answers.who(), words.NAME_LABEL)
    return selection, order or "unsure", codes


def _choose_codes() -> list[str]:
    """Draw the filter by codes, where any was given."""
    given = sorted({tag.tag for tag in data_review.tags()})
    if not given:
        return []
    with address.bound("code", given, []):
        return st.multiselect(
            "Only with the codes", given, key="code", placeholder="With or without", width=260
        )


def _take_reviews(result: Result, content: bytes, name: str) -> Taken:
    came = review.import_reviews(result, content, name, reviewer=answers.who())
    if came.reviews:
        review.keep_reviews(data.workspace(), came.reviews)
    return len(came.reviews), came.n_blank, came.unread


def _take_tags(result: Result, content: bytes, name: str) -> Taken:
    came = review.import_tags(result, content, name, who=answers.who())
    if came.tags:
        review.keep_tags(data.workspace(), came.tags)
    return len(came.tags), came.n_blank, came.unread


def _show_codes(result: Result, selection: Selection) -> None:
    with st.expander("Codes: the list, and how often each was given"):
        review_codes.show_counts(result, selection.documents, selection.actors, selection.voice)
        review_codes.show_codebook()


def _show_exchange() -> None:
    with st.expander("Take answers elsewhere, or bring some in"):
        st.html(f'<p class="fl-note">{escape(wording_exchange.REVIEW_COLUMNS)}</p>')
        with st.container(horizontal=True, gap="small"):
            exchanging.show_downloads("reviews", "Reviews", review_list.export_reviews, disabled=not review.read_reviews(data.workspace()))  # fmt: skip
            exchanging.show_downloads("codes-of-evidence", "Codes", review_list.export_tags, disabled=not data_review.tags())  # fmt: skip
            exchanging.show_qda_download(data.reviewed())
        before = data.reviewed().before
        left, right = st.columns(2)
        with left:
            exchanging.show_upload("reviews", "Reviews made elsewhere", lambda content, name: _take_reviews(before, content, name))  # fmt: skip
        with right:
            exchanging.show_upload("tags", "Codes given elsewhere", lambda content, name: _take_tags(before, content, name))  # fmt: skip


def main() -> None:
    """Draw the page."""
    st.html(Path(__file__).parent.parent / "review.css")
    st.title(words.QUESTION)
    result = data.current_result()
    _take_link()
    selection, order, codes = _show_choices(result)
    st.html(f'<p class="fl-used">{escape(used_words(selection, result))}</p>')
    if not answers.who():
        st.info(words.NO_NAME, icon=":material/info:")
    show_queue(selection, order, codes)
    st.html(f'<p class="fl-note">{escape(words.PURPOSE)} {escape(words.KEYS_NOTE)}</p>')
    _show_codes(result, selection)
    _show_exchange()


main()
