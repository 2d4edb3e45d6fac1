"""How labels agree with given ones: macro-F1, accuracy, Krippendorff's alpha, calibration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.alpha import alpha_of
from analysis.stance import labels_of
from analysis.types import LABELS

N_BINS = 10
"""Equal bins of the largest probability, for the expected calibration error."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the labels of one scorer, or baseline, agree with the given ones. All shares are in 0..1.

    macro_f1: the mean F1 of the labels that occur, so that rare ones count as much.
    alpha: Krippendorff's, ordinal; 1 agreement, 0 chance, below 0 worse; NaN where only one label occurs.
    classes: per label n, precision, recall, f1 (NaN where it was neither given nor found).
    actors: per actor n, macro_f1, accuracy, alpha. confusion: rows given, columns found.
    calibration_error: the mean gap between how sure and how right, weighted by n;
        NaN for a baseline, which has no probabilities.
    """

    name: str
    n: int
    macro_f1: float
    accuracy: float
    alpha: float
    classes: pd.DataFrame
    actors: pd.DataFrame
    confusion: pd.DataFrame
    calibration_error: float


def measure_agreement(
    name: str,
    given: NDArray[np.object_],
    found: NDArray[np.object_],
    actors: NDArray[np.object_],
    error: float = float("nan"),
) -> Agreement:
    """Every measure of `found` against `given`; actors: whom each is about, "" where nobody told."""
    confusion = count_confusion(given, found)
    rows = {}
    for actor in sorted(set(actors) - {""}):
        part = count_confusion(given[actors == actor], found[actors == actor])
        rows[actor] = {
            "n": int(part.to_numpy().sum()),
            "macro_f1": macro_f1(part),
            "accuracy": _accuracy(part),
            "alpha": ordinal_alpha(part),
        }
    return Agreement(
        name=name,
        n=len(given),
        macro_f1=macro_f1(confusion),
        accuracy=_accuracy(confusion),
        alpha=ordinal_alpha(confusion),
        classes=measure_classes(confusion),
        actors=pd.DataFrame.from_dict(rows, orient="index", columns=["n", "macro_f1", "accuracy", "alpha"]),
        confusion=confusion,
        calibration_error=error,
    )


def count_confusion(
    given: Sequence[str] | NDArray[np.object_], found: Sequence[str] | NDArray[np.object_]
) -> pd.DataFrame:
    """How often each given label (rows) was found as each (columns), in the order of `types.LABELS`."""
    counts = np.zeros((len(LABELS), len(LABELS)), dtype=np.int64)
    for one, other in zip(given, found, strict=True):
        counts[LABELS.index(one), LABELS.index(other)] += 1
    return pd.DataFrame(counts, index=pd.Index(LABELS, name="given"), columns=pd.Index(LABELS, name="found"))


def measure_classes(confusion: pd.DataFrame) -> pd.DataFrame:
    """Per label: n given, precision, recall and F1; NaN where there is nothing to divide by."""
    counts = confusion.to_numpy()
    right = np.diag(counts).astype(float)
    n_given, n_found = counts.sum(axis=1), counts.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return pd.DataFrame(
            {
                "n": n_given,
                "precision": right / n_found,
                "recall": right / n_given,
                "f1": 2 * right / (n_given + n_found),
            },
            index=pd.Index(LABELS, name="label"),
        )


def macro_f1(confusion: pd.DataFrame) -> float:
    """The mean F1 of the labels that were given or found."""
    return float(measure_classes(confusion)["f1"].mean())


def _accuracy(confusion: pd.DataFrame) -> float:
    counts = confusion.to_numpy()
    return float(np.trace(counts) / counts.sum())


def ordinal_alpha(confusion: pd.DataFrame) -> float:
    """Krippendorff's alpha for two coders without gaps, ordinal distances.

    It does not matter which coder stands in the rows. NaN where only one label
    occurs at all; see `analysis.alpha`.
    """
    counts = confusion.to_numpy().astype(np.float64)
    return float(alpha_of(counts + counts.T, "ordinal"))


def calibration_error(probabilities: NDArray[np.float64], given: NDArray[np.object_]) -> float:
    """Expected calibration error: how far the largest probability is from the share that is right.

    0 is perfect; 0.1 says that a row's "0.8" is typically 0.7 or 0.9. Ten
    equal bins, weighted by their rows.
    """
    sure = probabilities.max(axis=1)
    is_right = labels_of(probabilities) == given
    bins = np.minimum((sure * N_BINS).astype(int), N_BINS - 1)
    gaps = [abs(is_right[bins == one].sum() - sure[bins == one].sum()) for one in range(N_BINS)]
    return float(sum(gaps) / len(given))
