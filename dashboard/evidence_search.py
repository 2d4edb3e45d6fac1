"""Which rows of evidence are looked for: words in the sentence, a value of every column, an order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.selection import Selection
from dashboard.wording import UNKNOWN

Places = NDArray[np.int64]
OF_DOCUMENTS = ["doc_id", "title", "source", "author", "published", "address"]
"""What of a document stands beside each of its sentences: enough to cite it."""

CERTAIN, UNCERTAIN = "certain", "uncertain"
COUNTED, HEADINGS, BOTH = "counted", "headings", "both"
WIDEST = (-1.0, 1.0)
ORDERS = ("clearest", "for", "against", "document", "newest", "oldest", "warmest", "coldest", "unsure")

_PART = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


class Sought(NamedTuple):
    """A word or phrase: letters that must be there, which are looked for first and fast, and the whole as a pattern."""

    letters: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page's own filters ask for; an empty choice means everything.

    words: see `read_words`. labels, holder_types, holders: values of the
    columns. certainty: "", "certain" or "uncertain". place: "counted"
    sentences, "headings", or "both". stance, tone: from … to, both ends inside.
    """

    words: tuple[Sought, ...] = ()
    labels: tuple[str, ...] = ()
    holder_types: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    certainty: str = ""
    place: str = COUNTED
    stance: tuple[float, float] = WIDEST
    tone: tuple[float, float] = WIDEST
    order: str = "clearest"


def read_words(typed: str) -> tuple[Sought, ...]:
    """What is searched for: single words, and phrases that stood in quotation marks.

    A word is found where a word begins with it ("sanction" finds "sanctions"),
    a phrase as it stands. Case and the number of spaces do not count. What is
    typed is never a pattern itself.
    """
    sought = []
    for quoted, curly, word in _PART.findall(typed.casefold()):
        phrase = (quoted or curly).split()
        if phrase:
            sought.append(Sought(max(phrase, key=len), r"\s+".join(map(re.escape, phrase))))
        elif word := word.strip('"“”'):
            # \b is known for Latin letters only where the search is fast: others are found anywhere
            begins = r"\b" if word[0].isascii() and word[0].isalnum() else ""
            sought.append(Sought(word, begins + re.escape(word)))
    return tuple(sought)


@dataclass(frozen=True)
class EvidenceRows:
    """Every sentence × actor with its document's citation, in reading order; shared, so never to be changed.

    folded: the sentences in small letters, for the search. documents: a number
    for each row's document. doc_ids: what these numbers stand for. holders,
    holder_types: those of all rows, the most frequent first.
    """

    table: pd.DataFrame
    folded: "pd.Series[str]"
    documents: Places
    doc_ids: tuple[str, ...]
    holders: tuple[str, ...]
    holder_types: tuple[str, ...]


def make_rows(evidence: pd.DataFrame, documents: pd.DataFrame, *, most_holders: int) -> EvidenceRows:
    """The rows to search in. evidence: the table, in reading order. most_holders: how many are offered."""
    table = evidence.merge(documents[OF_DOCUMENTS], on="doc_id", how="left", validate="many_to_one")
    numbers, doc_ids = pd.factorize(table["doc_id"])
    return EvidenceRows(
        table,
        table["text"].str.casefold(),
        numbers.astype(np.int64),
        tuple(map(str, doc_ids)),
        _frequent(table["holder"], most_holders),
        _frequent(table["holder_type"], most_holders),
    )


def _frequent(values: "pd.Series[str]", most: int) -> tuple[str, ...]:
    return tuple(map(str, values[values != ""].value_counts().head(most).index))


def find_rows(rows: EvidenceRows, selection: Selection, wanted: Wanted) -> Places:
    """The places of the rows that all filters leave, in the order that is asked for."""
    table = rows.table
    within = set(selection.documents)
    keep = np.array([doc_id in within for doc_id in rows.doc_ids], dtype=bool)[rows.documents]
    keep &= table["actor_id"].isin(selection.actors).to_numpy()
    if selection.voice not in ("", "all"):
        keep &= (table["voice"] == selection.voice).to_numpy()
    if selection.explicit is not None:
        keep &= (table["explicit"] == selection.explicit).to_numpy()
    for column, chosen in (
        ("label", wanted.labels),
        ("holder_type", wanted.holder_types),
        ("holder", wanted.holders),
    ):
        if chosen:
            keep &= table[column].isin(chosen).to_numpy()
    if wanted.certainty:
        keep &= (table["uncertain"] == (wanted.certainty == UNCERTAIN)).to_numpy()
    if wanted.place != BOTH:
        keep &= (table["is_heading"] == (wanted.place == HEADINGS)).to_numpy()
    for column, (lower, upper) in (("stance", wanted.stance), ("polarity", wanted.tone)):
        if (lower, upper) != WIDEST:
            keep &= table[column].between(lower, upper).to_numpy()
    places = np.flatnonzero(keep)
    for sought in wanted.words:  # last, and only in what is left: the search is what takes time
        places = places[_holds(rows.folded.iloc[places], sought.letters, regex=False)]
        places = places[_holds(rows.folded.iloc[places], sought.pattern, regex=True)]
    return places[_order(table, places, wanted.order)]


def _holds(texts: "pd.Series[str]", what: str, *, regex: bool) -> NDArray[np.bool_]:
    return texts.str.contains(what, regex=regex).to_numpy(dtype=bool)


def _order(table: pd.DataFrame, places: Places, order: str) -> Places:
    """In which order the places come; rows that are alike keep the order in which they were read."""
    if order == "document":
        return np.arange(len(places))
    if order in ("clearest", "unsure"):
        columns = ["stance"] if order == "clearest" else ["unfavourable", "neutral", "favourable"]
        sizes = table[columns].to_numpy()[places]
        largest = np.abs(sizes).max(axis=1)
        return np.argsort(-largest if order == "clearest" else largest, kind="stable")
    column, ascending = {
        "for": ("stance", False),
        "against": ("stance", True),
        "newest": ("published", False),
        "oldest": ("published", True),
        "warmest": ("polarity", False),
        "coldest": ("polarity", True),
    }[order]
    values = table[column].iloc[places].reset_index(drop=True)
    if column == "published":  # dates that nobody told come last, whichever way
        values = values.where(values != UNKNOWN)
    ordered = values.sort_values(ascending=ascending, kind="stable", na_position="last")
    return np.asarray(ordered.index, dtype=np.int64)


def row_key(row: Mapping[str, Any]) -> str:
    """What names a row in the page's address."""
    return f"{row['doc_id']}.{row['sentence_id']}.{row['actor_id']}"


def find_place(rows: EvidenceRows, places: Places, key: str) -> int | None:
    """Where among these places the row of this key stands; None where it does not."""
    # an analyst's own actor or an equal document may have a full stop or a hyphen in its id, a number has none
    found = re.fullmatch(r"(.+)\.(\d+)\.(.+)", key)
    if found is None:
        return None
    table = rows.table
    is_it = (table["sentence_id"] == int(found[2])) & (table["actor_id"] == found[3])
    is_it &= table["doc_id"] == found[1]
    at = np.flatnonzero(np.isin(places, np.flatnonzero(is_it.to_numpy())))
    return int(at[0]) if len(at) else None
