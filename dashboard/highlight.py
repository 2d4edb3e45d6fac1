"""Sentences to escaped HTML. No text of a document reaches the page by another way.

Stance shows as underline style and sign, tint comes second; words that moved
the scorer are heavier; the first mention of an actor carries its id, and each
phrase that stands for actors an arrow to whom it stands for.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard import wording

STRONG, SOME = 0.20, 0.05
"""A word that moved the stance by so much is set in bold, or half bold."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a sentence that is set apart: a mention (with its actor's id) or a word that moved.

    is_reference: the mention is no name but a phrase that was resolved ("both countries").
    """

    start: int
    end: int
    actor_id: str = ""
    moved: float = 0.0
    is_reference: bool = False


def show_words(sentence: str, marks: Sequence[Mark]) -> str:
    """The sentence with its mentions and moving words marked."""
    cuts = sorted({0, len(sentence), *(m.start for m in marks), *(m.end for m in marks)})
    tagged: set[str] = set()
    parts = []
    for start, end in itertools.pairwise(cuts):
        piece = escape(sentence[start:end])
        here = [m for m in marks if m.start <= start and m.end >= end]
        moved = max((abs(m.moved) for m in here if not m.actor_id), default=0.0)
        if moved >= SOME:
            piece = f'<b class="{"fl-strong" if moved >= STRONG else "fl-some"}">{piece}</b>'
        for mention in (m for m in here if m.actor_id and not m.is_reference):
            tag = ""
            if end == mention.end and mention.actor_id not in tagged:
                tagged.add(mention.actor_id)
                tag = _tag(mention.actor_id)
            piece = f'<span class="fl-mention">{piece}</span>{tag}'
        if references := [m for m in here if m.is_reference]:
            ending = dict.fromkeys(f"→{m.actor_id}" for m in references if m.end == end)
            piece = f'<span class="fl-mention">{piece}</span>{_tag(", ".join(ending)) if ending else ""}'
        parts.append(piece)
    return "".join(parts)


def _tag(text: str) -> str:
    return f'<span class="fl-tag">{escape(text)}</span>'


def show_sentence(row: Mapping[str, Any], marks: Sequence[Mark], *, place: str, words: str = "") -> str:
    """One piece of evidence: the sentence with its sign, holder, probabilities, place and words.

    row: of the table `evidence`. place: where it stands, in words. words: what moved the scorer, in words.
    """
    label, is_reported = str(row["label"]), row["voice"] == "reported"
    uncertain = " fl-uncertain" if row["uncertain"] else ""
    facts = [
        f"<b>{escape(label)}</b>{' (uncertain)' if row['uncertain'] else ''} {wording.signed(row['stance'])}",
        f"P(＋) {row['favourable']:.2f} · P(−) {row['unfavourable']:.2f}",
        escape(place),
    ]
    if words:
        facts.append(f"moved by {escape(words)}")
    holder = f'<span class="fl-holder">{escape(holder_words(row))}</span>' if is_reported else ""
    return (
        f'<div class="fl-evidence{" fl-reported" if is_reported else ""}">'
        f'<span class="fl-sign">{wording.SIGNS[label]}</span>'
        f'<div>{holder}<p class="fl-prose" dir="auto"><span class="fl-s fl-{label}{uncertain}">'
        f"{show_words(str(row['text']), marks)}</span></p>"
        f'<p class="fl-facts">{" &nbsp;|&nbsp; ".join(facts)}</p></div></div>'
    )


def holder_words(row: Mapping[str, Any]) -> str:
    """Who holds a reported view: "quoted: RU (government)"."""
    holder = "not told who" if row["holder"] == "unnamed" else row["holder"]
    kind = f" ({row['holder_type']})" if row["holder_type"] not in ("", "other") else ""
    return f"quoted: {holder}{kind}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a full text: how it is judged ("" if it is not about the actor) and its marks."""

    text: str
    paragraph: int
    is_heading: bool
    label: str
    is_uncertain: bool
    holder: str
    marks: tuple[Mark, ...]


def show_text(pieces: Sequence[Piece]) -> str:
    """A whole document in reading order, with the sentences about one actor highlighted in place."""
    html, paragraph = [], -1
    for piece in pieces:
        if piece.paragraph != paragraph:
            if paragraph >= 0:
                html.append("</p>")
            html.append(f'<p class="{"fl-heading" if piece.is_heading else "fl-prose"}" dir="auto">')
            paragraph = piece.paragraph
        html.append(_show_piece(piece))
    return f'<div class="fl-text">{" ".join(html)}</p></div>' if html else ""


def _show_piece(piece: Piece) -> str:
    inner = show_words(piece.text, piece.marks)
    if not piece.label:
        return f"<span>{inner}</span>"
    title = f"{piece.label}{', uncertain' if piece.is_uncertain else ''}"
    holder = ""
    if piece.holder:
        holder = f'<span class="fl-by">{escape(piece.holder)}:</span> '
        title += f", quoted: {piece.holder}"
    uncertain = " fl-uncertain" if piece.is_uncertain else ""
    sign = (
        ""
        if piece.label == "neutral"
        else f'<span class="fl-inline-sign">{wording.SIGNS[piece.label]}</span>'
    )
    return (
        f'{sign}{holder}<span class="fl-s fl-{piece.label}{uncertain}" title="{escape(title)}">{inner}</span>'
    )
