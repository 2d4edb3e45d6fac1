"""What the fields of a kept value may be, so that each kind of value names its own."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from analysis.errors import RequestError
from analysis.types import Corpus, Failure
from analysis.workspace.limits import MAX_NOTE, MAX_WHO
from analysis.workspace.records import Entries, Files, Json, Key

Allowed = Callable[[Json], bool]

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
_SENTENCE = re.compile(r"[0-9a-f]{16}\.[1-9]\d{0,5}")


def tell_now() -> str:
    """The time as it is kept: UTC, ISO, milliseconds, so that later times are later in the alphabet too."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def is_text(value: Json) -> bool:
    """A text that fits into a note or a sentence."""
    return isinstance(value, str) and len(value) <= MAX_NOTE


def is_name(value: Json) -> bool:
    """A name, an id or a word; "" too."""
    return isinstance(value, str) and len(value) <= MAX_WHO


def is_time(value: Json) -> bool:
    """A time as `tell_now` gives it."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_sentence(value: Json) -> bool:
    """The key of a sentence: see `review.places`."""
    return isinstance(value, str) and bool(_SENTENCE.fullmatch(value))


def is_share(value: Json) -> bool:
    """A number in 0..1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def is_number(value: Json) -> bool:
    """A number; NaN and infinity are no JSON."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def is_count(value: Json) -> bool:
    """A whole number from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def one_of(*words: str) -> Allowed:
    """One of these words."""
    return lambda value: isinstance(value, str) and value in words


def list_of(allowed: Allowed) -> Allowed:
    """A list of such values."""
    return lambda value: isinstance(value, list) and all(map(allowed, value))


def record_of(fields: Mapping[str, Allowed]) -> Allowed:
    """A record with exactly these fields."""
    return lambda value: isinstance(value, dict) and not _find_wrong(value, fields)


def _find_wrong(value: Mapping[str, Json], fields: Mapping[str, Allowed]) -> str:
    """The first field that is not as it should be; "" where all are."""
    wrong = [
        *sorted(set(value) ^ set(fields)),
        *(name for name in fields if name in value and not fields[name](value[name])),
    ]
    return next(iter(wrong), "")


def check_fields(where: str, value: Json, fields: Mapping[str, Allowed]) -> dict[str, Json]:
    """The value as it is kept. Raises RequestError that names the first field that is missing, unknown or wrong."""
    if not isinstance(value, dict):
        raise RequestError(f"{where}: a record was expected; give its fields {', '.join(fields)}.")
    if wrong := _find_wrong(value, fields):
        found = repr(value[wrong])[:60] if wrong in value else "nothing"
        raise RequestError(
            f"{where}: {wrong} cannot be {found}; give the fields {', '.join(fields)} as told."
        )
    return value


def fields_of(value: Json, key: Key = (), parts: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of a checked entry by name, those of its key before; `check_fields` has seen to their types."""
    assert isinstance(value, dict)
    return {**dict(zip(parts, key, strict=True)), **value}


def check_key(kind: str, key: Key, parts: Mapping[str, Allowed]) -> None:
    """Raise RequestError where a key does not have these parts."""
    if len(key) != len(parts) or not all(
        allowed(part) for allowed, part in zip(parts.values(), key, strict=True)
    ):
        raise RequestError(f"{kind}: {key!r} is no key; it has {', '.join(parts)}.")


def name_no_files(value: Json) -> tuple[str, ...]:
    """None: for what a kept file has no part in."""
    return ()


def leave_corpus(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus as it is: for what is about figures, not about documents."""
    return corpus, ()


def shorten(text: str, most: int = 60) -> str:
    """The beginning of a text, for a line of the history."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
