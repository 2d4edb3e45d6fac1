"""One way to draw a matrix: titles at the left, a cell for each row and column.

It knows nothing of documents or holders; `charts.py` makes its lines and cells.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard import wording
from dashboard.charts_page import FONT, finish_chart
from dashboard.wording import Ink

ROW_HEIGHT = 92
_LABEL_SHARE = 0.425  # of all cells together: room for the titles, however many columns there are
HEAD = 0.45  # of a row's height: room for the names of the columns
_LETTERS = 40  # in a line of a title: what fits where the page is 800 wide
_NARROW = 900
_GAP = 0.05
_HATCH_STEP = 0.09
_LINE = 18  # height of a line of a title
_CELL_LINE = 19  # of a line in a cell: four fit


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix: what it is, its title, and the quiet words below the title."""

    key: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A verdict in the matrix and the words in it.

    lines: the verdict and up to three more, as they stand in the cell; none where nothing is said.
    silent: what a cell says below its dot; "" where something is said.
    told: what stands in the tooltip, by its title; the same titles in all cells.
    """

    row: str
    column: str
    verdict: str
    lines: tuple[str, ...]
    silent: str
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where things stand: a column and a row are 1 wide and high, the first cell begins at (0, 0)."""

    n_columns: int
    n_rows: int

    @property
    def left(self) -> float:
        """Where the titles begin; the first column begins at 0."""
        return -_LABEL_SHARE * self.n_columns

    def x(self, field: str) -> alt.X:
        """The place from left to right."""
        scale = alt.Scale(domain=[self.left, self.n_columns], nice=False, zero=False)
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    def y(self, field: str) -> alt.Y:
        """The place from top to bottom."""
        scale = alt.Scale(domain=[-HEAD, self.n_rows], nice=False, zero=False, reverse=True)
        return alt.Y(f"{field}:Q", scale=scale, axis=None)


def draw_matrix(
    lines: Sequence[Line],
    columns: Mapping[str, str],
    cells: Sequence[Cell],
    ink: Ink,
    opened: tuple[str, str] | None,
) -> alt.LayerChart:
    """The matrix of these rows and columns (key → name).

    opened: the row and column whose cell has a heavy edge.
    The selection "cell" carries row and column.
    """
    grid = Grid(len(columns), len(lines))
    places = _placed(lines, columns, cells, ink)
    base = alt.Chart(alt.Data(values=places)).encode(x=grid.x("x"), x2="x2:Q", y=grid.y("y"), y2="y2:Q")
    layers: list[alt.Chart] = [
        _filled(base.transform_filter("datum.verdict != 'undetermined'"), [1, 0]),
        _filled(base.transform_filter("datum.verdict == 'undetermined'"), [5, 4]),
        *_split_cells(places, grid),
        *_hatched_cells(places, grid, ink),
        *_cell_words(places, grid),
        *titles_of(lines, columns, grid, ink, ROW_HEIGHT),
    ]
    if opened:
        is_opened = (alt.datum.row == opened[0]) & (alt.datum.column == opened[1])
        layers.append(
            base.transform_filter(is_opened).mark_rect(fillOpacity=0, stroke=ink.text, strokeWidth=3)
        )
    told = list(cells[0].told) if cells else []
    layers.append(
        base.mark_rect(opacity=0, cursor="pointer")
        .encode(tooltip=[alt.Tooltip(f"told{n}:N", title=title) for n, title in enumerate(told)])
        .add_params(alt.selection_point(name="cell", fields=["row", "column"], empty=False))
    )
    return finish_chart(alt.layer(*layers), height=round(ROW_HEIGHT * (len(lines) + HEAD)), ink=ink)


def _placed(
    lines: Sequence[Line], columns: Mapping[str, str], cells: Sequence[Cell], ink: Ink
) -> list[dict[str, Any]]:
    rows = {line.key: number for number, line in enumerate(lines)}
    numbers = {key: number for number, key in enumerate(columns)}
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "x": numbers[cell.column] + _GAP / 2, "x2": numbers[cell.column] + 1 - _GAP / 2,
            "y": rows[cell.row] + _GAP / 2, "y2": rows[cell.row] + 1 - _GAP / 2,
            "verdict": cell.verdict,
            "lines": list(cell.lines),
            "silent": cell.silent,
            "fill": wording.fill_of(cell.verdict, ink),
            "edge": ink.edge if cell.verdict == "undetermined" else ink.line,
            "word": wording.text_on(cell.verdict, ink),
            **{f"told{n}": text for n, text in enumerate(cell.told.values())},
        }
        for cell in cells
    ]  # fmt: skip


def _filled(cells: alt.Chart, dash: list[int]) -> alt.Chart:
    return cells.mark_rect(strokeWidth=1.4, strokeDash=dash).encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("edge:N", scale=None)
    )


def _split_cells(places: Sequence[Mapping[str, Any]], grid: Grid) -> list[alt.Chart]:
    """The lower right triangle of a mixed cell."""
    corners = [
        {"cell": index, "order": order, "x": x, "y": y}
        for index, cell in enumerate(places)
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
        .encode(x=grid.x("x"), y=grid.y("y"), detail="cell:N", order="order:Q")
    ]


def _hatched_cells(places: Sequence[Mapping[str, Any]], grid: Grid, ink: Ink) -> list[alt.Chart]:
    """Fine diagonal lines over cells with too little evidence."""
    strokes = []
    for cell in places:
        if cell["verdict"] != "too little evidence":
            continue
        width, height = cell["x2"] - cell["x"], cell["y2"] - cell["y"]
        for step in range(1, int((width + height) / _HATCH_STEP)):
            reach = step * _HATCH_STEP
            strokes.append(
                {
                    "x": cell["x"] + max(0.0, reach - height), "y": cell["y"] + min(reach, height),
                    "x2": cell["x"] + min(reach, width), "y2": cell["y"] + max(0.0, reach - width),
                }
            )  # fmt: skip
    if not strokes:
        return []
    return [
        alt.Chart(alt.Data(values=strokes))
        .mark_rule(strokeWidth=1, color=ink.line)
        .encode(x=grid.x("x"), x2="x2:Q", y=grid.y("y"), y2="y2:Q")
    ]


def _size(size: int) -> alt.ExprRef:
    """A size of letters that is smaller on a narrow page: "leaning unfavourable" stays inside its cell."""
    return alt.ExprRef(f"width < {_NARROW} ? {size - 1.5} : {size}")


def _cell_words(places: Sequence[Mapping[str, Any]], grid: Grid) -> list[alt.Chart]:
    """The lines of each cell, together in its middle; the first is the verdict."""
    heads, others, silent = [], [], []
    for cell in places:
        x, y = (cell["x"] + cell["x2"]) / 2, (cell["y"] + cell["y2"]) / 2
        if cell["silent"]:
            silent.append({"x": x, "y": y, "text": cell["silent"], "word": cell["word"]})
        for number, text in enumerate(cell["lines"]):
            down = _CELL_LINE * (number - (len(cell["lines"]) - 1) / 2) / ROW_HEIGHT
            to = others if number else heads
            to.append({"x": x, "y": y + down, "text": text, "word": cell["word"]})

    def words(rows: list[dict[str, Any]], size: int, **style: Any) -> alt.Chart:
        chart = alt.Chart(alt.Data(values=rows)).mark_text(
            font=FONT, baseline="middle", fontSize=_size(size), **style
        )
        return chart.encode(
            x=grid.x("x"), y=grid.y("y"), text="text:N", color=alt.Color("word:N", scale=None)
        )

    dots = [{**cell, "text": "·"} for cell in silent]
    return [
        words(heads, 15, fontWeight=600),
        words(others, 13),
        words(dots, 22, dy=-8),
        words(silent, 12, dy=8),
    ]


def titles_of(
    lines: Sequence[Line], columns: Mapping[str, str], grid: Grid, ink: Ink, height: int
) -> list[alt.Chart]:
    """The names of columns and the titles of rows, with the quiet words below each. height: of a row."""
    titles, notes = [], []
    for number, line in enumerate(lines):
        n_lines = height // _LINE - 2
        wrapped = textwrap.wrap(line.title, _LETTERS, max_lines=n_lines, placeholder=" …")
        note = textwrap.shorten(line.note, _LETTERS, placeholder=" …")
        top = -_LINE * (len(wrapped) + 1) / 2  # title and note together stand in the middle of the row
        for place, text in enumerate([*wrapped, note]):
            to = notes if place == len(wrapped) else titles
            y = number + 0.5 + (top + _LINE * (place + 0.5)) / height
            to.append({"x": grid.left, "y": y, "text": text})
    heads = [{"x": number + 0.5, "y": -0.2, "text": name} for number, name in enumerate(columns.values())]

    def words(rows: Sequence[Mapping[str, Any]], **style: Any) -> alt.Chart:
        chart = alt.Chart(alt.Data(values=list(rows))).mark_text(font=FONT, baseline="middle", **style)
        return chart.encode(x=grid.x("x"), y=grid.y("y"), text="text:N")

    room = alt.ExprRef(f"width * {_LABEL_SHARE / (1 + _LABEL_SHARE) - 0.01:.3f}")
    left: dict[str, Any] = {"align": "left", "limit": room}
    return [
        words(heads, fontSize=_size(16), fontWeight=600, color=ink.text),
        words(titles, fontSize=_size(14), fontWeight=600, color=ink.text, **left),
        words(notes, fontSize=_size(13), color=ink.quiet, **left),
    ]
