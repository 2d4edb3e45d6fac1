"""What the paths of a command hold, with what a workspace says, and its tables."""

import argparse
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import analysis
from analysis import review
from analysis.actors import read_actors
from analysis.cli_store import add_engine, engine_of
from analysis.errors import RequestError
from analysis.ingest.fetching.reach import is_address
from analysis.ingest.files.folder import Progress
from analysis.stance import default_scorer
from analysis.workspace.folders import VARIABLE


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """The options that say what is analysed, with what, and where."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders; with --fetch web addresses")
    parser.add_argument(
        "--fetch", action="store_true", help="fetch the web addresses among the paths (nothing else does)"
    )
    parser.add_argument(
        "--actors", metavar="FILE", help="an actors file of your own (default: the bundled four)"
    )
    parser.add_argument(
        "--workspace",
        metavar="FOLDER",
        help=f"with what a workspace adds and edits (default: {VARIABLE}, or none)",
    )
    add_engine(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be analysed, and what a workspace says of it.

    actors: those named, or the workspace's own. reviews, calibration, coding:
    what people said there; a calibration only where it is switched on. unused:
    what of the workspace does not fit.
    """

    corpus: analysis.Corpus
    actors: analysis.Actors | None
    reviews: tuple[review.Review, ...] = ()
    calibration: review.Calibration | None = None
    coding: review.Coding | None = None
    unused: tuple[analysis.Failure, ...] = ()
    code: int = 0


def analysed(options: argparse.Namespace) -> tuple[analysis.Result, int]:
    """The result, and 2 where a path that was named could not be read (files inside a folder only warn)."""
    asked = ask_corpus(options)
    result = score_asked(asked, asked.corpus, options).result
    return result, asked.code


def ask_corpus(options: argparse.Namespace) -> Asked:
    """What the paths and the workspace hold; what could not be read is said."""
    actors = read_actors(options.actors) if options.actors else None
    read = _read(options, None if options.quiet else _show_progress)
    asked = _with_workspace(read, options)
    for failure in (*asked.corpus.failures, *asked.unused):
        _tell(failure)
    if not asked.corpus:
        raise RequestError("No document could be read from " + ", ".join(map(str, options.paths)) + ".")
    named = {str(Path(path)) for path in options.paths}
    is_named = (is_address(failure.path) or str(Path(failure.path)) in named for failure in read.failures)
    return replace(asked, actors=actors or asked.actors, code=2 if any(is_named) else 0)


def score_asked(
    asked: Asked, documents: analysis.Corpus, options: argparse.Namespace, *, is_told: bool = True
) -> review.Reviewed:
    """The result of these documents as it is when a calibration and people's reviews count, as on the screen.

    is_told: say how far it is, what the corpus is, and which reviews have no place in it.
    """
    progress = None if options.quiet or not is_told else _show_progress
    result = analysis.analyse(documents, asked.actors, progress=progress, engine=engine_of(options))
    if asked.calibration is not None:
        result = review.apply_calibration(result, asked.calibration)
    reviewed = review.apply_reviews(result, asked.reviews)
    if is_told:
        for unmatched in reviewed.unmatched:
            _tell(unmatched.failure)
        if not options.quiet:
            print("\n".join(analysis.describe(reviewed.result)), file=sys.stderr)
    return reviewed


def _with_workspace(corpus: analysis.Corpus, options: argparse.Namespace) -> Asked:
    """The corpus with what a workspace adds, edits and says; only where one is named."""
    folder = options.workspace or os.environ.get(VARIABLE)
    if not folder:
        return Asked(corpus, None)
    scorer = default_scorer()
    with analysis.open_workspace(folder) as workspace:
        kept = review.read_calibration(workspace, f"{scorer.name} {scorer.version}")
        return Asked(
            workspace.apply(corpus),
            workspace.actors(),
            review.read_reviews(workspace),
            kept if kept and kept.state == "on" else None,
            review.read_coding(workspace),
            workspace.unused(corpus),
        )


def _tell(failure: analysis.Failure) -> None:
    place = f", {failure.place}" if failure.place else ""
    print(f"framelens: {failure.path}{place}: {failure.reason}; {failure.remedy}.", file=sys.stderr)


def _read(options: argparse.Namespace, progress: Progress | None) -> analysis.Corpus:
    """The documents in files and folders, then, where `--fetch` was given, those at web addresses."""
    addresses = list(dict.fromkeys(filter(is_address, options.paths))) if options.fetch else []
    files = [path for path in options.paths if path not in addresses]
    corpus = analysis.read(files, progress=progress) if files else analysis.Corpus()
    documents, failures = list(corpus), list(corpus.failures)
    for number, address in enumerate(addresses):
        if progress:
            progress(number, len(addresses), address)
        try:
            documents += analysis.fetch(address)
        except analysis.DocumentError as error:
            failures.append(analysis.Failure(error.path, error.place, error.reason, error.remedy))
    if progress and addresses:
        progress(len(addresses), len(addresses), "")
    return analysis.Corpus(tuple(documents), tuple(failures))


def _show_progress(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r\033[K{done} of {total} {what[:60]}", end=end, file=sys.stderr, flush=True)
