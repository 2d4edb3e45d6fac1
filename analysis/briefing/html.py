"""Brief → one HTML file: it holds all it needs and asks no address for anything.

Its policy lets one script run, named by its hash, which only draws the charts; no text becomes code.
"""

from html import escape
from pathlib import Path

from analysis.briefing.html_evidence import show_all, show_by_actor
from analysis.briefing.html_figures import show_differences, show_matrix, show_ranges
from analysis.briefing.html_words import cited, data, isolated, quotation, source_link
from analysis.briefing.interactive import (
    describe_differences,
    describe_ranges,
    read_script,
    script_source,
    show_chart,
)
from analysis.briefing.notes import measure_words
from analysis.briefing.phrases import NO_JUDGEMENT, VOICES, WORDED, date_words, percent
from analysis.briefing.records import Brief, Judgement

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(brief: Brief, *, is_interactive: bool = True) -> str:
    """The whole page. is_interactive: with the charts that answer the pointer, and the script that draws them."""
    sections = [
        ("judgements", "What can be said", _judgements(brief)),
        ("matrix", "How does each text make each state look?", _matrix(brief)),
        ("ranges", "How far do the figures reach?", _ranges(brief, is_interactive)),
        ("differences", "Where do they differ?", _differences(brief, is_interactive)),
        ("evidence", "Which sentences show it?", show_by_actor(brief)),
        ("unknown", "What is not known", _listed(brief.unknown)),
        ("sources", "What was read", f'<ol class="sources">{"".join(map(cited, brief.citations))}</ol>'),
        ("method", "How it was measured", f'<div class="method">{_paragraphs(brief.method)}</div>'),
        ("appendix", "Appendix: every sentence that counts", show_all(brief)),
    ]  # fmt: skip
    links = "".join(f'<a href="#{name}">{head}</a>' for name, head, _ in sections)
    body = "".join(f'<section id="{name}"><h2>{head}</h2>{html}</section>' for name, head, html in sections)
    style = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    script = read_script() if is_interactive else ""
    policy = f"{_POLICY}; script-src {script_source(script)}" if script else _POLICY
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(brief.title)}</title>\n<style>\n{style}</style></head>\n"
        f"<body>{_head(brief)}<nav>{links}</nav>\n{body}\n"
        f"<footer>{escape(brief.scoring)} {escape(brief.method[-1])}</footer>\n"
        + (f"<script>{script}</script>" if script else "")
        + "</body></html>\n"
    )


def _head(brief: Brief) -> str:
    byline = " · ".join(
        [
            isolated(brief.author) if brief.author else "author not named",
            escape(date_words(brief)),
            f"counted: {VOICES[brief.voice]}",
        ]
    )
    return (
        f'<header><h1 dir="auto">{escape(brief.title)}</h1><p class="question" dir="auto">{escape(brief.question)}</p>'
        f'<p class="byline">{byline}</p><p class="corpus">{escape(" ".join(brief.corpus))}</p></header>'
    )


def _judgements(brief: Brief) -> str:
    if not brief.judgements:
        return f"<p>{NO_JUDGEMENT} The matrix has every figure.</p>"
    items = "".join(_judgement(brief, number, one) for number, one in enumerate(brief.judgements, start=1))
    return f'<ol class="judgements">{items}</ol>'


def _judgement(brief: Brief, number: int, one: Judgement) -> str:
    name = brief.names[one.actor_id]
    worded = "" if one.is_drafted else f'<span class="worded">{WORDED}</span>'
    figures = [
        (measure_words(one), data(one.value), ""),
        ("range", "none" if one.lower != one.lower else f"{data(one.lower)} to {data(one.upper)}", ""),
        ("answer" if one.measure == "difference" else "verdict", escape(one.verdict), ""),
        ("counts", escape(one.counts), ' class="wide"'),
        ("sources", " ".join(map(source_link, one.citations)), ' class="wide"'),
    ]
    if one.stability == one.stability:
        figures.insert(
            3, ("stability", f'<data value="{one.stability!r}">{percent(one.stability)}</data>', "")
        )
    strip = "".join(f"<div{extra}><dt>{term}</dt><dd>{value}</dd></div>" for term, value, extra in figures)
    reasons = f": {'; '.join(one.confidence.reasons)}" if one.confidence.reasons else ""
    changes = "".join(f"<li>{escape(sentence)}</li>" for sentence in one.otherwise)
    return (
        f'<li id="j{number}" data-key="{escape(one.key)}"><p class="claim" dir="auto">{escape(one.claim)}{worded}</p>'
        f'<dl class="figures">{strip}</dl>'
        f'<p class="confidence"><b>Confidence {one.confidence.level}</b>{escape(reasons)}.</p>'
        f'<p class="beside">{escape(one.beside)}</p>'
        + (f'<ul class="otherwise">{changes}</ul>' if changes else "")
        + "".join(quotation(quote, name) for quote in one.quotes)
        + "</li>"
    )  # fmt: skip


def _matrix(brief: Brief) -> str:
    beside = "the author's" if brief.voice == "reported" else "the quoted voices'"
    note = (
        f"Counted: {VOICES[brief.voice]}. In each cell the verdict, the sentences for (＋) and against (−), the figure "
        f"with its range, and {beside} counts. Colour is the verdict: orange unfavourable, purple favourable."
    )
    return f'<p class="note">{note}</p>{show_matrix(brief)}'


def _ranges(brief: Brief, is_interactive: bool) -> str:
    note = (
        "A filled mark is the author's figure, a hollow one that of the voices quoted; the line is the range (90%). "
        "Where a line touches 0, no side can be told. Without a line there are fewer than three sentences."
    )
    chart = ""
    if is_interactive and any(cell.n_sentences for cell in brief.cells):
        words = "Every figure with its range, documents by actors; the matrix above has them as a table."
        chart = show_chart("chart-ranges", describe_ranges(brief), words)
    return f'<p class="note">{note}</p>{chart}<div class="still">{show_ranges(brief)}</div>'


def _differences(brief: Brief, is_interactive: bool) -> str:
    chart = ""
    if is_interactive and brief.comparison.rows:
        words = "Every difference with its range; the table below has them in numbers."
        chart = show_chart("chart-differences", describe_differences(brief), words)
    return f'<p class="note">{isolated(brief.comparison.note)}</p>{chart}{show_differences(brief)}'


def _listed(sentences: tuple[str, ...]) -> str:
    return f'<ul class="unknown">{"".join(f"<li>{isolated(sentence)}</li>" for sentence in sentences)}</ul>'


def _paragraphs(sentences: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
