"""The page Documents: what well-known outlets would tell of documents, to be accepted or left."""

from collections.abc import Sequence
from html import escape

import streamlit as st

import analysis
from analysis import Document, Guess
from dashboard import data, wording_documents
from dashboard.documents_workspace import change

_SHOWN = 12
Found = list[tuple[Document, Guess]]


def show_guesses(documents: Sequence[Document]) -> None:
    """Draw the outlets that are recognised, with the reason; nothing counts before it is accepted."""
    by_outlet: dict[str, Found] = {}
    for document in documents:
        if guess := analysis.guess_outlet(document):
            by_outlet.setdefault(guess.outlet.name, []).append((document, guess))
    if not by_outlet:
        return
    n = sum(len(found) for found in by_outlet.values())
    with st.container(border=True):
        words, button = st.columns([0.86, 0.14], vertical_alignment="center")
        with words:
            st.html(
                f'<p class="fl-said">{wording_documents.count(n, "document")} of '
                f"{wording_documents.count(len(by_outlet), 'well-known outlet')}: "
                "what is known of them counts once you accept it.</p>"
            )
        with button:
            if len(by_outlet) > 1:
                everything = [pair for found in by_outlet.values() for pair in found]
                st.button(
                    "Accept all", key="accept-all", on_click=change, args=(lambda: _accept(everything),)
                )
        for name, found in list(by_outlet.items())[:_SHOWN]:
            _show_outlet(name, found)
        if len(by_outlet) > _SHOWN:
            st.caption(f"And {len(by_outlet) - _SHOWN} more outlets, which come up when these are accepted.")


def _show_outlet(name: str, found: Found) -> None:
    guess = found[0][1]
    values = {column: value for _, each in found for column, value in each.values.items()}
    words, button = st.columns([0.86, 0.14], vertical_alignment="center")
    with words:
        st.html(
            f'<p class="fl-numbers"><b>{escape(name)}</b> · {wording_documents.count(len(found), "document")}: '
            f"{escape(wording_documents.guess_words(values))}.<br>"
            f'<span class="fl-quiet">Because {escape(guess.why)}; {escape(guess.outlet.reason)}.</span></p>'
        )
    with button:
        st.button("Accept", key=f"accept-{name}", on_click=change, args=(lambda: _accept(found),))


def _accept(found: Found) -> None:
    """Keep what the outlets tell as edits, in one step that can be undone."""
    data.workspace().edit_documents({document.doc_id: dict(guess.values) for document, guess in found})
