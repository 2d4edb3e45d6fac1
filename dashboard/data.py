"""What the pages draw from: the corpus, the workspace, the analysed tables, explanations. The only file that caches.

Documents may be sensitive: what is computed stays in memory, and what the
analyst adds goes to the workspace and nowhere else.
"""

import sys
import tempfile
import uuid
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

import analysis
from analysis import Actors, Corpus, Document, Failure, FramelensError, Result, Workspace, WorkspaceError

_KEPT_RESULTS = 12
_KEPT_DOCUMENTS = 5_000
"""Documents whose tables stay in memory: about 100 kB each."""


@dataclass(frozen=True)
class Opened:
    """The workspace of this server, one for all its pages.

    error: why the one that was to be opened could not be; this one then lies in
    a folder of its own that is deleted when the server ends (`folder`).
    """

    workspace: Workspace
    error: WorkspaceError | None = None
    folder: "tempfile.TemporaryDirectory[str] | None" = None


@dataclass(frozen=True)
class Current:
    """The documents as they stand: those that the app was opened with, with what the analyst added and changed.

    unused: what the workspace keeps and does not fit. added: the ids of added
    documents. n_opened: how many the app was opened with, are_shown: whether
    they are among the corpus. errors: what of the workspace could not be used.
    """

    corpus: Corpus
    actors: Actors | None = None
    unused: tuple[Failure, ...] = ()
    added: frozenset[str] = frozenset()
    n_opened: int = 0
    are_shown: bool = True
    errors: tuple[FramelensError, ...] = ()


@st.cache_resource(show_spinner=False)
def opened() -> Opened:
    """The workspace that is named, or the last one; its folder is the same as long as the server runs."""
    try:
        return Opened(analysis.open_workspace(analysis.workspace_folder(), create=True))
    except WorkspaceError as error:
        folder = tempfile.TemporaryDirectory(prefix="framelens-", ignore_cleanup_errors=True)
        return Opened(analysis.open_workspace(folder.name, create=True), error, folder)


def workspace() -> Workspace:
    """What the analyst adds and changes."""
    return opened().workspace


@st.cache_resource(show_spinner="Reading the documents …")
def corpus_from(paths: tuple[str, ...]) -> Corpus:
    """The documents that the app was opened with: the paths behind `--`, a stored corpus, or the seeds."""
    if len(paths) == 1 and analysis.is_store(paths[0]):
        return analysis.open_corpus(paths[0]).read_documents()
    return analysis.read(list(paths) or [analysis.seeds_folder()])


def opened_paths() -> tuple[str, ...]:
    """The paths of the command line (`streamlit run dashboard/app.py -- PATH…`); none for the seeds."""
    is_run = Path(sys.argv[0]).name == "app.py"  # under a test runner the arguments are not ours
    return tuple(sys.argv[1:]) if is_run else ()


def current() -> Current:
    """The documents as they stand. Where the workspace fails, those that the app was opened with."""
    try:
        kept = workspace()
        return _applied(opened_paths(), str(kept.folder), kept.version)
    except WorkspaceError as error:
        corpus = corpus_from(opened_paths())
        return Current(corpus, n_opened=len(corpus), errors=(error,))


@st.cache_resource(max_entries=4, show_spinner="Reading what was added …")
def _applied(paths: tuple[str, ...], folder: str, version: int) -> Current:
    """The corpus of these paths with the workspace. folder, version: which one, and at what state."""
    kept, corpus = workspace(), corpus_from(paths)
    actors, errors = None, ()
    try:
        actors = kept.actors()
    except FramelensError as error:
        errors = (error,)
    added = frozenset(kept.added())
    choice = kept.entries("choice").get(("examples",), "shown" if paths or not added else "hidden")
    whole = kept.apply(corpus)
    if choice == "hidden":
        behind = {document.doc_id for document in corpus} - added
        whole = Corpus(tuple(doc for doc in whole if doc.doc_id not in behind), whole.failures)
    return Current(whole, actors, kept.unused(corpus), added, len(corpus), choice != "hidden", errors)


def troubles() -> list[str]:
    """What is wrong with the workspace, for a person; it stands above every page."""
    error = opened().error
    kept = (
        [f"{error} Until then, what you add and change is not kept: it is gone when Framelens ends."]
        if error
        else []
    )
    return [*kept, *map(str, current().errors)]


class _Kept:
    """Results of whole corpora by name, and those of single documents, which the former are joined from."""

    def __init__(self) -> None:
        self.results: dict[Hashable, tuple[str, Result]] = {}
        self.parts: dict[Hashable, Result] = {}


@st.cache_resource
def _kept() -> _Kept:
    return _Kept()


def analysed(documents: Sequence[Document], actors: Actors | None = None) -> Result:
    """The tables of these documents; only those that are not known yet are analysed, with their progress."""
    kept, name = _kept(), (tuple(documents), actors)
    if name not in kept.results:
        result = _joined(kept, documents, actors)
        _make_room(kept.results, _KEPT_RESULTS)
        kept.results[name] = (uuid.uuid4().hex, result)
    return kept.results[name][1]


def _joined(kept: _Kept, documents: Sequence[Document], actors: Actors | None) -> Result:
    if not documents:
        return analysis.analyse([], actors)
    n_missing = sum(_part_name(document, actors) not in kept.parts for document in documents)
    bar = st.progress(0.0, text=f"Analysing 0 of {n_missing} documents …") if n_missing else None
    parts: list[Result] = []
    done = 0
    for document in documents:
        name = _part_name(document, actors)
        part = kept.parts.get(name) or analysis.analyse([document], actors)
        parts.append(part)
        if bar and name not in kept.parts:
            done = min(done + 1, n_missing)
            title = document.title if len(document.title) <= 60 else document.title[:59] + "…"
            bar.progress(done / n_missing, text=f"Analysed {done} of {n_missing} documents: {title}")
            _make_room(kept.parts, _KEPT_DOCUMENTS)
            kept.parts[name] = part
    if bar:
        bar.empty()
    return analysis.join_results(parts, documents)


def _part_name(document: Document, actors: Actors | None) -> Hashable:
    """What the figures of a document depend on, and nothing else: metadata change without a new analysis."""
    d = document
    return (d.doc_id, d.text, d.title, d.language, d.paragraphs, d.removed, actors)


def _make_room(kept: dict[Hashable, object], most: int) -> None:
    while len(kept) >= most:
        kept.pop(next(iter(kept)))


def current_result() -> Result:
    """The tables of the documents as they stand."""
    now = current()
    return analysed(now.corpus.documents, now.actors)


def current_actors() -> Actors:
    """The actors under study: the bundled ones, and the analyst's own."""
    return current().actors or analysis.read_actors()


def _name_of(result: Result) -> str:
    """What tells a result apart from others in the caches below; one that is no longer kept is like no other."""
    named = (name for name, kept in _kept().results.values() if kept is result)
    return next(named, uuid.uuid4().hex)


@st.cache_data(max_entries=200, hash_funcs={Result: _name_of}, show_spinner="Counting who says what …")
def speakers(result: Result, doc_ids: tuple[str, ...], *, pooled: bool) -> pd.DataFrame:
    """The table `speakers` of these documents; a thousand redraws for each row, so it is kept."""
    return analysis.speakers(result, doc_ids, pooled=pooled)


@st.cache_data(max_entries=2_000, hash_funcs={Result: _name_of}, show_spinner=False)
def sensitivity(result: Result, doc_id: str, actor_id: str, voice: str) -> pd.DataFrame:
    """The table `sensitivity` of a verdict; redrawn for each paragraph, so it is kept."""
    return analysis.sensitivity(result, doc_id, actor_id, voice)


@st.cache_data(max_entries=20_000, show_spinner=False)
def moved_words(sentence: str, start: int, end: int) -> list[tuple[int, int, str, float]]:
    """The words that moved the stance toward a span, for a sentence that is shown."""
    return list(analysis.explain(sentence, start, end).itertuples(index=False, name=None))


@st.cache_data(max_entries=20_000, show_spinner=False)
def tone_words(sentence: str) -> list[tuple[int, int, str, float]]:
    """The words that drove the tone of a sentence that is shown."""
    return list(analysis.explain_tone(sentence).itertuples(index=False, name=None))
