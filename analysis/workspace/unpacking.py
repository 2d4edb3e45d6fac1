"""A ZIP that somebody sent → a log and its files. Nothing is unpacked to disk; nothing is believed.

Only the three kinds of names that `archive` writes are taken, so that no path
leads anywhere; sizes are checked as declared and again as read.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analysis.errors import RequestError, WorkspaceError
from analysis.workspace.archive import ABOUT, FILES, FORMAT, LOG
from analysis.workspace.database import VERSION
from analysis.workspace.kinds import KINDS, check_setting, find_files
from analysis.workspace.ledger import BadLogError, Ledger
from analysis.workspace.limits import MAX_FILE, MAX_LOG, MAX_MEMBERS, MAX_RATIO, MAX_TOTAL, MAX_VALUE, MAX_WHO
from analysis.workspace.records import Change, Json, Setting
from analysis.workspace.rows import make_key, parse_value

_FILE = re.compile(re.escape(FILES) + r"[0-9a-f]{64}")
_LINE = {"step", "at", "who", "kind", "key", "before", "after", "reverts"}
_AGAIN = "export it again, or ask for it once more"
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True)
class Archive:
    """A checked archive: the log in it, and its files by sha256."""

    name: str
    ledger: Ledger
    members: zipfile.ZipFile

    def read_file(self, sha256: str) -> bytes:
        """The bytes of a file. Raises WorkspaceError where they are not what the name says."""
        data = _read(self.name, self.members, FILES + sha256, MAX_FILE)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise WorkspaceError(self.name, FILES + sha256, "its bytes are not those that were added", _AGAIN)
        return data


@contextmanager
def open_archive(source: str | Path | bytes) -> Iterator[Archive]:
    """An archive, all of it checked. source: a path, or the bytes of an upload. Raises WorkspaceError."""
    name = "archive" if isinstance(source, bytes) else str(source)
    try:
        members = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except FileNotFoundError:
        raise WorkspaceError(name, "", "there is no such file", "check the path") from None
    except _BROKEN as error:
        raise WorkspaceError(name, "", f"it is no ZIP that can be read ({error})", _AGAIN) from error
    with members:
        _check_sizes(name, members)
        _check_about(name, members)
        _check_names(name, members)
        archive = Archive(name, _read_log(name, members), members)
        wanted = set().union(*map(find_files, archive.ledger.changes))
        present = {
            info.filename.removeprefix(FILES) for info in members.infolist() if _FILE.match(info.filename)
        }
        for sha256 in sorted(wanted ^ present):
            reason = "it is missing" if sha256 in wanted else "nothing refers to it"
            raise WorkspaceError(name, FILES + sha256, reason, _AGAIN)
        for sha256 in sorted(wanted):
            archive.read_file(sha256)
        yield archive


def _check_sizes(name: str, members: zipfile.ZipFile) -> None:
    found = members.infolist()
    total, packed = sum(info.file_size for info in found), sum(info.compress_size for info in found)
    for is_wrong, reason in (
        (len(found) > MAX_MEMBERS, f"{len(found)} files are more than the {MAX_MEMBERS} that are read"),
        (total > MAX_TOTAL, f"{total / 1e6:.0f} MB unpacked are more than the {MAX_TOTAL / 1e6:.0f} MB that are read"),
        (total > MAX_RATIO * max(packed, 1), f"it grows more than {MAX_RATIO} times when unpacked"),
        (len({info.filename for info in found}) < len(found), "a name stands in it twice"),
        (any(info.flag_bits & 0x1 for info in found), "it is encrypted"),
    ):  # fmt: skip
        if is_wrong:
            raise WorkspaceError(name, "", reason, "import an archive as Framelens exported it")


def _check_about(name: str, members: zipfile.ZipFile) -> None:
    if ABOUT not in members.namelist():
        raise WorkspaceError(
            name, "", f"it is no exported workspace: there is no {ABOUT} in it", "choose another file"
        )
    try:
        about = json.loads(_read(name, members, ABOUT, 10_000))
        version = about["version"] if about["format"] == FORMAT else None
    except (ValueError, LookupError, TypeError, RecursionError):
        version = None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise WorkspaceError(name, ABOUT, "it does not say that this is a workspace", _AGAIN)
    if version > VERSION:
        reason = f"it was exported by a newer Framelens (form {version}; this one reads {VERSION})"
        raise WorkspaceError(name, "", reason, "update Framelens")


def _check_names(name: str, members: zipfile.ZipFile) -> None:
    for info in members.infolist():
        is_ours = info.filename in (ABOUT, LOG) or _FILE.fullmatch(info.filename)
        if not is_ours and not (info.filename == FILES and info.file_size == 0):
            shown = info.filename.encode(errors="replace").decode()[:80]
            reason = f"“{shown}” does not belong in an exported workspace"
            raise WorkspaceError(name, "", reason, "import an archive as Framelens exported it")


def _read(name: str, members: zipfile.ZipFile, member: str, limit: int) -> bytes:
    """The bytes of a member, never more than the limit, whatever the archive says of its size."""
    try:
        with members.open(member) as file:
            data = file.read(limit + 1)
    except (KeyError, *_BROKEN) as error:
        raise WorkspaceError(name, member, f"it cannot be unpacked ({error})", _AGAIN) from error
    if len(data) > limit:
        raise WorkspaceError(name, member, f"it has more than the {limit} bytes that are read", _AGAIN)
    return data


def _read_log(name: str, members: zipfile.ZipFile) -> Ledger:
    ledger = Ledger()
    lines = _read(
        name, members, LOG, MAX_LOG
    ).splitlines()  # JSON has no bare line breaks, bytes split at no others
    for number, line in enumerate(lines, start=1):
        try:
            if len(line) > 3 * MAX_VALUE:
                raise BadLogError(f"{len(line)} bytes are too many for a change")
            ledger.extend([_read_change(line.decode(), number)])
        except (BadLogError, RequestError, UnicodeError) as error:
            reason = str(error).rstrip(".")
            raise WorkspaceError(name, f"{LOG}, line {number}", reason, _AGAIN) from error
    return ledger


def _read_change(text: str, number: int) -> Change:
    where = f"change {number}"
    value = parse_value(text, where)
    if not isinstance(value, dict) or set(value) != _LINE:
        raise BadLogError(f"{where} does not have the fields {', '.join(sorted(_LINE))}")
    kind = _text(value["kind"], where)
    if kind not in KINDS:
        raise BadLogError(f"{where} is of a kind that this version of Framelens does not know (“{kind}”)")
    key = make_key(value["key"], where)
    before, after = (check_setting(Setting(kind, key, value[side])).value for side in ("before", "after"))
    return Change(
        number, _count(value["step"], where), _time(value["at"], where), _text(value["who"], where),
        kind, key, before, after, _count(value["reverts"], where),
    )  # fmt: skip


def _text(value: Json, where: str) -> str:
    if not isinstance(value, str) or len(value) > MAX_WHO or value != value.encode(errors="replace").decode():
        raise BadLogError(f"{where}: a text of up to {MAX_WHO} characters was expected")
    return value


def _count(value: Json, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadLogError(f"{where}: step and reverts are numbers of changes")
    return value


def _time(value: Json, where: str) -> str:
    text = _text(value, where)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise BadLogError(f"{where}: “{text[:40]}” is no time") from None
    return text
