"""The log on disk: read as far as it has grown, written whole or not at all."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import RequestError, WorkspaceError
from analysis.workspace import database
from analysis.workspace.kinds import find_files
from analysis.workspace.ledger import BadLogError, Ledger
from analysis.workspace.limits import WAIT
from analysis.workspace.records import Change, write_json
from analysis.workspace.rows import parse_key, parse_value

_COLUMNS = "id, step, at, who, kind, key, before, after, reverts, checksum"


class Store:
    """An open workspace file, for any thread; other programs may have it open too.

    A writer waits for another one `wait` seconds, then gives up with an error.
    """

    def __init__(self, path: Path, *, wait: float = WAIT) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._ledger = Ledger()
        self._connection = database.open_checked(path, wait=wait)
        try:
            with self.reading():
                pass
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """The log as it is on disk now; nobody in this program changes it meanwhile."""
        with self._lock:
            with database.telling(self.path):
                self._take_in()
            yield self._ledger

    def _take_in(self) -> None:
        """Read what this or another program has written since."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM changes WHERE id > ? ORDER BY id", (len(self._ledger.changes),)
        ).fetchall()
        try:
            self._ledger.extend(map(_read_row, rows))
        except BadLogError as error:
            raise database.damaged(self.path, str(error)) from error

    def write(
        self,
        plan: Callable[[Ledger], Sequence[Change]],
        read_file: Callable[[str], bytes] | None = None,
    ) -> tuple[Change, ...]:
        """Write the changes that `plan` makes of the log, with the files that they refer to.

        When it returns they are on disk; when it raises nothing was written.
        read_file: gives the bytes of a file that is not kept yet.
        """
        with self._lock, database.telling(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._take_in()
                changes = tuple(plan(self._ledger))
                for sha256 in sorted(set().union(*map(find_files, changes))):
                    self._keep_file(sha256, read_file)
                self._connection.executemany(
                    f"INSERT INTO changes ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    map(_write_row, changes),
                )
                self._connection.execute("COMMIT" if changes else "ROLLBACK")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            self._take_in()
        return changes

    def _keep_file(self, sha256: str, read_file: Callable[[str], bytes] | None) -> None:
        if self._connection.execute("SELECT 1 FROM files WHERE sha256 = ?", (sha256,)).fetchone():
            return
        if read_file is None:
            raise RequestError(f"file {sha256}: it is not in the workspace; add the document itself.")
        data = read_file(sha256)
        self._connection.execute("INSERT INTO files VALUES (?, ?)", (sha256, data))

    def read_file(self, sha256: str) -> bytes:
        """The bytes of a kept file. Raises WorkspaceError where they are not what was stored."""
        with self._lock, database.telling(self.path):
            row = self._connection.execute("SELECT data FROM files WHERE sha256 = ?", (sha256,)).fetchone()
        data = row[0] if row else None
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != sha256:
            reason = "it is not what was added" if row else "it is missing"
            raise WorkspaceError(
                str(self.path), f"file {sha256}", reason, "add the document again from its source"
            )
        return data


def _write_row(change: Change) -> tuple[object, ...]:
    return (
        change.change_id, change.step, change.at, change.who, change.kind, write_json(change.key),
        write_json(change.before), write_json(change.after), change.reverts, change.checksum,
    )  # fmt: skip


def _read_row(row: tuple[object, ...]) -> Change:
    number, step, at, who, kind, key, before, after, reverts, checksum = row
    where = f"change {number}"
    if not all(isinstance(value, int) for value in (number, step, reverts)):
        raise BadLogError(f"{where} is no change")
    change = Change(
        int(str(number)), int(str(step)), str(at), str(who), str(kind), parse_key(key, where),
        parse_value(before, where), parse_value(after, where), int(str(reverts)),
    )  # fmt: skip
    if change.checksum != checksum:
        raise BadLogError(f"{where} is not what was written")
    return change
