"""The machine's probabilities set right for one corpus, on sentences that people coded there.

The method is temperature scaling with an offset for each judgement: the
logarithms of the three probabilities are divided by one temperature, to that
of unfavourable and of favourable a number is added, and the three are made to
sum to 1 again. The three numbers are those that make the coded labels most
probable, drawn towards 1, 0, 0 (no change) by an L2 penalty.
Source: Guo et al., On Calibration of Modern Neural Networks (2017), 4.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import RequestError
from analysis.evaluation import calibration_error
from analysis.pipeline import Result, Tables
from analysis.review.agreement import gather_units
from analysis.review.coding import Coding
from analysis.review.refiguring import refigure
from analysis.stance import UNCERTAIN_BELOW, labels_of
from analysis.tables import make_table
from analysis.types import LABELS
from analysis.workspace import Workspace
from analysis.workspace.calibrations import NAME, Calibration, read, write
from analysis.workspace.fields import tell_now

MIN_CODED = 100
"""Coded sentences from which on three numbers can be told from chance: some thirty for each."""

N_FOLDS = 10
PENALTY = 1.0
"""Weight of the L2 penalty beside the sum of the log losses: a fit must be worth one sentence to move by one unit."""

_SMALLEST = 1e-4  # probabilities are kept with four decimals, so that 0 is anything below
_COLUMNS = ["unfavourable", "neutral", "favourable"]
_TEMPERATURES = (0.05, 20.0)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Fit:
    """The numbers as they are fitted; sharpness: 1 / temperature, in which the loss has one lowest point."""

    sharpness: float = 1.0
    unfavourable: float = 0.0
    favourable: float = 0.0

    def apply(self, probabilities: Floats) -> Floats:
        """The probabilities set right; rows sum to 1."""
        logits = np.log(np.clip(probabilities, _SMALLEST, 1)) * self.sharpness
        logits += np.array([self.unfavourable, 0.0, self.favourable])
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def fit_calibration(
    coding: Coding,
    *,
    scorer: str,
    result: Tables | None = None,
    sample_ids: Sequence[str] | None = None,
    who: str = "",
    at: str = "",
) -> Calibration:
    """A calibration of a scorer on all sentences that are settled in these samples; it is off until it is turned on.

    scorer: as in `Result.scorer`. result: asks the machine as it is now;
    without it, what it said when the sample was drawn. Of each sentence counts
    what a decision or most coders say. Gain or loss is in `log_loss_before`
    and `_after`, `error_before` and `_after` (expected calibration error), both
    cross-validated in ten folds.
    Raises RequestError where fewer than 100 sentences are settled for this scorer.
    """
    units = [
        unit
        for unit in gather_units(coding, result, sample_ids)
        if unit.stance and unit.machine and unit.machine.scorer == scorer
    ]
    if len(units) < MIN_CODED:
        raise RequestError(
            f"calibration: {len(units)} coded sentences are settled for {scorer}; it takes {MIN_CODED}, "
            "so code more of them, or decide those that coders differ on."
        )
    probabilities = np.array([unit.machine.probabilities for unit in units if unit.machine])
    given = np.array([unit.stance for unit in units], dtype=object)
    told = _cross_validate(probabilities, given)
    fit = _fit(probabilities, given)
    return Calibration(
        scorer=scorer,
        temperature=round(1 / fit.sharpness, 4),
        unfavourable=round(fit.unfavourable, 4),
        favourable=round(fit.favourable, 4),
        n=len(units),
        n_folds=N_FOLDS,
        samples=tuple(coding.samples) if sample_ids is None else tuple(sample_ids),
        log_loss_before=round(_log_loss(probabilities, given), 4),
        log_loss_after=round(_log_loss(told, given), 4),
        error_before=round(calibration_error(probabilities, given), 4),
        error_after=round(calibration_error(told, given), 4),
        state="off",
        who=who,
        at=at or tell_now(),
    )


def _fit(probabilities: Floats, given: NDArray[np.object_]) -> _Fit:
    from scipy.optimize import minimize

    def cost(numbers: Floats) -> float:
        sharpness, unfavourable, favourable = (float(number) for number in numbers)
        loss = _log_loss(_Fit(sharpness, unfavourable, favourable).apply(probabilities), given) * len(given)
        return loss + PENALTY * ((sharpness - 1) ** 2 + unfavourable**2 + favourable**2)

    sharp = (1 / _TEMPERATURES[1], 1 / _TEMPERATURES[0])
    found = minimize(cost, [1.0, 0.0, 0.0], method="L-BFGS-B", bounds=[sharp, (-10, 10), (-10, 10)])
    return _Fit(*(float(number) for number in found.x))


def _cross_validate(probabilities: Floats, given: NDArray[np.object_]) -> Floats:
    """Each row set right by a fit that did not see it."""
    folds = np.random.default_rng(len(given)).permutation(len(given)) % N_FOLDS
    told = np.empty_like(probabilities)
    for fold in range(N_FOLDS):
        held = folds == fold
        told[held] = _fit(probabilities[~held], given[~held]).apply(probabilities[held])
    return told


def _log_loss(probabilities: Floats, given: NDArray[np.object_]) -> float:
    """Mean −log of the probability of what was given; log 3 = 1.0986 for knowing nothing."""
    column = np.array([LABELS.index(label) for label in given])
    return float(-np.log(np.clip(probabilities[np.arange(len(given)), column], _SMALLEST, 1)).mean())


def apply_calibration(result: Result, calibration: Calibration) -> Result:
    """The result with probabilities, labels and figures set right; its `scorer` says so.

    Before reviews are applied: a person's word is no probability. Voices stay.
    Raises RequestError for a result of another scorer, or one that is recalibrated already.
    """
    if result.scorer != calibration.scorer:
        raise RequestError(
            f"calibration: it was fitted for {calibration.scorer}, and this was scored by {result.scorer}; "
            "fit one for this scorer."
        )
    fit = _Fit(1 / calibration.temperature, calibration.unfavourable, calibration.favourable)
    applied = replace(
        refigure(result, _set_right("stances", result.stances, fit), set(result.framing["doc_id"])),
        titles=_set_right("titles", result.titles, fit),
        scorer=tell_scorer(calibration),
    )
    return applied


def tell_scorer(calibration: Calibration) -> str:
    """How a result names its scorer once it is recalibrated."""
    return f"{calibration.scorer} recalibrated on {calibration.n} coded sentences"


def _set_right(name: str, table: pd.DataFrame, fit: _Fit) -> pd.DataFrame:
    if table.empty:
        return table
    probabilities = fit.apply(table[_COLUMNS].to_numpy(dtype=np.float64)).round(4)
    columns: dict[str, object] = {str(column): table[column] for column in table.columns}
    columns |= {column: probabilities[:, number] for number, column in enumerate(_COLUMNS)}
    columns |= {
        "stance": (probabilities[:, 2] - probabilities[:, 0]).round(4), "label": labels_of(probabilities), "uncertain": probabilities.max(axis=1) < UNCERTAIN_BELOW,
    }  # fmt: skip
    return make_table(name, columns)


def keep_calibration(workspace: Workspace, calibration: Calibration) -> None:
    """Keep a calibration; there is one for each scorer."""
    workspace.put_all([write(calibration)])


def switch_calibration(workspace: Workspace, calibration: Calibration, *, is_on: bool) -> Calibration:
    """Turn a kept calibration on or off."""
    switched = replace(calibration, state="on" if is_on else "off", at=tell_now())
    keep_calibration(workspace, switched)
    return switched


def read_calibration(workspace: Workspace, scorer: str) -> Calibration | None:
    """The calibration of a scorer that is kept, on or off; None where there is none."""
    value = workspace.entries(NAME).get((scorer,))
    return None if value is None else read((scorer,), value)
