"""How well a scorer agrees with labelled data, beside what costs nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from textblob import TextBlob

from analysis.errors import RequestError
from analysis.stance import Scorer, labels_of
from analysis.types import LABELS, Label, Span

POLARITIES: Mapping[int, Label] = {2: "unfavourable", 4: "neutral", 6: "favourable"}
"""NewsMTSC's numbers for the three labels (Hamborg & Donnay 2021)."""

TONE_BEYOND = 0.0
"""The baseline "TextBlob polarity" calls a sentence neutral up to this distance of its polarity from 0."""

N_BINS = 10
"""Equal bins of the largest probability, for the expected calibration error."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A span, the label it was given, whom it is about ("" where nobody told), and where it comes from."""

    span: Span
    label: Label
    actor: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labelled spans of a file, its name, and the number of rows that give no place of the actor."""

    spans: tuple[LabelledSpan, ...]
    source: str
    n_without_place: int = 0


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


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A scorer's agreement with labelled spans, and that of the baselines on the same spans."""

    scorer: Agreement
    baselines: tuple[Agreement, ...]
    labelled: Labelled


def read_labelled(path: str | Path) -> Labelled:
    """The labelled spans of a JSON-lines file in NewsMTSC's format or in ours.

    Ours: text, actor, start, end, label. NewsMTSC's: primary_gid,
    sentence_normalized, targets with from, to, polarity (2, 4, 6). A row of
    ours whose start and end are null (an actor that is meant and not named)
    is counted and left out.
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
    n_without_place = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "start" in row and row["start"] is None and row["end"] is None:
                n_without_place += 1
                continue
            spans.extend(_read_row(row))
        except (KeyError, TypeError, ValueError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise RequestError(
                f"{path}, line {number}: {reason}; a line is a JSON object with text, actor, start, end, "
                "label, or with sentence_normalized and targets (from, to, polarity 2, 4 or 6)."
            ) from error
    if not spans:
        raise RequestError(f"{path}: no labelled span in it; give a file with at least one line.")
    return Labelled(tuple(spans), path.name, n_without_place)


def _read_row(row: Any) -> list[LabelledSpan]:
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if "targets" in row:
        sentence, origin = row["sentence_normalized"], "NewsMTSC"
        return [
            _make_labelled(sentence, target["from"], target["to"], _polarity(target["polarity"]), "", origin)
            for target in row["targets"]
        ]
    return [
        _make_labelled(
            row["text"], row["start"], row["end"], row["label"], row.get("actor", ""), row.get("origin", "")
        )
    ]


def _polarity(value: Any) -> Label:
    if value not in POLARITIES:
        raise ValueError(f"polarity {value!r} is none of 2, 4, 6")
    return POLARITIES[int(value)]


def _make_labelled(text: Any, start: Any, end: Any, label: Any, actor: Any, origin: Any) -> LabelledSpan:
    if label not in LABELS:
        raise ValueError(f"label {label!r} is none of {', '.join(LABELS)}")
    if not isinstance(text, str) or not isinstance(start, int) or not isinstance(end, int):
        raise ValueError("the sentence must be text, its place two whole numbers")
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError(f"[{start}, {end}) is no place in a sentence of {len(text)} characters")
    return LabelledSpan((text, start, end), label, str(actor), str(origin))


def evaluate(labelled: Labelled, scorer: Scorer) -> Evaluation:
    """The agreement of a scorer with the given labels, beside "always neutral" and "TextBlob polarity"."""
    spans = labelled.spans
    probabilities = scorer.score_spans([one.span for one in spans])
    given = np.array([one.label for one in spans], dtype=object)
    always = np.full(len(spans), "neutral", dtype=object)
    baselines = (
        _agree("always neutral", spans, given, always),
        _agree("TextBlob polarity", spans, given, _label_by_tone(spans)),
    )
    name = f"{scorer.name} {scorer.version}"
    error = calibration_error(probabilities, given)
    agreement = _agree(name, spans, given, labels_of(probabilities), error)
    return Evaluation(agreement, baselines, labelled)


def _label_by_tone(spans: Sequence[LabelledSpan]) -> NDArray[np.object_]:
    """The sign of TextBlob's polarity of the whole sentence, whoever it is about."""
    known: dict[str, float] = {}
    for one in spans:
        text = one.span[0]
        if text not in known:
            known[text] = float(TextBlob(text).sentiment.polarity)
    tones = np.array([known[one.span[0]] for one in spans])
    signs = np.where(tones > TONE_BEYOND, 2, np.where(tones < -TONE_BEYOND, 0, 1))
    return np.array(LABELS, dtype=object)[signs]


def _agree(
    name: str,
    spans: Sequence[LabelledSpan],
    given: NDArray[np.object_],
    found: NDArray[np.object_],
    error: float = float("nan"),
) -> Agreement:
    confusion = count_confusion(given, found)
    actors = np.array([one.actor for one in spans], dtype=object)
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
        n=len(spans),
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
    occurs at all: then nothing can be told apart.
    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    counts = confusion.to_numpy().astype(float)
    coincidences = counts + counts.T
    totals = coincidences.sum(axis=1)
    n = totals.sum()
    # Between ranks c and k: all values from c to k, half of the two ends, squared.
    reach = np.cumsum(totals) - totals / 2
    distances = (reach[:, None] - reach[None, :]) ** 2
    expected = (np.outer(totals, totals) * distances).sum() / (n - 1)
    if expected == 0:
        return float("nan")
    return float(1 - (coincidences * distances).sum() / expected)


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


def write_evaluation(evaluation: Evaluation) -> str:
    """The evaluation as plain text, for a terminal or a model card."""
    scorer, labelled = evaluation.scorer, evaluation.labelled
    lines = [f"Agreement of {scorer.name} with the labels of {labelled.source}: {scorer.n} spans."]
    if len(scorer.actors):
        lines.append("Where a language model made the labels, as in our own files, this is agreement with")
        lines.append("machine-made labels, not with people.")
    if labelled.n_without_place:
        lines.append(f"Left out: {labelled.n_without_place} rows that give no place of the actor.")
    overview = pd.DataFrame(
        [
            {
                "": one.name,
                "macro-F1": one.macro_f1,
                "accuracy": one.accuracy,
                "alpha (ordinal)": one.alpha,
                "calibration error": one.calibration_error,
            }
            for one in (scorer, *evaluation.baselines)
        ]
    ).set_index("")
    parts = ["\n".join(lines), _write_table(overview), "Per label\n" + _write_table(scorer.classes)]
    if len(scorer.actors):
        parts.append("Per actor\n" + _write_table(scorer.actors))
    parts.append("Rows given, columns found\n" + _write_table(scorer.confusion))
    parts.append(
        f'"TextBlob polarity" is the sign of the whole sentence\'s polarity, neutral within ±{TONE_BEYOND:g}.'
    )
    return "\n\n".join(parts) + "\n"


def _write_table(table: pd.DataFrame) -> str:
    return table.rename_axis(index=None, columns=None).to_string(
        float_format=lambda value: f"{value:.3f}".replace("-0.000", "0.000"), na_rep="–"
    )
