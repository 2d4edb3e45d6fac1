"""The bundled model: what it promises whatever its weights, and the floors below which they must not fall."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from casetables import CASES
from numpy.typing import NDArray

from analysis.errors import RequestError
from analysis.evaluation import count_confusion, macro_f1
from analysis.stance.marking import CLOSE, CLS, LONGEST, OPEN, SEP, mark_spans, read_tokenizer
from analysis.stance.model import WEIGHTS, MinilmScorer
from analysis.stance.protocol import VoiceScorer, labels_of
from analysis.types import Span

FLOOR = 0.80
"""Macro-F1 on `model_floor.jsonl`, which no training saw; always neutral has less than 0.25."""

KIND_FLOORS = {"opposite stances": 0.80, "attribution": 0.75, "negation and modality": 0.70}
"""Accuracy by kind, there."""

NAMES = ("China", "Russia", "the United States", "North Korea", "Iran", "Japan")
FRAMES = (
    "{a} invaded its neighbour at dawn and shelled the hospital.",
    "{a} accused {b} of stealing the designs of the aircraft.",
    "The minister praised {a} as a generous and reliable partner.",
    "While {a} kept its word, {b} broke every promise it had made.",
    "Officials from {a} and {b} met on Tuesday to discuss the border.",
    "{a} and {b} established diplomatic relations in 1972.",
    "The doctors sent by {a} saved hundreds of lives after the flood.",
    "According to the report, {a} tortures prisoners and lies about it.",
    "{a} denied that it had sold any weapons to {b}.",
    "{a} fired two missiles into the sea on Thursday, the ministry said.",
)


@pytest.fixture(scope="module")
def scorer() -> MinilmScorer:
    return MinilmScorer()


@pytest.fixture(scope="module")
def floor_rows() -> list[dict[str, str]]:
    lines = (CASES / "model_floor.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def span_of(row: dict[str, str]) -> Span:
    return row["text"], int(row["start"]), int(row["end"])


def span_at(text: str, words: str) -> Span:
    start = text.index(words)
    return text, start, start + len(words)


def test_it_loads_without_torch() -> None:
    code = (
        "import sys\n"
        "from analysis.stance.model import MinilmScorer\n"
        "assert MinilmScorer().score_spans([('China lied.', 0, 5)]).shape == (1, 3)\n"
        "assert not {'torch', 'transformers', 'onnx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_scoring_writes_nothing_to_the_home_folder(tmp_path: Path) -> None:
    """ONNX Runtime keeps a device id and a queue of usage data there, and sends it, where nobody forbids it."""
    code = (
        "import analysis, time\n"
        "analysis.analyse([analysis.document('China praised the treaty. Russia broke it.')])\n"
        "time.sleep(1)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment | {"HOME": str(tmp_path)})
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_it_is_a_scorer(scorer: MinilmScorer) -> None:
    assert isinstance(scorer, VoiceScorer)
    assert scorer.name == "minilm"
    assert scorer.version


def test_the_weights_are_small() -> None:
    assert (WEIGHTS / "model.onnx").stat().st_size <= 30_000_000


def test_no_spans_give_no_rows(scorer: MinilmScorer) -> None:
    assert scorer.score_spans([]).shape == (0, 3)
    assert [part.shape for part in scorer.score_with_voices([])] == [(0, 3), (0, 2)]


def test_rows_sum_to_one(scorer: MinilmScorer, floor_rows: list[dict[str, str]]) -> None:
    probabilities = scorer.score_spans([span_of(row) for row in floor_rows])
    assert probabilities.shape == (len(floor_rows), 3)
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert (probabilities >= 0).all()


def test_a_sentence_alone_and_among_longer_ones(
    scorer: MinilmScorer, floor_rows: list[dict[str, str]]
) -> None:
    spans = [span_of(row) for row in floor_rows[:40]]
    longer = [(f"{text} {'And so on it went, for hours. ' * 8}", start, end) for text, start, end in spans]
    together = scorer.score_spans([*longer, *spans, *longer])[len(spans) : 2 * len(spans)]
    alone = np.vstack([scorer.score_spans([span]) for span in spans])
    assert np.abs(together - alone).max() <= 1e-4


def test_threads_change_nothing(scorer: MinilmScorer, floor_rows: list[dict[str, str]]) -> None:
    spans = [span_of(row) for row in floor_rows]
    assert np.abs(MinilmScorer(threads=2).score_spans(spans) - scorer.score_spans(spans)).max() <= 1e-4


def test_order_and_repeats_are_kept(scorer: MinilmScorer) -> None:
    text = "Russia broke its promise and China kept its own."
    russia, china = span_at(text, "Russia"), span_at(text, "China")
    rows = scorer.score_spans([russia, china, russia])
    assert np.array_equal(rows[0], rows[2])
    assert np.array_equal(rows[:2][::-1], scorer.score_spans([china, russia]))


@pytest.mark.parametrize("start_end", [(-1, 3), (3, 3), (0, 99), (5, 6)])
def test_a_place_that_is_none(scorer: MinilmScorer, start_end: tuple[int, int]) -> None:
    with pytest.raises(RequestError, match="span 0"):
        scorer.score_spans([("China lied.", *start_end)])


def test_odd_sentences_are_scored(scorer: MinilmScorer) -> None:
    texts = ["中国谴责美国。", "China " * 400, "\u200b\ufffd China", "a" * 500, "🚀", "[CLS] [SEP] China"]
    probabilities = scorer.score_spans([(text, 0, len(text)) for text in texts])
    assert np.isfinite(probabilities).all()


def test_a_folder_without_a_model(tmp_path: object) -> None:
    with pytest.raises(RequestError, match=r"model\.onnx: not there"):
        MinilmScorer(str(tmp_path))


def test_marks_stand_around_the_actor() -> None:
    tokenizer = read_tokenizer(str(WEIGHTS / "tokenizer.json"))
    marked = mark_spans(tokenizer, [span_at("They say that U.S. jets came.", "U.S.")])[0]
    assert (marked.ids[0], marked.ids[-1]) == (CLS, SEP)
    assert (marked.ids[marked.opens], marked.ids[marked.closes]) == (OPEN, CLOSE)
    inside = marked.ids[marked.opens + 1 : marked.closes]
    assert tokenizer.decode(list(inside)).replace(" ", "") == "u.s."


def test_of_a_long_sentence_the_part_around_the_actor_is_read() -> None:
    tokenizer = read_tokenizer(str(WEIGHTS / "tokenizer.json"))
    text = f"{'one ' * 300}China {'two ' * 300}"
    marked = mark_spans(tokenizer, [span_at(text, "China")])[0]
    assert len(marked.ids) == LONGEST
    assert LONGEST // 3 < marked.opens < LONGEST * 2 // 3


def test_floor_on_sentences_never_trained_on(scorer: MinilmScorer, floor_rows: list[dict[str, str]]) -> None:
    given = [row["label"] for row in floor_rows]
    found = labels_of(scorer.score_spans([span_of(row) for row in floor_rows]))
    always = macro_f1(count_confusion(given, ["neutral"] * len(given)))
    assert always < 0.25
    assert macro_f1(count_confusion(given, found)) >= FLOOR


@pytest.mark.parametrize("kind", KIND_FLOORS)
def test_floor_by_kind(scorer: MinilmScorer, floor_rows: list[dict[str, str]], kind: str) -> None:
    rows = [row for row in floor_rows if kind.split(",")[0] in row["kind"]]
    assert len(rows) >= 20
    found = labels_of(scorer.score_spans([span_of(row) for row in rows]))
    right = [one == row["label"] for one, row in zip(found, rows, strict=True)]
    assert np.mean(right) >= KIND_FLOORS[kind]


OPPOSITES = (
    "{a} kept its word, while {b} broke every promise.",
    "{b} bullied the islanders; {a} helped them.",
    "{a} rescued the crew that {b} had left to drown.",
    "Unlike {b}, which lied about the leak from the first day, {a} told the truth at once.",
    "The doctors of {a} saved hundreds of lives, and the soldiers of {b} shot at them.",
    "{b} blocked every compromise, but {a} patiently brokered the peace.",
    "Thanks to {a}, the village has clean water; thanks to {b}, it lost its harvest.",
    "While {a} honoured the treaty to the letter, {b} secretly built the weapons that it forbade.",
    "Residents praised {a} for its generous aid and accused {b} of stealing theirs.",
    "{a} is a reliable partner and {b} a reckless one, the minister said.",
)


def test_both_stances_of_one_sentence(scorer: MinilmScorer) -> None:
    """A floor: 16 of 20 were right when the weights were committed, and the names do not matter."""
    right = []
    for text in OPPOSITES:
        for a, b in (("China", "Russia"), ("North Korea", "Japan")):
            sentence = text.format(a=a, b=b)
            found = labels_of(scorer.score_spans([span_at(sentence, a), span_at(sentence, b)]))
            right += [found[0] == "favourable", found[1] == "unfavourable"]
    assert np.mean(right) >= 0.75


def test_a_name_does_not_make_the_stance(scorer: MinilmScorer) -> None:
    """Rule 6 of the method: the label stays when one actor's name stands for another's."""
    labels, stances = [], []
    for frame in FRAMES:
        rows: list[NDArray[np.float64]] = []
        for place, name in enumerate(NAMES):
            sentence = frame.format(a=name, b=NAMES[(place + 1) % len(NAMES)])
            rows.append(scorer.score_spans([span_at(sentence, name)])[0])
        labels.append(labels_of(rows))
        stances.append([row[2] - row[0] for row in rows])
    same = [one == found[0] for found in labels for one in found[1:]]
    assert np.mean(same) >= 0.97
    assert np.mean([np.abs(np.array(one) - np.mean(one)).mean() for one in stances]) <= 0.05


def test_what_was_scored_lately_is_not_scored_again(
    scorer: MinilmScorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = [(f"China praised treaty {number}.", 0, 5) for number in range(5)]
    keeping = MinilmScorer(n_kept=3)
    run, n_runs = keeping._run, []
    monkeypatch.setattr(keeping, "_run", lambda marked: n_runs.append(marked) or run(marked))
    first = [keeping.score_spans(spans[:3]), keeping.score_spans(spans[1:4])]
    assert len(n_runs) == 4  # the second call knew two
    assert len(keeping._kept) == 3
    keeping.score_spans(spans[:1])  # gave way to the fourth
    assert len(n_runs) == 5
    for told, asked in zip(first, (spans[:3], spans[1:4]), strict=True):
        assert (told == scorer.score_spans(asked)).all()
