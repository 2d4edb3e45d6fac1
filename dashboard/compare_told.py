"""What can be told of a comparison: what was written about, a sentence for each pair, figures with ranges."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import Result
from dashboard import charts_dumbbell, data, data_charts, data_compare, pinned_views, wording, wording_compare
from dashboard.charts_dumbbell import Dumbbell
from dashboard.compared import Compared, Side
from dashboard.selection import Selection

SOME = 6
"""Sentences on other pairs that are shown at once; more are folded."""
_SILENT: Mapping[str, Any] = {
    "n_sentences": 0, "stance": float("nan"), "lower": float("nan"), "upper": float("nan"), "verdict": "not mentioned",
}  # fmt: skip


def show_subjects(result: Result, selection: Selection, compared: Compared) -> None:
    """Draw what each source or group wrote about, and first of all where they hardly overlap."""
    units = tuple((side.key, side.documents) for side in compared.sides)
    found = data_compare.overlap(result, units, selection.voice)
    names = {side.key: side.name for side in compared.sides}
    warnings = wording_compare.overlap_sentences(found, names)
    if compared.has_unknown:
        warnings.insert(0, wording_compare.UNKNOWN_OWN)
    if warnings:
        items = "".join(f"<li>{escape(told)}</li>" for told in warnings)
        st.html(
            f'<div class="fl-warned"><p class="fl-said">{wording_compare.BEFORE}</p><ul class="fl-list">{items}</ul></div>'
        )
    told = [wording_compare.subject_lines(subject, result.actor_names) for subject in found.subjects]
    heads = "".join(f'<th scope="col">{side.letter}. {escape(side.title)}</th>' for side in compared.sides)
    body = "".join(
        f'<tr><th scope="row">{escape(line[0][0])}</th>{"".join(f"<td>{escape(text)}</td>" for _, text in line)}</tr>'
        for line in zip(*told, strict=True)
    )
    st.html(
        f'<div class="fl-wide"><table class="fl-table fl-subjects"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def show_differences(result: Result, selection: Selection, compared: Compared, actor_id: str) -> None:
    """Draw a sentence for each pair, those on the chosen actor first, and the figures with their ranges."""
    part = data.narrowed(
        result,
        sorted({doc_id for side in compared.sides for doc_id in side.documents}),
        actors=[side.actor_id for side in compared.sides] if compared.kind == "actor" else selection.actors,
    )
    table = _compare(part, selection.voice, compared)
    pairs = table.to_dict("records")
    sentences = [_sentence(result, compared, row) for row in pairs]
    ordered = sorted(
        zip(pairs, sentences, strict=True),
        key=lambda pair: (pair[0]["actor_id"] != actor_id, _clarity(pair[0])),
    )
    claims = [told for row, told in ordered if _is_claim(row, actor_id)] or [ordered[0][1]]
    st.html(_letters(compared) + "".join(f'<p class="fl-claim">{escape(told)}</p>' for told in claims))
    claimed = [row for row, told in ordered if told in claims]
    cells = cells_of(part, selection.voice, compared)
    pinned_views.show_difference_pin(result, selection, compared, claimed, cells)
    _show_others([told for _, told in ordered if told not in claims])
    ink = wording.DARK if st.context.theme.type == "dark" else wording.LIGHT
    dumbbells = _dumbbells(part, selection, compared)
    data_charts.show_chart(
        "ranges",
        (dumbbells, ink),
        lambda: charts_dumbbell.dumbbell_chart(dumbbells, ink),
        words=" ".join(sentences),
    )
    n_ranges, n_hold = int(table["lower"].notna().sum()), int((table["answer"] == "differs").sum())
    warning = wording_compare.SAFEST if compared.kind == "actor" else wording_compare.SUBJECT_WARNING
    counts = wording_compare.pairs_line(len(table), n_ranges, n_hold, compared.kind)
    st.html(f'<p class="fl-note">{escape(f"{wording_compare.SCALE_NOTE} {counts} {warning}")}</p>')


def _compare(part: Result, voice: str, compared: Compared) -> pd.DataFrame:
    """The table `comparison` of the sides; of actors, only the pairs in which both were chosen."""
    if compared.kind == "actor":
        return data_compare.comparison(part, "actor", voice, None)
    keys = tuple(side.key for side in compared.sides)
    groups = compared.groups if compared.kind == "group" else None
    return data_compare.comparison(part, compared.kind, voice, keys, groups)


def _sentence(result: Result, compared: Compared, row: Mapping[str, Any]) -> str:
    names = {side.key: side.name for side in compared.sides}
    a, b = names[row["unit_a"]], names[row["unit_b"]]
    if compared.kind == "actor":
        return wording_compare.actors_sentence(row, a, b)
    actor = result.actor_names[row["actor_id"]]
    if compared.kind == "document":
        return wording.difference_sentence(row, a, b, actor)
    return wording_compare.pooled_sentence(row, a, b, actor)


def _is_claim(row: Mapping[str, Any], actor_id: str) -> bool:
    """Whether a sentence stands in large letters: a difference that holds, on the chosen actor."""
    return row["actor_id"] in (actor_id, "") and row["answer"] == "differs"


def _letters(compared: Compared) -> str:
    """What the letters stand for, where the sentences name documents by them."""
    if compared.kind != "document":
        return ""
    named = "".join(f"<span><b>{side.letter}</b> {escape(side.title)}</span>" for side in compared.sides)
    return f'<p class="fl-legend fl-letters">{named}</p>'


def _clarity(row: Mapping[str, Any]) -> int:
    """What can be told first, what cannot be compared last."""
    if row["n_a"] == 0 or row["n_b"] == 0:
        return 4
    if math.isnan(row["lower"]):
        return 3
    return {"differs": 0, "similar": 1}.get(row["answer"], 2)


def _show_others(sentences: Sequence[str]) -> None:
    """The sentences on the other pairs, as a list; a long one is folded."""
    if not sentences:
        return
    items = "".join(f"<li>{escape(told)}</li>" for told in sentences)
    if len(sentences) <= SOME:
        st.html(f'<ul class="fl-list">{items}</ul>')
        return
    with st.expander(f"{len(sentences)} more pairs"):
        st.html(f'<ul class="fl-list">{items}</ul>')


def _dumbbells(part: Result, selection: Selection, compared: Compared) -> list[Dumbbell]:
    cells = cells_of(part, selection.voice, compared)
    if compared.kind == "actor":
        # each actor on a line of its own, under its own name
        return [
            Dumbbell(side.title, {side.letter: cells.get((side.key, side.actor_id), _SILENT)})
            for side in compared.sides
        ]
    return [
        Dumbbell(
            part.actor_names[actor_id],
            {side.letter: cells.get((side.key, actor_id), _SILENT) for side in compared.sides},
        )
        for actor_id in selection.actors
    ]


def cells_of(part: Result, voice: str, compared: Compared) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Figure, range and counts by side and actor; a side that says nothing of an actor may have none."""
    if compared.kind in ("source", "group"):
        table = data_compare.pooled(part, compared.groups, voice)
        return {(row["group"], row["actor_id"]): row for row in table.to_dict("records")}
    framing = part.framing[part.framing["voice"] == voice]
    keys: dict[tuple[str, str], list[Side]] = {}
    for side in compared.sides:
        for actor_id in [side.actor_id] if side.actor_id else list(part.actor_names):
            keys.setdefault((side.documents[0], actor_id), []).append(side)
    return {
        (side.key, row["actor_id"]): row
        for row in framing.to_dict("records")
        for side in keys.get((row["doc_id"], row["actor_id"]), [])
    }
