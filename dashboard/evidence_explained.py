"""One row of evidence explained: the sentence in its place, what moved the scorer, whose voice, why it counts."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from analysis import Document, Result
from dashboard import data, data_evidence, evidence_view, highlight, wording, wording_evidence
from dashboard.highlight import Mark

BARS = 8
"""Words that have a bar: those that moved the stance most."""
_FULL = 0.2
"""A bar is never drawn longer than this share of its width for less: small moves must look small."""


def show_explanation(result: Result, row: Mapping[str, Any], title: str, *, is_reviewed: bool) -> None:
    """Draw the explanation of a row of `data_evidence.evidence_rows`. title: of its document."""
    marks = evidence_view.judged_marks(result, row)
    spans = [(row["text"], mark.start, mark.end) for mark in marks]
    span = evidence_view.furthest_span(spans)
    words = sorted(data.moved_words(*span), key=lambda word: -abs(word[3]))
    moved = [Mark(start, end, moved=by) for start, end, _, by in words[: evidence_view.WORDS]]
    names = result.actor_names
    phrases = list(dict.fromkeys(row["text"][mark.start : mark.end] for mark in marks))
    reasons = [
        wording_evidence.counted_sentence(row, phrases, names),
        wording_evidence.voice_sentence(row, _stretches(row, span[1]), names),
        wording_evidence.REVIEWED if is_reviewed else "",
        wording_evidence.doubt_sentence(row),
        wording_evidence.tone_sentence(row, [word[2] for word in data.tone_words(row["text"])][:4]),
    ]
    items = "".join(f"<li>{escape(reason)}</li>" for reason in reasons if reason)
    st.html(
        f'<p class="fl-claim">{escape(wording_evidence.toward(row, names))}</p>'
        f'<p class="fl-facts">{escape(wording_evidence.place_words(row, title))}</p>'
        + _in_context(result, row, [*evidence_view.mention_marks(result, row), *moved])
        + show_probabilities(row)
        + _moved_words([(text, by) for _, _, text, by in words[:BARS]])
        + f'<ul class="fl-list fl-why">{items}</ul>'
    )


def _in_context(result: Result, row: Mapping[str, Any], marks: Sequence[Mark]) -> str:
    """The sentence with its marks, between the one before and the one after."""
    of_document = result.sentences[result.sentences["doc_id"] == row["doc_id"]]
    near = dict(zip(of_document["sentence_id"], of_document["text"], strict=True))
    before, after = (near.get(row["sentence_id"] + step, "") for step in (-1, 1))
    uncertain = " fl-uncertain" if row["uncertain"] else ""
    label, is_reported = str(row["label"]), row["voice"] == "reported"
    holder = ""
    if is_reported:
        holder = f'<span class="fl-holder">{escape(highlight.holder_words(row))}</span>'
    context = [
        f'<span class="fl-context">{escape(before)}</span>' if before else "",
        f'<span class="fl-s fl-{label}{uncertain}">{highlight.show_words(str(row["text"]), marks)}</span>',
        f'<span class="fl-context">{escape(after)}</span>' if after else "",
    ]
    return (
        f'<div class="fl-evidence{" fl-reported" if is_reported else ""}"><span class="fl-sign">'
        f'{wording.SIGNS[label]}</span><div>{holder}<p class="fl-prose" dir="auto">'
        f"{' '.join(part for part in context if part)}</p></div></div>"
    )


def show_probabilities(row: Mapping[str, Any]) -> str:
    """The three probabilities as bars with their figures."""
    lines = "".join(
        f'<tr><th scope="row">{wording.SIGNS[label]} {label}</th>'
        f'<td class="fl-track"><span class="fl-bar fl-bar-{label}" style="width:{100 * row[label]:.0f}%"></span></td>'
        f'<td class="fl-n">{row[label]:.2f}</td></tr>'
        for label in ("favourable", "neutral", "unfavourable")
    )
    return f'<table class="fl-bars"><caption>How likely the scorer holds each</caption>{lines}</table>'


def _moved_words(words: Sequence[tuple[str, float]]) -> str:
    """The words that moved the stance, each with a bar to the left (against) or to the right (for)."""
    if not words:
        return f'<p class="fl-note">{escape(wording_evidence.NOTHING_MOVED)}</p>'
    full = max(_FULL, *(abs(by) for _, by in words))
    lines = []
    for text, by in words:
        side = "favourable" if by > 0 else "unfavourable"
        bar = f'<span class="fl-bar fl-bar-{side}" style="width:{100 * abs(by) / full:.0f}%"></span>'
        lines.append(
            f'<tr><th scope="row" dir="auto">{escape(text)}</th>'
            f'<td class="fl-track fl-left">{"" if by > 0 else bar}</td>'
            f'<td class="fl-track fl-right">{bar if by > 0 else ""}</td>'
            f'<td class="fl-n">{wording.signed(by)}</td></tr>'
        )
    return (
        f'<table class="fl-bars fl-moved"><caption>Words that moved the stance, and by how much</caption>'
        f'{"".join(lines)}</table><p class="fl-note">{escape(wording_evidence.MOVED_NOTE)}</p>'
    )


def _stretches(row: Mapping[str, Any], place: int) -> list[dict[str, Any]]:
    """What the rules of voice found around the judged words. place: where these begin in the sentence."""
    document: Document | None = next(
        (document for document in data.current().corpus if document.doc_id == row["doc_id"]), None
    )
    if document is None:  # the tables are of another corpus than the one that is open
        return []
    table = data_evidence.attributions(document, data.current().actors)
    at = row["start"] + place
    is_around = (table["sentence_id"] == row["sentence_id"]) & (table["start"] <= at) & (at < table["end"])
    return [dict(found) for found in table[is_around].to_dict("records")]
