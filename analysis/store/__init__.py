"""Analysed corpora on disk: Parquet in parts, each whole or not at all, read through DuckDB."""

from analysis.store.folder import is_store
from analysis.store.reading import StoredCorpus, open_corpus
from analysis.store.running import Run, score_into

__all__ = ["Run", "StoredCorpus", "is_store", "open_corpus", "score_into"]
