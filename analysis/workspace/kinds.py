"""The kinds of things that a workspace keeps, in the order in which they are applied to a corpus.

A new kind is one file with `check`, `files`, `apply` and `tell`, and one line
here. What is stored under a kind that is not here, by a later Framelens, is
kept and listed.
"""

from collections.abc import Mapping

from analysis.errors import RequestError
from analysis.types import Corpus, Failure
from analysis.workspace import blocks, choices, documents, metadata, own_actors
from analysis.workspace.limits import MAX_VALUE
from analysis.workspace.records import Change, Entries, Files, Json, Kind, Setting, Step, write_json

KINDS: dict[str, Kind] = {
    documents.NAME: Kind(documents.check, documents.files, documents.apply, documents.tell),
    blocks.NAME: Kind(blocks.check, blocks.files, blocks.apply, blocks.tell),
    metadata.NAME: Kind(metadata.check, metadata.files, metadata.apply, metadata.tell),
    own_actors.NAME: Kind(own_actors.check, own_actors.files, own_actors.apply, own_actors.tell),
    choices.NAME: Kind(choices.check, choices.files, choices.apply, choices.tell),
}


def check_setting(setting: Setting) -> Setting:
    """The setting as it is kept. Raises RequestError for a kind, key or value that cannot be."""
    if setting.kind not in KINDS:
        raise RequestError(f"“{setting.kind}” is no kind of change; use one of {', '.join(KINDS)}.")
    kept = setting._replace(value=KINDS[setting.kind].check(setting.key, setting.value))
    try:
        size = len(write_json([kept.key, kept.value]).encode())
    except UnicodeEncodeError:
        raise RequestError(f"{setting.kind}: half a character stands in it; type it again.") from None
    if size > MAX_VALUE:
        raise RequestError(
            f"{setting.kind}: {size} bytes are more than the {MAX_VALUE} that are kept; shorten it."
        )
    return kept


def find_files(change: Change) -> set[str]:
    """The sha256 of the files that a change refers to."""
    kind = KINDS.get(change.kind)
    return {*kind.files(change.before), *kind.files(change.after)} if kind else set()


def apply_entries(
    corpus: Corpus, entries: Mapping[str, Entries], files: Files
) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus with all that stands in the workspace, and what of it does not fit."""
    unused: list[Failure] = []
    for name, kind in KINDS.items():
        corpus, left = kind.apply(corpus, entries.get(name, {}), files)
        unused += left
    for name in sorted(entries.keys() - KINDS.keys()):
        reason = f"{len(entries[name])} entries are of a kind that this version of Framelens does not know"
        unused.append(Failure(f"workspace: {name}", "", reason, "update Framelens to use them"))
    return corpus, tuple(unused)


def tell_value(kind: str, key: tuple[str, ...], before: Json, after: Json) -> str:
    """One sentence that says what a change did."""
    return KINDS[kind].tell(key, before, after) if kind in KINDS else f"Changed {kind} {' '.join(key)}"


def make_step(changes: tuple[Change, ...]) -> Step:
    """The step that changes were made in, with its sentence."""
    first = changes[0]
    text = tell_value(first.kind, first.key, first.before, first.after)
    if len(changes) > 1:
        text += f", and {len(changes) - 1} more"
    return Step(first.step, first.at, first.who, text, changes, first.reverts)
