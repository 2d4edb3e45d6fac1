"""An imported log beside our own: what is new is added, what differs is listed, nothing is overwritten unasked."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.workspace.kinds import find_later, tell_value
from analysis.workspace.ledger import Ledger
from analysis.workspace.records import Change, Json, Key, Setting, write_json


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both workspaces say something, and not the same. text: what taking theirs would do."""

    kind: str
    key: Key
    ours: Json
    theirs: Json

    @property
    def text(self) -> str:
        """One sentence for a person."""
        return tell_value(self.kind, self.key, self.ours, self.theirs)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import.

    n_added: also those of `conflicts` where theirs was asked for. n_dated: where both said something else of
    what is dated, such as a review: the later stands, whoever imports whom, so that none of them is a conflict.
    """

    n_added: int
    n_same: int
    conflicts: tuple[Conflict, ...] = ()
    n_dated: int = 0


def merge(
    ours: Ledger, theirs: Ledger, *, at: str, who: str, take_theirs: bool
) -> tuple[Sequence[Change], Imported]:
    """The changes to write, and what is to be told of them.

    Into a workspace where nothing was ever changed the log goes as it is, with
    its times and steps; into another one what stands in it, as one step.
    """
    standing = theirs.standing()
    if not ours.changes:
        return theirs.changes, Imported(len(standing), 0)
    settings: list[Setting] = []
    conflicts: list[Conflict] = []
    n_same = n_dated = 0
    for change in standing:
        mine = ours.value(change.kind, change.key)
        if mine is not None and write_json(mine) == write_json(change.after):
            n_same += 1
            continue
        if mine is not None and (later := find_later(change.kind, mine, change.after)) is not None:
            n_dated += 1
            settings.append(Setting(change.kind, change.key, later))
            continue
        if mine is not None:
            conflicts.append(Conflict(change.kind, change.key, mine, change.after))
        if mine is None or take_theirs:
            settings.append(Setting(change.kind, change.key, change.after))
    drafts = ours.draft(settings, at=at, who=who)
    return drafts, Imported(len(drafts), n_same, tuple(conflicts), n_dated)
