"""The sentence that is reviewed: large, in its place, with what the machine and persons say of it, and its figure."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from analysis import Result
from analysis.review import Review, Reviewed
from dashboard import (
    data,
    data_review,
    evidence_explained,
    evidence_view,
    highlight,
    wording,
    wording_evidence,
    wording_review,
)
from dashboard.data_review import Row
from dashboard.highlight import Mark

AROUND = 2
"""Sentences shown before and after."""


def show_sentence(reviewed: Reviewed, row: Mapping[str, Any], said: Sequence[Review]) -> None:
    """Draw the sentence in its place. row: as the machine has it. said: every person's review, the latest last."""
    before = reviewed.before
    documents = before.documents
    document = documents[documents["doc_id"] == row["doc_id"]].iloc[0].to_dict()
    actor = wording.in_prose(before.actor_names[row["actor_id"]])
    place = f"{wording.byline_of(document)} · paragraph {row['paragraph'] + 1}"
    st.html(
        f'<div class="fl-review"><p class="fl-facts"><b>{escape(wording.title_of(document))}</b> · {escape(place)}</p>'
        f'<p class="fl-asked">How does it make <b>{escape(actor)}</b> look?</p>'
        f"{in_context(before, row, _marks(before, row), _shown(row, said))}</div>"
    )


def _marks(before: Result, row: Mapping[str, Any]) -> list[Mark]:
    return [*evidence_view.mention_marks(before, row), *evidence_view.moved_marks(before, row)]


def _shown(row: Mapping[str, Any], said: Sequence[Review]) -> dict[str, Any]:
    """Label and voice that stand: the latest review's, else the machine's."""
    if not said:
        return dict(row)
    last = said[-1]
    label = "" if last.action == "not about" else last.label
    return {**row, "label": label, "voice": last.voice, "holder": last.holder, "holder_type": last.holder_type, "uncertain": False}  # fmt: skip


def in_context(
    result: Result, row: Mapping[str, Any], marks: Sequence[Mark], shown: Mapping[str, Any]
) -> str:
    """The sentence with its marks between those around it. shown: the label, voice and holder that it is drawn with."""
    of_document = result.sentences[result.sentences["doc_id"] == row["doc_id"]]
    texts = dict(zip(of_document["sentence_id"], of_document["text"], strict=True))
    here = int(row["sentence_id"])
    before = " ".join(str(texts[n]) for n in range(here - AROUND, here) if n in texts)
    after = " ".join(str(texts[n]) for n in range(here + 1, here + AROUND + 1) if n in texts)
    label = str(shown["label"])
    uncertain = " fl-uncertain" if shown["uncertain"] else ""
    is_reported = shown["voice"] == "reported" and label
    holder = f'<span class="fl-holder">{escape(highlight.holder_words(shown))}</span>' if is_reported else ""
    marked = f'<span class="fl-s{f" fl-{label}" if label else ""}{uncertain}">{highlight.show_words(str(row["text"]), marks)}</span>'
    return (
        f'{_context(before)}<div class="fl-evidence{" fl-reported" if is_reported else ""}">'
        f'<span class="fl-sign">{wording.SIGNS.get(label, "")}</span>'
        f'<div>{holder}<p class="fl-prose fl-large" dir="auto">{marked}</p></div></div>{_context(after)}'
    )


def _context(text: str) -> str:
    return f'<p class="fl-prose fl-context fl-around" dir="auto">{escape(text)}</p>' if text else ""


def show_answers(reviewed: Reviewed, row: Mapping[str, Any], said: Sequence[Review]) -> None:
    """Draw what the machine says of the sentence, and below it what each person says."""
    names = reviewed.before.actor_names
    voice = wording_review.spoken(row["voice"], row["holder"], row["holder_type"], names)
    people = "".join(
        f'<p class="fl-answer"><b>{escape(one.reviewer)}</b> {escape(wording_review.answer_words(one, names))}'
        f'<span class="fl-when">{escape(wording_review.time_words(one.at))}</span></p>'
        for one in reversed(said)
    )
    doubt = (
        f'<p class="fl-note">{escape(wording_evidence.doubt_sentence(row))}</p>' if row["uncertain"] else ""
    )
    st.html(
        f'<p class="fl-asked">The machine</p><p class="fl-claim">{escape(row["label"])} {wording.signed(row["stance"])}</p>'
        f'<p class="fl-numbers">{escape(voice)}</p>{evidence_explained.show_probabilities(row)}{doubt}'
        f'<p class="fl-asked">{"Reviewed" if people else "Not reviewed yet"}</p>{people}'
    )


def show_figures(reviewed: Reviewed, row: Row) -> None:
    """Draw the figures that the sentence belongs to, in both voices, before and after review."""
    doc_id, _, actor_id = row
    documents = reviewed.before.documents
    document = documents[documents["doc_id"] == doc_id].iloc[0].to_dict()
    name = reviewed.before.actor_names[actor_id]
    lines = []
    for voice in ("author", "reported"):
        before = data_review.cell(reviewed.before, doc_id, actor_id, voice)
        after = data_review.cell(reviewed.result, doc_id, actor_id, voice)
        if not before["n_sentences"] and not after["n_sentences"]:
            continue
        n_reviewed = data_review.n_reviewed(reviewed, doc_id, actor_id, voice)
        figure = f"{after['verdict']}, {wording.count_line(after)}, {wording.figure_line(after)}"
        told = wording_review.before_after_words(before, after, n_reviewed)
        lines.append(
            f'<p class="fl-numbers"><b>{wording.VOICE_NAMES[voice]}</b>: {escape(figure)}. <i>{escape(told)}</i></p>'
        )
    head = f"The figure that it counts in: {name} in “{wording.title_of(document)}”"
    st.html(f'<p class="fl-asked">{escape(head)}</p>{"".join(lines)}')


def prepare(reviewed: Reviewed, row: Mapping[str, Any]) -> None:
    """Find the words that moved the scorer in the sentence that comes next, so that it is drawn at once."""
    evidence_view.moved_marks(reviewed.before, row)
    data_review.places(reviewed.before).at(row["doc_id"], int(row["sentence_id"]))


def show_lead(result: Result) -> None:
    """Draw in one sentence how much is reviewed, and by whom."""
    reviewed = data.reviewed()
    rows, names = data_review.reviewers(reviewed)
    sentence = wording_review.reviewed_sentence(rows, len(reviewed.before.stances), names, result.scorer)
    st.html(f'<p class="fl-lead">{escape(sentence)}</p>')
