"""Escaped pieces of HTML. No text reaches the page by another way."""

from html import escape

from analysis.briefing.phrases import quote_facts, signed
from analysis.briefing.records import Citation, Quote


def data(value: float) -> str:
    """A figure as it is read, with its full value beside it for programs."""
    return f'<data value="{"" if value != value else repr(float(value))}">{signed(value)}</data>'


def isolated(text: str) -> str:
    """Text of a document: escaped, and its direction kept inside it."""
    return f"<bdi>{escape(text)}</bdi>"


def source_link(number: int) -> str:
    """A number in brackets that leads to its citation."""
    return f'<a href="#s{number}">[{number}]</a>'


def cited(citation: Citation) -> str:
    """A whole citation; only a web address becomes a link, and it is its own text."""
    parts = [
        f'<a href="{escape(part)}" rel="noreferrer noopener">{escape(part)}</a>'
        if part == citation.address and part
        else isolated(part)
        for part in citation.parts
    ]
    return f'<li id="s{citation.number}">[{citation.number}] {", ".join(parts)}.</li>'


def sentence(quote: Quote, label: str) -> str:
    """The words of a sentence, underlined by the stance they are counted as."""
    return f'<p dir="auto"><span class="s {label}">{escape(quote.text)}</span></p>'


def quotation(quote: Quote, name: str) -> str:
    """A quotation with what stands below it."""
    reported = ' class="reported"' if quote.voice == "reported" else ""
    facts = escape(quote_facts(quote, name))
    return (
        f"<blockquote{reported}>{sentence(quote, quote.label)}"
        f'<p class="facts"><a href="#{evidence_id(quote)}">{facts}</a></p></blockquote>'
    )


def evidence_id(quote: Quote) -> str:
    """Where a sentence stands in the appendix."""
    return f"e{quote.number}-{quote.sentence_id}"
