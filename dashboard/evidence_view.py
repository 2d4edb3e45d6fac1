"""Evidence as the pages show it: a list of sentences, or a whole text with the sentences in place."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import analysis
from analysis import Result
from dashboard import data, highlight, wording, wording_hanging
from dashboard.highlight import Mark, Piece
from dashboard.selection import rows_of

SHOWN = 12
"""Sentences shown at once; a button shows the rest."""
WORDS = 4
"""Words that are set apart in a sentence: those that moved the scorer most."""


def show_evidence(
    result: Result, rows: pd.DataFrame, *, key: str, titles: Mapping[str, str] | None = None
) -> None:
    """Draw evidence rows as sentences, the first `SHOWN` of them until more are asked for.

    titles: doc_id → title, where the sentences are of several documents.
    """
    if rows.empty:
        st.caption("No sentence of this kind.")
        return
    n_shown = len(rows) if st.session_state.get(key) else SHOWN
    shown = rows.head(n_shown).to_dict("records")
    st.html("".join(_evidence_html(result, row, (titles or {}).get(row["doc_id"], "")) for row in shown))
    if len(rows) > n_shown:
        st.button(f"Show all {len(rows)} sentences", key=key)


def show_document(result: Result, doc_id: str, actor_id: str, voice: str) -> None:
    """Draw a document's whole text with the sentences about the actor highlighted in place."""
    sentences = result.sentences[result.sentences["doc_id"] == doc_id]
    judged = {
        row["sentence_id"]: row
        for row in analysis.evidence(result, doc_id, actor_id, voice=voice, include_headings=True).to_dict(
            "records"
        )
    }
    pieces = []
    for sentence in sentences.to_dict("records"):
        row = judged.get(sentence["sentence_id"])
        pieces.append(
            Piece(
                text=sentence["text"],
                paragraph=sentence["paragraph"],
                is_heading=sentence["is_heading"],
                label=row["label"] if row else "",
                is_uncertain=bool(row and row["uncertain"]),
                holder=_short_holder(row) if row else "",
                marks=(*mention_marks(result, sentence), *(moved_marks(result, row) if row else ())),
            )
        )
    st.html(highlight.show_text(pieces))


def show_legend() -> None:
    """Draw what the marks mean."""
    marks = [("favourable", "favourable"), ("unfavourable", "unfavourable"), ("neutral", "neutral")]
    parts = [
        f'<span><span class="fl-inline-sign">{wording.SIGNS[label]}</span><span class="fl-s fl-{label}">{words}</span></span>'
        for label, words in marks
    ]
    parts.append('<span><span class="fl-s fl-uncertain">the scorer is uncertain</span></span>')
    parts.append("<span><b>bold</b> words moved the scorer</span>")
    parts.append(
        '<span><span class="fl-tag">RU</span> a mention of Russia, <span class="fl-tag">RU*</span> of a predecessor state, not counted</span>'
    )
    parts.append(
        '<span><span class="fl-tag">→RU</span> words that stand for Russia here, as “both countries” do</span>'
    )
    parts.append('<span><span class="fl-by">name:</span> quoted, and whose view it is</span>')
    st.html(f'<p class="fl-legend">{"".join(parts)}</p>')


def leave_place_for_hanging() -> DeltaGenerator:
    """A place for what a verdict hangs on: in a long document that takes seconds, so it is filled last."""
    place = st.empty()
    place.html('<p class="fl-numbers fl-hanging">Trying out what this verdict hangs on …</p>')
    return place


def show_hanging(place: DeltaGenerator, result: Result, cell: Mapping[str, Any]) -> None:
    """Fill the place with what the verdict of a row of `framing` hangs on; nothing where there is no verdict."""
    if cell["verdict"] in wording.NO_VERDICT:
        place.empty()
        return
    table = data.sensitivity(result, cell["doc_id"], cell["actor_id"], cell["voice"])
    sentences = " ".join(wording_hanging.hanging_sentences(table.to_dict("records")))
    place.html(f'<p class="fl-numbers fl-hanging">{escape(sentences)}</p>')


def show_source_hanging(
    place: DeltaGenerator, result: Result, source: str, actor_id: str, voice: str, n_stories: int
) -> None:
    """As `show_hanging`, for the verdict of a source. n_stories: those that speak of the actor."""
    table = data.source_sensitivity(result, source, actor_id, voice)
    sentences = wording_hanging.source_hanging_sentences(
        table.to_dict("records"),
        wording.labels_of(rows_of(result)),
        is_just_enough=n_stories <= analysis.RULES.stories_for_verdict,
    )
    if not sentences:
        place.empty()
        return
    place.html(f'<p class="fl-numbers fl-hanging">{escape(" ".join(sentences))}</p>')


def _evidence_html(result: Result, row: Mapping[str, Any], title: str) -> str:
    moved = moved_marks(result, row)
    words = ", ".join(f"“{row['text'][m.start : m.end]}” {wording.signed(m.moved)}" for m in moved)
    tone = data.tone_words(row["text"])
    place = f"{f'“{title}”, ' if title else ''}paragraph {row['paragraph'] + 1}"
    if not row["explicit"]:
        place += _referring(result, row)
    if tone:
        place += (
            f" · tone {wording.signed(row['polarity'])} (" + ", ".join(f"“{w[2]}”" for w in tone[:3]) + ")"
        )
    return highlight.show_sentence(row, [*mention_marks(result, row), *moved], place=place, words=words)


def mention_marks(result: Result, sentence: Mapping[str, Any]) -> list[Mark]:
    """The mentions in a sentence.

    One of a predecessor state carries a star, since it is not counted; a
    reference ("both countries") is marked as one, so that it shows what it stands for.
    """
    mentions, begin = result.mentions, sentence["start"]
    here = mentions[
        (mentions["doc_id"] == sentence["doc_id"]) & (mentions["sentence_id"] == sentence["sentence_id"])
    ]
    return [
        Mark(
            m.start - begin,
            m.end - begin,
            actor_id=m.actor_id + ("*" if m.kind == "predecessor" else ""),
            is_reference=m.kind == "reference",
        )
        for m in here.itertuples(index=False)
    ]


def judged_marks(result: Result, row: Mapping[str, Any]) -> list[Mark]:
    """The mentions of the row's actor, one of which was judged: a reference where the row is not explicit."""
    marks = [mark for mark in mention_marks(result, row) if mark.actor_id == row["actor_id"]]
    return [mark for mark in marks if mark.is_reference != row["explicit"]] or marks


def _referring(result: Result, row: Mapping[str, Any]) -> str:
    """The words that stand for the actor where no name of it was judged."""
    phrases = dict.fromkeys(row["text"][m.start : m.end] for m in judged_marks(result, row) if m.is_reference)
    words = ", ".join(f"“{phrase}”" for phrase in phrases)
    return f" · judged at {words} (→{row['actor_id']})" if words else ""


def moved_marks(result: Result, row: Mapping[str, Any]) -> list[Mark]:
    """The few words that moved the stance of an evidence row most: a sentence all in bold shows nothing."""
    spans = [(row["text"], m.start, m.end) for m in judged_marks(result, row)]
    words = sorted(data.moved_words(*furthest_span(spans)), key=lambda word: -abs(word[3]))[:WORDS]
    return [Mark(start, end, moved=moved) for start, end, _, moved in words if abs(moved) >= highlight.SOME]


def furthest_span(spans: Sequence[tuple[str, int, int]]) -> tuple[str, int, int]:
    """The mention that makes the row: the one whose stance is furthest from 0."""
    if len(spans) == 1:
        return spans[0]
    probabilities = analysis.score_spans(spans).round(4)
    return spans[int(abs(probabilities[:, 2] - probabilities[:, 0]).round(4).argmax())]


def _short_holder(row: Mapping[str, Any]) -> str:
    return str(row["holder"]) if row["voice"] == "reported" else ""
