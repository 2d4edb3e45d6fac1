"""Files, folders, uploads and strings → Documents.

`read` takes what an analyst has in hand and never fails for one bad file;
`fetch` takes a web address, and is the only one that goes to the network;
`document` takes a string; `restore` puts back what was taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from analysis.errors import DocumentError
from analysis.ingest.assemble import assemble, make_id
from analysis.ingest.fetching.addresses import fetch
from analysis.ingest.files.folder import Progress, read_data, read_paths
from analysis.ingest.format_names import FORMAT_NAMES
from analysis.ingest.formats import check_blocks, check_size, preview_table
from analysis.ingest.metadata import BadValueError, check_columns, check_values
from analysis.ingest.metadata.sources import Told
from analysis.ingest.restoring import restore
from analysis.ingest.tables.preview import Preview
from analysis.ingest.text import plain
from analysis.types import Corpus, Document

__all__ = ["FORMAT_NAMES", "Preview", "document", "fetch", "preview_table", "read", "read_bytes", "restore"]


def read(paths: Sequence[str | Path] | str | Path, *, progress: Progress | None = None) -> Corpus:
    """The documents in files and folders, and what could not be read.

    Folders are read with all below them, sorted, without hidden files; a
    `sources.toml` or `sources.csv` beside documents tells what is known of them. A file that is
    named twice is read once. What cannot be read, a path that does not exist
    among it, is in `Corpus.failures` with its reason; the rest goes on.

    progress: called with (files done, files in all, the file that comes next).
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    return read_paths(several, progress)


def read_bytes(
    data: bytes,
    name: str,
    *,
    notes: Sequence[str] = (),
    columns: Mapping[str, str | Sequence[str]] | None = None,
    **metadata: str,
) -> list[Document]:
    """The documents in an upload: usually one, several in a table or a list of records.

    name: as the file is called; metadata: fields of the documents table, "" where unknown.
    columns: of a table, the name of the column (or several, the preferred one first) that holds a
    field, such as {"text": "body"}; "" for none. What is not told is found by the columns' names;
    `preview_table` shows what that is. For files on disk, `sources.toml` beside them tells it.

    Raises DocumentError where none can be read. Where only some records can, the
    first document's notes say which could not.
    """
    told = _check(metadata, name)
    try:
        chosen = check_columns(columns or {})
    except BadValueError as error:
        raise DocumentError(name, "", str(error), "correct the columns") from error
    return read_data(data, name, path=name, told=Told(told.values, tuple(notes), chosen))


def document(
    text: str,
    *,
    title: str = "",
    source: str = "",
    country: str = "",
    control: str = "",
    genre: str = "",
    author: str = "",
    address: str = "",
    published: str = "",
    language: str = "",
    translated: str = "",
    complete: str = "",
    notes: Sequence[str] = (),
) -> Document:
    """A Document from a string: entities and tags resolved, furniture removed as `read` does.

    What is "" becomes "unknown", or what the text itself tells. A first line
    that repeats the title is taken out.

    Raises DocumentError for a text without a word, one that is too long, and
    a value that its field does not take.
    """
    name = "text"
    given = {
        "title": title, "source": source, "country": country, "control": control, "genre": genre,
        "author": author, "address": address, "published": published, "language": language,
        "translated": translated, "complete": complete,
    }  # fmt: skip
    told = _check(given, name)
    # Halves of characters cannot be written to any file.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    data = whole.encode()
    check_size(len(data), name)
    draft = plain.draft(whole)
    if not draft.blocks:
        raise DocumentError(name, "", "the text is empty", "paste the text of the document")
    check_blocks(draft, name)
    doc_id = make_id(title, source, whole)
    # The title was given beside the text: a line that has it too is a repetition.
    own = {"title": told.values["title"]} if "title" in told.values else {}
    draft = replace(draft, metadata=own, notes=tuple(notes))
    return assemble(draft, doc_id=doc_id, told=told, sha256=sha256(data).hexdigest())


def _check(metadata: Mapping[str, object], name: str) -> Told:
    try:
        return Told(check_values(metadata))
    except BadValueError as error:
        raise DocumentError(name, "", str(error), "correct the value") from error
