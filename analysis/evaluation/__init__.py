"""How well stance, voice and places agree with labelled data, beside what costs nothing."""

from analysis.evaluation.agreement import (
    Agreement,
    calibration_error,
    count_confusion,
    macro_f1,
    measure_agreement,
    measure_classes,
    ordinal_alpha,
)
from analysis.evaluation.baselines import label_baselines
from analysis.evaluation.labelled import POLARITIES, Labelled, LabelledSpan, read_labelled
from analysis.evaluation.report import Evaluation, evaluate, write_evaluation

__all__ = [
    "POLARITIES",
    "Agreement",
    "Evaluation",
    "Labelled",
    "LabelledSpan",
    "calibration_error",
    "count_confusion",
    "evaluate",
    "label_baselines",
    "macro_f1",
    "measure_agreement",
    "measure_classes",
    "ordinal_alpha",
    "read_labelled",
    "write_evaluation",
]
