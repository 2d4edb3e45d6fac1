"""Tables to Altair charts. No streamlit here; words and colours come from `wording.py`.

Two matrices (documents × actors, holders × actors), drawn in one way by
`charts_matrix.py`, and the ranges of documents on one scale.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import wording
from dashboard.charts_matrix import Cell, Line, draw_matrix
from dashboard.charts_page import FONT, finish_chart
from dashboard.wording import Ink


def matrix_chart(
    documents: Sequence[Mapping[str, Any]],
    actors: Mapping[str, str],
    headline: pd.DataFrame,
    beside: pd.DataFrame,
    ink: Ink,
    opened: tuple[str, str] | None,
) -> alt.LayerChart:
    """Documents × actors: verdict, counts and the other voice in each cell.

    headline, beside: `framing` rows of the chosen voice and of the one shown
        beside it. opened: the document and actor whose cell has a heavy edge.
    The selection "cell" carries row (doc_id) and column (actor_id).
    """
    lines = [Line(row["doc_id"], wording.title_of(row, 200), wording.byline_of(row)) for row in documents]
    heads, others = _by_cell(headline, "doc_id"), _by_cell(beside, "doc_id")
    cells = [
        _document_cell(line, actor_id, name, heads[key], others[key])
        for line in lines
        for actor_id, name in actors.items()
        if (key := (line.key, actor_id)) in heads and key in others
    ]
    return draw_matrix(lines, actors, cells, ink, opened)


def matrix_words(
    documents: Sequence[Mapping[str, Any]], actors: Mapping[str, str], headline: pd.DataFrame
) -> str:
    """The matrix of documents as one text, for a screen reader."""
    by_cell = _by_cell(headline, "doc_id")
    sentences = []
    for document in documents:
        parts = []
        for actor_id, name in actors.items():
            cell = by_cell.get((document["doc_id"], actor_id))
            if cell:
                counts = wording.count_line(cell)
                parts.append(f"{name} {cell['verdict']}{f' ({counts})' if counts else ''}")
        sentences.append(f"{wording.title_of(document)}: {', '.join(parts)}.")
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


def ranges_chart(
    framing: pd.DataFrame, letters: Mapping[str, str], actors: Mapping[str, str], ink: Ink
) -> alt.LayerChart:
    """Figure and range of each document on one scale from −1 to +1, a line for each actor and document.

    framing: rows of one voice. letters: doc_id → the letter it has on the page.
    """
    rows = []
    for actor_id, name in actors.items():
        for doc_id, letter in letters.items():
            cell = framing[(framing["actor_id"] == actor_id) & (framing["doc_id"] == doc_id)].iloc[0]
            n = int(cell["n_sentences"])
            few = "nothing in this voice" if n == 0 else f"{n} sentence{'' if n == 1 else 's'}: no range"
            rows.append(
                {
                    "line": f"{name}|{letter}",
                    "actor": name if letter == "A" else "",
                    "letter": letter,
                    "figure": None if n == 0 else float(cell["stance"]),
                    "lower": None if math.isnan(cell["lower"]) else float(cell["lower"]),
                    "upper": None if math.isnan(cell["upper"]) else float(cell["upper"]),
                    "words": f"{wording.signed(cell['stance'])}  of {n}" if n >= 3 else few,
                    "verdict": cell["verdict"],
                }
            )
    order = [row["line"] for row in rows]
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("line:N", sort=order, axis=None))
    scale = alt.Scale(domain=[-1.5, 1.55], nice=False)
    x = alt.X(
        "figure:Q",
        scale=scale,
        axis=alt.Axis(
            values=[-1, -0.5, 0, 0.5, 1], title=None, labelExpr="datum.value == 0 ? '0' : format(datum.value, '+.1f')", labelColor=ink.quiet, grid=True,
            gridColor=ink.line, domain=False, ticks=False, labelFont=FONT, labelFontSize=12, gridDash=[2, 3],
        ),
    )  # fmt: skip
    zero = (
        alt.Chart(alt.Data(values=[{"x": 0}]))
        .mark_rule(color=ink.quiet, strokeWidth=1)
        .encode(x=alt.X("x:Q"))
    )
    tooltip = [alt.Tooltip("verdict:N"), alt.Tooltip("figure:Q", format="+.2f"), alt.Tooltip("lower:Q", format="+.2f"), alt.Tooltip("upper:Q", format="+.2f")]  # fmt: skip
    layers = [
        zero,
        base.mark_rule(strokeWidth=3, color=ink.quiet, strokeCap="round").encode(x=alt.X("lower:Q", scale=scale), x2="upper:Q"),
        base.mark_circle(size=230, opacity=1, color=ink.text).encode(x=x, tooltip=tooltip),
        base.transform_filter("isValid(datum.figure)").mark_text(fontWeight=700, fontSize=11, color=ink.page, font=FONT).encode(x=x, text="letter:N"),
        base.mark_text(align="left", fontSize=14, fontWeight=600, color=ink.text, font=FONT).encode(x=alt.datum(-1.5), text="actor:N"),
        base.mark_text(align="left", fontSize=13, fontWeight=700, color=ink.text, font=FONT).encode(x=alt.datum(1.08), text="letter:N"),
        base.mark_text(align="left", fontSize=13, color=ink.quiet, font=FONT).encode(x=alt.datum(1.14), text="words:N"),
    ]  # fmt: skip
    return finish_chart(alt.layer(*layers), height=max(70, 30 * len(rows) + 30), ink=ink)


def _by_cell(table: pd.DataFrame, row: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(cell[row], cell["actor_id"]): cell for cell in table.to_dict("records")}


def _document_cell(
    line: Line, actor_id: str, name: str, head: Mapping[str, Any], other: Mapping[str, Any]
) -> Cell:
    is_silent = head["verdict"] == "not mentioned"
    is_said_elsewhere = is_silent and other["n_sentences"] > 0
    counts, beside = wording.count_line(head), wording.beside_line(other)
    return Cell(
        row=line.key,
        column=actor_id,
        verdict=head["verdict"],
        lines=("" if is_silent else head["verdict"], counts, beside if is_said_elsewhere or not is_silent else ""),
        silent="silent in this voice" if is_said_elsewhere else "not mentioned" if is_silent else "",
        told={
            "Actor": name,
            "Document": line.title,
            "Voices": f"{counts or 'nothing'}; {beside}",
            "Measured": wording.figure_line(head),
        },
    )  # fmt: skip


def _speaker_cell(line: Line, actor_id: str, name: str, cell: Mapping[str, Any] | None) -> Cell:
    counts = wording.count_line(cell) if cell else wording.NOTHING_SAID
    return Cell(
        row=line.key,
        column=actor_id,
        verdict=cell["verdict"] if cell else "not mentioned",
        lines=(cell["verdict"], counts, wording.figure_short(cell)) if cell else ("", "", ""),
        silent="" if cell else wording.NOTHING_SAID,
        told={
            "Voice": line.title,
            "Speaks of": name,
            "Counts": counts,
            "Measured": wording.figure_line(cell) if cell else "no figure",
        },
    )
