"""The words of the brief: title, question, author, and the key judgements, chosen, ordered and edited in place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

import analysis
from analysis import Brief, BriefText, ChosenJudgement, Judgement, Pin, PinnedFigure, Result
from dashboard import data, data_pins, wording_pins
from dashboard.pins_list import change
from dashboard.selection import Selection

_FIELDS = {
    "title": ("Title", 300),
    "question": ("Question", 600),
    "author": ("Author", 200),
}


def choose_words(result: Result, selection: Selection, restored: Result | None) -> Brief:
    """Draw what can be written and chosen, and return the brief of it; what is changed is kept in the workspace at once.

    restored: the documents with their removed blocks put back, None where that is not asked for.
    """

    note = data_pins.review_note(selection.documents, selection.actors)

    def draft(keys: tuple[str, ...] | None) -> Brief:
        return data_pins.brief(
            result, restored, note, selection.documents, selection.actors, selection.voice, keys
        )

    text = data.workspace().brief_text()
    drafted = draft(None)
    _show_fields(text, drafted)
    listed = _listed(result, text, drafted)
    fitting = {
        one.key
        for one in listed
        if analysis.has_judgement(
            result, one.key, doc_ids=selection.documents, actors=selection.actors, voice=selection.voice
        )
    }
    # in the order of their keys, so that another order or wording drafts nothing anew
    every = draft(tuple(sorted(fitting)))
    _show_judgements(text, listed, {one.key: one for one in every.judgements})
    return analysis.reword_brief(
        every,
        title=text.title,
        question=text.question,
        author=text.author,
        judgements={one.key: one.claim for one in listed if one.is_in and one.key in fitting},
    )


def _show_fields(text: BriefText, empty: Brief) -> None:
    drafted = {"title": empty.title, "question": empty.question, "author": "Not named"}
    for field, (label, most) in _FIELDS.items():
        key = f"brief-{field}"
        st.session_state[key] = getattr(text, field)
        st.text_input(
            label,
            key=key,
            max_chars=most,
            placeholder=drafted[field],
            on_change=_store_field,
            args=(text, field),
        )


def _store_field(text: BriefText, field: str) -> None:
    typed = " ".join(str(st.session_state[f"brief-{field}"]).split())
    change(lambda: data.workspace().put_brief_text(replace(text, **{field: typed})))


def _listed(result: Result, text: BriefText, empty: Brief) -> tuple[ChosenJudgement, ...]:
    """What was chosen, in its order; then what was pinned and what is drafted, in until something was chosen.

    A judgement that was pinned after the choice is in; one that is drafted only since then waits to be chosen.
    """
    pinned = _pinned(result)
    chosen = {one.key: one for one in text.judgements or ()}
    found = dict(chosen)
    for key, claim in pinned.items():
        found.setdefault(key, ChosenJudgement(key, claim))
    for judgement in empty.judgements:
        found.setdefault(judgement.key, ChosenJudgement(judgement.key, is_in=text.judgements is None))
    return tuple(found.values())


def _pinned(result: Result) -> dict[str, str]:
    """The key judgements that were pinned: key → the sentence, "" where nobody worded it anew."""
    found: dict[str, str] = {}
    for pin in data.workspace().pins():
        leading = _leading(pin)
        key = analysis.judgement_key(result, leading) if leading else ""
        if key:
            found.setdefault(key, "" if pin.claim == pin.drafted else pin.claim)
    return found


def _leading(pin: Pin) -> PinnedFigure | None:
    """The figure that a pinned view is about; a matrix is about none in particular."""
    if pin.kind == "matrix" or not pin.figures:
        return None
    differences = [figure for figure in pin.figures if figure.table == "comparison"]
    return differences[0] if pin.kind == "difference" and differences else pin.figures[0]


def _show_judgements(
    text: BriefText, listed: Sequence[ChosenJudgement], drafted: Mapping[str, Judgement]
) -> None:
    n_in = sum(one.is_in and one.key in drafted for one in listed)
    st.html(f'<p class="fl-claim">Key judgements: {n_in} of {len(listed)} in the brief</p>')
    st.html(f'<p class="fl-note">{wording_pins.BRIEF_NOTE if listed else wording_pins.NO_JUDGEMENTS}</p>')
    for place, one in enumerate(listed):
        with st.container(key=f"judgement-{place}"):
            _show_judgement(text, listed, place, drafted.get(one.key))
    if n_apart := sum(not _has_place(pin) for pin in data.workspace().pins()):
        st.html(f'<p class="fl-note">{escape(wording_pins.no_place(n_apart))}</p>')


def _has_place(pin: Pin) -> bool:
    """Whether a brief has a key judgement for what a pin is about."""
    leading = _leading(pin)
    return leading is not None and bool(analysis.judgement_key(data.current_result(), leading))


def _show_judgement(
    text: BriefText, listed: Sequence[ChosenJudgement], place: int, judgement: Judgement | None
) -> None:
    """Draw one of them. judgement: as it is drafted, None for one that the filters leave out."""
    one, drafted = listed[place], judgement.claim if judgement else ""
    facts = wording_pins.judgement_facts(judgement) if judgement else wording_pins.NOT_IN_SELECTION
    box, words, moves = st.columns([0.5, 8, 1.9], vertical_alignment="top")
    with box:
        st.session_state[f"in-{place}"] = one.is_in
        st.checkbox(f"Judgement {place + 1} goes into the brief", key=f"in-{place}", label_visibility="collapsed", on_change=_store, args=(text, listed, place))  # fmt: skip
    with words:
        st.session_state[f"says-{place}"] = one.claim or drafted
        st.text_area(f"Judgement {place + 1}", key=f"says-{place}", height=72, max_chars=2_000, label_visibility="collapsed", disabled=not drafted, on_change=_store, args=(text, listed, place, drafted))  # fmt: skip
        st.html(f'<p class="fl-facts">{escape(facts)}</p>')
    with moves, st.container(horizontal=True, gap="small"):
        for label, icon, other in (("up", "upward", place - 1), ("down", "downward", place + 1)):
            st.button(
                label.capitalize(),
                key=f"{label}-{place}",
                help=f"Move judgement {place + 1} {label}",
                icon=f":material/arrow_{icon}:",
                type="tertiary",
                disabled=not 0 <= other < len(listed),
                on_click=_swap,
                args=(text, listed, place, other),
            )


def _store(text: BriefText, listed: Sequence[ChosenJudgement], place: int, drafted: str = "") -> None:
    """Keep whether a judgement is in, and its sentence; the drafted one, or none, is left to the draft."""
    typed = " ".join(str(st.session_state[f"says-{place}"]).split())
    one = listed[place]
    claim = one.claim if not drafted else "" if typed == drafted else typed
    changed = replace(one, claim=claim, is_in=bool(st.session_state[f"in-{place}"]))
    _put(text, [*listed[:place], changed, *listed[place + 1 :]])


def _swap(text: BriefText, listed: Sequence[ChosenJudgement], place: int, other: int) -> None:
    moved = list(listed)
    moved[place], moved[other] = moved[other], moved[place]
    _put(text, moved)


def _put(text: BriefText, listed: Sequence[ChosenJudgement]) -> None:
    change(lambda: data.workspace().put_brief_text(replace(text, judgements=tuple(listed))))
