"""Documents and their rows ⇄ the files of a part."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from analysis.batch import TABLES, Batch, join_batches
from analysis.errors import StoreError
from analysis.store import schema
from analysis.store.folder import PARTS, Part, new_name, write_folder
from analysis.stories import BANDS, Sketches, sketch_texts
from analysis.types import Document, Failure, Paragraph, Removed

Key = tuple[str, str, str]
"""That of an `Input`."""

_METADATA = (
    "title", "source", "country", "control", "genre", "author", "address", "published",
    "published_precision", "language", "translated", "complete", "format", "path", "sha256",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Covered:
    """How far a file has been read: so many documents and failures, and whether these are all."""

    path: str
    place: str
    sha256: str
    told_by: str
    n_read: int = 0
    is_over: bool = False

    @property
    def key(self) -> Key:
        """That of its `Input`."""
        return self.place, self.sha256, self.told_by


@dataclass(slots=True)
class Growing:
    """A part that is not written yet."""

    name: str = field(default_factory=new_name)
    documents: list[tuple[Document, Key]] = field(default_factory=list)
    failures: list[tuple[Failure, Key]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    covered: dict[Key, Covered] = field(default_factory=dict)

    def write(self, folder: Path, made_with: dict[str, str]) -> Part:
        """Write it; it counts once the manifest names it."""
        numbers = {key: number for number, key in enumerate(self.covered)}
        documents = [document for document, _ in self.documents]
        sketches = sketch_texts([document.text for document in documents])
        joined = join_batches(self.batches)
        tables = {name: schema.from_pandas(name, getattr(joined, name)) for name in TABLES}
        tables["texts"] = schema.from_rows(
            "texts", [_write_text(document, numbers[key]) for document, key in self.documents]
        )
        tables["sketches"] = pa.Table.from_arrays(
            [
                pa.array([document.doc_id for document in documents], pa.string()),
                pa.array(sketches.n_shingles),
                pa.array(sketches.digests),
                pa.array([row.tobytes() for row in sketches.bands], pa.binary()),
            ],
            schema=schema.schema_of("sketches"),
        )
        tables["failures"] = schema.from_rows(
            "failures",
            [{**asdict(one), "input": numbers[key]} for one, key in self.failures],
        )
        part = Part(self.name, len(documents), made_with)
        write_folder(
            folder / PARTS / part.name, tables, {"inputs.json": _write_covered(self.covered.values())}
        )
        return part


def _write_covered(covered: Iterable[Covered]) -> list[dict[str, Any]]:
    return [asdict(one) for one in covered]


def _write_text(document: Document, number: int) -> dict[str, Any]:
    return {
        "doc_id": document.doc_id,
        "input": number,
        "raw": document.raw,
        "text": document.text,
        "notes": list(document.notes),
        "paragraphs": [asdict(one) for one in document.paragraphs],
        "places": [{"position": one.position, "is_heading": one.is_heading} for one in document.removed],
    }


def read_documents(folder: Path, part: Part) -> list[Document]:
    """The documents of a part, as they were when they were scored."""
    rows = read_part(folder, part, "documents").to_pylist()
    texts = read_part(folder, part, "texts").to_pylist()
    removed: dict[str, list[dict[str, Any]]] = {}
    for block in read_part(folder, part, "removed").to_pylist():
        removed.setdefault(block["doc_id"], []).append(block)
    return [
        make_document(row, text, removed.get(row["doc_id"], []))
        for row, text in zip(rows, texts, strict=True)
    ]


def make_document(row: dict[str, Any], text: dict[str, Any], blocks: Sequence[dict[str, Any]]) -> Document:
    """A document from its rows in `documents`, `texts` and `removed`."""
    return Document(
        doc_id=row["doc_id"],
        raw=text["raw"],
        text=text["text"],
        paragraphs=tuple(Paragraph(**one) for one in text["paragraphs"]),
        removed=tuple(
            Removed(block["block_id"], block["start"], block["end"], block["text"], block["reason"], **place)
            for block, place in zip(blocks, text["places"], strict=True)
        ),
        notes=tuple(text["notes"]),
        **{name: row[name] for name in _METADATA},
    )


def read_part(folder: Path, part: Part, name: str, columns: list[str] | None = None) -> pa.Table:
    """One table of a part."""
    import pyarrow.parquet as pq

    path = folder / PARTS / part.name / f"{name}.parquet"
    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{path}: it is damaged or missing ({error}); restore it from a copy.") from error


def read_sketches(folder: Path, parts: Sequence[Part]) -> tuple[list[str], Sketches]:
    """The ids and the sketches of all documents."""
    tables = [read_part(folder, part, "sketches") for part in parts]
    whole = pa.concat_tables(tables or [schema.schema_of("sketches").empty_table()])
    bands = np.frombuffer(b"".join(whole["bands"].to_pylist()), dtype=np.uint64).reshape(-1, BANDS)
    return whole["doc_id"].to_pylist(), Sketches(
        whole["n_shingles"].to_numpy(), whole["digest"].to_numpy(), bands
    )


def without_inputs(folder: Path, part: Part, covered: Sequence[Covered], leave_out: set[int]) -> Part | None:
    """The same part without the documents of some of its inputs, written anew; None where nothing is left."""
    import pyarrow.compute as pc

    kept = [number for number in range(len(covered)) if number not in leave_out]
    if not kept:
        return None
    texts = read_part(folder, part, "texts")
    counts = pc.is_in(texts["input"], value_set=pa.array(kept, pa.int64()))
    doc_ids = texts.filter(counts)["doc_id"].combine_chunks()
    tables = {}
    for name in schema.FILES:
        table = read_part(folder, part, name)
        if name in ("texts", "failures"):
            table = table.filter(pc.is_in(table["input"], value_set=pa.array(kept, pa.int64())))
            numbers = [kept.index(number) for number in table["input"].to_pylist()]
            place = table.column_names.index("input")
            table = table.set_column(place, "input", pa.array(numbers, pa.int64()))
        else:
            table = table.filter(pc.is_in(table["doc_id"], value_set=doc_ids))
        tables[name] = table
    left = Part(new_name(), len(doc_ids), part.made_with)
    write_folder(
        folder / PARTS / left.name,
        tables,
        {"inputs.json": _write_covered([covered[number] for number in kept])},
    )
    return left
