"""Reading labelled files, and every measure by hand on cases small enough to count."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import RequestError
from analysis.evaluation import (
    Labelled,
    LabelledSpan,
    calibration_error,
    count_confusion,
    evaluate,
    macro_f1,
    measure_classes,
    ordinal_alpha,
    read_labelled,
    write_evaluation,
)
from analysis.stance import LexiconScorer
from analysis.types import LABELS

U, N, F = LABELS
FLOOR_FILE = Path(__file__).parent / "cases" / "written_floor.jsonl"
OURS = {
    "text": "China met Japan.",
    "actor": "CN",
    "start": 0,
    "end": 5,
    "label": "neutral",
    "voice": "author",
}
NEWSMTSC = {
    "primary_gid": "x",
    "sentence_normalized": "Ann praised Bob.",
    "targets": [
        {"from": 0, "to": 3, "mention": "Ann", "polarity": 4.0},
        {"from": 12, "to": 15, "mention": "Bob", "polarity": 6.0},
    ],
}


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


# ---- alpha, by hand


def alpha_of(given_labels: list[str], found: list[str]) -> float:
    return ordinal_alpha(count_confusion(given_labels, found))


def test_alpha_of_full_agreement_is_one() -> None:
    assert alpha_of([U, N, F, F], [U, N, F, F]) == pytest.approx(1)


def test_alpha_with_two_labels_by_hand() -> None:
    """With two labels the ordinal alpha is the nominal one.

    Values: 3 of U and 5 of N among 8; one pair of four disagrees.
    Observed disagreement 2/8; expected 2·3·5 / (8·7); alpha = 1 − (1/4) / (30/56) = 8/15.
    """
    assert alpha_of([U, U, N, N], [U, N, N, N]) == pytest.approx(8 / 15)


def test_alpha_with_three_labels_by_hand() -> None:
    """Given U N F, found U N N: values 2 of U, 3 of N, 1 of F among 6.

    Ordinal distances squared: U–N (1 + 1.5)² = 6.25, N–F (1.5 + 0.5)² = 4, U–F (1 + 3 + 0.5)² = 20.25.
    Observed: both ways one N–F, 2·4 = 8. Expected: 2·(2·3·6.25 + 3·1·4 + 2·1·20.25) / 5 = 36.
    alpha = 1 − 8/36 = 7/9.
    """
    assert alpha_of([U, N, F], [U, N, N]) == pytest.approx(7 / 9)


def test_opposite_labels_cost_more_than_neighbours() -> None:
    near = alpha_of([U, U, N, F, F], [U, U, N, F, N])
    far = alpha_of([U, U, N, F, F], [U, U, N, F, U])
    assert far < near < 1


def test_alpha_of_one_label_alone_is_not_a_number() -> None:
    assert np.isnan(alpha_of([N, N], [N, N]))


def test_always_neutral_is_at_chance() -> None:
    assert alpha_of([U, N, N, F] * 100, [N, N, N, N] * 100) == pytest.approx(0, abs=0.01)


label_lists = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=2, max_size=30)


@given(label_lists)
def test_alpha_does_not_mind_who_is_who_or_which_end_is_which(pairs: list[tuple[str, str]]) -> None:
    first, second = [list(side) for side in zip(*pairs, strict=True)]
    turned = {U: F, N: N, F: U}
    alpha = alpha_of(first, second)
    assert alpha_of(second, first) == pytest.approx(alpha, nan_ok=True)
    mirrored = alpha_of([turned[one] for one in first], [turned[one] for one in second])
    assert mirrored == pytest.approx(alpha, nan_ok=True)
    assert np.isnan(alpha) or alpha <= 1


# ---- the other measures, by hand


def test_classes_by_hand() -> None:
    confusion = count_confusion([U, U, N, F], [U, N, N, N])
    assert confusion.loc[U, N] == 1
    assert confusion.loc[N, U] == 0
    classes = measure_classes(confusion)
    assert list(classes["n"]) == [2, 1, 1]
    assert classes.loc[U, "precision"] == 1
    assert classes.loc[U, "recall"] == 0.5
    assert classes.loc[N, "precision"] == pytest.approx(1 / 3)
    assert np.isnan(classes.loc[F, "precision"])
    assert classes.loc[F, "f1"] == 0
    assert macro_f1(confusion) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)


def test_macro_f1_leaves_out_a_label_that_nobody_gave_or_found() -> None:
    assert macro_f1(count_confusion([U, N], [U, N])) == 1


def test_calibration_error_by_hand() -> None:
    """Two rows at 0.8, one right: gap 0.3. Two at 0.6, both right: gap 0.4. Mean 0.35."""
    sure = np.array([[0.8, 0.1, 0.1], [0.8, 0.1, 0.1], [0.2, 0.6, 0.2], [0.2, 0.6, 0.2]])
    assert calibration_error(sure, np.array([U, N, N, N], dtype=object)) == pytest.approx(0.35)


# ---- reading


def test_both_formats_are_read(tmp_path: Path) -> None:
    ours = read_labelled(write_lines(tmp_path / "a.jsonl", OURS))
    assert ours.spans == (LabelledSpan(("China met Japan.", 0, 5), "neutral", "CN", voice="author"),)
    theirs = read_labelled(write_lines(tmp_path / "b.jsonl", NEWSMTSC))
    assert [(one.span[1:], one.label) for one in theirs.spans] == [((0, 3), N), ((12, 15), F)]


def test_rows_without_a_place_are_counted(tmp_path: Path) -> None:
    labelled = read_labelled(write_lines(tmp_path / "a.jsonl", OURS, OURS | {"start": None, "end": None}))
    assert len(labelled.spans) == 1
    assert labelled.n_without_place == 1
    assert "Left out: 1" in write_evaluation(evaluate(labelled, LexiconScorer()))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (OURS | {"label": "good"}, "label 'good'"),
        (OURS | {"end": 99}, r"\[0, 99\) is no place"),
        (OURS | {"start": 5}, r"\[5, 5\) is no place"),
        (OURS | {"start": "0"}, "whole numbers"),
        ({"text": "China met Japan."}, "'start' is missing"),
        (NEWSMTSC | {"targets": [{"from": 0, "to": 3, "polarity": 5}]}, "polarity 5"),
        ([1, 2], "not a JSON object"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, row: object, said: str) -> None:
    path = write_lines(tmp_path / "labels.jsonl", OURS, row)
    with pytest.raises(RequestError, match=rf"labels\.jsonl, line 2: .*{said}.*; a line is a JSON object"):
        read_labelled(path)


def test_a_line_that_is_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps(OURS) + "\n\n{broken\n", encoding="utf-8")
    with pytest.raises(RequestError, match="line 3"):
        read_labelled(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00bad"])
def test_a_file_without_labels_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(content)
    with pytest.raises(RequestError, match=r"labels\.jsonl"):
        read_labelled(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        read_labelled(tmp_path / "nowhere.jsonl")


# ---- the whole


class Oracle:
    """A scorer that knows the labels: what a perfect evaluation looks like."""

    name, version = "oracle", "1"

    def __init__(self, labelled: Labelled) -> None:
        self.labels = {one.span: one.label for one in labelled.spans}

    def score_spans(self, spans: list[tuple[str, int, int]]) -> np.ndarray:
        return np.eye(3)[[LABELS.index(self.labels[span]) for span in spans]].reshape(-1, 3)


def test_a_perfect_scorer_is_perfect_and_baselines_are_not() -> None:
    labelled = read_labelled(FLOOR_FILE)
    evaluation = evaluate(labelled, Oracle(labelled))
    perfect = evaluation.scorer
    assert (perfect.macro_f1, perfect.accuracy, perfect.alpha, perfect.calibration_error) == (1, 1, 1, 0)
    assert set(perfect.actors.index) == {"CN", "RU", "US", "KP"}
    assert perfect.actors["n"].sum() == perfect.n == len(labelled.spans)
    always, tone = evaluation.baselines[:2]
    assert evaluation.baselines[-1].name.startswith("lexicon")
    assert always.macro_f1 < tone.macro_f1 < 1
    assert np.isnan(always.calibration_error)


def test_tone_baseline_is_the_sign_of_the_sentence() -> None:
    """One sentence praises and blames: tone has one sign for both actors."""
    text = "Wonderful Japan met terrible, horrible, awful China."
    spans = tuple(LabelledSpan((text, text.index(who), text.index(who) + 5), N) for who in ("Japan", "China"))
    tone = evaluate(Labelled(spans, "made up"), LexiconScorer()).baselines[1]
    assert tone.confusion.loc[N, U] == 2


def test_the_text_names_data_baselines_and_whose_labels() -> None:
    text = write_evaluation(evaluate(read_labelled(FLOOR_FILE), LexiconScorer()))
    for words in (
        "written_floor.jsonl",
        "lexicon",
        "always neutral",
        "TextBlob polarity",
        "machine-made labels",
    ):
        assert words in text


def test_newsmtsc_is_not_called_machine_made(tmp_path: Path) -> None:
    labelled = read_labelled(write_lines(tmp_path / "b.jsonl", NEWSMTSC))
    assert "machine-made" not in write_evaluation(evaluate(labelled, LexiconScorer()))


# ---- voices and places


JUDGING = [
    {"text": "China bullied its neighbour.", "actor": "CN", "start": 0, "end": 5, "label": U, "voice": "author", "holder": ""},
    {"text": "Russia said that China bullied its neighbour.", "actor": "CN", "start": 17, "end": 22, "label": U, "voice": "reported", "holder": "RU"},
    {"text": "Jane Roe said that China bullied its neighbour.", "actor": "CN", "start": 19, "end": 24, "label": U, "voice": "reported", "holder": "other"},
    {"text": "Russia said that China bullied its neighbour.", "actor": "RU", "start": 0, "end": 6, "label": N, "voice": "reported", "holder": "CN"},
]  # fmt: skip


def test_voices_are_measured_on_rows_that_judge(tmp_path: Path) -> None:
    evaluation = evaluate(read_labelled(write_lines(tmp_path / "a.jsonl", *JUDGING)), LexiconScorer())
    voices = evaluation.voices
    assert voices is not None
    assert (voices.n, voices.n_holder) == (3, 2)
    assert (voices.accuracy, voices.holder_accuracy) == (1, 1)
    assert voices.always_author == pytest.approx(1 / 3)
    assert "Voice, on 3 rows that judge: 1.000 right" in write_evaluation(evaluation)


def test_a_wrong_holder_counts_against(tmp_path: Path) -> None:
    wrong = [row | {"holder": "US"} if row["holder"] == "RU" else row for row in JUDGING]
    voices = evaluate(read_labelled(write_lines(tmp_path / "a.jsonl", *wrong)), LexiconScorer()).voices
    assert voices is not None
    assert voices.holder_accuracy == 0.5


def test_mentions_are_measured_by_sentence_and_actor(tmp_path: Path) -> None:
    """Three of the four labelled pairs are found (one names no actor), and Japan is none of the actors."""
    strange = {"text": "The dragon woke.", "actor": "CN", "start": 4, "end": 10, "label": N}
    found = evaluate(
        read_labelled(write_lines(tmp_path / "a.jsonl", OURS, strange, JUDGING[1])), LexiconScorer()
    )
    mentions = found.mentions
    assert mentions is not None
    assert (mentions.n_labelled, mentions.n_found, mentions.n_right) == (3, 3, 2)


REFERENCES = {
    "text": "China and Russia signed the treaty in May. Both countries praised it. In Tokyo the government said nothing.",
    "references": [{"phrase": "Both countries", "occurrence": 1, "actors": ["CN", "RU"]}],
    "not_references": [{"phrase": "the government", "occurrence": 1, "why": "Japan's is meant"}],
}


def test_references_are_measured_by_phrase_and_actor(tmp_path: Path) -> None:
    labelled = read_labelled(write_lines(tmp_path / "a.jsonl", REFERENCES))
    assert labelled.texts[0].text[slice(43, 57)] == "Both countries"
    evaluation = evaluate(labelled, LexiconScorer())
    assert evaluation.scorer is None
    found = evaluation.references
    assert found is not None
    assert (found.n_labelled, found.n_found, found.n_right) == (2, 2, 2)
    assert "References: precision 1.000, recall 1.000" in write_evaluation(evaluation)


def test_a_phrase_that_is_not_in_the_text_is_told(tmp_path: Path) -> None:
    bad = REFERENCES | {"references": [{"phrase": "both countries", "occurrence": 1, "actors": ["CN"]}]}
    with pytest.raises(RequestError, match="line 1: 'both countries' does not stand 1 times"):
        read_labelled(write_lines(tmp_path / "a.jsonl", bad))
