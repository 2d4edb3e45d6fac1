"""What the dashboard says of voices: sentences made from hand-made rows."""

import math

import pytest

from dashboard import wording, wording_hanging, wording_holders

NAMES = {"CN": "China", "RU": "Russia", "US": "United States", "KP": "North Korea"}
NAN = math.nan


def changed(change, what, n, stance, verdict):
    return {"change": change, "what": what, "n_sentences": n, "stance": stance, "verdict": verdict}


def without(paragraph, stance, verdict="neutral", n=10):
    return changed("without paragraph", str(paragraph), n, stance, verdict)


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        (
            [changed("as it is", "author", 12, 0.1, "undetermined"), changed("voice", "all", 23, 0.0, "neutral")],
            ["Counting the quoted voices too, it would be neutral (23 sentences)."],
        ),
        (
            [changed("as it is", "author", 19, 0.2, "undetermined"), without(7, 0.3, "leaning favourable", 18)],
            ["Without paragraph 7 it would be leaning favourable (18 sentences)."],
        ),
        (
            [changed("as it is", "all", 9, 0.2, "mixed"), changed("voice", "reported", 4, 0.0, "neutral")],
            ["Counting the quoted voices alone, it would be neutral (4 sentences)."],
        ),
        (
            [changed("as it is", "reported", 9, 0.2, "mixed"), changed("voice", "all", 1, 0.0, "neutral")],
            ["Counting the author too, it would be neutral (1 sentence)."],
        ),
        (
            [changed("as it is", "author", 9, 0.2, "favourable")],
            ["No single paragraph and no other voice would change this verdict."],
        ),
        ([changed("as it is", "author", 2, 0.2, "too little evidence"), without(1, 0.3)], []),
        ([changed("as it is", "author", 0, NAN, "not mentioned"), changed("voice", "all", 4, 0.0, "neutral")], []),
    ],
)  # fmt: skip
def test_what_a_verdict_hangs_on(rows, sentences):
    assert wording_hanging.hanging_sentences(rows) == sentences


def test_of_many_paragraphs_the_three_most_different_are_named_in_the_order_of_the_text():
    rows = [changed("as it is", "author", 12, 0.5, "favourable")]
    rows += [without(number, 0.5 - number / 100) for number in (1, 5, 3, 4, 2)]
    sentences = wording_hanging.hanging_sentences(rows)
    assert [sentence.split(" it ")[0] for sentence in sentences] == [
        "Without paragraph 3", "Without paragraph 4", "Without paragraph 5",
    ]  # fmt: skip
    assert sentences[-1].endswith(", and 2 more paragraphs would change it, each left out alone.")
    assert "and 1 more paragraph would" in wording_hanging.hanging_sentences(rows[:-1])[-1]


def without_document(doc_id, stance):
    return {**changed("without document", doc_id, 20, stance, "mixed")}


@pytest.mark.parametrize(
    ("changes", "is_just_enough", "sentences"),
    [
        ([], False, ["No single document and no other voice would change this verdict."]),
        ([], True, ["There are just enough stories: without any one of them there would be no verdict."]),
        (
            [without_document("a", 0.1), without_document("b", 0.3)],
            False,
            [
                "Without “A road” it would be mixed (20 sentences).",
                "Without “b” it would be mixed (20 sentences).",
            ],
        ),
    ],
)
def test_what_the_verdict_of_a_source_hangs_on(changes, is_just_enough, sentences):
    rows = [changed("as it is", "author", 30, 0.6, "favourable"), *changes]
    told = wording_hanging.source_hanging_sentences(rows, {"a": "A road"}, is_just_enough=is_just_enough)
    assert told == sentences


def test_every_pair_of_voices_has_its_words():
    for voice in wording.VOICE_NAMES:
        for other in set(wording.VOICE_NAMES) - {voice}:
            rows = [changed("as it is", voice, 9, 0.0, "neutral"), changed("voice", other, 9, 0.4, "mixed")]
            assert "it would be mixed" in wording_hanging.hanging_sentences(rows)[0]


@pytest.mark.parametrize(
    ("holder", "title"),
    [
        ("author", "The author"),
        ("CN", "China's officials and state media"),
        ("US", "United States' officials and state media"),
        ("unnamed", "Not told who"),
        ("Jane Roe", "Jane Roe"),
    ],
)
def test_holders_in_words(holder, title):
    assert wording_holders.holder_title(holder, NAMES) == title


@pytest.mark.parametrize(
    ("holders", "title"),
    [
        ({"Jane Roe", "The Daily"}, "Other named voices"),
        ({"unnamed"}, "Not told who"),
        ({"unnamed", "Jane Roe"}, "Other voices"),
    ],
)
def test_the_row_of_all_others_says_who_is_in_it(holders, title):
    assert wording_holders.others_title(holders) == title


def told(holder, actor_id, favourable, neutral, unfavourable, verdict, lower=NAN, upper=NAN):
    return {
        "holder": holder, "actor_id": actor_id, "n_sentences": favourable + neutral + unfavourable,
        "n_favourable": favourable, "n_neutral": neutral, "n_unfavourable": unfavourable,
        "lower": lower, "upper": upper, "verdict": verdict,
    }  # fmt: skip


AUTHOR = told("author", "US", 0, 0, 9, "unfavourable", -1.0, -0.8)


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        (
            [AUTHOR, told("RU", "US", 0, 1, 3, "unfavourable", -1.0, -0.4)],
            [
                "Russia's officials and state media speak of the United States in 4 sentences: 3 unfavourable. "
                "The whole range −1.00 to −0.40 lies on that side."
            ],
        ),
        (
            [told("US", "RU", 1, 3, 2, "undetermined", -0.5, 0.3)],
            [
                "The United States' officials and state media speak of Russia in 6 sentences: 2 unfavourable, "
                "1 favourable. No side can be told (range −0.50 to +0.30)."
            ],
        ),
        (
            [told("CN", "KP", 0, 2, 0, "too little evidence"), told("other voices", "KP", 1, 0, 0, "too little evidence")],
            [
                "No state's officials or state media take a side here (2 sentences).",
                "Other voices speak of North Korea in 1 sentence: 1 favourable. That is too little to tell a side.",
            ],
        ),
        (
            [told("CN", "KP", 1, 3, 0, "leaning favourable", 0.0, 0.6), told("other voices", "CN", 6, 2, 0, "favourable", 0.4, 0.9)],
            [
                "Other voices speak of China in 8 sentences: 6 favourable. The whole range +0.40 to +0.90 lies on that side.",
                "China's officials and state media speak of North Korea in 4 sentences: 1 favourable. "
                "No side can be told (range 0.00 to +0.60).",
            ],
        ),
        (
            [told("KP", "US", 2, 0, 2, "mixed", -0.5, 0.5)],
            [
                "North Korea's officials and state media speak of the United States in 4 sentences: 2 unfavourable, "
                "2 favourable. Taken together that is mixed (range −0.50 to +0.50)."
            ],
        ),
        ([AUTHOR], ["Nobody who is quoted here speaks of the chosen actors."]),
    ],
    ids=["clear", "no side", "too little", "the clearer first", "mixed", "nobody"],
)  # fmt: skip
def test_the_strongest_that_can_be_said(rows, sentences):
    assert wording_holders.speaking_sentences(rows, NAMES) == sentences


def test_a_range_without_a_side_is_never_called_one():
    """A figure far from 0 on few sentences, and many sentences around 0, say nothing of a side."""
    for row in (
        told("RU", "US", 0, 0, 2, "too little evidence"),
        told("RU", "US", 0, 0, 3, "unfavourable"),
        told("RU", "US", 9, 9, 9, "mixed", -0.3, 0.3),
        told("RU", "US", 0, 99, 5, "neutral", -0.1, -0.02),
    ):
        assert "lies on that side" not in wording_holders.speaking_sentences([row], NAMES)[0]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ({"stance": 0.39, "lower": 0.16, "upper": 0.63}, "+0.39 (+0.16 to +0.63)"),
        ({"stance": -0.41, "lower": NAN, "upper": NAN}, "−0.41, no range"),
    ],
)
def test_a_figure_in_a_cell(cell, words):
    assert wording.figure_short(cell) == words
