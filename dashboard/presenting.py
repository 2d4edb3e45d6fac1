"""Presentation: the pinned views, one on a screen, turned by arrow keys. No controls in sight."""

from pathlib import Path

import streamlit as st

from dashboard import address, components, data, data_pins, pinning, slide, wording, wording_pins

_NOTES = "_notes"


def show_present_button() -> None:
    """Draw the button (and key P) that presents the pinned views, in the page's upper right corner."""
    with st.container(key="present"):
        st.button(
            "Present",
            key="present_button",
            shortcut="p",
            type="tertiary",
            on_click=start_presenting,
            help="The pinned views, one on a screen",
        )


def start_presenting(pin_id: str = "") -> None:
    """Present from this pin on, or from the first."""
    st.session_state[_NOTES] = False
    address.present(pin_id)


def show_presented(pin_id: str) -> None:
    """Draw the pin on the whole screen; "" for the first."""
    st.html(Path(__file__).with_name("present.css"))
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    pins = data_pins.pins()
    places = {pin.pin_id: place for place, pin in enumerate(pins)}
    place = places.get(pin_id) if pin_id else 0 if pins else None
    if place is None:
        title, sentence = "This view is not here", wording_pins.UNKNOWN_PIN
        if not pins:
            title = wording_pins.NONE_PINNED
            sentence = wording_pins.UNKNOWN_PIN if pin_id else wording_pins.HOW_TO_PIN
            sentence = " ".join(data.troubles()) or sentence
        st.html(slide.show_nothing(title, sentence, ink))
        _show_controls([pin.pin_id for pin in pins], None)
        return
    pin = pins[place]
    screen = st.empty()
    screen.html(slide.show_slide(pin, place + 1, len(pins), (), ink))
    notes = st.empty()
    has_notes = bool(st.session_state.get(_NOTES))
    if has_notes:
        notes.html(slide.show_notes(pin, (), ink))
    _show_controls([pin.pin_id for pin in pins], place)
    # last, since it may have to analyse the documents: what is frozen waits for nothing
    if since := pinning.since_pinned(pin):
        screen.html(slide.show_slide(pin, place + 1, len(pins), since, ink))
        if has_notes:
            notes.html(slide.show_notes(pin, since, ink))


def _show_controls(pin_ids: list[str], place: int | None) -> None:
    """Buttons for keyboard and screen reader, seen only while they have the focus."""
    last = len(pin_ids) - 1
    here = -1 if place is None else place
    with st.container(key="present_controls", horizontal=True):
        _turn("Next", "next_view", "Right", pin_ids[min(here + 1, last)] if pin_ids else "", here < last)
        _turn("Previous", "previous_view", "Left", pin_ids[max(here - 1, 0)] if pin_ids else "", here > 0)
        _turn("First", "first_view", "Home", pin_ids[0] if pin_ids else "", here > 0)
        _turn("Last", "last_view", "End", pin_ids[last] if pin_ids else "", here < last)
        if place is not None:
            st.button("Speaker’s note", key="show_notes", shortcut="n", on_click=_turn_notes)
        st.button("Leave", key="leave", shortcut="Esc", on_click=address.leave_presenting)
        components.show_presenter_keys()


def _turn(label: str, key: str, shortcut: str, pin_id: str, is_possible: bool) -> None:
    st.button(
        label,
        key=key,
        shortcut=shortcut,
        disabled=not is_possible,
        on_click=address.present,
        args=(pin_id,),
    )


def _turn_notes() -> None:
    st.session_state[_NOTES] = not st.session_state.get(_NOTES)
