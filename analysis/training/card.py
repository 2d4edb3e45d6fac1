"""Writes the model card from the figures that `evaluate` and `benchmark` stored.

    python -m analysis.training.card --figures FILE --origins FILE --speed FILE --counts FOLDER
        --tried "NAME=FILE" … --out MODEL_CARD.md

The words stand in card.md; no figure does.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.errors import FramelensError, RequestError
from analysis.training.rows import read_rows

TEMPLATE = Path(__file__).with_name("card.md")

TITLES = {
    "rw_dev": "NewsMTSC rw_dev",
    "mt_dev": "NewsMTSC mt_dev",
    "dev_actors": "our domain, by sentence",
    "dev_origins": "our domain, three outlets never seen",
    "dev_written": "written cases",
    "dev_hard": "written hard cases",
    "dev_outlets": "written, in the manner of outlets",
}
N_ERRORS = 5
"""Examples of failures from each part."""


def make_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers between 0 and 1 with three decimals."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_write(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _write(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def write_figures(report: dict[str, Any], origins: dict[str, Any]) -> str:
    """Agreement on every held part, with the baselines beside it."""
    parts = dict(report["parts"]) | {"dev_origins": origins["parts"]["dev_origins"]}
    rows = []
    for name, title in TITLES.items():
        if name in parts:
            part = parts[name]
            rows.append(_row(f"**{title}**", part, part["calibration"]["error"]))
            rows += [_row(f"{one}", figures, "") for one, figures in part["baselines"].items()]
    return make_table(("", "n", "macro-F1", "accuracy", "alpha", "ECE"), rows)


def write_groups(report: dict[str, Any], part: str, group: str) -> str:
    """Agreement by a column of the rows."""
    figures = report["parts"][part][group]
    return make_table(
        (group, "n", "macro-F1", "accuracy", "alpha"),
        [_row(name, one, None) for name, one in figures.items()],
    )


def _row(name: str, figures: dict[str, Any], error: object) -> list[object]:
    row = [name, figures["n"], figures["macro_f1"], figures["accuracy"], figures["alpha"]]
    return row if error is None else [*row, error]


def write_calibration(report: dict[str, Any], part: str) -> str:
    """How sure against how right, as a table with bars."""
    curve = report["parts"][part]["calibration"]["curve"]
    return make_table(
        ("sure", "right", "n", ""), [(sure, right, n, "█" * round(right * 20)) for n, sure, right in curve]
    )


def write_voice(report: dict[str, Any]) -> str:
    """Voices right by the network's head, by rules, by both, on the rows that judge."""
    names = ("always author", "head", "rules", "both")
    rows = [
        (TITLES[name], part["voice"]["n"], *(part["voice"][one] for one in names))
        for name, part in report["parts"].items()
        if part["voice"]
    ]
    return make_table(("", "n", *names), rows)


def write_swap(report: dict[str, Any]) -> str:
    """What renaming does."""
    swap = report["swap"]
    return (
        f"{swap['n_spans']} held places in sentences that name one of the six, each renamed five times: the label is "
        f"unchanged in {swap['unchanged']:.1%} of the renamings; {swap['unchanged_sentences']:.1%} of the places keep "
        f"it through all five; the stance moves by {swap['mean_change']:.3f} on average."
    )


def write_tried(tried: dict[str, dict[str, Any]]) -> str:
    """The runs that were compared, on the same held rows."""
    names = ("rw_dev", "mt_dev", "dev_actors", "dev_written", "dev_hard", "dev_outlets")
    rows = []
    for title, report in tried.items():
        parts = report["parts"]
        f1 = [parts[name]["macro_f1"] if name in parts else "" for name in names]
        rows.append([title, *f1, parts["dev_actors"]["alpha"], report["swap"]["unchanged"]])
    return make_table(("run", *(TITLES[name] for name in names), "alpha, our domain", "swap"), rows)


def write_failures(report: dict[str, Any]) -> str:
    """The surest errors on sentences of ours (no sentence of another's may stand here)."""
    lines = []
    for name in ("dev_written", "dev_hard"):
        for error in report["parts"].get(name, {}).get("surest_errors", [])[:N_ERRORS]:
            lines.append(
                f"- {error['text']} Labelled {error['given']}, found {error['found']} ({error['sure']:.2f})."
            )
    return "\n".join(lines)


def write_speed(speed: dict[str, Any]) -> str:
    """Loading, memory and targets a second."""
    load = speed["load"]
    rows = [(f"this model, {name}", round(value)) for name, value in speed["speed"].items()]
    rows += [(name, round(value)) for name, value in speed["others"].items()]
    return (
        f"Load and first score {load['seconds']:.2f} s ({load['seconds_with_imports']:.2f} s with imports), peak "
        f"memory of such a process {load['peak_mb']:.0f} MB, file {speed['size_mb']:.1f} MB. "
        f"{speed['cores']} cores, load average {speed['load_average']:.1f} beside it.\n\n"
        + make_table(("", "targets a second"), rows)
    )


def write_counts(folder: Path) -> str:
    """How many rows of which set were learnt from, and their labels."""
    rows = read_rows(folder / "train.jsonl")
    counts: Counter[tuple[str, str]] = Counter((row.of, str(row.label)) for row in rows)
    labels = ("unfavourable", "neutral", "favourable")
    names = dict.fromkeys(row.of for row in rows)
    return make_table(
        ("set", *labels, "in all"),
        [
            (name, *(counts[name, label] for label in labels), sum(counts[name, label] for label in labels))
            for name in names
        ],
    )


def write_card(
    *,
    report: dict[str, Any],
    origins: dict[str, Any],
    speed: dict[str, Any],
    tried: dict[str, dict[str, Any]],
    counts: Path,
) -> str:
    """The card: card.md with each {{name}} replaced."""
    card = TEMPLATE.read_text(encoding="utf-8")
    values = {
        "scorer": report["scorer"],
        "figures": write_figures(report, origins),
        "origins": write_groups(origins, "dev_origins", "origin"),
        "by_origin": write_groups(report, "dev_actors", "origin"),
        "by_actor": write_groups(report, "dev_actors", "actor"),
        "by_kind": write_groups(report, "dev_written", "kind"),
        "by_kind_hard": write_groups(report, "dev_hard", "kind"),
        "calibration": write_calibration(report, "dev_actors"),
        "swap": write_swap(report),
        "voice": write_voice(report),
        "tried": write_tried(tried),
        "failures": write_failures(report),
        "speed": write_speed(speed),
        "counts": write_counts(counts),
    }
    for name, value in values.items():
        card = card.replace("{{" + name + "}}", value)
    return card


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError(
            f"{path}: {error}; give a file that evaluate or benchmark wrote with --out."
        ) from error
    return found


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.card", description=__doc__)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--origins", type=Path, required=True, help="figures of a run with --hold-origins")
    parser.add_argument("--speed", type=Path, required=True)
    parser.add_argument("--counts", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--tried", nargs="*", default=[], metavar="NAME=FILE")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        card = write_card(
            report=_read(options.figures),
            origins=_read(options.origins),
            speed=_read(options.speed),
            tried={name: _read(Path(path)) for name, path in (one.rsplit("=", 1) for one in options.tried)},
            counts=options.counts,
        )
    except FramelensError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.write_text(card, encoding="utf-8")
    print(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
