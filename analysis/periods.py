"""Groups of documents, such as those of a month: their framing, and one period against another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.comparison import Pair, Side, answer_pairs
from analysis.errors import RequestError
from analysis.framing import RULES, VOICES, Stories, pool_stories, seed_of, stories_of
from analysis.pipeline import Tables
from analysis.tables import make_table
from analysis.types import UNKNOWN

By = Literal["month", "year"]

MONTHS_UNTIL = 24
"""Months from the first to the last date up to which periods are months; beyond, years."""

_CUT = {"month": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Periods:
    """When documents were published, in months or years.

    names: every period from the first to the last, also those without a
    document. of: doc_id → period. n_undated: documents without a date; n_coarse:
    those that tell their year only, where periods are months.
    """

    by: By
    names: tuple[str, ...]
    of: Mapping[str, str]
    n_undated: int = 0
    n_coarse: int = 0


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """How much more favourable an actor is framed later than earlier, by the same sources.

    sources: those that speak of the actor in both periods; counted: those of
    them with enough stories in each. difference: the mean over the counted
    sources of later − earlier, each with the same weight; NaN where there are
    none. n_earlier, n_later: sentences of the counted sources, or of all
    in both where none is counted. answer: as in the table `comparison`.
    """

    earlier: str
    later: str
    sources: tuple[str, ...]
    counted: tuple[str, ...]
    n_earlier: int
    n_later: int
    difference: float
    lower: float
    upper: float
    answer: str


def find_periods(result: Tables, doc_ids: Collection[str] | None = None, *, by: By | None = None) -> Periods:
    """The period of each document. by: months where the dates span no more than two years, else years, if None.

    doc_ids: the documents that count; all if None.
    """
    documents = result.documents
    if doc_ids is not None:
        documents = documents[documents["doc_id"].isin(set(doc_ids))]
    told = [
        (str(doc_id), str(published))
        for doc_id, published in zip(documents["doc_id"], documents["published"], strict=True)
        if published != UNKNOWN
    ]
    n_undated = len(documents) - len(told)
    spans = [_number(day[:7]) for _, day in told if len(day) >= _CUT["month"]]
    if by is None:
        has_months = len(spans) > 0 and len(spans) >= len(told) / 2
        by = "month" if has_months and max(spans) - min(spans) < MONTHS_UNTIL else "year"
    of = {doc_id: day[: _CUT[by]] for doc_id, day in told if len(day) >= _CUT[by]}
    return Periods(by, _from_first_to_last(of.values()), of, n_undated, len(told) - len(of))


def frame_groups(
    result: Tables, groups: Mapping[str, str], actor_id: str, *, voice: str = "author"
) -> pd.DataFrame:
    """The table `groups`: an actor in each group of documents, by the rules of a source.

    groups: doc_id → group; a document that is not in it is in none. A group
    in which nothing is said of the actor has no row.
    """
    stories = _stories(result, groups, actor_id, voice)
    return make_table(
        "groups",
        [
            (
                group, actor_id, voice, told.n_documents, len(told.figures), told.n_sentences,
                told.n_favourable, told.n_unfavourable, *pool_stories(told, seed_of(_unlike_an_id(group), actor_id)),
            )
            for group, told in stories.items()
        ],
    )  # fmt: skip


def compare_periods(
    result: Tables,
    groups: Mapping[str, str],
    actor_id: str,
    *,
    earlier: str,
    later: str,
    voice: str = "author",
) -> PeriodChange:
    """What the same sources changed between two periods. groups: doc_id → period, as in `Periods.of`.

    A source counts with three stories in each period, as it needs them for a
    range; so a new outlet, or one that fell silent, is no change. The range is
    the middle of redrawn differences, in which the stories of each source and
    period are resampled.
    Raises RequestError for two periods that are one, or that no document has.
    """
    if missing := [period for period in (earlier, later) if period not in set(groups.values())]:
        raise RequestError(f'compare_periods: no document is of "{missing[0]}"; choose another period.')
    if earlier == later:
        raise RequestError(f'compare_periods: "{later}" cannot be compared with itself; choose another.')
    known = result.documents[result.documents["source"] != UNKNOWN]
    source_of = dict(zip(known["doc_id"], known["source"], strict=True))
    told = {}
    for period in (earlier, later):
        of_period = [doc_id for doc_id, of in groups.items() if of == period and doc_id in source_of]
        told[period] = _stories(result, {doc_id: source_of[doc_id] for doc_id in of_period}, actor_id, voice)
    sources = tuple(sorted(set(told[earlier]) & set(told[later])))
    counted = tuple(
        source
        for source in sources
        if all(len(told[period][source].figures) >= RULES.stories_for_range for period in told)
    )
    before, after = (
        _side(told[period], counted or sources, period, actor_id, bool(counted)) for period in told
    )
    *_, difference, lower, upper, answer = answer_pairs([Pair(after, before, actor_id, voice)])[0]
    return PeriodChange(
        earlier, later, sources, counted, before.n, after.n,
        float(str(difference)), float(str(lower)), float(str(upper)), str(answer),
    )  # fmt: skip


def _side(
    told: Mapping[str, Stories], sources: Sequence[str], period: str, actor_id: str, has_figure: bool
) -> Side:
    n = sum(told[source].n_sentences for source in sources)
    if not has_figure:
        return Side(period, n)
    figure = float(np.mean([told[source].figures.mean() for source in sources]))
    draws = [told[source].resample(seed_of(source, actor_id, _unlike_an_id(period))) for source in sources]
    return Side(period, n, figure, np.mean(draws, axis=0))


def _stories(result: Tables, groups: Mapping[str, str], actor_id: str, voice: str) -> dict[str, Stories]:
    """The stories of each group that says something of the actor in this voice."""
    if voice not in VOICES:
        raise RequestError(f'voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    documents, framing = result.documents, result.framing
    inside = documents[documents["doc_id"].isin(set(groups))]
    inside = inside.assign(source=[groups[doc_id] for doc_id in inside["doc_id"]])
    rows = framing[(framing["actor_id"] == actor_id) & (framing["voice"] == voice)]
    return {group: stories for group, _, _, stories in stories_of(inside, rows) if len(stories.figures)}


def _unlike_an_id(group: str) -> str:
    """A group's name for a seed, which takes "2023-01" and "2023-02" for equal texts' ids and so for one."""
    return f"{group}."


def _number(month: str) -> int:
    """How many months "2023-10" is from the year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _from_first_to_last(found: Collection[str]) -> tuple[str, ...]:
    if not found:
        return ()
    first, last = min(found), max(found)
    if len(first) == _CUT["year"]:
        return tuple(f"{year:04d}" for year in range(int(first), int(last) + 1))
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(_number(first), _number(last) + 1))
