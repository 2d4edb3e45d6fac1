"""The names in a ZIP → the files that may be documents: which are passed over, which lead out, which stand there twice."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.ingest.cleaning.visible import make_visible
from analysis.ingest.files.hidden import is_hidden
from analysis.ingest.html import is_companion
from analysis.ingest.limits import MAX_NAME

_UTF8 = 0x800  # the bit that says that a name is UTF-8
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that an archive lists. wrong: why it is not unpacked, and the remedy; None where nothing is wrong."""

    path: str
    entry: zipfile.ZipInfo
    wrong: tuple[str, str] | None = None

    @property
    def folder(self) -> str:
        """The folder it lies in; "" at the top."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Its name without its folder."""
        return self.path.rpartition("/")[2]


def find_files(entries: Sequence[zipfile.ZipInfo]) -> list[Listed]:
    """The files that may be documents, sorted by path, as in a folder: hidden ones and what lies beside pages left out."""
    files = sorted(_list_files(entries), key=lambda file: file.path)
    beside: dict[str, set[str]] = {}
    for file in files:
        beside.setdefault(file.folder, set()).add(file.name)
    passed: dict[str, bool] = {"": False}
    return _mark_repeated(
        [
            file
            for file in files
            if file.wrong or not (is_hidden(file.name) or _is_passed(file.folder, beside, passed))
        ]
    )


def _list_files(entries: Sequence[zipfile.ZipInfo]) -> Iterator[Listed]:
    for entry in entries:
        name = _decode(entry)
        if len(name) > MAX_NAME:
            shown = f"{make_visible(name[:60])}…"
            yield Listed(shown.replace("/", "_"), entry, ("its name is too long", "give it a shorter one"))
        elif not name.endswith("/"):
            # Programs under Windows wrote "\" long after the standard had settled on "/".
            path = make_visible(name.replace("\\", "/"))
            parts = [part for part in path.split("/") if part not in ("", ".")]
            leads_out = path.startswith("/") or ".." in parts or _DRIVE.match(path)
            wrong = ("its name leads out of the archive", "pack it again with its folder")
            if parts:
                yield Listed("/".join(parts), entry, wrong if leads_out else None)


def _decode(entry: zipfile.ZipInfo) -> str:
    """The name of a file. macOS writes UTF-8 and does not say so; zipfile then takes it for an old code page."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return unicodedata.normalize("NFC", name)


def _is_passed(folder: str, beside: dict[str, set[str]], passed: dict[str, bool]) -> bool:
    """Whether a folder, or one that it lies in, is hidden or lies beside a saved page. passed: what is known so far."""
    unknown: list[str] = []
    while folder not in passed:
        unknown.append(folder)
        folder = folder.rpartition("/")[0]
    for inner in reversed(unknown):
        above, _, name = inner.rpartition("/")
        is_beside = is_companion(name, beside.get(above, frozenset()))
        passed[inner] = passed[above] or is_hidden(name) or is_beside
    return passed[unknown[0]] if unknown else passed[folder]


def _mark_repeated(files: Sequence[Listed]) -> list[Listed]:
    """The same files; of those with the same path only the last is unpacked, as other programs do."""
    last = {file.path: number for number, file in enumerate(files)}
    wrong = ("another file in the archive has the same name, and that one is read", "rename one of them")
    return [
        file if last[file.path] == number or file.wrong else replace(file, wrong=wrong)
        for number, file in enumerate(files)
    ]
