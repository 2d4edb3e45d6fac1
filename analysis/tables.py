"""The columns of every table, in one place. Another column means changing this list.

Text is never missing ("" where there is none, "unknown" where nobody told); a
figure without evidence is NaN, never 0; `stances` has no NaN.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "doc_id": "str", "title": "str", "source": "str", "country": "str", "control": "str",
        "genre": "str", "author": "str", "address": "str", "published": "str",
        "published_precision": "str", "language": "str", "translated": "str", "complete": "str",
        "status": "str", "notes": "str", "group_id": "str", "format": "str", "path": "str",
        "n_chars": "int", "n_sentences": "int", "n_removed": "int", "sha256": "str",
    },
    "removed": {
        "doc_id": "str", "block_id": "str", "start": "int", "end": "int", "text": "str", "reason": "str",
    },
    "sentences": {
        "doc_id": "str", "sentence_id": "int", "paragraph": "int", "start": "int", "end": "int",
        "text": "str", "is_heading": "bool", "polarity": "float", "subjectivity": "float",
    },
    "mentions": {
        "doc_id": "str", "sentence_id": "int", "actor_id": "str", "start": "int", "end": "int",
        "text": "str", "kind": "str",
    },
    "stances": {
        "doc_id": "str", "sentence_id": "int", "actor_id": "str", "unfavourable": "float",
        "neutral": "float", "favourable": "float", "stance": "float", "label": "str",
        "uncertain": "bool", "voice": "str", "holder": "str", "holder_type": "str",
        "n_mentions": "int", "explicit": "bool",
    },
    "titles": {
        "doc_id": "str", "actor_id": "str", "text": "str", "unfavourable": "float", "neutral": "float",
        "favourable": "float", "stance": "float", "label": "str", "uncertain": "bool",
    },
    "framing": {
        "doc_id": "str", "actor_id": "str", "voice": "str", "n_sentences": "int", "n_mentions": "int",
        "n_favourable": "int", "n_neutral": "int", "n_unfavourable": "int", "n_uncertain": "int",
        "stance": "float", "lower": "float", "upper": "float", "verdict": "str", "stability": "float",
        "tone": "float", "subjectivity": "float",
    },
    "source_framing": {
        "source": "str", "actor_id": "str", "voice": "str", "n_documents": "int", "n_stories": "int",
        "n_sentences": "int", "stance": "float", "lower": "float", "upper": "float", "verdict": "str",
    },
    "comparison": {
        "unit_a": "str", "unit_b": "str", "actor_id": "str", "voice": "str", "n_a": "int", "n_b": "int",
        "difference": "float", "lower": "float", "upper": "float", "answer": "str",
    },
    "speakers": {
        "holder": "str", "holder_type": "str", "actor_id": "str", "n_documents": "int", "n_sentences": "int",
        "n_favourable": "int", "n_neutral": "int", "n_unfavourable": "int", "n_uncertain": "int",
        "stance": "float", "lower": "float", "upper": "float", "verdict": "str",
    },
    "sensitivity": {
        "change": "str", "what": "str", "n_sentences": "int", "stance": "float", "verdict": "str",
    },
    "evidence": {
        "doc_id": "str", "sentence_id": "int", "actor_id": "str", "paragraph": "int", "start": "int",
        "end": "int", "text": "str", "is_heading": "bool", "unfavourable": "float", "neutral": "float",
        "favourable": "float", "stance": "float", "label": "str", "uncertain": "bool", "voice": "str",
        "holder": "str", "holder_type": "str", "explicit": "bool", "polarity": "float",
        "subjectivity": "float",
    },
    "groups": {
        "group": "str", "actor_id": "str", "voice": "str", "n_documents": "int", "n_stories": "int",
        "n_sentences": "int", "n_favourable": "int", "n_unfavourable": "int", "stance": "float",
        "lower": "float", "upper": "float", "verdict": "str",
    },
    "keywords": {
        "side": "str", "word": "str", "n_sentences": "int", "n_rest": "int", "n_documents": "int",
        "log_odds": "float", "z": "float", "answer": "str",
    },
    "attributions": {
        "doc_id": "str", "sentence_id": "int", "start": "int", "end": "int", "text": "str", "holder": "str",
        "holder_type": "str", "kind": "str",
    },
    "reviews": {
        "doc_id": "str", "sentence_id": "int", "actor_id": "str", "reviewer": "str", "at": "str",
        "action": "str", "label": "str", "voice": "str", "holder": "str", "moved_to": "str",
        "machine_label": "str", "machine_voice": "str", "machine_holder": "str", "note": "str",
        "stands": "bool",
    },
    "reviewed": {
        "doc_id": "str", "actor_id": "str", "voice": "str", "n_reviewed": "int", "n_changed": "int",
    },
    "tags": {
        "doc_id": "str", "actor_id": "str", "tag": "str", "n_sentences": "int", "n_author": "int",
        "n_reported": "int", "n_people": "int",
    },
    "alphas": {
        "between": "str", "what": "str", "actor_id": "str", "n_items": "int", "n_codes": "int",
        "alpha": "float", "lower": "float", "upper": "float", "band": "str",
    },
    "classes": {
        "what": "str", "label": "str", "n": "int", "n_machine": "int", "precision": "float",
        "recall": "float", "f1": "float",
    },
    "errors": {
        "actor_id": "str", "n_items": "int", "coded": "float", "machine": "float", "error": "float",
        "lower": "float", "upper": "float",
    },
    "words": {"start": "int", "end": "int", "text": "str", "moved": "float"},
    "restored": {
        "doc_id": "str", "actor_id": "str", "voice": "str", "n_blocks": "int", "n_sentences": "int",
        "stance": "float", "verdict": "str", "n_sentences_restored": "int", "stance_restored": "float",
        "lower_restored": "float", "upper_restored": "float", "verdict_restored": "str",
    },
    "judgements": {
        "number": "int", "key": "str", "claim": "str", "is_drafted": "bool", "measure": "str",
        "actor_id": "str", "voice": "str", "value": "float", "lower": "float", "upper": "float",
        "verdict": "str", "stability": "float", "counts": "str", "confidence": "str", "reasons": "str",
        "citations": "str",
    },
}  # fmt: skip

_DTYPES = {"str": "str", "int": "int64", "float": "float64", "bool": "bool"}


def make_table(name: str, rows: Sequence[Sequence[Any]] | Mapping[str, Any]) -> pd.DataFrame:
    """A table with exactly the promised columns, order and types.

    rows: one sequence a row in the order of the columns, or columns by name
        (more than promised are dropped, a missing one is an error of ours).
    """
    columns = COLUMNS[name]
    if isinstance(rows, Mapping):
        table = pd.DataFrame({column: rows[column] for column in columns})
    else:
        table = pd.DataFrame(list(rows), columns=list(columns))
    table = table.astype({column: _DTYPES[kind] for column, kind in columns.items()})
    check_table(name, table)
    return table.reset_index(drop=True)


def check_table(name: str, table: pd.DataFrame) -> None:
    """Raise AssertionError where a table breaks its promise: columns, missing text, NaN in stances."""
    columns = COLUMNS[name]
    if list(table.columns) != list(columns):
        raise AssertionError(f"{name}: columns {list(table.columns)}, promised {list(columns)}")
    for column, kind in columns.items():
        if kind == "str" and not _is_text(table[column]):
            raise AssertionError(f"{name}.{column}: text is missing")
    if name in ("stances", "titles") and table.isna().any(axis=None):
        raise AssertionError(f"{name}: a figure is missing")


def _is_text(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.StringDtype):
        return not column.hasnans
    return bool(column.map(lambda value: isinstance(value, str)).all())


def join_tables(name: str, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of tables of one name below each other; none give the empty table."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else make_table(name, [])


def neutralise_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """A copy for CSV in which no cell of text starts a formula: = + - @ and control signs get a ' before them.

    Source: OWASP, "CSV injection".
    """
    safe = table.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_bool_dtype(safe[column]):
            safe[column] = safe[column].map(
                lambda cell: f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
            )
    return safe
