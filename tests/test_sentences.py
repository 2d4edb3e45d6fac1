import itertools

import pytest
from casetables import read_cases
from hypothesis import given
from hypothesis import strategies as st

from analysis.sentences import find_sentences
from analysis.types import Paragraph

WORDS = st.sampled_from(
    [
        "China",
        "said",
        "U.S.",
        "Mr.",
        "Kim",
        "left.",
        "“Why?”",
        "(no)",
        "it",
        "3.5",
        "…",
        "met!",
        '"so"',
        "\xa0",
        "中国。",
        "e.g.",
    ]
)


@pytest.mark.parametrize("case", read_cases("sentences"))
def test_a_paragraph_is_split_as_the_table_says(case):
    text = case["text"]
    found = find_sentences(text, [Paragraph(0, len(text))])
    assert [sentence.text for sentence in found] == case["sentences"].split("|")


@given(st.lists(st.lists(WORDS, min_size=1, max_size=25), min_size=1, max_size=4))
def test_sentences_slice_the_text_and_hold_every_word(paragraphs):
    texts = [" ".join(words) for words in paragraphs]
    text = "\n\n".join(texts)
    places, start = [], 0
    for part in texts:
        places.append(Paragraph(start, start + len(part)))
        start += len(part) + 2
    found = find_sentences(text, places)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(s.text == s.text.strip() and s.text for s in found)
    assert [s.sentence_id for s in found] == list(range(len(found)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


@given(st.text(max_size=300))
def test_no_text_breaks_the_splitter(text):
    found = find_sentences(text, [Paragraph(0, len(text))])
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


def test_a_heading_is_one_sentence_whatever_stops_are_in_it():
    text = "3. Global instability. And more"
    (heading,) = find_sentences(text, [Paragraph(0, len(text), is_heading=True)])
    assert heading.text == text
    assert heading.is_heading
