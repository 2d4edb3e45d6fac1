"""Under what another verdict would stand: another voice, a paragraph left out, removed blocks put back."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.briefing import claims
from analysis.briefing.corpus import BriefCorpus, rows_of
from analysis.briefing.records import Cell
from analysis.briefing.restoring import block_claims
from analysis.sensitivity import find_sensitivity

MOST_PARAGRAPHS = 3
"""Paragraphs that are named where leaving one out changes a verdict: those that move the figure most."""


def find_otherwise(corpus: BriefCorpus, cell: Cell) -> Iterator[str]:
    """For a document: voices, paragraphs and removed blocks, each with the other verdict and its figure."""
    rows = find_sensitivity(corpus.counted, doc_id=cell.doc_id, actor_id=cell.actor_id, voice=cell.voice)
    changes = rows_of(rows)[1:]
    voices = [row for row in changes if row.change == "voice"]
    paragraphs = [row for row in changes if row.change != "voice"]
    paragraphs.sort(key=lambda row: -abs(row.stance - cell.stance))
    for row in [*voices, *sorted(paragraphs[:MOST_PARAGRAPHS], key=lambda row: int(row.what))]:
        yield claims.otherwise_claim(row.change, row.what, row.n_sentences, row.stance, row.verdict)
    if (n_more := len(paragraphs) - MOST_PARAGRAPHS) > 0:
        more = "One more paragraph" if n_more == 1 else f"{n_more} more paragraphs"
        yield f"{more}, each left out alone, would change it."
    if corpus.restored is not None:
        yield from block_claims(corpus.restored, cell.doc_id, cell.actor_id, cell.voice)


def find_source_otherwise(rows: pd.DataFrame, voice: str) -> Iterator[str]:
    """For a source: the voices under which its verdict is another. rows: of `source_framing`, about one actor."""
    verdicts = dict(zip(rows["voice"], rows["verdict"], strict=True))
    for row in rows_of(rows):
        if row.voice != voice and row.verdict != verdicts[voice] and row.lower == row.lower:
            yield claims.otherwise_claim(
                "voice", row.voice, int(row.n_sentences), float(row.stance), row.verdict
            )


def find_difference_otherwise(corpus: BriefCorpus, difference: Any) -> Iterator[str]:
    """For a difference: the voices under which its answer is another and has a range."""
    keys = ["unit_a", "unit_b", "actor_id"]
    wanted = tuple(getattr(difference, key) for key in keys)
    for voice, table in corpus.other_comparisons.items():
        for other in rows_of(table):
            if tuple(getattr(other, key) for key in keys) != wanted:
                continue
            if other.lower == other.lower and other.answer != difference.answer:
                yield claims.answer_claim(
                    voice, float(other.difference), float(other.lower), float(other.upper), other.answer
                )
