"""What a file's information tells of its document: title and author, where they are such.

Programs fill these fields with the name of a file or of a user's account. What
is none is left unknown, and a note says what stood there. The day on which a
file was made is no date of publication: it is only ever told as a guess.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from analysis.ingest.metadata import BadValueError, check_value
from analysis.types import UNKNOWN

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|publisher)|word document|powerpoint presentation)\b.*|"
    r".*\.(?:docx?|docm|dotx?|pdf|indd|qxd|rtf|odt|pptx?|xlsx?|tex|dvi|txt|pages|html?)|"
    r"(?:untitled|document|dokument|title|template|slide|page|print|layout|draft|\(?null\)?|none|normal)"
    r"[\s_\d.-]*|\W*",
    re.IGNORECASE,
)
_CODE = re.compile(r"\S*[\d_]\S*")  # "RR1234-final_v2"
_NO_AUTHOR = re.compile(
    r"(?:(?:windows|microsoft(?: office)?|office|ms|pc|home|hp|dell|acer|lenovo)[ -]?)?(?:user|admin\w*|owner|"
    r"root|guest|client|customer|author|anonymous|unknown|none|default|test|office|pc|lenovo)[\s_\d-]*|"
    r"python-docx|(?:adobe|microsoft|quark|apache)\b.*|\S*[@\d_\\]\S*|\W*",
    re.IGNORECASE,
)


def read_properties(told: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The metadata that a file's information tells (fields “title” and “author”), and notes on what is none."""
    found: dict[str, str] = {}
    notes: list[str] = []
    for field, pattern in (("title", _NO_TITLE), ("author", _NO_AUTHOR)):
        try:
            value = check_value(field, told.get(field, ""))
        except BadValueError:
            notes.append(f"The file's information has a {field} that is too long to be one: left out.")
            continue
        if value == UNKNOWN:
            continue
        if pattern.fullmatch(value) or (field == "title" and _CODE.fullmatch(value)):
            notes.append(
                f"The file's information gives as {field} “{value[:80]}”: left out, it names no {field}."
            )
        else:
            found[field] = value
    return found, tuple(notes)


def note_created(created: datetime | None) -> tuple[str, ...]:
    """The note that tells when a file was made; none where it does not tell, or tells what cannot be."""
    # 1970, 1980, 1601: what clocks show that were never set.
    if created is None or not 1985 <= created.year <= 2100:
        return ()
    day = f"{created.year:04}-{created.month:02}-{created.day:02}"
    return (f"The file says that it was made on {day}: as the date of publication, this is a guess.",)
