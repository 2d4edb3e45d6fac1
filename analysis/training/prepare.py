"""Splits the labelled sets into training, development and calibration rows.

    python -m analysis.training.prepare --data FOLDER --out FOLDER [--hold-origins] [--own-only]

The rule: a sentence of our own sets goes by the hash of its normalised text,
whichever set it stands in; sentences of the others' development splits go
out of training wherever they occur. So the split is the same on every
machine, and no set can carry a held sentence back in.
"""

import argparse
import dataclasses
import sys
from collections import Counter
from pathlib import Path

from analysis.errors import FramelensError
from analysis.training.rows import Row, bucket_of, normalise, read_set, write_rows
from analysis.training.settings import SETTINGS, DataSet, DataSettings, read_settings

OWN = ("written", "hard", "outlets")
"""Sets that stand in the repository, beside this file."""


def split_rows(
    rows: list[Row], settings: DataSettings, *, held_texts: set[str], hold_origins: bool = False
) -> dict[str, list[Row]]:
    """Rows by part: train, calibration, dev_NAME for each of our own sets, dev_origins.

    held_texts: normalised texts of the development splits of others.
    """
    parts: dict[str, list[Row]] = {"train": [], "calibration": [], "dev_origins": []}
    our_texts = {normalise(row.text) for row in rows if row.of != "newsmtsc"}
    for row in rows:
        text, bucket, is_ours = normalise(row.text), bucket_of(row.text), row.of != "newsmtsc"
        if text in held_texts:
            continue
        if text in our_texts and _is_in(bucket, settings.development_buckets):
            if is_ours:
                parts.setdefault(f"dev_{row.of}", []).append(row)
        elif text in our_texts and _is_in(bucket, settings.calibration_buckets):
            if is_ours:
                parts["calibration"].append(row)
        elif hold_origins and row.origin in settings.held_origins:
            parts["dev_origins"].append(row)
        else:
            parts["train"].append(row)
    if hold_origins:
        held = {normalise(row.text) for row in parts["dev_origins"]}
        parts["train"] = [row for row in parts["train"] if normalise(row.text) not in held]
    return parts


def _is_in(bucket: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= bucket < limits[1]


def prepare(
    settings: DataSettings, *, data: Path | None, out: Path, hold_origins: bool = False
) -> dict[str, int]:
    """Writes each part as OUT/PART.jsonl, and returns how many rows each has.

    data: the folder of the sets; None reads those alone that stand in the repository.
    """
    sets = [one for one in settings.sets if data is not None or one.name in OWN]
    others = {one.name: read_set(_place(one, data), one) for one in settings.development if data is not None}
    held_texts = {normalise(row.text) for rows in others.values() for row in rows}
    rows = [row for one in sets for row in read_set(_place(one, data), one)]
    parts = split_rows(rows, settings, held_texts=held_texts, hold_origins=hold_origins) | others
    out.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        write_rows(
            out / f"{name}.jsonl",
            [dataclasses.replace(row, repeat=1) for row in part] if name != "train" else part,
        )
    return {name: len(part) for name, part in parts.items()}


def _place(one: DataSet, data: Path | None) -> Path:
    return Path(__file__).with_name(one.path) if one.name in OWN else (data or Path()) / one.path


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.prepare", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the sets, as the README lists them")
    parser.add_argument("--own-only", action="store_true", help="use the repository's own sentences alone")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--settings", type=Path, default=SETTINGS)
    parser.add_argument("--hold-origins", action="store_true", help="keep whole origins out of training")
    options = parser.parse_args(arguments)
    if (options.data is None) != options.own_only:
        parser.error("give either --data FOLDER or --own-only")
    try:
        counts = prepare(
            read_settings(options.settings).data,
            data=options.data,
            out=options.out,
            hold_origins=options.hold_origins,
        )
    except FramelensError as error:
        print(error, file=sys.stderr)
        return 2
    for name, count in Counter(counts).most_common():
        print(f"{name:14} {count:6} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
