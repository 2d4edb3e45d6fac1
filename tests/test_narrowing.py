import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import analysis
from analysis.batch import TABLES

TEXTS = [
    "China praised Russia and hailed its generous aid. Russia rescued the crew. Russia is a reliable partner.",
    "China met North Korea on Monday. Observers called both countries a threat to peace. China lied.",
    "Russia is an aggressor. Russia invaded its neighbour. Russia bullied the region. China held a vote.",
]
KEYS = ["doc_id", "actor_id", "voice"]


@pytest.fixture(scope="module")
def documents():
    return [analysis.document(text, title=f"T{n}", source="Wire") for n, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def result(documents):
    return analysis.analyse(documents)


@pytest.fixture(scope="module")
def referred(result):
    """The document with a judgement at a reference."""
    return result.stances.loc[~result.stances["explicit"], "doc_id"].iloc[0]


@given(st.sets(st.integers(0, 2)))
def test_some_documents_are_what_analysing_them_alone_gives(documents, result, numbers):
    chosen = [documents[n] for n in sorted(numbers)]
    narrow = analysis.narrow(result, doc_ids=[document.doc_id for document in chosen])
    alone = analysis.analyse(chosen)
    for name in (*TABLES, "source_framing"):
        assert_frame_equal(getattr(narrow, name), getattr(alone, name), check_dtype=bool(chosen))


@given(st.sets(st.sampled_from(["CN", "RU", "US", "KP"]), min_size=1))
def test_some_actors_have_the_figures_that_they_have_among_all(result, actors):
    narrow = analysis.narrow(result, actors=actors)
    assert set(narrow.actor_names) == actors == set(narrow.framing["actor_id"])
    kept = result.framing[result.framing["actor_id"].isin(actors)].reset_index(drop=True)
    assert_frame_equal(narrow.framing, kept)


def test_judgements_of_one_kind_are_counted_alone(result, referred):
    named, only = (analysis.narrow(result, explicit=explicit) for explicit in (True, False))
    assert len(named.stances) + len(only.stances) == len(result.stances)
    assert len(only.stances) > 0
    assert list(map(tuple, named.framing[KEYS].values)) == list(map(tuple, result.framing[KEYS].values))
    whole, left, rest = (
        table.framing.set_index(KEYS).loc[(referred, "KP", "all"), "n_sentences"]
        for table in (result, named, only)
    )
    assert (left + rest, rest) == (whole, 1)


def test_documents_that_lose_nothing_keep_their_figures(result, referred):
    named = analysis.narrow(result, explicit=True)
    same = result.framing["doc_id"] != referred
    assert_frame_equal(named.framing[same], result.framing[same])


def test_nothing_asked_changes_nothing(result):
    for name in (*TABLES, "source_framing"):
        assert_frame_equal(getattr(analysis.narrow(result), name), getattr(result, name))


@pytest.mark.parametrize("asked", [{"doc_ids": ["nothing"]}, {"actors": ["nothing"]}])
def test_what_is_not_there_is_said(result, asked):
    with pytest.raises(analysis.RequestError, match='"nothing"'):
        analysis.narrow(result, **asked)
