"""The words that go with an actor: by hand, and what must hold for any text."""

from dataclasses import replace
from math import log, sqrt

import pytest

import analysis
from analysis.errors import RequestError
from analysis.keywords import read_function_words
from analysis.stance import LexiconScorer

GOOD = ["Russia kept peace here.", "Moscow kept peace there.", "Russia brought peace and bread."]
REST = ["Rain fell over there.", "The rain brought bread.", "Rain again, and no end of rain."]


def judged(texts, labels):
    """A result in which sentence n has the n-th label toward Russia, "" for none."""
    result = analysis.analyse([analysis.document(" ".join(texts), title="T")], scorer=LexiconScorer())
    assert list(result.sentences["text"]) == texts
    stances = result.stances
    wanted = {n: label for n, label in enumerate(labels) if label}
    stances = stances[(stances["actor_id"] == "RU") & stances["sentence_id"].isin(wanted)]
    assert len(stances) == len(wanted)
    return replace(result, stances=stances.assign(label=[wanted[n] for n in stances["sentence_id"]]))


def test_by_hand():
    """ "peace" stands in 3 of the 7 words of the side, in none of the 7 of the rest; "kept" in 2 sentences only."""
    table = analysis.keywords(judged(GOOD + REST, ["favourable"] * 3 + [""] * 3), "RU")
    assert list(table["word"]) == ["peace"]
    row = table.iloc[0]
    assert (row["side"], row["n_sentences"], row["n_rest"], row["n_documents"]) == ("favourable", 3, 0, 1)
    # words by sentence, without names and function words: kept peace | kept peace | brought peace bread,
    # and rain fell | rain brought bread | rain no end
    n, m = 7, 8
    prior = n * 3 / (n + m)
    odds = log((3 + prior) / (n + n - 3 - prior)) - log(prior / (m + n - prior))
    assert row["log_odds"] == pytest.approx(odds, abs=1e-4)
    assert row["z"] == pytest.approx(odds / sqrt(1 / (3 + prior) + 1 / prior), abs=1e-4)


def test_a_repeated_sentence_counts_once():
    repeated = judged([*GOOD[:2], GOOD[0], *REST], ["favourable"] * 3 + [""] * 3)
    assert analysis.keywords(repeated, "RU").empty


def test_names_of_actors_and_function_words_are_never_told():
    texts = [f"Russia and its people were praised in town {word}." for word in ("one", "two", "ten", "six")]
    table = analysis.keywords(judged([*texts, *REST], ["favourable"] * 4 + [""] * 3), "RU")
    assert set(table["word"]) == {"people", "praised", "town"}
    assert not {"russia", "and", "its", "were"} & set(table["word"])


def test_words_that_judge_are_no_function_words():
    assert not {"not", "no", "never", "against", "better", "able", "cooperation"} & read_function_words() - {
        "no"
    }


def test_what_is_common_everywhere_is_not_oftener():
    texts = [f"Russia sent bread to {place}." for place in ("Minsk", "Kyiv", "Riga")]
    rest = [f"Somebody sent bread to {place}." for place in ("Rome", "Oslo", "Bern")]
    assert analysis.keywords(judged(texts + rest, ["unfavourable"] * 3 + [""] * 3), "RU").empty


def test_the_more_words_are_tried_the_more_a_word_must_stand_out():
    """The same word, as clear by itself: alone it is told, among eleven that were tried it is not (Bonferroni)."""
    good = [f"Russia kept peace in {place}." for place in ("Minsk", "Kyiv", "Riga", "Bern", "Oslo")]
    rest = [
        f"Rain fell in {place}." for place in ("Rome", "Lima", "Quito", "Cairo", "Delhi", "Paris", "Turin")
    ]
    alone = judged(good + rest, ["favourable"] * 5 + [""] * 7)
    table = analysis.keywords(alone, "RU").set_index("word")
    assert set(table["answer"]) == {"oftener"}
    many = "the bread and wine and salt and milk and corn and rice and meat and fish and eggs"
    crowded = judged([f"{text[:-1]} for {many}." for text in good + rest], ["favourable"] * 5 + [""] * 7)
    table = analysis.keywords(crowded, "RU").set_index("word")
    assert table.loc["peace", "answer"] == "cannot be told"


def test_documents_and_voice_narrow_it_and_nothing_gives_an_empty_table():
    result = judged(GOOD + REST, ["favourable"] * 3 + [""] * 3)
    doc_id = result.documents["doc_id"].iloc[0]
    assert len(analysis.keywords(result, "RU", doc_ids=[doc_id])) == 1
    assert analysis.keywords(result, "RU", doc_ids=[]).empty
    assert analysis.keywords(result, "CN").empty
    assert analysis.keywords(result, "RU", voice="reported").empty
    with pytest.raises(RequestError, match='voice="loud"'):
        analysis.keywords(result, "RU", voice="loud")
