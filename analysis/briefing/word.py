"""Brief → Word document, by the styles of a template if one is given."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.shared import Cm

from analysis.briefing.notes import confidence_line, figure_line
from analysis.briefing.packages import open_template, steady_package, write_properties
from analysis.briefing.phrases import (
    NO_JUDGEMENT,
    VOICES,
    WORDED,
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
from analysis.briefing.records import Brief, Judgement, Quote
from analysis.briefing.verdict_colours import FILLS
from analysis.briefing.word_parts import WordPage, set_styles

MOST_IN_APPENDIX = 2_000
"""Sentences in the appendix: a Word file of more opens slowly. The .html has all."""


def write_word(brief: Brief, template: str | Path | None = None) -> bytes:
    """The .docx file."""
    document = _open(template)
    write_properties(document.core_properties, brief)
    page = WordPage(document)
    _head(page, brief)
    _judgements(page, brief)
    _matrix(page, brief)
    _differences(page, brief)
    _by_actor(page, brief)
    page.add_heading("What is not known", 1)
    for words in brief.unknown:
        page.add(words, "List Bullet")
    page.add_heading("What was read", 1)
    for citation in brief.citations:
        page.add(citation.words, size=9.5)
    page.add_heading("How it was measured", 1)
    for words in brief.method:
        page.add(words, size=9.5)
    _appendix(page, brief)
    written = io.BytesIO()
    document.save(written)
    return steady_package(written.getvalue(), brief.date)


def _open(template: str | Path | None) -> Any:
    if template is None:
        document = docx.Document()
        set_styles(document)
        for section in document.sections:
            section.left_margin = section.right_margin = Cm(2)
            section.top_margin = section.bottom_margin = Cm(2)
        return document
    document = open_template(docx.Document, template, "a .docx that Word opens")
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    return document


def _head(page: WordPage, brief: Brief) -> None:
    page.add_heading(brief.title, 0)
    page.add(brief.question, "Subtitle")
    page.add(
        f"{brief.author or 'author not named'} · {date_words(brief)} · counted: {VOICES[brief.voice]}",
        quiet=True,
    )
    page.add(" ".join(brief.corpus))


def _judgements(page: WordPage, brief: Brief) -> None:
    page.add_heading("What can be said", 1)
    if not brief.judgements:
        page.add(NO_JUDGEMENT)
    for one in brief.judgements:
        _judgement(page, brief, one)


def _judgement(page: WordPage, brief: Brief, one: Judgement) -> None:
    page.add_heading(one.claim, 2)
    if not one.is_drafted:
        page.add(WORDED, size=9, quiet=True)
    sources = " ".join(f"[{number}]" for number in one.citations)
    page.add(f"{figure_line(one)} Counts: {one.counts}. Sources: {sources}", bold=True, with_next=True)
    page.add(confidence_line(one), with_next=True)
    page.add(one.beside, with_next=True)
    for words in one.otherwise:
        page.add(words, "List Bullet", with_next=True)
    _quotes(page, one.quotes, brief.names)


def _quotes(page: WordPage, quotes: Sequence[Quote], names: dict[str, str]) -> None:
    for quote in quotes:
        page.add(quoted(quote.text), "Quote", with_next=True)
        page.add(quote_facts(quote, names[quote.actor_id]), size=9, quiet=True)


def _matrix(page: WordPage, brief: Brief) -> None:
    page.add_heading("How does each text make each state look?", 1)
    rows, fills = [["", *(name for _, name in brief.actors)]], []
    for citation in brief.citations:
        found = brief.row(citation, brief.voice)
        others = brief.row(citation, beside_voice(brief.voice))
        head = f"[{citation.number}] {kept_apart(shortened(citation.title, 100))}\n{citation.byline}"
        rows.append([head, *map(cell_words, found, others)])
        fills.append(["", *(FILLS.get(cell.verdict, "") if cell else "" for cell in found)])
    page.add_table(rows, "Verdict, counts, figure and range of each document toward each actor.", fills)


def _differences(page: WordPage, brief: Brief) -> None:
    page.add_heading("Where do they differ?", 1)
    page.add(brief.comparison.note)
    rows = [["first against second", "about", "difference", "range", "sentences", "answer"]]
    for row in brief.comparison.rows:
        rows.append(
            [f"{row.a} against {row.b}", brief.names[row.actor_id], signed(row.difference),
             range_short(row.lower, row.upper), f"{row.n_a}, {row.n_b}", row.answer]
        )  # fmt: skip
    if len(rows) > 1:
        page.add_table(rows, "Differences with their ranges.")


def _by_actor(page: WordPage, brief: Brief) -> None:
    page.add_heading("Which sentences show it?", 1)
    for about in brief.by_actor:
        page.add_heading(brief.names[about.actor_id], 2)
        for head, quotes in about.parts:
            page.add_heading(head, 3)
            _quotes(page, quotes, brief.names)
            if not quotes:
                page.add("None.", quiet=True)


def _appendix(page: WordPage, brief: Brief) -> None:
    page.add_heading("Appendix: every sentence that counts", 1)
    number = 0
    for quote in brief.evidence[:MOST_IN_APPENDIX]:
        if quote.number != number:
            number = quote.number
            page.add_heading(f"[{number}] {kept_apart(brief.citations[number - 1].title)}", 2)
        page.add(quote.text, with_next=True)
        page.add(quote_facts(quote, brief.names[quote.actor_id]), size=9, quiet=True)
    if (n_more := len(brief.evidence) - MOST_IN_APPENDIX) > 0:
        page.add(f"{n_more:,} more stand in the .html of this brief.")
