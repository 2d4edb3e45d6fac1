"""Labelled files, in NewsMTSC's format and in ours."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import RequestError
from analysis.types import LABELS, Label, Span

POLARITIES: Mapping[int, Label] = {2: "unfavourable", 4: "neutral", 6: "favourable"}
"""NewsMTSC's numbers for the three labels (Hamborg & Donnay 2021)."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A span, the label it was given, whom it is about, where it comes from, and whose view it gives.

    voice: author, reported. All but the span and the label are "" where nobody told; the
    holder is an actor's id, or "other".
    """

    span: Span
    label: Label
    actor: str = ""
    origin: str = ""
    voice: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class LabelledReference:
    """A place of a text, and the actors that its words stand for; none where they stand for no actor."""

    start: int
    end: int
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and the labelled references in it."""

    text: str
    references: tuple[LabelledReference, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labelled spans and texts of a file, its name, and the number of rows without a place of the actor."""

    spans: tuple[LabelledSpan, ...]
    source: str
    n_without_place: int = 0
    texts: tuple[LabelledText, ...] = ()


def read_labelled(path: str | Path) -> Labelled:
    """The labelled spans of a JSON-lines file in NewsMTSC's format or in ours.

    Ours: text, actor, start, end, label, and where they are known voice and
    holder. NewsMTSC's: primary_gid, sentence_normalized, targets with from,
    to, polarity (2, 4, 6). A row of ours whose start and end are null (an
    actor that is meant and not named) is counted and left out.
    Of references: text, references (phrase, occurrence from 1, actors) and
    not_references (phrase, occurrence), phrases that stand for no actor.
    Raises: RequestError with file, line and remedy at the first line that is wrong.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            f"{path}: cannot be read ({error}); give a file of JSON lines in UTF-8."
        ) from error
    spans: list[LabelledSpan] = []
    texts: list[LabelledText] = []
    n_without_place = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("not a JSON object")
            if "references" in row:
                texts.append(_read_text(row))
                continue
            if "start" in row and row["start"] is None and row["end"] is None:
                n_without_place += 1
                continue
            spans.extend(_read_row(row))
        except (KeyError, TypeError, ValueError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise RequestError(
                f"{path}, line {number}: {reason}; a line is a JSON object with text, actor, start, end, "
                "label, or with sentence_normalized and targets (from, to, polarity 2, 4 or 6), "
                "or with text, references and not_references (phrase, occurrence, actors)."
            ) from error
    if not spans and not texts:
        raise RequestError(f"{path}: no labelled span in it; give a file with at least one line.")
    return Labelled(tuple(spans), path.name, n_without_place, tuple(texts))


def _read_row(row: dict[str, Any]) -> list[LabelledSpan]:
    if "targets" in row:
        sentence, origin = row["sentence_normalized"], "NewsMTSC"
        return [
            _make_labelled(
                sentence, target["from"], target["to"], _polarity(target["polarity"]), origin=origin
            )
            for target in row["targets"]
        ]
    return [
        _make_labelled(
            row["text"],
            row["start"],
            row["end"],
            row["label"],
            **{name: str(row.get(name, "")) for name in ("actor", "origin", "voice", "holder")},
        )
    ]


def _polarity(value: Any) -> Label:
    if value not in POLARITIES:
        raise ValueError(f"polarity {value!r} is none of 2, 4, 6")
    return POLARITIES[int(value)]


def _make_labelled(text: Any, start: Any, end: Any, label: Any, **known: str) -> LabelledSpan:
    if label not in LABELS:
        raise ValueError(f"label {label!r} is none of {', '.join(LABELS)}")
    if not isinstance(text, str) or not isinstance(start, int) or not isinstance(end, int):
        raise ValueError("the sentence must be text, its place two whole numbers")
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError(f"[{start}, {end}) is no place in a sentence of {len(text)} characters")
    return LabelledSpan((text, start, end), label, **known)


def _read_text(row: dict[str, Any]) -> LabelledText:
    text = row["text"]
    if not isinstance(text, str):
        raise ValueError("the text must be text")
    return LabelledText(
        text,
        tuple(
            _place(text, one["phrase"], one["occurrence"], frozenset(one.get("actors", ())))
            for one in (*row["references"], *row["not_references"])
        ),
    )


def _place(text: str, phrase: str, occurrence: int, actors: frozenset[str]) -> LabelledReference:
    found = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)]
    if not 1 <= occurrence <= len(found):
        raise ValueError(f"{phrase!r} does not stand {occurrence} times in the text")
    start = found[occurrence - 1]
    return LabelledReference(start, start + len(phrase), actors)
