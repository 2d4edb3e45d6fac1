"""Dates as tables, records, mails and feeds write them → a day, a month or a year.

What can mean two days means none: "3/4/2023" is read only where other dates
of its column show whether the month or the day comes first.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

Order = Literal["", "day", "month"]
"""Which of the two comes first in a column's numeric dates; "" where nothing tells."""

_NO_DATE = "1970-01-01"  # the first second of Unix: 0
_YEARS = range(1800, 2101)
_PARTS_OF_A_SECOND = {12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6}  # by the number of digits
_LONGEST = 60  # characters of the longest date with its time and zone
_CLOCK = r"(?:[T ,]+\d{1,2}[:.]?\d{2}(?:[:.]?\d{2}(?:[.,]\d{1,9})?)?.{0,12})?"
_ISO = re.compile(rf"(\d{{4}})(?:([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}){_CLOCK})?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?(?:\.\d{1,6})?Z?)?")
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d{1,9})?")
_NUMERIC = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}")
# Twitter: "Wed Oct 10 20:19:24 +0000 2018"; Excel in English: "12-Mar-23".
_TWITTER = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) [\d:]{8} (?:[+-]\d{4} |[A-Z]{3,4} )?(\d{4})")
_SHORT = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ](\d{2})")
_TIME = re.compile(
    r"(?:,? at)?[\s,T]*(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s?(?:[A-Z]{1,5}(?![a-z]))?(?:[+-]\d{2}:?\d{2})?(?!\d))?(?:\s?\([A-Z]{1,5}\))?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d\s?[-/.]\s?\d")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")

_LANGUAGES = [
    "en", "zh", "ru", "ko", "ja", "de", "fr", "es", "pt", "it", "uk", "pl", "tr", "vi", "id", "hi", "ar", "fa",
]  # fmt: skip
# No relative dates ("yesterday" would be one of today's), no year that is not written.
_SETTINGS = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["year"],
    "RETURN_AS_TIMEZONE_AWARE": False,
}


class Day(NamedTuple):
    """When something was published: ISO text cut to its precision. Where that cannot be told: "" and why."""

    published: str = ""
    precision: str = ""
    note: str = ""


def read_date(value: str, order: Order = "") -> Day:
    """The day, month or year that a text writes; empty for an empty text.

    order: which comes first in the numeric dates of the same column.
    A point in time counts as the day that is written, whatever its zone; a number of seconds as its day in UTC.
    """
    text = _clean(value)
    if not text:
        return Day()
    if len(text) > _LONGEST:
        return Day(note=f"“{text[:_LONGEST]}…” is no date.")
    numeric = _NUMERIC.fullmatch(text)
    if numeric and not (order := _decide(numeric, order)):
        return Day(
            note=f"“{text}” is left out: whether the month or the day comes first, no other date here tells."
        )
    found = _read_numeric(numeric, order) if numeric else _read_number(text) or _read_words(text)
    if found and found.published == _NO_DATE:
        return Day(note=f"“{text}” is what programs write where there is no date.")
    return found or Day(note=f"“{text}” could not be read as a date.")


def find_order(values: Iterable[str]) -> Order:
    """Which comes first in a column's numeric dates: one of them has a number above 12.

    "" where none tells, and where they contradict each other.
    """
    orders: set[Order] = set()
    for value in values:
        if (match := _NUMERIC.fullmatch(_clean(value))) and match[2] != ".":
            first, second = int(match[1]), int(match[3])
            if (first > 12) != (second > 12):
                orders.add("day" if first > 12 else "month")
    return orders.pop() if len(orders) == 1 else ""


def _clean(value: str) -> str:
    """A date on one line, its digits those of ASCII."""
    text = unicodedata.normalize("NFKC", value[:200])
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return " ".join(text.split())


def _read_number(text: str) -> Day | None:
    """A date that begins with the year, or a number of seconds since 1970."""
    if match := _ISO.fullmatch(text):
        return _make_day(match[1], match[3], match[4])
    if (match := _COMPACT.fullmatch(text)) and (day := _make_day(match[1], match[2], match[3])):
        return day
    if match := _EPOCH.fullmatch(text):
        seconds = int(match[1]) / _PARTS_OF_A_SECOND.get(len(match[1]), 1)
        found = datetime.fromtimestamp(seconds, UTC).date()
        return _make_day(str(found.year), str(found.month), str(found.day))
    return None


def _decide(match: re.Match[str], order: Order) -> Order:
    """Which comes first in a numeric date: what it says itself counts more than what its column says."""
    first, separator, second, _ = match.groups()
    if separator == "." or int(first) > 12 or first == second:
        return "day"  # no language writes the month first with full stops
    return "month" if int(second) > 12 else order


def _read_numeric(match: re.Match[str], order: Order) -> Day | None:
    """A date such as 3/4/2023."""
    first, _, second, year = match.groups()
    day, month = (first, second) if order == "day" else (second, first)
    return _make_day(_complete(year), month, day)


def _complete(year: str) -> str:
    """A year in four digits; of two, 69 to 99 are of the last century (POSIX)."""
    return year if len(year) == 4 else ("20" if int(year) < 69 else "19") + year


def _make_day(year: str, month: str | None, day: str | None) -> Day | None:
    """A day, a month or a year; None where there is none such."""
    if int(year) not in _YEARS:
        return None
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    if day:
        return Day(whole, "day")
    return Day(whole[:7], "month") if month else Day(whole[:4], "year")


@lru_cache(maxsize=10_000)
def _read_words(text: str) -> Day | None:
    """A date with a month in words, in one of a few languages."""
    if match := _TWITTER.fullmatch(text):
        text = f"{match[2]} {match[1]} {match[3]}"
    elif match := _SHORT.fullmatch(text):
        text = f"{match[1]} {match[2]} {_complete(match[3])}"
    # The time is left out, or a zone would move the day that is written.
    text = _TIME.sub(" ", text).strip(" ,")
    # Numbers alone are read above or nowhere: dateparser would choose the month or the day in silence.
    if not _YEAR.search(text) or _NUMBERS.search(text) or not any(map(str.isalpha, text)):
        return None
    try:
        found = _parser().get_date_data(text)
    except (ValueError, TypeError, OverflowError, AttributeError, IndexError, KeyError):
        return None  # dateparser stumbles over some texts that are no dates
    if found.date_obj is None or found.date_obj.year not in _YEARS:
        return None
    day = found.date_obj.date().isoformat()
    length = {"day": 10, "month": 7, "year": 4}.get(found.period)
    return Day(day[:length], found.period) if length else None


@lru_cache(maxsize=1)
def _parser() -> Any:
    """dateparser's own; loaded when first needed, with its languages."""
    from dateparser.date import DateDataParser

    return DateDataParser(languages=_LANGUAGES, settings=_SETTINGS)
