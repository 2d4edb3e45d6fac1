"""The matrix, the ranges and the differences of a brief, as tables that can be read, copied and printed."""

import math
from collections.abc import Iterable
from html import escape

from analysis.briefing.html_words import data, isolated, source_link
from analysis.briefing.phrases import VOICES, beside_voice, beside_words, count_short, figure_short, shortened
from analysis.briefing.records import Brief, Cell, Citation

_INKS = {
    "favourable": "#542788", "leaning favourable": "#7e6fb1", "unfavourable": "#b35806",
    "leaning unfavourable": "#c8801f",
}  # fmt: skip
_GREY = "#5d5c57"
_KEY = (
    "favourable", "leaning favourable", "neutral", "mixed", "leaning unfavourable", "unfavourable",
    "undetermined", "too little evidence",
)  # fmt: skip
_MOST_WHOLE_DOCUMENTS, _MOST_WHOLE_ROWS = 7, 25
MOST_DRAWN = 40
"""Documents whose ranges are drawn; the matrix has the figures of all."""


def show_matrix(brief: Brief) -> str:
    """Documents × actors: verdict, counts, figure and range, and the other voice."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for _, name in brief.actors)
    rows = "".join(_matrix_row(brief, citation) for citation in brief.citations)
    key = "".join(f'<li><i class="{_class(verdict)}"></i>{verdict}</li>' for verdict in _KEY)
    return (
        f'<div class="wide-table"><table class="matrix{_whole(len(brief.citations), _MOST_WHOLE_DOCUMENTS)}">'
        f'<thead><tr><th scope="col"></th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<ul class="key keep">{key}</ul>'
    )


def _whole(n: int, most: int) -> str:
    """A table that fits on a page is not cut by its end."""
    return " whole" if n <= most else ""


def _matrix_row(brief: Brief, citation: Citation) -> str:
    beside = brief.row(citation, beside_voice(brief.voice))
    cells = map(_matrix_cell, brief.row(citation, brief.voice), beside)
    return f"<tr>{_document_head(citation)}{''.join(cells)}</tr>"


def _document_head(citation: Citation, *, with_byline: bool = True) -> str:
    byline = f"<span>{isolated(citation.byline)}</span>" if with_byline else ""
    return f'<th scope="row">{source_link(citation.number)} {isolated(shortened(citation.title, 120))}{byline}</th>'


def _matrix_cell(cell: Cell | None, beside: Cell | None) -> str:
    if cell is None:
        return '<td class="v-not-mentioned">not scored</td>'
    if cell.n_sentences == 0:
        words = "<b>·</b>not mentioned"
    else:
        words = f"<b>{cell.verdict}</b>{count_short(cell)}<br>{data(cell.stance)} " + (
            "(no range)" if math.isnan(cell.lower) else f"({data(cell.lower)} to {data(cell.upper)})"
        )
    return f'<td class="{_class(cell.verdict)}">{words}{_beside(cell, beside)}</td>'


def _beside(cell: Cell, beside: Cell | None) -> str:
    if beside is None or beside.n_sentences == 0:
        return ""
    words = escape(beside_words(cell, beside)).replace("\n", "<br>")
    return f'<span class="quoted">{words}</span>'


def _class(verdict: str) -> str:
    return "v-" + verdict.replace(" ", "-")


def show_ranges(brief: Brief) -> str:
    """For each actor: a dot and its range for each document, the author above, those quoted below."""
    figures = [_range_figure(brief, actor_id, name) for actor_id, name in brief.actors]
    left_out = len(brief.citations) - MOST_DRAWN
    note = f'<p class="note">The first {MOST_DRAWN} documents are drawn.</p>' if left_out > 0 else ""
    return note + "".join(figures)


def _range_figure(brief: Brief, actor_id: str, name: str) -> str:
    rows = []
    for citation in brief.citations[:MOST_DRAWN]:
        cells = [brief.places.get((citation.doc_id, actor_id, voice)) for voice in ("author", "reported")]
        told = [cell for cell in cells if cell and cell.n_sentences]
        if told:
            rows.append(_range_row(citation, told, name))
    if not rows:
        return (
            f'<figure><h3>{escape(name)}</h3><p class="note">No document says anything about it.</p></figure>'
        )
    return (
        f"<figure><h3>{escape(name)}</h3>"
        '<table class="ranges"><thead><tr><th></th><th>' + _axis() + "</th>"
        '<th>figure (range)</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></figure>"
    )  # fmt: skip


def _axis() -> str:
    return '<span class="axis"><span>−1 all against</span><span>0</span><span>+1 all for</span></span>'


def _range_row(citation: Citation, cells: Iterable[Cell], name: str) -> str:
    marks, words = [], []
    for cell in cells:
        y = 14 if cell.voice == "author" else 30
        marks.append(_mark(cell, y, f"{name} in [{citation.number}], {VOICES[cell.voice]}"))
        words.append(f"{VOICES[cell.voice]} {escape(figure_short(cell))}")
    said = escape("; ".join(words))
    return (
        f"<tr>{_document_head(citation, with_byline=False)}<td>"
        f'<svg role="img" aria-label="{said}">'
        '<line x1="0" x2="100%" y1="22" y2="22" stroke="#ecebe6"/>'
        '<line x1="50%" x2="50%" y1="0" y2="44" stroke="#86847c" stroke-dasharray="2 2"/>'
        f"{''.join(marks)}</svg></td><td>{'<br>'.join(words)}</td></tr>"
    )


def _mark(cell: Cell, y: int, words: str) -> str:
    """A dot at the figure and a line over its range; filled for the author, hollow for those quoted."""
    ink = _INKS.get(cell.verdict, _GREY)
    line = ""
    if not math.isnan(cell.lower):
        line = f'<line x1="{_x(cell.lower)}" x2="{_x(cell.upper)}" y1="{y}" y2="{y}" stroke="{ink}" stroke-width="2"/>'
    fill = ink if cell.voice == "author" else "#fff"
    title = f"{words}: {cell.verdict}, {count_short(cell)}, {figure_short(cell)}"
    return (
        f"<g><title>{escape(title)}</title>{line}"
        f'<circle cx="{_x(cell.stance)}" cy="{y}" r="5" fill="{fill}" stroke="{ink}" stroke-width="2"/></g>'
    )


def _x(value: float) -> str:
    return f"{50 + 50 * value:.2f}%"


def show_differences(brief: Brief) -> str:
    """The differences that have a range."""
    names, rows = brief.names, []
    for row in brief.comparison.rows:
        rows.append(
            f'<tr class="{row.answer.replace(" ", "-")}"><td>{isolated(row.a)} against {isolated(row.b)}</td>'
            f"<td>{escape(names[row.actor_id])}</td>"
            f'<td class="number">{data(row.difference)}</td>'
            f'<td class="number">{data(row.lower)} to {data(row.upper)}</td>'
            f'<td class="number">{row.n_a}, {row.n_b}</td><td>{row.answer}</td></tr>'
        )
    if not rows:
        return ""
    heads = (
        '<th>first against second</th><th>about</th><th class="number">difference</th>'
        '<th class="number">range</th><th class="number">sentences</th><th>answer</th>'
    )
    whole = _whole(len(rows), _MOST_WHOLE_ROWS)
    return f'<table class="differences{whole}"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
