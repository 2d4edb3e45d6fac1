"""The pinned views as a list: their order, their claims and notes, what became of their figures."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from analysis import FramelensError, Pin
from dashboard import data, data_pins, pinning, presenting, undoing, wording_pins
from dashboard.literal import literal

_WRONG = "_pins-wrong"


def change(act: Callable[[], object]) -> None:
    """Change the workspace; what goes wrong is said on the next drawing, and changes nothing."""
    try:
        act()
    except FramelensError as error:
        st.session_state[_WRONG] = str(error)


def show_undo() -> None:
    """Draw what can be undone and redone, and what went wrong last."""
    if wrong := st.session_state.pop(_WRONG, ""):
        st.error(literal(wrong))
    with st.container(horizontal=True, vertical_alignment="center"):
        undoing.show_undo_redo(lambda step, _: wording_pins.step_words(step), change)


def show_pins() -> None:
    """Draw the list, or how to pin a view."""
    pins = data.workspace().pins()
    st.header(f"Pinned views: {len(pins)}" if pins else "Pinned views")
    if not pins:
        st.html(f'<p class="fl-lead">{wording_pins.NONE_PINNED} {wording_pins.HOW_TO_PIN}</p>')
        st.page_link("app_pages/overview.py", label="Overview", icon=":material/arrow_forward:")
        return
    st.html(f'<p class="fl-note">{wording_pins.LIST_NOTE}</p>')
    here = data_pins.current_fingerprint()
    for place, pin in enumerate(pins):
        with st.container(key=f"pinned-{pin.pin_id}"):
            _show_pin(pin, place, pins, here)


def _show_pin(pin: Pin, place: int, pins: tuple[Pin, ...], here: str) -> None:
    words, facts = st.columns([3, 2], gap="large")
    with words:
        _edit(pin, "claim", f"Claim of view {place + 1}")
        _edit(pin, "note", "Speaker’s note", "Shown to you with the key N while you present")
    with facts:
        st.html(_facts(pin, here))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _show_buttons(pin, place, pins)


def _edit(pin: Pin, field: str, label: str, placeholder: str = "") -> None:
    key = f"{field}-{pin.pin_id}"
    st.session_state[key] = getattr(pin, field)
    st.text_area(
        label,
        key=key,
        height=78 if field == "claim" else 68,
        max_chars=600 if field == "claim" else 5_000,
        placeholder=placeholder or pin.drafted,
        on_change=_store,
        args=(pin, field),
    )


def _store(pin: Pin, field: str) -> None:
    """Keep what was typed; an emptied claim is the drafted one again."""
    typed = str(st.session_state[f"{field}-{pin.pin_id}"]).strip()
    if field == "claim":
        change(
            lambda: data.workspace().put_pins([replace(pin, claim=" ".join(typed.split()) or pin.drafted)])
        )
    else:
        change(lambda: data.workspace().put_pins([replace(pin, note=typed)]))


def _facts(pin: Pin, here: str) -> str:
    shown = pin.figures[:3]
    figures = "".join(
        f"<li>{escape(wording_pins.figure_name(one))}: {escape(wording_pins.figure_words(one))}; {escape(one.verdict)}, "
        f"{escape(one.counts)}</li>"
        for one in shown
    )
    if more := len(pin.figures) - len(shown):
        figures += f"<li>and {more} more {'figure' if more == 1 else 'figures'}</li>"
    other = "" if pin.fingerprint == here else " Another corpus is open now."
    since = " ".join(pinning.since_pinned(pin))
    changed = f'<p class="fl-since"><b>Since then.</b> {escape(since)}</p>' if since else ""
    where = f"{wording_pins.PAGES.get(pin.page, pin.page)}, pinned {pin.at[:10]}. {wording_pins.corpus_words(pin)}.{other}"
    return f'<ul class="fl-list">{figures}</ul>{changed}<p class="fl-facts">{escape(where)} {escape(pin.filters)}; {escape(wording_pins.voice_words(pin.voice))}.</p>'


def _show_buttons(pin: Pin, place: int, pins: tuple[Pin, ...]) -> None:
    kept = data.workspace()
    st.button("Present from here", key=f"from-{pin.pin_id}", icon=":material/slideshow:", on_click=presenting.start_presenting, args=(pin.pin_id,))  # fmt: skip
    if pin.page in wording_pins.PAGES:
        st.page_link(
            f"app_pages/{pin.page}.py",
            label="Open the view",
            icon=":material/arrow_forward:",
            query_params=wording_pins.link_to(pin),
        )
    st.button("Up", key=f"up-{pin.pin_id}", icon=":material/arrow_upward:", type="tertiary", disabled=place == 0, on_click=_swap, args=(pins, place, place - 1), help=f"Move view {place + 1} up")  # fmt: skip
    st.button("Down", key=f"down-{pin.pin_id}", icon=":material/arrow_downward:", type="tertiary", disabled=place == len(pins) - 1, on_click=_swap, args=(pins, place, place + 1), help=f"Move view {place + 1} down")  # fmt: skip
    st.button("Remove", key=f"remove-{pin.pin_id}", icon=":material/delete:", type="tertiary", on_click=change, args=(lambda: kept.remove_pin(pin.pin_id),))  # fmt: skip


def _swap(pins: tuple[Pin, ...], place: int, other: int) -> None:
    """Change two places; orders are numbered anew where an import brought the same twice."""
    moved = list(pins)
    moved[place], moved[other] = moved[other], moved[place]
    changed = [replace(pin, order=n) for n, pin in enumerate(moved, start=1) if pin.order != n]
    change(lambda: data.workspace().put_pins(changed))
