"""What sources or groups wrote about, and where two of them hardly wrote about the same."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from analysis.errors import RequestError
from analysis.framing import VOICES, counted_stances, in_voice
from analysis.keywords import read_function_words
from analysis.pipeline import Tables
from analysis.types import UNKNOWN

LITTLE_SHARED = 0.5
"""Overlap of two shares (of actors, of kinds of text) below which it is little. The overlap is the sum over
categories of the smaller share, 0..1 (Renkonen's proportional similarity, 1938); 0.5 is this project's choice."""

LITTLE_TITLES = 0.25
"""Share of titles that have a word in common with a title of the other side, below which it is little; this
project's choice. Names of actors and function words are left out."""

TITLE_WORDS = 8
"""Words of titles that are told, the most frequent first."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What one side wrote about.

    first, last: the dates of its dated documents, ISO cut to their precision, "" where none is dated.
    genres: documents of each kind, "unknown" too. actors: share of the sentences about any actor that
    are about this one, 0..1; empty where there are none. words: the commonest in its titles, each with
    the number of titles that hold it.
    """

    unit: str
    n_documents: int
    n_dated: int
    first: str
    last: str
    genres: Mapping[str, int]
    actors: Mapping[str, float]
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """In what two sides hardly overlap.

    what: "dates" (the last of one is before the first of the other), "genres",
    "actors" or "titles". share: how much overlaps, 0..1; 0 for dates.
    """

    unit_a: str
    unit_b: str
    what: str
    share: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """What each side wrote about, and where two of them hardly overlap.

    unknown: "dates", "genres" or "titles" where a side tells none, so that nothing can be said of it.
    """

    subjects: tuple[Subject, ...]
    shortfalls: tuple[Shortfall, ...]
    unknown: tuple[str, ...]


def describe_overlap(result: Tables, units: Mapping[str, Sequence[str]], voice: str = "author") -> Overlap:
    """What each unit wrote about, and where two of them hardly wrote about the same.

    units: the name of each → the ids of its documents. voice: whose sentences are counted.

    Where two hardly overlap, a difference between them may be one of subject and
    not of stance. Enough overlap does not prove the opposite.
    Raises RequestError for a voice or a document that is not known.
    """
    if voice not in VOICES:
        raise RequestError(f'describe_overlap: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    known = set(result.documents["doc_id"])
    if missing := [doc_id for doc_ids in units.values() for doc_id in doc_ids if doc_id not in known]:
        raise RequestError(f'describe_overlap: there is no document "{missing[0]}".')
    left_out = _names_of_actors(result.mentions) | read_function_words()
    counted = in_voice(counted_stances(result.stances, result.sentences), voice)
    subjects, titles = [], {}
    for unit, doc_ids in units.items():
        documents = result.documents[result.documents["doc_id"].isin(set(doc_ids))]
        about = counted.loc[counted["doc_id"].isin(set(doc_ids)), "actor_id"]
        titles[unit] = [
            words
            for title in documents["title"]
            if title != UNKNOWN and (words := frozenset(_words(title)) - left_out)
        ]
        subjects.append(_subject_of(unit, documents, about, titles[unit]))
    shortfalls = [
        shortfall
        for a, b in combinations(subjects, 2)
        for shortfall in _shortfalls(a, b, titles[a.unit], titles[b.unit])
    ]
    return Overlap(tuple(subjects), tuple(shortfalls), tuple(_unknown(subjects)))


def _subject_of(
    unit: str, documents: pd.DataFrame, about: "pd.Series[str]", titles: Sequence[frozenset[str]]
) -> Subject:
    dates = sorted(documents.loc[documents["published"] != UNKNOWN, "published"])
    frequent = Counter(word for words in titles for word in sorted(words))
    shares = about.value_counts(normalize=True, sort=False).sort_index()
    return Subject(
        unit=unit,
        n_documents=len(documents),
        n_dated=len(dates),
        first=dates[0] if dates else "",
        last=max(dates, key=_end_of) if dates else "",
        genres={str(genre): int(n) for genre, n in documents["genre"].value_counts().sort_index().items()},
        actors={str(actor_id): round(float(share), 4) for actor_id, share in shares.items()},
        words=tuple(sorted(frequent.items(), key=lambda item: (-item[1], item[0]))[:TITLE_WORDS]),
    )


def _shortfalls(
    a: Subject, b: Subject, titles_a: Sequence[frozenset[str]], titles_b: Sequence[frozenset[str]]
) -> list[Shortfall]:
    found = []
    if a.n_dated and b.n_dated and (_end_of(a.last) < b.first or _end_of(b.last) < a.first):
        found.append(Shortfall(a.unit, b.unit, "dates", 0.0))
    genres_a, genres_b = _known_shares(a.genres), _known_shares(b.genres)
    for what, shares_a, shares_b in (("genres", genres_a, genres_b), ("actors", a.actors, b.actors)):
        if shares_a and shares_b:
            share = sum(min(shares_a[key], shares_b[key]) for key in shares_a.keys() & shares_b.keys())
            if share < LITTLE_SHARED:
                found.append(Shortfall(a.unit, b.unit, what, round(share, 4)))
    if titles_a and titles_b:
        share = min(_sharing(titles_a, titles_b), _sharing(titles_b, titles_a))
        if share < LITTLE_TITLES:
            found.append(Shortfall(a.unit, b.unit, "titles", round(share, 4)))
    return found


def _sharing(titles: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> float:
    """Share of the titles that have a word in common with one of the others."""
    there = frozenset().union(*others)
    return sum(bool(words & there) for words in titles) / len(titles)


def _known_shares(counts: Mapping[str, int]) -> dict[str, float]:
    known = {key: n for key, n in counts.items() if key != UNKNOWN}
    return {key: n / sum(known.values()) for key, n in known.items()}


def _unknown(subjects: Sequence[Subject]) -> list[str]:
    told = {
        "dates": [subject.n_dated for subject in subjects],
        "genres": [len(_known_shares(subject.genres)) for subject in subjects],
        "titles": [len(subject.words) for subject in subjects],
    }
    return [what for what, counts in told.items() if not all(counts)]


def _end_of(published: str) -> str:
    """The last day that a date reaches, as text that sorts: "2023" goes on to its end."""
    return f"{published}~"  # behind every digit and hyphen


def _names_of_actors(mentions: pd.DataFrame) -> frozenset[str]:
    """Every word by which an actor is mentioned, in small letters."""
    return frozenset(word for text in mentions["text"].unique() for word in _words(text))


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", match[0].lower().replace("’", "'")) for match in _WORD.finditer(text)]
