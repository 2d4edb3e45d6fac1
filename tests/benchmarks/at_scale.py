"""Large stores: how long they take to open and to ask, and whether a run's memory grows with its documents.

    python tests/benchmarks/at_scale.py [FILE] [--opening 100000 1000000] [--memory 10000 100000]

The file: JSON lines, also packed; by default the Kremlin's transcripts of
../shared (CC BY 4.0). A large store is made from the rows of a small one, each
copy under ids of its own, in parts of the size that a run writes: nothing is
scored for it. A large run is made from the documents of the file, shortened to
their first paragraphs and told apart by a number, and is scored in full.
"""

import argparse
import gzip
import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import open_corpus, score_into
from analysis.store.folder import PARTS, Manifest, Part, read_manifest, write_manifest
from analysis.store.running import PART_SIZE

FILE = Path(__file__).parents[3] / "shared/data/kremlin/kremlin_en.jsonl.gz"
CHARACTERS = 600
"""Of each document: about four sentences."""
REPEATS = 5


def read_short(file: Path) -> Iterator[dict[str, Any]]:
    """The records of the file, over and over, each with its first paragraphs and a number of its own."""
    opener: Any = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    field = next(name for name in ("text", "body", "content") if name in records[0])
    for number, record in enumerate(itertools.cycle(records)):
        text = record[field]
        end = text.rfind("\n", 0, CHARACTERS)
        yield {
            "title": f"{record.get('title', '')} ({number})",
            "source": f"Outlet {number % 40}",
            "date": record.get("date") or "",
            "text": f"{text[: end if end > 100 else CHARACTERS]}\n\nThis is copy {number}.",
        }


def write_sample(file: Path, n: int, target: Path) -> Path:
    """So many short documents as packed JSON lines."""
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=1) as out:
        for record in itertools.islice(read_short(file), n):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return target


def multiply(small: Path, large: Path, n: int) -> None:
    """A store of n documents from the rows of a small one, all of them in each part."""
    manifest = read_manifest(small)
    folders = [small / PARTS / part.name for part in manifest.parts]
    tables = {
        path.stem: pa.concat_tables(pq.read_table(folder / path.name) for folder in folders)
        for path in folders[0].glob("*.parquet")
    }
    inputs = (folders[0] / "inputs.json").read_bytes()
    size = len(tables["documents"])
    finished = {path.stem: pq.read_table(path) for path in (small / manifest.finished).glob("*.parquet")}
    parts, groups = [], []
    for copy in range(-(-n // size)):
        made = Part(f"copy{copy:06}", min(size, n - copy * size), manifest.parts[0].made_with)
        kept = tables["documents"]["doc_id"].slice(0, made.n_documents)
        folder = large / PARTS / made.name
        folder.mkdir(parents=True)
        for name, table in tables.items():
            pq.write_table(_copy(table, kept, copy), folder / f"{name}.parquet", compression="zstd")
        (folder / "inputs.json").write_bytes(inputs)
        groups.append(_copy(finished["groups"], kept, copy, also="group_id"))
        parts.append(made)
    (large / "finished-all").mkdir()
    pq.write_table(pa.concat_tables(groups), large / "finished-all/groups.parquet", compression="zstd")
    pq.write_table(finished["source_framing"], large / "finished-all/source_framing.parquet")
    write_manifest(large, Manifest(tuple(parts), manifest.actor_names, "finished-all", is_finished=True))


def _copy(table: pa.Table, kept: pa.ChunkedArray, copy: int, also: str = "") -> pa.Table:
    """The rows of the kept documents, their ids with the copy's number."""
    for name in ("doc_id", also):
        if name in table.column_names:
            place = table.column_names.index(name)
            if name == "doc_id":
                table = table.filter(pc.is_in(table[name], value_set=kept.combine_chunks()))
            ids = pc.binary_join_element_wise(table[name], f"c{copy}", "-")
            table = table.set_column(place, table.schema.field(name), ids)
    return table


def time_best(function: Callable[[], Any]) -> float:
    """Seconds, the best of some: other work on the machine only ever slows one down."""
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def measure_opening(small: Path, folder: Path, n: int) -> None:
    """Print how long a store of n documents takes to open and to ask."""
    large = folder / f"store{n}"
    multiply(small, large, n)
    size = sum(path.stat().st_size for path in large.rglob("*")) / 1e9
    print(f"a store of {n:,} documents, {size:.1f} GB, {len(read_manifest(large).parts):,} parts:")
    print(f"  open_corpus {time_best(lambda: open_corpus(large)):.2f} s")
    where = {"actor_id": "CN", "voice": "author"}
    asked = {
        "framing of one actor and voice": lambda stored: stored.query("framing", where=where),
        "its verdicts alone": lambda stored: stored.query("framing", columns=["doc_id", "verdict"], where=where),
        "documents of one source": lambda stored: stored.query("documents", where={"source": "Outlet 7"}),
        "stances of one document": lambda stored: stored.query(
            "stances", where={"doc_id": stored.query("documents", columns=["doc_id"])["doc_id"].iloc[-1]}
        ),
        "figures of sources": lambda stored: stored.query("source_framing"),
    }  # fmt: skip
    for words, ask in asked.items():
        n_rows = len(ask(open_corpus(large)))
        print(f"  {words}: {time_best(lambda ask=ask: ask(open_corpus(large))):.2f} s, {n_rows:,} rows")


ONE = """
import os, resource, sys, time
os.environ["TOKENIZERS_PARALLELISM"] = "false"
from analysis import score_into
began = time.perf_counter()
run = score_into(sys.argv[1], [sys.argv[2]])
print(run.n_done, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000)
"""


def measure_memory(file: Path, folder: Path, n: int) -> float:
    """Print how many documents a second a run of n takes, and its peak of memory; returns MB."""
    sample = write_sample(file, n, folder / f"run{n}.jsonl.gz")
    command = [sys.executable, "-c", ONE, str(folder / f"run{n}"), str(sample)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    done, seconds, peak = map(float, told.stdout.split())
    print(
        f"a run of {done:,.0f} short documents, one process: {done / seconds:.0f} a second, peak {peak:,.0f} MB"
    )
    return peak


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--opening", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--memory", type=int, nargs="*", default=[10_000, 100_000])
    options = parser.parse_args()
    print(f"{options.file.name}; {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.opening:
            score_into(folder / "small", [write_sample(options.file, PART_SIZE, folder / "small.jsonl.gz")])
        for n in options.opening:
            measure_opening(folder / "small", folder, n)
        peaks = [measure_memory(options.file, folder, n) for n in options.memory]
        if len(peaks) > 1:
            print(f"memory of the last run against the first: {peaks[-1] / peaks[0]:.2f} times")


if __name__ == "__main__":
    main()
