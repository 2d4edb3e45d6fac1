"""Where workspaces are: the user's data folder, or wherever a person says."""

import contextlib
import os
import tempfile
from pathlib import Path

import platformdirs

from analysis.errors import WorkspaceError
from analysis.workspace import database

VARIABLE = "FRAMELENS_WORKSPACE"
_LAST = "last-workspace.txt"


def workspace_folder(told: str | Path | None = None) -> Path:
    """The folder to open: the one told, that of FRAMELENS_WORKSPACE, the last one, or the default.

    The last one counts only where a workspace is still there. Nothing is made.
    """
    if told:
        return Path(told)
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return last_folder() or default_folder()


def default_folder() -> Path:
    """“default” in the user's data folder of this system."""
    return _home() / "default"


def _home() -> Path:
    return platformdirs.user_data_path("framelens", appauthor=False)


def last_folder() -> Path | None:
    """The folder that was remembered; None where none was, or where no workspace is in it any more."""
    try:
        folder = Path(os.fsdecode((_home() / _LAST).read_bytes()))
        return folder if folder.is_absolute() and (folder / database.NAME).is_file() else None
    except (OSError, ValueError):  # ValueError: the file was damaged and holds a NUL
        return None


def remember_folder(folder: str | Path) -> None:
    """Note a folder as the last one; the next `workspace_folder()` gives it. Raises WorkspaceError."""
    target = _home() / _LAST
    with database.telling(target):
        make_folder(target.parent)
        write_whole(target, os.fsencode(Path(folder).absolute()))


def make_folder(folder: Path) -> None:
    """The folder, and those above it that are missing, for their owner only."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise WorkspaceError(str(folder), "", "it is a file, not a folder", "name a folder")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once, for its owner only: whoever looks sees the old one or the new one, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        database.sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
