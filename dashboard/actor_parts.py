"""The lower parts of the page Actor: who speaks of it, the words that go with it, what stands against it."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import analysis
from analysis import Result
from dashboard import (
    charts_actor,
    data_evidence,
    evidence_view,
    wording,
    wording_actor,
    wording_evidence,
    wording_holders,
)
from dashboard.selection import rows_of

HOLDERS, WORDS, SENTENCES = 12, 12, 6
"""Holders in the chart, words of a side, sentences against."""
_SIDES = ("favourable", "unfavourable")


def ink_of_page() -> wording.Ink:
    """The greys of the page as it is shown."""
    return wording.DARK if st.context.theme.type == "dark" else wording.LIGHT


def show_speakers(result: Result, actor_id: str) -> None:
    """Draw who speaks of the actor, and how: by kind of holder in a table, holder by holder in a chart."""
    names = result.actor_names
    st.header("Who speaks about it")
    table = data_evidence.speakers(result, actor_id)
    if table.empty:
        st.caption("No sentence of these documents speaks of it.")
        return
    rows = [dict(row) for row in table.to_dict("records")]
    quoted = [row for row in rows if row["holder"] != wording_holders.AUTHOR]
    if not quoted:
        st.html('<p class="fl-numbers">Only the texts themselves: nobody is quoted on it.</p>')
    kinds = _by_kind(table, names)
    lines = [(wording_holders.holder_title(row["holder"], names), row) for row in rows[:HOLDERS]]
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        st.altair_chart(
            charts_actor.lines_chart(lines, ink_of_page()),
            theme=None,
            key="holders",
            alt=wording_actor.lines_words(lines),
        )
        if more := wording_actor.more_holders(len(rows) - len(lines)):
            st.html(f'<p class="fl-note">{more}</p>')
    with right:
        st.html(kinds)


def _by_kind(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Sentences by kind of holder, with how many judge on which side."""
    kind = [
        "the text itself"
        if row.holder == wording_holders.AUTHOR
        else wording_evidence.KINDS.get(str(row.holder_type), "not told")
        for row in table.itertuples(index=False)
    ]
    columns = ["n_sentences", "n_favourable", "n_neutral", "n_unfavourable"]
    counts = table.assign(kind=kind).groupby("kind", sort=False)[columns].sum()
    counts = counts.sort_values("n_sentences", ascending=False, kind="stable")
    lines = "".join(
        f"<tr><td>{escape(str(name))}</td>" + "".join(f'<td class="fl-n">{n:,}</td>' for n in row) + "</tr>"
        for name, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    )
    heads = "".join(
        f'<th scope="col" class="fl-n">{name}</th>' for name in ("Sentences", "For", "Neutral", "Against")
    )
    return f'<table class="fl-table"><tr><th scope="col">Told by</th>{heads}</tr>{lines}</table>'


def show_keywords(result: Result, actor_id: str, voice: str) -> None:
    """Draw the words that go with the actor, a column for each side."""
    st.header("The words that go with it")
    table = data_evidence.keywords(result, actor_id, voice)
    judged = analysis.evidence(result, None, actor_id, voice=voice)
    for column, side in zip(st.columns(2, gap="large"), _SIDES, strict=True):
        rows = table[table["side"] == side]
        n = int((judged["label"] == side).sum())
        n_clear = int((rows["answer"] == "oftener").sum())
        with column:
            st.html(
                f'<p class="fl-numbers"><b>{wording.SIGNS[side]} {side.capitalize()}.</b> '
                f"{wording_actor.keywords_sentence(n, n_clear, side)}</p>"
                + _word_bars(rows.head(WORDS), side, float(table["z"].max()))
            )
    st.html(f'<p class="fl-note">{wording_actor.KEYWORDS_NOTE}</p>')


def _word_bars(rows: pd.DataFrame, side: str, most: float) -> str:
    if rows.empty:
        return ""
    lines = []
    for row in rows.to_dict("records"):
        word = escape(row["word"])
        is_clear = row["answer"] == "oftener"
        name = f"<b>{word}</b>" if is_clear else word
        doubt = "" if is_clear else ' class="fl-maybe"'
        lines.append(
            f'<tr{doubt}><th scope="row">{name}</th><td class="fl-track"><span class="fl-bar fl-bar-{side}" '
            f'style="width:{100 * row["z"] / most:.0f}%"></span></td><td class="fl-n">{row["z"]:.1f}</td>'
            f'<td class="fl-n">{row["n_sentences"]:,}</td><td class="fl-n">{row["n_rest"]:,}</td></tr>'
        )
    heads = '<tr><th scope="col">Word</th><td></td><th scope="col" class="fl-n">z</th><th scope="col" class="fl-n">here</th><th scope="col" class="fl-n">elsewhere</th></tr>'
    return f'<table class="fl-bars fl-words">{heads}{"".join(lines)}</table>'


def show_against(result: Result, actor_id: str, voice: str, counts: Mapping[str, Any]) -> None:
    """Draw the clearest sentences against the overall direction; counts: n_favourable and n_unfavourable."""
    n_for, n_against = int(counts["n_favourable"]), int(counts["n_unfavourable"])
    side = "" if n_for == n_against else "unfavourable" if n_for > n_against else "favourable"
    st.header(wording_actor.against_heading(side))
    larger, smaller = max(n_for, n_against), min(n_for, n_against)
    st.html(f'<p class="fl-numbers">{wording_actor.against_sentence(larger, smaller, side)}</p>')
    if not smaller:
        return
    rows = analysis.evidence(result, None, actor_id, voice=voice, label=side or None)
    rows = rows[rows["label"] != "neutral"]
    evidence_view.show_legend()
    evidence_view.show_evidence(
        result, rows.head(SENTENCES), key=f"against-{actor_id}", titles=wording.labels_of(rows_of(result))
    )
