"""Inputs of any length, one document after another: for corpora that do not fit in memory."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from analysis.errors import DocumentError
from analysis.ingest.files.folder import find_files, find_told, read_file
from analysis.ingest.metadata import sources
from analysis.ingest.tables import long_tables, parquet
from analysis.types import Document, Failure

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """A file, and what tells whether it has changed.

    path: as it was named. place: where it really is. sha256: of its bytes.
    told_by: of what `sources.toml` tells of it ("" where nothing). n_bytes: its
    size. n_lines: line feeds in it; of Parquet, its rows.
    """

    path: str
    place: str
    sha256: str = ""
    told_by: str = ""
    n_bytes: int = 0
    n_lines: int = 0
    told: sources.Told | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for two inputs that give the same documents."""
        return self.place, self.sha256, self.told_by


def find_inputs(paths: Sequence[str | Path]) -> tuple[list[Input], list[Failure]]:
    """The files that paths name, read once to tell them apart, and what cannot be read."""
    found = find_files(paths)
    inputs: list[Input] = []
    for place, name, told in find_told(found):
        try:
            inputs.append(_read_once(Input(name, str(place), told=told, told_by=_digest(told))))
        except OSError as error:
            reason = f"the file cannot be opened ({error.strerror or error})"
            found.fail(name, reason, "check whether it is there and who may read it")
    return inputs, found.failures


def _digest(told: sources.Told | None) -> str:
    if told is None:
        return ""
    return hashlib.sha256(json.dumps(_list(told)).encode()).hexdigest()


def _list(told: sources.Told) -> list[object]:
    """All that is told, in one order. The columns only where there are some: stores know the shorter list."""
    columns = [sorted(told.columns.items())] if told.columns else []
    return [sorted(told.values.items()), told.notes, *columns]


def _read_once(one: Input) -> Input:
    sha256, n_bytes, n_lines = hashlib.sha256(), 0, 0
    with Path(one.path).open("rb") as file:
        while block := file.read(_BLOCK):
            sha256.update(block)
            n_bytes += len(block)
            n_lines += block.count(b"\n")
    if one.path.lower().endswith(parquet.SUFFIXES):
        n_lines = parquet.count_rows(Path(one.path))
    return replace(one, sha256=sha256.hexdigest(), n_bytes=n_bytes, n_lines=n_lines)


def is_long(one: Input) -> bool:
    """Whether an input is a table that is longer than what is read at once."""
    return long_tables.is_long(Path(one.path), one.n_bytes, one.n_lines)


def read_input(one: Input, *, skip: int = 0) -> Iterator[Document | DocumentError]:
    """The documents of an input, an error in the place of each that cannot be read; the first `skip` are left out.

    JSON lines and tables that are too long to be read at once come row by row,
    with the same ids as they would have in a shorter file.
    """
    if is_long(one):
        yield from long_tables.read_long(Path(one.path), told=one.told, sha256=one.sha256, skip=skip)
    else:
        yield from islice(read_file(Path(one.path), one.told), skip, None)
