"""Reads settings.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.errors import RequestError

SETTINGS = Path(__file__).with_name("settings.toml")

Format = Literal["newsmtsc", "ours"]


@dataclass(frozen=True, slots=True)
class DataSet:
    """A labelled file; `repeat` is how often an epoch sees each of its rows.

    neutral_voices: whether the voice of neutral rows follows the method.
    """

    name: str
    path: str
    format: Format
    repeat: int = 1
    neutral_voices: bool = False


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Which files are read, and which sentences are kept out of training."""

    sets: tuple[DataSet, ...]
    development: tuple[DataSet, ...]
    development_buckets: tuple[int, int]
    calibration_buckets: tuple[int, int]
    held_origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How the weights are learnt; settings.toml says what each means."""

    seed: int
    epochs: int
    batch: int
    learning_rate: float
    layer_decay: float
    warm_up: float
    weight_decay: float
    dropout: float
    label_smoothing: float
    voice_weight: float
    agreement_weight: float
    swap_share: float
    stand_ins: bool
    longest: int
    average_from: float
    average_decay: float


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run."""

    data: DataSettings
    train: TrainSettings


def read_settings(path: str | Path = SETTINGS) -> Settings:
    """The settings of a file.

    Raises: RequestError naming the file and what is missing, unknown or malformed.
    """
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        data = table["data"]
        return Settings(
            DataSettings(
                sets=tuple(DataSet(**one) for one in data["sets"]),
                development=tuple(DataSet(**one) for one in data["development"]),
                development_buckets=(data["development_buckets"][0], data["development_buckets"][1]),
                calibration_buckets=(data["calibration_buckets"][0], data["calibration_buckets"][1]),
                held_origins=tuple(data["held_origins"]),
            ),
            TrainSettings(**table["train"]),
        )
    except (OSError, KeyError, IndexError, TypeError, tomllib.TOMLDecodeError) as error:
        raise RequestError(
            f"{path}: {error}; give the settings as in the settings.toml of this package."
        ) from error
