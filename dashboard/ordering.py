"""The order of the matrix's rows: as read, by date, source or title, or by what divides them most."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import wording

COMPARABLE = 5
"""Sentences from which a cell is compared with others."""


def order_documents(
    rows: Sequence[Mapping[str, Any]], by: str, framing: pd.DataFrame
) -> list[Mapping[str, Any]]:
    """The documents in this order; what is unknown comes last, and what is equal stays as read.

    by: "read", "date", "source", "title" or "divide". framing: rows of one voice and the shown actors.
    """
    if by == "divide":
        apart = distances(framing, "doc_id")
        return sorted(rows, key=lambda row: -apart.get(row["doc_id"], -1.0))
    column = {"date": "published", "source": "source", "title": "title"}.get(by)
    if column is None:
        return list(rows)
    return sorted(rows, key=lambda row: (row[column] == wording.UNKNOWN, str(row[column]).casefold()))


def distances(framing: pd.DataFrame, unit: str) -> dict[str, float]:
    """How far the figure of each unit is from the mean of the others, on the actor where that is most: 0..2.

    unit: the column that names it. Only cells with at least `COMPARABLE` sentences count, and only where
    another has as many; a unit without such a cell is absent.
    """
    cells = framing[framing["n_sentences"] >= COMPARABLE]
    about = cells.groupby("actor_id")["stance"]
    n, total = about.transform("size"), about.transform("sum")
    cells, n, total = cells[n > 1], n[n > 1], total[n > 1]
    apart = (cells["stance"] - (total - cells["stance"]) / (n - 1)).abs()
    return {str(key): float(most) for key, most in apart.groupby(cells[unit]).max().items()}
