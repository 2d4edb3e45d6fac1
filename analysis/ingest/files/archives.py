"""ZIP archives: every file in them is read as it would be in a folder. Nothing is unpacked to disk.

Nothing that an archive says of itself is believed: sizes are checked as
declared and again as read, names lead nowhere, and all ZIPs inside share the
limits of the outer one.
"""

import hashlib
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from analysis.errors import DocumentError
from analysis.ingest import word
from analysis.ingest.files.archive_names import Listed, find_files
from analysis.ingest.limits import (
    MAX_ARCHIVE,
    MAX_ARCHIVE_DEPTH,
    MAX_ARCHIVE_SECONDS,
    MAX_BYTES,
    MAX_ENTRIES,
    MAX_PACKED_BYTES,
    MAX_RATIO,
    PACKED,
)
from analysis.ingest.metadata import sources
from analysis.ingest.metadata.sources import Told
from analysis.ingest.records import Draft, Material, Origin
from analysis.ingest.tables import excel, open_document

Result = Draft | DocumentError
ReadFile = Callable[[bytes, str, Mapping[str, tuple[str, ...]]], Sequence[Result]]

_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ROW = b"PK\x01\x02"  # begins each line of the table of contents
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)
# Others unpack without a bound on memory: Python's bz2 and lzma give all that a few bytes grow to.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 100_000  # bytes that are no trap, however much they grow
_AGAIN = "pack or download it again"
_UNPACK = "unpack it and name the folder"

# What else is packed as a ZIP, by how names in it begin.
_OFFICE = "[Content_Types].xml"
_KINDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((_OFFICE, "ppt/"), "a presentation", "save its text"),
    ((_OFFICE,), "an Office file of a kind that is not read", "save it as .docx, .xlsx or text"),
    (("Index/Document.iwa",), "a file of Pages, Numbers or Keynote", "export it as Word, Excel or PDF"),
    (("mimetype", "META-INF/container.xml"), "an e-book (EPUB)", "save the chapters as text or HTML"),
    (("mimetype", "META-INF/manifest.xml"), "an OpenDocument file", "save it as .docx, .xlsx, .ods or text"),
    (("workspace.json", "changes.jsonl"), "an exported workspace", "import it as a workspace"),
)


def looks_like(material: Material) -> bool:
    """Whether it is a ZIP and neither a Word nor an Excel file nor an OpenDocument table; a broken one too, unless it is called one of these."""
    if not material.data.startswith(_MARKS) or open_document.looks_like(material):
        return False
    try:
        names = _open(material.data).namelist()
    except _BROKEN:
        return not (word.looks_like(material) or excel.looks_like(material))
    # Called a Word file and none: its parts, if it has any, are no documents.
    is_office = _OFFICE in names and any(name.startswith(("word/", "xl/")) for name in names)
    return not is_office and material.suffix not in (".docx", ".xlsx")


def read(material: Material, read_file: ReadFile) -> list[Result]:
    """The drafts of all files in the archive; an error in the place of each that cannot be read.

    read_file: the dispatcher, which reads one file by its bytes, its name and its columns.
    Raises DocumentError where none can be read.
    """
    unpacking = _Unpacking(material.name, read_file)
    results = list(unpacking.read(material.data, "", Told(), depth=1))
    errors = [result for result in results if isinstance(result, DocumentError)]
    if len(errors) == len(results) > 1:
        first = errors[0]
        reason = f"none of its files can be read; the first of {len(errors)} mistakes: {first.reason}"
        raise DocumentError(material.name, first.place, reason, first.remedy)
    return results


@dataclass
class _Unpacking:
    """One archive on its way, and what it has taken so far; ZIPs inside it count in."""

    name: str
    read_file: ReadFile
    n_entries: int = 0
    n_bytes: int = 0
    ends: float = field(default_factory=lambda: time.monotonic() + MAX_ARCHIVE_SECONDS)

    def read(self, data: bytes, at: str, told: Told, *, depth: int) -> Iterator[Result]:
        """What the files of an archive become. at: where it lies in the outer one; told: what is told of it."""
        try:
            archive = _open(data)
        except _BROKEN as error:
            yield self._fail(at, f"this ZIP file is broken or cut off ({_describe(error)})", _AGAIN)
            return
        try:
            files = self._find_files(archive, at)
        except DocumentError as error:
            yield error
            return
        known: dict[str, sources.Sources] = {}
        for found in self._read_sources(archive, files, at):
            if isinstance(found, DocumentError):
                yield found
            else:
                known[found[0]] = found[1]
        documents = [file for file in files if file.name not in sources.NAMES]
        for number, file in enumerate(documents, start=1):
            if reason := self._find_end():
                reason += f": this file and the {len(documents) - number} after it are not read"
                yield self._fail(_join(at, file.path), reason, _UNPACK)
                return
            own = known[file.folder].find(file.name) if file.folder in known else None
            yield from self._read_file(archive, file, at, (own or Told()).over(told), depth)

    def _find_files(self, archive: zipfile.ZipFile, at: str) -> list[Listed]:
        """The files that may be documents, sorted by path. Raises DocumentError."""
        entries = archive.infolist()
        self.n_entries += len(entries)
        if self.n_entries > MAX_ENTRIES:
            reason = f"it lists more than the {MAX_ENTRIES} files that are read"
            raise self._fail(at, reason, _UNPACK)
        for starts, kind, remedy in _KINDS:
            if all(any(entry.filename.startswith(start) for entry in entries) for start in starts):
                raise self._fail(at, f"this is {kind}; Framelens does not read it", remedy)
        files = find_files(entries)
        if all(file.name in sources.NAMES for file in files):
            raise self._fail(at, "there is no document in this ZIP file", "name the documents themselves")
        return files

    def _read_sources(
        self, archive: zipfile.ZipFile, files: Sequence[Listed], at: str
    ) -> Iterator[tuple[str, sources.Sources] | DocumentError]:
        """What is told of the files, by folder; what is wrong in it as errors."""
        beside: dict[str, list[str]] = {}
        for file in files:
            beside.setdefault(file.folder, []).append(file.name)
        for file in files:
            if file.name != sources.find_table(beside[file.folder]):
                continue
            place = _join(at, file.path)
            try:
                data = self._unpack(archive, file, place)
            except DocumentError as error:
                yield error
                continue
            told = sources.parse_sources(data, place, beside[file.folder])
            for wrong in told.failures:
                yield self._fail(_join(place, wrong.place, ", "), wrong.reason, wrong.remedy)
            yield file.folder, told

    def _find_end(self) -> str:
        """Why no further file is begun; "" where one is."""
        if self.n_bytes > MAX_ARCHIVE:
            return f"unpacked, the archive has more than {MAX_ARCHIVE / 1e6:.0f} MB"
        if time.monotonic() > self.ends:
            return f"the archive takes longer than {MAX_ARCHIVE_SECONDS} seconds"
        return ""

    def _read_file(
        self, archive: zipfile.ZipFile, file: Listed, at: str, told: Told, depth: int
    ) -> Iterator[Result]:
        """What one file becomes: drafts and errors with their places in the archive."""
        place = _join(at, file.path)
        try:
            data = self._unpack(archive, file, place)
        except DocumentError as error:
            yield error
            return
        if looks_like(Material(data, file.name)):
            if told.columns:
                yield self._fail(place, "columns are told for it, but it is no table", "take the columns out")
            if depth < MAX_ARCHIVE_DEPTH:
                yield from self.read(data, place, told, depth=depth + 1)
            else:
                yield self._fail(
                    place, f"ZIP files lie more than {MAX_ARCHIVE_DEPTH} deep in each other", _UNPACK
                )
            return
        try:
            results = self.read_file(data, file.name, told.columns)
        except DocumentError as error:
            yield self._fail(_join(place, error.place, ", "), error.reason, error.remedy)
            return
        origin = Origin(place, hashlib.sha256(data).hexdigest(), told)
        for result in results:
            where = _join(place, result.place, ", ")
            if isinstance(result, DocumentError):
                yield self._fail(where, result.reason, result.remedy)
            else:
                yield replace(result, place=where, origin=origin)

    def _unpack(self, archive: zipfile.ZipFile, file: Listed, place: str) -> bytes:
        """The bytes of a file, never more than are read of one. Raises DocumentError."""
        entry = file.entry
        most = MAX_PACKED_BYTES if file.name.lower().endswith(PACKED) else MAX_BYTES
        if wrong := file.wrong or _find_wrong(entry, most):
            raise self._fail(place, *wrong)
        try:
            with archive.open(entry) as packed:
                data = packed.read(most + 1)
        except _BROKEN as error:
            raise self._fail(place, f"it cannot be unpacked ({_describe(error)})", _AGAIN) from error
        self.n_bytes += len(data)
        if len(data) > most:
            raise self._fail(place, *_too_large(len(data), most))
        return data

    def _fail(self, place: str, reason: str, remedy: str) -> DocumentError:
        return DocumentError(self.name, place, reason, remedy)


def _open(data: bytes) -> zipfile.ZipFile:
    """The archive in these bytes. Raises what zipfile raises."""
    # Each line becomes an object before it can be counted. Word files inside have lines of their own.
    if data.count(_ROW) > 10 * MAX_ENTRIES:
        raise zipfile.BadZipFile("it lists too many files")
    return zipfile.ZipFile(BytesIO(data))


def _find_wrong(entry: zipfile.ZipInfo, most: int) -> tuple[str, str] | None:
    """Why a file is not unpacked, and the remedy; None where it is."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return ("it is a link" if kind == stat.S_IFLNK else "it is no file"), "pack the document itself"
    if entry.flag_bits & 0x1:
        return "it is protected by a password", "unpack it with its password and give the files"
    if entry.compress_type not in _METHODS:
        return "it is packed in a way that Framelens does not unpack", _UNPACK
    if entry.file_size > most:
        return _too_large(entry.file_size, most)
    if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
        reason = f"it grows more than {MAX_RATIO} times when unpacked"
        return reason, "leave it out: it may be a trap"
    return None


def _too_large(n_bytes: int, most: int) -> tuple[str, str]:
    reason = f"{n_bytes / 1e6:.0f} MB is more than the {most / 1e6:.0f} MB that are read from one file"
    return reason, "split it into its documents"


def _describe(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _join(first: str, second: str, between: str = "/") -> str:
    return f"{first}{between}{second}" if first and second else first or second
