"""What the pages Review and Coding draw from: the queue of sentences, samples and codes, agreement, tags."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
import streamlit as st

import analysis
from analysis import Result, WorkspaceError, review
from analysis.review import Coding, CodingAgreement, Places, Review, Reviewed, Tag, Tagged
from dashboard import data
from dashboard.data import name_of

Row = tuple[str, int, str]
"""doc_id, sentence_id, actor_id."""
_CODING = ("sample", "code", "decision")


@st.cache_resource(max_entries=6, hash_funcs={Result: name_of}, show_spinner=False)
def places(result: Result) -> Places:
    """The sentences of a result by their keys, which are looked up once for each document."""
    return Places(result.sentences)


@dataclass(frozen=True)
class Queue:
    """Evidence rows in the order in which they are shown; shared, so never to be changed. at: the place of each row."""

    table: pd.DataFrame
    rows: tuple[Row, ...]
    at: dict[Row, int]


@st.cache_resource(
    max_entries=12, hash_funcs={Result: name_of}, show_spinner="Putting the sentences in order …"
)
def queue(result: Result, doc_ids: tuple[str, ...], actors: tuple[str, ...], voice: str, order: str) -> Queue:
    """The evidence rows that are to be reviewed. order: "unsure", "reading" or "clearest"."""
    rows = analysis.evidence(result, voice=voice, order="reading" if order == "unsure" else order)
    rows = rows[rows["doc_id"].isin(doc_ids) & rows["actor_id"].isin(actors)]
    if order == "unsure":
        largest = rows[["unfavourable", "neutral", "favourable"]].max(axis=1)
        rows = rows.loc[largest.sort_values(kind="stable").index]
    rows = rows.reset_index(drop=True)
    keys = zip(rows["doc_id"], rows["sentence_id"], rows["actor_id"], strict=True)
    named = tuple((str(doc), int(number), str(actor)) for doc, number, actor in keys)
    return Queue(rows, named, {row: place for place, row in enumerate(named)})


def with_codes(queue: Queue, found: Tagged, codes: Collection[str]) -> Queue:
    """The part of a queue that has one of these codes, whoever gave it."""
    wanted = set(codes)
    kept = [
        place
        for place, row in enumerate(queue.rows)
        if not wanted.isdisjoint(tag.tag for tag in found.rows.get(row, ()))
    ]
    rows = tuple(queue.rows[place] for place in kept)
    return Queue(
        queue.table.iloc[kept].reset_index(drop=True), rows, {row: at for at, row in enumerate(rows)}
    )


def standing_reviews(reviewed: Reviewed) -> dict[Row, dict[str, str]]:
    """The review that counts for each row as the machine has it: rows of the table `reviews`."""
    table = reviewed.reviews[reviewed.reviews["stands"]]
    return {
        (row["doc_id"], int(row["sentence_id"]), row["actor_id"]): row for row in table.to_dict("records")
    }


@st.cache_resource(max_entries=6, hash_funcs={Result: name_of}, show_spinner=False)
def _said_of_rows(before: Result, state: str) -> dict[Row, tuple[Review, ...]]:
    known = places(before)
    found: dict[Row, list[Review]] = {}
    for said in review.read_reviews(data.workspace()):
        if place := known.find(said.doc_id, said.sentence, said.document):
            found.setdefault((place.doc_id, place.sentence_id, said.actor_id), []).append(said)
    return {row: tuple(sorted(every, key=lambda one: one.at)) for row, every in found.items()}


def said_of_rows(before: Result) -> dict[Row, tuple[Review, ...]]:
    """Every person's review of each row, the latest last. before: the result without reviews."""
    return _said_of_rows(before, _version())


def _version() -> str:
    kept = data.workspace()
    return f"{kept.folder} {kept.version}"


@st.cache_data(max_entries=8, show_spinner=False)
def _coding_state(version: str) -> str:
    told = [sorted(data.workspace().entries(kind).items()) for kind in _CODING]
    return hashlib.sha256(repr(told).encode(errors="replace")).hexdigest()


@st.cache_resource(max_entries=4, show_spinner=False)
def _coding(state: str) -> Coding:
    return review.read_coding(data.workspace())


def coding() -> Coding:
    """The samples, codes and decisions of the workspace; none where it fails, which stands above the page."""
    try:
        return _coding(_coding_state(_version()))
    except WorkspaceError:
        return Coding()


@st.cache_resource(max_entries=12, show_spinner="Measuring agreement …")
def _agreement(state: str, sample_ids: tuple[str, ...] | None) -> CodingAgreement:
    return review.agreement(_coding(state), sample_ids=sample_ids)


def agreement(sample_id: str | None = None) -> CodingAgreement | None:
    """How far coders agree, and the machine with them, in a sample or in all; None where nothing is coded.

    The machine is as it was when the samples were drawn, as `framelens agree` has it.
    """
    if not coding().codes:
        return None
    return _agreement(_coding_state(_version()), None if sample_id is None else (sample_id,))


def tags() -> tuple[Tag, ...]:
    """Every code that was given to evidence."""
    return review.read_tags(data.workspace())


@st.cache_resource(max_entries=6, hash_funcs={Result: name_of}, show_spinner=False)
def _tagged(result: Result, version: str) -> Tagged:
    return review.tag_counts(result, tags())


def tagged(result: Result) -> Tagged:
    """Where the codes stand in a result, and how many sentences of each document have each."""
    return _tagged(result, _version())


@st.cache_resource(max_entries=12, hash_funcs={Result: name_of}, show_spinner=False)
def _reviewed_rows(result: Result, version: str) -> frozenset[Row]:
    said = standing_reviews(data.reviewed())
    rows = {
        (doc_id, number, one["moved_to"] or actor_id)
        for (doc_id, number, actor_id), one in said.items()
        if one["action"] != "not about"
    }
    stances = result.stances
    keys = zip(stances["doc_id"], stances["sentence_id"], stances["actor_id"], strict=True)
    return frozenset(rows & {(str(doc), int(number), str(actor)) for doc, number, actor in keys})


def reviewed_rows(result: Result) -> frozenset[Row]:
    """The rows of a result, which may be a part of the current one, that a person reviewed."""
    try:
        return _reviewed_rows(result, _version())
    except WorkspaceError:  # it stands above the page
        return frozenset()


def cell(result: Result, doc_id: str, actor_id: str, voice: str) -> dict[str, object]:
    """The row of `framing` of a figure."""
    framing = result.framing
    rows = framing[
        (framing["doc_id"] == doc_id) & (framing["actor_id"] == actor_id) & (framing["voice"] == voice)
    ]
    return dict(rows.iloc[0].to_dict())


def n_reviewed(
    reviewed: Reviewed, doc_id: str, actor_id: str, voice: str, *, explicit: bool | None = None
) -> int:
    """How many of the sentences behind a figure a person reviewed. explicit: only those so judged, as `narrow` has it."""
    if explicit is None:
        counts = reviewed.counts
        rows = counts[
            (counts["doc_id"] == doc_id) & (counts["actor_id"] == actor_id) & (counts["voice"] == voice)
        ]
        return int(rows["n_reviewed"].sum())
    said = {(row[0], row[1], one["moved_to"] or row[2]) for row, one in standing_reviews(reviewed).items()}
    told = analysis.evidence(reviewed.result, doc_id, actor_id, voice=voice)
    numbers = told.loc[told["explicit"] == explicit, "sentence_id"]
    return sum((doc_id, int(number), actor_id) in said for number in numbers)


def reviewers(reviewed: Reviewed) -> tuple[int, tuple[str, ...]]:
    """How many rows of the machine are reviewed, and by whom, those with most first."""
    table = reviewed.reviews[reviewed.reviews["stands"]]
    return len(table), tuple(map(str, table["reviewer"].value_counts().index))
