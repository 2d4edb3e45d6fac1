"""Figures and ranges of those that are compared, on one scale: a dumbbell for each actor."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard import wording
from dashboard.charts_page import FONT, finish_chart
from dashboard.wording import Ink

_LINE = 28  # height of a line
_LEFT, _RIGHT = -1.12, 1.72  # the scale goes from −1 to +1; letters and counts stand right of it
_NARROW = 560


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A row of dots with a heading: the heading, and for each side its letter and what was measured.

    sides: letter → a row with n_sentences, stance, lower, upper and verdict.
    """

    head: str
    sides: Mapping[str, Mapping[str, Any]]


def dumbbell_chart(dumbbells: Sequence[Dumbbell], ink: Ink) -> alt.LayerChart:
    """Each side's figure as a dot with its letter and its range, a thin line from dot to dot."""
    rows, heads = _placed(dumbbells)
    height = (rows[-1]["y"] if rows else 0) + 1
    base = alt.Chart(alt.Data(values=rows))
    scale = alt.Scale(domain=[_LEFT, _RIGHT], nice=False, zero=False)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], nice=False, zero=False, reverse=True), axis=None)
    axis = alt.Axis(
        values=[-1, -0.5, 0, 0.5, 1], title=None, labelExpr="datum.value == 0 ? '0' : replace(format(datum.value, '+.1f'), '-', '−')",
        labelColor=ink.quiet, grid=True, gridColor=ink.line, domain=False, ticks=False, labelFont=FONT,
        labelFontSize=12, gridDash=[2, 3],
    )  # fmt: skip
    x = alt.X("figure:Q", scale=scale, axis=axis)
    told = base.transform_filter("isValid(datum.figure)")
    # a dot of one or two sentences, or texts, has no range: it is drawn in outline
    full, few = (told.transform_filter(f"{'' if has else '!'}isValid(datum.lower)") for has in (True, False))
    tooltip = [alt.Tooltip("verdict:N", title="Verdict"), alt.Tooltip("measured:N", title="Measured")]
    is_wide, is_narrow = (alt.ExprRef(f"width < {_NARROW} ? {narrow} : {1 - narrow}") for narrow in (0, 1))
    layers = [
        alt.Chart(alt.Data(values=[{"x": 0}])).mark_rule(color=ink.quiet).encode(x=alt.X("x:Q", scale=scale)),
        told.mark_line(color=ink.quiet, strokeWidth=1).encode(x=x, y=y, detail="group:N", order="y:Q"),
        base.mark_rule(strokeWidth=4, color=ink.edge, strokeCap="round").encode(x=alt.X("lower:Q", scale=scale), x2="upper:Q", y=y),
        full.mark_circle(size=250, opacity=1, color=ink.text).encode(x=x, y=y, tooltip=tooltip),
        few.mark_point(size=250, opacity=1, filled=True, fill=ink.page, stroke=ink.text, strokeWidth=1.5).encode(x=x, y=y, tooltip=tooltip),
        full.mark_text(fontWeight=700, fontSize=12, color=ink.page, font=FONT).encode(x=x, y=y, text="letter:N"),
        few.mark_text(fontWeight=700, fontSize=12, color=ink.text, font=FONT).encode(x=x, y=y, text="letter:N"),
        base.mark_text(align="left", fontSize=14, fontWeight=700, color=ink.text, font=FONT).encode(x=alt.datum(1.1), y=y, text="letter:N"),
        base.mark_text(align="left", fontSize=14, color=ink.quiet, font=FONT, opacity=is_wide).encode(x=alt.datum(1.2), y=y, text="words:N"),
        base.mark_text(align="left", fontSize=14, color=ink.quiet, font=FONT, opacity=is_narrow).encode(x=alt.datum(1.3), y=y, text="short:N"),
        alt.Chart(alt.Data(values=heads)).mark_text(align="left", fontSize=15, fontWeight=600, color=ink.text, font=FONT).encode(x=alt.datum(_LEFT), y=y, text="head:N"),
    ]  # fmt: skip
    return finish_chart(alt.layer(*layers), height=round(_LINE * height) + 26, ink=ink)


def _placed(dumbbells: Sequence[Dumbbell]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    y = 0.5
    for dumbbell in dumbbells:
        if dumbbell.head:
            heads.append({"y": y, "head": dumbbell.head})
            y += 0.95
        for letter, cell in dumbbell.sides.items():
            n = int(cell["n_sentences"])
            rows.append(
                {
                    "y": y,
                    "group": dumbbell.head,
                    "letter": letter,
                    "figure": _told(cell["stance"]),
                    "lower": _told(cell["lower"]),
                    "upper": _told(cell["upper"]),
                    "words": _words(cell, n),
                    "short": f"{wording.signed(cell['stance'])} of {n}" if n else "nothing",
                    "verdict": cell["verdict"],
                    "measured": wording.figure_short(cell) if n else "nothing in this voice",
                }
            )
            y += 1
        y += 0.35
    return rows, heads


def _told(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _words(cell: Mapping[str, Any], n: int) -> str:
    if n == 0:
        return "nothing in this voice"
    count = wording.sentence_count(n)
    return f"{wording.signed(cell['stance'])}, {count}{', no range' if math.isnan(cell['lower']) else ''}"
