"""What reviews and codes add to other pages: a sentence in the lead, "before review" beside a figure."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

import analysis
from analysis import Result
from dashboard import data, data_review, wording_agreement, wording_review
from dashboard.selection import Selection, link_filters


def lead_sentences(result: Result) -> list[str]:
    """`analysis.describe` with who reviewed how much; and how far coders agree, where two of them coded the same."""
    described = analysis.describe(result)
    reviewed = data.reviewed()
    n, names = data_review.reviewers(reviewed)
    if n:
        n_all = len(reviewed.before.stances)
        described[-1] = wording_review.reviewed_sentence(n, n_all, names, result.scorer)
    agreed = wording_agreement.agreement_sentence(data_review.agreement())
    return [*described, agreed] if agreed else described


def before_after(selection: Selection, after: Mapping[str, Any]) -> str:
    """How many sentences of a figure are reviewed, and how it was before, as a paragraph; "" where nobody reviewed any.

    after: a row of `framing` as the page shows it.
    """
    reviewed = data.reviewed()
    if reviewed.before is reviewed.result:
        return ""
    key = (str(after["doc_id"]), str(after["actor_id"]), str(after["voice"]))
    before = data_review.cell(data.filtered(reviewed.before, selection), *key)
    words = wording_review.before_after_words(
        before, after, data_review.n_reviewed(reviewed, *key, explicit=selection.explicit)
    )
    return f'<p class="fl-numbers">{escape(words)}</p>' if words else ""


def show_link(label: str, choices: Mapping[str, Sequence[str]]) -> None:
    """Draw a link to the page Review under the filters of this page. choices: what it shows there, beside them."""
    st.page_link(
        "app_pages/review.py",
        label=label,
        icon=":material/rate_review:",
        query_params={**link_filters(), **choices},
    )
