"""The words of the page Compare: what is compared, what was written about, what can be told."""

import math
from collections.abc import Mapping
from typing import Any

from analysis import Overlap, Shortfall, Subject
from dashboard.wording import UNKNOWN, difference_sentence, in_prose, range_words, signed

KINDS = {
    "document": "Documents",
    "source": "Sources",
    "group": "Groups",
    "actor": "Actors in one document",
}
GROUPINGS = {
    "control": "Who controls the outlet",
    "country": "Country",
    "genre": "Kind of text",
    "year": "Year",
}
_UNKNOWN = {
    "control": "control unknown",
    "country": "country unknown",
    "genre": "kind of text unknown",
    "year": "undated",
}
SAFEST = "The safest comparison of all: same author, same events, same words to choose from. What differs is how the actors are framed."
SUBJECT_WARNING = "The texts may be about different events: a difference of subject looks like one of stance."
BEFORE = "Before any figure"
UNKNOWN_OWN = (
    "What nobody told is a group of its own: its texts are not known to have anything in common but that."
)
SCALE_NOTE = (
    "Figure and 90 % range on one scale: −1 every sentence unfavourable, +1 every sentence favourable. "
    "A dot in outline has no range: too few sentences, or too few texts."
)
HOLD_TOGETHER = "the ranges of the differences hold together, so they are wider than each would be alone"
VIEWS = {
    "clearest": "Clearest first",
    "reading": "As in the text",
    "random": "A few at random",
    "text": "Whole texts",
}


def too_few(kind: str, n_known: int) -> str:
    """Why there is nothing to compare, and what to do."""
    if kind == "source":
        named = "No source is" if n_known == 0 else "Only one source is"
        return f"{named} known among these documents. Name the others on the page Documents, or compare documents."
    if kind == "group":
        return (
            "All these documents are in one group. Choose another grouping, or say on the page Documents "
            "what is known of them."
        )
    if kind == "actor":
        return "Choose at least two actors above to compare them."
    return (
        "A comparison needs two documents with figures. Choose more above, or add one on the page Documents."
    )


def texts(n: int) -> str:
    """So many texts, in words."""
    return "1 text" if n == 1 else f"{n} texts"


def group_name(grouping: str, value: str) -> str:
    """A group as it is named: "state", or "country unknown"."""
    return _UNKNOWN[grouping] if value == UNKNOWN else value


def is_unknown(group: str) -> bool:
    """Whether a group is of documents of which nobody told."""
    return group in _UNKNOWN.values()


def actors_sentence(row: Mapping[str, Any], name_a: str, name_b: str) -> str:
    """What can be told about two actors in one text, as `difference_sentence` does of two texts."""
    a, b = in_prose(name_a), in_prose(name_b)
    counts = f"{row['n_a']} and {row['n_b']} sentences"
    if row["n_a"] == 0 or row["n_b"] == 0:
        silent = a if row["n_a"] == 0 else b
        return f"No comparison: nothing is said of {silent} in this voice."
    if row["answer"] == "differs":
        more, less = (a, b) if row["difference"] > 0 else (b, a)
        counts = counts if row["difference"] > 0 else f"{row['n_b']} and {row['n_a']} sentences"
        bounds = range_words(*sorted((abs(row["lower"]), abs(row["upper"]))))
        told = (
            f"{more} looks more favourable than {less}: {signed(abs(row['difference']))}, {bounds}, {counts}."
        )
    else:
        figures = f"{signed(row['difference'])}, {range_words(row['lower'], row['upper'])}, {counts}"
        told = (
            f"{a} and {b} look similar ({figures})."
            if row["answer"] == "similar"
            else f"Whether {a} and {b} look different cannot be told ({figures})."
        )
    return f"{told[0].upper()}{told[1:]}"


def pooled_sentence(row: Mapping[str, Any], name_a: str, name_b: str, actor: str) -> str:
    """What can be told about two sources or groups; where a side has too few texts, that is said."""
    if row["n_a"] and row["n_b"] and math.isnan(row["lower"]):
        return (
            f"Whether {name_a} and {name_b} differ on {in_prose(actor)} cannot be told: a range needs three different "
            f"texts on each side ({signed(row['difference'])}, {row['n_a']} and {row['n_b']} sentences)."
        )
    return difference_sentence(row, name_a, name_b, actor)


def shortfall_sentence(shortfall: Shortfall, names: Mapping[str, str]) -> str:
    """In what two sides hardly overlap."""
    a, b = names[shortfall.unit_a], names[shortfall.unit_b]
    share = f"{shortfall.share:.0%} in common"
    return {
        "dates": f"{a} and {b} wrote at different times: one ends before the other begins.",
        "genres": f"{a} and {b} are mostly different kinds of text ({share}).",
        "actors": f"{a} and {b} mostly write about different actors ({share}).",
        "titles": f"The titles of {a} and {b} hardly share a word ({share}).",
    }[shortfall.what]


def overlap_sentences(overlap: Overlap, names: Mapping[str, str]) -> list[str]:
    """What is said before any figure: too little in common, and what is not known; empty where all is well."""
    sentences = [shortfall_sentence(shortfall, names) for shortfall in overlap.shortfalls]
    if sentences:
        sentences.append("A difference below is then one of subject at least as much as of stance.")
    if overlap.unknown:
        words = {"dates": "dates", "genres": "kinds of text", "titles": "titles"}
        unknown = " and ".join(words[what] for what in overlap.unknown)
        sentences.append(f"Not every side tells its {unknown}: whether they overlap in that cannot be told.")
    return sentences


def subject_lines(subject: Subject, actors: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a side wrote about: a heading and its words, a line each."""
    n = subject.n_documents
    dates = "none is dated"
    if subject.n_dated:
        span = subject.first if subject.first == subject.last else f"{subject.first} to {subject.last}"
        dates = span if subject.n_dated == n else f"{span} ({n - subject.n_dated} undated)"
    kinds = ", ".join(f"{number} {genre}" for genre, number in subject.genres.items())
    shares = sorted(subject.actors.items(), key=lambda item: -item[1])
    about = ", ".join(f"{actors.get(actor_id, actor_id)} {share:.0%}" for actor_id, share in shares)
    titles = ", ".join(f"{word} {number}" if number > 1 else word for word, number in subject.words)
    return [
        ("Texts", str(n)),
        ("Dates", dates),
        ("Kinds of text", kinds),
        ("Sentences about", about or "no actor in this voice"),
        ("Words of the titles", titles or "no title tells any"),
    ]


def pairs_line(n_pairs: int, n_ranges: int, n_hold: int, kind: str) -> str:
    """How much was asked and how much holds, for the note below the chart."""
    pairs = "1 pair" if n_pairs == 1 else f"{n_pairs} pairs"
    unit = "texts" if kind in ("source", "group") else "sentences"
    together = f"; {HOLD_TOGETHER}" if n_ranges > 1 else ""
    return f"{pairs} possible, {n_ranges} with enough {unit}, {n_hold} differ{'s' if n_hold == 1 else ''}{together}."
