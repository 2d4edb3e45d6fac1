"""The dashboard on a stored corpus: what was scored is shown, and nothing is scored to open it."""

import sys

import pandas as pd
import pytest

import analysis
from analysis.batch import TABLES
from dashboard import data

pytestmark = pytest.mark.usefixtures("workspace_folder")


@pytest.fixture
def store(tmp_path, monkeypatch):
    folder = tmp_path / "store"
    analysis.score_into(folder, [analysis.seeds_folder()])
    monkeypatch.setattr(sys, "argv", ["app.py", str(folder)])
    data._kept.clear()  # other tests of this process have scored the same documents
    return folder


def same(one, other):
    for name in (*TABLES, "source_framing"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


def forbid(monkeypatch, allowed=()):
    """Let `analysis.analyse` score these documents only."""
    scored = []
    analyse = analysis.analyse

    def watched(documents, *args, **options):
        scored.extend(document.doc_id for document in documents)
        assert set(scored) <= set(allowed), f"{scored} were scored"
        return analyse(documents, *args, **options)

    monkeypatch.setattr(analysis, "analyse", watched)
    return scored


def test_a_stored_corpus_is_opened_without_scoring(store, monkeypatch):
    forbid(monkeypatch)
    same(data.current_result(), analysis.open_corpus(store))
    assert data.current_result() is data.current_result()


def test_what_is_added_is_scored_and_nothing_else(store, monkeypatch):
    doc = data.workspace().add_text(
        "China keeps its word, said Li. Russia is a brutal aggressor.", title="New"
    )
    scored = forbid(monkeypatch, [doc.doc_id])
    result = data.current_result()
    assert scored == [doc.doc_id]
    assert result.documents["title"].iloc[-1] == "New"
    same(result, analysis.join_results([analysis.open_corpus(store).select(), analysis.analyse([doc])], data.current().corpus.documents))  # fmt: skip


def test_edited_metadata_need_no_scoring(store, monkeypatch):
    doc_id = data.current().corpus.documents[0].doc_id
    data.workspace().edit_metadata(doc_id, {"source": "A Paper"})
    forbid(monkeypatch)
    assert data.current_result().documents.loc[0, "source"] == "A Paper"


def test_a_restored_block_is_scored(store, monkeypatch):
    document = next(document for document in data.current().corpus if document.removed)
    data.workspace().restore_block(document, document.removed[0].block_id)
    scored = forbid(monkeypatch, [document.doc_id])
    data.current_result()
    assert scored == [document.doc_id]
