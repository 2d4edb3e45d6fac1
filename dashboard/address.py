"""What is chosen stands in the page's address, so that reload, Back and a link show the same view.

Streamlit's own binding of widgets replaces the address without an entry in the
browser's history, so Back would leave the app. Here each change is pushed as an
entry, and an address that we did not write (a link, Back) sets the widgets.
"""

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

_VIEW, _WRITTEN, _PAGE, _TOLD, _IS_NEW = "_view", "_written", "_page", "_told", "_is_new"
"""Session keys: all choices so far; the address as we wrote it; its page; whether the address tells anew, and whether the page is another."""
CORPUS, PRESENT, PIN = "corpus", "present", "pin"
"""What an address says beside the choices: the corpus that it was made with, whether pins are presented, and which."""
_MEANT = "_meant"
"""Session key: the corpus that a link was made with, "" where no link told or it is the one that is open."""


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
    if state[_TOLD] or is_new_page:
        state[_MEANT] = st.query_params.get(CORPUS, "") if state[_TOLD] else ""
    state.setdefault(_VIEW, {})
    state[_PAGE], state[_IS_NEW] = page, is_new_page
    state["_used"] = {}


def write_address(corpus: Callable[[], str] | None = None) -> None:
    """Put the choices of this page into the address; call it after the page has drawn.

    corpus: gives the fingerprint that stands beside the choices. An address that
        is right otherwise is left as it came, so that Back leads on.
    """
    used = st.session_state["_used"]
    there = st.query_params.get(CORPUS, "")
    if used != _from_address():
        st.query_params.from_dict({**used, **_beside(used, corpus)})
    elif there and not st.session_state[_MEANT] and {CORPUS: there} != (beside := _beside(used, corpus)):
        st.query_params.from_dict({**used, **beside})
    st.session_state[_WRITTEN] = used


def _beside(used: dict[str, list[str]], corpus: Callable[[], str] | None) -> dict[str, str]:
    """The corpus, where there are choices that it belongs to."""
    if not used or corpus is None:
        return {}
    return {CORPUS: st.session_state[_MEANT] or corpus()}


def meant_corpus() -> str:
    """The corpus that the link which was opened was made with; "" where none told, or it was settled."""
    meant: str = st.session_state.get(_MEANT, "")
    return meant


def settle_corpus() -> None:
    """Go on with the corpus that is open."""
    st.session_state[_MEANT] = ""


def shown_address() -> dict[str, tuple[str, ...]]:
    """The choices of the page as it was last drawn."""
    return {key: tuple(values) for key, values in st.session_state.get(_WRITTEN, {}).items()}


def present(pin_id: str) -> None:
    """Show a pin on the whole screen; "" for the first of them."""
    st.query_params.from_dict({PRESENT: "1", **({PIN: pin_id} if pin_id else {})})


def presented() -> str | None:
    """The pin that the address asks to present; "" for the first, None where it asks for a page."""
    return st.query_params.get(PIN, "") if st.query_params.get(PRESENT) == "1" else None


def leave_presenting() -> None:
    """Go back to the page as it was."""
    st.query_params.from_dict(st.session_state.get(_WRITTEN, {}))


@contextmanager
def bound(key: str, options: Container[Any], default: Any) -> Iterator[None]:
    """Draw the widget of this key inside: its value comes from the address and goes there.

    options: the values that may be chosen, as text. default: a value, a list
        of values, or None; it is not written to the address.
    """
    state = st.session_state
    told = _from_address() if state[_TOLD] else state[_VIEW]
    # the widget of a page that was left is another one: it does not take over what stands under its key
    if state[_TOLD] or state[_IS_NEW] or key not in state:
        state[key] = _value(told.get(key), options, default)
    elif not _is_valid(state[key], options, default):
        state[key] = _value(None, options, default)
    yield
    chosen = _text(state[key])
    if chosen == _text(default) or not _is_valid(state[key], options, default):
        state[_VIEW].pop(key, None)
    else:
        state[_VIEW][key] = state["_used"][key] = chosen


def used(keys: Collection[str]) -> dict[str, list[str]]:
    """The choices of these keys as they stand on this page, for a link that takes them along."""
    return {key: values for key, values in st.session_state["_used"].items() if key in keys}


def is_chosen(key: str, default: Any) -> bool:
    """Whether something other than the default is chosen, for what is drawn before the widget of this key."""
    state = st.session_state
    if state[_TOLD] or state[_IS_NEW] or key not in state:
        return key in (_from_address() if state[_TOLD] else state[_VIEW])
    return bool(state[key] != default)


def _from_address() -> dict[str, list[str]]:
    apart = (CORPUS, PRESENT, PIN)
    return {key: st.query_params.get_all(key) for key in st.query_params if key not in apart}


def _value(texts: Sequence[str] | None, options: Container[Any], default: Any) -> Any:
    if texts is None:
        return default
    valid = [text for text in texts if text in options]
    if isinstance(default, list):
        return valid if valid or list(texts) == [""] else default
    return valid[0] if valid else default


def _is_valid(value: Any, options: Container[Any], default: Any) -> bool:
    if isinstance(default, list):
        return isinstance(value, list) and all(item in options for item in value)
    return value in options or (value is None and default is None)


def _text(value: Any) -> list[str]:
    """A value as the address holds it; an emptied list is one empty word."""
    if isinstance(value, list):
        return [str(item) for item in value] or [""]
    return [] if value is None else [str(value)]
