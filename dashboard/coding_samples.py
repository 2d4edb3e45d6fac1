"""Samples: drawn, chosen; and the calibration that is fitted on what was coded."""

from html import escape

import streamlit as st

from analysis import FramelensError, Result, review
from analysis.review import BY, MIN_CODED, Coding, Sample
from dashboard import address, coding_answers, data, data_review, undoing
from dashboard import wording_coding as words
from dashboard.literal import literal

PAGE = "sampling"
_N, _WIDTH = 100, 20
"""Sentences of a sample, and percentage points of a range, where nobody says otherwise."""


def choose_sample(coding: Coding) -> Sample | None:
    """Draw the choice of a sample; the latest where none is chosen, None where there is none."""
    samples = dict(sorted(coding.samples.items(), key=lambda pair: pair[1].at, reverse=True))
    if not samples:
        return None
    latest = next(iter(samples))
    with address.bound("sample", samples, latest):
        chosen = st.selectbox(
            "Sample", list(samples), format_func=lambda one: words.sample_label(samples[one]), key="sample", width=360, label_visibility="collapsed"
        )  # fmt: skip
    return samples[chosen or latest]


def show_drawing(result: Result, coding: Coding) -> None:
    """Draw the form that draws a sample."""
    with st.expander("Draw a sample", expanded=not coding.samples):
        left, right = st.columns(2, gap="large")
        with left:
            st.radio(
                "How",
                BY,
                format_func=lambda one: words.BY[one],
                key="draw-by",
                captions=[words.BY_NOTES[one] for one in BY],
            )
        with right:
            _show_size(len(result.stances))
            names = result.actor_names
            st.multiselect("Actors", list(names), format_func=lambda one: names[one], key="draw-actors", placeholder="All actors")  # fmt: skip
            st.segmented_control("Voice", list(words.DRAW_VOICES), default="all", required=True, format_func=lambda one: words.DRAW_VOICES[one], key="draw-voice")  # fmt: skip
            st.number_input("Seed", 0, 1_000_000, 1, key="draw-seed", help=words.SEED_HELP, width=160)
            st.checkbox("Leave out what is in a sample already", value=True, key="draw-new", disabled=not coding.samples)  # fmt: skip
        undoing.show_wrong(PAGE)
        st.button("Draw the sample", key="draw", type="primary", on_click=_draw, args=(result, coding))


def _show_size(n_rows: int) -> None:
    size = st.segmented_control("How many", list(words.SIZES), default="number", required=True, format_func=lambda one: words.SIZES[one], key="draw-size")  # fmt: skip
    if size == "width":
        st.number_input(
            "Percentage points", 5, 60, _WIDTH, 1, key="draw-width", help=words.WIDTH_HELP, width=160
        )
        st.html(f'<p class="fl-note">{escape(words.size_words(_read_size(n_rows), n_rows))}</p>')
    else:
        st.number_input("Sentences", 1, review.MAX_ITEMS, _N, 10, key="draw-n", width=160)


def _read_size(n_rows: int) -> int:
    if st.session_state["draw-size"] == "width":
        return review.sample_size(st.session_state.get("draw-width", _WIDTH) / 100, n_rows=n_rows)
    return int(st.session_state.get("draw-n", _N))


def _draw(result: Result, coding: Coding) -> None:
    """Draw with what the form says at the click: it may have changed since the form was drawn."""
    chosen = st.session_state

    def act() -> tuple[str, ...]:
        drawn = review.draw_sample(
            result,
            n=_read_size(len(result.stances)),
            by=chosen["draw-by"],
            seed=int(chosen["draw-seed"]),
            actors=chosen["draw-actors"] or None,
            voice=chosen["draw-voice"] or "all",
            skip=tuple(coding.samples.values()) if chosen["draw-new"] else (),
            who=coding_answers.coder(),
        )
        if drawn.sample_id not in coding.samples:  # the same draw would only have another date
            review.keep_sample(data.workspace(), drawn)
        chosen["sample"] = drawn.sample_id
        return (drawn.sample_id,)

    undoing.change(PAGE, act)


def show_calibration(result: Result, coding: Coding) -> None:
    """Draw what a calibration to this corpus would gain, and its switch. result: as the machine has it."""
    st.header("Calibration to this corpus")
    st.html(f'<p class="fl-note">{escape(words.CALIBRATION_NOTE)}</p>')
    kept = review.read_calibration(data.workspace(), result.scorer)
    told = data_review.agreement()
    n_settled = told.n_settled if told else 0
    if not kept and n_settled < MIN_CODED:
        st.info(words.too_few(n_settled, MIN_CODED), icon=":material/info:")
        return
    st.button("Fit it anew" if kept else "Fit it on what is settled", key="fit", on_click=_fit, args=(result, coding))  # fmt: skip
    undoing.show_wrong("calibration")
    if kept:
        st.html(f'<p class="fl-numbers">{escape(words.calibration_words(kept))}</p>')
        st.session_state["calibration"] = kept.state == "on"
        st.toggle("Use it in every figure", key="calibration", on_change=_switch, args=(result.scorer,))


def _fit(result: Result, coding: Coding) -> None:
    def act() -> tuple[str, ...]:
        fitted = review.fit_calibration(coding, scorer=result.scorer, who=coding_answers.coder())
        review.keep_calibration(data.workspace(), fitted)
        return (result.scorer,)

    undoing.change("calibration", act)


def _switch(scorer: str) -> None:
    kept = review.read_calibration(data.workspace(), scorer)
    if kept:
        try:
            review.switch_calibration(data.workspace(), kept, is_on=bool(st.session_state["calibration"]))
        except FramelensError as error:
            st.error(literal(str(error)))
