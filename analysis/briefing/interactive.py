"""Charts of the page that answer the pointer: Vega-Lite, drawn by a script that stands in the page itself.

Without a script, and on paper, the page's own pictures and tables stand in their place.
"""

import base64
import hashlib
import json
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from analysis.briefing.phrases import (
    VOICES,
    count_short,
    figure_short,
    kept_apart,
    range_short,
    shortened,
    signed,
)
from analysis.briefing.records import Brief
from analysis.framing import VERDICTS

MOST_DRAWN = 40
"""Documents whose ranges are drawn, as in the page's own pictures."""
_GREY, _LINE = "#5d5c57", "#d8d6cf"
_INKS = dict.fromkeys(VERDICTS, _GREY) | {
    "favourable": "#542788", "leaning favourable": "#7e6fb1", "unfavourable": "#b35806",
    "leaning unfavourable": "#c8801f",
}  # fmt: skip
_FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
_NOTICE = (
    "/* Vega, Vega-Lite and Vega-Embed: (c) University of Washington Interactive Data Lab, BSD-3-Clause; "
    "with D3, (c) Mike Bostock, ISC. */\n"
)
_CONFIG = {
    "font": _FONT, "view": {"stroke": None}, "background": "transparent",
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "titleColor": _GREY,
             "gridColor": "#ecebe6", "domainColor": _LINE, "tickColor": _LINE, "labelColor": "#1d1d1b"},
    "header": {"labelFontSize": 16, "labelFontWeight": 600, "labelAnchor": "start", "title": None},
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "orient": "top"},
}  # fmt: skip
_FAINT = 0.15


@cache
def prepare_script() -> Future[str]:
    """Begin to make the script, which takes a second or two, while something else is done."""
    pool = ThreadPoolExecutor(1)
    made = pool.submit(_make_script)
    pool.shutdown(wait=False)
    return made


def read_script() -> str:
    """Vega with the few lines that draw the charts: one script, the same for one version of `vl-convert`."""
    return prepare_script().result()


def _make_script() -> str:
    from vl_convert import javascript_bundle

    snippet = Path(__file__).with_name("interactive.js").read_text(encoding="utf-8")
    return _NOTICE + javascript_bundle(snippet).replace("</script", "<\\/script").strip() + "\n"


def script_source(script: str) -> str:
    """What a page's policy has to name, so that this script may run and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def show_chart(name: str, spec: dict[str, Any], words: str) -> str:
    """The place of a chart and its description, as data that no text can break out of."""
    described = json.dumps(spec, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
    return (
        f'<div class="interactive"><div data-chart="{name}" role="img" aria-label="{escape(words)}"></div></div>'
        f'<script type="application/json" id="{name}">{described}</script>'
    )


def describe_ranges(brief: Brief) -> dict[str, Any]:
    """Every figure with its range, documents by actors; pointing at a document follows it through all actors."""
    rows = [
        {
            "document": f"[{citation.number}] {kept_apart(shortened(citation.title, 60))}", "actor": brief.names[actor_id],
            "voice": VOICES[cell.voice], "verdict": cell.verdict, "counts": count_short(cell),
            "figure": figure_short(cell), "stance": cell.stance, "lower": _number(cell.lower),
            "upper": _number(cell.upper),
        }
        for citation in brief.citations[:MOST_DRAWN]
        for actor_id, _ in brief.actors
        for voice in ("author", "reported")
        if (cell := brief.places.get((citation.doc_id, actor_id, voice))) and cell.n_sentences
    ]  # fmt: skip
    actors = [name for _, name in brief.actors if any(row["actor"] == name for row in rows)]
    width = max(110, min(260, 650 // max(len(actors), 1)))
    seen = {
        "condition": {"test": {"and": [{"param": "pointed"}, {"param": "spoken"}]}, "value": 1},
        "value": _FAINT,
    }
    inside: dict[str, Any] = {
        "width": width, "height": {"step": 17},
        "encoding": {
            "y": {"field": "document", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": 240, "ticks": False, "domain": False, "grid": True}},
            "yOffset": {"field": "voice", "type": "nominal", "sort": ["author", "quoted"]},
            "color": {"field": "verdict", "type": "nominal", "legend": None,
                      "scale": {"domain": list(_INKS), "range": list(_INKS.values())}},
            "opacity": seen,
            "tooltip": [{"field": name, "type": "nominal"}
                        for name in ("document", "actor", "voice", "verdict", "counts", "figure")],
        },
        "layer": [
            {"transform": [{"filter": "isValid(datum.lower)"}], "mark": {"type": "rule", "strokeWidth": 2},
             "encoding": {"x": _place("lower", "against ← figure → for"), "x2": {"field": "upper"}}},
            {"mark": {"type": "point", "size": 70, "filled": False, "strokeWidth": 2},
             "params": [_pointed("document"), {"name": "spoken", "bind": "legend", "select": {"type": "point", "fields": ["voice"]}}],
             "encoding": {
                 "x": _place("stance", "against ← figure → for"),
                 "shape": {"field": "voice", "type": "nominal", "title": "voice (click one to see it alone)",
                           "legend": {"symbolStrokeWidth": 2, "encoding": {"symbols": {"stroke": {"value": _GREY}, "fill": {"value": "transparent"}, "opacity": {"value": 1}}}},
                           "scale": {"domain": ["author", "quoted"], "range": ["circle", "diamond"]}},
                 "fill": {"condition": {"test": "datum.voice === 'author'", "field": "verdict", "type": "nominal",
                                        "legend": None, "scale": {"domain": list(_INKS), "range": list(_INKS.values())}},
                          "value": "#ffffff"},
             }},
        ],
    }  # fmt: skip
    return {
        "config": _CONFIG, "data": {"values": rows}, "spec": inside,
        "facet": {"column": {"field": "actor", "type": "nominal", "sort": actors}},
    }  # fmt: skip


def describe_differences(brief: Brief) -> dict[str, Any]:
    """Every difference that has a range; pointing at one leaves the other pairs faint."""
    rows = [
        {
            "pair": f"{shortened(row.a, 30)} against {shortened(row.b, 30)} · {brief.names[row.actor_id]}",
            "answer": row.answer, "difference": row.difference, "lower": row.lower, "upper": row.upper,
            "figure": f"{signed(row.difference)} ({range_short(row.lower, row.upper)})",
            "sentences": f"{row.n_a}, {row.n_b}",
        }
        for row in brief.comparison.rows[:MOST_DRAWN]
    ]  # fmt: skip
    title = "second more favourable ← difference → first more favourable"
    return {
        "config": _CONFIG, "data": {"values": rows}, "width": 620, "height": {"step": 24},
        "encoding": {
            "y": {"field": "pair", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": 320, "ticks": False, "domain": False}},
            "color": {"field": "answer", "type": "nominal", "title": None,
                      "scale": {"domain": ["differs", "similar", "cannot be told"], "range": ["#1d1d1b", "#3d5a5a", "#a3a199"]}},
            "opacity": {"condition": {"param": "pointed", "value": 1}, "value": _FAINT},
            "tooltip": [{"field": name, "type": "nominal"} for name in ("pair", "answer", "figure", "sentences")],
        },
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2},
             "encoding": {"x": _place("lower", title, 2), "x2": {"field": "upper"}}},
            {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1}, "params": [_pointed("pair")],
             "encoding": {"x": _place("difference", title, 2)}},
        ],
    }  # fmt: skip


def _number(value: float) -> float | None:
    return None if value != value else value


def _place(field: str, title: str, most: int = 1) -> dict[str, Any]:
    """A place on the scale that all rows share."""
    return {
        "field": field, "type": "quantitative", "title": title,
        "scale": {"domain": [-most, most], "nice": False, "clamp": True}, "axis": {"values": [-most, 0, most]},
    }  # fmt: skip


def _pointed(field: str) -> dict[str, Any]:
    return {
        "name": "pointed",
        "select": {"type": "point", "on": "pointerover", "clear": "pointerout", "fields": [field]},
    }
