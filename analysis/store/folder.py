"""The folder of a store: its manifest, its parts, and the lock of the one that writes.

    manifest.json            what counts: which parts there are, what made them, what was finished
    parts/NAME/*.parquet     the tables of some documents; inputs.json: which files they are of
    finished-NAME/*.parquet  what needs all documents: near-duplicates, the framing of sources
    lock                     held by the run that writes

A folder of files is written under another name, then renamed; it counts once
the manifest names it. What it does not name is swept away by the next run.
"""

import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.errors import StoreError

FORMAT, VERSION = "framelens store", 1
MANIFEST, PARTS, LOCK = "manifest.json", "parts", "lock"
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Part:
    """A part, and what made it: the versions of package, scorer, actors and rules."""

    name: str
    n_documents: int
    made_with: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts in a store. finished: the folder with near-duplicates and sources; is_finished: of all parts."""

    parts: tuple[Part, ...] = ()
    actor_names: dict[str, str] = field(default_factory=dict)
    finished: str = ""
    is_finished: bool = False


def is_store(path: str | Path) -> bool:
    """Whether a folder is a store, of whatever version."""
    try:
        return (Path(path) / MANIFEST).is_file()
    except (OSError, ValueError):
        return False


def read_manifest(folder: Path) -> Manifest:
    """What counts in a store. Raises StoreError where there is none, or one of a newer Framelens."""
    if not is_store(folder):
        raise StoreError(
            f"{folder}: this is no stored corpus; make one with: framelens score PATH --store {folder}"
        )
    damaged = StoreError(
        f"{folder / MANIFEST}: it is damaged; restore it from a copy, or score into a new folder."
    )
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except ValueError:
        raise damaged from None
    except OSError as error:
        raise StoreError(f"{folder / MANIFEST}: it cannot be read ({error.strerror}).") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise StoreError(f"{folder}: this is no stored corpus: its {MANIFEST} is of another program.")
    version = told.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise StoreError(
            f"{folder}: it was written by a newer Framelens (version {version} of the format, this one "
            f"reads {VERSION}); update Framelens."
        )
    try:
        parts = tuple(Part(**part) for part in told["parts"])
        return Manifest(parts, told["actor_names"], told["finished"], told["is_finished"])
    except (KeyError, TypeError):
        raise damaged from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make it count: whoever looks sees the old manifest or this one, whole."""
    told = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    _write_whole(folder / MANIFEST, json.dumps(told, indent=1, ensure_ascii=False).encode())


def write_folder(
    target: Path, tables: Mapping[str, pa.Table], notes: Mapping[str, Any] | None = None
) -> None:
    """A folder with a Parquet file for each table, and JSON files: there whole when this returns, else not at all."""
    import pyarrow.parquet as pq

    unfinished = target.with_name(f"{target.name}{_UNFINISHED}")
    try:
        unfinished.mkdir()
        for name, table in tables.items():
            with (unfinished / f"{name}.parquet").open("wb") as file:
                pq.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
        for name, value in (notes or {}).items():
            _write_whole(unfinished / name, json.dumps(value, ensure_ascii=False).encode())
        _sync(unfinished)
        unfinished.rename(target)
        _sync(target.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def new_name() -> str:
    """A name that no folder has had."""
    return uuid.uuid4().hex[:12]


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Give a person's sentence for what a disc refuses. The store is left as it was."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            f"{folder}: it cannot be written ({reason}); what was stored before is unharmed. Make room or "
            "name another folder, and run the same command again."
        ) from error


@contextmanager
def writing(folder: Path) -> Iterator[Manifest]:
    """Hold a store for writing; it is made where there is none.

    Raises StoreError for a folder with other things in it, a newer store, one
    that another run writes, and a disc that cannot be written.
    """
    if not is_store(folder) and _is_filled(folder):
        raise StoreError(f"{folder}: this folder is no stored corpus and is not empty; name a new folder.")
    with telling(folder):
        (folder / PARTS).mkdir(parents=True, exist_ok=True)
        lock = closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None))
    with lock as held:
        _take(held, folder)
        if not is_store(folder):
            with telling(folder):
                write_manifest(folder, Manifest())
        manifest = read_manifest(folder)
        with telling(folder):
            sweep(folder, manifest)
        yield manifest


def _take(held: sqlite3.Connection, folder: Path) -> None:
    # A lock of the system beneath, on Windows too: it goes with the process that holds it, however that ends.
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(f"{folder}: another run is writing to it; wait for its end.") from None
        raise StoreError(f"{folder}: it cannot be written ({error}); check who may write there.") from error


def sweep(folder: Path, manifest: Manifest) -> None:
    """Take away what does not count: what a killed run left, and what was replaced."""
    counted = {part.name for part in manifest.parts}
    for path in (folder / PARTS).iterdir():
        if path.name not in counted:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob("finished-*"):
        if path.name != manifest.finished:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"*{_UNFINISHED}"):
        path.unlink(missing_ok=True)


def read_inputs(folder: Path, parts: Sequence[Part]) -> Iterator[tuple[Part, list[dict[str, Any]]]]:
    """The files that each part is of; see `parts.Covered`."""
    for part in parts:
        path = folder / PARTS / part.name / "inputs.json"
        try:
            yield part, json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(
                f"{path}: it is damaged or missing ({error}); restore it from a copy."
            ) from error


def _is_filled(folder: Path) -> bool:
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise StoreError(f"{folder}: this is a file; name a folder for the stored corpus.")
    # A run that died before its first manifest leaves these.
    return any(
        path.name not in (LOCK, f"{LOCK}-journal", PARTS, f"{MANIFEST}{_UNFINISHED}")
        for path in folder.iterdir()
    )


def _write_whole(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f"{path.name}{_UNFINISHED}")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    """Have the names in a folder written to the disc; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
