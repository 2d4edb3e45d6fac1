"""The same rows from every engine, batch and order; workers that die lose nothing."""

import os
import random

import distributed
import pandas as pd
import pytest

import analysis
from analysis.batch import TABLES, score_batch
from analysis.engine import DaskEngine, SeveralProcesses, choose_engine
from analysis.errors import RequestError
from analysis.stance import LexiconScorer, default_scorer
from analysis.tone import score_tone

KEYS = ["unfavourable", "neutral", "favourable", "stance", "polarity", "subjectivity"]


@pytest.fixture(scope="module")
def seeds():
    corpus = analysis.read([analysis.seeds_folder()])
    texts = [
        analysis.document("Russia is a brutal aggressor. China left."),
        analysis.document("Nothing is here."),
    ]
    return [*corpus, *texts, texts[0]]


@pytest.fixture(scope="module")
def alone(seeds):
    return analysis.analyse(seeds)


def same(one, other):
    for name in (*TABLES, "source_framing"):
        a, b = getattr(one, name), getattr(other, name)
        pd.testing.assert_frame_equal(
            a, b, check_exact=name in ("framing", "source_framing"), atol=1e-4, rtol=0
        )


@pytest.mark.parametrize("batch_size", [1, 3, 100])
def test_batches_of_any_size_give_the_same_tables(seeds, alone, batch_size):
    same(alone, analysis.analyse(seeds, batch_size=batch_size))


def test_the_order_of_documents_changes_no_row(seeds, alone):
    mixed = list(alone.documents["doc_id"])
    documents = dict(zip(mixed, seeds, strict=True))
    random.Random(1).shuffle(mixed)
    # the two equal texts take their names by order: both are the same in every other column
    other = analysis.analyse([documents[doc_id] for doc_id in mixed])
    for name in (*TABLES, "source_framing"):
        keys = [
            key
            for key in ("doc_id", "sentence_id", "actor_id", "voice", "start", "source")
            if key in getattr(alone, name)
        ]
        a, b = (getattr(result, name).sort_values(keys).reset_index(drop=True) for result in (alone, other))
        pd.testing.assert_frame_equal(a, b)


def test_several_processes_give_the_same_tables(seeds, alone):
    same(alone, analysis.analyse(seeds, engine=SeveralProcesses(2), batch_size=2))


def test_a_dask_cluster_gives_the_same_tables(seeds, alone):
    same(alone, analysis.analyse(seeds, engine=DaskEngine(1), batch_size=3))


def test_a_scorer_of_ones_own_goes_to_the_workers(seeds):
    one = analysis.analyse(seeds[5:], scorer=LexiconScorer())
    other = analysis.analyse(seeds[5:], scorer=LexiconScorer(), engine=SeveralProcesses(2), batch_size=1)
    same(one, other)
    assert other.scorer == one.scorer


class Deadly(LexiconScorer):
    """Ends its process the first time that it scores; later ones find the mark it left."""

    def __init__(self, mark, *, always=False):
        super().__init__()
        self.mark, self.always = mark, always

    def score_spans(self, spans):
        if self.always or not self.mark.exists():
            self.mark.touch()
            os._exit(9)
        return super().score_spans(spans)


def test_a_process_that_dies_is_replaced_and_nothing_is_lost(seeds, tmp_path):
    killed = analysis.analyse(
        seeds[5:], scorer=Deadly(tmp_path / "mark"), engine=SeveralProcesses(2), batch_size=1
    )
    same(analysis.analyse(seeds[5:], scorer=LexiconScorer()), killed)


def test_processes_that_die_again_and_again_are_an_error_that_names_the_document(seeds, tmp_path):
    scorer = Deadly(tmp_path / "mark", always=True)
    with pytest.raises(RequestError, match=seeds[5].doc_id):
        analysis.analyse(seeds[5:], scorer=scorer, engine=SeveralProcesses(2))


def test_a_dask_worker_that_dies_is_replaced_and_nothing_is_lost(seeds, tmp_path):
    killed = analysis.analyse(seeds[5:], scorer=Deadly(tmp_path / "mark"), engine=DaskEngine(2), batch_size=1)
    assert (tmp_path / "mark").exists()
    same(analysis.analyse(seeds[5:], scorer=LexiconScorer()), killed)


# workers that die while they start are not started again by Dask: then none is left
def test_dask_workers_that_die_again_and_again_are_an_error_that_names_the_document(seeds, tmp_path):
    scorer = Deadly(tmp_path / "mark", always=True)
    with pytest.raises(RequestError, match=f"{seeds[5].doc_id}|no worker has been there"):
        analysis.analyse(seeds[5:], scorer=scorer, engine=DaskEngine(1))


def test_a_cluster_without_workers_is_said_in_a_sentence(seeds, monkeypatch):
    monkeypatch.setattr("analysis.engine.NO_WORKER_AFTER", 0.2)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as cluster,
        pytest.raises(RequestError, match=r"no worker has been there .* start workers"),
    ):
        analysis.analyse(seeds[5:], engine=DaskEngine(1, cluster.scheduler_address))


def test_a_batch_without_documents_is_not_the_one_that_is_named(seeds, tmp_path):
    scorer = Deadly(tmp_path / "mark", always=True)
    batches = SeveralProcesses(1).score([[], seeds[5:]], analysis.read_actors(), scorer)
    with pytest.raises(RequestError, match=seeds[5].doc_id):
        list(batches)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"name": "spark"}, "process, dask"),
        ({"workers": 0}, "1 or more"),
        ({"scheduler": "tcp://localhost:1"}, "--engine dask"),
    ],
)
def test_an_engine_that_cannot_be_had_is_said_in_a_sentence(options, words):
    with pytest.raises(RequestError, match=words):
        choose_engine(**options)


def test_a_scheduler_that_does_not_answer_is_said_in_a_sentence(seeds):
    with pytest.raises(RequestError, match="no Dask scheduler answers"):
        analysis.analyse(seeds[5:], engine=DaskEngine(1, "not-an-address"))


def test_sentences_without_a_mention_never_reach_the_model():
    seen = []

    class Watching(LexiconScorer):
        def score_spans(self, spans):
            seen.extend(spans)
            return super().score_spans(spans)

    text = "Nobody is named here. China left. The weather was fine."
    score_batch([analysis.document(text)], analysis.read_actors(), Watching())
    assert {sentence for sentence, _, _ in seen} == {"China left."}


def test_identical_sentences_are_scored_once_in_a_batch(monkeypatch):
    scorer = default_scorer()
    if not hasattr(scorer, "_run"):
        pytest.skip("the bundled model is not there")
    runs = []
    run = type(scorer)._run
    monkeypatch.setattr(type(scorer), "_run", lambda self, marked: runs.append(marked) or run(self, marked))
    documents = [
        analysis.document(f"China left the hall of mirrors. {words}")
        for words in ("It rained.", "It snowed.")
    ]
    score_batch(documents, analysis.read_actors(), scorer)
    assert len(runs) == 1


def test_tone_is_what_textblob_says():
    textblob = pytest.importorskip("textblob")
    sentences = list(analysis.analyse(analysis.read([analysis.seeds_folder()])).sentences["text"])
    for sentence, (polarity, subjectivity) in zip(sentences, score_tone(sentences), strict=True):
        told = textblob.TextBlob(sentence).sentiment_assessments
        if told.assessments:
            assert (polarity, subjectivity) == (round(told.polarity, 4), round(told.subjectivity, 4))
