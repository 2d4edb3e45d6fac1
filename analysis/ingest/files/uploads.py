"""Files that come from a browser, alone or as a folder: which are documents, and what is told of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from analysis.ingest.files.hidden import is_hidden
from analysis.ingest.html import is_companion
from analysis.ingest.metadata import sources
from analysis.types import Failure


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to read. number: its place among those given; name: without its folder; metadata, notes, columns: what was told of it."""

    number: int
    path: str
    name: str
    metadata: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Uploads:
    """What to read, the paths that are passed over, and what is wrong in a table of metadata among them."""

    files: tuple[Upload, ...] = ()
    passed: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def plan_uploads(paths: Sequence[str], read: Callable[[int], bytes]) -> Uploads:
    """What `read` would make of these files if they lay in a folder.

    Hidden files, and what a browser saved beside a page, are passed over; a
    `sources.toml` or `sources.csv` tells of the files beside it.
    paths: as the browser names them, folders with "/". read: the bytes of the file at a place.
    """
    places = [PurePosixPath(path.replace("\\", "/")) for path in paths]
    beside: dict[PurePosixPath, set[str]] = {}
    for place in places:
        beside.setdefault(place.parent, set()).add(place.name)
    told: dict[PurePosixPath, sources.Sources] = {}
    failures: list[Failure] = []
    for number, place in enumerate(places):
        if place.name == sources.find_table(beside[place.parent]):
            found = sources.parse_sources(read(number), str(place), beside[place.parent])
            told[place.parent] = found
            failures += found.failures
    files: list[Upload] = []
    passed: list[str] = []
    for number, place in enumerate(places):
        if place.name in sources.NAMES:
            continue
        if _is_passed(place, beside):
            passed.append(paths[number])
            continue
        table = told.get(place.parent)
        known = (table.find(place.name) if table else None) or sources.Told()
        metadata = {
            column: value for column, value in known.values.items() if column != "published_precision"
        }
        files.append(Upload(number, paths[number], place.name, metadata, known.notes, dict(known.columns)))
    return Uploads(tuple(files), tuple(passed), tuple(failures))


def _is_passed(place: PurePosixPath, beside: dict[PurePosixPath, set[str]]) -> bool:
    """Whether a file is hidden, or stands in a folder that is or that belongs to a saved page."""
    if is_hidden(place.name):
        return True
    folders = [parent for parent in place.parents if parent.name]
    return any(
        is_hidden(folder.name) or is_companion(folder.name, beside.get(folder.parent, set()))
        for folder in folders
    )
