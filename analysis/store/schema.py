"""The columns of a store's files: those of the tables, and what a store keeps besides."""

from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.batch import TABLES
from analysis.tables import COLUMNS

_TYPES = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}

_PARAGRAPH = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("is_heading", pa.bool_())])
_PLACE = pa.struct([("position", pa.int64()), ("is_heading", pa.bool_())])

_KEPT: dict[str, dict[str, Any]] = {
    # What makes a Document again, beside the tables `documents` and `removed`. input: which one of the part it is of.
    "texts": {
        "doc_id": pa.string(), "input": pa.int64(), "raw": pa.string(), "text": pa.string(),
        "notes": pa.list_(pa.string()), "paragraphs": pa.list_(_PARAGRAPH), "places": pa.list_(_PLACE),
    },
    "sketches": {
        "doc_id": pa.string(), "n_shingles": pa.int64(), "digest": pa.uint64(), "bands": pa.binary(),
    },
    "failures": {
        "path": pa.string(), "place": pa.string(), "reason": pa.string(), "remedy": pa.string(),
        "input": pa.int64(),
    },
    "groups": {"doc_id": pa.string(), "group_id": pa.string()},
}  # fmt: skip

FILES = (*TABLES, "texts", "sketches", "failures")
"""The files of a part."""

FAILURES = ("path", "place", "reason", "remedy")


def schema_of(name: str) -> pa.Schema:
    """The columns of a file, in order."""
    if name in _KEPT:
        return pa.schema(list(_KEPT[name].items()))
    return pa.schema([(column, _TYPES[kind]) for column, kind in COLUMNS[name].items()])


def from_pandas(name: str, table: pd.DataFrame) -> pa.Table:
    """A table as it is written."""
    return pa.Table.from_pandas(table, schema=schema_of(name), preserve_index=False)


def from_rows(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as they are written."""
    return pa.Table.from_pylist(rows, schema=schema_of(name))
