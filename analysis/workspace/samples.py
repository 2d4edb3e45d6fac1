"""A drawn sample for blind coding. Key: sample_id. Value: how it was drawn, and its items.

The sample holds the texts and what the machine said of them, so that coders
agree on one list and agreement can be told where the documents are not.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from analysis.workspace.fields import (
    Allowed,
    check_fields,
    check_key,
    fields_of,
    is_count,
    is_name,
    is_number,
    is_sentence,
    is_text,
    is_time,
    list_of,
    one_of,
    record_of,
)
from analysis.workspace.machine import VOICES, Machine, is_machine, read_machine
from analysis.workspace.records import Json, Key, Setting

NAME = "sample"
BY = ("random", "uncertain", "balanced")
"""Every row alike; those of which the scorer is least sure; as many of each actor and label."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence × actor that is to be coded.

    item_id: its number in the sample, from "1". document: what tells the
    document by its text. sentence_id: its place when the sample was drawn.
    stratum: what it was drawn from. weight: how many rows of the corpus it
    stands for; 0 where it was not drawn by chance.
    """

    item_id: str
    doc_id: str
    sentence: str
    actor_id: str
    text: str
    title: str
    document: str
    sentence_id: int
    stratum: str
    weight: float
    machine: Machine


@dataclass(frozen=True, slots=True)
class Sample:
    """Items in the order in which they are coded. n_rows: how many rows it was drawn from."""

    sample_id: str
    by: str
    seed: int
    actors: tuple[str, ...]
    voice: str
    n_rows: int
    scorer: str
    who: str
    at: str
    items: tuple[Item, ...]

    def __len__(self) -> int:
        return len(self.items)


_ITEM: Mapping[str, Allowed] = {
    "item_id": is_name, "doc_id": is_name, "sentence": is_sentence, "actor_id": is_name, "text": is_text,
    "title": is_text, "document": is_name, "sentence_id": is_count, "stratum": is_name, "weight": is_number,
    "machine": is_machine,
}  # fmt: skip
_FIELDS: Mapping[str, Allowed] = {
    "by": one_of(*BY), "seed": is_count, "actors": list_of(is_name), "voice": one_of("all", *VOICES),
    "n_rows": is_count, "scorer": is_name, "who": is_name, "at": is_time, "items": list_of(record_of(_ITEM)),
}  # fmt: skip
assert list(_ITEM) == [field.name for field in fields(Item)]
assert ["sample_id", *_FIELDS] == [field.name for field in fields(Sample)]


def write(sample: Sample) -> Setting:
    """What is kept of a sample."""
    value: dict[str, Json] = {name: part for name, part in asdict(sample).items() if name in _FIELDS}
    value["actors"] = list(sample.actors)
    value["items"] = [asdict(item) for item in sample.items]
    return Setting(NAME, (sample.sample_id,), value)


def read(key: Key, value: Json) -> Sample:
    """The sample of a checked entry."""
    told = fields_of(value, key, ["sample_id"])
    told |= {"actors": tuple(told["actors"]), "items": tuple(map(_read_item, told["items"]))}
    return Sample(**told)


def _read_item(value: Json) -> Item:
    told = fields_of(value)
    return Item(**{**told, "machine": read_machine(told["machine"])})


def check(key: Key, value: Json) -> Json:
    """The value of a sample; None takes it away, its codes stay."""
    check_key(NAME, key, {"sample_id": is_name})
    return None if value is None else check_fields(f"sample {key[0]}", value, _FIELDS)


def tell(key: Key, before: Json, after: Json) -> str:
    """“Drew sample …”."""
    value = after if isinstance(after, dict) else before
    assert isinstance(value, dict)
    assert isinstance(value["items"], list)
    verb = "Took away" if after is None else "Drew"
    return f"{verb} the {value['by']} sample {key[0]} of {len(value['items'])} sentences"
