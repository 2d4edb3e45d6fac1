"""A person's judgement of evidence rows: made, kept, read, taken back."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.errors import RequestError
from analysis.pipeline import Tables
from analysis.review.places import Places
from analysis.types import LABELS
from analysis.workspace import Workspace
from analysis.workspace.fields import tell_now
from analysis.workspace.machine import Machine
from analysis.workspace.records import Entries, Setting
from analysis.workspace.reviews import ACTIONS, NAME, Review, check, read, write

UNNAMED = "unnamed"


def machine_of(row: pd.Series, scorer: str) -> Machine:
    """What the machine says in a row of `stances`."""
    unfavourable, neutral, favourable = (float(row[name]) for name in LABELS)
    label, voice, holder, holder_type = (
        str(row[name]) for name in ("label", "voice", "holder", "holder_type")
    )
    return Machine(label, unfavourable, neutral, favourable, voice, holder, holder_type, scorer)


def judge(
    result: Tables,
    doc_id: str,
    sentence_id: int,
    actor_id: str,
    *,
    reviewer: str,
    action: str = "accept",
    label: str | None = None,
    voice: str | None = None,
    holder: str | None = None,
    holder_type: str | None = None,
    moved_to: str = "",
    note: str = "",
    at: str = "",
    places: Places | None = None,
) -> Review:
    """The review of an evidence row. It is kept by `keep_reviews`.

    result: as the machine has it, without reviews. action: "accept", "change"
    or "not about" (this actor). label, voice, holder, holder_type: None leaves
    what the machine says; without a type, a holder that is an actor's id is a
    government, any other one "other". moved_to: the actor that the
    sentence is about instead. A change that changes nothing is an acceptance.
    at: UTC as `workspace.fields.tell_now` gives it; now if "". places: of the
    result, where many rows are judged.
    Raises RequestError for a row, word or actor that is not there.
    """
    if action not in ACTIONS:
        raise RequestError(f"review: action “{action}” is not known; use one of {', '.join(ACTIONS)}.")
    stances = result.stances
    found = stances[
        (stances["doc_id"] == doc_id)
        & (stances["sentence_id"] == sentence_id)
        & (stances["actor_id"] == actor_id)
    ]
    place = (places or Places(result.sentences[result.sentences["doc_id"] == doc_id])).at(doc_id, sentence_id)
    if found.empty or place is None:
        raise RequestError(
            f"review: sentence {sentence_id} of document {doc_id} has no row for {actor_id}; "
            "choose a row of the evidence as it is before reviews."
        )
    if moved_to and moved_to not in result.actor_names:
        raise RequestError(
            f"review: {moved_to} is not an actor under study; choose one of {', '.join(result.actor_names)}."
        )
    machine = machine_of(found.iloc[0], result.scorer)
    review = Review(
        doc_id, place.sentence, actor_id, reviewer, action, place.text, place.document, machine.label, machine.voice,
        machine.holder, machine.holder_type, "" if moved_to == actor_id else moved_to, note, at or tell_now(), machine,
    )  # fmt: skip
    if action == "change":
        review = _change(review, label, voice, holder, holder_type, list(result.actor_names))
    else:
        review = replace(review, moved_to="")
    check(review.key, write(review).value)
    return review


def _change(
    review: Review,
    label: str | None,
    voice: str | None,
    holder: str | None,
    holder_type: str | None,
    actor_ids: Sequence[str],
) -> Review:
    machine = review.machine
    spoken = voice if voice is not None else ("reported" if holder else machine.voice)
    if spoken == "author":
        who, what = holder or "", holder_type or ""
    else:
        who = holder if holder is not None else machine.holder
        who = who or UNNAMED
        what = _type_of(who, machine, actor_ids) if holder_type is None else holder_type
    changed = replace(review, label=label or machine.label, voice=spoken, holder=who, holder_type=what)
    is_same = says(changed) == (machine.label, machine.voice, machine.holder, machine.holder_type)
    return replace(changed, action="accept") if is_same and not changed.moved_to else changed


def _type_of(holder: str, machine: Machine, actor_ids: Sequence[str]) -> str:
    """The type of a holder for which nobody told one."""
    if holder == machine.holder:
        return machine.holder_type
    if holder == UNNAMED:
        return ""
    return "government" if holder in actor_ids else "other"


def says(review: Review) -> tuple[str, str, str, str]:
    """Label, voice, holder and its type, as the person has them."""
    return review.label, review.voice, review.holder, review.holder_type


def keep_reviews(workspace: Workspace, reviews: Sequence[Review]) -> None:
    """Keep reviews, in one step; when it returns they are on disk. Raises RequestError."""
    workspace.put_all([write(review) for review in reviews])


def withdraw_reviews(workspace: Workspace, reviews: Sequence[Review]) -> None:
    """Take reviews back, in one step; the log still has them."""
    workspace.put_all([Setting(NAME, review.key, None) for review in reviews])


def read_reviews(workspace: Workspace | Entries) -> tuple[Review, ...]:
    """Every review that stands in a workspace, of whatever document; or those of entries."""
    entries = workspace.entries(NAME) if isinstance(workspace, Workspace) else workspace
    return tuple(read(key, value) for key, value in entries.items())
