"""How far people agree with each other, and the machine with them, on coded samples."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.alpha import Scale, count_values, measure_alpha, redraw_alpha
from analysis.errors import RequestError
from analysis.framing import NAN, RULES, range_of, seed_of
from analysis.pipeline import Tables
from analysis.review.coding import Coding, is_unsure, settle
from analysis.review.places import Places
from analysis.review.reviewing import machine_of
from analysis.tables import make_table
from analysis.types import LABELS
from analysis.workspace.codes import Code
from analysis.workspace.machine import VOICES, Machine
from analysis.workspace.samples import Item

RELY, TENTATIVE = 0.800, 0.667
"""Krippendorff, Content Analysis (2004), 11.3.3: rely on data from the first on, conclude tentatively from the second."""

ITEMS_FOR_RANGE = 10
"""Items below which resampling them says nothing: the range would come from a handful of sentences."""

CODERS, MACHINE, SETTLED = "coders", "machine", "settled"
"""In `alphas.between`: all coders, a pair "Ana / Ben", and the machine with one coder or with what is settled."""

_SCALES: dict[str, Scale] = {"stance": "ordinal", "voice": "nominal"}
_VALUES: dict[str, tuple[str, ...]] = {"stance": LABELS, "voice": VOICES}


@dataclass(frozen=True)
class CodingAgreement:
    """What coded samples say of people and machine. All alphas are Krippendorff's: 1 agreement, 0 chance.

    alphas: a row for each pairing × stance or voice × actor ("": all). n_items:
        items with at least two answers; lower, upper: 90 %, items resampled.
        band: "rely", "tentative" or "do not rely", for people alone.
    classes: how often the machine is right where it names a label (precision)
        and how much of what people name it finds (recall).
    errors: per actor the mean of the machine's stance, of the settled one, and
        the machine's minus the settled; below 0 the machine is too harsh.
        In classes and errors an item counts as many times as there are rows that
        it stands for, where one sample drawn by chance is asked about; else once.
    n_settled: items that a decision or a majority settles; n_decided: by a
        decision; n_left_out: coded, and neither; n_unsure: answers "cannot tell".
    n_missing: items that are not in the result that the machine was asked anew on.
    scorers: who said what the machine says here.
    """

    coders: tuple[str, ...]
    samples: tuple[str, ...]
    n_items: int
    n_coded: int
    n_settled: int
    n_decided: int
    n_left_out: int
    n_unsure: int
    n_missing: int
    scorers: tuple[str, ...]
    alphas: pd.DataFrame
    classes: pd.DataFrame
    errors: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence × actor that was coded: an item, in whichever samples it stands. machine: None where it is not here."""

    item: Item
    codes: tuple[Code, ...]
    machine: Machine | None
    stance: str
    voice: str
    is_decided: bool
    weight: float

    def settled(self, what: str) -> str:
        """What people say of it; "" where nothing is settled."""
        return self.stance if what == "stance" else self.voice


def agreement(
    coding: Coding, result: Tables | None = None, *, sample_ids: Sequence[str] | None = None
) -> CodingAgreement:
    """Agreement of coders, and of the machine with them, on these samples; all if None.

    result: asks the machine as it is now; without it, what it said when the
    sample was drawn. Raises RequestError for a sample that is not known.
    """
    units = gather_units(coding, result, sample_ids)
    chosen = tuple(coding.samples) if sample_ids is None else tuple(sample_ids)
    coded = [unit for unit in units if unit.codes]
    coders = tuple(sorted({code.coder for unit in coded for code in unit.codes}))
    machines = [unit.machine for unit in coded if unit.machine]
    return CodingAgreement(
        coders=coders,
        samples=chosen,
        n_items=len(units),
        n_coded=len(coded),
        n_settled=sum(bool(unit.stance) for unit in coded),
        n_decided=sum(unit.is_decided for unit in coded),
        n_left_out=sum(not unit.stance for unit in coded),
        n_unsure=sum(is_unsure(code, "stance") for unit in coded for code in unit.codes),
        n_missing=sum(unit.machine is None for unit in units),
        scorers=tuple(sorted({machine.scorer for machine in machines})),
        alphas=make_table("alphas", _alphas(coded, coders)),
        classes=make_table("classes", _classes(coded)),
        errors=make_table("errors", _errors(coded)),
    )


def gather_units(
    coding: Coding, result: Tables | None = None, sample_ids: Sequence[str] | None = None
) -> list[Unit]:
    """The items of samples with their codes; one that stands in several samples once, with each coder's last answer."""
    if missing := [name for name in sample_ids or () if name not in coding.samples]:
        raise RequestError(
            f"sample {missing[0]}: there is no such sample; known are {', '.join(coding.samples) or 'none'}."
        )
    ask = None if result is None else Asking(result)
    grouped: dict[tuple[str, str, str], list[tuple[str, Item]]] = {}
    for sample in coding.samples.values():
        for item in sample.items if sample_ids is None or sample.sample_id in sample_ids else ():
            grouped.setdefault((item.document, item.sentence, item.actor_id), []).append(
                (sample.sample_id, item)
            )
    units = []
    for same in grouped.values():
        item = same[0][1]
        last: dict[str, Code] = {}
        for code in (code for sample_id, one in same for code in coding.codes_of(sample_id, one.item_id)):
            before = last.get(code.coder)
            if (
                before is None or code.at >= before.at
            ):  # a later answer without a voice leaves the earlier voice
                last[code.coder] = replace(code, voice=before.voice) if before and not code.voice else code
        codes = tuple(last[coder] for coder in sorted(last))
        decisions = [
            coding.decisions[key]
            for sample_id, one in same
            if (key := (sample_id, one.item_id)) in coding.decisions
        ]
        decision = max(decisions, key=lambda told: told.at, default=None)
        machine = item.machine if ask is None else ask.machine_of(item)
        weight = item.weight if len(sample_ids or coding.samples) == 1 else 1.0
        stance, voice = (settle(codes, decision, what) for what in ("stance", "voice"))
        units.append(Unit(item, codes, machine, stance, voice, decision is not None, weight))
    return units


class Asking:
    """The machine as it is now, asked about items of samples. It keeps the places that it has looked up."""

    def __init__(self, result: Tables) -> None:
        self._places, self._scorer = Places(result.sentences), result.scorer
        stances = result.stances
        keys = zip(stances["doc_id"], stances["sentence_id"], stances["actor_id"], strict=True)
        self._rows = {(str(doc), int(number), str(actor)): at for at, (doc, number, actor) in enumerate(keys)}
        self._stances = stances

    def machine_of(self, item: Item) -> Machine | None:
        """What it says of an item; None where the sentence has no such row any more."""
        place = self._places.find(item.doc_id, item.sentence, item.document)
        at = self._rows.get((place.doc_id, place.sentence_id, item.actor_id)) if place else None
        return None if at is None else machine_of(self._stances.iloc[at], self._scorer)


def _alphas(units: Sequence[Unit], coders: Sequence[str]) -> list[tuple[object, ...]]:
    """All pairings; those of people first."""
    pairings: list[tuple[str, tuple[str, ...]]] = []
    if len(coders) > 1:
        pairings.append((CODERS, tuple(coders)))
    if len(coders) > 2:
        pairings += [(f"{a} / {b}", (a, b)) for a, b in combinations(coders, 2)]
    machine = [(f"{MACHINE} / {coder}", (coder, MACHINE)) for coder in coders]
    if coders:
        machine.insert(0, (f"{MACHINE} / {SETTLED}", (SETTLED, MACHINE)))
    actors = ["", *sorted({unit.item.actor_id for unit in units})]
    return [
        _alpha(units, between, sides, what, actor, is_people=(between, sides) not in machine)
        for between, sides in (*pairings, *machine)
        for what in _SCALES
        for actor in actors
    ]


def _alpha(
    units: Sequence[Unit], between: str, sides: Sequence[str], what: str, actor: str, *, is_people: bool
) -> tuple[object, ...]:
    about = [unit for unit in units if actor in ("", unit.item.actor_id)]
    values, scale = _VALUES[what], _SCALES[what]
    codes = [[_place(values, _say(unit, side, what)) for unit in about] for side in sides]
    counts = count_values(codes, len(values))
    counts = counts[counts.sum(axis=1) > 1]
    alpha, lower, upper = measure_alpha(counts, scale), NAN, NAN
    if len(counts) >= ITEMS_FOR_RANGE and alpha == alpha:
        redraws = redraw_alpha(counts, scale, seed=seed_of(between, what, actor), n_redraws=RULES.n_redraws)
        told = redraws[~np.isnan(redraws)]
        if len(told) >= RULES.coverage * RULES.n_redraws:
            lower, upper = range_of(told, round(alpha, 4))
    band = tell_band(alpha) if is_people else ""
    return between, what, actor, len(counts), int(counts.sum()), round(alpha, 4), lower, upper, band


def _place(values: Sequence[str], said: str) -> int:
    return values.index(said) if said in values else -1


def _say(unit: Unit, side: str, what: str) -> str:
    """What a side says of a unit; "" for nothing."""
    if side == SETTLED:
        return unit.settled(what)
    if side == MACHINE:
        machine = unit.machine
        return "" if machine is None else (machine.label if what == "stance" else machine.voice)
    given = {code.coder: code.label if what == "stance" else code.voice for code in unit.codes}
    return given.get(side, "")


def tell_band(alpha: float) -> str:
    """Krippendorff's words for an alpha between people; "" where there is none."""
    if alpha != alpha:
        return ""
    return "rely" if alpha >= RELY else "tentative" if alpha >= TENTATIVE else "do not rely"


def _classes(units: Sequence[Unit]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for what, values in _VALUES.items():
        pairs = [(unit.settled(what), _say(unit, MACHINE, what), unit.weight) for unit in units]
        told = [(given, found, weight) for given, found, weight in pairs if given and found]
        weights = _weigh([weight for *_, weight in told])
        given = np.array([pair[0] for pair in told], dtype=object)
        found = np.array([pair[1] for pair in told], dtype=object)
        for value in values:
            right = float(weights[(given == value) & (found == value)].sum())
            in_given, in_found = float(weights[given == value].sum()), float(weights[found == value].sum())
            rows.append(
                (
                    what,
                    value,
                    int((given == value).sum()),
                    int((found == value).sum()),
                    _divide(right, in_found),
                    _divide(right, in_given),
                    _divide(2 * right, in_given + in_found),
                )
            )
    return rows


def _weigh(weights: Sequence[float]) -> NDArray[np.float64]:
    """How many rows each item stands for; all alike where one was not drawn by chance."""
    told = np.asarray(weights, dtype=np.float64)
    return told if (told > 0).all() else np.ones(len(told))


def _divide(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else NAN


def _errors(units: Sequence[Unit]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for actor in sorted({unit.item.actor_id for unit in units}):
        about = [unit for unit in units if unit.item.actor_id == actor and unit.stance and unit.machine]
        if not about:
            continue
        coded = np.array([LABELS.index(unit.stance) - 1 for unit in about], dtype=np.float64)
        machine = np.array(
            [unit.machine.favourable - unit.machine.unfavourable for unit in about if unit.machine]
        )
        weights = _weigh([unit.weight for unit in about])
        error = round(float(np.average(machine - coded, weights=weights)), 4)
        lower = upper = NAN
        if len(about) >= ITEMS_FOR_RANGE:
            lower, upper = range_of(_redraw_mean(machine - coded, weights, seed_of("error", actor)), error)
        means = (round(float(np.average(side, weights=weights)), 4) for side in (coded, machine))
        rows.append((actor, len(about), *means, error, lower, upper))
    return rows


def _redraw_mean(values: NDArray[np.float64], weights: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    n = len(values)
    picks = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=RULES.n_redraws) * weights
    return np.asarray((picks @ values) / picks.sum(axis=1), dtype=np.float64)
