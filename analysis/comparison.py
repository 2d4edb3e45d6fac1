"""Differences between two documents, sources, actors or voices, with ranges that hold together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import RequestError
from analysis.framing import NAN, RULES, VOICES, Floats, in_voice, redraw, seed_of, stories_of
from analysis.tables import make_table

BY = ("document", "source", "group", "actor", "voice")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: how many sentences, their figure, and its redraws where there are enough."""

    unit: str
    n: int
    figure: float = NAN
    figures: Floats | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and what they are compared on."""

    a: Side
    b: Side
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
    groups: Mapping[str, str] | None = None,
    at_least: int = RULES.sentences_for_range,
) -> pd.DataFrame:
    """The table `comparison`: each pair's difference of figures (a − b), range and answer.

    by: "document", "source" and "group" compare two of them about the same actor
        (unit = their id or name); "actor" two actors and "voice" the author with
        those reported, inside one document (unit = "doc_id/CN", "doc_id/author").
    units: which documents, sources or groups take part, in this order; all by default.
    groups: doc_id → the group it is in, for by="group"; a document that is not
        there is in none. The figure of a group is made as that of a source.
    at_least: sentences on both sides from which a pair has a range, never fewer than three.

    The ranges are simultaneous: they hold together at 90 % (the largest
    studentised deviation over all pairs with a range, from the redraws), so a
    pair's range is wider the more pairs are asked for. Two actors of one
    document are redrawn independently.
    """
    if by not in BY:
        raise RequestError(f'compare: by="{by}" is not known; use one of {", ".join(BY)}.')
    if voice not in VOICES:
        raise RequestError(f'compare: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    if by == "group":
        documents = _grouped(documents, groups)
    is_pooled = by in ("source", "group")
    known = documents["source"].unique() if is_pooled else documents["doc_id"]
    if missing := [unit for unit in units or () if unit not in set(known)]:
        raise RequestError(f'compare: there is no {by} "{missing[0]}"; known are {", ".join(known[:8])}.')

    if is_pooled:
        pairs = list(_source_pairs(documents, framing, voice, units, at_least))
    else:
        doc_ids = list(units) if units is not None else list(documents["doc_id"])
        actor_ids = list(dict.fromkeys(framing["actor_id"]))
        pairs = list(_document_pairs(counted, doc_ids, actor_ids, by, voice, at_least))
    return make_table("comparison", answer_pairs(pairs))


def _grouped(documents: pd.DataFrame, groups: Mapping[str, str] | None) -> pd.DataFrame:
    """The documents that are in a group, with the group where their source stands: it is pooled as one."""
    if groups is None:
        raise RequestError('compare: by="group" needs groups; name the group of each document.')
    inside = documents[documents["doc_id"].isin(set(groups))]
    return inside.assign(source=[groups[doc_id] for doc_id in inside["doc_id"]])


def _document_pairs(
    counted: pd.DataFrame,
    doc_ids: Sequence[str],
    actor_ids: Sequence[str],
    by: str,
    voice: str,
    at_least: int,
) -> Iterator[Pair]:
    groups = {
        (str(doc), str(actor)): rows
        for (doc, actor), rows in counted.groupby(["doc_id", "actor_id"], sort=False)
    }

    def side(unit: str, doc_id: str, actor_id: str, spoken: str) -> Side:
        about = groups.get((doc_id, actor_id))
        rows = None if about is None else in_voice(about, spoken)
        if rows is None or rows.empty:
            return Side(unit, 0)
        figure = float(rows["stance"].mean())
        if len(rows) < max(at_least, RULES.sentences_for_range):
            return Side(unit, len(rows), figure)
        probabilities = rows[["unfavourable", "neutral", "favourable"]].to_numpy(dtype=np.float64)
        drawn = redraw(
            probabilities, rows["paragraph"].to_numpy(dtype=np.int64), seed_of(doc_id, actor_id, spoken)
        )
        return Side(unit, len(rows), figure, drawn.figures)

    if by == "document":
        for actor_id in actor_ids:
            sides = [side(doc_id, doc_id, actor_id, voice) for doc_id in doc_ids]
            for a, b in combinations(sides, 2):
                yield Pair(a, b, actor_id, voice)
        return
    for doc_id in doc_ids:
        if by == "actor":
            sides = [side(f"{doc_id}/{actor_id}", doc_id, actor_id, voice) for actor_id in actor_ids]
            for a, b in combinations(sides, 2):
                yield Pair(a, b, "", voice)
        else:
            for actor_id in actor_ids:
                a, b = (side(f"{doc_id}/{spoken}", doc_id, actor_id, spoken) for spoken in VOICES[:2])
                yield Pair(a, b, actor_id, "all")


def _source_pairs(
    documents: pd.DataFrame, framing: pd.DataFrame, voice: str, units: Sequence[str] | None, at_least: int
) -> Iterator[Pair]:
    sides: dict[str, dict[str, Side]] = {}
    for source, actor_id, spoken, stories in stories_of(documents, framing):
        if spoken != voice:
            continue
        n_stories = len(stories.figures)
        figures = (
            stories.resample(seed_of(source, actor_id, spoken))
            if n_stories >= RULES.stories_for_range and stories.n_sentences >= at_least
            else None
        )
        figure = float(stories.figures.mean()) if n_stories else NAN
        sides.setdefault(actor_id, {})[source] = Side(source, stories.n_sentences, figure, figures)
    for actor_id, by_source in sides.items():
        names = [name for name in units if name in by_source] if units is not None else list(by_source)
        for a, b in combinations(names, 2):
            yield Pair(by_source[a], by_source[b], actor_id, voice)


def answer_pairs(pairs: Sequence[Pair]) -> list[tuple[object, ...]]:
    """The rows of the table `comparison` for these pairs, with ranges that hold together."""
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
