"""What is chosen stands in the page's address, so that reload, Back and a link show the same view.

Streamlit's own binding of widgets replaces the address without an entry in the
browser's history, so Back would leave the app. Here each change is pushed as an
entry, and an address that we did not write (a link, Back) sets the widgets.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

_VIEW, _WRITTEN, _PAGE, _TOLD = "_view", "_written", "_page", "_told"
"""Session keys: all choices so far; the address as we wrote it; its page; whether the address tells anew."""


def read_address(page: str) -> None:
    """Take over what the address says; call it before the page draws.

    An address without choices on another page is a click in the navigation:
    the choices so far stay.
    """
    state = st.session_state
    told = _from_address()
    is_new_page = state.get(_PAGE) != page
    state[_TOLD] = told != state.get(_WRITTEN) and not (is_new_page and not told and _WRITTEN in state)
    if state[_TOLD]:
        state[_VIEW] = {**state.get(_VIEW, {}), **told}
    state.setdefault(_VIEW, {})
    state[_PAGE] = page
    state["_used"] = {}


def write_address() -> None:
    """Put the choices of this page into the address; call it after the page has drawn."""
    used = st.session_state["_used"]
    if used != _from_address():
        st.query_params.from_dict(used)
    st.session_state[_WRITTEN] = used


@contextmanager
def bound(key: str, options: Collection[Any], default: Any) -> Iterator[None]:
    """Draw the widget of this key inside: its value comes from the address and goes there.

    options: the values that may be chosen, as text. default: a value, a list
        of values, or None; it is not written to the address.
    """
    state = st.session_state
    told = _from_address() if state[_TOLD] else state[_VIEW]
    if state[_TOLD] or key not in state:
        state[key] = _value(told.get(key), options, default)
    elif not _is_valid(state[key], options, default):
        state[key] = _value(None, options, default)
    yield
    chosen = _text(state[key])
    if chosen == _text(default) or not _is_valid(state[key], options, default):
        state[_VIEW].pop(key, None)
    else:
        state[_VIEW][key] = state["_used"][key] = chosen


def _from_address() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _value(texts: Sequence[str] | None, options: Collection[Any], default: Any) -> Any:
    if texts is None:
        return default
    valid = [text for text in texts if text in options]
    if isinstance(default, list):
        return valid if valid or list(texts) == [""] else default
    return valid[0] if valid else default


def _is_valid(value: Any, options: Collection[Any], default: Any) -> bool:
    if isinstance(default, list):
        return isinstance(value, list) and all(item in options for item in value)
    return value in options or (value is None and default is None)


def _text(value: Any) -> list[str]:
    """A value as the address holds it; an emptied list is one empty word."""
    if isinstance(value, list):
        return [str(item) for item in value] or [""]
    return [] if value is None else [str(value)]
