"""Records of JSON → rows: each key a column, what is nested brought to the top."""

import json
from collections.abc import Container, Mapping, Sequence
from typing import Any

from analysis.ingest.json.lenient import NotJsonError, Parsed, parse
from analysis.ingest.limits import MAX_COLUMNS, MAX_QUOTES
from analysis.ingest.tables.columns import count_known, find_field

# What holds the fields of a record one level down (Elasticsearch, The Guardian, JSON:API, NYT).
_WRAPPERS = {"_source", "fields", "attributes", "article", "document", "doc", "metadata", "data"}
# Where a value is an object, the key in it that has its words, the preferred one first.
_WORDS = ("name", "title", "rendered", "original", "text", "value", "screen_name", "#text", "main")
_DEPTH = 4  # of wrappers within wrappers

Record = Mapping[str, Any]


def read_json(text: str) -> Parsed:
    """The value that a text holds, as far as it goes. Numbers are text. Raises NotJsonError."""
    try:
        value = json.loads(
            text.lstrip("\ufeff"), strict=False, parse_int=str, parse_float=str, parse_constant=str
        )
    except (ValueError, RecursionError):
        # Cut off or broken: the slower parser reads up to there, and knows where that is.
        if text.count('"') > MAX_QUOTES:
            reason = (
                f"it breaks off or has a mistake, and has too many values to look for it ({MAX_QUOTES // 2})"
            )
            raise NotJsonError(0, reason) from None
        return parse(text)
    return Parsed(value, is_complete=True)


def flatten(record: Record, depth: int = 0) -> dict[str, str]:
    """The values of a record by key, each as text; "" for what is no text."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, Mapping) and key.casefold() in _WRAPPERS:
            for inner, written in flatten(value, depth + 1).items() if depth < _DEPTH else ():
                found.setdefault(inner, written)
        else:
            found[key] = write(value) or found.get(key, "")
    return found


def write(value: Any) -> str:
    """A value as text: paragraphs of a list apart by blank lines, names in it by commas."""
    if isinstance(value, str):
        # Halves of characters cannot be written to any file.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        words = (value.get(key) for key in _WORDS)
        return next((write(word) for word in words if isinstance(word, str) and word.strip()), "")
    if isinstance(value, list):
        parts = [part for part in map(_write_member, value) if part]
        return ("\n\n" if any(len(part) > 60 for part in parts) else ", ").join(parts)
    return ""


def _write_member(value: Any) -> str:
    """A member of a list as text; lists in lists are left out."""
    return "" if isinstance(value, list) else write(value)


def make_rows(records: Sequence[Record]) -> tuple[list[str], list[list[str]]]:
    """The keys of all records in their order of appearance, and the values of each record by them."""
    flat = [flatten(record) for record in records]
    names: dict[str, None] = {}
    for values in flat:
        for name in values:
            if len(names) < MAX_COLUMNS or count_known([name]):
                names.setdefault(name)
    return list(names), [[values.get(name, "") for name in names] for values in flat]


def find_records(value: Any) -> list[Any]:
    """The records in a value: itself where it has a text, else the longest list of records with texts in it.

    {"articles": […]}, {"response": {"docs": […]}}, {"hits": {"hits": […]}}. Empty where there is no record.
    """
    if isinstance(value, Mapping) and _has_text(value, {"text"}):
        return [value]
    lists: list[list[Any]] = []
    level = [value]
    for _ in range(_DEPTH):
        lists += [one for one in level if isinstance(one, list) and any(_is_record(member) for member in one)]
        inner = [list(one.values()) for one in level if isinstance(one, Mapping)]
        level = [member for members in inner for member in members]
    whole = [one for one in lists if any(_is_record(member) and _has_text(member) for member in one)]
    found = max(whole or lists, key=len, default=[])
    if isinstance(value, Mapping) and not whole and (_has_text(value) or not found):
        return [value]
    return found


def _is_record(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value)


def _has_text(record: Record, fields: Container[str] = ("text", "lead", "excerpt", "")) -> bool:
    """Whether one of a record's values, of the fields or of no known one, is more than a few words."""
    return any(len(text) > 60 and find_field(name) in fields for name, text in flatten(record).items())
