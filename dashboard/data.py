"""What the pages draw from: the corpus, the workspace, the analysed tables, explanations. The only file that caches.

Documents may be sensitive: what is computed stays in memory, and what the
analyst adds goes to the workspace and nowhere else.
"""

import hashlib
import uuid
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

import analysis
from analysis import (
    Actors,
    Corpus,
    Document,
    Failure,
    FramelensError,
    Result,
    WorkspaceError,
    review,
)
from analysis.review import Reviewed
from dashboard import data_reviewed
from dashboard.data_opened import corpus_from, opened, opened_paths, stored_corpus, workspace

if TYPE_CHECKING:
    from dashboard.selection import Selection

_KEPT_RESULTS = 12
_KEPT_DOCUMENTS = 5_000
"""Documents whose tables stay in memory: about 100 kB each."""
_OF_DOCUMENTS = ("document", "block", "metadata", "actors", "choice")
"""The kinds of entries of a workspace that the documents depend on."""


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


def current() -> Current:
    """The documents as they stand. Where the workspace fails, those that the app was opened with."""
    try:
        kept = workspace()
        return _applied(opened_paths(), str(kept.folder), _state(str(kept.folder), kept.version))
    except WorkspaceError as error:
        corpus = corpus_from(opened_paths())
        return Current(corpus, n_opened=len(corpus), errors=(error,))


@st.cache_data(max_entries=8, show_spinner=False)
def _state(folder: str, version: int) -> str:
    """What tells one state of the documents from another: what a person says of sentences changes none of them."""
    kept = workspace()
    told = [sorted(kept.entries(kind).items()) for kind in _OF_DOCUMENTS]
    return hashlib.sha256(repr(told).encode(errors="replace")).hexdigest()


@st.cache_resource(max_entries=4, show_spinner="Reading what was added …")
def _applied(paths: tuple[str, ...], folder: str, state: str) -> Current:
    """The corpus of these paths with the workspace. folder, state: which one, and how it stands."""
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
        self.narrowed: dict[Hashable, tuple[str, Result]] = {}
        self.latest: tuple[Current, Result] | None = None


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
    known = _stored_names(opened_paths()) if actors is None else {}
    if len(known) == len(documents) and tuple(documents) == corpus_from(opened_paths()).documents:
        return _stored_result(opened_paths())
    parts: list[Result] = []
    runs = groupby(documents, lambda document: known.get(document.doc_id) == _part_name(document, None))
    for is_stored, run in runs:
        if is_stored and (stored := stored_corpus(opened_paths())):
            parts.append(stored.select(document.doc_id for document in run))
        else:
            parts += _analysed_apart(kept, list(run), actors)
    return analysis.join_results(parts, documents)


@st.cache_resource
def _stored_names(paths: tuple[str, ...]) -> dict[str, Hashable]:
    """Of the documents in a stored corpus, by id, what their figures depend on."""
    if stored_corpus(paths) is None:
        return {}
    return {document.doc_id: _part_name(document, None) for document in corpus_from(paths)}


@st.cache_resource(show_spinner="Opening the stored figures …")
def _stored_result(paths: tuple[str, ...]) -> Result:
    """The rows of a stored corpus as they were scored: nothing is scored to open it."""
    stored = stored_corpus(paths)
    assert stored is not None
    return stored.select()


def _analysed_apart(kept: _Kept, documents: Sequence[Document], actors: Actors | None) -> list[Result]:
    """The result of each document; only those that are not known yet are analysed, with their progress."""
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
    return parts


def _part_name(document: Document, actors: Actors | None) -> Hashable:
    """What the figures of a document depend on, and nothing else: metadata change without a new analysis."""
    d = document
    return (d.doc_id, d.text, d.title, d.language, d.paragraphs, d.removed, actors)


def _make_room(kept: dict[Hashable, object], most: int) -> None:
    while len(kept) >= most:
        kept.pop(next(iter(kept)))


def machine_result() -> Result:
    """The tables of the documents as they stand, as the machine has them."""
    now = current()
    kept = _kept()
    if (
        kept.latest is None or kept.latest[0] is not now
    ):  # comparing a hundred thousand documents takes seconds
        kept.latest = (now, analysed(now.corpus.documents, now.actors))
    return kept.latest[1]


def reviewed() -> Reviewed:
    """The tables before and after what persons said of sentences. Where the workspace fails, nobody said anything."""
    machine = machine_result()
    try:
        return data_reviewed.reviewed_of(machine)
    except WorkspaceError:  # it stands above the page: see `current`
        return review.apply_reviews(machine, ())


def current_result() -> Result:
    """The tables of the documents as they stand, with what persons said of sentences."""
    return reviewed().result


def current_actors() -> Actors:
    """The actors under study: the bundled ones, and the analyst's own."""
    return current().actors or analysis.read_actors()


def name_of(result: Result) -> str:
    """What tells a result apart from others in the caches below; one that is no longer kept is like no other."""
    kept = _kept()
    if name := data_reviewed.find_name(result):
        return name
    named = [*kept.results.values(), *kept.narrowed.values()]
    return next((name for name, known in named if known is result), uuid.uuid4().hex)


def filtered(result: Result, selection: "Selection") -> Result:
    """The part of a result that the filters leave: its documents, and the judgements that are counted.

    All actors stay: their mentions are shown in the sentences. Where nothing is
    left out it is the result itself.
    """
    return narrowed(result, selection.documents, explicit=selection.explicit)


def narrowed(
    result: Result,
    doc_ids: Sequence[str],
    *,
    actors: Sequence[str] | None = None,
    explicit: bool | None = None,
) -> Result:
    """`analysis.narrow`, once for each choice; the result itself where nothing is left out."""
    is_whole = len(set(doc_ids)) == len(result.documents)
    if is_whole and explicit is None and (actors is None or len(actors) == len(result.actor_names)):
        return result
    kept = _kept().narrowed
    name = (name_of(result), frozenset(doc_ids), actors and frozenset(actors), explicit)
    if name not in kept:
        part = analysis.narrow(result, doc_ids=doc_ids, actors=actors, explicit=explicit)
        _make_room(kept, _KEPT_RESULTS)
        kept[name] = (uuid.uuid4().hex, part)
    return kept[name][1]


@st.cache_data(max_entries=200, hash_funcs={Result: name_of}, show_spinner="Counting who says what …")
def speakers(result: Result, doc_ids: tuple[str, ...], *, pooled: bool) -> pd.DataFrame:
    """The table `speakers` of these documents; a thousand redraws for each row, so it is kept."""
    return analysis.speakers(result, doc_ids, pooled=pooled)


@st.cache_data(max_entries=2_000, hash_funcs={Result: name_of}, show_spinner=False)
def sensitivity(result: Result, doc_id: str, actor_id: str, voice: str) -> pd.DataFrame:
    """The table `sensitivity` of a verdict; redrawn for each paragraph, so it is kept."""
    return analysis.sensitivity(result, doc_id, actor_id, voice)


@st.cache_data(max_entries=500, hash_funcs={Result: name_of}, show_spinner=False)
def source_sensitivity(result: Result, source: str, actor_id: str, voice: str) -> pd.DataFrame:
    """The table `sensitivity` of a source's verdict; redrawn without each document, so it is kept."""
    return analysis.source_sensitivity(result, source, actor_id, voice)


@st.cache_data(max_entries=20_000, show_spinner=False)
def moved_words(sentence: str, start: int, end: int) -> list[tuple[int, int, str, float]]:
    """The words that moved the stance toward a span, for a sentence that is shown."""
    return list(analysis.explain(sentence, start, end).itertuples(index=False, name=None))


@st.cache_data(max_entries=20_000, show_spinner=False)
def tone_words(sentence: str) -> list[tuple[int, int, str, float]]:
    """The words that drove the tone of a sentence that is shown."""
    return list(analysis.explain_tone(sentence).itertuples(index=False, name=None))
