"""Parquet tables, one document a row, read some rows at a time."""

import datetime
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS, MAX_ROW_GROUP
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.preview import Preview, preview_table
from analysis.ingest.tables.table import Row, collect, read_table

SUFFIXES = (".parquet", ".pq")
_MAGIC = b"PAR1"
_ROWS = 500


def looks_like(material: Material) -> bool:
    """Whether it begins as every Parquet file does."""
    return material.data.startswith(_MAGIC)


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each row; an error in the place of one without text. Raises DocumentError."""
    rows = collect(read_rows(BytesIO(material.data), material.name), path=material.name)
    return read_table(rows, kind="parquet", path=material.name, chosen=material.columns)


def preview(material: Material) -> Preview:
    """The first rows, and which column would be taken for what. Raises DocumentError."""
    rows = collect(read_rows(BytesIO(material.data), material.name), path=material.name)
    return preview_table(rows, path=material.name)


def count_rows(path: Path) -> int:
    """The rows of a file, as its own end tells; 0 where that cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError):
        return 0


def read_rows(source: Any, path: str) -> Iterator[Row]:
    """The names of the columns, then each row as text, in memory that does not grow with the file.

    source: a path or a file that is open. Raises DocumentError where it cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(source) as file:
            _check_size(file.metadata, path)
            yield list(file.schema_arrow.names)
            for batch in file.iter_batches(_ROWS, use_threads=False):
                columns = [column.to_pylist() for column in batch.columns]
                yield from ([_write(value) for value in row] for row in zip(*columns, strict=True))
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        reason = f"this Parquet table is damaged or was not saved whole ({told})"
        raise DocumentError(path, "", reason, "write it again, or export it as CSV") from error


def _check_size(metadata: Any, path: str) -> None:
    """Raise DocumentError where a file is too wide, or too much of it would have to be unpacked at once."""
    if metadata.num_columns > MAX_COLUMNS:
        reason = f"it has {metadata.num_columns} columns, more than the {MAX_COLUMNS} that are read"
        raise DocumentError(path, "", reason, "check whether this is a table, with one document a row")
    largest = max((metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups)), default=0)
    if largest > MAX_ROW_GROUP:
        reason = f"unpacked, a row group has more than {MAX_ROW_GROUP / 1e6:.0f} MB"
        raise DocumentError(path, "", reason, "write it with fewer rows in a group, or export it as CSV")


def _write(value: object) -> str:
    """A cell as text; "" for nothing, and for what is no text (bytes, records)."""
    if value is None or isinstance(value, bytes | dict):
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(filter(None, map(_write_part, value)))
    return str(value)


def _write_part(value: object) -> str:
    """A part of a list; lists of lists are no text."""
    return "" if isinstance(value, Sequence) and not isinstance(value, str) else _write(value)
