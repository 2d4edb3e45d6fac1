"""The table `comparison` as a brief shows it: what has a range, and how much was asked."""

from typing import Any

from analysis.briefing.corpus import MOST_PAIRED, BriefCorpus, rows_of
from analysis.briefing.phrases import IN_VOICE, one_line
from analysis.briefing.records import Comparison, Difference

_ORDER = {"differs": 0, "similar": 1, "cannot be told": 2}
MOST_ROWS = 60


def find_comparison(corpus: BriefCorpus) -> Comparison:
    """The differences that have a range, those that differ first."""
    table = corpus.comparison
    ranged = [row for row in rows_of(table) if row.lower == row.lower]
    ranged.sort(key=lambda row: (_ORDER[row.answer], -abs(row.difference)))
    what = "documents" if corpus.compared_by == "document" else "sources"
    n_differ = sum(row.answer == "differs" for row in ranged)
    note = (
        f"Each pair of {what} about the same actor, each {IN_VOICE[corpus.voice]}: {len(table):,} pairs possible, "
        f"{len(ranged):,} comparable, {n_differ:,} {'differs' if n_differ == 1 else 'differ'}. The ranges hold together at 90%. Whether a "
        "difference is one of stance or of subject the figures do not tell."
    )
    if what == "sources":
        note += f" With more than {MOST_PAIRED} documents only sources are compared."
    if len(ranged) > MOST_ROWS:
        note += f" The first {MOST_ROWS} are shown."
    return Comparison(note, tuple(difference_of(corpus, row) for row in ranged[:MOST_ROWS]))


def difference_of(corpus: BriefCorpus, row: Any) -> Difference:
    """A row of the table, its documents as citations."""
    a, b = (
        f"[{corpus.citations[unit].number}]" if corpus.compared_by == "document" else one_line(unit)
        for unit in (row.unit_a, row.unit_b)
    )
    return Difference(
        a, b, row.actor_id, int(row.n_a), int(row.n_b), float(row.difference), float(row.lower), float(row.upper),
        row.answer,
    )  # fmt: skip
