"""Krippendorff's alpha against published tables, against another implementation, and its laws."""

import math

import numpy as np
import pytest
from casetables import read_cases
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from analysis.alpha import count_values, measure_alpha, redraw_alpha


def read_codes(text):
    return [[-1 if code == "." else int(code) for code in coder.split()] for coder in text.split(" / ")]


def alpha(codes, scale):
    return measure_alpha(count_values(codes, 6), scale)


@pytest.mark.parametrize("scale", ["nominal", "ordinal"])
@pytest.mark.parametrize("case", read_cases("alpha"))
def test_published_and_hand_checked_tables(case, scale):
    if scale == "ordinal" and "without an order" in case["why"]:
        pytest.skip("its values have no order")
    found = alpha(read_codes(case["codes"]), scale)
    if case[scale]:
        assert found == pytest.approx(float(case[scale]), abs=0.0005)
    else:
        assert math.isnan(found)


CODES = st.integers(2, 4).flatmap(
    lambda n_coders: st.lists(
        st.lists(st.integers(-1, 3), min_size=n_coders, max_size=n_coders), min_size=2, max_size=12
    )
)


@given(CODES)
def test_nominal_is_what_nltk_says(units):
    pairs = [(f"c{c}", f"u{u}", str(v)) for u, unit in enumerate(units) for c, v in enumerate(unit) if v >= 0]
    told = [[v for v in unit if v >= 0] for unit in units]
    assume(len({v for unit in told if len(unit) > 1 for v in unit}) > 1)
    found = alpha(np.array(units).T, "nominal")
    assert found == pytest.approx(AnnotationTask(data=pairs).alpha(), abs=1e-9)


@given(CODES, st.sampled_from(["nominal", "ordinal"]), st.randoms())
def test_neither_the_order_of_units_nor_of_coders_nor_the_direction_of_the_scale_matters(
    units, scale, random
):
    found = alpha(np.array(units).T, scale)
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]
    turned = [[3 - v if v >= 0 else v for v in unit] for unit in shuffled]
    again = alpha(np.array(turned).T, scale)
    assert found == pytest.approx(again, abs=1e-9, nan_ok=True)


@given(CODES)
def test_with_two_values_ordinal_is_nominal(units):
    codes = np.minimum(np.array(units).T, 1)
    assert alpha(codes, "ordinal") == pytest.approx(alpha(codes, "nominal"), abs=1e-9, nan_ok=True)


@given(CODES)
def test_a_unit_with_one_code_changes_nothing(units):
    alone = [3] + [-1] * (len(units[0]) - 1)
    for scale in ("nominal", "ordinal"):
        more = alpha(np.array([*units, alone]).T, scale)
        assert alpha(np.array(units).T, scale) == pytest.approx(more, abs=1e-9, nan_ok=True)


def test_neighbours_differ_less_where_there_is_an_order():
    near, far = [[0, 0], [1, 1], [2, 2], [0, 1]], [[0, 0], [1, 1], [2, 2], [0, 2]]
    assert alpha(np.array(near).T, "ordinal") > alpha(np.array(far).T, "ordinal")


def test_redraws_surround_alpha_and_are_the_same_each_time():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 3, 200)
    coders = [np.where(rng.random(200) < 0.8, truth, rng.integers(0, 3, 200)) for _ in range(3)]
    counts = count_values(coders, 3)
    drawn = redraw_alpha(counts, "ordinal", seed=4, n_redraws=500)
    lower, upper = np.quantile(drawn, [0.05, 0.95])
    assert lower < measure_alpha(counts, "ordinal") < upper
    assert upper - lower < 0.25
    assert (drawn == redraw_alpha(counts, "ordinal", seed=4, n_redraws=500)).all()
    assert np.isnan(redraw_alpha(np.zeros((3, 3)), "ordinal", seed=4, n_redraws=5)).all()
