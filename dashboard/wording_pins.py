"""Every label and sentence about pinned views, their presentation and the brief."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis import Judgement, Pin, PinnedFigure, Step
from dashboard import wording

QUESTION = "What leaves the room?"
QUESTION_SOURCES = "How does each source make each state look?"
PAGES = {
    "overview": "Overview",
    "compare": "Compare",
    "actor": "Actor",
    "voices": "Voices",
    "evidence": "Evidence",
}
"""Pages that views are pinned on: their file → their name."""

PIN = "Pin this view"
PIN_HELP = "Keeps what this view shows: its figures, sentences, filters and corpus. Present it, or put it into the brief."
NONE_PINNED = "No view is pinned yet."
HOW_TO_PIN = (
    "Open a cell on Overview or Voices, or a comparison on Compare, and press “Pin this view”. "
    "Pinned views stand here in order, and the arrow keys lead through them when you present."
)
UNKNOWN_PIN = (
    "This link leads to a pinned view that is not in the workspace that is open. Pins travel with the workspace: "
    "ask for its export, and import it on the page Documents."
)
LIST_NOTE = (
    "Each view is kept as it was when it was pinned. The claim can be worded anew and a note added for the speaker; "
    "the figures stay those of the tables. Present them with the arrow keys."
)
BRIEF_NOTE = (
    "The key judgements of the brief: those that were pinned first, then those drafted from the figures. A sentence of "
    "your own is marked as yours in the brief; its figures, range and sources are always taken from the tables, with "
    "the filters above."
)
NOT_IN_SELECTION = "Left out of the brief: the filters above leave out its document, actor or voice."
NO_JUDGEMENTS = "The figures carry no key judgement here, and none is pinned. The brief still has the matrix and all evidence."
KEYS = "← → views · N notes · F full screen · Esc leaves"
SHORTENED = "The whole sentence stands in the notes."
FORMS = {
    "html": ("Web page (HTML)", "text/html"),
    "pptx": ("Slides (PPTX)", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "docx": ("Word (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "zip": ("Data (ZIP)", "application/zip"),
}
"""Forms of the brief: what its button says, and its type."""
BLOCKS = "Try each verdict with the removed blocks put back"
BLOCKS_HELP = "Documents with removed blocks are analysed once more with them; where a verdict would be another, the brief says both."
PREVIEW = "Show the page as it will be"
NO_PDF = (
    "PDF: no Chromium or Chrome was found on this computer. Download the web page, open it in a browser and print it to "
    "PDF (A4 or Letter, with background graphics)."
)


def pinned_words(place: int) -> str:
    """What the button says where the view is pinned already."""
    return f"Pinned: view {place}"


def other_corpus(meant: str, here: str, n_here: int, pins: Sequence[Pin]) -> str:
    """What a link meant and what is open, where they are not the same. pins: one may know the other corpus."""
    known = next((pin for pin in pins if pin.fingerprint == meant), None)
    other = meant if known is None else f"{meant}: {documents(known.n_documents)}, pinned on {known.at[:10]}"
    return (
        f"This link was made with another corpus ({other}). What you see is of the one that is open "
        f"({here}: {documents(n_here)}): its figures may differ from those that the link was sent for."
    )


def documents(n: int) -> str:
    """So many documents, in words."""
    return "1 document" if n == 1 else f"{n:,} documents"


def sentences(n: int) -> str:
    """So many sentences, in words."""
    return "1 sentence" if n == 1 else f"{n:,} sentences"


def figure_words(figure: PinnedFigure) -> str:
    """Figure and range: "+0.39, range +0.16 to +0.63"."""
    if figure.value is None:
        return "no figure"
    return ", ".join(filter(None, (wording.signed(figure.value), reach_words(figure))))


def reach_words(figure: PinnedFigure) -> str:
    """The range of a figure in words; a single sentence has none to speak of."""
    if figure.table == "evidence":
        return ""
    lower, upper = (math.nan if one is None else one for one in (figure.lower, figure.upper))
    return wording.range_words(lower, upper)


def since_words(then: PinnedFigure, now: PinnedFigure | None) -> str:
    """What became of a figure since it was pinned; "" where it is the same."""
    name = figure_name(then)
    was = "nothing" if then.value is None else wording.signed(then.value)
    if now is None:
        return f"{name}: was {was}, no longer there."
    is_now = "nothing" if now.value is None else wording.signed(now.value)
    if (was, then.verdict, then.n) == (is_now, now.verdict, now.n):
        return ""
    more = []
    if then.verdict != now.verdict:
        more.append(f"{then.verdict} → {now.verdict}")
    if then.n != now.n:
        more.append(f"{then.n} → {sentences(now.n)}")
    changed = f"was {was}, now {is_now}" if was != is_now else f"{was} as before"
    beside = f" ({'; '.join(more)})" if more else ""
    return f"{name}: {changed}{beside}."


def since_line(told: Sequence[str], n: int) -> str:
    """What became of a view, on one line of a screen. told: a sentence for each figure that changed, of n."""
    if len(told) == 1 and len(told[0]) <= 100:
        return told[0]
    return f"{len(told)} of {n} figures {'is' if len(told) == 1 else 'are'} not what they were; the notes say which."


def figure_name(figure: PinnedFigure) -> str:
    """What a figure is of: "China, Author"."""
    if figure.table == "comparison":
        return f"{figure.group}, difference" if figure.group else "Difference"
    return ", ".join(part for part in (figure.group, figure.label) if part)


def corpus_words(pin: Pin) -> str:
    """The corpus in the footer: "5 documents (corpus 3f2a…)"."""
    return f"{documents(pin.n_documents)} (corpus {pin.fingerprint})"


def scoring_words(n_reviewed: int, n: int) -> str:
    """Who scored what a view counts, and how much of it a person looked at."""
    if not n_reviewed:
        return "machine-scored, unreviewed"
    return f"machine-scored, {n_reviewed:,} of {sentences(n)} reviewed by a person"


def voice_words(voice: str) -> str:
    """The voice in the footer."""
    return f"voice: {wording.VOICE_NAMES[voice].lower()}" if voice in wording.VOICE_NAMES else "voices apart"


def footer_words(pin: Pin) -> list[str]:
    """What stands below every presented view: corpus, filters, voice, n, who scored, when it was pinned."""
    return [
        corpus_words(pin),
        pin.filters,
        voice_words(pin.voice),
        f"n = {sentences(pin.n)}",
        pin.scoring,
        f"pinned {pin.at[:10]}",
    ]


def slide_text(pin: Pin) -> str:
    """The figures of a view as one text, for a screen reader."""
    told = [f"{figure_name(one)}: {figure_words(one)}, {one.verdict}, {one.counts}" for one in pin.figures]
    return ". ".join(told) + "."


def difference_claim(row: Mapping[str, Any], name_a: str, name_b: str, actor: str) -> str:
    """What can be told about a pair, without the figures: they stand in the drawing. actor: "" where actors are compared."""
    on = f" on {wording.in_prose(actor)}" if actor else ""
    if row["n_a"] == 0 or row["n_b"] == 0:
        silent = name_a if row["n_a"] == 0 else name_b
        return f"No comparison{on}: {silent} says nothing." if actor else f"nothing is said of {silent}."
    if row["answer"] == "differs":
        more, less = (name_a, name_b) if row["difference"] > 0 else (name_b, name_a)
        to = f"is more favourable to {wording.in_prose(actor)}" if actor else "looks more favourable"
        return f"{more} {to} than {less}."
    if row["answer"] == "similar":
        return f"{name_a} and {name_b} {'are' if actor else 'look'} similar{on}."
    whether = "Whether" if actor else "whether"
    return f"{whether} {name_a} and {name_b} differ{on} cannot be told."


def inside_claim(title: str, claim: str) -> str:
    """A claim about two actors, with the document that it is about."""
    return f"In “{title}”, {claim}"


def no_place(n: int) -> str:
    """Why so many pins are no key judgements."""
    what = "1 pinned view is" if n == 1 else f"{n} pinned views are"
    return (
        f"{what} presented, but no key judgement: a brief judges documents, sources, and differences of two documents, "
        "over all judgements of its voice."
    )


def step_words(step: Step) -> str:
    """A step of the history, shortened for a button."""
    text = step.text
    return text if len(text) <= 70 else text[:69].rstrip() + "…"


def judgement_facts(judgement: Judgement) -> str:
    """Counts, figure, range and confidence of a key judgement, in one line."""
    lower, upper = judgement.lower, judgement.upper
    figure = f"{judgement.measure} {wording.signed(judgement.value)}, {wording.range_words(lower, upper)}"
    reasons = f" ({'; '.join(judgement.confidence.reasons)})" if judgement.confidence.reasons else ""
    return f"{judgement.counts}; {figure}. Confidence {judgement.confidence.level}{reasons}."


def link_to(pin: Pin) -> dict[str, list[str]]:
    """The address that a pin was made at, with the corpus that it was made with."""
    chosen = {name: list(values) for name, values in pin.address.items()}
    return {**chosen, "corpus": [pin.fingerprint]}
