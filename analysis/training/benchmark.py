"""How fast the model loads and scores, and how much memory it takes.

    python -m analysis.training.benchmark --rows FOLDER [--weights FOLDER] [--out FILE.json]

On the sentences of rw_dev and mt_dev, beside TextBlob and, where torch and
transformers are installed, a network of RoBERTa-base's size with random
weights (good for nothing but its speed).
"""

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from analysis.errors import FramelensError
from analysis.stance.model import WEIGHTS, MinilmScorer
from analysis.training.rows import Row, read_rows
from analysis.types import Span

REPEATS = 3
"""The best of so many runs: other work on the machine only ever slows one down."""

N_ROBERTA = 64
"""Spans that the large network is timed on."""

_LOAD = """
import resource, sys, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
from analysis.stance.model import MinilmScorer
imported = time.perf_counter()
scorer = MinilmScorer(sys.argv[1])
scorer.score_spans([("China praised Russia.", 0, 5)])
done = time.perf_counter()
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(done - imported, done - begun, after / 1024)
"""


def measure_load(weights: Path) -> dict[str, float]:
    """In a new process: seconds to load and score once, seconds with imports, and peak memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, str(weights)], capture_output=True, text=True, check=True
    )
    load, with_imports, memory = map(float, done.stdout.split())
    return {"seconds": load, "seconds_with_imports": with_imports, "peak_mb": memory}


def _score(job: tuple[Path, list[Span]]) -> float:
    """Seconds for the spans, in a process of its own, the loading apart."""
    weights, spans = job
    scorer = MinilmScorer(weights)
    scorer.score_spans(spans[:8])
    begun = time.perf_counter()
    scorer.score_spans(spans)
    return time.perf_counter() - begun


def measure_speed(weights: Path, rows: list[Row]) -> dict[str, float]:
    """Targets a second: one thread, two threads in one process, two processes of one thread."""
    spans = list(dict.fromkeys(row.span for row in rows))
    speeds = {}
    for threads in (1, 2):
        scorer = MinilmScorer(weights, threads=threads)
        scorer.score_spans(spans[:8])
        speeds[f"{threads} threads" if threads > 1 else "1 thread"] = len(spans) / _best(
            lambda scorer=scorer: scorer.score_spans(spans)
        )
    with ProcessPoolExecutor(2) as pool:
        halves = [(weights, spans[::2]), (weights, spans[1::2])]
        slowest = min(max(pool.map(_score, halves)) for _ in range(REPEATS))
    speeds["2 processes"] = len(spans) / slowest
    return speeds


def _best(work: Any) -> float:
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def measure_others(rows: list[Row]) -> dict[str, float]:
    """Targets a second of what one would use instead, one thread (TextBlob) and all threads (the network)."""
    from textblob import TextBlob

    texts = [row.text for row in rows]
    speeds = {"TextBlob": len(texts) / _best(lambda: [TextBlob(text).sentiment for text in texts])}
    try:
        import torch
        from transformers import RobertaConfig, RobertaModel
    except ImportError:
        return speeds
    network = RobertaModel(RobertaConfig(vocab_size=50265)).eval()
    lengths = [min(192, round(len(text) / 4.2)) for text in texts[:N_ROBERTA]]

    def run() -> None:
        with torch.inference_mode():
            for start in range(0, N_ROBERTA, 16):
                network(torch.ones(16, max(lengths[start : start + 16]), dtype=torch.long))

    speeds["RoBERTa-base, random weights, torch"] = N_ROBERTA / _best(run)
    return speeds


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.benchmark", description=__doc__)
    parser.add_argument("--rows", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, help="store the figures as JSON, for the model card")
    options = parser.parse_args(arguments)
    try:
        rows = [row for part in ("rw_dev", "mt_dev") for row in read_rows(options.rows / f"{part}.jsonl")]
        report: dict[str, Any] = {
            "load": measure_load(options.weights),
            "speed": measure_speed(options.weights, rows),
            "others": measure_others(rows),
            "size_mb": (options.weights / "model.onnx").stat().st_size / 1e6,
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
        }
    except FramelensError as error:
        print(error, file=sys.stderr)
        return 2
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
