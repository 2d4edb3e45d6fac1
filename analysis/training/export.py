"""Turns learnt weights into the folder that the product reads, and calibrates them.

    python -m analysis.training.export --weights FILE [FILE …] --rows FOLDER --start FOLDER --out FOLDER --version V

Several files are averaged first. The temperature makes the probabilities of
the calibration rows as likely as they can be.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from safetensors.numpy import load_file

from analysis.errors import FramelensError
from analysis.stance.model import MinilmScorer
from analysis.training.graph import Weights, make_graph
from analysis.training.rows import Row, read_rows
from analysis.types import LABELS

TEMPERATURES = np.geomspace(0.25, 4.0, 401)
"""Those that are tried."""


def average_weights(paths: Sequence[Path]) -> Weights:
    """The mean of weights that were learnt from one start."""
    loaded = [load_file(path) for path in paths]
    return {name: np.mean([one[name] for one in loaded], axis=0) for name in loaded[0]}


def fit_temperature(logits: NDArray[np.float64], classes: NDArray[np.int64]) -> float:
    """The divisor of the logits under which the given classes are the most likely."""
    likelihoods = []
    for temperature in TEMPERATURES:
        scaled = logits / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        chosen = scaled[np.arange(len(classes)), classes]
        likelihoods.append(float((chosen - np.log(np.exp(scaled).sum(axis=1))).mean()))
    return float(TEMPERATURES[int(np.argmax(likelihoods))])


def export(
    weights: Weights,
    calibration: Sequence[Row],
    *,
    tokenizer: Path,
    out: Path,
    version: str,
    stand_ins: bool,
    bits: int = 8,
) -> float:
    """Writes model.onnx, tokenizer.json and config.json, and returns the temperature."""
    out.mkdir(parents=True, exist_ok=True)
    part = out / "model.part"
    onnx.save(make_graph(weights, bits=bits), part)
    part.replace(out / "model.onnx")
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    config = {"version": version, "labels": LABELS, "temperature": 1.0, "stand_ins": stand_ins}
    _write_config(out, config)
    logits, _ = MinilmScorer(out).read_logits([row.span for row in calibration])
    classes = np.array([LABELS.index(row.label) for row in calibration])
    config["temperature"] = round(fit_temperature(logits, classes), 4)
    _write_config(out, config)
    return float(str(config["temperature"]))


def _write_config(out: Path, config: dict[str, object]) -> None:
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.export", description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="model.safetensors of train")
    parser.add_argument("--rows", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--start", type=Path, required=True, help="the folder of MiniLM-L6's tokenizer")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True, help="changes whenever a probability may change")
    parser.add_argument("--bits", type=int, choices=(7, 8), default=8, help="of the weights")
    options = parser.parse_args(arguments)
    try:
        temperature = export(
            average_weights(options.weights),
            read_rows(options.rows / "calibration.jsonl"),
            tokenizer=options.start / "tokenizer.json",
            out=options.out,
            version=options.version,
            stand_ins=bool(
                json.loads(options.weights[0].with_name("settings.json").read_text())["stand_ins"]
            ),
            bits=options.bits,
        )
    except FramelensError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"temperature {temperature:.3f}, {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
