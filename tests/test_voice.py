import itertools

import pytest
from casetables import read_cases
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors import find_mentions, read_actors
from analysis.sentences import find_sentences
from analysis.types import Paragraph
from analysis.voice import attribution_at, find_attributions, find_quotations


def voice_of(text, target):
    sentences = find_sentences(text, [Paragraph(0, len(text))])
    mentions = [find_mentions(s.text, read_actors()) for s in sentences]
    attributions = find_attributions(text, sentences, mentions)
    place = text.index(target)
    for sentence, spoken in zip(sentences, attributions, strict=True):
        if sentence.start <= place < sentence.end:
            said = attribution_at(spoken, place - sentence.start)
            return ("reported", said.holder, said.holder_type) if said else ("author", "", "")
    raise AssertionError(f"{target} is in no sentence")


@pytest.mark.parametrize("case", read_cases("voice"))
def test_a_mention_has_the_voice_of_the_table(case):
    expected = (case["voice"], case["holder"], case["holder_type"])
    assert voice_of(case["text"], case["target"]) == expected


def test_a_quotation_goes_on_over_sentences_until_it_closes():
    text = "He was clear. “We will talk. Russia is weak. We will win.” Russia did not answer."
    assert voice_of(text, "Russia is")[0] == "reported"
    assert voice_of(text, "Russia did")[0] == "author"


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    text = "“We will talk to Russia and then again.\n\nChina left."
    (quotation,) = find_quotations(text)
    assert text[slice(*quotation)] == "“We will talk to Russia and then again."


@given(st.text(alphabet='“”"«»ab .,\n', max_size=120))
def test_quotations_are_places_in_the_text_and_do_not_overlap(text):
    found = find_quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


@given(st.text(max_size=200))
def test_no_text_breaks_the_search_for_attributions(text):
    sentences = find_sentences(text, [Paragraph(0, len(text))])
    mentions = [find_mentions(s.text, read_actors()) for s in sentences]
    for sentence, spoken in zip(sentences, find_attributions(text, sentences, mentions), strict=True):
        assert all(0 <= a.start <= a.end <= len(sentence.text) for a in spoken)
