"""The charts of a brief as pictures that stand alone, for somebody's own slides: SVG, and PNG made from it."""

import math
from collections.abc import Iterator

from analysis.briefing.notes import confidence_line, figure_line
from analysis.briefing.phrases import (
    VOICES,
    beside_voice,
    beside_words,
    count_short,
    figure_short,
    kept_apart,
    range_short,
    shortened,
    signed,
)
from analysis.briefing.records import Brief, Cell, Citation, Judgement
from analysis.briefing.svg import FILLS, INK, LINE, PAGE, QUIET, Drawing, lines_height

WIDTH = 1200
_MARGIN, _NAMES = 40, 300
MOST_DRAWN = 40
"""Documents or pairs in a picture; the tables have all."""
_DARK = ("favourable", "unfavourable")
_INKS = {
    "favourable": "#542788", "leaning favourable": "#7e6fb1", "unfavourable": "#b35806",
    "leaning unfavourable": "#c8801f",
}  # fmt: skip


def draw_pictures(brief: Brief) -> Iterator[tuple[str, str]]:
    """Each picture as (name, SVG): the matrix, the figures of each actor, the differences, each key judgement."""
    yield "matrix", _matrix(brief)
    for actor_id, name in brief.actors:
        if any(cell.actor_id == actor_id and cell.n_sentences for cell in brief.cells):
            yield f"ranges-{actor_id}", _ranges(brief, actor_id, name)
    if brief.comparison.rows:
        yield "differences", _differences(brief)
    for number, one in enumerate(brief.judgements, start=1):
        yield f"judgement-{number}", _judgement(brief, one)


def write_png(svg: str) -> bytes:
    """The picture as PNG, twice as large, its letters those of the machine's typefaces."""
    from vl_convert import svg_to_png  # loaded where a picture is asked for

    return svg_to_png(svg, scale=2)


def _opened(brief: Brief, head: str, note: str) -> tuple[Drawing, float]:
    """A drawing with its heading and its note, and where they end."""
    drawing = Drawing(WIDTH, f"{head} {note}")
    y = drawing.add_paragraph(_MARGIN, 28, head, WIDTH - 2 * _MARGIN, 28, bold=True)
    y = drawing.add_paragraph(_MARGIN, y + 6, note, WIDTH - 2 * _MARGIN, 16, color=QUIET)
    return drawing, y + 14


def _closed(brief: Brief, drawing: Drawing, y: float, left_out: int = 0, what: str = "documents") -> str:
    """The picture with the line that says what it stands on."""
    more = (
        f"The first {MOST_DRAWN} {what} are drawn, {left_out:,} more stand in the tables. "
        if left_out > 0
        else ""
    )
    foot = f"{more}{len(brief.citations):,} documents. {brief.scoring} A measurement of text, not a judgement of truth."
    y = drawing.add_paragraph(_MARGIN, y + 16, foot, WIDTH - 2 * _MARGIN, 14, color=QUIET)
    return drawing.svg(y + 24)


def _matrix(brief: Brief) -> str:
    note = (
        f"Counted: {VOICES[brief.voice]}. Sentences for (+) and against (−), the figure from −1 to +1 with its range "
        "(90%). Orange unfavourable, purple favourable."
    )
    drawing, y = _opened(brief, "How does each text make each state look?", note)
    wide = (WIDTH - 2 * _MARGIN - _NAMES) / len(brief.actors)
    for place, (_, name) in enumerate(brief.actors):
        drawing.add_text(_MARGIN + _NAMES + place * wide + 4, y + 16, shortened(name, 24), 16, bold=True)
    y += 26
    for citation in brief.citations[:MOST_DRAWN]:
        y = _matrix_row(brief, drawing, citation, y, wide)
    return _closed(brief, drawing, y, len(brief.citations) - MOST_DRAWN)


def _matrix_row(brief: Brief, drawing: Drawing, citation: Citation, y: float, wide: float) -> float:
    height = 20 + lines_height(5, 14)
    drawing.add_line(_MARGIN, y, WIDTH - _MARGIN, y, LINE)
    below = drawing.add_paragraph(
        _MARGIN, y + 6, f"[{citation.number}] {kept_apart(citation.title)}", _NAMES - 24, 16, most=3
    )
    drawing.add_paragraph(_MARGIN, below, citation.byline, _NAMES - 24, 14, most=1, color=QUIET)
    cells = zip(brief.row(citation, brief.voice), brief.row(citation, beside_voice(brief.voice)), strict=True)
    for place, (cell, beside) in enumerate(cells):
        _draw_cell(drawing, cell, beside, (_MARGIN + _NAMES + place * wide, y + 3, wide - 4, height - 6))
    return y + height


def _draw_cell(drawing: Drawing, cell: Cell | None, beside: Cell | None, box: tuple[float, float, float, float]) -> None:  # fmt: skip
    x, y, width, height = box
    verdict = cell.verdict if cell else "not scored"
    ink = PAGE if verdict in _DARK else INK
    if verdict in FILLS:
        edge = "dashed" if verdict == "undetermined" else LINE if verdict == "too little evidence" else ""
        drawing.add_rect(x, y, width, height, FILLS[verdict], edge=edge)
    else:
        ink = QUIET
    lines = [verdict]
    if cell and cell.n_sentences:
        lines += [count_short(cell), figure_short(cell)]
    if cell and beside and beside.n_sentences:
        lines += beside_words(cell, beside).split("\n")
    y = drawing.add_lines(x + 8, y + 4, lines[:1], 16, color=ink, bold=True)
    for line in lines[1:]:
        y = drawing.add_paragraph(x + 8, y, line, width - 12, 14, most=1, color=ink)


def _axis(drawing: Drawing, x: float, width: float, y: float, words: tuple[str, str]) -> None:
    drawing.add_text(x, y, words[0], 14, color=QUIET)
    drawing.add_text(x + width / 2, y, "0", 14, color=QUIET, anchor="middle")
    drawing.add_text(x + width, y, words[1], 14, color=QUIET, anchor="end")


def _ranges(brief: Brief, actor_id: str, name: str) -> str:
    note = (
        "A filled dot is the author's figure, a hollow one that of the voices quoted; the line is the range (90%). "
        "Where a line touches 0, no side can be told. Without a line there are fewer than three sentences."
    )
    drawing, y = _opened(brief, f"How does each text make {name} look?", note)
    told = [
        (citation, cells)
        for citation in brief.citations
        if (cells := [c for c in (brief.places.get((citation.doc_id, actor_id, v)) for v in ("author", "reported")) if c and c.n_sentences])
    ]  # fmt: skip
    x, width = _MARGIN + _NAMES, WIDTH - 2 * _MARGIN - _NAMES - 260
    _axis(drawing, x, width, y + 14, ("−1 all against", "+1 all for"))
    y += 24
    for citation, cells in told[:MOST_DRAWN]:
        drawing.add_line(_MARGIN, y, WIDTH - _MARGIN, y, LINE)
        drawing.add_paragraph(
            _MARGIN, y + 8, f"[{citation.number}] {kept_apart(citation.title)}", _NAMES - 24, 16, most=2
        )
        drawing.add_line(x + width / 2, y, x + width / 2, y + 60, "#86847c", dash="2 2")
        for cell in cells:
            _draw_range(drawing, cell, x, width, y + (19 if cell.voice == "author" else 41))
        y += 60
    return _closed(brief, drawing, y, len(told) - MOST_DRAWN)


def _draw_range(drawing: Drawing, cell: Cell, x: float, width: float, y: float) -> None:
    ink = _INKS.get(cell.verdict, QUIET)

    def place(value: float) -> float:
        return x + width * (value + 1) / 2

    if not math.isnan(cell.lower):
        drawing.add_line(place(cell.lower), y, place(cell.upper), y, ink, 2)
    title = f"{VOICES[cell.voice]}: {cell.verdict}, {count_short(cell)}, {figure_short(cell)}"
    drawing.add_dot(place(cell.stance), y, ink, is_filled=cell.voice == "author", title=title)
    drawing.add_text(x + width + 20, y + 5, f"{VOICES[cell.voice]} {figure_short(cell)}", 14, color=QUIET)


def _differences(brief: Brief) -> str:
    drawing, y = _opened(brief, "Where do they differ?", brief.comparison.note)
    x, width = _MARGIN + _NAMES, WIDTH - 2 * _MARGIN - _NAMES - 330
    _axis(drawing, x, width, y + 14, ("−2 second more favourable", "+2 first more favourable"))
    y += 24
    rows = brief.comparison.rows
    for row in rows[:MOST_DRAWN]:
        drawing.add_line(_MARGIN, y, WIDTH - _MARGIN, y, LINE)
        differs = row.answer == "differs"
        pair = f"{shortened(row.a, 40)} against {shortened(row.b, 40)} · {brief.names[row.actor_id]}"
        drawing.add_paragraph(_MARGIN, y + 6, pair, _NAMES - 24, 16, most=2, bold=differs)
        drawing.add_line(x + width / 2, y, x + width / 2, y + 52, "#86847c", dash="2 2")
        places = [
            x + width * (max(-2.0, min(2.0, value)) + 2) / 4
            for value in (row.lower, row.difference, row.upper)
        ]
        ink = INK if differs else "#86847c"
        drawing.add_line(places[0], y + 26, places[2], y + 26, ink, 2)
        words = f"{signed(row.difference)} ({range_short(row.lower, row.upper)}), {row.answer}"
        drawing.add_dot(places[1], y + 26, ink, is_filled=differs, title=words)
        drawing.add_text(x + width + 20, y + 31, words, 14, color=INK if differs else QUIET, bold=differs)
        y += 52
    return _closed(brief, drawing, y, len(rows) - MOST_DRAWN, "pairs")


def _judgement(brief: Brief, one: Judgement) -> str:
    drawing, y = _opened(brief, one.claim, f"{figure_line(one)} {confidence_line(one)}")
    x, width = _MARGIN + 160, WIDTH - 2 * _MARGIN - 160
    most = max((bar.n_favourable + bar.n_neutral + bar.n_unfavourable for bar in one.bars), default=0)
    for bar in one.bars:
        drawing.add_paragraph(_MARGIN, y + 8, bar.name, 150, 16, most=2)
        start = float(x)
        for n, fill, ink in (
            (bar.n_unfavourable, "#b35806", PAGE), (bar.n_neutral, "#cfccc2", INK), (bar.n_favourable, "#542788", PAGE),
        ):  # fmt: skip
            if n:
                drawing.add_rect(start, y, width * n / most, 40, fill)
                drawing.add_text(start + width * n / most / 2, y + 26, str(n), 16, color=ink, anchor="middle")
                start += width * n / most
        y += 52
    drawing.add_text(x, y + 16, "Sentences: unfavourable (orange), neutral (grey), favourable (purple)", 14, color=QUIET)  # fmt: skip
    sources = " ".join(brief.citations[number - 1].words for number in one.citations[:4])
    y = drawing.add_paragraph(_MARGIN, y + 34, sources, WIDTH - 2 * _MARGIN, 14, most=6, color=QUIET)
    return _closed(brief, drawing, y)
