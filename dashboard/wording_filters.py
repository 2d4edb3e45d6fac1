"""The words of the bar of filters."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dashboard.wording import UNKNOWN

NO_SOURCES = "No document tells its source, so there is nothing to choose by."
NO_DATES = "No document is dated, so there are no dates to choose."
UNDATED = {"out": "Left out", "in": "Kept"}
REFERENCES = {
    "all": "All",
    "named": "Only where the actor is named",
    "referred": "Only where words refer to it, as “both countries” do",
}
_COUNTED = {
    "named": "counted only where the actor is named",
    "referred": "counted only where words such as “both countries” refer to the actor",
}


def more(n_set: int) -> str:
    """What the button to the filters behind it says."""
    return f"Sources, dates, more ({n_set} set)" if n_set else "Sources, dates, more"


def source_name(source: str) -> str:
    """A source, or that it is not known."""
    return "outlet unknown" if source == UNKNOWN else source


def dates_words(dates: tuple[str, str]) -> str:
    """The dates in words: "from 2022 until 2023-05"; empty where both ends are open."""
    first, last = dates
    return " ".join(
        part for part in (f"from {first}" if first else "", f"until {last}" if last else "") if part
    )


def left_out(
    remaining: Collection[str],
    rows: Sequence[Mapping[str, Any]],
    dates: tuple[str, str],
    undated: bool,
    reference: str,
) -> str:
    """What the filters leave out, in a line; empty where that is nothing."""
    parts = []
    if len(remaining) < len(rows):
        parts.append(f"{len(remaining)} of {len(rows)} documents are shown")
    n_undated = sum(row["published"] == UNKNOWN for row in rows)
    if any(dates) and n_undated:
        parts.append(f"{n_undated} without a date {'are kept' if undated else 'are left out'}")
    if reference != "all":
        parts.append(f"sentences are {_COUNTED[reference]}")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def used(sources: Sequence[str], dates: tuple[str, str], undated: bool, reference: str) -> str:
    """The filters behind the button, to be put into a line of all of them; empty where none is set."""
    parts = [f"sources: {', '.join(map(source_name, sources))}" if sources else ""]
    if any(dates):
        parts.append(f"dates {dates_words(dates)}, undated {'kept' if undated else 'left out'}")
    parts.append(_COUNTED.get(reference, ""))
    return "".join(f"; {part}" for part in parts if part)
