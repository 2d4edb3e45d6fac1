"""Recalibration on coded sentences: what it gains, and that it is off until it is turned on."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from reviewing import result, time

import analysis
from analysis import review
from analysis.errors import RequestError
from analysis.review.coding import Coding
from analysis.types import LABELS

NO_CHANGE = review.Calibration(
    result().scorer, 1.0, 0.0, 0.0, 100, 10, ("s",), 1.0, 1.0, 0.1, 0.1, "off", "Ana", time(0)
)


def coded(n, truth_of, seed=1):
    """A coding of n made-up items: probabilities by chance, the label by `truth_of` of them."""
    rng = np.random.default_rng(seed)
    shape = review.draw_sample(result(), n=1, at=time(0))
    items, codes = [], {}
    for number, shares in enumerate(rng.dirichlet([1, 1, 1], n).round(4), start=1):
        machine = replace(
            shape.items[0].machine,
            unfavourable=float(shares[0]),
            neutral=float(shares[1]),
            favourable=float(shares[2]),
        )
        (key,) = review.key_sentences([f"sentence {number}"])
        items.append(replace(shape.items[0], item_id=str(number), sentence=key, machine=machine))
        truth = truth_of(shares)
        label = LABELS[rng.choice(3, p=truth / truth.sum())]
        codes["s", str(number), "Ana"] = review.Code("s", str(number), "Ana", label, "", "", "", time(1))
    return Coding({"s": replace(shape, sample_id="s", items=tuple(items))}, codes, {})


def fit(coding):
    return review.fit_calibration(coding, scorer=result().scorer, at=time(2))


def test_a_scorer_that_is_too_sure_is_made_less_sure_and_the_gain_is_cross_validated():
    told = fit(coded(400, lambda shares: np.clip(shares, 1e-4, 1) ** 0.3))
    assert told.temperature == pytest.approx(1 / 0.3, rel=0.35)
    assert told.log_loss_after < told.log_loss_before
    assert told.error_after < told.error_before
    assert (told.n, told.n_folds, told.state) == (400, 10, "off")


def test_a_scorer_that_is_too_harsh_is_put_right():
    told = fit(coded(400, lambda shares: shares * np.array([0.3, 1.0, 3.0])))
    assert told.unfavourable == pytest.approx(np.log(0.3), abs=0.4)
    assert told.favourable == pytest.approx(np.log(3), abs=0.4)


def test_a_scorer_that_is_right_is_left_nearly_as_it_is_and_nothing_is_gained():
    told = fit(coded(400, lambda shares: shares))
    assert told.temperature == pytest.approx(1, abs=0.25)
    assert abs(told.log_loss_after - told.log_loss_before) < 0.02
    assert told == fit(coded(400, lambda shares: shares))


def test_a_gain_is_told_by_fits_that_did_not_see_the_sentence():
    """On the sentences that it was fitted on, a fit never loses; on others, where there is nothing to gain, it does."""
    told = [fit(coded(100, lambda shares: shares, seed)) for seed in range(1, 7)]
    assert any(one.log_loss_after > one.log_loss_before for one in told)


def test_it_takes_a_hundred_settled_sentences_of_this_scorer():
    coding = coded(99, lambda shares: shares)
    with pytest.raises(RequestError, match="99 coded sentences"):
        fit(coding)
    with pytest.raises(RequestError, match="0 coded sentences"):
        review.fit_calibration(coded(120, lambda shares: shares), scorer="another 1")


def test_no_change_changes_nothing_but_the_name():
    applied = review.apply_calibration(result(), NO_CHANGE)
    assert applied.scorer == f"{result().scorer} recalibrated on 100 coded sentences"
    assert list(applied.stances["label"]) == list(result().stances["label"])
    assert_frame_equal(applied.stances, result().stances, atol=2e-4)
    assert_frame_equal(applied.framing.iloc[:, :8], result().framing.iloc[:, :8])


@settings(max_examples=25)
@given(st.floats(0.3, 4), st.floats(-2, 2), st.floats(-2, 2))
def test_probabilities_stay_probabilities_and_every_table_keeps_its_promise(
    temperature, unfavourable, favourable
):
    told = replace(NO_CHANGE, temperature=temperature, unfavourable=unfavourable, favourable=favourable)
    applied = review.apply_calibration(result(), told)
    sums = applied.stances[list(LABELS)].sum(axis=1)
    assert sums.between(0.999, 1.001).all()
    assert (applied.framing["n_sentences"] == result().framing["n_sentences"]).all()
    assert list(applied.stances["voice"]) == list(result().stances["voice"])
    assert applied.titles.dtypes.equals(result().titles.dtypes)


def test_an_offset_for_unfavourable_makes_figures_harsher():
    applied = review.apply_calibration(result(), replace(NO_CHANGE, unfavourable=1.5))
    was, now = result().framing["stance"].dropna(), applied.framing["stance"].dropna()
    assert (now < was).all()


def test_it_is_for_one_scorer_and_is_applied_once():
    applied = review.apply_calibration(result(), NO_CHANGE)
    with pytest.raises(RequestError, match="fitted for"):
        review.apply_calibration(applied, NO_CHANGE)


def test_it_is_kept_switched_and_undone(tmp_path):
    with analysis.open_workspace(tmp_path / "ws", create=True, who="Ana") as workspace:
        assert review.read_calibration(workspace, result().scorer) is None
        review.keep_calibration(workspace, NO_CHANGE)
        on = review.switch_calibration(workspace, NO_CHANGE, is_on=True)
        assert review.read_calibration(workspace, result().scorer) == on
        assert workspace.history()[-1].text.endswith("on")
        workspace.undo()
        assert review.read_calibration(workspace, result().scorer) == NO_CHANGE
        with pytest.raises(RequestError, match="temperature"):
            review.keep_calibration(workspace, replace(NO_CHANGE, temperature=0.0))
