import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.tone import find_tone_words, score_tone


def test_tone_is_about_wording_and_not_about_an_actor():
    (tone,) = score_tone(["Russia bombed a maternity hospital, killing 40 civilians"])
    assert math.isnan(tone[0]) or abs(tone[0]) < 0.1


def test_a_sentence_without_a_known_word_has_no_tone():
    assert all(math.isnan(value) for value in score_tone(["The delegation arrived."])[0])


def test_warm_words_are_warmer_than_cold_ones():
    (warm, _), (cold, _) = score_tone(["A wonderful, excellent day.", "A horrible, terrible day."])
    assert warm > 0 > cold


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A wonderful and terrible day.", ["wonderful", "terrible"]),
        ("This isn't a bad actor.", ["bad"]),
        ("Nothing here.", []),
    ],
)
def test_the_words_that_drove_the_tone_are_found_in_place(sentence, words):
    found = [w.text for w in find_tone_words(sentence)]
    assert len(found) == len(words)
    assert all(any(word in text for text in found) for word in words)


@given(st.text(alphabet="goodbadvery not,. “'İ", max_size=80))
def test_words_slice_the_sentence(sentence):
    for word in find_tone_words(sentence):
        assert sentence[word.start : word.end] == word.text


def test_tone_words_are_a_table():
    table = analysis.explain_tone("A wonderful day.")
    assert list(table.columns) == ["start", "end", "text", "moved"]
    assert table.loc[0, "text"] == "wonderful"
