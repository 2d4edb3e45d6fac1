"""A workspace as one ZIP: the same workspace gives the same bytes.

workspace.json      what this is, and its version
changes.jsonl       a change per line
files/SHA256        the bytes of each added file
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence

from analysis.errors import WorkspaceError
from analysis.workspace.database import VERSION
from analysis.workspace.kinds import find_files
from analysis.workspace.limits import MAX_FILE, MAX_LOG, MAX_MEMBERS, MAX_RATIO, MAX_TOTAL
from analysis.workspace.records import Change, write_json

ABOUT = "workspace.json"
LOG = "changes.jsonl"
FILES = "files/"
FORMAT = "framelens workspace"

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP can hold: times would make no two archives alike


def write_archive(changes: Sequence[Change], read_file: Callable[[str], bytes], name: str) -> bytes:
    """The archive of a log. Raises WorkspaceError where it is larger than what could be imported."""
    log = "".join(write_json(_write_line(change)) + "\n" for change in changes).encode()
    wanted = sorted(set().union(*map(find_files, changes)))
    _check(name, len(log) <= MAX_LOG and len(wanted) + 2 <= MAX_MEMBERS)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _add(archive, ABOUT, write_json({"format": FORMAT, "version": VERSION}).encode() + b"\n")
        _add(archive, LOG, log)
        total = len(log)
        for sha256 in wanted:
            data = read_file(sha256)
            total += len(data)
            _check(name, total <= MAX_TOTAL and len(data) <= MAX_FILE)
            _add(archive, FILES + sha256, data)
    return stream.getvalue()


def _check(name: str, is_small: bool) -> None:
    if not is_small:
        reason = "it is larger than what an archive may hold"
        raise WorkspaceError(name, "", reason, "copy its folder instead, while no program has it open")


def _write_line(change: Change) -> dict[str, object]:
    """A line of the log; its number is that of the change."""
    return {
        "step": change.step, "at": change.at, "who": change.who, "kind": change.kind, "key": change.key,
        "before": change.before, "after": change.after, "reverts": change.reverts,
    }  # fmt: skip


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    packed = len(zlib.compress(data)) - 6  # a ZIP leaves out zlib's own head and tail
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = 3  # Unix, wherever it is written
    member.external_attr = 0o600 << 16
    member.compress_type = zipfile.ZIP_STORED if packed * MAX_RATIO < len(data) else zipfile.ZIP_DEFLATED
    archive.writestr(member, data, compresslevel=6)
