"""Results of documents analysed apart → the result of them together, so that a change costs what it changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.errors import RequestError
from analysis.framing import frame_sources
from analysis.pipeline import Result
from analysis.stories import group_stories
from analysis.tables import check_table, make_table
from analysis.types import Document

_METADATA = (
    "title", "source", "country", "control", "genre", "author", "address", "published",
    "published_precision", "language", "translated", "complete", "format", "path", "sha256",
)  # fmt: skip


def join_results(results: Sequence[Result], documents: Sequence[Document]) -> Result:
    """What `analyse` gives for these documents, from the results of each, in their order.

    results: one for each document, made with the same actors and scorer. A
    document may since have other metadata; its text, title and language must be
    those that were analysed. The figures of a document do not depend on others,
    so nothing is scored again: near-duplicates and sources are found anew.
    Raises RequestError where a result is not of its document.
    """
    if not results:
        raise RequestError("No result to join; analyse at least one document.")
    for result, document in zip(results, documents, strict=True):
        if list(result.documents["doc_id"]) != [document.doc_id]:
            raise RequestError(f"The result is not of document {document.doc_id}; analyse it again.")
    table = _documents_table(results, documents)
    framing = _joined("framing", results)
    return replace(
        results[0],
        documents=table,
        framing=framing,
        source_framing=frame_sources(table, framing),
        removed=_joined("removed", results),
        sentences=_joined("sentences", results),
        mentions=_joined("mentions", results),
        stances=_joined("stances", results),
        titles=_joined("titles", results),
    )


def _documents_table(results: Sequence[Result], documents: Sequence[Document]) -> pd.DataFrame:
    stories = group_stories(documents)
    rows: list[dict[str, Any]] = []
    for result, document in zip(results, documents, strict=True):
        row: dict[str, Any] = {str(column): value for column, value in result.documents.iloc[0].items()}
        row |= {column: getattr(document, column) for column in _METADATA}
        row |= {"notes": " ".join(document.notes), "group_id": stories.get(document.doc_id, "")}
        rows.append(row)
    return make_table("documents", {column: [row[column] for row in rows] for column in rows[0]})


def _joined(name: str, results: Sequence[Result]) -> pd.DataFrame:
    tables = [getattr(result, name) for result in results]
    filled = [table for table in tables if len(table)] or tables[:1]
    table: pd.DataFrame = pd.concat(filled, ignore_index=True)
    check_table(name, table)
    return table
