"""The matrix as a list, for a page as narrow as a phone: the style sheet shows it there, and there alone."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.charts_matrix import Cell, Line


def show_as_list(
    lines: Sequence[Line],
    columns: Mapping[str, str],
    cells: Sequence[Cell],
    signs: Mapping[tuple[str, str], str],
) -> str:
    """Each row with its cells below one another, as HTML; the words are those of the matrix.

    signs: a sign for each sentence of a cell, by row and column; a cell may have none.
    """
    by_row: dict[str, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    return f'<div class="fl-phone">{"".join(_row_html(line, columns, by_row.get(line.key, []), signs) for line in lines)}</div>'


def _row_html(
    line: Line,
    columns: Mapping[str, str],
    cells: Sequence[Cell],
    signs: Mapping[tuple[str, str], str],
) -> str:
    items = "".join(
        _cell_html(columns[cell.column], cell, signs.get((cell.row, cell.column), "")) for cell in cells
    )
    return (
        f'<section><p class="fl-said">{escape(line.title)}</p>'
        f'<p class="fl-note">{escape(line.note)}</p><dl>{items}</dl></section>'
    )


def _cell_html(name: str, cell: Cell, signs: str) -> str:
    verdict, *more = cell.lines or (cell.silent,)
    kind = cell.verdict.replace(" ", "-")
    rest = f"<br><small>{escape(' · '.join(more))}</small>" if more else ""
    rest += f'<span class="fl-signs" aria-hidden="true">{signs}</span>' if signs else ""
    return f'<dt>{escape(name)}</dt><dd><i class="fl-swatch fl-v-{kind}"></i>{escape(verdict)}{rest}</dd>'
