"""`sources.toml`: what an analyst knows of the documents that it lies beside."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from analysis.ingest.limits import MAX_BYTES
from analysis.ingest.metadata import BadValueError, check_values
from analysis.types import Failure

NAME = "sources.toml"
_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Told:
    """What is told of one document: values by field, and notes."""

    values: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sources:
    """What a folder's `sources.toml` tells, by name of file, and what is wrong in it."""

    documents: dict[str, Told] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


def read_sources(folder: Path) -> Sources:
    """The table beside the documents of a folder; empty where there is none.

    A value that is wrong is left out and listed; the others count.
    """
    path = folder / NAME
    try:
        if not path.is_file():
            return Sources()
        names = {file.name for file in folder.iterdir()}
        if path.stat().st_size > MAX_BYTES:
            return _fail(path, "", "it is too large for a table of metadata", "shorten it")
        text = path.read_bytes().decode("utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        return _fail(path, "", f"it cannot be read ({error.strerror})", "check who may read it")
    except UnicodeDecodeError:
        return _fail(path, "", "it is not UTF-8", "save it as UTF-8")
    except RecursionError:
        return _fail(path, "", "it is nested too deeply", "write one table per document")
    except tomllib.TOMLDecodeError as error:
        where = _LINE.search(str(error))
        place = f"line {where[1]}" if where and where[1] else "at its end"
        return _fail(path, place, f"it is no TOML: {_LINE.sub('', str(error))}", "correct the line")
    return _read_tables(path, text, tables, names)


def _read_tables(path: Path, text: str, tables: dict[str, object], names: set[str]) -> Sources:
    """What the tables tell. names: the files that lie beside."""
    documents: dict[str, Told] = {}
    failures: list[Failure] = []
    for name, table in tables.items():
        line = _find_line(text, name, "")
        if not isinstance(table, dict):
            reason = f'“{name}” is no table; a table has the name of a file, such as ["article.txt"]'
            failures.append(Failure(str(path), line, reason, "put it below the name of a file"))
            continue
        if name not in names:
            reason = f"there is no file “{name}” beside it"
            failures.append(Failure(str(path), line, reason, "correct the name or take the table out"))
        told, wrong = _read_table(table)
        documents[name] = told
        for key, reason in wrong:
            place = _find_line(text, name, key)
            failures.append(Failure(str(path), place, f"“{name}”: {reason}", "correct the value"))
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


def _find_line(text: str, name: str, key: str) -> str:
    """The line of a table's head, or of a key in it, in words; "" where it cannot be found."""
    is_inside = False
    head = re.compile(rf"\s*\[\s*[\"']?{re.escape(name)}[\"']?\s*\]")
    for number, line in enumerate(text.splitlines(), start=1):
        if head.match(line) or (not key and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line)):
            is_inside = True
            if not key:
                return f"line {number}"
        elif line.lstrip().startswith("["):
            is_inside = False
        elif is_inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return f"line {number}"
    return ""


def _fail(path: Path, place: str, reason: str, remedy: str) -> Sources:
    return Sources(failures=(Failure(str(path), place, reason, remedy),))
