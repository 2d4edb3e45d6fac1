"""Agreement of coders, and of the machine with them, as tables; and in one sentence."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.review import CODERS, MACHINE, SETTLED, CodingAgreement
from dashboard import wording_agreement as words
from dashboard import wording_coding


def show_agreement(told: CodingAgreement, names: Mapping[str, str]) -> None:
    """Draw every figure. names: of the actors."""
    st.html(
        f'<p class="fl-claim">{escape(words.agreement_sentence(told) or words.one_coder(told))}</p>'
        f'<p class="fl-numbers">{escape(words.counts_sentence(told))}</p>'
        f'<p class="fl-note">{escape(wording_coding.AGREE_NOTE)}</p>'
    )
    is_machine = told.alphas["between"].str.startswith(f"{MACHINE} / ")
    st.html(
        _alphas("People with each other", told.alphas[~is_machine], names, has_band=True)
        + _alphas("The machine with people", told.alphas[is_machine], names, has_band=False)
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_classes(told.classes))
    with right:
        st.html(_errors(told.errors, names))


def _alphas(head: str, table: pd.DataFrame, names: Mapping[str, str], *, has_band: bool) -> str:
    """A row for each pairing and what it is about, a column for each actor."""
    table = table[table["n_items"] > 0]
    if table.empty:
        return ""
    actors = list(dict.fromkeys(table["actor_id"]))
    lines = []
    for (between, what), rows in table.groupby(["between", "what"], sort=False):
        told = {row["actor_id"]: row for row in rows.to_dict("records")}
        cells = "".join(_alpha(told.get(actor_id), has_band=has_band) for actor_id in actors)
        pair = words.pairing(str(between), CODERS, f"{MACHINE} / {SETTLED}")
        lines.append(f'<tr><th scope="row">{escape(pair)}, {what}</th>{cells}</tr>')
    heads = "".join(
        f'<th class="fl-n">{escape(names.get(actor_id, actor_id) or "All actors")}</th>'
        for actor_id in actors
    )
    return (
        f'<p class="fl-reason">{head}</p><div class="fl-wide"><table class="fl-table fl-alphas"><thead><tr><th>Alpha</th>'
        f"{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _alpha(row: Mapping[str, Any] | None, *, has_band: bool) -> str:
    """A cell: the figure, below it its range and n, and the band of people where there is a range."""
    if row is None:
        return "<td></td>"
    has_range = row["lower"] == row["lower"]
    under = f"{words.range_of(row)} · n {row['n_items']}" if has_range else f"n {row['n_items']}"
    band = f"<br><i>{escape(row['band'])}</i>" if has_band and has_range else ""
    return f'<td class="fl-n"><b>{wording_coding.number(row["alpha"])}</b>{band}<br><small>{escape(under)}</small></td>'


def _classes(table: pd.DataFrame) -> str:
    table = table[(table["n"] > 0) | (table["n_machine"] > 0)]
    lines = "".join(
        f'<tr><td>{row["what"]}</td><td>{escape(row["label"])}</td><td class="fl-n">{row["n"]}</td>'
        + "".join(f'<td class="fl-n">{wording_coding.number(row[name])}</td>' for name in ("precision", "recall", "f1"))
        + "</tr>"
        for row in table.to_dict("records")
    )  # fmt: skip
    return (
        '<p class="fl-reason">How often the machine is right on what is settled</p><table class="fl-table"><thead><tr>'
        '<th>What</th><th>Label</th><th class="fl-n">n</th><th class="fl-n">Precision</th><th class="fl-n">Recall</th>'
        f'<th class="fl-n">F1</th></tr></thead><tbody>{lines}</tbody></table><p class="fl-note">{escape(words.CLASSES_NOTE)}</p>'
    )


def _errors(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    lines = "".join(f"<li>{escape(wording_coding.error_words(row, names))}</li>" for row in table.to_dict("records"))  # fmt: skip
    return (
        '<p class="fl-reason">Does it read one actor too harshly?</p>'
        f'<ul class="fl-list">{lines}</ul><p class="fl-note">{escape(words.ERRORS_NOTE)}</p>'
    )
