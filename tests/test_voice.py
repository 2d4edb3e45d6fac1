import itertools
import re
import time

import pytest
from casetables import read_cases
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors import find_mentions, read_actors
from analysis.sentences import find_sentences
from analysis.types import Paragraph
from analysis.voice import attribution_at, find_attributions, find_quotations, tell_voice


def attributions_of(text):
    paragraphs = [Paragraph(*block.span()) for block in re.finditer(r"[^\n]+", text)]
    sentences = find_sentences(text, paragraphs)
    mentions = [find_mentions(s.text, read_actors()) for s in sentences]
    return list(zip(sentences, find_attributions(text, sentences, mentions), strict=True))


def voice_of(text, target, reported=None):
    place = text.index(target)
    for sentence, spoken in attributions_of(text):
        if sentence.start <= place < sentence.end:
            return tell_voice(spoken, place - sentence.start, reported)
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


WORDS = [
    "Beijing", "Moscow", "Putin", "China", "Smith", "He", "The ministry", "said", "that", "accused", "praised", "was",
    "according to", "by", "falsely", "so-called", "claims", "saying", "and", ", ", ". ", ": ", "“", "”", '"', "'", "’",
    "‘", ";", "\n\n", "weak", "a bully", "reports", "In", "while", "whose", "experts",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(lambda words: " ".join(words))
)


@given(TEXTS)
def test_attributions_are_places_in_their_sentence(text):
    for sentence, spoken in attributions_of(text):
        assert all(0 <= a.start <= a.end <= len(sentence.text) for a in spoken)
        assert all(a.holder for a in spoken)


@given(TEXTS)
def test_who_tells_a_view_is_the_same_with_more_text_behind_it(text):
    """A later paragraph that opens no quotation changes no earlier voice."""
    before = attributions_of(text)
    after = attributions_of(text + "\n\nIt rained all day.")
    assert [a for _, a in after][: len(before)] == [a for _, a in before]


@given(TEXTS, st.integers(0, 60), st.one_of(st.none(), st.floats(0, 1)))
def test_a_voice_has_a_holder_where_it_is_reported_and_none_where_it_is_the_authors(text, place, reported):
    for _, spoken in attributions_of(text):
        voice, holder, holder_type = tell_voice(spoken, place, reported)
        assert (voice == "author") == (holder == "")
        assert voice == "reported" or holder_type == ""


@given(st.floats(0, 1))
def test_the_network_does_not_overrule_a_quotation_nor_what_the_author_rejects(reported):
    assert voice_of("“China is weak and will fall,” Lavrov said.", "China", reported)[:2] == (
        "reported",
        "RU",
    )
    assert voice_of("Baseless claims that China is weak spread.", "China", reported)[0] == "author"


@pytest.mark.parametrize(
    ("text", "target", "reported", "expected"),
    [
        # the network sees what no word of the lists tells: the holder is the subject, or the last clause
        ("Kazakh veterans spoke of China as of a friend.", "China", 0.9, ("reported", "Kazakh veterans", "other")),
        ("Moscow wept for Pyongyang.", "Pyongyang", 0.9, ("reported", "RU", "government")),
        ("Moscow wept for Pyongyang.", "Pyongyang", 0.1, ("author", "", "")),
        ("China is weak, the Kremlin growled.", "China", 0.9, ("reported", "RU", "government")),
        # and what the lists take for a view
        ("Moscow said China was weak.", "China", 0.1, ("author", "", "")),
        # nobody in the sentence: who spoke before
        ("Duben said China was weak. Russia would not fight.", "Russia", 0.9, ("reported", "Duben", "other")),
        ("Russia would not fight.", "Russia", 0.9, ("reported", "unnamed", "")),
        # two holders: that of the view nearest by
        ("Moscow praised China; Washington grinned at it and Pyongyang.", "Pyongyang", 0.9, ("reported", "RU", "government")),
    ],
)  # fmt: skip
def test_the_network_decides_elsewhere_and_the_holder_is_whoever_fits_best(text, target, reported, expected):
    assert voice_of(text, target, reported) == expected


def test_an_office_of_nobody_stays_unnamed():
    assert voice_of("The President said China was a friend.", "China") == (
        "reported",
        "unnamed",
        "government",
    )


@pytest.mark.parametrize(
    ("text", "target", "voice"),
    [
        # the network takes those who took part for those who speak
        ("His first visit to Russia reflects North Korea's view of it.", "Russia", "author"),
        ("Since the outbreak, his first visit to Russia reflects its weight.", "Russia", "author"),
        ("This meeting, reported by China’s state media, marks a new level for North Korea.", "North Korea", "author"),
        ("The summit in Beijing showed Russia as a reliable partner.", "Russia", "author"),
        # somebody speaks of the event
        ("The summit in Beijing was a triumph for Russia, the Kremlin growled.", "Russia", "reported"),
        ("The visit shows, the ministry said, that Russia keeps its word.", "Russia", "reported"),
        ("The visit was described as proof of Russia's decline.", "Russia", "reported"),
        # no event, and one that is not the subject
        ("Its position reflects Russia's decline.", "Russia", "reported"),
        ("After the visit Moscow reflected on Russia's decline.", "Russia", "reported"),
    ],
)  # fmt: skip
def test_an_event_holds_no_view_whatever_the_network_says(text, target, voice):
    assert voice_of(text, target, 0.9)[0] == voice


def test_an_attribution_says_what_kind_it_is():
    def kinds(text):
        ((_, spoken),) = attributions_of(text)
        return [(a.is_quotation, a.is_rejected, a.strength) for a in spoken if a.start < a.end]

    assert kinds("Moscow claimed that China was weak.") == [(False, False, "distancing")]
    assert kinds("Moscow pointed out that China was weak.") == [(False, False, "endorsing")]
    assert kinds("Moscow said: “We will never leave China.”") == [
        (False, False, "neutral"),
        (True, False, "neutral"),
    ]
    assert kinds("The “friendly Kremlin” shelled the ferry.") == [(False, True, "neutral")]


def test_what_the_author_rejects_is_nobodys_attribution():
    ((_, spoken),) = attributions_of("Washington falsely accused Beijing of theft.")
    assert attribution_at(spoken, 27) is None


@pytest.mark.parametrize(
    "text", ['" ' * 20_000, "said and " * 20_000, "‘a " * 20_000, "China, " * 20_000, "“\n" * 20_000]
)
def test_time_grows_with_the_length_of_the_text(text):
    """A search that began anew at every place would take minutes for each of these."""
    started = time.perf_counter()
    attributions_of(text)
    assert time.perf_counter() - started < 20
