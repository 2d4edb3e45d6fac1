"""The filters that the page Evidence has beside the bar: words, and a value of every column."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import address, wording_evidence
from dashboard.evidence_search import COUNTED, WIDEST, Wanted, read_words
from dashboard.wording_holders import UNNAMED, holder_title

_EMPTY: dict[str, Any] = {
    "find": "", "judged": [], "kind": [], "whose": [], "sure": "", "place": COUNTED, "stance": "", "tone": "",
}  # fmt: skip
"""Every filter of the page and its value when it is not set, by its word in the address."""
_RANGE = re.compile(r"(-?[01]\.\d\d)~(-?[01]\.\d\d)")


class _Texts:
    """Options of a choice that may be any text."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str)


class _Ranges:
    """Options of a choice that is a range, "-0.50~0.25", or "" for the widest."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and (not value or _read_range(value) is not None)


def show_choices(
    holders: Sequence[str], holder_types: Sequence[str], names: Mapping[str, str]
) -> tuple[Wanted, str]:
    """Draw the filters; returns what is asked for, and the search as it was typed."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with address.bound("find", _Texts(), ""):
            typed = st.text_input(
                "Search in the sentences",
                key="find",
                placeholder=wording_evidence.SEARCH_PLACEHOLDER,
                help=wording_evidence.SEARCH_HELP,
                width=330,
            )
        labels = _choose_several("judged", "Judged", wording_evidence.LABELS)
        order = _choose_one("rank", "Order", wording_evidence.ORDERS, "clearest")
        n_set = sum(
            address.is_chosen(key, _EMPTY[key])
            for key in ("kind", "whose", "sure", "place", "stance", "tone")
        )
        with st.popover(wording_evidence.more(n_set), key="more_columns"):
            whose = {holder: _holder(holder, names) for holder in holders}
            chosen = _choose_holders(whose)
            kinds = _choose_several(
                "kind", "Quoted from", {kind: wording_evidence.KINDS.get(kind, kind) for kind in holder_types}
            )
            certainty = _choose_one("sure", "Certainty of the scorer", wording_evidence.CERTAINTIES, "")
            place = _choose_one("place", "Place", wording_evidence.PLACES, COUNTED)
            stance = _choose_range("stance", "Stance")
            tone = _choose_range("tone", "Tone of the wording")
        if any(address.is_chosen(key, empty) for key, empty in _EMPTY.items()):
            st.button("Clear", on_click=clear, type="tertiary", key="clear_evidence")
    return (
        Wanted(
            words=read_words(typed),
            labels=tuple(labels),
            holder_types=tuple(kinds),
            holders=tuple(chosen),
            certainty=certainty,
            place=place,
            stance=stance,
            tone=tone,
            order=order,
        ),
        typed.strip(),
    )


def clear() -> None:
    """Take back every filter of the page."""
    for key, empty in _EMPTY.items():
        st.session_state[key] = list(empty) if isinstance(empty, list) else empty


def _holder(holder: str, names: Mapping[str, str]) -> str:
    return "Not told who" if holder == UNNAMED else holder_title(holder, names)


def _choose_several(key: str, label: str, names: Mapping[str, str]) -> list[str]:
    with address.bound(key, names, []):
        chosen = st.pills(
            label, list(names), selection_mode="multi", format_func=lambda one: names[one], key=key
        )
    return chosen or []


def _choose_one(key: str, label: str, names: Mapping[str, str], default: str) -> str:
    with address.bound(key, names, default):
        chosen = st.selectbox(label, list(names), format_func=lambda one: names[one], key=key, width=200)
    return str(chosen if chosen is not None else default)


def _choose_holders(names: Mapping[str, str]) -> list[str]:
    with address.bound("whose", names, []):
        return st.multiselect(
            "Whose view",
            list(names),
            format_func=lambda one: names[one],
            key="whose",
            placeholder="Anybody's",
            help=f"The {len(names)} that are quoted most." if len(names) >= 500 else None,
        )


def _choose_range(key: str, label: str) -> tuple[float, float]:
    with address.bound(key, _Ranges(), ""):
        slider = f"{key}_slider"
        st.session_state[slider] = _read_range(st.session_state[key]) or WIDEST
        chosen: tuple[float, float] = st.slider(
            label, *WIDEST, step=0.05, key=slider, format="%+.2f", on_change=_keep_range, args=(key, slider)
        )
    return chosen


def _keep_range(key: str, slider: str) -> None:
    """A range stands in the address as one word, so it is kept as one beside the slider."""
    lower, upper = st.session_state[slider]
    st.session_state[key] = "" if (lower, upper) == WIDEST else f"{lower:.2f}~{upper:.2f}"


def _read_range(text: str) -> tuple[float, float] | None:
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    lower, upper = float(found[1]), float(found[2])
    return (lower, upper) if WIDEST[0] <= lower <= upper <= WIDEST[1] else None
