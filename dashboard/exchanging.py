"""Answers as files: to download, and to take in with a report of what did not match."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import streamlit as st

from analysis import FramelensError, review
from analysis.review import FORMS, Reviewed, Unread
from dashboard import data, data_review
from dashboard import wording_exchange as words
from dashboard.literal import literal

_FRESH, _REPORT = "_exchange-fresh", "_exchange-report-"
"""Session keys: how many files came so far; the beginning of the one of the report."""
_MIMES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}

Taken = tuple[int, int, Sequence[Unread]]
"""How many answers were taken in, how many rows were blank, and those that could not be read."""


def show_downloads(name: str, label: str, write: Callable[[str], str], *, disabled: bool = False) -> None:
    """Draw a button for each form. name: of the file, without its ending."""
    for form in FORMS:
        st.download_button(
            f"{label} ({words.FORM_NAMES[form]})",
            data=lambda form=form: write(form).encode(),
            file_name=f"framelens-{name}-{date.today().isoformat()}.{form}",
            mime=_MIMES[form],
            key=f"download-{name}-{form}",
            on_click="ignore",
            icon=":material/download:",
            disabled=disabled,
        )


def show_qda_download(reviewed: Reviewed) -> None:
    """Draw the button of a REFI-QDA project; without its library, how to get it."""
    found = data_review.tagged(reviewed.before)
    st.download_button(
        words.QDA,
        data=lambda: review.write_qda(
            reviewed.before,
            data.current().corpus.documents,
            review.read_codebook(data.workspace()),
            tags=data_review.tags(),
            reviews=review.read_reviews(data.workspace()),
        ),
        file_name=f"framelens-{date.today().isoformat()}.qdpx",
        mime="application/zip",
        key="download-qda",
        on_click="ignore",
        icon=":material/download:",
        disabled=not review.can_write_qda() or (reviewed.reviews.empty and not found.rows),
        help=words.QDA_HELP if review.can_write_qda() else words.NO_QDA,
    )


def show_upload(
    name: str, label: str, take: Callable[[bytes, str], Taken], *, disabled: bool = False
) -> None:
    """Draw an uploader; what comes is kept, and the report stands below it. take: keeps the answers of a file."""
    n = st.session_state.setdefault(_FRESH, 0)
    file = st.file_uploader(label, type=words.TYPES, key=f"upload-{name}-{n}", disabled=disabled)
    if file is not None:
        st.session_state[_FRESH] += 1
        try:
            taken = take(file.getvalue(), file.name)
        except FramelensError as error:
            st.session_state[_REPORT + name] = str(error)
        else:
            st.session_state[_REPORT + name] = (file.name, *taken)
        st.rerun()
    _show_report(st.session_state.get(_REPORT + name))


def _show_report(report: str | tuple[str, int, int, Sequence[Unread]] | None) -> None:
    if isinstance(report, str):
        st.error(literal(report), icon=":material/error:")
    elif report:
        name, n, n_blank, unread = report
        st.success(literal(words.report_sentence(name, n, n_blank, len(unread))), icon=":material/check:")
        if unread:
            lines = "".join(
                f"<tr><td class='fl-at'>{escape(one.place)}</td><td>{escape(one.reason)}; {escape(one.remedy)}.</td></tr>"
                for one in unread
            )
            st.html(f'<div class="fl-scroll"><table class="fl-table"><tbody>{lines}</tbody></table></div>')
