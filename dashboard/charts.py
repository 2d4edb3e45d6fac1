"""Tables to Altair charts. No streamlit here; words and colours come from `wording.py`.

Three matrices (documents, sources and holders × actors), drawn in one way by `charts_matrix.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import wording, wording_overview
from dashboard.charts_matrix import Cell, Line, draw_matrix
from dashboard.wording import Ink


def document_matrix(
    documents: Sequence[Mapping[str, Any]],
    actors: Mapping[str, str],
    headline: pd.DataFrame,
    beside: pd.DataFrame,
) -> tuple[list[Line], list[Cell]]:
    """Documents × actors: verdict, counts, figure and range, and the other voice in each cell.

    headline, beside: `framing` rows of the chosen voice and of the one shown beside it.
    """
    lines = [Line(row["doc_id"], wording.title_of(row, 200), wording.byline_of(row)) for row in documents]
    heads, others = _by_cell(headline, "doc_id"), _by_cell(beside, "doc_id")
    cells = [
        _document_cell(line, actor_id, name, heads[key], others[key])
        for line in lines
        for actor_id, name in actors.items()
        if (key := (line.key, actor_id)) in heads and key in others
    ]
    return lines, cells


def source_matrix(
    sources: Mapping[str, str], actors: Mapping[str, str], headline: pd.DataFrame, beside: pd.DataFrame
) -> tuple[list[Line], list[Cell]]:
    """Sources × actors, as `document_matrix` shows documents.

    sources: each with the quiet words below its name. headline, beside: rows of the table `groups`;
        an actor of whom a source says nothing has none.
    """
    lines = [Line(source, source, note) for source, note in sources.items()]
    heads, others = _by_cell(headline, "group"), _by_cell(beside, "group")
    cells = [
        _source_cell(line, actor_id, name, heads.get((line.key, actor_id)), others.get((line.key, actor_id)))
        for line in lines
        for actor_id, name in actors.items()
    ]
    return lines, cells


def cells_words(lines: Sequence[Line], cells: Sequence[Cell]) -> str:
    """A matrix as one text, for a screen reader: what stands in each cell."""
    sentences = []
    for line in lines:
        parts = [
            f"{cell.told['Actor']} {', '.join(filter(None, cell.lines)) or cell.silent}"
            for cell in cells
            if cell.row == line.key
        ]
        sentences.append(f"{line.title}: {'; '.join(parts)}.")
    return " ".join(sentences)


def speakers_chart(
    speakers: pd.DataFrame,
    holders: Mapping[str, tuple[str, str]],
    actors: Mapping[str, str],
    ink: Ink,
    opened: tuple[str, str] | None,
) -> alt.LayerChart:
    """Holders × actors: verdict, counts, figure and range in each cell, a dot where nothing is said.

    speakers: the pooled table. holders: holder → its title and the words below
        it, in the order of the rows. opened: the holder and actor whose cell has a heavy edge.
    The selection "cell" carries row (holder) and column (actor_id).
    """
    lines = [Line(holder, title, note) for holder, (title, note) in holders.items()]
    by_cell = _by_cell(speakers, "holder")
    cells = [
        _speaker_cell(line, actor_id, name, by_cell.get((line.key, actor_id)))
        for line in lines
        for actor_id, name in actors.items()
    ]
    return draw_matrix(lines, actors, cells, ink, opened)


def speakers_words(
    speakers: pd.DataFrame, holders: Mapping[str, tuple[str, str]], actors: Mapping[str, str]
) -> str:
    """The matrix of holders as one text, for a screen reader."""
    by_cell = _by_cell(speakers, "holder")
    sentences = []
    for holder, (title, _) in holders.items():
        parts = []
        for actor_id, name in actors.items():
            cell = by_cell.get((holder, actor_id))
            told = wording.NOTHING_SAID
            if cell:
                told = f"{cell['verdict']}, {wording.count_line(cell)}, {wording.figure_line(cell)}"
            parts.append(f"{name} {told}")
        sentences.append(f"{title}: {'; '.join(parts)}.")
    return " ".join(sentences)


def _by_cell(table: pd.DataFrame, row: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(cell[row], cell["actor_id"]): cell for cell in table.to_dict("records")}


def _document_cell(
    line: Line, actor_id: str, name: str, head: Mapping[str, Any], other: Mapping[str, Any]
) -> Cell:
    is_silent = head["verdict"] == "not mentioned"
    is_said_elsewhere = is_silent and other["n_sentences"] > 0
    counts, beside = wording.count_line(head), wording.beside_line(other)
    said = (head["verdict"], counts, wording.figure_short(head), beside)
    return Cell(
        row=line.key,
        column=actor_id,
        verdict=head["verdict"],
        lines=() if is_silent else said,
        silent=f"silent; {beside}" if is_said_elsewhere else "not mentioned" if is_silent else "",
        told={
            "Actor": name,
            "Document": line.title,
            "Voices": f"{counts or 'nothing'}; {beside}",
            "Measured": wording.figure_line(head),
        },
    )


def _source_cell(
    line: Line,
    actor_id: str,
    name: str,
    head: Mapping[str, Any] | None,
    other: Mapping[str, Any] | None,
) -> Cell:
    beside = wording_overview.beside_source(other)
    if head is None:
        silent = f"silent; {beside}" if other else "not mentioned"
        told = {"Actor": name, "Source": line.title, "Voices": f"nothing; {beside}", "Measured": "no figure"}
        return Cell(line.key, actor_id, "not mentioned", (), silent, told)
    counts = wording_overview.counts_of_source(head)
    figure = wording.figure_short(head)
    return Cell(
        row=line.key,
        column=actor_id,
        verdict=head["verdict"],
        lines=(head["verdict"], counts, figure, beside),
        silent="",
        told={"Actor": name, "Source": line.title, "Voices": f"{counts}; {beside}", "Measured": figure},
    )


def _speaker_cell(line: Line, actor_id: str, name: str, cell: Mapping[str, Any] | None) -> Cell:
    counts = wording.count_line(cell) if cell else wording.NOTHING_SAID
    return Cell(
        row=line.key,
        column=actor_id,
        verdict=cell["verdict"] if cell else "not mentioned",
        lines=(cell["verdict"], counts, wording.figure_short(cell)) if cell else (),
        silent="" if cell else wording.NOTHING_SAID,
        told={
            "Voice": line.title,
            "Speaks of": name,
            "Counts": counts,
            "Measured": wording.figure_line(cell) if cell else "no figure",
        },
    )
