"""How long a brief takes: of the five seeds with all that the command does, and of 1,000 documents that are scored.

    python tests/benchmarks/brief_speed.py [FILE] [--documents 1000] [--scorer lexicon|model]

The file: JSON lines, also packed; by default the Kremlin's transcripts of ../shared (CC BY 4.0). The 1,000 documents
are scored before the clock starts, by the word list unless the model is asked for: what a brief takes hangs on how many
sentences there are, hardly on what they were scored as. The clock on the wall tells
the truth only where nothing else runs: the load and the processor's seconds are printed beside it.
"""

import argparse
import gzip
import io
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from throughput import FILE, take

import analysis
from analysis.briefing import prepare_form
from analysis.stance import LexiconScorer

FORMS = ("html", "pptx", "docx", "zip")


def timed(what: str, function: Callable[[], Any]) -> Any:
    """The function's answer; its seconds by the clock are printed, and those of the processor."""
    began, worked = time.perf_counter(), _worked()
    answer = function()
    print(
        f"  {what:24} {time.perf_counter() - began:6.2f} s, processor {_worked() - worked:6.2f} s", flush=True
    )
    return answer


def _worked() -> float:
    """Seconds that processors worked for this process and those it has waited for."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def write(brief: analysis.Brief, form: str) -> int:
    """Bytes of the form."""
    target = io.BytesIO()
    analysis.write_brief(brief, target, form=form)
    return target.tell()


def time_command() -> None:
    """The command on the seeds, in a process of its own; its start is what `--version` takes."""
    print("the command brief, of the five seeds")
    command = [sys.executable, "-m", "analysis"]
    timed(
        "start-up (--version)",
        lambda: subprocess.run([*command, "--version"], check=True, capture_output=True),
    )
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            target = str(Path(folder, f"brief.{form}"))
            asked = [*command, "brief", str(analysis.seeds_folder()), "-o", target, "--quiet"]
            timed(f"start-up and .{form}", lambda asked=asked: subprocess.run(asked, check=True))


def time_parts(corpus: Sequence[analysis.Document], scorer: Any) -> None:
    """A brief of scored documents, by part."""
    result = analysis.analyse(corpus, scorer=scorer)
    whole = analysis.restore_all(corpus)
    restored = analysis.analyse(whole, scorer=scorer) if whole else None
    print(
        f"a brief of {len(result.documents):,} scored documents, {len(result.stances):,} judgements of sentences"
    )
    prepare_form("html")
    brief = timed("analysis.brief", lambda: analysis.brief(result, restored=restored, date="2026-11-25"))
    for form in FORMS:
        timed(f".{form}", lambda form=form: write(brief, form))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--scorer", choices=("lexicon", "model"), default="lexicon")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    time_command()
    with tempfile.TemporaryDirectory() as name:
        packed, sample = take(options.file, options.documents, Path(name)), Path(name, "sample.jsonl")
        sample.write_bytes(gzip.decompress(packed.read_bytes()))
        corpus = analysis.read([sample])
        time_parts(corpus, LexiconScorer() if options.scorer == "lexicon" else None)


if __name__ == "__main__":
    main()
