"""The machine's result with what persons said of it, made once for each state of the reviews."""

import uuid
from dataclasses import dataclass, field

import streamlit as st

from analysis import Result, review
from analysis.review import Calibration, Review, Reviewed
from dashboard.data_opened import workspace

_KEPT = 4
"""Results with reviews that stay in memory: undo and redo go back and forth between a few."""


@dataclass(frozen=True)
class _Made:
    """A result with reviews, from what it was made, and the names of its two results for the caches."""

    machine: Result
    calibration: Calibration | None
    reviews: tuple[Review, ...]
    reviewed: Reviewed
    names: tuple[str, str]


@dataclass
class _Kept:
    """The last results with reviews; the newest is the last. latest: it, and at which state of which workspace."""

    made: list[_Made] = field(default_factory=list)
    latest: tuple[Result, str, int, Reviewed] | None = None


@st.cache_resource
def _kept() -> _Kept:
    return _Kept()


def reviewed_of(machine: Result) -> Reviewed:
    """The result as it is when reviews count, and as it is before; a calibration that is switched on counts in both."""
    kept, opened = _kept(), workspace()
    at = (str(opened.folder), opened.version)
    if kept.latest and kept.latest[0] is machine and kept.latest[1:3] == at:
        return kept.latest[3]
    calibration = _switched_on(machine)
    reviews = review.read_reviews(opened)
    known = next((made for made in kept.made if _is_of(made, machine, calibration, reviews)), None)
    if known is None:
        known = _make(machine, calibration, reviews)
        kept.made = [*kept.made[1 - _KEPT :], known]
    kept.latest = (machine, *at, known.reviewed)
    return known.reviewed


def _switched_on(machine: Result) -> Calibration | None:
    kept = review.read_calibration(workspace(), machine.scorer)
    return kept if kept and kept.state == "on" else None


def _is_of(
    made: _Made, machine: Result, calibration: Calibration | None, reviews: tuple[Review, ...]
) -> bool:
    return made.machine is machine and made.calibration == calibration and made.reviews == reviews


def _make(machine: Result, calibration: Calibration | None, reviews: tuple[Review, ...]) -> _Made:
    same = next((m for m in _kept().made if m.machine is machine and m.calibration == calibration), None)
    before = same.reviewed.before if same else machine
    if same is None and calibration:
        before = review.apply_calibration(machine, calibration)
    before_name = same.names[0] if same else uuid.uuid4().hex
    names = (before_name, uuid.uuid4().hex)
    return _Made(machine, calibration, reviews, review.apply_reviews(before, reviews), names)


def find_name(result: Result) -> str:
    """The name of a result with reviews, or of one that they were applied to; "" for any other."""
    for made in reversed(_kept().made):
        for known, name in zip((made.reviewed.before, made.reviewed.result), made.names, strict=True):
            if known is result:
                return name
    return ""
