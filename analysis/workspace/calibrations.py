"""How a scorer's probabilities are set right for this corpus. Key: the scorer. Value: the calibration."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from analysis.workspace.fields import (
    Allowed,
    check_fields,
    check_key,
    fields_of,
    is_count,
    is_name,
    is_number,
    is_time,
    list_of,
    one_of,
)
from analysis.workspace.records import Json, Key, Setting

NAME = "calibration"
STATES = ("off", "on")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Three numbers that were fitted on coded sentences, and what they gain.

    temperature: above 1 makes the scorer less sure. unfavourable, favourable:
    added to the logarithm of that probability (neutral: 0). samples: what was
    coded. The losses and errors are cross-validated: each sentence is told by a
    fit that did not see it. state: "off" until somebody turns it on.
    """

    scorer: str
    temperature: float
    unfavourable: float
    favourable: float
    n: int
    n_folds: int
    samples: tuple[str, ...]
    log_loss_before: float
    log_loss_after: float
    error_before: float
    error_after: float
    state: str
    who: str
    at: str


_FIELDS: Mapping[str, Allowed] = {
    "temperature": is_number, "unfavourable": is_number, "favourable": is_number, "n": is_count,
    "n_folds": is_count, "samples": list_of(is_name), "log_loss_before": is_number, "log_loss_after": is_number,
    "error_before": is_number, "error_after": is_number, "state": one_of(*STATES), "who": is_name, "at": is_time,
}  # fmt: skip
assert ["scorer", *_FIELDS] == [field.name for field in fields(Calibration)]


def write(calibration: Calibration) -> Setting:
    """What is kept of a calibration."""
    value: dict[str, Json] = {name: part for name, part in asdict(calibration).items() if name in _FIELDS}
    value["samples"] = list(calibration.samples)
    return Setting(NAME, (calibration.scorer,), value)


def read(key: Key, value: Json) -> Calibration:
    """The calibration of a checked entry."""
    told = fields_of(value, key, ["scorer"])
    return Calibration(**{**told, "samples": tuple(told["samples"])})


def check(key: Key, value: Json) -> Json:
    """The value of a calibration; None takes it away."""
    check_key(NAME, key, {"scorer": is_name})
    if value is None:
        return None
    kept = check_fields(f"calibration of {key[0]}", value, {**_FIELDS, "temperature": _is_temperature})
    return kept


def _is_temperature(value: Json) -> bool:
    return isinstance(value, int | float) and is_number(value) and value > 0


def tell(key: Key, before: Json, after: Json) -> str:
    """“Recalibrated … on 120 coded sentences” or that it was turned on or off."""
    if not isinstance(after, dict):
        return f"Took away the calibration of {key[0]}"
    if isinstance(before, dict) and before["state"] != after["state"]:
        return f"Turned the calibration of {key[0]} {after['state']}"
    return f"Fitted a calibration of {key[0]} on {after['n']} coded sentences"
