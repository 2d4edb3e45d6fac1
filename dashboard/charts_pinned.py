"""Pinned figures → one simple drawing for a screen that is read from ten metres.

Plain HTML, and not Altair: it grows with the screen, words included, and the server
does not know how large the screen is (`present.css` has the sizes). A drawing of SVG
would not pass the filter that keeps scripts out of the page.
"""

from collections.abc import Mapping, Sequence
from html import escape

from analysis import PinnedFigure
from dashboard import wording, wording_pins
from dashboard.wording import Ink

MOST_LINES = 4
"""Lines of a drawing; a view with more of them is drawn as a table."""


def figures_lines(figures: Sequence[PinnedFigure], headline: str, ink: Ink) -> str:
    """A line from −1 to +1 for each figure: a dot, its range, its count in words.

    headline: the voice that the view is about; figures of another voice have a hollow dot,
        and so have figures without a range.
    """
    lines = [figure for figure in figures if figure.table != "comparison"][:MOST_LINES]
    has_groups = len({figure.group for figure in lines}) > 1
    words = escape(
        ". ".join(f"{wording_pins.figure_name(one)}: {_words(one)}, {one.verdict}" for one in lines)
    )
    drawn = "".join(_line(figure, headline, ink, has_groups=has_groups) for figure in lines)
    axis = "<div class='fl-p-axis'><span>−1 unfavourable</span><span>0</span><span>+1 favourable</span></div>"
    return f'<div class="fl-p-chart" role="img" aria-label="{words}">{drawn}{axis}</div>'


def _line(figure: PinnedFigure, headline: str, ink: Ink, *, has_groups: bool) -> str:
    name = wording_pins.figure_name(figure) if has_groups else figure.label
    track = "".join(f'<i class="fl-p-tick" style="left:{at}%"></i>' for at in (0, 25, 50, 75, 100))
    if figure.lower is not None and figure.upper is not None:
        left, right = _at(figure.lower), _at(figure.upper)
        track += f'<i class="fl-p-range" style="left:{left:.2f}%;width:{right - left:.2f}%"></i>'
    if figure.value is not None:
        is_hollow = figure.lower is None or (bool(headline) and figure.voice != headline)
        fill = ink.page if is_hollow else wording.fill_of(figure.verdict, ink)
        alone = " fl-p-single" if figure.lower is None else ""
        track += f'<i class="fl-p-dot{alone}" style="left:{_at(figure.value):.2f}%;background:{fill}"></i>'
    reach = "" if figure.value is None else wording_pins.reach_words(figure)
    verdict = "" if figure.value is None else figure.verdict
    return (
        f'<div class="fl-p-line"><p><b dir="auto">{escape(name)}</b><span>{escape(verdict)}</span></p>'
        f'<div class="fl-p-track">{track}</div>'
        f'<p class="fl-p-under"><span>{escape(_words(figure))}</span><span>{escape(reach)}</span></p></div>'
    )


def _words(figure: PinnedFigure) -> str:
    if figure.value is None:
        return wording.NOTHING_SAID
    return f"{wording.signed(figure.value)} · {figure.counts}"


def _at(value: float) -> float:
    """The place on the line in per cent."""
    return (max(-1.0, min(1.0, value)) + 1) * 50


def figures_table(figures: Sequence[PinnedFigure], ink: Ink) -> str:
    """Many figures as a table: units down, groups (actors) across, a cell with verdict, counts and figure each."""
    groups = list(dict.fromkeys(figure.group for figure in figures))
    labels = list(dict.fromkeys(figure.label for figure in figures))
    by_place: Mapping[tuple[str, str], PinnedFigure] = {(one.label, one.group): one for one in figures}
    head = "".join(f'<th scope="col">{escape(group)}</th>' for group in groups)
    body = "".join(
        f'<tr><th scope="row" dir="auto">{escape(label)}</th>'
        + "".join(_cell(by_place.get((label, group)), ink) for group in groups)
        + "</tr>"
        for label in labels
    )
    size = "" if len(labels) <= 5 else " fl-p-many" if len(labels) <= 8 else " fl-p-most"
    return f'<table class="fl-p-table{size}"><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(figure: PinnedFigure | None, ink: Ink) -> str:
    if figure is None or figure.value is None:
        return '<td class="fl-p-silent">·<span class="fl-p-unseen"> nothing said</span></td>'
    style = f"background:{wording.fill_of(figure.verdict, ink)};color:{wording.text_on(figure.verdict, ink)}"
    mark = _MARKS.get(figure.verdict, "")
    return (
        f'<td class="fl-p-cell {mark}" style="{style}"><b>{escape(figure.verdict)} {wording.signed(figure.value)}</b>'
        f"<span>{escape(figure.counts)}</span></td>"
    )


_MARKS = {"too little evidence": "fl-p-few", "undetermined": "fl-p-open", "mixed": "fl-p-mixed"}
"""Verdicts that colour alone would not tell from neutral."""
