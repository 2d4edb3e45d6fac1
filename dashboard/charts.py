"""Tables to Altair charts. No streamlit here; words and colours come from `wording.py`."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import wording
from dashboard.wording import Ink

ROW_HEIGHT = 92
_LABEL_WIDTH = 1.7  # of a cell's width: room for a title of two lines
_GAP = 0.05
_HATCH_STEP = 0.09
_FONT = '"Source Sans", "Source Sans 3", Arial, sans-serif'


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
    The selection "cell" carries doc_id and actor_id.
    """
    cells = _cells(documents, list(actors), headline, beside, ink)
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=_place("x", len(actors)), x2="x2:Q", y=_height("y", len(documents)), y2="y2:Q"
    )
    chosen = alt.selection_point(name="cell", fields=["doc_id", "actor_id"], empty=False)
    layers: list[alt.Chart] = [
        _filled(base.transform_filter("datum.verdict != 'undetermined'"), [1, 0]),
        _filled(base.transform_filter("datum.verdict == 'undetermined'"), [5, 4]),
        *_split_cells(cells, len(actors), len(documents)),
        *_hatched_cells(cells, len(actors), len(documents), ink),
        *_cell_words(cells, len(actors), len(documents)),
        *_labels(documents, actors, ink),
    ]
    if opened:
        layers.append(
            base.transform_filter(
                (alt.datum.doc_id == opened[0]) & (alt.datum.actor_id == opened[1])
            ).mark_rect(fillOpacity=0, stroke=ink.text, strokeWidth=3)
        )
    layers.append(
        base.mark_rect(opacity=0, cursor="pointer")
        .encode(
            tooltip=[
                alt.Tooltip("actor:N", title="Actor"),
                alt.Tooltip("document:N", title="Document"),
                alt.Tooltip("voices:N", title="Voices"),
                alt.Tooltip("figure:N", title="Measured"),
            ]
        )
        .add_params(chosen)
    )
    return _finish(alt.layer(*layers), height=round(ROW_HEIGHT * (len(documents) + 0.45)), ink=ink)


def matrix_words(
    documents: Sequence[Mapping[str, Any]], actors: Mapping[str, str], headline: pd.DataFrame
) -> str:
    """The matrix as one text, for a screen reader."""
    by_cell = _by_cell(headline)
    lines = []
    for document in documents:
        parts = []
        for actor_id, name in actors.items():
            cell = by_cell.get((document["doc_id"], actor_id))
            if cell:
                counts = wording.count_line(cell)
                parts.append(f"{name} {cell['verdict']}{f' ({counts})' if counts else ''}")
        lines.append(f"{wording.title_of(document)}: {', '.join(parts)}.")
    return " ".join(lines)


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
            gridColor=ink.line, domain=False, ticks=False, labelFont=_FONT, labelFontSize=12, gridDash=[2, 3],
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
        base.transform_filter("isValid(datum.figure)").mark_text(fontWeight=700, fontSize=11, color=ink.page, font=_FONT).encode(x=x, text="letter:N"),
        base.mark_text(align="left", fontSize=14, fontWeight=600, color=ink.text, font=_FONT).encode(x=alt.datum(-1.5), text="actor:N"),
        base.mark_text(align="left", fontSize=13, fontWeight=700, color=ink.text, font=_FONT).encode(x=alt.datum(1.08), text="letter:N"),
        base.mark_text(align="left", fontSize=13, color=ink.quiet, font=_FONT).encode(x=alt.datum(1.14), text="words:N"),
    ]  # fmt: skip
    return _finish(alt.layer(*layers), height=max(70, 30 * len(rows) + 30), ink=ink)


def _filled(cells: alt.Chart, dash: list[int]) -> alt.Chart:
    return cells.mark_rect(strokeWidth=1.4, strokeDash=dash).encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("edge:N", scale=None)
    )


def _finish(chart: alt.LayerChart, *, height: int, ink: Ink) -> alt.LayerChart:
    return chart.properties(
        height=height, width="container", padding={"left": 0, "right": 4, "top": 4, "bottom": 4}
    ).configure(background=ink.page, font=_FONT, view=alt.ViewConfig(stroke=None))


def _place(field: str, n_actors: int) -> alt.X:
    scale = alt.Scale(domain=[-_LABEL_WIDTH, n_actors], nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def _height(field: str, n_documents: int) -> alt.Y:
    scale = alt.Scale(domain=[-0.45, n_documents], nice=False, zero=False, reverse=True)
    return alt.Y(f"{field}:Q", scale=scale, axis=None)


def _by_cell(framing: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["doc_id"], row["actor_id"]): row for row in framing.to_dict("records")}


def _cells(
    documents: Sequence[Mapping[str, Any]],
    actor_ids: Sequence[str],
    headline: pd.DataFrame,
    beside: pd.DataFrame,
    ink: Ink,
) -> list[dict[str, Any]]:
    heads, others = _by_cell(headline), _by_cell(beside)
    cells = []
    for row, document in enumerate(documents):
        for column, actor_id in enumerate(actor_ids):
            head = heads.get((document["doc_id"], actor_id))
            other = others.get((document["doc_id"], actor_id))
            if head is None or other is None:
                continue
            verdict = head["verdict"]
            is_silent = verdict == "not mentioned"
            said_elsewhere = is_silent and other["n_sentences"] > 0
            cells.append(
                {
                    "doc_id": document["doc_id"],
                    "actor_id": actor_id,
                    "document": wording.title_of(document),
                    "actor": actor_id,
                    "x": column + _GAP / 2, "x2": column + 1 - _GAP / 2,
                    "y": row + _GAP / 2, "y2": row + 1 - _GAP / 2,
                    "verdict": verdict,
                    "head": "" if is_silent else verdict,
                    "counts": wording.count_line(head),
                    "beside": "" if is_silent and not said_elsewhere else wording.beside_line(other),
                    "silent": "not mentioned" if is_silent and not said_elsewhere else "silent in this voice" if is_silent else "",
                    "voices": f"{wording.count_line(head) or 'nothing'}; {wording.beside_line(other)}",
                    "figure": wording.figure_line(head),
                    "fill": wording.fill_of(verdict, ink),
                    "edge": ink.edge if verdict == "undetermined" else ink.line,
                    "word": wording.text_on(verdict, ink),
                }
            )  # fmt: skip
    return cells


def _split_cells(cells: Sequence[Mapping[str, Any]], n_actors: int, n_documents: int) -> list[alt.Chart]:
    """The lower right triangle of a mixed cell."""
    corners = [
        {"cell": index, "order": order, "x": x, "y": y}
        for index, cell in enumerate(cells)
        if cell["verdict"] == "mixed"
        for order, (x, y) in enumerate(
            [(cell["x2"], cell["y"]), (cell["x2"], cell["y2"]), (cell["x"], cell["y2"])]
        )
    ]
    if not corners:
        return []
    return [
        alt.Chart(alt.Data(values=corners))
        .mark_line(filled=True, fill=wording.LEANING_FAVOURABLE, strokeWidth=0)
        .encode(x=_place("x", n_actors), y=_height("y", n_documents), detail="cell:N", order="order:Q")
    ]


def _hatched_cells(
    cells: Sequence[Mapping[str, Any]], n_actors: int, n_documents: int, ink: Ink
) -> list[alt.Chart]:
    """Fine diagonal lines over cells with too little evidence."""
    lines = []
    for cell in cells:
        if cell["verdict"] != "too little evidence":
            continue
        width, height = cell["x2"] - cell["x"], cell["y2"] - cell["y"]
        for step in range(1, int((width + height) / _HATCH_STEP)):
            reach = step * _HATCH_STEP
            lines.append(
                {
                    "x": cell["x"] + max(0.0, reach - height), "y": cell["y"] + min(reach, height),
                    "x2": cell["x"] + min(reach, width), "y2": cell["y"] + max(0.0, reach - width),
                }
            )  # fmt: skip
    if not lines:
        return []
    return [
        alt.Chart(alt.Data(values=lines))
        .mark_rule(strokeWidth=1, color=ink.line)
        .encode(x=_place("x", n_actors), x2="x2:Q", y=_height("y", n_documents), y2="y2:Q")
    ]


def _cell_words(cells: Sequence[Mapping[str, Any]], n_actors: int, n_documents: int) -> list[alt.Chart]:
    centred = [
        {**cell, "x": (cell["x"] + cell["x2"]) / 2, "y": (cell["y"] + cell["y2"]) / 2} for cell in cells
    ]
    base = alt.Chart(alt.Data(values=centred)).encode(
        x=_place("x", n_actors), y=_height("y", n_documents), color=alt.Color("word:N", scale=None)
    )

    def line(field: str, dy: int, size: int, weight: int) -> alt.Chart:
        return base.mark_text(dy=dy, fontSize=size, fontWeight=weight, font=_FONT).encode(text=f"{field}:N")

    return [
        line("head", -21, 15, 600),
        line("counts", 0, 13, 400),
        line("beside", 20, 13, 400),
        base.mark_text(dy=-6, fontSize=22, font=_FONT, text="·").transform_filter("datum.silent != ''"),
        line("silent", 3, 12, 400),
    ]


def _labels(documents: Sequence[Mapping[str, Any]], actors: Mapping[str, str], ink: Ink) -> list[alt.Chart]:
    rows = []
    for index, document in enumerate(documents):
        lines = textwrap.wrap(wording.title_of(document, 200), 42, max_lines=2, placeholder=" …")
        rows.append(
            {"x": -_LABEL_WIDTH, "y": index + 0.5, "title": "\n".join(lines), "byline": wording.byline_of(document), "n": len(lines)}
        )  # fmt: skip
    columns = [{"x": index + 0.5, "y": -0.2, "name": name} for index, name in enumerate(actors.values())]
    x, y = _place("x", len(actors)), _height("y", len(documents))
    titles = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    style: dict[str, Any] = {"align": "left", "font": _FONT}
    return [
        alt.Chart(alt.Data(values=columns))
        .mark_text(fontSize=16, fontWeight=600, color=ink.text, font=_FONT)
        .encode(x=x, y=y, text="name:N"),
        titles.transform_filter("datum.n == 1")
        .mark_text(dy=-10, fontSize=14, fontWeight=600, color=ink.text, **style)
        .encode(text="title:N"),
        titles.transform_filter("datum.n == 2")
        .mark_text(dy=-18, fontSize=14, fontWeight=600, color=ink.text, lineBreak="\n", **style)
        .encode(text="title:N"),
        *(
            titles.transform_filter(f"datum.n == {n}")
            .mark_text(dy=dy, fontSize=13, color=ink.quiet, **style)
            .encode(text="byline:N")
            for n, dy in ((1, 11), (2, 20))
        ),
    ]
