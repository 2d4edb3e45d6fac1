"""Which column of a table, or key of a record, holds what.

Names decide, those of `columns.toml`. Where none of them is there, the column
with the longest running text is taken for the text, and the guess is said.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest.cleaning.page import is_prose, measure

_SAMPLE = 200  # rows looked at to guess: a table does not change its columns
_SHARE = 1 / 3  # of the filled cells of a column of texts that must be running text
_LISTED = 20  # names a message lists at most
_EMPTY = {"", "nan", "none", "null", "n/a", "#n/a", "na", "[removed]", "[deleted]", "-", "–", "—"}

SEEN = "The date is the one on which GDELT first saw the page."


Chosen = Mapping[str, tuple[str, ...]]
"""Which columns an analyst says hold which field: names, the preferred one first; none for no column."""


class Text(NamedTuple):
    """The text of a row ("" where it has none), and whether it is only an excerpt."""

    text: str
    is_excerpt: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of the columns that hold a field, the preferred one first."""

    numbers: Mapping[str, tuple[int, ...]]
    notes: tuple[str, ...] = ()

    def pick(self, row: Sequence[str], field: str) -> str:
        """What a row tells of a field: its first filled cell; "" where there is none."""
        cells = (row[number] for number in self.numbers.get(field, ()) if number < len(row))
        return next((cell for cell in cells if not is_empty(cell)), "")

    def pick_text(self, row: Sequence[str]) -> Text:
        """The text of a row, its lead paragraph before it; an excerpt where there is no text."""
        lead, text = self.pick(row, "lead"), self.pick(row, "text")
        if text:
            return Text(text if not lead or text.startswith(lead) else f"{lead}\n\n{text}", False)
        return Text(lead or self.pick(row, "excerpt"), True)


def normalise(name: str) -> str:
    """A name without what does not count in it: "Published_At" is "publishedat"."""
    return "".join(char for char in name.casefold() if char.isalnum())


def is_empty(cell: str) -> bool:
    """Whether a cell is blank, or says in a program's words that it is."""
    return len(cell) < 64 and cell.strip().casefold() in _EMPTY


def find_field(name: str) -> str:
    """The field that a name stands for; "" for an unknown name."""
    return _read_names().get(normalise(name), ("", 0))[0]


def count_known(names: Sequence[str]) -> int:
    """How many names are those of a field."""
    return sum(bool(find_field(name)) for name in names)


def find_columns(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    path: str,
    what: str = "column",
    chosen: Chosen | None = None,
) -> Columns:
    """What each column holds. names: as the table or the records call them; what: how to speak of them.

    chosen: what an analyst told; it counts more than names and guesses.
    Raises DocumentError where no column holds text, and where a chosen one is not there.
    """
    columns = choose_columns(rank_columns(names), names, chosen or {}, path=path, what=what)
    if chosen and "text" in chosen:
        return columns
    numbers, notes = columns.numbers, columns.notes
    used = {number for several in numbers.values() for number in several}
    unknown = [number for number, name in enumerate(names) if not find_field(name) and number not in used]
    sample = rows[:_SAMPLE]
    if any(_is_filled(number, sample) for number in numbers.get("text", ())):
        return Columns(numbers, notes)
    parts = (*numbers.get("lead", ()), *numbers.get("excerpt", ()))
    best = max((*parts, *unknown), key=lambda number: _rate(number, sample), default=-1)
    if best in unknown and _rate(best, sample) > 0:
        note = (
            f"No {what} is called “text” or the like. “{names[best]}” was taken for the text: "
            "a guess, as it holds the longest running text."
        )
        return Columns({**numbers, "text": (best,)}, (*notes, note))
    if any(_is_filled(number, rows) for number in (*numbers.get("text", ()), *parts)):
        return Columns(numbers, notes)
    raise _no_text(names, path, what, has_titles="title" in numbers or "address" in numbers)


def rank_columns(names: Sequence[str]) -> Columns:
    """What the columns hold by their names alone."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for number, name in enumerate(names):
        if found := _read_names().get(normalise(name)):
            field, rank = found
            ranked.setdefault(field, []).append((rank, number))
    numbers = {field: tuple(number for _, number in sorted(ranks)) for field, ranks in ranked.items()}
    dates = [normalise(names[number]) for number in numbers.get("published", ())[:1]]
    return Columns(numbers, (SEEN,) if dates == ["seendate"] else ())


def choose_columns(
    columns: Columns, names: Sequence[str], chosen: Chosen, *, path: str, what: str
) -> Columns:
    """The same columns with those that an analyst chose; a note says so.

    Records need not all have a key, so one that is missing is noted. Raises
    DocumentError for a missing column of a table, and where the text is missing.
    """
    numbers, notes = dict(columns.numbers), list(columns.notes)
    for field, wanted in chosen.items():
        found = [_find_name(name, names) for name in wanted]
        missing = [name for name, number in zip(wanted, found, strict=True) if number is None]
        there = tuple(number for number in found if number is not None)
        if missing and (what == "column" or (field == "text" and not there)):
            reason = f"no {what} is called “{missing[0]}”, which was told for the {field}; there are {_list(names)}"
            raise DocumentError(path, "", reason, "correct the name")
        notes += [f"No {what} is called “{name}”, which was told for the {field}." for name in missing]
        numbers[field] = there
    if chosen:
        told = [f"{field} “{'”, “'.join(several)}”" for field, several in chosen.items() if several]
        notes.append(f"{what.capitalize()}s as told: {', '.join(told)}.")
    return replace(columns, numbers=numbers, notes=tuple(notes))


def _find_name(name: str, names: Sequence[str]) -> int | None:
    """The number of the column of this name; written a little otherwise, where only one is so."""
    if name in names:
        return names.index(name)
    alike = [number for number, other in enumerate(names) if normalise(other) == normalise(name)]
    return alike[0] if len(alike) == 1 else None


def _list(names: Sequence[str]) -> str:
    listed = ", ".join(f"“{name.strip()[:40]}”" for name in names[:_LISTED])
    return listed + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def _no_text(names: Sequence[str], path: str, what: str, *, has_titles: bool) -> DocumentError:
    remedy = f"call the {what} with the text “text”"
    if has_titles:
        remedy += "; a list of titles and addresses has no text to read: save the pages themselves"
    return DocumentError(path, "", f"no {what} holds running text; there are {_list(names)}", remedy)


def _is_filled(number: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column has a cell with a letter in it."""
    return any(any(map(str.isalpha, row[number])) for row in rows if number < len(row))


def _rate(number: int, rows: Sequence[Sequence[str]]) -> float:
    """The mean length of the running texts in a column; 0 where most cells are something else."""
    cells = [row[number] for row in rows if number < len(row) and not is_empty(row[number])]
    lengths = [measure(cell) for cell in cells if is_prose(cell)]
    return sum(lengths) / len(lengths) if lengths and len(lengths) >= _SHARE * len(cells) else 0.0


@cache
def _read_names() -> dict[str, tuple[str, int]]:
    """The normalised names → the field of each and its rank in it."""
    text = resources.files("analysis.ingest.tables").joinpath("columns.toml").read_text(encoding="utf-8")
    return {
        normalise(name): (field, rank)
        for field, names in tomllib.loads(text).items()
        for rank, name in enumerate(names)
    }
