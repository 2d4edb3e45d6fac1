"""What a person changes on a page, and takes back there: the steps of this session, one after another."""

from collections.abc import Callable

import streamlit as st

from analysis import FramelensError, Step
from dashboard import data
from dashboard.literal import literal

_DONE, _WRONG = "_done-", "_wrong-"
"""Beginnings of session keys, before the name of the page: the numbers of the steps; what went wrong last."""


def change(page: str, act: Callable[[], tuple[str, ...]]) -> bool:
    """Change the workspace, and remember the step for undo; whether it could be changed. act: returns the key of what it kept."""
    try:
        key = act()
    except FramelensError as error:
        st.session_state[_WRONG + page] = str(error)
        return False
    step = data.workspace().undoable
    if step and step.changes[-1].key == key:  # another person may have come between
        st.session_state.setdefault(_DONE + page, []).append(step.step_id)
    return True


def undoable(page: str, is_mine: Callable[[Step], bool]) -> int | None:
    """The step that undo would take back: the last of this session; after a reload the last of all where it `is_mine`."""
    if done := st.session_state.get(_DONE + page):
        return int(done[-1])
    step = data.workspace().undoable
    return step.step_id if step and is_mine(step) else None


def undo(page: str, is_mine: Callable[[Step], bool]) -> Step | None:
    """Take that step back; returns the undoing, None where there is nothing to take back or it cannot be."""
    number = undoable(page, is_mine)
    if number is None:
        return None
    if done := st.session_state.get(_DONE + page):
        done.pop()
    try:
        return data.workspace().undo(number)
    except FramelensError as error:
        st.session_state[_WRONG + page] = str(error)
        return None


def show_wrong(page: str) -> bool:
    """Draw what went wrong last; whether anything did."""
    wrong = st.session_state.pop(_WRONG + page, "")
    if wrong:
        st.error(literal(wrong), icon=":material/error:")
    return bool(wrong)


def show_undo_redo(tell: Callable[[Step, bool], str], change: Callable[[Callable[[], object]], None]) -> None:
    """Draw the buttons that take the workspace's last change back, and bring it again.

    tell: what a step did, in words; True where it is an undoing that would be taken back.
    change: does it, and says what goes wrong.
    """
    kept = data.workspace()
    done, undone = kept.undoable, kept.redoable
    words = f"Undo: {literal(tell(done, False))}" if done else "Nothing to undo"
    st.button(
        words, key="undo", icon=":material/undo:", disabled=done is None, on_click=change, args=(kept.undo,)
    )
    if undone:
        words = f"Redo: {literal(tell(undone, True))}"
        st.button(words, key="redo", icon=":material/redo:", on_click=change, args=(kept.redo,))
