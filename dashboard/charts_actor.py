"""Charts of one actor: figures with their ranges line by line, and over time. No streamlit here."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from dashboard import wording
from dashboard.charts_page import FONT, finish_chart
from dashboard.wording import Ink

LINE_HEIGHT = 46
_WORDS_AT, _RIGHT = 1.1, 1.95
"""Where the counts stand behind the scale of −1 to +1, and where the chart ends."""
_TICKS = [-1, -0.5, 0, 0.5, 1]
_TICK_WORDS = "datum.value == 0 ? '0' : format(datum.value, '+.1f')"


def lines_chart(lines: Sequence[tuple[str, Mapping[str, Any]]], ink: Ink) -> alt.LayerChart:
    """A line for each title: its verdict, figure and range on the scale from −1 to +1, and its count.

    lines: title and a row of `framing`, `groups` or `speakers` that has a figure.
    A figure without a range has a hollow dot.
    """
    rows = [
        {
            "y": number,
            "title": f"{row['verdict']} · {title}",
            "figure": float(row["stance"]),
            "lower": None if math.isnan(row["lower"]) else float(row["lower"]),
            "upper": None if math.isnan(row["upper"]) else float(row["upper"]),
            "words": f"{wording.signed(row['stance'])} of {row['n_sentences']:,}",
            "told": wording.figure_short(row),
            "has_range": not math.isnan(row["lower"]),
        }
        for number, (title, row) in enumerate(lines)
    ]
    scale = alt.Scale(domain=[-1, _RIGHT], nice=False)
    axis = alt.Axis(
        values=_TICKS, title=None, labelExpr=_TICK_WORDS, labelColor=ink.quiet, labelFont=FONT, labelFontSize=12, grid=False,
        domain=False, ticks=False, orient="top",
    )  # fmt: skip
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-0.75, len(rows) - 0.6], reverse=True, nice=False), axis=None)
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    x = alt.X("figure:Q", scale=scale, axis=axis)
    tooltip = [
        alt.Tooltip("title:N"),
        alt.Tooltip("told:N", title="figure"),
        alt.Tooltip("words:N", title="sentences"),
    ]
    dot = base.mark_circle(size=120, opacity=1, color=ink.text)
    hollow = base.mark_point(size=95, opacity=1, color=ink.text, fill=ink.page, strokeWidth=1.5)
    layers = [
        base.mark_rule(color=ink.line).encode(x=alt.XDatum(-1, scale=scale), x2=alt.X2Datum(1)),
        base.mark_tick(color=ink.edge, thickness=1.5, height=13, orient="vertical").encode(x=alt.XDatum(0)),
        base.mark_rule(strokeWidth=3, color=ink.quiet, strokeCap="round").encode(x=alt.X("lower:Q", scale=scale), x2="upper:Q"),
        dot.transform_filter("datum.has_range").encode(x=x, tooltip=tooltip),
        hollow.transform_filter("!datum.has_range").encode(x=x, tooltip=tooltip),
        base.mark_text(align="left", dy=-16, fontSize=13, color=ink.text, font=FONT, limit=330).encode(x=alt.datum(-1), text="title:N"),
        base.mark_text(align="left", fontSize=13, color=ink.quiet, font=FONT).encode(x=alt.datum(_WORDS_AT), text="words:N"),
    ]  # fmt: skip
    return finish_chart(alt.layer(*layers), height=LINE_HEIGHT * len(rows) + 30, ink=ink)


def periods_chart(periods: Sequence[str], rows: Mapping[str, Mapping[str, Any]], ink: Ink) -> alt.LayerChart:
    """Figure and range of each period, with its sentences and stories below; a line joins neighbours only.

    periods: all from the first to the last. rows: period → row of `groups`, of those with evidence.
    """
    values = []
    stretch = 0
    for period in periods:
        row = rows.get(period)
        if row is None:
            stretch += 1  # no line through a period without evidence
            values.append({"period": period, "counts": "–", "stretch": stretch})
            continue
        has_range = not math.isnan(row["lower"])
        values.append(
            {
                "period": period,
                "stretch": stretch,
                "figure": float(row["stance"]),
                "lower": float(row["lower"]) if has_range else None,
                "upper": float(row["upper"]) if has_range else None,
                "has_range": has_range,
                "counts": f"{row['n_sentences']:,}",
                "told": f"{wording.figure_short(row)}, {row['n_sentences']} sentences, {row['n_stories']} stories",
            }
        )
    x = alt.X(
        "period:O", sort=list(periods),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelColor=ink.text, labelFont=FONT, labelFontSize=12, domain=False, ticks=False, labelPadding=22),
    )  # fmt: skip
    scale = alt.Scale(domain=[-1, 1], nice=False)
    y = alt.Y(
        "figure:Q", scale=scale,
        axis=alt.Axis(values=_TICKS, title=None, labelExpr=_TICK_WORDS, labelColor=ink.quiet, labelFont=FONT, labelFontSize=12, gridColor=ink.line, gridDash=[2, 3], domain=False, ticks=False),
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(x=x)
    known = base.transform_filter("isValid(datum.figure)")
    tooltip = [alt.Tooltip("period:N"), alt.Tooltip("told:N", title="figure")]
    zero = alt.Chart(alt.Data(values=[{"y": 0}])).mark_rule(color=ink.quiet).encode(y="y:Q")
    layers = [
        zero,
        known.mark_line(color=ink.line, strokeWidth=2).encode(y=y, detail="stretch:N"),
        known.mark_rule(strokeWidth=3, color=ink.quiet, strokeCap="round").encode(y=alt.Y("lower:Q", scale=scale), y2="upper:Q"),
        known.transform_filter("datum.has_range").mark_circle(size=120, opacity=1, color=ink.text).encode(y=y, tooltip=tooltip),
        known.transform_filter("!datum.has_range").mark_point(size=95, opacity=1, color=ink.text, fill=ink.page, strokeWidth=1.5).encode(y=y, tooltip=tooltip),
        base.mark_text(fontSize=12, color=ink.quiet, font=FONT, dy=14).encode(y=alt.datum(-1), text="counts:N"),
    ]  # fmt: skip
    return finish_chart(alt.layer(*layers), height=260, ink=ink)


def periods_words(periods: Sequence[str], rows: Mapping[str, Mapping[str, Any]]) -> str:
    """The chart of periods as one text, for a screen reader."""
    return " ".join(
        f"{period}: {wording.figure_short(rows[period])}, {wording.sentence_count(rows[period]['n_sentences'])}."
        if period in rows
        else f"{period}: nothing."
        for period in periods
    )
