"""What was read, what was taken out of it, and a place to add texts of one's own."""

from collections.abc import Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st

import analysis
from analysis import Document, FramelensError, Result
from dashboard import address, data, wording
from dashboard.selection import rows_of

_SHOWN = ["title", "source", "published", "status", "n_sentences", "n_removed", "language", "genre", "translated", "complete", "notes"]  # fmt: skip
_CONTROLS = ["unknown", "state", "party", "private"]
MANY = 6  # removed blocks that are shown without a scroll bar
_GENRES = ["unknown", "news", "opinion", "transcript", "statement"]


def _add(documents: list[Document]) -> None:
    """Keep new documents; one that is there already is said to be."""
    present = {document.doc_id for document in data.current_documents()}
    for document in documents:
        if document.doc_id in present:
            st.session_state["said"].append(
                ("warning", f"“{_name(document)}” is there already; it was not added again.")
            )
            continue
        present.add(document.doc_id)
        data.added().documents.append(document)
        st.session_state["said"].append(
            ("success", f"“{_name(document)}” was added: {len(document.text):,} characters.")
        )


def _name(document: Document) -> str:
    return document.title if document.title != wording.UNKNOWN else document.path or "Untitled text"


def _show_adding() -> None:
    st.subheader("Add your own")
    st.html(
        '<p class="fl-note">What you add is analysed beside the other documents. It stays in the memory of this computer '
        "and is gone when you close or reload the page; nothing is sent anywhere.</p>"
    )
    paste, upload = st.tabs(["Paste a text", "Upload files"])
    with paste, st.form("paste", clear_on_submit=True):
        title = st.text_input(
            "Title", help="Left empty, the text's own first line is taken where it looks like a title."
        )
        left, middle, right, last = st.columns(4)
        source = left.text_input("Outlet", placeholder="unknown")
        published = middle.text_input("Date", placeholder="YYYY, YYYY-MM or YYYY-MM-DD")
        genre = right.selectbox("Kind of text", _GENRES)
        control = last.selectbox("Who controls the outlet", _CONTROLS)
        text = st.text_area("Text", height=220, placeholder="Paste the whole text here.")
        if st.form_submit_button("Analyse", type="primary"):
            _add_pasted(
                text,
                title=title.strip(),
                source=source.strip(),
                published=published.strip(),
                genre=genre,
                control=control,
            )
    with upload, st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            "Plain text, Markdown, or WordPress records (JSON)", accept_multiple_files=True, key="files"
        )
        if st.form_submit_button("Analyse", type="primary"):
            if not files:
                st.session_state["said"].append(
                    ("warning", "No file was chosen; choose one or more, then press Analyse.")
                )
            for file in files or []:
                try:
                    _add(analysis.read_bytes(file.getvalue(), file.name))
                except FramelensError as error:
                    st.session_state["said"].append(("error", str(error)))
            st.rerun()


def _add_pasted(text: str, **metadata: str) -> None:
    try:
        _add([analysis.document(text, **metadata)])
    except FramelensError as error:
        st.session_state["said"].append(("error", str(error)))
    st.rerun()


def _show_said() -> None:
    """Draw once what came of the last action."""
    for kind, sentence in st.session_state.pop("said", []):
        {"success": st.success, "warning": st.warning, "error": st.error}[kind](sentence)
    st.session_state["said"] = []


def _show_removed(document: Document, block_id: str, text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="fl-removed">{escape(text)}</p>')
        if st.button(
            "Put back",
            key=f"back-{document.doc_id}-{block_id}",
            type="tertiary",
            help="Analyse it as part of the text.",
        ):
            data.added().restored.append((document.doc_id, block_id))
            st.rerun()


def _show_table(result: Result) -> None:
    table = result.documents.copy()
    table["title"] = [wording.title_of(row) for row in rows_of(result)]
    st.dataframe(
        table[_SHOWN],
        hide_index=True,
        column_config={
            "title": st.column_config.TextColumn("Title", width=360),
            "source": "Outlet",
            "published": "Date",
            "language": "Language",
            "genre": "Kind",
            "translated": "Translated",
            "complete": "Complete",
            "status": "Status",
            "n_sentences": "Sentences",
            "n_removed": "Taken out",
            "notes": st.column_config.TextColumn("Notes", width="large"),
        },
    )


def _show_failures() -> None:
    for failure in data.opened_corpus().failures:
        place = f", {failure.place}" if failure.place else ""
        st.error(f"{failure.path}{place}: {failure.reason}; {failure.remedy}.", icon=":material/error:")


def _show_document(result: Result, document: Document, row: Mapping[str, Any]) -> None:
    facts = [
        f"Outlet: {row['source']}", f"Country: {row['country']}", f"Control: {row['control']}", f"Kind: {row['genre']}",
        f"Date: {row['published']}", f"Author: {row['author']}", f"Address: {row['address']}", f"Language: {row['language']}",
        f"Translated: {row['translated']}", f"Complete: {row['complete']}", f"File: {Path(row['path']).name or 'pasted'}",
        f"SHA-256: {row['sha256'][:16]}…",
    ]  # fmt: skip
    notes = f'<p class="fl-note">{escape(row["notes"])}</p>' if row["notes"] else ""
    st.html(f'<p class="fl-note">{escape("  ·  ".join(facts))}</p>{notes}')
    if document in data.added().documents and st.button("Remove this document", key="remove"):
        data.added().documents.remove(document)
        st.session_state["said"].append(("success", f"“{_name(document)}” was removed."))
        st.rerun()

    st.subheader("Taken out before analysis")
    restored = [block for doc_id, block in data.added().restored if doc_id == document.doc_id]
    if not document.removed and not restored:
        st.caption("Nothing was taken out of this document.")
    if document.removed:
        with st.container(height=420 if len(document.removed) > MANY else "content", border=True):
            for reason, blocks in groupby(document.removed, key=lambda block: block.reason):
                st.html(f'<p class="fl-reason">{escape(reason)}</p>')
                for block in blocks:
                    _show_removed(document, block.block_id, block.text)
    for block_id in restored:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                f'<p class="fl-note">A block was put back ({escape(block_id)}) and is analysed as part of the text.</p>'
            )
            if st.button("Take out again", key=f"out-{document.doc_id}-{block_id}"):
                data.added().restored.remove((document.doc_id, block_id))
                st.rerun()


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_DOCUMENTS)
    documents = data.current_documents()
    result = data.analysed(documents)
    _show_said()
    _show_failures()
    for sentence in filter(None, map(wording.status_sentence, rows_of(result))):
        st.info(sentence, icon=":material/info:")
    _show_table(result)
    rows = {row["doc_id"]: row for row in rows_of(result)}
    labels = wording.labels_of(list(rows.values()))
    by_id = {document.doc_id: document for document in documents}
    with address.bound("look", rows, None):
        doc_id = st.selectbox(
            "Look into",
            list(rows),
            index=None,
            format_func=lambda key: labels[key],
            key="look",
            placeholder="Choose a document to see what is known of it and what was taken out",
        )
    if doc_id:
        _show_document(result, by_id[doc_id], rows[doc_id])
    _show_adding()


main()
