"""Differences between two documents, sources, actors or voices, with ranges that hold together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import RequestError
from analysis.framing import NAN, RULES, VOICES, Floats, in_voice, redraw, seed_of, stories_of
from analysis.tables import make_table

BY = ("document", "source", "actor", "voice")


@dataclass(frozen=True, slots=True)
class _Side:
    unit: str
    n: int
    figure: float = NAN
    figures: Floats | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    a: _Side
    b: _Side
    actor_id: str
    voice: str

    @property
    def draws(self) -> Floats | None:
        """Redrawn differences; None where a side has too little evidence for a range."""
        if self.a.figures is None or self.b.figures is None:
            return None
        return self.a.figures - self.b.figures


def compare_units(
    documents: pd.DataFrame,
    counted: pd.DataFrame,
    framing: pd.DataFrame,
    *,
    by: str,
    voice: str,
    units: Sequence[str] | None,
) -> pd.DataFrame:
    """The table `comparison`: each pair's difference of figures (a − b), range and answer.

    by: "document" and "source" compare two of them about the same actor (unit
        = their id or name); "actor" two actors and "voice" the author with
        those reported, inside one document (unit = "doc_id/CN", "doc_id/author").
    units: which documents or sources take part, in this order; all by default.

    The ranges are simultaneous: they hold together at 90 % (the largest
    studentised deviation over all pairs with a range, from the redraws), so a
    pair's range is wider the more pairs are asked for. Two actors of one
    document are redrawn independently.
    """
    if by not in BY:
        raise RequestError(f'compare: by="{by}" is not known; use one of {", ".join(BY)}.')
    if voice not in VOICES:
        raise RequestError(f'compare: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    known = documents["source"].unique() if by == "source" else documents["doc_id"]
    if missing := [unit for unit in units or () if unit not in set(known)]:
        raise RequestError(f'compare: there is no {by} "{missing[0]}"; known are {", ".join(known[:8])}.')

    if by == "source":
        pairs = list(_source_pairs(documents, framing, voice, units))
    else:
        doc_ids = list(units) if units is not None else list(documents["doc_id"])
        actor_ids = list(dict.fromkeys(framing["actor_id"]))
        pairs = list(_document_pairs(counted, doc_ids, actor_ids, by, voice))
    return make_table("comparison", _answers(pairs))


def _document_pairs(
    counted: pd.DataFrame, doc_ids: Sequence[str], actor_ids: Sequence[str], by: str, voice: str
) -> Iterator[_Pair]:
    groups = {
        (str(doc), str(actor)): rows
        for (doc, actor), rows in counted.groupby(["doc_id", "actor_id"], sort=False)
    }

    def side(unit: str, doc_id: str, actor_id: str, spoken: str) -> _Side:
        about = groups.get((doc_id, actor_id))
        rows = None if about is None else in_voice(about, spoken)
        if rows is None or rows.empty:
            return _Side(unit, 0)
        figure = float(rows["stance"].mean())
        if len(rows) < RULES.sentences_for_range:
            return _Side(unit, len(rows), figure)
        probabilities = rows[["unfavourable", "neutral", "favourable"]].to_numpy(dtype=np.float64)
        drawn = redraw(
            probabilities, rows["paragraph"].to_numpy(dtype=np.int64), seed_of(doc_id, actor_id, spoken)
        )
        return _Side(unit, len(rows), figure, drawn.figures)

    if by == "document":
        for actor_id in actor_ids:
            sides = [side(doc_id, doc_id, actor_id, voice) for doc_id in doc_ids]
            for a, b in combinations(sides, 2):
                yield _Pair(a, b, actor_id, voice)
        return
    for doc_id in doc_ids:
        if by == "actor":
            sides = [side(f"{doc_id}/{actor_id}", doc_id, actor_id, voice) for actor_id in actor_ids]
            for a, b in combinations(sides, 2):
                yield _Pair(a, b, "", voice)
        else:
            for actor_id in actor_ids:
                a, b = (side(f"{doc_id}/{spoken}", doc_id, actor_id, spoken) for spoken in VOICES[:2])
                yield _Pair(a, b, actor_id, "all")


def _source_pairs(
    documents: pd.DataFrame, framing: pd.DataFrame, voice: str, units: Sequence[str] | None
) -> Iterator[_Pair]:
    sides: dict[str, dict[str, _Side]] = {}
    for source, actor_id, spoken, stories in stories_of(documents, framing):
        if spoken != voice:
            continue
        n_stories = len(stories.figures)
        figures = (
            stories.resample(seed_of(source, actor_id, spoken))
            if n_stories >= RULES.stories_for_range
            else None
        )
        figure = float(stories.figures.mean()) if n_stories else NAN
        sides.setdefault(actor_id, {})[source] = _Side(source, stories.n_sentences, figure, figures)
    for actor_id, by_source in sides.items():
        names = [name for name in units if name in by_source] if units is not None else list(by_source)
        for a, b in combinations(names, 2):
            yield _Pair(by_source[a], by_source[b], actor_id, voice)


def _answers(pairs: Sequence[_Pair]) -> list[tuple[object, ...]]:
    draws = [pair.draws for pair in pairs]
    spreads = [NAN if drawn is None else float(drawn.std(ddof=1)) for drawn in draws]
    deviations = [
        np.abs(drawn - drawn.mean()) / spread
        for drawn, spread in zip(draws, spreads, strict=True)
        if drawn is not None and spread > 0
    ]
    reach = float(np.quantile(np.max(deviations, axis=0), RULES.coverage)) if deviations else NAN
    rows: list[tuple[object, ...]] = []
    for pair, spread in zip(pairs, spreads, strict=True):
        difference = round(pair.a.figure - pair.b.figure, 4)
        has_range = spread > 0
        lower = round(difference - reach * spread, 4) if has_range else NAN
        upper = round(difference + reach * spread, 4) if has_range else NAN
        rows.append(
            (pair.a.unit, pair.b.unit, pair.actor_id, pair.voice, pair.a.n, pair.b.n, difference, lower, upper, _answer(lower, upper))
        )  # fmt: skip
    return rows


def _answer(lower: float, upper: float) -> str:
    if lower > 0 or upper < 0:
        return "differs"
    if lower >= -RULES.similar_within and upper <= RULES.similar_within:
        return "similar"
    return "cannot be told"
