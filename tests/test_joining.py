"""Results of documents analysed apart, put together: the same tables as of all at once."""

from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.errors import RequestError
from analysis.stance import LexiconScorer

TABLES = ("documents", "removed", "sentences", "mentions", "stances", "titles", "framing", "source_framing")


@pytest.fixture(scope="module")
def documents():
    text = (
        "China praised the talks on Monday and said that the United States had bullied its neighbours again. "
    )
    wire = text + "Russia, which took part, called the meeting a great success for peace in the region."
    copies = [analysis.document(wire, title=f"Wire {n}", source="GQN") for n in (1, 2)]
    other = analysis.document("Китай и Россия укрепляют сотрудничество в области энергетики. " * 5)
    silent = analysis.document("The weather in Oslo was fine on Monday, and the harbour was full of boats.")
    return [*analysis.read([analysis.seeds_folder()]), *copies, other, silent]


@pytest.fixture(scope="module")
def parts(documents):
    return [analysis.analyse([document]) for document in documents]


def test_joined_results_are_those_of_all_documents_at_once(documents, parts):
    whole, joined = analysis.analyse(documents), analysis.join_results(parts, documents)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(joined, name), getattr(whole, name), obj=name)
    assert (joined.scorer, joined.rules, joined.actor_names) == (whole.scorer, whole.rules, whole.actor_names)
    assert (joined.documents["group_id"] != "").sum() == 2


def test_results_of_several_documents_are_joined_as_well(documents, parts):
    whole = analysis.analyse(documents)
    joined = analysis.join_results([analysis.analyse(documents[:3]), *parts[3:]], documents)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(joined, name), getattr(whole, name), obj=name)


def test_a_result_names_every_scorer(documents, parts):
    other = analysis.analyse(documents[1:2], scorer=LexiconScorer())
    joined = analysis.join_results([parts[0], other, parts[2]], documents[:3])
    assert joined.scorer == f"{parts[0].scorer}; {other.scorer}"


def test_other_metadata_need_no_new_analysis(documents, parts):
    edited = [replace(doc, source="Own", country="NO", published="2024", published_precision="year") for doc in documents]  # fmt: skip
    whole, joined = analysis.analyse(edited), analysis.join_results(parts, edited)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(joined, name), getattr(whole, name), obj=name)


def test_a_result_of_another_document_is_refused(documents, parts):
    with pytest.raises(RequestError, match="not of document"):
        analysis.join_results(parts[:2], documents[1:3])
    with pytest.raises(RequestError, match="not among them"):
        analysis.join_results(parts[:2], documents[:1])
    with pytest.raises(RequestError, match=f"not of document {documents[1].doc_id}"):
        analysis.join_results(parts[:1], documents[:2])
    with pytest.raises(RequestError, match="at least one"):
        analysis.join_results([], [])
