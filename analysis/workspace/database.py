"""The one file of a workspace: made whole, checked before anything is written, never repaired in silence.

SQLite with a rollback journal, not a write-ahead log: a log of that kind needs
memory shared between programs, which network drives do not have, and leaves
a second and a third file that get lost when a folder is copied. EXTRA is FULL,
and syncs the folder too, so that a change that was acknowledged stays.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from analysis.errors import WorkspaceError
from analysis.workspace.limits import WAIT

NAME = "workspace.sqlite"
APPLICATION_ID = 0x464C4E53  # "FLNS"
VERSION = 1
"""Of the file and of the archive. A new kind of change needs no new one; what older programs would misread does."""

_SCHEMA = """
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reverts INTEGER NOT NULL,
    checksum TEXT NOT NULL
);
CREATE TABLE files (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TRIGGER changes_stay BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER changes_are_kept BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
"""

_REASONS: dict[str, tuple[str, str]] = {
    "BUSY": ("another program is writing to it and does not finish", "close it there, then try again"),
    "LOCKED": ("another program is writing to it and does not finish", "close it there, then try again"),
    "FULL": ("the disk is full; nothing of this change was kept", "free some space, then make it again"),
    "READONLY_DBMOVED": ("it was moved, deleted or replaced while it was open", "open it again"),
    "READONLY": ("it cannot be written", "check who may write to the folder, or copy it to another place"),
    "CANTOPEN": ("it cannot be opened or written", "check who may read and write the folder"),
    "PERM": ("it cannot be opened or written", "check who may read and write the folder"),
    "IOERR": ("the disk did not read or write it", "check the disk and its free space, then try again"),
    "NOTADB": (
        "it is no workspace, or its beginning is damaged",
        "name another folder, or bring back a copy",
    ),
    "TOOBIG": ("a file is larger than a workspace can hold", "split it"),
}
_DAMAGED = "bring back a copy, or import an exported archive into another folder; this file was left as it is"


def damaged(path: Path, what: str) -> WorkspaceError:
    """The error for a workspace whose content is not what was written."""
    return WorkspaceError(str(path), "", f"it is damaged ({what})", _DAMAGED)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """What SQLite and the disk complain of, as a WorkspaceError."""
    try:
        yield
    except OSError as error:
        reason = f"it cannot be read or written ({error.strerror or error})"
        raise WorkspaceError(str(path), "", reason, "check the folder and who may write to it") from error
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_")
        if known := _REASONS.get(name) or _REASONS.get(name.partition("_")[0]):
            raise WorkspaceError(str(path), "", *known) from error
        if name.startswith("CORRUPT") or str(error).startswith("Could not decode"):
            raise damaged(path, str(error)) from error
        raise  # a mistake of ours, such as a workspace that was closed


def connect(path: Path, *, wait: float = WAIT, mode: str = "rw") -> sqlite3.Connection:
    """A connection that is as careful as SQLite can be. The file must be there."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    for pragma in (
        "synchronous=EXTRA",
        "fullfsync=ON",  # macOS: a plain sync leaves it in the drive's memory
        "temp_store=MEMORY",  # nothing of a document lands outside the workspace
        "trusted_schema=OFF",
        "cell_size_check=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def create(path: Path) -> None:
    """An empty workspace, for its owner only; one that another program made meanwhile is left as it is."""
    with telling(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".workspace-", suffix=".new")  # 0600
        os.close(handle)
        draft = Path(name)
        try:
            with closing(connect(draft)) as connection:
                connection.executescript(
                    f"BEGIN; PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION}; {_SCHEMA} COMMIT;"
                )
            _publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def _publish(draft: Path, path: Path) -> None:
    """Give a whole file its name, unless there is one of that name."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a file system without links (exFAT, some network drives)
        if not path.exists():
            draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last, where the system can."""
    with contextlib.suppress(OSError):  # Windows, and some network drives
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def open_checked(path: Path, *, wait: float = WAIT) -> sqlite3.Connection:
    """A connection to a workspace that is whole. Raises WorkspaceError for any other file; it is left as it is."""
    _check_owner(path)
    with telling(path):
        connection = connect(path, wait=wait)
        try:
            _check_whole(path, connection)
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                connection.execute("PRAGMA journal_mode=DELETE")  # somebody's tool changed it
        except BaseException:
            connection.close()
            raise
    return connection


def _check_owner(path: Path) -> None:
    """Whose file it is, by its first page. Read as unchangeable: not even an interrupted change is rolled back."""
    with telling(path):
        if path.stat().st_size == 0:
            raise damaged(path, "it is empty")
    with telling(path), closing(connect(path, mode="ro&immutable=1")) as connection:
        application_id = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application_id != APPLICATION_ID:
        reason = "it is a database of another program"
        raise WorkspaceError(str(path), "", reason, "name another folder")
    if version > VERSION:
        reason = f"it was written by a newer Framelens (form {version}; this one reads {VERSION})"
        raise WorkspaceError(str(path), "", reason, "update Framelens, or name another folder")
    if version < VERSION:
        raise damaged(path, f"form {version} was never written")


def _check_whole(path: Path, connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path, " ".join(str(found).split()))
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(_SCHEMA)
        if _schema_of(fresh) != _schema_of(connection):
            raise damaged(path, "its tables are not those of a workspace")


def _schema_of(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
