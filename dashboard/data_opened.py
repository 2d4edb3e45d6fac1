"""What the app was opened with: its paths, their documents, the workspace. Nothing here is analysed."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import analysis
from analysis import Corpus, StoredCorpus, Workspace, WorkspaceError


@dataclass(frozen=True)
class Opened:
    """The workspace of this server, one for all its pages.

    error: why the one that was to be opened could not be; this one then lies in
    a folder of its own that is deleted when the server ends (`folder`).
    """

    workspace: Workspace
    error: WorkspaceError | None = None
    folder: "tempfile.TemporaryDirectory[str] | None" = None


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


@st.cache_resource
def stored_corpus(paths: tuple[str, ...]) -> StoredCorpus | None:
    """The stored corpus that the app was opened with; None where it was opened with documents."""
    return analysis.open_corpus(paths[0]) if len(paths) == 1 and analysis.is_store(paths[0]) else None


@st.cache_resource(show_spinner="Reading the documents …")
def corpus_from(paths: tuple[str, ...]) -> Corpus:
    """The documents that the app was opened with: the paths behind `--`, a stored corpus, or the seeds."""
    if stored := stored_corpus(paths):
        return stored.read_documents()
    return analysis.read(list(paths) or [analysis.seeds_folder()])


def opened_paths() -> tuple[str, ...]:
    """The paths of the command line (`streamlit run dashboard/app.py -- PATH…`); none for the seeds."""
    is_run = Path(sys.argv[0]).name == "app.py"  # under a test runner the arguments are not ours
    return tuple(sys.argv[1:]) if is_run else ()
