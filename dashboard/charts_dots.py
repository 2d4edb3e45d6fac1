"""One mark for each sentence, in small multiples that stand as the cells of the matrix do."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import wording
from dashboard.charts_matrix import HEAD, Grid, Line, titles_of
from dashboard.charts_page import FONT, finish_chart
from dashboard.wording import Ink

ROW_HEIGHT = 76
_SIDE = 0.08  # empty at either side of a cell
_BINS = 28  # marks that stand side by side at most
_GROUND, _RANGE = 0.74, 0.88  # where the marks stand, and where the bar of the range lies; of a row's height
_STEP, _ROOM = 0.125, 0.62  # between marks above one another, and the height that they may take
_SHAPES = {"favourable": "triangle-up", "unfavourable": "triangle-down", "neutral": "circle"}


def dots_chart(
    lines: Sequence[Line], actors: Mapping[str, str], rows: pd.DataFrame, framing: pd.DataFrame, ink: Ink
) -> alt.LayerChart:
    """Every sentence of each document × actor on a scale from −1 to +1, with figure and range below.

    rows: of the table `evidence`, one voice. framing: the rows of that voice.
    The selection "cell" carries row (doc_id) and column (actor_id).
    """
    grid = Grid(len(actors), len(lines))
    marks, ground = _marks(lines, actors, rows, ink), _ground(lines, actors, framing)
    base = alt.Chart(alt.Data(values=ground))
    y = grid.y("y")
    layers: list[alt.Chart] = [
        base.mark_rule(color=ink.line).encode(x=grid.x("x"), x2="x2:Q", y=y),
        base.mark_rule(color=ink.line, strokeDash=[2, 3]).encode(
            x=grid.x("zero"), y=grid.y("top"), y2="foot:Q"
        ),
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(strokeWidth=3, color=ink.quiet, strokeCap="round")
        .encode(x=grid.x("lower"), x2="upper:Q", y=grid.y("range")),
        base.transform_filter("isValid(datum.figure)")
        .mark_tick(orient="vertical", size=11, thickness=2.5, color=ink.text)
        .encode(x=grid.x("figure"), y=grid.y("range")),
        base.transform_filter("datum.n == 0")
        .mark_text(text="no sentence", fontSize=12, color=ink.quiet, font=FONT)
        .encode(x=grid.x("zero"), y=grid.y("range")),
        *(_of_shape(marks, label, grid) for label in _SHAPES),
        *_scale(actors, grid, ink),
        *titles_of(lines, actors, grid, ink, ROW_HEIGHT),
        base.mark_rect(opacity=0, cursor="pointer")
        .encode(
            x=grid.x("x"),
            x2="x2:Q",
            y=grid.y("top"),
            y2="bottom:Q",
            tooltip=[alt.Tooltip("told:N", title="Sentences"), alt.Tooltip("measured:N", title="Measured")],
        )
        .add_params(alt.selection_point(name="cell", fields=["row", "column"], empty=False)),
    ]
    return finish_chart(alt.layer(*layers), height=round(ROW_HEIGHT * (len(lines) + HEAD)), ink=ink)


def _at(stance: float, column: int) -> float:
    """Where a stance stands in the cell of a column."""
    return column + _SIDE + (stance + 1) / 2 * (1 - 2 * _SIDE)


def _marks(
    lines: Sequence[Line], actors: Mapping[str, str], rows: pd.DataFrame, ink: Ink
) -> list[dict[str, Any]]:
    """The marks, those of like stance above one another; where they are many, closer."""
    numbers = {line.key: number for number, line in enumerate(lines)}
    columns = {actor_id: number for number, actor_id in enumerate(actors)}
    marks = []
    shown = rows[rows["doc_id"].isin(numbers) & rows["actor_id"].isin(columns)]
    for (doc_id, actor_id), told in shown.groupby(["doc_id", "actor_id"], sort=False):
        told = told.sort_values(["uncertain", "label", "sentence_id"])
        bins = [round((stance + 1) / 2 * _BINS) for stance in told["stance"]]
        step = min(_STEP, _ROOM / max(Counter(bins).values()))
        heights: Counter[int] = Counter()
        for place, label, uncertain in zip(bins, told["label"], told["uncertain"], strict=True):
            marks.append(
                {
                    "x": round(_at(place / _BINS * 2 - 1, columns[actor_id]), 4),
                    "y": round(numbers[doc_id] + _GROUND - step * (heights[place] + 0.6), 4),
                    "label": label,
                    "ink": wording.mark_of(label, ink),
                    "fill": ink.page if uncertain else wording.mark_of(label, ink),
                }
            )
            heights[place] += 1
    return marks


def _of_shape(marks: Sequence[Mapping[str, Any]], label: str, grid: Grid) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=[mark for mark in marks if mark["label"] == label]))
        .mark_point(shape=_SHAPES[label], size=46, strokeWidth=1.3, opacity=1)
        .encode(
            x=grid.x("x"),
            y=grid.y("y"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("ink:N", scale=None),
        )
    )


def _ground(lines: Sequence[Line], actors: Mapping[str, str], framing: pd.DataFrame) -> list[dict[str, Any]]:
    """A row for each cell: its ground line, its figure and range, and the counts in words."""
    by_cell = {(row["doc_id"], row["actor_id"]): row for row in framing.to_dict("records")}
    ground = []
    for number, line in enumerate(lines):
        for column, actor_id in enumerate(actors):
            cell = by_cell[line.key, actor_id]
            lower, upper, figure = (
                None if math.isnan(cell[name]) else _at(cell[name], column)
                for name in ("lower", "upper", "stance")
            )
            ground.append(
                {
                    "row": line.key, "column": actor_id, "n": int(cell["n_sentences"]),
                    "x": _at(-1, column), "x2": _at(1, column), "zero": _at(0, column),
                    "y": number + _GROUND, "top": number + 0.08, "foot": number + _GROUND, "bottom": number + 1,
                    "range": number + _RANGE, "lower": lower, "upper": upper, "figure": figure,
                    "told": wording.counts_in_full(cell), "measured": wording.figure_line(cell),
                }
            )  # fmt: skip
    return ground


def _scale(actors: Mapping[str, str], grid: Grid, ink: Ink) -> list[alt.Chart]:
    """The ends of the scale, once below each actor's name."""
    ends = [
        {"x": _at(stance, column), "y": 0.02, "text": text}
        for column in range(len(actors))
        for stance, text in ((-0.97, "−1"), (0, "0"), (0.97, "+1"))
    ]
    return [
        alt.Chart(alt.Data(values=ends))
        .mark_text(fontSize=12, color=ink.quiet, font=FONT)
        .encode(x=grid.x("x"), y=grid.y("y"), text="text:N")
    ]
