"""The command `framelens`."""

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import analysis
from analysis import review
from analysis.actors import read_actors
from analysis.briefing import FORMS, check_target, prepare_form
from analysis.cli_agree import add_agree
from analysis.cli_corpus import add_corpus, analysed, ask_corpus, score_asked
from analysis.cli_store import add_store, score_store
from analysis.errors import FramelensError, RequestError
from analysis.evaluation import evaluate, read_labelled, write_evaluation
from analysis.ingest.fetching.reach import is_address
from analysis.stance import default_scorer
from analysis.tables import COLUMNS, neutralise_formulas
from analysis.workspace.folders import VARIABLE

_ELSEWHERE = {"comparison", "sensitivity", "words", "restored", "judgements"}
_OF_PERSONS = {
    "reviews",
    "reviewed",
    "tags",
    "alphas",
    "classes",
    "errors",
}  # what a workspace adds to a result
_TABLES = [name for name in COLUMNS if name not in _ELSEWHERE | _OF_PERSONS]
_VOICES = ("author", "reported", "all")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where it did what was asked, 2 for a person's mistake, said in one line."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except FramelensError as error:
        print(f"framelens: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # "| head"
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("\nframelens: stopped.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framelens", description="How documents frame states, with the sentences behind every number."
    )
    parser.add_argument("--version", action="version", version=f"framelens {analysis.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="open the dashboard, on the seeds or on files and folders")
    serve.add_argument("paths", nargs="*", metavar="PATH")
    serve.add_argument("--port", type=int, help="the port to listen on, at 127.0.0.1 (default: 8501)")
    serve.add_argument(
        "--workspace", metavar="FOLDER", help="keep what you add and edit there (default: the last one)"
    )
    serve.set_defaults(run=_serve)

    score = commands.add_parser("score", help="analyse documents and write one table")
    add_corpus(score)
    score.add_argument("--table", choices=_TABLES, default="framing", help="which table (default: framing)")
    score.add_argument(
        "--voice", choices=_VOICES, help="only the rows of this voice, where a table has voices"
    )
    _add_output(score)
    add_store(score)
    score.set_defaults(run=_score)

    compare = commands.add_parser("compare", help="differences with ranges that hold together")
    add_corpus(compare)
    compare.add_argument("--by", choices=["document", "source", "actor", "voice"], default="document")
    compare.add_argument("--voice", choices=_VOICES, default="author")
    _add_output(compare)
    compare.set_defaults(run=_compare)

    brief = commands.add_parser("brief", help="claims, figures, evidence and sources in one file")
    add_corpus(brief)
    brief.add_argument(
        "-o", "--output", metavar="FILE", required=True, help=f"what to write: .{', .'.join(FORMS)}"
    )
    brief.add_argument("--title", default="", help="default: what the texts and actors are")
    brief.add_argument("--question", default="", help="the question that the brief answers")
    brief.add_argument("--author", default="", help="who answers for it")
    brief.add_argument("--date", metavar="YYYY-MM-DD", help="default: the day of export, said as such")
    brief.add_argument("--voice", choices=_VOICES, default="author", help="the voice that is counted")
    brief.add_argument("--template", metavar="FILE", help="a .pptx or .docx whose layouts are used")
    brief.set_defaults(run=_brief)

    measure = commands.add_parser("evaluate", help="accuracy on labelled sentences, beside baselines")
    measure.add_argument("files", nargs="+", metavar="FILE.jsonl", help="NewsMTSC's format or ours")
    measure.set_defaults(run=_evaluate)

    add_agree(commands.add_parser("agree", help="how far coders agree, and the machine with them"))

    actors = commands.add_parser("actors", help="the actors and their aliases")
    actors.add_argument("--check", metavar="FILE", help="say what is wrong with an actors file of your own")
    actors.set_defaults(run=_actors)
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["csv", "jsonl", "parquet"], default="csv", help="default: csv")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")


def _serve(options: argparse.Namespace) -> int:
    for path in options.paths:
        if is_address(path):
            raise RequestError(f"{path}: serve reads files and folders; save the page and name its file.")
        if not Path(path).exists():
            raise RequestError(f"{path}: there is no such file or folder; check the spelling.")
    found = importlib.util.find_spec("dashboard")
    if found is None or not found.submodule_search_locations:
        raise RequestError("The dashboard is not installed; install the project with: pip install -e .")
    app = Path(found.submodule_search_locations[0]) / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.address", "127.0.0.1"]
    if options.port:
        command += ["--server.port", str(options.port)]
    environment = dict(os.environ)
    if options.workspace:
        folder = Path(options.workspace).absolute()
        analysis.open_workspace(folder, create=True).close()
        analysis.remember_folder(folder)
        environment[VARIABLE] = str(folder)
    files = [str(Path(path).resolve()) for path in options.paths]
    return subprocess.call([*command, "--", *files], env=environment)


def _score(options: argparse.Namespace) -> int:
    if options.store:
        return score_store(options)
    if options.rescore:
        raise RequestError("--rescore makes the parts of a store anew; name it with --store.")
    result, code = analysed(options)
    _write(_table(result, options.table, options.voice), options)
    return code


def _table(result: analysis.Result, name: str, voice: str | None) -> pd.DataFrame:
    """The table in one voice; "all" is a voice of its own in the tables of figures, and every row in the others."""
    if name == "evidence":
        return analysis.evidence(result, voice=voice or "all", order="reading")
    if name == "speakers":
        speakers = analysis.speakers(result)
        if voice in ("author", "reported"):
            return speakers[(speakers["holder"] == "author") == (voice == "author")]
        return speakers
    table: pd.DataFrame = getattr(result, name)
    has_all = name in ("framing", "source_framing")
    if "voice" not in table or voice is None or (voice == "all" and not has_all):
        return table
    return table[table["voice"] == voice]


def _compare(options: argparse.Namespace) -> int:
    result, code = analysed(options)
    table = analysis.compare(result, by=options.by, voice=options.voice)
    if not options.quiet:
        n_ranges = int(table["lower"].notna().sum())
        n_differ = int((table["answer"] == "differs").sum())
        print(f"{len(table)} pairs possible, {n_ranges} comparable, {n_differ} differ.", file=sys.stderr)
    _write(table, options)
    return code


def _brief(options: argparse.Namespace) -> int:
    form = check_target(options.output, options.template)  # a mistake is said before the documents are read
    prepare_form(form)
    asked = ask_corpus(options)
    reviewed = score_asked(asked, asked.corpus, options)
    whole = analysis.restore_all(asked.corpus)
    restored = score_asked(asked, whole, options, is_told=False).result if whole else None
    coded = review.agreement(asked.coding) if asked.coding else None
    brief = analysis.brief(
        reviewed.result,
        title=options.title,
        question=options.question,
        author=options.author,
        date=options.date,
        voice=options.voice,
        restored=restored,
        reviewed=analysis.note_reviews(reviewed, coded) if asked.reviews or asked.coding else None,
    )
    analysis.write_brief(brief, options.output, template=options.template)
    if not options.quiet:
        print(f"{options.output}: {len(brief.judgements)} key judgements.", file=sys.stderr)
    return asked.code


def _write(table: pd.DataFrame, options: argparse.Namespace) -> None:
    target: Any = options.output or (sys.stdout.buffer if options.format == "parquet" else sys.stdout)
    try:
        if options.format == "csv":
            neutralise_formulas(table).to_csv(target, index=False, lineterminator="\n")
        elif options.format == "jsonl":
            table.to_json(target, orient="records", lines=True, force_ascii=False)
        else:
            table.to_parquet(target, index=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RequestError(
            f"{options.output}: cannot be written ({error.strerror}); name another file."
        ) from None


def _evaluate(options: argparse.Namespace) -> int:
    for file in options.files:
        print(write_evaluation(evaluate(read_labelled(file), default_scorer())))
    return 0


def _actors(options: argparse.Namespace) -> int:
    actors = read_actors(options.check)
    if options.check:
        print(f"{options.check}: {len(actors.ids)} actors, nothing wrong.")
        return 0
    for actor_id in actors.ids:
        actor = actors[actor_id]
        print(f"{actor_id}  {actor.name}")
        by_kind: dict[str, list[str]] = {}
        for alias in actor.aliases:
            by_kind.setdefault(alias.kind, []).append(alias.text)
        for kind, aliases in by_kind.items():
            print(f"    {kind}: {', '.join(aliases)}")
    return 0
