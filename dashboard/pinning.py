"""The button “Pin this view”: what a view shows, kept in the workspace as it was shown."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pandas as pd
import streamlit as st

import analysis
from analysis import FramelensError, Pin, PinnedFigure, PinnedSentence, Result
from dashboard import address, data, data_pins, wording, wording_pins
from dashboard.literal import literal
from dashboard.selection import Selection, rows_of, used_words
from dashboard.wording_holders import OTHERS

KEPT_SENTENCES = 4
"""Sentences of evidence that a pin keeps: two are shown, the others stand in the notes."""
_WRONG = "_pin-wrong"


def show_pin_button(
    result: Result,
    selection: Selection,
    *,
    page: str,
    kind: str,
    claim: str,
    figures: Sequence[PinnedFigure],
    evidence: pd.DataFrame | None = None,
    n: int | None = None,
) -> None:
    """Draw the button that pins what a view shows; where it is pinned already, the button says so.

    page: the file of the page ("overview"). kind: "figure", "difference", "matrix" or "sentence".
    claim: the view in one sentence. figures: the rows that it was made from, see `pinned_figures`,
        the one that the claim is about first. evidence: rows of the table `evidence`, the most telling
        first; the first two are presented. n: the sentences that are counted; those of the first figure if None.
    """
    pin = _make_pin(
        result,
        selection,
        page=page,
        kind=kind,
        claim=claim,
        figures=figures,
        evidence=evidence,
        n=n,
    )
    place = _place_of(pin)
    if place:
        st.button(wording_pins.pinned_words(place), key="pin", icon=":material/check:", disabled=True)
    else:
        st.button(
            wording_pins.PIN,
            key="pin",
            icon=":material/push_pin:",
            help=wording_pins.PIN_HELP,
            on_click=_keep,
            args=(pin,),
        )
    if wrong := st.session_state.pop(_WRONG, ""):
        st.error(literal(wrong))


def _place_of(pin: Pin) -> int:
    """The place among the pins of a view that shows the same, from 1; 0 where there is none."""
    same = (place for place, other in enumerate(data_pins.pins(), start=1) if _shows(other) == _shows(pin))
    return next(same, 0)


def _shows(pin: Pin) -> tuple[object, ...]:
    return (pin.page, pin.drafted, pin.figures, pin.filters, pin.fingerprint)


def _keep(pin: Pin) -> None:
    """Pin the view with the address that it has now, behind the others."""
    kept = data.workspace()
    order = max((other.order for other in kept.pins()), default=0) + 1
    try:
        kept.put_pins(
            [
                replace(
                    pin,
                    pin_id=secrets.token_hex(6),
                    address=address.shown_address(),
                    order=order,
                    at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
            ]
        )
    except FramelensError as error:
        st.session_state[_WRONG] = str(error)


def _make_pin(
    result: Result, selection: Selection, *, page: str, kind: str, claim: str, figures: Sequence[PinnedFigure],
    evidence: pd.DataFrame | None, n: int | None,
) -> Pin:  # fmt: skip
    corpus = data.current_result()
    n_counted = n if n is not None else (figures[0].n if figures else 0)
    return Pin(
        pin_id="",
        page=page,
        address={},
        kind=kind,
        claim=claim,
        drafted=claim,
        figures=tuple(figures),
        evidence=tuple(_quote(result, evidence)),
        filters=used_words(replace(selection, voice=""), result).removeprefix("Filters used: ").rstrip("."),
        voice=selection.voice,
        scoring=wording_pins.scoring_words(_count_reviewed(figures), n_counted),
        n=n_counted,
        fingerprint=data_pins.current_fingerprint(),
        n_documents=len(corpus.documents),
        scorer=corpus.scorer,
        rules=corpus.rules,
        version=analysis.__version__,
        order=0,
        note="",
        at="",
    )


def _count_reviewed(figures: Sequence[PinnedFigure]) -> int:
    """How many of the judgements that these figures count a person reviewed; those of one voice beside it do not count."""
    rows = data_pins.reviewed_rows()
    if rows.empty or not figures:
        return 0
    counted = [one for one in figures if one.table != "comparison" and one.voice == figures[0].voice]
    found = pd.concat([_rows_behind(rows, figure) for figure in counted])
    return len(found.drop_duplicates(["doc_id", "sentence_id", "actor_id"]))


def _rows_behind(rows: pd.DataFrame, figure: PinnedFigure) -> pd.DataFrame:
    """The rows of `stances` that a figure counts."""
    rows = rows[rows["actor_id"] == figure.actor_id]
    if figure.voice != "all":
        rows = rows[rows["voice"] == figure.voice]
    if figure.reference != "all":
        rows = rows[rows["explicit"] == (figure.reference == "named")]
    if figure.table in ("framing", "evidence"):
        rows = rows[rows["doc_id"] == figure.unit]
        return rows if figure.table == "framing" else rows[rows["text"] == figure.unit_b]
    rows = rows[rows["doc_id"].isin(set(figure.units))]
    if figure.table == "speakers" and figure.voice == "reported":
        holders = rows["holder"]
        is_it = holders == figure.unit
        if figure.unit == OTHERS:
            is_it = ~holders.isin(list(data.current_result().actor_names))
        rows = rows[is_it]
    return rows


def _quote(result: Result, evidence: pd.DataFrame | None) -> list[PinnedSentence]:
    if evidence is None or evidence.empty:
        return []
    rows = {row["doc_id"]: row for row in rows_of(result)}
    quoted = []
    for row in evidence.head(KEPT_SENTENCES).to_dict("records"):
        document = rows[row["doc_id"]]
        citation = analysis.cite_documents([document])[0]
        quoted.append(
            PinnedSentence(
                text=row["text"],
                cited=f"“{wording.title_of(document)}”, {wording.byline_of(document)}, paragraph {row['paragraph'] + 1}",
                source=", ".join(citation.parts),
                actor_id=row["actor_id"],
                label=row["label"],
                uncertain=bool(row["uncertain"]),
                stance=float(row["stance"]),
                voice=row["voice"],
                holder=row["holder"] if row["voice"] == "reported" else "",
            )
        )
    return quoted


def since_pinned(pin: Pin) -> list[str]:
    """What became of each figure of a pin since, in words; empty where all are as they were."""
    result = data.current_result()

    @cache
    def counted(reference: str) -> Result:
        explicit = {"named": True, "referred": False}.get(reference)
        if explicit is None:
            return result
        return data.narrowed(result, list(result.documents["doc_id"]), explicit=explicit)

    told = (
        wording_pins.since_words(figure, data_pins.recheck(counted(figure.reference), figure))
        for figure in pin.figures
    )
    return [sentence for sentence in told if sentence]
