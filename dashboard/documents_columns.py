"""The page Documents: a table waits until the analyst has confirmed which column holds what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

import pandas as pd
import streamlit as st

import analysis
from analysis import FramelensError, Preview, Upload
from dashboard import wording_columns as wording

_WAITING = "tables-waiting"
_NUMBERS = count(1)
_A_LINE = 4  # boxes


@dataclass(frozen=True)
class Waiting:
    """A table that is not added yet. number: tells its boxes from those of others."""

    number: int
    upload: Upload
    content: bytes
    preview: Preview


Columns = dict[str, tuple[str, ...]]
Add = Callable[[Waiting, Columns], None]


def hold_back(upload: Upload, content: bytes) -> bool:
    """Whether a file is a table whose columns are to be confirmed; it then waits in the panel."""
    if upload.columns:
        return False  # told beside it already
    try:
        preview = analysis.preview_table(content, upload.name)
    except FramelensError:
        return False  # adding it says what is wrong
    if preview is None:
        return False
    st.session_state.setdefault(_WAITING, []).append(Waiting(next(_NUMBERS), upload, content, preview))
    return True


def show_waiting(add: Add) -> None:
    """Draw the first of the tables that wait. add: adds its rows with the columns that were chosen."""
    waiting: list[Waiting] = st.session_state.get(_WAITING, [])
    if not waiting:
        return
    table = waiting[0]
    with st.container(border=True, key="columns"):
        st.html(wording.head_html(table.upload.path, table.preview, n_waiting=len(waiting) - 1))
        _show_rows(table.preview)
        chosen = _show_boxes(table)
        if notes := wording.notes_html(table.preview):
            st.html(notes)
        with st.container(horizontal=True, vertical_alignment="center"):
            is_ready = bool(chosen["text"] or chosen["lead"] or chosen["excerpt"])
            if st.button(
                wording.add_label(table.preview), type="primary", key="add-rows", disabled=not is_ready
            ):
                waiting.pop(0)
                add(table, chosen)
            st.button(wording.LEAVE, key="leave-table", on_click=waiting.pop, args=(0,))


def _show_rows(preview: Preview) -> None:
    """The first rows as they stand. Columns of one name are told apart by their place."""
    names = [
        name if preview.names.count(name) == 1 and name else f"{name} (column {place})"
        for place, name in enumerate(preview.names, start=1)
    ]
    st.dataframe(pd.DataFrame(preview.rows, columns=names, dtype="str"), hide_index=True, height="content")


def _show_boxes(table: Waiting) -> Columns:
    chosen: Columns = {}
    fields = list(wording.MAIN.items())
    for first in range(0, len(fields), _A_LINE):
        for place, (field, label) in zip(st.columns(_A_LINE), fields[first : first + _A_LINE], strict=False):
            with place:
                chosen[field] = _show_box(table, field, label)
    with st.expander("More columns"):
        more = list(wording.MORE.items())
        for first in range(0, len(more), _A_LINE):
            for place, (field, label) in zip(
                st.columns(_A_LINE), more[first : first + _A_LINE], strict=False
            ):
                with place:
                    chosen[field] = _show_box(table, field, label)
    return chosen


def _show_box(table: Waiting, field: str, label: str) -> tuple[str, ...]:
    """The columns of a field; those that are read where the first is empty stay as long as it is not changed."""
    found = table.preview.columns[field]
    names: Sequence[str] = list(dict.fromkeys(name for name in table.preview.names if name.strip()))
    options = [None, *names]
    name = st.selectbox(
        label,
        options,
        index=options.index(found[0]) if found else 0,
        format_func=lambda option: wording.NONE if option is None else option,
        key=f"column-{table.number}-{field}",
        help=wording.HELP.get(field),
    )
    if name is None:
        return ()
    return found if found and name == found[0] else (name,)
