"""How many documents a second, and where the time goes: a store made of a file in one process, then in two.

    python tests/benchmarks/throughput.py [FILE] [--documents 300]

The file: JSON lines, also packed; by default the Kremlin's transcripts of ../shared (CC BY 4.0).
The stages are measured apart, in this process, each by the processor time inside
it; what they do not cover is "everything else". Rates and ratios are of the
clock on the wall, and hold where nothing else runs: the load is printed.
"""

import argparse
import gzip
import itertools
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis import batch, open_corpus, score_into
from analysis.stance import default_scorer
from analysis.stance.model import MinilmScorer
from analysis.store import finishing, parts, running

FILE = Path(__file__).parents[3] / "shared/data/kremlin/kremlin_en.jsonl.gz"

STAGES: list[tuple[Any, str, str]] = [
    (MinilmScorer, "score_with_voices", "model"),
    (batch, "score_tone", "TextBlob"),
    (batch, "find_sentences", "sentences"),
    (batch, "find_mentions", "mentions"),
    (batch, "find_references", "references"),
    (batch, "find_attributions", "voice"),
    (batch, "frame_documents", "framing"),
    (batch, "make_table", "tables"),
    (batch, "counted_stances", "tables"),
    (parts, "sketch_texts", "near-duplicates"),
    (parts, "write_folder", "writing Parquet"),
    (parts, "join_batches", "tables"),
    (finishing, "group_sketches", "near-duplicates"),
    (finishing, "frame_sources", "framing of sources"),
]


class Clock:
    """Seconds by stage; a stage within another one counts for the inner one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[float] = []

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            self._open.append(0.0)
            try:
                return function(*args, **options)
            finally:
                took = time.process_time() - began
                self.seconds[name] += took - self._open.pop()
                if self._open:
                    self._open[-1] += took

        return timed


def take(file: Path, n: int, folder: Path) -> Path:
    """The first documents of a file, as a file of their own."""
    opener: Any = gzip.open if file.suffix == ".gz" else open
    target = folder / "sample.jsonl.gz"
    with opener(file, "rt", encoding="utf-8") as source, gzip.open(target, "wt", encoding="utf-8") as out:
        out.writelines(itertools.islice(source, n))
    return target


ONE = """
import os, sys, time
os.environ["TOKENIZERS_PARALLELISM"] = "false"
from analysis import score_into
from analysis.engine import choose_engine
if __name__ == "__main__":
    began = time.perf_counter()
    run = score_into(sys.argv[1], [sys.argv[2]], engine=choose_engine(sys.argv[3], workers=int(sys.argv[4])))
    print(run.n_done, time.perf_counter() - began)
"""


def time_run(folder: Path, sample: Path, engine: str, workers: int) -> tuple[int, float]:
    """Documents and seconds of a run in a process of its own, the start of workers included."""
    script = folder / "one.py"
    script.write_text(ONE, encoding="utf-8")
    command = [
        sys.executable,
        str(script),
        str(folder / f"{engine}{workers}"),
        str(sample),
        engine,
        str(workers),
    ]
    told = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    n, seconds = told.stdout.split()
    return int(n), float(seconds)


def profile(folder: Path, sample: Path) -> tuple[float, dict[str, float]]:
    """Processor seconds of a run in this process, and those of each stage."""
    clock = Clock()
    default_scorer()
    for place, name, stage in STAGES:
        setattr(place, name, clock.around(stage, getattr(place, name)))
    read = running.read_input
    running.read_input = lambda *args, **options: _timed(clock, read(*args, **options))
    began = time.process_time()
    score_into(folder / "profile", [sample])
    return time.process_time() - began, dict(clock.seconds)


def _timed(clock: Clock, source: Any) -> Any:
    advance = clock.around("reading", lambda: next(source, None))
    while (found := advance()) is not None:
        yield found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--dask", action="store_true", help="a local Dask cluster of two workers too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = take(options.file, options.documents, folder)
        print(
            f"{options.file.name}, {options.documents} documents; {platform.machine()}, {os.cpu_count()} cores, "
            f"load {os.getloadavg()[0]:.1f}; scorer {default_scorer().name} {default_scorer().version}"
        )
        seconds = {}
        for engine, workers in [("process", 1), ("process", 2), *([("dask", 2)] if options.dask else [])]:
            n, took = time_run(folder, sample, engine, workers)
            seconds[engine, workers] = took
            print(f"{engine}, {workers} workers: {n / took:.1f} documents a second ({took:.0f} s)")
        print(f"two processes against one: {seconds['process', 1] / seconds['process', 2]:.2f} times")
        if options.dask:
            print(
                f"Dask against two processes: {seconds['dask', 2] / seconds['process', 2]:.2f} times the time"
            )
        whole, stages = profile(folder, sample)
        stored = open_corpus(folder / "profile")
        n_sentences, n_targets = len(stored.query("sentences", columns=["doc_id"])), len(stored.stances)
        print(
            f"{n_sentences} sentences, {n_targets} sentence × actor; share of the time by stage, one process:"
        )
        stages["everything else"] = whole - sum(stages.values())
        for stage, took in sorted(stages.items(), key=lambda item: -item[1]):
            print(f"  {stage:20} {took / whole:6.1%}  {took:6.2f} s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        print(f"peak memory of this process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
