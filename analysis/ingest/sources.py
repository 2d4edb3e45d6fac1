"""`sources.toml`: what an analyst knows of the documents that it lies beside."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from analysis.ingest.limits import MAX_SOURCES
from analysis.ingest.metadata import BadValueError, check_values
from analysis.types import Failure

NAME = "sources.toml"
_QUOTES = " \t\"'"
_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Told:
    """What is told of one document: values by field, and notes."""

    values: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def over(self, other: "Told") -> "Told":
        """Both together; where both tell a value, this one counts."""
        return Told({**other.values, **self.values}, (*other.notes, *self.notes))


@dataclass(frozen=True)
class Sources:
    """What a folder's `sources.toml` tells, by name of file, and what is wrong in it."""

    documents: dict[str, Told] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    def find(self, name: str) -> Told | None:
        """What is told of a file; None where nothing is."""
        return self.documents.get(_compose(name))


def read_sources(folder: Path) -> Sources:
    """The table beside the documents of a folder; empty where there is none."""
    path = folder / NAME
    try:
        if not path.is_file():
            return Sources()
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
    try:
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except UnicodeDecodeError:
        return _fail(path, "", "it is not UTF-8", "save it as UTF-8")
    except RecursionError:
        return _fail(path, "", "it is nested too deeply", "write one table per document")
    except tomllib.TOMLDecodeError as error:
        where = _LINE.search(str(error))
        place = f"line {where[1]}" if where and where[1] else "at its end"
        return _fail(path, place, f"it is no TOML: {_LINE.sub('', str(error))}", "correct the line")
    return _read_tables(path, _find_lines(text), tables, {_compose(name) for name in names})


def _read_tables(
    path: str, lines: dict[tuple[str, str], str], tables: dict[str, object], names: set[str]
) -> Sources:
    """What the tables tell. lines: where they and their keys stand; names: the files that lie beside."""
    documents: dict[str, Told] = {}
    failures: list[Failure] = []
    for name, table in tables.items():
        if not isinstance(table, dict):
            reason = f'“{name}” is no table; a table has the name of a file, such as ["article.txt"]'
            line = lines.get(("", name), "")
            failures.append(Failure(path, line, reason, "put it below the name of a file"))
            continue
        if _compose(name) not in names:
            reason = f"there is no file “{name}” beside it"
            line = lines.get((name, ""), "")
            failures.append(Failure(path, line, reason, "correct the name or take the table out"))
        told, wrong = _read_table(table)
        documents[_compose(name)] = told
        for key, reason in wrong:
            line = lines.get((name, key), "")
            failures.append(Failure(path, line, f"“{name}”: {reason}", "correct the value"))
    return Sources(documents, tuple(failures))


def _read_table(table: dict[str, object]) -> tuple[Told, list[tuple[str, str]]]:
    """What one table tells, and what is wrong in it by key."""
    values: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    wrong: list[tuple[str, str]] = []
    for key, value in table.items():
        if key == "notes":
            lines = [value] if isinstance(value, str) else value
            if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
                notes = tuple(line.strip() for line in lines if line.strip())
            else:
                wrong.append((key, "notes are a text or a list of texts"))
            continue
        try:
            values |= check_values({key: value})
        except BadValueError as error:
            wrong.append((key, str(error)))
    return Told(values, notes), wrong


def _find_lines(text: str) -> dict[tuple[str, str], str]:
    """Where tables (name, "") and their keys (name, key) stand, in words; keys above all tables are ("", key)."""
    lines: dict[tuple[str, str], str] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        key = ""
        if written.startswith("["):
            table = written[1 : written.rfind("]")].strip(_QUOTES)
        elif "=" in written:
            key = written[: written.index("=")].strip(_QUOTES)
        else:
            continue
        lines.setdefault((table, key), f"line {number}")
    return lines


def _compose(name: str) -> str:
    """A name as it is compared: macOS writes accents as characters of their own."""
    return unicodedata.normalize("NFC", name)


def _too_large(path: str) -> Sources:
    return _fail(path, "", "it is too large for a table of metadata", "shorten it")


def _fail(path: str, place: str, reason: str, remedy: str) -> Sources:
    return Sources(failures=(Failure(path, place, reason, remedy),))
