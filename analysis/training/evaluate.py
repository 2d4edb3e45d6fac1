"""Measures a scorer on the rows that were kept out of training.

    python -m analysis.training.evaluate --rows FOLDER [--weights FOLDER | --lexicon] [--out FILE.json]

On our own sets the labels were made by a language model: the figures are
agreement with machine-made labels.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.actors import read_actors
from analysis.errors import FramelensError
from analysis.evaluation import (
    calibration_error,
    count_confusion,
    label_baselines,
    macro_f1,
    measure_classes,
    ordinal_alpha,
)
from analysis.evaluation.voices import tell_voices
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.model import WEIGHTS, MinilmScorer
from analysis.stance.protocol import Scorer, VoiceScorer, labels_of
from analysis.training.rows import VOICES, Row, read_rows
from analysis.training.swaps import measure_swaps

PARTS = ("rw_dev", "mt_dev", "dev_actors", "dev_origins", "dev_written", "dev_hard", "dev_outlets")
MIN_ROWS = 10
"""Groups of fewer rows are not given a figure of their own."""

N_BINS = 10


def measure(rows: Sequence[Row], found: NDArray[np.object_]) -> dict[str, Any]:
    """Agreement of labels with those of the rows."""
    given = np.array([row.label for row in rows], dtype=object)
    confusion = count_confusion(given, found)
    return {
        "n": len(rows),
        "macro_f1": macro_f1(confusion),
        "accuracy": float((given == found).mean()),
        "alpha": ordinal_alpha(confusion),
        "f1": measure_classes(confusion)["f1"].to_dict(),
        "confusion": confusion.to_numpy().tolist(),
    }


def measure_groups(
    rows: Sequence[Row], found: NDArray[np.object_], key: Callable[[Row], str]
) -> dict[str, dict[str, Any]]:
    """`measure` for each value of the key, the empty one left out."""
    names = sorted({key(row) for row in rows} - {""})
    groups = {}
    for name in names:
        places = [place for place, row in enumerate(rows) if key(row) == name]
        if len(places) >= MIN_ROWS:
            groups[name] = measure([rows[place] for place in places], found[places])
    return groups


def measure_calibration(rows: Sequence[Row], probabilities: NDArray[np.float64]) -> dict[str, Any]:
    """The expected calibration error, and per bin n, how sure and how right."""
    given = np.array([row.label for row in rows], dtype=object)
    sure, right = probabilities.max(axis=1), labels_of(probabilities) == given
    bins = np.minimum((sure * N_BINS).astype(int), N_BINS - 1)
    curve = [
        [int((bins == one).sum()), float(sure[bins == one].mean()), float(right[bins == one].mean())]
        for one in range(N_BINS)
        if (bins == one).any()
    ]
    return {"error": calibration_error(probabilities, given), "curve": curve}


def measure_voice(rows: Sequence[Row], scorer: Scorer) -> dict[str, float] | None:
    """Shares of the rows that judge whose voice is right: by the network's head, by rules, by both; None without."""
    judging = [row for row in rows if row.voice and row.label != "neutral"]
    if not judging or not isinstance(scorer, VoiceScorer):
        return None
    spans, actors = [row.span for row in judging], read_actors()
    given = np.array([row.voice for row in judging], dtype=object)
    head = np.array(VOICES, dtype=object)[scorer.score_with_voices(spans)[1].argmax(axis=1)]
    told = {
        name: np.array([voice for voice, _, _ in tell_voices(spans, actors, one)], dtype=object)
        for name, one in (("rules", LexiconScorer()), ("both", scorer))
    }
    return {
        "n": len(judging),
        "always author": float((given == "author").mean()),
        **{name: float((found == given).mean()) for name, found in (("head", head), *told.items())},
    }


def evaluate(scorer: Scorer, folder: Path, *, baselines: bool = True) -> dict[str, Any]:
    """All figures of a scorer on the held parts that the folder has."""
    report: dict[str, Any] = {"scorer": f"{scorer.name} {scorer.version}", "parts": {}}
    ours: list[Row] = []
    for name in PARTS:
        rows = read_rows(folder / f"{name}.jsonl") if (folder / f"{name}.jsonl").is_file() else []
        if not rows:
            continue
        probabilities = scorer.score_spans([row.span for row in rows])
        found = labels_of(probabilities)
        part = measure(rows, found)
        part["calibration"] = measure_calibration(rows, probabilities)
        part["voice"] = measure_voice(rows, scorer)
        for group in ("origin", "actor", "kind"):
            part[group] = measure_groups(rows, found, attrgetter(group))
        if baselines:
            part["baselines"] = {
                name: measure(rows, labels)
                for name, labels in label_baselines([row.span for row in rows]).items()
            }
        wrong = [
            place for place in np.argsort(-probabilities.max(axis=1)) if found[place] != rows[place].label
        ]
        part["surest_errors"] = [
            {**_show(rows[place]), "found": found[place], "sure": float(probabilities[place].max())}
            for place in wrong[:12]
        ]
        report["parts"][name] = part
        ours += rows if name in ("dev_actors", "dev_written") else []
    if ours:
        report["swap"] = dataclasses.asdict(measure_swaps(scorer, ours))
    return report


def _show(row: Row) -> dict[str, str]:
    marked = f"{row.text[: row.start]}[{row.text[row.start : row.end]}]{row.text[row.end :]}"
    return {"text": marked, "given": row.label, "kind": row.kind, "origin": row.origin}


def write_report(report: dict[str, Any]) -> str:
    """The figures as lines for a terminal."""
    lines = [f"Agreement of {report['scorer']} with the labels of the held rows"]
    for name, part in report["parts"].items():
        lines.append(_line(name, part) + f"  ECE {part['calibration']['error']:.3f}")
        if voice := part["voice"]:
            lines.append("  voice, rows that judge: " + ", ".join(f"{k} {v:.3g}" for k, v in voice.items()))
        for baseline, figures in part.get("baselines", {}).items():
            lines.append(_line(f"  beside it, {baseline}", figures))
        for group in ("origin", "kind", "actor"):
            if len(part[group]) > 1:
                lines += [_line(f"  {one}", figures) for one, figures in part[group].items()]
    if "swap" in report:
        swap = report["swap"]
        lines.append(
            f"names swapped, {swap['n_renamings']} times: label unchanged {swap['unchanged']:.3f}, in all five "
            f"renamings {swap['unchanged_sentences']:.3f}; mean change of stance {swap['mean_change']:.3f}"
        )
    return "\n".join(lines)


def _line(name: str, figures: dict[str, Any]) -> str:
    return (
        f"{name:46} n {figures['n']:5}  macro-F1 {figures['macro_f1']:.3f}  "
        f"accuracy {figures['accuracy']:.3f}  alpha {figures['alpha']:.3f}"
    )


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.evaluate", description=__doc__)
    parser.add_argument("--rows", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="a folder that export wrote")
    parser.add_argument("--lexicon", action="store_true", help="measure the lexicon scorer instead")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--out", type=Path, help="store the figures as JSON, for the model card")
    options = parser.parse_args(arguments)
    try:
        scorer = LexiconScorer() if options.lexicon else MinilmScorer(options.weights)
        report = evaluate(scorer, options.rows, baselines=not options.no_baselines)
    except FramelensError as error:
        print(error, file=sys.stderr)
        return 2
    if options.out:
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(write_report(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
