"""`sources.toml` or `sources.csv`: what an analyst knows of the documents that it lies beside.

    ["article.txt"]                     file,source,published
    source = "TASS"                     article.txt,TASS,2023-10-30
    published = 2023-10-30

Of a table of documents, `sources.toml` can also tell what its columns hold
(`metadata.COLUMN_FIELDS`); what it does not tell is found by their names:

    ["export.csv"]
    columns = { text = "Inhalt", title = ["Kopf", "Oberzeile"], author = "" }
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.ingest.limits import MAX_SOURCES
from analysis.ingest.metadata import BadValueError, check_columns, check_values
from analysis.ingest.metadata.listed import BadTableError, Listed
from analysis.ingest.metadata.sources_csv import read_csv
from analysis.ingest.metadata.sources_toml import read_toml
from analysis.types import Failure

NAMES = ("sources.toml", "sources.csv")
"""Never documents. Where both lie in a folder the first is read, and the other is listed as a mistake."""


@dataclass(frozen=True)
class Told:
    """What is told of one file: values by field, notes, and which columns of a table hold what."""

    values: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def over(self, other: "Told") -> "Told":
        """Both together; where both tell a value, this one counts. Columns are those of one file alone."""
        return Told({**other.values, **self.values}, (*other.notes, *self.notes), self.columns)


@dataclass(frozen=True)
class Sources:
    """What the table of a folder tells, by name of file, and what is wrong in it."""

    documents: dict[str, Told] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    def find(self, name: str) -> Told | None:
        """What is told of a file; None where nothing is."""
        return self.documents.get(_compose(name))


def find_table(names: Iterable[str]) -> str:
    """The table that is read among the files of a folder; "" where there is none."""
    beside = set(names)
    return next((name for name in NAMES if name in beside), "")


def read_sources(folder: Path) -> Sources:
    """The table beside the documents of a folder; empty where there is none."""
    path = folder
    try:
        name = next((name for name in NAMES if (folder / name).is_file()), "")
        if not name:
            return Sources()
        path = folder / name
        if path.stat().st_size > MAX_SOURCES:
            return _too_large(str(path))
        return parse_sources(path.read_bytes(), str(path), {file.name for file in folder.iterdir()})
    except OSError as error:
        return _fail(str(path), "", f"it cannot be read ({error.strerror})", "check who may read it")


def parse_sources(data: bytes, path: str, names: Iterable[str]) -> Sources:
    """What the bytes of such a table tell. path: as it is called in failures; names: the files that lie beside.

    A value that is wrong is left out and listed; the others count.
    """
    if len(data) > MAX_SOURCES:
        return _too_large(path)
    beside = {_compose(name) for name in names}
    is_csv = path.endswith(NAMES[1])
    try:
        text = data.decode("utf-8-sig")
        listed = read_csv(text) if is_csv else read_toml(text)
    except UnicodeDecodeError:
        return _fail(path, "", "it is not UTF-8", "save it as UTF-8")
    except BadTableError as error:
        return _fail(path, error.place, error.reason, error.remedy)
    return _check(listed, path, beside)


def _check(listed: Iterable[Listed], path: str, beside: set[str]) -> Sources:
    """What a table tells, its values checked. beside: the names of the files that lie beside it."""
    documents: dict[str, Told] = {}
    failures: list[Failure] = []
    if beside.issuperset(NAMES):
        reason = f"{' and '.join(NAMES)} lie in one folder, and only {NAMES[0]} is read"
        failures.append(Failure(path, "", reason, "put all into one of them and remove the other"))
    for entry in listed:
        if entry.wrong:
            failures.append(Failure(path, entry.place, *entry.wrong))
            continue
        name = _compose(entry.name)
        if name not in beside:
            reason = f"there is no file “{entry.name}” beside it"
            failures.append(Failure(path, entry.place, reason, "correct the name or take it out"))
        told, wrong = _read_values(entry.values)
        documents[name] = told
        for key, reason in wrong:
            reason = f"“{entry.name}”: {reason}"
            failures.append(Failure(path, entry.places.get(key, entry.place), reason, "correct the value"))
    return Sources(documents, tuple(failures))


def _read_values(table: Mapping[str, object]) -> tuple[Told, list[tuple[str, str]]]:
    """What is told of one file, and what is wrong in it by key."""
    values: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = {}
    wrong: list[tuple[str, str]] = []
    for key, value in table.items():
        try:
            if key == "notes":
                notes = _read_notes(value)
            elif key == "columns":
                columns = _read_columns(value)
            else:
                values |= check_values({key: value})
        except BadValueError as error:
            wrong.append((key, str(error)))
    return Told(values, notes, columns), wrong


def _read_notes(value: object) -> tuple[str, ...]:
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise BadValueError("notes are a text or a list of texts")
    return tuple(line.strip() for line in lines if line.strip())


def _read_columns(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise BadValueError('columns are names by field, such as { text = "Full text", title = "Headline" }')
    return check_columns(value)


def _compose(name: str) -> str:
    """A name as it is compared: macOS writes accents as characters of their own."""
    return unicodedata.normalize("NFC", name)


def _too_large(path: str) -> Sources:
    return _fail(path, "", "it is too large for a table of metadata", "shorten it")


def _fail(path: str, place: str, reason: str, remedy: str) -> Sources:
    return Sources(failures=(Failure(path, place, reason, remedy),))
