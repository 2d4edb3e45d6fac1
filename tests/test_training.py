"""The making of the model, as far as it goes without torch: what is kept out, renaming, our own sentences."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stance.renaming import rename
from analysis.training.prepare import main as prepare
from analysis.training.rows import bucket_of, normalise, read_rows
from analysis.training.settings import read_settings

FOLDER = Path(__file__).parent.parent / "analysis" / "training"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    out = tmp_path_factory.mktemp("rows")
    assert prepare(["--own-only", "--out", str(out)]) in (0, None)
    return {path.stem: read_rows(path) for path in out.glob("*.jsonl")}


def test_no_sentence_that_is_measured_is_learnt(prepared):
    learnt = {normalise(row.text) for row in prepared["train"]}
    assert len(learnt) > 2_000
    for name, rows in prepared.items():
        if name != "train":
            assert not learnt & {normalise(row.text) for row in rows}, name
    assert prepared["dev_written"]
    assert prepared["calibration"]


def test_what_is_kept_out_follows_from_the_text_alone(prepared):
    first, last = read_settings().data.development_buckets
    assert all(first <= bucket_of(row.text) < last for row in prepared["dev_written"])


def test_every_labelled_place_names_something(prepared):
    for rows in prepared.values():
        for row in rows:
            sentence, start, end = row.span
            assert sentence[start:end].strip()
            assert row.label in ("unfavourable", "neutral", "favourable")


@given(st.text(max_size=60))
def test_space_and_case_do_not_move_a_sentence_between_parts(text):
    assert bucket_of(f"  {text} ") == bucket_of(text)
    assert 0 <= bucket_of(text) < 100


def test_renaming_moves_the_place_with_the_name():
    text = "While China kept its word, Russian lenders did not."
    sentence, start, end = rename((text, 27, 34), {"CN": "US", "RU": "KP"})
    assert "China" not in sentence
    assert "Russian" not in sentence
    assert "Korea" in sentence[start:end]
