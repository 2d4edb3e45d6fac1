"""The words of the overview: rows and their order, sentences as dots, what stands out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.wording import sentence_count

ROW_NAMES = {"document": "Documents", "source": "Sources"}
ROW_CHOICES = {"document": "One row a document", "source": "One row a source"}
SORT_NAMES = {
    "read": "order as read",
    "date": "date",
    "source": "source",
    "title": "title",
    "divide": "what divides them most",
}
DIVIDE_NOTE = (
    "First stands the row whose figure is furthest from the mean of the others on some actor; "
    "only cells with at least five sentences count. "
)
NO_SOURCES = (
    "No document here tells its source, and documents of unknown outlet are never pooled. "
    "Name their sources on the page Documents, or show documents instead."
)
SOURCE_RULE = "The figure is the mean of the documents' figures, near-duplicates once; a range needs three of them, a verdict five."
DOTS_NOTE = (
    "One mark for each sentence, from −1 (unfavourable) at the left to +1 (favourable) at the right. "
    "Triangle up: favourable; down: unfavourable; circle: neutral. In outline: the scorer is uncertain. "
    "The bar below is the figure with its 90 % range."
)
DOTS_OF_DOCUMENTS = (
    "Sentences are shown by document: a source's figure is the mean of its documents, not of its sentences. "
    "Choose documents as rows to see them."
)
NOTHING_STANDS_OUT = "No difference between these cells holds: each range of a difference includes 0."
NONE_COMPARABLE = (
    "Nothing can be compared: no actor has two cells with at least five sentences. "
    "All voices together, or more documents, would give more."
)
STANDS_OUT_NOTE = (
    "Comparable: at least five sentences on both sides. The ranges hold together at 90 %, so they are wider "
    "than each would be alone. First stands the difference whose range stays furthest from 0."
)


def paging_note(n_shown: int, n_rows: int) -> str:
    """That there are more rows, and how one is found; empty where all are shown."""
    if n_shown == n_rows:
        return ""
    return f"{n_shown} of {n_rows} rows are on this page; the filter Documents finds one by its title. "


def page_name(first: int, last: int, n: int) -> str:
    """A page of rows: "Rows 26–50 of 87"."""
    return f"Rows {first}–{last} of {n}"


def pooled_note(n_documents: int) -> str:
    """How many documents are in a row of sources."""
    return "1 document" if n_documents == 1 else f"{n_documents} documents"


def not_pooled(n_unknown: int) -> str:
    """What is said of documents that are in no row of sources; empty where there are none."""
    if not n_unknown:
        return ""
    one = (
        "1 document of unknown outlet is"
        if n_unknown == 1
        else f"{n_unknown} documents of unknown outlet are"
    )
    return f"{one} in no row: what nobody told is not pooled. "


def counts_of_source(cell: Mapping[str, Any]) -> str:
    """The counts behind a source's cell: "12＋ 3− of 40 in 5 texts"."""
    texts = f"{cell['n_stories']} text{'' if cell['n_stories'] == 1 else 's'}"
    return f"{cell['n_favourable']}＋ {cell['n_unfavourable']}− of {cell['n_sentences']} in {texts}"


def beside_source(cell: Mapping[str, Any] | None) -> str:
    """The other voice of a source in one short line."""
    if cell is None:
        return "other voice: nothing"
    who = "quoted" if cell["voice"] == "reported" else "author"
    return f"{who} {cell['n_favourable']}＋ {cell['n_unfavourable']}− of {cell['n_sentences']}"


def dots_words(title: str, cells: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """A row of dots as one sentence. cells: an actor's name and its row of `framing`."""
    parts = [
        f"{name} {cell['n_favourable']} favourable, {cell['n_neutral']} neutral, {cell['n_unfavourable']} "
        f"unfavourable{f', {uncertain} of them uncertain' if (uncertain := cell['n_uncertain']) else ''}"
        if cell["n_sentences"]
        else f"{name} no sentence"
        for name, cell in cells
    ]
    return f"{title}: {'; '.join(parts)}."


def pairs_line(n_possible: int, n_comparable: int, n_hold: int) -> str:
    """How much was asked: "40 pairs possible, 16 comparable, 3 hold"."""
    pairs = "1 pair" if n_possible == 1 else f"{n_possible} pairs"
    return f"{pairs} possible, {n_comparable} comparable, {n_hold} hold{'s' if n_hold == 1 else ''}."


def among(n_shown: int, n_rows: int, kind: str) -> str:
    """Which rows were compared, where it is not all of them; empty where it is."""
    if n_shown == n_rows:
        return ""
    return f"Only the {n_shown} {ROW_NAMES[kind].lower()} of this page are compared, of {n_rows}. "


def opened_nothing(name: str, other: int, voice: str) -> str:
    """That a cell has no sentence in this voice, and how many in the other."""
    more = (
        f" In the {voice} voice there are {sentence_count(other)}: switch the voice above." if other else ""
    )
    return f"No sentence about {name} in this voice.{more}"
