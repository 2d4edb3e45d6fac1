"""`framelens score … --store`: a run over a store, and what it says while it goes on."""

import argparse
import sys
import time

import analysis
from analysis.engine import NAMES, Engine, choose_engine
from analysis.errors import RequestError
from analysis.ingest.fetching.reach import is_address
from analysis.store import Run

_EVERY = 0.5
"""Seconds between two lines of progress on a terminal. In a file there are far fewer."""

_EVERY_IN_FILE = 60.0


def add_engine(parser: argparse.ArgumentParser) -> None:
    """The options that say where documents are scored."""
    parser.add_argument(
        "--engine", choices=NAMES, default="process", help="score in processes of this machine, or on Dask"
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="how many processes (default: 1)")
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="of a Dask cluster that runs (default: one of its own)",
    )


def add_store(parser: argparse.ArgumentParser) -> None:
    """The options of a store."""
    parser.add_argument(
        "--store", metavar="FOLDER", help="keep every table there; run it again to go on or to add files"
    )
    parser.add_argument(
        "--rescore", action="store_true", help="make anew what other rules, actors or models have scored"
    )


def engine_of(options: argparse.Namespace) -> Engine:
    """The engine that the options name. Raises RequestError."""
    return choose_engine(options.engine, workers=options.workers, scheduler=options.scheduler)


def score_store(options: argparse.Namespace) -> int:
    """Score into the store; 2 where a path that was named could not be read."""
    if options.fetch or any(map(is_address, options.paths)):
        raise RequestError("--store keeps files and folders; save the pages and name their folder.")
    if options.workspace:
        raise RequestError("--store keeps documents as they were read; leave --workspace out.")
    engine = engine_of(options)
    told = Telling()
    try:
        run = analysis.score_into(
            options.store,
            options.paths,
            options.actors,
            engine=engine,
            rescore=options.rescore,
            progress=None if options.quiet else told.tell,
        )
    except KeyboardInterrupt:
        told.end()
        print("framelens: what was scored is stored; the same command goes on from there.", file=sys.stderr)
        raise
    told.end()
    for failure in run.failures:
        print(f"framelens: {failure.path}: {failure.reason}; {failure.remedy}.", file=sys.stderr)
    for line in () if options.quiet else describe_run(run):
        print(line, file=sys.stderr)
    if run.outdated:
        print(
            f"framelens: {len(run.outdated)} parts of {options.store} were scored by another version, model, list "
            f"of actors or set of rules ({', '.join(run.outdated[:5])}{', …' if run.outdated[5:] else ''}); "
            "make them anew with --rescore.",
            file=sys.stderr,
        )
    if not run.n_known and not run.n_done:
        raise RequestError("No document could be read from " + ", ".join(map(str, options.paths)) + ".")
    return 2 if run.failures else 0


def describe_run(run: Run) -> list[str]:
    """What a run did, in sentences."""
    lines = [f"{run.n_done:,} documents scored, {run.n_known:,} were there before."]
    if run.n_failed:
        lines.append(
            f"{run.n_failed:,} rows or files could not be read; the table of failures has each with its reason."
        )
    if run.n_inputs_changed:
        lines.append(f"{run.n_inputs_changed:,} files had changed and were read anew.")
    return lines


class Telling:
    """Tells how far a run has come: one line that is written over on a terminal, a line a minute elsewhere."""

    def __init__(self) -> None:
        self._began, self._told = time.monotonic(), 0.0
        self._is_terminal = sys.stderr.isatty()

    def tell(self, run: Run) -> None:
        """Say so, where the last time is long enough ago."""
        now = time.monotonic()
        if now - self._told < (_EVERY if self._is_terminal else _EVERY_IN_FILE):
            return
        self._told = now
        line = describe_progress(run, now - self._began)
        print(
            f"\r\033[K{line}" if self._is_terminal else line,
            end="" if self._is_terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        """End the line."""
        if self._is_terminal and self._told:
            print(file=sys.stderr)


def describe_progress(run: Run, seconds: float) -> str:
    """Documents done, the rate, the time left as the bytes read so far tell it, and failures."""
    rate = run.n_done / max(seconds, 1e-9)
    parts = [f"{run.n_done:,} documents", f"{rate:.1f} a second"]
    if 0 < run.share < 1:
        left = int(seconds * (1 - run.share) / run.share)
        parts.append(f"{run.share:.0%}, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    if run.n_failed:
        parts.append(f"{run.n_failed:,} failed")
    return ", ".join(parts)
