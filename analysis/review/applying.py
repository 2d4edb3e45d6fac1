"""Reviews on a result: the figures as they are when a person's word counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.framing import VOICES
from analysis.pipeline import Result
from analysis.review.places import Places
from analysis.review.refiguring import refigure
from analysis.review.reviewing import says
from analysis.tables import make_table
from analysis.types import LABELS, Failure
from analysis.workspace.fields import shorten
from analysis.workspace.records import write_json
from analysis.workspace.reviews import Review, write
from analysis.workspace.tags import Tag

Row = tuple[str, int, str]
"""doc_id, sentence_id, actor_id."""
_Rank = tuple[bool, str, str, str]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A review or a tag that has no place in a result: it is kept and counts nowhere."""

    said: Review | Tag
    reason: str
    remedy: str

    @property
    def failure(self) -> Failure:
        """The same for a list of what could not be used."""
        place = f"“{shorten(self.said.text)}” on {self.said.actor_id}"
        return Failure(f"document {self.said.doc_id}", place, self.reason, self.remedy)


@dataclass(frozen=True)
class Reviewed:
    """A result with reviews in it, and without.

    result: tables as those of `before`. A reviewed row has the person's label
    as its probability 1, so that it is not redrawn; it is never uncertain.
    reviews: the table `reviews`, every review that has a place, also those
    that a later one overrides. counts: the table `reviewed`, row by row as
    `framing`. unmatched: reviews that have no place here.
    """

    before: Result
    result: Result
    reviews: pd.DataFrame
    counts: pd.DataFrame
    unmatched: tuple[Unmatched, ...] = ()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What becomes of a row: the review's word, or nothing. origin: the row that it was moved from."""

    rank: _Rank
    review: Review
    is_gone: bool
    origin: Row | None = None


def apply_reviews(result: Result, reviews: Sequence[Review]) -> Reviewed:
    """The result as it is when reviews count; without reviews it is the same object.

    Of several reviews of one row the latest counts, of equal times the last
    name. Rows "not about" their actor are gone; where a review moves a row to
    an actor that has one in this sentence, that one takes the person's word.
    The order of reviews does not matter, and applying them twice is applying
    them once. Recalibrate before, not after: a person's word is no probability.
    """
    places = Places(result.sentences)
    rows = _index(result.stances, {review.doc_id for review in reviews}, places, reviews)
    matched: list[tuple[Review, Row]] = []
    unmatched: list[Unmatched] = []
    standing: dict[Row, Review] = {}
    for review in reviews:
        place = places.find(review.doc_id, review.sentence, review.document)
        if place is None:
            unmatched.append(tell_missing(review, places))
            continue
        row = (place.doc_id, place.sentence_id, review.actor_id)
        matched.append((review, row))
        if row not in standing or _rank(review) > _rank(standing[row]):
            standing[row] = review
    outcomes: dict[Row, _Outcome] = {}
    homeless: set[Row] = set()
    for row, review in standing.items():
        found, missing = _find_outcomes(row, review, rows, result.actor_names)
        for target, outcome in found.items():
            if target not in outcomes or outcome.rank > outcomes[target].rank:
                outcomes[target] = outcome
        if missing:
            unmatched.append(missing)
        if not found:
            homeless.add(row)
    changed = _change_stances(result.stances, rows, outcomes)
    applied = refigure(result, changed, {row[0] for row in outcomes})
    placed = [(review, row) for review, row in matched if row not in homeless]
    return Reviewed(
        before=result,
        result=applied,
        reviews=_make_reviews(placed, standing),
        counts=_count(applied, outcomes),
        unmatched=tuple(unmatched),
    )


def _rank(review: Review) -> _Rank:
    return True, review.at, review.reviewer, write_json(write(review).value)


def _index(
    stances: pd.DataFrame, doc_ids: set[str], places: Places, reviews: Sequence[Review]
) -> dict[Row, int]:
    """The number of each row of `stances` in the documents that are reviewed."""
    found = {
        place.doc_id
        for review in reviews
        if (place := places.find(review.doc_id, review.sentence, review.document))
    }
    inside = stances["doc_id"].isin(doc_ids | found).to_numpy().nonzero()[0]
    part = stances.iloc[inside]
    keys = zip(part["doc_id"], part["sentence_id"], part["actor_id"], strict=True)
    return {
        (str(doc), int(number), str(actor)): int(at)
        for (doc, number, actor), at in zip(keys, inside, strict=True)
    }


def tell_missing(said: Review | Tag, places: Places) -> Unmatched:
    """That the document or the sentence is not here any more."""
    if said.doc_id not in places:
        return Unmatched(said, "its document is not here", "open it together with the document")
    reason = "its document no longer has this sentence"
    return Unmatched(
        said, reason, "put back the block that has it, or judge the sentence that stands there now"
    )


def _find_outcomes(
    row: Row, review: Review, rows: dict[Row, int], actor_names: dict[str, str]
) -> tuple[dict[Row, _Outcome], Unmatched | None]:
    """What a review makes of its row and of the one that it moves it to; and what of it has no place."""
    is_here, rank = row in rows, _rank(review)
    if review.action == "not about":
        if is_here:
            return {row: _Outcome(rank, review, is_gone=True)}, None
        return {}, _tell_no_row(review)
    if not review.moved_to:
        return ({row: _Outcome(rank, review, is_gone=False)}, None) if is_here else ({}, _tell_no_row(review))
    # A row that is only left by a move stands where another review lands on it: two actors can be exchanged.
    left = {row: _Outcome((False, *rank[1:]), review, is_gone=True)} if is_here else {}
    target = (*row[:2], review.moved_to)
    if review.moved_to not in actor_names:
        reason = f"it says that the sentence is about {review.moved_to}, which is not studied here"
        return left, Unmatched(review, reason, f"add {review.moved_to} to the actors")
    if not is_here and target not in rows:
        return {}, _tell_no_row(review)
    landed = _Outcome(rank, review, is_gone=False, origin=row if is_here else None)
    return {**left, target: landed}, None


def _tell_no_row(review: Review) -> Unmatched:
    reason = f"the sentence has no row for {review.actor_id} any more"
    return Unmatched(review, reason, "take the review back, or correct the list of actors")


def _change_stances(
    stances: pd.DataFrame, rows: dict[Row, int], outcomes: dict[Row, _Outcome]
) -> pd.DataFrame:
    """The stances with the outcomes; the same rows otherwise, in the same order."""
    if not outcomes:
        return stances
    table = {name: stances[name].tolist() for name in stances.columns}
    order = [float(number) for number in range(len(stances))]
    gone = {rows[row] for row, outcome in outcomes.items() if outcome.is_gone and row in rows}
    for row, outcome in outcomes.items():
        if outcome.is_gone:
            continue
        at = rows.get(row, -1)
        if (
            at < 0
        ):  # it was moved to an actor without a row here: a new one, in the place of the one that it left
            assert outcome.origin
            origin = rows[outcome.origin]
            at = len(order)
            order.append(origin + 0.5)
            for column in table.values():
                column.append(column[origin])
        for name, value in _tell_columns(row[2], outcome.review).items():
            table[name][at] = value
    changed = make_table("stances", table)
    kept = [number for number in np.argsort(order, kind="stable") if number not in gone]
    return changed.iloc[kept].reset_index(drop=True)


def _tell_columns(actor_id: str, review: Review) -> dict[str, object]:
    """What a review says of a row of `stances`."""
    shares = [float(label == review.label) for label in LABELS]
    return {
        "actor_id": actor_id, **dict(zip(LABELS, shares, strict=True)), "stance": shares[2] - shares[0],
        "label": review.label, "uncertain": False, "voice": review.voice, "holder": review.holder,
        "holder_type": review.holder_type,
    }  # fmt: skip


def _make_reviews(placed: Sequence[tuple[Review, Row]], standing: dict[Row, Review]) -> pd.DataFrame:
    rows = [
        (
            *row, review.reviewer, review.at, review.action, review.label, review.voice, review.holder,
            review.moved_to, review.machine.label, review.machine.voice, review.machine.holder, review.note,
            review is standing[row],
        )
        for review, row in placed
    ]  # fmt: skip
    return make_table("reviews", sorted(rows, key=lambda told: (*told[:4], told[4])))


def _count(applied: Result, outcomes: dict[Row, _Outcome]) -> pd.DataFrame:
    """How many sentences behind each figure were reviewed, and how many of them say otherwise than the machine."""
    n_reviewed: dict[tuple[str, str, str], int] = {}
    n_changed: dict[tuple[str, str, str], int] = {}
    sentences = applied.sentences[applied.sentences["is_heading"]]
    headings = set(zip(sentences["doc_id"], sentences["sentence_id"], strict=True))
    for (doc_id, number, actor_id), outcome in outcomes.items():
        if outcome.is_gone or (doc_id, number) in headings:
            continue
        review, machine = outcome.review, outcome.review.machine
        said = (machine.label, machine.voice, machine.holder, machine.holder_type)
        for voice in (review.voice, VOICES[-1]):
            key = (doc_id, actor_id, voice)
            n_reviewed[key] = n_reviewed.get(key, 0) + 1
            n_changed[key] = n_changed.get(key, 0) + int(says(review) != said or bool(review.moved_to))
    framing = applied.framing
    keys = list(zip(framing["doc_id"], framing["actor_id"], framing["voice"], strict=True))
    return make_table("reviewed", [(*key, n_reviewed.get(key, 0), n_changed.get(key, 0)) for key in keys])
