"""The brief as it will leave the room: its forms to download, and how it will look."""

import hashlib
import io
import re

import streamlit as st

import analysis
from analysis import Brief
from dashboard import components, wording_pins


def show_export(brief: Brief, *, has_preview: bool) -> None:
    """Draw a button for each form, and the page as it will be. has_preview: whether it is shown unasked."""
    st.header("Take it with you")
    with st.container(horizontal=True, vertical_alignment="center"):
        for form in analysis.brief_forms():
            words, mime = wording_pins.FORMS[form]
            st.download_button(
                words,
                data=lambda form=form: _write(brief, form),
                file_name=f"{_name_of(brief)}.{form}",
                mime=mime,
                key=f"download-{form}",
                on_click="ignore",
                icon=":material/download:",
            )
    if "pdf" not in analysis.brief_forms():
        st.html(f'<p class="fl-note">{wording_pins.NO_PDF}</p>')
    if not st.toggle(wording_pins.PREVIEW, value=has_preview, key="preview"):
        return
    html = _write(brief, "html").decode()
    st.html(
        '<p class="fl-note">The web page, as it will be. It runs no script here and asks no other machine for anything.</p>'
    )
    components.show_sealed_page(
        html, title="Preview of the brief", name=hashlib.sha256(html.encode()).hexdigest()
    )


def _write(brief: Brief, form: str) -> bytes:
    stream = io.BytesIO()
    analysis.write_brief(brief, stream, form=form)
    return stream.getvalue()


def _name_of(brief: Brief) -> str:
    """A file name of the title: words that every system takes, then the day."""
    words = re.sub(r"[^\w]+", "-", brief.title).strip("-")[:60].rstrip("-") or "brief"
    return f"{words}-{brief.date}"
