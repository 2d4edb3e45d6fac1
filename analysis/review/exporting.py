"""Reviews, codes and tags as CSV and JSON lines, for a spreadsheet, a script or another tool."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from analysis.errors import RequestError
from analysis.review.coding import Coding
from analysis.tables import neutralise_formulas
from analysis.workspace.reviews import Review
from analysis.workspace.samples import Sample
from analysis.workspace.tags import Tag

FORMS = ("csv", "jsonl")

REVIEW_COLUMNS = (
    "doc_id", "sentence", "actor_id", "reviewer", "action", "text", "label", "voice", "holder", "holder_type",
    "moved_to", "note", "at", "document", "machine_label", "machine_unfavourable", "machine_neutral",
    "machine_favourable", "machine_voice", "machine_holder", "machine_holder_type", "machine_scorer",
)  # fmt: skip
CODE_COLUMNS = (
    "sample_id", "item_id", "coder", "kind", "doc_id", "sentence", "actor_id", "text", "label", "voice",
    "holder_type", "note", "at",
)  # fmt: skip
SHEET_COLUMNS = ("sample_id", "item_id", "actor_id", "text", "label", "voice", "holder_type", "note")
TAG_COLUMNS = ("doc_id", "sentence", "actor_id", "tag", "who", "text", "note", "at", "document")


def write_reviews(reviews: Sequence[Review], form: str = "csv") -> str:
    """A row for each review; `machine_…` is what the machine said then. form: "csv" or "jsonl"."""
    rows: list[dict[str, object]] = []
    for review in sorted(reviews, key=lambda review: review.key):
        told = asdict(review)
        told |= {f"machine_{name}": value for name, value in told.pop("machine").items()}
        rows.append({name: told[name] for name in REVIEW_COLUMNS})
    return _write(rows, REVIEW_COLUMNS, form)


def write_codes(coding: Coding, form: str = "csv", *, sample_id: str | None = None) -> str:
    """A row for each coder's answer and each decision (`kind`), nothing of the machine; of one sample where named."""
    items = {(name, item.item_id): item for name, sample in coding.samples.items() for item in sample.items}
    said = [
        *(asdict(code) | {"kind": "code"} for code in coding.codes.values()),
        *(asdict(told) | {"kind": "decision", "coder": told.who} for told in coding.decisions.values()),
    ]
    rows = []
    for told in said:
        key = (str(told["sample_id"]), str(told["item_id"]))
        if key in items and sample_id in (None, key[0]):
            item = items[key]
            told |= {
                "doc_id": item.doc_id,
                "sentence": item.sentence,
                "actor_id": item.actor_id,
                "text": item.text,
            }
            rows.append({name: told[name] for name in CODE_COLUMNS})
    rows.sort(key=lambda row: (row["sample_id"], int(str(row["item_id"])), row["kind"], row["coder"]))
    return _write(rows, CODE_COLUMNS, form)


def write_sheet(sample: Sample, form: str = "csv") -> str:
    """The items of a sample with empty answers, for a coder without Framelens; nothing of the machine is in it."""
    rows: list[dict[str, object]] = [
        {
            "sample_id": sample.sample_id, "item_id": item.item_id, "actor_id": item.actor_id, "text": item.text,
            "label": "", "voice": "", "holder_type": "", "note": "",
        }
        for item in sample.items
    ]  # fmt: skip
    return _write(rows, SHEET_COLUMNS, form)


def write_tags(tags: Sequence[Tag], form: str = "csv") -> str:
    """A row for each tag."""
    rows: list[dict[str, object]] = [{name: asdict(tag)[name] for name in TAG_COLUMNS} for tag in tags]
    return _write(sorted(rows, key=lambda row: tuple(map(str, row.values()))), TAG_COLUMNS, form)


def _write(rows: Sequence[dict[str, object]], columns: Sequence[str], form: str) -> str:
    if form not in FORMS:
        raise RequestError(f"export: form “{form}” is not known; use one of {', '.join(FORMS)}.")
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    table = pd.DataFrame(rows, columns=list(columns))
    return str(neutralise_formulas(table).to_csv(index=False, lineterminator="\n"))
