"""What each page pins: its claim, the figures that it was made from, and the sentences that show it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

import analysis
from analysis import PinnedFigure, Result
from dashboard import data_compare, pinned_figures, wording, wording_pins
from dashboard.compared import Compared, Side
from dashboard.overview_rows import Rows
from dashboard.pinning import show_pin_button
from dashboard.selection import Selection

Cells = Mapping[tuple[str, str], Mapping[str, Any]]


def show_cell_pin(
    result: Result, selection: Selection, cells: Mapping[str, Mapping[str, Any]], title: str
) -> None:
    """Pin one document's figure toward one actor. cells: voice → row of `framing`."""
    head = cells[selection.voice]
    name = result.actor_names[head["actor_id"]]
    figures = [
        pinned_figures.document_figure(
            cells[voice], label=wording.VOICE_NAMES[voice], group=name, reference=selection.reference
        )
        for voice in (selection.voice, selection.beside)
    ]
    show_pin_button(
        result,
        selection,
        page="overview",
        kind="figure",
        claim=f"{name} in “{title}”: {head['verdict']}",
        figures=figures,
        evidence=_telling(result, [head["doc_id"]], head["actor_id"], selection.voice, head["verdict"]),
    )


def show_pooled_pin(
    result: Result,
    selection: Selection,
    cell: Mapping[str, Any],
    doc_ids: Sequence[str],
    *,
    page: str,
    by: str,
    label: str,
    claim: str,
) -> None:
    """Pin the figure of a source, or of other documents taken together. cell: row of `groups`. label: what they are."""
    actor_id = cell["actor_id"]
    figure = pinned_figures.group_figure(
        cell,
        label=label,
        group=result.actor_names[actor_id],
        by=by,
        doc_ids=doc_ids,
        reference=selection.reference,
    )
    show_pin_button(
        result,
        selection,
        page=page,
        kind="figure",
        claim=claim,
        figures=[figure],
        evidence=_telling(result, doc_ids, actor_id, selection.voice, cell["verdict"]),
    )


def show_matrix_pin(result: Result, selection: Selection, rows: Rows) -> None:
    """Pin the matrix as it is shown: those of its rows that are on this page."""
    names, reference = result.actor_names, selection.reference
    figures: list[PinnedFigure] = []
    if rows.kind == "source":
        pairs = tuple((doc_id, source) for source in rows.shown for doc_id in rows.documents[source])
        table = data_compare.pooled(result, pairs, selection.voice)
        found = {(row["group"], row["actor_id"]): row for row in table.to_dict("records")}
    else:
        table = result.framing[result.framing["voice"] == selection.voice]
        found = {(row["doc_id"], row["actor_id"]): row for row in table.to_dict("records")}
    for key in rows.shown:
        for actor_id in selection.actors:
            if cell := found.get((key, actor_id)):
                label, name, doc_ids = rows.titles[key], names[actor_id], rows.documents[key]
                figures.append(
                    pinned_figures.group_figure(cell, label=label, group=name, by="source", doc_ids=doc_ids, reference=reference)
                    if rows.kind == "source"
                    else pinned_figures.document_figure(cell, label=label, group=name, reference=reference)
                )  # fmt: skip
    show_pin_button(
        result,
        selection,
        page="overview",
        kind="matrix",
        claim=wording.QUESTION_OVERVIEW if rows.kind == "document" else wording_pins.QUESTION_SOURCES,
        figures=figures,
        n=sum(figure.n for figure in figures),
    )


def show_difference_pin(
    result: Result, selection: Selection, compared: Compared, pairs: Sequence[Mapping[str, Any]], cells: Cells
) -> None:
    """Pin a difference: the first of these pairs that holds, else the first.

    pairs: rows of `comparison`. cells: side and actor → its row of `framing`, or of `groups` where it is pooled.
    """
    if not pairs:
        return
    row = next((pair for pair in pairs if pair["answer"] == "differs"), pairs[0])
    sides = {side.key: side for side in compared.sides}
    a, b = sides[row["unit_a"]], sides[row["unit_b"]]
    names = (_name(a, compared.kind), _name(b, compared.kind))
    is_pooled, is_actors = compared.kind in ("source", "group"), compared.kind == "actor"
    name = "" if is_actors else result.actor_names[row["actor_id"]]
    difference = pinned_figures.difference_figure(
        row,
        group=name,
        by=compared.kind,
        units=a.documents if is_actors else list(sides),
        groups=compared.groups if is_pooled else (),
        actors=[side.actor_id for side in compared.sides] if is_actors else selection.actors,
        reference=selection.reference,
    )
    figures, shown = [], []
    for side in (a, b):
        actor_id = side.actor_id or row["actor_id"]
        if cell := cells.get((side.key, actor_id)):
            figures.append(_side_figure(result, selection, compared.kind, side, cell, name))
            shown.append(_telling(result, side.documents, actor_id, row["voice"], cell["verdict"]))
    quotes = [rows.iloc[[place]] for place in (0, 1) for rows in shown if len(rows) > place]
    claim = wording_pins.difference_claim(row, *names, name)
    show_pin_button(
        result,
        selection,
        page="compare",
        kind="difference",
        claim=wording_pins.inside_claim(a.byline, claim) if is_actors else claim,
        figures=[*figures, difference],
        evidence=pd.concat(quotes) if quotes else None,
        n=difference.n,
    )


def show_sentence_pin(result: Result, selection: Selection, row: pd.DataFrame, title: str) -> None:
    """Pin one sentence. row: the one row of the table `evidence` that is open. title: of its document."""
    one: dict[str, Any] = {str(column): value for column, value in row.iloc[0].to_dict().items()}
    name = result.actor_names[one["actor_id"]]
    show_pin_button(
        result,
        selection,
        page="evidence",
        kind="sentence",
        claim=f"One sentence of “{title}” on {wording.in_prose(name)}: {one['label']}",
        figures=[pinned_figures.sentence_figure(one, label=name, group="")],
        evidence=row,
    )


def _name(side: Side, kind: str) -> str:
    return (
        f"“{side.title}”"
        if kind == "document"
        else wording.in_prose(side.name)
        if kind == "actor"
        else side.name
    )


def _side_figure(
    result: Result, selection: Selection, kind: str, side: Side, cell: Mapping[str, Any], name: str
) -> PinnedFigure:
    reference = selection.reference
    if kind in ("source", "group"):
        return pinned_figures.group_figure(
            cell, label=side.name, group=name, by=kind, doc_ids=side.documents, reference=reference
        )
    return pinned_figures.document_figure(cell, label=side.title, group=name, reference=reference)


def _telling(result: Result, doc_ids: Sequence[str], actor_id: str, voice: str, verdict: str) -> pd.DataFrame:
    """The sentences that show a verdict: the clearest of its side first, one of each side where it has none."""
    only = doc_ids[0] if len(doc_ids) == 1 else None
    rows = analysis.evidence(result, only, actor_id, voice=voice)
    if only is None:
        rows = rows[rows["doc_id"].isin(set(doc_ids))]
    if verdict.endswith("favourable"):
        side = "unfavourable" if "unfavourable" in verdict else "favourable"
        return pd.concat([rows[rows["label"] == side], rows[rows["label"] != side]])
    first = pd.concat([rows[rows["label"] == label].head(1) for label in ("favourable", "unfavourable")])
    return pd.concat([first, rows.drop(first.index)])
