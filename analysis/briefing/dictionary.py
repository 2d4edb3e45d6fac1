"""What every column of every table means, from `tables.toml`, with the types of `tables.py`."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.tables import COLUMNS

_TYPES = {"str": "text", "int": "whole number", "float": "number", "bool": "True or False"}


@cache
def _read_meanings() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent.parent / "tables.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find_meaning(table: str, column: str) -> tuple[str, str]:
    """The meaning of a column, and its range, unit or choices ("" where it has none). Raises KeyError for one that nobody described."""
    meanings = _read_meanings()
    described = {**meanings["shared"], **meanings.get(table, {})}
    meaning, bounds = described[column]
    return meaning, bounds


def data_dictionary(names: Iterable[str]) -> pd.DataFrame:
    """A row for each column of these tables: table, column, type, meaning, range."""
    rows = [
        (table, column, _TYPES[kind], *find_meaning(table, column))
        for table in names
        for column, kind in COLUMNS[table].items()
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "meaning", "range"])
