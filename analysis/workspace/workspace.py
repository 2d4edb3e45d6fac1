"""A workspace: what an analyst adds and changes, kept on disk, undoable, brought into a corpus."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from analysis.actors import Actors
from analysis.errors import RequestError, WorkspaceError
from analysis.types import Corpus, Document, Failure
from analysis.workspace import blocks, brief_text, database, documents, folders, metadata, own_actors, pins
from analysis.workspace.archive import write_archive
from analysis.workspace.brief_text import BriefText, read_text, write_text
from analysis.workspace.kinds import apply_entries, check_setting, make_step
from analysis.workspace.ledger import Ledger, keep_standing, turn_round
from analysis.workspace.limits import MAX_WHO, WAIT
from analysis.workspace.merging import Imported, merge
from analysis.workspace.pins import Pin, read_pins, write_pin
from analysis.workspace.records import Change, Entries, Files, Json, Key, Setting, Step, clean_text
from analysis.workspace.store import Store
from analysis.workspace.unpacking import open_archive


def open_workspace(
    folder: str | Path, *, create: bool = False, who: str = "", wait: float = WAIT
) -> "Workspace":
    """The workspace in a folder.

    create: make folder and workspace where there is none. who: the name that
    stands beside each change. wait: seconds to wait for another program.
    Raises WorkspaceError where there is none, and for one that is damaged, of
    another program or of a newer Framelens; the file is left as it is.
    """
    path = Path(folder) / database.NAME
    if "\0" in str(folder):
        raise WorkspaceError(repr(str(folder)), "", "it is no name of a folder", "correct it")
    with database.telling(path):
        is_there = path.exists()
        if not is_there and not create:
            raise WorkspaceError(
                str(folder), "", "there is no workspace in it", "check the path, or make one"
            )
        if not is_there:
            folders.make_folder(path.parent)
            database.create(path)
    return Workspace(Store(path, wait=wait), who=who)


class Workspace:
    """An open workspace. Each method that changes returns when the change is on disk.

    It may be used from several threads, and be open in several programs at
    once; each sees the changes of the others.
    """

    def __init__(self, store: Store, *, who: str = "") -> None:
        self._store = store
        self._files = Files(store.read_file)
        self._who = clean_text(who)[:MAX_WHO]

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._store.close()

    @property
    def folder(self) -> Path:
        """Where the workspace is."""
        return self._store.path.parent

    @property
    def who(self) -> str:
        """The name that stands beside each change; "" where nobody told."""
        return self._who

    @property
    def version(self) -> int:
        """How many changes there are: another number, another content. For caches."""
        with self._store.reading() as ledger:
            return len(ledger.changes)

    # What is changed

    def add_file(
        self,
        data: bytes,
        name: str,
        *,
        notes: Sequence[str] = (),
        columns: Mapping[str, Sequence[str]] | None = None,
        **metadata: str,
    ) -> list[Document]:
        """Add the documents of a file; one that was added already stays as it is.

        metadata: columns of the documents table. notes, columns: as `read_bytes` takes them; kept
        with the file, so that it is read again in the same way.
        Raises DocumentError where nothing can be read.
        """
        found, settings = documents.add_file(data, name, metadata, notes=notes, columns=columns)
        self._put(settings, data, replace=False)
        return found

    def add_text(self, text: str, *, notes: Sequence[str] = (), **metadata: str) -> Document:
        """Add a pasted text; one that was added already stays as it is. Raises DocumentError."""
        data, found, settings = documents.add_text(text, metadata, notes=notes)
        self._put(settings, data, replace=False)
        return found[0]

    def remove_document(self, doc_id: str) -> None:
        """Take an added document away; its file stays in the log, so that this can be undone."""
        self._take(documents.NAME, (doc_id,), f"document {doc_id}: it was not added")

    def edit_metadata(self, doc_id: str, values: Mapping[str, str | None]) -> None:
        """Set columns of a document, in one step; None takes an edit back. Raises RequestError."""
        self._put(metadata.edit(doc_id, values))

    def edit_documents(self, edits: Mapping[str, Mapping[str, str | None]]) -> None:
        """Set columns of several documents (doc_id → column → value) in one step. Raises RequestError."""
        self._put([setting for doc_id, values in edits.items() for setting in metadata.edit(doc_id, values)])

    def restore_block(self, document: Document, block_id: str) -> None:
        """Put a removed block back. document: with the block still removed. Raises RequestError."""
        self._put([blocks.put_back(document, block_id)])

    def remove_block(self, doc_id: str, block_id: str) -> None:
        """Take a restored block out again."""
        self._take(blocks.NAME, (doc_id, block_id), f"document {doc_id}: block {block_id} was not put back")

    def set_actors(self, data: bytes, name: str) -> Actors:
        """Set the analyst's own file of actors. Raises ActorsError for one that cannot be used."""
        actors, setting = own_actors.set_file(data, name)
        self._put([setting], data)
        return actors

    def unset_actors(self) -> None:
        """Go back to the bundled actors."""
        self._take(own_actors.NAME, (), "actors: no own file was set")

    def put_pins(self, changed: Sequence[Pin]) -> None:
        """Pin views, or change pins, in one step. Raises RequestError."""
        self._put([write_pin(pin) for pin in changed])

    def remove_pin(self, pin_id: str) -> None:
        """Take a view off the pins. Raises RequestError where it is none."""
        self._take(pins.NAME, (pin_id,), f"pin {pin_id}: there is no such pinned view")

    def put_brief_text(self, text: BriefText) -> None:
        """Set the words of the brief. Raises RequestError."""
        self._put([write_text(text)])

    def put(self, kind: str, key: Key, value: Json) -> None:
        """Set anything of a known kind; None takes it away. Raises RequestError."""
        self._put([Setting(kind, key, value)])

    def put_all(self, settings: Sequence[Setting]) -> None:
        """Set several things in one step, all of them or none. Raises RequestError."""
        self._put(settings)

    def _put(self, settings: Sequence[Setting], data: bytes | None = None, *, replace: bool = True) -> None:
        kept = [check_setting(setting) for setting in settings]

        def plan(ledger: Ledger) -> Sequence[Change]:
            wanted = [s for s in kept if replace or ledger.value(s.kind, s.key) is None]
            return ledger.draft(wanted, at=_now(), who=self._who)

        self._store.write(plan, None if data is None else lambda sha256: data)

    def _take(self, kind: str, key: Key, otherwise: str) -> None:
        def plan(ledger: Ledger) -> Sequence[Change]:
            if ledger.value(kind, key) is None:
                raise RequestError(f"{otherwise}; look into the history.")
            return ledger.draft([Setting(kind, key, None)], at=_now(), who=self._who)

        self._store.write(plan)

    # What was changed

    def undo(self, step_id: int | None = None) -> Step | None:
        """Undo the latest step, or one of the history; the undoing is a step of its own.

        Returns: the new step; None where there is nothing to undo.
        Raises RequestError for a step that is undone already, or whose changes were changed again since.
        """
        return self._revert(
            lambda ledger: ledger.find_undo() if step_id is None else ledger.find_step(step_id)
        )

    def redo(self) -> Step | None:
        """Take the latest undoing back; None where there is none, or something else was changed since."""
        return self._revert(lambda ledger: ledger.find_redo())

    def _revert(self, find: Callable[[Ledger], Sequence[Change]]) -> Step | None:
        def plan(ledger: Ledger) -> Sequence[Change]:
            found = find(ledger)
            step = found[0].step if found else 0
            return ledger.draft(turn_round(found), at=_now(), who=self._who, reverts=step)

        changes = self._store.write(plan)
        return make_step(changes) if changes else None

    @property
    def undoable(self) -> Step | None:
        """The step that `undo()` would undo."""
        with self._store.reading() as ledger:
            found = ledger.find_undo()
        return make_step(found) if found else None

    @property
    def redoable(self) -> Step | None:
        """The undoing that `redo()` would take back."""
        with self._store.reading() as ledger:
            found = ledger.find_redo()
        return make_step(found) if found else None

    def history(self) -> list[Step]:
        """Every step that was ever made, the latest last."""
        with self._store.reading() as ledger:
            return [make_step(changes) for changes in ledger.steps()]

    # What stands

    def entries(self, kind: str) -> Entries:
        """All that stands of a kind, by key."""
        with self._store.reading() as ledger:
            return ledger.entries().get(kind, {})

    def added(self) -> list[str]:
        """The ids of the added documents."""
        return [doc_id for (doc_id,) in self.entries(documents.NAME)]

    def edits(self, doc_id: str) -> dict[str, str]:
        """The edited columns of a document."""
        return {key[1]: str(value) for key, value in self.entries(metadata.NAME).items() if key[0] == doc_id}

    def restored(self, doc_id: str) -> list[str]:
        """The blocks of a document that were put back."""
        return [key[1] for key in self.entries(blocks.NAME) if key[0] == doc_id]

    def pins(self) -> tuple[Pin, ...]:
        """The pinned views, in their order."""
        return read_pins(self.entries(pins.NAME))

    def brief_text(self) -> BriefText:
        """The words of the brief."""
        return read_text(self.entries(brief_text.NAME))

    def actors(self) -> Actors | None:
        """The analyst's own actors beside the bundled ones; None where there are none. Raises ActorsError."""
        value = self.entries(own_actors.NAME).get(())
        return own_actors.read_kept(value, self._files) if value else None

    def apply(self, corpus: Corpus) -> Corpus:
        """The corpus with added documents behind, blocks put back and metadata edited.

        An added document that cannot be read any more is among its failures.
        """
        return self._apply(corpus)[0]

    def unused(self, corpus: Corpus) -> tuple[Failure, ...]:
        """What is kept but does not fit this corpus: an edit, say, of a document that is not in it."""
        return self._apply(corpus)[1]

    def _apply(self, corpus: Corpus) -> tuple[Corpus, tuple[Failure, ...]]:
        with self._store.reading() as ledger:
            return apply_entries(corpus, ledger.entries(), self._files)

    # From one machine to another

    def export_bytes(self, *, with_history: bool = False) -> bytes:
        """The workspace as a ZIP; the same workspace gives the same bytes.

        It holds what stands, each with its time and who set it. with_history:
        also what was removed and undone, texts of removed documents included.
        """
        with self._store.reading() as ledger:
            changes = list(ledger.changes) if with_history else keep_standing(ledger.standing())
        return write_archive(changes, self._store.read_file, str(self._store.path))

    def export(self, path: str | Path, *, with_history: bool = False) -> None:
        """Write `export_bytes` to a file, whole; one of that name is replaced. Raises WorkspaceError."""
        data = self.export_bytes(with_history=with_history)
        with database.telling(Path(path)):
            folders.write_whole(Path(path), data)

    def import_archive(self, source: str | Path | bytes, *, take_theirs: bool = False) -> Imported:
        """Take in an exported workspace, all of it or nothing.

        Into a fresh workspace it goes with its times and steps. Into another
        one what stands in it is added as one step; where ours says something
        else ours stays, unless `take_theirs`, and the conflict is listed.
        Raises WorkspaceError for a file that is no archive, damaged, newer or too large.
        """
        told: list[Imported] = []

        def plan(ledger: Ledger) -> Sequence[Change]:
            theirs = archive.ledger
            changes, imported = merge(ledger, theirs, at=_now(), who=self._who, take_theirs=take_theirs)
            told.append(imported)
            return changes

        with open_archive(source) as archive:
            self._store.write(plan, archive.read_file)
        return told[0]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
