"""What is known of a document beside its text: which fields there are, and which values they take."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import get_args
from urllib.parse import urlsplit

from analysis.ingest.limits import MAX_METADATA
from analysis.types import UNKNOWN, Control, Genre, Nature

CHOICES: dict[str, tuple[str, ...]] = {
    "control": get_args(Control),
    "genre": get_args(Genre),
    "translated": get_args(Nature),
    "complete": get_args(Nature),
}
FIELDS = (
    "title", "source", "country", "control", "genre", "author", "address", "published", "language",
    "translated", "complete",
)  # fmt: skip

COLUMN_FIELDS = ("text", "lead", "excerpt", *FIELDS)
"""What a column of a table can hold. lead: the first paragraph; excerpt: read where a row has no text."""

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_PUBLISHED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


class BadValueError(ValueError):
    """A value that a field does not take; the text says what was found and what is expected."""


def check_values(values: Mapping[str, object]) -> dict[str, str]:
    """Values as they stand in the documents table; "" and "unknown" are left out. Raises BadValueError."""
    checked: dict[str, str] = {}
    for field, value in values.items():
        text = check_value(field, value)
        if text != UNKNOWN:
            checked[field] = text
            if field == "published":
                checked["published_precision"] = _PRECISIONS[len(text)]
    return checked


def check_value(field: str, value: object) -> str:
    """A value of a field as it stands in the documents table; "" becomes "unknown". Raises BadValueError."""
    if field not in FIELDS:
        raise BadValueError(f"{field} is no field; the fields are {', '.join(FIELDS)} and notes")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        value = value.isoformat()
    if field == "published" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadValueError(f"{field} is {value!r}, a text in quotation marks was expected")
    text = _SPACE.sub(" ", value.encode(errors="replace").decode()).strip()
    if not text or text.casefold() == UNKNOWN:
        return UNKNOWN
    if len(text) > MAX_METADATA:
        raise BadValueError(f"{field} has {len(text)} characters, at most {MAX_METADATA} are kept")
    _check_form(field, text)
    return text


def check_columns(values: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Which columns of a table hold which field, as an analyst tells it: field → names, the preferred one first.

    values: a name or several by field; "" or an empty list for none. Raises BadValueError.
    """
    checked: dict[str, tuple[str, ...]] = {}
    for field, value in values.items():
        if field not in COLUMN_FIELDS:
            raise BadValueError(
                f"“{field}” is nothing that a column can hold; use {', '.join(COLUMN_FIELDS)}"
            )
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise BadValueError(
                f"the column for {field} is {value!r}, its name in quotation marks was expected"
            )
        checked[field] = tuple(name for name in names if name.strip())
    if "text" in checked and not checked["text"]:
        raise BadValueError("no column is told for the text; name the one that holds it")
    return checked


def _check_form(field: str, text: str) -> None:
    choices = CHOICES.get(field, ())
    if choices and text not in choices:
        raise BadValueError(f"{field} “{text}” is not one of {', '.join(choices)}")
    if field == "published" and not _is_published(text):
        raise BadValueError(f"published “{text}” is no date like 2023, 2023-10 or 2023-10-30")
    if field == "address" and not find_host(text):
        raise BadValueError(f"address “{text}” is no web address (http:// or https://)")
    if field == "language" and not re.fullmatch(r"[a-z]{2,3}", text):
        raise BadValueError(f"language “{text}” is no code like en, zh or ru")


def _is_published(text: str) -> bool:
    """Whether a text is a year, a month or a day that exists."""
    if not _PUBLISHED.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def find_host(address: str) -> str:
    """The host of a web address without "www."; "" where it is no web address."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https") and "." in host else ""
