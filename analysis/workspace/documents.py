"""Added documents. Key: doc_id. Value: the file it stands in, and what the analyst told of it.

The file is kept as it came and read again by `ingest` each time, so that a
better reader makes better documents of it.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import partial

from analysis.errors import DocumentError, RequestError, WorkspaceError
from analysis.ingest import document, read_bytes
from analysis.ingest.metadata import FIELDS, BadValueError, check_columns, check_values
from analysis.types import Corpus, Document, Failure
from analysis.workspace.limits import MAX_NAME
from analysis.workspace.records import Entries, Files, Json, Key, Setting, clean_text, write_json

NAME = "document"
_FIELDS = {"form", "name", "sha256", "metadata"}
_MORE = {"notes", "columns"}
"""Kept where there are some: notes on the file, and which columns of a table hold what."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


def add_file(
    data: bytes,
    name: str,
    metadata: Mapping[str, str],
    *,
    notes: Sequence[str] = (),
    columns: Mapping[str, Sequence[str]] | None = None,
) -> tuple[list[Document], list[Setting]]:
    """The documents in a file, and what is kept of them. Raises DocumentError where it cannot be read."""
    value = _make_value("file", clean_text(name), data, metadata, notes)
    if columns:
        value["columns"] = {field: [clean_text(column) for column in columns[field]] for field in columns}
    return _settings(_read(value, data), value)


def add_text(
    text: str, metadata: Mapping[str, str], *, notes: Sequence[str] = ()
) -> tuple[bytes, list[Document], list[Setting]]:
    """A pasted text as bytes, the document it is, and what is kept of it. Raises DocumentError."""
    data = clean_text(text).encode()
    value = _make_value("text", "", data, metadata, notes)
    return data, *_settings(_read(value, data), value)


def _make_value(
    form: str, name: str, data: bytes, metadata: Mapping[str, str], notes: Sequence[str]
) -> dict[str, Json]:
    try:
        told = check_values(metadata)
    except BadValueError as error:
        raise DocumentError(name or "text", "", str(error), "correct the value") from error
    kept: dict[str, Json] = {field: told[field] for field in FIELDS if field in told}
    value: dict[str, Json] = {
        "form": form, "name": name, "sha256": hashlib.sha256(data).hexdigest(), "metadata": kept,
    }  # fmt: skip
    return value | ({"notes": [clean_text(note) for note in notes]} if notes else {})


def _settings(found: Sequence[Document], value: Json) -> tuple[list[Document], list[Setting]]:
    return list(found), [Setting(NAME, (doc.doc_id,), value) for doc in found]


def _read(value: Mapping[str, Json], data: bytes) -> list[Document]:
    metadata = value["metadata"]
    told = {field: str(text) for field, text in metadata.items()} if isinstance(metadata, dict) else {}
    notes = [str(note) for note in _as_list(value.get("notes"))]
    if value["form"] == "text":
        return [document(data.decode(), notes=notes, **told)]
    columns = value.get("columns")
    chosen = (
        {field: [str(name) for name in _as_list(names)] for field, names in columns.items()}
        if isinstance(columns, dict)
        else {}
    )
    return read_bytes(data, str(value["name"]), notes=notes, columns=chosen, **told)


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def check(key: Key, value: Json) -> Json:
    """The value of an added document; None takes it away."""
    if len(key) != 1 or not key[0]:
        raise RequestError(f"document: {key!r} is no doc_id; name one.")
    if value is None:
        return None
    if (
        not isinstance(value, dict)
        or not _FIELDS <= set(value) <= _FIELDS | _MORE
        or value["form"] not in ("file", "text")
    ):
        raise RequestError(f"document {key[0]}: form, name, sha256 and metadata were expected; add it again.")
    name, sha256, told = value["name"], value["sha256"], value["metadata"]
    if not isinstance(name, str) or len(name) > MAX_NAME:
        raise RequestError(
            f"document {key[0]}: its name is no text of up to {MAX_NAME} characters; rename it."
        )
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256) or not isinstance(told, dict):
        raise RequestError(
            f"document {key[0]}: sha256 or metadata are not what they should be; add it again."
        )
    notes, columns = value.get("notes", []), value.get("columns", {})
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise RequestError(f"document {key[0]}: its notes are no list of texts; add it again.")
    try:
        kept = check_values(told)
        check_columns(columns if isinstance(columns, dict) else {"columns": columns})
    except BadValueError as error:
        raise RequestError(f"document {key[0]}: {error}; correct the value.") from error
    return {**value, "metadata": {field: kept[field] for field in FIELDS if field in kept}}


def files(value: Json) -> tuple[str, ...]:
    """The file that the document stands in."""
    return (str(value["sha256"]),) if isinstance(value, dict) else ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus with the added documents behind. Those that cannot be read are among its failures."""
    present = {doc.doc_id for doc in corpus}
    added: list[Document] = []
    failures: list[Failure] = []
    unused: list[Failure] = []
    for (doc_id,), value in entries.items():
        assert isinstance(value, dict)
        name = str(value["name"]) or "text"
        if doc_id in present:
            reason = f"document {doc_id} is in the corpus already"
            unused.append(Failure(name, "", reason, "remove the added one, or leave it: it counts once"))
            continue
        found = files.keep(write_json(value), partial(_find, value, files))
        if isinstance(found, Failure):
            failures.append(found)
        elif doc_id in found:
            present.add(doc_id)
            added.append(found[doc_id])
        else:
            reason = f"document {doc_id} is no longer found in the file"
            failures.append(Failure(name, "", reason, "add the file again"))
    return Corpus((*corpus.documents, *added), (*corpus.failures, *dict.fromkeys(failures))), tuple(unused)


def _find(value: Mapping[str, Json], files: Files) -> dict[str, Document] | Failure:
    """The documents in a kept file by doc_id, or why there are none."""
    try:
        return {doc.doc_id: doc for doc in _read(value, files.read(str(value["sha256"])))}
    except (DocumentError, WorkspaceError) as error:
        return Failure(error.path, error.place, error.reason, error.remedy)


def tell(key: Key, before: Json, after: Json) -> str:
    """“Added …” or “Removed …”."""
    value = after if isinstance(after, dict) else before
    assert isinstance(value, dict)
    metadata = value["metadata"]
    title = metadata.get("title") if isinstance(metadata, dict) else None
    name = title or value["name"] or "a pasted text"
    return f"{'Removed' if after is None else 'Added' if before is None else 'Changed'} “{name}”"
