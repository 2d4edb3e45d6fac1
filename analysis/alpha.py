"""Krippendorff's alpha: how far coders agree beyond chance, for any number of coders, with gaps.

The library `krippendorff` is under the GPL and NLTK's function takes a second
for what a bootstrap asks a thousand times, so it is here, in one place.
Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Scale = Literal["nominal", "ordinal"]


def count_values(codes: ArrayLike, n_values: int) -> NDArray[np.int64]:
    """How many coders gave each value to each unit.

    codes: (n_coders, n_units) of the values 0..n_values−1, −1 where a coder gave none.
    Returns: (n_units, n_values).
    """
    given = np.asarray(codes, dtype=np.int64)
    return np.asarray((given[:, :, np.newaxis] == np.arange(n_values)).sum(axis=0), dtype=np.int64)


def measure_alpha(counts: ArrayLike, scale: Scale) -> float:
    """Alpha of the counts of `count_values`: 1 agreement, 0 chance, below 0 worse than chance.

    A unit with fewer than two codes takes no part. NaN where only one value
    occurs at all: then nothing can be told apart. scale: "ordinal" where the
    values stand in an order, so that neighbours differ less.
    """
    return float(alpha_of(_coincidences(counts).sum(axis=0), scale))


def redraw_alpha(counts: ArrayLike, scale: Scale, *, seed: int, n_redraws: int) -> Floats:
    """Alpha when the units are resampled; NaN for a redraw in which only one value occurs.

    It says how far alpha would differ with other sentences, coded by the same people.
    """
    each = _coincidences(counts)
    each = each[each.any(axis=(1, 2))]
    n = len(each)
    if not n:
        return np.full(n_redraws, np.nan)
    picks = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=n_redraws)
    return alpha_of(np.tensordot(picks.astype(np.float64), each, axes=1), scale)


def _coincidences(counts: ArrayLike) -> Floats:
    """Of each unit, how often each value stands beside each other one, (n_units, n_values, n_values)."""
    n = np.asarray(counts, dtype=np.float64)
    pairs = n[:, :, np.newaxis] * n[:, np.newaxis, :]
    own = np.arange(n.shape[1])
    pairs[:, own, own] -= n  # nobody agrees with himself
    others = n.sum(axis=1) - 1
    weights = np.divide(1.0, others, out=np.zeros_like(others), where=others > 0)
    return np.asarray(pairs * weights[:, np.newaxis, np.newaxis], dtype=np.float64)


def alpha_of(coincidences: Floats, scale: Scale) -> Floats:
    """Alpha of a symmetric table of coincidences, or of a stack of them, (…, n_values, n_values)."""
    totals = coincidences.sum(axis=-1)
    n = totals.sum(axis=-1)
    if scale == "nominal":
        distances = np.broadcast_to(1 - np.eye(totals.shape[-1]), coincidences.shape)
    else:
        # Between ranks c and k: all values from c to k, half of the two ends, squared.
        reach = np.cumsum(totals, axis=-1) - totals / 2
        distances = (reach[..., :, np.newaxis] - reach[..., np.newaxis, :]) ** 2
    chance = (totals[..., :, np.newaxis] * totals[..., np.newaxis, :] * distances).sum(axis=(-2, -1))
    observed = (coincidences * distances).sum(axis=(-2, -1)) * (n - 1)
    is_told = chance > 0
    shares = np.divide(observed, chance, out=np.full_like(chance, np.nan), where=is_told)
    return np.asarray(1 - shares, dtype=np.float64)
