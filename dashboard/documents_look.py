"""The page Documents: one document, what is known of it, what was taken out of it; and the same story twice."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st

from analysis import Document
from dashboard import data, wording, wording_documents
from dashboard.data import Current
from dashboard.documents_workspace import change

MANY = 6  # removed blocks that are shown without a scroll bar


def show_document(now: Current, document: Document, row: Mapping[str, Any]) -> None:
    """Draw what is known of a document, what was changed by hand, and what was taken out."""
    _show_facts(document, row)
    _show_own(now, document)
    st.header("Taken out before analysis")
    restored = {
        key[1]: value for key, value in data.workspace().entries("block").items() if key[0] == row["doc_id"]
    }
    if not document.removed and not restored:
        st.caption("Nothing was taken out of this document.")
    for block_id, value in restored.items():
        _show_restored(row["doc_id"], block_id, value["begins"] if isinstance(value, dict) else "")
    if document.removed:
        with st.container(height=420 if len(document.removed) > MANY else "content", border=True):
            for reason, blocks in groupby(document.removed, key=lambda block: block.reason):
                st.html(f'<p class="fl-reason">{escape(reason)}</p>')
                for block in blocks:
                    _show_removed(document, block.block_id, block.text)


def _show_facts(document: Document, row: Mapping[str, Any]) -> None:
    facts = [f"{name}: {row[column]}" for column, name in wording_documents.COLUMNS.items() if column != "title"]  # fmt: skip
    facts += [
        f"Format: {wording_documents.format_of(row)}",
        f"File: {Path(row['path']).name or 'pasted'}",
        f"Words: {len(document.text.split()):,}",
        f"SHA-256: {row['sha256'][:16]}…",
    ]
    notes = "".join(f'<p class="fl-note">{escape(note)}</p>' for note in document.notes)
    st.html(f'<p class="fl-note">{escape("  ·  ".join(facts))}</p>{notes}')


def _show_own(now: Current, document: Document) -> None:
    """What the analyst may take back: the document itself, and the cells changed by hand."""
    edits = data.workspace().edits(document.doc_id)
    if edits:
        changed = ", ".join(wording_documents.COLUMNS[column].lower() for column in edits)
        st.html(f'<p class="fl-note">Changed by hand: {escape(changed)}.</p>')
    with st.container(horizontal=True):
        if edits:
            nothing: dict[str, str | None] = dict.fromkeys(edits)
            st.button(
                "Take these changes back",
                key="take-back",
                on_click=change,
                args=(lambda: data.workspace().edit_metadata(document.doc_id, nothing),),
            )
        if document.doc_id in now.added:
            st.button(
                "Remove this document",
                key="remove",
                on_click=change,
                args=(
                    lambda: data.workspace().remove_document(document.doc_id),
                    "The document was removed; “Undo” brings it back.",
                ),
            )


def _show_removed(document: Document, block_id: str, text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="fl-removed">{escape(text)}</p>')
        st.button(
            "Put back",
            key=f"back-{document.doc_id}-{block_id}",
            type="tertiary",
            help="Analyse it as part of the text.",
            on_click=change,
            args=(lambda: data.workspace().restore_block(document, block_id),),
        )


def _show_restored(doc_id: str, block_id: str, begins: object) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="fl-note">“{escape(str(begins))}” was put back and is analysed as part of the text.</p>'
        )
        st.button(
            "Take out again",
            key=f"out-{doc_id}-{block_id}",
            type="tertiary",
            on_click=change,
            args=(lambda: data.workspace().remove_block(doc_id, block_id),),
        )


def show_stories(rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw the documents that tell one story nearly word for word."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["group_id"]:
            groups.setdefault(row["group_id"], []).append(row)
    if not groups:
        return
    n = wording_documents.count(len(groups), "story", "stories")
    with st.expander(f"{n} told nearly word for word by several documents", expanded=len(groups) <= 2):
        st.html(
            '<p class="fl-note">Each document keeps its own figures; in the figure of a source they count once.</p>'
        )
        for group in groups.values():
            told = "".join(
                f'<li>{escape(wording.title_of(row, 90))} <span class="fl-quiet">{escape(wording.byline_of(row))}</span></li>'
                for row in group
            )
            st.html(f'<ul class="fl-list">{told}</ul>')
