"""The scorers' protocol, the lexicon scorer case by case, and laws on generated sentences."""

import json

import numpy as np
import pytest
from casetables import CASES, read_cases
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import RequestError
from analysis.stance import UNCERTAIN_BELOW, LexiconScorer, Scorer, default_scorer, explain_span, labels_of
from analysis.stance.words import make_lexicon, read_lexicon
from analysis.types import LABELS

NAMES = ("China", "Russia", "the United States", "North Korea", "Iran", "Japan")
FLOOR = 0.55
"""Macro-F1 the lexicon scorer must not fall below on `written_floor.jsonl`."""
LEXICON = LexiconScorer()
TEMPLATES = (
    "{a} invaded {b} at dawn.",
    "{a} accused {b} of stealing designs.",
    "The senator called {a} a bully and praised {b}.",
    "{a}'s aggression was condemned by {b}.",
    "While {a} kept its word, {b} broke its promise.",
    "The traditional friendship between {a} and {b} brings prosperity.",
    "According to {a}, {b} is not a reliable partner.",
    "Officials from {a} met those of {b} in May; aggressive {a} lied.",
    '"{a} may threaten us," the envoy of {b} said.',
)


def find_target(text: str, target: str) -> tuple[str, int, int]:
    """The first place of the target, or the second where it ends in "#2"."""
    words, _, number = target.partition("#")
    start = text.index(words)
    if number == "2":
        start = text.index(words, start + 1)
    return text, start, start + len(words)


@pytest.mark.parametrize("case", read_cases("stance"))
def test_case(case: dict[str, str]) -> None:
    span = find_target(case["text"], case["target"])
    assert labels_of(LEXICON.score_spans([span]))[0] == case["expected"]


def test_there_are_enough_cases_of_every_label() -> None:
    expected = [case.values[0]["expected"] for case in read_cases("stance")]
    assert len(expected) >= 80
    assert min(expected.count(label) for label in LABELS) >= 20


def test_lexicon_beats_always_neutral_on_written_sentences() -> None:
    """Sentences written for Framelens, on whose words the weights were not fitted."""
    lines = (CASES / "written_floor.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    given_labels = [row["label"] for row in rows]
    found = labels_of(LEXICON.score_spans([(row["text"], row["start"], row["end"]) for row in rows]))

    def macro_f1(labels: list[str]) -> float:
        scores = []
        for label in LABELS:
            both = sum(one == other == label for one, other in zip(given_labels, labels, strict=True))
            scores.append(2 * both / (given_labels.count(label) + labels.count(label)))
        return sum(scores) / len(scores)

    always_neutral = macro_f1(["neutral"] * len(rows))
    assert always_neutral < 0.25
    assert macro_f1(list(found)) > FLOOR


# ---- the protocol


def test_lexicon_is_a_scorer_and_the_default_is_one_object() -> None:
    scorer = LEXICON
    assert isinstance(scorer, Scorer)
    assert scorer.name == "lexicon"
    assert scorer.version
    assert default_scorer() is default_scorer()


def test_no_spans_give_no_rows() -> None:
    assert LEXICON.score_spans([]).shape == (0, 3)
    assert labels_of(np.zeros((0, 3))).shape == (0,)


@pytest.mark.parametrize(
    "bad", [("China", -1, 2), ("China", 0, 6), ("China", 3, 3), ("China", 4, 2), ("", 0, 0), ("a  b", 1, 3)]
)
def test_bad_span_is_named_by_its_index(bad: tuple[str, int, int]) -> None:
    with pytest.raises(RequestError, match=r"span 1: .*give"):
        LEXICON.score_spans([("China met Japan.", 0, 5), bad])


def test_a_tie_is_neutral() -> None:
    rows = [[0.4, 0.4, 0.2], [0.2, 0.4, 0.4], [0.45, 0.1, 0.45], [0.5, 0.3, 0.2], [0.1, 0.2, 0.7]]
    assert list(labels_of(rows)) == ["neutral", "neutral", "neutral", "unfavourable", "favourable"]


def test_without_evidence_neutral_is_likely_and_not_sure() -> None:
    row = LEXICON.score_spans([("The museum in China opens at nine.", 14, 19)])[0]
    assert UNCERTAIN_BELOW < row[1] < 0.85
    assert min(row) > 0.05


# ---- laws


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    """Any text at all around a target that holds a word."""
    before, target, after = draw(st.text(max_size=30)), draw(st.text(max_size=10)), draw(st.text(max_size=30))
    target += "x"
    return before + target + after, len(before), len(before + target)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, int, int]:
    template = draw(st.sampled_from(TEMPLATES))
    first, second = draw(st.permutations(NAMES))[:2]
    text = template.format(a=first, b=second)
    target = draw(st.sampled_from([first, second])).removeprefix("the ")
    return find_target(text, target)


any_span = st.one_of(spans(), sentences())


@given(st.lists(any_span, max_size=6))
def test_rows_are_probabilities(batch: list[tuple[str, int, int]]) -> None:
    rows = LEXICON.score_spans(batch)
    assert rows.shape == (len(batch), 3)
    assert np.all((rows >= 0) & (rows <= 1))
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-12)


@given(st.lists(any_span, min_size=1, max_size=6))
def test_a_row_does_not_depend_on_the_others(batch: list[tuple[str, int, int]]) -> None:
    together = LEXICON.score_spans(batch)
    alone = np.vstack([LEXICON.score_spans([span]) for span in batch])
    np.testing.assert_array_equal(together, alone)


@given(st.sampled_from(TEMPLATES), st.sampled_from("ab"), st.permutations(NAMES))
def test_names_do_not_matter(template: str, which: str, order: list[str]) -> None:
    rows = []
    for first, second in ((NAMES[0], NAMES[1]), (order[0], order[1])):
        text = template.format(a=first, b=second)
        target = (first if which == "a" else second).removeprefix("the ")
        rows.append(LEXICON.score_spans([find_target(text, target)])[0])
    np.testing.assert_array_equal(rows[0], rows[1])


def test_some_template_is_judged_each_way() -> None:
    """The law above would also hold for a scorer that never judges."""
    found = set()
    for template in TEMPLATES:
        text = template.format(a="China", b="Japan")
        batch = [find_target(text, "China"), find_target(text, "Japan")]
        found.update(labels_of(LEXICON.score_spans(batch)))
    assert found == set(LABELS)


# ---- explanations


@given(any_span)
def test_explaining_words_slice_the_sentence(span: tuple[str, int, int]) -> None:
    sentence, start, end = span
    words = explain_span(LEXICON, span)
    assert list(words) == sorted(words, key=lambda word: word.start)
    for word in words:
        assert sentence[word.start : word.end] == word.text
        assert word.end <= start or word.start >= end


def test_the_judging_word_moves_most() -> None:
    words = explain_span(LEXICON, find_target("Japan accused China of theft in May.", "China"))
    moved = {word.text: word.moved for word in words}
    assert min(moved, key=lambda text: moved[text]) == "accused"
    assert moved["accused"] < 0
    assert "May" not in moved
    assert "Japan" not in moved


def test_a_word_of_praise_moves_upwards() -> None:
    words = explain_span(LEXICON, find_target("Honest China met Japan.", "China"))
    assert [(word.text, word.moved > 0) for word in words] == [("Honest", True)]


def test_explaining_a_bad_span_is_refused() -> None:
    with pytest.raises(RequestError):
        explain_span(LEXICON, ("China", 0, 9))


# ---- the file of words


def test_every_group_says_meaning_and_origin_and_is_large() -> None:
    lexicon = read_lexicon()
    assert len(lexicon.single) > 1000
    assert "invaded" in lexicon.single
    assert "criticises" in lexicon.single
    assert "criticizes" in lexicon.single


GROUP = """
[[group]]
name = "{name}"
kind = "{kind}"
meaning = "m"
origin = "{origin}"
holder = {holder}
words = ["{word}"]
"""


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (GROUP.format(name="a", kind="adverb", origin="us", holder=1, word="x"), 'kind "adverb"'),
        (GROUP.format(name="a", kind="noun", origin="", holder=1, word="x"), "no origin"),
        (
            GROUP.format(name="a", kind="noun", origin="us", holder=1, word="gift")
            + GROUP.format(name="b", kind="noun", origin="us", holder=-1, word="gift"),
            '"gift" stands in "a" and in "b"',
        ),
        ("[[group]\n", "line 1"),
    ],
)
def test_a_mistake_in_the_file_is_told(groups: str, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        make_lexicon(groups + "[words]\n[forms]\n")


@pytest.mark.parametrize("missing", ["weights", "runtime"])
def test_the_lexicon_takes_over_where_the_network_cannot_run(monkeypatch, tmp_path, missing) -> None:
    from analysis import stance

    if missing == "weights":
        monkeypatch.setattr(stance, "WEIGHTS", tmp_path / "nothing")
    else:
        monkeypatch.setattr(stance, "find_spec", lambda name: None)
    assert default_scorer.__wrapped__().name == "lexicon"
