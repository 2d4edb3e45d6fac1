"""A link that was made with another corpus says so, before any figure."""

from html import escape

import streamlit as st

from dashboard import address, data, data_pins, wording_pins


def show_other_corpus() -> None:
    """Draw what was meant and what is open, where the link names another corpus than the one that is open."""
    meant = address.meant_corpus()
    if not meant:
        return
    here = data_pins.current_fingerprint()
    if meant == here:
        address.settle_corpus()
        return
    n_here = len(data.current().corpus)
    sentence = wording_pins.other_corpus(meant[:40], here, n_here, data_pins.pins())
    with st.container(horizontal=True, vertical_alignment="center", key="other_corpus"):
        st.html(f'<p class="fl-other" role="status">{escape(sentence)}</p>', width="stretch")
        st.button("Go on with this corpus", key="settle", on_click=address.settle_corpus)
