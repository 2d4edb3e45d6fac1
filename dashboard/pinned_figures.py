"""Rows of the tables → figures as they are pinned, each with the place where it is found again."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis import PinnedFigure
from dashboard import wording


def document_figure(
    cell: Mapping[str, Any], *, label: str, group: str, reference: str = "all"
) -> PinnedFigure:
    """A row of `framing`. label: what it is called in the view; group: what it stands under."""
    return _figure(
        cell,
        table="framing",
        unit=cell["doc_id"],
        voice=cell["voice"],
        label=label,
        group=group,
        reference=reference,
    )


def group_figure(
    cell: Mapping[str, Any], *, label: str, group: str, by: str, doc_ids: Sequence[str], reference: str = "all"
) -> PinnedFigure:  # fmt: skip
    """A row of `groups`: documents that were pooled. by: "source" or "group". doc_ids: all documents of it."""
    return _figure(
        cell,
        table="groups",
        unit=cell["group"],
        voice=cell["voice"],
        by=by,
        units=tuple(doc_ids),
        label=label,
        group=group,
        reference=reference,
    )


def speaker_figure(
    cell: Mapping[str, Any], *, label: str, group: str, doc_ids: Sequence[str], pooled: bool, reference: str = "all"
) -> PinnedFigure:  # fmt: skip
    """A row of `speakers`. doc_ids: the documents it is over. pooled: as the table was asked for."""
    return _figure(
        cell,
        table="speakers",
        unit=cell["holder"],
        voice="author" if cell["holder"] == "author" else "reported",
        by="pooled" if pooled else "single",
        units=tuple(doc_ids),
        label=label,
        group=group,
        reference=reference,
    )


def difference_figure(
    row: Mapping[str, Any], *, group: str, by: str, units: Sequence[str], groups: Sequence[tuple[str, str]],
    actors: Sequence[str], reference: str = "all",
) -> PinnedFigure:  # fmt: skip
    """A row of `comparison`. group: the actor's name. by, units, groups, actors: as it was asked for."""
    return PinnedFigure(
        label="Difference",
        group=group,
        table="comparison",
        unit=row["unit_a"],
        unit_b=row["unit_b"],
        by=by,
        units=tuple(units),
        groups=tuple(groups),
        actors=tuple(actors),
        reference=reference,
        actor_id=row["actor_id"],
        voice=row["voice"],
        n=int(row["n_a"]) + int(row["n_b"]),
        value=_number(row["difference"]),
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        verdict=row["answer"],
        counts=f"{row['n_a']} and {row['n_b']} sentences",
    )


def sentence_figure(row: Mapping[str, Any], *, label: str, group: str) -> PinnedFigure:
    """A row of `evidence`: one sentence's stance."""
    return PinnedFigure(
        label=label,
        group=group,
        table="evidence",
        unit=row["doc_id"],
        unit_b=row["text"],
        by="",
        units=(),
        groups=(),
        actors=(),
        reference="all",
        actor_id=row["actor_id"],
        voice=row["voice"],
        n=1,
        value=_number(row["stance"]),
        lower=None,
        upper=None,
        verdict=row["label"],
        counts="1 sentence",
    )


def _figure(
    cell: Mapping[str, Any],
    *,
    table: str,
    unit: str,
    voice: str,
    label: str,
    group: str,
    reference: str,
    by: str = "",
    units: tuple[str, ...] = (),
) -> PinnedFigure:
    n = int(cell["n_sentences"])
    return PinnedFigure(
        label=label,
        group=group,
        table=table,
        unit=unit,
        unit_b="",
        by=by,
        units=units,
        groups=(),
        actors=(),
        reference=reference,
        actor_id=cell["actor_id"],
        voice=voice,
        n=n,
        value=_number(cell["stance"]),
        lower=_number(cell["lower"]),
        upper=_number(cell["upper"]),
        verdict=cell["verdict"],
        counts=wording.count_line(cell) or wording.NOTHING_SAID,
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
