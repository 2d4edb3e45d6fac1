"""The page Documents: files, folders, a pasted text or an address go in, and what came of each is said."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import analysis
from analysis import Document, DocumentError, FramelensError, Workspace
from dashboard import data, documents_columns, wording_documents
from dashboard.documents_columns import Waiting
from dashboard.literal import literal
from dashboard.wording_documents import ADDED, LEFT_OUT, PRESENT, UNREAD, Came

REPORT, _TAKEN, _FRESH, _HIDES = "came", "taken", "fresh", "hides"
"""Session keys: what came of the last batch; the files of it that are done; counts up to empty the widgets;
whether the examples went with that batch."""


def show_adding() -> None:
    """Draw the ways in. What is added is kept at once."""
    n = st.session_state.setdefault(_FRESH, 0)
    files, folder, paste, web = st.tabs(["Files", "A folder", "Paste a text", "A web address"])
    with files:
        _show_uploader("Drop files here, as many as you like", f"files-{n}", several=True)
    with folder:
        _show_uploader("A folder, with all folders in it", f"folder-{n}", several="directory")
    with paste:
        _show_paste(n)
    with web:
        _show_address(n)
    documents_columns.show_waiting(_add_table)


def _show_uploader(label: str, key: str, *, several: "bool | str") -> None:
    formats = wording_documents.formats_words()
    files = st.file_uploader(
        f"{label}: {formats}.",
        accept_multiple_files=several,  # type: ignore[call-overload]
        key=key,
    )
    st.html(f'<p class="fl-note">{wording_documents.PRIVACY}</p>')
    if files:
        were_shown = data.current().are_shown
        _take_files(files)
        _finish(were_shown)


def _take_files(files: Sequence[UploadedFile]) -> None:
    """Add files one by one; where a click interrupts, the next run goes on with those that are left."""
    taken = st.session_state.setdefault(_TAKEN, set())
    if not taken & {file.file_id for file in files}:
        st.session_state[REPORT] = []
        taken.clear()
    report = st.session_state[REPORT]
    plan = analysis.plan_uploads([file.name for file in files], lambda number: files[number].getvalue())
    if not report:
        report += [Came(path, LEFT_OUT, remark="hidden, or saved beside a page") for path in plan.passed]
        report += [
            Came(failure.path, LEFT_OUT, remark=wording_documents.failure_words(failure))
            for failure in plan.failures
        ]
    present = _present()
    bar = st.progress(0.0)
    for number, upload in enumerate(plan.files, start=1):
        file = files[upload.number]
        if file.file_id in taken:
            continue
        bar.progress(
            (number - 1) / len(plan.files), text=f"Reading {number} of {len(plan.files)}: {upload.path}"
        )
        taken.add(file.file_id)
        content = file.getvalue()
        if not documents_columns.hold_back(upload, content):
            report.append(_add(upload.path, _adding(upload, content, upload.columns), present))
    bar.empty()
    taken.clear()


def _adding(
    upload: analysis.Upload, content: bytes, columns: "dict[str, tuple[str, ...]]"
) -> Callable[[Workspace], list[Document]]:
    """What adds a file with all that was told of it."""
    return lambda kept: kept.add_file(
        content, upload.name, notes=upload.notes, columns=columns, **upload.metadata
    )


def _add_table(table: Waiting, columns: "dict[str, tuple[str, ...]]") -> None:
    """Add the rows of a table whose columns were confirmed; it is of the batch that it came with."""
    were_shown = data.current().are_shown or st.session_state.get(_HIDES, False)
    with st.spinner(f"Reading {table.upload.path} …"):
        came = _add(table.upload.path, _adding(table.upload, table.content, columns), _present())
    st.session_state.setdefault(REPORT, []).append(came)
    _finish(were_shown)


def _add(name: str, add: Callable[[Workspace], Sequence[Document]], present: set[str]) -> Came:
    """Add something to the workspace; what came of it. present: the ids that are there, and then the new ones."""
    try:
        found = add(data.workspace())
    except DocumentError as error:
        return Came(name, UNREAD, remark=error.without_path)
    except FramelensError as error:
        return Came(name, UNREAD, remark=str(error))
    new = tuple(document.doc_id for document in found if document.doc_id not in present)
    present.update(new)
    notes = [note for document in found[:1] for note in document.notes if note.startswith("Left out: ")]
    if not new:
        return Came(name, PRESENT, tuple(document.doc_id for document in found), " ".join(notes))
    return Came(name, ADDED, new, " ".join(notes))


def _present() -> set[str]:
    now = data.current()
    return {document.doc_id for document in now.corpus} | now.added


def _show_paste(n: int) -> None:
    with st.form(f"paste-{n}", border=False):
        title = st.text_input(
            "Title",
            key=f"paste-title-{n}",
            help="Left empty, the text's own first line is taken where it looks like a title.",
        )
        left, middle, right = st.columns([2, 1, 2])
        source = left.text_input("Outlet", key=f"paste-source-{n}", placeholder="unknown")
        published = middle.text_input("Date", key=f"paste-date-{n}", placeholder="2023, 2023-10, 2023-10-30")
        address = right.text_input("Address", key=f"paste-address-{n}", placeholder="https://…")
        text = st.text_area(
            "Text", key=f"paste-text-{n}", height=200, placeholder="Paste the whole text here."
        )
        is_sent = st.form_submit_button("Add this text", type="primary")
        st.html(f'<p class="fl-note">{wording_documents.PRIVACY}</p>')
        if not is_sent:
            return
    told = {"title": title, "source": source, "published": published, "address": address}
    told = {column: value.strip() for column, value in told.items()}
    if _holds_table(text, told):
        st.session_state[REPORT] = []
        _finish(data.current().are_shown)
    _take_one(told["title"] or "text", lambda kept: [kept.add_text(text, **told)])


def _holds_table(text: str, told: dict[str, str]) -> bool:
    """Whether a table was pasted, as from a spreadsheet; it then waits for its columns. A title is none of all rows."""
    metadata = {column: value for column, value in told.items() if value and column != "title"}
    upload = analysis.Upload(0, told["title"] or "pasted table", "pasted table.txt", metadata)
    return documents_columns.hold_back(upload, text.encode(errors="replace"))


def _show_address(n: int) -> None:
    st.html(f'<p class="fl-note">{wording_documents.FETCH_NOTE}</p>')
    with st.form(f"fetch-{n}", border=False):
        address = st.text_input("Address", key=f"fetch-address-{n}", placeholder="https://…").strip()
        if not st.form_submit_button("Fetch", type="primary"):
            return
    if not address:
        st.error("No address was given; paste one that begins with https://.")
        return
    with st.spinner(f"Asking for {address} …"):
        _take_one(address, lambda kept: _fetch(kept, address))


def _fetch(kept: Workspace, address: str) -> list[Document]:
    """The documents at an address, kept so that they need not be fetched again."""
    added: list[Document] = []
    for document in analysis.fetch(address):
        told = {column: getattr(document, column) for column in ("source", "address")}
        if document.format == "html":
            page = document.raw.encode("utf-8-sig", "replace")  # the mark counts more than what the page says
            again = {note for one in analysis.read_bytes(page, "page.html", **told) for note in one.notes}
            notes = [note for note in document.notes if note not in again]
            added += kept.add_file(page, "page.html", notes=notes, **told)
        else:
            told |= {column: getattr(document, column) for column in ("title", "author", "published")}
            added.append(kept.add_text(document.text, notes=document.notes, **told))
    return added


def _take_one(name: str, add: Callable[[Workspace], Sequence[Document]]) -> None:
    """Add a text or an address; what was typed stays where it could not be added."""
    were_shown = data.current().are_shown
    came = _add(name, add, _present())
    if came.outcome == UNREAD:
        st.error(literal(came.remark))
        return
    st.session_state[REPORT] = [came]
    _finish(were_shown)


def _finish(were_shown: bool) -> None:
    """Empty the widgets and draw anew; where the examples are hidden from now on, say so."""
    st.session_state[_HIDES] = were_shown and not data.current().are_shown
    st.session_state[_FRESH] += 1
    st.rerun()


def show_report(rows: "dict[str, dict[str, object]]") -> None:
    """Draw what came of the last batch, a row per file, until it is put away."""
    report: list[Came] = st.session_state.get(REPORT, [])
    if not report:
        return
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f'<p class="fl-said">{wording_documents.came_sentence(report)}</p>')
            if st.button("Put this list away", type="tertiary", key="put-away"):
                st.session_state[REPORT] = []
                st.rerun()
        if st.session_state.get(_HIDES):
            st.html(f'<p class="fl-note">{wording_documents.HIDDEN_NOW}</p>')
        st.html(wording_documents.came_table(report, rows))
