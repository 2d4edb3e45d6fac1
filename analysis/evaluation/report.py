"""An evaluation, and how it reads on a terminal."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.actors import Actors, read_actors
from analysis.evaluation.agreement import Agreement, calibration_error, measure_agreement
from analysis.evaluation.baselines import TONE_BEYOND, VADER_BEYOND, label_baselines
from analysis.evaluation.labelled import Labelled
from analysis.evaluation.places import Found, measure_mentions, measure_references
from analysis.evaluation.voices import VoiceAgreement, measure_voices
from analysis.stance import Scorer, labels_of


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Agreement with a labelled file: of a scorer, of baselines on the same spans, of voices and of places.

    Each part is None, or empty, where the file has no labels for it.
    """

    labelled: Labelled
    scorer: Agreement | None
    baselines: tuple[Agreement, ...]
    voices: VoiceAgreement | None
    mentions: Found | None
    references: Found | None


def evaluate(labelled: Labelled, scorer: Scorer, actors: Actors | None = None) -> Evaluation:
    """Everything that the file has labels for; actors: those that are looked for, by default the bundled ones."""
    actors = actors or read_actors()
    spans = [one.span for one in labelled.spans]
    agreement: Agreement | None = None
    baselines: tuple[Agreement, ...] = ()
    if spans:
        given = np.array([one.label for one in labelled.spans], dtype=object)
        about = np.array([one.actor for one in labelled.spans], dtype=object)
        probabilities = scorer.score_spans(spans)
        agreement = measure_agreement(
            f"{scorer.name} {scorer.version}",
            given,
            labels_of(probabilities),
            about,
            calibration_error(probabilities, given),
        )
        baselines = tuple(
            measure_agreement(name, given, found, about)
            for name, found in label_baselines(spans).items()
            if name != agreement.name
        )
    return Evaluation(
        labelled,
        agreement,
        baselines,
        measure_voices(labelled.spans, actors, scorer),
        measure_mentions(labelled.spans, actors),
        measure_references(labelled.texts, actors),
    )


def write_evaluation(evaluation: Evaluation) -> str:
    """The evaluation as plain text, for a terminal or a model card."""
    labelled = evaluation.labelled
    parts = [
        f"{labelled.source}: {len(labelled.spans)} labelled spans, {len(labelled.texts)} labelled texts."
    ]
    if evaluation.scorer:
        parts += _write_stance(evaluation.scorer, evaluation.baselines, labelled.n_without_place)
    if evaluation.voices:
        parts.append(_write_voices(evaluation.voices))
    if evaluation.mentions:
        parts.append(
            _write_found("Actors by name", evaluation.mentions, "sentence and actor")
            + " A file that does not label\nevery actor of a sentence makes the precision look too low."
        )
    if evaluation.references:
        parts.append(_write_found("References", evaluation.references, "labelled phrase and actor"))
    return "\n\n".join(parts) + "\n"


def _write_stance(scorer: Agreement, baselines: tuple[Agreement, ...], n_without_place: int) -> list[str]:
    lines = [f"Stance: agreement of {scorer.name} with {scorer.n} labels."]
    if len(scorer.actors):
        lines.append("Where a language model made the labels, as in our own files, this is agreement with")
        lines.append("machine-made labels, not with people.")
    if n_without_place:
        lines.append(f"Left out: {n_without_place} rows that give no place of the actor.")
    overview = pd.DataFrame(
        [
            {
                "": one.name,
                "macro-F1": one.macro_f1,
                "accuracy": one.accuracy,
                "alpha (ordinal)": one.alpha,
                "calibration error": one.calibration_error,
            }
            for one in (scorer, *baselines)
        ]
    ).set_index("")
    parts = ["\n".join(lines), _write_table(overview), "Per label\n" + _write_table(scorer.classes)]
    if len(scorer.actors):
        parts.append("Per actor\n" + _write_table(scorer.actors))
    parts.append("Rows given, columns found\n" + _write_table(scorer.confusion))
    parts.append(
        '"TextBlob polarity" and "VADER" are the sign of the whole sentence\'s tone, whoever it is about;\n'
        f"neutral within ±{TONE_BEYOND:g} and ±{VADER_BEYOND:g}. VADER stands here where it is installed."
    )
    return parts


def _write_voices(voices: VoiceAgreement) -> str:
    return (
        f"Voice, on {voices.n} rows that judge: {voices.accuracy:.3f} right "
        f'("always the author": {voices.always_author:.3f}).\n'
        f"Holder, on {voices.n_holder} of them that are reported by label and finding: "
        f"{voices.holder_accuracy:.3f} right."
    )


def _write_found(what: str, found: Found, unit: str) -> str:
    return (
        f"{what}: precision {found.precision:.3f}, recall {found.recall:.3f} "
        f"({found.n_labelled} pairs of {unit} labelled, {found.n_found} found, {found.n_right} right)."
    )


def _write_table(table: pd.DataFrame) -> str:
    return table.rename_axis(index=None, columns=None).to_string(
        float_format=lambda value: f"{value:.3f}".replace("-0.000", "0.000"), na_rep="–"
    )
