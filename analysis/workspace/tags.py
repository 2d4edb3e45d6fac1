"""The analyst's codes of evidence, and the list of them.

Kind "tag". Key: doc_id, sentence, actor_id, tag, who. Kind "codebook". Key: the
name of a code. Value: its definition.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from analysis.errors import RequestError
from analysis.workspace.fields import (
    Allowed,
    check_fields,
    check_key,
    fields_of,
    is_name,
    is_sentence,
    is_text,
    is_time,
    shorten,
)
from analysis.workspace.records import Json, Key, Setting

TAG, CODEBOOK = "tag", "codebook"


@dataclass(frozen=True, slots=True)
class Tag:
    """A code that somebody gave to a sentence × actor. The sentence is known as in `Review`."""

    doc_id: str
    sentence: str
    actor_id: str
    tag: str
    who: str
    text: str
    document: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A code of the analyst's own. who: who defined it last."""

    name: str
    definition: str
    who: str
    at: str


_KEY: Mapping[str, Allowed] = {
    "doc_id": is_name, "sentence": is_sentence, "actor_id": is_name, "tag": is_name, "who": is_name,
}  # fmt: skip
_FIELDS: Mapping[str, Allowed] = {"text": is_text, "document": is_name, "note": is_text, "at": is_time}
_OWN: Mapping[str, Allowed] = {"definition": is_text, "who": is_name, "at": is_time}
assert [*_KEY, *_FIELDS] == [field.name for field in fields(Tag)]
assert ["name", *_OWN] == [field.name for field in fields(OwnCode)]


def write_tag(tag: Tag) -> Setting:
    """What is kept of a tag."""
    told = asdict(tag)
    return Setting(TAG, tuple(told[name] for name in _KEY), {name: told[name] for name in _FIELDS})


def write_own(own: OwnCode) -> Setting:
    """What is kept of an own code."""
    return Setting(CODEBOOK, (own.name,), {"definition": own.definition, "who": own.who, "at": own.at})


def read_tag(key: Key, value: Json) -> Tag:
    """The tag of a checked entry."""
    return Tag(**fields_of(value, key, _KEY))


def read_own(key: Key, value: Json) -> OwnCode:
    """The own code of a checked entry."""
    return OwnCode(**fields_of(value, key, ["name"]))


def check_tag(key: Key, value: Json) -> Json:
    """The value of a tag; None takes it off."""
    check_key(TAG, key, _KEY)
    if not key[3].strip():
        raise RequestError("tag: it has no name; choose a code of the codebook.")
    return None if value is None else check_fields(f"tag “{key[3]}”", value, _FIELDS)


def check_own(key: Key, value: Json) -> Json:
    """The value of an own code; None takes it out of the list, the tags stay."""
    check_key(CODEBOOK, key, {"name": is_name})
    if key[0] != key[0].strip() or not key[0]:
        raise RequestError(f"codebook: {key[0]!r} is no name of a code; give one without blanks at its ends.")
    return None if value is None else check_fields(f"code “{key[0]}”", value, _OWN)


def tell_tag(key: Key, before: Json, after: Json) -> str:
    """“Tagged “…” on CN as threat”."""
    value = after if isinstance(after, dict) else before
    assert isinstance(value, dict)
    about = f"“{shorten(str(value['text']))}” on {key[2]}"
    return f"Took the tag {key[3]} off {about}" if after is None else f"Tagged {about} as {key[3]}"


def tell_own(key: Key, before: Json, after: Json) -> str:
    """“Defined the code …”."""
    return f"{'Took away' if after is None else 'Defined'} the code {key[0]}"
