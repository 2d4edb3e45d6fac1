"""Blind coding of a sample by two or more people: codes, differences, agreement."""

from html import escape
from pathlib import Path

import streamlit as st

from analysis import review
from analysis.review import Coding, Sample
from dashboard import (
    address,
    agreement_view,
    coding_questions,
    coding_samples,
    data,
    data_review,
    exchanging,
    naming,
)
from dashboard import coding_answers as answers
from dashboard import wording_coding as words
from dashboard.exchanging import Taken
from dashboard.wording_exchange import CODE_COLUMNS


def _show_head(coding: Coding) -> tuple[Sample | None, str]:
    """Draw sample, parts and name; returns the sample and the part that is shown."""
    sample, part = None, ""
    left, right = st.columns([5, 2], gap="large", vertical_alignment="bottom")
    with left, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        sample = coding_samples.choose_sample(coding)
        if sample:
            with address.bound("part", words.PARTS, "code"):
                part = st.segmented_control(
                    "Part",
                    list(words.PARTS),
                    required=True,
                    format_func=lambda one: words.PARTS[one],
                    key="part",
                    label_visibility="collapsed",
                )
    with right:
        naming.show_name_field(answers.CODER, answers.coder(), words.NAME_LABEL)
    return sample, part or "code"


def _show_sample(sample: Sample, coding: Coding) -> None:
    names = data.machine_result().actor_names
    progress = {
        name: review.tell_progress(coding, sample.sample_id, name) for name in coding.coders(sample.sample_id)
    }
    so_far = f" Coded so far: {words.coders_words(progress)}." if progress else ""
    st.html(f'<p class="fl-note">{escape(words.sample_words(sample, names) + so_far)}</p>')


def _show_agreement(sample: Sample, coding: Coding) -> None:
    machine = data.machine_result()
    told = data_review.agreement(sample.sample_id)
    if told is None or not told.n_coded:
        st.info(words.AGREE_NONE, icon=":material/info:")
    else:
        agreement_view.show_agreement(told, machine.actor_names)
        if told.scorers and told.scorers != (machine.scorer,):
            st.html(f'<p class="fl-note">{escape(words.other_scorer(told.scorers, machine.scorer))}</p>')
    coding_samples.show_calibration(machine, coding)


def _take_codes(sample: Sample, content: bytes, name: str) -> Taken:
    came = review.import_codes(sample, content, name, coder=answers.coder())
    if came.codes:
        review.keep_codes(data.workspace(), came.codes)
    return len(came.codes), came.n_blank, came.unread


def _show_exchange(sample: Sample, coding: Coding) -> None:
    st.html(f'<p class="fl-note">{escape(CODE_COLUMNS)}</p>')
    with st.container(horizontal=True, gap="small"):
        exchanging.show_downloads(f"sheet-{sample.sample_id}", "Sheet for a coder", lambda form: review.write_sheet(sample, form))  # fmt: skip
        exchanging.show_downloads(f"codes-{sample.sample_id}", "Codes", lambda form: review.write_codes(coding, form, sample_id=sample.sample_id), disabled=not coding.coders(sample.sample_id))  # fmt: skip
    exchanging.show_upload("codes", "Codes made elsewhere", lambda content, name: _take_codes(sample, content, name))  # fmt: skip


def main() -> None:
    """Draw the page."""
    st.html(Path(__file__).parent.parent / "review.css")
    st.title(words.QUESTION)
    coding, result = data_review.coding(), data.machine_result()
    sample, part = _show_head(coding)
    if sample is None:
        st.html(f'<p class="fl-lead">{escape(words.PURPOSE)}</p>')
        st.info(words.NO_SAMPLE, icon=":material/info:")
        coding_samples.show_drawing(result, coding)
        return
    if part != "code":
        _show_sample(sample, coding)
    if not answers.coder() and part in ("code", "differ"):
        st.info(words.NO_NAME, icon=":material/info:")
    if part == "code":
        coding_questions.show_coding(sample)
        st.html(f'<p class="fl-note">{escape(words.KEYS_NOTE)}</p>')
        _show_sample(sample, coding)
    elif part == "differ":
        coding_questions.show_differences(sample)
    elif part == "agree":
        _show_agreement(sample, coding)
    else:
        _show_exchange(sample, coding)
    if part == "code":
        coding_samples.show_drawing(result, coding)


main()
