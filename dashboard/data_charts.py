"""Charts as the browser gets them, made once for what they show: Altair needs longer to check one than to draw it."""

from collections.abc import Callable, Hashable
from typing import Any

import altair as alt
import streamlit as st
from altair.utils.schemapi import debug_mode


def show_chart(
    key: str,
    shows: Hashable,
    make: Callable[[], alt.LayerChart],
    *,
    words: str,
    on_click: Callable[[], None] | None = None,
) -> None:
    """Draw a chart. shows: all that it is made of, told apart by its text; words: the same for a screen reader.

    on_click: called when a cell is clicked; `key` then holds the selection "cell".
    """
    spec = _specification(key, repr(shows), make)
    if on_click is None:
        st.vega_lite_chart(spec=spec, theme=None, key=key, alt=words)
    else:
        st.vega_lite_chart(
            spec=spec, theme=None, key=key, on_select=on_click, selection_mode="cell", alt=words
        )


@st.cache_data(max_entries=200, show_spinner=False)
def _specification(key: str, shows: str, _make: Callable[[], alt.LayerChart]) -> dict[str, Any]:
    """The chart in Vega-Lite. It is not checked against the schema here: tests of the charts do that."""
    with debug_mode(False):
        spec: dict[str, Any] = _make().to_dict(validate=False)
    return spec
