"""What the pages draw from: the corpus, the analysed tables, explanations. The only file that caches.

Everything stays in memory: documents may be sensitive, so nothing is written to disk.
"""

import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import streamlit as st

import analysis
from analysis import Corpus, Document, Result

_KEPT_RESULTS = 12


@dataclass
class Added:
    """What this visitor added or put back, until the page is closed."""

    documents: list[Document] = field(default_factory=list)
    restored: list[tuple[str, str]] = field(default_factory=list)


def added() -> Added:
    """The visitor's own documents and restored blocks."""
    if "added" not in st.session_state:
        st.session_state["added"] = Added()
    mine: Added = st.session_state["added"]
    return mine


@st.cache_resource(show_spinner="Reading the documents …")
def corpus_from(paths: tuple[str, ...]) -> Corpus:
    """The documents that the app was opened with: the paths behind `--`, or the seeds."""
    return analysis.read(list(paths) or [analysis.seeds_folder()])


def opened_corpus() -> Corpus:
    """The corpus of the command line (`streamlit run dashboard/app.py -- PATH…`), as it was read."""
    is_run = Path(sys.argv[0]).name == "app.py"  # under a test runner the arguments are not ours
    return corpus_from(tuple(sys.argv[1:]) if is_run else ())


def current_documents() -> list[Document]:
    """The corpus with what the visitor added and put back."""
    mine = added()
    documents = [*opened_corpus(), *mine.documents]
    for doc_id, block_id in mine.restored:
        documents = [analysis.restore(d, block_id) if d.doc_id == doc_id else d for d in documents]
    return documents


@st.cache_resource
def _results() -> dict[tuple[tuple[str, int], ...], Result]:
    return {}


def analysed(documents: Sequence[Document]) -> Result:
    """The tables of these documents; progress is shown where they are not known yet."""
    key = tuple((d.doc_id, hash((d.text, d.title, d.source))) for d in documents)
    results = _results()
    if key not in results:
        bar = st.progress(0.0, text=f"Analysing 0 of {len(documents)} documents …")

        def show(done: int, total: int, what: str) -> None:
            name = what if len(what) <= 60 else what[:59] + "…"
            bar.progress(done / total, text=f"Analysed {done} of {total} documents: {name}")

        result = analysis.analyse(documents, progress=show)
        bar.empty()
        while len(results) >= _KEPT_RESULTS:
            results.pop(next(iter(results)))
        results[key] = result
    return results[key]


def current_result() -> Result:
    """The tables of the current documents."""
    return analysed(current_documents())


def _name_of(result: Result) -> object:
    """What tells a result apart from others in the caches below; one that is no longer kept is like no other."""
    return next((key for key, kept in _results().items() if kept is result), uuid.uuid4().hex)


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
