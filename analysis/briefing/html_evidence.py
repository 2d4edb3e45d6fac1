"""Quotations of a brief: for each actor the clearest, and in the appendix all."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from analysis.briefing.html_words import evidence_id, isolated, quotation, sentence
from analysis.briefing.phrases import quote_facts
from analysis.briefing.records import Brief, Quote

_NONE = '<p class="note">None.</p>'


def show_by_actor(brief: Brief) -> str:
    """For each actor what speaks for it, against it, and what chance drew."""
    parts = []
    for about in brief.by_actor:
        name = brief.names[about.actor_id]
        parts.append(f"<h3>{escape(name)}</h3>")
        for head, quotes in about.parts:
            shown = "".join(quotation(quote, name) for quote in quotes) or _NONE
            parts.append(f"<h4>{head}</h4>{shown}")
    return "".join(parts)


def show_all(brief: Brief) -> str:
    """Every sentence that counts, by document, with buttons that leave one actor."""
    options = [
        f'<input type="radio" name="f" id="f{n}"{" checked" if n == "" else ""}><label for="f{n}">{escape(name)}</label>'
        for n, name in [("", "All"), *((str(n), name) for n, (_, name) in enumerate(brief.actors))]
    ]
    rules = "".join(
        f"body:has(#f{n}:checked) ol.evidence>li:not(.a{n}){{display:none}}" for n in range(len(brief.actors))
    )
    places = {actor_id: n for n, (actor_id, _) in enumerate(brief.actors)}
    titles = {citation.number: citation.title for citation in brief.citations}
    parts = [
        f'<style>@media screen{{{rules}}}</style><div class="filter"><span>Show</span>{"".join(options)}</div>'
    ]
    for number, quotes in groupby(brief.evidence, key=lambda quote: quote.number):
        items = [
            _item(list(same), brief.names, places)
            for _, same in groupby(quotes, key=lambda quote: quote.sentence_id)
        ]
        parts.append(
            f'<h3 id="d{number}">[{number}] {isolated(titles[number])}</h3><ol class="evidence">{"".join(items)}</ol>'
        )
    return "".join(parts)


def _item(quotes: Sequence[Quote], names: dict[str, str], places: dict[str, int]) -> str:
    first = quotes[0]
    classes = " ".join(f"a{places[quote.actor_id]}" for quote in quotes)
    facts = "".join(
        f'<p class="facts" data-actor="{escape(quote.actor_id)}">{escape(quote_facts(quote, names[quote.actor_id]))}</p>'
        for quote in quotes
    )
    reported = ' class="reported"' if all(quote.voice == "reported" for quote in quotes) else ""
    labels = {quote.label for quote in quotes}
    shown = sentence(first, labels.pop() if len(labels) == 1 else "none")
    return f'<li id="{evidence_id(first)}" class="{classes}"><blockquote{reported}>{shown}{facts}</blockquote></li>'
