"""Every label, sentence and colour on screen."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

UNKNOWN = "unknown"

QUESTION_OVERVIEW = "How does each text make each state look?"
QUESTION_COMPARE = "Where do these texts differ, and on what evidence?"
QUESTION_VOICES = "Who says what about whom?"
QUESTION_DOCUMENTS = "What was read, and what was left out?"
QUESTION_METHODS = "What is measured, and what is not?"

VOICE_NAMES = {"author": "Author", "reported": "Quoted", "all": "All voices"}
VOICE_HELP = (
    "Author: what the text itself asserts. Quoted: what it gives as somebody's words or view. "
    "The author's voice is the headline; the quoted line always stands beside it."
)
ORDER_NAMES = {"clearest": "Clearest first", "reading": "As in the text", "random": "At random"}

MATRIX_NOTE = (
    "Colour is the verdict on stance: orange unfavourable, purple favourable, grey neither. "
    "Hatched: too little evidence. Split: mixed. Dashed: undetermined."
)
NOTHING_SAID = "nothing said"
NO_VERDICT = ("not mentioned", "too little evidence")

# ColorBrewer PuOr: safe for colour-blind readers, and no flag or party owns it.
UNFAVOURABLE, LEANING_UNFAVOURABLE = "#b35806", "#f1a340"
FAVOURABLE, LEANING_FAVOURABLE = "#542788", "#998ec3"

SIGNS = {"favourable": "＋", "unfavourable": "−", "neutral": "·"}


@dataclass(frozen=True, slots=True)
class Ink:
    """The greys of a light or a dark page, for charts."""

    text: str
    quiet: str
    line: str
    neutral: str
    undetermined: str
    edge: str
    page: str


LIGHT = Ink(
    text="#1d1d1b", quiet="#5d5c57", line="#d8d6cf", neutral="#e6e4dd", undetermined="#f3f2ee", edge="#86847c", page="#fdfdfb"
)  # fmt: skip
DARK = Ink(
    text="#ececea", quiet="#a9aaa6", line="#3a3d42", neutral="#3a3d42", undetermined="#212326", edge="#8b8d8a", page="#17181a"
)  # fmt: skip


def fill_of(verdict: str, ink: Ink) -> str:
    """The colour of a cell; "page" colour where there is nothing to judge."""
    return {
        "favourable": FAVOURABLE,
        "leaning favourable": LEANING_FAVOURABLE,
        "unfavourable": UNFAVOURABLE,
        "leaning unfavourable": LEANING_UNFAVOURABLE,
        "neutral": ink.neutral,
        "undetermined": ink.undetermined,
        "mixed": LEANING_UNFAVOURABLE,
    }.get(verdict, ink.page)


def text_on(verdict: str, ink: Ink) -> str:
    """The colour of words on a cell of this verdict: at least 4.5 : 1."""
    if verdict in ("favourable", "unfavourable"):
        return "#ffffff"
    if verdict.startswith("leaning") or verdict == "mixed":
        return "#1d1d1b"
    return ink.text


def mark_of(label: str, ink: Ink) -> str:
    """The colour of a mark on the page for a label of a sentence; on a dark page the lighter one."""
    is_light = ink == LIGHT
    return {
        "favourable": FAVOURABLE if is_light else LEANING_FAVOURABLE,
        "unfavourable": UNFAVOURABLE if is_light else LEANING_UNFAVOURABLE,
    }.get(label, ink.edge)


def title_of(document: Mapping[str, Any], length: int = 70) -> str:
    """A document's title, or its file name where it has none."""
    title = document["title"]
    if title == UNKNOWN:
        name = str(document["path"]).replace("\\", "/").rsplit("/", 1)[-1]
        title = f"Untitled ({name})" if name else f"Untitled ({document['doc_id'][:6]})"
    return title if len(title) <= length else title[: length - 1].rstrip() + "…"


def labels_of(documents: Sequence[Mapping[str, Any]], length: int = 60) -> dict[str, str]:
    """doc_id → a label that no other document has: they stand in the page's address."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for document in documents:
        label = title_of(document, length)
        if label in taken:
            label = f"{label} · {document['doc_id'][:6]}"
        taken.add(label)
        labels[document["doc_id"]] = label
    return labels


def byline_of(document: Mapping[str, Any]) -> str:
    """Outlet and date, each said to be unknown where it is."""
    source = "outlet unknown" if document["source"] == UNKNOWN else document["source"]
    date = "undated" if document["published"] == UNKNOWN else document["published"]
    return f"{source} · {date}"


def count_line(cell: Mapping[str, Any]) -> str:
    """The counts behind a verdict: "5 of 8 unfavourable"."""
    n, favourable, unfavourable = cell["n_sentences"], cell["n_favourable"], cell["n_unfavourable"]
    if n == 0:
        return ""
    if cell["verdict"] == "too little evidence":
        return sentence_count(n)
    if favourable and unfavourable:
        return f"{favourable} for, {unfavourable} against of {n}"
    if favourable or unfavourable:
        word = "favourable" if favourable else "unfavourable"
        return f"{favourable or unfavourable} of {n} {word}"
    return f"0 of {n} judge"


def counts_in_full(cell: Mapping[str, Any]) -> str:
    """Every count: "14: 13 favourable, 1 neutral, 0 unfavourable"."""
    return (
        f"{cell['n_sentences']}: {cell['n_favourable']} favourable, {cell['n_neutral']} neutral, "
        f"{cell['n_unfavourable']} unfavourable"
    )


def beside_line(cell: Mapping[str, Any]) -> str:
    """The other voice in one short line: "quoted 2 of 2 −"."""
    who = "quoted" if cell["voice"] == "reported" else "author"
    n, favourable, unfavourable = cell["n_sentences"], cell["n_favourable"], cell["n_unfavourable"]
    if n == 0:
        return f"{who}: nothing"
    if favourable and unfavourable:
        return f"{who} {favourable}＋ {unfavourable}− of {n}"
    sign = " ＋" if favourable else " −" if unfavourable else ""
    return f"{who} {favourable + unfavourable} of {n}{sign}"


def figure_line(cell: Mapping[str, Any]) -> str:
    """Figure, range and stability, as far as there are any."""
    if cell["n_sentences"] == 0:
        return "No figure: nothing is said."
    parts = [f"figure {signed(cell['stance'])}"]
    parts.append(range_words(cell["lower"], cell["upper"]))
    if not math.isnan(cell.get("stability", math.nan)):
        parts.append(f"{cell['stability']:.0%} of redraws fall on the same side")
    if cell["n_uncertain"]:
        parts.append(f"the scorer is uncertain about {cell['n_uncertain']} of {cell['n_sentences']}")
    return ", ".join(parts)


def figure_short(cell: Mapping[str, Any]) -> str:
    """Figure and range as they stand in a cell: "+0.39 (+0.16 to +0.63)"."""
    if math.isnan(cell["lower"]):
        return f"{signed(cell['stance'])}, no range"
    return f"{signed(cell['stance'])} ({signed(cell['lower'])} to {signed(cell['upper'])})"


def tone_line(cell: Mapping[str, Any]) -> str:
    """Tone beside stance, and said to be another thing; empty where no word has a tone."""
    if math.isnan(cell["tone"]):
        return ""
    return (
        f"Tone of the wording, whoever it is about: {signed(cell['tone'])}, subjectivity {cell['subjectivity']:.2f}. "
        "It is not stance and drives no verdict."
    )


def status_sentence(document: Mapping[str, Any]) -> str:
    """Why a document has no figures, and what to do; empty where it has."""
    name = f"“{title_of(document)}”"
    if document["status"] == "other language":
        return f"{name} is in another language ({document['language']}): it is listed and not scored. Add an English text of it."
    if document["status"] == "no actor":
        return f"{name} mentions none of the actors: it is read, and no figure counts it."
    return ""


def range_words(lower: float, upper: float) -> str:
    """The range in words; a figure without one says so."""
    if math.isnan(lower):
        return "no range (too few sentences)"
    return f"range {signed(lower)} to {signed(upper)}"


def signed(value: float) -> str:
    """A figure with its sign and a true minus: −0.12, +0.30, 0.00."""
    if math.isnan(value):
        return "–"
    text = f"{abs(value):.2f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"


def in_prose(name: str) -> str:
    """An actor's name inside a sentence: "the United States"."""
    return f"the {name}" if name.startswith("United ") else name


def difference_sentence(row: Mapping[str, Any], name_a: str, name_b: str, actor: str) -> str:
    """What can be told about a pair, in one sentence that claims no more than its range."""
    actor = in_prose(actor)
    counts = f"{row['n_a']} and {row['n_b']} sentences"
    if row["answer"] == "differs":
        is_first = row["difference"] > 0
        more, less = (name_a, name_b) if is_first else (name_b, name_a)
        counts = counts if is_first else f"{row['n_b']} and {row['n_a']} sentences"
        # told of the more favourable one, so every figure is above 0
        bounds = range_words(*sorted((abs(row["lower"]), abs(row["upper"]))))
        difference = signed(abs(row["difference"]))
        return f"{more} is more favourable to {actor} than {less}: {difference}, {bounds}, {counts}."
    figures = f"{signed(row['difference'])}, {range_words(row['lower'], row['upper'])}, {counts}"
    if row["answer"] == "similar":
        return f"{name_a} and {name_b} are similar on {actor} ({figures})."
    if row["n_a"] == 0 or row["n_b"] == 0:
        silent = name_a if row["n_a"] == 0 else name_b
        return f"No comparison on {actor}: {silent} says nothing about it in this voice."
    return f"Whether {name_a} and {name_b} differ on {actor} cannot be told ({figures})."


def voice_sentence(author: Mapping[str, Any], reported: Mapping[str, Any]) -> str:
    """Both voices together: "Author: 1 of 9 judge. Quoted: 7 of 8 judge, all unfavourable."."""
    return f"Author: {_judging(author)}. Quoted: {_judging(reported)}."


def _judging(cell: Mapping[str, Any]) -> str:
    n, favourable, unfavourable = cell["n_sentences"], cell["n_favourable"], cell["n_unfavourable"]
    if n == 0:
        return "nothing"
    judging = favourable + unfavourable
    if judging == 0:
        return f"0 of {n} judge"
    return f"{judging} of {n} judge, {favourable} favourable and {unfavourable} unfavourable"


def sentence_count(n: int) -> str:
    """So many sentences, in words: "1 sentence", "4 sentences"."""
    return f"{n} sentence" if n == 1 else f"{n} sentences"
