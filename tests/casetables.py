"""Reads the tables of cases: CSV files that a non-programmer can add to."""

import csv
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[Any]:
    """The rows of tests/cases/NAME.csv as pytest parameters; a filled `xfail` column marks a known failure."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, f"{name}.csv has no case"
    return [
        pytest.param(
            row,
            id=f"{number}-{row['why'][:40]}",
            marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if row.get("xfail") else [],
        )
        for number, row in enumerate(rows, start=2)
    ]
