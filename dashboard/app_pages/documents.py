"""What was read, what was left out, and the analyst's own: added, corrected, kept."""

import streamlit as st

from analysis import WorkspaceError
from dashboard import (
    address,
    data,
    documents_adding,
    documents_guesses,
    documents_look,
    documents_table,
    documents_workspace,
    wording,
    wording_documents,
)
from dashboard.data import Current
from dashboard.literal import literal
from dashboard.selection import rows_of


def _choose(labels: dict[str, str]) -> str | None:
    with address.bound("look", labels, None):
        doc_id: str | None = st.selectbox(
            "Look into",
            list(labels),
            index=None,
            format_func=lambda key: labels[key],
            key="look",
            placeholder="Choose a document to see what is known of it and what was taken out",
        )
    return doc_id


def _show_unread(now: Current) -> None:
    """What could not be read of the documents that the app was opened with, and of those that were added."""
    for failure in now.corpus.failures:
        st.error(literal(wording_documents.failure_words(failure)), icon=":material/error:")


def _show_without_workspace() -> None:
    """The workspace was open and cannot be read any more: the documents without it, and a way back."""
    now = data.current()
    st.html(f'<p class="fl-lead">{wording_documents.WITHOUT}</p>')
    st.button("Open the workspace again", on_click=data.opened.clear)
    documents = data.analysed(now.corpus.documents).documents
    st.dataframe(
        documents[[*wording_documents.COLUMNS, "n_sentences", "n_removed", "status"]], hide_index=True
    )


def main() -> None:
    """Draw the page."""
    st.title(wording.QUESTION_DOCUMENTS)
    if any(isinstance(error, WorkspaceError) for error in data.current().errors):
        _show_without_workspace()
        return
    head = st.container()
    documents_adding.show_adding()
    documents_workspace.show_said()
    now = data.current()
    result = data.analysed(now.corpus.documents, now.actors)
    rows = {row["doc_id"]: row for row in rows_of(result)}
    labels = wording.labels_of(list(rows.values()))
    with head:
        documents_workspace.show_head(now, labels)
    documents_adding.show_report(rows)
    _show_unread(now)
    st.header("The documents")
    if rows:
        documents_guesses.show_guesses(now.corpus.documents)
        documents_table.show_table(list(rows.values()))
        for sentence in filter(None, map(wording.status_sentence, rows.values())):
            st.info(literal(sentence), icon=":material/info:")
        documents_look.show_stories(list(rows.values()))
        if doc_id := _choose(labels):
            document = next(document for document in now.corpus if document.doc_id == doc_id)
            documents_look.show_document(now, document, rows[doc_id])
    else:
        st.info("No document is here: add some above, or show the examples again.", icon=":material/info:")
    documents_workspace.show_workspace(now, labels)


main()
