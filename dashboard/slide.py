"""A pinned view → one screen: claim, drawing, two sentences with their source, a line of what it rests on.

Everything is escaped here; what a person or a document wrote reaches the page as text.
"""

from collections.abc import Sequence
from html import escape

from analysis import Pin, PinnedSentence
from dashboard import charts_pinned, wording, wording_pins
from dashboard.wording import Ink

SHOWN = 2
"""Sentences on a screen; the notes have all that were kept."""
_LONGEST = 260
"""Characters of a sentence on a screen, so that two of them fit; the notes have it whole."""


def show_slide(pin: Pin, place: int, n_pins: int, since: Sequence[str], ink: Ink) -> str:
    """The whole screen. place: from 1. since: what became of its figures."""
    is_table = pin.kind == "matrix" or len(pin.figures) > charts_pinned.MOST_LINES + 1
    changed = (
        f'<p class="fl-p-since">{escape(wording_pins.since_line(since, len(pin.figures)))}</p>'
        if since
        else ""
    )
    if is_table:
        drawing = charts_pinned.figures_table(pin.figures, ink)
    else:
        drawing = charts_pinned.figures_lines(pin.figures, pin.voice, ink) + _difference(pin)
    quotes = "" if is_table else "".join(_quote(one) for one in pin.evidence[:SHOWN])
    evidence = (
        f'<div class="fl-p-evidence {_size_of(pin, 1 if since else 0)}">{quotes}</div>' if quotes else ""
    )
    body = "fl-p-body" if evidence else "fl-p-body fl-p-alone"
    foot = "".join(f"<span>{escape(words)}</span>" for words in wording_pins.footer_words(pin) if words)
    return (
        f'<div class="fl-slide" style="--fl-page:{ink.page};--fl-ink:{ink.text};--fl-quiet:{ink.quiet};--fl-line:{ink.line}">'
        f'<header><h1 class="{_length_of(pin.claim, 1 if since else 0)}" dir="auto">{escape(pin.claim)}</h1>{changed}</header>'
        f'<div class="{body}"><figure>{drawing}</figure>{evidence}</div>'
        f'<footer><p>{foot}</p><p class="fl-p-place">{place} of {n_pins}</p></footer></div>'
    )


def _length_of(claim: str, smaller: int) -> str:
    """How large the claim is set. smaller: steps below what its length allows, to make room for another line."""
    longest = (45, 100, 170)
    step = sum(len(claim) > most for most in longest) + smaller
    return ("fl-p-short", "fl-p-middle", "fl-p-long", "fl-p-longest")[min(step, 3)]


def _size_of(pin: Pin, smaller: int) -> str:
    """The smaller letters where two sentences are long; smaller: as above."""
    n = sum(min(len(one.text), _LONGEST) for one in pin.evidence[:SHOWN])
    step = (n > 230) + (n > 340) + smaller
    return ("fl-p-large", "fl-p-medium", "fl-p-small")[min(step, 2)]


def _difference(pin: Pin) -> str:
    rows = [figure for figure in pin.figures if figure.table == "comparison"]
    lines = (f"{wording_pins.figure_words(row)}: {row.verdict}" for row in rows)
    return "".join(f'<p class="fl-p-difference">Difference {escape(line)}</p>' for line in lines)


def _quote(sentence: PinnedSentence) -> str:
    text = _fitted(sentence.text)
    who = (
        f"{sentence.holder if sentence.holder != 'unnamed' else 'Somebody unnamed'}: "
        if sentence.holder
        else ""
    )
    more = f" {wording_pins.SHORTENED}" if text != sentence.text else ""
    uncertain = ", uncertain" if sentence.uncertain else ""
    told = f"{sentence.label}{uncertain} {wording.signed(sentence.stance)}"
    return (
        f'<blockquote><span class="fl-p-sign" aria-hidden="true">{wording.SIGNS[sentence.label]}</span><div>'
        f'<p class="fl-p-prose" dir="auto">{f"<b>{escape(who)}</b>" if who else ""}'
        f'<span class="fl-s fl-{sentence.label}{" fl-uncertain" if sentence.uncertain else ""}">{escape(text)}</span></p>'
        f"<cite>{escape(told)} · {escape(sentence.cited)}.{more}</cite></div></blockquote>"
    )


def _fitted(text: str) -> str:
    """The sentence, or its beginning up to a word's end."""
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def show_notes(pin: Pin, since: Sequence[str], ink: Ink) -> str:
    """What the speaker wants at hand: the note, every kept sentence whole with its source, what it was made with."""
    note = (
        f'<p class="fl-p-own" dir="auto">{escape(pin.note)}</p>'
        if pin.note
        else "<p>No note was written.</p>"
    )
    sentences = "".join(
        f'<li><p class="fl-p-prose" dir="auto">{escape(one.text)}</p>'
        f"<small>{escape(one.label)} {wording.signed(one.stance)}{f', quoted: {escape(one.holder)}' if one.holder else ''}."
        f" {escape(one.source)}</small></li>"
        for one in pin.evidence
    )
    figures = "".join(
        f"<li>{escape(wording_pins.figure_name(one))}: {escape(wording_pins.figure_words(one))}; {escape(one.verdict)},"
        f" {escape(one.counts)}</li>"
        for one in pin.figures
    )
    changed = (
        f"<h3>Since then</h3><ul>{''.join(f'<li>{escape(one)}</li>' for one in since)}</ul>" if since else ""
    )
    made = f"Framelens {pin.version}, scorer {pin.scorer}, rules {pin.rules}. {pin.scoring.capitalize()}."
    return (
        f'<aside class="fl-p-notes" aria-label="Speaker’s note" style="--fl-page:{ink.page};--fl-ink:{ink.text};--fl-line:{ink.line}">'
        f"<h2>Speaker’s note</h2>{note}<h3>Figures</h3><ul>{figures}</ul>{changed}"
        f"<h3>Sentences and sources</h3><ol>{sentences}</ol><p><small>{escape(made)} {escape(wording_pins.KEYS)}.</small></p></aside>"
    )


def show_nothing(title: str, sentence: str, ink: Ink) -> str:
    """The screen where there is nothing to present, and what to do."""
    return (
        f'<div class="fl-slide" style="--fl-page:{ink.page};--fl-ink:{ink.text};--fl-quiet:{ink.quiet};--fl-line:{ink.line}">'
        f'<header><h1 class="fl-p-short">{escape(title)}</h1></header>'
        f'<div class="fl-p-body fl-p-alone"><p class="fl-p-how">{escape(sentence)}</p></div>'
        f"<footer><p><span>{escape(wording_pins.KEYS)}</span></p></footer></div>"
    )
