"""Files and folders → a corpus. One bad file never stops the others: it is listed with its reason."""

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.errors import DocumentError
from analysis.ingest.assemble import assemble, make_id
from analysis.ingest.fetching.reach import hide_user, is_address
from analysis.ingest.files.hidden import is_hidden
from analysis.ingest.formats import check_size, read_drafts
from analysis.ingest.html import is_companion
from analysis.ingest.limits import MAX_FILES, MAX_NOTED
from analysis.ingest.metadata import sources
from analysis.ingest.records import Draft
from analysis.types import Corpus, Document, Failure

Progress = Callable[[int, int, str], None]

_FETCH = "add --fetch to the command, or use analysis.fetch"


@dataclass
class Found:
    """Files in the order they are read, and what could not be found."""

    files: dict[Path, str] = field(default_factory=dict)  # the real place → as it was named
    failures: list[Failure] = field(default_factory=list)

    def add(self, path: Path) -> None:
        """Note a file, once however often it is named."""
        self.files.setdefault(Path(os.path.realpath(path)), str(path))

    def fail(self, path: Path | str, reason: str, remedy: str) -> None:
        """Note what cannot be read."""
        self.failures.append(Failure(str(path), "", reason, remedy))


def read_paths(paths: Sequence[str | Path], progress: Progress | None = None) -> Corpus:
    """The documents in files and folders, in the order they were named; those of a folder sorted by path."""
    found = find_files(paths)
    documents: list[tuple[Path, Document]] = []
    for number, (place, name, told) in enumerate(find_told(found)):
        if progress:
            progress(number, len(found.files), name)
        for result in read_file(Path(name), told):
            if isinstance(result, Document):
                documents.append((place, result))
            else:
                found.failures.append(Failure(result.path, result.place, result.reason, result.remedy))
    if progress:
        progress(len(found.files), len(found.files), "")
    return Corpus(make_ids_unique(documents), tuple(found.failures))


def find_told(found: Found) -> Iterator[tuple[Path, str, sources.Told | None]]:
    """Each file's real place, its name, and what `sources.toml` or `sources.csv` beside it tells; what is wrong there joins the failures."""
    beside: dict[Path, sources.Sources] = {}
    for place, name in found.files.items():
        folder = Path(os.path.realpath(Path(name).parent))
        if folder not in beside:
            beside[folder] = sources.read_sources(Path(name).parent)
            found.failures += beside[folder].failures
        yield place, name, beside[folder].find(Path(name).name)


def make_documents(
    data: bytes, name: str, *, path: str, told: sources.Told | None
) -> Iterator[Document | DocumentError]:
    """The documents in the bytes of a file; an error in the place of each that has no text.

    Raises DocumentError where the file as a whole cannot be read.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    plain_name = unicodedata.normalize("NFC", name)
    for draft in read_drafts(data, name, told.columns if told else None):
        if isinstance(draft, Draft):
            doc_id = make_id(plain_name, draft.place, draft.raw)
            if origin := draft.origin:
                # What is told of a file counts more than what is told of the whole archive.
                own, at = origin.told.over(told or sources.Told()), f"{path}/{origin.path}"
                yield assemble(draft, doc_id=doc_id, told=own, path=at, sha256=origin.sha256)
            else:
                yield assemble(draft, doc_id=doc_id, told=told, path=path, sha256=sha256)
        else:
            yield draft


def read_data(data: bytes, name: str, *, path: str, told: sources.Told) -> list[Document]:
    """The documents in bytes that came as one; what could not be read of them is in the notes of the first.

    Raises DocumentError where none can be read.
    """
    results = list(make_documents(data, name, path=path, told=told))
    docs = [(Path(name), result) for result in results if isinstance(result, Document)]
    errors = [f"Left out: {result}" for result in results if isinstance(result, DocumentError)]
    if len(errors) > MAX_NOTED:
        errors[MAX_NOTED:] = [f"Left out: {len(errors) - MAX_NOTED} more."]
    found = list(make_ids_unique(docs))
    if errors:
        found[0] = replace(found[0], notes=(*found[0].notes, *errors))
    return found


def make_ids_unique(documents: Sequence[tuple[Path, Document]]) -> tuple[Document, ...]:
    """The documents in their order; of those with the same id, all but the first by path get "-2", "-3", …"""
    seen: Counter[str] = Counter()
    renamed: dict[int, Document] = {}
    for number in sorted(range(len(documents)), key=lambda number: (documents[number][0].as_posix(), number)):
        doc = documents[number][1]
        seen[doc.doc_id] += 1
        n = seen[doc.doc_id]
        renamed[number] = doc if n == 1 else replace(doc, doc_id=f"{doc.doc_id}-{n}")
    return tuple(renamed[number] for number in range(len(documents)))


def read_file(path: Path, told: sources.Told | None) -> Iterator[Document | DocumentError]:
    """The documents of a file, and an error for each that could not be read."""
    try:
        # The size first: what is too large is not read at all.
        check_size(path.stat().st_size, str(path))
        data = path.read_bytes()
        for result in make_documents(data, path.name, path=str(path), told=told):
            yield result if isinstance(result, Document) else _at(path, result)
    except DocumentError as error:
        yield _at(path, error)
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror or error})"
        yield DocumentError(str(path), "", reason, "check whether it is there and who may read it")


def _at(path: Path, error: DocumentError) -> DocumentError:
    """The same error with the file as it was named."""
    return DocumentError(str(path), error.place, error.reason, error.remedy)


def find_files(paths: Sequence[str | Path]) -> Found:
    """The files that paths name, folders with all below them, and what could not be found."""
    found = Found()
    for path in paths:
        try:
            if is_address(str(path)) and not Path(path).exists():
                reason = "this is a web address, and nothing is fetched unless asked for"
                found.fail(hide_user(str(path)), reason, _FETCH)
            else:
                _add_path(found, Path(path))
        except (OSError, ValueError) as error:  # a NUL in a name is a ValueError
            found.fail(path, f"this is no usable path ({error})", "correct the path")
    return found


def _add_path(found: Found, path: Path) -> None:
    if path.is_dir():
        n_failures, is_empty = len(found.failures), True
        for inner in _walk(path, found):
            is_empty = False
            if len(found.files) >= MAX_FILES:
                found.fail(path, f"more than {MAX_FILES} files", "name a smaller folder")
                return
            found.add(inner)
        if is_empty and len(found.failures) == n_failures:
            found.fail(path, "there is no document in this folder", "name a folder with documents in it")
    elif path.is_file():
        if path.name not in sources.NAMES:
            found.add(path)
    elif path.exists():
        found.fail(path, "this is neither a file nor a folder", "name a file or a folder")
    else:
        found.fail(path, "there is no such file or folder", "check the path")


def _walk(folder: Path, found: Found) -> Iterator[Path]:
    """The files below a folder, sorted by path; hidden ones and tables of metadata are passed over."""

    def refuse(error: OSError) -> None:
        found.fail(
            error.filename or folder,
            f"the folder cannot be opened ({error.strerror})",
            "check who may read it",
        )

    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=refuse):
        # What a browser saved beside a page is no document of its own.
        beside = frozenset(names)
        folders[:] = [name for name in folders if not is_hidden(name) and not is_companion(name, beside)]
        files += [Path(root) / name for name in names if not is_hidden(name) and name not in sources.NAMES]
        if len(files) > MAX_FILES:
            break
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() or path.is_symlink():
            yield path
        else:
            found.fail(path, "this is neither a file nor a folder", "leave it out")
