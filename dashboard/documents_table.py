"""The page Documents: the table of what is known of each document, in which cells are edited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

import analysis
from analysis import FramelensError
from dashboard import data, wording, wording_documents
from dashboard.literal import literal
from dashboard.wording_documents import COLUMNS

_TABLE, _WRONG = "table", "wrong"
_TYPED_WRONG = -1
"""The version of a table whose cells do not show what stands."""
_LONG = 14
"""Rows that are shown without a scroll bar."""


@dataclass
class _Table:
    """What the editor was given, so that it stays as it is while cells are edited in it.

    A new table would take away the cell that is being edited; it is made when
    something was changed elsewhere. version: of the workspace that it agrees
    with. seen: cells by row and column that are done.
    """

    key: str
    version: int
    doc_ids: tuple[str, ...]
    frame: pd.DataFrame
    seen: dict[tuple[int, str], Any] = field(default_factory=dict)


def show_table(rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw the table. Each edit is kept at once; one that cannot be is said below."""
    table = _current_table(rows)
    st.html(f'<p class="fl-note">{wording_documents.TABLE_NOTE}</p>')
    st.data_editor(
        table.frame,
        key=table.key,
        hide_index=True,
        height="content" if len(rows) <= _LONG else 36 * _LONG,
        column_config=_column_config(),
        disabled=[column for column in table.frame if column not in COLUMNS],
        on_change=_store,
        placeholder="–",
        alt=f"{wording_documents.count(len(rows), 'document')} and what is known of them",
    )
    for sentence in st.session_state.get(_WRONG, []):
        st.error(literal(sentence))


def _current_table(rows: Sequence[Mapping[str, Any]]) -> _Table:
    version, doc_ids = data.workspace().version, tuple(row["doc_id"] for row in rows)
    table: _Table | None = st.session_state.get(_TABLE)
    if table is None or table.version != version or table.doc_ids != doc_ids:
        if table and table.version != _TYPED_WRONG:
            st.session_state.pop(_WRONG, None)
        number = int(table.key.removeprefix("table-")) + 1 if table else 1
        table = _Table(f"table-{number}", version, doc_ids, _make_frame(rows))
        st.session_state[_TABLE] = table
    return table


def _make_frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The cells; what is not known is empty where it is typed, "unknown" where it is chosen."""
    first = ("title", "source", "published", "country", "control", "genre")
    frame = pd.DataFrame([dict(row) for row in rows])
    for column in COLUMNS:
        if column not in analysis.METADATA_CHOICES:
            frame[column] = frame[column].where(frame[column] != wording.UNKNOWN, None)
    frame["format"] = [wording_documents.format_of(row) for row in rows]
    rest = [column for column in COLUMNS if column not in first]
    return frame[[*first, "n_sentences", "n_removed", "status", *rest, "format", "notes"]]


def _column_config() -> dict[str, Any]:
    columns = st.column_config
    widths = {"title": 270, "source": 130, "published": 105, "country": 105, "author": 150, "address": 240, "language": 110}  # fmt: skip
    config: dict[str, Any] = {
        column: columns.TextColumn(name, width=widths.get(column, 105)) for column, name in COLUMNS.items()
    }
    for column, choices in analysis.METADATA_CHOICES.items():
        config[column] = columns.SelectboxColumn(
            COLUMNS[column], options=list(choices), required=True, width=105
        )
    return config | {
        "n_sentences": columns.NumberColumn("Sentences", width=85),
        "n_removed": columns.NumberColumn("Taken out", width=85),
        "status": columns.TextColumn("Status", width=90),
        "format": columns.TextColumn("Format", width=130),
        "notes": columns.TextColumn("Notes", width="large"),
    }


def _store() -> None:
    """Keep the cells that were edited since the last run."""
    table: _Table = st.session_state[_TABLE]
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[table.key]["edited_rows"]
    st.session_state[_WRONG] = wrong = []
    must_be_new = False
    for row, cells in edited.items():
        for column, value in cells.items():
            place = (int(row), column)
            if place in table.seen and table.seen[place] == value:
                continue
            table.seen[place] = value
            try:
                must_be_new |= store_cell(table.doc_ids[place[0]], column, str(value or ""))
            except FramelensError as error:
                reason = (
                    str(error)
                    .removeprefix(f"document {table.doc_ids[place[0]]}: ")
                    .removeprefix(f"{column} ")
                )
                wrong.append(f"Not kept as {COLUMNS[column].lower()} in row {place[0] + 1}: {reason}")
                must_be_new = True
    if must_be_new:  # the cell shows what stands, not what was typed
        table.version = _TYPED_WRONG
    else:
        table.version = data.workspace().version


def store_cell(doc_id: str, column: str, typed: str) -> bool:
    """Keep what was typed into a cell. True where the cell must then show something else.

    An emptied cell takes an edit back; where there is none, the value is unknown.
    Raises RequestError for a value that its column does not take.
    """
    kept, typed = data.workspace(), " ".join(typed.split())
    before = kept.edits(doc_id).get(column)
    if typed:
        value = typed.upper() if column == "country" and len(typed) == 2 else typed
        kept.edit_metadata(doc_id, {column: value})
        return value != typed
    if before not in (None, wording.UNKNOWN):
        kept.edit_metadata(doc_id, {column: None})
        return True
    kept.edit_metadata(doc_id, {column: wording.UNKNOWN})
    return False
