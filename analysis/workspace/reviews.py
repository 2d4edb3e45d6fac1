"""A person's judgement of an evidence row. Key: doc_id, sentence, actor_id, reviewer. Value: what it says.

The sentence is known by its text (`review.places`), so that a review outlives
another model, another list of actors and another way to split sentences.
Several persons may review one row; all of that is kept.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from analysis.errors import RequestError
from analysis.types import LABELS
from analysis.workspace.fields import (
    Allowed,
    check_fields,
    check_key,
    fields_of,
    is_name,
    is_sentence,
    is_text,
    is_time,
    one_of,
    shorten,
)
from analysis.workspace.machine import HOLDER_TYPES, VOICES, Machine, is_machine, read_machine
from analysis.workspace.records import Json, Key, Setting

NAME = "review"
ACTIONS = ("accept", "change", "not about")
"""It is as the machine says; it is otherwise; the sentence is not about this actor."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says of a sentence × actor.

    sentence: its key. text: as it read. document: what tells the document by
    its text. label, voice, holder, holder_type: as the person has them, also
    where accepted. moved_to: the actor that it is about instead; "" where it
    is about `actor_id`. at: UTC. machine: what the machine said then.
    """

    doc_id: str
    sentence: str
    actor_id: str
    reviewer: str
    action: str
    text: str
    document: str
    label: str
    voice: str
    holder: str
    holder_type: str
    moved_to: str
    note: str
    at: str
    machine: Machine

    @property
    def key(self) -> Key:
        """Where it stands in a workspace."""
        return self.doc_id, self.sentence, self.actor_id, self.reviewer

    @property
    def about(self) -> str:
        """The actor that the sentence is about, as the person has it."""
        return self.moved_to or self.actor_id


_KEY: Mapping[str, Allowed] = {
    "doc_id": is_name, "sentence": is_sentence, "actor_id": is_name, "reviewer": is_name,
}  # fmt: skip
_FIELDS: Mapping[str, Allowed] = {
    "action": one_of(*ACTIONS),
    "text": is_text,
    "document": is_name,
    "label": one_of(*LABELS),
    "voice": one_of(*VOICES),
    "holder": is_name,
    "holder_type": one_of(*HOLDER_TYPES),
    "moved_to": is_name,
    "note": is_text,
    "at": is_time,
    "machine": is_machine,
}
assert [*_KEY, *_FIELDS] == [field.name for field in fields(Review)]


def write(review: Review) -> Setting:
    """What is kept of a review."""
    value: dict[str, Json] = {name: part for name, part in asdict(review).items() if name in _FIELDS}
    return Setting(NAME, review.key, value)


def read(key: Key, value: Json) -> Review:
    """The review of a checked entry."""
    told = fields_of(value, key, _KEY)
    return Review(**{**told, "machine": read_machine(told["machine"])})


def check(key: Key, value: Json) -> Json:
    """The value of a review; None takes it back."""
    check_key(NAME, key, _KEY)
    if value is None:
        return None
    kept = check_fields(f"review of {key[2]} in document {key[0]}", value, _FIELDS)
    if kept["voice"] == "author" and (kept["holder"] or kept["holder_type"]):
        raise RequestError(
            f"review of {key[2]} in document {key[0]}: the author's voice has no holder; "
            "leave the holder empty or choose the reported voice."
        )
    return kept


def tell(key: Key, before: Json, after: Json) -> str:
    """“Reviewed “…” on CN: unfavourable, author”."""
    value = after if isinstance(after, dict) else before
    assert isinstance(value, dict)
    about = f"“{shorten(str(value['text']))}” on {key[2]}"
    if after is None:
        return f"Took back the review of {about}"
    if value["action"] == "not about":
        return f"Reviewed {about}: not about {key[2]}"
    moved = f", about {value['moved_to']}" if value["moved_to"] else ""
    verb = "Accepted" if value["action"] == "accept" else "Reviewed"
    return f"{verb} {about}: {value['label']}, {value['voice']}{moved}"
