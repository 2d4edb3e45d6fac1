"""Whether blocks that were taken out before analysis would change a verdict."""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.briefing.claims import restored_claim
from analysis.briefing.corpus import rows_of
from analysis.briefing.phrases import signed
from analysis.errors import RequestError
from analysis.ingest import restore
from analysis.pipeline import Result, with_unique_ids
from analysis.tables import COLUMNS, make_table
from analysis.types import Corpus, Document

_KEYS = ["doc_id", "actor_id", "voice"]
_FIGURES = ["n_sentences", "stance", "lower", "upper", "verdict"]


def restore_all(documents: Sequence[Document]) -> Corpus:
    """The documents that have removed blocks, each with all of them back in their places.

    Their ids are those that `analyse` gives to the whole corpus.
    """
    return Corpus(
        tuple(_whole(document) for document in with_unique_ids(documents, set()) if document.removed)
    )


def _whole(document: Document) -> Document:
    for block in document.removed:
        document = restore(document, block.block_id)
    return document


def find_restored(result: Result, restored: Result) -> pd.DataFrame:
    """The table `restored`: each figure of a document as it was analysed, and with its removed blocks put back.

    restored: the result of `restore_all`; documents that are not in `result` are left out.
    Raises RequestError where it was scored by another scorer or other rules.
    """
    if (restored.scorer, restored.rules) != (result.scorer, result.rules):
        raise RequestError(
            f"brief: the documents with their blocks put back were scored by {restored.scorer}, the others by "
            f"{result.scorer}; score both alike."
        )
    joined = result.framing.merge(
        restored.framing[[*_KEYS, *_FIGURES]], on=_KEYS, suffixes=("", "_restored"), validate="one_to_one"
    )
    n_blocks = result.documents.set_index("doc_id")["n_removed"]
    joined["n_blocks"] = joined["doc_id"].map(n_blocks)
    return make_table("restored", {column: joined[column].tolist() for column in COLUMNS["restored"]})


def changed_by_blocks(table: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows of one voice whose verdict is another with the blocks put back."""
    return table[(table["voice"] == voice) & (table["verdict"] != table["verdict_restored"])]


def block_claims(table: pd.DataFrame, doc_id: str, actor_id: str, voice: str) -> Iterator[str]:
    """What the verdict of a document on an actor would be with its blocks put back, where it is another."""
    changed = changed_by_blocks(table, voice)
    found = changed[(changed["doc_id"] == doc_id) & (changed["actor_id"] == actor_id)]
    for row in rows_of(found):
        yield restored_claim(
            row.n_blocks, row.verdict_restored, row.stance_restored, row.lower_restored, row.upper_restored,
            row.n_sentences_restored,
        )  # fmt: skip


def short_change(name: str, verdict: str, stance: float, other: str, other_stance: float) -> str:
    """A change in a list: "China in [2]: favourable (+0.40), then mixed (+0.10)"."""
    return f"{name}: {verdict} ({signed(stance)}), then {other} ({signed(other_stance)})"
