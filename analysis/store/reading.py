"""A stored corpus, read as it is asked for: the tables of a `Result`, through DuckDB."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.batch import TABLES
from analysis.errors import RequestError, StoreError
from analysis.pipeline import Result
from analysis.store import schema
from analysis.store.folder import PARTS, Manifest, read_inputs, read_manifest
from analysis.store.parts import make_document
from analysis.tables import COLUMNS, make_table
from analysis.types import Corpus, Document, Failure

Where = Mapping[str, Any]


def open_corpus(path: str | Path) -> "StoredCorpus":
    """The corpus in a folder that `framelens score … --store` wrote. Nothing is read but its manifest.

    Raises StoreError where the folder is no store, is damaged, or is one of a newer Framelens.
    """
    folder = Path(path)
    return StoredCorpus(folder, read_manifest(folder))


class StoredCorpus:
    """The tables of a `Result`, each read whole where its name is used, in part by `query`.

    It keeps the connection to DuckDB and what was read whole. What a run
    writes after it was opened is not seen; open it again.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        import duckdb  # half a second, for those alone who open a store

        self.path, self.manifest = path, manifest
        self._lock = threading.RLock()
        # Parquet is built in; nothing is to be fetched from the network.
        self._connection = duckdb.connect(
            ":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        )

    def __len__(self) -> int:
        """How many documents there are."""
        return sum(part.n_documents for part in self.manifest.parts)

    @property
    def actor_names(self) -> dict[str, str]:
        """The actors of the run that wrote last."""
        return dict(self.manifest.actor_names)

    @property
    def scorer(self) -> str:
        """Who scored; several names where parts differ."""
        return self._made_with("scorer")

    @property
    def rules(self) -> str:
        """The version of the rules of verdicts; several where parts differ."""
        return self._made_with("rules")

    @property
    def is_finished(self) -> bool:
        """Whether near-duplicates and sources were found over all documents: the last run came to its end."""
        return self.manifest.is_finished

    @cached_property
    def documents(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("documents")

    @cached_property
    def removed(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("removed")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("sentences")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("mentions")

    @cached_property
    def stances(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("stances")

    @cached_property
    def titles(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("titles")

    @cached_property
    def framing(self) -> pd.DataFrame:
        """See `Result`."""
        return self.query("framing")

    @cached_property
    def source_framing(self) -> pd.DataFrame:
        """See `Result`; that of the last run that came to its end."""
        return self.query("source_framing")

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, as in `Corpus`."""
        rows = self._read("failures", schema.FAILURES, {}).to_pylist()
        return tuple(Failure(**row) for row in rows)

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """The files that were read: path, sha256, n_read (documents and failures), and what scored them."""
        rows = [
            {"path": one["path"], "sha256": one["sha256"], "n_read": one["n_read"], **part.made_with}
            for part, several in read_inputs(self.path, self.manifest.parts)
            for one in several
        ]
        return pd.DataFrame(
            rows, columns=["path", "sha256", "n_read", "package", "scorer", "actors", "rules"]
        )

    @cached_property
    def _groups(self) -> "pd.Series[str]":
        found: pd.DataFrame = self._read("groups", ("doc_id", "group_id"), {}).to_pandas()
        return found.set_index("doc_id")["group_id"].astype("str")

    def query(
        self, table: str, *, columns: Sequence[str] | None = None, where: Where | None = None
    ) -> pd.DataFrame:
        """The rows and columns of a table that are asked for; what is not is not read.

        where: by column, the value that it must have, or a list of values of
            which it must have one: `where={"actor_id": "CN", "voice": ["author", "all"]}`.
        Raises RequestError for a table or column that is not known.
        """
        if table not in (*TABLES, "source_framing"):
            names = ", ".join((*TABLES, "source_framing"))
            raise RequestError(f'query: there is no table "{table}"; there are {names}.')
        wanted = tuple(columns) if columns is not None else tuple(COLUMNS[table])
        for column in (*wanted, *(where or {})):
            if column not in COLUMNS[table]:
                known = ", ".join(COLUMNS[table])
                raise RequestError(f'query: {table} has no column "{column}"; it has {known}.')
        asked = dict(where or {})
        by_group = asked.pop("group_id", None)
        needs_groups = by_group is not None or "group_id" in wanted
        read = dict.fromkeys((*wanted, "doc_id") if needs_groups else wanted)
        found: pd.DataFrame = self._read(table, tuple(read), asked).to_pandas()
        if needs_groups:
            groups = self._groups.to_dict()
            ids = [groups.get(doc_id, "") for doc_id in found["doc_id"]]
            found["group_id"] = pd.Series(ids, dtype="str")
        if by_group is not None:
            found = found[found["group_id"].isin(_listed(by_group))].reset_index(drop=True)
        if wanted == tuple(COLUMNS[table]):
            return make_table(table, {column: found[column] for column in wanted})
        dtypes = make_table(table, []).dtypes
        return found[list(wanted)].astype({column: dtypes[column] for column in wanted})

    def select(self, doc_ids: Iterable[str] | None = None) -> Result:
        """The result of some documents, all if None: their rows, with the figures of sources of the whole corpus."""
        where = {} if doc_ids is None else {"doc_id": sorted(set(doc_ids))}
        tables = {name: self.query(name, where=where) for name in TABLES}
        return Result(
            **tables,
            source_framing=self.source_framing,
            actor_names=self.actor_names,
            scorer=self.scorer,
            rules=self.rules,
        )

    def read_documents(self, doc_ids: Iterable[str] | None = None) -> Corpus:
        """The documents themselves, with what could not be read; all if None."""
        where = {} if doc_ids is None else {"doc_id": sorted(set(doc_ids))}
        documents = self._read("documents", tuple(COLUMNS["documents"]), where).to_pylist()
        texts = {row["doc_id"]: row for row in self._read("texts", ("*",), where).to_pylist()}
        blocks: dict[str, list[dict[str, Any]]] = {}
        for block in self._read("removed", ("*",), where).to_pylist():
            blocks.setdefault(block["doc_id"], []).append(block)
        made: list[Document] = [
            make_document(row, texts[row["doc_id"]], blocks.get(row["doc_id"], [])) for row in documents
        ]
        return Corpus(tuple(made), self.failures)

    def read_texts(self, doc_ids: Sequence[str]) -> dict[str, str]:
        """The texts of documents by their ids."""
        rows = self._read("texts", ("doc_id", "text"), {"doc_id": list(doc_ids)}).to_pylist()
        return {row["doc_id"]: row["text"] for row in rows}

    def _read(self, table: str, columns: Sequence[str], where: Where) -> pa.Table:
        import duckdb

        files = self._files(table)
        if not files:
            empty = schema.schema_of(table).empty_table()
            return empty if tuple(columns) == ("*",) else empty.select(list(columns))
        names = ", ".join("*" if column == "*" else f'"{column}"' for column in columns)
        tests, values = [], [files]
        is_mixed = False
        for column, wanted in where.items():
            listed = _listed(wanted)
            is_one = len(listed) == 1
            # Looking for one of several values loses the order of the rows.
            is_mixed = is_mixed or not is_one
            tests.append(f'"{column}" = ?' if is_one else f'"{column}" IN (SELECT unnest(?))')
            values.append(listed[0] if is_one else listed)
        source = (
            "read_parquet(?, filename = '_file', file_row_number = true)" if is_mixed else "read_parquet(?)"
        )
        sql = f"SELECT {names}{', _file, file_row_number' if is_mixed and columns != ('*',) else ''} FROM {source}"
        if tests:
            sql += f" WHERE {' AND '.join(tests)}"
        try:
            with self._lock:
                found = self._connection.sql(sql, params=values).to_arrow_table()
            return _in_order(found, files) if is_mixed else found
        except duckdb.Error as error:
            first = str(error).partition("\n")[0]
            raise StoreError(
                f"{self.path}: the table {table} cannot be read ({first}); where a run has written to it since "
                "it was opened, open it again; else restore it from a copy."
            ) from error

    def _files(self, table: str) -> list[str]:
        if table in ("groups", "source_framing"):
            return (
                [str(self.path / self.manifest.finished / f"{table}.parquet")]
                if self.manifest.finished
                else []
            )
        return [str(self.path / PARTS / part.name / f"{table}.parquet") for part in self.manifest.parts]

    def _made_with(self, what: str) -> str:
        return ", ".join(dict.fromkeys(part.made_with[what] for part in self.manifest.parts))


def _listed(wanted: Any) -> list[Any]:
    return [wanted] if isinstance(wanted, (str, int, float, bool)) else list(wanted)


def _in_order(found: pa.Table, files: Sequence[str]) -> pa.Table:
    """The rows in the order of their files, and in each as they stand."""
    import pyarrow.compute as pc

    places = pc.index_in(found["_file"], value_set=pa.array(files, pa.string()))
    ordered = found.append_column("_place", places).sort_by(
        [("_place", "ascending"), ("file_row_number", "ascending")]
    )
    return ordered.drop_columns(["_place", "_file", "file_row_number"])
