"""The kinds of things that a workspace keeps, in the order in which they are applied to a corpus.

A new kind is one file with `check`, `files`, `apply` and `tell`, and one line
here. What is stored under a kind that is not here, by a later Framelens, is
kept and listed.
"""

from collections.abc import Callable, Mapping

from analysis.errors import RequestError
from analysis.types import Corpus, Failure
from analysis.workspace import (
    blocks,
    brief_text,
    calibrations,
    choices,
    codes,
    documents,
    metadata,
    own_actors,
    pins,
    reviews,
    samples,
    tags,
)
from analysis.workspace.fields import leave_corpus, name_no_files
from analysis.workspace.limits import MAX_VALUE
from analysis.workspace.records import Change, Entries, Files, Json, Key, Kind, Setting, Step, write_json


def _said(check: Callable[[Key, Json], Json], tell: Callable[[Key, Json, Json], str]) -> Kind:
    """A kind of thing that a person says of evidence, at a time; no document changes by it."""
    return Kind(check, name_no_files, leave_corpus, tell, is_dated=True)


KINDS: dict[str, Kind] = {
    documents.NAME: Kind(documents.check, documents.files, documents.apply, documents.tell),
    blocks.NAME: Kind(blocks.check, blocks.files, blocks.apply, blocks.tell),
    metadata.NAME: Kind(metadata.check, metadata.files, metadata.apply, metadata.tell),
    own_actors.NAME: Kind(own_actors.check, own_actors.files, own_actors.apply, own_actors.tell),
    choices.NAME: Kind(choices.check, choices.files, choices.apply, choices.tell),
    pins.NAME: Kind(pins.check, pins.files, pins.apply, pins.tell),
    brief_text.NAME: Kind(brief_text.check, brief_text.files, brief_text.apply, brief_text.tell),
    reviews.NAME: _said(reviews.check, reviews.tell),
    samples.NAME: _said(samples.check, samples.tell),
    codes.CODE: _said(codes.check_code, codes.tell_code),
    codes.DECISION: _said(codes.check_decision, codes.tell_decision),
    calibrations.NAME: _said(calibrations.check, calibrations.tell),
    tags.TAG: _said(tags.check_tag, tags.tell_tag),
    tags.CODEBOOK: _said(tags.check_own, tags.tell_own),
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


def find_later(kind: str, ours: Json, theirs: Json) -> Json:
    """The one of two values that stands where both were said: the later, of equal times the last in the alphabet.

    Returns: None for a kind whose values are not dated: there a person decides.
    """
    if kind not in KINDS or not KINDS[kind].is_dated:
        return None
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    return max(ours, theirs, key=lambda value: (str(value["at"]), write_json(value)))


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
