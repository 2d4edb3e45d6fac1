"""Edited metadata. Key: doc_id, column. Value: what the analyst says it is.

"unknown" is an edit too: what the document or a guess told does not hold.
"""

from collections.abc import Mapping
from dataclasses import replace

from analysis.errors import RequestError
from analysis.ingest.metadata import FIELDS, BadValueError, check_value, check_values
from analysis.types import UNKNOWN, Corpus, Failure
from analysis.workspace.records import Entries, Files, Json, Key, Setting

NAME = "metadata"


def edit(doc_id: str, values: Mapping[str, str | None]) -> list[Setting]:
    """What is kept of edits; None takes one back."""
    return [Setting(NAME, (doc_id, column), value) for column, value in values.items()]


def check(key: Key, value: Json) -> Json:
    """The value as the documents table has it, by the rules of `ingest`."""
    if len(key) != 2 or not key[0]:
        raise RequestError(f"metadata: {key!r} is no doc_id and column; name both.")
    doc_id, column = key
    if column not in FIELDS:
        raise RequestError(
            f"document {doc_id}: {column} cannot be edited; the columns are {', '.join(FIELDS)}."
        )
    if value is None:
        return None
    try:
        return check_value(column, value)
    except BadValueError as error:
        raise RequestError(f"document {doc_id}: {error}; correct the value.") from error


def files(value: Json) -> tuple[str, ...]:
    """None: an edit needs no file."""
    return ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus with the edits; the text of a document stays as it is."""
    places = {doc.doc_id: number for number, doc in enumerate(corpus)}
    documents = list(corpus)
    unused: list[Failure] = []
    for (doc_id, column), value in entries.items():
        if doc_id not in places:
            reason = f"the edit of {column} (“{value}”) is for a document that is not here"
            remedy = "open it together with the document, or take the edit back"
            unused.append(Failure(f"document {doc_id}", column, reason, remedy))
            continue
        changed: dict[str, str] = {column: str(value)}
        if column == "published":
            changed = {column: str(value), "published_precision": UNKNOWN, **check_values(changed)}
        number = places[doc_id]
        documents[number] = replace(documents[number], **changed)  # type: ignore[arg-type]
    return replace(corpus, documents=tuple(documents)), tuple(unused)


def tell(key: Key, before: Json, after: Json) -> str:
    """“Set the source to …”."""
    doc_id, column = key
    if after is None:
        return f"Took back the edit of {column} (“{before}”) in document {doc_id}"
    was = "" if before is None else f" (was “{before}”)"
    return f"Set {column} of document {doc_id} to “{after}”{was}"
