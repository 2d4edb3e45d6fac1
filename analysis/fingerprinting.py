"""What tells one analysed corpus from another, in twelve signs."""

import hashlib
import json

from analysis.pipeline import Tables

LENGTH = 12
"""Hexadecimal signs: enough that two corpora of one analyst never share one, few enough to read aloud."""
_COLUMNS = ["doc_id", "sha256", "status", "n_chars", "n_sentences", "n_removed"]


def fingerprint(result: Tables) -> str:
    """The fingerprint of a corpus: the same documents, scored in the same way, have the same one in any order.

    It stands for each document's id, the sha256 of its file and the size of its
    text after cleaning (so that a block that is put back counts), for the scorer,
    the rules of verdicts and the actors' ids and names. It does not stand for what is
    known about a document (title, source, date), nor for a person's reviews.
    It is a name, not a proof: it protects against mistakes, not against forgery.
    """
    table = result.documents[_COLUMNS]
    rows = sorted(zip(*(table[column].tolist() for column in _COLUMNS), strict=True))
    about = [rows, result.scorer, result.rules, sorted(result.actor_names.items())]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:LENGTH]
