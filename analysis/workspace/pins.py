"""Pinned views. Key: the id of the pin. Value: what the view showed, frozen, with all that it stood on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, get_type_hints

from analysis.errors import RequestError
from analysis.types import Corpus, Failure
from analysis.workspace.records import Entries, Files, Json, Key, Setting, clean_text

NAME = "pin"
KINDS = ("figure", "difference", "matrix", "sentence")
"""What a view shows: one figure, a difference of two, many figures at once, or one sentence."""
TABLES = ("framing", "groups", "speakers", "comparison", "evidence")
"""The tables that a figure may be a row of."""
MOST_FIGURES, MOST_SENTENCES = 400, 8
_MOST_CHARACTERS = 20_000
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class PinnedFigure:
    """A row of a table as it was shown, and where it is found again.

    label: what it is called in the view ("Author", a document's title). group:
        what the view puts it under (an actor's name), or "".
    table: one of `TABLES`. unit, unit_b: the document, source, group or holder; of a difference both,
        of a sentence the document and its text. by: how it was compared or pooled ("document", "source" …).
    units: the documents it is over, or what was compared with each other. groups: document → what it was
        pooled as. actors: those that took part: the ranges of differences hold together.
    reference: which judgements count: "all", "named" (at a name of the actor) or "referred".
    value: −1 to +1, of a difference −2 to +2; it and its range are None where there is none. counts: in words.
    verdict: of a difference, its answer; of a sentence, its label.
    """

    label: str
    group: str
    table: str
    unit: str
    unit_b: str
    by: str
    units: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    actors: tuple[str, ...]
    reference: str
    actor_id: str
    voice: str
    n: int
    value: float | None
    lower: float | None
    upper: float | None
    verdict: str
    counts: str


@dataclass(frozen=True, slots=True)
class PinnedSentence:
    """A sentence of evidence as it was shown. cited: the document in short. source: the whole citation."""

    text: str
    cited: str
    source: str
    actor_id: str
    label: str
    uncertain: bool
    stance: float
    voice: str
    holder: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A view as it was when it was pinned.

    page, address: where it is and what was chosen there (name → values).
    kind: one of `KINDS`. claim: the sentence that it makes. drafted: the same, before a person worded it anew.
    filters, voice, scoring: in words, as they stand below the view. n: the sentences it counts.
    fingerprint, n_documents: of the corpus. scorer, rules, version: that it was made with; version is Framelens'.
    order: pins are presented by it. note: of the speaker. at: ISO.
    """

    pin_id: str
    page: str
    address: Mapping[str, tuple[str, ...]]
    kind: str
    claim: str
    drafted: str
    figures: tuple[PinnedFigure, ...]
    evidence: tuple[PinnedSentence, ...]
    filters: str
    voice: str
    scoring: str
    n: int
    fingerprint: str
    n_documents: int
    scorer: str
    rules: str
    version: str
    order: int
    note: str
    at: str


def write_pin(pin: Pin) -> Setting:
    """What is kept of a pin."""
    value = asdict(pin)
    value["address"] = {name: list(values) for name, values in pin.address.items()}
    value["figures"] = [_listed(figure) for figure in value["figures"]]
    value["evidence"] = list(value["evidence"])
    pin_id = value.pop("pin_id")
    return Setting(NAME, (pin_id,), _cleaned(value))


def _listed(figure: dict[str, Any]) -> dict[str, Any]:
    groups = [list(pair) for pair in figure["groups"]]
    return {**figure, "units": list(figure["units"]), "groups": groups, "actors": list(figure["actors"])}


def read_pins(entries: Entries) -> tuple[Pin, ...]:
    """The pins that stand, in their order."""
    pins = [_read(key, value) for key, value in entries.items() if isinstance(value, dict)]
    return tuple(sorted(pins, key=lambda pin: (pin.order, pin.at, pin.pin_id)))


def _read(key: Key, value: dict[str, Json]) -> Pin:
    told: dict[str, Any] = dict(value)
    told["address"] = {name: tuple(values) for name, values in told["address"].items()}
    told["figures"] = tuple(map(_read_figure, told["figures"]))
    told["evidence"] = tuple(PinnedSentence(**sentence) for sentence in told["evidence"])
    return Pin(pin_id=key[0], **told)


def _read_figure(value: dict[str, Any]) -> PinnedFigure:
    groups = tuple((doc_id, group) for doc_id, group in value["groups"])
    lists = {"units": tuple(value["units"]), "groups": groups, "actors": tuple(value["actors"])}
    return PinnedFigure(**{**value, **lists})


def _cleaned(value: Any) -> Any:
    """The value without halves of characters in any of its texts."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(name): _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def check(key: Key, value: Json) -> Json:
    """A pin as it is kept; None takes it away. Nothing is believed that came in an archive."""
    if len(key) != 1 or not _ID.fullmatch(key[0]):
        raise RequestError(f"pin: {key!r} is no id of a pin (12 hexadecimal signs); pin the view again.")
    if value is None:
        return None
    where = f"pin {key[0]}"
    told = _check_fields(where, value, Pin, skip={"pin_id", "address", "figures", "evidence"})
    _check_address(where, told["address"])
    for figure in _check_list(where, told["figures"], MOST_FIGURES):
        kept = _check_fields(where, figure, PinnedFigure, skip={"units", "groups", "actors"})
        if kept["table"] not in TABLES:
            raise RequestError(f"{where}: a figure is of no known table; pin the view again.")
        pairs = _check_list(where, kept["groups"], None)
        is_paired = all(isinstance(pair, list) and len(pair) == 2 and _are_texts(pair) for pair in pairs)
        if not (is_paired and _are_texts(kept["units"]) and _are_texts(kept["actors"])):
            raise RequestError(
                f"{where}: what a figure is over is not what it should be; pin the view again."
            )
    for sentence in _check_list(where, told["evidence"], MOST_SENTENCES):
        _check_fields(where, sentence, PinnedSentence, skip=set())
    if told["kind"] not in KINDS:
        raise RequestError(f"{where}: “{told['kind']}” is none of {', '.join(KINDS)}; pin the view again.")
    return value


def _check_fields(where: str, value: Json, record: type, *, skip: set[str]) -> dict[str, Json]:
    """The value, if it has the record's fields with values of their types. skip: those that are checked elsewhere."""
    names = {field.name for field in fields(record)} - {"pin_id"}
    if not isinstance(value, dict) or set(value) != names:
        raise RequestError(f"{where}: it does not have the fields {', '.join(sorted(names))}; pin it again.")
    types = get_type_hints(record)
    for name in names - skip:
        if not _fits(value[name], types[name]):
            raise RequestError(f"{where}: {name} is not what it should be; pin the view again.")
    return value


def _fits(value: Json, wanted: Any) -> bool:
    if wanted is str:
        return isinstance(value, str) and len(value) <= _MOST_CHARACTERS
    if wanted is bool:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if wanted is int:
        return isinstance(value, int)
    is_number = isinstance(value, int | float)
    return is_number if wanted is float else is_number or value is None


def _check_list(where: str, value: Json, most: int | None) -> Sequence[Json]:
    if not isinstance(value, list) or (most is not None and len(value) > most):
        raise RequestError(f"{where}: a list of up to {most} was expected; pin the view again.")
    return value


def _are_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _check_address(where: str, value: Json) -> None:
    if not (isinstance(value, dict) and all(map(_are_texts, value.values()))):
        raise RequestError(f"{where}: its address is not what it should be; pin the view again.")


def files(value: Json) -> tuple[str, ...]:
    """None: a pin holds its sentences itself."""
    return ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus as it is: a pin is looked at, it changes nothing."""
    return corpus, ()


def tell(key: Key, before: Json, after: Json) -> str:
    """“Pinned …”, “Took … off the pins”, “Moved …”, “Worded … anew”."""
    if not isinstance(after, dict):
        return f"Took off the pins: {_short(before)}"
    if not isinstance(before, dict):
        return f"Pinned: {_short(after)}"
    if before["order"] != after["order"]:
        return f"Moved a pin: {_short(after)}"
    if before["note"] != after["note"]:
        return f"Wrote the speaker's note of: {_short(after)}"
    return f"Worded a pin anew: {_short(after)}"


def _short(value: Json) -> str:
    assert isinstance(value, dict)
    claim = str(value["claim"])
    return claim if len(claim) <= 80 else claim[:79].rstrip() + "…"
