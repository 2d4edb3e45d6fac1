"""What coders say of a sample's items, and what was decided between them.

Kind "code". Key: sample_id, item_id, coder. Kind "decision". Key: sample_id,
item_id: it stands beside the codes and replaces none.
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
    is_text,
    is_time,
    one_of,
)
from analysis.workspace.machine import HOLDER_TYPES, VOICES
from analysis.workspace.records import Json, Key, Setting

CODE, DECISION = "code", "decision"
CANNOT_TELL = "cannot tell"
"""A coder's answer that names no value. It is counted and takes no part in agreement."""
LABEL_ANSWERS = (*LABELS, CANNOT_TELL)
VOICE_ANSWERS = (*VOICES, CANNOT_TELL, "")


@dataclass(frozen=True, slots=True)
class Code:
    """A coder's answer to an item. label, voice: a word, or "cannot tell"; voice: "" where it was not asked."""

    sample_id: str
    item_id: str
    coder: str
    label: str
    voice: str
    holder_type: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of an item, by whom. Fields as those of `Code`."""

    sample_id: str
    item_id: str
    label: str
    voice: str
    holder_type: str
    note: str
    who: str
    at: str


_ANSWER: Mapping[str, Allowed] = {
    "label": one_of(*LABEL_ANSWERS),
    "voice": one_of(*VOICE_ANSWERS),
    "holder_type": one_of(*HOLDER_TYPES),
    "note": is_text,
}
_CODE = {**_ANSWER, "at": is_time}
_DECISION = {**_ANSWER, "who": is_name, "at": is_time}
_PLACE: Mapping[str, Allowed] = {"sample_id": is_name, "item_id": is_name}
_CODER: Mapping[str, Allowed] = {**_PLACE, "coder": is_name}
assert [*_CODER, *_CODE] == [field.name for field in fields(Code)]
assert [*_PLACE, *_DECISION] == [field.name for field in fields(Decision)]


def write_code(code: Code) -> Setting:
    """What is kept of a code."""
    value: dict[str, Json] = {name: part for name, part in asdict(code).items() if name in _CODE}
    return Setting(CODE, (code.sample_id, code.item_id, code.coder), value)


def write_decision(decision: Decision) -> Setting:
    """What is kept of a decision."""
    value: dict[str, Json] = {name: part for name, part in asdict(decision).items() if name in _DECISION}
    return Setting(DECISION, (decision.sample_id, decision.item_id), value)


def read_code(key: Key, value: Json) -> Code:
    """The code of a checked entry."""
    return Code(**fields_of(value, key, _CODER))


def read_decision(key: Key, value: Json) -> Decision:
    """The decision of a checked entry."""
    return Decision(**fields_of(value, key, _PLACE))


def check_code(key: Key, value: Json) -> Json:
    """The value of a code; None takes it back."""
    check_key(CODE, key, _CODER)
    if not key[2].strip():
        raise RequestError("code: it has no coder; give your name, so that coders are kept apart.")
    return None if value is None else check_fields(f"code of item {key[1]}", value, _CODE)


def check_decision(key: Key, value: Json) -> Json:
    """The value of a decision; None takes it back."""
    check_key(DECISION, key, _PLACE)
    return None if value is None else check_fields(f"decision on item {key[1]}", value, _DECISION)


def tell_code(key: Key, before: Json, after: Json) -> str:
    """“Coded item 12 of sample …”."""
    return f"{'Took back the code of' if after is None else 'Coded'} item {key[1]} of sample {key[0]}"


def tell_decision(key: Key, before: Json, after: Json) -> str:
    """“Decided item 12 of sample …: neutral”."""
    if not isinstance(after, dict):
        return f"Took back the decision on item {key[1]} of sample {key[0]}"
    return f"Decided item {key[1]} of sample {key[0]}: {after['label']}"
