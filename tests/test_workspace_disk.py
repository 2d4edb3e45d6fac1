"""The workspace on disk: killed, damaged, foreign, full, read-only, open twice."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from analysis.errors import WorkspaceError
from analysis.types import Corpus
from analysis.workspace import open_workspace
from analysis.workspace.database import NAME

TEXT = "China praised the talks on Monday. The United States did not comment on them, officials said."

CHILD = """
import sys
from analysis.workspace import open_workspace
workspace = open_workspace(sys.argv[1], create=True, who=sys.argv[2], wait=60)
print("open", flush=True)
for n in range(int(sys.argv[3])):
    if n % 10 == 3:
        workspace.add_text(f"China praised talk number {n} of {sys.argv[2]} on Monday, and called it a success.")
    elif n % 10 == 7:
        workspace.undo()
    elif n % 10 == 8:
        workspace.redo()
    else:
        workspace.edit_metadata(f"{sys.argv[2]}{n}", {"source": f"S{n}", "author": f"A{n}"})
    print(n, len(workspace.history()), flush=True)
"""


def start(folder, who, n_changes):
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), who, str(n_changes)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )


def told(workspace):
    """What each step did, without its time."""
    return [
        [(c.kind, c.key, c.before, c.after, c.reverts) for c in step.changes] for step in workspace.history()
    ]


@pytest.fixture(scope="module")
def unkilled(tmp_path_factory):
    """The 200 steps of a child that nobody killed."""
    folder = tmp_path_factory.mktemp("unkilled")
    start(folder, "k", 200).communicate()
    with open_workspace(folder) as workspace:
        steps = told(workspace)
    assert len(steps) == 200
    return steps


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("seed", range(6))
def test_a_killed_workspace_has_every_acknowledged_change(tmp_path, unkilled, seed):
    chance = random.Random(seed)
    child = start(tmp_path / "ws", "k", 200)
    lines = [child.stdout.readline() for _ in range(1 + chance.randrange(200))]
    time.sleep(chance.uniform(0, 0.05))  # somewhere inside a change
    child.send_signal(signal.SIGKILL)
    lines += [line for line in child.stdout if line.endswith("\n")]
    assert child.wait() in (0, -signal.SIGKILL)
    n_acknowledged = len(lines) - 1
    with open_workspace(tmp_path / "ws") as workspace:
        steps = told(workspace)
        assert steps == unkilled[: len(steps)]
        assert n_acknowledged <= len(steps) <= n_acknowledged + 1  # one may be kept that was not acknowledged
        corpus = workspace.apply(Corpus())
        assert (len(corpus), corpus.failures) == (len(workspace.added()), ())
        workspace.edit_metadata("after", {"source": "X"})
        assert workspace.undo()
    assert [path.name for path in (tmp_path / "ws").iterdir()] == [NAME]


def test_two_programs_and_this_one_write_at_once_and_all_is_kept(tmp_path):
    with open_workspace(tmp_path / "ws", create=True, wait=60) as workspace:
        children = [start(tmp_path / "ws", who, 7) for who in ("p", "q")]
        for n in range(12):
            workspace.edit_metadata(f"own{n}", {"source": "S"})
        assert all(child.communicate() and child.returncode == 0 for child in children)
        assert len(workspace.history()) == 12 + 7 + 7
        assert all(workspace.edits(f"own{n}") for n in range(12))
        assert all(workspace.edits(f"{who}{n}") for who in "pq" for n in (0, 1, 2, 4, 5, 6))
        assert {step.who for step in workspace.history()} == {"", "p", "q"}


def test_two_programs_make_one_workspace(tmp_path):
    children = [start(tmp_path / "ws", who, 1) for who in "ab"]
    assert all(child.communicate() and child.returncode == 0 for child in children)
    with open_workspace(tmp_path / "ws") as workspace:
        assert {step.who for step in workspace.history()} == set("ab")
    assert {path.name for path in (tmp_path / "ws").iterdir()} == {NAME}


def test_threads_share_a_workspace(tmp_path):
    with open_workspace(tmp_path / "ws", create=True) as workspace:
        threads = [
            threading.Thread(target=workspace.edit_metadata, args=(f"d{n}", {"source": "S"}))
            for n in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(workspace.edits(f"d{n}") for n in range(10))


def test_a_second_writer_waits_briefly_then_says_so(tmp_path):
    with (
        open_workspace(tmp_path / "ws", create=True) as first,
        open_workspace(tmp_path / "ws", wait=0.2) as second,
    ):
        first._store._connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="another program"):
            second.edit_metadata("d", {"source": "S"})
        with pytest.raises(WorkspaceError, match="another program"):
            open_workspace(tmp_path / "ws", wait=0.2)
        first._store._connection.execute("ROLLBACK")
        second.edit_metadata("d", {"source": "S"})
        assert first.edits("d") == {"source": "S"}


# Damaged and foreign files


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A workspace of some pages, closed; its bytes."""
    folder = tmp_path_factory.mktemp("whole")
    with open_workspace(folder, create=True) as workspace:
        for n in range(5):
            workspace.add_text(f"Text number {n}. " + TEXT * 200, title=f"T{n}")
            workspace.edit_metadata(f"d{n}", {"source": "Xinhua"})
    return (folder / NAME).read_bytes()


def foreign(data, **pragmas):
    """The file with other marks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(data)
        connection = sqlite3.connect(path)
        for pragma, value in pragmas.items():
            connection.execute(f"PRAGMA {pragma}={value}")
        connection.close()
        return path.read_bytes()


def other_tables(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(data)
        connection = sqlite3.connect(path)
        connection.executescript("DROP TRIGGER changes_stay; UPDATE changes SET after = '1' WHERE id = 2;")
        connection.close()
        return path.read_bytes()


def changed_row(data):
    return data.replace(b'"Xinhua"', b'"Pravda"', 1)


BROKEN = {
    "empty": (lambda data: b"", "empty"),
    "short": (lambda data: data[:50], "no workspace|damaged"),
    "a page is missing": (lambda data: data[:-4096], "damaged"),
    "half": (lambda data: data[: len(data) // 2], "damaged"),
    "cut inside a page": (lambda data: data[: len(data) // 2 + 77], "damaged"),
    "zeros": (lambda data: bytes(len(data)), "no workspace|another program"),
    "zeros at the beginning": (lambda data: bytes(4096) + data[4096:], "no workspace|another program"),
    "zeros in the log": (lambda data: data[:4096] + bytes(4096) + data[8192:], "damaged"),
    "text": (lambda data: b"Dear diary, " * 1000, "no workspace"),
    "another program's": (lambda data: foreign(data, application_id=42), "another program"),
    "newer": (lambda data: foreign(data, user_version=2), "newer Framelens"),
    "older than the first": (lambda data: foreign(data, user_version=0), "damaged"),
    "other tables": (other_tables, "damaged"),
    "a changed row": (changed_row, "damaged"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_workspace_gives_a_clear_error_and_is_left_as_it_is(tmp_path, whole, case):
    spoil, words = BROKEN[case]
    data = spoil(whole)
    assert data != whole
    (tmp_path / NAME).write_bytes(data)
    for create in (False, True):
        with pytest.raises(WorkspaceError, match=words) as caught:
            open_workspace(tmp_path, create=create)
        assert str(tmp_path) in str(caught.value)
        assert caught.value.remedy
    assert (tmp_path / NAME).read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_no_flipped_byte_passes_unseen(tmp_path, whole):
    """Whatever byte rots, the workspace opens as it was, or says what is wrong; it never tells something else."""
    (tmp_path / NAME).write_bytes(whole)
    with open_workspace(tmp_path) as workspace:
        history, corpus = workspace.history(), workspace.apply(Corpus())
    chance = random.Random(0)
    n_seen = 0
    for _ in range(80):
        data = bytearray(whole)
        start_at = chance.choice([0, chance.randrange(len(data) - 200)])
        for _ in range(3):
            data[start_at + chance.randrange(200)] ^= 1 << chance.randrange(8)
        (tmp_path / NAME).write_bytes(data)
        try:
            with open_workspace(tmp_path) as workspace:
                assert workspace.history() == history
                found = workspace.apply(Corpus())
                assert found == corpus or found.failures
                n_seen += bool(found.failures)
        except WorkspaceError:
            n_seen += 1
        assert not (tmp_path / NAME).with_suffix(".sqlite-journal").exists()
    assert n_seen > 25


def test_a_damaged_document_does_not_stop_the_others(tmp_path, whole):
    (tmp_path / NAME).write_bytes(whole.replace(b"Text number 3", b"Text number 9", 1))
    with open_workspace(tmp_path) as workspace:
        corpus = workspace.apply(Corpus())
    assert len(corpus) == 4
    assert "not what was added" in corpus.failures[0].reason


# Where it cannot be written


@contextlib.contextmanager
def nobody():
    """Without the rights of root, for whom nothing is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")
def test_a_read_only_workspace_can_be_read_and_says_that_it_cannot_be_written(whole):
    folder = Path(tempfile.mkdtemp(prefix="framelens-test-"))  # pytest's own folders are closed to others
    try:
        (folder / NAME).write_bytes(whole)
        for file_mode, folder_mode in ((0o444, 0o555), (0o666, 0o555), (0o444, 0o777)):
            (folder / NAME).chmod(file_mode)
            folder.chmod(folder_mode)
            with nobody(), open_workspace(folder, wait=0.1) as workspace:
                assert len(workspace.apply(Corpus())) == 5
                with pytest.raises(WorkspaceError, match="written"):
                    workspace.edit_metadata("d", {"source": "S"})
                assert workspace.edits("d") == {}
        folder.chmod(0o555)
        with nobody(), pytest.raises(WorkspaceError, match="who may write"):
            open_workspace(folder / "inside", create=True)
        (folder / NAME).chmod(0o000)
        with nobody(), pytest.raises(WorkspaceError, match="who may"):
            open_workspace(folder)
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_full_disk_keeps_nothing_of_the_change_and_all_before(tmp_path):
    with open_workspace(tmp_path, create=True) as workspace:
        workspace.edit_metadata("d", {"source": "S"})
        pages = workspace._store._connection.execute("PRAGMA page_count").fetchone()[0]
        workspace._store._connection.execute(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(WorkspaceError, match="disk is full"):
            workspace.add_text(TEXT * 1000)
        assert workspace.version == 1
        workspace._store._connection.execute("PRAGMA max_page_count=100000")
        workspace.add_text(TEXT * 1000)
        assert len(workspace.history()) == 2


def test_a_disk_that_refuses_to_write_keeps_nothing_of_the_change(tmp_path):
    resource = pytest.importorskip("resource")
    with open_workspace(tmp_path, create=True) as workspace:
        workspace.edit_metadata("d", {"source": "S"})
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / NAME).stat().st_size + 9_000, limits[1]))
        try:
            with pytest.raises(WorkspaceError, match=r"disk|written"):
                workspace.add_text(TEXT * 1000)
            with pytest.raises(WorkspaceError):
                workspace.export(Path("/dev/full") / "x.zip")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, before)
        assert workspace.version == 1
    with open_workspace(tmp_path) as workspace:
        assert workspace.edits("d") == {"source": "S"}


def test_a_workspace_that_was_moved_away_takes_no_more_changes(tmp_path):
    with open_workspace(tmp_path / "ws", create=True) as workspace:
        workspace.edit_metadata("d", {"source": "S"})
        (tmp_path / "ws").rename(tmp_path / "elsewhere")
        with pytest.raises(WorkspaceError, match=r"moved|opened"):
            workspace.edit_metadata("d", {"source": "T"})
    with open_workspace(tmp_path / "elsewhere") as workspace:
        assert workspace.edits("d") == {"source": "S"}
