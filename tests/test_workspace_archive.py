"""The workspace as one ZIP: the same again, merged, and what hostile archives cannot do."""

import io
import json
import os
import zipfile

import pytest

import analysis
from analysis.errors import WorkspaceError
from analysis.types import Corpus
from analysis.workspace import open_workspace

TEXT = "China praised the talks on Monday. The United States did not comment on them, officials said."
ACTORS = '[[actor]]\nid = "IR"\nname = "Iran"\n[[actor.aliases]]\nkind = "name"\norigin = "own"\nwords = ["Iran"]\n'


@pytest.fixture(scope="module")
def seeds():
    return analysis.read(analysis.seeds_folder())


@pytest.fixture
def make(tmp_path):
    opened = []

    def new():
        opened.append(open_workspace(tmp_path / f"ws{len(opened)}", create=True, who="Zoë"))
        return opened[-1]

    yield new
    for workspace in opened:
        workspace.close()


@pytest.fixture
def filled(make, seeds):
    """A workspace with one of each kind, and something that was removed."""
    workspace = make()
    secret = workspace.add_text("Secret. " + TEXT)
    workspace.remove_document(secret.doc_id)
    workspace.add_file(TEXT.encode(), "текст.txt", source="新华社")
    workspace.edit_metadata(seeds[0].doc_id, {"source": "Xinhua", "published": "2023"})
    doc = next(doc for doc in seeds if doc.removed)
    workspace.restore_block(doc, doc.removed[0].block_id)
    workspace.set_actors(ACTORS.encode(), "eigene.toml")
    return workspace


def test_a_colleague_sees_the_same(filled, make, seeds):
    other = make()
    imported = other.import_archive(filled.export_bytes())
    assert (imported.n_added, imported.n_same, imported.conflicts) == (5, 0, ())
    assert other.apply(seeds) == filled.apply(seeds)
    assert other.actors().ids == filled.actors().ids
    mine = {(c.kind, c.key): (c.at, c.who, c.after) for step in filled.history() for c in step.changes}
    theirs = {(c.kind, c.key): (c.at, c.who, c.after) for step in other.history() for c in step.changes}
    assert theirs == {key: told for key, told in mine.items() if told[2] is not None}
    assert other.export_bytes() == filled.export_bytes()


def test_what_was_removed_goes_along_only_when_asked_for(filled, make):
    def holds_secret(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(b"Secret" in archive.read(name) for name in archive.namelist())

    assert not holds_secret(filled.export_bytes())
    data = filled.export_bytes(with_history=True)
    assert holds_secret(data)
    other = make()
    other.import_archive(data)
    assert other.history() == filled.history()
    while other.undo():
        pass
    assert other.added() == []


def test_the_same_workspace_gives_the_same_bytes(filled, tmp_path):
    filled.export(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == filled.export_bytes() == filled.export_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
    assert names[:2] == ["workspace.json", "changes.jsonl"]
    assert names[2:] == sorted(names[2:])


def test_merging_adds_lists_conflicts_and_overwrites_nothing(filled, make, seeds):
    other = make()
    other.edit_metadata(seeds[0].doc_id, {"source": "TASS", "published": "2023"})
    own = other.add_text("My own. " + TEXT)
    data = filled.export_bytes()
    imported = other.import_archive(data)
    assert (imported.n_added, imported.n_same) == (3, 1)
    assert [(c.ours, c.theirs) for c in imported.conflicts] == [("TASS", "Xinhua")]
    assert "Xinhua" in imported.conflicts[0].text
    assert other.apply(seeds)[0].source == "TASS"
    assert own in other.apply(seeds).documents
    assert other.import_archive(data).n_added == 0
    other.undo()
    assert other.added() == [own.doc_id]
    assert other.import_archive(data, take_theirs=True).n_added == 4
    assert other.apply(seeds)[0].source == "Xinhua"


def test_an_archive_of_text_that_packs_very_well_can_be_imported(make):
    workspace, other = make(), make()
    workspace.add_text("China praised the talks. " * 20_000)
    other.import_archive(workspace.export_bytes())
    assert other.apply(Corpus()) == workspace.apply(Corpus())


def test_a_failed_export_leaves_the_old_file(filled, tmp_path, monkeypatch):
    target = tmp_path / "out.zip"
    target.write_bytes(b"old")

    def fail(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WorkspaceError, match="No space left"):
        filled.export(target)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.zip", "ws0"]


def rezip(data, change):
    """The archive with members changed: `change` gets {name: bytes} and returns it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = change({name: archive.read(name) for name in archive.namelist()})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_line(**fields):
    """The archive with its first change altered."""

    def change(members):
        first, *others = members["changes.jsonl"].splitlines()
        line = json.loads(first) | fields
        return members | {"changes.jsonl": b"\n".join([json.dumps(line).encode(), *others])}

    return lambda data: rezip(data, change)


def about(**fields):
    content = {"format": "framelens workspace", "version": 1} | fields
    return lambda data: rezip(
        data, lambda members: members | {"workspace.json": json.dumps(content).encode()}
    )


def add(name, content=b"x"):
    return lambda data: rezip(data, lambda members: members | {name: content})


def drop(beginning):
    return lambda data: rezip(
        data, lambda members: {name: c for name, c in members.items() if not name.startswith(beginning)}
    )


def altered_file(data):
    return rezip(
        data, lambda members: {n: c + b"!" if n.startswith("files/") else c for n, c in members.items()}
    )


def twice(data):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("changes.jsonl", "")
    return stream.getvalue()


def encrypted(data):
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def understated(data):
    """A bomb that says it is small."""
    bomb = add("files/" + "0" * 64, bytes(60_000_000))(data)
    return bomb.replace((60_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


HOSTILE = {
    "no ZIP": (lambda data: b"PK but not really", "no ZIP"),
    "nothing": (lambda data: b"", "no ZIP"),
    "cut off": (lambda data: data[: len(data) // 2], "no ZIP"),
    "another ZIP": (drop("workspace.json"), "no exported workspace"),
    "newer": (about(version=2), "newer Framelens"),
    "another format": (about(format="zotero"), "does not say"),
    "a version that is none": (about(version="1"), "does not say"),
    "no log": (drop("changes"), "cannot be unpacked"),
    "a missing file": (drop("files/"), "it is missing"),
    "a file too many": (add("files/" + "0" * 64), "nothing refers"),
    "an altered file": (altered_file, "not those that were added"),
    "up and away": (add("../../evil.txt"), "does not belong"),
    "from the root": (add("/etc/cron.d/evil"), "does not belong"),
    "up inside": (add("files/../../evil"), "does not belong"),
    "Windows": (add("files\\..\\evil"), "does not belong"),
    "a drive": (add("C:evil"), "does not belong"),
    "a bomb": (add("files/" + "0" * 64, bytes(60_000_000)), "grows more than"),
    "a bomb that says it is small": (understated, "cannot be unpacked|bytes that are read|nothing refers"),
    "too many": (
        lambda data: rezip(data, lambda m: m | {f"files/{n:064x}": b"" for n in range(20_001)}),
        "20004|files are more",
    ),
    "a name twice": (twice, "twice"),
    "encrypted": (encrypted, "encrypted"),
    "a kind of later": (with_line(kind="mood"), "does not know"),
    "a key that is none": (with_line(key="x"), "no key"),
    "a value that is none": (with_line(after={"form": "file"}), "expected"),
    "a wrong past": (with_line(before={"form": "x"}), "expected"),
    "a time that is none": (with_line(at="yesterday"), "no time"),
    "a step of later": (with_line(step=7), "no step"),
    "undoes itself": (with_line(reverts=1), "not there"),
    "a half character": (with_line(who="\ud800"), "text of up to"),
    "a line too many": (with_line(extra=1), "fields"),
    "too deep": (
        lambda data: rezip(data, lambda m: m | {"changes.jsonl": b"[" * 100_000 + os.urandom(5_000).hex().encode()}),
        "no JSON",
    ),
    "no numbers": (lambda data: rezip(data, lambda m: m | {"changes.jsonl": b"NaN"}), "no JSON"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_is_refused_and_changes_nothing(filled, make, tmp_path, case):
    spoil, words = HOSTILE[case]
    data = spoil(filled.export_bytes())
    other = make()
    other.edit_metadata("d", {"source": "S"})
    before = (other.folder / "workspace.sqlite").read_bytes()
    with pytest.raises(WorkspaceError, match=words) as caught:
        other.import_archive(data)
    assert caught.value.remedy
    assert (other.folder / "workspace.sqlite").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ws0", "ws1"]


def test_an_archive_that_is_not_there(make, tmp_path):
    workspace = make()
    for path in (tmp_path / "no.zip", tmp_path):
        with pytest.raises(WorkspaceError, match=path.name):
            workspace.import_archive(path)
