"""Brief → slides: one claim a slide, its evidence and sources in the notes."""

from itertools import islice
from pathlib import Path

from analysis.briefing.notes import confidence_line, figure_line, judgement_notes
from analysis.briefing.phrases import (
    NO_JUDGEMENT,
    beside_voice,
    cell_words,
    date_words,
    kept_apart,
    quote_facts,
    quoted,
    range_short,
    shortened,
    signed,
)
from analysis.briefing.records import Brief, Citation, Judgement
from analysis.briefing.slide_deck import Deck
from analysis.briefing.slide_parts import (
    HEAD,
    PAGE,
    QUIET,
    Box,
    add_bars,
    add_table,
    add_text,
    fitted,
    row_height,
)
from analysis.briefing.verdict_colours import FILLS

_MATRIX = "How does each text make each state look?"
_MOST_MATRICES, _MOST_ACTORS, _CELL_SIZE, _PAIR_HEIGHT = 8, 6, 11, 0.36


def write_slides(brief: Brief, template: str | Path | None = None) -> bytes:
    """The .pptx file."""
    deck = Deck(brief, template)
    _title_slide(deck, brief)
    for one in brief.judgements:
        _judgement_slide(deck, brief, one)
    if not brief.judgements:
        deck.add_slide(NO_JUDGEMENT, brief.unknown, is_claim=True)
    _matrix_slides(deck, brief)
    _difference_slide(deck, brief)
    deck.add_text_slides("What is not known", [f"• {words}" for words in brief.unknown], sizes=(18, 16, 14))
    deck.add_text_slides("How it was measured", brief.method, sizes=(14, 12))
    deck.add_text_slides("What was read", [one.words for one in brief.citations], sizes=(14, 12))
    return deck.bytes()


def _title_slide(deck: Deck, brief: Brief) -> None:
    byline = f"{brief.author or 'author not named'} · {date_words(brief)}"
    slide, place = deck.add_slide(brief.title, [brief.question, byline, *brief.corpus], is_claim=True)
    upper = Box(place.left, place.top, place.width, 1.3)
    add_text(slide, upper, [fitted(brief.question, Box(0, 0, upper.width, 0.9), (24, 20, 16), color=QUIET)])
    lower = Box(place.left, place.top + 1.4, place.width * 0.75, place.height - 1.4)
    words = Box(0, 0, lower.width, lower.height - 0.5)
    add_text(
        slide,
        lower,
        [fitted(byline, Box(0, 0, lower.width, 0.3), (14, 12), color=QUIET, after=10),
         fitted(" ".join(brief.corpus), words, (18, 16, 14, 12))],
    )  # fmt: skip


def _judgement_slide(deck: Deck, brief: Brief, one: Judgement) -> None:
    name = brief.names[one.actor_id]
    slide, place = deck.add_slide(one.claim, judgement_notes(brief, one), is_claim=True)
    half = place.width * 0.46
    counted = "; ".join(
        f"{bar.name}: {bar.n_favourable} favourable, {bar.n_neutral} neutral, {bar.n_unfavourable} unfavourable"
        for bar in one.bars
    )
    alt = f"Bar chart of the sentences about {name}. {counted}."
    add_bars(slide, Box(place.left, place.top, half, place.height - 1.25), one.bars, alt)
    below = Box(place.left, place.top + place.height - 1.15, half, 1.15)
    add_text(
        slide,
        below,
        [fitted(figure_line(one), Box(0, 0, half, 0.5), (14, 12), bold=True, after=3),
         fitted(confidence_line(one), Box(0, 0, half, 0.6), (12, 11, 10), color=QUIET)],
    )  # fmt: skip
    right = Box(place.left + half + 0.5, place.top, place.width - half - 0.5, place.height)
    each = right.height / max(len(one.quotes), 1)
    parts = []
    for quote in one.quotes:
        parts.append(
            fitted(quoted(quote.text), Box(0, 0, right.width, each - 0.55), (20, 18, 16, 14), serif=True)
        )
        facts = quote_facts(quote, name)
        parts.append(fitted(facts, Box(0, 0, right.width, 0.4), (12, 11, 10), color=QUIET, after=14))
    add_text(slide, right, parts)


def _matrix_slides(deck: Deck, brief: Brief) -> None:
    """As many documents on a slide as fit with all their words."""
    actors = brief.actors[:_MOST_ACTORS]
    left_out = []
    if (n_more := len(brief.actors) - _MOST_ACTORS) > 0:
        left_out.append(f"{n_more:,} more actors stand in the .html.")
    waiting, number = list(brief.citations), 1
    while waiting and number <= _MOST_MATRICES:
        title = _MATRIX if number == 1 else f"{_MATRIX} ({number})"
        slide, place = deck.add_slide(title, [])
        widths = [2.4, *[2.0] * len(actors)]
        room, rows = place.height - HEAD, [["", *(name for _, name in actors)]]
        heights: list[float] = []
        fills: list[list[str]] = []
        said: list[str] = []
        shown: list[Citation] = []
        while waiting:
            words = _matrix_row(brief, waiting[0])
            height = row_height(words, [place.width * width / sum(widths) for width in widths], _CELL_SIZE)
            if heights and sum(heights) + height > room:
                break
            shown.append(waiting.pop(0))
            rows.append(words)
            heights.append(height)
            verdicts = [
                cell.verdict if cell else "not scored"
                for cell in brief.row(shown[-1], brief.voice)[:_MOST_ACTORS]
            ]
            fills.append([PAGE, *(FILLS.get(verdict, PAGE) for verdict in verdicts)])
            said.append(
                f"[{shown[-1].number}] "
                + ", ".join(f"{name} {verdict}" for (_, name), verdict in zip(actors, verdicts, strict=True))
            )
        notes = [*left_out, *(one.words for one in shown)]
        if number == _MOST_MATRICES and waiting:
            notes.append(f"{len(waiting):,} more documents stand in the .html.")
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        box = Box(place.left, place.top, place.width, HEAD + sum(heights))
        alt = f"Verdicts by document and actor: {'; '.join(said)}."
        add_table(slide, box, widths, rows, alt, fills=fills, size=_CELL_SIZE)
        number += 1


def _matrix_row(brief: Brief, one: Citation) -> list[str]:
    cells = map(cell_words, brief.row(one, brief.voice), brief.row(one, beside_voice(brief.voice)))
    head = f"[{one.number}] {kept_apart(shortened(one.title, 60))}\n{shortened(one.byline, 44)}"
    return [head, *islice(cells, _MOST_ACTORS)]


def _difference_slide(deck: Deck, brief: Brief) -> None:
    if not brief.comparison.rows:
        return
    slide, place = deck.add_slide("Where do they differ?", [])
    n_shown = max(1, int((place.height - 0.75 - HEAD) / _PAIR_HEIGHT))
    rows = [["first against second", "about", "difference", "range", "sentences", "answer"]]
    for row in brief.comparison.rows[:n_shown]:
        rows.append(
            [f"{shortened(row.a, 40)} against {shortened(row.b, 40)}", brief.names[row.actor_id], signed(row.difference),
             range_short(row.lower, row.upper), f"{row.n_a}, {row.n_b}", row.answer]
        )  # fmt: skip
    n_more = len(brief.comparison.rows) - n_shown
    more = [f"{n_more} more pairs stand in the .html."] if n_more > 0 else []
    slide.notes_slide.notes_text_frame.text = "\n".join([brief.comparison.note, *more])
    note = Box(place.left, place.top, place.width, 0.6)
    add_text(slide, note, [fitted(brief.comparison.note, note, (14, 12, 11), color=QUIET)])
    height = HEAD + _PAIR_HEIGHT * (len(rows) - 1)
    add_table(
        slide, Box(place.left, place.top + 0.75, place.width, height), [3, 2, 1.3, 2, 1.3, 2], rows,
        f"Table of {len(rows) - 1} differences with their ranges. {brief.comparison.note}",
    )  # fmt: skip
