"""The workspace: each kind of change, what follows from the log, and how it comes into a corpus."""

import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.errors import ActorsError, DocumentError, RequestError, WorkspaceError
from analysis.types import UNKNOWN, Corpus
from analysis.workspace import open_workspace, remember_folder, workspace_folder
from analysis.workspace.ledger import Ledger, keep_standing, turn_round
from analysis.workspace.records import Setting

TEXT = "China praised the talks on Monday. The United States did not comment on them, officials said."
ACTORS = '[[actor]]\nid = "IR"\nname = "Iran"\n[[actor.aliases]]\nkind = "name"\norigin = "own"\nwords = ["Iran"]\n'
RECORDS = json.dumps(
    [
        {"id": n, "title": {"rendered": title}, "content": {"rendered": f"<p>{title}. {TEXT}</p>"}}
        for n, title in enumerate(["One", "Two"])
    ]
)


@pytest.fixture(scope="module")
def seeds():
    return analysis.read(analysis.seeds_folder())


@pytest.fixture
def workspace(tmp_path):
    with open_workspace(tmp_path / "ws", create=True, who="Zoë") as opened:
        yield opened


def reopened(workspace):
    return open_workspace(workspace.folder)


def test_a_new_workspace_changes_nothing(workspace, seeds):
    assert workspace.apply(seeds) == seeds
    assert workspace.undo() is None
    assert workspace.redo() is None
    assert workspace.history() == []


def test_an_added_text_stands_behind_the_corpus_after_reopening(workspace, seeds):
    added = workspace.add_text(TEXT, title="Gespräche  in Peking", source="新华社", published="2023-10")
    corpus = reopened(workspace).apply(seeds)
    assert corpus.documents == (*seeds.documents, added)
    assert (added.title, added.source, added.published_precision) == (
        "Gespräche in Peking",
        "新华社",
        "month",
    )


@pytest.mark.parametrize("name", ["текст.txt", "a/b\\c.txt", "한국.md", "half\ud800.txt", ""])
def test_a_file_is_kept_under_any_name(workspace, name):
    (added,) = workspace.add_file(TEXT.encode("utf-16"), name, genre="news")
    assert reopened(workspace).apply(Corpus()).documents == (added,)
    assert added.genre == "news"


def test_each_record_of_a_file_is_a_document_and_the_file_is_one_step(workspace):
    one, two = workspace.add_file(RECORDS.encode(), "export.json")
    workspace.remove_document(one.doc_id)
    assert workspace.apply(Corpus()).documents == (two,)
    workspace.undo()
    assert set(workspace.added()) == {one.doc_id, two.doc_id}
    assert workspace.undo().changes[0].reverts == 1
    assert workspace.added() == []


def test_what_was_added_already_stays_as_it_is(workspace):
    workspace.add_file(TEXT.encode(), "a.txt", genre="news")
    version = workspace.version
    workspace.add_file(TEXT.encode(), "a.txt")
    assert workspace.version == version
    assert workspace.apply(Corpus())[0].genre == "news"


def test_what_cannot_be_read_is_not_kept(workspace):
    for add in (
        lambda: workspace.add_text(" "),
        lambda: workspace.add_text(TEXT, published="soon"),
        lambda: workspace.add_file(b"", "a.txt"),
        lambda: workspace.add_file(b"%PDF-1.7 \x00\x00", "a.txt"),
    ):
        with pytest.raises(DocumentError):
            add()
    assert workspace.version == 0


def test_edits_follow_the_rules_of_reading_and_can_be_taken_back(workspace, seeds):
    doc = seeds[0]
    workspace.edit_metadata(
        doc.doc_id, {"source": " Xin  hua ", "published": "2023-10-30", "title": "unknown"}
    )
    edited = workspace.apply(seeds)[0]
    assert (edited.source, edited.published, edited.published_precision, edited.title) == (
        "Xin hua",
        "2023-10-30",
        "day",
        UNKNOWN,
    )
    assert edited.text == doc.text
    workspace.edit_metadata(doc.doc_id, {"source": None, "published": "unknown", "title": None})
    edited = workspace.apply(seeds)[0]
    assert (edited.source, edited.title, edited.published_precision) == (doc.source, doc.title, UNKNOWN)
    assert workspace.edits(doc.doc_id) == {"published": "unknown"}


@pytest.mark.parametrize(
    "values",
    [{"published": "2023-13"}, {"genre": "poem"}, {"text": "x"}, {"notes": "x"}, {"source": "x" * 3000}],
)
def test_a_bad_edit_is_refused_whole(workspace, seeds, values):
    with pytest.raises(RequestError, match=seeds[0].doc_id):
        workspace.edit_metadata(seeds[0].doc_id, {"author": "A", **values})
    assert workspace.version == 0


def test_blocks_go_back_and_out_again(workspace, seeds):
    doc = next(doc for doc in seeds if len(doc.removed) > 2)
    first, second = doc.removed[0].block_id, doc.removed[2].block_id
    workspace.restore_block(doc, second)
    workspace.restore_block(doc, first)
    wanted = analysis.restore(analysis.restore(doc, first), second)
    assert wanted in reopened(workspace).apply(seeds).documents
    workspace.remove_block(doc.doc_id, second)
    assert analysis.restore(doc, first) in workspace.apply(seeds).documents
    assert workspace.restored(doc.doc_id) == [first]
    with pytest.raises(RequestError):
        workspace.remove_block(doc.doc_id, second)
    with pytest.raises(RequestError):
        workspace.restore_block(doc, "b999")


def test_a_block_is_known_by_its_text_when_numbers_move(workspace, seeds):
    doc = next(doc for doc in seeds if len(doc.removed) > 2)
    workspace.restore_block(doc, doc.removed[1].block_id)
    moved = replace(
        doc, removed=tuple(replace(block, block_id=f"b{n + 7}") for n, block in enumerate(doc.removed))
    )
    wanted = analysis.restore(moved, moved.removed[1].block_id)
    assert workspace.apply(Corpus((moved,)))[0] == wanted
    assert workspace.unused(Corpus((moved,))) == ()


def test_what_does_not_fit_is_kept_and_listed(workspace, seeds):
    doc = next(doc for doc in seeds if doc.removed)
    workspace.edit_metadata(doc.doc_id, {"source": "Xinhua"})
    workspace.restore_block(doc, doc.removed[0].block_id)
    others = Corpus(tuple(other for other in seeds if other != doc))
    assert workspace.apply(others) == others
    assert len(workspace.unused(others)) == 2
    assert all(doc.doc_id in failure.path and failure.remedy for failure in workspace.unused(others))
    assert workspace.unused(seeds) == ()


def test_a_document_that_is_in_the_corpus_already_counts_once(workspace):
    (added,) = workspace.add_file(TEXT.encode(), "a.txt")
    corpus = Corpus((added,))
    assert workspace.apply(corpus) == corpus
    assert "already" in workspace.unused(corpus)[0].reason


def test_own_actors(workspace):
    assert workspace.actors() is None
    workspace.set_actors(ACTORS.encode(), "meine Akteure.toml")
    assert "IR" in reopened(workspace).actors().ids
    with pytest.raises(ActorsError, match="falsch"):
        workspace.set_actors(b"[[actor]]\n", "falsch.toml")
    with pytest.raises(ActorsError):
        workspace.set_actors(b"x = " + b"[" * 100_000, "deep.toml")
    workspace.unset_actors()
    assert workspace.actors() is None
    workspace.undo()
    assert "IR" in workspace.actors().ids


def test_an_unknown_kind_is_refused(workspace):
    with pytest.raises(RequestError, match="document"):
        workspace.put("mood", ("a",), "bright")
    with pytest.raises(RequestError, match="not in the workspace"):
        workspace.put("actors", (), {"name": "a.toml", "sha256": "0" * 64})


def test_the_history_tells_who_when_and_what(workspace, seeds):
    workspace.add_text(TEXT, title="Gespräche")
    workspace.edit_metadata(seeds[0].doc_id, {"source": "Xinhua", "genre": "news"})
    workspace.undo()
    added, edited, undone = workspace.history()
    assert (added.text, added.who) == ("Added “Gespräche”", "Zoë")
    assert added.at.endswith("+00:00")
    assert "“Xinhua”" in edited.text
    assert "1 more" in edited.text
    assert undone.reverts == edited.step_id
    assert workspace.undoable == added
    assert workspace.redoable == undone


def test_any_step_can_be_undone_unless_it_was_overtaken(workspace):
    workspace.edit_metadata("d", {"source": "A"})
    workspace.edit_metadata("d", {"author": "B"})
    workspace.edit_metadata("d", {"author": "C"})
    workspace.undo(1)
    assert workspace.edits("d") == {"author": "C"}
    with pytest.raises(RequestError, match="changed again"):
        workspace.undo(2)
    with pytest.raises(RequestError, match="already"):
        workspace.undo(1)
    with pytest.raises(RequestError, match="no such"):
        workspace.undo(99)
    workspace.undo(4)  # the undoing of step 1
    assert workspace.edits("d") == {"source": "A", "author": "C"}


# Laws: any row of changes, undoings and redoings

PLACES = st.tuples(
    st.just("metadata"), st.tuples(st.sampled_from("ab"), st.sampled_from(["source", "author"]))
)
SETTINGS = st.dictionaries(PLACES, st.sampled_from([None, "x", "y"]), min_size=1, max_size=3)
ACTIONS = st.lists(st.one_of(SETTINGS, st.sampled_from(["undo", "redo"])), max_size=25)


def act(ledger, action):
    """Do an action on a log; the changes that it made."""
    if action in ("undo", "redo"):
        found = ledger.find_undo() if action == "undo" else ledger.find_redo()
        drafts = (
            ledger.draft(turn_round(found), at="2026-01-01", who="", reverts=found[0].step) if found else []
        )
    else:
        drafts = ledger.draft(
            [Setting(*place, value) for place, value in action.items()], at="2026-01-01", who=""
        )
    ledger.extend(drafts)
    return drafts


def state(ledger):
    return {(c.kind, c.key): c.after for c in ledger.standing()}


@given(ACTIONS)
def test_changes_undoings_and_redoings_equal_a_plain_stack_of_states(actions):
    ledger, past, now, future = Ledger(), [], {}, []
    for action in actions:
        if action == "undo":
            if past:
                future.append(now)
                now = past.pop()
        elif action == "redo":
            if future:
                past.append(now)
                now = future.pop()
        else:
            wanted = {p: v for p, v in {**now, **action}.items() if v is not None}
            if wanted != now:
                past.append(now)
                now, future = wanted, []
        act(ledger, action)
        assert state(ledger) == now


@given(ACTIONS)
def test_what_stands_is_what_replaying_the_log_gives(actions):
    ledger = Ledger()
    for action in actions:
        act(ledger, action)
    again = Ledger()
    again.extend(ledger.changes)
    assert again.entries() == ledger.entries()
    assert (again.find_undo(), again.find_redo()) == (ledger.find_undo(), ledger.find_redo())
    short = Ledger()
    short.extend(keep_standing(ledger.standing()))
    assert state(short) == state(ledger)


@given(ACTIONS)
def test_the_log_only_grows_and_undoing_everything_leaves_nothing(actions):
    ledger = Ledger()
    for action in actions:
        before = list(ledger.changes)
        act(ledger, action)
        assert ledger.changes[: len(before)] == before
    while act(ledger, "undo"):
        pass
    assert state(ledger) == {}


@settings(max_examples=10)
@given(actions=st.lists(st.one_of(SETTINGS, st.sampled_from(["undo", "redo"])), max_size=8))
def test_the_file_says_what_memory_says(tmp_path_factory, actions):
    ledger = Ledger()
    with open_workspace(tmp_path_factory.mktemp("law") / "ws", create=True) as workspace:
        for action in actions:
            act(ledger, action)
            if action in ("undo", "redo"):
                getattr(workspace, action)()
            else:
                workspace._put([Setting(*place, value) for place, value in action.items()])
        with reopened(workspace) as again:
            assert again.entries("metadata") == ledger.entries().get("metadata", {})
            assert [step.changes[0].reverts for step in again.history()] == [
                changes[0].reverts for changes in ledger.steps()
            ]


# Where it is

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")


@needs_modes
def test_only_the_owner_may_look(tmp_path):
    with open_workspace(tmp_path / "new" / "ws", create=True) as workspace:
        workspace.add_text(TEXT)
        workspace.export(tmp_path / "out.zip")
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "new", *(tmp_path / "new").rglob("*"))
    }
    assert modes == {"new": 0o700, "ws": 0o700, "workspace.sqlite": 0o600}
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600


def test_which_folder_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    monkeypatch.delenv("FRAMELENS_WORKSPACE", raising=False)
    assert workspace_folder() == tmp_path / "data" / "default"
    mine = tmp_path / "Müllers 日本"
    open_workspace(mine, create=True).close()
    remember_folder(mine)
    assert workspace_folder() == mine
    (tmp_path / "data" / "last-workspace.txt").write_bytes(b"\0\xff")
    assert workspace_folder() == tmp_path / "data" / "default"
    remember_folder(tmp_path / "gone")
    assert workspace_folder() == tmp_path / "data" / "default"
    monkeypatch.setenv("FRAMELENS_WORKSPACE", "named")
    assert workspace_folder() == Path("named")
    assert workspace_folder("told") == Path("told")


def test_reading_makes_no_workspace(tmp_path):
    with pytest.raises(WorkspaceError, match="there is no workspace"):
        open_workspace(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "inside", "nul\0name"):
        with pytest.raises(WorkspaceError):
            open_workspace(folder, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_several_documents_are_edited_in_one_step(workspace, seeds):
    first, second = seeds[0].doc_id, seeds[1].doc_id
    workspace.edit_documents({first: {"country": "CN", "control": "state"}, second: {"country": "RU"}})
    assert workspace.edits(first) == {"country": "CN", "control": "state"}
    assert workspace.edits(second) == {"country": "RU"}
    workspace.undo()
    assert workspace.edits(first) == workspace.edits(second) == {}
    with pytest.raises(RequestError, match="control"):
        workspace.edit_documents({first: {"country": "CN"}, second: {"control": "king"}})
    assert workspace.edits(first) == {}  # all of it or nothing


def test_a_choice_is_kept_undone_and_changes_no_document(workspace, seeds):
    workspace.put("choice", ("examples",), "hidden")
    assert reopened(workspace).entries("choice") == {("examples",): "hidden"}
    assert workspace.apply(seeds) == seeds
    assert workspace.undoable.text == "Hid the documents that Framelens opens with"
    workspace.undo()
    assert workspace.entries("choice") == {}


@pytest.mark.parametrize(
    ("key", "value"), [(("examples",), "perhaps"), (("weather",), "shown"), ((), "shown")]
)
def test_a_choice_that_there_is_not_is_refused(workspace, key, value):
    with pytest.raises(RequestError, match="choice"):
        workspace.put("choice", key, value)
